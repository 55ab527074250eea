import { type Element, type Handler, parsePart } from './parts.ts'
import type { Parts } from './zip.ts'

/** Which list and level a paragraph belongs to. */
export interface ListLevel {
  readonly list: string
  readonly level: number
}

/** What a paragraph style says about reading: its automatic number and whether it is centred. */
export interface ReadStyle {
  readonly numbering: ListLevel | null
  readonly centred: boolean
}

interface Level {
  readonly format: string
  readonly text: string
  readonly start: number
}

/**
 * The automatic numbers of a document, which stand nowhere in its text: `1.` `（一）` … Ask for each numbered paragraph in order.
 * Null for a bullet or a kind of number that is not read.
 */
export class Numbering {
  readonly #abstracts: ReadonlyMap<string, ReadonlyMap<number, Level>>
  readonly #lists: ReadonlyMap<string, { abstract: string; starts: ReadonlyMap<number, number> }>
  readonly #counters = new Map<string, number[]>()

  constructor(
    abstracts: ReadonlyMap<string, ReadonlyMap<number, Level>>,
    lists: ReadonlyMap<string, { abstract: string; starts: ReadonlyMap<number, number> }>,
  ) {
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
    case 'ideographTraditional':
      return format !== 'ideographTraditional' && number >= 1 && number <= 99 ? hanCounting(number) : null
    default:
      return null
  }
}

function hanCounting(number: number): string {
  const ones = number % 10
  const tens = (number - ones) / 10
  const unit = ones === 0 ? '' : HAN[ones]
  return tens === 0 ? `${HAN[ones]}` : `${tens === 1 ? '' : HAN[tens]}十${unit}`
}

/** word/numbering.xml → numbers to come; none when the document has no lists. */
export async function readNumbering(parts: Parts, name: string): Promise<Numbering> {
  const abstracts = new Map<string, Map<number, Level>>()
  const lists = new Map<string, { abstract: string; starts: Map<number, number> }>()
  let levels: Map<number, Level> | null = null
  let level: { at: number; format: string; text: string; start: number } | null = null
  let list: { abstract: string; starts: Map<number, number> } | null = null
  let overridden = 0
  await parsePart(parts, name, {
    open(element) {
      if (element.vocabulary !== 'word') return
      const value = element.attribute('val')
      if (element.name === 'abstractNum') abstracts.set(element.attribute('abstractNumId') ?? '', (levels = new Map()))
      else if (element.name === 'num') lists.set(element.attribute('numId') ?? '', (list = { abstract: '', starts: new Map() }))
      else if (element.name === 'abstractNumId' && list !== null) list.abstract = value ?? ''
      else if (element.name === 'lvlOverride') overridden = wholeOf(element.attribute('ilvl'))
      else if (element.name === 'startOverride' && list !== null) list.starts.set(overridden, wholeOf(value))
      else if (element.name === 'lvl') level = { at: wholeOf(element.attribute('ilvl')), format: 'decimal', text: '', start: 1 }
      else if (element.name === 'numFmt' && level !== null) level.format = value ?? 'decimal'
      else if (element.name === 'lvlText' && level !== null) level.text = value ?? ''
      else if (element.name === 'start' && level !== null) level.start = wholeOf(value)
    },
    close(element) {
      if (element.vocabulary !== 'word') return
      if (element.name === 'lvl' && level !== null) {
        if (list === null) levels?.set(level.at, level)
        level = null
      } else if (element.name === 'abstractNum') levels = null
      else if (element.name === 'num') list = null
    },
    text() {},
  })
  return new Numbering(abstracts, lists)
}

/** A number attribute; what is none, or not sensible, is 0. */
export function wholeOf(value: string | undefined): number {
  return value !== undefined && /^\d{1,6}$/.test(value) ? Number(value) : 0
}

/** word/styles.xml → what each paragraph style says about reading, through `basedOn`. */
export async function readStyles(parts: Parts, name: string): Promise<(id: string) => ReadStyle> {
  const styles = new Map<string, { basedOn: string; list: string | null; level: number; align: string | null }>()
  let style: { basedOn: string; list: string | null; level: number; align: string | null } | null = null
  const handler: Handler = {
    open(element: Element) {
      if (element.vocabulary !== 'word') return
      const value = element.attribute('val') ?? ''
      if (element.name === 'style') styles.set(element.attribute('styleId') ?? '', (style = { basedOn: '', list: null, level: 0, align: null }))
      else if (style === null) return
      else if (element.name === 'basedOn') style.basedOn = value
      else if (element.name === 'numId') style.list = value
      else if (element.name === 'ilvl') style.level = wholeOf(value)
      else if (element.name === 'jc') style.align = value
    },
    close(element) {
      if (element.vocabulary === 'word' && element.name === 'style') style = null
    },
    text() {},
  }
  await parsePart(parts, name, handler)
  return (id) => {
    let numbering: ListLevel | null = null
    let align: string | null = null
    let at = styles.get(id)
    for (let steps = 0; at !== undefined && steps < 20; steps += 1) {
      if (numbering === null && at.list !== null) numbering = { list: at.list, level: at.level }
      align ??= at.align
      at = styles.get(at.basedOn)
    }
    return { numbering, centred: align === 'center' }
  }
}
