import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyYear, outletsFor, scoredYear, sumOf, unitsFor } from '../../../fixtures/any-year.ts'
import { fact, june, type Said, unitId } from '../../../fixtures/facts.ts'
import { adopted, rulesWith } from '../../../fixtures/rule-sets.ts'
import { localDate, period } from '../calendar.ts'
import { type Fact, Group } from '../model.ts'
import { partOfPoints, points, pointsOfHundredths } from '../points.ts'
import type { RuleSet } from '../rules.ts'
import { type ScoredUnit, score } from '../score.ts'
import { rankedValues, ranksOf, standings, topOf } from '../standing.ts'
import { assessedAs, effectsOf, metricsOf, moneyFor } from './outlook.ts'
import { countedOn, spansAt } from './span.ts'

/** One property for each primitive of printed 计分办法, by its number in docs/rules.md. */

const VOCABULARY = {
  kinds: { survey: { name: '调研', was: ['research'] }, speech: { name: '讲话' } },
  outlets: {
    daily: { names: ['每日要情'], class: '内刊' },
    paper: { names: ['日报'], class: '报纸' },
    evening: { names: ['晚报'], class: '报纸' },
  },
  incidents: { untrue: { name: '失实' }, late: { name: '迟报' } },
  rounding: { decimals: 2, mode: 'nearest' },
} as const
const rules = (...some: readonly object[]): RuleSet => rulesWith(VOCABULARY, ...some)
const units = unitsFor(rules(adopted))
const JANUARY = period('2023-01')

const run = (ruleSet: RuleSet, facts: readonly Fact[], some: readonly ScoredUnit[] = units) =>
  score({ ruleSet, period: JANUARY, facts, units: some, outlets: outletsFor(ruleSet) })
const inJanuary = (ruleSet = rules(adopted)) => anyYear(ruleSet, { from: JANUARY, months: 1 })
const inYear = (ruleSet = rules(adopted)) => anyYear(ruleSet, { from: JANUARY })
const ofType = (facts: readonly Fact[], type: Fact['type']): Fact[] => facts.filter(one => one.type === type)
const decided = (facts: readonly Fact[], unit: string): number =>
  ofType(facts, 'adjustment').reduce(
    (sum, one) =>
      one.type === 'adjustment' && one.credits.some(credit => credit.unit === unit)
        ? sum + one.quantity * one.points
        : sum,
    0,
  )
/** How many a unit has of the facts that a test keeps. */
const countOf = (facts: readonly Fact[], unit: string, keeps: (one: Fact) => boolean): number =>
  facts.reduce(
    (sum, one) => (keeps(one) && one.credits.some(credit => credit.unit === unit) ? sum + one.quantity : sum),
    0,
  )
const check = <Value>(arbitrary: fc.Arbitrary<Value>, holds: (value: Value) => void, numRuns = 60) =>
  fc.assert(fc.property(arbitrary, holds), { numRuns })

describe('units and facts', () => {
  it('1 passes what a unit earns on to the unit it belongs to, and leaves everybody else alone', () => {
    const all = rulesWith({ ...VOCABULARY, units: { 企业: { into: '县区' }, 县区: {} } }, adopted, {
      type: 'roll-up',
      of: 'all',
      share: '1',
      component: '约稿',
    })
    const some = unitsFor(all)
    const [child, parent] = ['n0', 'n1'].map(unitId)
    check(anyYear(all, { months: 1 }), facts => {
      const [with_, without] = [all, { ...all, rules: all.rules.slice(0, 1) }].map(one => run(one, facts, some))
      for (const { id } of some) {
        const passed = id === parent ? sumOf(without ?? [], child ?? id) : 0
        expect(sumOf(with_ ?? [], id)).toBe(sumOf(without ?? [], id) + passed)
      }
    })
  })

  it('2 counts by an attribute exactly the facts that have it', () => {
    const attributes: [object, (one: Fact) => boolean][] = [
      [{ level: ['city', 'nation'] }, one => 'level' in one && (one.level === 'city' || one.level === 'nation')],
      [{ repost: true }, one => one.type === 'adoption' && one.repost === true],
      [{ alone: true }, one => one.type === 'adoption' && one.alone === true],
      [{ merged: false }, one => one.type === 'adoption' && !one.merged],
      [
        { length: { atLeast: 799, atMost: 800 } },
        one => one.type === 'adoption' && (one.length === 799 || one.length === 800),
      ],
      [{ hours: { atMost: 2 } }, one => one.type === 'adoption' && one.hours === 1],
      [{ units: { atLeast: 2 } }, one => one.credits.length > 1],
      [
        { outlet: ['daily', 'paper'] },
        one => one.type === 'adoption' && ['out_daily', 'out_paper'].includes(one.outlet),
      ],
      [{ kind: 'speech' }, one => one.type === 'adoption' && one.genre === 'speech'],
    ]
    check(
      fc.tuple(inJanuary(), fc.constantFrom(...attributes)),
      ([facts, [when, has]]) => {
        const entries = run(rules({ ...adopted, when }), facts)
        for (const { id } of units)
          expect(sumOf(entries, id)).toBe(100 * countOf(ofType(facts, 'adoption'), id, has) + decided(facts, id))
      },
      200,
    )
  })

  it('3 counts every kind of fact, each by its own words', () => {
    const kinds: [object, (one: Fact) => boolean][] = [
      [{ on: 'submission', when: { accepted: true } }, one => one.type === 'submission' && one.accepted === true],
      [
        { on: 'commission', when: { status: ['late', 'missing'] } },
        one => one.type === 'commission' && (one.status === 'late' || one.status === 'missing'),
      ],
      [{ on: 'forwarding', when: { level: 'city' } }, one => one.type === 'forwarding' && one.level === 'city'],
      [{ on: 'instruction', when: { rank: 'chief' } }, one => one.type === 'instruction' && one.rank === 'chief'],
      [{ on: 'incident', when: { code: 'untrue' } }, one => one.type === 'incident' && one.code === 'untrue'],
    ]
    check(
      fc.tuple(inJanuary(), fc.constantFrom(...kinds)),
      ([facts, [rate, has]]) => {
        const entries = run(rules({ ...adopted, ...rate }), facts)
        for (const { id } of units) expect(sumOf(entries, id)).toBe(100 * countOf(facts, id, has) + decided(facts, id))
      },
      200,
    )
  })
})

describe('rates', () => {
  const rows = [
    { when: { level: 'own' }, points: '2' },
    { when: { level: 'own', kind: 'survey' }, points: '7' },
    { when: { level: 'own', kind: 'survey', repost: true }, points: '3' },
    { when: { level: 'city' }, points: '11' },
  ]
  const table = (some: readonly object[]) => rules({ ...adopted, points: undefined, rows: some, otherwise: '1' })
  const worth = (one: Fact): number => {
    if (one.type !== 'adoption') return 0
    if (one.level !== 'own') return one.level === 'city' ? 1100 : 100
    if (one.genre !== 'survey' && one.genre !== 'research') return 200
    return one.repost === true ? 300 : 700
  }

  it('4 go by the most specific row whatever the order of rows, and else by what is written for the rest', () => {
    check(fc.tuple(inJanuary(), fc.shuffledSubarray(rows, { minLength: rows.length })), ([facts, shuffled]) => {
      const entries = run(table(shuffled), facts)
      for (const { id } of units) {
        const own = ofType(facts, 'adoption').filter(one => one.credits.some(credit => credit.unit === id))
        expect(sumOf(entries, id)).toBe(
          own.reduce((sum, one) => sum + one.quantity * worth(one), 0) + decided(facts, id),
        )
      }
    })
  })

  it('5 for submissions count what passed the gate, up to the ceiling of the year', () => {
    const capped = rules(
      { ...adopted, on: 'submission', when: { accepted: true }, points: '0.5' },
      { type: 'cap', per: 'year', atMost: '2', atLeast: null },
    )
    check(inYear(), facts => {
      const some = ofType(facts, 'submission')
      const year = scoredYear(capped, some, { from: JANUARY }).entries.flat()
      for (const { id } of units) {
        const passed = countOf(some, id, one => one.type === 'submission' && one.accepted === true)
        expect(sumOf(year, id)).toBe(Math.min(200, 50 * passed))
      }
    })
  })

  it('6 see a text as the kind it is treated as, and counts what it is converted to, leaving fractions out', () => {
    const treated = rulesWith(
      {
        ...VOCABULARY,
        treat: [{ on: 'adoption', when: { length: { atLeast: 800 } }, as: 'survey', clause: '800字以上的按调研计' }],
      },
      { ...adopted, when: { kind: 'survey' } },
    )
    const weighed = rulesWith(
      { ...VOCABULARY, weights: [{ of: 'adoption', when: { kind: 'brief' }, counts: '0.25', clause: '4则简讯折1篇' }] },
      { type: 'quota', per: 'month', of: 'adoption', owed: 0, over: '1', short: '0' },
    )
    check(inJanuary(), facts => {
      const some = ofType(facts, 'adoption')
      const isSurvey = (one: Fact) =>
        one.type === 'adoption' && ((one.length ?? 0) >= 800 || one.genre === 'survey' || one.genre === 'research')
      for (const { id } of units) {
        expect(sumOf(run(treated, some), id)).toBe(100 * countOf(some, id, isSurvey))
        const briefs = countOf(
          some,
          id,
          one => one.type === 'adoption' && one.genre === undefined && one.kind === 'brief',
        )
        const others = countOf(some, id, () => true) - briefs
        expect(sumOf(run(weighed, some), id)).toBe(100 * Math.floor(others + briefs / 4))
      }
    })
  })

  it('7 multiply factor after factor, in any order of the same factors', () => {
    const times = [
      { when: { level: 'city' }, by: '3' },
      { when: { alone: true }, by: '1.5' },
      { when: { repost: true }, by: '0.5' },
    ]
    check(fc.tuple(inJanuary(), fc.shuffledSubarray(times, { minLength: 3 })), ([facts, shuffled]) => {
      const some = ofType(facts, 'adoption')
      const entries = run(rules({ ...adopted, points: '4', times: shuffled }), some)
      for (const { id } of units) {
        const due = some
          .filter(one => one.credits.some(credit => credit.unit === id))
          .reduce((sum, one) => {
            if (one.type !== 'adoption') return sum
            const [city, alone, half] = [one.level === 'city' ? 3 : 1, one.alone ? 1.5 : 1, one.repost ? 0.5 : 1]
            return sum + one.quantity * 400 * city * alone * half
          }, 0)
        expect(sumOf(entries, id)).toBe(due)
      }
    })
  })
})

describe('one story', () => {
  const stacked = (stack: unknown) =>
    rules(
      { ...adopted, when: { level: 'own' }, points: '1', stack },
      { ...adopted, when: { level: ['city', 'province'] }, points: '3', stack },
      { ...adopted, when: { level: 'nation' }, points: '5', stack },
    )

  it('8 gives by its best place no more than by two, and by two no more than by all; of each level or class once', () => {
    const orders = ['highest', { best: 2, oneA: 'none' }, 'all']
    check(inYear(), facts => {
      const some = ofType(facts, 'adoption')
      const [one, two, all] = orders.map(stack => scoredYear(stacked(stack), some, { from: JANUARY }).entries.flat())
      const levels = scoredYear(stacked({ best: 'all', oneA: 'level' }), some, { from: JANUARY }).entries.flat()
      const classes = scoredYear(stacked({ best: 'all', oneA: 'class' }), some, { from: JANUARY }).entries.flat()
      for (const { id } of units) {
        expect(sumOf(one ?? [], id)).toBeLessThanOrEqual(sumOf(two ?? [], id))
        expect(sumOf(two ?? [], id)).toBeLessThanOrEqual(sumOf(all ?? [], id))
        expect(sumOf(levels, id)).toBeLessThanOrEqual(sumOf(all ?? [], id))
        expect(sumOf(classes, id)).toBeLessThanOrEqual(sumOf(all ?? [], id))
        const own = some.filter(fact => fact.credits.some(credit => credit.unit === id))
        const best = new Map<string, number>()
        const value = (fact: Fact) =>
          'level' in fact ? { own: 100, city: 300, province: 300, nation: 500 }[fact.level ?? 'own'] : 0
        let free = 0
        for (const fact of own) {
          const article = 'article' in fact ? fact.article : null
          if (article === null) free += fact.quantity * value(fact)
          else best.set(article, Math.max(best.get(article) ?? 0, value(fact)))
        }
        expect(sumOf(one ?? [], id)).toBe([...best.values()].reduce((sum, each) => sum + each, free))
      }
    })
  })

  it('8 does not depend on the month in which its places come', () => {
    check(fc.tuple(inYear(), fc.nat(11)), ([facts, months]) => {
      const some = ofType(facts, 'adoption')
      const together = some.map(one => ({ ...one, posting: JANUARY, occurredOn: localDate('2023-01-15') }))
      const spread = scoredYear(stacked({ best: 2, oneA: 'level' }), some, { from: JANUARY }).entries.flat()
      const once = scoredYear(stacked({ best: 2, oneA: 'level' }), together, { from: JANUARY, months: months + 1 })
      for (const { id } of units) expect(sumOf(spread, id)).toBe(sumOf(once.entries.flat(), id))
    })
  })

  it('9 is shared so that nothing is lost, and no part is more than the whole', () => {
    const ways: [object, 'whole' | 'each' | 'less'][] = [
      [{ credit: 'equal' }, 'whole'],
      [{ credit: 'by-order', order: [3, 2, 1] }, 'whole'],
      [{ credit: 'by-weight', weights: { atLeast: 2, atMost: 3 } }, 'whole'],
      [{ credit: 'first' }, 'whole'],
      [{ credit: 'full' }, 'each'],
      [{ credit: 'half' }, 'less'],
      [{ credit: 'merged', merged: '0.05' }, 'less'],
      [{ credit: 'full', names: 2 }, 'less'],
    ]
    check(
      fc.tuple(inJanuary(), fc.constantFrom(...ways), fc.constantFrom('1', '0.07', '7.33')),
      ([facts, [way, keeps], worth]) => {
        const some = ofType(facts, 'adoption').map(one => ({ ...one, quantity: 1 }))
        for (const one of some) {
          const entries = run(rules({ ...adopted, points: worth, ...way }), [one])
          const sum = entries.reduce((total, entry) => total + entry.points, 0)
          const [whole, many] = [points(worth), one.credits.length]
          if (keeps === 'whole') expect(sum).toBe(whole)
          if (keeps === 'each') expect(sum).toBe(whole * many)
          if (keeps === 'less') expect(sum).toBeLessThanOrEqual(whole * many)
          if (many === 1) expect(sum).toBe(whole)
        }
      },
    )
  })

  it('10 earns for instructions once a level, once an article, or the first and each further', () => {
    const bonus = { type: 'bonus', when: {}, points: '10', credit: 'full' }
    check(inYear(), facts => {
      const some = ofType(facts, 'instruction')
      const sums = [
        { ...bonus, once: 'each' },
        { ...bonus, once: 'level' },
        { ...bonus, once: 'article' },
        { ...bonus, once: 'article', further: '5' },
      ].map(rule => scoredYear(rules(rule), some, { from: JANUARY }).entries.flat())
      for (const { id } of units) {
        const own = some.flatMap(one =>
          one.type === 'instruction' && one.credits.some(credit => credit.unit === id) ? [one] : [],
        )
        const loose = own.filter(one => one.article === null).reduce((sum, one) => sum + one.quantity, 0)
        const about = own.filter(one => one.article !== null)
        const articles = new Set(about.map(one => one.article)).size
        const levels = new Set(about.map(one => `${one.article} ${one.level}`)).size
        expect(sums.map(entries => sumOf(entries, id))).toEqual([
          1000 * (loose + about.length),
          1000 * (loose + levels),
          1000 * (loose + articles),
          1000 * (loose + articles) + 500 * (about.length - articles),
        ])
      }
    })
  })
})

describe('windows', () => {
  it('11 settle a quota once, in their last month, by all that lies in them', () => {
    const quota = (per: string) => rules({ type: 'quota', per, of: 'submission', owed: 4, over: '1', short: '0.5' })
    check(
      fc.tuple(inYear(), fc.constantFrom('month', 'two-months', 'quarter', 'half-year', 'year')),
      ([facts, per]) => {
        const some = ofType(facts, 'submission')
        const { entries } = scoredYear(quota(per), some, { from: JANUARY })
        const length = { month: 1, 'two-months': 2, quarter: 3, 'half-year': 6, year: 12 }[per] ?? 1
        for (const { id } of units)
          for (const [place, own] of entries.entries()) {
            if ((place + 1) % length !== 0) expect(sumOf(own, id)).toBe(0)
            else {
              const inWindow = (one: Fact) => {
                const month = Number(one.posting.slice(5)) - 1
                return place - length < month && month <= place
              }
              const has = countOf(some, id, inWindow)
              expect(sumOf(own, id)).toBe(has >= 4 ? 100 * (has - 4) : -50 * (4 - has))
            }
          }
      },
    )
  })

  it('11 settle each week once, in the month of its Sunday', () => {
    const weekly = rules({ type: 'quota', per: 'week', of: 'submission', owed: 2, over: '1', short: '0.5', met: '3' })
    const sundays = Array.from({ length: 53 }, (_, week) => Date.UTC(2023, 0, 1 + 7 * week))
    check(inYear(), facts => {
      const some = ofType(facts, 'submission')
      const { entries } = scoredYear(weekly, some, { from: JANUARY })
      for (const { id } of units)
        for (const [place, own] of entries.entries()) {
          const due = sundays
            .filter(sunday => new Date(sunday).getUTCMonth() === place)
            .map(sunday => {
              const has = countOf(some, id, one => {
                const before = sunday - Date.parse(countedOn(one))
                return before >= 0 && before < 7 * 86_400_000
              })
              return has >= 2 ? 300 + 100 * (has - 2) : -50 * (2 - has)
            })
          expect(sumOf(own, id)).toBe(due.reduce((sum, one) => sum + one, 0))
          const lines = own.map(one => JSON.stringify([one.unit, one.each, one.facts]))
          expect(new Set(lines).size).toBe(lines.length)
        }
    })
  })

  it('11 owe by name, by head and in a range', () => {
    const owed = (some: unknown) =>
      rulesWith(
        { ...VOCABULARY, units: { 单位0: { heads: 3 } } },
        { type: 'quota', per: 'month', of: 'submission', owed: some, over: '1', short: '1' },
      )
    const facts = [fact('submission', { on: '2023-01-05', credits: ['u0'], quantity: 5 })]
    const sums = (some: unknown) => ['u0', 'u1'].map(name => sumOf(run(owed(some), facts), unitId(name)))
    expect(sums({ perHead: 2 })).toEqual([-100, 0])
    expect(sums({ units: { 单位0: 2 }, otherwise: null })).toEqual([300, 0])
    expect(sums({ units: { 单位0: 2 }, otherwise: 1 })).toEqual([300, -100])
    expect(sums({ from: 1, to: 4 })).toEqual([100, -100])
  })

  it('12 give 基础分 wholly or in proportion, never less for more done', () => {
    const base = (pay: string) =>
      rules({ type: 'base', per: 'quarter', when: { adoption: { atLeast: 6 } }, points: '10', pay })
    check(inYear(), facts => {
      const some = ofType(facts, 'adoption')
      const [whole, part] = ['whole', 'pro-rata'].map(pay => scoredYear(base(pay), some, { from: JANUARY }).entries)
      for (const { id } of units)
        for (const place of [2, 5, 8, 11]) {
          const has = countOf(some, id, one => Math.ceil(Number(one.posting.slice(5)) / 3) * 3 - 1 === place)
          expect(sumOf(whole?.[place] ?? [], id)).toBe(has >= 6 ? 1000 : 0)
          const due = partOfPoints(points('10'), Math.min(has, 6), 6, { decimals: 2, mode: 'nearest' })
          expect(sumOf(part?.[place] ?? [], id)).toBe(due)
        }
    })
  })

  it('12 start with a balance that deductions use up, and no further', () => {
    const balance = rules(
      { type: 'base', per: 'quarter', when: 'always', points: '6', paid: 'start' },
      { type: 'deduction', on: 'commission', when: { status: 'late' }, points: '1', fromTime: 1 },
      { type: 'cap', per: 'quarter', atMost: null, atLeast: '0' },
    )
    check(inYear(), facts => {
      const some = ofType(facts, 'commission')
      const { entries } = scoredYear(balance, some, { from: JANUARY })
      for (const { id } of units)
        for (const place of [2, 5, 8, 11]) {
          const quarter = entries.slice(place - 2, place + 1).flat()
          const late = countOf(
            some,
            id,
            one =>
              one.type === 'commission' &&
              one.status === 'late' &&
              Math.ceil(Number(one.posting.slice(5)) / 3) * 3 - 1 === place,
          )
          expect(sumOf(quarter, id)).toBe(Math.max(0, 600 - 100 * late))
        }
    })
  })

  it('13 add for each one over and take for each one short, in one straight line', () => {
    const line = rules({ type: 'quota', per: 'month', of: 'submission', owed: 4, over: '1', short: '1' })
    check(inJanuary(), facts => {
      const some = ofType(facts, 'submission')
      const entries = run(line, some)
      for (const { id } of units) expect(sumOf(entries, id)).toBe(100 * (countOf(some, id, () => true) - 4))
    })
  })

  it('14 charge each time from the nth on, or all times once it has come to so many', () => {
    const late = {
      type: 'deduction',
      on: 'commission',
      when: { status: ['late', 'missing'] },
      points: '10',
      per: 'year',
    }
    const nth = rules({ ...late, fromTime: 3 })
    const anyOf = [
      { counts: [{ of: 'commission', when: { status: 'late' }, atLeast: 3 }] },
      { counts: [{ of: 'commission', when: { status: 'missing' }, atLeast: 2 }] },
    ]
    const trigger = rules({ ...late, fromTime: 1, if: { anyOf } })
    check(inYear(), facts => {
      const some = ofType(facts, 'commission')
      const [each, all] = [nth, trigger].map(one => scoredYear(one, some, { from: JANUARY }).entries.flat())
      for (const { id } of units) {
        const count = (status: string) => countOf(some, id, one => one.type === 'commission' && one.status === status)
        const [lates, missing] = [count('late'), count('missing')]
        expect(sumOf(each ?? [], id)).toBe(-1000 * Math.max(0, lates + missing - 2) || 0)
        expect(sumOf(all ?? [], id)).toBe(lates >= 3 || missing >= 2 ? -1000 * (lates + missing) : 0)
      }
    })
  })

  it('15 hold every ceiling and floor, narrow before wide, in whatever order they are written', () => {
    const caps = [
      { id: 'rule-cap', type: 'cap', per: 'month', of: { rules: ['rate'] }, atMost: '4', atLeast: null },
      { id: 'month-cap', type: 'cap', per: 'month', atMost: '6', atLeast: null },
      { id: 'quarter-cap', type: 'cap', per: 'quarter', atMost: '10', atLeast: null },
      { id: 'year-cap', type: 'cap', per: 'year', of: 'all', atMost: '20', atLeast: '-3' },
    ]
    const late = { type: 'deduction', on: 'commission', when: { status: 'late' }, points: '2', fromTime: 1 }
    check(fc.tuple(inYear(), fc.shuffledSubarray(caps, { minLength: caps.length })), ([facts, shuffled]) => {
      const capped = (some: readonly object[]) =>
        rules({ ...adopted, id: 'rate' }, { ...adopted, on: 'forwarding' }, late, ...some)
      const some = facts.filter(one => one.type !== 'adjustment')
      const { entries } = scoredYear(capped(shuffled), some, { from: JANUARY })
      const straight = scoredYear(capped(caps), some, { from: JANUARY }).entries.flat()
      for (const { id } of units) {
        expect(sumOf(entries.flat(), id)).toBe(sumOf(straight, id))
        for (let months = 1; months <= 12; months += 1) {
          const year = sumOf(entries.slice(0, months).flat(), id)
          expect(year).toBeLessThanOrEqual(2000)
          expect(year).toBeGreaterThanOrEqual(-300)
        }
      }
    })
  })
})

describe('what is no point', () => {
  it('16 names consequences exactly where they hold', () => {
    const named = rulesWith(
      {
        ...VOCABULARY,
        effects: [
          {
            id: 'zero',
            clause: '零采用单位通报',
            groups: 'all',
            per: 'month',
            if: { counts: [{ of: 'adoption', atMost: 0 }] },
            effect: 'listed',
          },
          {
            id: 'untrue',
            clause: '失实的取消评先',
            groups: 'all',
            per: 'year',
            if: { counts: [{ of: 'incident', when: { code: 'untrue' }, atLeast: 1 }] },
            effect: 'no-award',
          },
        ],
      },
      adopted,
    )
    check(inYear(named), facts => {
      const { inputs, entries } = scoredYear(named, facts, { from: JANUARY, units })
      for (const [place, input] of inputs.entries()) {
        const found = effectsOf(input, entries[place] ?? [])
        for (const { id } of units) {
          const own = found.filter(one => one.unit === id).map(one => one.effect)
          expect(own.includes('listed')).toBe(countOf(input.facts, id, one => one.type === 'adoption') === 0)
          const untrue = countOf(
            facts,
            id,
            one => one.type === 'incident' && one.code === 'untrue' && one.posting <= input.period,
          )
          expect(own.includes('no-award')).toBe(untrue > 0)
        }
      }
    })
  })

  it('17 reckons a ratio without rounding it first, and none where nothing was handed in', () => {
    const low = { ratio: { of: { of: 'adoption' }, to: { of: 'submission' }, below: '30%' } }
    const metric = rulesWith(
      {
        ...VOCABULARY,
        metrics: [
          {
            id: 'rate',
            name: '采用率',
            clause: '采用率',
            per: 'month',
            of: { of: 'adoption' },
            to: { of: 'submission' },
          },
        ],
      },
      { type: 'deduction', on: 'submission', when: {}, points: '1', fromTime: 1, if: low, once: 'window' },
    )
    check(inJanuary(), facts => {
      const some = facts.filter(one => one.type !== 'adjustment')
      const rates = metricsOf({ ruleSet: metric, period: JANUARY, facts: some, units })
      for (const { id } of units) {
        const [of, to] = (['adoption', 'submission'] as const).map(type => countOf(some, id, one => one.type === type))
        expect(sumOf(run(metric, some), id)).toBe((to ?? 0) > 0 && (of ?? 0) * 100 < 30 * (to ?? 0) ? -100 : 0)
        const own = rates.find(one => one.unit === id)
        expect(own).toMatchObject({ of, to })
        if (to === 0) expect(own?.percentX100).toBeNull()
        else expect(Math.abs((own?.percentX100 ?? 0) - (10_000 * (of ?? 0)) / (to ?? 1))).toBeLessThanOrEqual(0.5)
      }
    })
  })

  it('18 converts a total into another assessment, the more the better, up to its full', () => {
    const assessed = rulesWith(
      {
        ...VOCABULARY,
        assessments: [{ name: '目标考核', clause: '折算', groups: 'all', target: '120', full: '3', beyond: 'no-more' }],
      },
      adopted,
    )
    const worth = (total: number) => assessedAs(pointsOfHundredths(total), 'all', assessed)[0]?.points ?? 0
    check(fc.tuple(fc.integer({ min: -500, max: 30_000 }), fc.nat(1000)), ([total, more]) => {
      expect(worth(total)).toBeLessThanOrEqual(worth(total + more))
      expect(worth(total)).toBeLessThanOrEqual(300)
      expect(worth(total)).toBeGreaterThanOrEqual(0)
      if (total >= 12_000) expect(worth(total)).toBe(300)
    })
  })

  it('26 pays for points and never claims back', () => {
    const paying = rulesWith({ ...VOCABULARY, money: { perPoint: '2.5', of: ['采用'], clause: '每分2.5元' } }, adopted)
    check(fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 })), ([own, other]) => {
      const money = moneyFor({ 采用: pointsOfHundredths(own), 约稿: pointsOfHundredths(other) }, paying)
      expect(money).toBe(Math.round((Math.max(0, own) * 250) / 100))
    })
    expect(moneyFor({}, rules(adopted))).toBeNull()
  })
})

describe('time, exceptions and versions', () => {
  it('19 is the plain sum of components, which are the plain sum of entries', () => {
    const many = rules(
      { ...adopted, stack: 'highest' },
      { ...adopted, on: 'commission', component: '约稿', credit: 'equal' },
      { type: 'cap', component: '约稿', per: 'month', atMost: '2', atLeast: null },
    )
    check(inYear(), facts => {
      const year = scoredYear(many, facts, { from: JANUARY }).entries.flat()
      for (const { id } of units)
        expect(many.components.reduce((sum, name) => sum + sumOf(year, id, name), 0)).toBe(sumOf(year, id))
    })
  })

  it('20 lays windows end to end, wherever the year begins and whatever day they begin on', () => {
    const start = fc.tuple(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
      fc.constantFrom(1, 2, 3, 4, 6, 12),
    )
    check(
      fc.tuple(start, fc.integer({ min: 0, max: 36 })),
      ([[month, day, months], place]) => {
        const from = `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
        const windows = { own: { name: '考核季', months, from } }
        const at = period(`20${20 + Math.floor(place / 12)}-${String((place % 12) + 1).padStart(2, '0')}`)
        const spans = spansAt('own', at, { windows, year: { starts: month } })
        expect(spans.length).toBeGreaterThan(0)
        for (let date = 1; date <= 28; date += 1) {
          const today = localDate(`${at}-${String(date).padStart(2, '0')}`)
          expect(spans.filter(span => span.from <= today && today <= span.to)).toHaveLength(1)
        }
        const weeks = spansAt('week', at, { year: { starts: month } })
        for (let date = 1; date <= 28; date += 1) {
          const today = localDate(`${at}-${String(date).padStart(2, '0')}`)
          expect(weeks.filter(week => week.from <= today && today <= week.to)).toHaveLength(1)
        }
        for (const week of weeks) expect(new Date(week.to).getUTCDay()).toBe(0)
        const [span] = spansAt('year', at, { year: { starts: month } })
        expect(span?.from.slice(5)).toBe(`${String(month).padStart(2, '0')}-01`)
      },
      300,
    )
  })

  it('21 counts nothing older than so many days, nor later than so many hours', () => {
    const fresh = rules({ ...adopted, except: [{ days: { atLeast: 11 } }, { hours: { atLeast: 3 } }] })
    const said: Said[] = [{ happenedOn: '2023-06-05' }, { happenedOn: '2023-06-04' }, { hours: 2 }, { hours: 3 }, {}]
    const facts = said.map(one => fact('adoption', { ...one, credits: ['u0'] }))
    expect(sumOf(score({ ruleSet: fresh, period: june, facts, units }), unitId('u0'))).toBe(300)
  })

  it('22 is as if what is excepted had not been there', () => {
    const except = rules({ ...adopted, except: [{ kind: 'speech' }, { repost: true }] })
    check(inJanuary(), facts => {
      const left = facts.filter(one => one.type !== 'adoption' || (one.genre !== 'speech' && one.repost !== true))
      expect(run(except, facts)).toEqual(run(except, left))
    })
  })

  it('23 ranks by any component, parts equals by others, and names everybody who is equal with the last of the top', () => {
    const by = (ranking: object) => rulesWith({ ...VOCABULARY, ranking }, adopted)
    const ranking = { by: { component: '采用', over: 'month' }, ties: 'skip', tieBreak: ['约稿'], zero: 'unranked' }
    const values = fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { minLength: 1, maxLength: 8 })
    check(values, pairs => {
      const some = pairs.map((_, index) => ({
        id: unitId(`r${index}`),
        name: `单位${index}`,
        position: index,
        group: GROUP,
      }))
      const entries = pairs.flatMap(([first, second], index) =>
        (
          [
            ['采用', first],
            ['约稿', second],
          ] as const
        ).map(([component, value]) => ({
          ...ENTRY,
          unit: unitId(`r${index}`),
          component,
          points: pointsOfHundredths(value * 100),
          each: pointsOfHundredths(value * 100),
        })),
      )
      const ruleSet = by(ranking)
      const [group] = standings({
        ruleSet,
        units: some,
        entries,
        before: new Map(),
        counts: new Map(),
        previousRanks: new Map(),
      })
      const rows = group?.rows ?? []
      for (const row of rows) {
        const own = rankedValues(row, ruleSet)
        const better = rows.filter(other => {
          const [a = 0, b = 0] = rankedValues(other, ruleSet)
          return a > (own[0] ?? 0) || (a === own[0] && b > (own[1] ?? 0))
        })
        expect(row.rank).toBe(own[0] === 0 ? 0 : better.length + 1)
      }
      const top = topOf(rows, 2)
      const last = top.at(-1)?.rank ?? 0
      expect(rows.filter(row => row.rank > 0 && row.rank <= last)).toHaveLength(top.length)
    })
    expect(ranksOf([points('5'), points('7'), points('7'), points('1')], 'skip')).toEqual([3, 1, 1, 4])
  })

  it('24 scores facts under an old name as under the new one, and has rules only while they are in force', () => {
    const named = rules({ ...adopted, when: { kind: 'survey' } })
    check(inJanuary(), facts => {
      const renamed = facts.map(one => ('genre' in one && one.genre === 'research' ? { ...one, genre: 'survey' } : one))
      expect(run(named, facts)).toEqual(run(named, renamed))
    })
    const during = rules({ ...adopted, during: { from: '2023-03', to: '2023-04' } })
    check(inYear(), facts => {
      const some = ofType(facts, 'adoption')
      const { entries } = scoredYear(during, some, { from: JANUARY })
      expect(entries.map((own, place) => own.length > 0 && place !== 2 && place !== 3)).not.toContain(true)
    })
  })

  it('25 adds what people decide, to the component they decide on, and nothing else', () => {
    check(inJanuary(), facts => {
      const [all, without] = [facts, facts.filter(one => one.type !== 'adjustment')].map(some =>
        run(rules(adopted), some),
      )
      for (const { id } of units) expect(sumOf(all ?? [], id) - sumOf(without ?? [], id)).toBe(decided(facts, id))
    })
  })
})

const GROUP = Group.parse({ id: 'grp_1', key: 'county', name: '县区', kind: '县区', position: 1 })
const ENTRY = {
  period: JANUARY,
  ruleSet: 'trial',
  rule: 'rule-1',
  clause: '条文',
  quantity: 1,
  facts: [],
  about: null,
}
