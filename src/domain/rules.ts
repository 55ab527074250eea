import { z } from 'zod'
import { Period } from './calendar.ts'
import { CommissionStatus, Level } from './model.ts'
import { readPoints } from './points.ts'

/**
 * 计分办法 as data: a closed grammar without expressions. Six types of rule, always applied in this order, because no 办法 states one:
 * rate → bonus → base → quota → deduction → cap. Every property is written out in each rule; each quotes its clause.
 */
const PointsText = z.string().refine(text => readPoints(text) !== null, '应为最多两位小数的分值，如 0.5')
const Rate = z.enum(['full', 'equal', 'first', 'by-order'])
const GroupKeys = z.union([z.literal('all'), z.array(z.string().min(1)).min(1)])
const Count = z.number().int().min(0).max(100_000)

/** Which facts a rule is about; every property given must match. */
const Match = z.strictObject({
  level: Level.optional(),
  outlet: z.literal('own').optional(),
  kind: z.string().optional(),
  status: CommissionStatus.optional(),
  merged: z.boolean().optional(),
})
export type Match = z.infer<typeof Match>

const ruleBase = {
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  component: z.string().min(1).max(40),
  clause: z.string().min(1).max(400),
  groups: GroupKeys,
}

/** What a unit's month must have: all of the given counts, or nothing (`always`). */
const Condition = z.union([
  z.literal('always'),
  z.strictObject({
    submission: z.strictObject({ atLeast: Count }).optional(),
    adoption: z.strictObject({ atLeast: Count }).optional(),
    commission: z.strictObject({ atLeast: Count }).optional(),
    forwarding: z.strictObject({ atLeast: Count }).optional(),
  }),
])
export type Condition = z.infer<typeof Condition>

export const ScoredFact = z.enum(['submission', 'adoption', 'commission', 'forwarding', 'instruction'])
export type ScoredFact = z.infer<typeof ScoredFact>

export const Rule = z.discriminatedUnion('type', [
  /** Points for a fact. `stack`: one story in several outlets; `credit`: several units; `order` gives the ratio of by-order. */
  z.strictObject({
    ...ruleBase,
    type: z.literal('rate'),
    on: ScoredFact,
    when: Match,
    points: PointsText,
    stack: z.enum(['all', 'highest']),
    credit: Rate,
    order: z.array(z.number().int().min(1)).optional(),
  }),
  /** Added for a leader's instruction. `once`: each, or once a level for one article. */
  z.strictObject({
    ...ruleBase,
    type: z.literal('bonus'),
    when: Match,
    points: PointsText,
    once: z.enum(['each', 'level']),
    credit: Rate,
    order: z.array(z.number().int().min(1)).optional(),
  }),
  /** A condition on the month's counts, per group. */
  z.strictObject({
    ...ruleBase,
    type: z.literal('base'),
    per: z.literal('month'),
    when: Condition,
    points: PointsText,
  }),
  /** Each one over or short of what is owed in the month. */
  z.strictObject({
    ...ruleBase,
    type: z.literal('quota'),
    per: z.literal('month'),
    of: ScoredFact,
    owed: Count,
    over: PointsText,
    short: PointsText,
  }),
  /** Each time, from the nth time of the month on; points are written without sign and taken off. */
  z.strictObject({
    ...ruleBase,
    type: z.literal('deduction'),
    on: ScoredFact,
    when: Match,
    points: PointsText,
    fromTime: z.number().int().min(1),
  }),
  /** Ceiling and floor of a component in a month; null for none. */
  z.strictObject({
    ...ruleBase,
    type: z.literal('cap'),
    per: z.literal('month'),
    atMost: PointsText.nullable(),
    atLeast: PointsText.nullable(),
  }),
])
export type Rule = z.infer<typeof Rule>
export type RuleType = Rule['type']
export const RULE_ORDER: readonly RuleType[] = ['rate', 'bonus', 'base', 'quota', 'deduction', 'cap']

export const Example = z.strictObject({
  say: z.string().min(1),
  group: z.string().optional(),
  /** `adoption/report: 3`, `commission/adopted: 4`, `forwarding: 4` → how many such facts the unit has. */
  given: z.record(z.string(), Count),
  expect: z.record(z.string(), PointsText),
})
export type Example = z.infer<typeof Example>

export const RuleSet = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  title: z.string().min(1).max(200),
  /** The day the 办法 was issued, as printed. */
  issued: z.string(),
  /** First month it governs; a later version of the office ends it. */
  from: Period,
  year: z.strictObject({ starts: z.number().int().min(1).max(12) }),
  /** Which day decides the month: of the bulletin's issue, of receipt, or of the event. */
  counts: z.enum(['issued-on', 'received-on', 'occurred-on']),
  ranking: z.strictObject({ by: z.enum(['year-total', 'month']), ties: z.enum(['skip', 'dense', 'order']) }),
  /** Subtotals, in order: columns of the ledger and of the notice. */
  components: z.array(z.string().min(1).max(40)).min(1).max(20),
  /** Choices the 办法 leaves open, and what was chosen: shown beside the rules. */
  choices: z.array(z.string()),
  rules: z.array(Rule).min(1).max(200),
  examples: z.array(Example),
})
export type RuleSet = z.infer<typeof RuleSet>
