import { columnName } from '../checks/context.ts'
import type { Block, Claim, NoticeColumn, NoticeRow, NoticeTable, Place, Unread, Wording } from '../notice.ts'
import { canonOf, foldText } from './fold.ts'
import { cellNumber, type Grid, type GridCell, type GridRow, isBlank, isNumeric } from './grids.ts'
import { columnPaths } from './heads-of-columns.ts'
import { kindOf } from './kinds.ts'
import type { KnownHeads } from './known-heads.ts'
import { isTotalName, isUnitHead } from './measures.ts'

/** A drawn table of a document → its grid: each place of a merged cell shows that cell. Impossible spans are cut. */
export function gridOf(block: Extract<Block, { kind: 'table' }>): Grid {
  let from = 0
  const rows: GridCell[][] = block.rows.map(() => [])
  for (const [index, cells] of block.rows.entries()) {
    let column = 0
    for (const { text, rowSpan = 1, colSpan = 1 } of cells) {
      while (rows[index]?.[column] !== undefined) column += 1
      from += 1
      const [height, breadth] = [Math.min(rowSpan, block.rows.length - index), Math.min(colSpan, COLUMNS_MAX)]
      for (let down = 0; down < height; down += 1) {
        const row = rows[index + down]
        // Names of a body are not told twice: a merged cell counts in its first row and column, except among heads.
        for (let right = 0; right < breadth; right += 1) if (row !== undefined) row[column + right] = { text, from }
      }
      column += breadth
    }
  }
  return {
    spans: true,
    rows: rows.map((cells, index) => ({
      cells: Array.from(cells, cell => cell ?? { text: '', from: 0 }),
      line: block.lines?.[index] ?? block.line,
    })),
  }
}

const COLUMNS_MAX = 100

/** A stretch of a table under one header; `head` is empty where the rows go on after a page without one. */
export interface TablePart {
  readonly head: readonly GridRow[]
  readonly data: readonly GridRow[]
  readonly spans: boolean
}

/** A grid → its parts: a header in the middle begins a new one. */
export function partsOf({ rows, spans }: Grid, known: KnownHeads): TablePart[] {
  const parts: { head: GridRow[]; data: GridRow[]; spans: boolean }[] = []
  for (const row of rows) {
    const last = parts.at(-1)
    const texts = row.cells.map(cell => canonOf(foldText(cell.text)))
    if (texts.every(text => text === '')) continue
    if (last !== undefined && last.data.length === 0 && isFurtherHead(texts, last.head)) last.head.push(row)
    else if (isHead(texts, known)) parts.push({ head: [row], data: [], spans })
    else if (last === undefined) parts.push({ head: [], data: [row], spans })
    else last.data.push(row)
  }
  return parts
}

const hasNumber = (texts: readonly string[]): boolean => texts.some(isNumeric)

function isHead(texts: readonly string[], known: KnownHeads): boolean {
  if (hasNumber(texts)) return false
  const heads = texts.filter(known.isHead).length
  return (texts.some(isUnitHead) && heads >= 1) || heads >= 2
}

const LEVELS_MAX = 4

/**
 * Another level of heads: nothing stands under the name's head, or that head again. A row without blanks is one only where its cells are
 * not as many as the header's: else it is a row of words.
 */
function isFurtherHead(texts: readonly string[], head: readonly GridRow[]): boolean {
  const filled = texts.filter(text => text !== '' && !isBlank(text))
  if (head.length === 0 || head.length >= LEVELS_MAX || filled.length === 0 || hasNumber(texts)) return false
  return texts[0] === '' || texts.some(isUnitHead) || (filled.length >= 2 && texts.length !== head[0]?.cells.length)
}

/** What the reader makes of one logical table, and what of it could not be understood. */
export interface ReadTable {
  readonly table: NoticeTable
  readonly unread: readonly Unread[]
}

interface Layout {
  readonly unitAt: number
  readonly unitHead: string
  readonly columns: readonly NoticeColumn[]
  readonly width: number
}

/** The columns of a part: by its header, else without heads. Which one holds the names is told by its head, else by its cells. */
export function layoutOf(part: TablePart, known: KnownHeads): Layout & { readonly lost: boolean } {
  const width = Math.max(
    ...part.data.slice(0, 50).map(row => row.cells.length),
    part.data.length === 0 ? Math.max(0, ...part.head.map(row => row.cells.length)) : 0,
    part.spans ? Math.max(0, ...part.head.map(row => row.cells.length)) : 0,
    part.head.length === 1 ? (part.head[0]?.cells.length ?? 0) : 0,
  )
  const paths = part.head.length === 0 ? null : columnPaths(part.head, width, part.spans)
  const named =
    paths?.findIndex(path => isUnitHead(canonOf(path.at(-1) ?? '')) || isUnitHead(canonOf(path[0] ?? ''))) ?? -1
  const unitAt = named === -1 ? nameColumn(part.data, width) : named
  const heads = paths ?? Array.from({ length: width }, (): string[] => [])
  const unitHead = heads[unitAt]?.join('') ?? ''
  const columns = heads
    .filter((_, index) => index !== unitAt)
    .map(path => ({ heads: path, measure: known.measureOf(path) }))
  return { unitAt, unitHead, columns, width, lost: paths === null }
}

/** The first column whose cells are words. */
function nameColumn(rows: readonly GridRow[], width: number): number {
  const sample = rows.slice(0, 20)
  for (let column = 0; column < width; column += 1) {
    const words = sample.filter(row => {
      const text = row.cells[column]?.text ?? ''
      return !isBlank(text) && !isNumeric(text)
    }).length
    if (words * 2 > sample.length) return column
  }
  return 0
}

/** Whether a part goes on with the table of an earlier one: same columns by number, and names are not ranked from 1 again. */
export function goesOnWith(first: TablePart, later: TablePart, known: KnownHeads): boolean {
  const [a, b] = [layoutOf(first, known), layoutOf(later, known)]
  if (a.columns.length !== b.columns.length) return false
  if (later.head.length === 0) return true
  const rank = a.columns.findIndex(column => column.measure === 'rank')
  if (rank === -1 || a.columns.some((column, index) => column.measure !== b.columns[index]?.measure)) return false
  const at = (row: GridRow | undefined): number | null =>
    cellNumber(row?.cells.filter((_, index) => index !== a.unitAt)[rank]?.text ?? '')
  const [last, next] = [at(first.data.at(-1)), at(later.data[0])]
  return last !== null && next !== null && next !== 100 && next >= last
}

const ORDER_HEAD = /^(?:序号|排序)$/

/** One logical table of several parts. `id` is 表1, 表2 …; the title and group come from what stands above it. */
export function tableOf(
  parts: readonly TablePart[],
  about: { readonly id: string; readonly title: string; readonly group: string; readonly line: number },
  known: KnownHeads,
): ReadTable {
  const first = parts[0] ?? { head: [], data: [], spans: false }
  const { unitAt, unitHead, columns, width, lost } = layoutOf(first, known)
  const place: Place = { part: 'table', table: about.id, line: about.line }
  const unread: Unread[] = []
  const say = (reason: string, at: Partial<Place>): number => unread.push({ reason, place: { ...place, ...at } })
  if (lost) say('表头没有读懂，各栏未核对', first.head[0] === undefined ? {} : { line: first.head[0].line })
  for (const { heads, measure } of lost ? [] : columns) {
    const name = columnName(heads)
    if (measure === 'other' && !ORDER_HEAD.test(name))
      say(
        name === ''
          ? '有一栏没有表头，未核对'
          : /备注|说明/.test(name)
            ? `“${name}”栏未核对`
            : `“${name}”栏不知所指，未核对`,
        { column: name },
      )
  }
  const rows: NoticeRow[] = []
  const totals: NoticeRow[] = []
  for (const row of parts.flatMap(part => part.data)) {
    const unit = nameOf(row, unitAt)
    const values = row.cells.filter((_, index) => index !== unitAt)
    const at = { unit, line: row.line }
    if (!isRowOfUnit(row, unit, values, { wide: width })) {
      const words = row.cells.map(cell => foldText(cell.text)).filter(text => text !== '')
      say(`表中这一行没有读懂，未核对：${[...new Set(words)].join(' ').slice(0, 60)}`, { line: row.line })
      continue
    }
    const read = {
      unit,
      cells: columns.map((column, index) => cellOf(values[index]?.text ?? '', column, { ...place, ...at })),
      place: { ...place, ...at },
    }
    for (const [index, cell] of read.cells.entries())
      if (cell !== null && 'text' in cell && columns[index]?.measure !== 'other')
        unread.push({ reason: `这一格不是数字，未核对：${cell.text.slice(0, 30)}`, place: cell.place })
    if (isTotalName(canonOf(unit))) totals.push(read)
    else rows.push(read)
  }
  for (const extra of totals.slice(0, -1)) say(`“${extra.unit}”行未核对`, extra.place)
  const table: NoticeTable = {
    id: about.id,
    title: about.title,
    group: about.group,
    unitHead,
    ...(unitAt > 0 ? { unitAt } : {}),
    columns: [...columns],
    rows,
    total: totals.at(-1) ?? null,
    repeatedHeads: parts
      .slice(1)
      .filter(part => part.head.length > 0)
      .map(part => layoutOf(part, known).columns.map(column => column.heads)),
    place,
  }
  return { table, unread }
}

/** The name in its column, or 合计 before it. */
function nameOf(row: GridRow, unitAt: number): string {
  const name = foldText(row.cells[unitAt]?.text ?? '')
  if (name !== '') return name
  const before = row.cells.slice(0, unitAt).map(cell => foldText(cell.text))
  return before.find(text => isTotalName(canonOf(text))) ?? ''
}

/** A row names a unit and is not wider than the header; one cell over all columns parts the table and is no unit. */
function isRowOfUnit(row: GridRow, unit: string, values: readonly GridCell[], { wide }: { wide: number }): boolean {
  if (row.isTorn === true || unit === '' || isNumeric(unit) || kindOf(canonOf(unit)) === 'class') return false
  if (row.cells.length > wide && row.cells.slice(wide).some(cell => !isBlank(cell.text))) return false
  const merged = new Set(row.cells.map(cell => cell.from))
  return row.cells.length === 1 || values.length === 0 || merged.size > 1
}

function cellOf(text: string, { heads }: NoticeColumn, place: Place): Claim | Wording | null {
  if (isBlank(text)) return null
  const at = { ...place, column: columnName(heads) }
  const x100 = cellNumber(text)
  const shown = foldText(text)
  return x100 === null ? { text: shown, place: at } : { x100, place: { ...at, quote: shown } }
}
