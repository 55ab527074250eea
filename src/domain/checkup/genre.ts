import type { NewsOf, TextGenre } from '../article.ts'
import type { TextPlace } from './remark.ts'
import { type Sentence, sentencesOf } from './sentence.ts'
import { SENTENCE_SIGNS } from './sentence-signs.ts'
import type { Kind, Sign } from './sign.ts'
import { TITLE_SIGNS } from './title-signs.ts'

/** One sign that was found, what it speaks for and where it stands. */
export interface GenreEvidence {
  readonly sign: string
  readonly words: string
  readonly genre: TextGenre
  readonly newsOf: NewsOf | null
  readonly place: TextPlace
}

export interface GenreFound {
  readonly genre: TextGenre
  /** Of a 动态 only. */
  readonly newsOf: NewsOf | null
  /** What spoke for it, title first. Empty where nothing did: then the text is taken for 动态 of work. */
  readonly evidence: readonly GenreEvidence[]
  /** Sentences of each sign, out of `sentences`: what a text is made of. */
  readonly shares: Readonly<Record<string, number>>
  readonly sentences: number
}

/**
 * How loudly all sentences of a body together speak, in weights of a title: a sentence or two say little of what a text is, a page far more
 * than its title.
 */
const BODY_WEIGHT = 14
const FEW_SENTENCES = 2

/** Where two are as loud, the later one is heard: what is rarer says more. */
const KINDS: readonly Kind[] = ['work', 'meeting', 'activity', 'experience', 'problem', 'suggestion']

/**
 * The genre of an article from its structure: the pattern of its title and the share of its sentences that speak of attendance, agenda and
 * speeches against problems, measures, figures with a comparison, cases and suggestions (体检; the notice's 就会议写会议、就活动写活动).
 * `body` is the words of the text, one paragraph a line (`plainOf`); without one the title decides alone. Never refuses.
 */
export function genreOf(title: string, body = ''): GenreFound {
  const sentences = sentencesOf(body)
  const found = [...inTitle(title), ...sentences.flatMap(inSentence)]
  const scores = new Map<Kind, number>(KINDS.map(kind => [kind, 0]))
  const shares: Record<string, number> = {}
  for (const { sign, place } of found) {
    const each = place.paragraph === 0 ? 1 : BODY_WEIGHT / (sentences.length + FEW_SENTENCES)
    scores.set(sign.kind, (scores.get(sign.kind) ?? 0) + sign.weight * each)
    if (place.paragraph > 0) shares[sign.sign] = (shares[sign.sign] ?? 0) + 1
  }
  let kind: Kind = 'work'
  for (const one of KINDS)
    if ((scores.get(one) ?? 0) >= (scores.get(kind) ?? 0) && (scores.get(one) ?? 0) > 0) kind = one
  const evidence = found
    .filter(({ sign }) => sign.kind === kind)
    .map(({ sign, place }) => ({ sign: sign.sign, words: sign.words, ...genreOfKind(kind), place }))
  return { ...genreOfKind(kind), evidence, shares, sentences: sentences.length }
}

const genreOfKind = (kind: Kind): { genre: TextGenre; newsOf: NewsOf | null } =>
  kind === 'meeting' || kind === 'activity' || kind === 'work'
    ? { genre: 'news', newsOf: kind }
    : { genre: kind, newsOf: null }

interface Found {
  readonly sign: Sign
  readonly place: TextPlace
}

function inTitle(title: string): Found[] {
  const name = title.trim()
  const offset = title.indexOf(name)
  return TITLE_SIGNS.flatMap(sign => {
    const at = matchOf(sign, name)
    return at === null ? [] : [{ sign, place: { paragraph: 0, from: offset + at.from, to: offset + at.to } }]
  })
}

const inSentence = ({ text, paragraph, from }: Sentence): Found[] =>
  SENTENCE_SIGNS.flatMap(sign => {
    const at = matchOf(sign, text)
    return at === null ? [] : [{ sign, place: { paragraph, from: from + at.from, to: from + at.to } }]
  })

function matchOf({ pattern, unless }: Sign, text: string): { from: number; to: number } | null {
  const match = pattern.exec(text)
  if (match === null || unless?.test(text) === true) return null
  return { from: match.index, to: match.index + match[0].length }
}
