import { exampleHolds } from '../score/example.ts'
import { matchingKey } from '../text.ts'
import { groupsNamed, type Rule, type RuleOf, type RuleSet } from './grammar.ts'
import type { RuleIssue } from './issues.ts'
import type { Match } from './match.ts'
import { matchesIn } from './matches.ts'

/** What is known of the office that is to use a 办法; without it, only the file itself is looked at. */
export interface OfficeKnown {
  readonly groups: readonly string[]
  readonly units: readonly string[]
}

/**
 * What is allowed and probably not meant: rules that never match or are never heard, rules that pay twice for the same, words nobody uses,
 * examples that do not come out. Nothing of it keeps a 办法 from being used.
 */
export const ruleSetWarnings = (ruleSet: RuleSet, office?: OfficeKnown): RuleIssue[] => [
  ...CHECKS.flatMap(check => check(ruleSet)),
  ...(office === undefined ? [] : unknownToOffice(ruleSet, office)),
]

type Check = (ruleSet: RuleSet) => RuleIssue[]

const at = (ruleSet: RuleSet, rule: Rule): string => `rules[${ruleSet.rules.indexOf(rule)}]`
const rates = ({ rules }: RuleSet): RuleOf<'rate'>[] => rules.flatMap(rule => (rule.type === 'rate' ? [rule] : []))

/** Rows that can never be heard: they are at odds with the rule they stand in, or an equal one stands before. */
const unheardRows: Check = ruleSet =>
  rates(ruleSet).flatMap(rule =>
    (rule.rows ?? []).flatMap((row, index, rows) => {
      const path = `${at(ruleSet, rule)}.rows[${index}]`
      if (!canBoth(rule.when, row.when)) return [{ path, message: '这一行与本条的 when 矛盾，永远对不上。' }]
      const same = rows.findIndex(other => isSame(other.when, row.when))
      return same < index ? [{ path, message: `与第 ${same + 1} 行的条件相同，永远用不上。` }] : []
    }),
  )

/** Rows of equal detail that may both fit: the first one counts, which may not be meant. */
const rivalRows: Check = ruleSet =>
  rates(ruleSet).flatMap(rule =>
    (rule.rows ?? []).flatMap((row, index, rows) => {
      const rival = rows.findIndex(
        (other, place) =>
          place < index &&
          Object.keys(other.when).length === Object.keys(row.when).length &&
          !isSame(other.when, row.when) &&
          other.points !== row.points &&
          canBoth(other.when, row.when),
      )
      const path = `${at(ruleSet, rule)}.rows[${index}]`
      return rival < 0 ? [] : [{ path, message: `与第 ${rival + 1} 行写得一样细而可能同时对上，那时按写在前面的计。` }]
    }),
  )

/** Two rates of which one covers all that the other does: the same fact is paid twice. */
const overlaps: Check = ruleSet =>
  rates(ruleSet).flatMap((rule, index, all) => {
    const twin = all.find(
      (other, place) =>
        place < index &&
        other.on === rule.on &&
        shareGroups(other, rule) &&
        shareMonths(other, rule) &&
        (other.stack === 'all' || rule.stack === 'all') &&
        (covers(other.when, rule.when) || covers(rule.when, other.when)) &&
        !isExcluded(other, rule) &&
        !isExcluded(rule, other),
    )
    return twin === undefined
      ? []
      : [
          {
            path: at(ruleSet, rule),
            message: `与“${twin.id}”会对同一件事各计一次；只想计一次的，请合成一条，用 rows 分开写。`,
          },
        ]
  })

const shareGroups = (a: Rule, b: Rule): boolean =>
  a.groups === 'all' || b.groups === 'all' || a.groups.some(group => b.groups.includes(group))

const shareMonths = (a: Rule, b: Rule): boolean =>
  (a.during?.from ?? '0') <= (b.during?.to ?? '9') && (b.during?.from ?? '0') <= (a.during?.to ?? '9')

/** What one counts, another excepts. */
const isExcluded = (a: RuleOf<'rate'>, b: RuleOf<'rate'>): boolean =>
  (a.except ?? []).some(match => covers(match, b.when))

type Value = Match[keyof Match]
const listOf = (value: Value): readonly unknown[] => (Array.isArray(value) ? value : [value])
const isRange = (value: Value): value is { atLeast?: number; atMost?: number } =>
  typeof value === 'object' && !Array.isArray(value)

function valuesMeet(a: Value, b: Value): boolean {
  if (isRange(a) && isRange(b))
    return (
      (a.atLeast ?? 0) <= (b.atMost ?? Number.MAX_SAFE_INTEGER) &&
      (b.atLeast ?? 0) <= (a.atMost ?? Number.MAX_SAFE_INTEGER)
    )
  return listOf(a).some(one => listOf(b).includes(one))
}

const entriesOf = (match: Match): [string, Value][] => Object.entries(match).filter(([, value]) => value !== undefined)
const valueAt = (match: Match, key: string): Value => Reflect.get(match, key)

/** Whether one fact can fit both; `outlet: own` may be any outlet. */
const canBoth = (a: Match, b: Match): boolean =>
  entriesOf(a).every(
    ([key, value]) =>
      valueAt(b, key) === undefined || valuesMeet(value, valueAt(b, key)) || isOwnOutlet(key, value, valueAt(b, key)),
  )
const isOwnOutlet = (key: string, a: Value, b: Value): boolean =>
  key === 'outlet' && (listOf(a).includes('own') || listOf(b).includes('own'))

/** Whether all that fits `narrow` fits `wide`. */
const covers = (wide: Match, narrow: Match): boolean =>
  entriesOf(wide).every(([key, value]) => {
    const other = valueAt(narrow, key)
    if (other === undefined) return false
    if (isRange(value) && isRange(other))
      return (
        (value.atLeast ?? 0) <= (other.atLeast ?? 0) &&
        (other.atMost ?? Number.MAX_SAFE_INTEGER) <= (value.atMost ?? Number.MAX_SAFE_INTEGER)
      )
    return listOf(other).every(one => listOf(value).includes(one))
  })

const isSame = (a: Match, b: Match): boolean => covers(a, b) && covers(b, a)

/** Two bounds of the same: which comes first would be a matter of how they are written. */
const rivalCaps: Check = ruleSet => {
  const first = new Map<string, string>()
  return ruleSet.rules.flatMap(rule => {
    if (rule.type !== 'cap') return []
    const key = JSON.stringify([rule.per, rule.of ?? 'component', rule.of === 'all' ? '' : rule.component, rule.groups])
    const before = first.get(key)
    first.set(key, rule.id)
    return before === undefined || rule.if !== undefined
      ? []
      : [{ path: at(ruleSet, rule), message: `与“${before}”限的是同一项、同一周期，按写的先后起作用；请合成一条。` }]
  })
}

const idleComponents: Check = ({ components, rules, discretions = [] }) =>
  components.flatMap((name, index) =>
    [...rules.filter(rule => rule.type !== 'cap'), ...discretions].some(one => one.component === name)
      ? []
      : [{ path: `components[${index}]`, message: `没有哪一条计入“${name}”，这一列永远为 0。` }],
  )

/** Words that were declared and that no rule uses: often a misspelling somewhere else. */
const idleWords: Check = ruleSet => {
  const matches = matchesIn(ruleSet).map(({ match }) => match)
  const used = (key: 'kind' | 'outlet' | 'code'): Set<unknown> => new Set(matches.flatMap(match => listOf(match[key])))
  const [kinds, outlets, codes] = [used('kind'), used('outlet'), used('code')]
  for (const { as } of ruleSet.treat ?? []) kinds.add(as)
  const pers = new Set<string>([
    ...ruleSet.rules.flatMap(rule => ('per' in rule && rule.per !== undefined ? [rule.per] : [])),
    ...(ruleSet.effects ?? []).map(one => one.per),
    ...(ruleSet.metrics ?? []).map(one => one.per),
  ])
  const tables = new Set(rates(ruleSet).flatMap(rule => (rule.table === undefined ? [] : [rule.table])))
  const idle = (place: string, words: object | undefined, known: ReadonlySet<unknown>): RuleIssue[] =>
    Object.keys(words ?? {})
      .filter(word => !known.has(word))
      .map(word => ({ path: `${place}.${word}`, message: `没有哪一条用到“${word}”。` }))
  return [
    ...idle('kinds', ruleSet.kinds, kinds),
    ...idle('outlets', ruleSet.outlets, outlets),
    ...idle('incidents', ruleSet.incidents, codes),
    ...idle('windows', ruleSet.windows, pers),
    ...idle('tables', ruleSet.tables, tables),
  ]
}

/** A commission leaves a fact at each stage: what is about two of them counts the same one twice. */
const STAGES: Readonly<Record<string, string>> = {
  submitted: 'reply',
  late: 'reply',
  missing: 'reply',
  accepted: 'acceptance',
  adopted: 'adoption',
}
const stagesCountedTwice: Check = ruleSet =>
  matchesIn(ruleSet).flatMap(({ path, match }) => {
    const stages = new Set(listOf(match.status).map(status => STAGES[String(status)]))
    const message =
      '同一件约稿报到、采纳、采用各成一件事，这样写会计两次以上：报到就计的写 submitted，采用才计的写 adopted。'
    return stages.size < 2 || path.includes('.except[') ? [] : [{ path: `${path}.status`, message }]
  })

const failingExamples: Check = ruleSet =>
  ruleSet.examples.flatMap((example, index) => {
    const { holds, got, effects } = exampleHolds(ruleSet, example)
    if (holds) return []
    const wrong = Object.entries(example.expect)
      .filter(([name, text]) => got[name] !== text)
      .map(([name, text]) => `“${name}”写的是 ${text}，按规则算出 ${got[name] ?? '（没有这一项）'}`)
    const others =
      wrong.length === 0
        ? [`后果写的是 ${(example.effects ?? []).join('、') || '没有'}，按规则算出 ${effects.join('、') || '没有'}`]
        : wrong
    return [{ path: `examples[${index}]`, message: `算例与规则不符：${others.join('；')}。` }]
  })

const CHECKS: readonly Check[] = [
  unheardRows,
  rivalRows,
  overlaps,
  rivalCaps,
  idleComponents,
  idleWords,
  stagesCountedTwice,
  failingExamples,
]

/** Groups and units that the office does not have, so that rules about them reach nobody. */
function unknownToOffice(ruleSet: RuleSet, { groups, units }: OfficeKnown): RuleIssue[] {
  const names = new Set(units.map(matchingKey))
  const named = Object.entries(ruleSet.units ?? {}).flatMap(([name, { into }]) => [
    name,
    ...(into === undefined ? [] : [into]),
  ])
  const owing = ruleSet.rules.flatMap((rule, index) =>
    rule.type === 'quota' && typeof rule.owed === 'object' && 'units' in rule.owed
      ? Object.keys(rule.owed.units).map(name => ({ name, path: `rules[${index}].owed.units.${name}` }))
      : [],
  )
  return [
    ...groupsNamed(ruleSet)
      .filter(group => !groups.includes(group))
      .map(group => ({ path: 'rules', message: `本单位没有代号为“${group}”的组别，只对它的条款不起作用。` })),
    ...[...new Set(named)]
      .filter(name => !names.has(matchingKey(name)))
      .map(name => ({ path: `units.${name}`, message: `名册里没有“${name}”，有关它的内容不起作用。` })),
    ...owing
      .filter(({ name }) => !names.has(matchingKey(name)))
      .map(({ name, path }) => ({ path, message: `名册里没有“${name}”，它的任务不起作用。` })),
  ]
}
