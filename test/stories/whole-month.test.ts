import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDate, period } from '../../src/domain/calendar.ts'
import { richOfText } from '../../src/domain/rich-text.ts'
import { DIALECTS, openDatabases } from '../support/databases.ts'
import { cookieOf } from '../support/door.ts'
import { fates, type Month, openMonth, type Written } from '../support/month-acts.ts'
import type { SmallStanding } from '../support/small-month.ts'
import { PASSWORD } from '../support/story.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const JULY = period('2023-07')
const ARTICLES = 400
const HANDING_IN = ['2023-07-03', '2023-07-06', '2023-07-10', '2023-07-13'] as const
const PRINTING = ['2023-07-17', '2023-07-24', '2023-07-31'] as const

/** A commission to ten units; six answer with an article of their own, the last two of them late; one is let off → what was answered. */
async function ordered(month: Month, title: string, from: number) {
  const asked = month.units.slice(from, from + 10)
  const saved = await month.ask('editor', 'commission.save', {
    title,
    source: '市政府',
    level: 'city',
    upperDueOn: null,
    dueOn: localDate('2023-07-10'),
    requirements: '',
    materials: [],
    contact: '',
    units: [...asked],
  })
  const { commission, version } = saved
  const issue = { commission, version, step: 'issue', on: null, adopted: [], comment: '' } as const
  await month.ask('editor', 'commission.step', { ...issue, adopted: [] })
  const last = asked[9]
  if (last === undefined) throw new Error('too few units')
  await month.ask('editor', 'assignment.exempt', { commission, unit: last, reason: '无此项业务' })
  return { commission, asked }
}
type Ordered = Awaited<ReturnType<typeof ordered>>

async function answered(month: Month, { commission, asked }: Ordered, from: number, to: number): Promise<Written[]> {
  const written: Written[] = []
  for (const unit of asked.slice(from, to)) written.push(await month.handIn(unit, 'unused', commission))
  return written
}

async function adoptedAbove(month: Month, { commission }: Ordered, replies: readonly Written[]): Promise<void> {
  const { version } = await month.ask('editor', 'commission.get', { commission })
  const adopted = replies.flatMap(({ article, units }) => units.map(unit => ({ unit, article })))
  const input = { commission, version, step: 'adopt', on: localDate('2023-07-20'), adopted, comment: '' } as const
  await month.ask('editor', 'commission.step', { ...input, adopted: [...adopted] })
  month.small.add(
    'commissions',
    adopted.map(({ unit }) => unit),
  )
}

async function gathered(month: Month): Promise<Written[][]> {
  const orders = [await ordered(month, '征集要素保障建议', 3), await ordered(month, '征集生态修复案例', 17)]
  const replies: Written[][] = [[], []]
  for (const [index, day] of HANDING_IN.entries()) {
    await month.day(day)
    for (const [at, order] of orders.entries()) {
      if (index === 1) replies[at]?.push(...(await answered(month, order, 0, 4)))
      if (index === 3) replies[at]?.push(...(await answered(month, order, 4, 6)))
    }
    const until = ((index + 1) * ARTICLES) / HANDING_IN.length
    while (month.written.length < until) {
      const unit = month.units[month.random(month.units.length)]
      const fate = fates[month.random(fates.length)]
      if (unit === undefined || fate === undefined) throw new Error('nobody')
      await month.handIn(unit, fate)
    }
  }
  for (const [at, order] of orders.entries()) {
    const { assignments, late } = await month.ask('editor', 'commission.get', { commission: order.commission })
    const states = assignments.map(one => one.state)
    expect([states.filter(one => one === 'replied').length, states.filter(one => one === 'exempt').length]).toEqual([
      6, 1,
    ])
    expect(late).toBe(3)
    const counted = assignments.flatMap(one => one.counted.map(({ status }) => status)).sort()
    expect(counted).toEqual(['late', 'late', 'submitted', 'submitted', 'submitted', 'submitted'])
    await month.day('2023-07-20')
    await adoptedAbove(month, order, (replies[at] ?? []).slice(1, 5))
  }
  return replies
}

async function decided(month: Month): Promise<void> {
  for (const { article, version, units } of month.fated('withdraw')) {
    await month.ask(units[0] ?? '', 'article.withdraw', { article, version, reason: '写错了' })
    month.small.withdraw(article)
  }
  await month.decide(month.fated('report'), 'adopt', 'report')
  await month.decide(month.fated('brief'), 'adopt', 'brief')
  await month.decide(month.fated('keep'), 'keep')
  await month.decide(month.fated('reject'), 'reject')
  await month.decide(month.fated('unused'), 'leave-unused')
  await month.decide(month.fated('sent-back'), 'return')
  await month.decide(month.fated('second-try'), 'return')
  for (const one of month.fated('second-try')) {
    const { article, version, units } = one
    const again = await month.ask(units[0] ?? '', 'article.hand-in', { article, version, confirmedDuplicate: true })
    one.version = again.version
    month.small.handIn(article, units)
  }
  await month.decide(month.fated('second-try'), 'adopt', 'report')
  const undone = month.fated('undone')
  const decisions = await month.decide(undone, 'adopt', 'brief')
  for (const { article } of undone) {
    const decision = decisions.get(article)
    if (decision === undefined) throw new Error(article)
    await month.ask('editor', 'article.undo', { decision })
    month.ready.splice(
      month.ready.findIndex(one => one.article === article),
      1,
    )
  }
  const sources = month.fated('merge')
  for (let from = 0; from + 1 < sources.length; from += 3) {
    const part = sources.slice(from, from + 3)
    if (part.length < 2) break
    const units = [...new Set(part.flatMap(one => one.units))]
    const { article } = await month.ask('editor', 'article.merge', {
      articles: part.map(one => ({ article: one.article, version: one.version })),
      title: `各地做法综述之${from}`,
      body: richOfText('各地的做法。'),
      kind: 'report',
    })
    month.ready.push({ article, kind: 'report', units })
  }
}

async function sentUp(month: Month): Promise<void> {
  for (const [index, { article, units }] of month.ready.filter((_, at) => at % 9 === 0).entries()) {
    const credits = units.map(unit => ({ unit, weight: 1 }))
    const up = { article, to: '市政府办公室', outlet: '每日要情', level: 'city', on: localDate('2023-07-18') } as const
    const { forwarding } = await month.ask('editor', 'forwarding.record', { ...up, credits })
    month.small.add('forwarded', units)
    if (index % 4 !== 0) continue
    const above = { forwarding, outlet: null, outletName: '聊城信息', level: 'city', kind: 'report' } as const
    await month.ask('editor', 'forwarding.adopt', { ...above, on: localDate('2023-07-20'), credits })
    month.small.adoptAbove(article, units)
  }
}

async function published(month: Month): Promise<void> {
  const stopped = month.ready.splice(0, 5)
  const half = Math.ceil(month.ready.length / 2)
  const parts = [month.ready.slice(0, half), month.ready.slice(half)]
  const [first = '', second = '', third = ''] = PRINTING
  await month.day(first)
  await month.printed(21, first, parts[0] ?? [])
  await month.day(second)
  const wrong = await month.printed(22, second, stopped)
  await month.ask('editor', 'issue.step', { ...wrong, step: 'stop', comment: '内容有误', issuedOn: null })
  for (const { article } of stopped) month.small.strike(22, article)
  await month.day(third)
  // One that was adopted as 信息 is printed as 简讯: what was printed counts.
  await month.printed(
    23,
    third,
    (parts[1] ?? []).map((one, index) => (index === 3 ? { ...one, kind: 'brief' } : one)),
  )
  const [taken] = parts[0] ?? []
  const [unit] = taken?.units ?? []
  if (taken === undefined || unit === undefined) throw new Error('nothing was printed')
  const { facts } = await month.ask('editor', 'fact.list', { period: JULY, unit, limit: 200 })
  const fact = facts.find(one => one.fact.type === 'adoption' && one.fact.article === taken.article)
  if (fact === undefined) throw new Error('no adoption')
  await month.ask('editor', 'fact.retract', { fact: fact.fact.id, reason: '不是本单位的稿件' })
  month.small.strike(21, taken.article)
}

const numberIn = (cell: object | null | undefined) => (cell && 'x100' in cell ? cell.x100 : 0)

/** A row of the notice's tables as the small count has it: counts and points alike in hundredths, blank for nothing. */
const onPaper = (row: SmallStanding, unit: string) => ({
  unit,
  submitted: row.submitted * 100,
  upperAdopted: row.upperAdopted * 100,
  ownAdopted: (row.reports + row.briefs) * 100,
  adoptionPoints: row.reports * 100 + row.briefs * 50,
  commissions: row.commissions * 100,
  commissionPoints: row.commissions * 500,
  forwarded: row.forwarded * 100,
  basePoints: row.base,
  monthPoints: row.month,
  yearPoints: row.year,
  rank: row.rank * 100,
})

describe.each(DIALECTS)('a whole month on %s', dialect => {
  let month: Month
  beforeAll(async () => {
    month = await openMonth(databases, dialect)
    await month.day('2023-07-02')
  }, 120_000)

  const shown = async () => {
    const { groups } = await month.ask('chief', 'standing.list', { period: JULY })
    return groups.flatMap(({ group, rows }) =>
      rows.map(({ unit, counts, components, month: points, yearTotal, rank }) => ({
        unit,
        group: group.key,
        ...counts,
        base: components.基础分,
        month: points,
        year: yearTotal,
        rank,
      })),
    )
  }
  const byUnit = <Row extends { unit: string }>(rows: readonly Row[]) =>
    [...rows].sort((a, b) => (a.unit < b.unit ? -1 : 1))

  it('comes to what somebody would count on paper, act by act', async () => {
    await gathered(month)
    await month.day('2023-07-14')
    await decided(month)
    await month.day('2023-07-20')
    await sentUp(month)
    await published(month)
    expect(month.written).toHaveLength(ARTICLES)
    expect(byUnit(await shown())).toEqual(byUnit(month.small.standings()))
    const { received, articles, credits, above } = month.small.totals()
    const small = month.small.standings()
    expect(await month.ask('chief', 'overview.get', { period: JULY })).toMatchObject({
      received,
      adoptedArticles: articles,
      adoptionCredits: credits,
      upperAdopted: above,
      commissionCredits: small.reduce((all, row) => all + row.commissions, 0),
    })
  }, 300_000)

  it('is closed by another person with the same numbers, and its notice says them', async () => {
    await month.day('2023-08-01')
    const { served } = month
    const login = await served.call('session.login', { account: 'chief', password: PASSWORD })
    const close = await served.call('period.close', { period: JULY }, { cookie: cookieOf(login) })
    expect(close.json()).toMatchObject({ state: 'closed', closedBy: 'chief君' })
    const small = month.small.standings()
    expect(byUnit(await shown())).toEqual(byUnit(small))

    const work = await month.ask('editor', 'notice.work', { period: JULY })
    for (const finding of work.open)
      await month.ask('editor', 'notice.answer', { period: JULY, finding, answer: 'true', note: '' })
    const step = { period: JULY, version: work.version, comment: '' }
    await month.ask('editor', 'notice.step', { ...step, step: 'send-to-review' })
    await month.ask('chief', 'notice.step', { ...step, version: work.version + 1, step: 'sign' })
    await month.ask('editor', 'notice.issue', { period: JULY, issuedOn: localDate('2023-08-01') })
    const { notice, findings } = await month.ask(month.units[0] ?? '', 'notice.compose', { period: JULY })
    expect(findings).toEqual([])
    const printed = notice.tables.flatMap(({ columns, rows }) =>
      rows.map(({ unit, cells }) => ({
        unit,
        ...Object.fromEntries(columns.map(({ measure }, index) => [measure, numberIn(cells[index])])),
      })),
    )
    expect(byUnit(printed)).toEqual(byUnit(small.map(row => onPaper(row, month.names.get(row.unit) ?? ''))))
    const { articles, credits } = month.small.totals()
    const sum = (what: 'submitted' | 'upperAdopted' | 'commissions') => small.reduce((all, row) => all + row[what], 0)
    const body = notice.body.map(({ text }) => text).join('')
    for (const words of [
      `共收到稿件${sum('submitted')}篇`,
      `共采用稿件${credits}篇次`,
      `不重复计算，共采用稿件${articles}篇`,
      `市级以上采用稿件${sum('upperAdopted')}篇次，上级采用约稿${sum('commissions')}篇次`,
    ])
      expect(body).toContain(words)
  }, 120_000)
})
