import { type Period, periodAfter } from '../domain/calendar.ts'
import type { StandingRow } from '../domain/model.ts'
import type { MonthCounts, Past } from '../domain/notice/compose.ts'
import type { Ledger, Month } from './months.ts'

/** What a notice may say of earlier months (环比, 本年首次), from the ledger. */
export async function pastOf(ledger: Ledger, month: Month): Promise<Past> {
  const { period, rules } = month
  const year = ledger.yearSoFar(period, rules.ruleSet.year.starts)
  const earlier: StandingRow[][] = []
  for (const one of year.filter(one => one < period)) earlier.push(rowsOf(await ledger.month(one)))
  const before = new Set(earlier.flatMap(rows => rows.filter(isAdopted).map(row => row.unit)))
  // A year that was taken over in its middle is silent on its first months: only who had no points can have had no adoption.
  const scored = new Set(
    earlier[0]?.filter(({ yearTotal, month: points }) => yearTotal !== points).map(row => row.unit) ?? [],
  )
  const isFirst = ({ unit }: StandingRow): boolean => !before.has(unit) && !scored.has(unit)
  return {
    counts: await countsBefore(ledger, period),
    // In the first month of a year everybody would be named.
    firstAdopted:
      earlier.length === 0
        ? []
        : rowsOf(month)
            .filter(isAdopted)
            .filter(isFirst)
            .map(row => row.unit),
  }
}

/** All units together in the month before; null where the ledger does not have it. */
export async function countsBefore(ledger: Ledger, period: Period): Promise<MonthCounts | null> {
  const before = ledger.periods.find(row => row.period === periodAfter(period, -1))
  if (before === undefined) return null
  const rows = rowsOf(await ledger.month(before.period))
  const sum = (count: (row: StandingRow) => number): number => rows.reduce((all, row) => all + count(row), 0)
  return {
    submitted: sum(row => row.counts.submitted),
    adopted: sum(adoptedIn),
    upperAdopted: sum(row => row.counts.upperAdopted),
    commissions: sum(row => row.counts.commissions),
  }
}

const rowsOf = ({ groups }: Month): StandingRow[] => groups.flatMap(group => group.rows)
const adoptedIn = ({ counts }: StandingRow): number => counts.reports + counts.briefs
const isAdopted = (row: StandingRow): boolean => adoptedIn(row) > 0
