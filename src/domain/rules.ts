import { RuleSet } from './rules/grammar.ts'
import { type RuleIssue, shapeIssues } from './rules/issues.ts'
import { lintRuleSet } from './rules/lint.ts'

export {
  Example,
  groupsNamed,
  RULE_ORDER,
  Rule,
  type RuleOf,
  RuleSet,
  type RuleType,
  TOTAL,
} from './rules/grammar.ts'
export type { RuleIssue } from './rules/issues.ts'
export { knownRulesOf } from './rules/known.ts'
export { Condition, Match, ScoredFact } from './rules/match.ts'
export { ruleInWords } from './rules/words.ts'

/**
 * A rule file, parsed from YAML or JSON → the rule set, or all its shortcomings: first those of shape; where the shape is right, those
 * of sense (a component nobody declared, a property that its kind of fact does not have …). Never half a rule set.
 */
export function readRuleSet(value: unknown): { ok: true; ruleSet: RuleSet } | { ok: false; issues: RuleIssue[] } {
  const read = RuleSet.safeParse(value)
  const issues = read.success ? lintRuleSet(read.data) : read.error.issues.flatMap(issue => shapeIssues(issue, value))
  return read.success && issues.length === 0 ? { ok: true, ruleSet: read.data } : { ok: false, issues }
}
