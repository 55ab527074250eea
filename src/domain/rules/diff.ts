import { chinesePeriod } from '../calendar.ts'
import { discretionWords, effectWords, moneyWords } from './besides.ts'
import type { Rule, RuleSet } from './grammar.ts'
import { ruleInWords } from './words.ts'

/** What is different between two versions of a 办法, in words. `before` or `after` is null where there is nothing. */
export interface RuleSetChange {
  readonly what: 'added' | 'removed' | 'changed'
  /** Of what: 条款, 计分项, 排名 … */
  readonly of: string
  readonly name: string
  readonly before: string | null
  readonly after: string | null
}

/**
 * The changes from one version to another, in the order of the file; nothing for two that mean the same. A rule is the same one as long as
 * it keeps its id, wherever it stands.
 * @param groupNames names of groups by key
 */
export function ruleSetChanges(
  before: RuleSet,
  after: RuleSet,
  groupNames: ReadonlyMap<string, string> = new Map(),
): RuleSetChange[] {
  const words = (ruleSet: RuleSet) => (rule: Rule) => `“${rule.clause}”：${ruleInWords(rule, groupNames, ruleSet)}`
  return [
    ...HEADS.flatMap(([of, say]) => pair(of, '', say(before), say(after))),
    ...keyed('种类', before.kinds, after.kinds, ({ name, was = [] }) =>
      [name, ...was.map(old => `旧代号 ${old}`)].join('，'),
    ),
    ...keyed('载体', before.outlets, after.outlets, one =>
      [one.names.join('、'), one.class ?? ''].filter(Boolean).join('，'),
    ),
    ...keyed('登记事项', before.incidents, after.incidents, one => one.name),
    ...keyed('周期', before.windows, after.windows, one =>
      'months' in one
        ? `${one.name}，每 ${one.months} 个月，从 ${one.from} 起`
        : `${one.name}，${one.first} 至 ${one.last}`,
    ),
    ...keyed('单位', before.units, after.units, one =>
      [
        ...(one.heads === undefined ? [] : [`${one.heads} 人`]),
        ...(one.into === undefined ? [] : [`并入${one.into}`]),
        ...(one.ranked === false ? ['不排名'] : []),
      ].join('，'),
    ),
    ...keyed('上级标准', before.tables, after.tables, table =>
      table.versions
        .map(one => `${chinesePeriod(one.from)}起 ${one.rows.length} 行：${one.rows.map(row => row.points).join('、')}`)
        .join('；'),
    ),
    ...listed('改按别的种类', before.treat, after.treat, one => one.clause),
    ...listed('折算', before.weights, after.weights, one => `${one.clause}（折 ${one.counts}）`),
    ...byId('条款', before.rules, after.rules, words(before), words(after)),
    ...byId('酌情', before.discretions, after.discretions, quoted(discretionWords), quoted(discretionWords)),
    ...byId(
      '后果',
      before.effects,
      after.effects,
      quoted(one => effectWords(one, before)),
      quoted(one => effectWords(one, after)),
    ),
    ...byId(
      '比率',
      before.metrics,
      after.metrics,
      one => one.name,
      one => one.name,
    ),
    ...listed(
      '折算到别的考核',
      before.assessments,
      after.assessments,
      one => `${one.name}：${one.target} 分计 ${one.full} 分`,
    ),
    ...pair('折合金额', '', moneyWords(before), moneyWords(after)),
  ]
}

const quoted =
  <Value extends { readonly clause: string }>(say: (value: Value) => string) =>
  (value: Value): string =>
    `“${value.clause}”：${say(value)}`

const TIES = { skip: '并列后空出名次', dense: '并列后不空名次', order: '不并列' } as const
const COUNTS = { 'issued-on': '刊发之日', 'received-on': '收到之日', 'occurred-on': '发生之日' } as const

function rankingWords({ ranking: { by, ties, tieBreak, unranked, zero, top } }: RuleSet): string {
  const subject =
    by === 'month'
      ? '本月得分'
      : by === 'year-total'
        ? '累计得分'
        : `${by.over === 'month' ? '本月' : '累计'}“${by.component}”`
  return [
    `按${subject}`,
    TIES[ties],
    ...(tieBreak === undefined ? [] : [`同分的再比${tieBreak.join('、')}`]),
    ...(unranked === undefined ? [] : [`${unranked.join('、')}组不排名`]),
    ...(zero === 'unranked' ? ['没有得分的不排名'] : []),
    ...(top === undefined ? [] : [`通报前 ${top} 名`]),
  ].join('，')
}

const MODES = { nearest: '四舍五入', down: '舍去', up: '进位' } as const

const HEADS: readonly [string, (ruleSet: RuleSet) => string | null][] = [
  ['名称', one => one.title],
  ['起始月', one => chinesePeriod(one.from)],
  ['考核年度', one => `从 ${one.year.starts} 月起`],
  ['归月', one => COUNTS[one.counts]],
  ['计分项', one => one.components.join('、')],
  ['排名', rankingWords],
  [
    '取舍',
    one => (one.rounding === undefined ? null : `保留 ${one.rounding.decimals} 位小数，${MODES[one.rounding.mode]}`),
  ],
]

function pair(of: string, name: string, before: string | null, after: string | null): RuleSetChange[] {
  if (before === after) return []
  const what = before === null ? 'added' : after === null ? 'removed' : 'changed'
  return [{ what, of, name, before, after }]
}

function keyed<Value>(
  of: string,
  before: Readonly<Record<string, Value>> = {},
  after: Readonly<Record<string, Value>> = {},
  say: (value: Value) => string,
): RuleSetChange[] {
  const said = (bag: Readonly<Record<string, Value>>, key: string): string | null => {
    const value = Object.hasOwn(bag, key) ? bag[key] : undefined
    return value === undefined ? null : say(value)
  }
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap(key =>
    pair(of, key, said(before, key), said(after, key)),
  )
}

/** Things without a name of their own: those that are only on one side. */
function listed<Value>(
  of: string,
  before: readonly Value[] = [],
  after: readonly Value[] = [],
  say: (value: Value) => string,
): RuleSetChange[] {
  const [were, are] = [before.map(say), after.map(say)]
  return [
    ...were
      .filter(one => !are.includes(one))
      .map((one): RuleSetChange => ({ what: 'removed', of, name: '', before: one, after: null })),
    ...are
      .filter(one => !were.includes(one))
      .map((one): RuleSetChange => ({ what: 'added', of, name: '', before: null, after: one })),
  ]
}

function byId<Value extends { readonly id: string }>(
  of: string,
  before: readonly Value[] = [],
  after: readonly Value[] = [],
  sayBefore: (value: Value) => string,
  sayAfter: (value: Value) => string,
): RuleSetChange[] {
  const said = (list: readonly Value[], id: string, say: (value: Value) => string): string | null => {
    const found = list.find(one => one.id === id)
    return found === undefined ? null : say(found)
  }
  return [...new Set([...before, ...after].map(one => one.id))].flatMap(id =>
    pair(of, id, said(before, id, sayBefore), said(after, id, sayAfter)),
  )
}

/** A change as one sentence. */
export function changeInWords({ what, of, name, before, after }: RuleSetChange): string {
  const subject = name === '' ? of : `${of} ${name}`
  if (what === 'added') return `新增${subject}：${after}`
  if (what === 'removed') return `删去${subject}：${before}`
  return `${subject}：由 ${before} 改为 ${after}`
}
