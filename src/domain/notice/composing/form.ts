import { z } from 'zod'
import { LocalDate } from '../../calendar.ts'
import { NoticeTableForm } from './table-form.ts'

/** What may stand in the patterns of a form: `{月}` is 6, `{组}` the group of a table, `{办法}` the rule set with its date. */
const SLOTS = ['年', '月', '组', '办法', '起始月', '名次'] as const
type Slot = (typeof SLOTS)[number]
/** What the slots of a month hold; `组` is only known where a table is titled. */
export type Slots = Readonly<Record<Slot, string>>

const SLOT = /\{([^{}]*)\}/g
const isSlot = (name: string): name is Slot => SLOTS.some(slot => slot === name)

/** 智能文句: `compared` adds 较上月增加12篇 to the totals (环比), `first` names units that are adopted for the first time in the year. */
export const Variants = z.strictObject({ compared: z.boolean().default(false), first: z.boolean().default(false) })
export type Variants = z.infer<typeof Variants>

const Line = z.string().trim().min(1).max(80)
const Pattern = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .refine(
    text => [...text.matchAll(SLOT)].every(match => isSlot(match[1] ?? '')),
    `花括号里只能是 ${SLOTS.join('、')} 之一，如 {月}`,
  )

/**
 * The words of an office's notice: what the ledger does not know. All but the issuer have a default that is right for any office;
 * patterns hold named slots in braces and nothing else that is computed.
 */
export const NoticeForm = z.strictObject({
  /** 署名. */
  issuer: Line,
  /** Who received the articles, as the prose says it: 市局办公室. '' leaves the sentence without. */
  desk: z.string().trim().max(80).default(''),
  /** How the office calls itself where it adopts: 市局采用信息3篇. */
  own: Line.default('本级'),
  /** 刊名 of the own bulletin, without 《》. */
  bulletin: Line.nullable().default(null),
  recipients: z.string().trim().min(1).max(300).default('各有关单位'),
  /** 发：, at the foot; null: those it is addressed to, so that the two cannot differ. */
  sentTo: z.string().trim().min(1).max(300).nullable().default(null),
  title: Pattern.default('关于{月}月份政务信息采用情况的通报'),
  attachment: Pattern.default('{月}月份政务信息统计'),
  tableTitle: Pattern.default('{月}月份{组}政务信息统计'),
  unitHead: Line.default('单位'),
  ownHead: Line.default('本级采用篇数'),
  upperHead: Line.default('市级以上采用篇数'),
  /** The columns of the tables as the office drew them; null: the usual ones, which follow the 计分办法 by themselves. */
  table: NoticeTableForm.nullable().default(null),
  /** What is said of earlier months wherever there is something to say. */
  variants: Variants.prefault({}),
  /** Paragraphs after the figures: how the month was, what is asked for. Written by the editor. */
  bodyAfter: z.array(z.string().trim().min(1).max(4000)).max(20).default([]),
  notes: z
    .array(Pattern)
    .max(20)
    .default(['计分方式：按照{办法}规定的标准计分。', '累计分数自{起始月}起逐月累加；{名次}。']),
  /** 责任编辑, 投稿, 电话, one a line. */
  colophon: z.array(Line).max(20).default([]),
  /** 成文日期; null while the notice is a draft. */
  issuedOn: LocalDate.nullable().default(null),
})
export type NoticeForm = z.infer<typeof NoticeForm>

/** A pattern with its slots filled. */
export const filled = (pattern: string, slots: Slots): string =>
  pattern.replace(SLOT, (whole, name: string) => (isSlot(name) ? slots[name] : whole))
