import { z } from 'zod'
import { Instant, LocalDate, Period } from './calendar.ts'
import { Points } from './points.ts'

/**
 * The nouns of the house as zod schemas: one schema is the type, the request check, the form rule and the reader of stored JSON.
 * Ids are `<prefix>_<time-ordered random>`, made by the server.
 */
const idOf = <Name extends string>(prefix: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[0-9A-Za-z_-]{1,40}$`))
    .brand<Name>()

export const OfficeId = idOf<'OfficeId'>('off')
export const UnitId = idOf<'UnitId'>('unt')
export const GroupId = idOf<'GroupId'>('grp')
export const UserId = idOf<'UserId'>('usr')
export const ArticleId = idOf<'ArticleId'>('art')
export const OutletId = idOf<'OutletId'>('out')
export const CommissionId = idOf<'CommissionId'>('com')
export const IssueId = idOf<'IssueId'>('iss')
export const DecisionId = idOf<'DecisionId'>('dec')
export const ForwardingId = idOf<'ForwardingId'>('fwd')
export const InstructionId = idOf<'InstructionId'>('ins')
export const FactId = idOf<'FactId'>('fct')
export const EntryId = idOf<'EntryId'>('ent')
export const MailboxId = idOf<'MailboxId'>('box')
export const SenderId = idOf<'SenderId'>('snd')
export const LetterId = idOf<'LetterId'>('let')
export type OfficeId = z.infer<typeof OfficeId>
export type UnitId = z.infer<typeof UnitId>
export type GroupId = z.infer<typeof GroupId>
export type UserId = z.infer<typeof UserId>
export type ArticleId = z.infer<typeof ArticleId>
export type OutletId = z.infer<typeof OutletId>
export type CommissionId = z.infer<typeof CommissionId>
export type IssueId = z.infer<typeof IssueId>
export type DecisionId = z.infer<typeof DecisionId>
export type ForwardingId = z.infer<typeof ForwardingId>
export type InstructionId = z.infer<typeof InstructionId>
export type FactId = z.infer<typeof FactId>
export type EntryId = z.infer<typeof EntryId>
export type MailboxId = z.infer<typeof MailboxId>
export type SenderId = z.infer<typeof SenderId>
export type LetterId = z.infer<typeof LetterId>

/** A name on screen: 1…80 characters, no control or bidi characters, not blank. */
export const Name = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\p{Cc}\p{Cf}]*$/u)
export const Reason = z.string().trim().min(1).max(500)

/** 通讯员 · 单位审核 · 编辑 · 审核签发 · 领导 · 系统管理员 · 安全管理员 · 审计管理员 (the last three: one person holds only one of them). */
export const Role = z.enum([
  'correspondent',
  'reviewer',
  'editor',
  'chief',
  'reader',
  'system-admin',
  'security-admin',
  'audit-admin',
])
export type Role = z.infer<typeof Role>

/** 本级 市 省 国家. */
export const Level = z.enum(['own', 'city', 'province', 'nation'])
export type Level = z.infer<typeof Level>

/** Kinds of adoption: 信息, 简讯. */
export const AdoptionKind = z.enum(['report', 'brief'])
export type AdoptionKind = z.infer<typeof AdoptionKind>

/** 已报送 · 已采纳 · 已采用 · 迟报 · 未报. */
export const CommissionStatus = z.enum(['submitted', 'accepted', 'adopted', 'late', 'missing'])
export type CommissionStatus = z.infer<typeof CommissionStatus>

/** What a 办法 calls something in its own words: a kind of text, an outlet, an incident. */
export const Key = z.string().regex(/^[a-z0-9-]{1,40}$/)

/** Who wrote an instruction: 主要领导, 其他领导, 秘书长. */
export const LeaderRank = z.enum(['chief', 'other', 'secretary'])
export type LeaderRank = z.infer<typeof LeaderRank>

/** 组别: units ranked together. `key` is what rule sets call it (county, office-a …); `kind` joins groups the prose counts as one (A类 and B类 are both 机关各科室). */
export const Group = z.object({
  id: GroupId,
  key: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: Name,
  kind: Name,
  position: z.number().int(),
})
export type Group = z.infer<typeof Group>

export const UnitAlias = z.object({ name: Name, from: Period.nullable(), to: Period.nullable() })
export type UnitAlias = z.infer<typeof UnitAlias>

/** 单位. `position` is its place in the register, used for order inside a tie. */
export const Unit = z.object({
  id: UnitId,
  name: Name,
  aliases: z.array(UnitAlias),
  group: GroupId,
  position: z.number().int(),
  active: z.boolean(),
})
export type Unit = z.infer<typeof Unit>

/** 载体: the office's own bulletin or one above. */
export const Outlet = z.object({ id: OutletId, name: Name, level: Level })
export type Outlet = z.infer<typeof Outlet>

/** A unit credited by a fact; `weight` only matters where a rule shares by order or weight. */
export const Credit = z.object({ unit: UnitId, weight: z.number().int().min(1).max(100) })
export type Credit = z.infer<typeof Credit>

const factBase = {
  id: FactId,
  occurredOn: LocalDate,
  recordedAt: Instant,
  /** The month it counts in: that of `occurredOn`, or the oldest open one where that month was closed already. */
  posting: Period,
  credits: z.array(Credit).max(200),
  quantity: z.number().int().min(1).max(100_000),
  note: z.string().max(500),
}

/**
 * What some 办法 look at and most do not. All may be missing, also in facts recorded before there was a place for them: a fact without
 * them is written, digested and scored as it always was.
 */
const textAttributes = {
  /** The kind in the words of the 办法 (调研, 动态 …), finer than 信息 and 简讯. */
  genre: Key.optional(),
  /** Characters. */
  length: z.number().int().min(0).max(1_000_000).optional(),
  repost: z.boolean().optional(),
  /** The day it is about, where that is another than the day that decides the month. */
  happenedOn: LocalDate.optional(),
  /** Whole hours from the event to its receipt. */
  hours: z.number().int().min(0).max(10_000).optional(),
} as const

/** 计分事实: what the rules may score. Facts are never changed or deleted; a retraction declares one wrong. */
export const Fact = z.discriminatedUnion('type', [
  z.object({
    ...factBase,
    type: z.literal('submission'),
    article: ArticleId.nullable(),
    channel: z.enum(['web', 'mail', 'import', 'entry']),
    ...textAttributes,
    /** Passed the gate of quality (内容清楚、真实): only then some 办法 count it. */
    accepted: z.boolean().optional(),
  }),
  z.object({
    ...factBase,
    type: z.literal('adoption'),
    /** null: a notice taken over counts it without its title. */
    article: ArticleId.nullable(),
    outlet: OutletId,
    level: Level,
    kind: AdoptionKind,
    issue: z.number().int().min(1).max(9999).nullable(),
    merged: z.boolean(),
    ...textAttributes,
    /** It filled an issue by itself (单篇, 独编, 专期). */
    alone: z.boolean().optional(),
  }),
  z.object({
    ...factBase,
    type: z.literal('commission'),
    /** null: a notice taken over counts it without its title. */
    commission: CommissionId.nullable(),
    level: Level,
    status: CommissionStatus,
    /** Who asked, as it was said to these units: one commission may have come by two ways. */
    asker: z.string().max(80),
  }),
  z.object({
    ...factBase,
    type: z.literal('forwarding'),
    article: ArticleId.nullable(),
    level: Level,
    to: z.string().max(80),
    genre: Key.optional(),
  }),
  z.object({
    ...factBase,
    type: z.literal('instruction'),
    article: ArticleId.nullable(),
    level: Level,
    leader: z.string().max(80),
    rank: LeaderRank.optional(),
  }),
  z.object({
    ...factBase,
    type: z.literal('adjustment'),
    component: z.string().min(1).max(40),
    points: Points,
    reason: Reason,
    decider: Name,
    /** The discretion of the 办法 it was decided under; its bounds were kept when it was recorded. */
    rule: Key.optional(),
  }),
  z.object({
    ...factBase,
    type: z.literal('incident'),
    /** What it is, in the words of the 办法: 迟报紧急信息, 信息失实, 未设联络员 … */
    code: Key,
    level: Level.optional(),
    article: ArticleId.nullable(),
  }),
  z.object({ ...factBase, type: z.literal('opening'), points: Points, document: z.string().max(200) }),
  z.object({ ...factBase, type: z.literal('retraction'), of: FactId, reason: Reason }),
])
export type Fact = z.infer<typeof Fact>
export type FactType = Fact['type']

/**
 * 计分明细: points of one unit in one month by one rule, with its reasons. `points` = quantity × each. `facts` is empty only where a
 * rule gives or takes points without any fact: an unconditional 基础分, a shortfall.
 */
export const Entry = z.object({
  period: Period,
  unit: UnitId,
  component: z.string(),
  points: Points,
  ruleSet: z.string(),
  rule: z.string(),
  clause: z.string(),
  quantity: z.number().int(),
  each: Points,
  facts: z.array(FactId),
  /** A correction of a closed month: which month it is about and which rule's entry it takes back or adds to. */
  about: Period.nullable(),
})
export type Entry = z.infer<typeof Entry>

/** Counts of a unit's month that notices show beside points. */
export const UnitCounts = z.object({
  submitted: z.number().int(),
  upperAdopted: z.number().int(),
  reports: z.number().int(),
  briefs: z.number().int(),
  commissions: z.number().int(),
  forwarded: z.number().int(),
})
export type UnitCounts = z.infer<typeof UnitCounts>

/** 名次 of one unit in one month. `components` has one value for each component of the rule set, in its order. */
export const StandingRow = z.object({
  unit: UnitId,
  name: Name,
  components: z.record(z.string(), Points),
  counts: UnitCounts,
  month: Points,
  yearTotal: Points,
  rank: z.number().int(),
  /** Rank by year total at the end of the month before; null when there is none. */
  previousRank: z.number().int().nullable(),
})
export type StandingRow = z.infer<typeof StandingRow>

export const StandingGroup = z.object({ group: Group, rows: z.array(StandingRow) })
export type StandingGroup = z.infer<typeof StandingGroup>

/** `open` counts afresh at each look; `closed` is frozen; `issued` has its notice out and cannot be reopened. */
export const PeriodState = z.enum(['open', 'closed', 'issued'])
export type PeriodState = z.infer<typeof PeriodState>
