import { isRunning } from '../../../domain/commission.ts'
import { ArticleId, type CommissionId, type UnitId } from '../../../domain/model.ts'
import { Problem } from '../../../domain/problems.ts'
import { lastVersion } from '../../articles.ts'
import { assertNoted, keepSheet, sendSheet, sheetOf, slotsOf } from '../../commission-sheets.ts'
import { assertRunning, assignmentNow, commissionNow, noteEvent } from '../../commissions.ts'
import type { Context, Handlers } from '../../context.ts'
import { visibleUnit } from '../../register.ts'

/** 任务书 at one unit: what is asked, what was filled in, and filling it in. */
export const sheetActions = {
  'assignment.sheet': async (context, { commission, unit }) => {
    visibleUnit(context, unit)
    const now = await commissionNow(context, commission)
    await assignmentNow(context, commission, unit)
    const sheet = await sheetOf(context, commission, unit)
    return {
      title: now.title,
      requirements: now.requirements,
      slots: isRunning(now.state) || sheet.version > 0 ? slotsOf(now) : [],
      answers: sheet.answers,
      note: sheet.note,
      version: sheet.version,
      savedAt: sheet.savedAt,
      sentAt: sheet.sent?.at ?? null,
      reply: await lastReply(context, { commission, unit }),
    }
  },

  /**
   * Kept as it is typed. Before the reply it goes with the article; after it `send` gives the office what was filled in since, by the same
   * rule: not silently while something is open.
   */
  'assignment.fill': async (context, { commission, unit, version, answers, note, send }) => {
    visibleUnit(context, unit)
    const now = await commissionNow(context, commission)
    const assignment = await assignmentNow(context, commission, unit)
    assertRunning(now, '填报')
    if (assignment.state === 'exempt') throw new Problem('step-not-allowed', { state: '免报', step: '填报' })
    const next = await keepSheet(context, { commission, unit }, { version, answers, note })
    if (!send)
      return {
        version: next,
        savedAt: context.now,
        sentAt: (await sheetOf(context, commission, unit)).sent?.at ?? null,
      }
    const reply = assignment.state === 'replied' ? await lastReply(context, { commission, unit }) : null
    if (reply === null) throw new Problem('step-not-allowed', { state: '还没有用稿件反馈', step: '补报任务书' })
    await assertNoted(context, now, { unit, body: reply.body, note })
    await sendSheet(context, { commission, unit, article: reply.article })
    await noteEvent(context, commission, { unit, step: 'fill', comment: note })
    return { version: next, savedAt: context.now, sentAt: context.now }
  },
} satisfies Pick<Handlers, 'assignment.sheet' | 'assignment.fill'>

/** The newest article that stands as the unit's reply, with its text; null where there is none. */
async function lastReply(
  context: Context,
  { commission, unit }: { readonly commission: CommissionId; readonly unit: UnitId },
) {
  const row = await context.db
    .selectFrom('assignment_reply as reply')
    .innerJoin('article', 'article.id', 'reply.article_id')
    .leftJoin('article_state', 'article_state.article_id', 'reply.article_id')
    .select(['reply.article_id', 'article.title'])
    .where('reply.commission_id', '=', commission)
    .where('reply.unit_id', '=', unit)
    .where(({ or, eb }) =>
      or([eb('article_state.article_id', 'is', null), eb('article_state.state', '!=', 'withdrawn')]),
    )
    .orderBy('reply.at', 'desc')
    .orderBy('reply.article_id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return null
  const last = await lastVersion(context, row.article_id)
  return { article: ArticleId.parse(row.article_id), title: row.title, body: last?.body ?? [] }
}
