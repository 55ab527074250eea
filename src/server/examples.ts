import type { Output } from '../api.ts'
import { LocalDate } from '../domain/calendar.ts'
import { type GenreFound, genreOf } from '../domain/checkup/genre.ts'
import type { ArticleId } from '../domain/model.ts'
import { plainOf, type RichText } from '../domain/rich-text.ts'
import { likeness } from '../domain/text.ts'
import { lastVersion } from './articles.ts'
import type { Context } from './context.ts'

/** So many of the latest printed articles are compared by title, and so many of them read. */
const COMPARED_MAX = 400
const READ_MAX = 12

type Example = NonNullable<Output<'checkup.example'>['example']>

/**
 * An adopted article of the kind of another: of the same genre where there is one, never a report of a meeting or an activity, then the
 * nearest in subject, then the latest. Only what was printed in an own bulletin, which every unit receives; null where nothing was.
 */
export async function exampleFor(
  context: Context,
  { article, title, found }: { readonly article: ArticleId; readonly title: string; readonly found: GenreFound },
): Promise<Example | null> {
  const printed = await printedArticles(context, article)
  const nearest = printed
    .map(row => ({ ...row, likeness: likeness(title, row.title), genre: genreOf(row.title) }))
    .filter(({ genre }) => genre.newsOf !== 'meeting' && genre.newsOf !== 'activity')
    .sort((a, b) => rankOf(b, found) - rankOf(a, found))
    .slice(0, READ_MAX)
  const read = await Promise.all(
    nearest.map(async row => {
      const body: RichText = (await lastVersion(context, row.id))?.body ?? []
      return { ...row, body, genre: genreOf(row.title, plainOf(body)) }
    }),
  )
  const best = read
    .filter(({ genre }) => genre.newsOf !== 'meeting' && genre.newsOf !== 'activity')
    .sort((a, b) => rankOf(b, found) - rankOf(a, found))[0]
  if (best === undefined) return null
  return {
    title: best.title,
    body: best.body,
    units: await unitNames(context, best.id),
    outlet: best.outlet,
    number: best.issue,
    on: LocalDate.safeParse(best.occurred_on).data ?? null,
    genre: best.genre.genre,
    likeness: best.likeness,
  }
}

/** Same genre before all, then a text one can read, then the subject. */
const rankOf = (
  row: { readonly genre: GenreFound; readonly likeness: number; readonly body?: RichText },
  found: GenreFound,
): number =>
  (row.genre.genre === found.genre ? 1_000 : 0) +
  (row.body === undefined || row.body.length > 0 ? 500 : 0) +
  row.likeness

/** What appeared in own bulletins, latest first: adoptions that were not taken back, of articles that are published, or came with an old notice. */
async function printedArticles({ db, office }: Context, article: ArticleId) {
  const rows = await db
    .selectFrom('fact')
    .innerJoin('article', 'article.id', 'fact.article_id')
    .innerJoin('outlet', 'outlet.id', 'fact.outlet_id')
    .leftJoin('article_state', 'article_state.article_id', 'article.id')
    .select(['article.id', 'article.title', 'outlet.name as outlet', 'fact.issue', 'fact.occurred_on', 'fact.seq'])
    .where('fact.office_id', '=', office)
    .where('fact.type', '=', 'adoption')
    .where('outlet.level', '=', 'own')
    .where('article.id', '!=', article)
    .where(({ or, eb }) => or([eb('article_state.state', 'is', null), eb('article_state.state', '=', 'published')]))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('fact as retraction').select('retraction.id').whereRef('retraction.of_fact', '=', 'fact.id')),
      ),
    )
    .orderBy('fact.seq', 'desc')
    .limit(COMPARED_MAX)
    .execute()
  const seen = new Set<string>()
  return rows.filter(({ id }) => !seen.has(id) && seen.add(id))
}

async function unitNames({ db }: Context, article: string): Promise<string[]> {
  const rows = await db
    .selectFrom('article_unit')
    .innerJoin('unit', 'unit.id', 'article_unit.unit_id')
    .select('unit.name')
    .where('article_unit.article_id', '=', article)
    .orderBy('article_unit.position')
    .limit(20)
    .execute()
  return rows.map(row => row.name)
}
