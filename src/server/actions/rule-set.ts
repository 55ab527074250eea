import { ruleInWords } from '../../domain/rules.ts'
import { exampleHolds } from '../../domain/score/example.ts'
import type { Handlers } from '../context.ts'
import { ruleSetsOf } from '../rule-sets.ts'

export const ruleSetActions = {
  /** The office's 计分办法, the newest first: each clause beside how it is understood, and the worked examples, tried at this moment. */
  'rule-set.list': async ({ db, office }) => {
    const written = await ruleSetsOf(db, office)
    const groups = await db.selectFrom('unit_group').select(['key', 'name']).where('office_id', '=', office).execute()
    const names = new Map(groups.map(group => [group.key, group.name]))
    return {
      ruleSets: written.reverse().map(({ ruleSet }) => ({
        ruleSet,
        words: ruleSet.rules.map(rule => ({ rule: rule.id, clause: rule.clause, words: ruleInWords(rule, names, ruleSet) })),
        examples: ruleSet.examples.map(example => ({ say: example.say, holds: exampleHolds(ruleSet, example).holds })),
      })),
    }
  },
} satisfies Pick<Handlers, 'rule-set.list'>
