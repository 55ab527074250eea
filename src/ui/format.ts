import { dayOf, type Instant, type LocalDate } from '../domain/calendar.ts'
import { formatPoints, type Points } from '../domain/points.ts'

/** Points in a column: `4.5`, blank for none. */
export const pointsOrBlank = (value: Points | undefined): string =>
  value === undefined || value === 0 ? '' : formatPoints(value)

/** A count in a column, blank for none. */
export const countOrBlank = (value: number): string => (value === 0 ? '' : String(value))

/** `2023-07-31` → `07-31`, for lists. */
export const shortDay = (day: LocalDate): string => day.slice(5)

/** An instant as a wall clock in China shows it: `2023-07-31 09:12`. */
export const clock = (instant: Instant): string =>
  `${dayOf(instant)} ${new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(11, 16)}`

/** The same in a list: `07-31 09:12`. */
export const shortClock = (instant: Instant): string => clock(instant).slice(5)
