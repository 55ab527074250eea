import { globSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { anyYear, sumOf, unitsFor } from '../fixtures/any-year.ts'
import { simulatedLedger } from '../fixtures/simulated-ledger.ts'
import { instantOf, lastDay, type Period, periodAfter } from '../src/domain/calendar.ts'
import { canonicalEntries } from '../src/domain/ledger.ts'
import { Fact } from '../src/domain/model.ts'
import { type RuleSet, readRuleSet } from '../src/domain/rules.ts'
import { score } from '../src/domain/score.ts'

const shipped = new Map(
  globSync('rule-sets/*.yaml').flatMap(file => {
    const read = readRuleSet(parse(readFileSync(file, 'utf8')))
    return read.ok ? [[read.ruleSet.id, read.ruleSet] as const] : []
  }),
)
const named = (id: string): RuleSet => {
  const found = shipped.get(id)
  if (found === undefined) throw new Error(id)
  return found
}

/** Retractions of some facts, each in a month of its own or a later one. */
const withRetractions = (facts: fc.Arbitrary<Fact[]>, { from, months }: { from: Period; months: number }) =>
  fc
    .tuple(facts, fc.array(fc.tuple(fc.nat(), fc.oneof(fc.constant(months - 1), fc.nat(months - 1))), { maxLength: 6 }))
    .map(([all, picks]) => {
      const targets = new Map(
        picks.flatMap(([at, place]) => (all.length === 0 ? [] : [[all[at % all.length], place] as const])),
      )
      const retractions = [...targets].flatMap(([target, place]) => {
        if (target === undefined) return []
        const chosen = periodAfter(from, place)
        const posting = chosen < target.posting ? target.posting : chosen
        return [
          Fact.parse({
            ...target,
            type: 'retraction',
            id: `${target.id}r`,
            of: target.id,
            posting,
            occurredOn: lastDay(posting),
            recordedAt: instantOf(1_800_000_000_000),
            reason: '登记有误',
          }),
        ]
      })
      return { facts: [...all, ...retractions], left: all.filter(fact => !targets.has(fact)) }
    })

describe('three years in which the 办法 changes every half year', () => {
  const versions = [
    'lc-2023',
    'model-2024',
    'zhonglou-approval',
    'animal-husbandry',
    'model-2025',
    'chongqing-liangyi',
  ].map(named)
  const from = periodAfter(named('lc-2023').from, 0)
  const months = 36
  const inForce = (period: Period): RuleSet => {
    const place = (Number(period.slice(0, 4)) - Number(from.slice(0, 4))) * 2 + (period.slice(5) > '06' ? 1 : 0)
    const version = versions[place % versions.length] ?? named('lc-2023')
    return { ...version, id: `${version.id}-${place}`, from, units: {} }
  }
  const facts = withRetractions(anyYear({ ...named('model-2024'), units: {} }, { from, months, most: 120 }), {
    from,
    months,
  })

  it('comes out the same when any closed month is recomputed by its own version, whatever the order it is read in', () => {
    fc.assert(
      fc.property(facts, fc.nat(), ({ facts: all }, seed) => {
        const ledger = simulatedLedger(inForce, all, { from, months })
        expect(ledger).toHaveLength(months)
        for (const { input, own } of ledger) {
          const turned = (some: readonly Fact[]) =>
            some.map((_, at) => some[(at + seed) % some.length]).flatMap(one => one ?? [])
          const again = score({
            ...input,
            facts: turned(input.facts),
            ...(input.earlier === undefined
              ? {}
              : { earlier: { ...input.earlier, facts: turned(input.earlier.facts) } }),
          })
          expect(canonicalEntries(again)).toBe(canonicalEntries(own))
        }
      }),
      { numRuns: 12 },
    )
  })

  it('keeps what was closed when a later version of the 办法 is put in force', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 1, max: 35 }), ({ facts: all }, cut) => {
        const change = periodAfter(from, cut)
        const other = (period: Period) => (period < change ? inForce(period) : { ...named('nanchang'), units: {} })
        const [before, after] = [inForce, other].map(rules =>
          simulatedLedger(rules, all, { from, months }).slice(0, cut),
        )
        expect(after?.map(month => canonicalEntries(month.entries))).toEqual(
          before?.map(month => canonicalEntries(month.entries)),
        )
      }),
      { numRuns: 8 },
    )
  })
})

describe.each([...shipped.values()].map(ruleSet => [ruleSet.id, ruleSet] as const))('a year under %s', (_, ruleSet) => {
  it('comes to what it would have been without the facts that were taken back, though no closed month was touched', () => {
    const span = { from: ruleSet.from, months: 12 }
    fc.assert(
      fc.property(withRetractions(anyYear(ruleSet), span), ({ facts, left }) => {
        const corrected = simulatedLedger(() => ruleSet, facts, span).flatMap(month => month.entries)
        const clean = simulatedLedger(() => ruleSet, left, span).flatMap(month => month.entries)
        for (const { id } of unitsFor(ruleSet))
          for (const component of ruleSet.components)
            expect([id, component, sumOf(corrected, id, component)]).toEqual([
              id,
              component,
              sumOf(clean, id, component),
            ])
      }),
      { numRuns: 40 },
    )
  })
})
