import { type Level, Numbering } from '../docx/numbering.ts'
import type { Bytes } from './doc-runs.ts'

/** Kinds of numbers by Word's own count (MS-OSHARED); others are not read. */
const FORMATS: ReadonlyMap<number, string> = new Map([
  [0, 'decimal'],
  [1, 'upperRoman'],
  [2, 'lowerRoman'],
  [3, 'upperLetter'],
  [4, 'lowerLetter'],
  [11, 'japaneseCounting'],
  [14, 'decimalFullWidth'],
  [18, 'decimalEnclosedCircle'],
  [22, 'decimalZero'],
  [23, 'bullet'],
  [37, 'chineseCounting'],
  [39, 'chineseCountingThousand'],
  [255, 'none'],
])

/** The lists of a .doc → its automatic numbers, by the number of the list a paragraph names (from 1). A damaged list gives none. */
export function docNumbering(
  table: Bytes,
  lists: { at: number; length: number },
  overrides: { at: number },
): Numbering {
  const abstracts = new Map<string, Map<number, Level>>()
  const named = new Map<string, { abstract: string; starts: Map<number, number> }>()
  try {
    readLevels(table, lists, abstracts)
    const count = table.long(overrides.at)
    for (let index = 0; index < Math.min(count, LISTS_MAX); index += 1) {
      const abstract = String(table.long(overrides.at + 4 + index * 16))
      named.set(String(index + 1), { abstract, starts: new Map() })
    }
  } catch {
    return new Numbering(new Map(), new Map())
  }
  return new Numbering(abstracts, named)
}

const LISTS_MAX = 5_000
const TEXT_MAX = 200

/** First come the heads of all lists, then the levels of all lists, one or nine each. */
function readLevels(
  table: Bytes,
  { at, length }: { at: number; length: number },
  abstracts: Map<string, Map<number, Level>>,
): void {
  if (length === 0) return
  const count = Math.min(table.short(at), LISTS_MAX)
  let next = at + length
  for (let index = 0; index < count; index += 1) {
    const head = at + 2 + index * 28
    const levels = new Map<number, Level>()
    abstracts.set(String(table.long(head)), levels)
    const isSimple = (table.byte(head + 26) & 1) === 1
    for (let level = 0; level < (isSimple ? 1 : 9); level += 1) {
      const text = next + 28 + table.byte(next + 24) + table.byte(next + 25)
      const characters = table.short(text)
      const codes = Array.from({ length: Math.min(characters, TEXT_MAX) }, (_, at) => table.short(text + 2 + at * 2))
      levels.set(level, {
        format: FORMATS.get(table.byte(next + 4)) ?? 'unknown',
        text: codes.map(code => (code < 9 ? `%${code + 1}` : String.fromCharCode(code))).join(''),
        start: table.long(next),
      })
      next = text + 2 + characters * 2
    }
  }
}
