import { type Period, periodAfter } from '../domain/calendar.ts'
import { canonicalFacts, closeFaults } from '../domain/ledger.ts'
import type { OfficeId } from '../domain/model.ts'
import { assert, Problem } from '../domain/problems.ts'
import type { Context, Db } from './context.ts'
import { sm3 } from './digest.ts'
import { closeOf, type OpenMonth, openLedger } from './months.ts'
import { lockPeriod, openMonths, type PeriodRow } from './posting.ts'
import { insertAll } from './rows.ts'

/**
 * Freezes an open month in the running transaction (CLOSE-01): entries and standings as they are at this moment, and the digest of what
 * they were made from, SM3 of the facts in canonical form and the text of the rule set. The month after is opened. Refuses
 * `period-order` while an earlier month is open, `period-unknown` and `period-closed`; anything out of balance is a bug.
 * @param reason why it was closed before its end, or how it came here; '' for an ordinary close
 */
export async function freezeMonth(context: Context, period: Period, reason: string): Promise<OpenMonth> {
  const { db, office } = context
  const state = await lockPeriod(db, office, period)
  if (state !== null && state !== 'open') throw new Problem('period-closed', { period })
  const ledger = await openLedger(db, office)
  const row = ledger.row(period)
  const first = ledger.periods.find(one => one.state === 'open')?.period
  if (first !== period) throw new Problem('period-order', { period, first: first ?? period })
  const month = await ledger.open(period)
  const faults = closeFaults({
    ruleSet: month.rules.ruleSet,
    period,
    units: month.units.map(unit => ({ id: unit.id, group: unit.group.key })),
    facts: month.facts.map(({ fact }) => fact),
    entries: month.entries,
    standings: month.groups,
    before: month.before,
    earlier: month.input.earlier?.facts ?? [],
    componentsBefore: month.componentsBefore,
  })
  assert(faults.length === 0, faults.join('；'))
  const generation = row.generation + 1
  await db
    .insertInto('close')
    .values({
      office_id: office,
      period,
      generation,
      rule_set: month.rules.ruleSet.id,
      digest: digestOf(month),
      closed_at: context.now,
      closed_by: context.actor.name,
      reason,
      reopened_at: null,
      reopened_by: null,
      reopen_reason: null,
    })
    .execute()
  await writeEntries(context, month, generation)
  await writeStandings(context, month, generation)
  await assertBalanced(db, office, { period, generation, state: 'closed' })
  await db
    .updateTable('period')
    .set({ state: 'closed', generation })
    .where('office_id', '=', office)
    .where('period', '=', period)
    .execute()
  await openMonths(db, office, periodAfter(period))
  return month
}

/** SM3 of the facts and rules a month is frozen from: the same in whatever order they were read. */
export const digestOf = ({ facts, rules }: OpenMonth): string =>
  sm3(`${canonicalFacts(facts.map(({ fact }) => fact))}\n${rules.source}`)

async function writeEntries({ db, office, newId }: Context, month: OpenMonth, generation: number): Promise<void> {
  const entries = month.entries.map((entry, position) => ({ entry, position, id: newId('ent') }))
  await insertAll(
    db,
    'entry',
    entries.map(({ entry, position, id }) => ({
      id,
      office_id: office,
      period: month.period,
      generation,
      position,
      unit_id: entry.unit,
      component: entry.component,
      points_x100: entry.points,
      rule_set: entry.ruleSet,
      rule: entry.rule,
      clause: entry.clause,
      quantity: entry.quantity,
      each_x100: entry.each,
      about: entry.about,
    })),
  )
  await insertAll(
    db,
    'entry_fact',
    entries.flatMap(({ entry, id }) => [...new Set(entry.facts)].map(fact => ({ entry_id: id, fact_id: fact }))),
  )
}

async function writeStandings({ db, office }: Context, month: OpenMonth, generation: number): Promise<void> {
  const positionOf = new Map(month.units.map(unit => [unit.id, unit.position]))
  await insertAll(
    db,
    'standing',
    month.groups.flatMap(({ group, rows }) =>
      rows.map(row => ({
        office_id: office,
        period: month.period,
        generation,
        unit_id: row.unit,
        unit_name: row.name,
        unit_position: positionOf.get(row.unit) ?? 0,
        group_id: group.id,
        group_json: JSON.stringify(group),
        components_json: JSON.stringify(row.components),
        counts_json: JSON.stringify(row.counts),
        month_x100: row.month,
        year_x100: row.yearTotal,
        rank: row.rank,
        previous_rank: row.previousRank,
      })),
    ),
  )
}

/** Σ over units = Σ over entries, asked of the database itself after the close (LED-14). */
async function assertBalanced(db: Db, office: OfficeId, { period, generation }: PeriodRow): Promise<void> {
  const standing = await db
    .selectFrom('standing')
    .select(eb => eb.fn.sum<number | null>('month_x100').as('points'))
    .where('office_id', '=', office)
    .where('period', '=', period)
    .where('generation', '=', generation)
    .executeTakeFirst()
  const entry = await db
    .selectFrom('entry')
    .select(eb => eb.fn.sum<number | null>('points_x100').as('points'))
    .where('office_id', '=', office)
    .where('period', '=', period)
    .where('generation', '=', generation)
    .where('rule', '!=', 'opening')
    .executeTakeFirst()
  assert(Number(standing?.points ?? 0) === Number(entry?.points ?? 0), '名次之和等于计分明细之和')
}

/** Takes a close back: the month is open again and counts afresh; what was frozen stays under its generation (CLOSE-03). */
export async function reopenMonth(context: Context, row: PeriodRow, by: string, reason: string): Promise<void> {
  const { db, office } = context
  await closeOf(db, office, row)
  await db
    .updateTable('close')
    .set({ reopened_at: context.now, reopened_by: by, reopen_reason: reason })
    .where('office_id', '=', office)
    .where('period', '=', row.period)
    .where('generation', '=', row.generation)
    .execute()
  await db
    .updateTable('period')
    .set({ state: 'open' })
    .where('office_id', '=', office)
    .where('period', '=', row.period)
    .execute()
}
