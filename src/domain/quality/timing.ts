import type { LocalDate } from '../calendar.ts'
import type { HandIn, Timing } from '../quality.ts'
import type { MonthDays } from '../working-day.ts'
import { burstFrom, burstsIn, WINDOW_DAYS } from './burst.ts'

/** When the hand-ins of one unit in one month came. Those after the last day looked at, and those without a day, are left out. */
export function timingOf(handIns: readonly HandIn[], { days, slots }: MonthDays, isOver: boolean): Timing {
  const slotOf = new Map(days.map(({ day, slot }) => [day, slot]))
  const counts = Array.from({ length: slots }, () => 0)
  for (const { on, quantity, adoptionOnly } of handIns) {
    const slot = on === null || adoptionOnly ? undefined : slotOf.get(on)
    if (slot !== undefined) counts[slot] = (counts[slot] ?? 0) + quantity
  }
  const sum = (some: readonly number[]): number => some.reduce((total, one) => total + one, 0)
  const dated = sum(counts)
  const from = burstFrom(dated, slots)
  const dayAt = (slot: number, which: 'first' | 'last'): LocalDate | undefined =>
    which === 'first' ? days.find(one => one.slot === slot)?.day : days.findLast(one => one.slot === slot)?.day
  const bursts = burstsIn(counts, from).flatMap(({ first, last }) => {
    const [begin, end] = [dayAt(first, 'first'), dayAt(last, 'last')]
    return begin === undefined || end === undefined
      ? []
      : [{ first: begin, last: end, count: sum(counts.slice(first, last + 1)) }]
  })
  return {
    dated,
    lastThree: isOver ? sum(counts.slice(-WINDOW_DAYS)) : null,
    from,
    bursts,
    inBursts: sum(bursts.map(({ count }) => count)),
  }
}

/** Whether a day lies in one of a unit's bursts. */
export const isInBurst = (on: LocalDate | null, { bursts }: Timing): boolean =>
  on !== null && bursts.some(({ first, last }) => first <= on && on <= last)
