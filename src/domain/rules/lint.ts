import { AdoptionKind, CommissionStatus, Level } from '../model.ts'
import { readPoints } from '../points.ts'
import type { Example, Match, Rule, RuleIssue, RuleSet, ScoredFact } from '../rules.ts'
import { matchingKey } from '../text.ts'

/** Names that the ledger uses itself: sums and the opening balance, and the rules of points by decision. */
const RESERVED_COMPONENTS: readonly string[] = ['合计', '期初累计', '本月', '累计']
const RESERVED_RULES: readonly string[] = ['opening', 'adjustment']
const GROUP_KEY = /^[a-z0-9-]{1,40}$/

type Check = (ruleSet: RuleSet) => RuleIssue[]
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

const ruleNames: Check = ({ rules }) => {
  const ids = rules.map(rule => rule.id)
  return [
    ...doubles(ids).map(index => ({
      path: `rules[${index}].id`,
      message: `规则代号“${ids[index]}”用了两次，请各取各的。`,
    })),
    ...ids.flatMap((id, index) =>
      RESERVED_RULES.includes(id)
        ? [{ path: `rules[${index}].id`, message: `代号“${id}”由系统自己使用，请换一个。` }]
        : [],
    ),
  ]
}

const declared = eachRule((rule, { components }) =>
  components.includes(rule.component)
    ? []
    : [['component', `计分项“${rule.component}”没有列入 components（${components.join('、')}），请列入或改正写法。`]],
)

/** Which properties of `when` a kind of fact has. */
const PROPERTIES: Readonly<Record<ScoredFact, readonly (keyof Match)[]>> = {
  submission: [],
  adoption: ['level', 'outlet', 'kind', 'merged'],
  commission: ['level', 'status'],
  forwarding: ['level'],
  instruction: ['level'],
}
const MATCH_KEYS = ['level', 'outlet', 'kind', 'status', 'merged'] as const

const matching = eachRule(rule => {
  if (rule.type !== 'rate' && rule.type !== 'bonus' && rule.type !== 'deduction') return []
  const on = rule.type === 'bonus' ? 'instruction' : rule.on
  const { when } = rule
  return [
    ...MATCH_KEYS.filter(key => when[key] !== undefined && !PROPERTIES[on].includes(key)).map(key =>
      found(`when.${key}`, `这一类事项没有“${key}”，照此写永远对不上，请删去。`),
    ),
    ...(when.kind !== undefined && !AdoptionKind.options.some(kind => kind === when.kind)
      ? [found('when.kind', `采用的种类只有：${AdoptionKind.options.join('、')}。`)]
      : []),
    ...(when.outlet === 'own' && when.level !== undefined && when.level !== 'own'
      ? [found('when.level', '本级刊物不会是上级的，这一条永远对不上，请去掉其中一项。')]
      : []),
  ]
})

const sharing = eachRule(rule => {
  if (rule.type !== 'rate' && rule.type !== 'bonus') return []
  const issues: Found[] = []
  if (rule.credit === 'by-order' && (rule.order ?? []).length === 0)
    issues.push(['order', '按次序分摊的，须写明各次序的份数，如 [3, 2]。'])
  if (rule.credit !== 'by-order' && rule.order !== undefined)
    issues.push(['order', '只有按次序分摊（by-order）才用得上份数，请删去。'])
  if (rule.type === 'rate' && rule.stack === 'highest' && rule.on === 'commission')
    issues.push(['stack', '约稿不在多处刊用，不能写“只计最高”，请改为 all。'])
  return issues
})

/** Points that a rule gives or takes are written without sign: the type of the rule says which. */
const signs = eachRule(rule => {
  const written: [string, string][] =
    rule.type === 'quota'
      ? [
          ['over', rule.over],
          ['short', rule.short],
        ]
      : rule.type === 'cap'
        ? []
        : [['points', rule.points]]
  return written
    .filter(([, text]) => (readPoints(text) ?? 0) < 0)
    .map(([property]) => [property, '分值不写负号：加还是扣由规则的类别决定。'])
})

const conditions = eachRule(rule =>
  rule.type === 'base' && rule.when !== 'always' && Object.keys(rule.when).length === 0
    ? [['when', '没有写条件；不设条件的请写 always。']]
    : [],
)

const bounds = eachRule(rule => {
  if (rule.type !== 'cap') return []
  if (rule.atMost === null && rule.atLeast === null) return [['atMost', '上限、下限都没有写，这一条不起作用。']]
  if (rule.atMost === null || rule.atLeast === null) return []
  return (readPoints(rule.atLeast) ?? 0) > (readPoints(rule.atMost) ?? 0) ? [['atLeast', '下限高于上限。']] : []
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

function exampleIssues(example: Example, { components, rules }: RuleSet): Found[] {
  const named = new Set(rules.flatMap(rule => (rule.groups === 'all' ? [] : rule.groups)))
  return [
    ...(example.group !== undefined && named.size > 0 && !named.has(example.group)
      ? [found('group', `没有哪条规则提到组别“${example.group}”。`)]
      : []),
    ...Object.keys(example.expect)
      .filter(key => key !== '合计' && !components.includes(key))
      .map(key => found(`expect.${key}`, `“${key}”不是计分项，也不是“合计”。`)),
    ...Object.keys(example.given)
      .filter(key => !isGiven(key))
      .map((key): [string, string] => [
        `given.${key}`,
        `看不懂“${key}”，请写成 adoption/report、commission/adopted、forwarding 这样。`,
      ]),
  ]
}

/** `submission`, `adoption/<kind>[/<level>]`, `commission/<status>[/<level>]`, `forwarding[/<level>]`, `instruction[/<level>]`. */
function isGiven(key: string): boolean {
  const [type = '', first, second, ...more] = key.split('/')
  const isLevel = (word: string | undefined) => word === undefined || Level.options.some(level => level === word)
  if (more.length > 0) return false
  switch (type) {
    case 'submission':
      return first === undefined
    case 'adoption':
      return AdoptionKind.options.some(kind => kind === first) && isLevel(second)
    case 'commission':
      return CommissionStatus.options.some(status => status === first) && isLevel(second)
    case 'forwarding':
    case 'instruction':
      return isLevel(first) && second === undefined
    default:
      return false
  }
}

const CHECKS: readonly Check[] = [
  components,
  ruleNames,
  declared,
  matching,
  sharing,
  signs,
  conditions,
  bounds,
  groups,
  examples,
]
