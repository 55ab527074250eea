import { type Doubt, doubt } from '../../../domain/mail/doubts.ts'
import { carried } from './decode.ts'
import { firstOf, type Head, readHead } from './head.ts'
import { readValue, type Value } from './params.ts'
import { decodeHeader } from './words.ts'

/** MAIL-06: how deep parts may lie in parts, and how many there may be. */
const DEPTH_MAX = 20
const PARTS_MAX = 200

/** What a part is for: text to be read, an attachment, a picture in the text, a letter inside, anything else. */
export type PartRole = 'body' | 'file' | 'inline' | 'letter' | 'other'

/** A part that has bytes of its own. */
export interface MimePart {
  /** As IMAP counts: `1`, `1.2`. */
  readonly path: string
  readonly role: PartRole
  readonly type: string
  readonly charset: string
  /** format=flowed: lines that end in a space go on. */
  readonly flowed: boolean
  /** As written, not fit for a file system; '' where there is none. */
  readonly name: string
  readonly bytes: Uint8Array
}

export interface Parts {
  readonly parts: readonly MimePart[]
  /** Parts of `parts` that are the text of the letter, in order; of alternatives only one. */
  readonly body: readonly MimePart[]
  readonly doubts: readonly Doubt[]
}

/** The parts of a letter whose head was read, all of them, none of its bytes left out (MAIL-08). Never throws; beyond the limits what is left is one part. */
export function readParts(raw: Buffer, head: Head): Parts {
  const walk = new Walk(raw)
  const body = walk.part({ head, from: head.bodyAt, to: raw.length, path: '', depth: 0, inside: false })
  return { parts: walk.parts, body, doubts: walk.doubts }
}

interface Stretch {
  readonly head: Head
  readonly from: number
  readonly to: number
  readonly path: string
  readonly depth: number
  /** It lies in another letter: its text is not the text of this one. */
  readonly inside: boolean
}

/** One pass over a letter; it collects parts and doubts on the way. */
class Walk {
  readonly parts: MimePart[] = []
  readonly doubts: Doubt[] = []
  readonly #raw: Buffer

  constructor(raw: Buffer) {
    this.#raw = raw
  }

  /** Reads a stretch as what its head says it is → the parts that are text of the letter. */
  part(stretch: Stretch): readonly MimePart[] {
    const type = readValue(firstOf(stretch.head, 'content-type') || 'text/plain')
    if (stretch.depth > DEPTH_MAX) {
      this.#doubt(doubt('too-deep'))
      return this.#leaf(stretch, type)
    }
    if (type.value.startsWith('multipart/')) return this.#multipart(stretch, type)
    if (type.value === 'message/rfc822' || type.value === 'message/global') return this.#letter(stretch, type)
    return this.#leaf(stretch, type)
  }

  #multipart(stretch: Stretch, type: Value): readonly MimePart[] {
    const boundary = type.params.get('boundary') ?? ''
    const found = boundary === '' ? null : stretchesOf(this.#raw, { ...stretch, boundary })
    if (found === null || found.stretches.length === 0) {
      this.#doubt(doubt('boundary-missing'))
      return this.#leaf(stretch, { ...type, value: 'text/plain' })
    }
    if (!found.closed) this.#doubt(doubt('boundary-missing'))
    const bodies = found.stretches.map(({ from, to }, index) => {
      if (this.parts.length >= PARTS_MAX) {
        this.#doubt(doubt('parts-too-many'))
        return []
      }
      const head = readHead(this.#raw, from, to)
      for (const one of head.doubts) this.#doubt(one)
      const path = stretch.path === '' ? String(index + 1) : `${stretch.path}.${index + 1}`
      return this.part({ head, from: head.bodyAt, to, path, depth: stretch.depth + 1, inside: stretch.inside })
    })
    return type.value === 'multipart/alternative' ? best(bodies) : bodies.flat()
  }

  /** A letter inside: kept whole as one part, and its own parts are listed after it. */
  #letter(stretch: Stretch, type: Value): readonly MimePart[] {
    const encoding = firstOf(stretch.head, 'content-transfer-encoding')
    const { bytes } = carried(this.#raw.subarray(stretch.from, stretch.to), encoding)
    const inner = readHead(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
    const name = nameOf(stretch.head, type) || `${subjectOf(inner)}.eml`
    this.#doubt(doubt('message-inside', name))
    this.#add(stretch, { role: 'letter', type: type.value, charset: '', flowed: false, name, bytes })
    const isPlain = /^(|7bit|8bit|binary)$/i.test(encoding.trim())
    if (!isPlain) return []
    const head = readHead(this.#raw, stretch.from, stretch.to)
    this.part({
      ...stretch,
      head,
      from: head.bodyAt,
      path: `${stretch.path || '1'}.1`,
      depth: stretch.depth + 1,
      inside: true,
    })
    return []
  }

  #leaf(stretch: Stretch, type: Value): readonly MimePart[] {
    const encoding = firstOf(stretch.head, 'content-transfer-encoding')
    const { bytes, whole } = carried(this.#raw.subarray(stretch.from, stretch.to), encoding)
    if (!whole) this.#doubt(doubt('encoding-wrong'))
    const name = nameOf(stretch.head, type)
    const disposition = readValue(firstOf(stretch.head, 'content-disposition')).value
    if (/^(message\/external-body|message\/partial)$/.test(type.value)) this.#doubt(doubt('body-outside'))
    if (type.value === 'application/ms-tnef' || /^winmail\.dat$/i.test(name)) this.#doubt(doubt('winmail'))
    const isText = /^text\/(plain|html|enriched|richtext)$/.test(type.value)
    const isBody = isText && disposition !== 'attachment' && name === '' && !stretch.inside
    const isPicture =
      type.value.startsWith('image/') && (disposition === 'inline' || firstOf(stretch.head, 'content-id') !== '')
    const part = this.#add(stretch, {
      role: isBody ? 'body' : isPicture ? 'inline' : name !== '' || disposition === 'attachment' ? 'file' : 'other',
      type: type.value,
      charset: type.params.get('charset') ?? '',
      flowed: type.params.get('format')?.toLowerCase() === 'flowed',
      name,
      bytes,
    })
    return isBody ? [part] : []
  }

  #add({ path }: Stretch, part: Omit<MimePart, 'path'>): MimePart {
    const whole = { path: path === '' ? '1' : path, ...part }
    if (this.parts.length <= PARTS_MAX) this.parts.push(whole)
    return whole
  }

  #doubt(one: Doubt): void {
    if (!this.doubts.some(({ code, detail }) => code === one.code && detail === one.detail)) this.doubts.push(one)
  }
}

const nameOf = (head: Head, type: Value): string =>
  readValue(firstOf(head, 'content-disposition')).params.get('filename') ?? type.params.get('name') ?? ''

const subjectOf = (head: Head): string => decodeHeader(firstOf(head, 'subject')).slice(0, 100)

/** Of alternatives: HTML where it has a table, which plain text cannot show; else plain text; else whatever says anything. */
function best(bodies: readonly (readonly MimePart[])[]): readonly MimePart[] {
  const filled = bodies.filter(parts => parts.some(part => part.bytes.length > 0))
  const html = filled.find(parts => parts.some(part => part.type === 'text/html'))
  const plain = filled.find(parts => parts.every(part => part.type === 'text/plain'))
  const hasTable = html?.some(
    part => Buffer.from(part.bytes).includes('<table') || Buffer.from(part.bytes).includes('<TABLE'),
  )
  return (hasTable === true ? html : (plain ?? html)) ?? filled[0] ?? []
}

/** What lies between the lines `--boundary` of a multipart (RFC 2046, 5.1.1). */
function stretchesOf(
  raw: Buffer,
  { from, to, boundary }: { readonly from: number; readonly to: number; readonly boundary: string },
): { stretches: { from: number; to: number }[]; closed: boolean } {
  const mark = Buffer.from(`--${boundary}`, 'latin1')
  const stretches: { from: number; to: number }[] = []
  let start = -1
  for (let at = raw.indexOf(mark, from); at !== -1 && at < to; at = raw.indexOf(mark, at + 1)) {
    if (at !== from && raw[at - 1] !== 0x0a) continue
    const next = raw.indexOf(0x0a, at)
    const lineEnd = next === -1 || next > to ? to : next
    const rest = raw
      .subarray(at + mark.length, lineEnd)
      .toString('latin1')
      .trimEnd()
    if (rest !== '' && rest !== '--') continue
    if (start !== -1) stretches.push({ from: start, to: Math.max(start, endBefore(raw, at)) })
    if (rest === '--') return { stretches, closed: true }
    if (stretches.length > PARTS_MAX) break
    start = Math.min(lineEnd + 1, to)
  }
  if (start !== -1) stretches.push({ from: start, to })
  return { stretches, closed: false }
}

/** The line break before a boundary belongs to it. */
const endBefore = (raw: Buffer, at: number): number => at - (raw[at - 2] === 0x0d ? 2 : 1)
