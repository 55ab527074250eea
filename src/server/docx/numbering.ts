import { type Element, type Handler, parsePart, wholeOf } from './parts.ts'
import type { Parts } from './zip.ts'

/** Which list and level a paragraph belongs to. */
export interface ListLevel {
  readonly list: string
  readonly level: number
}

/** How one level of a list is numbered: `text` has `%1` where the number of the first level stands. */
export interface Level {
  readonly format: string
  readonly text: string
  readonly start: number
}

/** A list over a definition; `starts` are the levels at which it begins afresh. */
interface List {
  abstract: string
  readonly starts: Map<number, number>
}

/**
 * The automatic numbers of a document, which stand nowhere in its text: `1.` `（一）` … Ask for each numbered paragraph in order.
 * Null for a bullet or a kind of number that is not read.
 */
export class Numbering {
  readonly #abstracts: ReadonlyMap<string, ReadonlyMap<number, Level>>
  readonly #lists: ReadonlyMap<string, List>
  readonly #counters = new Map<string, number[]>()

  constructor(abstracts: ReadonlyMap<string, ReadonlyMap<number, Level>>, lists: ReadonlyMap<string, List>) {
    this.#abstracts = abstracts
    this.#lists = lists
  }

  /** The next number of this list and level; `known` is false for a kind that is not read. */
  next({ list, level }: ListLevel): { text: string; known: boolean } {
    const definition = this.#lists.get(list)
    const levels = definition === undefined ? undefined : this.#abstracts.get(definition.abstract)
    const own = levels?.get(level)
    if (definition === undefined || levels === undefined || own === undefined) return { text: '', known: list === '0' }
    if (own.format === 'bullet' || own.format === 'none') return { text: '', known: true }
    // Lists over one definition go on counting, unless a list starts afresh.
    const key = definition.starts.size > 0 ? `list ${list}` : definition.abstract
    const counters = this.#counters.get(key) ?? []
    const startOf = (at: number): number => definition.starts.get(at) ?? levels.get(at)?.start ?? 1
    for (let at = 0; at < level; at += 1) counters[at] ??= startOf(at)
    const now = counters[level]
    counters[level] = now === undefined ? startOf(level) : now + 1
    counters.length = level + 1
    this.#counters.set(key, counters)
    let known = true
    const text = own.text.replace(/%([1-9])/g, (_, digit: string) => {
      const at = Number(digit) - 1
      const number = printNumber(counters[at] ?? startOf(at), levels.get(at)?.format ?? 'decimal')
      if (number === null) known = false
      return number ?? ''
    })
    return known ? { text, known } : { text: '', known }
  }
}

const HAN = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九']

function printNumber(number: number, format: string): string | null {
  switch (format) {
    case 'decimal':
    case 'decimalFullWidth':
    case 'decimalHalfWidth':
      return String(number)
    case 'decimalZero':
      return String(number).padStart(2, '0')
    case 'upperLetter':
      return number >= 1 && number <= 26 ? String.fromCodePoint(64 + number) : null
    case 'lowerLetter':
      return number >= 1 && number <= 26 ? String.fromCodePoint(96 + number) : null
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'japaneseCounting':
    case 'taiwaneseCountingThousand':
      return number >= 1 && number <= 99 ? hanCounting(number) : null
    case 'ideographDigital':
      return Array.from(String(number), digit => HAN[Number(digit)]).join('')
    case 'upperRoman':
      return roman(number)
    case 'lowerRoman':
      return roman(number)?.toLowerCase() ?? null
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return number >= 1 && number <= 20 ? String.fromCodePoint(0x245f + number) : null
    default:
      return null
  }
}

const ROMAN: readonly (readonly [number, string])[] = [
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
]

function roman(number: number): string | null {
  if (number < 1 || number > 399) return null
  let [text, rest] = ['', number]
  for (const [value, letters] of ROMAN) for (; rest >= value; rest -= value) text += letters
  return text
}

function hanCounting(number: number): string {
  const ones = number % 10
  const tens = (number - ones) / 10
  const unit = ones === 0 ? '' : HAN[ones]
  return tens === 0 ? `${HAN[ones]}` : `${tens === 1 ? '' : HAN[tens]}十${unit}`
}

/** word/numbering.xml → numbers to come; none when the document has no lists. */
export async function readNumbering(parts: Parts, name: string): Promise<Numbering> {
  const reader = new NumberingReader()
  await parsePart(parts, name, reader)
  return new Numbering(reader.abstracts, reader.lists)
}

class NumberingReader implements Handler {
  readonly abstracts = new Map<string, Map<number, Level>>()
  readonly lists = new Map<string, List>()
  #levels: Map<number, Level> | null = null
  #level: { at: number; format: string; text: string; start: number } | null = null
  #list: List | null = null
  #overridden = 0

  open(element: Element): void {
    if (element.vocabulary !== 'word') return
    const value = element.attribute('val')
    switch (element.name) {
      case 'abstractNum':
        this.#levels = new Map()
        this.abstracts.set(element.attribute('abstractNumId') ?? '', this.#levels)
        return
      case 'num':
        this.#list = { abstract: '', starts: new Map() }
        this.lists.set(element.attribute('numId') ?? '', this.#list)
        return
      case 'abstractNumId':
        if (this.#list !== null) this.#list.abstract = value ?? ''
        return
      case 'lvlOverride':
        this.#overridden = wholeOf(element.attribute('ilvl'))
        return
      case 'startOverride':
        this.#list?.starts.set(this.#overridden, wholeOf(value))
        return
      case 'lvl':
        this.#level = { at: wholeOf(element.attribute('ilvl')), format: 'decimal', text: '', start: 1 }
        return
      default:
        this.#levelProperty(element.name, value)
    }
  }

  #levelProperty(name: string, value: string | undefined): void {
    if (this.#level === null) return
    if (name === 'numFmt') this.#level.format = value ?? 'decimal'
    else if (name === 'lvlText') this.#level.text = value ?? ''
    else if (name === 'start') this.#level.start = wholeOf(value)
  }

  close(element: Element): void {
    if (element.vocabulary !== 'word') return
    if (element.name === 'lvl' && this.#level !== null) {
      // A level written anew inside one list would only restyle it: its number stays that of the definition.
      if (this.#list === null) this.#levels?.set(this.#level.at, this.#level)
      this.#level = null
    } else if (element.name === 'abstractNum') this.#levels = null
    else if (element.name === 'num') this.#list = null
  }

  text(): void {}
}
