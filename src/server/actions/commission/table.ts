import { COUNT_MAX } from '../../../api/endpoint.ts'
import { dayStart, firstDay, lastDay, periodAfter } from '../../../domain/calendar.ts'
import type { CommissionState } from '../../../domain/commission.ts'
import { matchingKey } from '../../../domain/text.ts'
import { COMMISSION_COLUMNS, commissionOf, visibleCommissions } from '../../commissions.ts'
import type { Handlers } from '../../context.ts'
import { rowsOf } from './rows.ts'

const PAGE = 50

export const commissionTableActions = {
  /** Open ones first, the earliest deadline on top, unless told; a month finds what was begun or due in it, and what counted in it. */
  'commission.table': async (context, { states, period, text, sort = 'due', offset = 0, limit = PAGE }) => {
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
    const rows = await (sort === 'due' ? openFirst(query) : query)
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
} satisfies Pick<Handlers, 'commission.table'>

/** What is still open before what is settled, and among it the earliest deadline first; what has none comes after it. */
const openFirst = (query: ReturnType<typeof visibleCommissions>) =>
  query
    .orderBy(eb =>
      eb.case().when('work.state', 'is', null).then(1).when('work.state', '=', 'closed').then(1).else(0).end(),
    )
    .orderBy(eb =>
      eb
        .case()
        .when(
          eb.or([eb('work.state', 'is', null), eb('work.state', '=', 'closed'), eb('commission.due_on', 'is', null)]),
        )
        .then('9999')
        .else(eb.ref('commission.due_on'))
        .end(),
    )

/** Commissions of old notices have no state of their own: they are settled. */
function inStates(query: ReturnType<typeof visibleCommissions>, states: readonly CommissionState[]) {
  return query.where(({ or, eb }) =>
    or([eb('work.state', 'in', [...states]), ...(states.includes('closed') ? [eb('work.state', 'is', null)] : [])]),
  )
}
