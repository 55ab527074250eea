import { sumPoints } from '../../domain/points.ts'
import { Problem } from '../../domain/problems.ts'
import { sentenceOf } from '../../domain/score.ts'
import { recordAdjustment } from '../adjustments.ts'
import type { Context, Handlers } from '../context.ts'
import { factsById } from '../facts.ts'
import { openLedger } from '../months.ts'
import { objectionIn, objectionsOf } from '../objections.ts'
import { LATEST, registerAt, unitIn, visibleUnit } from '../register.ts'
import { retractFact } from '../retraction.ts'
import { ruleSetsOf } from '../rule-sets.ts'

export const objectionActions = {
  'objection.list': async (context, { unit, open = false }) => {
    const only = visibleUnit(context, unit)
    return { objections: await objectionsOf(context.db, context.office, { unit: only, openOnly: open }) }
  },

  /** A unit says what is wrong with its points. What it saw is kept: an open month is counted afresh at each look. */
  'objection.raise': async (context, { unit, period, component, rule, reason }) => {
    const { db, office } = context
    visibleUnit(context, unit)
    const { name } = unitIn(await registerAt(db, office, LATEST), unit)
    context.about(`${name} ${period} ${component}`)
    const ledger = await openLedger(db, office)
    ledger.row(period)
    const seen = (await ledger.entries(period)).filter(
      entry => entry.unit === unit && entry.component === component && (rule === '' || entry.rule === rule),
    )
    const ruleSets = new Map((await ruleSetsOf(db, office)).map(({ ruleSet }) => [ruleSet.id, ruleSet]))
    const id = context.newId('obj')
    await db
      .insertInto('objection')
      .values({
        id,
        office_id: office,
        unit_id: unit,
        period,
        component,
        rule,
        sentence: seen.map(entry => sentenceOf(entry, ruleSets.get(entry.ruleSet))).join('；'),
        points_x100: sumPoints(seen.map(entry => entry.points)),
        reason,
        raised_at: context.now,
        raised_by: context.actor.name,
        state: 'open',
      })
      .execute()
    return objectionIn(db, office, id, null)
  },

  'objection.withdraw': async (context, { objection }) => {
    const { db, office } = context
    const found = await objectionIn(db, office, objection, visibleUnit(context, undefined))
    context.about(`${found.name} ${found.period} ${found.component}`)
    await settle(context, objection, 'withdrawn')
    return objectionIn(db, office, objection, null)
  },

  /** The office answers, once. What is upheld is put right in the same step: by points with decider and paper, or by taking a fact back. */
  'objection.answer': async (context, { objection, answer, decider, document, outcome }) => {
    const { db, office } = context
    const found = await objectionIn(db, office, objection, null)
    await settle(context, objection, outcome.kind === 'reject' ? 'rejected' : 'upheld')
    const fact = await correctionFor(context, found, { answer, decider, document, outcome })
    context.about(`${found.name} ${found.period} ${found.component}`)
    await db
      .insertInto('objection_answer')
      .values({
        objection_id: objection,
        office_id: office,
        answer,
        document,
        fact_id: fact,
        decider,
        answered_at: context.now,
        answered_by: context.actor.name,
      })
      .execute()
    return objectionIn(db, office, objection, null)
  },
} satisfies Pick<Handlers, 'objection.list' | 'objection.raise' | 'objection.withdraw' | 'objection.answer'>

/** Out of the open ones, once: of two answers at the same moment the second is refused. */
async function settle({ db, office }: Context, id: string, state: 'upheld' | 'rejected' | 'withdrawn'): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('objection')
    .set({ state })
    .where('office_id', '=', office)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  if (Number(numUpdatedRows) === 0) throw new Problem('step-not-allowed', { state: '已经了结', step: '再办理异议' })
}

type Answer = Parameters<Handlers['objection.answer']>[1]

async function correctionFor(
  context: Context,
  { unit, component }: Awaited<ReturnType<typeof objectionIn>>,
  { answer, decider, document, outcome }: Pick<Answer, 'answer' | 'decider' | 'document' | 'outcome'>,
): Promise<string | null> {
  if (outcome.kind === 'reject') return null
  if (outcome.kind === 'adjust') {
    const { points, occurredOn } = outcome
    return (await recordAdjustment(context, { unit, component, points, reason: answer, decider, occurredOn, document }))
      .fact
  }
  const [target] = await factsById(context.db, context.office, [outcome.fact])
  // Only a fact of the unit that objects is put right by its objection.
  if (target === undefined || !target.fact.credits.some(credit => credit.unit === unit)) throw new Problem('not-found')
  return (await retractFact(context, target.fact, answer)).fact
}
