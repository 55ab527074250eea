import { COUNT_MAX } from '../../api/endpoint.ts'
import type { Todo } from '../../api/office-work.ts'
import { API } from '../../api.ts'
import type { Operation } from '../../domain/access.ts'
import { Instant } from '../../domain/calendar.ts'
import type { Context, Handlers } from '../context.ts'
import { UNTOLD, waitingFor } from '../todos.ts'

const PAGE = 50

export const todoActions = {
  /** 待办: what waits for the asker by their roles, urgent first, then what waits longest. 已办: what they did, the latest first. */
  'todo.list': async (context, { done = false, offset = 0, limit = PAGE }) => {
    if (done) return doneBy(context, offset, limit)
    const todos = await waitingFor(context)
    return { todos: todos.slice(offset, offset + limit), total: todos.length, more: false }
  },
} satisfies Pick<Handlers, 'todo.list'>

async function doneBy({ db, office, actor }: Context, offset: number, limit: number) {
  const own = db
    .selectFrom('activity')
    .where('office_id', '=', office)
    .where('user_id', '=', actor.user ?? '')
    .where('result', '=', 'ok')
    .where('operation', 'in', TOLD)
  const rows = await own
    .select(['seq', 'at', 'operation', 'subject'])
    .orderBy('seq', 'desc')
    .limit(limit)
    .offset(offset)
    .execute()
  const counted = await db
    .selectFrom(
      own
        .select('seq')
        .limit(COUNT_MAX + 1)
        .as('own'),
    )
    .select(eb => eb.fn.countAll<number>().as('count'))
    .executeTakeFirst()
  const count = Number(counted?.count ?? 0)
  return {
    todos: rows.map((row): Todo => {
      const what = isOperation(row.operation) ? API[row.operation].summary.replace(/[（：；].*$/, '') : row.operation
      return {
        kind: row.operation,
        text: row.subject === '' ? what : `${what}：${row.subject}`,
        count: 1,
        since: Instant.parse(row.at),
        urgent: false,
        to: '',
      }
    }),
    total: Math.min(count, COUNT_MAX),
    more: count > COUNT_MAX,
  }
}

const isOperation = (name: string): name is Operation => Object.hasOwn(API, name)

/** Commands that were work: not what a person did about their own session or reading. */
const TOLD = Object.entries(API).flatMap(([name, endpoint]) =>
  endpoint.effect === 'command' && endpoint.logged && !UNTOLD.some(prefix => name.startsWith(prefix)) ? [name] : [],
)
