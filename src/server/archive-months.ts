import { assert } from '../domain/problems.ts'

export type Row = Readonly<Record<string, string | number | null>>
export type Tables = ReadonlyMap<string, readonly Row[]>

/** First and last month, both included. */
export interface Months {
  readonly from: string
  readonly to: string
}

/** What tells by itself to which month it belongs: the column with its day, month or instant, or the first of these that is filled. */
const DATED: Readonly<Record<string, readonly string[]>> = {
  period: ['period'],
  fact: ['posting'],
  entry: ['period'],
  notice: ['period'],
  notice_work: ['period'],
  notice_answer: ['period'],
  notice_reader: ['period'],
  notice_correction: ['period'],
  import: ['period'],
  objection: ['period'],
  receipt_counter: ['period'],
  letter: ['received_at'],
  letter_counter: ['period'],
  article: ['received_on'],
  issue: ['issued_on', 'planned_on', 'created_at'],
  commission: ['created_at'],
  forwarding: ['on_day'],
  instruction: ['on_day'],
  message: ['at'],
  upload: ['created_at'],
  activity: ['at'],
}

/** What belongs to another row and goes with it: table → the column that names it, and the table it is in. */
const OWNED: Readonly<Record<string, readonly [column: string, owner: string]>> = {
  article_comment: ['article_id', 'article'],
  article_decision: ['article_id', 'article'],
  article_draft: ['article_id', 'article'],
  article_file: ['article_id', 'article'],
  article_merge: ['merged_id', 'article'],
  article_state: ['article_id', 'article'],
  article_token: ['article_id', 'article'],
  article_unit: ['article_id', 'article'],
  article_version: ['article_id', 'article'],
  fingerprint_text: ['article_id', 'article'],
  fingerprint: ['seq', 'fingerprint_text'],
  assignment: ['commission_id', 'commission'],
  assignment_sheet: ['commission_id', 'commission'],
  assignment_reply: ['commission_id', 'commission'],
  commission_event: ['commission_id', 'commission'],
  commission_work: ['commission_id', 'commission'],
  // Of a month outside that something refers to, its close and its ranking come with it: else it would be closed without either.
  close: ['period', 'period'],
  standing: ['period', 'period'],
  entry_fact: ['entry_id', 'entry'],
  fact_credit: ['fact_id', 'fact'],
  instruction_event: ['instruction_id', 'instruction'],
  issue_credit: ['issue_id', 'issue'],
  issue_event: ['issue_id', 'issue'],
  issue_item: ['issue_id', 'issue'],
  issue_reader: ['issue_id', 'issue'],
  letter_article: ['letter_id', 'letter'],
  letter_event: ['letter_id', 'letter'],
  letter_part: ['letter_id', 'letter'],
  letter_place: ['letter_id', 'letter'],
  letter_receipt: ['letter_id', 'letter'],
  objection_answer: ['objection_id', 'objection'],
  upper_adoption: ['forwarding_id', 'forwarding'],
}

/** What a row that is kept needs beside it, whatever month that is of. */
export const NEEDS: Readonly<Record<string, readonly (readonly [column: string, table: string])[]>> = {
  article_file: [['sm3', 'file']],
  article_merge: [['source_id', 'article']],
  article_state: [['commission_id', 'commission']],
  assignment: [['fact_id', 'fact']],
  assignment_reply: [['article_id', 'article']],
  assignment_sheet: [['sent_article', 'article']],
  entry: [['period', 'period']],
  entry_fact: [['fact_id', 'fact']],
  fact: [
    ['of_fact', 'fact'],
    ['commission_id', 'commission'],
    ['article_id', 'article'],
    ['posting', 'period'],
  ],
  forwarding: [
    ['fact_id', 'fact'],
    ['file_sm3', 'file'],
    ['article_id', 'article'],
  ],
  import: [
    ['period', 'period'],
    ['sm3', 'file'],
  ],
  instruction: [
    ['fact_id', 'fact'],
    ['article_id', 'article'],
  ],
  issue: [['file_sm3', 'file']],
  issue_item: [
    ['fact_id', 'fact'],
    ['article_id', 'article'],
  ],
  letter: [['sm3', 'file']],
  letter_article: [['article_id', 'article']],
  letter_part: [['sm3', 'file']],
  notice: [
    ['period', 'period'],
    ['file_sm3', 'file'],
  ],
  objection_answer: [['fact_id', 'fact']],
  upload: [['sm3', 'file']],
  upper_adoption: [['fact_id', 'fact']],
}

/** Kept only where something needs them. */
const NEEDED_ONLY = ['file']
const KEY: Readonly<Record<string, string>> = { file: 'sm3', period: 'period', fingerprint_text: 'seq' }
const keyOf = (table: string): string => KEY[table] ?? 'id'

/** Whether rows of a table may stay out; of all others every row is kept. */
export const mayStayOut = (table: string): boolean =>
  Object.hasOwn(DATED, table) || Object.hasOwn(OWNED, table) || NEEDED_ONLY.includes(table)

/** The column by which a row goes with its owner, or null. */
export const ownedBy = (table: string): string | null => OWNED[table]?.[0] ?? null

/**
 * The rows of an office that belong to some months, and whatever those need: the article of a fact though it came the year before, with all its
 * versions; the files of all of them. Units, people, rule sets and settings are kept whole. What is kept can be taken in by itself.
 */
export function rowsOfMonths(tables: Tables, months: Months): Tables {
  const kept = new Map([...tables].map(([table]) => [table, new Set<Row>()]))
  const byKey = new Map([...tables].map(([table, rows]) => [table, new Map(rows.map(row => [row[keyOf(table)], row]))]))
  const waiting: (readonly [table: string, row: Row])[] = []
  const keep = (table: string, row: Row): void => {
    const rows = kept.get(table)
    assert(rows !== undefined, `${table} is a table of the archive`)
    if (rows.has(row)) return
    rows.add(row)
    waiting.push([table, row])
  }
  const owned = ownedRows(tables)
  for (const [table, rows] of tables)
    for (const row of rows) if (!mayStayOut(table) || isOf(table, row, months)) keep(table, row)
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [table, row] = next
    for (const [column, needed] of NEEDS[table] ?? []) {
      const found = row[column] === null ? undefined : byKey.get(needed)?.get(row[column])
      if (found !== undefined) keep(needed, found)
    }
    for (const [child, one] of owned.get(`${table} ${row[keyOf(table)]}`) ?? []) keep(child, one)
  }
  return new Map([...tables].map(([table, rows]) => [table, rows.filter(row => kept.get(table)?.has(row))]))
}

function isOf(table: string, row: Row, { from, to }: Months): boolean {
  const day = (DATED[table] ?? []).map(column => row[column]).find(value => typeof value === 'string')
  if (typeof day !== 'string') return false
  const month = day.slice(0, 7)
  return month >= from && month <= to
}

/** Rows that go with another, by its table and key. */
function ownedRows(tables: Tables): ReadonlyMap<string, (readonly [table: string, row: Row])[]> {
  const owned = new Map<string, (readonly [table: string, row: Row])[]>()
  for (const [table, [column, owner]] of Object.entries(OWNED))
    for (const row of tables.get(table) ?? []) {
      const of = `${owner} ${row[column]}`
      const found = owned.get(of)
      if (found === undefined) owned.set(of, [[table, row]])
      else found.push([table, row])
    }
  return owned
}
