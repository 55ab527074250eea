import { z } from 'zod'
import { Instant, LocalDate, Period } from '../domain/calendar.ts'
import { ArticleId, FactId, Key, Level, Name, Reason, StandingGroup, UnitId } from '../domain/model.ts'
import { Points } from '../domain/points.ts'
import { EffectKind, RuleSet } from '../domain/rules/grammar.ts'
import { command, done, nothing, query } from './endpoint.ts'

/** A rule file is a page or two. */
export const SOURCE_MAX = 200_000
const source = z.string().min(1).max(SOURCE_MAX)

/** A 计分办法: one the office has, one that comes with the program, or a text. */
export const RuleSetRef = z.union([
  z.strictObject({ id: Key }),
  z.strictObject({ shipped: Key }),
  z.strictObject({ source }),
])
export type RuleSetRef = z.infer<typeof RuleSetRef>

/** What only some 办法 ask of an adopted text. */
export const TextAttributes = z.strictObject({
  genre: Key.optional(),
  length: z.number().int().min(0).max(1_000_000).optional(),
  repost: z.boolean().optional(),
  alone: z.boolean().optional(),
  happenedOn: LocalDate.optional(),
  hours: z.number().int().min(0).max(10_000).optional(),
})

/** Something about a rule file, at its line (from 1). */
export const RuleRemark = z.object({ line: z.number().int(), path: z.string(), message: z.string() })
export type RuleRemark = z.infer<typeof RuleRemark>

const Clauses = z.array(z.object({ rule: z.string(), clause: z.string(), words: z.string() }))
const Tried = z.array(
  z.object({
    say: z.string(),
    holds: z.boolean(),
    expected: z.record(z.string(), z.string()),
    got: z.record(z.string(), z.string()),
  }),
)

/** A rule set as it is shown: data, words, examples tried at this moment. */
export const RuleSetView = z.object({
  ruleSet: RuleSet,
  words: Clauses,
  /** What people decide, what follows besides points, rates, other assessments: in words, with their clauses. */
  besides: Clauses,
  examples: Tried,
})

export const InstalledRuleSet = RuleSetView.extend({
  source: z.string(),
  /** The month before the next version begins; null for the last one. */
  until: Period.nullable(),
  inForce: z.boolean(),
  /** Whether a month was closed by it: then it stays. */
  used: z.boolean(),
  remarks: z.array(RuleRemark),
})
export type InstalledRuleSet = z.infer<typeof InstalledRuleSet>

const Change = z.object({
  what: z.enum(['added', 'removed', 'changed']),
  of: z.string(),
  name: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  sentence: z.string(),
})

const Side = z.object({ title: z.string(), ruleSets: z.array(z.string()), components: z.array(z.string()) })
const Two = z.object({ before: Points.nullable(), after: Points.nullable() })
export const RehearsalView = z.object({
  periods: z.array(Period),
  /** What is compared with: in force, or another; null where nothing was in force. */
  against: Side.nullable(),
  trial: Side,
  rows: z.array(
    z.object({
      unit: UnitId,
      name: z.string(),
      group: z.string(),
      months: z.array(Two.extend({ period: Period })),
      year: Two,
      rank: z.object({ before: z.number().int().nullable(), after: z.number().int().nullable() }),
      why: z.array(z.object({ component: z.string(), clause: z.string(), before: Points, after: Points })),
      /** Consequences at the end of the last month, by the trial. */
      effects: z.array(z.object({ effect: EffectKind, words: z.string(), clause: z.string() })),
    }),
  ),
  /** The last month by the trial, as standings. */
  standings: z.array(StandingGroup),
  /** Entries of one unit by the trial, where one was asked for. */
  entries: z.array(
    z.object({ period: Period, component: z.string(), points: Points, sentence: z.string(), clause: z.string() }),
  ),
})
export type RehearsalView = z.infer<typeof RehearsalView>

export const DutyView = z.object({
  unit: UnitId,
  name: z.string(),
  why: z.enum(['quota', 'base', 'award']),
  clause: z.string(),
  /** What is counted, in words. */
  what: z.string(),
  has: z.number().int(),
  needs: z.number().int(),
  left: z.number().int(),
  from: LocalDate,
  to: LocalDate,
  daysLeft: z.number().int(),
})
export type DutyView = z.infer<typeof DutyView>

const Objection = z.object({
  objection: z.string(),
  unit: UnitId,
  name: z.string(),
  period: Period,
  component: z.string(),
  rule: z.string(),
  /** What the unit saw when it objected. */
  sentence: z.string(),
  points: Points,
  reason: z.string(),
  raisedAt: Instant,
  raisedBy: z.string(),
  state: z.enum(['open', 'upheld', 'rejected', 'withdrawn']),
  answer: z
    .object({
      text: z.string(),
      document: z.string(),
      decider: z.string(),
      fact: FactId.nullable(),
      at: Instant,
      by: z.string(),
    })
    .nullable(),
})
export type ObjectionView = z.infer<typeof Objection>
const ObjectionId = z.string().regex(/^obj_[0-9A-Za-z_-]{1,40}$/)

export const RULE_SET_API = {
  'rule-set.list': query('计分办法', nothing, z.object({ ruleSets: z.array(InstalledRuleSet) })),
  'rule-set.shipped': query(
    '随附的计分办法',
    nothing,
    z.object({ ruleSets: z.array(z.object({ id: z.string(), title: z.string(), source: z.string() })) }),
  ),
  'rule-set.check': query(
    '检查一份计分办法，什么都不保存',
    z.strictObject({ source }),
    z.object({
      issues: z.array(RuleRemark),
      remarks: z.array(RuleRemark),
      view: RuleSetView.nullable(),
    }),
  ),
  'rule-set.compare': query(
    '两版计分办法的不同',
    z.strictObject({ before: RuleSetRef, after: RuleSetRef }),
    z.object({ before: z.string(), after: z.string(), changes: z.array(Change) }),
  ),
  'rule-set.rehearse': query(
    '用任一办法试算已有的月份，什么都不保存',
    z.strictObject({
      rules: RuleSetRef,
      against: RuleSetRef.optional(),
      from: Period,
      to: Period,
      unit: UnitId.optional(),
    }),
    RehearsalView,
  ),
  'rule-set.install': command(
    '启用一版计分办法，从它的起始月起',
    z.strictObject({ source }),
    z.object({ ruleSet: z.string(), from: Period, remarks: z.array(RuleRemark) }),
  ),
  'rule-set.withdraw': command('撤回还没有用过的一版计分办法', z.strictObject({ id: Key }), done),

  'duty.list': query(
    '任务、基础分条件和评先条件：还差几篇',
    z.strictObject({ period: Period, unit: UnitId.optional() }),
    z.object({
      duties: z.array(DutyView),
      effects: z.array(
        z.object({ unit: UnitId, name: z.string(), effect: EffectKind, words: z.string(), clause: z.string() }),
      ),
      metrics: z.array(
        z.object({
          unit: UnitId,
          unitName: z.string(),
          name: z.string(),
          of: z.number().int(),
          to: z.number().int(),
          /** Hundredths of a percent; null where there is nothing to divide by. */
          percentX100: z.number().int().nullable(),
        }),
      ),
      assessments: z.array(z.object({ unit: UnitId, unitName: z.string(), name: z.string(), points: Points })),
      /** Hundredths of 元 for the month. */
      money: z.array(z.object({ unit: UnitId, unitName: z.string(), x100: z.number().int() })),
    }),
  ),
  'incident.record': command(
    '登记事项：失实、紧急信息迟报、检查项目等',
    z.strictObject({
      code: Key,
      unit: UnitId,
      occurredOn: LocalDate,
      article: ArticleId.nullable(),
      level: Level.optional(),
      quantity: z.number().int().min(1).max(100).optional(),
      note: z.string().trim().max(500),
    }),
    z.object({ fact: FactId, posting: Period, late: z.boolean() }),
  ),

  'objection.list': query(
    '异议',
    z.strictObject({ unit: UnitId.optional(), open: z.boolean().optional() }),
    z.object({ objections: z.array(Objection) }),
  ),
  'objection.raise': command(
    '对一笔计分提出异议',
    z.strictObject({
      unit: UnitId,
      period: Period,
      component: z.string().min(1).max(40),
      /** '' where something that should have counted did not. */
      rule: z.union([Key, z.literal('')]),
      reason: Reason,
    }),
    Objection,
  ),
  'objection.withdraw': command('撤回自己的异议', z.strictObject({ objection: ObjectionId }), Objection),
  'objection.answer': command(
    '答复异议；认可的同时更正',
    z.strictObject({
      objection: ObjectionId,
      answer: Reason,
      decider: Name,
      document: z.string().trim().max(200),
      /** Rejected; or upheld by points on a day, or by taking a fact back. */
      outcome: z.union([
        z.strictObject({ kind: z.literal('reject') }),
        z.strictObject({ kind: z.literal('adjust'), points: Points, occurredOn: LocalDate }),
        z.strictObject({ kind: z.literal('retract'), fact: FactId }),
      ]),
    }),
    Objection,
  ),
} as const
