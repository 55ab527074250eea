import type { ArticleId, Entry, Fact, FactId, UnitId } from '../model.ts'
import { addPoints, type Points, subtractPoints, timesPoints, zeroPoints } from '../points.ts'
import type { RuleOf, Stack } from '../rules/grammar.ts'
import type { Gathering } from './gathering.ts'
import type { Month } from './month.ts'

type Rate = RuleOf<'rate'>

/** A story in one place: what one fact about it gives a unit. `order`: of its rule. */
export interface Place {
  readonly unit: UnitId
  readonly each: Points
  readonly fact: Fact
  readonly rule: Rate
  readonly order: number
}

interface Offered extends Place {
  readonly gathering: Gathering
}

export const articleOf = (fact: Fact): ArticleId | null => ('article' in fact ? fact.article : null)

/** A story is one article in one kind of fact: sending it up and having it adopted are two things. */
const storyKey = (on: Rate['on'], unit: UnitId, article: ArticleId): string => `${on} ${unit} ${article}`

/** Stories that do not count in all their places: what they have now, and what earlier months gave for them. */
export class Stories {
  readonly #month: Month
  readonly #stacked: ReadonlyMap<string, { readonly rule: Rate; readonly order: number }>
  readonly #offered = new Map<string, Offered[]>()

  constructor(rules: readonly Rate[], month: Month) {
    this.#month = month
    this.#stacked = new Map(
      rules.flatMap((rule, order) => (rule.stack === 'all' ? [] : [[rule.id, { rule, order }] as const])),
    )
  }

  offer(place: Offered): void {
    const article = articleOf(place.fact)
    if (article === null || place.each === 0) return
    const key = storyKey(place.rule.on, place.unit, article)
    const own = this.#offered.get(key)
    if (own === undefined) this.#offered.set(key, [place])
    else own.push(place)
  }

  /** Takes off what a story has in places that do not count. Months before are frozen: what they gave too much is taken off here. */
  settle(): void {
    if (this.#offered.size === 0) return
    const earlier = this.#earlierPlaces()
    for (const [key, places] of this.#offered) {
      const before = earlier.get(key) ?? { places: [], given: zeroPoints }
      const [stack] = places.map(place => place.rule.stack)
      if (places.length + before.places.length > 1) this.#takeOff(places, before, stack ?? 'all')
    }
  }

  #takeOff(places: readonly Offered[], before: Before, stack: Stack): void {
    const kept = keptOf([...before.places, ...places], stack, this.#month)
    let left = subtractPoints(worthOf([...kept]), addPoints(before.given, worthOf(places)))
    for (const place of places) {
      if (kept.has(place)) continue
      const off = subtractPoints(zeroPoints, place.each)
      place.gathering.add(place.unit, off, place.fact.quantity, place.fact.id)
      left = subtractPoints(left, timesPoints(place.fact.quantity, off))
    }
    const best = places.find(place => kept.has(place)) ?? places[0]
    // What earlier months gave for places that no longer count rests on the place that is better.
    if (best !== undefined) best.gathering.add(best.unit, left, 1, best.fact.id)
  }

  #earlierPlaces(): Map<string, Before> {
    const found = new Map<string, { places: Place[]; given: Points }>()
    const { earlier } = this.#month
    for (const entry of earlier?.entries ?? []) {
      const stacked = this.#stacked.get(entry.rule)
      if (stacked === undefined) continue
      for (const [id, quantity] of spreadOf(entry, this.#month)) {
        const fact = this.#month.factById(id)
        const article = fact === undefined ? null : articleOf(fact)
        if (fact === undefined || article === null) continue
        const key = storyKey(stacked.rule.on, entry.unit, article)
        if (!this.#offered.has(key)) continue
        const own = found.get(key) ?? { places: [], given: zeroPoints }
        found.set(key, own)
        own.given = addPoints(own.given, timesPoints(quantity, entry.each))
        const stands = entry.each > 0 && entry.about === null && this.#stands(fact)
        if (stands) own.places.push({ ...stacked, unit: entry.unit, each: entry.each, fact })
      }
    }
    return found
  }

  #standing: ReadonlySet<FactId> | null = null
  #stands(fact: Fact): boolean {
    this.#standing ??= new Set(
      [...this.#stacked.values()].flatMap(({ rule }) => this.#month.earlierOf(rule.on)).map(({ id }) => id),
    )
    return this.#standing.has(fact.id)
  }
}

interface Before {
  readonly places: readonly Place[]
  readonly given: Points
}

const worthOf = (places: readonly Place[]): Points =>
  places.reduce((sum, place) => addPoints(sum, timesPoints(place.fact.quantity, place.each)), zeroPoints)

/** The places that count: of each level, class or outlet the best, and of those the best n. Among equals the earlier rule and fact stay. */
function keptOf(places: readonly Place[], stack: Stack, month: Month): Set<Place> {
  const { best, oneA } =
    typeof stack === 'string' ? { best: stack === 'highest' ? 1 : ('all' as const), oneA: 'none' } : stack
  const ranked = [...places].sort(
    (a, b) => b.each - a.each || a.order - b.order || (a.fact.occurredOn < b.fact.occurredOn ? -1 : 1),
  )
  const seen = new Set<string>()
  const alone = ranked.filter(place => {
    const bucket = bucketOf(place.fact, oneA, month)
    if (bucket === null) return true
    const isFirst = !seen.has(bucket)
    seen.add(bucket)
    return isFirst
  })
  return new Set(best === 'all' ? alone : alone.slice(0, best))
}

/** What a place has only one of; null where each place stands for itself. */
function bucketOf(fact: Fact, oneA: string, { words }: Month): string | null {
  if (oneA === 'level') return 'level' in fact ? (fact.level ?? null) : null
  if (oneA === 'class') return words.classOf(fact) ?? null
  if (oneA !== 'outlet') return null
  return fact.type === 'adoption' ? fact.outlet : fact.type === 'forwarding' ? fact.to : null
}

/** How often each of its facts is in an entry: as often as it says itself, where that comes to the entry's quantity; else once, or all on the first. */
export function spreadOf(entry: Entry, month: Pick<Month, 'factById'>): [FactId, number][] {
  const sign = entry.quantity < 0 ? -1 : 1
  const own = entry.facts.map((id): [FactId, number] => [id, sign * (month.factById(id)?.quantity ?? 1)])
  if (own.reduce((sum, [, quantity]) => sum + quantity, 0) === entry.quantity) return own
  if (entry.facts.length === Math.abs(entry.quantity)) return entry.facts.map(id => [id, sign])
  const [first] = entry.facts
  return first === undefined ? [] : [[first, entry.quantity]]
}
