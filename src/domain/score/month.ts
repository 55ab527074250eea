import { type Period, periodOf } from '../calendar.ts'
import type { Entry, Fact, FactId, FactType, OutletId, UnitId } from '../model.ts'
import { readPoints } from '../points.ts'
import type { Rule, RuleSet } from '../rules/grammar.ts'
import type { Counted, Match, ScoredFact } from '../rules/match.ts'
import { matchingKey } from '../text.ts'
import { countedOn, isWithin, type Span, spansAt } from './span.ts'
import { retractedIds, standingByKind } from './standing-facts.ts'
import { type Fits, type Words, wordsOf } from './words.ts'

/** A unit as the rules see it: its id, the key of the group it belongs to in the month, and the names a 办法 may call it by. */
export interface ScoredUnit {
  readonly id: UnitId
  readonly group: string
  readonly names?: readonly string[]
}

export interface ScoreInput {
  readonly ruleSet: RuleSet
  readonly period: Period
  /** Facts posted to the month; retractions among them take their targets out. Their order does not matter. */
  readonly facts: readonly Fact[]
  readonly units: readonly ScoredUnit[]
  /** Names of outlets, for rules about a certain one. */
  readonly outlets?: ReadonlyMap<OutletId, string>
  /**
   * Entries of the earlier months that `looksBackTo` asks for, corrections included, with the facts posted to those months: what a story
   * earned before, and what a window longer than a month holds so far.
   */
  readonly earlier?: { readonly entries: readonly Entry[]; readonly facts: readonly Fact[] }
}

/** What the rules look things up in. */
export interface Month extends ScoreInput {
  readonly groupOf: ReadonlyMap<UnitId, string>
  readonly words: Words
  /** What the 办法 says about a unit by name. */
  termsOf(unit: UnitId): UnitTerms | undefined
  /** The unit of the month that has a name. */
  unitNamed(name: string): UnitId | undefined
  /** Facts of one kind that stand, in the order of day and id. */
  factsOf(type: FactType): readonly Fact[]
  /** The same of the earlier months. */
  earlierOf(type: FactType): readonly Fact[]
  /** Any fact by id, whether it stands or not. */
  factById(id: FactId): Fact | undefined
  fits(match: Match): Fits
  /** Where a window lies that this month is part of. */
  spans(window: string): readonly Span[]
  /** How many of something each unit has in a span up to this month; only units that have any. */
  tally(counted: Counted, span: Span): ReadonlyMap<UnitId, Tally>
  /** Articles with an instruction, and adoptions of each article, by the end of this month. */
  adoptionsOf(article: string): readonly Fact[]
}

export type UnitTerms = NonNullable<RuleSet['units']>[string]

export interface Tally {
  readonly quantity: number
  readonly facts: readonly FactId[]
}

/** Facts of a month sorted out once, so that each rule looks only at its own kind. What few 办法 ask for is worked out when it is. */
export function monthOf(input: ScoreInput): Month {
  const { ruleSet, period, units, outlets = new Map<OutletId, string>() } = input
  const kinds = standingByKind(input.facts)
  const earlier = input.earlier?.facts ?? []
  const before = once(() => earlierByKind(earlier, input.facts))
  const byId = once(() => new Map([...earlier, ...input.facts].map(fact => [fact.id, fact] as const)))
  const byArticle = once(() =>
    adoptionsByArticle([...(before().get('adoption') ?? []), ...(kinds.get('adoption') ?? [])]),
  )
  const instructed = once(() =>
    articlesOf([...(before().get('instruction') ?? []), ...(kinds.get('instruction') ?? [])]),
  )
  const words = wordsOf(ruleSet, outlets, article => instructed().has(article))
  const named = once(
    () => new Map(units.flatMap(unit => (unit.names ?? []).map(name => [matchingKey(name), unit.id] as const))),
  )
  const terms = once(() => termsByUnit(ruleSet, named()))
  const tallies = new Map<string, ReadonlyMap<UnitId, Tally>>()
  const month: Month = {
    ...input,
    groupOf: new Map(units.map(unit => [unit.id, unit.group])),
    words,
    termsOf: unit => (ruleSet.units === undefined ? undefined : terms().get(unit)),
    unitNamed: name => named().get(matchingKey(name)),
    factsOf: type => kinds.get(type) ?? [],
    earlierOf: type => (earlier.length === 0 ? [] : (before().get(type) ?? [])),
    factById: id => byId().get(id),
    fits: match => words.fits(match),
    spans: window => spansAt(window, period, ruleSet),
    tally: (counted, span) => {
      const key = JSON.stringify([counted, span])
      const known = tallies.get(key) ?? tallyOf(counted, span, month)
      tallies.set(key, known)
      return known
    },
    adoptionsOf: article => byArticle().get(article) ?? [],
  }
  return month
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** Earlier facts that still stand: also what is retracted only now is out. */
function earlierByKind(earlier: readonly Fact[], now: readonly Fact[]): Map<FactType, Fact[]> {
  const retracted = retractedIds([...earlier, ...now].filter(fact => fact.type === 'retraction'))
  return standingByKind(earlier.filter(fact => fact.type !== 'retraction' && !retracted.has(fact.id)))
}

function adoptionsByArticle(adoptions: readonly Fact[]): Map<string, Fact[]> {
  const found = new Map<string, Fact[]>()
  for (const fact of adoptions) {
    if (fact.type !== 'adoption' || fact.article === null) continue
    const own = found.get(fact.article)
    if (own === undefined) found.set(fact.article, [fact])
    else own.push(fact)
  }
  return found
}

const articlesOf = (facts: readonly Fact[]): Set<string> =>
  new Set(facts.flatMap(fact => ('article' in fact && fact.article !== null ? [fact.article] : [])))

function termsByUnit({ units }: RuleSet, named: ReadonlyMap<string, UnitId>): Map<UnitId, UnitTerms> {
  return new Map(
    Object.entries(units ?? {}).flatMap(([name, terms]) => {
      const unit = named.get(matchingKey(name))
      return unit === undefined ? [] : [[unit, terms] as const]
    }),
  )
}

interface Growing {
  x100: number
  readonly facts: FactId[]
}

/**
 * One of something may count for more or less than one (`weights`: 4 简讯 = 1). Sums are whole: what is left over does not count. A
 * commission counts once it was adopted, unless its status is asked for.
 */
function tallyOf({ of, when }: Counted, span: Span, month: Month): Map<UnitId, Tally> {
  const fits = month.fits(when ?? {})
  const asked = when?.status !== undefined
  const weights = (month.ruleSet.weights ?? []).flatMap(weight =>
    weight.of === of ? [{ test: month.fits(weight.when), x100: readPoints(weight.counts) ?? 100 }] : [],
  )
  const sums = new Map<UnitId, Growing>()
  const take = (fact: Fact): void => {
    if (!isWithin(countedOn(fact), span) || (!asked && !countsAs(fact)) || !fits(fact)) return
    const x100 = fact.quantity * (weights.find(weight => weight.test(fact))?.x100 ?? 100)
    for (const { unit } of fact.credits) {
      const own = sums.get(unit)
      if (own === undefined) sums.set(unit, { x100, facts: [fact.id] })
      else {
        own.x100 += x100
        own.facts.push(fact.id)
      }
    }
  }
  if (periodOf(span.from) < month.period) month.earlierOf(of).forEach(take)
  month.factsOf(of).forEach(take)
  return new Map([...sums].map(([unit, { x100, facts }]) => [unit, { quantity: (x100 - (x100 % 100)) / 100, facts }]))
}

/** A commission counts towards a condition once it was adopted; every other fact by being there. */
export const countsAs = (fact: Fact): boolean => fact.type !== 'commission' || fact.status === 'adopted'

/** True when a rule is about a unit: it has a group in the month, and the rule is for that group. */
export function governs(rule: Pick<Rule, 'groups'>, unit: UnitId, { groupOf }: Pick<Month, 'groupOf'>): boolean {
  const group = groupOf.get(unit)
  return group !== undefined && (rule.groups === 'all' || rule.groups.includes(group))
}

/** Which kinds of fact one kind of rule is about. */
export const factOf = (rule: Rule): ScoredFact | null => {
  if (rule.type === 'rate' || rule.type === 'deduction') return rule.on
  if (rule.type === 'quota') return rule.of
  return rule.type === 'bonus' ? 'instruction' : null
}
