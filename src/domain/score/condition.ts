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

/** How many of what a demand is about each unit has in a span. */
export function tallied(demand: Demand, span: Span, month: Month): (unit: UnitId) => Tally {
  const tally = month.tally(countedIn(demand), span)
  return unit => tally.get(unit) ?? NOTHING
}

const NOTHING: Tally = { quantity: 0, facts: [] }

/** Whether a unit meets a condition: the facts that rests on, or null when it does not. */
export type Reasons = (unit: UnitId) => readonly FactId[] | null

/**
 * A condition on a span, made ready once for many units.
 * @param sums points of the span so far, where the condition may ask for them
 */
export function conditionReasons(condition: Condition, span: Span, month: Month, sums?: Sums): Reasons {
  if (condition === 'always') return () => []
  const own = allReasons(condition, span, month, sums)
  const any = condition.anyOf?.map(part => allReasons(part, span, month, sums))
  if (any === undefined) return own
  return unit => {
    const reasons = own(unit)
    if (reasons === null) return null
    for (const one of any) {
      const more = one(unit)
      if (more !== null) return reasons.concat(more)
    }
    return null
  }
}

function allReasons(condition: AllOf, span: Span, month: Month, sums?: Sums): Reasons {
  const parts: Reasons[] = demandsOf(condition).map(demand => countReasons(demand, span, month))
  if (condition.ratio !== undefined) parts.push(ratioReasons(condition.ratio, span, month))
  if (condition.points !== undefined) parts.push(pointReasons(condition.points, sums))
  const [only, ...more] = parts
  if (only !== undefined && more.length === 0) return only
  return unit => {
    const reasons = new Set<FactId>()
    for (const part of parts) {
      const found = part(unit)
      if (found === null) return null
      for (const fact of found) reasons.add(fact)
    }
    return [...reasons]
  }
}

function countReasons(demand: Demand, span: Span, month: Month): Reasons {
  const of = tallied(demand, span, month)
  const [least, most] = [demand.atLeast ?? 0, demand.atMost ?? Number.MAX_SAFE_INTEGER]
  return unit => {
    const { quantity, facts } = of(unit)
    return quantity < least || quantity > most ? null : facts
  }
}

function ratioReasons(ratio: Ratio, span: Span, month: Month): Reasons {
  const [of, to] = [tallied(ratio.of, span, month), tallied(ratio.to, span, month)]
  return unit => (ratioHolds(of(unit).quantity, to(unit).quantity, ratio) ? to(unit).facts : null)
}

function pointReasons({ component, atLeast, below }: NonNullable<AllOf['points']>, sums?: Sums): Reasons {
  const least = atLeast === undefined ? null : points(atLeast)
  const most = below === undefined ? null : points(below)
  return unit => {
    const sum = sums?.of(unit, component) ?? zeroPoints
    return (least !== null && sum < least) || (most !== null && sum >= most) ? null : []
  }
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
