import { periodOf } from '../calendar.ts'
import type { Entry, FactId, UnitId } from '../model.ts'
import { addPoints, type Points, points, zeroPoints } from '../points.ts'
import { TOTAL } from '../rules/grammar.ts'
import type { AllOf, Condition, Counted } from '../rules/match.ts'
import type { Month, Tally } from './month.ts'
import { hasMonth, type Span } from './span.ts'

/** Component of the opening balance: part of the year's total, of no month. */
export const OPENING = '期初累计'

/** What a condition asks for, count by count, bounds included. */
export interface Demand extends Counted {
  readonly atLeast?: number | undefined
  readonly atMost?: number | undefined
}

/** The counts that a condition asks for, all of them. */
export const demandsOf = (condition: AllOf): Demand[] => [
  ...(condition.submission ? [{ of: 'submission' as const, atLeast: condition.submission.atLeast }] : []),
  ...(condition.adoption ? [{ of: 'adoption' as const, atLeast: condition.adoption.atLeast }] : []),
  ...(condition.commission ? [{ of: 'commission' as const, atLeast: condition.commission.atLeast }] : []),
  ...(condition.forwarding ? [{ of: 'forwarding' as const, atLeast: condition.forwarding.atLeast }] : []),
  ...(condition.counts ?? []),
]

const countedIn = ({ of, when }: Demand): Counted => (when === undefined ? { of } : { of, when })

/** How many of what a demand is about a unit has in a span. */
export const tallied = (demand: Demand, span: Span, unit: UnitId, month: Month): Tally =>
  month.tally(countedIn(demand), span).get(unit) ?? NOTHING

const NOTHING: Tally = { quantity: 0, facts: [] }

/**
 * The facts of a unit that a met condition rests on, or null when it is not met.
 * @param sums points of the span so far, where the condition may ask for them
 */
export function conditionReasons(
  condition: Condition,
  span: Span,
  unit: UnitId,
  month: Month,
  sums?: Sums,
): readonly FactId[] | null {
  if (condition === 'always') return []
  const own = allReasons(condition, span, unit, month, sums)
  if (own === null || condition.anyOf === undefined) return own
  for (const one of condition.anyOf) {
    const reasons = allReasons(one, span, unit, month, sums)
    if (reasons !== null) return own.concat(reasons)
  }
  return null
}

function allReasons(condition: AllOf, span: Span, unit: UnitId, month: Month, sums?: Sums): FactId[] | null {
  let reasons: FactId[] = []
  for (const demand of demandsOf(condition)) {
    const { quantity, facts } = tallied(demand, span, unit, month)
    if (quantity < (demand.atLeast ?? 0) || quantity > (demand.atMost ?? Number.MAX_SAFE_INTEGER)) return null
    reasons = reasons.concat(facts)
  }
  if (condition.ratio !== undefined) {
    const of = month.tally(condition.ratio.of, span).get(unit) ?? NOTHING
    const to = month.tally(condition.ratio.to, span).get(unit) ?? NOTHING
    if (!ratioHolds(of.quantity, to.quantity, condition.ratio)) return null
    reasons = reasons.concat(to.facts)
  }
  if (condition.points !== undefined) {
    const { component, atLeast, below } = condition.points
    const sum = sums?.of(unit, component) ?? 0
    if (atLeast !== undefined && sum < points(atLeast)) return null
    if (below !== undefined && sum >= points(below)) return null
  }
  return [...new Set(reasons)]
}

type Ratio = NonNullable<AllOf['ratio']>

/** `30%` → 3000. */
const percentX100 = (text: string): number => points(text.slice(0, -1))

function ratioHolds(of: number, to: number, { atLeast, below }: Pick<Ratio, 'atLeast' | 'below'>): boolean {
  if (to === 0) return false
  return (
    (atLeast === undefined || of * 10_000 >= percentX100(atLeast) * to) &&
    (below === undefined || of * 10_000 < percentX100(below) * to)
  )
}

/** Points of each unit in a span of whole months, by component and together. */
export class Sums {
  readonly #byUnit = new Map<UnitId, Map<string, Points>>()

  /** An entry that was added up; the opening balance counts into 合计 only where the year is summed up, which the caller decides. */
  add(entry: Entry): void {
    const own = this.#byUnit.get(entry.unit) ?? new Map<string, Points>()
    this.#byUnit.set(entry.unit, own)
    for (const component of [entry.component, TOTAL])
      own.set(component, addPoints(own.get(component) ?? zeroPoints, entry.points))
  }

  of(unit: UnitId, component: string): Points {
    return this.#byUnit.get(unit)?.get(component) ?? zeroPoints
  }
}

/** The month an entry is about: what corrects a closed month belongs to that one. */
export const monthOfEntry = (entry: Entry): Entry['period'] => entry.about ?? entry.period

/** All entries of a span of whole months up to now: those of earlier months, and those of this one so far. */
export function entriesIn(span: Span, month: Month, soFar: readonly Entry[]): Entry[] {
  const earlier =
    periodOf(span.from) < month.period
      ? (month.earlier?.entries ?? []).filter(entry => hasMonth(span, monthOfEntry(entry)))
      : []
  return earlier.length === 0 ? [...soFar] : [...earlier, ...soFar]
}

/** The sums of a span; with the opening balance where `opening` says so. */
export function sumsIn(span: Span, month: Month, soFar: readonly Entry[], opening: boolean): Sums {
  const sums = new Sums()
  for (const entry of entriesIn(span, month, soFar)) if (opening || entry.component !== OPENING) sums.add(entry)
  return sums
}
