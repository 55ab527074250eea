import type { Fact, FactId, UnitId } from '../model.ts'
import type { HandIn } from '../quality.ts'
import { weekOf } from '../working-day.ts'

/**
 * 每周至多 n 篇, tried before it counts: no 办法 in force has weeks (its windows are runs of months), so a limit is not a rule but a look
 * at the same facts without those of articles beyond it. What was asked for (约稿) is never beyond it.
 */
export interface Limit {
  readonly perWeek: number
  /** Only this unit; null: every one. */
  readonly unit: UnitId | null
}

/** What a unit handed in beyond the limit, in the order of recording. */
export function beyondLimit(handIns: readonly HandIn[], { perWeek, unit }: Limit): HandIn[] {
  const counts = new Map<string, number>()
  return handIns.filter(one => {
    if (one.on === null || one.adoptionOnly || one.genre === 'commission') return false
    if (unit !== null && one.unit !== unit) return false
    const key = `${one.unit} ${weekOf(one.on)}`
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    return count > perWeek
  })
}

/**
 * The facts of a month as they would count under a limit: articles beyond it earn their unit nothing, wherever they went. Units that
 * signed with it keep theirs, unless the article is beyond their own limit too.
 */
export function factsWithin(facts: readonly Fact[], beyond: readonly HandIn[]): Fact[] {
  const lost = new Set(beyond.map(({ article, unit }) => `${article} ${unit}`))
  return facts.flatMap((fact): Fact[] => {
    if (!('article' in fact) || fact.article === null || fact.type === 'incident') return [fact]
    const credits = fact.credits.filter(({ unit }) => !lost.has(`${fact.article} ${unit}`))
    if (credits.length === fact.credits.length) return [fact]
    return credits.length === 0 ? [] : [{ ...fact, credits }]
  })
}

/** Facts of hand-ins, for whoever lists them. */
export const factIdsOf = (handIns: readonly HandIn[]): FactId[] => handIns.map(({ fact }) => fact)
