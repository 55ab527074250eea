import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { matchesIn } from '../src/domain/rules/matches.ts'
import { type Rule, type RuleSet, readRuleSet } from '../src/domain/rules.ts'

const shipped: RuleSet[] = globSync('rule-sets/*.yaml')
  .sort()
  .flatMap(file => {
    const read = readRuleSet(parse(readFileSync(file, 'utf8')))
    return read.ok ? [read.ruleSet] : []
  })

type Uses = (ruleSet: RuleSet) => boolean
const rule =
  (test: (rule: Rule) => boolean): Uses =>
  ruleSet =>
    ruleSet.rules.some(test)
const matching =
  (key: string): Uses =>
  ruleSet =>
    matchesIn(ruleSet).some(({ match }) => Reflect.has(match, key))
const all =
  (...uses: Uses[]): Uses =>
  ruleSet =>
    uses.every(use => use(ruleSet))

/** What printed 计分办法 are made of, each with what of the grammar says it; docs/rules.md has the same numbers. */
const PRIMITIVES: readonly [number: number, name: string, uses: readonly Uses[]][] = [
  [
    1,
    'units in groups, passing points on, observers',
    [rule(one => one.type === 'roll-up'), one => one.ranking.unranked !== undefined],
  ],
  [2, 'attributes of texts', ['kind', 'outlet', 'level', 'length', 'repost', 'alone', 'days', 'hours'].map(matching)],
  [
    3,
    'kinds of events',
    ['submission', 'adoption', 'commission', 'forwarding', 'incident'].map(on =>
      rule(one => 'on' in one && one.on === on),
    ),
  ],
  [
    4,
    'tables of rates',
    [
      rule(one => one.type === 'rate' && one.rows !== undefined && one.otherwise === null),
      rule(one => one.type === 'rate' && typeof one.otherwise === 'string'),
    ],
  ],
  [
    5,
    'points for submissions, gated and capped',
    [
      all(
        matching('accepted'),
        rule(one => one.type === 'cap'),
      ),
    ],
  ],
  [6, 'conversion of kinds', [one => one.treat !== undefined, one => one.weights !== undefined]],
  [
    7,
    'multipliers and tables of others',
    [
      rule(one => one.type === 'rate' && one.times !== undefined),
      rule(one => one.type === 'rate' && one.table !== undefined),
    ],
  ],
  [
    8,
    'one story in several places',
    [
      rule(one => one.type === 'rate' && one.stack === 'highest'),
      ...['level', 'class'].map(key =>
        rule(one => one.type === 'rate' && typeof one.stack === 'object' && one.stack.oneA === key),
      ),
    ],
  ],
  [
    9,
    'one story of several units',
    ['full', 'equal', 'half', 'merged', 'by-order', 'by-weight'].map(credit =>
      rule(one => one.type === 'rate' && one.credit === credit),
    ),
  ],
  [
    10,
    'instructions',
    [
      rule(one => one.type === 'bonus' && one.once === 'level'),
      rule(one => one.type === 'bonus' && one.further !== undefined),
      matching('rank'),
      rule(one => one.type === 'bonus' && one.adopted !== undefined),
    ],
  ],
  [
    11,
    'quotas',
    [
      ...['week', 'month', 'quarter', 'year'].map(per => rule(one => one.type === 'quota' && one.per === per)),
      ...['perHead', 'units', 'from'].map(key =>
        rule(one => one.type === 'quota' && typeof one.owed === 'object' && key in one.owed),
      ),
    ],
  ],
  [
    12,
    'base points',
    [
      rule(one => one.type === 'base' && one.when === 'always'),
      rule(one => one.type === 'base' && one.pay === 'pro-rata'),
      rule(one => one.type === 'base' && one.paid === 'start'),
    ],
  ],
  [13, 'surplus and shortfall', [rule(one => one.type === 'quota' && one.over !== '0' && one.short !== '0')]],
  [
    14,
    'deductions',
    [
      rule(one => one.type === 'deduction' && one.if !== undefined && one.once === undefined),
      rule(one => one.type === 'deduction' && one.fromTime > 1),
      one => (one.discretions ?? []).some(other => other.sign === 'deduct'),
      rule(one => one.type === 'cap' && one.of === 'all' && one.if !== undefined),
    ],
  ],
  [
    15,
    'caps and floors',
    [
      rule(one => one.type === 'cap' && one.atLeast !== null),
      rule(one => one.type === 'cap' && typeof one.of === 'object'),
    ],
  ],
  [
    16,
    'consequences',
    ['no-award', 'named', 'below-standard', 'listed'].map(
      effect => (one: RuleSet) => (one.effects ?? []).some(other => other.effect === effect),
    ),
  ],
  [
    17,
    'ratios',
    [
      one => one.metrics !== undefined,
      rule(
        one => one.type === 'deduction' && one.if !== undefined && one.if !== 'always' && one.if.ratio !== undefined,
      ),
    ],
  ],
  [18, 'conversion into other assessments', [one => one.assessments !== undefined]],
  [19, 'named components', [one => one.components.length > 1]],
  [
    20,
    'arbitrary periods and years',
    [
      one => one.year.starts !== 1,
      one => Object.values(one.windows ?? {}).some(window => 'months' in window && !window.from.endsWith('-01')),
      one => Object.values(one.windows ?? {}).some(window => 'first' in window),
    ],
  ],
  [21, 'validity', [matching('days'), matching('hours'), rule(one => one.during !== undefined)]],
  [22, 'exclusions', [rule(one => one.type === 'rate' && one.except !== undefined)]],
  [
    23,
    'ranking',
    ['skip', 'dense', 'order']
      .map(ties => (one: RuleSet) => one.ranking.ties === ties)
      .concat([
        one => typeof one.ranking.by === 'object',
        one => one.ranking.tieBreak !== undefined,
        one => one.ranking.zero === 'unranked',
        one => one.ranking.top !== undefined,
      ]),
  ],
  [
    24,
    'versions with old names',
    [
      one => Object.values(one.kinds ?? {}).some(kind => kind.was !== undefined),
      one => Object.values(one.tables ?? {}).some(table => table.versions.length > 1),
    ],
  ],
  [25, 'adjustments within bounds', [one => (one.discretions ?? []).some(other => other.sign === 'add')]],
  [26, 'money', [one => one.money !== undefined]],
]

describe('each primitive of printed 计分办法', () => {
  it('is one of twenty-six', () => {
    expect(PRIMITIVES.map(([number]) => number)).toEqual(Array.from({ length: 26 }, (_, index) => index + 1))
  })

  it.each(PRIMITIVES)('%i, %s, is used by a rule set that is shipped, in all its ways', (_number, _name, uses) => {
    expect(uses.map(use => shipped.filter(use).length > 0)).toEqual(uses.map(() => true))
  })

  it('has a property of its own in src/domain/score/primitives.test.ts', () => {
    const text = readFileSync('src/domain/score/primitives.test.ts', 'utf8')
    for (const [number] of PRIMITIVES) expect(text).toContain(`it('${number} `)
  })

  it('has a heading of its number in docs/rules.md', () => {
    const text = readFileSync('docs/rules.md', 'utf8')
    for (const [number] of PRIMITIVES) expect(text).toMatch(new RegExp(`（写法 ${number}）`))
  })
})
