import type { Block, Cell } from '../../domain/notice/notice.ts'

/**
 * What any document says, between its file format and what it is read for: a notice takes blocks of it, an article takes rich text.
 * Paragraphs and tables in the order of the text; empty paragraphs are there too, so that they count as lines.
 */
export type Content = Paragraph | Table

/** A stretch of text of one weight; tabs and breaks made by hand are in it. */
export interface Run {
  readonly text: string
  readonly strong: boolean
}

export interface Paragraph {
  readonly kind: 'paragraph'
  readonly runs: readonly Run[]
  readonly centred: boolean
  /** Where it stands in word/document.xml, in characters: from after its properties to the end of its element. */
  readonly span?: Span
}

export interface Span {
  readonly from: number
  readonly to: number
}

/** A cell as written; cells that a merged one covers are left out. */
export interface CellContent {
  readonly content: readonly Content[]
  readonly rowSpan: number
  readonly colSpan: number
}

export interface Row {
  readonly cells: readonly CellContent[]
  readonly isHead: boolean
}

export interface Table {
  readonly kind: 'table'
  readonly rows: readonly Row[]
  /** It stands beside the text, as boxes do. */
  readonly floats: boolean
}

/** What a reader of one format gives. Warnings are Chinese sentences: what of the document was not read, or is unusual. */
export interface ReadContent {
  readonly content: readonly Content[]
  readonly warnings: readonly string[]
  /** Pictures in it, by name with their size in bytes; they are not read. */
  readonly pictures: readonly { readonly name: string; readonly bytes: number }[]
}

/** A paragraph of one look. */
export const plainParagraph = (text: string, strong = false): Paragraph => ({
  kind: 'paragraph',
  runs: text === '' ? [] : [{ text, strong }],
  centred: false,
})

/** A table of texts, each its own cell. */
export const plainCell = (text: string): CellContent => ({ content: [plainParagraph(text)], rowSpan: 1, colSpan: 1 })

export const textOf = (paragraph: Paragraph): string => paragraph.runs.map(run => run.text).join('')

/** One thing on the page, and its number: paragraphs, also empty ones, and tables are counted alike, from 1. */
export interface Placed {
  readonly line: number
  readonly content: Content
}

/**
 * Content → what stands on the page one under the other. Tables that only place things are opened: a box around text, and a frame
 * whose cells hold tables of their own.
 */
export function placed(content: readonly Content[]): Placed[] {
  const found: Placed[] = []
  const add = (each: Content): void => {
    if (each.kind === 'table' && isFrame(each)) {
      for (const inner of each.rows.flatMap(row => row.cells.flatMap(cell => cell.content))) add(inner)
    } else found.push({ line: found.length + 1, content: each })
  }
  for (const each of content) add(each)
  return found
}

/**
 * Content → the blocks a notice is read from. Centred lines broken by hand are one line, and a table in a cell is text of that cell.
 * `split` parts the text of a paragraph into lines.
 */
export function blocksOf(content: readonly Content[], split: typeof linesOf = linesOf): Block[] {
  return placed(content).flatMap(({ line, content: each }): Block[] =>
    each.kind === 'paragraph'
      ? split(textOf(each), each.centred)
          .filter(text => text !== '')
          .map(text => ({ kind: 'paragraph', role: 'text', text, line }))
      : [tableBlock(each, line)],
  )
}

function tableBlock({ rows }: Table, line: number): Block {
  const body = rows.findIndex(row => !row.isHead)
  return {
    kind: 'table',
    role: 'text',
    headRows: body === -1 ? rows.length : body,
    rows: rows.map(row => row.cells.map(cell => blockCell(cell, row.isHead))),
    line,
  }
}

const blockCell = ({ content, rowSpan, colSpan }: CellContent, isHead: boolean): Cell => ({
  text: cellText(content, isHead),
  ...(rowSpan > 1 ? { rowSpan } : {}),
  ...(colSpan > 1 ? { colSpan } : {}),
})

/** One column that floats, or one single cell, is a box around text; a frame has nothing but tables in its cells, and is not one row of them. */
function isFrame({ rows, floats }: Table): boolean {
  if (rows.every(row => row.cells.length === 1) && (floats || rows.length <= 1)) return true
  const filled = rows.flatMap(row => row.cells).filter(cell => cell.content.some(isFilled))
  return filled.length > 0 && filled.every(cell => cell.content.filter(isFilled).every(isWholeTable))
}

/** Whether it says anything; a table always does. */
export const isFilled = (content: Content): boolean => content.kind === 'table' || textOf(content).trim() !== ''

const isWholeTable = (content: Content): boolean =>
  content.kind === 'table' && content.rows.length > 1 && content.rows.some(row => row.cells.length > 1)

// ── lines within a paragraph ───────────────────────────────────────────────────────────────────────────────────

const ORDINAL = /^[（(]?[一二三四五六七八九十\d]{1,3}([）)]|[.、．])/
const BRACKET = /^[（(]/

/**
 * A paragraph with breaks made by hand → its lines. A source label pushed to a line of its own and the lines of a centred title
 * are one; other lines stay lines.
 */
export function linesOf(text: string, centred: boolean): string[] {
  const lines: string[] = []
  for (const part of text.split('\n')) {
    const line = part.replace(/^[\t ]+/, '').trimEnd()
    const last = lines.at(-1)
    const goesOn = last !== undefined && last !== '' && (centred || (BRACKET.test(line) && !ORDINAL.test(line)))
    if (goesOn) lines[lines.length - 1] = last + line
    else if (line !== '' || lines.length === 0) lines.push(line)
  }
  return lines
}

// ── cells ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** The text of a cell: its paragraphs, and the rows of tables in it with their cells parted by tabs. */
export function cellText(content: readonly Content[], isHead = false): string {
  return joined(content.flatMap(cellLines), isHead)
}

const cellLines = (each: Content): string[] =>
  each.kind === 'paragraph'
    ? linesOf(textOf(each), each.centred)
    : each.rows.map(row => row.cells.map(cell => cellText(cell.content)).join('\t'))

/** Paragraphs and lines of a cell are one text; in a head or between hanzi a break means nothing, between numbers it must stay. */
function joined(texts: readonly string[], isHead: boolean): string {
  const lines = texts
    .flatMap(text => text.split('\n'))
    .map(text => text.trim())
    .filter(text => text !== '')
  let last = ''
  return lines
    .map(line => {
      const close = isHead || last === '' || (HAN_END.test(last.slice(-2)) && HAN_START.test(line))
      last = line
      return close ? line : `\n${line}`
    })
    .join('')
}

const HAN_END = /[\p{Script=Han}（(）)、，]$/u
const HAN_START = /^[\p{Script=Han}（(）)、，]/u
