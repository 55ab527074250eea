import type { LocalDate } from '../domain/calendar.ts'
import type { UnitId } from '../domain/model.ts'
import { formatPoints, type Points, points as pointsIn } from '../domain/points.ts'
import { Problem } from '../domain/problems.ts'
import type { RuleSet } from '../domain/rules.ts'
import type { Context } from './context.ts'
import { postingFor, type Recorded, recordFact } from './posting.ts'
import { registerAt, unitIn } from './register.ts'
import { ruleSetAt } from './rule-sets.ts'

/** Points by decision, as they are entered. */
export interface Adjustment {
  readonly unit: UnitId
  readonly component: string
  readonly points: Points
  readonly reason: string
  readonly decider: string
  readonly occurredOn: LocalDate
  /** The paper it rests on; '' where there is none. */
  readonly document: string
  /** The discretion of the 办法 it is decided under: then it must be within its bounds. */
  readonly rule?: string | undefined
}

/**
 * Records points by decision, into one of the rule set's components, so that table and ledger cannot part (LED-10). Refuses with
 * `invalid-input` another component, no points, and what a discretion does not allow.
 */
export async function recordAdjustment(context: Context, said: Adjustment): Promise<Recorded> {
  const { db, office } = context
  const { unit, component, points, reason, decider, occurredOn, document, rule } = said
  const { posting } = await postingFor(context, occurredOn)
  const { name } = unitIn(await registerAt(db, office, posting), unit)
  context.about(`${name} ${component} ${formatPoints(points)}`)
  const { ruleSet } = await ruleSetAt(db, office, posting)
  if (!ruleSet.components.includes(component))
    throw new Problem('invalid-input', { reason: `计分项应为${ruleSet.components.join('、')}之一` })
  if (points === 0) throw new Problem('invalid-input', { reason: '加减分不能为 0' })
  if (rule !== undefined) mustBeWithin(ruleSet, said, rule)
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
      ...(rule === undefined ? {} : { rule }),
    },
    { document },
  )
}

function mustBeWithin(ruleSet: RuleSet, { component, points }: Adjustment, rule: string): void {
  const found = ruleSet.discretions?.find(one => one.id === rule)
  if (found === undefined) throw new Problem('invalid-input', { reason: `现行办法里没有代号为“${rule}”的酌情条款` })
  if (found.component !== component)
    throw new Problem('invalid-input', { reason: `这一条计入“${found.component}”，不计入“${component}”` })
  const [least, most] = [pointsIn(found.atLeast), pointsIn(found.atMost)]
  const size = found.sign === 'add' ? points : 0 - points
  if (size < least || size > most)
    throw new Problem('invalid-input', {
      reason: `按“${found.clause}”只能${found.sign === 'add' ? '加' : '扣'} ${formatPoints(least)} 至 ${formatPoints(most)} 分`,
    })
}
