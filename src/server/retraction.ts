import type { Fact } from '../domain/model.ts'
import { Problem } from '../domain/problems.ts'
import type { Context } from './context.ts'
import { factFrom, retractionsOf, writeFacts } from './facts.ts'
import { lockPeriod, postingFor, type Recorded } from './posting.ts'

/**
 * Declares a fact wrong, as a step of something larger (撤回, 停发): in its own month while that is open, else in the oldest open one.
 * Refuses `already-retracted`. The month's row is locked first, so that of two retractions at once the second sees the first.
 */
export async function retractFact(context: Context, fact: Fact, reason: string): Promise<Recorded> {
  const { db, office } = context
  const open = (await lockPeriod(db, office, fact.posting)) === 'open'
  if ((await retractionsOf(db, office, fact.posting)).some(({ of }) => of === fact.id))
    throw new Problem('already-retracted')
  const { posting } = open ? { posting: fact.posting } : await postingFor(context, fact.occurredOn)
  const retraction = factFrom(
    context,
    { type: 'retraction', of: fact.id, reason, occurredOn: context.today, quantity: 1, note: '', credits: [] },
    posting,
  )
  await writeFacts(context, [retraction])
  return { fact: retraction.id, posting, late: posting !== fact.posting }
}
