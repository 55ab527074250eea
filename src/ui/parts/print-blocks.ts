import type { BlockView } from '../../api.ts'
import type { FootRow, PrintBlock } from '../../domain/print/block.ts'

/**
 * The blocks of a printed paper as the page preview shows them: what stands at the two edges of a line is one paragraph whose `label` is the
 * right part. Forms have a page of their own and are not shown here.
 */
export const printedViews = (blocks: readonly PrintBlock[]): BlockView[] =>
  blocks.flatMap((block, at): BlockView[] => {
    const line = at + 1
    switch (block.kind) {
      case 'paragraph':
        return [
          {
            kind: 'paragraph',
            role: block.role,
            text: block.text,
            line,
            ...(block.label ? { label: block.label } : {}),
          },
        ]
      case 'edges':
        return [{ kind: 'paragraph', role: 'edges', text: block.left + block.right, label: block.right, line }]
      case 'red-rule':
        return [{ kind: 'paragraph', role: 'red-rule', text: '', line }]
      case 'foot':
        return block.groups.flatMap(group => group.map((row): BlockView => footView(row, line)))
      default:
        return []
    }
  })

const footView = (row: FootRow, line: number): BlockView =>
  row.kind === 'list'
    ? { kind: 'paragraph', role: 'foot-list', text: row.text, line }
    : { kind: 'paragraph', role: 'foot-edges', text: row.left + row.right, label: row.right, line }
