import type { FactId, UnitId } from '../model.ts'
import type { Condition, ScoredFact } from '../rules.ts'
import type { Month } from './month.ts'

/** What a condition asks for, kind by kind. */
export const demandsOf = (condition: Exclude<Condition, 'always'>): { type: ScoredFact; atLeast: number }[] => [
  ...(condition.submission ? [{ type: 'submission' as const, atLeast: condition.submission.atLeast }] : []),
  ...(condition.adoption ? [{ type: 'adoption' as const, atLeast: condition.adoption.atLeast }] : []),
  ...(condition.commission ? [{ type: 'commission' as const, atLeast: condition.commission.atLeast }] : []),
  ...(condition.forwarding ? [{ type: 'forwarding' as const, atLeast: condition.forwarding.atLeast }] : []),
]

/** The facts of a unit that a met condition rests on, or null when it is not met. */
export function conditionReasons(condition: Condition, unit: UnitId, month: Month): readonly FactId[] | null {
  if (condition === 'always') return []
  let reasons: readonly FactId[] = []
  for (const { type, atLeast } of demandsOf(condition)) {
    const counted = month.countedOf(type).get(unit)
    if ((counted?.quantity ?? 0) < atLeast) return null
    reasons = reasons.concat(counted?.facts ?? [])
  }
  return reasons
}
