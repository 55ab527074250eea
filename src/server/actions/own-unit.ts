import { daysBetween, LocalDate, lastDay } from '../../domain/calendar.ts'
import { AssignmentState, awaitsReply, isLate } from '../../domain/commission.ts'
import type { UnitId } from '../../domain/model.ts'
import { Problem } from '../../domain/problems.ts'
import { standingFacts } from '../../domain/score.ts'
import { baseMissing } from '../base-missing.ts'
import type { Context, Handlers } from '../context.ts'
import { factsPosted } from '../facts.ts'
import { openLedger } from '../months.ts'

export const ownUnitActions = {
  /** The own unit's month before it is too late: points and rank as they stand, what 基础分 still lacks, which 约稿 wait for an answer. */
  'unit.own': async (context, { period }) => {
    const { db, office, today, actor } = context
    const ledger = await openLedger(db, office)
    const month = await ledger.month(period)
    const group = month.groups.find(one => one.rows.some(row => row.unit === actor.unit))
    const row = group?.rows.find(one => one.unit === actor.unit)
    if (actor.unit === null || group === undefined || row === undefined) throw new Problem('not-found')
    const facts = standingFacts((await factsPosted(db, office, period)).map(({ fact }) => fact))
    const missing = month.state === 'open' ? baseMissing(month, facts).filter(one => one.unit === actor.unit) : []
    return {
      period,
      unit: row.unit,
      name: row.name,
      state: month.state,
      month: row.month,
      yearTotal: row.yearTotal,
      rank: row.rank,
      before: row.previousRank,
      of: group.rows.length,
      group: group.group.name,
      daysLeft: daysBetween(today, lastDay(period)),
      missing: missing.map(one => one.missing),
      openCommissions: await openCommissions(context, actor.unit),
    }
  },
} satisfies Pick<Handlers, 'unit.own'>

/** What the unit was asked for and has not answered, the most urgent first. */
async function openCommissions({ db, office, today }: Context, unit: UnitId) {
  const rows = await db
    .selectFrom('assignment')
    .innerJoin('commission', 'commission.id', 'assignment.commission_id')
    .innerJoin('commission_work', 'commission_work.commission_id', 'commission.id')
    .select(['commission.id', 'commission.title', 'assignment.state', 'assignment.due_on'])
    .where('assignment.office_id', '=', office)
    .where('assignment.unit_id', '=', unit)
    .where('assignment.state', 'in', AssignmentState.options.filter(awaitsReply))
    .where('commission_work.state', 'not in', ['drafting', 'closed'])
    .orderBy(eb => eb.fn.coalesce('assignment.due_on', eb.val('9999')))
    .orderBy('commission.id')
    .limit(50)
    .execute()
  return rows.map(row => {
    const dueOn = row.due_on === null ? null : LocalDate.parse(row.due_on)
    return { id: row.id, title: row.title, dueOn, late: isLate(AssignmentState.parse(row.state), dueOn, today) }
  })
}
