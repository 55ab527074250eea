import { z } from 'zod'
import { LocalDate, Period } from '../calendar.ts'

/**
 * The `Notice` value (通报): what one monthly notice states, whoever wrote it. The ledger composes it, a document is read
 * into it, and the auditor looks only at it. Every number in it is a `Claim` with its `Place`.
 */

/** Where something stands. `line` counts from 1: lines of a text, else blocks of a document. `item` is the list position, 1… */
export const Place = z.object({
  part: z.enum([
    'title',
    'recipients',
    'body',
    'attachment',
    'signature',
    'table',
    'list',
    'note',
    'colophon',
    'document',
  ]),
  table: z.string().optional(),
  unit: z.string().optional(),
  column: z.string().optional(),
  item: z.number().int().optional(),
  line: z.number().int().optional(),
  quote: z.string().optional(),
})
export type Place = z.infer<typeof Place>

/** A number as a notice states it, in integer hundredths whatever it counts (3 篇 is 300), so all arithmetic is exact. */
export const Claim = z.object({ x100: z.number().int(), place: Place })
export type Claim = z.infer<typeof Claim>

/** A piece of wording and where it stands. */
export const Wording = z.object({ text: z.string(), place: Place })
export type Wording = z.infer<typeof Wording>

/**
 * What a column of a table, a clause of a list's head or a cover figure states. Points end in `Points`; everything else counts.
 * `other` is a column that was not understood: kept, shown, not checked.
 */
export const Measure = z.enum([
  'submitted', // 上报篇数
  'submittedYear', // 全年累计报送
  'submissionPoints', // 报送分数
  'upperAdopted', // 市级以上采用篇数
  'ownAdopted', // 市局简报采用篇数: 信息 + 简讯
  'adopted', // 采用条数, carrier not named
  'reports', // 采用信息 a 篇
  'briefs', // 简讯 b 则
  'adoptionPoints', // 采用记分
  'commissions', // 约稿篇数
  'commissionPoints', // 约稿记分
  'forwarded', // 报省市
  'basePoints', // 本月基础分
  'bonusPoints', // 加分
  'deductionPoints', // 扣分
  'monthPoints', // 本月分数
  'yearPoints', // 累计分数
  'rank', // 名次
  'outletAdopted', // 某刊物采用条数 (the outlet is in the column's heads)
  'outletPoints', // 该刊物得分
  'outletYear', // 该刊物（计分项）累计得分
  'other',
])
export type Measure = z.infer<typeof Measure>

/** A column of numbers: its header cells from top to bottom as written (`['采用信息', '记分']`), and what it was understood as. */
export const NoticeColumn = z.object({ heads: z.array(z.string()), measure: Measure })
export type NoticeColumn = z.infer<typeof NoticeColumn>

/** One row: `unit` as the table writes it; one cell for each column of the table, null where blank; `text` keeps a cell that is no number. */
export const NoticeRow = z.object({
  unit: z.string(),
  cells: z.array(z.union([Claim, Wording, z.null()])),
  place: Place,
})
export type NoticeRow = z.infer<typeof NoticeRow>

/** One logical table: one group ranked together; parts split by a page are one table. `unitHead` is the header cell over the names. */
export const NoticeTable = z.object({
  id: z.string(), // 表1, 表2 … in order; the `table` of places
  title: z.string(), // 各县（市、区）局政务信息统计, without numbering; '' if none
  group: z.string(), // 县（市、区）局 | A类 | B类 | 事业单位 …, cut from the title; '' if none
  unitHead: z.string(),
  /** How many columns stand before the names, where any do: 名次. */
  unitAt: z.number().int().optional(),
  columns: z.array(NoticeColumn),
  rows: z.array(NoticeRow),
  /** A 合计 row, when there is one: same cells, not a unit. */
  total: NoticeRow.nullable(),
  /** Header heads of later parts of the same table (after a page break), when they were repeated. */
  repeatedHeads: z.array(z.array(z.array(z.string()))),
  place: Place,
})
export type NoticeTable = z.infer<typeof NoticeTable>

/** A figure of the prose: `subject` is whose (`''` all, else the words before it: 县（市、区）局), `parts` sum up to it when given as 其中. */
export const CoverFigure = z.object({
  measure: Measure,
  subject: z.string(),
  claim: Claim,
  /** Index into `cover` of the figure this one is a part of (其中…), else null. */
  partOf: z.number().int().nullable(),
  /** How much more (less: below zero) than in the month before, where the prose says so right after it: 较上月增加12篇, 与上月持平. */
  compared: Claim.optional(),
})
export type CoverFigure = z.infer<typeof CoverFigure>

/** A list of leaders in the prose: 累计得分前三的科室为… . `stated` is the N of 前N, null when not said. `points`: scores in brackets after names. */
export const CoverLeaders = z.object({
  by: z.enum(['yearPoints', 'monthPoints', 'unknown']),
  subject: z.string(),
  stated: z.number().int().nullable(),
  names: z.array(z.object({ name: z.string(), points: Claim.nullable() })),
  place: Place,
})
export type CoverLeaders = z.infer<typeof CoverLeaders>

/** How an item was used: 信息 report, 简讯 brief, 约稿 commission; null when the label does not say (a bare 第9期). */
export const ItemKind = z.enum(['report', 'brief', 'commission'])
export type ItemKind = z.infer<typeof ItemKind>

/** One numbered title of a unit's list. `label` is the bracket as written, normalised: 第9期 简讯 · 市政府约稿. */
export const NoticeItem = z.object({
  number: z.number().int().nullable(),
  title: z.string(),
  label: z.string(),
  issue: z.number().int().nullable(),
  kind: ItemKind.nullable(),
  /** Who asked for a commission: 市政府, 省厅; '' otherwise. */
  source: z.string(),
  place: Place,
})
export type NoticeItem = z.infer<typeof NoticeItem>

/** A clause of a unit's head sentence; `wording` is what stands before the number: 上级约稿信息, 报省厅, 报送稿件. */
export const HeadClause = z.object({ measure: Measure, wording: z.string(), unit: z.string(), claim: Claim })
export type HeadClause = z.infer<typeof HeadClause>

/** The paragraph and titles of one unit. `unit` is the name as this list writes it; `section` the heading above (县（市、区）局). */
export const NoticeList = z.object({
  unit: z.string(),
  section: z.string(),
  head: z.array(HeadClause),
  items: z.array(NoticeItem),
  place: Place,
})
export type NoticeList = z.infer<typeof NoticeList>

/** Something that was not understood: kept, shown as 未检查, never guessed. */
export const Unread = z.object({ reason: z.string(), place: Place })
export type Unread = z.infer<typeof Unread>

export const Notice = z.object({
  title: Wording.nullable(),
  period: Period.nullable(),
  /** How the notice calls its span when it is no single month: 1-3月份, 三季度. '' for a month. */
  span: z.string(),
  issuer: Wording.nullable(),
  issuedOn: LocalDate.nullable(),
  recipients: Wording.nullable(),
  /** 发：, at the foot. */
  sentTo: Wording.nullable(),
  attachment: Wording.nullable(),
  /** The prose, one text a paragraph. */
  body: z.array(Wording),
  cover: z.array(CoverFigure),
  leaders: z.array(CoverLeaders),
  tables: z.array(NoticeTable),
  lists: z.array(NoticeList),
  notes: z.array(Wording),
  /** 责任编辑, 投稿, 电话 … */
  colophon: z.array(Wording),
})
export type Notice = z.infer<typeof Notice>

/** `read` gives both: what was understood and what was not. `remarks` are spellings the reader folded (typography), for one summary finding. */
export interface ReadNotice {
  readonly notice: Notice
  readonly unread: readonly Unread[]
  readonly remarks: readonly TypographyRemark[]
}

export interface TypographyRemark {
  readonly kind: 'width' | 'spacing' | 'wrap' | 'separator' | 'list-mark' | 'heading' | 'issue-spacing'
  readonly count: number
  readonly place: Place
}

/** A figure at odds with another figure, a rule or a record. `params` feed the sentence; `claims` are the numbers at odds. */
export interface Finding {
  readonly code: string
  readonly severity: 'error' | 'warning' | 'question' | 'info'
  readonly place: Place
  readonly claims: readonly Claim[]
  /** One Chinese sentence with the arithmetic spelled out. */
  readonly message: string
}

// ── the printed form ───────────────────────────────────────────────────────────────────────────────────────────

/** What a block is on the printed page; `layout` gives it, `docx/write` styles by it. A document that was read has `text` only. */
export type BlockRole =
  | 'title'
  | 'recipients'
  | 'body'
  | 'attachments'
  | 'issuer'
  | 'date'
  | 'attachment-label'
  | 'attachment-title'
  | 'section'
  | 'subsection'
  | 'table-title'
  | 'unit-head'
  | 'item'
  | 'note'
  | 'sent-to'
  | 'editors'
  | 'text'

/** A cell as in the document; `rowSpan`/`colSpan` above 1 for merged ones, continuation cells are left out. */
export interface Cell {
  readonly text: string
  readonly rowSpan?: number
  readonly colSpan?: number
}

/**
 * The seam between composing, reading and files. A paragraph of a text file is one line of it, with `line` its number (wraps are
 * joined by `read`); of a .docx, one paragraph, `line` its ordinal. `lines` of a table gives one number a row.
 */
export type Block =
  | {
      readonly kind: 'paragraph'
      readonly role: BlockRole
      readonly text: string
      readonly line: number
      readonly label?: string
    }
  | {
      readonly kind: 'table'
      readonly role: BlockRole
      readonly headRows: number
      readonly rows: readonly (readonly Cell[])[]
      readonly line: number
      readonly lines?: readonly number[]
    }
