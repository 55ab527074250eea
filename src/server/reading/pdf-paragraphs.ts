import { type Content, type Paragraph, plainCell, type Row } from './content.ts'
import { type PrintedPage, printedText } from './pdf-lines.ts'

/** The lines of all pages → paragraphs, with lines that only wrap joined, and tables. A line is full when it ends at the right edge. */
export function contentOfPages(pages: readonly PrintedPage[]): Content[] {
  const content: Content[] = []
  let rows: Row[] = []
  let open = ''
  const endTable = (): void => {
    if (rows.length > 0) content.push({ kind: 'table', rows, floats: false })
    rows = []
  }
  const endParagraph = (): void => {
    if (open !== '') content.push(paragraphOf(open, false))
    open = ''
  }
  const edges = edgesOf(pages)
  for (const { width, items } of pages) {
    for (const line of items) {
      if (line.kind === 'table') {
        endParagraph()
        endTable()
        content.push(line)
        continue
      }
      const text = printedText(line)
      if (line.table) {
        endParagraph()
        rows.push({ isHead: false, cells: line.cells.map(cell => plainCell(cell.text)) })
        continue
      }
      endTable()
      const from = line.cells[0]?.from ?? 0
      const to = line.cells.at(-1)?.to ?? 0
      const left = from - edges.left
      const right = edges.right - to
      if (left > line.size * 3 && Math.abs(from + to - width) < line.size * 2) {
        endParagraph()
        content.push(paragraphOf(text, true))
        continue
      }
      if (left > line.size * 1.2 || line.cells.length > 1) endParagraph()
      open += text
      if (right > line.size * 1.5) endParagraph()
    }
  }
  endParagraph()
  endTable()
  return content
}

const paragraphOf = (text: string, centred: boolean): Paragraph => ({
  kind: 'paragraph',
  runs: text === '' ? [] : [{ text, strong: false }],
  centred,
})

/** Where the text of the pages begins and ends; lines that begin far from the left are titles and say nothing about the right edge. */
function edgesOf(pages: readonly PrintedPage[]): { left: number; right: number } {
  let [left, right] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  const lines = pages.flatMap(page => page.items.filter(item => item.kind === 'line'))
  for (const { cells } of lines) left = Math.min(left, cells[0]?.from ?? left)
  for (const { cells, size } of lines)
    if ((cells[0]?.from ?? 0) - left < size * 3) right = Math.max(right, cells.at(-1)?.to ?? right)
  return { left, right }
}
