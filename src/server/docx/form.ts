import type { FormCell, FormRow } from '../../domain/print/block.ts'
import { paragraph, run, words } from './flow.ts'
import { linesOf } from './measure.ts'
import { PAGE } from './page.ts'
import { BORDERS } from './table.ts'

/** Sizes of type a form is tried in, in half points, with the width of one 字 and the line in twips: 四号, 小四, 五号. */
const SIZES = [
  { half: 28, zi: 280, line: 440 },
  { half: 24, zi: 240, line: 380 },
  { half: 21, zi: 210, line: 320 },
] as const
type Size = (typeof SIZES)[number]

const LABEL_WIDTH = 1700
const HALF_WIDTH = PAGE.textWidth / 2 - LABEL_WIDTH
const WHOLE_WIDTH = PAGE.textWidth - LABEL_WIDTH
const MARGIN = 100 // left and right of a cell
const ROW_LEAST = 660
const ROW_AIR = 180
const TALL_LEAST = 1400
/** What borders take, and a line in reserve: heights are planned, not measured with a font. */
const RESERVE = 400

/**
 * The rows of a form → its table, made to fill `height` twips: the largest type that fits, what is left over to the tall rows. A
 * text for which even 五号 is too large is replaced by what the row says then, and comes back in `rest`.
 */
export function formPart(
  rows: readonly FormRow[],
  height: number,
): { xml: string; rest: { title: string; text: string }[] } {
  const room = height - RESERVE
  const fitting = (some: readonly FormRow[]): Size | undefined => SIZES.find(size => needed(some, size) <= room)
  const size = fitting(rows)
  if (size !== undefined) return { xml: tableOf(rows, size, room), rest: [] }
  const rest = rows.flatMap(({ overflow, cells }) =>
    overflow === undefined ? [] : [{ title: overflow.title, text: cells[0].text }],
  )
  const short = rows.map((row): FormRow => {
    const { overflow, cells } = row
    return overflow === undefined ? row : { tall: true, cells: [{ label: cells[0].label, text: overflow.instead }] }
  })
  return { xml: tableOf(short, fitting(short) ?? SIZES[2], room), rest }
}

const widthOf = (row: FormRow): number => (row.cells.length === 1 ? WHOLE_WIDTH : HALF_WIDTH)

const paragraphsOf = (cell: FormCell): string[] => cell.text.split(/\r\n|\r|\n/)

function rowNeed(row: FormRow, size: Size): number {
  const room = Math.floor((widthOf(row) - 2 * MARGIN) / size.zi)
  const lines = row.cells.map(cell =>
    paragraphsOf(cell).reduce((sum, one) => sum + linesOf(one, room, row.tall === true ? 2 : 0).length, 0),
  )
  return Math.max(row.tall === true ? TALL_LEAST : ROW_LEAST, Math.max(...lines) * size.line + ROW_AIR)
}

const needed = (rows: readonly FormRow[], size: Size): number => rows.reduce((sum, row) => sum + rowNeed(row, size), 0)

function tableOf(rows: readonly FormRow[], size: Size, height: number): string {
  const tallRows = rows.filter(row => row.tall === true).length
  const left = Math.max(0, height - needed(rows, size))
  const share = tallRows === 0 ? 0 : Math.floor(left / tallRows)
  const body = rows.map(row => rowXml(row, size, rowNeed(row, size) + (row.tall === true ? share : 0)))
  const columns = [LABEL_WIDTH, HALF_WIDTH, LABEL_WIDTH, HALF_WIDTH]
  return (
    `<w:tbl><w:tblPr><w:tblW w:w="${PAGE.textWidth}" w:type="dxa"/><w:jc w:val="center"/>${BORDERS}<w:tblLayout w:type="fixed"/>` +
    `<w:tblCellMar><w:left w:w="${MARGIN}" w:type="dxa"/><w:right w:w="${MARGIN}" w:type="dxa"/></w:tblCellMar></w:tblPr>` +
    `<w:tblGrid>${columns.map(width => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>${body.join('')}</w:tbl>`
  )
}

function rowXml(row: FormRow, size: Size, height: number): string {
  const isWhole = row.cells.length === 1
  const cells = row.cells.map(cell => labelXml(cell, size) + textXml(cell, row, size, isWhole)).join('')
  return `<w:tr><w:trPr>${row.tall === true ? '' : '<w:cantSplit/>'}<w:trHeight w:val="${height}" w:hRule="atLeast"/></w:trPr>${cells}</w:tr>`
}

const ownSize = (size: Size): { size?: number } => (size.half === 28 ? {} : { size: size.half })

const labelXml = (cell: FormCell, size: Size): string =>
  `<w:tc><w:tcPr><w:tcW w:w="${LABEL_WIDTH}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>` +
  `${paragraph('GwFormLabel', run(words(cell.label), ownSize(size)))}</w:tc>`

function textXml(cell: FormCell, row: FormRow, size: Size, isWhole: boolean): string {
  const own = { line: size.line, ...(row.tall === true ? { indent: { first: 2 * size.zi } } : {}) }
  const texts = paragraphsOf(cell).map(one => paragraph('GwFormText', run(words(one), ownSize(size)), own))
  return (
    `<w:tc><w:tcPr><w:tcW w:w="${widthOf(row)}" w:type="dxa"/>${isWhole ? '<w:gridSpan w:val="3"/>' : ''}` +
    `${row.tall === true ? '' : '<w:vAlign w:val="center"/>'}</w:tcPr>${texts.join('')}</w:tc>`
  )
}
