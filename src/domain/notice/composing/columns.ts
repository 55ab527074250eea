import type { StandingRow, UnitId } from '../../model.ts'
import { addPoints, type Points, subtractPoints, sumPoints, zeroPoints } from '../../points.ts'
import type { Rule, RuleSet } from '../../rules.ts'
import type { ComposeInput, DecidedPoints } from '../compose.ts'
import type { Measure, NoticeColumn } from '../notice.ts'
import type { Part } from './parts.ts'

/** A column of every table, and what a unit's row has there, in hundredths. 0 is printed as a blank, except a rank. */
export interface ColumnPlan {
  readonly column: NoticeColumn
  readonly x100: (row: StandingRow) => number
}

/** A count as claims have it. */
const times100 = (count: number): number => count * 100

const plan = (heads: string[], measure: Measure, x100: ColumnPlan['x100']): ColumnPlan => ({
  column: { heads, measure },
  x100,
})

/**
 * The columns of the notice. Components that stem from adoptions, commissions or 基础分 alone have the places they always had; any other
 * one has a column of its own before 本月分数, so that each row can be added up. All tables have the same columns.
 */
export function columnsOf(input: ComposeInput, parts: readonly Part[]): ColumnPlan[] {
  const { form, ruleSet } = input
  const rows = parts.flatMap(part => part.standing.rows)
  const roles = rolesOf(ruleSet)
  const earned = (component: string) => (row: StandingRow) =>
    subtractPoints(row.components[component] ?? zeroPoints, decidedPoints(row.unit, component, input.decided ?? []))
  const rest = componentsOf(ruleSet, rows).filter(
    name => name !== roles.adoption && name !== roles.commission && name !== roles.base,
  )
  const hasCommissions = roles.commission !== null || rows.some(row => row.counts.commissions > 0)
  return [
    plan(['上报篇数'], 'submitted', row => times100(row.counts.submitted)),
    plan(['采用信息', form.upperHead], 'upperAdopted', row => times100(row.counts.upperAdopted)),
    plan(['采用信息', form.ownHead], 'ownAdopted', row => times100(row.counts.reports + row.counts.briefs)),
    ...(roles.adoption === null ? [] : [plan(['采用信息', '记分'], 'adoptionPoints', earned(roles.adoption))]),
    ...(hasCommissions ? [plan(['约稿', '篇数'], 'commissions', row => times100(row.counts.commissions))] : []),
    ...(roles.commission === null ? [] : [plan(['约稿', '记分'], 'commissionPoints', earned(roles.commission))]),
    plan(['报省市'], 'forwarded', row => times100(row.counts.forwarded)),
    ...(roles.base === null ? [] : [plan(['本月基础分'], 'basePoints', earned(roles.base))]),
    ...gainsAndLosses(rows, rest, input.decided ?? []),
    plan(['本月分数'], 'monthPoints', row => row.month),
    plan(['累计分数'], 'yearPoints', row => row.yearTotal),
    plan([ruleSet.ranking.by === 'month' ? '本月排名' : '总排名'], 'rank', row => times100(row.rank)),
  ]
}

export interface Roles {
  readonly adoption: string | null
  readonly commission: string | null
  readonly base: string | null
}

/** Which component is earned by adoptions alone, which by commissions alone, which is 基础分 alone; ceilings aside. */
export function rolesOf({ components, rules }: RuleSet): Roles {
  const only = (fits: (rule: Rule) => boolean): string | null =>
    components.find(component => {
      const own = rules.filter(rule => rule.component === component && rule.type !== 'cap')
      return own.length > 0 && own.every(fits)
    }) ?? null
  return {
    adoption: only(rule => rule.type === 'rate' && rule.on === 'adoption'),
    commission: only(rule => rule.type === 'rate' && rule.on === 'commission'),
    base: only(rule => rule.type === 'base'),
  }
}

/** Components of the rule set, and those of older ones that a correction of a closed month brought in. */
const componentsOf = ({ components }: RuleSet, rows: readonly StandingRow[]): string[] => [
  ...new Set([...components, ...rows.flatMap(row => Object.keys(row.components))]),
]

const decidedPoints = (unit: UnitId, component: string, decided: readonly DecidedPoints[]): Points =>
  sumPoints(decided.filter(one => one.unit === unit && one.component === component).map(one => one.points))

/**
 * Columns 加分 and 扣分 of the other components, and of points by decision, which no count explains. What is given and what is taken stand
 * apart and the latter without its sign, as such columns are read everywhere. A component that nobody has points of has no column.
 */
function gainsAndLosses(
  rows: readonly StandingRow[],
  components: readonly string[],
  decided: readonly DecidedPoints[],
): ColumnPlan[] {
  const columns = new Map<string, Map<UnitId, Points>>()
  const add = (component: string, unit: UnitId, points: Points) => {
    if (points === 0) return
    const head = `${component.replace(ENDING, '')}${points > 0 ? GAIN : LOSS}`
    const column = columns.get(head) ?? new Map<UnitId, Points>()
    const size = points > 0 ? points : subtractPoints(zeroPoints, points)
    columns.set(head, column.set(unit, addPoints(column.get(unit) ?? zeroPoints, size)))
  }
  for (const component of components)
    for (const row of rows) add(component, row.unit, row.components[component] ?? zeroPoints)
  for (const one of decided) if (!components.includes(one.component)) add('', one.unit, one.points)
  const sides: readonly [string, Measure][] = [
    [GAIN, 'bonusPoints'],
    [LOSS, 'deductionPoints'],
  ]
  return sides.flatMap(([side, measure]) =>
    [...columns]
      .filter(([head]) => head.endsWith(side))
      .map(([head, points]) => plan([head], measure, row => points.get(row.unit) ?? zeroPoints)),
  )
}

const GAIN = '加分'
const LOSS = '扣分'
const ENDING = /(?:加减分|加分|扣分|减分|得分|记分|计分|分)$/
