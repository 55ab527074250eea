import { type Decimal, type Quantity, quantityReader } from './quantities.ts'
import type { FigureSlot, Passage, Slot } from './slots.ts'

/**
 * What of an article may answer a slot: found by the words of the indicator beside a number in its unit, and by the words of a paragraph.
 * Only proposals: a person takes them or not.
 */

const PROPOSED_MAX = 3
/** So many characters of a text are searched, and so many of one sentence at a time: a reply has some thousands. */
export const SEARCHED_MAX = 20_000
const SENTENCE_MAX = 400
/** From this share of an indicator's words on a number is proposed; from the higher one on it may be taken without a look at each. */
const LEAST_SHARE = 50
const SURE_SHARE = 80
/** How much a word counts that stands earlier in the sentence than the number's own clause. */
const EARLIER = 60

export interface FigureProposal {
  readonly value: Decimal
  /** The sentence the number stands in. */
  readonly quote: string
  /** Percent of the indicator's words that stand by the number. */
  readonly share: number
  /** Nothing else in the text comes near it. */
  readonly sure: boolean
}

const TIME_WORDS =
  /[（(].*?[)）]|截[至止].*?[日底末]|\d+年|\d+月|今年|去年|本年|当年|上半年|下半年|全年|[一二三四]季度|以来|累计|目前|其中/gu
const MEASURE_WORDS =
  /(?:[宗件处户家人次起个项所座场期名]数|总面积|面积|总金额|金额|总额|总数|总量|数量|合计|情况|比例|比重|占比|率|数|量)$/u

interface LabelWords {
  readonly state: string | null
  readonly pairs: readonly string[]
}

/** The words of an indicator that should stand by its number: a word of state that must (应, 已, 未, 拟), and neighbouring characters. */
function wordsOfLabel(label: string): LabelWords {
  const bare = label.replace(TIME_WORDS, '').replace(/[的了]/gu, '')
  const core = bare.replace(MEASURE_WORDS, '')
  const named = core === '' ? bare : core
  const state = /^[应已未拟]/u.exec(named)?.[0] ?? null
  const rest = state === null ? named : named.slice(1)
  return { state, pairs: pairsOf(rest) }
}

const STATES = /[应已未拟]/gu

function pairsOf(text: string): string[] {
  return [...text.matchAll(/[\p{Script=Han}\p{L}\p{N}]+/gu)].flatMap(([run]) => {
    const characters = [...run]
    return characters.length === 1
      ? characters
      : characters.slice(1).map((one, index) => `${characters[index] ?? ''}${one}`)
  })
}

/** The sentences of a passage, or the rows of a table. */
export const sentencesOf = ({ kind, text }: Passage): string[] =>
  (kind === 'table' ? text.split('\n') : (text.match(SENTENCE) ?? [])).map(one => one.trim()).filter(one => one !== '')

const SENTENCE = new RegExp(`[^。！？；!?;\\n]{1,${SENTENCE_MAX}}[。！？；!?;]?`, 'gu')

const CLAUSE_END = /[，。；：！？、,;:!?\n\t（）()]/u

/** How much of an indicator stands by a number: in its own clause up to the next number, and, for less, earlier in the sentence. */
function shareBeside(words: LabelWords, sentence: string, quantity: Quantity, next: number): number {
  const { state, pairs } = words
  const before = sentence.slice(0, quantity.at)
  // 、 parts numbers of one subject: 报批建设用地21宗、1360亩.
  const clause = before.split(/[，。；：！？,;:!?\n\t]/u).at(-1) ?? ''
  const behind = sentence.slice(quantity.end, next).split(CLAUSE_END)[0] ?? ''
  const near = clause + behind
  const said = [...near.matchAll(STATES)].map(([word]) => word)
  if (state !== null && said.length > 0 && !said.includes(state)) return 0
  if (pairs.length === 0) return LEAST_SHARE
  const counts = pairs.map(pair => (near.includes(pair) ? 100 : before.includes(pair) ? EARLIER : 0))
  if (state !== null) counts.push(near.includes(state) ? 100 : 0)
  return Math.round(counts.reduce<number>((sum, one) => sum + one, 0) / counts.length)
}

interface Candidate {
  readonly quantity: Quantity
  readonly sentence: string
  readonly share: number
}

function candidatesIn(slot: FigureSlot, passages: readonly Passage[]): Candidate[] {
  const read = quantityReader(slot.unit)
  const words = wordsOfLabel(slot.label)
  return searched(passages).flatMap(sentence => {
    const quantities = read(sentence)
    return quantities.map((quantity, index) => {
      const next = quantities[index + 1]?.at ?? sentence.length
      return { quantity, sentence, share: shareBeside(words, sentence, quantity, next) }
    })
  })
}

/** The sentences of the beginning of a text. */
function searched(passages: readonly Passage[]): string[] {
  let left = SEARCHED_MAX
  return passages.flatMap(sentencesOf).filter(sentence => {
    left -= sentence.length
    return left >= 0
  })
}

/** Numbers of a text that may be the figure a slot asks for, in the slot's unit, the likeliest first; at most three, each value once. */
export function proposeFigures(slot: FigureSlot, passages: readonly Passage[]): FigureProposal[] {
  const found: { value: Decimal; quote: string; share: number }[] = []
  for (const { quantity, sentence, share } of candidatesIn(slot, passages)) {
    const value = quantity.inUnit
    if (value === null || share < LEAST_SHARE) continue
    const same = found.find(one => one.value === value)
    if (same === undefined) found.push({ value, quote: sentence, share })
    else if (same.share < share) Object.assign(same, { quote: sentence, share })
  }
  const ordered = found.sort((a, b) => b.share - a.share).slice(0, PROPOSED_MAX)
  const second = ordered[1]?.share ?? 0
  return ordered.map((one, index) => ({ ...one, sure: index === 0 && one.share >= SURE_SHARE && one.share > second }))
}

/**
 * A number that stands by the indicator's words in another unit than was asked: `96公顷` where 亩 are; null where there is none, or where
 * one stands there in its own unit too.
 */
export function inOtherUnit(slot: FigureSlot, passages: readonly Passage[]): string | null {
  const candidates = candidatesIn(slot, passages)
  if (candidates.some(({ quantity, share }) => quantity.inUnit !== null && share >= LEAST_SHARE)) return null
  const found = candidates.find(
    ({ quantity, share }) => quantity.inUnit === null && share >= SURE_SHARE && !/^[\d.,]+$/.test(quantity.written),
  )
  return found?.quantity.written ?? null
}

const CASE_WORDS =
  /某[^日]{0,10}|以.{2,20}为例|例如|比如|(?:县|镇|乡|街道|村|公司|企业|项目|矿山)[^。]{0,40}(?:后|通过|推迟|带动|解决)/u

/** From so many paragraphs on a paragraph is the piece that is proposed; of shorter texts a sentence is. */
const PARAGRAPHS_LEAST = 4

/** Paragraphs or sentences of a text that may answer a case or a text slot, the likeliest first; at most three. */
export function proposePassages(
  slot: Extract<Slot, { kind: 'case' | 'text' }>,
  passages: readonly Passage[],
): string[] {
  const pairs = pairsOf(slot.label.replace(/^(?:一|两|三|\d+)?个/u, ''))
  const written = passages.filter(one => one.kind === 'text')
  const pieces = written.length < PARAGRAPHS_LEAST ? written.flatMap(sentencesOf) : written.map(one => one.text)
  return pieces
    .map(text => {
      const shared = pairs.filter(pair => text.includes(pair)).length
      const share = pairs.length === 0 ? 0 : (100 * shared) / pairs.length
      return { text, weight: share + (slot.kind === 'case' && CASE_WORDS.test(text) ? 40 : 0) }
    })
    .filter(one => one.weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, PROPOSED_MAX)
    .map(one => one.text)
}
