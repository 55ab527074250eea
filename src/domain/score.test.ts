import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyFacts, WORLD } from '../../fixtures/any-facts.ts'
import { fact, factId, june, type Said, unitId } from '../../fixtures/facts.ts'
import { juneLedger } from '../../fixtures/notices/lc-2023-06/facts.ts'
import { adopted, allRules, juneRules, rulesOf } from '../../fixtures/rule-sets.ts'
import type { Entry, Fact } from './model.ts'
import { formatPoints, points, sumPoints } from './points.ts'
import type { RuleSet } from './rules.ts'
import { exampleHolds } from './score/example.ts'
import {
  countsOf,
  missingFor,
  OPENING,
  retractedIds,
  type ScoreInput,
  score,
  sentenceOf,
  standingFacts,
} from './score.ts'

const units = WORLD
const scored = (ruleSet: RuleSet, facts: readonly Fact[], earlier?: ScoreInput['earlier']): Entry[] =>
  score({ ruleSet, period: june, facts, units, ...(earlier === undefined ? {} : { earlier }) })

/** `a 采用 2×0.5` for each entry, so that a test reads like a ledger. */
const lines = (entries: readonly Entry[]): string[] =>
  entries.map(entry => `${entry.unit.slice(4)} ${entry.component} ${entry.quantity}×${formatPoints(entry.each)}`)
const total = (entries: readonly Entry[]): string => formatPoints(sumPoints(entries.map(entry => entry.points)))
const adoption = (said: Said = {}) => fact('adoption', said)

describe('the June 2023 notice', () => {
  const { units: listed, facts } = juneLedger()
  const ranked = listed.map(unit => ({ id: unit.id, group: unit.group.key }))
  const entries = score({ ruleSet: juneRules(), period: june, facts, units: ranked })

  it('has the month of all 43 units as printed', () => {
    expect(listed).toHaveLength(43)
    const months = listed.map(unit => [unit.name, total(entries.filter(entry => entry.unit === unit.id))])
    expect(months).toEqual(listed.map(unit => [unit.name, formatPoints(unit.month)]))
    expect(total(entries)).toBe('530')
  })

  it('has 118 credits of adoption and 50 of commissions', () => {
    const counts = [...countsOf(facts, ranked).values()]
    const sum = (measure: keyof (typeof counts)[number]) => counts.reduce((all, one) => all + one[measure], 0)
    expect([sum('reports'), sum('briefs'), sum('commissions')]).toEqual([42, 76, 50])
    expect([sum('submitted'), sum('forwarded'), sum('upperAdopted')]).toEqual([396, 94, 0])
  })

  it('gives the same whatever the order of its facts', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(facts, { minLength: facts.length }), shuffled => {
        expect(score({ ruleSet: juneRules(), period: june, facts: shuffled, units: ranked })).toEqual(entries)
      }),
      { numRuns: 20 },
    )
  })
})

describe('any month', () => {
  it('gives the same whatever the order of facts and units (LED-13)', () => {
    fc.assert(
      fc.property(
        anyFacts().chain(facts =>
          fc.tuple(
            fc.constant(facts),
            fc.shuffledSubarray(facts, { minLength: facts.length }),
            fc.shuffledSubarray([...units], { minLength: units.length }),
          ),
        ),
        ([facts, shuffled, others]) => {
          const ruleSet = allRules()
          expect(score({ ruleSet, period: june, facts: shuffled, units: others })).toEqual(scored(ruleSet, facts))
          expect(countsOf(shuffled, units)).toEqual(countsOf(facts, units))
        },
      ),
    )
  })

  it('has entries whose points are quantity × each, of its rules, with reasons that stand and credit the unit', () => {
    fc.assert(
      fc.property(anyFacts(), facts => {
        const ruleSet = allRules()
        const stand = new Map(standingFacts(facts).map(one => [one.id, one]))
        for (const entry of scored(ruleSet, facts)) {
          expect(entry.points).toBe(entry.quantity * entry.each)
          expect(entry.points).not.toBe(0)
          expect(new Set(entry.facts).size).toBe(entry.facts.length)
          for (const id of entry.facts) expect(stand.get(id)?.credits.map(credit => credit.unit)).toContain(entry.unit)
        }
      }),
    )
  })

  it('is as if a retracted fact had never been (LED-12)', () => {
    fc.assert(
      fc.property(anyFacts(), fc.nat(), (facts, place) => {
        const out = facts[place % Math.max(facts.length, 1)]
        fc.pre(out !== undefined)
        const taken = fact('retraction', { of: out?.id.slice(4) ?? '', recordedAt: '2023-06-30T00:00:00.000Z' })
        const without = facts.filter(one => one !== out)
        expect(scored(allRules(), [...facts, taken])).toEqual(scored(allRules(), without))
        expect(countsOf([...facts, taken], units)).toEqual(countsOf(without, units))
      }),
    )
  })

  it('gives by the highest place never more than by all places, and never less than by one', () => {
    const rules = (stack: string) =>
      rulesOf(
        { ...adopted, when: { level: 'own' }, stack },
        { ...adopted, when: { level: 'city' }, points: '3', stack },
        { ...adopted, when: { level: 'province' }, points: '5', stack },
      )
    fc.assert(
      fc.property(anyFacts(), facts => {
        const adoptions = facts.flatMap(one => (one.type === 'adoption' ? [{ ...one, quantity: 1 }] : []))
        for (const { id } of units) {
          const [highest, all] = ['highest', 'all'].map(stack =>
            sumPoints(
              scored(rules(stack), adoptions)
                .filter(entry => entry.unit === id)
                .map(entry => entry.points),
            ),
          )
          expect(highest).toBeLessThanOrEqual(all ?? 0)
          const places = adoptions.filter(one => one.credits.some(credit => credit.unit === id))
          const worth = { own: 100, city: 300, province: 500, nation: 0 }
          const best = new Map<string, number>()
          for (const { article, level } of places)
            best.set(article ?? '', Math.max(best.get(article ?? '') ?? 0, worth[level]))
          expect(highest).toBe([...best.values()].reduce((sum, one) => sum + one, 0))
        }
      }),
    )
  })

  it('keeps a component within its ceiling and over its floor', () => {
    fc.assert(
      fc.property(anyFacts(), facts => {
        const entries = scored(allRules(), facts)
        for (const { id } of units) {
          const of = (component: string) =>
            sumPoints(entries.filter(one => one.unit === id && one.component === component).map(one => one.points))
          expect(of('采用')).toBeLessThanOrEqual(600)
          expect(of('约稿')).toBeGreaterThanOrEqual(-100)
        }
      }),
    )
  })

  it.each(['equal', 'by-order', 'by-weight', 'first'])('shared %s is worth the whole of each fact', credit => {
    const ruleSet = rulesOf({
      ...adopted,
      points: '1',
      credit,
      ...(credit === 'by-order' ? { order: [5, 3, 2, 1] } : {}),
    })
    fc.assert(
      fc.property(anyFacts(), facts => {
        const adoptions = facts.filter(one => one.type === 'adoption')
        const worth = standingFacts(adoptions).reduce((sum, one) => sum + 100 * one.quantity, 0)
        expect(sumPoints(scored(ruleSet, adoptions).map(entry => entry.points))).toBe(worth)
      }),
    )
  })
})

describe('a rate', () => {
  it('credits every unit in full, each once, and gathers equal points', () => {
    const facts = [adoption({ credits: ['a', 'b'] }), adoption({ credits: ['b', 'b'], quantity: 2 })]
    expect(lines(scored(rulesOf(adopted), facts))).toEqual(['a 采用 1×1', 'b 采用 3×1'])
  })

  it.each<[string, object, string[]]>([
    ['equal parts', { credit: 'equal' }, ['a 采用 1×0.34', 'b 采用 1×0.33', 'c 采用 1×0.33']],
    ['the first only', { credit: 'first' }, ['a 采用 1×1']],
    ['parts by order', { credit: 'by-order', order: [3, 2] }, ['a 采用 1×0.6', 'b 采用 1×0.4']],
    ['parts by weight', { credit: 'by-weight' }, ['a 采用 1×0.25', 'b 采用 1×0.25', 'c 采用 1×0.5']],
  ])('gives %s', (_, rule, expected) => {
    const facts = [adoption({ credits: ['a', 'b', { unit: 'c', weight: 2 }] })]
    expect(lines(scored(rulesOf({ ...adopted, ...rule }), facts))).toEqual(expected)
  })

  it('governs its groups only, and nobody without a group', () => {
    const facts = [adoption({ credits: ['a', 'd', 'stranger'] })]
    expect(lines(scored(rulesOf({ ...adopted, groups: ['office'] }), facts))).toEqual(['d 采用 1×1'])
  })

  it.each<[object, Said, boolean]>([
    [{ outlet: 'own' }, { level: 'own' }, true],
    [{ outlet: 'own' }, { level: 'city' }, false],
    [{ level: 'city' }, { level: 'city' }, true],
    [{ level: 'city' }, { level: 'province' }, false],
    [{ kind: 'brief' }, { kind: 'brief' }, true],
    [{ kind: 'brief' }, { kind: 'report' }, false],
    [{ merged: true }, { merged: true }, true],
    [{ merged: false }, { merged: true }, false],
    [{ level: 'own', kind: 'brief' }, { kind: 'report' }, false],
    [{}, { level: 'nation', merged: true }, true],
  ])('when %j, for an adoption %j: %s', (when, said, given) => {
    expect(scored(rulesOf({ ...adopted, when }), [adoption(said)])).toHaveLength(given ? 1 : 0)
  })

  it('counts commissions by what became of them', () => {
    const facts = ['submitted', 'accepted', 'adopted', 'late', 'missing'].map(status => fact('commission', { status }))
    expect(lines(scored(rulesOf({ ...adopted, on: 'commission', when: { status: 'adopted' } }), facts))).toEqual([
      'a 采用 1×1',
    ])
    expect(lines(scored(rulesOf({ ...adopted, on: 'commission' }), facts))).toEqual(['a 采用 5×1'])
  })
})

describe('the highest place of a story', () => {
  const rules = rulesOf(
    { ...adopted, when: { level: 'own' }, stack: 'highest' },
    { ...adopted, when: { level: 'city' }, points: '3', stack: 'highest' },
    { ...adopted, when: { level: 'province' }, points: '5', stack: 'highest' },
    { ...adopted, on: 'forwarding', points: '2', stack: 'highest' },
    { type: 'cap', per: 'month', atMost: '6', atLeast: null },
  )

  it('counts alone, for each unit by itself; being sent up is another thing', () => {
    const facts = [
      adoption({ article: 'x', credits: ['a', 'b'] }),
      adoption({ article: 'x', level: 'city', credits: ['a'] }),
      adoption({ article: 'y', level: 'city', credits: ['b'] }),
      fact('forwarding', { article: 'x', credits: ['b'] }),
    ]
    expect(lines(scored(rules, facts))).toEqual([
      'a 采用 1×1',
      'a 采用 1×-1',
      'b 采用 1×1',
      'a 采用 1×3',
      'b 采用 1×3',
      'b 采用 1×2',
    ])
  })

  it('is taken before a cap, which then sees what is really given', () => {
    const facts = [adoption({ article: 'x', level: 'city' }), adoption({ article: 'x', level: 'province' })]
    expect(lines(scored(rules, facts))).toEqual(['a 采用 1×3', 'a 采用 1×-3', 'a 采用 1×5'])
  })

  it('of equal places is the earlier one', () => {
    const facts = [
      adoption({ article: 'x', level: 'city', on: '2023-06-20', id: 'late' }),
      adoption({ article: 'x', level: 'city', on: '2023-06-02', id: 'soon' }),
    ]
    expect(scored(rules, facts).map(entry => [entry.quantity, entry.each, entry.facts])).toEqual([
      [2, 300, [factId('soon'), factId('late')]],
      [1, -300, [factId('late')]],
    ])
  })

  it('takes off what earlier months gave for places that count no more, and all of one that is not better', () => {
    const may = [adoption({ article: 'x', level: 'city', on: '2023-05-10' })]
    const earlier = { entries: score({ ruleSet: rules, period: june, facts: may, units }), facts: may }
    expect(lines(scored(rules, [adoption({ article: 'x', level: 'province' })], earlier))).toEqual([
      'a 采用 1×5',
      'a 采用 1×-3',
    ])
    expect(lines(scored(rules, [adoption({ article: 'x', level: 'city' })], earlier))).toEqual([
      'a 采用 1×3',
      'a 采用 1×-3',
    ])
    expect(lines(scored(rules, [adoption({ article: 'x', level: 'city', credits: ['b'] })], earlier))).toEqual([
      'b 采用 1×3',
    ])
  })

  it('starts again where a correction took back what an earlier month gave', () => {
    const may = [adoption({ article: 'x', level: 'city', on: '2023-05-10' })]
    const given = score({ ruleSet: rules, period: june, facts: may, units })
    const back = given.map(entry => ({ ...entry, quantity: -1, about: june }))
    const earlier = { entries: [...given, ...back], facts: may }
    expect(lines(scored(rules, [adoption({ article: 'x', level: 'province' })], earlier))).toEqual(['a 采用 1×5'])
  })

  it('keeps the quantity of facts without an article', () => {
    expect(lines(scored(rules, [fact('forwarding', { article: null, quantity: 4 })]))).toEqual([
      'a 采用 4×2',
      'a 采用 1×-2',
    ])
  })
})

describe('a bonus', () => {
  const bonus = { type: 'bonus', when: { level: 'city' }, points: '10', once: 'level', credit: 'full' }
  const instruction = (said: Said = {}) => fact('instruction', said)

  it('once a level counts one article once at each unit', () => {
    const facts = [
      instruction({ article: 'x', credits: ['a'] }),
      instruction({ article: 'x', credits: ['a', 'b'], quantity: 2 }),
      instruction({ article: 'y', credits: ['b'] }),
      instruction({ article: null, credits: ['c'] }),
      instruction({ article: null, credits: ['c'] }),
    ]
    expect(lines(scored(rulesOf(bonus), facts))).toEqual(['a 采用 1×10', 'b 采用 2×10', 'c 采用 2×10'])
    expect(lines(scored(rulesOf({ ...bonus, once: 'each' }), facts))).toEqual([
      'a 采用 3×10',
      'b 采用 3×10',
      'c 采用 2×10',
    ])
  })

  it('once a level is not paid again in a later month, unless it was taken back', () => {
    const may = [instruction({ article: 'x', on: '2023-05-10' })]
    const entries = score({ ruleSet: rulesOf(bonus), period: june, facts: may, units })
    const again = [instruction({ article: 'x' })]
    expect(scored(rulesOf(bonus), again, { entries, facts: may })).toEqual([])
    const back = entries.map(entry => ({ ...entry, quantity: -1, about: june }))
    expect(scored(rulesOf(bonus), again, { entries: [...entries, ...back], facts: may })).toHaveLength(1)
  })
})

describe('a 基础分', () => {
  const base = { type: 'base', component: '基础分', per: 'month', points: '5' }
  const demand = { submission: { atLeast: 2 }, commission: { atLeast: 1 } }

  it('needs all of its condition and names the facts it rests on', () => {
    const facts = [
      fact('submission', { id: 's', credits: ['a', 'b'], quantity: 2 }),
      fact('commission', { id: 'c', credits: ['a'] }),
      fact('commission', { credits: ['b'], status: 'submitted' }),
    ]
    const entries = scored(rulesOf({ ...base, when: demand }), facts)
    expect(lines(entries)).toEqual(['a 基础分 1×5'])
    expect(entries[0]?.facts).toEqual([factId('s'), factId('c')])
  })

  it('without condition goes to every unit of its groups, resting on nothing', () => {
    const entries = scored(rulesOf({ ...base, when: 'always', groups: ['office'] }), [])
    expect(lines(entries)).toEqual(['d 基础分 1×5', 'e 基础分 1×5'])
    expect(entries.flatMap(entry => entry.facts)).toEqual([])
  })

  it('says what is missing', () => {
    expect(missingFor(demand, [fact('submission'), fact('commission', { status: 'late' })])).toEqual([
      { type: 'submission', has: 1, needs: 2 },
      { type: 'commission', has: 0, needs: 1 },
    ])
    expect(missingFor(demand, [fact('submission', { quantity: 2 }), fact('commission')])).toEqual([])
    expect(missingFor('always', [])).toEqual([])
  })
})

describe('quota, deduction and cap', () => {
  it('pays over and takes short of what is owed', () => {
    const quota = {
      type: 'quota',
      per: 'month',
      of: 'submission',
      owed: 2,
      over: '1',
      short: '0.5',
      groups: ['county'],
    }
    const facts = [fact('submission', { quantity: 5 }), fact('submission', { credits: ['b'], quantity: 2 })]
    expect(lines(scored(rulesOf(quota), facts))).toEqual(['a 采用 3×1', 'c 采用 2×-0.5'])
  })

  it.each([
    [1, 4, ['a 采用 4×-2']],
    [3, 4, ['a 采用 2×-2']],
    [4, 4, ['a 采用 1×-2']],
    [5, 4, []],
  ])('deducts from time %i on, of %i times', (fromTime, times, expected) => {
    const rule = { type: 'deduction', on: 'commission', when: { status: 'missing' }, points: '2', fromTime }
    const one = Array.from({ length: times }, () => fact('commission', { status: 'missing' }))
    const gathered = [fact('commission', { status: 'missing', quantity: times })]
    expect(lines(scored(rulesOf(rule), one))).toEqual(expected)
    expect(lines(scored(rulesOf(rule), gathered))).toEqual(expected)
  })

  it('cuts at the ceiling and lifts to the floor, after all else and in the order of the rules', () => {
    const cap = { type: 'cap', per: 'month' }
    const facts = [adoption({ quantity: 9 }), adoption({ credits: ['b'], quantity: 2 })]
    expect(lines(scored(rulesOf({ ...cap, atMost: '5', atLeast: null }, adopted), facts))).toEqual([
      'a 采用 9×1',
      'b 采用 2×1',
      'a 采用 1×-4',
    ])
    const floor = rulesOf(adopted, { ...cap, atMost: null, atLeast: '3' }, { ...cap, atMost: '2.5', atLeast: null })
    expect(total(scored(floor, facts).filter(entry => entry.unit !== unitId('a')))).toBe('10')
  })
})

describe('points by decision', () => {
  it('are an entry each, an opening under the name of its own', () => {
    const facts = [
      fact('opening', { points: 11_950 }),
      fact('adjustment', { points: -200, credits: ['a', 'b'] }),
      fact('adjustment', { points: 100, credits: ['stranger'] }),
    ]
    const entries = scored(rulesOf(adopted), facts)
    expect(lines(entries)).toEqual([`a ${OPENING} 1×119.5`, 'a 加减分 1×-2', 'b 加减分 1×-2'])
    expect(entries[0]?.clause).toContain('2023年5月通报')
    expect(entries[1]?.clause).toBe('加减分：理由（分管领导）')
  })
})

describe('a retraction', () => {
  const at = (second: number) => `2023-06-20T00:00:0${second}.000Z`
  const one = adoption({ id: 'one' })
  const out = fact('retraction', { id: 'out', of: 'one', recordedAt: at(1) })
  const back = fact('retraction', { id: 'back', of: 'out', recordedAt: at(2) })
  const again = fact('retraction', { id: 'again', of: 'back', recordedAt: at(3) })

  it.each([
    [[one], 1],
    [[one, out], 0],
    [[one, out, back], 1],
    [[one, out, back, again], 0],
    [[again, back, out, one], 0],
    [[out], 0],
  ])('that is itself retracted lets the fact stand again (%#)', (facts, count) => {
    expect(standingFacts(facts)).toHaveLength(count)
  })

  it('of a fact elsewhere is named among what is retracted', () => {
    expect([...retractedIds([out])]).toEqual([factId('one')])
    expect([...retractedIds([out, back])]).toEqual([factId('out')])
  })
})

describe('an entry in words', () => {
  const ruleSet = allRules()
  const said = (facts: readonly Fact[], rules = ruleSet) => scored(rules, facts).map(entry => sentenceOf(entry, rules))

  it.each<[readonly Fact[], string]>([
    [[adoption({ quantity: 3 })], '信息 3 篇 × 1 分 = 3 分'],
    [[adoption({ kind: 'brief', quantity: 2 })], '简讯 2 则 × 0.5 分 = 1 分'],
    [[adoption({ level: 'city' })], '市级采用 1 篇 × 3 分 = 3 分'],
    [[fact('commission', { quantity: 4 })], '约稿 4 篇 × 5 分 = 20 分'],
    [[fact('forwarding')], '报省市 1 篇 × 0.2 分 = 0.2 分'],
    [[fact('instruction')], '市级批示 1 次 × 2 分 = 2 分'],
    [[fact('forwarding', { quantity: 2, article: null })], '基础分 5 分'],
    [[], '报送未达任务 2 篇 × -0.5 分 = -1 分'],
    [[fact('submission', { quantity: 5 })], '报送超出任务 3 篇 × 0.1 分 = 0.3 分'],
    [[fact('commission', { status: 'missing', quantity: 2 })], '约稿未报 1 次 × -2 分 = -2 分'],
    [[fact('commission', { status: 'missing', quantity: 2 })], '不足下限，补 1 分'],
    [[adoption({ quantity: 8 })], '超过上限，减 2 分'],
    [[fact('opening', { points: 11_950 })], '期初累计 119.5 分'],
    [[fact('adjustment', { points: -200 })], '扣 2 分'],
    [[fact('adjustment', { points: 50 })], '加 0.5 分'],
  ])('%#: %s', (facts, sentence) => {
    expect(said(facts)).toContain(sentence)
  })

  it('names the month it corrects, and does without its rule', () => {
    const [entry] = scored(juneRules(), [adoption({ credits: ['d'], quantity: 2 })])
    if (entry === undefined) throw new Error('one entry')
    const back = { ...entry, about: june, quantity: -1, points: points('-1') }
    expect(sentenceOf(back, juneRules())).toBe('更正2023年6月：信息 -1 篇 × 1 分 = -1 分')
    expect(sentenceOf(entry)).toBe('采用 2 × 1 分 = 2 分')
  })
})

describe('an example', () => {
  const ruleSet = rulesOf(adopted, { ...adopted, on: 'forwarding', when: { level: 'province' }, component: '约稿' })
  const example = (given: Record<string, number>, expected: Record<string, string>) =>
    exampleHolds(ruleSet, { say: '例', given, expect: expected })

  it('holds when all it expects comes out', () => {
    expect(example({ 'adoption/report': 2, 'adoption/brief/city': 1 }, { 采用: '3', 合计: '3' }).holds).toBe(true)
    expect(example({ 'forwarding/province': 2, forwarding: 1 }, { 约稿: '2' }).holds).toBe(true)
    expect(example({ 'adoption/report': 0 }, { 合计: '0.00' }).holds).toBe(true)
  })

  it('does not hold when it does not, and says what came out', () => {
    expect(example({ 'adoption/report': 2 }, { 采用: '3' })).toEqual({
      holds: false,
      got: { 采用: '2', 约稿: '0', 基础分: '0', 加减分: '0', 合计: '2' },
      effects: [],
    })
    expect(example({ essay: 1 }, {}).holds).toBe(false)
    expect(example({ 'adoption/essay': 1 }, {}).holds).toBe(false)
    expect(example({}, { 简报: '0' }).holds).toBe(false)
  })
})
