import type { Handlers } from '../context.ts'
import { openLedger } from '../months.ts'
import { standingsView } from '../views.ts'

export const standingActions = {
  'standing.list': async ({ db, office, memo }, { period }) => {
    const ledger = await openLedger(db, office, memo)
    return standingsView(await ledger.month(period))
  },

  /** Year totals and ranks month by month, for the units of the asked month; null where a unit was not there yet. */
  'standing.history': async ({ db, office, memo }, { period }) => {
    const ledger = await openLedger(db, office, memo)
    const now = await ledger.month(period)
    const periods = ledger.yearSoFar(period, now.rules.ruleSet.year.starts)
    const months: (typeof now)[] = []
    for (const month of periods) months.push(await ledger.month(month))
    const rows = months.map(month => new Map(month.groups.flatMap(group => group.rows.map(row => [row.unit, row]))))
    return {
      periods,
      units: now.groups.flatMap(({ group, rows: units }) =>
        units.map(unit => ({
          unit: unit.unit,
          name: unit.name,
          group: group.id,
          yearTotals: rows.map(month => month.get(unit.unit)?.yearTotal ?? null),
          ranks: rows.map(month => month.get(unit.unit)?.rank ?? null),
        })),
      ),
    }
  },
} satisfies Pick<Handlers, 'standing.list' | 'standing.history'>
