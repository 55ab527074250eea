import { z } from 'zod'

/**
 * Figures of articles, exact: a number is text, sums and conversions are whole-number arithmetic, and what cannot be converted exactly is
 * not converted at all.
 */

/** Decimals a figure may have; sums have no more. */
const PLACES = 4
const ONE = 10n ** BigInt(PLACES)

/** A figure in its shortest form: `1360`, `0.82`, `-3.5`; at most fifteen digits before the point and four behind it. */
export const Decimal = z
  .string()
  .regex(/^(?!-0$)-?(?:0|[1-9]\d{0,14})(?:\.\d{0,3}[1-9])?$/)
  .brand<'Decimal'>()
export type Decimal = z.infer<typeof Decimal>

const GROUPED = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/

/** Full-width digits, point and percent sign as typed in a Chinese input method; every character stays one, so that places stay true. */
export const foldedFigures = (text: string): string =>
  text.replace(/[\uFF0B-\uFF0E\uFF10-\uFF19\uFF05]/g, wide =>
    wide === '\uFF0C' ? wide : String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
  )

/** `1,360`, `１３６０`, `0.820` → the figure; null for what is no number of at most fifteen digits and four decimals. */
export function readDecimal(text: string): Decimal | null {
  const [, sign = '', whole, places = ''] = GROUPED.exec(foldedFigures(text).trim()) ?? []
  if (whole === undefined) return null
  const shortest = places.replace(/0+$/, '')
  const digits = whole.replaceAll(',', '').replace(/^0+(?=\d)/, '')
  const minus = sign === '-' && !(digits === '0' && shortest === '') ? '-' : ''
  const found = Decimal.safeParse(`${minus}${digits}${shortest === '' ? '' : `.${shortest}`}`)
  return found.success ? found.data : null
}

const scaled = (value: Decimal): bigint => {
  const [whole = '0', places = ''] = value.replace('-', '').split('.')
  const size = BigInt(whole) * ONE + BigInt(places.padEnd(PLACES, '0'))
  return value.startsWith('-') ? -size : size
}

function unscaled(size: bigint): string {
  const digits = String(size < 0n ? -size : size).padStart(PLACES + 1, '0')
  const places = digits.slice(-PLACES).replace(/0+$/, '')
  return `${size < 0n ? '-' : ''}${digits.slice(0, -PLACES)}${places === '' ? '' : `.${places}`}`
}

/** The sum of figures, exact, as text; `0` of none. A sum may have more digits than one figure. */
export const sumOf = (values: readonly Decimal[]): string =>
  unscaled(values.reduce((sum, value) => sum + scaled(value), 0n))

/** What a 计量单位 measures, and how many of the base unit it is. Two units of one base can be told apart only by their factor. */
export interface Measure {
  readonly base: string
  readonly factor: bigint
}

const MAGNITUDES: readonly (readonly [string, bigint])[] = [
  ['万亿', 10n ** 12n],
  ['千万', 10n ** 7n],
  ['百万', 10n ** 6n],
  ['十万', 10n ** 5n],
  ['亿', 10n ** 8n],
  ['万', 10n ** 4n],
]

/** Spellings of one unit, and units that are an exact multiple of another. Any other word of a unit stands for itself. */
const SPELLINGS: Readonly<Record<string, readonly [base: string, factor: bigint]>> = {
  人: ['人', 1n],
  名: ['人', 1n],
  位: ['人', 1n],
  天: ['天', 1n],
  日: ['天', 1n],
  '%': ['%', 1n],
  百分比: ['%', 1n],
  百分点: ['百分点', 1n],
  个百分点: ['百分点', 1n],
  亩: ['亩', 1n],
  公顷: ['亩', 15n],
  平方公里: ['亩', 1500n],
  平方千米: ['亩', 1500n],
  米: ['米', 1n],
  公里: ['米', 1000n],
  千米: ['米', 1000n],
  公斤: ['公斤', 1n],
  千克: ['公斤', 1n],
  吨: ['公斤', 1000n],
}

/** `万亩` → 亩 × 10000; `公顷` → 亩 × 15; `宗` → itself. */
export function measureOf(unit: string): Measure {
  const written = foldedFigures(unit).replace(/\s/g, '')
  const known = SPELLINGS[written]
  if (known !== undefined) return { base: known[0], factor: known[1] }
  const magnitude = MAGNITUDES.find(([word]) => written.startsWith(word) && written.length > word.length)
  if (magnitude === undefined) return { base: written, factor: 1n }
  const rest = measureOf(written.slice(magnitude[0].length))
  return { base: rest.base, factor: rest.factor * magnitude[1] }
}

/** A figure in one unit as a figure in another of the same base; null where that is not exact, or they measure different things. */
export function converted(value: Decimal, from: Measure, to: Measure): Decimal | null {
  if (from.base !== to.base) return null
  const size = scaled(value) * from.factor
  if (size % to.factor !== 0n) return null
  const found = Decimal.safeParse(unscaled(size / to.factor))
  return found.success ? found.data : null
}

/** A number in a text, with the unit behind it as far as one is told. */
export interface Quantity {
  /** Where the number begins, and where it and its unit end. */
  readonly at: number
  readonly end: number
  readonly value: Decimal
  /** Number and unit as written: `1.4万亩`. */
  readonly written: string
  /** Null where the number is in another unit, or in none. */
  readonly inUnit: Decimal | null
}

const NUMBER = /(?<![\d.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d])/g
/** What follows a unit's word and makes it another word: 人次 is not 人. */
const OTHERWISE: Readonly<Record<string, string>> = {
  人: '次',
  名: '单',
  位: '[于置]',
  个: '(?:百分点|月|小时)',
  日: '常',
}
const LOOSE_UNIT =
  /^\s?(?:万亿|千万|百万|十万|亿|万)?[余多]?(?:平方公里|平方千米|平方米|立方米|个百分点|百分点|公顷|公里|人次|[%\p{Script=Han}])/u

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The numbers of a text, each with its value in `unit` where it is written in that unit or in an exact multiple. Days of the calendar are none. */
export const quantitiesIn = (text: string, unit: string): Quantity[] => quantityReader(unit)(text)

/** The same for many texts: what is looked for is made once. Takes time in proportion to the length of a text. */
export function quantityReader(unit: string): (text: string) => Quantity[] {
  const target = measureOf(unit)
  const spelled = spellingsOf(target)
  return written => {
    const text = foldedFigures(written)
    return [...text.matchAll(NUMBER)].flatMap(match => {
      const at = match.index
      const value = readDecimal(match[0])
      const behind = text.slice(at + match[0].length, at + match[0].length + UNIT_MAX)
      if (value === null || isCalendar(text.slice(Math.max(0, at - 1), at), behind)) return []
      const found = spelled.exec(behind)
      const loose = found ?? LOOSE_UNIT.exec(behind)
      const end = at + match[0].length + (loose?.[0].length ?? 0)
      const from = found === null ? null : measureOf(`${found[1] ?? ''}${found[2] ?? ''}`)
      const inUnit = from === null ? null : converted(value, from, target)
      return [{ at, end, value, written: written.slice(at, end), inUnit }]
    })
  }
}

/** So much of what follows a number may be its unit. */
const UNIT_MAX = 20

function spellingsOf(target: Measure): RegExp {
  const words = [
    ...Object.entries(SPELLINGS).flatMap(([word, [base]]) => (base === target.base ? [word] : [])),
    target.base,
  ].sort((a, b) => b.length - a.length)
  const whole = words.map(word => {
    const not = OTHERWISE[word]
    return not === undefined ? escaped(word) : `${escaped(word)}(?!${not})`
  })
  return new RegExp(`^\\s?(万亿|千万|百万|十万|亿|万)?[余多]?(${whole.join('|')})`, 'u')
}

/** 2023年, 7月14日, 第9期: a number that counts nothing. */
const isCalendar = (before: string, behind: string): boolean =>
  /^[年月](?!以上)/u.test(behind) || (before === '月' && behind.startsWith('日')) || before === '第'
