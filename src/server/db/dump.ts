import { sql } from 'kysely'
import { canonicalJson } from '../canonical.ts'
import type { Database } from './open.ts'
import type { Tables } from './tables.ts'

/** All tables, each with the columns that order its rows without doubt. A table that is missing here does not compile. */
export const ORDER: { readonly [Name in keyof Tables]: readonly (keyof Tables[Name] & string)[] } = {
  office: ['id'],
  unit_group: ['id'],
  unit: ['id'],
  unit_name: ['unit_id', 'name_key', 'kind', 'name', 'from_period', 'to_period'],
  unit_membership: ['unit_id', 'from_period'],
  outlet: ['id'],
  article: ['id'],
  article_unit: ['article_id', 'unit_id'],
  commission: ['id'],
  fact: ['seq'],
  fact_credit: ['fact_id', 'position'],
  rule_set: ['office_id', 'id'],
  period: ['office_id', 'period'],
  close: ['office_id', 'period', 'generation'],
  entry: ['office_id', 'period', 'generation', 'position'],
  entry_fact: ['entry_id', 'fact_id'],
  standing: ['office_id', 'period', 'generation', 'unit_id'],
  notice: ['office_id', 'period', 'generation'],
  file: ['sm3'],
  upload: ['id'],
  import: ['office_id', 'sm3'],
  user_account: ['id'],
  user_role: ['user_id', 'role'],
  activation: ['user_id'],
  session: ['token_hash'],
  login_failure: ['id'],
  idempotency: ['user_id', 'key'],
  activity: ['office_id', 'seq'],
  activity_head: ['office_id'],
  article_state: ['article_id'],
  article_version: ['article_id', 'number'],
  article_draft: ['article_id'],
  article_token: ['office_id', 'token', 'article_id'],
  fingerprint_text: ['seq'],
  fingerprint: ['mark', 'seq'],
  article_decision: ['seq'],
  article_comment: ['id'],
  article_file: ['article_id', 'position'],
  article_merge: ['merged_id', 'source_id'],
  article_editing: ['article_id', 'user_id'],
  receipt_counter: ['office_id', 'period'],
  bulletin: ['outlet_id'],
  issue: ['id'],
  issue_item: ['issue_id', 'article_id'],
  issue_credit: ['issue_id', 'article_id', 'unit_id'],
  issue_event: ['seq'],
  issue_reader: ['issue_id', 'user_id'],
  commission_work: ['commission_id'],
  assignment: ['commission_id', 'unit_id'],
  assignment_reply: ['commission_id', 'unit_id', 'article_id'],
  assignment_sheet: ['commission_id', 'unit_id'],
  commission_event: ['seq'],
  forwarding: ['id'],
  upper_adoption: ['forwarding_id', 'fact_id'],
  instruction: ['id'],
  instruction_event: ['seq'],
  notice_work: ['office_id', 'period'],
  notice_answer: ['seq'],
  notice_reader: ['office_id', 'period', 'user_id'],
  notice_correction: ['id'],
  message: ['id'],
  outbox: ['id'],
  unit_setting: ['unit_id'],
  second_factor: ['user_id'],
  password_history: ['user_id', 'at'],
  unit_end: ['unit_id'],
  objection: ['id'],
  objection_answer: ['objection_id'],
  search_text: ['seq'],
  search_due: ['kind', 'ref'],
  user_mail: ['user_id'],
  job_lease: ['name'],
  mailbox: ['id'],
  mailbox_folder: ['mailbox_id', 'folder', 'uid_validity'],
  mail_sender: ['id'],
  letter: ['id'],
  letter_place: ['mailbox_id', 'folder', 'uid_validity', 'uid'],
  letter_part: ['letter_id', 'position'],
  letter_article: ['letter_id', 'position'],
  letter_event: ['seq'],
  letter_counter: ['office_id', 'period'],
  letter_receipt: ['letter_id'],
}

type Row = Readonly<Record<string, unknown>>

/**
 * All rows of all tables as text, one row a line: the table's name and canonical JSON, in an order that does not depend on the database.
 * The same story with the same clock and ids gives the same text on SQLite and PostgreSQL, the numbers the database gives included.
 */
export async function dump(database: Database): Promise<string> {
  return database.read(async db => {
    const lines: string[] = []
    for (const [name, columns] of Object.entries(ORDER)) {
      const { rows } = await sql<Row>`select * from ${sql.table(name)}`.execute(db)
      for (const row of rows.toSorted((a, b) => compared(a, b, columns))) lines.push(`${name} ${canonicalJson(row)}\n`)
    }
    return lines.join('')
  })
}

/** Sorted here and not by the databases, which differ in where null goes. */
function compared(a: Row, b: Row, columns: readonly string[]): number {
  for (const column of columns) {
    const [left, right] = [a[column], b[column]]
    if (typeof left === 'number' && typeof right === 'number' && left !== right) return left - right
    const [one, other] = [String(left ?? ''), String(right ?? '')]
    if (one !== other) return one < other ? -1 : 1
  }
  return 0
}
