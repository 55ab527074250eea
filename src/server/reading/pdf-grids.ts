import { type CellContent, plainParagraph, type Row, type Table } from './content.ts'
import { joinedText, type Piece, rowsOf } from './pdf-lines.ts'
import type { Rule, Rules } from './pdf-rules.ts'

/** A table drawn with rules, and how high on the page it begins. */
export interface RuledTable {
  readonly y: number
  readonly table: Table
}

/** How far rules that should meet may be apart. */
const NEAR = 3
const PLACES_MAX = 20_000

/**
 * The pieces of a page and the rules on it → the tables the rules draw, with merged cells where a rule is missing, and the pieces that lie
 * outside of all. A single box around text is no table.
 */
export function ruledTables(pieces: readonly Piece[], rules: Rules): { tables: RuledTable[]; rest: Piece[] } {
  const grids = groupsOf(rules).flatMap(group => gridOf(group) ?? [])
  const rest: Piece[] = []
  const inside = new Map<Grid, Piece[]>(grids.map(grid => [grid, []]))
  for (const piece of pieces) {
    const grid = grids.find(each => each.holds(piece))
    if (grid === undefined) rest.push(piece)
    else inside.get(grid)?.push(piece)
  }
  const tables = [...inside].map(([grid, own]) => ({ y: grid.top, table: grid.table(own) }))
  return { tables, rest }
}

/** Rules that touch each other, directly or through others. */
function groupsOf({ across, down }: Rules): Rules[] {
  const groups: { across: Set<Rule>; down: Set<Rule> }[] = []
  for (const rule of across) {
    const crossing = down.filter(
      each =>
        each.at > rule.from - NEAR &&
        each.at < rule.to + NEAR &&
        rule.at > each.from - NEAR &&
        rule.at < each.to + NEAR,
    )
    const touched = groups.filter(group => crossing.some(each => group.down.has(each)))
    const group = { across: new Set([rule]), down: new Set(crossing) }
    for (const other of touched) {
      for (const each of other.across) group.across.add(each)
      for (const each of other.down) group.down.add(each)
      groups.splice(groups.indexOf(other), 1)
    }
    groups.push(group)
  }
  return groups.map(group => ({ across: [...group.across], down: [...group.down] }))
}

function gridOf({ across, down }: Rules): Grid | null {
  // Tables may have no edge at their sides: they end where their rules end.
  const [xs, ys] = [placesOf([...down, ...endsOf(across)]), placesOf([...across, ...endsOf(down)])]
  const places = (xs.length - 1) * (ys.length - 1)
  if (down.length === 0 || xs.length < 2 || ys.length < 2 || places < 2 || places > PLACES_MAX) return null
  const grid = new Grid(xs, ys, { across, down })
  return grid.cells.length > 1 ? grid : null
}

/** Where rules begin first and end last, as rules across them. */
function endsOf(rules: readonly Rule[]): Rule[] {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { from, to } of rules) {
    first = Math.min(first, from)
    last = Math.max(last, to)
  }
  return rules.length === 0 ? [] : [first, last].map(at => ({ at, from: at, to: at }))
}

/** Where rules lie, each place once. */
function placesOf(rules: readonly Rule[]): number[] {
  const found: number[] = []
  for (const { at } of [...rules].sort((a, b) => a.at - b.at))
    if (at - (found.at(-1) ?? -Infinity) > NEAR) found.push(at)
  return found
}

/** A cell by the places of the grid it covers; ends are not inside. */
interface GridCell {
  readonly top: number
  readonly left: number
  bottom: number
  right: number
}

class Grid {
  readonly cells: readonly GridCell[]
  readonly #xs: readonly number[]
  readonly #ys: readonly number[]
  /** For each place, row by row, its cell. */
  readonly #owners: readonly GridCell[]

  constructor(xs: readonly number[], ys: readonly number[], rules: Rules) {
    this.#xs = xs
    this.#ys = ys
    const owners: GridCell[] = []
    const [width, height] = [xs.length - 1, ys.length - 1]
    for (let row = 0; row < height; row += 1)
      for (let column = 0; column < width; column += 1) {
        if (owners[row * width + column] !== undefined) continue
        const cell = { top: row, left: column, bottom: row + 1, right: column + 1 }
        while (cell.right < width && !this.#hasDown(rules.down, cell.right, row)) cell.right += 1
        while (cell.bottom < height && this.#isOpen(rules, cell)) cell.bottom += 1
        for (let down = cell.top; down < cell.bottom; down += 1)
          for (let right = cell.left; right < cell.right; right += 1) owners[down * width + right] ??= cell
      }
    this.#owners = owners
    this.cells = [...new Set(owners)]
  }

  get top(): number {
    return this.#ys[0] ?? 0
  }

  holds(piece: Piece): boolean {
    const { x, y } = middleOf(piece)
    return x > (this.#xs[0] ?? 0) && x < (this.#xs.at(-1) ?? 0) && y > this.top && y < (this.#ys.at(-1) ?? 0)
  }

  /** The table with its texts. */
  table(pieces: readonly Piece[]): Table {
    const texts = new Map<GridCell, Piece[]>(this.cells.map(cell => [cell, []]))
    for (const piece of pieces.flatMap(each => this.#parted(each))) {
      const { x, y } = middleOf(piece)
      const owner = this.#owners[placeIn(this.#ys, y) * (this.#xs.length - 1) + placeIn(this.#xs, x)]
      if (owner !== undefined) texts.get(owner)?.push(piece)
    }
    const rows = this.#ys.slice(1).map(
      (_, row): Row => ({
        isHead: false,
        cells: this.cells
          .filter(cell => cell.top === row)
          .sort((a, b) => a.left - b.left)
          .map(
            (cell): CellContent => ({
              content: rowsOf(texts.get(cell) ?? []).map(line => plainParagraph(joinedText(line))),
              rowSpan: cell.bottom - cell.top,
              colSpan: cell.right - cell.left,
            }),
          ),
      }),
    )
    return { kind: 'table', floats: false, rows }
  }

  /** Whether a rule parts two columns in a row. */
  #hasDown(down: readonly Rule[], column: number, row: number): boolean {
    const [x = 0, y] = [this.#xs[column], middle(this.#ys, row)]
    return down.some(rule => Math.abs(rule.at - x) <= NEAR && rule.from < y && rule.to > y)
  }

  /** Whether a cell goes on in the row under it: no rule parts them, and none begins inside. */
  #isOpen({ across, down }: Rules, { left, right, bottom }: GridCell): boolean {
    const y = this.#ys[bottom] ?? 0
    for (let column = left; column < right; column += 1) {
      const x = middle(this.#xs, column)
      if (across.some(rule => Math.abs(rule.at - y) <= NEAR && rule.from < x && rule.to > x)) return false
      if (column > left && this.#hasDown(down, column, bottom)) return false
    }
    return true
  }

  /** Words of two cells that the parser took for one piece are parted where a rule lies between them. */
  #parted(piece: Piece): Piece[] {
    const words = piece.text.split(' ')
    const crosses = this.#xs.some(x => x > piece.x + 1 && x < piece.x + piece.width - 1)
    if (!crosses || words.length < 2) return [piece]
    const whole = weightOf(piece.text)
    let before = 0
    return words.map(text => {
      const part = {
        ...piece,
        text,
        x: piece.x + (piece.width * before) / whole,
        width: (piece.width * weightOf(text)) / whole,
      }
      before += weightOf(text) + weightOf(' ')
      return part
    })
  }
}

/** Chinese letters are about twice as wide as others. */
const weightOf = (text: string): number =>
  Array.from(text).reduce((sum, letter) => sum + (letter < '\u2e80' ? 1 : 2), 0)

const middleOf = ({ x, y, width, size }: Piece): { x: number; y: number } => ({ x: x + width / 2, y: y - size * 0.35 })

const middle = (places: readonly number[], index: number): number =>
  ((places[index] ?? 0) + (places[index + 1] ?? 0)) / 2

const placeIn = (places: readonly number[], value: number): number => places.findLastIndex(place => place <= value)
