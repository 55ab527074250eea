import type { EntryView } from '../../api.ts'
import type { Entry } from '../../domain/model.ts'
import { sumPoints } from '../../domain/points.ts'
import { OPENING, sentenceOf } from '../../domain/score.ts'
import type { Handlers } from '../context.ts'
import { factsById } from '../facts.ts'
import { openLedger } from '../months.ts'
import { LATEST, registerAt, unitIn, visibleUnit } from '../register.ts'
import { ruleSetsOf } from '../rule-sets.ts'
import { factText, titlesOf } from '../words.ts'

export const entryActions = {
  /**
   * 计分明细 of one unit: of a month, or of the running year up to it (then with what was taken over), each with the arithmetic, the clause
   * and what it rests on. The total is the plain sum of what is listed.
   */
  'entry.list': async (context, { period, unit, component, span }) => {
    const { db, office, memo } = context
    visibleUnit(context, unit)
    unitIn(await registerAt(db, office, LATEST), unit)
    const ledger = await openLedger(db, office, memo)
    const { ruleSet } = (await ledger.month(period)).rules
    const months = span === 'year' ? ledger.yearSoFar(period, ruleSet.year.starts) : [period]
    const entries: Entry[] = []
    for (const month of months) entries.push(...(await ledger.entries(month)))
    const own = entries.filter(
      entry =>
        entry.unit === unit &&
        (component === undefined || entry.component === component) &&
        // What was taken over belongs to the year and to no month.
        (span === 'year' || entry.component !== OPENING),
    )
    const reasons = await factsById(db, office, [...new Set(own.flatMap(entry => entry.facts))])
    const titles = await titlesOf(
      db,
      office,
      reasons.map(({ fact }) => fact),
    )
    const ruleSets = new Map((await ruleSetsOf(db, office)).map(({ ruleSet: one }) => [one.id, one]))
    const factOf = new Map(reasons.map(({ fact }) => [fact.id, fact]))
    return {
      entries: own.map(
        (entry): EntryView => ({
          ...entry,
          sentence: sentenceOf(entry, ruleSets.get(entry.ruleSet)),
          reasons: entry.facts.flatMap(id => {
            const fact = factOf.get(id)
            if (fact === undefined) return []
            const late = fact.occurredOn.slice(0, 7) !== fact.posting
            return [{ fact: id, type: fact.type, on: fact.occurredOn, text: factText(fact, titles), late }]
          }),
        }),
      ),
      total: sumPoints(own.map(entry => entry.points)),
    }
  },
} satisfies Pick<Handlers, 'entry.list'>
