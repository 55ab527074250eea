import type { Credit, Entry, Fact, FactId, FactType, UnitId } from '../model.ts'
import { type Points, timesPoints } from '../points.ts'
import type { Match, Rule, ScoredFact } from '../rules.ts'
import type { ScoreInput } from '../score.ts'

export type RuleOf<Type extends Rule['type']> = Extract<Rule, { type: Type }>

/** What the rules look things up in. */
export interface Month extends ScoreInput {
  readonly groupOf: ReadonlyMap<UnitId, string>
  /** Facts of one kind that stand, in the order of day and id. */
  factsOf(type: FactType): readonly Fact[]
  /** What a unit's month has of one kind of fact, for conditions and quotas. */
  countedOf(type: ScoredFact): ReadonlyMap<UnitId, Counted>
}

export interface Counted {
  quantity: number
  readonly facts: FactId[]
}

/** Facts of a month sorted out once, so that each rule looks only at its own kind. */
export function monthOf(input: ScoreInput): Month {
  const kinds = standingByKind(input.facts)
  const counted = new Map<ScoredFact, ReadonlyMap<UnitId, Counted>>()
  const factsOf = (type: FactType) => kinds.get(type) ?? []
  return {
    ...input,
    groupOf: new Map(input.units.map(unit => [unit.id, unit.group])),
    factsOf,
    countedOf: type => {
      const known = counted.get(type) ?? countedIn(factsOf(type))
      counted.set(type, known)
      return known
    },
  }
}

/** Ids that retractions among the facts take out. A retraction may itself be retracted by a later one: then its target stands again. */
export function retractedIds(facts: readonly Fact[]): Set<FactId> {
  const retractions = facts
    .flatMap(fact => (fact.type === 'retraction' ? [fact] : []))
    .sort((a, b) => (a.recordedAt === b.recordedAt ? (a.id < b.id ? 1 : -1) : a.recordedAt < b.recordedAt ? 1 : -1))
  const retracted = new Set<FactId>()
  for (const { id, of } of retractions) if (!retracted.has(id)) retracted.add(of)
  return retracted
}

/**
 * Facts without retractions and what they retract, in the order of day and id, so that no result depends on how they were read. A unit
 * that stands twice among the credits of a fact counts once.
 */
export const standingFacts = (facts: readonly Fact[]): Fact[] =>
  [...standingByKind(facts).values()].flat().sort((a, b) => (isBefore(a, b) ? -1 : 1))

/** `standingFacts`, each kind by itself. A hundred thousand facts are gone through once here, and then only by the rules they concern. */
export function standingByKind(facts: readonly Fact[]): Map<FactType, Fact[]> {
  const kinds = new Map<FactType, { facts: Fact[]; last: Fact; inOrder: boolean }>()
  for (const read of facts) {
    const fact = read.credits.length > 1 ? withCreditsOnce(read) : read
    const kind = kinds.get(fact.type)
    if (kind === undefined) kinds.set(fact.type, { facts: [fact], last: fact, inOrder: true })
    else {
      if (kind.inOrder && isBefore(fact, kind.last)) kind.inOrder = false
      kind.facts.push(fact)
      kind.last = fact
    }
  }
  const retracted = retractedIds(kinds.get('retraction')?.facts ?? [])
  kinds.delete('retraction')
  return new Map([...kinds].map(([type, kind]) => [type, standing(kind, retracted)]))
}

function standing(kind: { facts: Fact[]; inOrder: boolean }, retracted: ReadonlySet<FactId>): Fact[] {
  const left = retracted.size === 0 ? kind.facts : kind.facts.filter(fact => !retracted.has(fact.id))
  return kind.inOrder ? left : left.sort((a, b) => (isBefore(a, b) ? -1 : 1))
}

const isBefore = (a: Fact, b: Fact): boolean =>
  a.occurredOn === b.occurredOn ? a.id < b.id : a.occurredOn < b.occurredOn

function withCreditsOnce(fact: Fact): Fact {
  const { credits } = fact
  if (credits.length === 2 && credits[0]?.unit !== credits[1]?.unit) return fact
  const first = new Map<UnitId, Credit>()
  for (const credit of credits) if (!first.has(credit.unit)) first.set(credit.unit, credit)
  return first.size === credits.length ? fact : { ...fact, credits: [...first.values()] }
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
export function governs(rule: Rule, unit: UnitId, { groupOf }: Month): boolean {
  const group = groupOf.get(unit)
  return group !== undefined && (rule.groups === 'all' || rule.groups.includes(group))
}

/** True when a fact has every property the rule names. */
export function matches(match: Match, fact: Fact): boolean {
  return (
    (match.level === undefined || ('level' in fact && match.level === fact.level)) &&
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

/** A unit has few lines of one rule, mostly one. */
function lineOf(lines: readonly Line[], each: Points): Line | undefined {
  for (const line of lines) if (line.each === each) return line
  return undefined
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

  /** `quantity` × `each` for one fact. Nothing where either is zero. */
  add(unit: UnitId, each: Points, quantity: number, fact: FactId): void {
    if (each === 0 || quantity === 0) return
    const lines = this.#lines.get(unit)
    const line = lines === undefined ? undefined : lineOf(lines, each)
    if (line !== undefined) {
      line.quantity += quantity
      line.facts.push(fact)
    } else if (lines !== undefined) lines.push({ each, quantity, facts: [fact] })
    else this.#lines.set(unit, [{ each, quantity, facts: [fact] }])
  }

  /** What a unit's whole month earns at once, for all the facts it rests on. */
  addOnce(unit: UnitId, each: Points, quantity: number, facts: readonly FactId[]): void {
    if (each !== 0 && quantity !== 0) this.#lines.set(unit, [{ each, quantity, facts: [...facts] }])
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
