import type { Todo } from '../api/office-work.ts'
import type { Operation } from '../domain/access.ts'
import { dayStart, daysBetween, Instant, LocalDate } from '../domain/calendar.ts'
import { AssignmentState, awaitsReply } from '../domain/commission.ts'
import type { Context } from './context.ts'

/** Who asks for what waits, and when. */
export type Asked = Pick<Context, 'db' | 'office' | 'actor' | 'today'>
export interface Asker extends Asked {
  readonly may: (operation: Operation) => boolean
}

/** Chiefs may do what editors do; it waits for the editors. */
export const isEditor = ({ actor }: Asker): boolean => actor.callers.includes('editor')

/** A deadline this near is urgent. */
const SOON_DAYS = 2
const SHOWN_MAX = 50

const isSoon = (day: string | null, today: LocalDate): boolean =>
  day !== null && daysBetween(today, LocalDate.parse(day)) <= SOON_DAYS

/** 约稿 that the own unit has not answered, each with its day. */
export async function assignmentsOfUnit({ db, office, actor, may, today }: Asker): Promise<Todo[]> {
  if (actor.unit === null || !may('article.hand-in')) return []
  const rows = await db
    .selectFrom('assignment')
    .innerJoin('commission', 'commission.id', 'assignment.commission_id')
    .innerJoin('commission_work', 'commission_work.commission_id', 'commission.id')
    .select(['commission.id', 'commission.title', 'commission.created_at', 'assignment.due_on'])
    .where('assignment.office_id', '=', office)
    .where('assignment.unit_id', '=', actor.unit)
    .where('assignment.state', 'in', AssignmentState.options.filter(awaitsReply))
    .where('commission_work.state', 'not in', ['drafting', 'closed'])
    .orderBy('commission.created_at')
    .limit(SHOWN_MAX)
    .execute()
  return rows.map(row => {
    const late = row.due_on !== null && row.due_on < today
    const day =
      row.due_on === null ? '' : late ? `，已过时限 ${row.due_on.slice(5)}` : `，${row.due_on.slice(5)} 前反馈`
    return {
      kind: 'assignment',
      text: `约稿“${row.title}”${day}`,
      count: 1,
      since: Instant.parse(row.created_at),
      urgent: isSoon(row.due_on, today),
      to: `/commission?id=${row.id}`,
    }
  })
}

/** What the office asked for: units that are late, and commissions that have to go up soon. */
export async function commissionsOfOffice(asker: Asker): Promise<Todo[]> {
  const { db, office, today } = asker
  if (!isEditor(asker)) return []
  const late = await db
    .selectFrom('assignment')
    .innerJoin('commission_work', 'commission_work.commission_id', 'assignment.commission_id')
    .select(eb => [eb.fn.countAll<number>().as('count'), eb.fn.min<string | null>('assignment.due_on').as('since')])
    .where('assignment.office_id', '=', office)
    .where('assignment.state', 'in', AssignmentState.options.filter(awaitsReply))
    .where('assignment.due_on', '<', today)
    .where('commission_work.state', 'in', ['issued', 'collected'])
    .executeTakeFirst()
  const due = await db
    .selectFrom('commission_work')
    .innerJoin('commission', 'commission.id', 'commission_work.commission_id')
    .select(['commission.id', 'commission.title', 'commission.created_at', 'commission_work.upper_due_on'])
    .where('commission_work.office_id', '=', office)
    .where('commission_work.state', 'in', ['issued', 'collected'])
    .where('commission_work.upper_due_on', 'is not', null)
    .orderBy('commission_work.upper_due_on')
    .limit(SHOWN_MAX)
    .execute()
  const owed = Number(late?.count ?? 0)
  return [
    ...(owed === 0
      ? []
      : [
          {
            kind: 'urge',
            text: '家单位的约稿逾期未反馈，可以催办',
            count: owed,
            since: late?.since == null ? null : dayStart(LocalDate.parse(late.since)),
            urgent: true,
            to: '/commission',
          },
        ]),
    ...due
      .filter(row => isSoon(row.upper_due_on, today))
      .map(row => ({
        kind: 'send-up',
        text: `约稿“${row.title}”${row.upper_due_on?.slice(5) ?? ''} 前要上报`,
        count: 1,
        since: Instant.parse(row.created_at),
        urgent: true,
        to: `/commission?id=${row.id}`,
      })),
  ]
}

/** 批示 until they are 办结: the office's, and those passed on to the own unit. */
export async function instructionsOf(asker: Asker): Promise<Todo[]> {
  const { db, office, actor, may } = asker
  const isOffice = isEditor(asker)
  if (!isOffice && (actor.unit === null || !may('instruction.step'))) return []
  const all = db
    .selectFrom('instruction')
    .select(eb => [eb.fn.countAll<number>().as('count'), eb.fn.min<string | null>('on_day').as('since')])
    .where('office_id', '=', office)
  const unit = actor.unit ?? ''
  const row = await (isOffice
    ? all.where('state', '!=', 'settled')
    : all
        .where('state', '=', 'passed-on')
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom('article_unit')
              .select('article_unit.unit_id')
              .whereRef('article_unit.article_id', '=', 'instruction.article_id')
              .where('article_unit.unit_id', '=', unit),
          ),
        )
  ).executeTakeFirst()
  const count = Number(row?.count ?? 0)
  if (count === 0) return []
  return [
    {
      kind: 'instruction',
      text: isOffice ? '批示还没有办结' : '批示待反馈',
      count,
      since: row?.since == null ? null : dayStart(LocalDate.parse(row.since)),
      urgent: !isOffice,
      to: '/forwarding?view=instruction',
    },
  ]
}
