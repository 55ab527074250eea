import { NEAR_FROM } from '../../domain/article/flags.ts'
import { ArticleState, awaitsDecision } from '../../domain/article.ts'
import { firstDay, lastDay, type Period } from '../../domain/calendar.ts'
import { AssignmentState, awaitsReply } from '../../domain/commission.ts'
import { Problem } from '../../domain/problems.ts'
import { likeness } from '../../domain/text.ts'
import type { Context, Handlers } from '../context.ts'
import { openLedger } from '../months.ts'
import { movesOf } from '../moves.ts'

/** Pairs that share a mark and are compared; more of one month would be a flood of copies, of which these are enough to look at. */
const PAIRS_MAX = 2_000

export const rehearsalActions = {
  /** 试算: what a close would fix at this moment, and what is still open; changes nothing. */
  'period.rehearse': async (context, { period }) => {
    const ledger = await openLedger(context.db, context.office)
    if (ledger.row(period).state !== 'open') throw new Problem('period-closed', { period })
    const month = await ledger.open(period)
    return {
      moves: movesOf(month.groups),
      undecided: await undecided(context, period),
      overdueCommissions: await overdue(context),
      duplicates: (await twins(context, period)).map(titles => ({ titles })),
      entries: month.entries.length,
    }
  },
} satisfies Pick<Handlers, 'period.rehearse'>

/** Articles handed in up to the end of the month that the office has not decided on. */
async function undecided({ db, office }: Context, period: Period): Promise<number> {
  const row = await db
    .selectFrom('article_state')
    .innerJoin('article', 'article.id', 'article_state.article_id')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('article_state.office_id', '=', office)
    .where('article_state.state', 'in', ArticleState.options.filter(awaitsDecision))
    .where('article.received_on', '<=', lastDay(period))
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** Answers that units owe past their day. */
async function overdue({ db, office, today }: Context): Promise<number> {
  const row = await db
    .selectFrom('assignment')
    .innerJoin('commission_work', 'commission_work.commission_id', 'assignment.commission_id')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('assignment.office_id', '=', office)
    .where('assignment.state', 'in', AssignmentState.options.filter(awaitsReply))
    .where('assignment.due_on', '<', today)
    .where('commission_work.state', 'not in', ['drafting', 'closed'])
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** Stories of a month that were likely handed in more than once, as groups of titles. What became one 合稿 is no duplicate of it. */
async function twins({ db, office }: Context, period: Period): Promise<string[][]> {
  const rows = await db
    .selectFrom('article_token as one')
    .innerJoin('article_token as other', join =>
      join.onRef('other.office_id', '=', 'one.office_id').onRef('other.token', '=', 'one.token'),
    )
    .innerJoin('article as a', 'a.id', 'one.article_id')
    .innerJoin('article as b', 'b.id', 'other.article_id')
    .innerJoin('article_state as s', 's.article_id', 'a.id')
    .innerJoin('article_state as t', 't.article_id', 'b.id')
    .select(['a.id as first', 'a.title', 'b.id as second', 'b.title as other_title'])
    .distinct()
    .where('one.office_id', '=', office)
    .whereRef('one.article_id', '<', 'other.article_id')
    .where('a.received_on', '>=', firstDay(period))
    .where('a.received_on', '<=', lastDay(period))
    .where('b.received_on', '>=', firstDay(period))
    .where('b.received_on', '<=', lastDay(period))
    .where('s.state', 'not in', OUT)
    .where('t.state', 'not in', OUT)
    .orderBy('a.id')
    .orderBy('b.id')
    .limit(PAIRS_MAX)
    .execute()
  const groupOf = new Map<string, Map<string, string>>()
  for (const { first, title, second, other_title } of rows) {
    if (likeness(title, other_title) < NEAR_FROM) continue
    const group = groupOf.get(first) ?? groupOf.get(second) ?? new Map<string, string>()
    const merged = new Map([...group, ...(groupOf.get(second) ?? []), [first, title], [second, other_title]])
    for (const id of merged.keys()) groupOf.set(id, merged)
  }
  return [...new Set(groupOf.values())].map(group => [...group.values()])
}

const OUT: readonly ArticleState[] = ['draft', 'in-review', 'withdrawn', 'rejected', 'merged', 'unused']
