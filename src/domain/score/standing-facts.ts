import type { Credit, Fact, FactId, FactType, UnitId } from '../model.ts'

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
