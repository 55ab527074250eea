import { Problem } from '../../domain/problems.ts'
import type { Handlers } from '../context.ts'
import { postingFor, recordFact } from '../posting.ts'
import { checkCredits } from '../register.ts'

export const instructionActions = {
  'instruction.record': async (context, { article, level, leader, occurredOn, credits, note }) => {
    const { db, office } = context
    context.about(leader)
    if (article !== null) {
      const row = await db
        .selectFrom('article')
        .select('title')
        .where('office_id', '=', office)
        .where('id', '=', article)
        .executeTakeFirst()
      if (row === undefined) throw new Problem('not-found')
      context.about(`${leader} · ${row.title}`)
    }
    const { posting } = await postingFor(context, occurredOn)
    const checked = await checkCredits(context, credits, posting)
    return recordFact(context, {
      type: 'instruction',
      article,
      level,
      leader,
      occurredOn,
      quantity: 1,
      note,
      credits: checked,
    })
  },
} satisfies Pick<Handlers, 'instruction.record'>
