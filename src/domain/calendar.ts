import { z } from 'zod'

const daysInMonth = (year: number, month: number): number =>
  month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31

const isLocalDate = (text: string): boolean => {
  const [year, month, day] = text.split('-').map(Number)
  return (
    year !== undefined &&
    month !== undefined &&
    day !== undefined &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month)
  )
}

/**
 * A day chosen by people, `2023-06-30`. What comes in lies between 1900 and 2199, so that months reckoned from it have four digits too;
 * `AnyDay` and `AnyPeriod` are the same for what is reckoned here.
 */
export const LocalDate = z
  .string()
  .regex(/^(19|20|21)\d{2}-\d{2}-\d{2}$/)
  .refine(isLocalDate)
  .brand<'LocalDate'>()
export type LocalDate = z.infer<typeof LocalDate>
const AnyDay = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .brand<'LocalDate'>()

/** 考核月: a month, `2023-06`, the atom of the ledger. */
export const Period = z
  .string()
  .regex(/^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/)
  .brand<'Period'>()
export type Period = z.infer<typeof Period>
const AnyPeriod = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .brand<'Period'>()

/** When something was recorded: UTC text with milliseconds and `Z`, sortable as text. */
export const Instant = z
  .string()
  .regex(/^(19|20|21)\d{2}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/)
  .refine(text => isLocalDate(text.slice(0, 10)))
  .brand<'Instant'>()
export type Instant = z.infer<typeof Instant>

/** A month from a literal, or a text known to be one; anything else is a bug and throws. */
export const period = (text: string): Period => Period.parse(text)

/** A day from a literal, or a text known to be one; anything else is a bug and throws. */
export const localDate = (text: string): LocalDate => LocalDate.parse(text)

/** Milliseconds since 1970 from a clock → Instant. */
export const instantOf = (milliseconds: number): Instant => Instant.parse(new Date(milliseconds).toISOString())

/** The day in China (UTC+8, no summer time) at an instant. */
export const dayOf = (instant: Instant): LocalDate =>
  AnyDay.parse(new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10))

/** The instant at which a day begins in China. */
export const dayStart = (day: LocalDate): Instant => instantOf(Date.parse(day) - 8 * 3_600_000)

/** The month a day lies in. */
export const periodOf = (day: LocalDate): Period => AnyPeriod.parse(day.slice(0, 7))

const monthsOf = (month: Period): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1

const periodOfMonths = (months: number): Period => {
  const month = months % 12
  return AnyPeriod.parse(`${String((months - month) / 12).padStart(4, '0')}-${String(month + 1).padStart(2, '0')}`)
}

/** The month n after (n < 0: before). */
export const periodAfter = (month: Period, n = 1): Period => periodOfMonths(monthsOf(month) + n)

/** All months from `from` to `to`, both included; empty when `to` is earlier. */
export function periodsBetween(from: Period, to: Period): Period[] {
  const found: Period[] = []
  for (let month = from; month <= to; month = periodAfter(month)) found.push(month)
  return found
}

/** First month of the running year that `month` lies in, for years that start in month `starts` (1…12). */
export function yearStart(month: Period, starts: number): Period {
  const months = monthsOf(month)
  return periodOfMonths(months - ((months - (starts - 1)) % 12))
}

/** The first day of a month. */
export const firstDay = (month: Period): LocalDate => AnyDay.parse(`${month}-01`)

/** The last day of a month: the 29th in February of a leap year. */
export const lastDay = (month: Period): LocalDate =>
  AnyDay.parse(`${month}-${daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5)))}`)

/** The day `n` days later, earlier where `n` is negative. */
export const dayAfter = (day: LocalDate, n = 1): LocalDate =>
  AnyDay.parse(new Date(Date.parse(day) + n * 86_400_000).toISOString().slice(0, 10))

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** `2023-07-31` → `2023年7月31日`, as GB/T 9704 7.3.5.4 wants it: no leading zeros. */
export const chineseDate = (day: LocalDate): string =>
  `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`

/** `2023-06` → `2023年6月`. */
export const chinesePeriod = (month: Period): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`

/** `2023-06` → 6. */
export const monthNumber = (month: Period): number => Number(month.slice(5))
