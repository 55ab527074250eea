import { AdoptionKind } from '../model.ts'
import type { RuleSet } from './grammar.ts'
import type { RuleIssue } from './issues.ts'
import type { Match, MatchKey, ScoredFact } from './match.ts'
import { matchesIn, type PlacedMatch } from './matches.ts'

const TEXT: readonly MatchKey[] = ['kind', 'repost', 'length', 'days', 'hours', 'units']

/** Which properties a kind of fact has. */
const PROPERTIES: Readonly<Record<ScoredFact, readonly MatchKey[]>> = {
  submission: [...TEXT, 'accepted'],
  adoption: [...TEXT, 'level', 'outlet', 'merged', 'alone', 'instructed'],
  commission: ['level', 'status', 'units'],
  forwarding: ['level', 'outlet', 'kind', 'units'],
  instruction: ['level', 'rank', 'units'],
  incident: ['level', 'code', 'units', 'instructed'],
}
const MATCH_KEYS: readonly MatchKey[] = [
  'level',
  'outlet',
  'kind',
  'status',
  'rank',
  'code',
  'merged',
  'alone',
  'repost',
  'accepted',
  'instructed',
  'units',
  'length',
  'days',
  'hours',
]

const listOf = (value: string | string[] | undefined): readonly string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]

/** Every match of a file: its properties are those of its kind of fact, and its words are known. */
export const matchCheck = (ruleSet: RuleSet): RuleIssue[] =>
  // A table that several rules go by is looked at once.
  [...new Map(matchesIn(ruleSet).map(placed => [placed.path, placed])).values()].flatMap(placed =>
    issuesOf(placed, ruleSet).map(([key, message]) => ({ path: `${placed.path}.${key}`, message })),
  )

function issuesOf({ on, match }: PlacedMatch, ruleSet: RuleSet): [string, string][] {
  const foreign = MATCH_KEYS.filter(key => match[key] !== undefined && !PROPERTIES[on].includes(key))
  return [
    ...foreign.map((key): [string, string] => [key, `这一类事项没有“${key}”，照此写永远对不上，请删去。`]),
    ...(foreign.includes('kind') ? [] : unknownWords('kind', listOf(match.kind), kindsOf(ruleSet), KINDS)),
    ...(foreign.includes('outlet') ? [] : unknownWords('outlet', listOf(match.outlet), outletsOf(ruleSet), OUTLETS)),
    ...(foreign.includes('code')
      ? []
      : unknownWords('code', listOf(match.code), Object.keys(ruleSet.incidents ?? {}), CODES)),
    ...contradictions(match),
  ]
}

const KINDS = '采用的种类只有'
const OUTLETS = '载体只有'
const CODES = '登记事项只有'

const kindsOf = ({ kinds }: RuleSet): string[] => [...AdoptionKind.options, ...Object.keys(kinds ?? {})]
const outletsOf = ({ outlets }: RuleSet): string[] => ['own', ...Object.keys(outlets ?? {})]

const unknownWords = (
  key: string,
  used: readonly string[],
  known: readonly string[],
  what: string,
): [string, string][] =>
  used.some(word => !known.includes(word))
    ? [[key, `${what}：${known.length === 0 ? '（还没有列出）' : known.join('、')}。`]]
    : []

function contradictions({ outlet, level, units, length, days, hours }: Match): [string, string][] {
  const reversed = Object.entries({ units, length, days, hours }).filter(
    ([, range]) => range !== undefined && (range.atLeast ?? 0) > (range.atMost ?? Number.MAX_SAFE_INTEGER),
  )
  return [
    ...(outlet === 'own' && level !== undefined && !listOf(level).includes('own')
      ? [found('level', '本级刊物不会是上级的，这一条永远对不上，请去掉其中一项。')]
      : []),
    ...reversed.map(([key]): [string, string] => [`${key}.atLeast`, '下限高于上限，永远对不上。']),
  ]
}

const found = (key: string, message: string): [string, string] => [key, message]
