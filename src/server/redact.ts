import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical.ts'

/** What never stands in a log (LOG-06), by the name of its field. */
const SECRET =
  /^(password|passwords|current|next|code|activationcode|token|secret|cookie|set-cookie|authorization|hash|password_hash|code_hash|token_hash)$/i
/** Texts that people wrote: their hash says whether it was the same text, without saying the text. */
const TEXT = /^(body|text|content|html)$/i
/** A longer string is a text, whatever its field is called. */
const LONGEST = 300
const LARGEST = 8_000

/**
 * A value as it may be logged: secrets gone, texts by their SM3 and length. `largest`: characters the whole may have as JSON; more, and only
 * its hash is left.
 */
export function withoutSecrets(value: unknown, largest = LARGEST): unknown {
  const clean = cleaned(value, '')
  const size = canonicalJson(clean).length
  return size > largest ? { sm3: sm3Of(canonicalJson(value)), length: size } : clean
}

function cleaned(value: unknown, name: string): unknown {
  if (value === null || value === undefined) return value
  if (SECRET.test(name)) return '（不记）'
  if (TEXT.test(name)) return digested(typeof value === 'string' ? value : canonicalJson(value))
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'string') return value.length > LONGEST ? digested(value) : value
  if (Array.isArray(value)) return value.map(one => cleaned(one, name))
  if (typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([field, part]) => [field, cleaned(part, field)]))
}

const digested = (text: string) => ({ sm3: sm3Of(text), length: text.length })
const sm3Of = (text: string): string => createHash('sm3').update(text).digest('hex')
