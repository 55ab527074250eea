import type { Output, PeriodView } from '../../api.ts'
import { Instant, lastDay, type Period } from '../../domain/calendar.ts'
import { grouped } from '../../domain/notice/checks/grouped.ts'
import { Problem } from '../../domain/problems.ts'
import { freezeMonth, reopenMonth } from '../close.ts'
import type { Context, Db, Handlers } from '../context.ts'
import { recorderOf } from '../facts.ts'
import { proven } from '../login.ts'
import { closeOf, type OpenMonth, openLedger } from '../months.ts'
import { changeWork, noticeWork } from '../notice-words.ts'
import { lockPeriod, type PeriodRow, periodsOf } from '../posting.ts'
import { ruleSetIn } from '../rule-sets.ts'
import { standingsView } from '../views.ts'

type CloseRemark = Output<'period.preview'>['remarks'][number]

export const periodActions = {
  'period.list': async ({ db, office }) => {
    const rows = await periodsOf(db, office)
    const views: PeriodView[] = []
    for (const row of rows) views.push(await viewOf(db, office, row))
    return { periods: views }
  },

  'period.preview': async (context, { period }) => {
    const ledger = await openLedger(context.db, context.office)
    if (ledger.row(period).state !== 'open') throw new Problem('period-closed', { period })
    const month = await ledger.open(period)
    return { standings: standingsView(month), entries: month.entries.length, remarks: await remarksOf(context, month) }
  },

  /**
   * 月结. Months in order; before the month's last day has passed only with a reason (CLOSE-04). Closed by another person than the one who
   * alone recorded its facts: four eyes see a month whenever two people had a hand in it. A month that is closed already answers
   * as it was closed and writes nothing.
   */
  'period.close': async (context, { period, early }) => {
    const { db, office } = context
    context.about(period)
    const ledger = await openLedger(db, office)
    const row = ledger.row(period)
    if (row.state !== 'open') return viewOf(db, office, row)
    if (context.today <= lastDay(period) && early === undefined) throw new Problem('period-too-early', { period })
    const month = await freezeMonth(context, period, context.today <= lastDay(period) ? (early ?? '') : '')
    const people = new Set(month.facts.map(fact => fact.recordedBy))
    if (people.size === 1 && people.has(recorderOf(context))) throw new Problem('four-eyes')
    return viewOf(db, office, await rowAt(db, office, period))
  },

  /**
   * 撤销月结: by two chiefs, the second with account and password, for a reason, only for the month closed last and only before its notice
   * is out. What was frozen stays under its generation.
   */
  'period.reopen': async (context, { period, reason, second }) => {
    const { db, office } = context
    context.about(period)
    const state = await lockPeriod(db, office, period)
    if (state === null) throw new Problem('period-unknown', { period })
    if (state === 'issued') throw new Problem('notice-issued', { period })
    if (state === 'open') throw new Problem('step-not-allowed', { state: '未结', step: '撤销月结' })
    const rows = await periodsOf(db, office)
    const last = rows.filter(row => row.state !== 'open').at(-1)?.period
    if (last !== period) throw new Problem('period-order', { period, first: last ?? period })
    const other = await secondChief(context, second.account)
    await reopenMonth(context, await rowAt(db, office, period), `${context.actor.name}、${other}`, reason)
    // A signature was for the month as it was closed.
    const row = await noticeWork(db, office, period)
    if (row.stage !== 'checking')
      await changeWork(db, {
        office,
        period,
        row,
        changes: { stage: 'checking', words: { ...row.words, signed: null }, signed: null },
      })
    return viewOf(db, office, await rowAt(db, office, period))
  },
} satisfies Pick<Handlers, 'period.list' | 'period.preview' | 'period.close' | 'period.reopen'>

async function rowAt(db: Db, office: Context['office'], period: Period): Promise<PeriodRow> {
  return (await openLedger(db, office)).row(period)
}

async function viewOf(db: Db, office: Context['office'], row: PeriodRow): Promise<PeriodView> {
  if (row.state === 'open') {
    const rules = await ruleSetIn(db, office, row.period)
    return {
      period: row.period,
      state: row.state,
      ruleSet: rules?.ruleSet.title ?? '',
      closedAt: null,
      closedBy: null,
      digest: null,
    }
  }
  const close = await closeOf(db, office, row)
  return {
    period: row.period,
    state: row.state,
    ruleSet: (await ruleSetIn(db, office, row.period))?.ruleSet.title ?? close.rule_set,
    closedAt: Instant.parse(close.closed_at),
    closedBy: close.closed_by,
    digest: close.digest,
  }
}

/** The second person of a reopening: another chief of the office, by account and password → the name. */
async function secondChief(context: Context, account: string): Promise<string> {
  const row = await proven(context, account)
  if (row.id === context.actor.user) throw new Problem('four-eyes')
  const chief = await context.db
    .selectFrom('user_role')
    .select('role')
    .where('user_id', '=', row.id)
    .where('role', '=', 'chief')
    .executeTakeFirst()
  if (chief === undefined) throw new Problem('four-eyes')
  return row.name
}

/** What is worth a look before a month is closed; nothing of it blocks. */
async function remarksOf({ db, office, today }: Context, month: OpenMonth): Promise<CloseRemark[]> {
  const facts = month.facts.map(({ fact }) => fact)
  const adopted = new Set<string>(
    facts.flatMap(fact => (fact.type === 'adoption' && fact.article !== null ? [fact.article] : [])),
  )
  const articles = await db
    .selectFrom('article')
    .select(['id', 'title_key'])
    .where('office_id', '=', office)
    .where('received_on', '>=', `${month.period}-01`)
    .where('received_on', '<=', lastDay(month.period))
    .execute()
  const keys = grouped(articles, article => article.title_key)
  const credited = new Set<string>(
    facts.flatMap(fact =>
      fact.type === 'commission' && fact.status === 'adopted' && fact.commission !== null ? [fact.commission] : [],
    ),
  )
  const due = await db
    .selectFrom('commission')
    .select('id')
    .where('office_id', '=', office)
    .where('due_on', '>=', `${month.period}-01`)
    .where('due_on', '<=', lastDay(month.period))
    .where('due_on', '<', today)
    .execute()
  const silent = month.groups.flatMap(group => group.rows).filter(row => row.counts.submitted === 0)
  const late = facts.filter(fact => fact.occurredOn.slice(0, 7) !== month.period && fact.type !== 'retraction')
  const remarks: CloseRemark[] = [
    said('undecided', articles.filter(({ id }) => !adopted.has(id)).length, n => `本月收到的稿件中有 ${n} 篇没有采用`),
    said(
      'twins',
      [...keys.values()].filter(group => group.length > 1).length,
      n => `有 ${n} 组稿件标题相同，可能重复登记`,
    ),
    said('due', due.filter(({ id }) => !credited.has(id)).length, n => `有 ${n} 项约稿已到期，还没有登记采用`),
    said('silent', silent.length, n => `有 ${n} 家单位本月没有报送`),
    said('late', late.length, n => `有 ${n} 条事项属于以前月份，补计在本月`),
  ]
  return remarks.filter(remark => remark.count > 0)
}

const said = (code: string, count: number, words: (n: number) => string): CloseRemark => ({
  code,
  count,
  message: `${words(count)}。`,
})
