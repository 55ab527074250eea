import { searchTokens } from '../text.ts'

/** One word of a query: its tokens stand one after the other, the last of them may be the beginning of a longer one. */
export interface Phrase {
  readonly tokens: readonly string[]
  readonly prefix: boolean
}

const WORDS_MAX = 8
const TOKENS_MAX = 40
const HAN = /^\p{Script=Han}+$/u

/**
 * What was typed → the phrases a text must hold, all of them. White space parts words. A Han word of two characters and more is its pairs of
 * neighbours; one character alone is whatever begins with it; a word of letters or digits may go on. Empty when nothing can be looked for.
 */
export function phrasesOf(typed: string): Phrase[] {
  return typed
    .split(/[\p{White_Space}，、,；;]+/u)
    .map(phraseOf)
    .filter((phrase): phrase is Phrase => phrase !== null)
    .slice(0, WORDS_MAX)
}

function phraseOf(word: string): Phrase | null {
  const tokens = searchTokens(word).slice(0, TOKENS_MAX)
  const last = tokens.at(-1)
  if (last === undefined) return null
  const before = tokens.at(-2)
  const isPair = (token: string | undefined) => token !== undefined && HAN.test(token) && [...token].length === 2
  // The single last character of a run is told by the pair before it; in a longer text something may follow it.
  if (HAN.test(last) && [...last].length === 1 && isPair(before) && before?.endsWith(last) === true)
    return { tokens: tokens.slice(0, -1), prefix: false }
  return { tokens, prefix: true }
}
