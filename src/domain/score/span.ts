import {
  dayAfter,
  daysBetween,
  firstDay,
  type LocalDate,
  lastDay,
  localDate,
  type Period,
  periodAfter,
  periodOf,
  yearStart,
} from '../calendar.ts'
import type { Fact } from '../model.ts'
import type { RuleSet } from '../rules/grammar.ts'
import { BUILT_IN_WINDOWS, WEEK, type Window } from '../rules/match.ts'

/** A window as it lies in the calendar, both days included. */
export interface Span {
  readonly from: LocalDate
  readonly to: LocalDate
}

type Windows = Pick<RuleSet, 'windows' | 'year'>

/** The months a window has at most when it is not written: a window nobody knows has been refused before. */
const isBuiltIn = (name: string): name is keyof typeof BUILT_IN_WINDOWS => Object.hasOwn(BUILT_IN_WINDOWS, name)

/**
 * Where a window lies that a month is part of: mostly one; two where one ends and the next begins within the month, five or six of weeks;
 * none outside all.
 */
export function spansAt(name: string, period: Period, { windows, year }: Windows): Span[] {
  if (name === WEEK) return weeksOf(period)
  if (isBuiltIn(name)) {
    const months = BUILT_IN_WINDOWS[name]
    let from = yearStart(period, year.starts)
    while (periodAfter(from, months) <= period) from = periodAfter(from, months)
    return [{ from: firstDay(from), to: lastDay(periodAfter(from, months - 1)) }]
  }
  const window = windows?.[name]
  return window === undefined ? [] : spansOf(window, period).filter(span => touches(span, period))
}

const touches = ({ from, to }: Span, period: Period): boolean => periodOf(from) <= period && period <= periodOf(to)

const MONDAY = localDate('1900-01-01')

/** The weeks that have a day in a month, Monday to Sunday. */
function weeksOf(period: Period): Span[] {
  const [first, last] = [firstDay(period), lastDay(period)]
  const spans: Span[] = []
  for (let from = dayAfter(first, -(daysBetween(MONDAY, first) % 7)); from <= last; from = dayAfter(from, 7))
    spans.push({ from, to: dayAfter(from, 6) })
  return spans
}

function spansOf(window: Window, period: Period): Span[] {
  if ('first' in window) return [{ from: localDate(window.first), to: localDate(window.last) }]
  const { months, from } = window
  const day = from.slice(2)
  // The anchor of the year before is the earliest that a window of at most twelve months can begin at.
  let start = periodOf(localDate(`${Number(period.slice(0, 4)) - 1}-${from}`))
  const spans: Span[] = []
  while (start <= period) {
    const next = periodAfter(start, months)
    spans.push({ from: localDate(`${start}${day}`), to: dayBefore(localDate(`${next}${day}`)) })
    start = next
  }
  return spans
}

function dayBefore(day: LocalDate): LocalDate {
  const date = Number(day.slice(8))
  return date === 1
    ? lastDay(periodAfter(periodOf(day), -1))
    : localDate(`${day.slice(0, 8)}${String(date - 1).padStart(2, '0')}`)
}

/** The day a fact counts at: its own, or where it is posted later, the first of the month it is posted to. */
export function countedOn({ occurredOn, posting }: Fact): LocalDate {
  const own = periodOf(occurredOn)
  if (own === posting) return occurredOn
  return own < posting ? firstDay(posting) : lastDay(posting)
}

export const isWithin = (day: LocalDate, { from, to }: Span): boolean => from <= day && day <= to

/** Whether a window closes in a month, opens in it. */
export const endsIn = ({ to }: Span, period: Period): boolean => periodOf(to) === period
export const startsIn = ({ from }: Span, period: Period): boolean => periodOf(from) === period

/** Whether a month lies in a window of whole months. */
export const hasMonth = ({ from, to }: Span, period: Period): boolean =>
  periodOf(from) <= period && period <= periodOf(to)
