import { genreOf } from './genre.ts'
import { ANSWER_MAX, type FiveAnswers, type Question } from './questions.ts'
import { type Sentence, sentencesOf } from './sentence.ts'

/**
 * What a text already answers: its sentences, each under the question it speaks to most; the others (attendance, agenda, speeches, stock) go
 * nowhere. A line each, as they stand.
 */
export function answersIn(body: string): FiveAnswers {
  const answers: Record<Question, string[]> = { problem: [], way: [], figures: [], case: [], beyond: [] }
  for (const sentence of sentencesOf(body)) {
    const question = questionOf(sentence)
    if (question !== null) answers[question].push(sentence.text)
  }
  const joined = (question: Question): string => answers[question].join('\n').slice(0, ANSWER_MAX)
  return {
    problem: joined('problem'),
    way: joined('way'),
    figures: joined('figures'),
    case: joined('case'),
    beyond: joined('beyond'),
  }
}

/** In this order: a sentence with a comparison is a figure before it is a way. */
const SPEAKS: readonly (readonly [sign: string, question: Question])[] = [
  ['proposal', 'beyond'],
  ['case', 'case'],
  ['change', 'figures'],
  ['problem', 'problem'],
  ['measure', 'way'],
  ['progress', 'figures'],
]

function questionOf({ text }: Sentence): Question | null {
  const { shares } = genreOf('', text)
  if ((shares.speech ?? 0) + (shares.attendance ?? 0) + (shares.moral ?? 0) + (shares.agenda ?? 0) > 0) return null
  const found = SPEAKS.find(
    ([sign, question]) => (shares[sign] ?? 0) > 0 && (question !== 'figures' || /\d/u.test(text)),
  )
  return found === undefined ? null : found[1]
}
