import type { StandingRow, UnitId } from '../../model.ts'
import { addPoints, type Points, points, subtractPoints, sumPoints, zeroPoints } from '../../points.ts'
import { unreachable } from '../../problems.ts'
import type { Rule, RuleSet } from '../../rules.ts'
import type { KnownForm } from '../checks/known.ts'
import type { ComposeInput, DecidedPoints } from '../compose.ts'
import type { Measure, NoticeColumn } from '../notice.ts'
import { canonOf } from '../reading/fold.ts'
import { measureOfColumn } from '../reading/measures.ts'
import type { NoticeForm } from './form.ts'
import { isPlainRanking } from './shown.ts'
import { type CountName, columnsIn, type Feed, type Leaf, type NoticeTableForm } from './table-form.ts'

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
 * The columns of the notice: those the office drew, else the usual ones. Where points of components stand beside 本月分数, any component
 * without a column of its own, and points by decision, have columns before it, so that each row can be added up. All tables have the
 * same columns.
 */
export function columnsOf(input: ComposeInput, form: NoticeTableForm): ColumnPlan[] {
  const { ruleSet } = input
  const rows = input.groups.flatMap(group => group.rows)
  const drawn = columnsIn(form.columns)
  const ranks = form.rank === 'first' ? drawn.filter(({ feed }) => feed.from === 'rank') : []
  const columns = [...ranks, ...drawn.filter(column => !ranks.includes(column))]
  const shown = columns.flatMap(({ feed }) => (feed.from === 'points' ? [feed.component] : []))
  const month = columns.find(({ feed }) => feed.from === 'month')
  const rest =
    shown.length === 0 || month === undefined
      ? []
      : gainsAndLosses(
          rows,
          componentsOf(ruleSet, rows).filter(name => !shown.includes(name)),
          input.decided ?? [],
        )
  const restAt = columns.findIndex(({ heads }) => heads[0] === month?.heads[0])
  const roles = rolesOf(ruleSet)
  const plans = columns.map(({ heads, feed }) => plan([...heads], measureOf(heads, feed, roles), fillOf(feed, input)))
  return [...plans.slice(0, Math.max(0, restAt)), ...rest, ...plans.slice(Math.max(0, restAt))]
}

/** The office's own form of tables, else the usual one of this month. Nobody is ranked anew where ranks go by more than the totals. */
export function tableFormOf({ form, ruleSet, groups }: ComposeInput): NoticeTableForm {
  const hasCommissions = groups.some(group => group.rows.some(row => row.counts.commissions > 0))
  const table = form.table ?? usualTable(form, ruleSet, hasCommissions)
  return isPlainRanking(ruleSet) ? table : { ...table, tables: 'by-group' }
}

/**
 * The form of tables of an office that has drawn none. Components that stem from adoptions, commissions or 基础分 alone have the places
 * they always had.
 */
export function usualTable(
  { upperHead, ownHead }: Pick<NoticeForm, 'upperHead' | 'ownHead'>,
  ruleSet: RuleSet,
  hasCommissions = true,
): NoticeTableForm {
  const { adoption, commission, base } = rolesOf(ruleSet)
  const count = (head: string, name: CountName): Leaf => ({ head, feed: { from: 'count', count: name } })
  const points = (head: string, component: string | null): Leaf[] =>
    component === null ? [] : [{ head, feed: { from: 'points', component } }]
  const commissions = [
    ...(commission !== null || hasCommissions ? [count('篇数', 'commissions')] : []),
    ...points('记分', commission),
  ]
  return {
    columns: [
      count('上报篇数', 'submitted'),
      {
        head: '采用信息',
        columns: [count(upperHead, 'upperAdopted'), count(ownHead, 'ownAdopted'), ...points('记分', adoption)],
      },
      ...(commissions.length === 0 ? [] : [{ head: '约稿', columns: commissions }]),
      count('报省市', 'forwarded'),
      ...points('本月基础分', base),
      { head: '本月分数', feed: { from: 'month' } },
      { head: '累计分数', feed: { from: 'year' } },
      { head: ruleSet.ranking.by === 'month' ? '本月排名' : '总排名', feed: { from: 'rank' } },
    ],
    rank: 'placed',
    tables: 'by-group',
    zeroRows: 'shown',
    totalRow: false,
    blanks: 'empty',
  }
}

/** What a column states: by its heads where they say what feeds it, so that whoever reads the file needs no help; else by its feed. */
export function measureOf(heads: readonly string[], feed: Feed, roles: Roles): Measure {
  switch (feed.from) {
    case 'count':
      return feed.count
    case 'points': {
      const own: Measure =
        feed.component === roles.adoption
          ? 'adoptionPoints'
          : feed.component === roles.commission
            ? 'commissionPoints'
            : feed.component === roles.base
              ? 'basePoints'
              : 'outletPoints'
      return measureOfColumn(heads.map(canonOf)) === 'outletPoints' ? 'outletPoints' : own
    }
    case 'number':
      return 'outletAdopted'
    case 'year-points':
      return 'outletYear'
    case 'month':
      return 'monthPoints'
    case 'year':
      return 'yearPoints'
    case 'rank':
      return 'rank'
    default:
      return unreachable(feed)
  }
}

function fillOf(feed: Feed, input: ComposeInput): ColumnPlan['x100'] {
  const of = (row: StandingRow, component: string) =>
    input.components?.find(one => one.unit === row.unit && one.component === component)
  switch (feed.from) {
    case 'count':
      return row => times100(countIn(row, feed.count, input))
    case 'points':
      return row => earnedPoints(row, feed.component, input.decided ?? [])
    case 'number':
      return row => times100(of(row, feed.component)?.number ?? 0)
    case 'year-points':
      return row => of(row, feed.component)?.yearPoints ?? zeroPoints
    case 'month':
      return row => row.month
    case 'year':
      return row => row.yearTotal
    case 'rank':
      return row => times100(row.rank)
    default:
      return unreachable(feed)
  }
}

function countIn({ unit, counts }: StandingRow, count: CountName, { submittedYear = [] }: ComposeInput): number {
  if (count === 'ownAdopted') return counts.reports + counts.briefs
  return count === 'submittedYear' ? (submittedYear.find(one => one.unit === unit)?.count ?? 0) : counts[count]
}

/** A form of tables, under a 办法 → what a reader and the auditor have to know of it. */
export function knownForm(form: NoticeTableForm, ruleSet: RuleSet): KnownForm {
  const roles = rolesOf(ruleSet)
  const columns = columnsIn(form.columns)
  return {
    columns: columns.map(({ heads, feed }, index) => {
      const next = columns[index + 1]?.feed
      const isPair = feed.from === 'number' && next?.from === 'points' && next.component === feed.component
      return {
        heads: [...heads],
        measure: measureOf(heads, feed, roles),
        each: isPair ? eachOf(feed.component, ruleSet) : null,
      }
    }),
    rankedBy: !isPlainRanking(ruleSet) ? null : ruleSet.ranking.by === 'month' ? 'monthPoints' : 'yearPoints',
  }
}

/** The points of one fact of a component, where one plain rule gives them and nothing else touches it. */
function eachOf(component: string, { rules, treat }: RuleSet): number | null {
  const [rule, second] = rules.filter(one => one.component === component)
  if (rule === undefined || second !== undefined || rule.type !== 'rate' || treat !== undefined) return null
  const isPlain =
    rule.credit === 'full' && rule.stack === 'all' && rule.times === undefined && rule.atMost === undefined
  const isCapped = rules.some(one => one.type === 'cap' && one.component === undefined)
  return isPlain && !isCapped && rule.points !== undefined ? points(rule.points) : null
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

/** Points of a component that facts earned: without those by decision. */
export const earnedPoints = (row: StandingRow, component: string, decided: readonly DecidedPoints[]): Points =>
  subtractPoints(row.components[component] ?? zeroPoints, decidedPoints(row.unit, component, decided))

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
