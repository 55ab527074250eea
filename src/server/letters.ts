import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { LetterDay, LetterRow } from '../api/letter.ts'
import { dayOf, dayStart, Instant, instantOf, type LocalDate } from '../domain/calendar.ts'
import { LetterState, type LetterStep, letterAfter } from '../domain/letter.ts'
import { Doubt, doubtSentence } from '../domain/mail/doubts.ts'
import { senderKey } from '../domain/mail.ts'
import { LetterId, UnitId } from '../domain/model.ts'
import { Problem } from '../domain/problems.ts'
import { storedText } from '../domain/text.ts'
import { stamp } from './articles.ts'
import type { Context } from './context.ts'
import type { LetterTable } from './db/mail-tables.ts'

export type LetterNow = Selectable<LetterTable>

/** What a unit sees of its letters: those it is asked about, and those it has confirmed. */
const OF_UNIT: readonly LetterState[] = ['linked', 'stored']
/** Days of 每日对账. */
const DAYS = 14

/** The letters the actor may see, with the scope in the query itself (AZ-02): the office's, or those that are said to be the own unit's. */
export function visibleLetters({ db, office, scope, actor }: Context) {
  const query = db.selectFrom('letter').where('letter.office_id', '=', office)
  if (scope === 'all') return query
  return query.where('letter.unit_id', '=', actor.unit ?? '').where('letter.state', 'in', OF_UNIT)
}

/** One letter the actor may see, named in the log; anything else is `not-found`. */
export async function letterNow(context: Context, id: LetterId): Promise<LetterNow> {
  const row = await visibleLetters(context).selectAll('letter').where('letter.id', '=', id).executeTakeFirst()
  if (row === undefined) throw new Problem('not-found')
  context.about(`来信第 ${row.number} 号`)
  return row
}

interface Step {
  readonly step: LetterStep
  readonly reason: string
  readonly unit: UnitId | null
  /** Where it leads, when that is not what the table says. */
  readonly to?: LetterState
  readonly changes?: Partial<LetterTable>
}

/** Takes a step of a letter's life, from the version it was looked at in and no other, and puts down who did so and why (AZ-07). */
export async function stepLetter(
  context: Context,
  now: LetterNow,
  version: number,
  { step, reason, unit, to, changes = {} }: Step,
) {
  const state = to ?? letterAfter(LetterState.parse(now.state), step)
  letterAfter(LetterState.parse(now.state), step)
  const settled = state === 'stored' || state === 'aside' ? context.now : null
  const result = await context.db
    .updateTable('letter')
    .set({ ...changes, state, version: version + 1, settled_at: settled })
    .where('id', '=', now.id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (Number(result.numUpdatedRows) !== 1) throw new Problem('stale-version')
  await context.db
    .insertInto('letter_event')
    .values({ letter_id: now.id, step, reason: storedText(reason), unit_id: unit, ...stamp(context) })
    .execute()
  return { letter: LetterId.parse(now.id), state, version: version + 1 }
}

/** Registers an address for a unit; one that stands for another unit is refused, so that nobody takes it over unseen. */
export async function addSender(context: Context, written: string, unit: UnitId) {
  const { db, office } = context
  const address = senderKey(written)
  if (address === null)
    throw new Problem('invalid-input', { reason: `“${written.slice(0, 80)}”不是一个完整的邮箱地址` })
  const before = await db
    .selectFrom('mail_sender')
    .innerJoin('unit', 'unit.id', 'mail_sender.unit_id')
    .select(['mail_sender.id', 'mail_sender.unit_id', 'unit.name'])
    .where('mail_sender.office_id', '=', office)
    .where('mail_sender.address', '=', address)
    .where('mail_sender.ended_at', 'is', null)
    .executeTakeFirst()
  if (before !== undefined) {
    if (before.unit_id === unit) return before.id
    throw new Problem('alias-taken', { name: address, unit: before.name })
  }
  const id = context.newId('snd')
  await db
    .insertInto('mail_sender')
    .values({ id, office_id: office, address, unit_id: unit, ...stamp(context), ended_at: null })
    .execute()
  return id
}

/** The sentences of what is odd about a letter. */
export const doubtsOf = (stored: string): string[] => z.array(Doubt).parse(JSON.parse(stored)).map(doubtSentence)

/** Rows of letters as they are shown, with their units and titles. */
export async function letterRows({ db }: Context, rows: readonly LetterNow[]): Promise<LetterRow[]> {
  if (rows.length === 0) return []
  const ids = rows.map(row => row.id)
  const articles = await db
    .selectFrom('letter_article')
    .leftJoin('article', 'article.id', 'letter_article.article_id')
    .select(['letter_article.letter_id', 'letter_article.title', 'article.title as now'])
    .where('letter_article.letter_id', 'in', ids)
    .orderBy('letter_article.position')
    .execute()
  const files = await db
    .selectFrom('letter_part')
    .select(['letter_id', eb => eb.fn.countAll<number>().as('count')])
    .where('letter_id', 'in', ids)
    .where('role', 'in', ['file', 'inline', 'letter'])
    .groupBy('letter_id')
    .execute()
  const unitIds = rows.flatMap(row => (row.unit_id === null ? [] : [row.unit_id]))
  const units =
    unitIds.length === 0 ? [] : await db.selectFrom('unit').select(['id', 'name']).where('id', 'in', unitIds).execute()
  return rows.map(row => ({
    id: LetterId.parse(row.id),
    number: row.number,
    receivedAt: Instant.parse(row.received_at),
    from: { name: row.from_name, address: row.from_address },
    subject: row.subject,
    state: LetterState.parse(row.state),
    source: z.enum(['verified', 'unverified', 'failed']).parse(row.source),
    unit:
      units
        .filter(unit => unit.id === row.unit_id)
        .map(unit => ({ unit: UnitId.parse(unit.id), name: unit.name }))[0] ?? null,
    titles: articles.filter(one => one.letter_id === row.id).map(one => one.now ?? one.title),
    doubts: doubtsOf(row.doubts),
    files: Number(files.find(one => one.letter_id === row.id)?.count ?? 0),
    version: Number(row.version),
  }))
}

/** 每日对账 of the last days, the latest first: every letter that came on a day is in exactly one place. Days without letters are left out. */
export async function letterDays(context: Context): Promise<LetterDay[]> {
  const from = dayStart(context.today)
  const rows = await visibleLetters(context)
    .select(['letter.received_at', 'letter.state'])
    .where('letter.received_at', '>=', instantOf(Date.parse(from) - (DAYS - 1) * 86_400_000))
    .execute()
  const days = new Map<LocalDate, LetterDay>()
  for (const row of rows) {
    const day = dayOf(Instant.parse(row.received_at))
    const state = LetterState.parse(row.state)
    const before = days.get(day) ?? { day, received: 0, byState: NONE }
    days.set(day, {
      day,
      received: before.received + 1,
      byState: { ...before.byState, [state]: before.byState[state] + 1 },
    })
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? 1 : -1))
}

/** No letter in any state. */
export const NONE: Readonly<Record<LetterState, number>> = {
  arrived: 0,
  linked: 0,
  unclaimed: 0,
  quarantined: 0,
  stored: 0,
  aside: 0,
}

/** A file of a letter the actor may see: the letter itself, or a part of it; `not-found` for any other hash. */
export async function letterFile(context: Context, id: LetterId, sm3: string): Promise<{ name: string }> {
  const now = await letterNow(context, id)
  if (now.sm3 === sm3) return { name: `来信 ${now.number}.eml` }
  const row = await context.db
    .selectFrom('letter_part')
    .select(['name', 'role', 'path'])
    .where('letter_id', '=', id)
    .where('sm3', '=', sm3)
    .orderBy('position')
    .executeTakeFirst()
  if (row === undefined) throw new Problem('not-found')
  return { name: row.name === '' ? `来信 ${now.number} 第 ${row.path} 部分` : row.name }
}
