import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fact, june, unitId } from '../../fixtures/facts.ts'
import { juneLedger } from '../../fixtures/notices/lc-2023-06/facts.ts'
import { adopted, juneRules, rulesOf } from '../../fixtures/rule-sets.ts'
import { type Entry, Group, StandingGroup } from './model.ts'
import { formatPoints, type Points, points, sumPoints, zeroPoints } from './points.ts'
import type { RuleSet } from './rules.ts'
import { countsOf, score } from './score.ts'
import { ranksOf, type StandingsInput, standings } from './standing.ts'

const groups = ['县局', '科室'].map((name, position) =>
  Group.parse({ id: `grp_${position}`, key: `group-${position}`, name, kind: name, position }),
)
const [county, office] = groups
if (county === undefined || office === undefined) throw new Error('two groups')

const entry = (name: string, value: string, more: Partial<Entry> = {}): Entry => ({
  period: june,
  unit: unitId(name),
  component: '采用',
  points: points(value),
  ruleSet: 'trial',
  rule: 'rule-1',
  clause: '条文',
  quantity: 1,
  each: points(value),
  facts: [],
  about: null,
  ...more,
})
const ranking = (by: RuleSet['ranking']['by'], ties: RuleSet['ranking']['ties'] = 'skip'): RuleSet => ({
  ...rulesOf(adopted),
  ranking: { by, ties },
})
const table = (input: Partial<StandingsInput>) =>
  standings({
    ruleSet: ranking('year-total'),
    units: [],
    entries: [],
    before: new Map(),
    counts: new Map(),
    previousRanks: new Map(),
    ...input,
  })
const places = (input: Partial<StandingsInput>): string[] =>
  table(input).flatMap(({ rows }) => rows.map(row => `${row.rank} ${row.name} ${formatPoints(row.yearTotal)}`))

describe('the June 2023 notice', () => {
  const { units, facts, openings } = juneLedger()
  const ruleSet = juneRules()
  const ranked = units.map(one => ({ id: one.id, group: one.group.key }))
  const entries = score({ ruleSet, period: june, facts: [...facts, ...openings], units: ranked })
  const input: StandingsInput = {
    ruleSet,
    units,
    entries,
    before: new Map(),
    counts: countsOf(facts, ranked),
    previousRanks: new Map(),
  }

  it('has month, year and rank of all 43 units as printed, in the order as printed', () => {
    const found = standings(input).flatMap(({ rows }) =>
      rows.map(row => [row.name, row.month, row.yearTotal, row.rank]),
    )
    expect(found).toHaveLength(43)
    expect(found).toEqual(units.map(one => [one.name, one.month, one.year, one.rank]))
  })

  it('gives the same from the totals of May as from openings', () => {
    const before = new Map<(typeof units)[number]['id'], Points>(units.map(one => [one.id, one.opening]))
    const without = score({ ruleSet, period: june, facts, units: ranked })
    expect(standings({ ...input, entries: without, before })).toEqual(standings(input))
  })

  it('has groups in their order, and rows that the model accepts', () => {
    const found = standings(input)
    expect(found.map(({ group, rows }) => [group.key, rows.length])).toEqual([
      ['county', 12],
      ['office-a', 20],
      ['office-b', 3],
      ['institution', 8],
    ])
    for (const group of found) expect(StandingGroup.parse(group)).toEqual(group)
  })
})

describe('ranks', () => {
  const totals = ['3', '5', '5', '5', '1', '3'].map(points)

  it.each([
    ['skip', [4, 1, 1, 1, 6, 4]],
    ['dense', [2, 1, 1, 1, 3, 2]],
    ['order', [4, 1, 2, 3, 6, 5]],
  ] as const)('after a tie: %s', (ties, ranks) => {
    expect(ranksOf(totals, ties)).toEqual(ranks)
  })

  it.each(['skip', 'dense', 'order'] as const)('of nobody, one and zeros below zero: %s', ties => {
    expect(ranksOf([], ties)).toEqual([])
    expect(ranksOf([zeroPoints], ties)).toEqual([1])
    expect(ranksOf([points('-1'), zeroPoints, points('0.01')], ties)).toEqual([3, 2, 1])
  })

  it('say how many are better', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 5 }).map(n => points(String(n)))), values => {
        const [skip, dense, order] = (['skip', 'dense', 'order'] as const).map(ties => ranksOf(values, ties))
        values.forEach((value, index) => {
          expect(skip?.[index]).toBe(1 + values.filter(other => other > value).length)
          expect(dense?.[index]).toBe(1 + new Set(values.filter(other => other > value)).size)
        })
        expect([...(order ?? [])].sort((a, b) => a - b)).toEqual(values.map((_, index) => index + 1))
      }),
    )
  })
})

describe('standings', () => {
  const units = [
    { id: unitId('a'), name: '甲', group: county, position: 1 },
    { id: unitId('b'), name: '乙', group: county, position: 2 },
    { id: unitId('c'), name: '丙', group: county, position: 3 },
    { id: unitId('d'), name: '丁', group: office, position: 4 },
  ]
  const before = new Map([[unitId('a'), points('10')]])

  it('keep a unit without anything, and order ties by the register', () => {
    expect(places({ units })).toEqual(['1 甲 0', '1 乙 0', '1 丙 0', '1 丁 0'])
    expect(places({ units, ruleSet: ranking('year-total', 'order') })).toEqual(['1 甲 0', '2 乙 0', '3 丙 0', '1 丁 0'])
  })

  it('rank by the year or by the month, as the rule set says', () => {
    const entries = [entry('b', '3'), entry('c', '1'), entry('c', '1')]
    expect(places({ units, entries, before })).toEqual(['1 甲 10', '2 乙 3', '3 丙 2', '1 丁 0'])
    expect(places({ units, entries, before, ruleSet: ranking('month') })).toEqual([
      '1 乙 3',
      '2 丙 2',
      '3 甲 10',
      '1 丁 0',
    ])
  })

  it('take an opening into the year and into no month, and a correction into the month it is posted to', () => {
    const entries = [
      entry('a', '20', { component: '期初累计', rule: 'opening' }),
      entry('a', '2'),
      entry('a', '5', { quantity: -1, points: points('-5'), component: '约稿', about: june }),
    ]
    const [row] = table({ units, entries, before })[0]?.rows ?? []
    expect(row).toMatchObject({
      month: -300,
      yearTotal: 2700,
      components: { 采用: 200, 约稿: -500, 基础分: 0, 加减分: 0 },
    })
  })

  it('show components of an older rule set after its own, so that the month adds up', () => {
    const entries = [entry('a', '1'), entry('b', '2', { component: '简报', about: june })]
    for (const { rows } of table({ units, entries })) {
      for (const row of rows) {
        expect(Object.keys(row.components)).toEqual(['采用', '约稿', '基础分', '加减分', '简报'])
        expect(sumPoints(Object.values(row.components))).toBe(row.month)
      }
    }
  })

  it('carry counts and the rank of the month before', () => {
    const counts = countsOf([fact('submission', { quantity: 7 })], [{ id: unitId('a'), group: 'county' }])
    const rows = table({ units, counts, previousRanks: new Map([[unitId('b'), 3]]) }).flatMap(group => group.rows)
    expect(rows.map(row => [row.counts.submitted, row.previousRank])).toEqual([
      [7, null],
      [0, 3],
      [0, null],
      [0, null],
    ])
  })

  it('do not depend on the order of units and entries (LED-09)', () => {
    const entries = ['a', 'b', 'c', 'd', 'a', 'b'].map((name, index) => entry(name, String(index % 3)))
    fc.assert(
      fc.property(
        fc.shuffledSubarray(units, { minLength: units.length }),
        fc.shuffledSubarray(entries, { minLength: entries.length }),
        fc.constantFrom('skip', 'dense', 'order'),
        (others, shuffled, ties) => {
          const ruleSet = ranking('year-total', ties)
          expect(table({ ruleSet, units: others, entries: shuffled, before })).toEqual(
            table({ ruleSet, units, entries, before }),
          )
        },
      ),
    )
  })
})
