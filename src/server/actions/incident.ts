import { Problem } from '../../domain/problems.ts'
import type { Handlers } from '../context.ts'
import { postingFor, recordFact } from '../posting.ts'
import { registerAt, unitIn } from '../register.ts'
import { ruleSetAt } from '../rule-sets.ts'

export const incidentActions = {
  /** 登记事项 that the 办法 names (失实, 迟报紧急信息, 检查不合格 …): a fact like any other, scored by the rules that are about it. */
  'incident.record': async (context, { code, unit, occurredOn, article, level, quantity = 1, note }) => {
    const { db, office } = context
    const { posting } = await postingFor(context, occurredOn)
    const { name } = unitIn(await registerAt(db, office, posting), unit)
    const { incidents = {} } = (await ruleSetAt(db, office, posting)).ruleSet
    const incident = Object.hasOwn(incidents, code) ? incidents[code] : undefined
    if (incident === undefined) {
      const known = Object.entries(incidents).map(([key, { name: said }]) => `${key}（${said}）`)
      throw new Problem('invalid-input', {
        reason: known.length === 0 ? '现行办法没有列出登记事项' : `登记事项应为${known.join('、')}之一`,
      })
    }
    context.about(`${name} ${incident.name}`)
    if (article !== null) await mustBeThere(context.db, context.office, article)
    return recordFact(context, {
      type: 'incident',
      code,
      article,
      occurredOn,
      quantity,
      note: note === '' ? incident.name : note,
      credits: [{ unit, weight: 1 }],
      ...(level === undefined ? {} : { level }),
    })
  },
} satisfies Pick<Handlers, 'incident.record'>

async function mustBeThere(
  db: Parameters<typeof registerAt>[0],
  office: Parameters<typeof registerAt>[1],
  article: string,
): Promise<void> {
  const row = await db
    .selectFrom('article')
    .select('id')
    .where('office_id', '=', office)
    .where('id', '=', article)
    .executeTakeFirst()
  if (row === undefined) throw new Problem('not-found')
}
