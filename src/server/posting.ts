import { type LocalDate, Period, periodsBetween } from '../domain/calendar.ts'
import { postingOf } from '../domain/ledger.ts'
import type { FactId, OfficeId } from '../domain/model.ts'
import { Problem } from '../domain/problems.ts'
import type { Context, Db } from './context.ts'
import { type FactDraft, factFrom, writeFacts } from './facts.ts'
import { ruleSetIn } from './rule-sets.ts'
import { textAttributes } from './text-attributes.ts'

/** What recording a fact answers: in which month it counts, and whether that is later than its own. */
export interface Recorded {
  readonly fact: FactId
  readonly posting: Period
  readonly late: boolean
}

/**
 * Records what happened on a day: posts it to its month and writes fact and credits.
 * @param draft credits must be checked by the caller (`creditsIn` of register.ts)
 * @param document the paper a decision rests on; '' where there is none
 * @param day the day that decides the month where it is another than the day it happened (`counts: received-on`)
 */
export async function recordFact(
  context: Context,
  draft: FactDraft,
  { document = '', day = draft.occurredOn }: { document?: string; day?: LocalDate } = {},
): Promise<Recorded> {
  const { posting, late } = await postingFor(context, day)
  const rules = await ruleSetIn(context.db, context.office, posting)
  const fact = factFrom(
    context,
    { ...draft, ...(await textAttributes(context, draft, rules?.ruleSet ?? null)) },
    posting,
  )
  await writeFacts(context, [fact], document)
  return { fact: fact.id, posting, late }
}

/** Days a fact may carry: no 办法 is older, and what has not happened is no fact. */
const FIRST_DAY = '2000-01-01'

/**
 * Where a fact of this day counts now (the same month, or the oldest open one when that was closed), with the month's row locked until
 * the transaction ends, so that a close at the same moment comes wholly before or wholly after (CLOSE-02). Opens the month when it
 * is new. Refuses a day that is no day of work (`day-outside`).
 */
export async function postingFor(context: Context, day: LocalDate): Promise<{ posting: Period; late: boolean }> {
  if (day < FIRST_DAY || day > context.today) throw new Problem('day-outside', { day, today: context.today })
  // A month that is closed between reading and locking sends the fact on to the next one: one more look is enough, two a bug.
  for (let look = 0; look < 3; look += 1) {
    const { posting, late } = postingOf(day, await periodsOf(context.db, context.office))
    await openMonths(context.db, context.office, posting)
    if ((await lockPeriod(context.db, context.office, posting)) === 'open') return { posting, late }
  }
  throw new Problem('busy')
}

export interface PeriodRow {
  readonly period: Period
  readonly state: 'open' | 'closed' | 'issued'
  readonly generation: number
}

/** The months an office keeps, oldest first, without gaps. */
export async function periodsOf(db: Db, office: OfficeId): Promise<PeriodRow[]> {
  const rows = await db
    .selectFrom('period')
    .select(['period', 'state', 'generation'])
    .where('office_id', '=', office)
    .orderBy('period')
    .execute()
  return rows.map(row => ({ period: Period.parse(row.period), state: row.state, generation: Number(row.generation) }))
}

/** Rows for a month and all months between it and those that are kept already: months never have gaps. */
export async function openMonths(db: Db, office: OfficeId, period: Period): Promise<void> {
  const kept = (await periodsOf(db, office)).map(row => row.period)
  const [first = period] = kept
  const last = kept.at(-1) ?? period
  const wanted = periodsBetween(period < first ? period : first, period > last ? period : last)
  const missing = wanted.filter(month => !kept.includes(month))
  for (const month of missing) {
    await db
      .insertInto('period')
      .values({ office_id: office, period: month, state: 'open', generation: 0 })
      .onConflict(conflict => conflict.columns(['office_id', 'period']).doNothing())
      .execute()
  }
}

/** Holds a month's row until the transaction ends → its state then; null when the office does not keep that month. */
export async function lockPeriod(db: Db, office: OfficeId, period: Period): Promise<PeriodRow['state'] | null> {
  const row = await db
    .updateTable('period')
    .set(eb => ({ state: eb.ref('state') }))
    .where('office_id', '=', office)
    .where('period', '=', period)
    .returning('state')
    .executeTakeFirst()
  return row?.state ?? null
}
