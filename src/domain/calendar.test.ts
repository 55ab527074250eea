import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  chineseDate,
  chinesePeriod,
  dayOf,
  dayStart,
  daysBetween,
  firstDay,
  Instant,
  instantOf,
  LocalDate,
  lastDay,
  localDate,
  monthNumber,
  Period,
  period,
  periodAfter,
  periodOf,
  periodsBetween,
  yearStart,
} from './calendar.ts'

const months = fc
  .record({ year: fc.integer({ min: 1900, max: 2199 }), month: fc.integer({ min: 1, max: 12 }) })
  .map(({ year, month }) => period(`${year}-${String(month).padStart(2, '0')}`))

describe('a day', () => {
  it.each([
    ['2023-06-30', true],
    ['2023-06-31', false],
    ['2023-02-29', false],
    ['2024-02-29', true],
    ['2000-02-29', true],
    ['1900-02-29', false],
    ['2100-02-29', false],
    ['2023-00-10', false],
    ['2023-13-01', false],
    ['2023-12-00', false],
    ['2023-12-32', false],
    ['2023-6-3', false],
    ['2023-06-30 ', false],
    ['２０２３-06-30', false],
    ['1899-12-31', false],
    ['2199-12-31', true],
    ['2200-01-01', false],
    ['', false],
  ])('%s is one: %s', (text, is) => {
    expect(LocalDate.safeParse(text).success).toBe(is)
  })

  it('is printed without leading zeros', () => {
    expect(chineseDate(localDate('2023-07-05'))).toBe('2023年7月5日')
    expect(chinesePeriod(period('2023-06'))).toBe('2023年6月')
    expect(monthNumber(period('2023-06'))).toBe(6)
  })

  it.each([
    ['2023-06-30', '2023-06-30', 0],
    ['2023-06-30', '2023-07-01', 1],
    ['2024-02-28', '2024-03-01', 2],
    ['2023-12-31', '2022-12-31', -365],
    ['1986-05-03', '1986-05-05', 2],
  ])('from %s to %s are %i days, summer time or not', (from, to, days) => {
    expect(daysBetween(localDate(from), localDate(to))).toBe(days)
  })
})

describe('a month', () => {
  it.each([
    ['2023-06', true],
    ['2023-00', false],
    ['2023-13', false],
    ['202306', false],
    ['2023-6', false],
    ['9999-12', false],
    ['0001-01', false],
  ])('%s is one: %s', (text, is) => {
    expect(Period.safeParse(text).success).toBe(is)
  })

  it.each([
    ['2023-02', '2023-02-28'],
    ['2024-02', '2024-02-29'],
    ['1900-02', '1900-02-28'],
    ['2000-02', '2000-02-29'],
    ['2023-04', '2023-04-30'],
    ['2023-12', '2023-12-31'],
  ])('%s ends on %s', (month, last) => {
    expect(lastDay(period(month))).toBe(last)
    expect(periodOf(lastDay(period(month)))).toBe(month)
    expect(firstDay(period(month))).toBe(`${month}-01`)
  })

  it.each([
    ['2023-12', 1, '2024-01'],
    ['2023-01', -1, '2022-12'],
    ['2023-06', 0, '2023-06'],
    ['2023-06', 30, '2025-12'],
    ['2023-06', -18, '2021-12'],
    ['2199-12', 1, '2200-01'],
    ['1900-01', -1, '1899-12'],
  ])('%s and %i more is %s', (month, n, after) => {
    expect(periodAfter(period(month), n)).toBe(after)
  })

  it('comes back when one goes there and back, and sorts as text', () => {
    fc.assert(
      fc.property(months, fc.integer({ min: -500, max: 500 }), (month, n) => {
        const there = periodAfter(month, n)
        expect(periodAfter(there, -n)).toBe(month)
        expect(Math.sign(there < month ? -1 : there > month ? 1 : 0)).toBe(Math.sign(n))
      }),
    )
  })

  it('lists months with both ends, none where the end comes first, and ends where the calendar ends', () => {
    expect(periodsBetween(period('2022-11'), period('2023-02'))).toEqual(['2022-11', '2022-12', '2023-01', '2023-02'])
    expect(periodsBetween(period('2023-02'), period('2023-02'))).toEqual(['2023-02'])
    expect(periodsBetween(period('2023-02'), period('2023-01'))).toEqual([])
    expect(periodsBetween(period('2199-11'), period('2199-12'))).toEqual(['2199-11', '2199-12'])
  })

  it.each([
    ['2023-06', 1, '2023-01'],
    ['2023-01', 1, '2023-01'],
    ['2023-06', 7, '2022-07'],
    ['2023-07', 7, '2023-07'],
    ['2023-01', 12, '2022-12'],
    ['1900-01', 2, '1899-02'],
  ])('%s lies in the year that starts in month %i: from %s', (month, starts, from) => {
    expect(yearStart(period(month), starts)).toBe(from)
  })
})

describe('an instant', () => {
  it.each([
    ['2023-06-30T15:59:59.999Z', '2023-06-30'],
    ['2023-06-30T16:00:00.000Z', '2023-07-01'],
    ['2023-12-31T16:00:00.000Z', '2024-01-01'],
    ['1988-07-01T15:30:00.000Z', '1988-07-01'],
  ])('%s is on %s in China', (instant, day) => {
    expect(dayOf(Instant.parse(instant))).toBe(day)
  })

  it.each([
    '2023-02-30T00:00:00.000Z',
    '2023-06-30T24:00:00.000Z',
    '2023-06-30T00:00:00Z',
    '2023-06-30T00:00:00.000+08:00',
  ])('%s is none', text => {
    expect(Instant.safeParse(text).success).toBe(false)
  })

  it('is made from milliseconds', () => {
    expect(instantOf(0)).toBe('1970-01-01T00:00:00.000Z')
  })
})

describe('the beginning of a day', () => {
  it('is midnight in China: the moment before still belongs to the day before', () => {
    expect(dayStart(localDate('2023-07-01'))).toBe('2023-06-30T16:00:00.000Z')
    fc.assert(
      // The first month of all begins before the calendar does: in China its midnight is the last evening of 1899.
      fc.property(
        months.filter(month => month > '1900-01'),
        month => {
          const start = dayStart(firstDay(month))
          expect(dayOf(start)).toBe(firstDay(month))
          expect(periodOf(dayOf(instantOf(Date.parse(start) - 1)))).toBe(periodAfter(month, -1))
        },
      ),
    )
  })
})
