import { Refusal } from '../docx/refusal.ts'
import { plainParagraph, type ReadContent } from './content.ts'
import { startsWith } from './kinds.ts'

const LINES_MAX = 200_000

/**
 * The bytes of a text file → its text. A byte order mark, then strict UTF-8, then strict GB18030; UTF-16 only with a mark; never a
 * replacement character (PARSE-03). Refuses programs and data, other encodings, an empty text and more than 200,000 lines.
 */
export function decodeText(bytes: Uint8Array): string {
  const wide = startsWith(bytes, [0xff, 0xfe]) ? 'utf-16le' : startsWith(bytes, [0xfe, 0xff]) ? 'utf-16be' : null
  if (wide === null && bytes.subarray(0, 65_536).includes(0)) throw new Refusal(BINARY)
  for (const encoding of wide === null ? ['utf-8', 'gb18030'] : [wide]) {
    const text = decode(bytes, encoding)
    if (text === null) continue
    if (BINARY_MARKS.test(text)) throw new Refusal(BINARY)
    if (isOtherEncoding(text)) break
    if (text.trim() === '') throw new Refusal('', 'file-empty')
    if (lineEnds(text) >= LINES_MAX) throw new Refusal(`${LINES_MAX} 行`, 'too-large')
    return text
  }
  throw new Refusal('', 'file-encoding')
}

/** A text → a paragraph a line; empty lines are kept. */
export const textContent = (text: string): ReadContent => ({
  content: text.split(/\r\n|\r|\n/).map(line => plainParagraph(line)),
  warnings: [],
  pictures: [],
})

const BINARY = '这不是文档，而是程序或数据文件。请上传 .docx、.xlsx、.pdf 或 .txt 文件。'

// Controls that no text editor writes, and the private characters GB18030 gives to bytes that are no text.
const BINARY_MARKS = /(?![\t\n\v\f\r\u0080-\u009f])\p{Cc}|[\ue5e5\uffff]/u

/**
 * Where GB18030 puts the marks of Big5 (，is A141 there), and the controls that UTF-8 becomes when it was taken for Latin-1 and saved
 * again: no text has them. One in a hundred letters, and the bytes are not what they seem.
 */
const isOtherEncoding = (text: string): boolean =>
  [...text.matchAll(/[\ue4c6-\ue765\u0080-\u009f]/g)].length * 100 > text.length

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function lineEnds(text: string): number {
  const end = /\r\n|\r|\n/g
  let count = 0
  while (count < LINES_MAX && end.exec(text) !== null) count += 1
  return count
}
