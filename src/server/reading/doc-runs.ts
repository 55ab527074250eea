import { BROKEN_FILE, Refusal } from '../docx/refusal.ts'

/** One setting of Word's binary formats (a sprm): its code, and where its operand lies. */
export interface Setting {
  readonly code: number
  readonly at: number
  readonly length: number
}

/** Bytes read as numbers, small end first; what lies outside is refused as damaged. */
export class Bytes {
  readonly bytes: Uint8Array
  readonly #view: DataView

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get length(): number {
    return this.bytes.length
  }

  byte(at: number): number {
    return this.#inside(at, 1).getUint8(at)
  }

  short(at: number): number {
    return this.#inside(at, 2).getUint16(at, true)
  }

  signed(at: number): number {
    return this.#inside(at, 2).getInt16(at, true)
  }

  long(at: number): number {
    return this.#inside(at, 4).getUint32(at, true)
  }

  /** A part of it; what the file does not have is missing at its end. */
  part(from: number, to: number): Bytes {
    return new Bytes(this.bytes.subarray(Math.max(0, from), Math.max(0, from, to)))
  }

  #inside(at: number, size: number): DataView {
    if (at < 0 || at + size > this.length) throw new Refusal(BROKEN_FILE)
    return this.#view
  }
}

/** The table definition alone has a length of two bytes. */
export const TABLE_DEFINITION = 0xd608
const SIZES = [1, 1, 2, 4, 2, 2, 0, 3]

/** A list of settings one after the other; a list that breaks off ends there. */
export function* settingsOf(list: Bytes): Generator<Setting> {
  let at = 0
  while (at + 2 < list.length) {
    const code = list.short(at)
    at += 2
    let length = SIZES[code >> 13] ?? 0
    if (code === TABLE_DEFINITION) {
      if (at + 2 > list.length) return
      length = list.short(at) + 1
    } else if (length === 0) length = list.byte(at) + 1
    if (at + length > list.length) return
    yield { code, at, length }
    at += length
  }
}

/** A stretch of the file with the same settings, from one position to before another. */
export interface Stretch {
  readonly from: number
  readonly to: number
  readonly settings: Bytes
}

const STRETCHES_MAX = 2_000_000
const PAGE = 512

/**
 * The stretches of characters or of paragraphs that have settings of their own, in order of the file. `plc` is the list of pages;
 * each page of 512 bytes in the main stream holds some stretches with their settings.
 */
export function stretchesOf(main: Bytes, plc: Bytes, of: 'characters' | 'paragraphs'): Stretch[] {
  const pages = Math.max(0, Math.floor((plc.length - 4) / 8))
  const found: Stretch[] = []
  for (let index = 0; index < pages; index += 1) {
    const start = (plc.long((pages + 1) * 4 + index * 4) & 0x3fffff) * PAGE
    const page = main.part(start, start + PAGE)
    if (page.length < PAGE) throw new Refusal(BROKEN_FILE)
    const count = page.byte(PAGE - 1)
    for (let run = 0; run < count; run += 1) {
      const settings = of === 'characters' ? characterSettings(page, count, run) : paragraphSettings(page, count, run)
      if (settings !== null) found.push({ from: page.long(run * 4), to: page.long(run * 4 + 4), settings })
      if (found.length > STRETCHES_MAX) throw new Refusal(BROKEN_FILE)
    }
  }
  return found.sort((a, b) => a.from - b.from)
}

function characterSettings(page: Bytes, count: number, run: number): Bytes | null {
  const at = page.byte((count + 1) * 4 + run) * 2
  return at === 0 ? null : page.part(at + 1, at + 1 + page.byte(at))
}

/** The settings begin after two bytes that name the style. */
function paragraphSettings(page: Bytes, count: number, run: number): Bytes | null {
  const at = page.byte((count + 1) * 4 + run * 13) * 2
  if (at === 0) return null
  const words = page.byte(at)
  const [from, length] = words === 0 ? [at + 2, page.byte(at + 1) * 2] : [at + 1, words * 2 - 1]
  return page.part(from + 2, from + length)
}

/** The stretch a position lies in. */
export function stretchAt(stretches: readonly Stretch[], position: number): Stretch | null {
  let [low, high] = [0, stretches.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const stretch = stretches[middle]
    if (stretch === undefined) return null
    if (position < stretch.from) high = middle - 1
    else if (position >= stretch.to) low = middle + 1
    else return stretch
  }
  return null
}

/** Where the next stretch after a position begins, or the one it lies in ends. */
export function boundaryAfter(stretches: readonly Stretch[], position: number): number {
  let [low, high] = [0, stretches.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((stretches[middle]?.from ?? 0) <= position) low = middle + 1
    else high = middle
  }
  const inside = stretches[low - 1]
  if (inside !== undefined && position < inside.to) return inside.to
  return stretches[low]?.from ?? Number.POSITIVE_INFINITY
}
