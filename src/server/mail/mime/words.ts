import { bytesOf, decodeBytes, guessed } from './charset.ts'

/** `=?charset?B|Q?text?=` of RFC 2047; spaces inside are forgiven, since they are sent. */
const WORD = /=\?([^?\s]{1,60})\?([bq])\?([^?]{0,10000})\?=/gi

/**
 * The value of a header field, one byte a character → its text. Neighbouring encoded words of one charset are joined before they are
 * decoded, since senders cut through characters; raw bytes are UTF-8 where that fits exactly, else GB18030 (MAIL-07).
 */
export function decodeHeader(latin1: string): string {
  let [text, last] = ['', 0]
  let pending: { charset: string; bytes: Uint8Array[] } | null = null
  const flush = () => {
    if (pending !== null) text += decodeBytes(Buffer.concat(pending.bytes), pending.charset).text
    pending = null
  }
  for (const match of latin1.matchAll(WORD)) {
    const between = latin1.slice(last, match.index)
    const charset = (match[1] ?? '').toLowerCase().replace(/\*.*$/, '')
    if (between.trim() !== '' || pending === null || pending.charset !== charset) {
      // White space between two words parts nothing; anywhere else it is text.
      const apart = pending !== null && between.trim() === '' ? '' : rawText(between)
      flush()
      text += apart
      pending = { charset, bytes: [] }
    }
    pending.bytes.push(wordBytes(match[2] ?? '', match[3] ?? ''))
    last = match.index + match[0].length
  }
  flush()
  return cleaned(text + rawText(latin1.slice(last)))
}

/** Raw bytes as text: what stands in a head without being encoded. */
export const rawText = (latin1: string): string => guessed(bytesOf(latin1)).text

/** Whether a text holds an encoded word. */
export const hasWord = (text: string): boolean => text.search(WORD) !== -1

function wordBytes(encoding: string, text: string): Uint8Array {
  if (encoding.toLowerCase() === 'b') return Buffer.from(text, 'base64')
  return bytesOf(
    text.replaceAll('_', ' ').replace(/=([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
  )
}

/** One line: breaks and controls that came out of an encoding cannot start a line of their own. */
const cleaned = (text: string): string =>
  text
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim()
