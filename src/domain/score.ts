import { type Period, periodOf, yearStart } from './calendar.ts'
import type { Entry, Fact, UnitCounts, UnitId } from './model.ts'
import { timesPoints } from './points.ts'
import { unreachable } from './problems.ts'
import { RULE_ORDER, type Rule, type RuleOf, type RuleSet } from './rules/grammar.ts'
import type { Condition, ScoredFact } from './rules/match.ts'
import { matchesIn } from './rules/matches.ts'
import { demandsOf, OPENING } from './score/condition.ts'
import { countsAs, type Month, monthOf, type ScoredUnit, type ScoreInput } from './score/month.ts'
import { isInForce } from './score/outlook.ts'
import { bonusEntries, deductionEntries, rateEntries } from './score/rate.ts'
import { spansAt } from './score/span.ts'
import { standingByKind } from './score/standing-facts.ts'
import { baseEntries, capEntriesOf, quotaEntries, rollUpEntries } from './score/window.ts'

export { OPENING } from './score/condition.ts'
export type { ScoredUnit, ScoreInput } from './score/month.ts'
export { sentenceOf } from './score/sentence.ts'
export { retractedIds, standingFacts } from './score/standing-facts.ts'

/**
 * Facts of one month → 计分明细, by the rules in their fixed order. Pure and total: the same facts in any order give the same entries,
 * and points of a unit are the plain sum of its entries. Entries come in order of rule, then unit. A unit without a group in the month
 * gets nothing, though facts credit it.
 */
export function score(input: ScoreInput): Entry[] {
  const month = monthOf(input)
  const rules = input.ruleSet.rules.filter(rule => isInForce(rule, input.period))
  const entries: Entry[] = decidedEntries(month)
  for (const type of RULE_ORDER) for (const entry of entriesOf(type, rules, month, entries)) entries.push(entry)
  return entries
}

function entriesOf(type: Rule['type'], rules: readonly Rule[], month: Month, soFar: readonly Entry[]): Entry[] {
  switch (type) {
    case 'rate':
      return rateEntries(rules.filter(isRule('rate')), month)
    case 'bonus':
      return rules.filter(isRule('bonus')).flatMap(rule => bonusEntries(rule, month))
    case 'base':
      return rules.filter(isRule('base')).flatMap(rule => baseEntries(rule, month))
    case 'quota':
      return rules.filter(isRule('quota')).flatMap(rule => quotaEntries(rule, month))
    case 'deduction':
      return rules.filter(isRule('deduction')).flatMap(rule => deductionEntries(rule, month))
    case 'cap':
      return capEntriesOf(rules.filter(isRule('cap')), month, soFar)
    case 'roll-up':
      return rules.filter(isRule('roll-up')).flatMap(rule => rollUpEntries(rule, month, soFar))
    default:
      return unreachable(type)
  }
}

const isRule =
  <Type extends Rule['type']>(type: Type) =>
  (rule: Rule): rule is RuleOf<Type> =>
    rule.type === type

/** Adjustments (加减分) and openings (期初累计) are points by decision: an entry each, under no rule, or under the discretion they were decided by. */
function decidedEntries(month: Month): Entry[] {
  return [...month.factsOf('opening'), ...month.factsOf('adjustment')].flatMap(fact => {
    if (fact.type !== 'opening' && fact.type !== 'adjustment') return []
    const [component, clause] =
      fact.type === 'opening'
        ? [OPENING, `期初累计结转（${fact.document}）`]
        : [fact.component, `${discretionOf(fact.rule, month.ruleSet)}：${fact.reason}（${fact.decider}）`]
    return fact.credits
      .filter(credit => month.groupOf.has(credit.unit))
      .map(credit => ({
        period: month.period,
        unit: credit.unit,
        component,
        points: timesPoints(fact.quantity, fact.points),
        ruleSet: month.ruleSet.id,
        rule: fact.type,
        clause,
        quantity: fact.quantity,
        each: fact.points,
        facts: [fact.id],
        about: null,
      }))
  })
}

const discretionOf = (rule: string | undefined, { discretions }: RuleSet): string =>
  discretions?.find(one => one.id === rule)?.clause ?? '加减分'

/**
 * The first month whose facts and entries the rules want beside those of `period` (`earlier` of the input): of a story that counts in its
 * best places only, or a bonus paid once, the year's; of a longer window, its own. Null where the month stands by itself.
 */
export function looksBackTo(ruleSet: RuleSet, period: Period): Period | null {
  const { rules } = ruleSet
  const windows = [
    ...rules.flatMap(rule => ('per' in rule && rule.per !== undefined ? [rule.per] : [])),
    ...windowsBeside(ruleSet),
  ]
  const firsts = windows.flatMap(window => spansAt(window, period, ruleSet)).map(({ from }) => periodOf(from))
  if (rules.some(remembers) || matchesIn(ruleSet).some(({ match }) => match.instructed !== undefined))
    firsts.push(yearStart(period, ruleSet.year.starts))
  const [first = period] = firsts.sort()
  return first < period ? first : null
}

const windowsBeside = ({ effects = [], metrics = [] }: RuleSet): string[] =>
  [...effects, ...metrics].map(one => one.per)

const remembers = (rule: Rule): boolean =>
  (rule.type === 'rate' && rule.stack !== 'all') ||
  (rule.type === 'bonus' && (rule.once !== 'each' || rule.adopted !== undefined))

/**
 * What a unit lacks for a 基础分 condition, per kind of fact; empty when it is met.
 * @param facts those that stand and credit the unit
 */
export function missingFor(
  condition: Condition,
  facts: readonly Fact[],
): { type: ScoredFact; has: number; needs: number }[] {
  if (condition === 'always') return []
  return demandsOf(condition)
    .flatMap(({ of, when, atLeast }) => (when === undefined && atLeast !== undefined ? [{ type: of, atLeast }] : []))
    .map(({ type, atLeast }) => ({
      type,
      has: facts.reduce((total, fact) => (fact.type === type && countsAs(fact) ? total + fact.quantity : total), 0),
      needs: atLeast,
    }))
    .filter(demand => demand.has < demand.needs)
}

/** Counts of each unit's month that notices print beside points (上报篇数, 报省市 …); units without facts get zeros. */
export function countsOf(facts: readonly Fact[], units: readonly ScoredUnit[]): Map<UnitId, UnitCounts> {
  const counts = new Map<UnitId, UnitCounts>(
    units.map(unit => [
      unit.id,
      { submitted: 0, upperAdopted: 0, reports: 0, briefs: 0, commissions: 0, forwarded: 0 },
    ]),
  )
  for (const fact of [...standingByKind(facts).values()].flat()) {
    const measure = measureOf(fact)
    if (measure === null) continue
    for (const { unit } of fact.credits) {
      const own = counts.get(unit)
      if (own !== undefined) own[measure] += fact.quantity
    }
  }
  return counts
}

function measureOf(fact: Fact): keyof UnitCounts | null {
  switch (fact.type) {
    case 'submission':
      return 'submitted'
    case 'adoption':
      return fact.level !== 'own' ? 'upperAdopted' : fact.kind === 'report' ? 'reports' : 'briefs'
    case 'commission':
      return fact.status === 'adopted' ? 'commissions' : null
    case 'forwarding':
      return 'forwarded'
    default:
      return null
  }
}
