import { z } from 'zod'
import { CommissionStatus, Key, LeaderRank, Level } from '../model.ts'
import { readPoints } from '../points.ts'

/** The words of the grammar that rules, examples and vocabulary share. */
export const PointsText = z
  .string()
  .refine(text => readPoints(text) !== null, '应为最多两位小数的分值，如 0.5')
  .describe("分值，写成文字，最多两位小数，如 '0.5'")

/** A factor, ratio or weight: a decimal above zero. */
export const FactorText = z
  .string()
  .refine(text => (readPoints(text) ?? 0) > 0, '应为大于 0、最多两位小数的倍数，如 0.5')
  .describe("倍数，写成文字，最多两位小数，如 '2'、'0.5'")

/** `30%`. */
export const PercentText = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,2})?%$/, '应为百分数，如 30%')
  .describe('百分数，如 30%')

export const Count = z.number().int().min(0).max(100_000)
export const Clause = z.string().min(1).max(400).describe('办法原文，照抄')

/** Bounds of a number, both included; at least one is given. */
export const Range = z
  .strictObject({ atLeast: Count.optional(), atMost: Count.optional() })
  .refine(range => range.atLeast !== undefined || range.atMost !== undefined, '应写 atLeast 或 atMost')
export type Range = z.infer<typeof Range>

const oneOf = <Schema extends z.ZodType>(schema: Schema) => z.union([schema, z.array(schema).min(1).max(20)])

export const ScoredFact = z.enum(['submission', 'adoption', 'commission', 'forwarding', 'instruction', 'incident'])
export type ScoredFact = z.infer<typeof ScoredFact>

/** Which facts a rule is about; every property given must match, and one of its values where several are given. */
export const Match = z.strictObject({
  level: oneOf(Level).optional().describe('级别：own 本级、city 市、province 省、nation 国家'),
  outlet: oneOf(Key).optional().describe('载体代号；own 指任何本级刊物'),
  kind: oneOf(Key).optional().describe('种类代号：report 信息、brief 简讯，或 kinds 里取的'),
  status: oneOf(CommissionStatus).optional().describe('约稿状态'),
  rank: oneOf(LeaderRank).optional().describe('批示人：chief 主要领导、other 其他领导、secretary 秘书长'),
  code: oneOf(Key).optional().describe('事项代号，incidents 里取的'),
  merged: z.boolean().optional().describe('被综合采用'),
  alone: z.boolean().optional().describe('单篇成期'),
  repost: z.boolean().optional().describe('转载'),
  accepted: z.boolean().optional().describe('报送合格'),
  instructed: z.boolean().optional().describe('计分时已得到批示'),
  units: Range.optional().describe('记入的单位数'),
  length: Range.optional().describe('字数'),
  days: Range.optional().describe('从事情发生到计分之日的天数'),
  hours: Range.optional().describe('从事情发生到收到的小时数'),
})
export type Match = z.infer<typeof Match>
export type MatchKey = keyof Match

/** How many of what: for conditions, ratios and quotas. */
export const Counted = z.strictObject({ of: ScoredFact, when: Match.optional() })
export type Counted = z.infer<typeof Counted>

const AtLeast = z.strictObject({ atLeast: Count })
const AllOf = z.strictObject({
  submission: AtLeast.optional(),
  adoption: AtLeast.optional(),
  commission: AtLeast.optional(),
  forwarding: AtLeast.optional(),
  /** Any count, with bounds either way. */
  counts: z
    .array(Counted.extend({ atLeast: Count.optional(), atMost: Count.optional() }))
    .min(1)
    .max(10)
    .optional(),
  /** `of` ÷ `to`; where there is nothing to divide by, the ratio is not there and no bound holds. */
  ratio: z
    .strictObject({ of: Counted, to: Counted, atLeast: PercentText.optional(), below: PercentText.optional() })
    .optional(),
  /** Points of the window so far, of one component or 合计; only in effects and caps, which come last. */
  points: z
    .strictObject({
      component: z.string().min(1).max(40),
      atLeast: PointsText.optional(),
      below: PointsText.optional(),
    })
    .optional(),
})
export type AllOf = z.infer<typeof AllOf>

/** What a unit's window must have: all that is given, of `anyOf` at least one; or nothing (`always`). */
export const Condition = z.union([
  z.literal('always'),
  AllOf.extend({ anyOf: z.array(AllOf).min(2).max(10).optional() }).describe(
    '条件：写出的都要满足；anyOf 里满足一个即可',
  ),
])
export type Condition = z.infer<typeof Condition>

/** month, two-months, quarter, half-year and year are counted from the start of the running year; others stand under `windows`. */
export const BUILT_IN_WINDOWS = { month: 1, 'two-months': 2, quarter: 3, 'half-year': 6, year: 12 } as const
/** Monday to Sunday; settled in the month its Sunday lies in. For quotas and 基础分 only: what is bounded or follows goes by whole months. */
export const WEEK = 'week'
export const BUILT_IN_NAMES: readonly string[] = [WEEK, ...Object.keys(BUILT_IN_WINDOWS)]
export const WindowName = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/)
  .describe('周期：week、month、two-months、quarter、half-year、year，或 windows 里取的')

/** A run of months that repeats from a day of the year on (`from: '07-10'`), or one that is there once. */
export const Window = z.union([
  z.strictObject({
    name: z.string().min(1).max(20),
    months: z.number().int().min(1).max(12),
    from: z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/, '应写作 月-日，如 07-10，日不晚于 28'),
  }),
  z.strictObject({
    name: z.string().min(1).max(20),
    first: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '应写作 2023-07-10'),
    last: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '应写作 2023-10-09'),
  }),
])
export type Window = z.infer<typeof Window>
