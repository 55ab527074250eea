import type { BlockView } from '../../api.ts'
import { columnName } from '../../domain/notice/checks/context.ts'
import type { Notice, Place } from '../../domain/notice/notice.ts'

/** A spot of the shown text: a line and, within a table's row, the number of the cell (0 is the unit's name). */
export interface Spot {
  readonly line: number
  readonly cell: number | null
  readonly quote: string
}

/** Where a place of a notice stands in its text; null where it is about the whole. A place without line is found by unit and item. */
export function spotOf(place: Place, notice: Notice): Spot | null {
  const line = place.line ?? lineOf(place, notice)
  return line === undefined ? null : { line, cell: cellOf(place, notice), quote: place.quote ?? '' }
}

function lineOf(place: Place, notice: Notice): number | undefined {
  if (place.part === 'table') {
    const table = notice.tables.find(one => one.id === place.table)
    const row = table?.rows.find(one => one.unit === place.unit)
    return row?.place.line ?? table?.place.line
  }
  const list = notice.lists.find(one => one.unit === place.unit)
  const item = place.item === undefined ? undefined : list?.items[place.item - 1]
  return item?.place.line ?? list?.place.line
}

function cellOf(place: Place, notice: Notice): number | null {
  if (place.part !== 'table' || place.column === undefined) return null
  const columns = notice.tables.find(one => one.id === place.table)?.columns ?? []
  const at = columns.findIndex(column => columnName(column.heads) === place.column)
  return at === -1 ? null : at + 1
}

/** A piece of the text as it is shown: a paragraph, or rows that belong to one table. */
export type Piece =
  | { readonly kind: 'paragraph'; readonly line: number; readonly role: string; readonly text: string }
  | { readonly kind: 'table'; readonly line: number; readonly headRows: number; readonly rows: readonly Row[] }
interface Row {
  readonly line: number
  readonly cells: readonly {
    readonly text: string
    readonly rowSpan?: number | undefined
    readonly colSpan?: number | undefined
  }[]
}

/** Lines of a text that hold tabs are rows of a table; empty lines are left out. The line numbers stay those of the file. */
export function piecesOf(blocks: readonly BlockView[]): Piece[] {
  const pieces: Piece[] = []
  for (const block of blocks) {
    if (block.kind === 'table') {
      pieces.push({
        kind: 'table',
        line: block.line,
        headRows: block.headRows,
        rows: block.rows.map((cells, index) => ({ line: block.lines?.[index] ?? block.line, cells })),
      })
      continue
    }
    if (block.text.trim() === '') continue
    if (!block.text.includes('\t')) {
      pieces.push({ kind: 'paragraph', line: block.line, role: block.role, text: block.text })
      continue
    }
    const row: Row = { line: block.line, cells: block.text.split('\t').map(text => ({ text })) }
    const last = pieces[pieces.length - 1]
    if (last?.kind === 'table' && last.headRows === 0 && last.rows[last.rows.length - 1]?.line === block.line - 1) {
      pieces[pieces.length - 1] = { ...last, rows: [...last.rows, row] }
    } else pieces.push({ kind: 'table', line: block.line, headRows: 0, rows: [row] })
  }
  return pieces
}
