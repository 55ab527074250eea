import { chinesePeriod, instantOf, type Period, period } from './calendar.ts'
import {
  AdoptionKind,
  ArticleId,
  CommissionId,
  CommissionStatus,
  type Entry,
  Fact,
  Level,
  type UnitCounts,
  UnitId,
} from './model.ts'
import { formatPoints, type Points, points, subtractPoints, sumPoints, timesPoints, zeroPoints } from './points.ts'
import { unreachable } from './problems.ts'
import { wordOf } from './rules/words.ts'
import {
  type Condition,
  type Example,
  groupsNamed,
  RULE_ORDER,
  type Rule,
  type RuleSet,
  type ScoredFact,
  TOTAL,
} from './rules.ts'
import { conditionReasons, demandsOf } from './score/condition.ts'
import { countsAs, Gathering, governs, type Month, monthOf, type RuleOf, standingByKind } from './score/month.ts'
import { bonusEntries, deductionEntries, rateEntries } from './score/rate.ts'

export { retractedIds, standingFacts } from './score/month.ts'

/** A unit as the rules see it: its id and the key of the group it belongs to in the month. */
export interface ScoredUnit {
  readonly id: UnitId
  readonly group: string
}

export interface ScoreInput {
  readonly ruleSet: RuleSet
  readonly period: Period
  /** Facts posted to the month; retractions among them take their targets out. Their order does not matter. */
  readonly facts: readonly Fact[]
  readonly units: readonly ScoredUnit[]
  /**
   * Entries of earlier months of the year, corrections included, with the facts they rest on: `stack: highest` then adds only the
   * difference, and a bonus paid `once: level` is not paid again.
   */
  readonly earlier?: { readonly entries: readonly Entry[]; readonly facts: readonly Fact[] }
}

/** Component of the opening balance: part of the year's total, of no month. */
export const OPENING = '期初累计'

/**
 * Facts of one month → 计分明细, by the rules in their fixed order. Pure and total: the same facts in any order give the same entries,
 * and points of a unit are the plain sum of its entries. Entries come in order of rule, then unit. A unit without a group in the month
 * gets nothing, though facts credit it.
 */
export function score(input: ScoreInput): Entry[] {
  const month = monthOf(input)
  const entries: Entry[] = decidedEntries(month)
  for (const type of RULE_ORDER) for (const entry of entriesOf(type, month, entries)) entries.push(entry)
  return entries
}

function entriesOf(type: Rule['type'], month: Month, soFar: readonly Entry[]): Entry[] {
  const { rules } = month.ruleSet
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
    case 'cap': {
      const capped = [...soFar]
      for (const rule of rules.filter(isRule('cap'))) capped.push(...capEntries(rule, month, capped))
      return capped.slice(soFar.length)
    }
    default:
      return unreachable(type)
  }
}

const isRule =
  <Type extends Rule['type']>(type: Type) =>
  (rule: Rule): rule is RuleOf<Type> =>
    rule.type === type

/** Adjustments (加减分) and openings (期初累计) are points by decision: an entry each, under no rule of the 办法. */
function decidedEntries(month: Month): Entry[] {
  return [...month.factsOf('opening'), ...month.factsOf('adjustment')].flatMap(fact => {
    if (fact.type !== 'opening' && fact.type !== 'adjustment') return []
    const [component, clause] =
      fact.type === 'opening'
        ? [OPENING, `期初累计结转（${fact.document}）`]
        : [fact.component, `加减分：${fact.reason}（${fact.decider}）`]
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

function baseEntries(rule: RuleOf<'base'>, month: Month): Entry[] {
  const each = points(rule.points)
  const gathering = new Gathering(rule, month)
  for (const { id } of month.units) {
    const reasons = governs(rule, id, month) ? conditionReasons(rule.when, id, month) : null
    if (reasons !== null) gathering.addOnce(id, each, 1, reasons)
  }
  return gathering.entries()
}

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
    .map(({ type, atLeast }) => ({
      type,
      has: facts.reduce((total, fact) => (fact.type === type && countsAs(fact) ? total + fact.quantity : total), 0),
      needs: atLeast,
    }))
    .filter(demand => demand.has < demand.needs)
}

function quotaEntries(rule: RuleOf<'quota'>, month: Month): Entry[] {
  const [over, short] = [points(rule.over), subtractPoints(zeroPoints, points(rule.short))]
  const gathering = new Gathering(rule, month)
  for (const { id } of month.units) {
    if (!governs(rule, id, month)) continue
    const counted = month.countedOf(rule.of).get(id)
    const beyond = (counted?.quantity ?? 0) - rule.owed
    gathering.addOnce(id, beyond > 0 ? over : short, Math.abs(beyond), counted?.facts ?? [])
  }
  return gathering.entries()
}

/** What a component is over its ceiling or under its floor, after everything else, as one entry that says so. */
function capEntries(rule: RuleOf<'cap'>, month: Month, soFar: readonly Entry[]): Entry[] {
  const byUnit = new Map<UnitId, Entry[]>()
  for (const entry of soFar) {
    if (entry.component !== rule.component) continue
    const own = byUnit.get(entry.unit)
    if (own === undefined) byUnit.set(entry.unit, [entry])
    else own.push(entry)
  }
  const gathering = new Gathering(rule, month)
  for (const { id } of month.units) {
    if (!governs(rule, id, month)) continue
    const own = byUnit.get(id) ?? []
    const total = sumPoints(own.map(entry => entry.points))
    gathering.addOnce(id, subtractPoints(bound(total, rule), total), 1, [...new Set(own.flatMap(entry => entry.facts))])
  }
  return gathering.entries()
}

function bound(total: Points, rule: RuleOf<'cap'>): Points {
  const ceiling = rule.atMost === null ? total : points(rule.atMost)
  const floor = rule.atLeast === null ? total : points(rule.atLeast)
  if (total > ceiling) return ceiling
  return total < floor ? floor : total
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

/**
 * The arithmetic of an entry in words: `信息 3 篇 × 1 分 = 3 分`.
 * @param ruleSet the one the entry was scored by, for the words; without it the component's name stands in
 */
export function sentenceOf(entry: Entry, ruleSet: RuleSet | null = null): string {
  const about = entry.about === null ? '' : `更正${chinesePeriod(entry.about)}：`
  return `${about}${arithmeticOf(
    entry,
    ruleSet?.rules.find(rule => rule.id === entry.rule),
  )}`
}

function arithmeticOf(entry: Entry, rule: Rule | undefined): string {
  const sum = `${entry.quantity} × ${formatPoints(entry.each)} 分 = ${formatPoints(entry.points)} 分`
  const single = entry.quantity === 1
  const size = `${formatPoints(entry.points).replace('-', '')} 分`
  if (rule !== undefined) {
    const { name, measure } = wordOf(rule, entry.each)
    if (measure !== null) return `${name} ${sum.replace(' × ', ` ${measure} × `)}`
    if (!single) return `${entry.component} ${sum}`
    return rule.type === 'cap' ? `${entry.points < 0 ? '超过上限，减' : '不足下限，补'} ${size}` : `${name} ${size}`
  }
  if (!single) return `${entry.component} ${sum}`
  if (entry.rule === 'adjustment') return `${entry.points < 0 ? '扣' : '加'} ${size}`
  return `${entry.component} ${formatPoints(entry.points)} 分`
}

/**
 * Scores an example of a 办法 by its rules. `got` has each component and 合计 as decimals; `holds` when all that is expected came out.
 * An example that says something unknown does not hold.
 */
export function exampleHolds(ruleSet: RuleSet, example: Example): { holds: boolean; got: Record<string, string> } {
  const unit = UnitId.parse('unt_example')
  const facts = Object.entries(example.given)
    .filter(([, quantity]) => quantity > 0)
    .map(([key, quantity], index) => exampleFact(key, quantity, index, unit))
  const entries = score({
    ruleSet,
    period: EXAMPLE_MONTH,
    facts: facts.flatMap(fact => fact ?? []),
    units: [{ id: unit, group: example.group ?? groupsNamed(ruleSet)[0] ?? 'all' }],
  })
  const got = Object.fromEntries([
    ...ruleSet.components.map(component => [
      component,
      formatPoints(sumPoints(entries.filter(entry => entry.component === component).map(entry => entry.points))),
    ]),
    [TOTAL, formatPoints(sumPoints(entries.map(entry => entry.points)))],
  ])
  const holds = Object.entries(example.expect).every(([key, text]) => got[key] === formatPoints(points(text)))
  return { holds: holds && !facts.includes(null), got }
}

const EXAMPLE_MONTH = period('2000-01')

/** `adoption/report`, `adoption/brief/city`, `commission/adopted`, `forwarding/province` → such a fact; null for what is no fact. */
function exampleFact(key: string, quantity: number, index: number, unit: UnitId): Fact | null {
  const [type, ...words] = key.split('/')
  const level = words.find(word => Level.options.some(option => option === word))
  const rest = words.filter(word => word !== level)
  const kind = rest.find(word => AdoptionKind.options.some(option => option === word))
  const status = rest.find(word => CommissionStatus.options.some(option => option === word))
  const made = Fact.safeParse({
    id: `fct_${index}`,
    type,
    occurredOn: '2000-01-01',
    recordedAt: instantOf(0),
    posting: EXAMPLE_MONTH,
    credits: [{ unit, weight: 1 }],
    quantity,
    note: '',
    level: level ?? (type === 'adoption' ? 'own' : 'city'),
    article: ArticleId.parse(`art_${index}`),
    outlet: 'out_example',
    kind,
    status,
    issue: null,
    merged: false,
    commission: CommissionId.parse(`com_${index}`),
    channel: 'entry',
    asker: '',
    to: '',
    leader: '',
  })
  return made.success && rest.length === (type === 'adoption' || type === 'commission' ? 1 : 0) ? made.data : null
}
