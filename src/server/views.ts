import type { StandingsView } from '../api.ts'
import type { Month } from './months.ts'

/** The standings of a month as they go out: components are those of its rule set, then any that corrections of older months bring. */
export function standingsView({ period, state, rules, groups }: Month): StandingsView {
  const own = rules.ruleSet.components
  const others = new Set(groups.flatMap(({ rows }) => rows.flatMap(row => Object.keys(row.components))))
  return {
    period,
    state,
    ruleSet: rules.ruleSet.title,
    components: [...own, ...[...others].filter(name => !own.includes(name)).sort()],
    groups: [...groups],
  }
}
