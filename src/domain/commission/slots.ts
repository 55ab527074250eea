import { z } from 'zod'
import { chineseDate, LocalDate } from '../calendar.ts'
import { plainOf, type RichText } from '../rich-text.ts'
import { Decimal } from './quantities.ts'

/**
 * 任务项: what a commission asks of each unit one by one, so that the answers of all units make one table; and 填报, a unit's answers to
 * them. Both are stored as JSON and read back by these schemas.
 */

export const SLOTS_MAX = 30

export const SlotKey = z.string().regex(/^[a-z0-9]{1,12}$/)
const label = z.string().trim().min(1).max(60)
const head = { key: SlotKey, label, hint: z.string().trim().max(200) }

export const Slot = z.discriminatedUnion('kind', [
  /** 指标: a number in a unit, as of a day; `summable` where the units' numbers may be added (rates and averages may not). */
  z.strictObject({
    kind: z.literal('figure'),
    ...head,
    unit: z.string().trim().min(1).max(10),
    asOf: LocalDate.nullable(),
    summable: z.boolean(),
  }),
  /** N 个案例. */
  z.strictObject({ kind: z.literal('case'), ...head, count: z.number().int().min(1).max(10) }),
  /** 文字, of so many 字 at most; null for any length. */
  z.strictObject({
    kind: z.literal('text'),
    ...head,
    least: z.number().int().min(1).max(10_000).nullable(),
    most: z.number().int().min(1).max(10_000).nullable(),
  }),
  z.strictObject({ kind: z.literal('table'), ...head }),
  z.strictObject({ kind: z.literal('contact'), ...head }),
])
export type Slot = z.infer<typeof Slot>
export type SlotKind = Slot['kind']
export type FigureSlot = Extract<Slot, { kind: 'figure' }>

/** The slots of a commission, in order. Each has a key of its own, which stays when it is reworded. */
export const Slots = z
  .array(Slot)
  .max(SLOTS_MAX)
  .refine(slots => new Set(slots.map(one => one.key)).size === slots.length, '任务项的编号重复')
  .refine(
    slots =>
      slots.every(one => one.kind !== 'text' || one.least === null || one.most === null || one.least <= one.most),
    '字数的下限不能大于上限',
  )
export type Slots = z.infer<typeof Slots>

const Quote = z.string().trim().min(1).max(5000)

export const SlotAnswer = z.discriminatedUnion('kind', [
  /** In the slot's unit; `value` null where only the sentence was found. */
  z.strictObject({ kind: z.literal('figure'), value: Decimal.nullable(), quote: z.string().trim().max(2000) }),
  /** Paragraphs of the article, as they stand in it: cases, or running text. */
  z.strictObject({ kind: z.literal('passages'), quotes: z.array(Quote).min(1).max(20) }),
  z.strictObject({
    kind: z.literal('table'),
    rows: z
      .array(z.array(z.string().max(500)).max(30))
      .min(1)
      .max(200),
  }),
  z.strictObject({ kind: z.literal('contact'), name: z.string().trim().max(80), phone: z.string().trim().max(40) }),
  /** 本地无此项, which is an answer and needs its reason. */
  z.strictObject({ kind: z.literal('none'), reason: z.string().trim().min(1).max(200) }),
])
export type SlotAnswer = z.infer<typeof SlotAnswer>

export const Answers = z
  .array(z.strictObject({ slot: SlotKey, answer: SlotAnswer }))
  .max(2 * SLOTS_MAX)
  .refine(answers => new Set(answers.map(one => one.slot)).size === answers.length, '同一任务项只能答一次')
export type Answers = z.infer<typeof Answers>

export const SLOT_KIND_WORDS: Readonly<Record<SlotKind, string>> = {
  figure: '指标',
  case: '案例',
  text: '文字',
  table: '表格',
  contact: '联系人',
}

const ANSWERED_BY: Readonly<Record<SlotKind, SlotAnswer['kind']>> = {
  figure: 'figure',
  case: 'passages',
  text: 'passages',
  table: 'table',
  contact: 'contact',
}

/** The answer to a slot; null where there is none, or one of another kind: the slot was changed after it was given. */
export function answerTo(slot: Slot, answers: Answers): SlotAnswer | null {
  const found = answers.find(one => one.slot === slot.key)?.answer
  return found !== undefined && (found.kind === 'none' || found.kind === ANSWERED_BY[slot.kind]) ? found : null
}

/** What a slot asks, in one line as it is printed: `上半年报批宗数（宗，截至2023年6月30日）`. */
export function slotWords(slot: Slot): string {
  const terms = termsOf(slot)
  return `${slot.label}${terms.length === 0 ? '' : `（${terms.join('，')}）`}${slot.hint === '' ? '' : `：${slot.hint}`}`
}

function termsOf(slot: Slot): string[] {
  switch (slot.kind) {
    case 'figure':
      return [slot.unit, ...(slot.asOf === null ? [] : [`截至${chineseDate(slot.asOf)}`])]
    case 'case':
      return [`${slot.count}个`]
    case 'text': {
      const { least, most } = slot
      if (least !== null && most !== null) return [`${least}至${most}字`]
      return most !== null ? [`${most}字以内`] : least !== null ? [`不少于${least}字`] : []
    }
    case 'contact':
      return ['姓名、电话']
    default:
      return []
  }
}

/** A paragraph, an item of a list, or a table of an article, with its words as plain text. */
export interface Passage {
  readonly kind: 'text' | 'table'
  readonly text: string
  /** Of a table: its cells. */
  readonly rows: readonly (readonly string[])[]
}

/** An article's text as the pieces that answers are tied to, in order; empty ones left out. */
export function passagesOf(rich: RichText): Passage[] {
  return rich.flatMap((block): Passage[] => {
    const text = plainOf([block])
    if (block.kind === 'table') return [{ kind: 'table', text, rows: text.split('\n').map(row => row.split('\t')) }]
    return text
      .split('\n')
      .map(line => line.trim())
      .filter(line => line !== '')
      .map(line => ({ kind: 'text', text: line, rows: [] }))
  })
}

/** Letters and digits as 字数 counts them: without blanks. */
export const charactersOf = (text: string): number => Array.from(text.replace(/\s/g, '')).length
