import { canonOf, foldText } from './fold.ts'
import type { GridRow } from './grids.ts'
import { isUnitHead } from './measures.ts'

/**
 * Header rows of a table → for each column its heads from top to bottom, merged cells flattened. Three ways a header may have come out:
 * with its merged cells, with a blank in place of each merged one, or row by row without any blanks. `null` when none gives `width` columns.
 */
export function columnPaths(rows: readonly GridRow[], width: number, spans: boolean): string[][] | null {
  const texts = rows.map(row => row.cells.map(cell => headText(cell.text)))
  if (spans) return spannedPaths(rows, texts, width)
  const positional =
    texts.length === 1 || texts.some((cells, level) => level > 0 && (cells.length >= width - 1 || cells[0] === ''))
  if (positional && texts.every(cells => cells.length <= width)) return blankPaths(texts, width)
  return compactPaths(
    texts.map(cells => cells.filter(cell => cell !== '')),
    width,
  )
}

/** A head without any spaces or breaks. */
export const headText = (text: string): string => foldText(text).replace(/\s/g, '')

function spannedPaths(rows: readonly GridRow[], texts: readonly string[][], width: number): string[][] {
  return Array.from({ length: width }, (_, column) =>
    rows.flatMap((row, level) => {
      const cell = row.cells[column]
      const above = rows[level - 1]?.cells[column]
      const text = texts[level]?.[column] ?? ''
      return text === '' || (above !== undefined && cell?.from === above.from) ? [] : [text]
    }),
  )
}

/** A blank beside a head belongs to it as long as something stands below the blank. */
function blankPaths(texts: readonly string[][], width: number): string[][] {
  const paths: string[][] = []
  for (let column = 0; column < width; column += 1) {
    const path: string[] = []
    let open = true
    for (const [level, cells] of texts.entries()) {
      const own = cells[column] ?? ''
      const deeper = texts.slice(level + 1).some(below => (below[column] ?? '') !== '')
      const left = paths[column - 1]?.[level]
      const isSame: boolean = open && own === '' && deeper && left !== undefined && column > 0
      const head = isSame ? (left ?? '') : own
      open = isSame
      if (level === 0 && own !== '') open = false
      path.push(head)
    }
    paths.push(path)
  }
  // A blank level in the middle of a path says nothing; levels keep their place until all columns are known.
  return paths.map(path => path.filter(head => head !== ''))
}

const LEAF = /(?:数|分|名|次|位|率|量|计)$/

/** A head that needs others below it: 采用情况, 园林动态. */
const isBranch = (head: string): boolean =>
  !LEAF.test(head) && !isUnitHead(canonOf(head)) && !/排名|序号|备注/.test(head)

const ROWS_MAX = 4

/** Header rows without blanks, perhaps out of order: the one way to hang each row's heads evenly under the branches above. */
function compactPaths(texts: readonly string[][], width: number): string[][] | null {
  const top = texts.findIndex(cells => cells.some(cell => isUnitHead(canonOf(cell))))
  if (top === -1 || texts.length > ROWS_MAX) return null
  const rest = texts.filter((_, index) => index !== top)
  const found = orders(rest).flatMap(order => {
    const paths = order.reduce<string[][] | null>(
      hang,
      (texts[top] ?? []).map(head => [head]),
    )
    return paths !== null && paths.length === width ? [paths] : []
  })
  return found.length === 1 ? (found[0] ?? null) : null
}

function hang(paths: string[][] | null, below: readonly string[]): string[][] | null {
  if (paths === null) return null
  const branches = paths.filter(path => isBranch(path.at(-1) ?? '')).length
  if (branches === 0 || below.length % branches !== 0) return null
  const each = below.length / branches
  let at = 0
  return paths.flatMap(path => {
    if (!isBranch(path.at(-1) ?? '')) return [path]
    at += each
    return below.slice(at - each, at).map(head => [...path, head])
  })
}

const orders = <Value>(values: readonly Value[]): Value[][] =>
  values.length <= 1
    ? [[...values]]
    : values.flatMap((value, index) =>
        orders(values.filter((_, other) => other !== index)).map(order => [value, ...order]),
      )
