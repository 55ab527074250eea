import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localDate, period } from './calendar.ts'
import { PUBLISHED } from './working-day/published.ts'
import {
  dayAfter,
  dayBeforeWorking,
  isPublished,
  monthDays,
  NO_OWN_DAYS,
  weekday,
  weekOf,
  withOwnDay,
  workingDays,
} from './working-day.ts'

const isWorking = workingDays(NO_OWN_DAYS)

describe('working days', () => {
  it.each([
    ['2023-06-21', true, 'a Wednesday'],
    ['2023-06-22', false, '端午节'],
    ['2023-06-25', true, 'a Sunday worked for it'],
    ['2023-07-15', false, 'a Saturday'],
    ['2023-10-07', true, 'a Saturday after 国庆节'],
    ['2024-02-12', false, '春节'],
    ['2026-02-14', true, 'a Saturday before 春节'],
    ['2031-05-01', true, 'a Thursday of a year nobody has announced'],
  ])('%s is worked: %s (%s)', (day, works) => {
    expect(isWorking(localDate(day))).toBe(works)
  })

  it('are announced so that every holiday is off for a reason: no working weekday is given away, no weekend is worked twice', () => {
    for (const [year, { off, work }] of PUBLISHED) {
      expect(isPublished(period(`${year}-03`))).toBe(true)
      expect(off.filter(day => work.includes(day))).toEqual([])
      // What is worked for a holiday lies on a weekend, or it would not have to be said.
      expect(work.filter(day => weekday(day) <= 5)).toEqual([])
      // 11 days by law, 13 from 2025 on; weekends that are worked give weekdays back.
      const given = off.filter(day => weekday(day) <= 5).length - work.length
      expect({ year, given: given >= 8 && given <= 13 }).toEqual({ year, given: true })
    }
    expect(isPublished(period('2031-03'))).toBe(false)
  })

  it('are put right by the office, a day at a time, and back again', () => {
    const day = localDate('2023-07-20')
    const off = withOwnDay(NO_OWN_DAYS, day, false)
    expect(workingDays(off)(day)).toBe(false)
    const on = withOwnDay(off, day, true)
    expect(on).toEqual({ off: [], work: [day] })
    expect(withOwnDay(on, day, null)).toEqual(NO_OWN_DAYS)
  })

  it('take the days off after them along, and the first takes those before it', () => {
    const { days, slots } = monthDays(period('2023-07'), isWorking)
    expect(slots).toBe(21)
    const slotOf = (day: string) => days.find(one => one.day === day)?.slot
    // 1 and 2 July are a weekend.
    expect([slotOf('2023-07-01'), slotOf('2023-07-03'), slotOf('2023-07-04')]).toEqual([0, 0, 1])
    expect([slotOf('2023-07-28'), slotOf('2023-07-30'), slotOf('2023-07-31')]).toEqual([19, 19, 20])
    expect(monthDays(period('2023-07'), isWorking, localDate('2023-07-02'))).toMatchObject({ slots: 1 })
  })

  it('are counted back over weekends', () => {
    // Thursday 20, Wednesday 19, Tuesday 18.
    expect(dayBeforeWorking(localDate('2023-07-20'), 3, isWorking)).toBe('2023-07-17')
    // Monday 17, Friday 14, Thursday 13.
    expect(dayBeforeWorking(localDate('2023-07-17'), 3, isWorking)).toBe('2023-07-12')
    expect(dayBeforeWorking(localDate('2023-07-17'), 3, () => false)).toBe('2023-05-08')
  })

  it('lie in weeks that begin on a Monday', () => {
    const anyDay = fc
      .integer({ min: -25_000, max: 70_000 })
      .map(n => localDate(new Date(n * 86_400_000).toISOString().slice(0, 10)))
    fc.assert(
      fc.property(anyDay, day => {
        const monday = weekOf(day)
        expect(weekday(monday)).toBe(1)
        expect(monday <= day && day < dayAfter(monday, 7)).toBe(true)
        expect(weekday(day)).toBe(new Date(`${day}T00:00:00Z`).getUTCDay() || 7)
      }),
    )
  })
})
