import { Refusal } from '../docx/refusal.ts'
import { type CellContent, type Content, plainCell, plainParagraph } from './content.ts'
import { type Rectangle, type Sheet, TOO_MANY } from './xlsx-sheet.ts'

/** Places of one table as drawn, and steps spent on merged cells. */
const DRAWN_MAX = 200_000
const STEPS_MAX = 5_000_000

/**
 * The cells of a sheet → what a reader sees: rows parted by blank ones are tables of their own; a row with one text alone above or below
 * a table is a line of text, its title or note. Columns nobody uses are left out.
 */
export function tablesOf({ rows, merges }: Sheet): Content[] {
  const numbers = [...rows.keys()].filter(row => row >= 0).sort((a, b) => a - b)
  const stretches: number[][] = []
  for (const row of numbers) {
    const last = stretches.at(-1)
    if (last !== undefined && isNext(last.at(-1) ?? row, row, merges)) last.push(row)
    else stretches.push([row])
  }
  return stretches.flatMap(stretch => tableOf(stretch, rows, merges))
}

/** A row follows the one above, or a merged cell holds both. */
const isNext = (above: number, row: number, merges: readonly Rectangle[]): boolean =>
  row === above + 1 || (merges.length < 1000 && merges.some(({ top, bottom }) => top <= above && row <= bottom))

function tableOf(stretch: readonly number[], rows: Sheet['rows'], merges: readonly Rectangle[]): Content[] {
  const alone = (row: number | undefined): string | null => {
    const cells = row === undefined ? undefined : rows.get(row)
    return cells?.size === 1 ? ([...cells.values()][0] ?? null) : null
  }
  let [from, to] = [0, stretch.length]
  while (from < to && isText(alone(stretch[from]))) from += 1
  // A single column is a table of one column, not a page of titles.
  if (from === to) return stretch.map(row => plainParagraph(alone(row) ?? ''))
  while (to > from && isText(alone(stretch[to - 1]))) to -= 1
  const line = (row: number): Content => plainParagraph(alone(row) ?? '')
  return [
    ...stretch.slice(0, from).map(line),
    drawn(stretch.slice(from, to), rows, merges),
    ...stretch.slice(to).map(line),
  ]
}

const isText = (text: string | null): boolean => text !== null && !/^[-+\d.,%]+$/.test(text)

function drawn(numbers: readonly number[], rows: Sheet['rows'], merges: readonly Rectangle[]): Content {
  const columns = [...new Set(numbers.flatMap(row => [...(rows.get(row)?.keys() ?? [])]))].sort((a, b) => a - b)
  if (numbers.length * columns.length > DRAWN_MAX) throw new Refusal(TOO_MANY)
  const covers = new Covers(numbers, columns)
  for (const merge of merges) covers.add(merge)
  return {
    kind: 'table',
    floats: false,
    rows: numbers.map((row, down) => ({
      isHead: false,
      cells: columns.flatMap((column, right): CellContent[] => {
        const cover = covers.at(down, right)
        if (cover === 'covered') return []
        return [{ ...plainCell(rows.get(row)?.get(column) ?? ''), ...cover }]
      }),
    })),
  }
}

/** Which places of a table merged cells begin at or cover. Rectangles are cut to the table; one that overlaps another is not believed. */
class Covers {
  readonly #rows: readonly number[]
  readonly #columns: readonly number[]
  readonly #covered: Uint8Array
  readonly #spans = new Map<number, { rowSpan: number; colSpan: number }>()
  #steps = 0

  constructor(rows: readonly number[], columns: readonly number[]) {
    this.#rows = rows
    this.#columns = columns
    this.#covered = new Uint8Array(rows.length * columns.length)
  }

  add({ top, left, bottom, right }: Rectangle): void {
    const [up, down] = [firstFrom(this.#rows, top), firstFrom(this.#rows, bottom + 1)]
    const [west, east] = [firstFrom(this.#columns, left), firstFrom(this.#columns, right + 1)]
    if (down - up < 1 || east - west < 1 || (down - up === 1 && east - west === 1)) return
    const places: number[] = []
    for (let row = up; row < down; row += 1)
      for (let column = west; column < east; column += 1) {
        const place = row * this.#columns.length + column
        this.#steps += 1
        if (this.#steps > STEPS_MAX) throw new Refusal('工作表的合并单元格过于复杂，没有读取。请取消合并后再试。')
        if (this.#covered[place] === 1) return
        places.push(place)
      }
    for (const place of places) this.#covered[place] = 1
    this.#spans.set(up * this.#columns.length + west, { rowSpan: down - up, colSpan: east - west })
  }

  at(row: number, column: number): { rowSpan: number; colSpan: number } | 'covered' {
    const place = row * this.#columns.length + column
    const span = this.#spans.get(place)
    if (span !== undefined) return span
    return this.#covered[place] === 1 ? 'covered' : { rowSpan: 1, colSpan: 1 }
  }
}

/** The index of the first of sorted numbers that is not below one. */
function firstFrom(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}
