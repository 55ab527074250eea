import { expect, it } from 'vitest'
import { benchFor, median } from './compare.ts'

it.each([
  [[3], 3],
  [[3, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
  [[10, 9, 1], 9],
])('takes the middle of %j as %d', (values, middle) => {
  expect(median(values)).toBe(middle)
})

it('has no median of nothing', () => {
  expect(() => median([])).toThrow('median')
})

it('runs both sides equally often, by turns, and prints what they took', async () => {
  const order: string[] = []
  const lines: string[] = []
  const wait = (side: string, milliseconds: number) => () => {
    order.push(side)
    return new Promise(resolve => setTimeout(resolve, milliseconds))
  }
  const result = await benchFor(line => lines.push(line)).compare('waiting', wait('subject', 12), wait('baseline', 2), {
    rounds: 4,
  })
  expect(order.join(' ')).toBe(
    'subject baseline baseline subject subject baseline baseline subject subject baseline baseline subject',
  )
  expect(result.subject).toBeGreaterThan(result.baseline)
  expect(result.ratio).toBeCloseTo(result.subject / result.baseline)
  expect(lines).toEqual([expect.stringMatching(/^waiting：[\d.]+ 毫秒，基准 [\d.]+ 毫秒，[\d.]+ 倍（4 轮中位数）$/)])
})
