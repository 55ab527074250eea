import type { DoubtCode } from '../../../domain/mail/doubts.ts'

/** Bytes as text, and what was odd about their encoding; null where nothing was. */
export interface Decoded {
  readonly text: string
  readonly doubt: Extract<DoubtCode, 'charset-unknown' | 'charset-wrong' | 'charset-refused'> | null
}

/** What senders call GB2312 and its successors: all are read as GB18030, which contains them (MAIL-07). */
const GB =
  /^(?:(?:x-)?gb[-_]?2312(?:-80)?|(?:x-)?gbk|gb[-_]?18030(?:-?\d{4})?|(?:cp|ms|windows-|x-cp)-?936|euc-cn|csgb2312|chinese|zh_cn\.gbk?|gb)$/
/** Says nothing about the encoding. */
const NONE =
  /^(?:|us-ascii|ascii|ansi_x3\.4-1968|iso646-us|default|unknown|unknown-8bit|x-unknown|binary|8bit|7bit|utf8mb4|none)$/
/** The same bytes are harmless to one program and a tag to another. */
const REFUSED = /utf-?7|imap4/

/**
 * Bytes under the name of a charset → text. GB2312 and GBK are GB18030; a missing name is UTF-8 where that fits exactly, else GB18030; UTF-7 is
 * not read; where name and bytes disagree the bytes decide, and where nothing fits the text says so with replacement characters.
 */
export function decodeBytes(bytes: Uint8Array, charset: string): Decoded {
  const name = charset.trim().toLowerCase().replace(/\*.*$/, '')
  if (REFUSED.test(name)) return { text: asciiOf(bytes), doubt: 'charset-refused' }
  if (NONE.test(name)) return guessed(bytes)
  if (GB.test(name)) return strictly(bytes, 'gb18030')
  const decoder = decoderFor(name)
  return decoder === null
    ? { text: guessed(bytes).text, doubt: isAscii(bytes) ? null : 'charset-unknown' }
    : strictly(bytes, decoder)
}

/** Bytes without any name: UTF-8 where it fits exactly, then GB18030. */
export function guessed(bytes: Uint8Array): Decoded {
  if (isAscii(bytes)) return { text: asciiOf(bytes), doubt: null }
  for (const encoding of ['utf-8', 'gb18030']) {
    const text = exactly(bytes, encoding)
    if (text !== null) return { text, doubt: null }
  }
  return { text: new TextDecoder('gb18030').decode(bytes), doubt: 'charset-wrong' }
}

/** One byte a character: how heads are taken apart before anything is decoded. */
export const latin1Of = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')

/** The bytes of such a text. */
export const bytesOf = (latin1: string): Uint8Array => Buffer.from(latin1, 'latin1')

const isAscii = (bytes: Uint8Array): boolean => bytes.every(byte => byte < 0x80)
const asciiOf = (bytes: Uint8Array): string => latin1Of(bytes).replace(/[\x80-\xff]/g, '\ufffd')

function strictly(bytes: Uint8Array, encoding: string): Decoded {
  const text = exactly(bytes, encoding)
  if (text !== null) return { text, doubt: null }
  const other = guessed(bytes)
  if (other.doubt === null) return { text: other.text, doubt: 'charset-wrong' }
  return { text: new TextDecoder(encoding).decode(bytes), doubt: 'charset-wrong' }
}

function exactly(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** The name under which this runtime knows a charset, or null. */
function decoderFor(name: string): string | null {
  try {
    return new TextDecoder(name).encoding
  } catch {
    return null
  }
}
