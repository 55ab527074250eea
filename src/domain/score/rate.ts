import type { Entry, Fact, FactId, UnitId } from '../model.ts'
import { type Points, points, subtractPoints, zeroPoints } from '../points.ts'
import type { RuleOf } from '../rules/grammar.ts'
import { conditionReasons, entriesIn } from './condition.ts'
import { Gathering } from './gathering.ts'
import { governs, type Month } from './month.ts'
import { countedOn, endsIn, isWithin, type Span } from './span.ts'
import { articleOf, Stories, spreadOf } from './story.ts'
import { factorsOf, roundingOf, sharesOf, type Worth, worthOf } from './worth.ts'

type Sharing = RuleOf<'rate'> | RuleOf<'bonus'>
type Give = (unit: UnitId, each: Points, fact: Fact, clause: string) => void

/** Gives each unit that the rule is about its part of each fact that the rule is about. */
function giveShares(
  rule: Sharing,
  facts: readonly Fact[],
  month: Month,
  worth: (fact: Fact) => Worth | null,
  give: Give,
): void {
  const rounding = roundingOf(month.ruleSet)
  const whole = rule.credit === 'full' && rule.names === undefined
  for (const fact of facts) {
    const value = worth(fact)
    if (value === null) continue
    const shares = whole ? null : sharesOf(value.points, fact.credits, rule, rounding)
    let place = 0
    for (const { unit } of fact.credits) {
      if (governs(rule, unit, month)) {
        const each = shares === null ? value.points : (shares[place] ?? zeroPoints)
        give(unit, each, fact, value.clause)
      }
      place += 1
    }
  }
}

/**
 * Entries of all rate rules, in their order. Where a story counts in its best places only, each place has its entry all the same, and what
 * the others had too much is taken off in entries of their own.
 */
export function rateEntries(rules: readonly RuleOf<'rate'>[], month: Month): Entry[] {
  const gatherings = rules.map(rule => ({ rule, gathering: new Gathering(rule, month) }))
  const stories = new Stories(rules, month)
  for (const [order, { rule, gathering }] of gatherings.entries()) {
    giveShares(rule, month.factsOf(rule.on), month, worthOf(rule, month), (unit, each, fact, clause) => {
      gathering.add(unit, each, fact.quantity, fact.id, clause)
      if (rule.stack !== 'all' && articleOf(fact) !== null) stories.offer({ unit, each, fact, rule, order, gathering })
    })
  }
  stories.settle()
  return gatherings.flatMap(({ gathering }) => gathering.entries())
}

/**
 * Entries of a bonus for a leader's instruction. `once: level`: one article earns a unit one bonus a level, in whichever month;
 * `once: article`: one at all; with `further`, each more earns that.
 */
export function bonusEntries(rule: RuleOf<'bonus'>, month: Month): Entry[] {
  const gathering = new Gathering(rule, month)
  const fits = month.fits(rule.when)
  const adopted = rule.adopted === undefined ? null : month.fits(rule.adopted)
  const factors = factorsOf(rule.times, month)
  const [first, further] = [points(rule.points), rule.further === undefined ? null : points(rule.further)]
  const times = rule.once === 'each' ? new Map<string, number>() : paidEarlier(rule, month)
  const worth = (fact: Fact): Worth | null => {
    const article = articleOf(fact)
    if (!fits(fact)) return null
    if (adopted !== null && (article === null || !month.adoptionsOf(article).some(adopted))) return null
    return { points: factors(fact, first), clause: rule.clause }
  }
  const rounding = roundingOf(month.ruleSet)
  giveShares(rule, month.factsOf('instruction'), month, worth, (unit, each, fact) => {
    const key = instructionKey(rule, fact, unit)
    if (key === null) return gathering.add(unit, each, fact.quantity, fact.id)
    const before = times.get(key) ?? 0
    times.set(key, before + 1)
    if (before === 0) return gathering.add(unit, each, 1, fact.id)
    if (further === null) return undefined
    const place = fact.credits.findIndex(credit => credit.unit === unit)
    gathering.add(unit, sharesOf(factors(fact, further), fact.credits, rule, rounding)[place] ?? zeroPoints, 1, fact.id)
  })
  return gathering.entries()
}

/** What a bonus is paid once for; null where each counts. */
function instructionKey({ once }: RuleOf<'bonus'>, fact: Fact, unit: UnitId): string | null {
  if (once === 'each' || fact.type !== 'instruction' || fact.article === null) return null
  return once === 'level' ? `${fact.article} ${fact.level} ${unit}` : `${fact.article} ${unit}`
}

function paidEarlier(rule: RuleOf<'bonus'>, month: Month): Map<string, number> {
  const times = new Map<string, number>()
  for (const entry of month.earlier?.entries ?? []) {
    if (entry.rule !== rule.id) continue
    for (const [id, quantity] of spreadOf(entry, month)) {
      const fact = month.factById(id)
      const key = fact === undefined ? null : instructionKey(rule, fact, entry.unit)
      if (key !== null) times.set(key, Math.max(0, (times.get(key) ?? 0) + quantity))
    }
  }
  return times
}

/** Entries of a deduction: each time counts from the `fromTime`th of the window on, in the order of day and id. */
export function deductionEntries(rule: RuleOf<'deduction'>, month: Month): Entry[] {
  const gathering = new Gathering(rule, month)
  const [fits, excluded] = [month.fits(rule.when), (rule.except ?? []).map(match => month.fits(match))]
  const isMeant = (fact: Fact): boolean => fits(fact) && !excluded.some(test => test(fact))
  for (const span of month.spans(rule.per ?? 'month')) {
    const inSpan = (fact: Fact): boolean => isMeant(fact) && isWithin(countedOn(fact), span)
    const earlier = rule.per === undefined ? [] : month.earlierOf(rule.on).filter(inSpan)
    const now = month.factsOf(rule.on).filter(inSpan)
    if (rule.once !== undefined) chargeOnce(rule, month, gathering, span)
    else if (rule.if === undefined) chargeEach(rule, month, gathering, earlier, now)
    else chargeAll(rule, month, gathering, [...earlier, ...now], span)
  }
  return gathering.entries()
}

function chargeOnce(rule: RuleOf<'deduction'>, month: Month, gathering: Gathering, span: Span): void {
  if (!endsIn(span, month.period)) return
  const each = subtractPoints(zeroPoints, points(rule.points))
  const reasonsFor = conditionReasons(rule.if ?? 'always', span, month)
  for (const { id } of month.units) {
    const reasons = governs(rule, id, month) ? reasonsFor(id) : null
    if (reasons !== null) gathering.addOnce(id, each, 1, reasons)
  }
}

function chargeEach(
  rule: RuleOf<'deduction'>,
  month: Month,
  gathering: Gathering,
  earlier: readonly Fact[],
  now: readonly Fact[],
): void {
  const each = subtractPoints(zeroPoints, points(rule.points))
  const times = new Map<UnitId, number>()
  for (const fact of earlier)
    for (const { unit } of fact.credits) times.set(unit, (times.get(unit) ?? 0) + fact.quantity)
  for (const fact of now) {
    for (const { unit } of fact.credits) {
      if (!governs(rule, unit, month)) continue
      const before = times.get(unit) ?? 0
      times.set(unit, before + fact.quantity)
      const counted = before + fact.quantity - Math.max(before, rule.fromTime - 1)
      if (counted > 0) gathering.add(unit, each, counted, fact.id)
    }
  }
}

/** Once the window has come to what `if` says, every time in it is charged that was not charged before; should it no longer hold, all is given back. */
function chargeAll(
  rule: RuleOf<'deduction'>,
  month: Month,
  gathering: Gathering,
  facts: readonly Fact[],
  span: Span,
): void {
  const each = subtractPoints(zeroPoints, points(rule.points))
  const charged = new Map<UnitId, number>()
  for (const entry of entriesIn(span, month, []))
    if (entry.rule === rule.id) charged.set(entry.unit, (charged.get(entry.unit) ?? 0) + entry.quantity)
  const times = new Map<UnitId, { quantity: number; readonly facts: FactId[] }>()
  for (const fact of facts) {
    for (const { unit } of fact.credits) {
      const own = times.get(unit) ?? { quantity: 0, facts: [] }
      times.set(unit, own)
      own.quantity += fact.quantity
      own.facts.push(fact.id)
    }
  }
  const reasonsFor = conditionReasons(rule.if ?? 'always', span, month)
  for (const { id } of month.units) {
    if (!governs(rule, id, month)) continue
    const [own, before] = [times.get(id), charged.get(id) ?? 0]
    const holds = reasonsFor(id) !== null
    const due = holds && own !== undefined ? Math.max(0, own.quantity - rule.fromTime + 1) : 0
    gathering.addOnce(id, each, due - before, own?.facts ?? [])
  }
}
