import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { burstFrom, burstsIn, CHANCE, chanceOf } from './burst.ts'

/** The same chance the long way: every way in which some days can hold up to `most` each. */
function byHand(least: number, mean: number, days: number, most: number): number {
  let reached = 0
  const walk = (counts: number[], chance: number): void => {
    if (counts.length === days) {
      const windows = counts.map((_, at) => counts.slice(at, at + 3)).filter(window => window.length === 3)
      if (windows.some(window => window.reduce((sum, one) => sum + one, 0) >= least)) reached += chance
      return
    }
    let each = Math.exp(-mean)
    for (let count = 0; count <= most; count += 1) {
      if (count > 0) each = (each * mean) / count
      walk([...counts, count], chance * each)
    }
  }
  walk([], 1)
  return reached
}

describe('the threshold of a burst', () => {
  it.each([
    { least: 4, mean: 0.3, days: 4 },
    { least: 5, mean: 0.8, days: 5 },
    { least: 3, mean: 0.2, days: 6 },
  ])('rests on the chance that days without a plan have, counted out: %o', ({ least, mean, days }) => {
    expect(chanceOf(least, mean, days)).toBeCloseTo(byHand(least, mean, days, 8), 4)
  })

  it.each([
    [2, 21, 4],
    [6, 21, 6],
    [10, 21, 8],
    [20, 21, 11],
    [40, 21, 16],
  ])('for %i articles on %i working days is %i', (count, days, from) => {
    expect(burstFrom(count, days)).toBe(from)
  })

  it('is the smallest number that chance gives less often than once in a hundred months', () => {
    for (const count of [5, 9, 17, 33, 60]) {
      const from = burstFrom(count, 21)
      expect(chanceOf(from, count / 21, 21)).toBeLessThan(CHANCE)
      if (from > 4) expect(chanceOf(from - 1, count / 21, 21)).toBeGreaterThanOrEqual(CHANCE)
    }
  })

  it('never falls as more is handed in, and cannot be reached in a month of three days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 4, max: 23 }), (count, days) => {
        expect(burstFrom(count + 1, days)).toBeGreaterThanOrEqual(burstFrom(count, days))
      }),
      { numRuns: 40 },
    )
    expect(burstFrom(50, 3)).toBe(51)
  })
})

describe('bursts', () => {
  it('are windows of three days that reach it, joined where they overlap', () => {
    expect(burstsIn([0, 5, 0, 0, 0, 0, 2, 3], 5)).toEqual([
      { first: 1, last: 1 },
      { first: 6, last: 7 },
    ])
    expect(burstsIn([1, 1, 1], 4)).toEqual([])
    expect(burstsIn([9], 4)).toEqual([])
  })
})
