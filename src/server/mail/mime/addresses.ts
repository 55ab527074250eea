import type { AddressField, MailAddress } from '../../../domain/mail.ts'
import { decodeHeader, hasWord, rawText } from './words.ts'

/** MAIL-06: addresses in one field. */
export const ADDRESSES_MAX = 100

/**
 * The value of an address field → the addresses in it, read strictly: a name, plain or in quotes, and one `<address>`, or the address alone. Comments,
 * groups, quotes and routes in an address, and an address inside an encoded word are a fault, since programs disagree about them (MAIL-03).
 */
export function readAddresses(latin1: string): AddressField {
  const text = rawText(latin1)
  const addresses: MailAddress[] = []
  let fault: AddressField['fault'] = null
  for (const piece of cut(text).slice(0, ADDRESSES_MAX + 1)) {
    if (piece.trim() === '' && text.trim() !== '') continue
    const read = readOne(piece)
    fault ??= read.fault
    addresses.push(read.address)
  }
  return { addresses, fault: isGroup(text) ? 'group' : fault }
}

interface Read {
  readonly address: MailAddress
  readonly fault: AddressField['fault']
}

function readOne(piece: string): Read {
  const text = piece.trim()
  const outside = withoutQuotes(text)
  if (outside === null || /[()]/.test(outside)) return unreadable(text)
  const open = outside.indexOf('<')
  if (open === -1) {
    if (hasWord(text)) return { address: { name: '', address: decodeHeader(latin(text)) }, fault: 'encoded' }
    return /["\s\\]/.test(text) ? unreadable(text) : { address: { name: '', address: text }, fault: null }
  }
  const close = outside.indexOf('>', open)
  const written = text.slice(open + 1, close)
  const rest = outside.slice(close + 1)
  if (close === -1 || rest.trim() !== '' || outside.indexOf('<', open + 1) !== -1) return unreadable(text)
  const name = nameOf(text.slice(0, open).trim())
  if (hasWord(written)) return { address: { name: decodeHeader(latin(written)), address: written }, fault: 'encoded' }
  return /["\s\\:,]/.test(written)
    ? { address: { name, address: written }, fault: 'unreadable' }
    : { address: { name, address: written }, fault: null }
}

const unreadable = (text: string): Read => ({ address: { name: '', address: text.slice(0, 200) }, fault: 'unreadable' })

/** Words are decoded byte by byte; a name that already is text keeps what it is. */
const latin = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')

/** A display name: quotes away, encoded words decoded, also those in quotes, which are sent. */
function nameOf(written: string): string {
  const bare = /^"(.*)"$/s.exec(written)?.[1]?.replace(/\\(.)/gsu, '$1') ?? written
  return decodeHeader(latin(bare))
    .replace(/[\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .slice(0, 200)
}

/** The same text with what stands in quotes blanked out, so that marks in it mean nothing; null where a quote is not closed. */
function withoutQuotes(text: string): string | null {
  let [out, quoted] = ['', false]
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? ''
    if (quoted && character === '\\') {
      out += '__'
      at += 1
    } else if (character === '"') {
      quoted = !quoted
      out += '"'
    } else out += quoted ? '_' : character
  }
  return quoted ? null : out.slice(0, text.length)
}

/** Cut at commas outside of quotes and angles. */
function cut(text: string): string[] {
  const outside = withoutQuotes(text)
  if (outside === null) return [text]
  const found: string[] = []
  let [start, angle] = [0, false]
  for (let at = 0; at < outside.length; at += 1) {
    const character = outside[at]
    if (character === '<') angle = true
    else if (character === '>') angle = false
    else if (character === ',' && !angle) {
      found.push(text.slice(start, at))
      start = at + 1
    }
  }
  return [...found, text.slice(start)]
}

/** `名字: a@b, c@d;` of RFC 5322, 3.4. A colon in an encoded word is none. */
function isGroup(text: string): boolean {
  const outside = (withoutQuotes(text) ?? '').replace(/<[^<>]*>/g, '')
  return /[:;]/.test(outside.replace(/=\?[^?\s]{1,60}\?[bq]\?[^?]{0,10000}\?=/gi, ''))
}
