import { SaxesParser } from 'saxes'
import {
  type CellContent,
  type Content,
  cellText,
  type Paragraph,
  type Placed,
  placed,
  type Span,
  type Table,
} from '../reading/content.ts'
import type { Remark } from './remarks.ts'

/**
 * Finds where a remark hangs in word/document.xml: the words it quotes if they are found in the paragraph, else the paragraph; in a
 * table the cell of the unit and column, else that of the unit. What cannot be found hangs at the first paragraph, the title.
 */
export class Anchors {
  readonly #xml: string
  readonly #placed: readonly Placed[]
  readonly #tables = new Map<Table, TablePlaces>()

  /** `content` is what the body reader made of `xml`. */
  constructor(xml: string, content: readonly Content[]) {
    this.#xml = xml
    this.#placed = placed(content)
  }

  /** The stretch of the part to comment; null in a document without any paragraph to hang a comment at. */
  of(remark: Remark): Span | null {
    const at = this.#placed.find(({ line }) => line === remark.line)?.content
    const found =
      at === undefined ? null : at.kind === 'paragraph' ? this.#inParagraph(at, remark) : this.#inTable(at, remark)
    return found ?? this.#title()
  }

  #title(): Span | null {
    for (const { content } of this.#placed) {
      const span = spanOf([content])
      if (span !== null) return inner(this.#xml, span)
    }
    return null
  }

  #inParagraph({ span }: Paragraph, { quote }: Remark): Span | null {
    if (span === undefined) return null
    const whole = inner(this.#xml, span)
    return (quote === null ? null : quotedIn(this.#xml, whole, quote)) ?? whole
  }

  #inTable(table: Table, { unit, column, quote }: Remark): Span | null {
    const places = this.#tables.get(table) ?? new TablePlaces(table)
    this.#tables.set(table, places)
    const cell = places.cell(unit, column, quote)
    const span = cell === null ? spanOf([table]) : spanOf(cell.content)
    return span === null ? null : inner(this.#xml, span)
  }
}

/** From the first paragraph of some content with a place in the file; a comment may not reach from cell to cell, so it is that one. */
function spanOf(content: readonly Content[]): Span | null {
  for (const each of content) {
    const span =
      each.kind === 'paragraph'
        ? (each.span ?? null)
        : spanOf(each.rows.flatMap(row => row.cells.flatMap(cell => cell.content)))
    if (span !== null) return span
  }
  return null
}

/** A paragraph's span ends after its end word; what can be commented ends before it. */
const inner = (xml: string, { from, to }: Span): Span => ({ from, to: xml.lastIndexOf('<', to - 1) })

/** Spellings that mean the same: without blanks and invisible characters, full-width letters and marks as narrow ones. */
export const folded = (text: string): string =>
  text
    .replace(/[\s\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060\u3000\ufeff]+/g, '')
    .replace(/[！-～]/g, letter => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))

// ── tables ─────────────────────────────────────────────────────────────────────────────────────────────────────

interface Drawn {
  readonly cell: CellContent
  readonly text: string
}

/** A table as drawn: which cell shows at each place. */
class TablePlaces {
  readonly #rows: readonly (readonly (Drawn | undefined)[])[]

  constructor({ rows }: Table) {
    const drawn: (Drawn | undefined)[][] = rows.map(() => [])
    for (const [index, row] of rows.entries()) {
      let column = 0
      for (const cell of row.cells) {
        while (drawn[index]?.[column] !== undefined) column += 1
        const each = { cell, text: folded(cellText(cell.content, row.isHead)) }
        for (let down = 0; down < Math.min(cell.rowSpan, rows.length - index); down += 1)
          for (let right = 0; right < cell.colSpan; right += 1) {
            const target = drawn[index + down]
            if (target !== undefined) target[column + right] = each
          }
        column += cell.colSpan
      }
    }
    this.#rows = drawn
  }

  /** The cell of a unit's row under a column's heads; without a match of the heads the one that says what is quoted, else the unit's. */
  cell(unit: string | null, column: string | null, quote: string | null): CellContent | null {
    const wanted = unit === null ? '' : folded(unit)
    const at = wanted === '' ? -1 : this.#rows.findIndex(row => row.some(each => each?.text === wanted))
    if (at === -1) return column === null ? null : (this.#head(folded(column))?.cell ?? null)
    const row = this.#rows[at] ?? []
    const under = column === null ? -1 : this.#column(folded(column), at)
    const said = quote === null ? undefined : row.find(each => each?.text === folded(quote))
    const own = row.find(each => each?.text === wanted)
    return ((under === -1 ? undefined : row[under]) ?? (column === null ? undefined : said) ?? own)?.cell ?? null
  }

  /** The column whose heads, joined from top to bottom above a row, are the name. */
  #column(name: string, before: number): number {
    const width = Math.max(0, ...this.#rows.map(row => row.length))
    const plain = name.replaceAll('·', '')
    for (let column = 0; column < width; column += 1) {
      const heads: string[] = []
      for (const row of this.#rows.slice(0, before)) {
        const text = row[column]?.text ?? ''
        if (text !== '' && text !== heads.at(-1)) heads.push(text)
        if (heads.join('') === plain) return column
      }
    }
    return -1
  }

  #head(name: string): Drawn | undefined {
    const last = name.split('·').at(-1)
    return this.#rows
      .slice(0, 5)
      .flat()
      .find(each => each?.text === last)
  }
}

// ── words of a paragraph ───────────────────────────────────────────────────────────────────────────────────────

/** The children of a paragraph that hold a quotation, from the first to the last; null when it is not found. */
function quotedIn(xml: string, whole: Span, quote: string): Span | null {
  const wanted = folded(quote)
  const pieces = piecesOf(xml, whole)
  const text = pieces.map(piece => piece.text).join('')
  const at = wanted === '' ? -1 : text.indexOf(wanted)
  if (at === -1) return null
  let position = 0
  let [from, to] = [-1, -1]
  for (const piece of pieces) {
    const end = position + piece.text.length
    if (piece.text !== '' && end > at && position < at + wanted.length) {
      if (from === -1) from = piece.from
      to = piece.to
    }
    position = end
  }
  return from === -1 ? null : { from, to }
}

/** The elements that lie directly in a paragraph, with their texts. Their part was parsed before, so it is whole. */
function piecesOf(xml: string, { from, to }: Span): { from: number; to: number; text: string }[] {
  const found: { from: number; to: number; text: string }[] = []
  const parser = new SaxesParser()
  const names: string[] = []
  const offset = from - '<x>'.length
  let text = ''
  let start = 0
  const local = (name: string): string => name.slice(name.indexOf(':') + 1)
  parser.on('opentag', ({ name }) => {
    if (names.length === 1) {
      start = xml.lastIndexOf('<', offset + parser.position - 1)
      text = ''
    }
    names.push(local(name))
  })
  parser.on('text', piece => {
    if (names.at(-1) === 't' && !names.includes('del') && !names.includes('txbxContent')) text += piece
  })
  parser.on('closetag', () => {
    names.pop()
    if (names.length === 1) found.push({ from: start, to: offset + parser.position, text: folded(text) })
  })
  parser.write(`<x>${xml.slice(from, to)}</x>`).close()
  return found
}
