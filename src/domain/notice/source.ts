import type { Block } from './notice.ts'

/**
 * The text of a notice → one paragraph block a line, numbered from 1 as an editor numbers them. A byte order mark at the start is left
 * out, and all three kinds of line end count. Empty lines are kept: one may be an empty cell where a table came out one cell a line.
 */
export const blocksOfText = (text: string): Block[] =>
  text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ kind: 'paragraph', role: 'text', text: line, line: index + 1 }))
