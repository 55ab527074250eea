import { PostgresAdapter, sql } from 'kysely'
import type { OfficeId } from '../../domain/model.ts'
import type { Phrase } from '../../domain/text/query.ts'
import { searchTokens } from '../../domain/text.ts'
import type { Db } from '../context.ts'

/** What is found, where it stands and who may find it. */
export interface SearchText {
  readonly office: OfficeId
  readonly kind: 'article' | 'issue' | 'commission' | 'notice'
  readonly ref: string
  readonly title: string
  readonly text: string
  readonly on: string | null
  readonly units: readonly string[]
  /** open: everybody of the office and its units; own: the units named, and the office; office: the office only. */
  readonly reach: 'open' | 'own' | 'office'
}

/** PostgreSQL numbers no more words of one text; what comes after is found on neither database. */
const TOKENS_MAX = 16_000
const TEXT_MAX = 100_000

const isPostgres = (db: Db): boolean => db.getExecutor().adapter instanceof PostgresAdapter

/** Puts a text into the index, or in place of what stood there under the same kind and ref; in the transaction of the change itself. */
export async function indexText(db: Db, one: SearchText): Promise<void> {
  const values = {
    title: one.title,
    text: one.text.slice(0, TEXT_MAX),
    on_day: one.on,
    units: one.units.length === 0 ? '' : ` ${one.units.join(' ')} `,
    reach: one.reach,
  }
  const before = await numberOf(db, one)
  const tokens = searchTokens(`${one.title}\n${values.text}`).slice(0, TOKENS_MAX)
  if (before === null) {
    await db
      .insertInto('search_text')
      .values({ office_id: one.office, kind: one.kind, ref: one.ref, ...values })
      .execute()
    const seq = await numberOf(db, one)
    if (seq !== null) await putTokens(db, seq, tokens)
    return
  }
  await db.updateTable('search_text').set(values).where('seq', '=', before).execute()
  await dropTokens(db, before)
  await putTokens(db, before, tokens)
}

/** Takes a text out of the index; nothing happens where it was not in it. */
export async function unindexText(db: Db, one: Pick<SearchText, 'office' | 'kind' | 'ref'>): Promise<void> {
  const seq = await numberOf(db, one)
  if (seq === null) return
  await dropTokens(db, seq)
  await db.deleteFrom('search_text').where('seq', '=', seq).execute()
}

async function numberOf(db: Db, { office, kind, ref }: Pick<SearchText, 'office' | 'kind' | 'ref'>) {
  const row = await db
    .selectFrom('search_text')
    .select('seq')
    .where('office_id', '=', office)
    .where('kind', '=', kind)
    .where('ref', '=', ref)
    .executeTakeFirst()
  return row === undefined ? null : Number(row.seq)
}

async function putTokens(db: Db, seq: number, tokens: readonly string[]): Promise<void> {
  if (isPostgres(db)) {
    await sql`insert into search_index (seq, tokens) values (${seq}, ${vectorOf(tokens)}::tsvector)`.execute(db)
    return
  }
  await sql`insert into search_index (rowid, tokens) values (${seq}, ${tokens.join(' ')})`.execute(db)
}

const dropTokens = (db: Db, seq: number) =>
  isPostgres(db)
    ? sql`delete from search_index where seq = ${seq}`.execute(db)
    : sql`delete from search_index where rowid = ${seq}`.execute(db)

/** Tokens as a vector with their places, without any dictionary in between. */
function vectorOf(tokens: readonly string[]): string {
  const places = new Map<string, number[]>()
  for (const [index, token] of tokens.entries()) places.set(token, [...(places.get(token) ?? []), index + 1])
  return [...places].map(([token, at]) => `${lexeme(token)}:${at.slice(0, 255).join(',')}`).join(' ')
}

const lexeme = (token: string): string => `'${token.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`

/**
 * The texts of an office that hold all of these phrases. SQLite would look through all texts of the office for the few that are found: the
 * plus before the column keeps it from that.
 */
export function found(db: Db, office: OfficeId, phrases: readonly Phrase[]) {
  const query = db.selectFrom('search_text').where(holds(db, phrases))
  return isPostgres(db)
    ? query.where('search_text.office_id', '=', office)
    : query.where(sql<boolean>`+search_text.office_id = ${office}`)
}

function holds(db: Db, phrases: readonly Phrase[]) {
  if (isPostgres(db)) {
    const query = phrases
      .map(({ tokens, prefix }) => {
        const last = tokens.length - 1
        return `(${tokens.map((token, index) => `${lexeme(token)}${prefix && index === last ? ':*' : ''}`).join(' <-> ')})`
      })
      .join(' & ')
    return sql<boolean>`search_text.seq in (select seq from search_index where tokens @@ ${query}::tsquery)`
  }
  const query = phrases
    .map(({ tokens, prefix }) => `"${tokens.join(' ').replaceAll('"', '""')}"${prefix ? ' *' : ''}`)
    .join(' AND ')
  return sql<boolean>`search_text.seq in (select rowid from search_index where search_index match ${query})`
}
