import type { KnownRules } from '../notice/checks/known.ts'
import { points } from '../points.ts'
import { groupsNamed, type Rule, type RuleSet } from './grammar.ts'

/**
 * What the auditor may take for granted under a 办法: points for one 信息, one 简讯, one adopted 约稿 where these are the same for all
 * groups and nothing else counts into their component, and the 基础分 of each group that depends on 报省市 alone.
 * @param groups of the office
 */
export function knownRulesOf(ruleSet: RuleSet, groups: readonly { readonly key: string }[]): KnownRules {
  const keys = groups.length === 0 ? groupsNamed(ruleSet) : groups.map(group => group.key)
  const pointsFor = (fact: KnownFact) => onlyValue(keys.map(key => fixedRate(ruleSet, fact, key)))
  return {
    report: pointsFor({ on: 'adoption', kind: 'report' }),
    brief: pointsFor({ on: 'adoption', kind: 'brief' }),
    commission: pointsFor({ on: 'commission' }),
    bases: keys.flatMap((group): KnownRules['bases'][number][] => {
      const [rule, second] = rulesFor(ruleSet, group).flatMap(one => (one.type === 'base' ? [one] : []))
      if (rule === undefined || second !== undefined || rule.per !== 'month' || rule.pay === 'pro-rata') return []
      if (isTouched(ruleSet, rule)) return []
      if (rule.when === 'always') return [{ group, points: points(rule.points), forwardedAtLeast: null }]
      const { forwarding, ...others } = rule.when
      if (forwarding === undefined || Object.keys(others).length > 0) return []
      return [{ group, points: points(rule.points), forwardedAtLeast: forwarding.atLeast }]
    }),
  }
}

interface KnownFact {
  readonly on: 'adoption' | 'commission'
  readonly kind?: string
}

const rulesFor = (ruleSet: RuleSet, group: string): Rule[] =>
  ruleSet.rules.filter(rule => rule.groups === 'all' || rule.groups.includes(group))

/** Whether points of a rule may come out otherwise than it says: it is not always in force, or something else bounds them. */
const isTouched = ({ rules, treat }: RuleSet, rule: Rule): boolean =>
  rule.during !== undefined ||
  treat !== undefined ||
  rules.some(other => other.type === 'cap' && other.component === rule.component && other.id !== rule.id)

/** Points of one such fact in a group when exactly one plain rule gives them and nothing else touches the component. */
function fixedRate(ruleSet: RuleSet, { on, kind }: KnownFact, group: string): number | null {
  const all = rulesFor(ruleSet, group)
  const about = all.flatMap(rule => {
    if (rule.type !== 'rate' || rule.on !== on) return []
    const { when } = rule
    const never =
      misses(when.kind, kind) ||
      (on === 'adoption' && misses(when.level, 'own')) ||
      (on === 'commission' && misses(when.status, 'adopted'))
    return never ? [] : [rule]
  })
  const [rule, second] = about
  if (rule === undefined || second !== undefined || rule.points === undefined) return null
  const { when } = rule
  const plain =
    rule.credit === 'full' &&
    rule.stack === 'all' &&
    rule.times === undefined &&
    rule.except === undefined &&
    Object.keys(when).every(key => ['level', 'kind', 'status', 'outlet'].includes(key)) &&
    (when.outlet === undefined || when.outlet === 'own') &&
    !isTouched(ruleSet, rule)
  const alone = all.every(other => other.type === 'rate' || other.component !== rule.component)
  const everywhere = on === 'adoption' || when.level === undefined
  return plain && alone && everywhere ? points(rule.points) : null
}

const misses = (wanted: string | string[] | undefined, own: string | undefined): boolean =>
  wanted !== undefined && own !== undefined && !(Array.isArray(wanted) ? wanted : [wanted]).includes(own)

function onlyValue(values: readonly (number | null)[]): number | null {
  const [value, other] = new Set(values)
  return value !== undefined && other === undefined ? value : null
}
