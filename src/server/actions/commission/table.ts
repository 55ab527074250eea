import { z } from 'zod'
import { type CommissionDetail, type CommissionRow, Material } from '../../../api/commission.ts'
import { COUNT_MAX } from '../../../api/endpoint.ts'
import { dayStart, firstDay, Instant, LocalDate, lastDay, periodAfter } from '../../../domain/calendar.ts'
import {
  AssignmentState,
  assignmentSteps,
  type CommissionState,
  commissionSteps,
  isLate,
  isRunning,
} from '../../../domain/commission.ts'
import { ArticleId, CommissionStatus, FactId, UnitId } from '../../../domain/model.ts'
import { grouped } from '../../../domain/notice/checks/grouped.ts'
import { richOfText } from '../../../domain/rich-text.ts'
import { matchingKey } from '../../../domain/text.ts'
import { lastVersion } from '../../articles.ts'
import {
  COMMISSION_COLUMNS,
  type CommissionNow,
  commissionNow,
  commissionOf,
  dayOrNull,
  visibleCommissions,
} from '../../commissions.ts'
import type { Context, Handlers } from '../../context.ts'

const PAGE = 50

export const commissionTableActions = {
  /** Newest first; a month finds what was begun or due in it, and what counted in it. */
  'commission.table': async (context, { states, period, text, offset = 0, limit = PAGE }) => {
    let query = visibleCommissions(context)
    if (states !== undefined && states.length > 0) query = inStates(query, states)
    if (period !== undefined) {
      const [first, last] = [firstDay(period), lastDay(period)]
      query = query.where(({ or, and, eb, exists, selectFrom }) =>
        or([
          and([
            eb('commission.created_at', '>=', dayStart(first)),
            eb('commission.created_at', '<', dayStart(firstDay(periodAfter(period)))),
          ]),
          and([eb('commission.due_on', '>=', first), eb('commission.due_on', '<=', last)]),
          exists(
            selectFrom('fact')
              .select('fact.id')
              .whereRef('fact.commission_id', '=', 'commission.id')
              .where('fact.posting', '=', period),
          ),
        ]),
      )
    }
    const key = matchingKey(text ?? '').replace(/[\\%_]/g, '')
    if (key !== '') query = query.where('commission.title_key', 'like', `%${key}%`)
    const counted = await query.select(eb => eb.fn.countAll<number>().as('count')).executeTakeFirst()
    const total = Number(counted?.count ?? 0)
    const rows = await query
      .select(COMMISSION_COLUMNS)
      .orderBy('commission.created_at', 'desc')
      .orderBy('commission.id', 'desc')
      .limit(limit)
      .offset(offset)
      .execute()
    return {
      commissions: await rowsOf(context, rows.map(commissionOf)),
      total: Math.min(total, COUNT_MAX),
      more: total > COUNT_MAX,
    }
  },

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
      contact: now.contact,
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
} satisfies Pick<Handlers, 'commission.table' | 'commission.get' | 'commission.replies'>

/** Commissions of old notices have no state of their own: they are settled. */
function inStates(query: ReturnType<typeof visibleCommissions>, states: readonly CommissionState[]) {
  return query.where(({ or, eb }) =>
    or([eb('work.state', 'in', [...states]), ...(states.includes('closed') ? [eb('work.state', 'is', null)] : [])]),
  )
}

type Counts = Pick<CommissionRow, 'asked' | 'signed' | 'replied' | 'late'>
const NONE: Counts = { asked: 0, signed: 0, replied: 0, late: 0 }

const emptyRow = (now: CommissionNow): CommissionRow => ({
  id: now.id,
  title: now.title,
  source: now.source,
  level: now.level,
  state: now.state,
  upperDueOn: now.upperDueOn,
  dueOn: now.dueOn,
  ...NONE,
  own: null,
  version: now.version,
})

/** Rows of a list with how far the units are, in three questions however many they are. A unit's own rows count itself only. */
async function rowsOf(context: Context, commissions: readonly CommissionNow[]): Promise<CommissionRow[]> {
  if (commissions.length === 0) return []
  const ids = commissions.map(one => one.id)
  const counts = await countsOf(context, ids)
  const taken = await creditedOf(context, ids)
  const own = await ownOf(context, ids)
  return commissions.map(now => {
    const counted = counts.get(now.id) ?? taken.get(now.id) ?? NONE
    return {
      ...emptyRow(now),
      ...counted,
      late: isRunning(now.state) ? counted.late : 0,
      own: own.get(now.id) ?? null,
    }
  })
}

async function countsOf({ db, scope, actor, today }: Context, ids: readonly string[]): Promise<Map<string, Counts>> {
  const rows = await db
    .selectFrom('assignment')
    .select(({ fn, eb }) => [
      'commission_id',
      fn.countAll<number>().as('asked'),
      fn.count<number>('signed_at').as('signed'),
      fn.count<number>('replied_at').as('replied'),
      fn
        .sum<number>(
          eb
            .case()
            .when(eb.and([eb('due_on', '<', today), eb('state', '!=', 'replied')]))
            .then(1)
            .else(0)
            .end(),
        )
        .as('late'),
    ])
    .where('commission_id', 'in', [...ids])
    .where('state', '!=', 'exempt')
    .$if(scope === 'own', query => query.where('unit_id', '=', actor.unit ?? ''))
    .groupBy('commission_id')
    .execute()
  return new Map(
    rows.map(row => [
      row.commission_id,
      { asked: Number(row.asked), signed: Number(row.signed), replied: Number(row.replied), late: Number(row.late) },
    ]),
  )
}

/** A commission of an old notice was asked of those it names, and they all answered. */
async function creditedOf({ db, scope, actor }: Context, ids: readonly string[]): Promise<Map<string, Counts>> {
  const rows = await db
    .selectFrom('fact')
    .innerJoin('fact_credit', 'fact_credit.fact_id', 'fact.id')
    .select(eb => ['fact.commission_id', eb.fn.count<number>('fact_credit.unit_id').distinct().as('units')])
    .where('fact.commission_id', 'in', [...ids])
    .$if(scope === 'own', query => query.where('fact_credit.unit_id', '=', actor.unit ?? ''))
    .groupBy('fact.commission_id')
    .execute()
  return new Map(
    rows.map(row => {
      const units = Number(row.units)
      return [row.commission_id ?? '', { asked: units, signed: units, replied: units, late: 0 }]
    }),
  )
}

async function ownOf({ db, scope, actor, today }: Context, ids: readonly string[]) {
  if (scope === 'all') return new Map<string, CommissionRow['own']>()
  const rows = await db
    .selectFrom('assignment')
    .select(['commission_id', 'state', 'due_on'])
    .where('commission_id', 'in', [...ids])
    .where('unit_id', '=', actor.unit ?? '')
    .execute()
  return new Map<string, CommissionRow['own']>(
    rows.map(row => {
      const state = AssignmentState.parse(row.state)
      const dueOn = dayOrNull(row.due_on)
      return [row.commission_id, { state, dueOn, late: isLate(state, dueOn, today) }]
    }),
  )
}

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
