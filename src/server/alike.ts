import { type RawBuilder, sql } from 'kysely'
import { marksOf, NEAR_FROM } from '../domain/article/flags.ts'
import { LocalDate } from '../domain/calendar.ts'
import { fingerprintsOf } from '../domain/duplicate/fingerprint.ts'
import { type Comparison, compare, DuplicateVerdict } from '../domain/duplicate.ts'
import { ArticleId } from '../domain/model.ts'
import { Problem } from '../domain/problems.ts'
import { plainOf } from '../domain/rich-text.ts'
import { likeness, matchingKey } from '../domain/text.ts'
import { richOf } from './articles.ts'
import type { Context } from './context.ts'

/** So many texts of one fingerprint or mark are looked at, the newest; what more texts have says nothing about two of them. */
const COMMON_MAX = 64
/** Where fewer fingerprints of a text are rare, the common ones count too: a text that was handed in by everybody is found by them. */
const RARE_MIN = 4
/** So many candidates are asked for, and so many of them are read and compared. */
const CANDIDATES_MAX = 200
const COMPARED_MAX = 20
const SHOWN_MAX = 10

type House = Pick<Context, 'db' | 'office'>

export interface Alike {
  readonly id: ArticleId
  readonly title: string
  readonly receivedOn: LocalDate
  /** The version that is alike; 0 for a text without versions. */
  readonly number: number
  readonly comparison: Comparison
}

export interface Asked {
  /** Not this one itself; and no article that it was merged into or from. */
  readonly id: string
  readonly title: string
  readonly body: string
  /** Only articles this unit has a part in; null for those of all. */
  readonly unit: string | null
}

/**
 * Articles of the office that are, or may be, the same as a text: letter for letter first, then by what they share. Drafts and what was taken back
 * are none of them. What it costs depends on the text and not on the archive: a bounded number of fingerprints, of each a bounded number of texts.
 */
export async function alikeArticles(context: House, asked: Asked): Promise<Alike[]> {
  const byBody = await standing(context, asked, await candidatesByBody(context, asked))
  const byTitle = await standing(context, asked, await candidatesByTitle(context, asked))
  const titled = byTitle
    .map(row => ({ row, like: likeness(asked.title, row.title) }))
    .filter(({ like }) => like >= NEAR_FROM)
    .sort((a, b) => b.like - a.like)
    .map(({ row }) => row)
  const chosen = new Map([...byBody.slice(0, COMPARED_MAX), ...titled.slice(0, COMPARED_MAX)].map(row => [row.id, row]))
  const texts = await textsOf(context, [...chosen.keys()])
  return [...chosen.values()]
    .map(row => best(asked, row, texts.get(row.id) ?? [{ number: 0, title: row.title, body: row.body }]))
    .filter(one => one.comparison.verdict !== 'different')
    .sort(byVerdict)
    .slice(0, SHOWN_MAX)
}

const ORDER: readonly DuplicateVerdict[] = DuplicateVerdict.options

const byVerdict = (a: Alike, b: Alike): number =>
  ORDER.indexOf(a.comparison.verdict) - ORDER.indexOf(b.comparison.verdict) ||
  b.comparison.share - a.comparison.share ||
  (a.id < b.id ? 1 : -1)

/** One was made from the other, or is it. */
export const isDuplicate = ({ comparison: { verdict } }: Alike): boolean => verdict === 'same' || verdict === 'near'

/** Refuses `likely-duplicate` what bears the same title as one of these, or has its text letter for letter (IDEM-03). */
export function assertNotTwice(title: string, alike: readonly Alike[]): void {
  const key = matchingKey(title)
  const titled = alike.filter(one => matchingKey(one.title) === key)
  if (titled.length > 0) throw new Problem('likely-duplicate', { title, count: titled.length })
  const same = alike.filter(one => one.comparison.verdict === 'same')
  const [first] = same
  if (first !== undefined)
    throw new Problem('likely-duplicate', { title: first.title, count: same.length, what: '正文相同' })
}

interface Text {
  readonly number: number
  readonly title: string
  readonly body: string
}
interface Row {
  readonly id: string
  readonly title: string
  readonly body: string
  readonly received_on: string
}

function best(asked: Asked, row: Row, texts: readonly Text[]): Alike {
  const [first] = texts
    .map(text => ({
      id: ArticleId.parse(row.id),
      title: row.title,
      receivedOn: LocalDate.parse(row.received_on),
      number: text.number,
      comparison: compare(asked, text),
    }))
    .sort(byVerdict)
  if (first === undefined) throw new Error('an article has a text')
  return first
}

/** Ids of articles that share fingerprints, those with most and rarest first. */
async function candidatesByBody({ db, office }: House, { body }: Asked): Promise<string[]> {
  const marks = fingerprintsOf(body, office)
  if (marks.length === 0) return []
  const held = await postings(
    { db },
    marks.map(
      mark =>
        sql`select mark as of, seq as text from fingerprint where mark = ${mark} order by seq desc limit ${COMMON_MAX + 1}`,
    ),
  )
  const seqs = weighed(held).slice(0, CANDIDATES_MAX)
  if (seqs.length === 0) return []
  const rows = await db
    .selectFrom('fingerprint_text')
    .select(['seq', 'article_id'])
    .where('office_id', '=', office)
    .where('seq', 'in', seqs.map(Number))
    .execute()
  const articleOf = new Map(rows.map(row => [String(row.seq), row.article_id]))
  return [...new Set(seqs.flatMap(seq => articleOf.get(seq) ?? []))]
}

async function candidatesByTitle({ db, office }: House, { title }: Asked): Promise<string[]> {
  const tokens = marksOf(title)
  if (tokens.length === 0) return []
  const held = await postings(
    { db },
    tokens.map(
      token =>
        sql`select token as of, article_id as text from article_token where office_id = ${office} and token = ${token} order by article_id desc limit ${COMMON_MAX + 1}`,
    ),
  )
  const same = await db
    .selectFrom('article')
    .select('id')
    .where('office_id', '=', office)
    .where('title_key', '=', matchingKey(title))
    // Sorted here: asked to sort, SQLite would go through all articles of the office instead of those with this title.
    .limit(COMMON_MAX)
    .execute()
  const titled = same
    .map(row => row.id)
    .sort()
    .reverse()
  return [...new Set([...titled, ...weighed(held)])].slice(0, CANDIDATES_MAX)
}

interface Posting {
  readonly of: string | number
  readonly text: string | number
}

/** A bounded number of rows of each list, all lists in one question. */
async function postings({ db }: Pick<House, 'db'>, lists: readonly RawBuilder<unknown>[]): Promise<Posting[]> {
  const parts = lists.map(list => sql`select * from (${list}) as part`)
  const { rows } = await sql<Posting>`${sql.join(parts, sql` union all `)}`.execute(db)
  return rows
}

/** What stands in most of the lists first, a list counting the less the more it holds. Full lists are left out where there are others. */
function weighed(held: readonly Posting[]): string[] {
  const lists = new Map<string, Posting[]>()
  for (const one of held) lists.set(String(one.of), [...(lists.get(String(one.of)) ?? []), one])
  const rare = [...lists.values()].filter(list => list.length <= COMMON_MAX)
  const weights = new Map<string, number>()
  for (const list of rare.length >= Math.min(RARE_MIN, lists.size) ? rare : lists.values())
    for (const { text } of list) weights.set(String(text), (weights.get(String(text)) ?? 0) + 1 / list.length)
  return [...weights].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? 1 : -1)).map(([text]) => text)
}

/** Of these articles those that stand and the asker may hear of, in the same order. */
async function standing({ db, office }: House, asked: Asked, ids: readonly string[]): Promise<Row[]> {
  if (ids.length === 0) return []
  let query = db
    .selectFrom('article')
    .leftJoin('article_state', 'article_state.article_id', 'article.id')
    .select(['article.id', 'article.title', 'article.body', 'article.received_on'])
    .where('article.office_id', '=', office)
    .where('article.id', 'in', ids)
    .where('article.id', '!=', asked.id)
    .where(({ or, and, eb }) =>
      or([
        eb('article_state.article_id', 'is', null),
        and([eb('article_state.submitted_at', 'is not', null), eb('article_state.state', '!=', 'withdrawn')]),
      ]),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('article_merge')
            .select('article_merge.merged_id')
            .where('article_merge.ended_at', 'is', null)
            .where(({ or, and, eb }) =>
              or([
                and([
                  eb('article_merge.merged_id', '=', asked.id),
                  eb('article_merge.source_id', '=', eb.ref('article.id')),
                ]),
                and([
                  eb('article_merge.source_id', '=', asked.id),
                  eb('article_merge.merged_id', '=', eb.ref('article.id')),
                ]),
              ]),
            ),
        ),
      ),
    )
  if (asked.unit !== null) {
    const { unit } = asked
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('article_unit')
          .select('article_unit.unit_id')
          .whereRef('article_unit.article_id', '=', 'article.id')
          .where('article_unit.unit_id', '=', unit),
      ),
    )
  }
  const rows = new Map((await query.execute()).map(row => [row.id, row]))
  return ids.flatMap(id => rows.get(id) ?? [])
}

/** The texts of articles by which they may be found: the unit's last version and the office's. */
async function textsOf({ db }: House, ids: readonly string[]): Promise<Map<string, Text[]>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('fingerprint_text')
    .innerJoin('article_version', join =>
      join
        .onRef('article_version.article_id', '=', 'fingerprint_text.article_id')
        .onRef('article_version.number', '=', 'fingerprint_text.number'),
    )
    .select(['article_version.article_id', 'article_version.number', 'article_version.title', 'article_version.body'])
    .where('fingerprint_text.article_id', 'in', ids)
    .execute()
  const found = new Map<string, Text[]>()
  for (const { article_id, number, title, body } of rows)
    found.set(article_id, [...(found.get(article_id) ?? []), { number, title, body: plainOf(richOf(body)) }])
  return found
}
