import type { Entry, FactId, UnitId } from '../model.ts'
import { type Points, partOfPoints, points, subtractPoints, sumPoints, zeroPoints } from '../points.ts'
import type { Owed, RuleOf } from '../rules/grammar.ts'
import { BUILT_IN_WINDOWS } from '../rules/match.ts'
import { conditionReasons, demandsOf, entriesIn, monthOfEntry, OPENING, sumsIn, tallied } from './condition.ts'
import { Gathering } from './gathering.ts'
import { governs, type Month } from './month.ts'
import { endsIn, type Span, startsIn } from './span.ts'
import { roundingOf } from './worth.ts'

/** Rules about what a unit has in a whole window: 基础分, 任务, 上下限, and points that go on to another unit. */

/** 基础分, in the first or the last month of its window. */
export function baseEntries(rule: RuleOf<'base'>, month: Month): Entry[] {
  const gathering = new Gathering(rule, month)
  const isDue = rule.paid === 'start' ? startsIn : endsIn
  for (const span of month.spans(rule.per).filter(one => isDue(one, month.period))) {
    const pay = basePay(rule, span, month, gathering)
    for (const { id } of month.units) if (governs(rule, id, month)) pay(id)
  }
  return gathering.entries()
}

function basePay(rule: RuleOf<'base'>, span: Span, month: Month, gathering: Gathering): (unit: UnitId) => void {
  const whole = points(rule.points)
  const reasonsFor = conditionReasons(rule.when, span, month)
  const part = rule.pay === 'pro-rata' ? partPay(rule, span, month) : null
  return unit => {
    const reasons = reasonsFor(unit)
    if (reasons !== null) gathering.addOnce(unit, whole, 1, reasons)
    else part?.(unit, gathering)
  }
}

/** As much of a 基础分 as its one count was reached. */
function partPay(
  rule: RuleOf<'base'>,
  span: Span,
  month: Month,
): ((unit: UnitId, gathering: Gathering) => void) | null {
  const [demand] = rule.when === 'always' ? [] : demandsOf(rule.when)
  const needs = demand?.atLeast ?? 0
  if (demand === undefined || needs === 0) return null
  const of = tallied(demand, span, month)
  const [whole, rounding] = [points(rule.points), roundingOf(month.ruleSet)]
  return (unit, gathering) => {
    const { quantity, facts } = of(unit)
    gathering.addOnce(unit, partOfPoints(whole, Math.min(quantity, needs), needs, rounding), 1, facts)
  }
}

/** What a unit owes in a window: from so many on it is met, up to so many nothing is over; null where it owes nothing. */
export function owedBy(owed: Owed, unit: UnitId, month: Month): { from: number; to: number } | null {
  if (typeof owed === 'number') return { from: owed, to: owed }
  if ('from' in owed) return owed
  if ('perHead' in owed) {
    const heads = month.termsOf(unit)?.heads
    return heads === undefined ? null : { from: owed.perHead * heads, to: owed.perHead * heads }
  }
  const named = Object.entries(owed.units).find(([name]) => month.unitNamed(name) === unit)
  const count = named === undefined ? owed.otherwise : named[1]
  return count === null ? null : { from: count, to: count }
}

/** Each one over or short of what is owed, in the last month of the window; and what meeting it earns. */
export function quotaEntries(rule: RuleOf<'quota'>, month: Month): Entry[] {
  const [over, short] = [points(rule.over), subtractPoints(zeroPoints, points(rule.short))]
  const met = rule.met === undefined ? zeroPoints : points(rule.met)
  const missed = rule.missed === undefined ? zeroPoints : subtractPoints(zeroPoints, points(rule.missed))
  const gathering = new Gathering(rule, month)
  for (const span of month.spans(rule.per).filter(one => endsIn(one, month.period))) {
    const counts = month.tally(rule.when === undefined ? { of: rule.of } : { of: rule.of, when: rule.when }, span)
    for (const { id } of month.units) {
      const owed = governs(rule, id, month) ? owedBy(rule.owed, id, month) : null
      if (owed === null) continue
      const { quantity = 0, facts = [] } = counts.get(id) ?? {}
      if (quantity >= owed.from) gathering.addOnce(id, met, 1, facts)
      if (quantity < owed.from) {
        gathering.addOnce(id, missed, 1, facts)
        gathering.addOnce(id, short, owed.from - quantity, facts)
      } else gathering.addOnce(id, over, Math.max(0, quantity - owed.to), facts)
    }
  }
  return gathering.entries()
}

type Cap = RuleOf<'cap'>

/**
 * What is over a ceiling or under a floor, after everything else, as one entry that says so. Of several, the narrow come before the wide:
 * rules, then components, then all; and short windows before long ones. A window of several months is bounded as a whole: what its
 * earlier months cut is given back when a later one brings the sum down.
 */
export function capEntriesOf(rules: readonly Cap[], month: Month, soFar: readonly Entry[]): Entry[] {
  const entries = [...soFar]
  for (const rule of inOrder(rules, month)) entries.push(...capEntries(rule, month, entries))
  return entries.slice(soFar.length)
}

const SCOPES = ['rules', 'component', 'all'] as const

const scopeOf = ({ of = 'component' }: Cap): (typeof SCOPES)[number] => (typeof of === 'string' ? of : 'rules')

const inOrder = (rules: readonly Cap[], month: Month): Cap[] =>
  [...rules].sort(
    (a, b) =>
      SCOPES.indexOf(scopeOf(a)) - SCOPES.indexOf(scopeOf(b)) || lengthOf(a.per, month) - lengthOf(b.per, month),
  )

const lengthOf = (window: string, { ruleSet }: Month): number => {
  const own = ruleSet.windows?.[window]
  if (own !== undefined) return 'months' in own ? own.months : 99
  return Object.entries(BUILT_IN_WINDOWS).find(([name]) => name === window)?.[1] ?? 99
}

function capEntries(rule: Cap, month: Month, soFar: readonly Entry[]): Entry[] {
  const gathering = new Gathering(rule, month)
  for (const span of month.spans(rule.per)) {
    const isWhole = rule.per === 'year' && scopeOf(rule) === 'all'
    const sums = rule.if === undefined ? undefined : sumsIn(span, month, soFar, isWhole)
    const reasonsFor = rule.if === undefined ? null : conditionReasons(rule.if, span, month, sums)
    const byUnit = new Map<UnitId, Entry[]>()
    for (const entry of entriesIn(span, month, soFar)) {
      if (!isCapped(entry, rule) || (entry.component === OPENING && !isWhole)) continue
      const own = byUnit.get(entry.unit)
      if (own === undefined) byUnit.set(entry.unit, [entry])
      else own.push(entry)
    }
    for (const { id } of month.units) {
      if (!governs(rule, id, month)) continue
      const holds = reasonsFor === null || reasonsFor(id) !== null
      const own = byUnit.get(id) ?? []
      const given = sumPoints(own.filter(entry => entry.rule === rule.id).map(entry => entry.points))
      const total = sumPoints(own.filter(entry => entry.rule !== rule.id).map(entry => entry.points))
      const due = holds ? subtractPoints(bound(total, rule), total) : zeroPoints
      gathering.addOnce(id, subtractPoints(due, given), 1, reasonsOf(own, month))
    }
  }
  return gathering.entries()
}

function isCapped(entry: Entry, rule: Cap): boolean {
  const { of = 'component' } = rule
  if (entry.rule === rule.id) return true
  if (of === 'all') return true
  return of === 'component' ? entry.component === rule.component : of.rules.includes(entry.rule)
}

/** The facts of this month; those of months before stand with their own entries. */
const reasonsOf = (entries: readonly Entry[], { period }: Month): FactId[] => [
  ...new Set(entries.filter(entry => monthOfEntry(entry) === period).flatMap(entry => entry.facts)),
]

function bound(total: Points, rule: Cap): Points {
  const ceiling = rule.atMost === null ? total : points(rule.atMost)
  const floor = rule.atLeast === null ? total : points(rule.atLeast)
  if (total > ceiling) return ceiling
  return total < floor ? floor : total
}

/** Points of this month that go on to the unit another is counted with. They stay with the unit that earned them, which is not ranked then. */
export function rollUpEntries(rule: RuleOf<'roll-up'>, month: Month, soFar: readonly Entry[]): Entry[] {
  const gathering = new Gathering(rule, month)
  const [factor, rounding] = [points(rule.share), roundingOf(month.ruleSet)]
  for (const { id } of month.units) {
    const into = governs(rule, id, month) ? month.termsOf(id)?.into : undefined
    const target = into === undefined ? undefined : month.unitNamed(into)
    if (target === undefined) continue
    const own = soFar.filter(
      entry =>
        entry.unit === id && entry.component !== OPENING && (rule.of === 'all' || rule.of.includes(entry.component)),
    )
    const total = sumPoints(own.map(entry => entry.points))
    gathering.addOnce(target, partOfPoints(total, factor, 100, rounding), 1, [
      ...new Set(own.flatMap(one => one.facts)),
    ])
  }
  return gathering.entries()
}
