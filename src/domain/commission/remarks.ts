import type { LocalDate } from '../calendar.ts'
import { unreachable } from '../problems.ts'
import { inOtherUnit, SEARCHED_MAX } from './proposals.ts'
import { type Decimal, quantitiesIn } from './quantities.ts'
import {
  type Answers,
  answerTo,
  charactersOf,
  type FigureSlot,
  type Passage,
  type Slot,
  type SlotAnswer,
} from './slots.ts'
import { offTopic, topicWords } from './topic.ts'

/**
 * What a reply still lacks, listed before it is sent. Soft: it may be sent with a note, but never silently (the server asks for the note
 * by the same list).
 */
export type Remark =
  /** Nothing was answered. */
  | { readonly kind: 'empty'; readonly slot: Slot }
  /** A sentence without a number. */
  | { readonly kind: 'no-number'; readonly slot: Slot }
  /** The number stands in the article in another unit. */
  | { readonly kind: 'wrong-unit'; readonly slot: FigureSlot; readonly found: string }
  /** The number stands nowhere in the article. */
  | { readonly kind: 'not-in-text'; readonly slot: Slot; readonly value: string }
  /** What the answer was tied to is no longer in the article. */
  | { readonly kind: 'quote-gone'; readonly slot: Slot; readonly quote: string }
  /** The sentence names another day than 截止日期. */
  | { readonly kind: 'other-day'; readonly slot: FigureSlot; readonly found: string }
  | { readonly kind: 'few-cases'; readonly slot: Slot; readonly have: number; readonly want: number }
  | { readonly kind: 'too-short' | 'too-long'; readonly slot: Slot; readonly have: number; readonly want: number }
  | { readonly kind: 'no-contact'; readonly slot: Slot }
  /** A paragraph that hardly speaks of the topic; `share` in percent of its words. */
  | { readonly kind: 'off-topic'; readonly text: string; readonly share: number }

/** More paragraphs than this are no list to read. */
const STRAYS_MAX = 20

export interface Asked {
  readonly title: string
  readonly requirements: string
  readonly slots: readonly Slot[]
}

/** Everything a reply lacks, 任务项 by 任务项 and then paragraph by paragraph; a commission without slots asks for none of it. */
export function remarksOf(asked: Asked, answers: Answers, passages: readonly Passage[]): Remark[] {
  if (asked.slots.length === 0) return []
  const text = compact(passages.map(one => one.text).join(''))
  const words = topicWords([asked.title, asked.requirements, ...asked.slots.map(slot => slot.label)])
  const tied = answers.flatMap(({ answer }) => quotesOf(answer)).map(compact)
  const strays = offTopic(words, passages).filter(one =>
    tied.every(quote => !compact(one.text).includes(quote) && !quote.includes(compact(one.text))),
  )
  return [
    ...asked.slots.flatMap(slot => remarksOnSlot(slot, answerTo(slot, answers), { passages, text })),
    ...strays.slice(0, STRAYS_MAX).map(one => ({ kind: 'off-topic' as const, ...one })),
  ]
}

const quotesOf = (answer: SlotAnswer): readonly string[] =>
  answer.kind === 'passages' ? answer.quotes : answer.kind === 'figure' && answer.quote !== '' ? [answer.quote] : []

/** A selection carries line breaks that paragraphs do not: what is tied is compared without blanks. */
const compact = (text: string): string => text.replace(/\s/g, '')

interface Article {
  readonly passages: readonly Passage[]
  /** All words without blanks. */
  readonly text: string
}

function remarksOnSlot(slot: Slot, answer: SlotAnswer | null, article: Article): Remark[] {
  if (answer === null) {
    if (slot.kind !== 'figure') return [{ kind: 'empty', slot }]
    const found = inOtherUnit(slot, article.passages)
    return [found === null ? { kind: 'empty', slot } : { kind: 'wrong-unit', slot, found }]
  }
  switch (answer.kind) {
    case 'none':
      return []
    case 'figure':
      return slot.kind === 'figure' ? onFigure(slot, answer, article) : []
    case 'passages':
      return onPassages(slot, answer.quotes, article)
    case 'table':
      return answer.rows.every(row => row.every(cell => cell.trim() === '')) ? [{ kind: 'empty', slot }] : []
    case 'contact':
      return answer.name === '' || answer.phone === '' ? [{ kind: 'no-contact', slot }] : []
    default:
      return unreachable(answer)
  }
}

function onFigure(
  slot: FigureSlot,
  { value, quote }: { value: Decimal | null; quote: string },
  { passages, text }: Article,
): Remark[] {
  const gone: Remark[] = quote !== '' && !text.includes(compact(quote)) ? [{ kind: 'quote-gone', slot, quote }] : []
  const day = slot.asOf === null ? null : otherDay(quote, slot.asOf)
  const dated: Remark[] = day === null ? [] : [{ kind: 'other-day', slot, found: day }]
  const whole = passages.map(one => one.text).join('\n')
  const where = quotesWhere(slot, quote === '' || gone.length > 0 ? whole.slice(0, SEARCHED_MAX) : quote)
  if (value === null) {
    const other = quote === '' ? undefined : where.find(one => one.inUnit === null && !/^[\d.,]+$/.test(one.written))
    return [
      other === undefined ? { kind: 'no-number', slot } : { kind: 'wrong-unit', slot, found: other.written },
      ...gone,
      ...dated,
    ]
  }
  if (where.some(one => one.inUnit === value)) return [...gone, ...dated]
  const other = where.find(one => one.value === value && one.inUnit === null)
  // Nothing is said of a text too long to be searched.
  if (other === undefined && quote === '' && whole.length > SEARCHED_MAX) return dated
  return [
    other !== undefined && other.written !== value
      ? { kind: 'wrong-unit', slot, found: other.written }
      : { kind: 'not-in-text', slot, value },
    ...gone,
    ...dated,
  ]
}

const quotesWhere = (slot: FigureSlot, text: string) => quantitiesIn(text, slot.unit)

function onPassages(slot: Slot, quotes: readonly string[], { text }: Article): Remark[] {
  const gone = quotes
    .filter(quote => !text.includes(compact(quote)))
    .map(quote => ({ kind: 'quote-gone' as const, slot, quote }))
  if (slot.kind === 'case' && quotes.length < slot.count)
    return [{ kind: 'few-cases', slot, have: quotes.length, want: slot.count }, ...gone]
  if (slot.kind !== 'text') return gone
  const have = charactersOf(quotes.join(''))
  if (slot.least !== null && have < slot.least) return [{ kind: 'too-short', slot, have, want: slot.least }, ...gone]
  if (slot.most !== null && have > slot.most) return [{ kind: 'too-long', slot, have, want: slot.most }, ...gone]
  return gone
}

const AS_OF = /截[至止]到?(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})日|底|末)?/u

/** The day a sentence says it stands at, where that is another than was asked for; a month alone is its last day. */
function otherDay(quote: string, asOf: LocalDate): string | null {
  const found = AS_OF.exec(quote)
  if (found === null) return null
  const [written, year, month, day] = found
  const same =
    (year === undefined || year === asOf.slice(0, 4)) &&
    Number(month) === Number(asOf.slice(5, 7)) &&
    (day === undefined || Number(day) === Number(asOf.slice(8)))
  return same ? null : written
}
