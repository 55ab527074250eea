import type { Place } from '../notice.ts'
import { canonOf, foldText } from './fold.ts'
import {
  HEADING_NUMBER,
  isDecimal,
  isLabel,
  isTag,
  itemStart,
  kindOf,
  looseItemStart,
  type PassageKind,
} from './kinds.ts'

/** One line of the document, folded; `level` counts the `#` before it, which are taken off. */
export interface Line {
  readonly raw: string
  readonly text: string
  readonly canon: string
  readonly line: number
  readonly level: number
}

/** Lines that belong together: a sentence, a title or a head that was broken over lines is one passage again. */
export interface Passage {
  readonly kind: PassageKind
  readonly text: string
  readonly canon: string
  readonly raw: string
  readonly level: number
  /** Where each of its lines begins in `text`. */
  readonly starts: readonly { readonly at: number; readonly line: number }[]
  /** Lines that go on in the middle of a sentence or word, without those that hold a label only. */
  readonly wraps: number
}

/** A line of the document → folded. Marks of headings and of bold type are taken off. */
export function lineOf(raw: string, line: number): Line {
  const [, marks = '', rest = ''] = /^\s*(#{0,6})([\s\S]*)$/.exec(raw) ?? []
  const bare = marks === '' ? raw : rest
  const text = foldText(bare).replace(/\*\*([^*]{1,200})\*\*/g, '$1')
  return { raw: bare.trim(), text, canon: canonOf(text), line, level: marks.length }
}

/** The line of the document in which the letter `at` of a passage stands. */
export function lineAt(passage: Passage, at: number): number {
  let line = passage.starts[0]?.line ?? 0
  for (const start of passage.starts) if (start.at <= at) line = start.line
  return line
}

export const firstLine = (passage: Passage): number => lineAt(passage, 0)

/** The place of a stretch of a passage, quoted. */
export const placeIn = (passage: Passage, part: Place['part'], at = 0, end = passage.text.length): Place => ({
  part,
  line: lineAt(passage, at),
  quote: passage.text.slice(at, end),
})

// ── joining ────────────────────────────────────────────────────────────────────────────────────────────────────

interface Draft {
  kind: PassageKind
  text: string
  canon: string
  raw: string
  level: number
  starts: { at: number; line: number }[]
  wraps: number
  /** Length of its last line: a short one was not broken for want of room. */
  lastLength: number
  depth: number
}

/** A marked line that is longer is no heading. */
const HEADING_MAX = 120

/** Joins the lines of a stretch without tables; `next` gives a blank line as null. `labelled`: titles of this notice end in a source. */
export function passagesOf(lines: readonly (Line | null)[], labelled: boolean): Passage[] {
  const done: Draft[] = []
  let number = 0
  let blank = false
  for (const line of lines) {
    if (line === null) {
      blank = true
      continue
    }
    const open = done.at(-1)
    const kind =
      line.level > 0 && line.text.length <= HEADING_MAX && kindOf(line.canon) === 'text'
        ? 'heading'
        : startOf(line, open, number)
    if (open !== undefined && goesOn(open, line, kind, { blank, labelled })) join(open, line)
    else done.push(begin(line, kind === 'tag' ? 'text' : kind))
    const last = done.at(-1)
    if (last?.kind === 'item' && last.starts.length === 1) number = numberOf(line.canon) ?? number + 1
    else if (last?.kind === 'note') number = numberOf(last.canon.slice(last.canon.indexOf('：') + 1)) ?? 0
    else if (last !== undefined && startsList(last)) number = 0
    blank = false
  }
  return done
}

/** A head, a heading or a bare name: what follows counts from 1 again. */
const startsList = ({ kind, canon }: Draft): boolean =>
  kind === 'unit-head' || kind === 'section' || kind === 'class' || (kind === 'text' && !INSIDE.test(canon))

const numberOf = (canon: string): number | undefined => (itemStart(canon) ?? looseItemStart(canon))?.number

/** `1.2023年…` is the next title of a list where 1 is due, `3.5分）` goes on with a number that was broken. */
function startOf(line: Line, open: Draft | undefined, number: number): PassageKind | 'tag' {
  if (isTag(line.canon)) return 'tag'
  const isDue = looseItemStart(line.canon)?.number === number + 1
  if (isDue && (open === undefined || isClosed(open) || !isDecimal(line.canon))) return 'item'
  return kindOf(line.canon)
}

/** Nothing is missing at its end. */
const isClosed = ({ kind, canon, depth }: Draft): boolean =>
  kind === 'section' ||
  kind === 'class' ||
  (kind === 'text' && !INSIDE.test(canon)) ||
  isLabel(canon) ||
  ENDED.test(canon) ||
  (kind === 'unit-head' && depth <= 0)

const depthOf = (canon: string): number =>
  [...canon].reduce((depth, letter) => depth + (letter === '（' ? 1 : letter === '）' ? -1 : 0), 0)

const begin = (line: Line, kind: PassageKind): Draft => ({
  kind,
  text: line.text,
  canon: line.canon,
  raw: line.raw,
  level: line.level,
  starts: [{ at: 0, line: line.line }],
  wraps: 0,
  lastLength: line.text.length,
  depth: depthOf(line.canon),
})

function join(open: Draft, line: Line): void {
  // Two words of Latin letters need the space that the line end stood for.
  const gap = /[A-Za-z]$/.test(open.text) && /^[A-Za-z]/.test(line.text) ? ' ' : ''
  open.text += gap
  open.starts.push({ at: open.text.length, line: line.line })
  open.text += line.text
  open.canon += gap + line.canon
  open.raw += line.raw
  open.wraps += isTag(line.canon) ? 0 : 1
  open.lastLength = line.text.length
  open.depth += depthOf(line.canon)
}

/** Lines a head or title may be broken into; a bracket that never closes must not swallow the page. */
const PIECES_MAX = 12
/** A line at least so long may have ended for want of room. */
const FULL = 22

const ENDED = /[。！？：；…”」）!?]$/
const INSIDE = /[，。；：、！？]/
const HEADING_END = /(?:统计|情况|汇总|一览|排名|得分|通报|报告)(?:表)?(?:（[^（）]{1,12}）)?$/

/** Whether a line goes on with the passage before it, by what is still open there. */
function goesOn(
  open: Draft,
  line: Line,
  kind: PassageKind | 'tag',
  { blank, labelled }: { blank: boolean; labelled: boolean },
): boolean {
  if (open.starts.length >= PIECES_MAX) return false
  if (kind === 'tag') return open.kind === 'item' && !isLabel(open.canon)
  const isShort = open.depth <= 0 && (ENDED.test(open.canon) || blank || open.lastLength < FULL)
  if (open.kind === 'unit-head') return !isShort && (kind === 'text' || kind === 'sent-to')
  if (kind !== 'text') return isBrokenHeading(open, line, kind)
  switch (open.kind) {
    case 'item':
      if (labelled && !isLabel(open.canon) && !open.canon.endsWith('。')) return true
      return !isLabel(open.canon) && !ENDED.test(open.canon) && !blank && open.lastLength >= FULL
    case 'section':
    case 'heading':
      return isBrokenHeading(open, line, kind)
    case 'text':
    case 'note':
      return (
        !ENDED.test(open.canon) &&
        !(HEADING_NUMBER.test(open.canon) && !/[，。；：]/.test(open.canon)) &&
        !(HEADING_END.test(open.canon) && !INSIDE.test(open.canon)) &&
        (INSIDE.test(open.canon) || open.lastLength >= FULL) &&
        (INSIDE.test(line.canon) || line.text.length >= FULL || (!blank && open.lastLength >= FULL))
      )
    default:
      return false
  }
}

/** `（二）6月份机关各科室政务信` + `息统计（A类）`. */
function isBrokenHeading(open: Draft, line: Line, kind: PassageKind): boolean {
  const starts = open.level > 0 || /^（[一二三四五六七八九十]{1,3}）|^关于/.test(open.canon)
  return (
    starts &&
    (open.kind === 'heading' || open.kind === 'text') &&
    (kind === 'text' || kind === 'section') &&
    line.level === 0 &&
    !HEADING_END.test(open.canon) &&
    !INSIDE.test(line.canon) &&
    HEADING_END.test(line.canon) &&
    line.text.length < FULL
  )
}
