import type { LocalDate, Period } from '../calendar.ts'
import type { Entry, FactId, UnitId } from '../model.ts'
import { type Points, partOfPoints, points, zeroPoints } from '../points.ts'
import type { EffectKind, RuleSet } from '../rules/grammar.ts'
import type { AllOf, Condition, Counted } from '../rules/match.ts'
import { conditionReasons, type Demand, demandsOf, sumsIn, tallied } from './condition.ts'
import { governs, type Month, monthOf, type ScoreInput } from './month.ts'
import type { Span } from './span.ts'
import { owedBy } from './window.ts'
import { roundingOf } from './worth.ts'

/** What a 办法 says besides points: consequences, rates, what is still owed, other assessments, money. Worked out when it is asked for. */

/** A consequence that holds of a unit at this moment. */
export interface EffectOn {
  readonly unit: UnitId
  readonly rule: string
  readonly effect: EffectKind
  readonly clause: string
  readonly from: LocalDate
  readonly to: LocalDate
  readonly facts: readonly FactId[]
}

/**
 * Consequences that hold in the windows this month is part of, in the order of the 办法, then of the units.
 * @param entries of the month, all of them
 */
export function effectsOf(input: ScoreInput, entries: readonly Entry[]): EffectOn[] {
  const month = monthOf(input)
  return (month.ruleSet.effects ?? []).flatMap(rule =>
    month.spans(rule.per).flatMap(span => {
      const reasonsFor = conditionReasons(rule.if, span, month, sumsIn(span, month, entries, rule.per === 'year'))
      return month.units.flatMap(({ id }): EffectOn[] => {
        const facts = governs(rule, id, month) ? reasonsFor(id) : null
        if (facts === null) return []
        return [{ unit: id, rule: rule.id, effect: rule.effect, clause: rule.clause, ...span, facts }]
      })
    }),
  )
}

/** What a unit owes in a running window, and how far it is: 还差几篇. */
export interface Duty {
  readonly unit: UnitId
  readonly rule: string
  readonly clause: string
  /** quota: 任务; base: what 基础分 asks for; award: what keeps a unit from a consequence. */
  readonly why: 'quota' | 'base' | 'award'
  readonly counted: Counted
  readonly has: number
  readonly needs: number
  /** Days of the window, the last of which is the deadline. */
  readonly from: LocalDate
  readonly to: LocalDate
}

/** All that units owe in the windows this month is part of, met or not. Conditions with a choice (`anyOf`) are left to the clause. */
export function dutiesOf(input: ScoreInput): Duty[] {
  const month = monthOf(input)
  return [...quotaDuties(month), ...baseDuties(month), ...awardDuties(month)]
}

function quotaDuties(month: Month): Duty[] {
  return month.ruleSet.rules.flatMap(rule => {
    if (rule.type !== 'quota' || !isInForce(rule, month.period)) return []
    const counted = rule.when === undefined ? { of: rule.of } : { of: rule.of, when: rule.when }
    return month.spans(rule.per).flatMap(span => {
      const tally = month.tally(counted, span)
      return month.units.flatMap(({ id }): Duty[] => {
        const owed = governs(rule, id, month) ? owedBy(rule.owed, id, month) : null
        if (owed === null) return []
        const has = tally.get(id)?.quantity ?? 0
        return [{ unit: id, rule: rule.id, clause: rule.clause, why: 'quota', counted, has, needs: owed.from, ...span }]
      })
    })
  })
}

function baseDuties(month: Month): Duty[] {
  return month.ruleSet.rules.flatMap(rule =>
    rule.type === 'base' && rule.when !== 'always' && isInForce(rule, month.period)
      ? demandDuties({ ...rule, why: 'base' }, demandsOf(rule.when), month)
      : [],
  )
}

/** A consequence that comes when too little was done names the least number that keeps it away. */
function awardDuties(month: Month): Duty[] {
  return (month.ruleSet.effects ?? []).flatMap(rule => {
    const demands = partsOf(rule.if).flatMap(part =>
      (part.counts ?? []).flatMap(({ of, when, atMost }) =>
        atMost === undefined ? [] : [{ of, when, atLeast: atMost + 1 }],
      ),
    )
    return demandDuties({ ...rule, why: 'award' }, demands, month)
  })
}

const partsOf = (condition: Condition): AllOf[] =>
  condition === 'always' ? [] : [condition, ...(condition.anyOf ?? [])]

interface DutyRule extends Pick<Duty, 'clause' | 'why'> {
  readonly id: string
  readonly per: string
  readonly groups: 'all' | string[]
}

function demandDuties(rule: DutyRule, demands: readonly Demand[], month: Month): Duty[] {
  return month.spans(rule.per).flatMap(span => {
    const duties = demands.map(demand => dutyOf(rule, demand, span, month))
    return month.units
      .filter(({ id }) => governs(rule, id, month))
      .flatMap(({ id }) => duties.flatMap(duty => duty(id)))
  })
}

function dutyOf(rule: DutyRule, demand: Demand, span: Span, month: Month): (unit: UnitId) => Duty[] {
  const { atLeast: needs } = demand
  if (needs === undefined) return () => []
  const counted = demand.when === undefined ? { of: demand.of } : { of: demand.of, when: demand.when }
  const of = tallied(demand, span, month)
  const { id, clause, why } = rule
  return unit => [{ unit, rule: id, clause, why, counted, has: of(unit).quantity, needs, ...span }]
}

/** Whether a rule that is not in force all the time is in force in a month. */
export const isInForce = (
  {
    during,
  }: { readonly during?: { readonly from?: Period | undefined; readonly to?: Period | undefined } | undefined },
  period: Period,
): boolean => during === undefined || ((during.from ?? period) <= period && period <= (during.to ?? period))

/** A rate of two counts (采用率, 完成率), in hundredths of a percent, null where there is nothing to divide by. */
export interface MetricOf {
  readonly unit: UnitId
  readonly metric: string
  readonly of: number
  readonly to: number
  readonly percentX100: number | null
}

/** The rates that a 办法 names, of each unit in the windows this month is part of. */
export function metricsOf(input: ScoreInput): MetricOf[] {
  const month = monthOf(input)
  return (month.ruleSet.metrics ?? []).flatMap(metric =>
    month.spans(metric.per).flatMap(span => {
      const [counts, divide] = [month.tally(metric.of, span), divisor(metric.to, span, month)]
      return month.units.map(({ id }) => {
        const [of, to] = [counts.get(id)?.quantity ?? 0, divide(id)]
        return { unit: id, metric: metric.id, of, to, percentX100: to === 0 ? null : percent(of, to, month.ruleSet) }
      })
    }),
  )
}

type Metric = NonNullable<RuleSet['metrics']>[number]

function divisor(to: Metric['to'], span: Span, month: Month): (unit: UnitId) => number {
  if (!('quota' in to)) {
    const tally = month.tally(to, span)
    return unit => tally.get(unit)?.quantity ?? 0
  }
  const rule = month.ruleSet.rules.find(one => one.id === to.quota)
  return unit => (rule?.type === 'quota' ? (owedBy(rule.owed, unit, month)?.from ?? 0) : 0)
}

const HUNDRED_PERCENT = points('100')
const percent = (of: number, to: number, ruleSet: RuleSet): number =>
  partOfPoints(HUNDRED_PERCENT, of, to, roundingOf(ruleSet))

/** What a year's total is worth in another assessment, by its name; only those that are about the unit's group. */
export function assessedAs(total: Points, group: string, ruleSet: RuleSet): { name: string; points: Points }[] {
  return (ruleSet.assessments ?? [])
    .filter(({ groups }) => groups === 'all' || groups.includes(group))
    .map(({ name, target, full, beyond }) => {
      const [whole, aim] = [points(full), points(target)]
      const counted = beyond === 'no-more' && total > aim ? aim : total
      return { name, points: counted > 0 ? partOfPoints(whole, counted, aim, roundingOf(ruleSet)) : zeroPoints }
    })
}

/** 元 for the points of components, where the 办法 pays: hundredths of 元, that is 分 of money. Nothing below zero is claimed back. */
export function moneyFor(components: Readonly<Record<string, Points>>, ruleSet: RuleSet): number | null {
  const { money } = ruleSet
  if (money === undefined) return null
  const paid = Object.entries(components).filter(([name]) => money.of === 'all' || money.of.includes(name))
  const sum = paid.reduce((total, [, value]) => total + value, 0)
  return partOfPoints(points(money.perPoint), Math.max(0, sum), 100, { decimals: 2, mode: 'nearest' })
}
