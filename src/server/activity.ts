import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import type { Instant } from '../domain/calendar.ts'
import type { OfficeId } from '../domain/model.ts'
import { assert } from '../domain/problems.ts'
import { canonicalJson } from './canonical.ts'
import type { Actor, Db } from './context.ts'
import type { ActivityTable } from './db/tables.ts'
import { withoutSecrets } from './redact.ts'

/** What happened, as the pipeline says it. `input` is already redacted text. */
export interface Happened {
  readonly office: OfficeId
  readonly at: Instant
  readonly actor: Actor
  readonly operation: string
  readonly subject: string
  readonly input: string
  readonly result: string
}

/** Whether the log of an office is as it was written; `firstBad` is the `seq` at which it first is not. */
export interface Chain {
  readonly intact: boolean
  readonly firstBad: number | null
}

const ROWS_AT_ONCE = 1_000
const SUBJECT_MAX = 300

/**
 * Adds a row to the operations log of an office, in the transaction of the effect it tells of (LOG-01). Its hash is HMAC-SM3 over the hash before
 * it and itself (LOG-02), so that a row changed, removed or put in between is found. Moving the head first makes those wait who append
 * at the same time; the wait is short, since this is the last thing a command does.
 */
export async function appendActivity(db: Db, key: Buffer, happened: Happened): Promise<void> {
  const before = (await stepped(db, happened.office)) ?? (await begun(db, happened.office))
  const row = {
    seq: before.seq,
    office_id: happened.office,
    at: happened.at,
    user_id: happened.actor.user ?? '',
    user_name: happened.actor.name,
    ip: happened.actor.ip,
    session: happened.actor.session,
    operation: happened.operation,
    subject: happened.subject.slice(0, SUBJECT_MAX),
    input: happened.input,
    result: happened.result,
  }
  const hash = linked(createSecretKey(key), before.hash, row)
  await db
    .insertInto('activity')
    .values({ ...row, hash })
    .execute()
  await db.updateTable('activity_head').set({ hash }).where('office_id', '=', happened.office).execute()
}

const stepped = (db: Db, office: OfficeId) =>
  db
    .updateTable('activity_head')
    .set(head => ({ seq: head('seq', '+', 1) }))
    .where('office_id', '=', office)
    .returning(['seq', 'hash'])
    .executeTakeFirst()

/** The first row of an office makes its head; somebody else may have been first. */
async function begun(db: Db, office: OfficeId) {
  await db
    .insertInto('activity_head')
    .values({ office_id: office, seq: 0, hash: '' })
    .onConflict(conflict => conflict.column('office_id').doNothing())
    .execute()
  const head = await stepped(db, office)
  assert(head !== undefined, 'the head row was just made')
  return head
}

/** The columns of a row in one order for ever: the chain is of their values, so that a column added later breaks no old row. */
const canonicalRow = (row: Omit<ActivityTable, 'hash'>): string =>
  JSON.stringify([
    row.seq,
    row.office_id,
    row.at,
    row.user_id,
    row.user_name,
    row.ip,
    row.session,
    row.operation,
    row.subject,
    row.input,
    row.result,
  ])

const linked = (key: KeyObject, previous: string, row: Omit<ActivityTable, 'hash'>): string =>
  createHmac('sm3', key)
    .update(`${previous}\n${canonicalRow(row)}`)
    .digest('hex')

/** The input of an operation as it may stand in the log: no passwords, codes and tokens, of texts only the hash (LOG-06). */
export function redacted(_operation: string, input: unknown): string {
  return canonicalJson(withoutSecrets(input ?? {}))
}

/** Reads the whole log of an office and works its chain out again; the first row that does not fit is named. */
export async function chainIntact(db: Db, key: Buffer, office: OfficeId): Promise<Chain> {
  // Made once: most of the time of a short HMAC is taking in its key.
  const secret = createSecretKey(key)
  let [seq, previous] = [0, '']
  for (;;) {
    const rows = await db
      .selectFrom('activity')
      .selectAll()
      .where('office_id', '=', office)
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(ROWS_AT_ONCE)
      .execute()
    for (const { hash, ...row } of rows) {
      if (row.seq !== seq + 1) return { intact: false, firstBad: seq + 1 }
      if (!same(linked(secret, previous, row), hash)) return { intact: false, firstBad: row.seq }
      ;[seq, previous] = [row.seq, hash]
    }
    if (rows.length < ROWS_AT_ONCE) break
  }
  const head = await db.selectFrom('activity_head').selectAll().where('office_id', '=', office).executeTakeFirst()
  const whole = (head?.seq ?? 0) === seq && same(head?.hash ?? '', previous)
  // Rows cut off at the end show only in the head, which is ahead of them.
  return whole ? { intact: true, firstBad: null } : { intact: false, firstBad: seq + 1 }
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
