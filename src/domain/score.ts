import type { Period } from './calendar.ts'
import type { Credit, Entry, Fact, FactId, UnitCounts, UnitId } from './model.ts'
import {
  addPoints,
  type Points,
  points,
  sharePoints,
  subtractPoints,
  sumPoints,
  timesPoints,
  zeroPoints,
} from './points.ts'
import { unreachable } from './problems.ts'
import { type Condition, type Match, RULE_ORDER, type Rule, type RuleSet, type ScoredFact } from './rules.ts'

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
  /** Frozen entries of earlier months of the year with the facts they rest on: `stack: highest` then adds only the difference. */
  readonly earlier?: { readonly entries: readonly Entry[]; readonly facts: readonly Fact[] }
}

/** Component of the opening balance: part of the year's total, of no month. */
export const OPENING = '期初累计'

/**
 * Facts of one month → 计分明细, by the rules in their fixed order. Pure and total: the same facts in any order give the same entries,
 * and points of a unit are the plain sum of its entries. Entries come in order of rule, then unit.
 */
export function score(input: ScoreInput): Entry[] {
  const month = monthOf(input)
  const entries: Entry[] = openingEntries(month)
  for (const type of RULE_ORDER) {
    for (const rule of input.ruleSet.rules) if (rule.type === type) entries.push(...applyRule(rule, month, entries))
  }
  return highestOnly(entries, month)
}

/** What `score` looks things up in: facts that stand, by type, credited units and groups. */
interface Month extends ScoreInput {
  readonly standing: readonly Fact[]
  readonly groupOf: ReadonlyMap<UnitId, string>
  readonly byUnit: ReadonlyMap<UnitId, readonly Fact[]>
}

function monthOf(input: ScoreInput): Month {
  const standing = standingFacts(input.facts)
  const byUnit = new Map<UnitId, Fact[]>()
  for (const fact of standing) {
    for (const { unit } of fact.credits) {
      const facts = byUnit.get(unit)
      if (facts === undefined) byUnit.set(unit, [fact])
      else facts.push(fact)
    }
  }
  return { ...input, standing, byUnit, groupOf: new Map(input.units.map(unit => [unit.id, unit.group])) }
}

/** Facts without retractions and what they retract, in the order of day and id, so that no result depends on how they were read. */
export function standingFacts(facts: readonly Fact[]): Fact[] {
  const retracted = new Set(facts.flatMap(fact => (fact.type === 'retraction' ? [fact.of] : [])))
  return facts
    .filter(fact => fact.type !== 'retraction' && !retracted.has(fact.id))
    .sort((a, b) =>
      a.occurredOn < b.occurredOn ? -1 : a.occurredOn > b.occurredOn ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0,
    )
}

function applyRule(rule: Rule, month: Month, soFar: readonly Entry[]): Entry[] {
  switch (rule.type) {
    case 'rate':
      return rateEntries(rule, month)
    case 'bonus':
      return bonusEntries(rule, month)
    case 'base':
      return baseEntries(rule, month)
    case 'quota':
      return quotaEntries(rule, month)
    case 'deduction':
      return deductionEntries(rule, month)
    case 'cap':
      return capEntries(rule, month, soFar)
    default:
      return unreachable(rule)
  }
}

type RuleOf<Type extends Rule['type']> = Extract<Rule, { type: Type }>

/** Points one credited unit gets of a fact worth `whole`. */
function sharesOf(
  whole: Points,
  credits: readonly Credit[],
  rule: { credit: 'full' | 'equal' | 'first' | 'by-order'; order?: number[] | undefined },
): Points[] {
  switch (rule.credit) {
    case 'full':
      return credits.map(() => whole)
    case 'equal':
      return sharePoints(
        whole,
        credits.map(() => 1),
      )
    case 'first':
      return credits.map((_, index) => (index === 0 ? whole : zeroPoints))
    case 'by-order': {
      const weights = credits.map((credit, index) =>
        rule.order === undefined ? credit.weight : (rule.order[index] ?? 0),
      )
      return weights.every(weight => weight === 0) ? credits.map(() => zeroPoints) : sharePoints(whole, weights)
    }
    default:
      return unreachable(rule.credit)
  }
}

/** Collects equal lines of one rule and unit into one entry, so that 2 × 0.5 can be shown. */
class Gathering {
  readonly #lines = new Map<string, { unit: UnitId; each: Points; quantity: number; facts: FactId[] }>()

  add(unit: UnitId, each: Points, quantity: number, fact: FactId): void {
    if (each === 0) return
    const key = `${unit} ${each}`
    const line = this.#lines.get(key)
    if (line === undefined) this.#lines.set(key, { unit, each, quantity, facts: [fact] })
    else {
      line.quantity += quantity
      line.facts.push(fact)
    }
  }

  entries(rule: Rule, month: Month): Entry[] {
    return sortedByUnit([...this.#lines.values()].map(line => entry(rule, month, line.unit, line)))
  }
}

const sortedByUnit = (entries: Entry[]): Entry[] =>
  entries.sort((a, b) => (a.unit < b.unit ? -1 : a.unit > b.unit ? 1 : b.each - a.each))

const entry = (
  rule: Rule,
  month: Month,
  unit: UnitId,
  line: { quantity: number; each: Points; facts: readonly FactId[] },
): Entry => ({
  period: month.period,
  unit,
  component: rule.component,
  points: timesPoints(line.quantity, line.each),
  ruleSet: month.ruleSet.id,
  rule: rule.id,
  clause: rule.clause,
  quantity: line.quantity,
  each: line.each,
  facts: [...line.facts],
  about: null,
})

function rateEntries(rule: RuleOf<'rate'>, month: Month): Entry[] {
  const whole = points(rule.points)
  const gathering = new Gathering()
  for (const fact of month.standing) {
    if (fact.type !== rule.on || !matches(rule.when, fact)) continue
    const shares = sharesOf(whole, fact.credits, rule)
    fact.credits.forEach(({ unit }, index) => {
      if (governs(rule, unit, month)) gathering.add(unit, shares[index] ?? zeroPoints, fact.quantity, fact.id)
    })
  }
  return gathering.entries(rule, month)
}

function bonusEntries(rule: RuleOf<'bonus'>, month: Month): Entry[] {
  const whole = points(rule.points)
  const gathering = new Gathering()
  const paid = new Set<string>(rule.once === 'level' ? earlierInstructions(rule, month) : [])
  for (const fact of month.standing) {
    if (fact.type !== 'instruction' || !matches(rule.when, fact)) continue
    const once = instructionKey(fact)
    if (rule.once === 'level' && once !== null) {
      if (paid.has(once)) continue
      paid.add(once)
    }
    const shares = sharesOf(whole, fact.credits, rule)
    fact.credits.forEach(({ unit }, index) => {
      if (governs(rule, unit, month)) gathering.add(unit, shares[index] ?? zeroPoints, fact.quantity, fact.id)
    })
  }
  return gathering.entries(rule, month)
}

const instructionKey = (fact: Fact): string | null =>
  fact.type === 'instruction' && fact.article !== null ? `${fact.article} ${fact.level}` : null

function earlierInstructions(rule: Rule, month: Month): string[] {
  const paidFacts = new Set(
    month.earlier?.entries.filter(entry => entry.rule === rule.id).flatMap(entry => entry.facts),
  )
  return (month.earlier?.facts ?? []).flatMap(fact => (paidFacts.has(fact.id) ? [instructionKey(fact) ?? ''] : []))
}

function baseEntries(rule: RuleOf<'base'>, month: Month): Entry[] {
  const each = points(rule.points)
  return sortedByUnit(
    month.units
      .filter(unit => governs(rule, unit.id, month))
      .flatMap(unit => {
        const reasons = conditionReasons(rule.when, month.byUnit.get(unit.id) ?? [])
        return reasons === null || each === 0
          ? []
          : [entry(rule, month, unit.id, { quantity: 1, each, facts: reasons.map(fact => fact.id) })]
      }),
  )
}

/** The facts a met condition rests on, or null when it is not met. */
function conditionReasons(condition: Condition, facts: readonly Fact[]): Fact[] | null {
  if (condition === 'always') return []
  const reasons: Fact[] = []
  for (const { type, atLeast } of demandsOf(condition)) {
    const counted = facts.filter(fact => countsAs(type, fact))
    if (quantityOf(counted) < atLeast) return null
    reasons.push(...counted)
  }
  return reasons
}

const demandsOf = (condition: Exclude<Condition, 'always'>): { type: ScoredFact; atLeast: number }[] => [
  ...(condition.submission ? [{ type: 'submission' as const, atLeast: condition.submission.atLeast }] : []),
  ...(condition.adoption ? [{ type: 'adoption' as const, atLeast: condition.adoption.atLeast }] : []),
  ...(condition.commission ? [{ type: 'commission' as const, atLeast: condition.commission.atLeast }] : []),
  ...(condition.forwarding ? [{ type: 'forwarding' as const, atLeast: condition.forwarding.atLeast }] : []),
]

/** What a unit lacks for a 基础分 condition, per kind of fact; empty when it is met. */
export function missingFor(
  condition: Condition,
  facts: readonly Fact[],
): { type: ScoredFact; has: number; needs: number }[] {
  if (condition === 'always') return []
  return demandsOf(condition)
    .map(({ type, atLeast }) => ({ type, has: quantityOf(facts.filter(fact => countsAs(type, fact))), needs: atLeast }))
    .filter(demand => demand.has < demand.needs)
}

/** A commission counts towards a condition once it was adopted; every other fact by being there. */
const countsAs = (type: ScoredFact, fact: Fact): boolean =>
  fact.type === type && (fact.type !== 'commission' || fact.status === 'adopted')

const quantityOf = (facts: readonly Fact[]): number => facts.reduce((total, fact) => total + fact.quantity, 0)

function quotaEntries(rule: RuleOf<'quota'>, month: Month): Entry[] {
  return sortedByUnit(
    month.units
      .filter(unit => governs(rule, unit.id, month))
      .flatMap(unit => {
        const counted = (month.byUnit.get(unit.id) ?? []).filter(fact => countsAs(rule.of, fact))
        const beyond = quantityOf(counted) - rule.owed
        const each = beyond > 0 ? points(rule.over) : subtractPoints(zeroPoints, points(rule.short))
        if (beyond === 0 || each === 0) return []
        return [entry(rule, month, unit.id, { quantity: Math.abs(beyond), each, facts: counted.map(fact => fact.id) })]
      }),
  )
}

function deductionEntries(rule: RuleOf<'deduction'>, month: Month): Entry[] {
  const each = subtractPoints(zeroPoints, points(rule.points))
  const gathering = new Gathering()
  const times = new Map<UnitId, number>()
  for (const fact of month.standing) {
    if (fact.type !== rule.on || !matches(rule.when, fact)) continue
    for (const { unit } of fact.credits) {
      if (!governs(rule, unit, month)) continue
      const before = times.get(unit) ?? 0
      times.set(unit, before + fact.quantity)
      const counted = before + fact.quantity - Math.max(before, rule.fromTime - 1)
      if (counted > 0) gathering.add(unit, each, counted, fact.id)
    }
  }
  return gathering.entries(rule, month)
}

function capEntries(rule: RuleOf<'cap'>, month: Month, soFar: readonly Entry[]): Entry[] {
  const byUnit = new Map<UnitId, Entry[]>()
  for (const one of soFar)
    if (one.component === rule.component) byUnit.set(one.unit, [...(byUnit.get(one.unit) ?? []), one])
  return sortedByUnit(
    month.units
      .filter(unit => governs(rule, unit.id, month))
      .flatMap(unit => {
        const own = byUnit.get(unit.id) ?? []
        const total = sumPoints(own.map(one => one.points))
        const bounded = bound(total, rule)
        if (bounded === total) return []
        return [
          entry(rule, month, unit.id, {
            quantity: 1,
            each: subtractPoints(bounded, total),
            facts: own.flatMap(one => one.facts),
          }),
        ]
      }),
  )
}

function bound(total: Points, rule: RuleOf<'cap'>): Points {
  const ceiling = rule.atMost === null ? total : points(rule.atMost)
  const floor = rule.atLeast === null ? total : points(rule.atLeast)
  if (total > ceiling) return ceiling
  return total < floor ? floor : total
}

/**
 * `stack: highest` — one story in several outlets earns a unit its best place only. Entries of such rules are replaced by one entry a
 * story that carries what the best place adds to what earlier months already gave (so frozen months stay as they are).
 */
function highestOnly(entries: Entry[], month: Month): Entry[] {
  const highest = new Set(
    month.ruleSet.rules.flatMap(rule => (rule.type === 'rate' && rule.stack === 'highest' ? [rule.id] : [])),
  )
  if (highest.size === 0) return entries
  const articleOf = new Map<FactId, string>()
  for (const fact of [...month.standing, ...(month.earlier?.facts ?? [])]) {
    if ('article' in fact && fact.article !== null) articleOf.set(fact.id, fact.article)
  }
  const given = new Map<string, Points>()
  for (const one of month.earlier?.entries ?? []) {
    if (!highest.has(one.rule)) continue
    for (const story of new Set(one.facts.flatMap(fact => articleOf.get(fact) ?? [])))
      addTo(given, `${one.unit} ${story}`, one.each)
  }
  return entries.flatMap(one =>
    highest.has(one.rule) ? withoutLower(one, entries, { highest, articleOf, given }) : [one],
  )
}

function addTo(totals: Map<string, Points>, key: string, value: Points): void {
  totals.set(key, addPoints(totals.get(key) ?? zeroPoints, value))
}

interface Stories {
  readonly highest: ReadonlySet<string>
  readonly articleOf: ReadonlyMap<FactId, string>
  readonly given: ReadonlyMap<string, Points>
}

/** The part of an entry that remains when every story counts once, in its best place. */
function withoutLower(one: Entry, all: readonly Entry[], stories: Stories): Entry[] {
  const kept: Entry[] = []
  for (const fact of one.facts) {
    const story = stories.articleOf.get(fact)
    if (story === undefined) {
      kept.push({ ...one, quantity: 1, points: one.each, facts: [fact] })
      continue
    }
    const best = bestPlace(one.unit, story, all, stories)
    if (best.entry !== one || best.fact !== fact) continue
    const before = stories.given.get(`${one.unit} ${story}`) ?? zeroPoints
    const more = subtractPoints(one.each, before)
    if (more > 0) kept.push({ ...one, quantity: 1, each: more, points: more, facts: [fact] })
  }
  return gathered(kept)
}

function bestPlace(
  unit: UnitId,
  story: string,
  all: readonly Entry[],
  stories: Stories,
): { entry: Entry | null; fact: FactId | null } {
  let best: { entry: Entry | null; fact: FactId | null } = { entry: null, fact: null }
  for (const candidate of all) {
    if (candidate.unit !== unit || !stories.highest.has(candidate.rule)) continue
    const fact = candidate.facts.find(id => stories.articleOf.get(id) === story)
    if (fact !== undefined && (best.entry === null || candidate.each > best.entry.each))
      best = { entry: candidate, fact }
  }
  return best
}

/** Equal pieces of one entry put together again. */
function gathered(pieces: readonly Entry[]): Entry[] {
  const byEach = new Map<number, Entry>()
  for (const piece of pieces) {
    const first = byEach.get(piece.each)
    if (first === undefined) byEach.set(piece.each, piece)
    else {
      const quantity = first.quantity + piece.quantity
      byEach.set(piece.each, {
        ...first,
        quantity,
        points: timesPoints(quantity, first.each),
        facts: [...first.facts, ...piece.facts],
      })
    }
  }
  return [...byEach.values()]
}

function governs(rule: Rule, unit: UnitId, month: Month): boolean {
  const group = month.groupOf.get(unit)
  return group !== undefined && (rule.groups === 'all' || rule.groups.includes(group))
}

/** True when a fact has every property the rule names. */
function matches(match: Match, fact: Fact): boolean {
  const level = 'level' in fact ? fact.level : undefined
  return (
    (match.level === undefined || match.level === level) &&
    (match.outlet === undefined || (fact.type === 'adoption' && fact.level === 'own')) &&
    (match.kind === undefined || (fact.type === 'adoption' && fact.kind === match.kind)) &&
    (match.status === undefined || (fact.type === 'commission' && fact.status === match.status)) &&
    (match.merged === undefined || (fact.type === 'adoption' && fact.merged === match.merged))
  )
}

/** Adjustments (加减分) and openings (期初累计) are points by decision: an entry each, under no rule of the 办法. */
function openingEntries(month: Month): Entry[] {
  return month.standing.flatMap(fact => {
    if (fact.type !== 'opening' && fact.type !== 'adjustment') return []
    const component = fact.type === 'opening' ? OPENING : fact.component
    const clause =
      fact.type === 'opening' ? `期初累计结转（${fact.document}）` : `加减分：${fact.reason}（${fact.decider}）`
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

const noCounts: UnitCounts = { submitted: 0, upperAdopted: 0, reports: 0, briefs: 0, commissions: 0, forwarded: 0 }

/** Counts of each unit's month that notices print beside points (上报篇数, 报省市 …); units without facts get zeros. */
export function countsOf(facts: readonly Fact[], units: readonly ScoredUnit[]): Map<UnitId, UnitCounts> {
  const counts = new Map<UnitId, UnitCounts>(units.map(unit => [unit.id, noCounts]))
  for (const fact of standingFacts(facts)) {
    const measure = measureOf(fact)
    if (measure === null) continue
    for (const { unit } of fact.credits) {
      const before = counts.get(unit)
      if (before !== undefined) counts.set(unit, { ...before, [measure]: before[measure] + fact.quantity })
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
