import { bytesOf, decodeBytes } from './charset.ts'
import { decodeHeader } from './words.ts'

/** A value with parameters: `text/plain; charset=gbk`. */
export interface Value {
  /** In small letters. */
  readonly value: string
  /** Names in small letters, values as text. */
  readonly params: ReadonlyMap<string, string>
}

const PARAMS_MAX = 100

/**
 * Takes Content-Type or Content-Disposition apart, one byte a character. Understands what RFC 2231 writes (`name*0*=gbk''%B8…`, in pieces and
 * out of order) and what is sent instead: encoded words and raw bytes in quotes. Of two parameters with one name the first counts.
 */
export function readValue(latin1: string): Value {
  const [first = '', ...rest] = pieces(latin1)
  const plain = new Map<string, string>()
  const parts = new Map<string, Map<number, { text: string; coded: boolean }>>()
  for (const piece of rest.slice(0, PARAMS_MAX)) {
    const equals = piece.indexOf('=')
    if (equals <= 0) continue
    const name = piece.slice(0, equals).trim().toLowerCase()
    const text = unquoted(piece.slice(equals + 1).trim())
    const [, base = name, number, star] = /^([^*]+)(?:\*(\d{1,3}))?(\*)?$/.exec(name) ?? []
    if (number === undefined && star === undefined) {
      if (!plain.has(name)) plain.set(name, decodeHeader(text))
      continue
    }
    const of = parts.get(base) ?? new Map()
    parts.set(base, of)
    const at = Number(number ?? 0)
    if (!of.has(at)) of.set(at, { text, coded: star !== undefined })
  }
  // What RFC 2231 says goes before what is there for old programs.
  for (const [name, of] of parts) plain.set(name, joined(of))
  return { value: first.trim().toLowerCase(), params: plain }
}

/** Cut at semicolons outside of quotes. */
function pieces(text: string): string[] {
  const found: string[] = []
  let [start, quoted] = [0, false]
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (character === '\\' && quoted) at += 1
    else if (character === '"') quoted = !quoted
    else if (character === ';' && !quoted) {
      found.push(text.slice(start, at))
      start = at + 1
    }
  }
  return [...found, text.slice(start)]
}

/** A text in quotes without them. A backslash hides only a quote or itself: before anything else it may be half of a GBK character. */
const unquoted = (text: string): string =>
  text.startsWith('"')
    ? text.slice(1, text.endsWith('"') && text.length > 1 ? -1 : undefined).replace(/\\(["\\])/g, '$1')
    : text

/** Pieces of RFC 2231 in the order of their numbers; the first may name the charset. */
function joined(of: ReadonlyMap<number, { text: string; coded: boolean }>): string {
  const sorted = [...of].sort(([a], [b]) => a - b).map(([, piece]) => piece)
  const head = /^([^']{0,40})'[^']{0,40}'/.exec(sorted[0]?.coded === true ? sorted[0].text : '')
  const bytes = sorted.map(({ text, coded }, index) => {
    const own = index === 0 && head !== null ? text.slice(head[0].length) : text
    return bytesOf(
      coded ? own.replace(/%([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))) : own,
    )
  })
  return decodeBytes(Buffer.concat(bytes), head?.[1] ?? '').text
}
