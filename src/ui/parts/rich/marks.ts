import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { plainOf } from '../../../domain/rich-text.ts'
import { richOfDocument } from './nodes.ts'

/** A stretch of a text to be marked: line of its plain words (the first is 1) and letters in it. */
export interface TextMark {
  readonly paragraph: number
  readonly from: number
  readonly to: number
  readonly says: string
}

const KEY = new PluginKey<DecorationSet>('text-marks')

/** Marks in the editor that are no part of its text: they move along while somebody types, and go with the letters they stand on. */
export const TextMarks = Extension.create({
  name: 'textMarks',
  addProseMirrorPlugins: () => [
    new Plugin<DecorationSet>({
      key: KEY,
      state: {
        init: () => DecorationSet.empty,
        apply: (transaction, marked) => {
          const marks: unknown = transaction.getMeta(KEY)
          return marks instanceof DecorationSet ? marks : marked.map(transaction.mapping, transaction.doc)
        },
      },
      props: { decorations: state => KEY.getState(state) },
    }),
  ],
})

/** What to tell the editor so that these marks stand in it, and no others. */
export function marking(document: Node, marks: readonly TextMark[]): { key: PluginKey; set: DecorationSet } {
  const starts = lineStarts(document)
  const decorations = marks.flatMap(({ paragraph, from, to, says }) => {
    const line = starts[paragraph - 1]
    if (line === undefined || line.start === null || from >= to || to > line.length) return []
    return [Decoration.inline(line.start + from, line.start + to, { class: 'text-mark', title: says })]
  })
  return { key: KEY, set: DecorationSet.create(document, decorations) }
}

/** Where a stretch begins and ends in the document; null in a table, or where there is no such line. */
export function stretchIn(document: Node, { paragraph, from, to }: TextMark): { from: number; to: number } | null {
  const line = lineStarts(document)[paragraph - 1]
  return line === undefined || line.start === null || to > line.length
    ? null
    : { from: line.start + from, to: line.start + to }
}

interface LineStart {
  /** Position of the first letter; null for a row of a table, whose cells are no stretch of the document. */
  readonly start: number | null
  readonly length: number
}

/** Lines of the document in the order of `plainOf` of its text: empty paragraphs are none, a row of a table is one. */
function lineStarts(document: Node): LineStart[] {
  const lines: LineStart[] = []
  document.descendants((node, position) => {
    if (node.type.name === 'table') {
      const rows = richOfDocument({ type: 'doc', content: [node.toJSON()] })
      if (rows.length > 0)
        for (const line of plainOf(rows).split('\n')) lines.push({ start: null, length: line.length })
      return false
    }
    if (!node.isTextblock) return true
    const words = node.textBetween(0, node.content.size, '\n', '\n').replace(/\n+$/, '')
    if (words === '') return false
    let start = position + 1
    for (const line of words.split('\n')) {
      lines.push({ start, length: line.length })
      start += line.length + 1
    }
    return false
  })
  return lines
}
