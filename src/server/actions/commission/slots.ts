import type { SlotTable } from '../../../api/commission.ts'
import { ArticleState, articleSteps, STATE_WORDS } from '../../../domain/article.ts'
import { cellOf, mergedDraft, totalOf, type UnitAnswers } from '../../../domain/commission/collation.ts'
import { ArticleId } from '../../../domain/model.ts'
import { Problem } from '../../../domain/problems.ts'
import { visibleArticles } from '../../articles.ts'
import { type SheetNow, sheetsOf, slotsOf } from '../../commission-sheets.ts'
import { type AssignmentNow, assignmentsOf, type CommissionNow, commissionNow } from '../../commissions.ts'
import type { Context, Handlers } from '../../context.ts'
import { unitNames } from '../../upward.ts'

/** The 任务书 of all units side by side, and the draft that is made of them. */
export const slotActions = {
  'commission.slots': async (context, { commission }): Promise<SlotTable> => {
    const now = await commissionNow(context, commission)
    const slots = slotsOf(now)
    const asked = await sentBy(context, now)
    const rows = asked.map(({ assignment, name, sheet, answers, with: writer }) => {
      const cells = slots.map(slot => cellOf(slot, answers))
      return {
        unit: assignment.unit,
        name,
        state: assignment.state,
        with: writer,
        sentAt: answers === null ? null : (sheet?.sent?.at ?? null),
        note: answers === null ? '' : (sheet?.sent?.note ?? ''),
        cells,
        missing: cells.filter(cell => cell.kind === 'missing').length,
      }
    })
    return { slots, rows, totals: slots.map(slot => totalOf(slot, counting(asked))) }
  },

  /** Only reads: the office works on the draft and makes the article by 合稿, which credits every unit of its sources. */
  'commission.draft': async (context, { commission }) => {
    const now = await commissionNow(context, commission)
    const slots = slotsOf(now)
    if (slots.length === 0) throw new Problem('step-not-allowed', { state: '这次约稿没有任务书', step: '汇成一稿' })
    const asked = await sentBy(context, now)
    return { title: now.title, body: mergedDraft(slots, counting(asked)), ...(await sourcesOf(context, asked)) }
  },
} satisfies Pick<Handlers, 'commission.slots' | 'commission.draft'>

interface Asked extends UnitAnswers {
  readonly assignment: AssignmentNow
  readonly sheet: SheetNow | undefined
  /** The unit whose answers came with the article that this one only signed; null for its own answers, or none. */
  readonly with: string | null
}

/** Every unit that was asked with what it has sent: what is only filled in, or was taken back to be worked on, is not the office's yet. */
async function sentBy(context: Context, now: CommissionNow): Promise<Asked[]> {
  const names = await unitNames(context)
  const sheets = await sheetsOf(context, now.id)
  const replies = await repliesOf(context, now)
  const asked = (await assignmentsOf(context, now.id)).map(assignment => {
    const sheet = sheets.get(assignment.unit)
    const answers = assignment.state === 'replied' ? (sheet?.sent?.answers ?? null) : null
    return { assignment, unit: assignment.unit, name: names.get(assignment.unit) ?? '', sheet, answers }
  })
  return asked.map(one => {
    const own = replies.filter(reply => reply.unit === one.unit).map(reply => reply.article)
    const isWriter = (other: Omit<Asked, 'with'>): boolean =>
      other.answers !== null && own.some(article => article === other.sheet?.sent?.article)
    const joint = one.answers === null && one.assignment.state === 'replied'
    return { ...one, with: joint ? (asked.find(isWriter)?.name ?? null) : null }
  })
}

/** Who was let off, and whose answers stand with another's, is missing nowhere. */
const counting = (asked: readonly Asked[]): Asked[] =>
  asked.filter(one => one.assignment.state !== 'exempt' && one.with === null)

const repliesOf = async ({ db }: Context, now: CommissionNow) =>
  (
    await db
      .selectFrom('assignment_reply')
      .select(['unit_id', 'article_id'])
      .where('commission_id', '=', now.id)
      .execute()
  ).map(row => ({ unit: row.unit_id, article: row.article_id }))

/** The articles behind what was sent, as far as 合稿 takes them; those it does not take are named with the reason. */
async function sourcesOf(context: Context, asked: readonly Asked[]) {
  const sources: { article: ArticleId; version: number; title: string; units: string[] }[] = []
  const left: { name: string; why: string }[] = []
  for (const { name, answers, sheet } of asked) {
    const article = sheet?.sent?.article ?? null
    if (answers === null || article === null || answers.every(({ answer }) => answer.kind === 'none')) continue
    const row = await visibleArticles(context)
      .select(['article_state.version', 'article_state.state', 'article.title'])
      .where('article_state.article_id', '=', article)
      .executeTakeFirst()
    const same = sources.find(one => one.article === article)
    if (same !== undefined) same.units.push(name)
    else if (row === undefined) left.push({ name, why: '补录的稿件' })
    else if (!articleSteps(ArticleState.parse(row.state)).includes('merge'))
      left.push({ name, why: STATE_WORDS[ArticleState.parse(row.state)] })
    else sources.push({ article: ArticleId.parse(article), version: row.version, title: row.title, units: [name] })
  }
  return { sources, left }
}
