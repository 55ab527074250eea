import { formatPoints } from '../../domain/points.ts'
import { Problem } from '../../domain/problems.ts'
import type { Handlers } from '../context.ts'
import { postingFor, recordFact } from '../posting.ts'
import { registerAt, unitIn } from '../register.ts'
import { ruleSetAt } from '../rule-sets.ts'

export const adjustmentActions = {
  /** 加减分 by decision, into one of the rule set's components, so that table and ledger cannot part (LED-10). */
  'adjustment.record': async (context, { unit, component, points, reason, decider, occurredOn, document }) => {
    const { db, office } = context
    const { posting } = await postingFor(context, occurredOn)
    const { name } = unitIn(await registerAt(db, office, posting), unit)
    context.about(`${name} ${component} ${formatPoints(points)}`)
    const { components } = (await ruleSetAt(db, office, posting)).ruleSet
    if (!components.includes(component))
      throw new Problem('invalid-input', { reason: `计分项应为${components.join('、')}之一` })
    if (points === 0) throw new Problem('invalid-input', { reason: '加减分不能为 0' })
    return recordFact(
      context,
      {
        type: 'adjustment',
        component,
        points,
        reason,
        decider,
        occurredOn,
        quantity: 1,
        note: '',
        credits: [{ unit, weight: 1 }],
      },
      { document },
    )
  },
} satisfies Pick<Handlers, 'adjustment.record'>
