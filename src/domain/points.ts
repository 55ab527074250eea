import { z } from 'zod'
import { Problem } from './problems.ts'

const LIMIT = 1_000_000_000

/** Points, as integer hundredths of 分: 4.5 分 is 450. Made only in this file (LED-01). */
export const Points = z.number().int().min(-LIMIT).max(LIMIT).brand<'Points'>()
export type Points = z.infer<typeof Points>

const isPoints = (value: number): value is Points =>
  Number.isInteger(value) && value >= -LIMIT && value <= LIMIT && !Object.is(value, -0)

/** What a sum or product came to. Beyond ±10 million 分 something is wrong with what was entered: refused, never rounded (LED-15). */
function bounded(value: number): Points {
  if (isPoints(value)) return value
  if (value === 0) return zeroPoints
  throw new Problem('points-overflow')
}

export const zeroPoints: Points = Points.parse(0)

/** Integer hundredths read back from a database column or JSON → Points; refuses fractions and overflow. */
export const pointsOfHundredths = (hundredths: number): Points => Points.parse(hundredths)

/** Full-width digits, signs and point as people type them in a Chinese input method, and the minus signs of print. */
const folded = (text: string): string =>
  text
    .replace(/[\uFF0B-\uFF19]/g, wide => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u2212\u2010-\u2013\uFE63]/g, '-')
    .trim()

/**
 * Text as people write it (`4.5`, `０.５`, `-1`) → Points, or null where it is no number of at most two decimals.
 * Full-width digits and signs are folded; no grouping commas, no exponents, no other digits: ② and 5² are not numbers of points.
 */
export function readPoints(text: string): Points | null {
  const match = /^([+-]?)(\d{1,7})(?:\.(\d{1,2}))?$/.exec(folded(text))
  if (match === null) return null
  const hundredths = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'))
  return bounded(match[1] === '-' ? 0 - hundredths : hundredths)
}

/** Points from a literal in code or a rule file; a text that is no number is a bug and throws. */
export function points(text: string): Points {
  const value = readPoints(text)
  if (value === null) throw new RangeError(`不是分值：${text}`)
  return value
}

/** Points → the shortest decimal people print: `4.5`, `4`, `-0.25`; never `4.50`. */
export function formatPoints(value: Points): string {
  const sign = value < 0 ? '-' : ''
  const digits = String(Math.abs(value)).padStart(3, '0')
  const decimals = digits.slice(-2).replace(/0+$/, '')
  return `${sign}${digits.slice(0, -2)}${decimals === '' ? '' : `.${decimals}`}`
}

/** Points → a JSON number in 分 (`4.5`), for the documents that speak decimals; exact, since hundredths print exactly. */
export const decimalOf = (value: Points): number => Number(formatPoints(value))

/** The sum of all; zero of none. Refuses `points-overflow` beyond ±10 million 分. */
export const sumPoints = (values: readonly Points[]): Points =>
  bounded(values.reduce<number>((total, value) => total + value, 0))

/** a + b; refuses `points-overflow`. */
export const addPoints = (a: Points, b: Points): Points => bounded(a + b)

/** a − b; refuses `points-overflow`. */
export const subtractPoints = (a: Points, b: Points): Points => bounded(a - b)

/** A whole quantity × points each; refuses `points-overflow`. A quantity that is not whole is a bug and throws. */
export function timesPoints(quantity: number, each: Points): Points {
  if (!Number.isSafeInteger(quantity)) throw new RangeError(`不是整数的数量：${quantity}`)
  return bounded(quantity * each)
}

/**
 * Divides points between n by weight with the largest remainders, earlier ones first, so the parts sum to the whole.
 * @param weights whole numbers ≥ 0 in credit order, one for each part, not all 0 (a bug otherwise); a weight of 0 gets nothing
 */
export function sharePoints(whole: Points, weights: readonly number[]): Points[] {
  const totalWeight = weights.reduce((total, weight) => total + weight, 0)
  if (totalWeight <= 0) throw new RangeError('没有可分摊的份额')
  const sign = whole < 0 ? -1 : 1
  const size = Math.abs(whole)
  const parts = weights.map((weight, index) => {
    const product = size * weight
    const rest = product % totalWeight
    return { index, rest, part: (product - rest) / totalWeight }
  })
  let left = size - parts.reduce((total, { part }) => total + part, 0)
  for (const part of [...parts].sort((a, b) => b.rest - a.rest || a.index - b.index)) {
    if (left === 0) break
    part.part += 1
    left -= 1
  }
  return parts.map(({ part }) => bounded(sign * part))
}

/** How a product or quotient becomes points again: to so many decimals, and which way. */
export interface Rounding {
  readonly decimals: 0 | 1 | 2
  readonly mode: 'nearest' | 'down' | 'up'
}

/**
 * whole × part ÷ of, rounded as a 办法 says: `nearest` (half away from zero), `down` or `up` by size, so that gains and losses of equal
 * size come out equal. Exact before it rounds. `of` must be positive (a bug otherwise). Refuses `points-overflow`.
 */
export function partOfPoints(whole: Points, part: number, of: number, { decimals, mode }: Rounding): Points {
  if (!Number.isSafeInteger(part) || !Number.isSafeInteger(of) || of <= 0) throw new RangeError('分数的分母应为正整数')
  const product = BigInt(whole) * BigInt(part)
  const size = product < 0n ? -product : product
  const unit = BigInt(of) * 10n ** BigInt(2 - decimals)
  const [least, rest] = [size / unit, size % unit]
  const more = mode === 'up' ? rest > 0n : mode === 'nearest' && rest * 2n >= unit
  const hundredths = Number((least + (more ? 1n : 0n)) * 10n ** BigInt(2 - decimals))
  return bounded(product < 0n ? 0 - hundredths : hundredths)
}
