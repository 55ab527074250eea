import type { Block, Cell } from '../../domain/notice/notice.ts'
import { evenLines, widthZi } from './measure.ts'
import { PAGE } from './page.ts'
import { escapeXml } from './xml.ts'

type Table = Extract<Block, { kind: 'table' }>

interface Size {
  readonly halfPoints: number
  /** The width of one 字 in twips. */
  readonly zi: number
}

/** Sizes of type for a table, largest first: 五号, 小五. The smaller ones are for what even paper across cannot hold. */
const SIZES: readonly Size[] = [
  { halfPoints: 21, zi: 210 },
  { halfPoints: 18, zi: 180 },
]
const SMALL: Size = { halfPoints: 15, zi: 150 }
const TINY: Size = { halfPoints: 10, zi: 100 }

/** Left and right cell margin together, and a little air: widths are planned, not measured with a font. */
const MARGINS = 40
const AIR = 20
/** What a column of names gets if there is room, so that the tables of one paper look alike. */
const NAMES_ZI = 9
/** A text cell may be broken, but not below this many characters a line. */
const TEXT_ZI = 4

/** Whether the columns, each no narrower than its widest piece, are too many for upright paper in 小五 type (GB/T 9704 8). */
export function needsLandscape(table: Table): boolean {
  const grid = gridOf(table)
  return SIZES.every(size => fittedPlan(grid, table.headRows, size, PAGE.textWidth) === undefined)
}

/**
 * A table block → `w:tbl` as wide as the type area (`width` in twips): fixed columns planned from the content, header rows repeated
 * on each page, rows kept whole, merged cells real. `caption` is its title for screen readers, who are told its extent too.
 */
export function tableXml(table: Table, caption: string, width: number = PAGE.textWidth): string {
  const grid = gridOf(table)
  const plan = planColumns(grid, table.headRows, width)
  const columns = plan.widths.map(one => `<w:gridCol w:w="${one}"/>`).join('')
  const keptRows =
    grid.rows.length <= table.headRows + KEPT_ROWS ? grid.rows.length - 1 : table.headRows + KEPT_ROWS - 1
  const rows = grid.rows.map((slots, row) => rowXml(slots, row < table.headRows, row < keptRows, plan)).join('')
  const extent = `共${grid.columns}栏，表头${table.headRows}行，内容${grid.rows.length - table.headRows}行。`
  return (
    `<w:tbl><w:tblPr><w:tblW w:w="${width}" w:type="dxa"/><w:jc w:val="center"/>${BORDERS}<w:tblLayout w:type="fixed"/>` +
    '<w:tblCellMar><w:left w:w="20" w:type="dxa"/><w:right w:w="20" w:type="dxa"/></w:tblCellMar>' +
    `<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>` +
    `<w:tblCaption w:val="${escapeXml(caption)}"/><w:tblDescription w:val="${escapeXml(`${caption}。${extent}`)}"/></w:tblPr>` +
    `<w:tblGrid>${columns}</w:tblGrid>${rows}</w:tbl>`
  )
}

const side = (name: string, size: number): string =>
  `<w:${name} w:val="single" w:sz="${size}" w:space="0" w:color="000000"/>`

/** Thick round the table, thin inside. */
export const BORDERS = `<w:tblBorders>${side('top', 8)}${side('left', 8)}${side('bottom', 8)}${side('right', 8)}${side('insideH', 4)}${side('insideV', 4)}</w:tblBorders>`

const none = (name: string): string => `<w:${name} w:val="nil"/>`

/** Rules over the whole width only, thick outside and thin between (7.4.1). */
export const LONG_RULES = `<w:tblBorders>${side('top', 8)}${none('left')}${side('bottom', 8)}${none('right')}${side('insideH', 6)}${none('insideV')}</w:tblBorders>`

// ── the grid: cells with spans → slots ─────────────────────────────────────────────────────────────────────────

/** A cell at its column; `continued` repeats the span below its first row, where OOXML wants an empty merged cell. */
interface Slot {
  readonly cell: Cell
  readonly column: number
  readonly colSpan: number
  readonly continued: boolean
}

interface Grid {
  readonly columns: number
  readonly rows: readonly (readonly Slot[])[]
}

function gridOf(table: Table): Grid {
  const hanging = new Map<number, { slot: Slot; rows: number }>() // by first column: spans still reaching down
  let columns = 1
  const rows = table.rows.map(cells => {
    const slots: Slot[] = []
    let column = 0
    const takeHanging = (): void => {
      for (let held = hanging.get(column); held !== undefined; held = hanging.get(column)) {
        slots.push({ ...held.slot, continued: true })
        if (held.rows === 1) hanging.delete(column)
        else hanging.set(column, { slot: held.slot, rows: held.rows - 1 })
        column += held.slot.colSpan
      }
    }
    const spans: [number, { slot: Slot; rows: number }][] = []
    for (const cell of cells) {
      takeHanging()
      const slot = { cell, column, colSpan: cell.colSpan ?? 1, continued: false }
      slots.push(slot)
      if ((cell.rowSpan ?? 1) > 1) spans.push([column, { slot, rows: (cell.rowSpan ?? 1) - 1 }])
      column += slot.colSpan
    }
    takeHanging()
    for (const [at, span] of spans) hanging.set(at, span)
    columns = Math.max(columns, column)
    return slots
  })
  return { columns, rows: rows.map(slots => fillRow(slots, columns)) }
}

/** A row shorter than the table gets empty cells at its end. */
function fillRow(slots: readonly Slot[], columns: number): readonly Slot[] {
  const last = slots.at(-1)
  const used = last === undefined ? 0 : last.column + last.colSpan
  const empty = Array.from({ length: columns - used }, (_, index) => ({
    cell: { text: '' },
    column: used + index,
    colSpan: 1,
    continued: false,
  }))
  return [...slots, ...empty]
}

// ── the column plan ────────────────────────────────────────────────────────────────────────────────────────────

interface Plan {
  readonly size: Size
  readonly rowHeight: number
  readonly widths: readonly number[]
}

/**
 * Widths of the columns, in the largest type that holds them. If none does, all are narrowed in proportion. The sum is always
 * `width`.
 */
function planColumns(grid: Grid, headRows: number, width: number): Plan {
  for (const size of [...SIZES, SMALL]) {
    const plan = fittedPlan(grid, headRows, size, width)
    if (plan !== undefined) return plan
  }
  const names = namesColumn(grid, headRows)
  const needs = needsOf(grid, headRows, TINY)
  const total = needs.reduce((sum, need) => sum + need.least, 0)
  const widths = needs.map((need, column) => (column === names ? 0 : Math.floor((need.least * width) / total)))
  return { size: TINY, widths: toSum(widths, names, width), rowHeight: rowHeightOf(width) }
}

/** Each column as narrow as its widest unbreakable piece, the rest to the column of names; undefined if that leaves it too little. */
function fittedPlan(grid: Grid, headRows: number, size: Size, width: number): Plan | undefined {
  const names = namesColumn(grid, headRows)
  const needs = needsOf(grid, headRows, size)
  const left = width - needs.reduce((sum, need, column) => sum + (column === names ? 0 : need.least), 0)
  const own = needs[names] ?? { least: 0, whole: 0 }
  if (left < Math.min(own.whole, 5 * size.zi + MARGINS)) return undefined
  // Beyond what the names need in one line, air is shared by all columns.
  const wide = Math.min(left, Math.max(own.whole, NAMES_ZI * size.zi + MARGINS + AIR))
  const share = Math.floor((left - wide) / grid.columns)
  const widths = needs.map((need, column) => (column === names ? 0 : need.least + share))
  return { size, widths: toSum(widths, names, width), rowHeight: rowHeightOf(width) }
}

const rowHeightOf = (width: number): number => (width > PAGE.textWidth ? ROW_HEIGHT_WIDE : ROW_HEIGHT)

const toSum = (widths: readonly number[], names: number, width: number): number[] => {
  const rest = width - widths.reduce((sum, one) => sum + one, 0)
  return widths.map((one, column) => (column === names ? rest : one))
}

/** The column with most text below the header: it alone may be broken and takes what is left. */
function namesColumn(grid: Grid, headRows: number): number {
  const weights = Array.from({ length: grid.columns }, () => 0)
  for (const slots of grid.rows.slice(headRows))
    for (const slot of slots)
      if (!slot.continued && slot.colSpan === 1)
        weights[slot.column] = (weights[slot.column] ?? 0) + widthZi(slot.cell.text)
  return Math.max(0, weights.indexOf(Math.max(...weights)))
}

interface Need {
  /** Twips the column cannot go below. */
  readonly least: number
  /** Twips by which its widest cell stays on one line. */
  readonly whole: number
}

function needsOf(grid: Grid, headRows: number, size: Size): Need[] {
  const needs = Array.from({ length: grid.columns }, () => ({ least: size.zi + MARGINS + AIR, whole: 0 }))
  grid.rows.forEach((slots, row) => {
    for (const { cell, column, colSpan, continued } of slots) {
      const need = needs[column]
      if (need === undefined || continued || colSpan > 1 || cell.text === '') continue
      const isHead = row < headRows
      const pieces = isHead ? headLines(cell.text, headRows - row > 1 || (cell.rowSpan ?? 1) > 1 ? 3 : 2) : [cell.text]
      const width = Math.max(...pieces.map(widthZi))
      const least = isHead || !/\p{Script=Han}/u.test(cell.text) ? width : Math.min(width, TEXT_ZI)
      need.least = Math.max(need.least, Math.ceil(least * size.zi) + MARGINS + AIR)
      need.whole = Math.max(need.whole, Math.ceil(width * size.zi) + MARGINS + AIR)
    }
  })
  widenGroups(grid, headRows, size, needs)
  return needs
}

/** A head over several columns must fit on two lines over them. */
function widenGroups(grid: Grid, headRows: number, size: Size, needs: { least: number }[]): void {
  for (const slots of grid.rows.slice(0, headRows))
    for (const { cell, column, colSpan, continued } of slots) {
      if (continued || colSpan === 1) continue
      const below = needs.slice(column, column + colSpan)
      const want = Math.ceil(widthZi(cell.text) / 2) * size.zi + MARGINS
      const missing = want - below.reduce((sum, need) => sum + need.least, 0)
      if (missing > 0) for (const need of below) need.least += Math.ceil(missing / colSpan)
    }
}

/** Words a head may be broken before, so that it reads 市级以上／采用篇数 and not 市级以／上采用／篇数. */
const HEAD_WORDS = /(?=采用|篇数|条数|次数|分数|得分|记分|计分|基础分|排名|名次|简报)/

/** A word of a head longer than this many characters is broken itself. */
const HEAD_WORD_ZI = 5

/** A head → at most `most` lines, as narrow as whole words allow. Three characters stay together. */
export function headLines(text: string, most: number): string[] {
  if (Array.from(text).length <= 3) return [text]
  const words = text.split(HEAD_WORDS).flatMap(word => evenPieces(word, Math.ceil(widthZi(word) / HEAD_WORD_ZI)))
  const longest = Math.max(...words.map(widthZi))
  for (let width = Math.max(2, longest); width < widthZi(text); width += 0.5) {
    const lines = packed(words, width)
    if (lines.length <= most) return lines
  }
  return [text]
}

function packed(words: readonly string[], width: number): string[] {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last !== undefined && widthZi(last + word) <= width) lines[lines.length - 1] = last + word
    else lines.push(word)
  }
  return lines
}

function evenPieces(text: string, most: number): string[] {
  const characters = Array.from(text)
  const size = Math.ceil(characters.length / most)
  return Array.from({ length: Math.ceil(characters.length / size) }, (_, index) =>
    characters.slice(index * size, (index + 1) * size).join(''),
  )
}

// ── rows ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Rows that stay with the header at the foot of a page: a single one there would look lost. */
const KEPT_ROWS = 3
const ROW_HEIGHT = 440
/** Across, a page holds a third fewer rows. */
const ROW_HEIGHT_WIDE = 400
const HEAD_LINE = 280

function rowXml(slots: readonly Slot[], isHead: boolean, keepsNext: boolean, plan: Plan): string {
  const cells = slots.map(slot => cellXml(slot, isHead, keepsNext, plan))
  const lines = Math.max(
    1,
    ...slots.filter(slot => (slot.cell.rowSpan ?? 1) === 1).map(slot => linesOf(slot, plan).length),
  )
  const height = isHead ? Math.max(380, lines * HEAD_LINE + 80) : plan.rowHeight
  return (
    `<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="${height}" w:hRule="atLeast"/>${isHead ? '<w:tblHeader/>' : ''}</w:trPr>` +
    `${cells.join('')}</w:tr>`
  )
}

const widthOf = ({ column, colSpan }: Slot, plan: Plan): number =>
  plan.widths.slice(column, column + colSpan).reduce((sum, width) => sum + width, 0)

/** A head breaks at words when it does not fit its column on one line. */
function linesOf(slot: Slot, plan: Plan): string[] {
  const room = (widthOf(slot, plan) - MARGINS) / plan.size.zi
  if (widthZi(slot.cell.text) <= room) return [slot.cell.text]
  return headLines(slot.cell.text, (slot.cell.rowSpan ?? 1) > 1 ? 3 : 2)
}

/** A name too long for its column breaks between words into even lines, not into one full and one of a single character. */
function bodyLines(slot: Slot, plan: Plan): string[] {
  const { text } = slot.cell
  const room = Math.floor((widthOf(slot, plan) - MARGINS) / plan.size.zi)
  return /^[\p{Script=Han}（）]+$/u.test(text) && room > 0 ? evenLines(text, room) : text.split('\n')
}

function cellXml(slot: Slot, isHead: boolean, keepsNext: boolean, plan: Plan): string {
  const { cell, colSpan, continued } = slot
  const lines = continued || cell.text === '' ? [] : isHead ? linesOf(slot, plan) : bodyLines(slot, plan)
  const small =
    plan.size.halfPoints === 21
      ? ''
      : `<w:rPr><w:sz w:val="${plan.size.halfPoints}"/><w:szCs w:val="${plan.size.halfPoints}"/></w:rPr>`
  const texts = lines.map(line => `<w:t xml:space="preserve">${escapeXml(line)}</w:t>`).join('<w:br/>')
  const merge = continued ? '<w:vMerge/>' : (cell.rowSpan ?? 1) > 1 ? '<w:vMerge w:val="restart"/>' : ''
  return (
    `<w:tc><w:tcPr><w:tcW w:w="${widthOf(slot, plan)}" w:type="dxa"/>${colSpan > 1 ? `<w:gridSpan w:val="${colSpan}"/>` : ''}${merge}` +
    `<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="${isHead ? 'GwTh' : 'GwTd'}"/>${keepsNext ? '<w:keepNext/>' : ''}</w:pPr>` +
    `${texts === '' ? '' : `<w:r>${small}${texts}</w:r>`}</w:p></w:tc>`
  )
}
