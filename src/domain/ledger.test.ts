import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyFacts, WORLD } from '../../fixtures/any-facts.ts'
import { fact, factId, june, unitId } from '../../fixtures/facts.ts'
import { adopted, allRules, rulesOf } from '../../fixtures/rule-sets.ts'
import { localDate, type Period, period } from './calendar.ts'
import { type CloseInput, canonicalEntries, canonicalFacts, closeFaults, correctionsOf, postingOf } from './ledger.ts'
import { type Entry, type Fact, type FactId, Group, PeriodState, type UnitId } from './model.ts'
import { addPoints, type Points, points, sumPoints, zeroPoints } from './points.ts'
import type { RuleSet } from './rules.ts'
import { countsOf, score, sentenceOf } from './score.ts'
import { standings } from './standing.ts'

const [july, august] = [period('2023-07'), period('2023-08')]

describe('the month a fact counts in', () => {
  const months = (...states: string[]) =>
    states.map((state, index) => ({ period: period(`2023-0${index + 5}`), state: PeriodState.parse(state) }))

  it.each([
    ['2023-06-30', months('issued', 'open'), '2023-06', false],
    ['2023-05-31', months('issued', 'open'), '2023-06', true],
    ['2023-06-30', months('issued', 'closed', 'open'), '2023-07', true],
    ['2023-06-30', months('issued', 'closed'), '2023-07', true],
    ['2023-09-01', months('issued', 'closed', 'open'), '2023-09', false],
    ['2023-04-01', months('issued', 'closed', 'open'), '2023-07', true],
    ['2022-12-31', months('closed'), '2023-06', true],
    ['2023-06-30', [], '2023-06', false],
    ['2023-06-30', months('open', 'open'), '2023-06', false],
  ])('%s with %j is %s, late: %s', (day, periods, posting, late) => {
    expect(postingOf(localDate(day), periods)).toEqual({ posting, late })
    expect(postingOf(localDate(day), [...periods].reverse())).toEqual({ posting, late })
  })
})

describe('canonical text', () => {
  const ruleSet = allRules()

  it('is the same whatever the order of facts, entries, reasons and properties', () => {
    const reversed = <T extends Fact | Entry>(value: T): T =>
      JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(value).reverse())))
    fc.assert(
      fc.property(anyFacts(), facts => {
        const entries = score({ ruleSet, period: june, facts, units: WORLD })
        const others = [...entries].reverse().map(entry => reversed({ ...entry, facts: [...entry.facts].reverse() }))
        expect(canonicalFacts([...facts].reverse().map(one => reversed(one)))).toBe(canonicalFacts(facts))
        expect(canonicalEntries(others)).toBe(canonicalEntries(entries))
      }),
    )
  })

  it('is JSON of just these facts, and another one when anything is another', () => {
    const one = fact('adoption', { id: 'one', credits: ['a', 'b'] })
    expect(JSON.parse(canonicalFacts([one]))).toEqual([one])
    const texts = [
      [],
      [one],
      [one, one],
      [{ ...one, note: '改' }],
      [{ ...one, credits: [...one.credits].reverse() }],
      [{ ...one, quantity: 2 }],
    ].map(canonicalFacts)
    expect(new Set(texts).size).toBe(texts.length)
  })
})

/** Points per unit, rule and points each: what two ledgers must have in common to say the same. */
function balances(entries: readonly Entry[]): Record<string, number> {
  const found = new Map<string, number>()
  for (const { unit, rule, component, clause, each, quantity } of entries) {
    const key = [unit, rule, component, clause, each].join(' ')
    found.set(key, (found.get(key) ?? 0) + quantity)
  }
  return Object.fromEntries([...found].filter(([, quantity]) => quantity !== 0).sort())
}

const closedMonth = (ruleSet: RuleSet, facts: readonly Fact[], corrected: readonly Entry[] = []) => ({
  period: june,
  ruleSet,
  facts,
  units: WORLD,
  frozen: score({ ruleSet, period: june, facts, units: WORLD }),
  corrected,
})

describe('a retraction in a closed month', () => {
  const rules = rulesOf(adopted, {
    type: 'base',
    component: '基础分',
    per: 'month',
    when: { forwarding: { atLeast: 1 } },
    points: '5',
  })
  const facts = [
    fact('adoption', { id: 'one', credits: ['a', 'b'] }),
    fact('adoption', { id: 'two' }),
    fact('forwarding', { id: 'sent' }),
    fact('forwarding', { id: 'more' }),
  ]
  const correct = (retracted: string[], corrected: Entry[] = [], posting: Period = july) =>
    correctionsOf({ closed: closedMonth(rules, facts, corrected), retracted: retracted.map(factId), posting })

  it('takes back what rested on the fact, unit by unit, in the open month and about the closed one', () => {
    const entries = correct(['one'])
    expect(entries).toMatchObject([
      { unit: unitId('a'), period: july, about: june, quantity: -1, each: 100, points: -100, facts: [factId('one')] },
      { unit: unitId('b'), period: july, about: june, quantity: -1, each: 100, points: -100, facts: [factId('one')] },
    ])
    expect(sentenceOf(entries[0] ?? fail(), rules)).toBe('更正2023年6月：采用 -1 篇 × 1 分 = -1 分')
  })

  it('makes nothing where nothing changes: no fact, a fact elsewhere, one of two that a condition rests on', () => {
    expect(correct([])).toEqual([])
    expect(correct(['elsewhere'])).toEqual([])
    expect(correct(['sent'])).toEqual([])
  })

  it('takes the 基础分 back when the last fact of its condition goes', () => {
    expect(correct(['sent', 'more'])).toMatchObject([
      { component: '基础分', quantity: -1, points: -500, facts: [factId('more'), factId('sent')] },
    ])
  })

  it('made twice is made once: corrections so far count', () => {
    const first = correct(['one'])
    expect(correct(['one'], first, august)).toEqual([])
    expect(correct(['one', 'two'], first, august)).toMatchObject([
      { unit: unitId('a'), period: august, quantity: -1, facts: [factId('two')] },
    ])
  })

  it('taken back gives back', () => {
    const first = correct(['one'])
    const back = correct([], first, august)
    expect(back).toMatchObject([
      { unit: unitId('a'), quantity: 1, points: 100, facts: [factId('one')] },
      { unit: unitId('b'), quantity: 1, points: 100, facts: [factId('one')] },
    ])
    expect(correct([], [...first, ...back], august)).toEqual([])
  })

  it('of an opening stays out of every month', () => {
    const opening = fact('opening', { id: 'opening', points: 11_950 })
    const closed = closedMonth(rules, [opening])
    expect(correctionsOf({ closed, retracted: [factId('opening')], posting: july })).toMatchObject([
      { component: '期初累计', rule: 'opening', points: -11_950 },
    ])
  })

  it('tells adjustments apart that differ only in their reason', () => {
    const one = fact('adjustment', { id: 'plus', points: 100 })
    const other = { ...fact('adjustment', { id: 'minus', points: 100 }), reason: '另一理由' }
    const closed = closedMonth(rules, [one, other])
    expect(correctionsOf({ closed, retracted: [factId('minus')], posting: july })).toMatchObject([
      { quantity: -1, clause: '加减分：另一理由（分管领导）', facts: [factId('minus')] },
    ])
  })

  it('reaches later closed months where a story earns its best place once', () => {
    const highest = rulesOf(
      { ...adopted, when: { level: 'city' }, points: '3', stack: 'highest' },
      { ...adopted, when: { level: 'province' }, points: '5', stack: 'highest' },
    )
    const first = [fact('adoption', { id: 'city', article: 'x', level: 'city' })]
    const second = [fact('adoption', { id: 'province', article: 'x', level: 'province', on: '2023-07-05' })]
    const closed = closedMonth(highest, first)
    const earlier = { entries: closed.frozen, facts: first }
    const next = { ruleSet: highest, period: july, facts: second, units: WORLD, earlier }
    const frozen = score(next)
    expect(sumPoints(frozen.map(entry => entry.points))).toBe(200)
    const back = correctionsOf({ closed, retracted: [factId('city')], posting: august })
    const forth = correctionsOf({
      closed: { ...next, frozen, corrected: [], earlier: { entries: [...closed.frozen, ...back], facts: first } },
      retracted: [factId('city')],
      posting: august,
    })
    const all = [...closed.frozen, ...frozen, ...back, ...forth]
    expect(sumPoints(all.map(entry => entry.points))).toBe(500)
  })

  it('leaves frozen and corrected together as if it had been scored without, through any history', () => {
    const ruleSet = allRules()
    const history = anyFacts().chain(facts =>
      fc.tuple(fc.constant(facts), fc.array(fc.subarray(facts.map(one => one.id)), { minLength: 1, maxLength: 4 })),
    )
    fc.assert(
      fc.property(history, ([facts, steps]) => {
        const closed = closedMonth(ruleSet, facts)
        let corrected: Entry[] = []
        steps.forEach((retracted: FactId[], index) => {
          const made = correctionsOf({
            closed: { ...closed, corrected },
            retracted,
            posting: index < 2 ? july : august,
          })
          corrected = [...corrected, ...made]
          for (const one of made) {
            expect(one.points).toBe(one.quantity * one.each)
            expect(one.quantity).not.toBe(0)
          }
          const due = score({
            ruleSet,
            period: june,
            facts: facts.filter(one => !retracted.includes(one.id)),
            units: WORLD,
          })
          expect(balances([...closed.frozen, ...corrected])).toEqual(balances(due))
        })
      }),
      { numRuns: 300 },
    )
  })
})

function fail(): never {
  throw new Error('there is an entry')
}

describe('a month before it is closed', () => {
  const group = (key: string, position: number) =>
    Group.parse({ id: `grp_${key}`, key, name: key, kind: key, position })
  const groups = [group('county', 0), group('office', 1)]
  const before = new Map<UnitId, Points>(WORLD.map((unit, index) => [unit.id, points(String(index))]))

  function month(
    facts: readonly Fact[],
    ties: RuleSet['ranking']['ties'] = 'skip',
    extra: readonly Entry[] = [],
  ): CloseInput {
    const ruleSet = { ...allRules(), ranking: { by: 'year-total' as const, ties } }
    const entries = [...score({ ruleSet, period: june, facts, units: WORLD }), ...extra]
    const units = WORLD.map((unit, position) => ({
      id: unit.id,
      name: unit.id,
      group: groups.find(one => one.key === unit.group) ?? fail(),
      position,
    }))
    const counts = countsOf(facts, WORLD)
    const found = standings({ ruleSet, units, entries, before, counts, previousRanks: new Map() })
    return { ruleSet, period: june, units: WORLD, facts, entries, standings: found, before }
  }

  it('has no fault, whatever happened in it', () => {
    fc.assert(
      fc.property(anyFacts(), fc.constantFrom('skip', 'dense', 'order'), (facts, ties) => {
        expect(closeFaults(month(facts, ties))).toEqual([])
      }),
    )
  })

  it('adds up over the months of a year (LED-04)', () => {
    fc.assert(
      fc.property(anyFacts(), facts => {
        const { entries, standings: found } = month([...facts, fact('opening', { points: 1000 })])
        for (const row of found.flatMap(({ rows }) => rows)) {
          const own = sumPoints(entries.filter(entry => entry.unit === row.unit).map(entry => entry.points))
          expect(row.yearTotal).toBe(addPoints(before.get(row.unit) ?? zeroPoints, own))
        }
      }),
    )
  })

  it('bears corrections of an older rule set, and of a unit that is ranked no more', () => {
    const [model] = month([fact('adoption')]).entries
    if (model === undefined) throw new Error('there is an entry')
    const back = {
      ...model,
      about: period('2023-05'),
      component: '简报',
      ruleSet: 'old',
      quantity: -1,
      points: points('-1'),
    }
    expect(closeFaults(month([], 'skip', [back, { ...back, unit: unitId('gone') }]))).toEqual([])
  })

  const facts = [
    fact('adoption', { id: 'one', credits: ['a', 'b'] }),
    fact('submission', { quantity: 3 }),
    fact('forwarding', { credits: ['d'] }),
  ]
  const good = month(facts)
  const change = (place: number, with_: Partial<Entry>): CloseInput => ({
    ...good,
    entries: good.entries.map((entry, index) => (index === place ? { ...entry, ...with_ } : entry)),
  })
  const rows = (edit: (row: CloseInput['standings'][number]['rows'][number]) => object): CloseInput => ({
    ...good,
    standings: good.standings.map(one => ({ ...one, rows: one.rows.map(row => ({ ...row, ...edit(row) })) })),
  })
  const first = unitId('a')

  it.each<[string, CloseInput, RegExp]>([
    ['points that are not quantity × each', change(0, { quantity: 2 }), /分值不等于数量乘/],
    ['an entry of another month', change(0, { period: july }), /属于 2023-07/],
    ['a component nobody declared', change(0, { component: '简报' }), /没有这个计分项/],
    ['an entry by another rule set', change(0, { ruleSet: 'old' }), /不是按 trial 计的/],
    ['a correction of a month to come', change(0, { about: july }), /更正的不是以前的月份/],
    ['an entry twice', { ...good, entries: [...good.entries, ...good.entries.slice(0, 1)] }, /同一笔出现两次/],
    [
      'a withdrawn fact that is credited',
      { ...good, facts: [...facts, fact('retraction', { of: 'one' })] },
      /依据 fct_one，而它已撤销/,
    ],
    ['a fact that does not credit the unit', change(0, { unit: unitId('c') }), /没有记入该单位/],
    [
      'a month that is not the sum',
      rows(row => (row.unit === first ? { month: zeroPoints } : {})),
      /本月分数不等于各笔之和/,
    ],
    [
      'components that are not the month',
      rows(row => ({ components: { ...row.components, 采用: points('9') } })),
      /各计分项之和/,
    ],
    [
      'a year that is not carried on',
      rows(row => ({ yearTotal: addPoints(row.yearTotal, points('1')) })),
      /累计分数不等于/,
    ],
    ['counts that are not the facts', rows(row => ({ counts: { ...row.counts, submitted: 4 } })), /篇数与计分事实不符/],
    ['a rank that is not earned', rows(() => ({ rank: 1 })), /名次 1 与分数不符/],
    ['a unit without a row', { ...good, standings: good.standings.slice(1) }, /没有名次/],
    ['a unit with two rows', { ...good, standings: [...good.standings, ...good.standings] }, /出现两次/],
  ])('shows %s', (_, input, says) => {
    expect(closeFaults(good)).toEqual([])
    expect(closeFaults(input).join('\n')).toMatch(says)
  })
})
