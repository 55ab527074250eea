import type { Measure, NoticeColumn } from '../notice.ts'
import { canonOf, foldText } from './fold.ts'
import { isHeadCell, measureOfColumn } from './measures.ts'

/** What heads of columns mean: by the words that everybody uses, and first by what an office has said of its own. */
export interface KnownHeads {
  readonly measureOf: (heads: readonly string[]) => Measure
  readonly isHead: (canon: string) => boolean
}

/** Heads from top to bottom as one text, whatever their width and spaces. */
export const keyOfHeads = (heads: readonly string[]): string =>
  heads.map(head => canonOf(foldText(head)).replace(/\s/g, '')).join('·')

/** Columns that an office has explained (its form of tables, answers about unknown ones) → what heads mean to it. */
export function knownHeads(columns: readonly NoticeColumn[]): KnownHeads {
  const measures = new Map(columns.map(({ heads, measure }) => [keyOfHeads(heads), measure]))
  const cells = new Set(columns.flatMap(({ heads }) => heads.map(head => keyOfHeads([head]))))
  return {
    measureOf: heads => measures.get(keyOfHeads(heads)) ?? measureOfColumn(heads.map(canonOf)),
    isHead: canon => isHeadCell(canon) || cells.has(canon.replace(/\s/g, '')),
  }
}
