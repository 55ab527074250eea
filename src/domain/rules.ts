import { z } from 'zod'
import { Period } from './calendar.ts'
import { CommissionStatus, Level } from './model.ts'
import type { KnownRules } from './notice/checks/known.ts'
import { points, readPoints } from './points.ts'
import { lintRuleSet } from './rules/lint.ts'

export { ruleInWords } from './rules/words.ts'

/**
 * 计分办法 as data: a closed grammar without expressions. Six types of rule, always applied in this order, because no 办法 states one:
 * rate → bonus → base → quota → deduction → cap. Every property is written out in each rule; each quotes its clause.
 */
const PointsText = z.string().refine(text => readPoints(text) !== null, '应为最多两位小数的分值，如 0.5')
/** Of one fact with several units: each all of it, equal parts, the first only, parts by place (`order`), parts by the weight of each credit. */
const Rate = z.enum(['full', 'equal', 'first', 'by-order', 'by-weight'])
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

/** What an example calls the sum of all components. */
export const TOTAL = '合计'

/** Keys of the groups that rules name, in the order in which they come up; none where every rule is for all. */
export const groupsNamed = (ruleSet: RuleSet): string[] => [
  ...new Set(ruleSet.rules.flatMap(rule => (rule.groups === 'all' ? [] : rule.groups))),
]

/** A shortcoming of a rule file: where (`rules[2].points`) and what, in Chinese. */
export interface RuleIssue {
  readonly path: string
  readonly message: string
}

/**
 * A rule file, parsed from YAML or JSON → the rule set, or all its shortcomings: first those of shape; where the shape is right, those
 * of sense (a component nobody declared, a property that its kind of fact does not have …).
 */
export function readRuleSet(value: unknown): { ok: true; ruleSet: RuleSet } | { ok: false; issues: RuleIssue[] } {
  const read = RuleSet.safeParse(value)
  const issues = read.success ? lintRuleSet(read.data) : read.error.issues.flatMap(issue => shapeIssues(issue, value))
  return read.success && issues.length === 0 ? { ok: true, ruleSet: read.data } : { ok: false, issues }
}

const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`),
    '',
  )

/** True where the file has nothing at a path. */
function isMissing(value: unknown, path: readonly PropertyKey[]): boolean {
  const [key, ...rest] = path
  if (key === undefined) return value === undefined
  if (typeof value !== 'object' || value === null) return false
  return isMissing(Reflect.get(value, key), rest)
}

function shapeIssues(issue: z.core.$ZodIssue, value: unknown): RuleIssue[] {
  const path = pathOf(issue.path)
  const say = (message: string): RuleIssue[] => [{ path, message }]
  if (path !== '' && isMissing(value, issue.path)) return say('缺少这一项，请补上。')
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(key => ({
        path: pathOf([...issue.path, key]),
        message: `没有“${key}”这一项，请删去或改正写法。`,
      }))
    case 'invalid_type':
      return say('内容的类型不对，请对照样例改写。')
    case 'invalid_value':
      return say(`只能写：${issue.values.map(String).join('、')}。`)
    case 'invalid_union':
      return say(
        issue.discriminator === undefined
          ? '内容不合规定的写法，请对照样例改写。'
          : `没有这一类规则，只能写：${RULE_ORDER.join('、')}。`,
      )
    case 'too_small':
      return say('内容太短，或数太小。')
    case 'too_big':
      return say('内容太长，或数太大。')
    case 'custom':
      return say(`${issue.message}。`)
    default:
      return say('写法不对，请对照样例改写。')
  }
}

/**
 * What the auditor may take for granted under a 办法: points for one 信息, one 简讯, one adopted 约稿 where these are the same for all
 * groups and nothing else counts into their component, and the 基础分 of each group that depends on 报省市 alone.
 * @param groups of the office
 */
export function knownRulesOf(ruleSet: RuleSet, groups: readonly { readonly key: string }[]): KnownRules {
  const keys = groups.length === 0 ? groupsNamed(ruleSet) : groups.map(group => group.key)
  const pointsFor = (fact: KnownFact) => onlyValue(keys.map(key => fixedRate(ruleSet, fact, key)))
  return {
    report: pointsFor({ on: 'adoption', kind: 'report' }),
    brief: pointsFor({ on: 'adoption', kind: 'brief' }),
    commission: pointsFor({ on: 'commission' }),
    bases: keys.flatMap((group): KnownRules['bases'][number][] => {
      const [rule, second] = rulesFor(ruleSet, group).flatMap(one => (one.type === 'base' ? [one] : []))
      if (rule === undefined || second !== undefined) return []
      if (rule.when === 'always') return [{ group, points: points(rule.points), forwardedAtLeast: null }]
      const { forwarding, ...others } = rule.when
      if (forwarding === undefined || Object.keys(others).length > 0) return []
      return [{ group, points: points(rule.points), forwardedAtLeast: forwarding.atLeast }]
    }),
  }
}

interface KnownFact {
  readonly on: 'adoption' | 'commission'
  readonly kind?: string
}

const rulesFor = (ruleSet: RuleSet, group: string): Rule[] =>
  ruleSet.rules.filter(rule => rule.groups === 'all' || rule.groups.includes(group))

/** Points of one such fact in a group when exactly one plain rule gives them and nothing else touches the component. */
function fixedRate(ruleSet: RuleSet, { on, kind }: KnownFact, group: string): number | null {
  const all = rulesFor(ruleSet, group)
  const about = all.flatMap(rule => {
    if (rule.type !== 'rate' || rule.on !== on) return []
    const { when } = rule
    const never =
      (when.kind !== undefined && when.kind !== kind) ||
      (on === 'adoption' && when.level !== undefined && when.level !== 'own') ||
      (when.status !== undefined && when.status !== 'adopted')
    return never ? [] : [rule]
  })
  const [rule, second] = about
  if (rule === undefined || second !== undefined) return null
  const plain = rule.credit === 'full' && rule.stack === 'all' && rule.when.merged === undefined
  const alone = all.every(other => other.type === 'rate' || other.component !== rule.component)
  const everywhere = on === 'adoption' || rule.when.level === undefined
  return plain && alone && everywhere ? points(rule.points) : null
}

function onlyValue(values: readonly (number | null)[]): number | null {
  const [value, other] = new Set(values)
  return value !== undefined && other === undefined ? value : null
}
