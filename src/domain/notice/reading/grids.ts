import { hundredthsOf } from './fold.ts'

/** A cell of a table as it is drawn; `from` numbers the written cell it shows, so that merged cells are known by it. */
export interface GridCell {
  readonly text: string
  readonly from: number
}

export interface GridRow {
  readonly cells: readonly GridCell[]
  readonly line: number
  /** Some of its cells are lost, and nothing tells which. */
  readonly isTorn?: boolean
}

/** A table before it is understood. `spans`: merged cells are known; a text has only blanks in their place. */
export interface Grid {
  readonly rows: readonly GridRow[]
  readonly spans: boolean
}

export const isBlank = (text: string): boolean => /^[-–—－]*$/.test(text.trim())

/** A number with its word is no longer. */
const WORDY = 24

/** A number as cells hold it, with or without its word: `4.5`, `第1名`, `12篇`. Hundredths, null for anything else. */
export function cellNumber(text: string): number | null {
  const plain = hundredthsOf(text)
  if (plain !== null || text.length > WORDY) return plain
  const match = /^(?:第|并列)?([\d０-９ .．+-]{1,12})(?:分|篇|条|则|名|次|位|件)$/.exec(text.trim())
  return match === null ? null : hundredthsOf(match[1] ?? '')
}

export const isNumeric = (text: string): boolean => cellNumber(text) !== null

/** Cells of one line of text → a row; every cell is its own. */
export const rowOfTexts = (texts: readonly string[], line: number): GridRow => ({
  cells: texts.map((text, index) => ({ text, from: index })),
  line,
})
