import { BROKEN_FILE, Refusal } from '../docx/refusal.ts'

/** The streams of an old compound file (OLE, MS-CFB) that lie in its root; those of embedded objects do not count. */
export interface Compound {
  readonly names: readonly string[]
  /** Storages in the root that hold something: objects and macros live there. */
  readonly folders: readonly string[]
  /** The bytes of a stream; null when there is none of the name. */
  stream(name: string): Uint8Array | null
}

const END = 0xfffffffe
const HEADER = 512
const ENTRY = 128
const IN_HEADER = 109

interface Entry {
  readonly name: string
  readonly type: number
  readonly left: number
  readonly right: number
  readonly child: number
  readonly start: number
  readonly size: number
}

/**
 * Opens a compound file. Every chain of sectors is followed for at most as many steps as there are sectors, and what lies outside of the
 * file, or comes back to itself, is refused as damaged.
 */
export function openCompound(bytes: Uint8Array): Compound {
  if (bytes.length < HEADER) throw new Refusal(BROKEN_FILE)
  const sectors = new Sectors(bytes)
  const entries = entriesOf(sectors.chain(sectors.header.getUint32(48, true)))
  const root = entries[0]
  if (root === undefined || root.type !== 5) throw new Refusal(BROKEN_FILE)
  const inRoot = siblings(entries, root.child)
  const small = new SmallSectors(sectors, root)
  const streams = new Map(inRoot.filter(entry => entry.type === 2).map(entry => [entry.name, entry]))
  return {
    names: [...streams.keys()],
    folders: inRoot.filter(entry => entry.type === 1 && entry.child < entries.length).map(entry => entry.name),
    stream(name) {
      const entry = streams.get(name)
      if (entry === undefined) return null
      const whole =
        entry.size < sectors.header.getUint32(56, true)
          ? small.chain(entry.start, entry.size)
          : sectors.chain(entry.start)
      if (whole.length < entry.size) throw new Refusal(BROKEN_FILE)
      return whole.subarray(0, entry.size)
    },
  }
}

class Sectors {
  readonly header: DataView
  readonly #bytes: Uint8Array
  readonly #size: number
  readonly #next: Uint32Array

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.header = new DataView(bytes.buffer, bytes.byteOffset, HEADER)
    const shift = this.header.getUint16(30, true)
    if (shift !== 9 && shift !== 12) throw new Refusal(BROKEN_FILE)
    this.#size = 1 << shift
    this.#next = this.#table()
  }

  get #count(): number {
    return Math.max(0, Math.ceil(this.#bytes.length / this.#size) - 1)
  }

  #sector(index: number): Uint8Array {
    if (index >= this.#count) throw new Refusal(BROKEN_FILE)
    const from = (index + 1) * this.#size
    return this.#bytes.subarray(from, from + this.#size)
  }

  /** The table of which sector follows which, gathered from the sectors the header and its own continuations name. */
  #table(): Uint32Array {
    const listed: number[] = []
    for (let index = 0; index < IN_HEADER; index += 1) listed.push(this.header.getUint32(76 + index * 4, true))
    let more = this.header.getUint32(68, true)
    for (let steps = 0; more < END && steps <= this.#count; steps += 1) {
      const sector = numbersOf(this.#sector(more))
      listed.push(...sector.slice(0, -1))
      more = sector.at(-1) ?? END
    }
    const wanted = Math.ceil((this.#count * 4) / this.#size)
    const table = listed.filter(index => index < END).slice(0, wanted)
    const next = new Uint32Array(table.length * (this.#size / 4)).fill(END)
    for (const [at, index] of table.entries()) next.set(numbersOf(this.#sector(index)), at * (this.#size / 4))
    return next
  }

  /** The sectors from one on, joined. */
  chain(start: number): Uint8Array {
    const parts: Uint8Array[] = []
    for (let at = start; at < END; at = this.#next[at] ?? END) {
      if (parts.length > this.#count) throw new Refusal(BROKEN_FILE)
      parts.push(this.#sector(at))
    }
    return Buffer.concat(parts)
  }
}

/** Short streams lie together in one long stream, in sectors of 64 bytes with a table of their own. */
class SmallSectors {
  readonly #sectors: Sectors
  readonly #root: Entry
  #opened: { whole: Uint8Array; next: number[] } | null = null

  constructor(sectors: Sectors, root: Entry) {
    this.#sectors = sectors
    this.#root = root
  }

  chain(start: number, size: number): Uint8Array {
    this.#opened ??= {
      whole: this.#sectors.chain(this.#root.start),
      next: numbersOf(this.#sectors.chain(this.#sectors.header.getUint32(60, true))),
    }
    const { whole, next } = this.#opened
    const parts: Uint8Array[] = []
    for (let at = start; at < END && parts.length * 64 < size; at = next[at] ?? END)
      parts.push(whole.subarray(at * 64, at * 64 + 64))
    return Buffer.concat(parts)
  }
}

function numbersOf(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => view.getUint32(index * 4, true))
}

function entriesOf(directory: Uint8Array): Entry[] {
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength)
  const entries: Entry[] = []
  for (let at = 0; at + ENTRY <= directory.length; at += ENTRY) {
    const length = Math.max(0, Math.min(64, view.getUint16(at + 64, true)) - 2)
    entries.push({
      name: new TextDecoder('utf-16le').decode(directory.subarray(at, at + length)),
      type: view.getUint8(at + 66),
      left: view.getUint32(at + 68, true),
      right: view.getUint32(at + 72, true),
      child: view.getUint32(at + 76, true),
      start: view.getUint32(at + 116, true),
      size: view.getUint32(at + 120, true),
    })
  }
  return entries
}

/** The entries of one folder, which hang together as a tree; each is met once, whatever the tree says. */
function siblings(entries: readonly Entry[], first: number): Entry[] {
  const met = new Set<number>()
  const open = [first]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const entry = entries[at]
    if (entry === undefined || met.has(at)) continue
    met.add(at)
    open.push(entry.left, entry.right)
  }
  return [...met].flatMap(at => entries[at] ?? [])
}
