import type { TextPlace } from './remark.ts'

/** A sentence with its place, without the blanks around it. */
export interface Sentence extends TextPlace {
  readonly text: string
}

/** A semicolon parts the members of a list, each with a thought of its own; a full stop inside brackets or quotes still ends one. */
const ENDS = /[^。！？；;!?\n]+[。！？；;!?]*[”’」』）)]*/gu

/** The sentences of a body in order; one line is one paragraph, counted from 1. Empty lines count and hold none. */
export const sentencesOf = (body: string): Sentence[] =>
  body.split('\n').flatMap((line, index) =>
    [...line.matchAll(ENDS)].flatMap(match => {
      const text = match[0].trim()
      const from = match.index + match[0].indexOf(text)
      return text === '' ? [] : [{ paragraph: index + 1, from, to: from + text.length, text }]
    }),
  )
