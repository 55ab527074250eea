import type { Credit, Fact } from '../model.ts'
import { type Points, partOfPoints, points, type Rounding, sharePoints, zeroPoints } from '../points.ts'
import { unreachable } from '../problems.ts'
import type { Row, RuleOf, RuleSet } from '../rules/grammar.ts'
import type { Match } from '../rules/match.ts'
import type { Month } from './month.ts'
import { specificity } from './words.ts'

type Rate = RuleOf<'rate'>
type Shared = Pick<Rate, 'credit' | 'order' | 'merged' | 'weights' | 'names'>

/** What one fact is worth by a rule, before it is shared, and the clause that says so. */
export interface Worth {
  readonly points: Points
  readonly clause: string
}

/** Where a 办法 multiplies and does not say how to round: refused when it is read, so this is never a choice. */
const EXACT: Rounding = { decimals: 2, mode: 'nearest' }
export const roundingOf = ({ rounding }: Pick<RuleSet, 'rounding'>): Rounding => rounding ?? EXACT

/** The worth of each fact by a rate, null where the rule is not about it: of the rows that fit the most specific, then factor after factor. */
export function worthOf(rule: Rate, month: Month): (fact: Fact) => Worth | null {
  const fits = month.fits(rule.when)
  const excluded = (rule.except ?? []).map(match => month.fits(match))
  const first = firstWorth(rule, month)
  const factors = factorsOf(rule.times, month)
  const ceiling = rule.atMost === undefined ? null : points(rule.atMost)
  return fact => {
    if (!fits(fact) || excluded.some(test => test(fact))) return null
    const worth = first(fact)
    if (worth === null) return null
    const times = factors(fact, worth.points)
    const value = ceiling !== null && times > ceiling ? ceiling : times
    return value === worth.points ? worth : { ...worth, points: value }
  }
}

function firstWorth(rule: Rate, month: Month): (fact: Fact) => Worth | null {
  const table = rowsOf(rule, month)
  if (table === null) {
    const same = { points: points(rule.points ?? '0'), clause: rule.clause }
    return () => same
  }
  const rows = [...table.rows]
    .sort((a, b) => specificity(b.when) - specificity(a.when))
    .map(row => ({
      test: month.fits(row.when),
      worth: { points: points(row.points), clause: row.clause ?? rule.clause },
    }))
  const otherwise = table.otherwise === null ? null : { points: points(table.otherwise), clause: rule.clause }
  return fact => rows.find(row => row.test(fact))?.worth ?? otherwise
}

/** The rows that a rate goes by in a month: its own, or those of the version of the table in force. */
function rowsOf(rule: Rate, { ruleSet, period }: Month): { rows: readonly Row[]; otherwise: string | null } | null {
  if (rule.table !== undefined) {
    const versions = ruleSet.tables?.[rule.table]?.versions ?? []
    const inForce = versions.filter(version => version.from <= period).sort((a, b) => (a.from < b.from ? 1 : -1))
    return inForce[0] ?? { rows: [], otherwise: null }
  }
  return rule.rows === undefined ? null : { rows: rule.rows, otherwise: rule.otherwise ?? null }
}

/** Factors one after another, each rounded as the 办法 says. */
export function factorsOf(
  times: readonly { readonly when: Match; readonly by: string }[] | undefined,
  month: Month,
): (fact: Fact, whole: Points) => Points {
  if (times === undefined) return (_, whole) => whole
  const rounding = roundingOf(month.ruleSet)
  const factors = times.map(({ when, by }) => ({ test: month.fits(when), by: points(by) }))
  return (fact, whole) =>
    factors.reduce((value, { test, by }) => (test(fact) ? partOfPoints(value, by, 100, rounding) : value), whole)
}

/** What each credited unit gets of a fact worth `whole`, in credit order; those beyond `names` get nothing. */
export function sharesOf(whole: Points, all: readonly Credit[], rule: Shared, rounding: Rounding): Points[] {
  const credits = rule.names === undefined ? all : all.slice(0, rule.names)
  if (credits.length === 0) return []
  switch (rule.credit) {
    case 'full':
      return credits.map(() => whole)
    case 'equal':
      return sharePoints(
        whole,
        credits.map(() => 1),
      )
    case 'half':
      return credits.map(() => (credits.length === 1 ? whole : partOfPoints(whole, 1, 2, rounding)))
    case 'merged':
      return credits.map(() => (credits.length === 1 ? whole : points(rule.merged ?? '0')))
    case 'first':
      return credits.map((_, index) => (index === 0 ? whole : zeroPoints))
    case 'by-order':
      return sharePoints(whole, placesOf(credits, rule.order ?? []))
    case 'by-weight':
      return sharePoints(
        whole,
        credits.map(({ weight }) => bounded(weight, rule.weights)),
      )
    default:
      return unreachable(rule.credit)
  }
}

/** One unit alone has all of it, whatever the order says of the second. */
const placesOf = (credits: readonly Credit[], order: readonly number[]): number[] =>
  credits.length === 1 ? [1] : credits.map((_, index) => order[index] ?? 0)

const bounded = (weight: number, bounds: Shared['weights']): number =>
  bounds === undefined ? weight : Math.min(Math.max(weight, bounds.atLeast), bounds.atMost)
