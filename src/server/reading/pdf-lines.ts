import type { Table } from './content.ts'

/** A piece of text on a page: where it begins and how wide it is, from the left and from above, in points. */
export interface Piece {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly size: number
}

/** What stands together in a line, apart from the rest of it. An empty cell of a table has no width. */
export interface PrintedCell {
  readonly text: string
  readonly from: number
  readonly to: number
}

/** A line of a page, and how far down its foot is. `table`: it is a row, and its cells are in the columns of the rows around it. */
export interface PrintedLine {
  readonly kind: 'line'
  readonly y: number
  readonly cells: readonly PrintedCell[]
  readonly size: number
  readonly table: boolean
}

/** A page from top to bottom, and how wide it is. */
export interface PrintedPage {
  readonly width: number
  readonly items: readonly (PrintedLine | Table)[]
}

/** Gaps in widths of a character: from where on two words are two cells, and from where on a gap outside of tables is a tab. */
const CELL_GAP = 0.9
const TAB_GAP = 2
const SPACE_GAP = 0.25
const ORDINAL = /^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]$/
/** A table with more columns does not fit a page. */
const COLUMNS_MAX = 100

/** A line as text: cells parted by tabs. */
export const printedText = (line: PrintedLine): string => line.cells.map(cell => cell.text).join('\t')

/** The pieces of one page → its lines from top to bottom. */
export function linesOfPage(pieces: readonly Piece[]): PrintedLine[] {
  const lines = rowsOf(pieces).map(row => ({
    cells: cellsOf(row),
    y: row[0]?.y ?? 0,
    size: Math.max(...row.slice(0, 50).map(piece => piece.size)),
  }))
  const found: PrintedLine[] = []
  for (let at = 0; at < lines.length; ) {
    let end = at
    while ((lines[end]?.cells.length ?? 0) > 1) end += 1
    const stretch = lines.slice(at, end)
    if (stretch.some(line => line.cells.length > 2)) found.push(...aligned(stretch))
    else found.push(...stretch.map(plain))
    const line = lines[end]
    if (line !== undefined) found.push(plain(line))
    at = end + 1
  }
  return found
}

interface Line {
  readonly cells: readonly PrintedCell[]
  readonly y: number
  readonly size: number
}

/** Pieces whose feet are about as high are one line; lines from top to bottom, pieces from left to right. */
export function rowsOf(pieces: readonly Piece[]): Piece[][] {
  const rows: Piece[][] = []
  let height = Number.NaN
  for (const piece of [...pieces].sort((a, b) => a.y - b.y || a.x - b.x)) {
    const row = rows.at(-1)
    if (row !== undefined && piece.y - height < Math.max(piece.size, row[0]?.size ?? 0) * 0.5) row.push(piece)
    else {
      rows.push([piece])
      height = piece.y
    }
  }
  return rows.map(row => row.sort((a, b) => a.x - b.x))
}

function cellsOf(row: readonly Piece[]): PrintedCell[] {
  const cells: PrintedCell[] = []
  for (const { text, x, width, size } of row) {
    const last = cells.at(-1)
    const gap = last === undefined ? 0 : x - last.to
    if (last === undefined || gap > size * CELL_GAP) cells.push({ text, from: x, to: x + width })
    else {
      const space = gap > size * SPACE_GAP && isNarrow(last.text.at(-1)) && isNarrow(text[0]) ? ' ' : ''
      cells[cells.length - 1] = { text: last.text + space + text, from: last.from, to: Math.max(last.to, x + width) }
    }
  }
  // An ordinal set apart from its title is no column.
  const [first, second] = cells
  return cells.length === 2 && first !== undefined && second !== undefined && ORDINAL.test(first.text)
    ? [{ text: first.text + second.text, from: first.from, to: second.to }]
    : cells
}

/** A line that is all one text, however far apart its pieces are: what stands in one cell of a table. */
export const joinedText = (row: readonly Piece[]): string =>
  cellsOf(row).reduce(
    (text, cell) => text + (isNarrow(text.at(-1)) && isNarrow(cell.text[0]) ? ' ' : '') + cell.text,
    '',
  )

const isNarrow = (letter: string | undefined): boolean => /[!-~]/.test(letter ?? '')

/** A line outside of tables: letters set apart are one word. */
function plain({ cells, size, y }: Line): PrintedLine {
  const joined: PrintedCell[] = []
  for (const cell of cells) {
    const last = joined.at(-1)
    const isOne = last !== undefined && cell.from - last.to <= size * TAB_GAP
    if (!isOne) joined.push(cell)
    else {
      const space = isNarrow(last.text.at(-1)) && isNarrow(cell.text[0]) ? ' ' : ''
      joined[joined.length - 1] = { text: last.text + space + cell.text, from: last.from, to: cell.to }
    }
  }
  return { kind: 'line', cells: joined, size, y, table: false }
}

/**
 * Rows of a table: the fullest rows show its columns; cells of the others go to the column they stand over, and where nothing stands
 * an empty cell does. Rows that fit no columns keep their cells as they are.
 */
function aligned(lines: readonly Line[]): PrintedLine[] {
  const most = Math.max(...lines.map(line => line.cells.length))
  const columns: { from: number; to: number }[] = []
  const full = lines.filter(line => line.cells.length === most).flatMap(line => line.cells)
  for (const { from, to } of [...full].sort((a, b) => a.from - b.from)) {
    const last = columns.at(-1)
    if (last !== undefined && from < last.to) last.to = Math.max(last.to, to)
    else columns.push({ from, to })
  }
  if (columns.length !== most || most > COLUMNS_MAX) return lines.map(line => ({ kind: 'line', ...line, table: true }))
  return lines.map(({ cells, size, y }) => {
    const row = columns.map(({ from }): PrintedCell => ({ text: '', from, to: from }))
    for (const cell of cells) {
      const column = columnOf(cell, columns)
      const before = row[column]
      if (before === undefined) continue
      row[column] = before.text === '' ? cell : { ...before, text: `${before.text} ${cell.text}`, to: cell.to }
    }
    return { kind: 'line', cells: row, size, y, table: true }
  })
}

/** The first column a cell stands over, else the nearest. */
function columnOf(cell: PrintedCell, columns: readonly { from: number; to: number }[]): number {
  const over = columns.findIndex(({ from, to }) => cell.from < to && cell.to > from)
  if (over !== -1) return over
  const far = columns.map(({ from, to }) => Math.min(Math.abs(cell.from - to), Math.abs(cell.to - from)))
  return far.indexOf(Math.min(...far))
}
