import { z } from 'zod'
import { Period } from '../calendar.ts'
import { Key } from '../model.ts'
import {
  Clause,
  Condition,
  Count,
  Counted,
  FactorText,
  Match,
  PointsText,
  ScoredFact,
  Window,
  WindowName,
} from './match.ts'

/**
 * 计分办法 as data: a closed grammar without expressions. Seven types of rule, always applied in this order, because no 办法 states one:
 * rate → bonus → base → quota → deduction → cap → roll-up. Each rule quotes its clause; nothing is inherited from one to another.
 */
const GroupKeys = z.union([z.literal('all'), z.array(z.string().min(1)).min(1)]).describe('适用组别：all，或组别代号')
const Component = z.string().min(1).max(40).describe('计分项，须列入 components')

const ruleBase = {
  id: Key,
  component: Component,
  clause: Clause,
  groups: GroupKeys,
  /** Months in which the rule is in force, where that is not as long as its 办法. */
  during: z.strictObject({ from: Period.optional(), to: Period.optional() }).optional().describe('只在这些月份有效'),
}

/** Of one fact with several units: each all of it, equal parts, half each, a fixed sum each, the first only, by place, by weight. */
export const CreditWay = z.enum(['full', 'equal', 'half', 'merged', 'first', 'by-order', 'by-weight'])
export type CreditWay = z.infer<typeof CreditWay>
const sharing = {
  credit: CreditWay.describe(
    '一稿几家：full 各计全分、equal 均分、half 各计一半、merged 各计定额、first 只计第一家、by-order 按次序、by-weight 按份数',
  ),
  order: z.array(z.number().int().min(1)).optional().describe('by-order 的份数，如 [3, 2]'),
  merged: PointsText.optional().describe('merged：两家以上时每家的定额'),
  weights: z.strictObject({ atLeast: z.number().int().min(1), atMost: z.number().int().min(1) }).optional(),
  names: z.number().int().min(1).max(50).optional().describe('最多计几家'),
}

/** Factors that apply one after another to each fact they match. */
const Times = z
  .array(z.strictObject({ when: Match, by: FactorText }))
  .min(1)
  .max(10)
const Row = z.strictObject({ when: Match, points: PointsText, clause: Clause.optional() })
export type Row = z.infer<typeof Row>
const Rows = z.array(Row).min(1).max(60)
const Otherwise = PointsText.nullable().describe('其余的分值；null 为不计分')

/** One story in several places: all of them; the highest; or the best n, of each level, class or outlet only one. */
const Stack = z.union([
  z.enum(['all', 'highest']),
  z.strictObject({
    best: z.union([z.literal('all'), z.number().int().min(1).max(20)]),
    oneA: z.enum(['level', 'class', 'outlet', 'none']),
  }),
])
export type Stack = z.infer<typeof Stack>

const RateRule = z.strictObject({
  ...ruleBase,
  type: z.literal('rate'),
  on: ScoredFact,
  when: Match,
  /** One of three: the same for all that match; a table of which the most specific row counts; a table under `tables`. */
  points: PointsText.optional(),
  rows: Rows.optional(),
  table: Key.optional(),
  otherwise: Otherwise.optional(),
  except: z.array(Match).min(1).max(20).optional().describe('不计分的情形'),
  times: Times.optional(),
  atMost: PointsText.optional().describe('一件最多计多少分'),
  stack: Stack.describe('一稿多处：all 累加、highest 只计最高，或 { best, oneA }'),
  ...sharing,
})

const BonusRule = z.strictObject({
  ...ruleBase,
  type: z.literal('bonus'),
  when: Match,
  /** Only where the same article has such an adoption by then. */
  adopted: Match.optional(),
  points: PointsText,
  /** Each; once a level for one article; once for one article. */
  once: z.enum(['each', 'level', 'article']),
  /** What each further one of the same article gets where the first gets `points`. */
  further: PointsText.optional(),
  times: Times.optional(),
  ...sharing,
})

const BaseRule = z.strictObject({
  ...ruleBase,
  type: z.literal('base'),
  per: WindowName,
  when: Condition,
  points: PointsText,
  /** All or nothing, or as much of it as the one count of the condition was reached. */
  pay: z.enum(['whole', 'pro-rata']).optional(),
  /** In which month of a window longer than a month: its first (then without condition) or its last. */
  paid: z.enum(['start', 'end']).optional(),
})

/** What is owed in a window: a number, a range, so many a head, or by name. */
const Owed = z.union([
  Count,
  z.strictObject({ from: Count, to: Count }),
  z.strictObject({ perHead: Count }),
  z.strictObject({ units: z.record(z.string().min(1).max(80), Count), otherwise: Count.nullable() }),
])
export type Owed = z.infer<typeof Owed>

const QuotaRule = z.strictObject({
  ...ruleBase,
  type: z.literal('quota'),
  per: WindowName,
  of: ScoredFact,
  when: Match.optional(),
  owed: Owed,
  over: PointsText,
  short: PointsText,
  /** Once for the quota met, however much is over. */
  met: PointsText.optional(),
  /** Once taken off for the quota missed, however much is short. */
  missed: PointsText.optional(),
})

const DeductionRule = z.strictObject({
  ...ruleBase,
  type: z.literal('deduction'),
  on: ScoredFact,
  when: Match,
  except: z.array(Match).min(1).max(20).optional(),
  points: PointsText,
  fromTime: z.number().int().min(1),
  /** The window in which times are counted and `if` looks; a month where it is not written. */
  per: WindowName.optional(),
  /** Only where the window has come to this: then for every time in it, also those before. */
  if: Condition.optional(),
  /** Not each time but once for the whole window, in its last month, where `if` holds. */
  once: z.literal('window').optional(),
})

const CapRule = z.strictObject({
  ...ruleBase,
  type: z.literal('cap'),
  per: WindowName,
  /** What is bounded: its component, all components, or what some rules give. */
  of: z.union([z.enum(['component', 'all']), z.strictObject({ rules: z.array(Key).min(1) })]).optional(),
  atMost: PointsText.nullable(),
  atLeast: PointsText.nullable(),
  if: Condition.optional(),
})

const RollUpRule = z.strictObject({
  ...ruleBase,
  type: z.literal('roll-up'),
  /** `groups` are those of the units whose points go on to the unit named as `into` under `units`. */
  of: z.union([z.literal('all'), z.array(Component).min(1)]),
  share: FactorText,
})

export const Rule = z.discriminatedUnion('type', [
  RateRule,
  BonusRule,
  BaseRule,
  QuotaRule,
  DeductionRule,
  CapRule,
  RollUpRule,
])
export type Rule = z.infer<typeof Rule>
export type RuleType = Rule['type']
export type RuleOf<Type extends RuleType> = Extract<Rule, { type: Type }>
export const RULE_ORDER: readonly RuleType[] = ['rate', 'bonus', 'base', 'quota', 'deduction', 'cap', 'roll-up']

// ── what a 办法 has besides points ─────────────────────────────────────────────────────────────────────────────

/** Points that people decide within bounds, each time by an adjustment with a reason and a decider. */
const Discretion = z.strictObject({
  id: Key,
  component: Component,
  clause: Clause,
  groups: GroupKeys,
  sign: z.enum(['add', 'deduct']),
  atLeast: PointsText,
  atMost: PointsText,
})
export type Discretion = z.infer<typeof Discretion>

/** What follows that is no number: shown beside the standings, decided by people. */
export const EffectKind = z.enum(['no-award', 'named', 'below-standard', 'called-in', 'listed'])
export type EffectKind = z.infer<typeof EffectKind>
const Effect = z.strictObject({
  id: Key,
  clause: Clause,
  groups: GroupKeys,
  per: WindowName,
  if: Condition,
  effect: EffectKind,
})
export type Effect = z.infer<typeof Effect>

const Metric = z.strictObject({
  id: Key,
  name: z.string().min(1).max(40),
  clause: Clause,
  per: WindowName,
  of: Counted,
  /** What it is divided by: another count, or what a quota rule says is owed. */
  to: z.union([Counted, z.strictObject({ quota: Key })]),
})
export type Metric = z.infer<typeof Metric>

const Assessment = z.strictObject({
  name: z.string().min(1).max(40),
  clause: Clause,
  groups: GroupKeys,
  /** The year's total that earns `full` of the other assessment; less earns less in proportion. */
  target: PointsText,
  full: PointsText,
  beyond: z.enum(['no-more', 'in-proportion']),
})
export type Assessment = z.infer<typeof Assessment>

const Kind = z.strictObject({
  name: z.string().min(1).max(20),
  measure: z.string().min(1).max(4).optional(),
  /** Keys of older versions that mean this kind. */
  was: z.array(Key).min(1).optional(),
})
const OutletNames = z.strictObject({
  names: z.array(z.string().min(1).max(80)).min(1).max(30),
  class: z.string().min(1).max(20).optional(),
})
const Incident = z.strictObject({ name: z.string().min(1).max(40), measure: z.string().min(1).max(4).optional() })
const UnitTerms = z.strictObject({
  heads: Count.optional(),
  into: z.string().min(1).max(80).optional(),
  ranked: z.literal(false).optional(),
})
const Table = z.strictObject({
  title: z.string().min(1).max(80),
  versions: z
    .array(z.strictObject({ from: Period, rows: Rows, otherwise: Otherwise }))
    .min(1)
    .max(20),
})
const Treat = z.strictObject({ on: ScoredFact, when: Match, as: Key, clause: Clause })
const Weight = z.strictObject({ of: ScoredFact, when: Match, counts: FactorText, clause: Clause })

const Ranking = z.strictObject({
  by: z.union([
    z.enum(['year-total', 'month']),
    z.strictObject({ component: Component, over: z.enum(['month', 'year']) }),
  ]),
  ties: z.enum(['skip', 'dense', 'order']),
  /** Among equals, who has more of these comes first, in this order; still equal: `ties`. */
  tieBreak: z.array(Component).min(1).max(5).optional(),
  /** Groups and units that are listed without a rank: those of these groups, and those with nothing. */
  unranked: z.array(Key).min(1).optional(),
  zero: z.enum(['ranked', 'unranked']).optional(),
  /** How many are named in the notice; all who are equal with the last one are. */
  top: z.number().int().min(1).max(50).optional(),
})

// ── examples ───────────────────────────────────────────────────────────────────────────────────────────────────

/** A fact in an example. `is`: `adoption/report/city`; `place`: which of its units the unit is. */
export const ExampleFact = z.strictObject({
  is: z.string().min(1).max(120),
  times: Count.optional(),
  on: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, '应写作 2023-06-15')
    .optional(),
  article: z.string().min(1).max(20).optional(),
  units: z.number().int().min(1).max(50).optional(),
  /** Another unit's, by its name under `units`; the unit itself has no part in it. */
  by: z.string().min(1).max(80).optional(),
  place: z.number().int().min(1).max(50).optional(),
  weights: z.array(z.number().int().min(1).max(100)).min(1).optional(),
  length: Count.optional(),
  hours: Count.optional(),
  happenedOn: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, '应写作 2023-06-15')
    .optional(),
  /** Points of a decision under this discretion: `is` is then `adjustment/<id>`. */
  points: PointsText.optional(),
})
export type ExampleFact = z.infer<typeof ExampleFact>

export const Example = z.strictObject({
  say: z.string().min(1),
  group: z.string().optional(),
  /** By the name it has under `units`. */
  unit: z.string().min(1).max(80).optional(),
  /** `adoption/report: 3`, `commission/adopted: 4`, `forwarding: 4` → how many such facts the unit has. */
  given: z.record(z.string(), Count),
  facts: z.array(ExampleFact).max(200).optional(),
  /** The last month that is counted, where the example is about more than its first. */
  through: Period.optional(),
  expect: z.record(z.string(), PointsText),
  effects: z.array(EffectKind).optional(),
})
export type Example = z.infer<typeof Example>

export const RuleSet = z.strictObject({
  id: Key,
  title: z.string().min(1).max(200),
  /** The day the 办法 was issued, as printed. */
  issued: z.string(),
  /** First month it governs; a later version of the office ends it. */
  from: Period.describe('从哪个月起施行，如 2023-01；后一版施行时即止'),
  year: z.strictObject({ starts: z.number().int().min(1).max(12) }).describe('考核年度从几月起'),
  /** Which day decides the month: of the bulletin's issue, of receipt, or of the event. */
  counts: z.enum(['issued-on', 'received-on', 'occurred-on']).describe('以哪一天归月：刊发、收到、发生'),
  ranking: Ranking.describe('排名'),
  /** Subtotals, in order: columns of the ledger and of the notice. */
  components: z.array(z.string().min(1).max(40)).min(1).max(20).describe('计分项，依次为台账和通报的列'),
  /** Choices the 办法 leaves open, and what was chosen: shown beside the rules. */
  choices: z.array(z.string()).describe('办法没有写明、由办公室选定的'),
  kinds: z.record(Key, Kind).optional().describe('信息、简讯之外的种类'),
  outlets: z.record(Key, OutletNames).optional().describe('载体：代号和它的名称'),
  incidents: z.record(Key, Incident).optional().describe('登记事项：失实、迟报紧急信息、检查项目等'),
  windows: z.record(Key, Window).optional().describe('另定的周期'),
  units: z.record(z.string().min(1).max(80), UnitTerms).optional().describe('单位的人数、并入哪家、是否排名'),
  treat: z.array(Treat).min(1).max(30).optional().describe('先改按另一种类看待'),
  weights: z.array(Weight).min(1).max(30).optional().describe('点数时一篇折合几篇；零头不计'),
  tables: z.record(Key, Table).optional().describe('上级的计分标准，各版注明起始月'),
  /** Needed where something is multiplied or divided. */
  rounding: z
    .strictObject({
      decimals: z.union([z.literal(0), z.literal(1), z.literal(2)]),
      mode: z.enum(['nearest', 'down', 'up']),
    })
    .optional()
    .describe('乘除以后的取舍'),
  rules: z.array(Rule).min(1).max(200),
  discretions: z.array(Discretion).min(1).max(40).optional().describe('酌情加减分的幅度，由人决定'),
  effects: z.array(Effect).min(1).max(40).optional().describe('不计分的后果'),
  metrics: z.array(Metric).min(1).max(20).optional().describe('采用率、完成率'),
  assessments: z.array(Assessment).min(1).max(10).optional().describe('折算到别的考核'),
  money: z
    .strictObject({ perPoint: PointsText, of: z.union([z.literal('all'), z.array(Component).min(1)]), clause: Clause })
    .optional()
    .describe('每分折合多少元'),
  examples: z.array(Example).describe('算例，作为测试运行'),
})
export type RuleSet = z.infer<typeof RuleSet>

/** What an example calls the sum of all components. */
export const TOTAL = '合计'

/** Keys of the groups that a 办法 names, in the order in which they come up; none where everything is for all. */
export const groupsNamed = ({ rules, discretions, effects, assessments, ranking }: RuleSet): string[] => [
  ...new Set([
    ...[rules, discretions ?? [], effects ?? [], assessments ?? []].flatMap(list =>
      list.flatMap(({ groups }) => (groups === 'all' ? [] : groups)),
    ),
    ...(ranking.unranked ?? []),
  ]),
]
