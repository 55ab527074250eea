import { type Element, type Handler, wholeOf } from '../docx/parts.ts'
import { Refusal } from '../docx/refusal.ts'
import { shown } from './number-formats.ts'
import type { BookValues } from './xlsx.ts'

/** Cells of all sheets of one workbook, and merged rectangles of one sheet. */
const CELLS_MAX = 200_000
const MERGES_MAX = 20_000
/** The last row and column there are. */
const ROWS_MAX = 1_048_576
const COLUMNS_MAX = 16_384

/** A rectangle of merged cells; rows and columns count from 0, both ends are inside. */
export interface Rectangle {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** The cells of a sheet that can be seen and say something, by row and column from 0, and what was met on the way. */
export interface Sheet {
  readonly rows: ReadonlyMap<number, ReadonlyMap<number, string>>
  readonly merges: readonly Rectangle[]
  readonly hiddenColumns: number
  readonly hiddenRows: number
  readonly formulas: number
  readonly unsaved: number
  readonly strange: number
}

interface OpenCell {
  readonly row: number
  readonly column: number
  readonly type: string
  readonly style: number
  value: string
  text: string
  hasFormula: boolean
  hasValue: boolean
}

export const TOO_MANY = '工作簿过大（超过二十万个单元格），没有读取。请删去不需要的工作表和区域，或拆分后再试。'

/** Reads one xl/worksheets/sheet.xml. `count` is how many cells were met in this and earlier sheets. */
export class SheetReader implements Handler {
  count: number
  readonly #book: BookValues
  readonly #rows = new Map<number, Map<number, string>>()
  readonly #merges: Rectangle[] = []
  readonly #hiddenColumns: Rectangle[] = []
  #hidden = { rows: 0, columns: new Set<number>() }
  #formulas = 0
  #unsaved = 0
  #strange = 0
  #row = -1
  #rowIsHidden = false
  #column = -1
  #cell: OpenCell | null = null
  #in: 'value' | 'text' | null = null
  #aside = 0

  constructor(book: BookValues, count: number) {
    this.#book = book
    this.count = count
  }

  open(element: Element): void {
    if (element.vocabulary !== 'sheet') return
    const { attribute } = element
    switch (element.name) {
      case 'col':
        if (isOn(attribute('hidden')))
          this.#hiddenColumns.push({
            top: 0,
            bottom: ROWS_MAX,
            left: wholeOf(attribute('min')) - 1,
            right: Math.min(COLUMNS_MAX, wholeOf(attribute('max'))) - 1,
          })
        return
      case 'row':
        this.#row = attribute('r') === undefined ? this.#row + 1 : numberOf(attribute('r')) - 1
        this.#rowIsHidden = isOn(attribute('hidden'))
        this.#column = -1
        return
      case 'c':
        this.#openCell(attribute('r'), attribute('t') ?? 'n', wholeOf(attribute('s')))
        return
      case 'f':
        if (this.#cell !== null) this.#cell.hasFormula = true
        return
      case 'v':
        if (this.#cell !== null) this.#cell.hasValue = true
        this.#in = 'value'
        return
      case 't':
        this.#in = this.#aside === 0 ? 'text' : null
        return
      case 'rPh':
        this.#aside += 1
        return
      case 'mergeCell':
        this.#merge(attribute('ref') ?? '')
        return
      default:
    }
  }

  close({ name, vocabulary }: Element): void {
    if (vocabulary !== 'sheet') return
    if (name === 'v' || name === 't') this.#in = null
    else if (name === 'rPh') this.#aside -= 1
    else if (name === 'c') this.#endCell()
  }

  text(text: string): void {
    if (this.#cell === null || this.#in === null) return
    if (this.#in === 'value') this.#cell.value += text
    else this.#cell.text += text
  }

  sheet(): Sheet {
    return {
      rows: this.#rows,
      merges: this.#merges,
      hiddenRows: this.#hidden.rows,
      hiddenColumns: this.#hidden.columns.size,
      formulas: this.#formulas,
      unsaved: this.#unsaved,
      strange: this.#strange,
    }
  }

  #openCell(reference: string | undefined, type: string, style: number): void {
    this.count += 1
    if (this.count > CELLS_MAX) throw new Refusal(TOO_MANY)
    const at = reference === undefined ? null : cellAt(reference)
    this.#column = at?.column ?? this.#column + 1
    this.#cell = {
      row: at?.row ?? this.#row,
      column: this.#column,
      type,
      style,
      value: '',
      text: '',
      hasFormula: false,
      hasValue: false,
    }
  }

  #endCell(): void {
    const cell = this.#cell
    this.#cell = null
    if (cell === null || cell.row < 0 || cell.row >= ROWS_MAX || cell.column >= COLUMNS_MAX) return
    if (cell.hasFormula) this.#formulas += 1
    if (cell.hasFormula && !cell.hasValue) this.#unsaved += 1
    const text = this.#textOf(cell).trim()
    if (text === '') return
    if (this.#rowIsHidden) {
      if (!this.#rows.has(-1 - cell.row)) this.#hidden.rows += 1
      this.#rows.set(-1 - cell.row, NOTHING)
      return
    }
    if (this.#hiddenColumns.some(({ left, right }) => cell.column >= left && cell.column <= right)) {
      this.#hidden.columns.add(cell.column)
      return
    }
    const row = this.#rows.get(cell.row) ?? new Map<number, string>()
    this.#rows.set(cell.row, row.set(cell.column, text))
  }

  #textOf({ type, value, text, style }: OpenCell): string {
    switch (type) {
      case 's': {
        const shared = /^\d{1,9}$/.test(value) ? this.#book.strings[Number(value)] : undefined
        if (shared === undefined && value !== '') this.#strange += 1
        return unescaped(shared ?? '')
      }
      case 'inlineStr':
        return unescaped(text)
      case 'str':
        return unescaped(value)
      case 'b':
        return value === '1' ? '是' : '否'
      case 'n':
        return shown(value, this.#book.formats[style] ?? { kind: 'general' }, this.#book.from1904)
      default: // an error like #REF!, or a day written out
        return value
    }
  }

  #merge(reference: string): void {
    const [from, to] = reference.split(':').map(cellAt)
    if (from === undefined || from === null || to === undefined || to === null) return
    if (this.#merges.length >= MERGES_MAX) throw new Refusal('工作表的合并单元格过多（超过两万处），没有读取。')
    this.#merges.push({ top: from.row, left: from.column, bottom: to.row, right: to.column })
  }
}

const NOTHING: Map<number, string> = new Map()

const isOn = (value: string | undefined): boolean => value === '1' || value === 'true'

const numberOf = (text: string | undefined): number => (/^\d{1,7}$/.test(text ?? '') ? Number(text) : 0)

/** `B3` → row 2, column 1; null for what names no cell. */
export function cellAt(reference: string): { row: number; column: number } | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference)
  if (match === null) return null
  const column = Array.from(match[1] ?? '').reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
  const row = Number(match[2]) - 1
  return column < COLUMNS_MAX && row >= 0 && row < ROWS_MAX ? { row, column } : null
}

/** `_x000A_` is how a workbook writes a character XML cannot hold. */
const unescaped = (text: string): string =>
  text
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\r\n|\r/g, '\n')
