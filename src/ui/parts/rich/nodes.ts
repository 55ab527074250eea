import type { JSONContent } from '@tiptap/core'
import { type RichBlock, type RichCell, RichRun, RichText } from '../../../domain/rich-text.ts'

/**
 * Between the text as it is kept (`RichText`) and as the editor holds it. Both ways drop what the other side has no shape for, so nothing
 * that was pasted or dragged into the editor gets out of it in another shape than ours (HTML-01).
 */

type Runs = readonly RichRun[]
type Items = Extract<RichBlock, { kind: 'list' }>['items']

/** A text as the document of the editor, which always has a paragraph to type in. */
export function documentOf(rich: RichText): JSONContent {
  const content = rich.map(nodeOf)
  return { type: 'doc', content: content.length === 0 ? [{ type: 'paragraph' }] : content }
}

/** The blocks of a text as nodes to put in where the cursor is. */
export const nodesOf = (rich: RichText): JSONContent[] => rich.map(nodeOf)

function nodeOf(block: RichBlock): JSONContent {
  if (block.kind === 'paragraph') return paragraphOf(block.runs)
  if (block.kind === 'list') return listOf(block.items, block.ordered, 0)
  return {
    type: 'table',
    content: block.rows.map(row => ({ type: 'tableRow', content: row.map(cellOf) })),
  }
}

const cellOf = (cell: RichCell): JSONContent => ({
  type: cell.head === true ? 'tableHeader' : 'tableCell',
  attrs: { rowspan: cell.rowSpan ?? 1, colspan: cell.colSpan ?? 1 },
  content: cell.paragraphs.length === 0 ? [{ type: 'paragraph' }] : cell.paragraphs.map(paragraphOf),
})

/** Items from one level on; deeper ones hang on the item before them. */
function listOf(items: Items, ordered: boolean, level: number): JSONContent {
  const content: JSONContent[] = []
  for (let at = 0; at < items.length; ) {
    const item = items[at]
    let end = at + 1
    while (end < items.length && (items[end]?.level ?? 0) > level) end += 1
    const isDeeper = (item?.level ?? 0) > level
    const below = items.slice(isDeeper ? at : at + 1, end)
    content.push({
      type: 'listItem',
      content: [
        paragraphOf(isDeeper ? [] : (item?.runs ?? [])),
        ...(below.length === 0 ? [] : [listOf(below, ordered, level + 1)]),
      ],
    })
    at = end
  }
  return { type: ordered ? 'orderedList' : 'bulletList', content }
}

function paragraphOf(runs: Runs): JSONContent {
  const content = runs.flatMap(run => {
    const marks = [
      ...(run.strong ? [{ type: 'bold' }] : []),
      ...(run.em ? [{ type: 'italic' }] : []),
      ...(run.underline ? [{ type: 'underline' }] : []),
      ...(run.href === undefined ? [] : [{ type: 'link', attrs: { href: run.href } }]),
    ]
    const look = marks.length === 0 ? {} : { marks }
    return run.text
      .split('\n')
      .flatMap((line, index) => [
        ...(index === 0 ? [] : [{ type: 'hardBreak', ...look }]),
        ...(line === '' ? [] : [{ type: 'text', text: line, ...look }]),
      ])
  })
  return content.length === 0 ? { type: 'paragraph' } : { type: 'paragraph', content }
}

// ── and back ───────────────────────────────────────────────────────────────────────────────────────────────────

/** The document of the editor as a text; empty paragraphs are left out. */
export function richOfDocument(document: JSONContent): RichText {
  const blocks = childrenOf(document).flatMap((node): RichBlock[] => {
    if (isList(node)) {
      const items = itemsOf(node, 0)
      return items.length === 0 ? [] : [{ kind: 'list', ordered: node.type === 'orderedList', items }]
    }
    if (node.type === 'table') {
      const rows = childrenOf(node).map(row => childrenOf(row).map(cellFrom))
      return rows.length === 0 ? [] : [{ kind: 'table', rows }]
    }
    const runs = runsOf(node)
    return runs.length === 0 ? [] : [{ kind: 'paragraph', runs }]
  })
  return RichText.parse(blocks)
}

const childrenOf = (node: JSONContent): JSONContent[] => node.content ?? []
const isList = (node: JSONContent): boolean => node.type === 'bulletList' || node.type === 'orderedList'

function itemsOf(list: JSONContent, level: number): Items {
  return childrenOf(list).flatMap(item =>
    childrenOf(item).flatMap(node => {
      if (isList(node)) return itemsOf(node, Math.min(level + 1, 8))
      const runs = runsOf(node)
      return runs.length === 0 ? [] : [{ level, runs }]
    }),
  )
}

function cellFrom(cell: JSONContent): RichCell {
  const span = (name: string): number => {
    const value: unknown = cell.attrs?.[name]
    return typeof value === 'number' && value > 1 ? Math.min(Math.floor(value), 1000) : 1
  }
  const [rowSpan, colSpan] = [span('rowspan'), span('colspan')]
  return {
    paragraphs: childrenOf(cell).flatMap(linesOf),
    ...(cell.type === 'tableHeader' ? { head: true as const } : {}),
    ...(rowSpan > 1 ? { rowSpan } : {}),
    ...(colSpan > 1 ? { colSpan } : {}),
  }
}

/** Lines of whatever stands in a cell: lists in it are lines. */
function linesOf(node: JSONContent): RichRun[][] {
  if (isList(node) || node.type === 'listItem') return childrenOf(node).flatMap(linesOf)
  const runs = runsOf(node)
  return runs.length === 0 ? [] : [runs]
}

function runsOf(node: JSONContent): RichRun[] {
  const runs: RichRun[] = []
  for (const child of childrenOf(node)) {
    const text = child.type === 'hardBreak' ? '\n' : child.type === 'text' ? (child.text ?? '') : ''
    if (text === '') continue
    const run = runOf(text, child)
    const last = runs.at(-1)
    if (last !== undefined && sameLook(last, run)) last.text += text
    else runs.push(run)
  }
  const last = runs.at(-1)
  if (last !== undefined) last.text = last.text.replace(/\n+$/, '')
  return runs.filter(run => run.text !== '')
}

function runOf(text: string, { marks = [] }: JSONContent): RichRun {
  const has = (type: string): boolean => marks.some(mark => mark.type === type)
  const href: unknown = marks.find(mark => mark.type === 'link')?.attrs?.href
  const plain: RichRun = {
    text,
    ...(has('bold') ? { strong: true } : {}),
    ...(has('italic') ? { em: true } : {}),
    ...(has('underline') ? { underline: true } : {}),
  }
  const linked = RichRun.safeParse({ ...plain, href })
  return linked.success ? (typeof href === 'string' ? linked.data : plain) : plain
}

const sameLook = (a: RichRun, b: RichRun): boolean =>
  a.strong === b.strong && a.em === b.em && a.underline === b.underline && a.href === b.href
