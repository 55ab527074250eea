import { strToU8, type Zippable, zipSync } from 'fflate'
import { escapeXml, XML_HEAD as XML } from '../docx/xml.ts'

/** A cell: words, or a number that a spreadsheet can add up; null is empty. */
export type Cell = string | number | null

export interface Sheet {
  readonly title: string
  /** Who took it out and when; stands above the table and on every printed page (EXP-02). */
  readonly mark: string
  readonly heads: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

/** Excel takes no longer text in one cell. */
const CELL_MAX = 32_767
const SHEET_NAME_MAX = 31
const WIDTH = { min: 6, max: 60, pad: 2 }
/** What a spreadsheet would run as a formula once somebody edits the cell, full-width forms included (EXP-01). */
const RUNS = /^[=+\-@\t\r\n＝＋－＠]/
/** Indexes into the formats of `STYLES`. */
const STYLE = { text: 0, head: 1, number: 2, guarded: 3, mark: 4 } as const

/**
 * A table as .xlsx. Words are always written as words, never as formulas, and those that begin like one are marked as such, so that they
 * stay words when somebody edits them; there are no links. The same sheet gives the same bytes.
 */
export function workbookOf(sheet: Sheet): Uint8Array {
  const parts: Record<string, string> = {
    '[Content_Types].xml': TYPES,
    '_rels/.rels': ROOT,
    'xl/workbook.xml': bookXml(sheet),
    'xl/_rels/workbook.xml.rels': BOOK_RELATIONS,
    'xl/styles.xml': STYLES,
    'xl/worksheets/sheet1.xml': sheetXml(sheet),
  }
  const files: Zippable = {}
  // 1980, the first day a zip knows.
  for (const [name, text] of Object.entries(parts)) files[name] = [strToU8(text), { mtime: new Date(1980, 0, 1) }]
  return zipSync(files, { level: 6 })
}

function sheetXml({ mark, heads, rows }: Sheet): string {
  const last = Math.max(heads.length, 1)
  const lines = [
    rowXml(1, [{ cell: mark, style: STYLE.mark }]),
    rowXml(
      2,
      heads.map(cell => ({ cell, style: STYLE.head })),
    ),
    ...rows.map((row, at) => rowXml(at + 3, row.map(styled))),
  ]
  const reach = `A2:${columnName(last - 1)}${rows.length + 2}`
  return `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${columnsXml(heads, rows)}</cols><sheetData>${lines.join('')}</sheetData>${rows.length === 0 ? '' : `<autoFilter ref="${reach}"/>`}<mergeCells count="1"><mergeCell ref="A1:${columnName(Math.max(last - 1, 1))}1"/></mergeCells><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><headerFooter><oddHeader>&amp;L${footText(mark)}</oddHeader><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter></worksheet>`
}

/** `&` begins a code there. */
const footText = (text: string): string => escapeXml(text.replaceAll('&', '&&'))

interface Styled {
  readonly cell: Cell
  readonly style: number
}

const styled = (cell: Cell): Styled => ({
  cell,
  style: typeof cell === 'number' ? STYLE.number : cell !== null && RUNS.test(bare(cell)) ? STYLE.guarded : STYLE.text,
})

/** As a spreadsheet would look at it: normalised, without space before. */
const bare = (text: string): string => text.normalize('NFKC').replace(/^[^\S\t\r\n]+/u, '')

const rowXml = (number: number, cells: readonly Styled[]): string =>
  `<row r="${number}">${cells.map((one, at) => cellXml(`${columnName(at)}${number}`, one)).join('')}</row>`

function cellXml(place: string, { cell, style }: Styled): string {
  if (cell === null || cell === '') return ''
  if (typeof cell === 'number') return `<c r="${place}" s="${style}"><v>${cell}</v></c>`
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell.slice(0, CELL_MAX))}</t></is></c>`
}

function columnsXml(heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return heads
    .map((head, at) => {
      const longest = rows.slice(0, 500).reduce((most, row) => Math.max(most, widthOf(row[at] ?? null)), widthOf(head))
      const width = Math.min(WIDTH.max, Math.max(WIDTH.min, longest + WIDTH.pad))
      return `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`
    })
    .join('')
}

/** A Chinese character takes the place of two others. */
const widthOf = (cell: Cell): number =>
  [...String(cell ?? '')].reduce((width, one) => width + (/[\u2e80-\uffef]/.test(one) ? 2 : 1), 0)

/** 0 → A, 25 → Z, 26 → AA. */
export function columnName(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26))
  return at < 26 ? letter : columnName(Math.floor(at / 26) - 1) + letter
}

const bookXml = ({ title, rows, heads }: Sheet): string => {
  const name = title.replace(/[[\]:*?/\\']/g, '').slice(0, SHEET_NAME_MAX) || '表'
  const quoted = `'${name}'`
  const names =
    rows.length === 0
      ? ''
      : `<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">${escapeXml(quoted)}!$A$2:$${columnName(Math.max(heads.length - 1, 0))}$${rows.length + 2}</definedName>`
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${escapeXml(name)}" sheetId="1" r:id="rId1"/></sheets><definedNames>${names}<definedName name="_xlnm.Print_Titles" localSheetId="0">${escapeXml(quoted)}!$2:$2</definedName></definedNames></workbook>`
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const FORMAT = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const TYPES = `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${FORMAT}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${FORMAT}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${FORMAT}.styles+xml"/></Types>`
const ROOT = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`
const BOOK_RELATIONS = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`
/** 0 words, 1 head, 2 numbers, 3 words that begin like a formula, 4 the mark. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><fonts count="3"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font><font><sz val="9"/><color rgb="FF666666"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border/><border><bottom style="thin"/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf numFmtId="49" fontId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" borderId="1" applyNumberFormat="1" applyFont="1" applyBorder="1"/><xf numFmtId="0" fontId="0"/><xf numFmtId="49" fontId="0" quotePrefix="1" applyNumberFormat="1"/><xf numFmtId="49" fontId="2" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`
