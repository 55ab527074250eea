import { z } from 'zod'

/** Points, as integer hundredths of 分: 4.5 分 is 450. Made only in this file (LED-01). */
export const Points = z.number().int().min(-1_000_000_000).max(1_000_000_000).brand<'Points'>()
export type Points = z.infer<typeof Points>

export const zeroPoints: Points = Points.parse(0)

/** Integer hundredths read back from a database column or JSON → Points; refuses fractions and overflow. */
export const pointsOfHundredths = (hundredths: number): Points => Points.parse(hundredths)

/**
 * Text as people write it (`4.5`, `０.５`, `-1`) → Points, or null where it is no number of at most two decimals.
 * Full-width digits and signs are folded; no grouping commas, no exponents.
 */
export function readPoints(text: string): Points | null {
  const folded = text.normalize('NFKC').replace(/[−–]/g, '-').trim()
  const match = /^([+-]?)(\d{1,7})(?:\.(\d{1,2}))?$/.exec(folded)
  if (match === null) return null
  const hundredths = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'))
  return Points.parse(match[1] === '-' ? 0 - hundredths : hundredths)
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

export const sumPoints = (values: readonly Points[]): Points =>
  Points.parse(values.reduce<number>((total, value) => total + value, 0))

export const addPoints = (a: Points, b: Points): Points => Points.parse(a + b)

export const subtractPoints = (a: Points, b: Points): Points => Points.parse(a - b)

/** A whole quantity × points each. Refuses a quantity that is not whole. */
export const timesPoints = (quantity: number, each: Points): Points => Points.parse(quantity * each)

/**
 * Divides points between n by weight with the largest remainders, earlier ones first, so the parts sum to the whole.
 * @param weights positive integers, one for each part, in credit order
 */
export function sharePoints(whole: Points, weights: readonly number[]): Points[] {
  const totalWeight = weights.reduce((total, weight) => total + weight, 0)
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
  return parts.map(({ part }) => Points.parse(sign * part || 0))
}
