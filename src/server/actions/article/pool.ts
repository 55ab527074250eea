import { COUNT_MAX } from '../../../api/endpoint.ts'
import type { ArticleState } from '../../../domain/article.ts'
import { firstDay, lastDay } from '../../../domain/calendar.ts'
import { matchingKey } from '../../../domain/text.ts'
import { visibleArticles } from '../../articles.ts'
import type { Context, Handlers } from '../../context.ts'
import { rowsOf } from './rows.ts'

const PAGE = 50

/** Lists of articles: the office's pool, and what a unit handed in. */
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
      query = query
        .where('article.received_on', '>=', firstDay(period))
        .where('article.received_on', '<=', lastDay(period))
    if (genre !== undefined) query = query.where('article_state.genre', '=', genre)
    if (flag !== undefined) query = query.where('article_state.flags', 'like', `%"${flag}"%`)
    if (assignee !== undefined) query = query.where('article_state.assignee_id', '=', assignee)
    const sorted =
      sort === 'unit'
        ? query
            .innerJoin('unit', 'unit.id', 'article_state.unit_id')
            .orderBy('unit.position')
            .orderBy('article_state.submitted_at')
        : query.orderBy('article_state.submitted_at', sort === 'newest' ? 'desc' : 'asc')
    return listed(context, { query, sorted, states, ...page })
  },

  'article.mine': async (context, { states, text, ...page }) => {
    const query = found(context, text)
    return listed(context, { query, sorted: query.orderBy('article_state.updated_at', 'desc'), states, ...page })
  },
} satisfies Pick<Handlers, 'article.pool' | 'article.mine'>

type Query = ReturnType<typeof visibleArticles>

/** Titles with these letters, or the receipt number. */
function found(context: Context, text: string | undefined): Query {
  const query = visibleArticles(context)
  const key = matchingKey(text ?? '').replace(/[\\%_]/g, '')
  if (key === '') return query
  return query.where(({ or, eb }) =>
    or([eb('article.title_key', 'like', `%${key}%`), eb('article_state.receipt', 'like', `%${key}%`)]),
  )
}

async function listed(
  context: Context,
  {
    query,
    sorted,
    states,
    offset = 0,
    limit = PAGE,
  }: {
    readonly query: Query
    readonly sorted: Query
    readonly states?: readonly ArticleState[] | undefined
    readonly offset?: number | undefined
    readonly limit?: number | undefined
  },
) {
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
  const rows = await (wanted === null ? sorted : sorted.where('article_state.state', 'in', wanted))
    .selectAll('article_state')
    .select(['article.title', 'article.received_on'])
    .orderBy('article_state.article_id')
    .limit(limit)
    .offset(offset)
    .execute()
  return {
    articles: await rowsOf(context, rows),
    total: Math.min(all, COUNT_MAX),
    more: all > COUNT_MAX,
    byState,
  }
}
