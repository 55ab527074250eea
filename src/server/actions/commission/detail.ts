import { z } from 'zod'
import { type CommissionDetail, Material } from '../../../api/commission.ts'
import { Instant, LocalDate } from '../../../domain/calendar.ts'
import { AssignmentState, assignmentSteps, commissionSteps, isLate, isRunning } from '../../../domain/commission.ts'
import { ArticleId, CommissionStatus, FactId, UnitId } from '../../../domain/model.ts'
import { grouped } from '../../../domain/notice/checks/grouped.ts'
import { richOfText } from '../../../domain/rich-text.ts'
import { lastVersion } from '../../articles.ts'
import { issuedAt, slotsOf } from '../../commission-sheets.ts'
import { type CommissionNow, commissionNow, dayOrNull } from '../../commissions.ts'
import type { Context, Handlers } from '../../context.ts'
import { emptyRow, rowsOf } from './rows.ts'

export const commissionDetailActions = {
  /** A unit sees the requirements and its own answer; who else was asked and how they did is the office's to know. */
  'commission.get': async (context, { commission }): Promise<CommissionDetail> => {
    const now = await commissionNow(context, commission)
    const [row] = await rowsOf(context, [now])
    const assignments = await assignmentsShown(context, now)
    const mayDecide = context.actor.callers.some(caller => caller === 'editor' || caller === 'chief')
    return {
      ...(row ?? emptyRow(now)),
      requirements: now.requirements,
      materials: z.array(Material).parse(JSON.parse(now.materials)),
      slots: slotsOf(now),
      contact: now.contact,
      issuedAt: await issuedAt(context, commission),
      assignments,
      events: await eventsOf(context, now),
      steps: context.scope === 'all' && mayDecide ? commissionSteps(now.state) : [],
      ownSteps:
        context.scope === 'own' && isRunning(now.state) ? assignments.flatMap(one => assignmentSteps(one.state)) : [],
    }
  },

  /** The texts as they stand, in the order of the register, to be made into one. */
  'commission.replies': async (context, { commission }) => {
    const now = await commissionNow(context, commission)
    const rows = await repliesOf(context, now)
    const replies = []
    for (const row of rows) {
      const version = await lastVersion(context, row.article_id)
      replies.push({
        unit: { unit: UnitId.parse(row.unit_id), name: row.unit_name },
        article: ArticleId.parse(row.article_id),
        title: row.title,
        body: version?.body ?? richOfText(row.body),
        at: Instant.parse(row.at),
      })
    }
    return { replies }
  },
} satisfies Pick<Handlers, 'commission.get' | 'commission.replies'>

async function assignmentsShown(context: Context, now: CommissionNow): Promise<CommissionDetail['assignments']> {
  const { db, scope, actor, today } = context
  const rows = await db
    .selectFrom('assignment')
    .innerJoin('unit', 'unit.id', 'assignment.unit_id')
    .selectAll('assignment')
    .select('unit.name')
    .where('commission_id', '=', now.id)
    .$if(scope === 'own', query => query.where('unit_id', '=', actor.unit ?? ''))
    .orderBy('unit.position')
    .execute()
  const replies = await repliesOf(context, now)
  const counted = await countedOf(context, now)
  return rows.map(row => {
    const state = AssignmentState.parse(row.state)
    const dueOn = dayOrNull(row.due_on)
    return {
      unit: UnitId.parse(row.unit_id),
      name: row.name,
      state,
      dueOn,
      late: isRunning(now.state) && isLate(state, dueOn, today),
      signedAt: instantOrNull(row.signed_at),
      repliedAt: instantOrNull(row.replied_at),
      urged: row.urged,
      reason: row.reason,
      replies: replies
        .filter(reply => reply.unit_id === row.unit_id)
        .map(reply => ({
          article: ArticleId.parse(reply.article_id),
          title: reply.title,
          at: Instant.parse(reply.at),
          // The mark stays when the fact behind it is taken back.
          adopted: reply.adopted === 1 && (counted.get(row.unit_id) ?? []).some(one => one.status === 'adopted'),
        })),
      counted: counted.get(row.unit_id) ?? [],
    }
  })
}

/** The facts of a commission by unit; those taken back are left out. */
async function countedOf({ db }: Context, { id }: CommissionNow) {
  const rows = await db
    .selectFrom('fact')
    .innerJoin('fact_credit', 'fact_credit.fact_id', 'fact.id')
    .select(['fact.id', 'fact.status', 'fact.occurred_on', 'fact_credit.unit_id'])
    .where('fact.commission_id', '=', id)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('fact as retraction').select('retraction.id').whereRef('retraction.of_fact', '=', 'fact.id')),
      ),
    )
    .orderBy('fact.seq')
    .execute()
  const views = rows.map(row => ({
    unit: row.unit_id,
    view: {
      fact: FactId.parse(row.id),
      status: CommissionStatus.parse(row.status),
      on: LocalDate.parse(row.occurred_on),
    },
  }))
  return new Map([...grouped(views, one => one.unit)].map(([unit, some]) => [unit, some.map(({ view }) => view)]))
}

const instantOrNull = (stored: string | null): Instant | null => (stored === null ? null : Instant.parse(stored))

/** What stands as a reply: a withdrawn article is none any more. */
function repliesOf({ db, scope, actor }: Context, { id }: CommissionNow) {
  return db
    .selectFrom('assignment_reply as reply')
    .innerJoin('article', 'article.id', 'reply.article_id')
    .innerJoin('unit', 'unit.id', 'reply.unit_id')
    .leftJoin('article_state', 'article_state.article_id', 'reply.article_id')
    .select([
      'reply.unit_id',
      'reply.article_id',
      'reply.at',
      'reply.adopted',
      'article.title',
      'article.body',
      'unit.name as unit_name',
    ])
    .where('reply.commission_id', '=', id)
    .where(({ or, eb }) =>
      or([
        eb('article_state.article_id', 'is', null),
        eb('article_state.submitted_at', 'is not', null).and('article_state.state', '!=', 'withdrawn'),
      ]),
    )
    .$if(scope === 'own', query => query.where('reply.unit_id', '=', actor.unit ?? ''))
    .orderBy('unit.position')
    .orderBy('reply.at')
    .orderBy('reply.article_id')
    .execute()
}

async function eventsOf({ db, scope, actor }: Context, { id }: CommissionNow): Promise<CommissionDetail['events']> {
  const rows = await db
    .selectFrom('commission_event')
    .leftJoin('unit', 'unit.id', 'commission_event.unit_id')
    .selectAll('commission_event')
    .select('unit.name')
    .where('commission_id', '=', id)
    .$if(scope === 'own', query =>
      query.where(({ or, eb }) =>
        or([eb('commission_event.unit_id', '=', actor.unit ?? ''), eb('commission_event.step', '=', 'issue')]),
      ),
    )
    .orderBy('seq')
    .execute()
  return rows.map(row => ({
    at: Instant.parse(row.at),
    by: row.by_name,
    step: row.step,
    unit: row.name ?? '',
    comment: row.comment,
  }))
}
