import { chineseDate, dayOf, Instant } from '../../domain/calendar.ts'
import { ASSIGNMENT_STATE_WORDS, assertWithin, assignmentAfter, awaitsReply } from '../../domain/commission.ts'
import type { ArticleId, UnitId } from '../../domain/model.ts'
import { Problem } from '../../domain/problems.ts'
import { storedText } from '../../domain/text.ts'
import { lastVersion } from '../articles.ts'
import { answerAssignment, reopenAssignment } from '../commission-replies.ts'
import { assertNoted } from '../commission-sheets.ts'
import {
  type AssignmentNow,
  assertRunning,
  assignmentNow,
  assignmentsOf,
  changeAssignment,
  commissionNow,
  noteEvent,
} from '../commissions.ts'
import type { Context, Handlers } from '../context.ts'
import { peopleOfUnits, tell } from '../messages.ts'
import { visibleUnit } from '../register.ts'

/** A commission at one unit: what the unit does with it, and what the office grants it. */
export const assignmentActions = {
  'assignment.step': async (context, { commission, unit, step }) => {
    const { assignment, now } = await running(context, { commission, unit }, '办理')
    if (step === 'reopen')
      return { unit, state: await reopenAssignment(context, assignment, `重新办理约稿“${now.title}”`) }
    const state = assignmentAfter(assignment.state, step)
    await changeAssignment(context, assignment, { state, signed_at: assignment.signedAt ?? context.now })
    await noteEvent(context, commission, { unit, step })
    return { unit, state }
  },

  /** The article must be the unit's own or one it signed with others, and handed in: a draft is no answer. */
  'assignment.reply': async (context, { commission, unit, article, note }) => {
    const { now } = await running(context, { commission, unit }, '反馈')
    await assertHandedIn(context, { unit, article })
    // What the office enters for a unit came in some other way, without its 任务书.
    const own = context.scope === 'own'
    if (own) await assertNoted(context, now, { unit, body: (await lastVersion(context, article))?.body ?? [], note })
    return { unit, state: await answerAssignment(context, now, { unit, article, withSheet: own }) }
  },

  'assignment.exempt': async (context, { commission, unit, reason }) => {
    const { assignment, now } = await running(context, { commission, unit }, '免报')
    const state = assignmentAfter(assignment.state, 'exempt')
    await changeAssignment(context, assignment, { state, reason: storedText(reason) })
    await noteEvent(context, commission, { unit, step: 'exempt', comment: reason })
    await tellUnit(context, assignment, `约稿“${now.title}”本单位免报：${reason}`)
    return { unit, state }
  },

  'assignment.extend': async (context, { commission, unit, dueOn, reason }) => {
    const { assignment, now } = await running(context, { commission, unit }, '延期')
    if (!awaitsReply(assignment.state))
      throw new Problem('step-not-allowed', { state: ASSIGNMENT_STATE_WORDS[assignment.state], step: '延期' })
    if (dueOn < context.today) throw new Problem('invalid-input', { reason: '新的时限不能早于今天' })
    assertWithin(dueOn, now.upperDueOn)
    await changeAssignment(context, assignment, { due_on: dueOn })
    await noteEvent(context, commission, { unit, step: 'extend', comment: `${dueOn} ${reason}` })
    await tellUnit(context, assignment, `约稿“${now.title}”的时限延至${chineseDate(dueOn)}`)
    return { unit, dueOn }
  },

  /** One message to each unit that owes an answer, and no more than one a day: who was urged today is left alone. */
  'assignment.urge': async (context, { commission, units }) => {
    const now = await commissionNow(context, commission)
    assertRunning(now, '催办')
    const all = await assignmentsOf(context, commission)
    const asked = units.map(unit => {
      const found = all.find(one => one.unit === unit)
      if (found === undefined) throw new Problem('not-found')
      return found
    })
    const owing = asked.filter(one => awaitsReply(one.state))
    if (owing.length === 0) throw new Problem('step-not-allowed', { state: '选中的单位都已反馈或免报', step: '催办' })
    const due = owing.filter(one => one.urgedAt === null || dayOf(Instant.parse(one.urgedAt)) < context.today)
    if (due.length === 0) throw new Problem('step-not-allowed', { state: '选中的单位今天已催办过', step: '再催办' })
    for (const one of due) {
      await changeAssignment(context, one, { urged: one.urged + 1, urged_at: context.now })
      await noteEvent(context, commission, { unit: one.unit, step: 'urge' })
      const day = one.dueOn === null ? '' : `，时限${chineseDate(one.dueOn)}`
      await tellUnit(context, one, `催办：约稿“${now.title}”还没有反馈${day}`)
    }
    return { urged: due.length }
  },
} satisfies Pick<
  Handlers,
  'assignment.step' | 'assignment.reply' | 'assignment.exempt' | 'assignment.extend' | 'assignment.urge'
>

type At = Pick<AssignmentNow, 'commission' | 'unit'>

/** The assignment while it may still change; another unit's answers like one that is not there (AZ-06). */
async function running(context: Context, { commission, unit }: At, step: string) {
  visibleUnit(context, unit)
  const now = await commissionNow(context, commission)
  const assignment = await assignmentNow(context, commission, unit)
  assertRunning(now, step)
  return { now, assignment }
}

const tellUnit = async (context: Context, { commission, unit }: At, text: string): Promise<void> =>
  tell(context, await peopleOfUnits(context, [unit]), { text, link: `/commission?id=${commission}` })

async function assertHandedIn(
  { db, office }: Context,
  { unit, article }: { readonly unit: UnitId; readonly article: ArticleId },
): Promise<void> {
  const row = await db
    .selectFrom('article')
    .innerJoin('article_unit', 'article_unit.article_id', 'article.id')
    .leftJoin('article_state', 'article_state.article_id', 'article.id')
    .select(['article_state.state', 'article_state.submitted_at'])
    .where('article.office_id', '=', office)
    .where('article.id', '=', article)
    .where('article_unit.unit_id', '=', unit)
    .executeTakeFirst()
  if (row === undefined) throw new Problem('not-found')
  // One that was recorded without a life of its own came in by another way, and is there.
  if (row.state !== null && (row.submitted_at === null || row.state === 'withdrawn'))
    throw new Problem('step-not-allowed', { state: '还没有报送', step: '用来反馈约稿' })
}
