import type { ArticleId, Credit, Entry, Fact, FactId, UnitId } from '../model.ts'
import { addPoints, type Points, points, sharePoints, subtractPoints, zeroPoints } from '../points.ts'
import { unreachable } from '../problems.ts'
import { Gathering, governs, type Month, matches, type RuleOf } from './month.ts'

type Rate = RuleOf<'rate'>
type Shared = Pick<Rate, 'credit' | 'order'>

/** What each credited unit gets of a fact worth `whole`, in credit order. */
function sharesOf(whole: Points, credits: readonly Credit[], rule: Shared): Points[] {
  switch (rule.credit) {
    case 'full':
      return credits.map(() => whole)
    case 'equal':
      return credits.length === 0
        ? []
        : sharePoints(
            whole,
            credits.map(() => 1),
          )
    case 'first':
      return credits.map((_, index) => (index === 0 ? whole : zeroPoints))
    case 'by-order':
      return credits.length === 0
        ? []
        : sharePoints(
            whole,
            credits.map((_, index) => rule.order?.[index] ?? 0),
          )
    case 'by-weight':
      return credits.length === 0
        ? []
        : sharePoints(
            whole,
            credits.map(credit => credit.weight),
          )
    default:
      return unreachable(rule.credit)
  }
}

/** Gives each unit that the rule is about its part of each fact that the rule is about. */
function giveShares(
  rule: Rate | RuleOf<'bonus'>,
  facts: readonly Fact[],
  month: Month,
  give: (unit: UnitId, each: Points, fact: Fact) => void,
): void {
  const whole = points(rule.points)
  for (const fact of facts) {
    if (!matches(rule.when, fact)) continue
    const shares = rule.credit === 'full' ? null : sharesOf(whole, fact.credits, rule)
    let place = 0
    for (const { unit } of fact.credits) {
      if (governs(rule, unit, month)) give(unit, shares === null ? whole : (shares[place] ?? zeroPoints), fact)
      place += 1
    }
  }
}

const articleOf = (fact: Fact): ArticleId | null => ('article' in fact ? fact.article : null)

/** Entries of all rate rules, in their order. Those with `stack: highest` look at each other: a story earns a unit its best place only. */
export function rateEntries(rules: readonly Rate[], month: Month): Entry[] {
  const gatherings = rules.map(rule => ({ rule, gathering: new Gathering(rule, month) }))
  const stories = new Stories(rules, month)
  for (const { rule, gathering } of gatherings) {
    giveShares(rule, month.factsOf(rule.on), month, (unit, each, fact) => {
      const article = rule.stack === 'highest' ? articleOf(fact) : null
      if (article === null) gathering.add(unit, each, fact.quantity, fact.id)
      else stories.offer(storyKey(rule, unit, article), { unit, each, fact, gathering })
    })
  }
  stories.settle()
  return gatherings.flatMap(({ gathering }) => gathering.entries())
}

interface Place {
  readonly unit: UnitId
  readonly each: Points
  readonly fact: Fact
  readonly gathering: Gathering
}

/** A story is one article in one kind of fact: sending it up and having it adopted are two things. */
const storyKey = (rule: Rate, unit: UnitId, article: ArticleId): string => `${rule.on} ${unit} ${article}`

/** The best place of each story at each unit, and what earlier months of the year have given for it already. */
class Stories {
  readonly #best = new Map<string, Place>()
  readonly #given = new Map<string, Points>()

  constructor(rules: readonly Rate[], { earlier }: Month) {
    const highest = new Map(rules.flatMap(rule => (rule.stack === 'highest' ? [[rule.id, rule]] : [])))
    if (earlier === undefined || highest.size === 0) return
    const articles = new Map(earlier.facts.map(fact => [fact.id, articleOf(fact)]))
    for (const entry of earlier.entries) {
      const rule = highest.get(entry.rule)
      if (rule === undefined) continue
      for (const fact of entry.facts) {
        const article = articles.get(fact) ?? null
        if (article === null) continue
        const key = storyKey(rule, entry.unit, article)
        const before = this.#given.get(key) ?? zeroPoints
        // A correction takes back: its quantity is below zero.
        this.#given.set(key, entry.quantity < 0 ? subtractPoints(before, entry.each) : addPoints(before, entry.each))
      }
    }
  }

  /** Of equal places the one of the earlier rule, then of the earlier fact, stays. */
  offer(key: string, place: Place): void {
    const best = this.#best.get(key)
    if (best === undefined || place.each > best.each) this.#best.set(key, place)
  }

  /** Gives for each story what its best place adds to what was given before; frozen months stay as they are. */
  settle(): void {
    for (const [key, { unit, each, fact, gathering }] of this.#best) {
      const more = subtractPoints(each, this.#given.get(key) ?? zeroPoints)
      if (more > 0) gathering.add(unit, more, fact.quantity, fact.id)
    }
  }
}

/** Entries of a bonus for a leader's instruction. `once: level`: one article earns a unit one bonus a level, in whichever month. */
export function bonusEntries(rule: RuleOf<'bonus'>, month: Month): Entry[] {
  const gathering = new Gathering(rule, month)
  const paid = rule.once === 'level' ? paidEarlier(rule, month) : new Set<string>()
  giveShares(rule, month.factsOf('instruction'), month, (unit, each, fact) => {
    const key = rule.once === 'level' ? instructionKey(fact, unit) : null
    if (key === null) return gathering.add(unit, each, fact.quantity, fact.id)
    if (paid.has(key)) return
    paid.add(key)
    gathering.add(unit, each, 1, fact.id)
  })
  return gathering.entries()
}

const instructionKey = (fact: Fact, unit: UnitId): string | null =>
  fact.type === 'instruction' && fact.article !== null ? `${fact.article} ${fact.level} ${unit}` : null

function paidEarlier(rule: RuleOf<'bonus'>, { earlier }: Month): Set<string> {
  const instructions = new Map<FactId, Fact>(earlier?.facts.map(fact => [fact.id, fact]))
  const times = new Map<string, number>()
  for (const entry of earlier?.entries ?? []) {
    if (entry.rule !== rule.id) continue
    for (const id of entry.facts) {
      const fact = instructions.get(id)
      const key = fact === undefined ? null : instructionKey(fact, entry.unit)
      if (key !== null) times.set(key, (times.get(key) ?? 0) + (entry.quantity < 0 ? -1 : 1))
    }
  }
  return new Set([...times].flatMap(([key, count]) => (count > 0 ? [key] : [])))
}

/** Entries of a deduction: each time counts from the `fromTime`th of the month on, in the order of day and id. */
export function deductionEntries(rule: RuleOf<'deduction'>, month: Month): Entry[] {
  const each = subtractPoints(zeroPoints, points(rule.points))
  const gathering = new Gathering(rule, month)
  const times = new Map<UnitId, number>()
  for (const fact of month.factsOf(rule.on)) {
    if (!matches(rule.when, fact)) continue
    for (const { unit } of fact.credits) {
      if (!governs(rule, unit, month)) continue
      const before = times.get(unit) ?? 0
      times.set(unit, before + fact.quantity)
      const counted = before + fact.quantity - Math.max(before, rule.fromTime - 1)
      if (counted > 0) gathering.add(unit, each, counted, fact.id)
    }
  }
  return gathering.entries()
}
