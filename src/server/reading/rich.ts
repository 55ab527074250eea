import type { RichBlock, RichCell, RichRun, RichText } from '../../domain/rich-text.ts'
import { type Content, cellText, type Run, type Table } from './content.ts'

/** Content → rich text: bold and tables with their spans are kept, empty paragraphs are not. A frame or box is opened before. */
export const richOf = (content: readonly Content[]): RichText =>
  content.flatMap((each): RichBlock[] => {
    if (each.kind === 'table') return each.rows.length === 0 ? [] : [tableOf(each)]
    const runs = runsOf(each.runs)
    return runs.length === 0 ? [] : [{ kind: 'paragraph', runs }]
  })

/** What no text has and no document can hold. */
const CONTROLS = /(?![\t\n])\p{Cc}|[\ud800-\udfff\ufffe\uffff]/gu

function runsOf(runs: readonly Run[]): RichRun[] {
  const found: RichRun[] = runs
    .map(({ text, strong }) => ({ text: text.replace(CONTROLS, ''), ...(strong ? { strong: true as const } : {}) }))
    .filter(run => run.text !== '')
  const [first, last] = [found[0], found.at(-1)]
  if (first !== undefined) found[0] = { ...first, text: first.text.trimStart() }
  if (last !== undefined) found[found.length - 1] = { ...last, text: (found.at(-1)?.text ?? '').trimEnd() }
  return found.filter(run => run.text !== '')
}

/** Tables inside a cell are lines of it. */
const tableOf = ({ rows }: Table): RichBlock => ({
  kind: 'table',
  rows: rows.map(row =>
    row.cells.map(({ content, rowSpan, colSpan }): RichCell => {
      const paragraphs = content
        .map(each =>
          each.kind === 'paragraph' ? runsOf(each.runs) : runsOf([{ text: cellText([each]), strong: false }]),
        )
        .filter(runs => runs.length > 0)
      return {
        paragraphs,
        ...(row.isHead ? { head: true as const } : {}),
        ...(rowSpan > 1 ? { rowSpan: Math.min(rowSpan, 1_000) } : {}),
        ...(colSpan > 1 ? { colSpan: Math.min(colSpan, 1_000) } : {}),
      }
    }),
  ),
})
