import { globSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { anyYear, outletsFor, scoredYear, sumOf, unitsFor } from '../fixtures/any-year.ts'
import { closeFaults } from '../src/domain/ledger.ts'
import type { Group } from '../src/domain/model.ts'
import { GroupId } from '../src/domain/model.ts'
import { points, zeroPoints } from '../src/domain/points.ts'
import { RULE_ORDER, type RuleSet, readRuleSet } from '../src/domain/rules.ts'
import { countsOf, type ScoredUnit, score } from '../src/domain/score.ts'
import { componentsByUnit, standings } from '../src/domain/standing.ts'

const shipped: RuleSet[] = globSync('rule-sets/*.yaml')
  .sort()
  .flatMap(file => {
    const read = readRuleSet(parse(readFileSync(file, 'utf8')))
    return read.ok ? [read.ruleSet] : []
  })

const groupOf = ({ group }: ScoredUnit): Group => ({
  id: GroupId.parse(`grp_${group}`),
  key: group,
  name: group,
  kind: group,
  position: 1,
})

it('looks at every rule set that is shipped', () => {
  expect(shipped).toHaveLength(globSync('rule-sets/*.yaml').length)
  expect(shipped.length).toBeGreaterThanOrEqual(18)
})

/** What holds of any 办法, tried on each that is shipped with facts in its own words. */
describe.each(shipped.map(ruleSet => [ruleSet.id, ruleSet] as const))('any year under %s', (_, ruleSet) => {
  const units = unitsFor(ruleSet)

  it('can be closed month by month without a fault', () => {
    fc.assert(
      fc.property(anyYear(ruleSet), facts => {
        const { inputs, entries } = scoredYear(ruleSet, facts)
        let before = new Map(units.map(unit => [unit.id, zeroPoints]))
        for (const [place, input] of inputs.entries()) {
          const own = entries[place] ?? []
          const componentsBefore = componentsByUnit(entries.slice(0, place).flat())
          const ranked = units.map((unit, position) => ({
            id: unit.id,
            name: unit.names?.[0] ?? unit.id,
            group: groupOf(unit),
            position,
          }))
          const counts = countsOf(input.facts, units)
          const groups = standings({
            ruleSet,
            units: ranked,
            entries: own,
            before,
            counts,
            previousRanks: new Map(),
            componentsBefore,
          })
          const earlier = input.earlier?.facts ?? []
          expect(closeFaults({ ...input, entries: own, standings: groups, before, earlier, componentsBefore })).toEqual(
            [],
          )
          before = new Map(groups.flatMap(({ rows }) => rows.map(row => [row.unit, row.yearTotal] as const)))
        }
      }),
      { numRuns: 15 },
    )
  })

  it('comes to the same whatever the order of facts and units, and of rules of one type', () => {
    fc.assert(
      fc.property(
        anyYear(ruleSet, { months: 3 }).chain(facts =>
          fc.tuple(
            fc.constant(facts),
            fc.shuffledSubarray(facts, { minLength: facts.length }),
            fc.shuffledSubarray([...units], { minLength: units.length }),
            fc.shuffledSubarray([...ruleSet.rules], { minLength: ruleSet.rules.length }),
          ),
        ),
        ([facts, shuffled, others, rules]) => {
          const straight = scoredYear(ruleSet, facts, { months: 3 }).entries.flat()
          expect(scoredYear(ruleSet, shuffled, { months: 3, units: others }).entries.flat()).toEqual(straight)
          const sorted = [...rules].sort((a, b) => RULE_ORDER.indexOf(a.type) - RULE_ORDER.indexOf(b.type))
          const again = scoredYear({ ...ruleSet, rules: sorted }, facts, { months: 3, units }).entries.flat()
          for (const { id } of units)
            for (const component of ruleSet.components)
              expect(sumOf(again, id, component)).toBe(sumOf(straight, id, component))
        },
      ),
      { numRuns: 15 },
    )
  })

  it('gives no less for one more adoption, unless something is taken off or bounded', () => {
    const gives = { ...ruleSet, rules: ruleSet.rules.filter(rule => rule.type === 'rate' || rule.type === 'bonus') }
    fc.assert(
      fc.property(anyYear(gives, { months: 1 }), facts => {
        const [last, ...others] = facts.filter(fact => fact.type === 'adoption')
        fc.pre(last !== undefined || gives.rules.length === 0)
        const input = { ruleSet: gives, period: ruleSet.from, units, outlets: outletsFor(ruleSet) }
        const [more, less] = [[...others, ...(last === undefined ? [] : [last])], others].map(some =>
          score({ ...input, facts: some }),
        )
        for (const { id } of units) expect(sumOf(more ?? [], id)).toBeGreaterThanOrEqual(sumOf(less ?? [], id))
      }),
      { numRuns: 15 },
    )
  })

  it('keeps every bound of a year that no later bound moves', () => {
    const caps = ruleSet.rules.flatMap(rule =>
      rule.type === 'cap' && rule.per === 'year' && rule.of === undefined && rule.if === undefined ? [rule] : [],
    )
    const alone = caps.filter(cap =>
      ruleSet.rules.every(
        rule =>
          rule.type !== 'roll-up' &&
          (rule === cap || rule.type !== 'cap' || rule.component !== cap.component || rule.per === 'month'),
      ),
    )
    fc.assert(
      fc.property(anyYear(ruleSet), facts => {
        const year = scoredYear(ruleSet, facts).entries.flat()
        for (const cap of alone)
          for (const { id } of units) {
            const sum = sumOf(year, id, cap.component)
            if (cap.atMost !== null) expect(sum).toBeLessThanOrEqual(points(cap.atMost))
            if (cap.atLeast !== null) expect(sum).toBeGreaterThanOrEqual(points(cap.atLeast))
          }
      }),
      { numRuns: alone.length === 0 ? 1 : 15 },
    )
  })
})
