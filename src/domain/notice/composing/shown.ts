import type { StandingGroup, StandingRow } from '../../model.ts'
import type { Points } from '../../points.ts'
import type { RuleSet } from '../../rules.ts'
import { ranksOf } from '../../standing.ts'
import type { NoticeTableForm } from './table-form.ts'

/** The groups as the tables show them, and who is not shown, or is to be named apart, in the order of the standings. */
export interface Shown {
  readonly groups: readonly StandingGroup[]
  /** Units that handed in nothing and earned nothing this month, where the form wants them named. */
  readonly named: readonly string[]
}

/**
 * Standings → what the notice prints of them. Units with nothing are left out only where nobody could miss them: their points by which
 * the ranking goes are 0 too, and no rank that is printed has a gap by it.
 */
export function shownOf(groups: readonly StandingGroup[], form: NoticeTableForm, ruleSet: RuleSet): Shown {
  const named =
    form.zeroRows === 'named' ? groups.flatMap(group => group.rows.filter(hasNothing).map(row => row.name)) : []
  if (form.zeroRows === 'shown') return { groups, named }
  const scopes = form.tables === 'together' ? [together(groups, ruleSet)] : groups.map(group => group.rows)
  const isRanked = form.columns.some(node => 'feed' in node && node.feed.from === 'rank')
  const gone = new Set(scopes.flatMap(rows => leftOut(rows, ruleSet, isRanked)))
  const kept = groups.map(group => ({ ...group, rows: group.rows.filter(row => !gone.has(row.unit)) }))
  // A notice without any row would say nothing at all.
  return kept.every(group => group.rows.length === 0) ? { groups, named } : { groups: kept, named }
}

const hasNothing = ({ counts, components, month }: StandingRow): boolean =>
  month === 0 && [...Object.values(counts), ...Object.values(components)].every(value => value === 0)

/** Whether ranks follow from 本月分数 or 累计分数 alone, so that whoever has the table can tell them. */
export const isPlainRanking = ({ ranking: { by, tieBreak, unranked, zero }, units }: RuleSet): boolean =>
  typeof by === 'string' &&
  tieBreak === undefined &&
  unranked === undefined &&
  zero === undefined &&
  Object.values(units ?? {}).every(({ ranked }) => ranked !== false)

const pointsOf = (row: StandingRow, { ranking }: RuleSet): Points =>
  ranking.by === 'month' ? row.month : row.yearTotal

/** The units of one table that may be left out; `rows` in the order of their ranks. */
function leftOut(rows: readonly StandingRow[], ruleSet: RuleSet, isRanked: boolean): string[] {
  const isIdle = (row: StandingRow): boolean => hasNothing(row) && pointsOf(row, ruleSet) === 0
  if (!isRanked) return rows.filter(isIdle).map(row => row.unit)
  // Whoever is below 0 is ranked after them, and what else ranks go by is not known here.
  if (!isPlainRanking(ruleSet) || rows.some(row => pointsOf(row, ruleSet) < 0)) return []
  const last = rows.findLastIndex(row => !isIdle(row))
  const removable = ruleSet.ranking.ties === 'order' ? rows.slice(last + 1) : rows
  return removable.filter(isIdle).map(row => row.unit)
}

/** All units in one order, ranked anew among each other. */
export function together(groups: readonly StandingGroup[], ruleSet: RuleSet): StandingRow[] {
  const rows = groups.flatMap(group => group.rows)
  const ranks = ranksOf(
    rows.map(row => pointsOf(row, ruleSet)),
    ruleSet.ranking.ties,
  )
  return rows.map((row, index) => ({ ...row, rank: ranks[index] ?? 0 })).sort((a, b) => a.rank - b.rank)
}
