import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyYear, sumOf, unitsFor } from '../../../fixtures/any-year.ts'
import { fact, unitId } from '../../../fixtures/facts.ts'
import { adopted, rulesOf } from '../../../fixtures/rule-sets.ts'
import { simulatedLedger } from '../../../fixtures/simulated-ledger.ts'
import { period } from '../calendar.ts'
import { compared } from './rehearse.ts'

const own = { ...adopted, when: { level: 'own' } }
const now = rulesOf(own, { ...adopted, when: { level: 'city' }, points: '3', clause: '市级每篇3分' })
const tried = rulesOf(
  { ...own, points: '2', clause: '本级每篇2分' },
  { ...adopted, when: { level: 'city' }, points: '3', clause: '市级每篇3分' },
)
const from = period('2023-01')
const span = { from, months: 3 }

describe('a rehearsal beside what is in force', () => {
  const facts = [
    fact('adoption', { credits: ['u0'], on: '2023-01-05', quantity: 5 }),
    fact('adoption', { credits: ['u1'], on: '2023-02-05', level: 'city', quantity: 2 }),
    fact('adoption', { credits: ['u1'], on: '2023-03-05', quantity: 1 }),
  ]
  const [before, after] = [now, tried].map(ruleSet => simulatedLedger(() => ruleSet, facts, span))
  const rows = compared(before ?? [], after ?? [], [period('2023-02'), period('2023-03')])

  it('says who rises and who falls, and by which clause over the months shown', () => {
    const of = (name: string) => rows.find(row => row.unit === unitId(name))
    expect(of('u0')).toMatchObject({ rank: { before: 2, after: 1 }, year: { before: 500, after: 1000 }, why: [] })
    expect(of('u1')).toMatchObject({
      rank: { before: 1, after: 2 },
      year: { before: 700, after: 800 },
      months: [
        { period: '2023-02', before: 600, after: 600 },
        { period: '2023-03', before: 100, after: 200 },
      ],
      why: [
        { component: '采用', clause: '本级每篇2分', before: 0, after: 200 },
        { component: '采用', clause: '条文', before: 100, after: 0 },
      ],
    })
  })

  it('has no difference between a rule set and itself', () => {
    fc.assert(
      fc.property(anyYear(now, span), some => {
        const ledger = simulatedLedger(() => now, some, span)
        for (const row of compared(
          ledger,
          ledger,
          ledger.map(month => month.period),
        )) {
          expect(row.why).toEqual([])
          expect(row.year.before).toBe(row.year.after)
          expect(row.rank.before).toBe(row.rank.after)
        }
      }),
    )
  })

  it('differs in the year’s total by what the clauses differ by', () => {
    fc.assert(
      fc.property(anyYear(now, span), some => {
        const [a, b] = [now, tried].map(ruleSet => simulatedLedger(() => ruleSet, some, span))
        const shown = (a ?? []).map(month => month.period)
        for (const row of compared(a ?? [], b ?? [], shown)) {
          const why = row.why.reduce((sum, one) => sum + one.after - one.before, 0)
          expect((row.year.after ?? 0) - (row.year.before ?? 0)).toBe(why)
        }
        for (const { id } of unitsFor(now)) {
          const entries = (b ?? []).flatMap(month => month.entries)
          expect(
            b
              ?.at(-1)
              ?.groups.flatMap(group => group.rows)
              .find(row => row.unit === id)?.yearTotal,
          ).toBe(sumOf(entries, id))
        }
      }),
    )
  })
})

it('counts the year’s total afresh where the year begins', () => {
  const yearly = rulesOf(own)
  const facts = [
    fact('adoption', { credits: ['u0'], on: '2023-12-05' }),
    fact('adoption', { credits: ['u0'], on: '2024-01-05', quantity: 2 }),
  ]
  const ledger = simulatedLedger(() => yearly, facts, { from: period('2023-12'), months: 2 })
  const totals = ledger.map(month => month.groups[0]?.rows.find(row => row.unit === unitId('u0'))?.yearTotal)
  expect(totals).toEqual([100, 200])
})
