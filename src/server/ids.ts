import { randomBytes } from 'node:crypto'
import type { IdPrefix } from './context.ts'

/** Crockford's letters, in the order of their values, so that ids sort as text. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const TIME_LETTERS = 10
const RANDOM_LETTERS = 16

/**
 * Makes ids: `<prefix>_` and 26 letters, of which the first ten say the millisecond and the rest are 80 random bits. Ids made one after
 * the other sort in that order, within a millisecond too, so that "in the order of recording" holds for rows that are ordered by id.
 * @param clock milliseconds since 1970
 */
export function idMaker(clock: () => number): (prefix: IdPrefix) => string {
  let last = { time: 0, random: 0n }
  return prefix => {
    const time = Math.max(clock(), last.time)
    const random = time === last.time ? last.random + 1n : BigInt(`0x${randomBytes(10).toString('hex')}`) >> 1n
    last = { time, random }
    return `${prefix}_${lettersOf(BigInt(time), TIME_LETTERS)}${lettersOf(random, RANDOM_LETTERS)}`
  }
}

function lettersOf(value: bigint, length: number): string {
  let rest = value
  let text = ''
  while (text.length < length) {
    text = LETTERS.charAt(Number(rest % 32n)) + text
    rest /= 32n
  }
  return text
}
