import { canonOf, foldText } from './fold.ts'
import { type Grid, type GridRow, isBlank, isNumeric, rowOfTexts } from './grids.ts'
import { isHeadCell, isUnitHead } from './measures.ts'

/** A line of a text as it is, before anything is folded. */
export interface RawLine {
  readonly raw: string
  readonly line: number
}

export interface FoundGrid {
  readonly grid: Grid
  /** Index of the first line after the table. */
  readonly end: number
}

const isEmpty = (raw: string | undefined): boolean =>
  raw === undefined || raw.trim() === '' || (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(raw) && foldText(raw) === '')
const canon = (text: string): string => canonOf(foldText(text))
const isRankHead = (text: string): boolean => /^(?:序号|排名|名次|位次|排序)$/.test(text)
const isFirstHead = (text: string): boolean => isUnitHead(text) || isRankHead(text)

/** Finds the tables of a text, whichever way they came out; an attempt that fails is not repeated for the lines it has seen. */
export class TableFinder {
  readonly #lines: readonly RawLine[]
  #triedTo = 0

  constructor(lines: readonly RawLine[]) {
    this.#lines = lines
  }

  /** The table that begins at line `from`, or null. */
  at(from: number): FoundGrid | null {
    const raw = this.#lines[from]?.raw ?? ''
    if (raw.includes('\t') || isPiped(raw)) return this.#flat(from) ?? this.#delimited(from)
    if (from < this.#triedTo || isEmpty(raw)) return null
    return this.#spaced(from) ?? this.#cellByCell(from)
  }

  // ── tabs and pipes ───────────────────────────────────────────────────────────────────────────────────────────

  #delimited(from: number): FoundGrid | null {
    if (from < this.#triedTo) return null
    const rows: GridRow[] = []
    let end = from
    for (let at = from; at < this.#lines.length; at += 1) {
      const { raw, line } = this.#lines[at] ?? { raw: '', line: 0 }
      if (isEmpty(raw) && !raw.includes('\t')) continue
      const cells = cellsOf(raw, rows.length > 0)
      const before = rows.at(-1)
      if (cells === 'line') {
        end = at + 1
        continue
      }
      if (before !== undefined && end === at && isRest(raw) && isShort(rows, before))
        rows[rows.length - 1] = withRest(rows, before, raw)
      else if (cells !== null) rows.push(rowOfTexts(cells, line))
      else break
      end = at + 1
    }
    if (looksLikeTable(rows)) return { grid: { rows, spans: false }, end }
    this.#triedTo = Math.max(this.#triedTo, end)
    return null
  }

  // ── cells apart by spaces ────────────────────────────────────────────────────────────────────────────────────

  #spaced(from: number): FoundGrid | null {
    const flat = this.#flat(from)
    if (flat !== null) return flat
    const { raw, line } = this.#lines[from] ?? { raw: '', line: 0 }
    const heads = tokensOf(raw)
    if (heads.length < 3 || !heads.some(isFirstHead) || !heads.every(head => !isNumeric(head))) return null
    const rows: GridRow[] = [rowOfTexts(heads, line)]
    let end = from + 1
    for (let at = from + 1; at < this.#lines.length; at += 1) {
      const next = this.#lines[at] ?? { raw: '', line: 0 }
      if (isEmpty(next.raw)) continue
      const tokens = tokensOf(next.raw)
      const before = rows.at(-1)
      if (rows.length > 1 && before !== undefined && isRest(next.raw))
        rows[rows.length - 1] = withRest(rows, before, next.raw)
      else if (isNamedRow(tokens))
        rows.push({ ...rowOfTexts(tokens, next.line), isTorn: tokens.length !== heads.length })
      else break
      end = at + 1
    }
    return rows.length >= 3 ? { grid: { rows, spans: false }, end } : null
  }

  // ── everything in one line, and one cell a line ──────────────────────────────────────────────────────────────

  #flat(from: number): FoundGrid | null {
    const { raw, line } = this.#lines[from] ?? { raw: '', line: 0 }
    const tokens = raw.includes('\t') ? raw.split('\t').map(cell => cell.trim()) : tokensOf(raw)
    if (tokens.length < 8 || !tokens.slice(0, 2).some(token => isFirstHead(canon(token)))) return null
    const fit = fitted(tokens.map(text => ({ text, line })))
    return fit !== null && fit.used === tokens.length ? { grid: fit.grid, end: from + 1 } : null
  }

  #cellByCell(from: number): FoundGrid | null {
    const first = canon(this.#lines[from]?.raw ?? '')
    if (!isFirstHead(first)) return null
    const lines: RawLine[] = []
    let hasNumbers = false
    for (let at = from; at < this.#lines.length; at += 1) {
      const line = this.#lines[at] ?? { raw: '', line: 0 }
      const isNext = hasNumbers && isFirstHead(canon(line.raw))
      if (isNext || (!isEmpty(line.raw) && !isCellLine(line.raw))) break
      hasNumbers ||= isNumeric(line.raw)
      lines.push(line)
    }
    const cells = cellsByLine(lines)
    const fit = fitted(cells.map(({ raw, line }) => ({ text: raw.trim(), line })))
    if (fit === null) {
      this.#triedTo = from + lines.length
      return null
    }
    const last = cells[fit.used - 1]?.line
    return { grid: fit.grid, end: from + lines.findIndex(line => line.line === last) + 1 }
  }
}

const isPiped = (raw: string): boolean => (raw.match(/[|｜]/g) ?? []).length >= 2

/** The cells of a line with tabs or pipes; `line` for the rule under a header, null for a line that has no cells. */
function cellsOf(raw: string, inTable: boolean): string[] | 'line' | null {
  if (isPiped(raw)) {
    if (/^[\s|｜:：-]+$/.test(raw) && raw.includes('-')) return 'line'
    const cells = raw
      .trim()
      .replace(/^[|｜]/, '')
      .replace(/[|｜]$/, '')
      .split(/[|｜]/)
    return cells.map(cell => cell.trim())
  }
  const bare = raw.replace(/[\r\n]+$/, '')
  const isRow =
    bare.trim().includes('\t') ||
    (inTable && (bare.match(/\t/g) ?? []).length >= 2) ||
    (inTable && /^\S+\t+$/.test(bare))
  return isRow ? bare.split('\t').map(cell => cell.trim()) : null
}

function looksLikeTable(rows: readonly GridRow[]): boolean {
  const texts = rows.map(row => row.cells.map(cell => canon(cell.text)))
  const numeric = texts.filter(cells => cells.filter(isNumeric).length >= 2).length
  if (numeric >= 2) return true
  const header = texts.findIndex(cells => cells.some(isFirstHead) && cells.filter(isHeadCell).length >= 1)
  return header !== -1 && rows.length > header + 1
}

const tokensOf = (raw: string): string[] => raw.trim().split(/[\s\u3000]+/)

const isCell = (token: string): boolean => isNumeric(token) || (token !== '' && isBlank(token))

/** 宣汉 151 5 308, with or without a rank before. */
const isNamedRow = (tokens: readonly string[]): boolean => {
  const name = tokens.findIndex(token => !isCell(token))
  return (
    tokens.length >= 3 && (name === 0 || name === 1) && tokens.every((token, index) => index === name || isCell(token))
  )
}

/** A line of numbers only: the rest of a row that broke where a cell is empty. */
const isRest = (raw: string): boolean => tokensOf(raw).every(token => isNumeric(token))

/** Columns by the header, which is among the first rows. */
const widthBy = (rows: readonly GridRow[]): number => Math.max(...rows.slice(0, 3).map(row => row.cells.length))

const isShort = (rows: readonly GridRow[], row: GridRow): boolean => rows.length > 1 && row.cells.length < widthBy(rows)

/**
 * A row and the numbers of the line after it → the whole row. One number short of the header, the break stands for the empty cell;
 * otherwise the row is torn, and is not guessed at.
 */
function withRest(rows: readonly GridRow[], row: GridRow, raw: string): GridRow {
  const [before, after] = [row.cells.map(cell => cell.text), tokensOf(raw)]
  const missing = widthBy(rows) - before.length - after.length
  const whole = rowOfTexts([...before, ...(missing === 1 ? [''] : []), ...after], row.line)
  return missing === 0 || missing === 1 ? whole : { ...whole, isTorn: true }
}

/** One cell of a table that came out a cell a line. */
function isCellLine(raw: string): boolean {
  const text = canon(raw)
  return isNumeric(text) || isBlank(text) || (text.length <= 24 && !/[。，；：！？]/.test(text))
}

/** Lines → cells. Where a blank line stands after every cell, only further ones are empty cells. */
function cellsByLine(lines: readonly RawLine[]): RawLine[] {
  const apart = [1, 3, 5].every(index => isEmpty(lines[index]?.raw)) && !isEmpty(lines[2]?.raw)
  if (!apart) return [...lines]
  const cells: RawLine[] = []
  let blanks = 0
  for (const line of lines) {
    if (isEmpty(line.raw)) {
      blanks += 1
      if (blanks >= 3 && blanks % 2 === 1) cells.push(line)
    } else {
      cells.push(line)
      blanks = 0
    }
  }
  return cells
}

interface Token {
  readonly text: string
  readonly line: number
}

/** Heads, then rows of the same length that hold one name each → a grid, and how many cells it took. */
function fitted(tokens: readonly Token[]): { grid: Grid; used: number } | null {
  const firstNumber = tokens.findIndex(({ text }) => isNumeric(text))
  const ranked = isRankHead(canon(tokens[0]?.text ?? ''))
  const start = ranked ? firstNumber : firstNumber - 1
  if (start < 2 || !tokens.slice(0, start).every(({ text }) => text !== '' && !isNumeric(text))) return null
  const name = ranked ? 1 : 0
  for (const width of [start, widthOf(tokens, start + name)]) {
    if (width < 2) continue
    const rows = rowsOf(tokens, start, width, name)
    if (rows.length < 2) continue
    const heads = rowOfTexts(
      tokens.slice(0, start).map(({ text }) => text),
      tokens[0]?.line ?? 0,
    )
    return { grid: { rows: [heads, ...rows], spans: false }, used: start + rows.length * width }
  }
  return null
}

/** From one name to the next. */
function widthOf(tokens: readonly Token[], name: number): number {
  const next = tokens.findIndex(({ text }, index) => index > name && text !== '' && !isCell(text))
  return next === -1 ? tokens.length - name : next - name
}

function rowsOf(tokens: readonly Token[], start: number, width: number, name: number): GridRow[] {
  const rows: GridRow[] = []
  for (let at = start; at + width <= tokens.length; at += width) {
    const row = tokens.slice(at, at + width)
    const fits = row.every(({ text }, index) =>
      index === name ? text !== '' && !isCell(text) : text === '' || isCell(text),
    )
    if (!fits) break
    rows.push(
      rowOfTexts(
        row.map(({ text }) => text),
        row[0]?.line ?? 0,
      ),
    )
  }
  return rows
}
