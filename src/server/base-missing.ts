import type { Fact, UnitId } from '../domain/model.ts'
import type { ScoredFact } from '../domain/rules.ts'
import { missingFor } from '../domain/score.ts'
import type { Month } from './months.ts'

const FACT_WORDS: Readonly<Record<ScoredFact, string>> = {
  submission: '报送',
  adoption: '采用',
  commission: '约稿采用',
  forwarding: '报省市',
  instruction: '批示',
  incident: '登记事项',
}

/** A unit that does not have the condition of its 基础分 yet, with what is missing in words: 报省市 1 篇. */
export interface BaseMissing {
  readonly unit: UnitId
  readonly name: string
  readonly missing: string
}

/** Units whose group has a 基础分 with a condition they do not meet yet. */
export function baseMissing({ rules, groups }: Month, facts: readonly Fact[]): BaseMissing[] {
  const bases = rules.ruleSet.rules.filter(rule => rule.type === 'base')
  const factsOf = (unit: UnitId): Fact[] => facts.filter(fact => fact.credits.some(credit => credit.unit === unit))
  return groups.flatMap(({ group, rows }) =>
    rows.flatMap(row => {
      const missing = bases
        .filter(rule => rule.groups === 'all' || rule.groups.includes(group.key))
        .flatMap(rule => missingFor(rule.when, factsOf(row.unit)))
      if (missing.length === 0) return []
      const words = missing.map(({ type, has, needs }) => `${FACT_WORDS[type]} ${needs - has} 篇`)
      return [{ unit: row.unit, name: row.name, missing: [...new Set(words)].join('、') }]
    }),
  )
}
