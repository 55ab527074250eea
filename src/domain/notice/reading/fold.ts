import { usualHan } from '../../text.ts'

/**
 * Two foldings of what people type. `foldText` makes spellings one that mean the same and may stand in the notice: full-width digits and
 * letters, radicals in place of characters, spaces beside hanzi and inside brackets. `canonOf` goes on, letter for letter, to what the reader's patterns are written in: full-width marks.
 */

const INVISIBLE = /[\u00ad\u200b-\u200f\u2028-\u202f\u2060\ufeff]/g
const SPACE = /[\s\u00a0\u3000]+/g

/** `６` → `6`, `Ａ` → `A`, `％` → `%`; other full-width marks are left to `canonOf`. */
const narrow = (text: string): string =>
  text
    .replace(/[０-９Ａ-Ｚａ-ｚ％]/g, letter => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
    .replace(/(?<=\d)．(?=\d)/g, '.')

/** Text as written → without invisible characters, with narrow digits and letters, without spaces beside hanzi or their marks. */
export const foldText = (text: string): string =>
  narrow(usualHan(text.replace(INVISIBLE, '')))
    .replace(SPACE, ' ')
    .trim()
    .replace(/(?<=[^\x20-\x7e]|[([]) | (?=[^\x20-\x7e]|[)\],;])/g, '')

const CANON = new Map([...'(),;:[]~'].map((mark, index) => [mark, [...'（），；：［］～'][index] ?? mark]))

/** Folded text → the same with full-width marks, letter for letter, so that a place in one is a place in the other. */
export const canonOf = (text: string): string => text.replace(/[(),;:[\]~]/g, mark => CANON.get(mark) ?? mark)

/** `1 1、…` → `11、…`: digits that typing has set apart, in texts where no two numbers stand side by side. */
export const closedUp = (canon: string): string => canon.replace(/(?<=\d) (?=\d)/g, '')

/** `一` … `九十九` or digits → the number; null for anything else. */
export function wholeOf(text: string): number | null {
  if (/^\d{1,4}$/.test(text)) return Number(text)
  const match = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(text)
  if (match === null || text === '') return null
  const [, first = '', ten = '', last = ''] = match
  if (ten === '') return last === '' ? HAN.indexOf(first) : null
  return (first === '' ? 1 : HAN.indexOf(first)) * 10 + (last === '' ? 0 : HAN.indexOf(last))
}

const HAN = '零一二三四五六七八九'
const LARGEST = 9_999_999
/** Letters a number may take, with its spaces. */
const NUMBER_MAX = 40

/**
 * A number as a cell or a sentence holds it (`4.5`, `１４ ８`, `-3`, `1,206`) → integer hundredths; null where it is no number of at most
 * two decimals. Spaces inside are typing, a line break is not: two numbers in one cell are no number.
 */
export function hundredthsOf(text: string): number | null {
  if (text.length > NUMBER_MAX || /[\n\t]/.test(text.trim())) return null
  const folded = foldText(text)
    .replace(/ /g, '')
    .replace(/[−–—－]/g, '-')
  const plain = /^[+-]?\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?$/.test(folded) ? folded.replace(/[,，]/g, '') : folded
  const match = /^([+-]?)(\d{1,7})(?:\.(\d{1,2}))?$/.exec(plain)
  if (match === null) return null
  const whole = Number(match[2])
  if (whole > LARGEST) return null
  const x100 = whole * 100 + Number((match[3] ?? '').padEnd(2, '0'))
  return match[1] === '-' && x100 !== 0 ? 0 - x100 : x100
}
