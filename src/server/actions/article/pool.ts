import { COUNT_MAX } from '../../../api/endpoint.ts'
import type { ArticleState } from '../../../domain/article.ts'
import { firstDay, lastDay } from '../../../domain/calendar.ts'
import { matchingKey } from '../../../domain/text.ts'
import { type ArticleNow, visibleStates } from '../../articles.ts'
import type { Context, Handlers } from '../../context.ts'
import { rowsOf } from './rows.ts'

const PAGE = 50

/** Lists of articles: the office's pool, and what a unit handed in. An archive is long: what is counted is read from indexes, and texts only of the rows that are shown. */
export const poolActions = {
  /** Oldest waiting first unless told, since what waits longest is due first. Counts by state are those of the other filters together. */
  'article.pool': async (context, { states, text, unit, period, genre, flag, assignee, sort = 'waiting', ...page }) => {
    let query = found(context, text)
    if (unit !== undefined)
      query = query.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('article_unit')
            .select('article_unit.unit_id')
            .whereRef('article_unit.article_id', '=', 'article_state.article_id')
            .where('article_unit.unit_id', '=', unit),
        ),
      )
    if (period !== undefined)
      query = query.where('article_state.article_id', 'in', eb =>
        eb
          .selectFrom('article')
          .select('article.id')
          .where('article.office_id', '=', context.office)
          .where('article.received_on', '>=', firstDay(period))
          .where('article.received_on', '<=', lastDay(period)),
      )
    if (genre !== undefined) query = query.where('article_state.genre', '=', genre)
    if (flag !== undefined) query = query.where('article_state.flags', 'like', `%"${flag}"%`)
    if (assignee !== undefined) query = query.where('article_state.assignee_id', '=', assignee)
    return listed(context, { query, sort, states, ...page })
  },

  'article.mine': async (context, { states, text, ...page }) => {
    const query = found(context, text)
    return listed(context, { query, sort: 'updated', states, ...page })
  },
} satisfies Pick<Handlers, 'article.pool' | 'article.mine'>

type Query = ReturnType<typeof visibleStates>

/** Titles with these letters, or the receipt number. */
function found(context: Context, text: string | undefined): Query {
  const query = visibleStates(context)
  const key = matchingKey(text ?? '').replace(/[\\%_]/g, '')
  if (key === '') return query
  return query.where(({ or, eb, selectFrom }) =>
    or([
      eb(
        'article_state.article_id',
        'in',
        selectFrom('article')
          .select('article.id')
          .where('article.office_id', '=', context.office)
          .where('article.title_key', 'like', `%${key}%`),
      ),
      eb('article_state.receipt', 'like', `%${key}%`),
    ]),
  )
}

type Sort = 'waiting' | 'newest' | 'unit' | 'updated'

/** In the order of an index wherever there is one, equal times likewise: then only the rows that are shown are read. */
function sorted(query: Query, sort: Sort): Query {
  if (sort === 'updated')
    return query.orderBy('article_state.updated_at', 'desc').orderBy('article_state.article_id', 'desc')
  if (sort === 'newest')
    return query.orderBy('article_state.submitted_at', 'desc').orderBy('article_state.article_id', 'desc')
  const first =
    sort === 'unit' ? query.innerJoin('unit', 'unit.id', 'article_state.unit_id').orderBy('unit.position') : query
  return first.orderBy('article_state.submitted_at').orderBy('article_state.article_id')
}

interface Listing {
  readonly query: Query
  readonly sort: Sort
  readonly states?: readonly ArticleState[] | undefined
  readonly offset?: number | undefined
  readonly limit?: number | undefined
}

async function listed(context: Context, { query, sort, states, offset = 0, limit = PAGE }: Listing) {
  const counts = await query
    .select(eb => ['article_state.state', eb.fn.countAll<number>().as('count')])
    .groupBy('article_state.state')
    .execute()
  const byState: Record<string, number> = Object.fromEntries(counts.map(row => [row.state, Number(row.count)]))
  const wanted = states === undefined || states.length === 0 ? null : [...new Set(states)]
  const all = Object.entries(byState).reduce(
    (sum, [state, count]) => (wanted === null || wanted.some(one => one === state) ? sum + count : sum),
    0,
  )
  const ids = await sorted(wanted === null ? query : query.where('article_state.state', 'in', wanted), sort)
    .select('article_state.article_id')
    .limit(limit)
    .offset(offset)
    .execute()
  return {
    articles: await rowsOf(
      context,
      await articlesIn(
        context,
        ids.map(row => row.article_id),
      ),
    ),
    total: Math.min(all, COUNT_MAX),
    more: all > COUNT_MAX,
    byState,
  }
}

/** These articles in this order, which were found as ones that may be seen. */
async function articlesIn({ db, office }: Context, ids: readonly string[]): Promise<ArticleNow[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('article_state')
    .innerJoin('article', 'article.id', 'article_state.article_id')
    .selectAll('article_state')
    .select(['article.title', 'article.received_on'])
    .where('article_state.office_id', '=', office)
    .where('article_state.article_id', 'in', ids)
    .execute()
  const byId = new Map(rows.map(row => [row.article_id, row]))
  return ids.flatMap(id => byId.get(id) ?? [])
}
