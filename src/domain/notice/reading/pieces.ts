import type { Block } from '../notice.ts'
import { canonOf, foldText } from './fold.ts'
import type { Grid } from './grids.ts'
import { isLabel, isPageNumber } from './kinds.ts'
import { type Line, lineOf, type Passage, passagesOf } from './passages.ts'
import { gridOf } from './tables.ts'
import { type RawLine, TableFinder } from './text-tables.ts'

/** A document as the reader walks over it: passages of text and grids of tables, in order. */
export type Piece =
  | { readonly kind: 'passage'; readonly passage: Passage }
  | { readonly kind: 'grid'; readonly grid: Grid; readonly line: number }

type Part = { readonly lines: readonly RawLine[] } | { readonly grid: Grid; readonly line: number }

/** The blocks of a document → its passages and tables, with tables found in the lines of a text. */
export function piecesOf(blocks: readonly Block[]): Piece[] {
  const parts = partsOf(blocks)
  const labelled = usesLabels(parts)
  return parts.flatMap((part): Piece[] => {
    if ('grid' in part) return [{ kind: 'grid', grid: part.grid, line: part.line }]
    return inText(part.lines, labelled)
  })
}

function partsOf(blocks: readonly Block[]): Part[] {
  const parts: Part[] = []
  let lines: RawLine[] = []
  const flush = (): void => {
    if (lines.length > 0) parts.push({ lines })
    lines = []
  }
  for (const block of blocks) {
    if (block.kind === 'table') {
      flush()
      parts.push({ grid: gridOf(block), line: block.line })
    } else for (const raw of block.text.split(/\r\n|\r|\n/)) lines.push({ raw, line: block.line })
  }
  flush()
  return parts
}

/** Whether titles of this notice end in their source: then a title without one goes on in the next line. */
const usesLabels = (parts: readonly Part[]): boolean =>
  parts.some(
    part =>
      'lines' in part &&
      part.lines.some(
        ({ raw }) => /[)）][。；，\s]*$/.test(raw.slice(-8)) && isLabel(canonOf(foldText(raw.slice(-80)))),
      ),
  )

function inText(lines: readonly RawLine[], labelled: boolean): Piece[] {
  const finder = new TableFinder(lines)
  const pieces: Piece[] = []
  let plain: (Line | null)[] = []
  const flush = (): void => {
    for (const passage of passagesOf(plain, labelled)) pieces.push({ kind: 'passage', passage })
    plain = []
  }
  for (let at = 0; at < lines.length; ) {
    const found = finder.at(at)
    const { raw, line } = lines[at] ?? { raw: '', line: 0 }
    if (found === null) {
      const folded = lineOf(raw, line)
      if (!isPageNumber(folded.canon)) plain.push(folded.text === '' ? null : folded)
      at += 1
      continue
    }
    flush()
    pieces.push({ kind: 'grid', grid: found.grid, line })
    at = Math.max(found.end, at + 1)
  }
  flush()
  return pieces
}
