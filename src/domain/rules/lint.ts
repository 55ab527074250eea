import { readPoints } from '../points.ts'
import { matchingKey } from '../text.ts'
import { troubleWith } from './given.ts'
import { type Example, groupsNamed, type Rule, type RuleSet } from './grammar.ts'
import type { RuleIssue } from './issues.ts'
import { conditionChecks } from './lint-conditions.ts'
import { matchCheck } from './lint-matches.ts'
import { vocabularyChecks } from './lint-vocabulary.ts'

/** Names that the ledger uses itself: sums and the opening balance, and the rules of points by decision. */
const RESERVED_COMPONENTS: readonly string[] = ['合计', '期初累计', '本月', '累计']
const RESERVED_RULES: readonly string[] = ['opening', 'adjustment']
const GROUP_KEY = /^[a-z0-9-]{1,40}$/

export type Check = (ruleSet: RuleSet) => RuleIssue[]
type Found = readonly [property: string, message: string]

/** Shortcomings of sense of a rule set whose shape is right; empty for a good one. */
export const lintRuleSet = (ruleSet: RuleSet): RuleIssue[] => CHECKS.flatMap(check => check(ruleSet))

/** A shortcoming as `CHECKS` of one rule or example say it: which property, and what is wrong. */
const found = (property: string, message: string): Found => [property, message]

const eachRule =
  (check: (rule: Rule, ruleSet: RuleSet) => readonly Found[]): Check =>
  ruleSet =>
    ruleSet.rules.flatMap((rule, index) =>
      check(rule, ruleSet).map(([property, message]) => ({ path: `rules[${index}].${property}`, message })),
    )

const doubles = (values: readonly string[]): number[] =>
  values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []))

const components: Check = ({ components }) => [
  ...doubles(components).map(index => ({
    path: `components[${index}]`,
    message: `计分项“${components[index]}”写了两遍。`,
  })),
  ...components.flatMap((name, index) =>
    RESERVED_COMPONENTS.includes(name)
      ? [{ path: `components[${index}]`, message: `“${name}”由系统自己使用，计分项请另取名称。` }]
      : [],
  ),
]

/** Rules, discretions and consequences are called by their ids in ledger and papers. */
const ruleNames: Check = ({ rules, discretions = [], effects = [] }) => {
  const ids = [...rules, ...discretions, ...effects].map(rule => rule.id)
  const pathOf = (index: number): string => {
    if (index < rules.length) return `rules[${index}].id`
    const next = index - rules.length
    return next < discretions.length ? `discretions[${next}].id` : `effects[${next - discretions.length}].id`
  }
  return [
    ...doubles(ids).map(index => ({ path: pathOf(index), message: `规则代号“${ids[index]}”用了两次，请各取各的。` })),
    ...ids.flatMap((id, index) =>
      RESERVED_RULES.includes(id) ? [{ path: pathOf(index), message: `代号“${id}”由系统自己使用，请换一个。` }] : [],
    ),
  ]
}

const declared = eachRule((rule, { components }) =>
  components.includes(rule.component)
    ? []
    : [['component', `计分项“${rule.component}”没有列入 components（${components.join('、')}），请列入或改正写法。`]],
)

const sharing = eachRule(rule => {
  if (rule.type !== 'rate' && rule.type !== 'bonus') return []
  const issues: Found[] = []
  const order = rule.order ?? []
  if (rule.credit === 'by-order' && order.length === 0)
    issues.push(['order', '按次序分摊的，须写明各次序的份数，如 [3, 2]。'])
  if (rule.credit !== 'by-order' && rule.order !== undefined)
    issues.push(['order', '只有按次序分摊（by-order）才用得上份数，请删去。'])
  if ((rule.credit === 'merged') !== (rule.merged !== undefined))
    issues.push([
      rule.credit === 'merged' ? 'credit' : 'merged',
      rule.credit === 'merged'
        ? '各计定额（merged）的，须用 merged 写明每家多少分。'
        : '只有 credit: merged 才用得上定额，请删去或改 credit。',
    ])
  if (rule.weights !== undefined && rule.credit !== 'by-weight')
    issues.push(['weights', '只有按份数分摊（by-weight）才用得上份数的上下限，请删去。'])
  if (rule.weights !== undefined && rule.weights.atLeast > rule.weights.atMost)
    issues.push(['weights.atLeast', '份数的下限高于上限。'])
  if (rule.type === 'rate' && rule.stack !== 'all' && rule.on === 'commission')
    issues.push(['stack', '约稿不在多处刊用，不能写“只计最高”，请改为 all。'])
  return issues
})

/** A rate is worth one of three; which one must be plain. */
const worths = eachRule((rule, { tables }) => {
  if (rule.type !== 'rate') return []
  const ways = [rule.points, rule.rows, rule.table].filter(way => way !== undefined)
  const issues: Found[] = []
  if (ways.length !== 1) issues.push(['points', 'points、rows、table 三项须写而且只能写一项。'])
  if (rule.otherwise !== undefined && rule.rows === undefined)
    issues.push(['otherwise', '“其余”只用在 rows 之后，请删去。'])
  if (rule.rows !== undefined && rule.otherwise === undefined)
    issues.push(['rows', '写了 rows 的，须用 otherwise 写明其余多少分，不计分的写 null。'])
  if (rule.table !== undefined && tables?.[rule.table] === undefined)
    issues.push(['table', `tables 里没有“${rule.table}”，请补上或改正写法。`])
  return issues
})

/** Stories that count in their best places only are settled together, so they must be settled alike. */
const stacks: Check = ({ rules }) => {
  const first = new Map<string, string>()
  return rules.flatMap((rule, index) => {
    if (rule.type !== 'rate' || rule.stack === 'all') return []
    const own = JSON.stringify(rule.stack)
    const before = first.get(rule.on) ?? own
    first.set(rule.on, before)
    const message = '同一类事项的各条规则，一稿多处的算法（stack）除 all 外须一致，请统一。'
    return before === own ? [] : [{ path: `rules[${index}].stack`, message }]
  })
}

/** Points that a rule gives or takes are written without sign: the type of the rule says which. */
const signs = eachRule(rule =>
  writtenPoints(rule)
    .filter(([, text]) => (readPoints(text) ?? 0) < 0)
    .map(([property]) => [property, '分值不写负号：加还是扣由规则的类别决定。']),
)

function writtenPoints(rule: Rule): [string, string][] {
  const some = (property: string, text: string | null | undefined): [string, string][] =>
    text === null || text === undefined ? [] : [[property, text]]
  switch (rule.type) {
    case 'quota':
      return [
        ...some('over', rule.over),
        ...some('short', rule.short),
        ...some('met', rule.met),
        ...some('missed', rule.missed),
      ]
    case 'rate':
      return [
        ...some('points', rule.points),
        ...(rule.rows ?? []).flatMap((row, index) => some(`rows[${index}].points`, row.points)),
        ...some('otherwise', rule.otherwise),
        ...some('merged', rule.merged),
        ...some('atMost', rule.atMost),
      ]
    case 'bonus':
      return [...some('points', rule.points), ...some('further', rule.further), ...some('merged', rule.merged)]
    case 'base':
    case 'deduction':
      return some('points', rule.points)
    default:
      return []
  }
}

const bounds = eachRule(rule => {
  if (rule.type !== 'cap') return []
  if (rule.atMost === null && rule.atLeast === null) return [['atMost', '上限、下限都没有写，这一条不起作用。']]
  if (rule.atMost === null || rule.atLeast === null) return []
  return (readPoints(rule.atLeast) ?? 0) > (readPoints(rule.atMost) ?? 0) ? [['atLeast', '下限高于上限。']] : []
})

/** What a cap names must be there, and come before it. */
const capped = eachRule((rule, { rules }) => {
  if (rule.type !== 'cap' || rule.of === undefined || typeof rule.of === 'string') return []
  return rule.of.rules.flatMap((id, place): Found[] => {
    const other = rules.find(one => one.id === id)
    if (other === undefined) return [[`of.rules[${place}]`, `没有代号为“${id}”的规则。`]]
    if (other.component !== rule.component)
      return [[`of.rules[${place}]`, `“${id}”计入“${other.component}”，不在“${rule.component}”里。`]]
    return []
  })
})

const owed = eachRule((rule, { units = {} }) => {
  if (rule.type !== 'quota' || typeof rule.owed === 'number') return []
  if ('from' in rule.owed) return rule.owed.from > rule.owed.to ? [['owed.from', '任务数的下限高于上限。']] : []
  if (!('perHead' in rule.owed)) return []
  const hasHeads = Object.values(units).some(unit => unit.heads !== undefined)
  return hasHeads ? [] : [['owed.perHead', '按人数定任务的，须在 units 里写明各单位的人数（heads）。']]
})

const during = eachRule(({ during: { from, to } = {} }) =>
  from !== undefined && to !== undefined && from > to ? [['during.from', '起始月晚于截止月。']] : [],
)

const rollUps = eachRule((rule, { units = {}, components }) => {
  if (rule.type !== 'roll-up') return []
  const unknown = rule.of === 'all' ? undefined : rule.of.find(name => !components.includes(name))
  return [
    ...(Object.values(units).some(unit => unit.into !== undefined)
      ? []
      : [found('type', '须在 units 里用 into 写明哪家并入哪家。')]),
    ...(unknown === undefined ? [] : [found('of', `计分项“${unknown}”没有列入 components。`)]),
  ]
})

/** Two spellings of one group would each govern only a part of its units. */
const groups: Check = ({ rules }) => {
  const first = new Map<string, string>()
  return rules.flatMap((rule, index) =>
    (rule.groups === 'all' ? [] : rule.groups).flatMap((key, place) => {
      const alike = matchingKey(key).replaceAll(/[-_]/g, '')
      const before = first.get(alike) ?? key
      first.set(alike, before)
      const path = `rules[${index}].groups[${place}]`
      if (!GROUP_KEY.test(key)) return [{ path, message: `组别代号“${key}”只能用小写字母、数字和短横。` }]
      return before === key ? [] : [{ path, message: `组别“${key}”与前面的“${before}”写法不同，请统一。` }]
    }),
  )
}

const examples: Check = ruleSet =>
  ruleSet.examples.flatMap((example, index) =>
    exampleIssues(example, ruleSet).map(([property, message]) => ({ path: `examples[${index}].${property}`, message })),
  )

function exampleIssues(example: Example, ruleSet: RuleSet): Found[] {
  const { components, units = {} } = ruleSet
  const named = new Set(groupsNamed(ruleSet))
  const unread = (property: string, key: string): Found[] => {
    const trouble = troubleWith(ruleSet, key)
    return trouble === null ? [] : [found(property, trouble)]
  }
  return [
    ...(example.group !== undefined && named.size > 0 && !named.has(example.group)
      ? [found('group', `没有哪条规则提到组别“${example.group}”。`)]
      : []),
    ...(example.unit !== undefined && units[example.unit] === undefined
      ? [found('unit', `units 里没有“${example.unit}”。`)]
      : []),
    ...Object.keys(example.expect)
      .filter(key => key !== '合计' && !components.includes(key))
      .map(key => found(`expect.${key}`, `“${key}”不是计分项，也不是“合计”。`)),
    ...Object.keys(example.given).flatMap(key => unread(`given.${key}`, key)),
    ...(example.facts ?? []).flatMap((fact, place) => unread(`facts[${place}].is`, fact.is)),
    ...(example.facts ?? []).flatMap(({ by }, place) =>
      by !== undefined && units[by] === undefined ? [found(`facts[${place}].by`, `units 里没有“${by}”。`)] : [],
    ),
  ]
}

const CHECKS: readonly Check[] = [
  components,
  ruleNames,
  declared,
  matchCheck,
  sharing,
  worths,
  stacks,
  signs,
  ...conditionChecks,
  bounds,
  capped,
  owed,
  during,
  rollUps,
  groups,
  ...vocabularyChecks,
  examples,
]
