import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addPoints,
  decimalOf,
  formatPoints,
  Points,
  points,
  pointsOfHundredths,
  readPoints,
  sharePoints,
  subtractPoints,
  sumPoints,
  timesPoints,
  zeroPoints,
} from './points.ts'
import { Problem } from './problems.ts'

const anyPoints = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map(pointsOfHundredths)

describe('points', () => {
  it.each([
    ['0.5', 50],
    ['1', 100],
    ['4.50', 450],
    ['0', 0],
    ['-0', 0],
    ['-0.25', -25],
    ['+3', 300],
    ['０．５', 50],
    ['－1', -100],
    ['−1.5', -150],
    ['–2', -200],
    [' 7 ', 700],
    ['　7　', 700],
    ['007', 700],
    ['9999999.99', 999_999_999],
  ])('are read from “%s”', (text, hundredths) => {
    expect(readPoints(text)).toBe(hundredths)
  })

  it.each([
    '',
    ' ',
    '.5',
    '5.',
    '0.555',
    '1e3',
    '1,000',
    '１，０００',
    '--1',
    '+-1',
    '5分',
    '②',
    '5²',
    '½',
    '十',
    '٣',
    '12345678',
    'NaN',
    '1 0',
  ])('are not read from “%s”', text => {
    expect(readPoints(text)).toBeNull()
    expect(() => points(text)).toThrow(RangeError)
  })

  it.each([
    [450, '4.5'],
    [400, '4'],
    [5, '0.05'],
    [-5, '-0.05'],
    [-25, '-0.25'],
    [0, '0'],
    [110, '1.1'],
    [14_850, '148.5'],
  ])('%i hundredths print as %s', (hundredths, text) => {
    expect(formatPoints(pointsOfHundredths(hundredths))).toBe(text)
  })

  it('come back from print and from a decimal as they went', () => {
    fc.assert(
      fc.property(anyPoints, value => {
        if (Math.abs(value) < 1_000_000_000) expect(readPoints(formatPoints(value))).toBe(value)
        expect(Math.round(decimalOf(value) * 100)).toBe(value)
      }),
    )
  })

  it('are never the other zero', () => {
    const minus = points('-1')
    for (const zero of [
      points('-0'),
      timesPoints(0, minus),
      subtractPoints(minus, minus),
      ...sharePoints(minus, [0, 1]),
    ])
      expect(Object.is(zero, -0)).toBe(false)
  })

  it('refuse fractions of a hundredth and what is beyond ±10 million', () => {
    expect(Points.safeParse(0.5).success).toBe(false)
    expect(() => pointsOfHundredths(1_000_000_001)).toThrow()
    const most = pointsOfHundredths(1_000_000_000)
    for (const overflow of [
      () => addPoints(most, points('0.01')),
      () => subtractPoints(pointsOfHundredths(-1_000_000_000), points('0.01')),
      () => sumPoints([most, most]),
      () => timesPoints(100_000, points('9999999.99')),
    ])
      expect(overflow).toThrow(Problem)
    expect(addPoints(subtractPoints(most, points('1')), points('1'))).toBe(most)
  })

  it('are multiplied by whole quantities only', () => {
    expect(timesPoints(3, points('0.5'))).toBe(150)
    expect(timesPoints(-2, points('5'))).toBe(-1000)
    expect(() => timesPoints(0.5, points('1'))).toThrow(RangeError)
  })

  it('sum to zero of none', () => {
    expect(sumPoints([])).toBe(zeroPoints)
  })
})

describe('sharing points', () => {
  it.each([
    ['1', [1, 1, 1], ['0.34', '0.33', '0.33']],
    ['0.5', [1, 1, 1, 1], ['0.13', '0.13', '0.12', '0.12']],
    ['10', [3, 2], ['6', '4']],
    ['1', [3, 2, 1], ['0.5', '0.33', '0.17']],
    ['-1', [1, 1, 1], ['-0.34', '-0.33', '-0.33']],
    ['5', [1, 0], ['5', '0']],
    ['0.01', [1, 1], ['0.01', '0']],
  ])('gives of %s to %j: %j', (whole, weights, parts) => {
    expect(sharePoints(points(whole), weights).map(formatPoints)).toEqual(parts)
  })

  it('sums up to the whole, and no part is off by a hundredth', () => {
    fc.assert(
      fc.property(
        anyPoints,
        fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 200 }),
        (whole, weights) => {
          const parts = sharePoints(whole, weights)
          const all = weights.reduce((total, weight) => total + weight, 0)
          expect(sumPoints(parts)).toBe(whole)
          parts.forEach((part, index) => {
            expect(Math.abs(part - (whole * (weights[index] ?? 0)) / all)).toBeLessThan(1)
          })
        },
      ),
    )
  })

  it('among nobody is a bug', () => {
    expect(() => sharePoints(points('1'), [])).toThrow(RangeError)
    expect(() => sharePoints(points('1'), [0, 0])).toThrow(RangeError)
  })
})
