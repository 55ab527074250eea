import { withoutSecrets } from './redact.ts'

/** What the program has to say to whoever runs it; what people did stands in the activity log instead. */
export interface Log {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void
  error(message: string, fields?: Readonly<Record<string, unknown>>): void
}

type Level = keyof Log

/** A line that is longer is cut: one event never fills a disk. */
const LINE_MAX = 16_000
/** Control, line-ending, bidi and zero-width characters: escaped, so that no value can begin a line of its own or reverse one (LOG-05). */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/**
 * A log of one JSON line an event: `{"at","level","message",…}`. Values under secret names are never written (LOG-06). `clock` gives
 * milliseconds since 1970, `write` takes a line with its end.
 */
export function openLog(clock: () => number, write: (line: string) => void): Log {
  const at =
    (level: Level) =>
    (message: string, fields: Readonly<Record<string, unknown>> = {}) =>
      write(lineOf({ at: new Date(clock()).toISOString(), level, message, ...named(fields) }))
  return { info: at('info'), warn: at('warn'), error: at('error') }
}

/** Errors become name, text, number and stack; they would be `{}` as JSON. `at`, `level` and `message` stay ours. */
function named(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(fields).map(([name, value]): [string, unknown] => [
    name === 'at' || name === 'level' || name === 'message' ? `${name}_` : name,
    value,
  ])
  const plain = withoutSecrets(Object.fromEntries(entries.filter(([, value]) => !(value instanceof Error))))
  const errors = entries.flatMap(([name, value]) => (value instanceof Error ? [[name, errorOf(value)]] : []))
  return { ...(typeof plain === 'object' ? plain : {}), ...Object.fromEntries(errors) }
}

function errorOf(error: Error): Record<string, unknown> {
  const number =
    'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? error.code : null
  return {
    name: error.name,
    text: error.message.slice(0, 1_000),
    ...(number === null ? {} : { number }),
    stack: (error.stack ?? '').slice(0, 4_000),
    ...(error.cause instanceof Error ? { cause: errorOf(error.cause) } : {}),
  }
}

function lineOf(event: Readonly<Record<string, unknown>>): string {
  const safe = JSON.stringify(event).replace(UNSAFE, escaped)
  return safe.length > LINE_MAX ? `${JSON.stringify({ ...head(event), cut: safe.length })}\n` : `${safe}\n`
}

/** Each half of the character as JSON escapes it; the line stays the same JSON. */
const escaped = (character: string): string =>
  Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
    .map(code => `\\u${code.toString(16).padStart(4, '0')}`)
    .join('')

const head = ({ at, level, message }: Readonly<Record<string, unknown>>) => ({
  at,
  level,
  message: String(message).slice(0, 1_000).replace(UNSAFE, '?'),
})
