import { marksOf } from '../domain/article/flags.ts'
import { fingerprintsOf } from '../domain/duplicate/fingerprint.ts'
import { OfficeId } from '../domain/model.ts'
import { plainOf } from '../domain/rich-text.ts'
import { richOf } from './articles.ts'
import type { Db } from './context.ts'
import type { Database } from './db/open.ts'
import { insertAll } from './rows.ts'

/** So many articles are indexed in one transaction when all are. */
const STEP = 500

/** A text of an article: one of its versions, or (0) the one it came with. */
interface TextOf {
  readonly article: string
  readonly number: number
}

/**
 * Brings the fingerprints of an article, and the marks of its title, to what stands now: the unit's last version and the office's last one. An
 * article that is not handed in, or was taken back, has none: nothing is told of it (AZ-09). What stands already is left as it is.
 */
export async function indexFingerprints(
  db: Db,
  { office, article, handedIn }: { readonly office: OfficeId; readonly article: string; readonly handedIn: boolean },
): Promise<void> {
  const wanted = handedIn ? await textsOf(db, article) : []
  const before = await db
    .selectFrom('fingerprint_text')
    .select(['seq', 'number'])
    .where('article_id', '=', article)
    .execute()
  for (const { seq, number } of before.filter(row => !wanted.some(one => one.number === row.number)))
    await removeText(db, office, { seq, article, number })
  for (const text of wanted.filter(one => !before.some(row => row.number === one.number)))
    await addText(db, office, text)
  await markTitle(db, office, { article, handedIn })
}

async function textsOf(db: Db, article: string): Promise<TextOf[]> {
  const rows = await db
    .selectFrom('article_version')
    .select(eb => eb.fn.max<number>('number').as('number'))
    .where('article_id', '=', article)
    .groupBy('side')
    .execute()
  if (rows.length === 0) return [{ article, number: 0 }]
  return rows.map(row => ({ article, number: Number(row.number) })).sort((a, b) => a.number - b.number)
}

async function addText(db: Db, office: OfficeId, text: TextOf): Promise<void> {
  const { article, number } = text
  const marks = fingerprintsOf(await bodyOf(db, text), office)
  if (marks.length === 0) return
  const { seq } = await db
    .insertInto('fingerprint_text')
    .values({ office_id: office, article_id: article, number })
    .returning('seq')
    .executeTakeFirstOrThrow()
  await insertAll(
    db,
    'fingerprint',
    marks.map(mark => ({ mark, seq })),
  )
}

/** Versions never change, so what they were indexed by can be worked out again: the index needs no second one by text. */
async function removeText(db: Db, office: OfficeId, { seq, ...text }: TextOf & { readonly seq: number }) {
  const marks = fingerprintsOf(await bodyOf(db, text), office)
  if (marks.length > 0) await db.deleteFrom('fingerprint').where('seq', '=', seq).where('mark', 'in', marks).execute()
  await db.deleteFrom('fingerprint_text').where('seq', '=', seq).execute()
}

/** The plain text of a version; '' where there is none. */
async function bodyOf(db: Db, { article, number }: TextOf): Promise<string> {
  if (number === 0) {
    const row = await db.selectFrom('article').select('body').where('id', '=', article).executeTakeFirst()
    return row?.body ?? ''
  }
  const row = await db
    .selectFrom('article_version')
    .select('body')
    .where('article_id', '=', article)
    .where('number', '=', number)
    .executeTakeFirst()
  return row === undefined ? '' : plainOf(richOf(row.body))
}

async function markTitle(
  db: Db,
  office: OfficeId,
  { article, handedIn }: { readonly article: string; readonly handedIn: boolean },
): Promise<void> {
  const row = await db.selectFrom('article').select('title').where('id', '=', article).executeTakeFirst()
  const wanted = handedIn && row !== undefined ? marksOf(row.title).sort() : []
  const before = await db
    .selectFrom('article_token')
    .select('token')
    .where('article_id', '=', article)
    .orderBy('token')
    .execute()
  if (before.map(({ token }) => token).join('\n') === wanted.join('\n')) return
  await db.deleteFrom('article_token').where('article_id', '=', article).execute()
  await insertAll(
    db,
    'article_token',
    wanted.map(token => ({ office_id: office, token, article_id: article })),
  )
}

/**
 * Makes all fingerprints anew, in steps that hold nobody up for long: after a change of how they are made, or when the index is in doubt. Gives the
 * number of articles.
 */
export async function reindexFingerprints(database: Pick<Database, 'write'>): Promise<number> {
  await database.write(async db => {
    await db.deleteFrom('fingerprint').execute()
    await db.deleteFrom('fingerprint_text').execute()
  })
  let [articles, last] = [0, '']
  for (;;) {
    const done = await database.write(async db => {
      const rows = await handedIn(db, last)
      for (const { id, office_id } of rows)
        await indexFingerprints(db, { office: OfficeId.parse(office_id), article: id, handedIn: true })
      return rows
    })
    articles += done.length
    last = done.at(-1)?.id ?? ''
    if (done.length < STEP) return articles
  }
}

/** The next articles that are handed in, or came with old notices. */
const handedIn = (db: Db, after: string) =>
  db
    .selectFrom('article')
    .leftJoin('article_state', 'article_state.article_id', 'article.id')
    .select(['article.id', 'article.office_id'])
    .where('article.id', '>', after)
    .where(({ or, and, eb }) =>
      or([
        eb('article_state.article_id', 'is', null),
        and([eb('article_state.submitted_at', 'is not', null), eb('article_state.state', '!=', 'withdrawn')]),
      ]),
    )
    .orderBy('article.id')
    .limit(STEP)
    .execute()
