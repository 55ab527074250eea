import type { InstalledRuleSet, RuleRemark } from '../api/rule-set.ts'
import type { Period } from '../domain/calendar.ts'
import { besidesInWords } from '../domain/rules/besides.ts'
import { type OfficeKnown, ruleSetWarnings } from '../domain/rules/warnings.ts'
import { type RuleSet, ruleInWords } from '../domain/rules.ts'
import { exampleHolds } from '../domain/score/example.ts'
import type { Context } from './context.ts'
import { LATEST, registerAt } from './register.ts'
import { readRuleText } from './rule-text.ts'

/** What of the office a 办法 is read with: its groups by key, and all names of its units. */
export interface OfficeWords extends OfficeKnown {
  readonly groupNames: ReadonlyMap<string, string>
}

export async function officeWords({ db, office }: Pick<Context, 'db' | 'office'>): Promise<OfficeWords> {
  const { groups, units } = await registerAt(db, office, LATEST)
  return {
    groups: groups.map(group => group.key),
    groupNames: new Map(groups.map(group => [group.key, group.name])),
    units: units.flatMap(unit => [unit.name, ...unit.aliases.map(alias => alias.name)]),
  }
}

/** A rule set as it is shown: each clause beside how it is understood, and its examples, tried at this moment. */
export const ruleSetView = (ruleSet: RuleSet, { groupNames }: OfficeWords) => ({
  ruleSet,
  words: ruleSet.rules.map(rule => ({
    rule: rule.id,
    clause: rule.clause,
    words: ruleInWords(rule, groupNames, ruleSet),
  })),
  besides: besidesInWords(ruleSet).map(({ id, clause, words }) => ({ rule: id, clause, words })),
  examples: ruleSet.examples.map(example => {
    const { holds, got } = exampleHolds(ruleSet, example)
    return { say: example.say, holds, expected: example.expect, got }
  }),
})

/** What is allowed in a text and probably not meant, line by line; nothing where the text is no rule set. */
export function remarksOn(source: string, office: OfficeWords): RuleRemark[] {
  const read = readRuleText(source)
  if (!read.ok) return []
  return ruleSetWarnings(read.ruleSet, office)
    .map(({ path, message }) => ({ line: read.lineOf(path), path, message }))
    .sort((a, b) => a.line - b.line)
}

/** Of rule sets in the order in which they begin: how long each is in force. */
export function withValidity<Written extends { readonly ruleSet: RuleSet }>(
  written: readonly Written[],
  used: ReadonlySet<string>,
  now: Period,
  before: (month: Period) => Period,
): (Written & Pick<InstalledRuleSet, 'until' | 'inForce' | 'used'>)[] {
  return written.map((one, index) => {
    const next = written[index + 1]
    const until = next === undefined ? null : before(next.ruleSet.from)
    const inForce = one.ruleSet.from <= now && (until === null || now <= until)
    return { ...one, until, inForce, used: used.has(one.ruleSet.id) }
  })
}
