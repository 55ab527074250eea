import { type Doubt, doubt } from '../../../domain/mail/doubts.ts'
import { latin1Of } from './charset.ts'

/** One field of a head, unfolded, one byte a character. */
export interface Field {
  /** In small letters. */
  readonly name: string
  readonly value: string
}

export interface Head {
  readonly fields: readonly Field[]
  /** Where the body begins. */
  readonly bodyAt: number
  readonly doubts: readonly Doubt[]
}

/** MAIL-06: so many fields, so many bytes each; and so much is looked at for the end of a head. */
const FIELDS_MAX = 200
const FIELD_BYTES_MAX = 64 * 1024
const HEAD_BYTES_MAX = 1024 * 1024

/**
 * The head of a letter or part that begins at `from` and ends before `to` → its fields in order. Lines that are no field, and controls in
 * one, are said in a doubt: two programs would read such a head differently.
 */
export function readHead(raw: Buffer, from = 0, to = raw.length): Head {
  const end = endOfHead(raw, from, to)
  const text = latin1Of(raw.subarray(from, Math.min(end.at, from + HEAD_BYTES_MAX)))
  const doubts: Doubt[] = []
  if (end.at - from > HEAD_BYTES_MAX) doubts.push(doubt('headers-too-many'))
  const fields: Field[] = []
  let broken = /\0|\r(?!\n)/.test(text)
  for (const line of unfolded(text)) {
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(colon, 0)).trim()
    if (colon <= 0 || !/^[\x21-\x39\x3b-\x7e]+$/.test(name)) {
      // A line of an mbox file may stand before everything.
      if (line.trim() !== '' && !(fields.length === 0 && line.startsWith('From '))) broken = true
      continue
    }
    if (fields.length >= FIELDS_MAX || line.length > FIELD_BYTES_MAX) {
      doubts.push(doubt('headers-too-many'))
      break
    }
    fields.push({ name: name.toLowerCase(), value: line.slice(colon + 1).trim() })
  }
  return { fields, bodyAt: end.bodyAt, doubts: broken ? [...doubts, doubt('header-broken')] : doubts }
}

/** The values of all fields of a name, in order. */
export const valuesOf = (head: Head, name: string): string[] =>
  head.fields.filter(field => field.name === name).map(field => field.value)

/** The first value of a field, or ''. */
export const firstOf = (head: Head, name: string): string => valuesOf(head, name)[0] ?? ''

/** The first empty line, however lines end. */
function endOfHead(raw: Buffer, from: number, to: number): { at: number; bodyAt: number } {
  for (let at = from; at < to; ) {
    const next = raw.indexOf(0x0a, at)
    const lineEnd = next === -1 || next >= to ? to : next
    const isEmpty = lineEnd === at || (lineEnd === at + 1 && raw[at] === 0x0d)
    if (isEmpty && lineEnd < to) return { at, bodyAt: lineEnd + 1 }
    at = lineEnd + 1
  }
  return { at: to, bodyAt: to }
}

/** Lines that begin with white space go on with the one before (RFC 5322, 2.2.3). */
function unfolded(text: string): string[] {
  const lines: string[][] = []
  for (const line of text.split(/\r?\n/)) {
    const last = lines.at(-1)
    if (/^[ \t]/.test(line) && last !== undefined) last.push(line)
    else lines.push([line])
  }
  return lines.map(parts => parts.join(''))
}
