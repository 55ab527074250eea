import type { ArticleGenre } from '../domain/article.ts'
import { genreOf } from '../domain/checkup/genre.ts'
import type { Db } from './context.ts'

interface Asked {
  readonly id: string
  readonly title: string
  /** Of the article as it is now: a text that was changed is read again. */
  readonly version: number
  /** It answers a 约稿: then it is one, whatever it is made of. */
  readonly answers: boolean
}

/** Kinds of this many texts are remembered: what a large office gets in in two years. */
const KEPT_MAX = 20_000
/** Texts in one question. */
const IDS_MAX = 200

/** Told once for each version of a text: the same text is always of the same kind. */
const told = new Map<string, ArticleGenre>()

/** Kinds of articles by their own title and text, whatever the unit called them. */
export async function genresOf(db: Db, articles: readonly Asked[]): Promise<Map<string, ArticleGenre>> {
  const found = new Map<string, ArticleGenre>()
  const unknown = new Map<string, Asked>()
  for (const article of articles) {
    const known = article.answers ? 'commission' : told.get(keyOf(article))
    if (known === undefined) unknown.set(article.id, article)
    else found.set(article.id, known)
  }
  const ids = [...unknown.keys()]
  for (let at = 0; at < ids.length; at += IDS_MAX) {
    const rows = await db
      .selectFrom('article')
      .select(['id', 'body'])
      .where('id', 'in', ids.slice(at, at + IDS_MAX))
      .execute()
    for (const { id, body } of rows) {
      const article = unknown.get(id)
      if (article === undefined) continue
      const { genre } = genreOf(article.title, body)
      found.set(id, genre)
      if (told.size >= KEPT_MAX) told.clear()
      told.set(keyOf(article), genre)
    }
  }
  return found
}

const keyOf = ({ id, version, title }: Asked): string => `${id} ${version} ${title}`
