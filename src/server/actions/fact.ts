import { Problem } from '../../domain/problems.ts'
import type { Handlers } from '../context.ts'
import { factFrom, factsById, factsPosted, retractionsOf, writeFacts } from '../facts.ts'
import { openLedger } from '../months.ts'
import { lockPeriod, postingFor } from '../posting.ts'
import { LATEST, registerAt, unitIn, visibleUnit } from '../register.ts'
import { factText, titlesOf } from '../words.ts'

const PAGE = 50

export const factActions = {
  'fact.list': async (context, { period, unit, offset = 0, limit = PAGE }) => {
    const { db, office } = context
    const only = visibleUnit(context, unit)
    const { units } = await registerAt(db, office, LATEST)
    if (unit !== undefined) unitIn({ units, groups: [] }, unit)
    ;(await openLedger(db, office)).row(period)
    const all = (await factsPosted(db, office, period)).map(({ fact }) => fact)
    const own = only === null ? all : all.filter(fact => fact.credits.some(credit => credit.unit === only))
    const retracted = new Set((await retractionsOf(db, office, period)).map(({ of }) => of))
    const shown = own.slice(offset, offset + limit)
    const titles = await titlesOf(db, office, shown)
    const nameOf = new Map(units.map(one => [one.id, one.name]))
    return {
      facts: shown.map(fact => ({
        fact,
        title: factText(fact, titles),
        units: fact.credits.map(credit => nameOf.get(credit.unit) ?? ''),
        late: fact.occurredOn.slice(0, 7) !== fact.posting,
        retracted: retracted.has(fact.id),
      })),
      total: own.length,
    }
  },

  /**
   * Declares a fact wrong. While its month is open it simply no longer counts; after that the difference is made good in the oldest open
   * month and says which month it is about (LED-03). A retraction itself cannot be retracted: the fact is recorded anew.
   */
  'fact.retract': async (context, { fact: id, reason }) => {
    const { db, office } = context
    const [target] = await factsById(db, office, [id])
    if (target === undefined) throw new Problem('not-found')
    const { fact } = target
    const titles = await titlesOf(db, office, [fact])
    context.about(factText(fact, titles))
    if (fact.type === 'retraction') throw new Problem('step-not-allowed', { state: '撤销', step: '再撤销' })
    // Locked first, so that of two retractions at the same moment the second sees the first.
    const open = (await lockPeriod(db, office, fact.posting)) === 'open'
    if ((await retractionsOf(db, office, fact.posting)).some(({ of }) => of === id))
      throw new Problem('already-retracted')
    const { posting } = open ? { posting: fact.posting } : await postingFor(context, fact.occurredOn)
    const retraction = factFrom(
      context,
      { type: 'retraction', of: id, reason, occurredOn: context.today, quantity: 1, note: '', credits: [] },
      posting,
    )
    await writeFacts(context, [retraction])
    return { fact: retraction.id, posting, late: posting !== fact.posting }
  },
} satisfies Pick<Handlers, 'fact.list' | 'fact.retract'>
