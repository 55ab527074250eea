import type { Entry, FactId, UnitId } from '../model.ts'
import { type Points, timesPoints } from '../points.ts'
import type { Month } from './month.ts'

interface Line {
  readonly each: Points
  readonly clause: string
  quantity: number
  readonly facts: FactId[]
}

/** A unit has few lines of one rule, mostly one. */
function lineOf(lines: readonly Line[], each: Points, clause: string): Line | undefined {
  for (const line of lines) if (line.each === each && line.clause === clause) return line
  return undefined
}

/** Collects what one rule gives: equal points each of one unit under one clause become one entry, so that 2 × 0.5 can be shown. */
export class Gathering {
  readonly #rule: { readonly id: string; readonly component: string; readonly clause: string }
  readonly #month: Month
  readonly #lines = new Map<UnitId, Line[]>()

  constructor(rule: { readonly id: string; readonly component: string; readonly clause: string }, month: Month) {
    this.#rule = rule
    this.#month = month
  }

  /** `quantity` × `each` for one fact. Nothing where either is zero. */
  add(unit: UnitId, each: Points, quantity: number, fact: FactId, clause = this.#rule.clause): void {
    if (each === 0 || quantity === 0) return
    const lines = this.#lines.get(unit)
    const line = lines === undefined ? undefined : lineOf(lines, each, clause)
    if (line !== undefined) {
      line.quantity += quantity
      line.facts.push(fact)
    } else this.#put(unit, { each, clause, quantity, facts: [fact] })
  }

  /** What a unit's whole window earns at once, for all the facts it rests on. Weeks alike, such as empty ones, are one line. */
  addOnce(unit: UnitId, each: Points, quantity: number, facts: readonly FactId[]): void {
    if (each === 0 || quantity === 0) return
    const line = this.#lines.get(unit)?.find(other => other.each === each && other.facts.join() === facts.join())
    if (line !== undefined) line.quantity += quantity
    else this.#put(unit, { each, clause: this.#rule.clause, quantity, facts: [...facts] })
  }

  #put(unit: UnitId, line: Line): void {
    const lines = this.#lines.get(unit)
    if (lines === undefined) this.#lines.set(unit, [line])
    else lines.push(line)
  }

  /** In the order of unit, then the highest points each first. */
  entries(): Entry[] {
    const [rule, month] = [this.#rule, this.#month]
    return [...this.#lines]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([unit, lines]) =>
        lines
          .sort((a, b) => b.each - a.each || (a.clause < b.clause ? -1 : 1))
          .map(line => ({
            period: month.period,
            unit,
            component: rule.component,
            points: timesPoints(line.quantity, line.each),
            ruleSet: month.ruleSet.id,
            rule: rule.id,
            clause: line.clause,
            quantity: line.quantity,
            each: line.each,
            facts: line.facts,
            about: null,
          })),
      )
  }
}
