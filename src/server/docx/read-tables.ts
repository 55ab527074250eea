import type { CellContent, Content, Row } from '../reading/content.ts'
import { type Element, isOn, wholeOf } from './parts.ts'

/** Word's own limit; a wider span is a lie. */
export const COLUMNS_MAX = 63

export interface OpenCell {
  readonly content: Content[]
  colSpan: number
  merge: 'none' | 'restart' | 'continue'
}

export interface OpenRow {
  readonly cells: OpenCell[]
  before: number
  isHead: boolean
  isDeleted: boolean
  isHidden: boolean
}

/** A w:tbl while it is read. */
export class OpenTable {
  readonly rows: OpenRow[] = []
  floats = false

  get cell(): OpenCell | undefined {
    return this.rows.at(-1)?.cells.at(-1)
  }

  deleteRow(): void {
    const row = this.rows.at(-1)
    if (row !== undefined) row.isDeleted = true
  }

  /** A row, a cell, or something said about them. */
  property(element: Element, parent: string): void {
    const { name } = element
    const row = this.rows.at(-1)
    const cell = row?.cells.at(-1)
    if (name === 'tblpPr') this.floats = true
    else if (name === 'tr') this.rows.push({ cells: [], before: 0, isHead: false, isDeleted: false, isHidden: false })
    else if (row === undefined) return
    else if (name === 'tc') row.cells.push({ content: [], colSpan: 1, merge: 'none' })
    else if (name === 'tblHeader' && parent === 'trPr') row.isHead = isOn(element)
    else if (name === 'hidden' && parent === 'trPr') row.isHidden = isOn(element)
    else if (name === 'gridBefore' && parent === 'trPr') row.before = wholeOf(element.attribute('val'))
    else if (cell === undefined) return
    else if (name === 'gridSpan' && parent === 'tcPr')
      cell.colSpan = Math.max(1, Math.min(COLUMNS_MAX, wholeOf(element.attribute('val'))))
    else if (name === 'vMerge' && parent === 'tcPr')
      cell.merge = element.attribute('val') === 'restart' ? 'restart' : 'continue'
  }

  end(): { rows: Row[]; floats: boolean; hiddenRows: number } {
    const rows = this.rows.filter(row => !row.isDeleted)
    const shown = rows.filter(row => !row.isHidden)
    return { rows: spanned(shown), floats: this.floats, hiddenRows: rows.length - shown.length }
  }
}

/** Rows as Word writes them, with a cell for each row of a vertical merge → rows of cells with spans, continuations left out. */
export function spanned(rows: readonly Omit<OpenRow, 'isDeleted' | 'isHidden'>[]): Row[] {
  const above = new Map<number, { content: readonly Content[]; rowSpan: number; colSpan: number }>()
  return rows.map(row => {
    const cells: { content: readonly Content[]; rowSpan: number; colSpan: number }[] = []
    for (let skip = 0; skip < Math.min(row.before, COLUMNS_MAX); skip += 1) cells.push(blank())
    let column = cells.length
    for (const { content, colSpan, merge } of row.cells) {
      const origin = above.get(column)
      if (merge === 'continue' && origin !== undefined && origin.colSpan === colSpan) origin.rowSpan += 1
      else {
        const cell = { content, rowSpan: 1, colSpan }
        cells.push(cell)
        for (let at = column; at < column + colSpan; at += 1) above.delete(at)
        if (merge === 'restart') above.set(column, cell)
      }
      column += colSpan
    }
    return { cells, isHead: row.isHead }
  })
}

const blank = (): CellContent => ({ content: [], rowSpan: 1, colSpan: 1 })
