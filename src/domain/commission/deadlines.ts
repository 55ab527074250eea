import { dayStart, type Instant, type LocalDate } from '../calendar.ts'

/**
 * 层层加码: how much of the time from above is left to those who write. Hours of the clock, from when the units are asked to the end of the
 * last day, in China; an unfinished hour does not count.
 */
export interface Shares {
  /** Hours from the moment of asking to the end of the upper deadline's day, and to the end of the units' own. */
  readonly upper: number
  readonly units: number
  /** Percent of the time that the office keeps for itself, rounded. */
  readonly kept: number
  /** The units get less than half. */
  readonly tight: boolean
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Hours from an instant to the end of a day; 0 once it is over. */
export const hoursUntil = (from: Instant, day: LocalDate): number =>
  Math.max(0, Math.floor((Date.parse(dayStart(day)) + DAY_MS - Date.parse(from)) / HOUR_MS))

/** How the time is shared between units and office; null without both deadlines, and where the upper one is over already. */
export function sharesOf(from: Instant, dueOn: LocalDate | null, upperDueOn: LocalDate | null): Shares | null {
  if (dueOn === null || upperDueOn === null) return null
  const upper = hoursUntil(from, upperDueOn)
  if (upper === 0) return null
  const units = Math.min(upper, hoursUntil(from, dueOn))
  return { upper, units, kept: Math.round((100 * (upper - units)) / upper), tight: units * 2 < upper }
}
