import { z } from 'zod'
import { daysBetween, firstDay, LocalDate, lastDay, localDate, type Period } from './calendar.ts'
import { PUBLISHED } from './working-day/published.ts'

/**
 * 工作日: Monday to Friday, but for the holidays of the State Council and the weekends that are worked for them, but for what the office
 * has put right itself (a local holiday, a year that was announced late).
 */
export type IsWorking = (day: LocalDate) => boolean

/** What an office says of single days, over what was announced. */
export const OwnDays = z.strictObject({
  off: z.array(LocalDate).max(400).default([]),
  work: z.array(LocalDate).max(400).default([]),
})
export type OwnDays = z.infer<typeof OwnDays>

export const NO_OWN_DAYS: OwnDays = OwnDays.parse({})

/** Monday is 1, Sunday is 7. */
export const weekday = (day: LocalDate): number => (daysBetween(A_MONDAY, day) % 7) + 1

/** The first day that may be written is one. */
const A_MONDAY = localDate('1900-01-01')

/** Whether the holidays of the year of a day are known. */
export const isPublished = (period: Period): boolean => PUBLISHED.has(Number(period.slice(0, 4)))

/** Which days are worked, by what was announced and what the office says over it. */
export function workingDays(own: OwnDays): IsWorking {
  const [off, work] = [new Set(own.off), new Set(own.work)]
  return day => {
    if (off.has(day)) return false
    if (work.has(day)) return true
    return publishedAs(day) ?? weekday(day) <= 5
  }
}

/** What was announced of a day; null where it is an ordinary day of its week. */
export function publishedAs(day: LocalDate): boolean | null {
  const year = PUBLISHED.get(Number(day.slice(0, 4)))
  if (year?.off.includes(day)) return false
  return year?.work.includes(day) ? true : null
}

/** The days of an office with one of them changed; null: as it was announced. */
export function withOwnDay({ off, work }: OwnDays, day: LocalDate, works: boolean | null): OwnDays {
  const others = (days: readonly LocalDate[]): LocalDate[] => days.filter(one => one !== day)
  return {
    off: works === false ? [...others(off), day].sort() : others(off),
    work: works === true ? [...others(work), day].sort() : others(work),
  }
}

/** The days of a month as far as `until`, each with the working day it counts to. */
export interface MonthDays {
  readonly days: readonly { readonly day: LocalDate; readonly works: boolean; readonly slot: number }[]
  /** How many working days there are; days off count to the one before, those at the start of the month to its first. */
  readonly slots: number
}

/**
 * A month → its days up to and with `until`. A month without any working day, or none yet, has one slot: somebody may hand in on any day.
 */
export function monthDays(period: Period, isWorking: IsWorking, until: LocalDate = lastDay(period)): MonthDays {
  const days: { day: LocalDate; works: boolean; slot: number }[] = []
  let slots = 0
  for (let number = 1; number <= Number(lastDay(period).slice(8)); number += 1) {
    const day = localDate(`${firstDay(period).slice(0, 8)}${String(number).padStart(2, '0')}`)
    if (day > until) break
    const works = isWorking(day)
    if (works) slots += 1
    days.push({ day, works, slot: Math.max(0, slots - 1) })
  }
  return { days, slots: Math.max(1, slots) }
}

/** The last day before the last `count` working days up to and with `today`: what was handed in by then has had so many days of rest. */
export function dayBeforeWorking(today: LocalDate, count: number, isWorking: IsWorking): LocalDate {
  let [day, left] = [today, count]
  // Ten weeks without a working day are a mistake of whoever entered them; the search ends there.
  for (let step = 0; left > 0 && step < 70; step += 1) {
    if (isWorking(day)) left -= 1
    day = dayAfter(day, -1)
  }
  return day
}

/** The day n after (n < 0: before). */
export const dayAfter = (day: LocalDate, n: number): LocalDate =>
  localDate(new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10))

/** The Monday of the week a day lies in: weeks go from Monday to Sunday, over the ends of months. */
export const weekOf = (day: LocalDate): LocalDate => dayAfter(day, 1 - weekday(day))
