import type { LocalDate } from '../domain/calendar.ts'
import {
  ASSIGNMENT_STATE_WORDS,
  ASSIGNMENT_STEP_WORDS,
  type AssignmentState,
  assignmentAfter,
  isRunning,
  replyStatus,
} from '../domain/commission.ts'
import { type ArticleId, CommissionId, type CommissionStatus, type Credit, type Fact, UnitId } from '../domain/model.ts'
import { Problem } from '../domain/problems.ts'
import { storedText } from '../domain/text.ts'
import { sendSheet, takeBackSheets } from './commission-sheets.ts'
import {
  type AssignmentNow,
  assertRunning,
  assignmentNow,
  assignmentsOf,
  COMMISSION_COLUMNS,
  type CommissionNow,
  changeAssignment,
  commissionOf,
  noteEvent,
} from './commissions.ts'
import type { Context } from './context.ts'
import { factsById, retractionsOf } from './facts.ts'
import { type Recorded, recordFact } from './posting.ts'
import { retractFact } from './retraction.ts'

/** Records what became of a commission at these units, as a fact that rules may score. The month's rule for late postings holds. */
export const recordAnswered = (
  context: Context,
  { id, level, source }: CommissionNow,
  {
    status,
    on,
    credits,
    note = '',
  }: { readonly status: CommissionStatus; readonly on: LocalDate; readonly credits: Credit[]; readonly note?: string },
): Promise<Recorded> =>
  recordFact(context, {
    type: 'commission',
    commission: id,
    level,
    status,
    asker: source,
    occurredOn: on,
    quantity: 1,
    note: storedText(note),
    credits,
  })

/**
 * An article answers a commission for one unit: the reply is kept beside earlier ones, and the first of them counts, as handed in or as late
 * by the unit's own deadline. Refuses `step-not-allowed` once the commission is settled. The caller has checked that the article is the
 * unit's and was handed in. `withSheet`: what the unit has filled in goes with it.
 */
export async function answerAssignment(
  context: Context,
  now: CommissionNow,
  { unit, article, withSheet }: { readonly unit: UnitId; readonly article: ArticleId; readonly withSheet: boolean },
): Promise<AssignmentState> {
  const { db } = context
  assertRunning(now, '反馈')
  const assignment = await assignmentNow(context, now.id, unit)
  const to = assignmentAfter(assignment.state, 'reply')
  await changeAssignment(context, assignment, {
    state: to,
    replied_at: context.now,
    signed_at: assignment.signedAt ?? context.now,
  })
  await db
    .insertInto('assignment_reply')
    .values({ commission_id: now.id, unit_id: unit, article_id: article, at: context.now, adopted: 0 })
    .onConflict(conflict => conflict.columns(['commission_id', 'unit_id', 'article_id']).doNothing())
    .execute()
  // So that the article's own page says what it answers; one that answers another commission too keeps its first.
  await db
    .updateTable('article_state')
    .set({ commission_id: now.id })
    .where('article_id', '=', article)
    .where('commission_id', 'is', null)
    .execute()
  if (withSheet) await sendSheet(context, { commission: now.id, unit, article })
  await noteEvent(context, now.id, { unit, step: 'reply' })
  if (assignment.state !== 'replied') {
    const status = replyStatus(assignment.dueOn, context.today)
    const { fact } = await recordAnswered(context, now, { status, on: context.today, credits: [{ unit, weight: 1 }] })
    await setFact(context, assignment, fact)
  }
  return to
}

/**
 * What an article that was just handed in answers by itself: the commission it names, for each of its units that was asked and may still
 * answer. Nothing happens, and nothing is refused, where there is none.
 */
export async function answerByArticle(
  context: Context,
  {
    commission,
    article,
    units,
  }: { readonly commission: CommissionId; readonly article: ArticleId; readonly units: readonly UnitId[] },
): Promise<void> {
  const row = await context.db
    .selectFrom('commission')
    .innerJoin('commission_work as work', 'work.commission_id', 'commission.id')
    .select(COMMISSION_COLUMNS)
    .where('commission.office_id', '=', context.office)
    .where('commission.id', '=', commission)
    .executeTakeFirst()
  if (row === undefined) return
  const now = commissionOf(row)
  if (!isRunning(now.state)) return
  const asked = await assignmentsOf(context, commission)
  for (const { unit, state } of asked)
    if (units.includes(unit) && state !== 'exempt')
      // A unit that only signs with the one that wrote has a sheet of its own, and sends it itself.
      await answerAssignment(context, now, { unit, article, withSheet: unit === units[0] })
}

/** An article that was withdrawn answers nothing any more: where it was the only reply, the unit is asked again and its fact is taken back. */
export async function withdrawAnswers(context: Context, article: ArticleId): Promise<void> {
  const { db, office } = context
  await takeBackSheets(context, article)
  const replies = await db
    .selectFrom('assignment_reply as reply')
    .innerJoin('assignment', join =>
      join
        .onRef('assignment.commission_id', '=', 'reply.commission_id')
        .onRef('assignment.unit_id', '=', 'reply.unit_id'),
    )
    .select(['reply.commission_id', 'reply.unit_id'])
    .where('reply.article_id', '=', article)
    .where('assignment.office_id', '=', office)
    .where('assignment.state', '=', 'replied')
    .execute()
  for (const row of replies) {
    const commission = CommissionId.parse(row.commission_id)
    const others = await db
      .selectFrom('assignment_reply')
      .leftJoin('article_state', 'article_state.article_id', 'assignment_reply.article_id')
      .select('assignment_reply.article_id')
      .where('assignment_reply.commission_id', '=', commission)
      .where('assignment_reply.unit_id', '=', row.unit_id)
      .where('assignment_reply.article_id', '!=', article)
      .where(({ or, eb }) => or([eb('article_state.state', 'is', null), eb('article_state.state', '!=', 'withdrawn')]))
      .executeTakeFirst()
    if (others === undefined)
      await reopenAssignment(context, await assignmentNow(context, commission, UnitId.parse(row.unit_id)), '稿件撤回')
  }
}

/** Back to work: what the unit had answered no longer counts until it answers again. Earlier replies stay to be read. */
export async function reopenAssignment(
  context: Context,
  assignment: AssignmentNow,
  reason: string,
): Promise<AssignmentState> {
  const { commission, unit, factId } = assignment
  await assertNoneAdopted(context, assignment)
  const to = assignmentAfter(assignment.state, 'reopen')
  await changeAssignment(context, assignment, { state: to, replied_at: null, reason: '', fact_id: null })
  const [stored] = factId === null ? [] : await factsById(context.db, context.office, [factId])
  if (stored !== undefined && !(await isRetracted(context, stored.fact)))
    await retractFact(context, stored.fact, reason)
  await noteEvent(context, commission, { unit, step: 'reopen', comment: reason })
  return to
}

async function isRetracted({ db, office }: Context, fact: Fact): Promise<boolean> {
  return (await retractionsOf(db, office, fact.posting)).some(({ of }) => of === fact.id)
}

async function assertNoneAdopted(context: Context, { commission, unit, state }: AssignmentNow): Promise<void> {
  if ((await creditedUnits(context, commission, 'adopted')).has(unit))
    throw new Problem('step-not-allowed', {
      state: `${ASSIGNMENT_STATE_WORDS[state]}，已被采用`,
      step: ASSIGNMENT_STEP_WORDS.reopen,
    })
}

/** The units that were credited with this status; retracted facts are not among them. */
export async function creditedUnits(
  { db }: Context,
  commission: CommissionId,
  status: CommissionStatus,
): Promise<Set<UnitId>> {
  const rows = await db
    .selectFrom('fact')
    .innerJoin('fact_credit', 'fact_credit.fact_id', 'fact.id')
    .select('fact_credit.unit_id')
    .where('fact.commission_id', '=', commission)
    .where('fact.status', '=', status)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('fact as retraction').select('retraction.id').whereRef('retraction.of_fact', '=', 'fact.id')),
      ),
    )
    .execute()
  return new Set(rows.map(row => UnitId.parse(row.unit_id)))
}

/** Which fact says how the unit answered: 已报送, 迟报 or 未报. */
export async function setFact({ db }: Context, { commission, unit }: AssignmentNow, fact: string): Promise<void> {
  await db
    .updateTable('assignment')
    .set({ fact_id: fact })
    .where('commission_id', '=', commission)
    .where('unit_id', '=', unit)
    .execute()
}
