import type { RuleSet } from './grammar.ts'
import type { Condition, Counted, Match, ScoredFact } from './match.ts'

/** A match as it stands in a rule file: where, and about which kind of fact. */
export interface PlacedMatch {
  readonly path: string
  readonly on: ScoredFact
  readonly match: Match
}

/** Every match of a rule set, in the order of the file. */
export function matchesIn(ruleSet: RuleSet): PlacedMatch[] {
  return [
    ...(ruleSet.treat ?? []).map(({ on, when }, index) => ({ path: `treat[${index}].when`, on, match: when })),
    ...(ruleSet.weights ?? []).map(({ of, when }, index) => ({ path: `weights[${index}].when`, on: of, match: when })),
    ...ruleSet.rules.flatMap((rule, index) => ruleMatches(rule, `rules[${index}]`, ruleSet)),
    ...(ruleSet.effects ?? []).flatMap((effect, index) => conditionMatches(effect.if, `effects[${index}].if`)),
    ...(ruleSet.metrics ?? []).flatMap(({ of, to }, index) => [
      ...countedMatches(of, `metrics[${index}].of`),
      ...('quota' in to ? [] : countedMatches(to, `metrics[${index}].to`)),
    ]),
  ]
}

function ruleMatches(rule: RuleSet['rules'][number], path: string, { tables }: RuleSet): PlacedMatch[] {
  const list = (key: string, on: ScoredFact, matches: readonly Match[] | undefined, tail = ''): PlacedMatch[] =>
    (matches ?? []).map((match, index) => ({ path: `${path}.${key}[${index}]${tail}`, on, match }))
  switch (rule.type) {
    case 'rate': {
      const versions = rule.table === undefined ? [] : (tables?.[rule.table]?.versions ?? [])
      return [
        { path: `${path}.when`, on: rule.on, match: rule.when },
        ...list(
          'rows',
          rule.on,
          rule.rows?.map(row => row.when),
          '.when',
        ),
        ...versions.flatMap((version, place) =>
          version.rows.map((row, index) => ({
            path: `tables.${rule.table}.versions[${place}].rows[${index}].when`,
            on: rule.on,
            match: row.when,
          })),
        ),
        ...list('except', rule.on, rule.except),
        ...list(
          'times',
          rule.on,
          rule.times?.map(one => one.when),
          '.when',
        ),
      ]
    }
    case 'bonus':
      return [
        { path: `${path}.when`, on: 'instruction', match: rule.when },
        ...(rule.adopted === undefined
          ? []
          : [{ path: `${path}.adopted`, on: 'adoption' as const, match: rule.adopted }]),
        ...list(
          'times',
          'instruction',
          rule.times?.map(one => one.when),
          '.when',
        ),
      ]
    case 'base':
      return conditionMatches(rule.when, `${path}.when`)
    case 'quota':
      return rule.when === undefined ? [] : [{ path: `${path}.when`, on: rule.of, match: rule.when }]
    case 'deduction':
      return [
        { path: `${path}.when`, on: rule.on, match: rule.when },
        ...list('except', rule.on, rule.except),
        ...conditionMatches(rule.if, `${path}.if`),
      ]
    case 'cap':
      return conditionMatches(rule.if, `${path}.if`)
    case 'roll-up':
      return []
    default:
      return rule satisfies never
  }
}

const countedMatches = ({ of, when }: Counted, path: string): PlacedMatch[] =>
  when === undefined ? [] : [{ path: `${path}.when`, on: of, match: when }]

function conditionMatches(condition: Condition | undefined, path: string): PlacedMatch[] {
  if (condition === undefined || condition === 'always') return []
  return [condition, ...(condition.anyOf ?? [])].flatMap((part, place) => {
    const at = place === 0 ? path : `${path}.anyOf[${place - 1}]`
    return [
      ...(part.counts ?? []).flatMap((counted, index) => countedMatches(counted, `${at}.counts[${index}]`)),
      ...(part.ratio === undefined
        ? []
        : [...countedMatches(part.ratio.of, `${at}.ratio.of`), ...countedMatches(part.ratio.to, `${at}.ratio.to`)]),
    ]
  })
}

/** A condition with where it stands, the window it looks at, and what it decides. */
export interface PlacedCondition {
  readonly path: string
  readonly per: string
  readonly condition: Condition
  readonly of: 'base' | 'deduction' | 'cap' | 'effect'
}

/** Every condition of a rule set, in the order of the file. */
export function conditionsIn({ rules, effects = [] }: RuleSet): PlacedCondition[] {
  return [
    ...rules.flatMap((rule, index): PlacedCondition[] => {
      if (rule.type === 'base')
        return [{ path: `rules[${index}].when`, per: rule.per, condition: rule.when, of: rule.type }]
      if ((rule.type !== 'deduction' && rule.type !== 'cap') || rule.if === undefined) return []
      return [{ path: `rules[${index}].if`, per: rule.per ?? 'month', condition: rule.if, of: rule.type }]
    }),
    ...effects.map(
      (effect, index): PlacedCondition => ({
        path: `effects[${index}].if`,
        per: effect.per,
        condition: effect.if,
        of: 'effect',
      }),
    ),
  ]
}
