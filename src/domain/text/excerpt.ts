import { lettersOf } from './letters.ts'

/** From and to, in UTF-16 units of the excerpt; `to` is not part of it. */
export type Mark = readonly [from: number, to: number]

export interface Excerpt {
  readonly excerpt: string
  readonly marks: readonly Mark[]
}

/** So many characters are shown around the first place, and at most so many of the text before it. */
const LENGTH = 120
const BEFORE = 24

/** Where the words of a query stand in a text, in order, without overlaps. Punctuation between characters does not part them. */
export function marksIn(text: string, typed: string): Mark[] {
  const { row, from, to } = lettersOf(text)
  const found: [number, number][] = []
  for (const word of typed.split(/[\p{White_Space}，、,；;]+/u)) {
    const wanted = lettersOf(word).row
    if (wanted === '') continue
    for (let at = row.indexOf(wanted); at !== -1; at = row.indexOf(wanted, at + wanted.length))
      found.push([from[at] ?? 0, to[at + wanted.length - 1] ?? 0])
  }
  const marks: [number, number][] = []
  for (const [start, end] of found.sort((a, b) => a[0] - b[0])) {
    const before = marks.at(-1)
    if (before !== undefined && start <= before[1]) before[1] = Math.max(before[1], end)
    else marks.push([start, end])
  }
  return marks
}

/** The part of a text around the first place where a query is found, in one line, with its marks; its beginning where there is none. */
export function excerptOf(text: string, typed: string): Excerpt {
  const line = text.replace(/\p{White_Space}+/gu, ' ').trim()
  const all = marksIn(line, typed)
  const first = all[0]?.[0] ?? 0
  const from = first <= BEFORE ? 0 : safe(line, first - BEFORE)
  const to = safe(line, Math.min(line.length, from + LENGTH))
  const lead = from === 0 ? '' : '…'
  const tail = to === line.length ? '' : '…'
  const marks = all
    .filter(mark => mark[0] >= from && mark[1] <= to)
    .map((mark): Mark => [mark[0] - from + lead.length, mark[1] - from + lead.length])
  return { excerpt: `${lead}${line.slice(from, to)}${tail}`, marks }
}

/** Never between the halves of a character. */
const safe = (text: string, at: number): number => (/[\uDC00-\uDFFF]/.test(text.charAt(at)) && at > 0 ? at - 1 : at)
