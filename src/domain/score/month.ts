import type { Entry, Fact, FactId, FactType, UnitId } from '../model.ts'
import { type Points, timesPoints } from '../points.ts'
import type { Match, Rule, ScoredFact } from '../rules.ts'
import type { ScoreInput } from '../score.ts'

export type RuleOf<Type extends Rule['type']> = Extract<Rule, { type: Type }>

/** What the rules look things up in. */
export interface Month extends ScoreInput {
  /** Facts that stand, in the order of day and id. */
  readonly standing: readonly Fact[]
  readonly groupOf: ReadonlyMap<UnitId, string>
  factsOf(type: FactType): readonly Fact[]
  /** What a unit's month has of one kind of fact, for conditions and quotas. */
  countedOf(type: ScoredFact): ReadonlyMap<UnitId, Counted>
}

export interface Counted {
  quantity: number
  readonly facts: FactId[]
}

/** Facts of a month sorted once, so that each rule looks only at its own kind. */
export function monthOf(input: ScoreInput, standing: readonly Fact[]): Month {
  const byType = new Map<FactType, Fact[]>()
  for (const fact of standing) {
    const facts = byType.get(fact.type)
    if (facts === undefined) byType.set(fact.type, [fact])
    else facts.push(fact)
  }
  const counted = new Map<ScoredFact, ReadonlyMap<UnitId, Counted>>()
  const factsOf = (type: FactType) => byType.get(type) ?? []
  return {
    ...input,
    standing,
    groupOf: new Map(input.units.map(unit => [unit.id, unit.group])),
    factsOf,
    countedOf: type => {
      const known = counted.get(type) ?? countedIn(factsOf(type))
      counted.set(type, known)
      return known
    },
  }
}

function countedIn(facts: readonly Fact[]): Map<UnitId, Counted> {
  const counted = new Map<UnitId, Counted>()
  for (const fact of facts) {
    if (!countsAs(fact)) continue
    for (const { unit } of fact.credits) {
      const own = counted.get(unit)
      if (own === undefined) counted.set(unit, { quantity: fact.quantity, facts: [fact.id] })
      else {
        own.quantity += fact.quantity
        own.facts.push(fact.id)
      }
    }
  }
  return counted
}

/** A commission counts towards a condition once it was adopted; every other fact by being there. */
export const countsAs = (fact: Fact): boolean => fact.type !== 'commission' || fact.status === 'adopted'

/** True when a rule is about a unit: it has a group in the month, and the rule is for that group. */
export function governs(rule: Rule, unit: UnitId, month: Month): boolean {
  const group = month.groupOf.get(unit)
  return group !== undefined && (rule.groups === 'all' || rule.groups.includes(group))
}

/** True when a fact has every property the rule names. */
export function matches(match: Match, fact: Fact): boolean {
  const level = 'level' in fact ? fact.level : undefined
  return (
    (match.level === undefined || match.level === level) &&
    (match.outlet === undefined || (fact.type === 'adoption' && fact.level === 'own')) &&
    (match.kind === undefined || (fact.type === 'adoption' && fact.kind === match.kind)) &&
    (match.status === undefined || (fact.type === 'commission' && fact.status === match.status)) &&
    (match.merged === undefined || (fact.type === 'adoption' && fact.merged === match.merged))
  )
}

interface Line {
  readonly each: Points
  quantity: number
  readonly facts: FactId[]
}

/** Collects what one rule gives: equal points each of one unit become one entry, so that 2 × 0.5 can be shown. */
export class Gathering {
  readonly #rule: Rule
  readonly #month: Month
  readonly #lines = new Map<UnitId, Line[]>()

  constructor(rule: Rule, month: Month) {
    this.#rule = rule
    this.#month = month
  }

  add(unit: UnitId, each: Points, quantity: number, facts: readonly FactId[]): void {
    if (each === 0 || quantity === 0) return
    const lines = this.#lines.get(unit) ?? []
    if (lines.length === 0) this.#lines.set(unit, lines)
    const line = lines.find(one => one.each === each)
    if (line === undefined) lines.push({ each, quantity, facts: [...facts] })
    else {
      line.quantity += quantity
      for (const fact of facts) line.facts.push(fact)
    }
  }

  /** In the order of unit, then the highest points each first. */
  entries(): Entry[] {
    const [rule, month] = [this.#rule, this.#month]
    return [...this.#lines]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([unit, lines]) =>
        lines
          .sort((a, b) => b.each - a.each)
          .map(line => ({
            period: month.period,
            unit,
            component: rule.component,
            points: timesPoints(line.quantity, line.each),
            ruleSet: month.ruleSet.id,
            rule: rule.id,
            clause: rule.clause,
            quantity: line.quantity,
            each: line.each,
            facts: line.facts,
            about: null,
          })),
      )
  }
}
