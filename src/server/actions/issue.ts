import type { Selectable } from 'kysely'
import type { Checked } from '../../api.ts'
import { Instant, LocalDate, Period, periodOf } from '../../domain/calendar.ts'
import { IssueLook, issueChanges } from '../../domain/issue/look.ts'
import { issuePaper } from '../../domain/issue/pages.ts'
import { ISSUE_STATE_WORDS, IssueState, IssueStep, issueAfter, issueSteps } from '../../domain/issue.ts'
import { IssueId, OutletId } from '../../domain/model.ts'
import { Problem } from '../../domain/problems.ts'
import { visibleArticles } from '../articles.ts'
import { bulletinOf, putBulletin } from '../bulletins.ts'
import type { Context, Handlers } from '../context.ts'
import type { IssueEventTable, IssueTable } from '../db/newsroom-tables.ts'
import {
  assertIssueVersion,
  changeIssue,
  gathered,
  type IssueNow,
  issueName,
  issueNow,
  lookOf,
  pagesDigest,
  recordIssueStep,
  recordLook,
  stateOf,
  waitingArticles,
} from '../issues.ts'
import { isPrinted, issueFileName } from '../print-issue.ts'
import { registerAt, unitIn } from '../register.ts'
import { insertAll } from '../rows.ts'
import { steppingActions } from './issue/stepping.ts'

const PAGE = 50

export const issueActions = {
  ...steppingActions,

  'issue.list': async ({ db, office }, { bulletin, year, offset = 0, limit = PAGE }) => {
    let query = db.selectFrom('issue').where('issue.office_id', '=', office)
    const years = await query.select('year').distinct().orderBy('year', 'desc').execute()
    if (bulletin !== undefined) query = query.where('outlet_id', '=', bulletin)
    if (year !== undefined) query = query.where('year', '=', year)
    const counted = await query.select(eb => eb.fn.countAll<number>().as('count')).executeTakeFirst()
    const rows = await query
      .innerJoin('outlet', 'outlet.id', 'issue.outlet_id')
      .selectAll('issue')
      .select('outlet.name')
      .select(({ selectFrom }) =>
        selectFrom('issue_item')
          .select(eb => eb.fn.countAll<number>().as('items'))
          .whereRef('issue_item.issue_id', '=', 'issue.id')
          .as('items'),
      )
      .orderBy('issue.year', 'desc')
      .orderBy('issue.number', 'desc')
      .orderBy('issue.id', 'desc')
      .limit(limit)
      .offset(offset)
      .execute()
    return {
      issues: rows.map(row => rowOf(row, row.name, Number(row.items))),
      years: years.map(row => Number(row.year)),
      total: Number(counted?.count ?? 0),
      more: false,
    }
  },

  'issue.get': async (context, { issue }) => {
    const now = await issueNow(context, issue)
    const pages = await gathered(context, now)
    const look = lookOf(pages)
    const events = await eventsOf(context, now)
    const file = isPrinted(now) && now.file_sm3 !== null ? await fileOf(context, now.file_sm3) : null
    return {
      ...rowOf(now, pages.name, pages.items.length),
      words: pages.words,
      columns: [...pages.columns],
      items: [...pages.items],
      waiting: stateOf(now) === 'gathering' ? await waitingArticles(context) : [],
      events: events.filter(({ step }) => step !== 'correct').map(eventView),
      corrections: events
        .filter(({ step }) => step === 'correct')
        .map(row => ({ at: Instant.parse(row.at), by: row.by_name, text: row.comment })),
      steps: stepsFor(context, now),
      preparedByAsker: now.prepared_by !== null && now.prepared_by === context.actor.user,
      file: file === null ? null : { ...file, name: issueFileName(issuePaper(pages)) },
      pages: pagesDigest(pages),
      changes: await changesFor(context, now, look),
    }
  },

  /** A number stands once a year, the number over all years once; whoever begins one at the same moment waits and is told. */
  'issue.create': async (context, { bulletin: outlet, number, totalNumber, plannedOn }) => {
    const bulletin = await bulletinOf(context, outlet)
    await putBulletin(context, { ...bulletin, nextNumber: number + 1, nextTotalNumber: totalNumber + 1 })
    const year = yearOf(plannedOn ?? context.today)
    await assertNumbers(context, { outlet, year, number, totalNumber })
    const id = IssueId.parse(context.newId('iss'))
    await context.db
      .insertInto('issue')
      .values({
        id,
        office_id: context.office,
        outlet_id: outlet,
        number,
        total_number: totalNumber,
        year,
        state: 'gathering',
        planned_on: plannedOn,
        issued_on: null,
        posting: null,
        prepared_by: null,
        signed_by: null,
        file_sm3: null,
        version: 1,
        created_at: context.now,
      })
      .execute()
    context.about(issueName(bulletin.name, { number }))
    return { issue: id, state: 'gathering', version: 1 }
  },

  'issue.renumber': async (context, { issue, version, number, totalNumber, plannedOn }) => {
    const now = await issueNow(context, issue)
    const bulletin = await bulletinOf(context, OutletId.parse(now.outlet_id))
    context.about(issueName(bulletin.name, { number }))
    assertIssueVersion(now, version)
    assertGathering(now, '改期号')
    const year = yearOf(plannedOn ?? context.today)
    await putBulletin(context, bulletin)
    await assertNumbers(context, { outlet: bulletin.id, year, number, totalNumber }, issue)
    return changeIssue(context, now, { number, total_number: totalNumber, year, planned_on: plannedOn })
  },

  /** The whole arrangement at once: columns, order and credits. Refuses articles that are not adopted or stand in another issue. */
  'issue.arrange': async (context, { issue, version, items }) => {
    const { db } = context
    const now = await issueNow(context, issue)
    const bulletin = await bulletinOf(context, OutletId.parse(now.outlet_id))
    context.about(issueName(bulletin.name, now))
    assertIssueVersion(now, version)
    assertGathering(now, '编排')
    if (new Set(items.map(({ article }) => article)).size < items.length)
      throw new Problem('invalid-input', { reason: '同一篇稿件在一期里只能排一次' })
    if (items.some(({ column }) => !bulletin.columns.some(({ key }) => key === column)))
      throw new Problem('invalid-input', { reason: '没有这个栏目，刊物设置可能刚刚改过' })
    await assertFreeArticles(context, now, items)
    await assertCredits(context, now, items)
    await db.deleteFrom('issue_credit').where('issue_id', '=', issue).execute()
    await db.deleteFrom('issue_item').where('issue_id', '=', issue).execute()
    await insertAll(
      db,
      'issue_item',
      items.map(({ article, column }, position) => ({
        issue_id: issue,
        article_id: article,
        column_key: column,
        position,
        fact_id: null,
      })),
    )
    await insertAll(
      db,
      'issue_credit',
      items.flatMap(({ article, credits }) =>
        credits.map(({ unit, weight }, position) => ({
          issue_id: issue,
          article_id: article,
          unit_id: unit,
          position,
          weight,
        })),
      ),
    )
    return changeIssue(context, now, {})
  },

  /** 更正: what was wrong and what is right, beside the printed issue, whose file stays as it went out. */
  'issue.correct': async (context, { issue, version, text }) => {
    const now = await issueNow(context, issue)
    const bulletin = await bulletinOf(context, OutletId.parse(now.outlet_id))
    context.about(issueName(bulletin.name, now))
    assertIssueVersion(now, version)
    const state = issueAfter(stateOf(now), 'correct')
    await recordIssueStep(context, now, 'correct', text)
    return changeIssue(context, now, { state })
  },

  'issue.look': async (context, { issue, pages }) => {
    const now = await issueNow(context, issue)
    const shown = await gathered(context, now)
    context.about(issueName(shown.name, now))
    if (pagesDigest(shown) !== pages) throw new Problem('stale-version')
    await recordLook(context, now, lookOf(shown))
    return { done: true }
  },
} satisfies Pick<
  Handlers,
  | keyof typeof steppingActions
  | 'issue.list'
  | 'issue.get'
  | 'issue.create'
  | 'issue.renumber'
  | 'issue.arrange'
  | 'issue.correct'
  | 'issue.look'
>

const yearOf = (day: LocalDate): number => Number(day.slice(0, 4))

const rowOf = (row: Selectable<IssueTable>, bulletinName: string, items: number) => ({
  id: IssueId.parse(row.id),
  bulletin: OutletId.parse(row.outlet_id),
  bulletinName,
  number: Number(row.number),
  totalNumber: Number(row.total_number),
  year: Number(row.year),
  state: IssueState.parse(row.state),
  plannedOn: row.planned_on === null ? null : LocalDate.parse(row.planned_on),
  issuedOn: isPrinted(row) && row.issued_on !== null ? LocalDate.parse(row.issued_on) : null,
  period: row.posting === null ? null : Period.parse(row.posting),
  items,
  version: Number(row.version),
})

/** Steps the actor may take now: only a chief signs, and not what they sent to review themselves. */
function stepsFor({ actor }: Context, now: IssueNow): IssueStep[] {
  const edits = actor.callers.includes('editor') || actor.callers.includes('chief')
  const signs = actor.callers.includes('chief') && (now.prepared_by === null || now.prepared_by !== actor.user)
  return edits ? issueSteps(stateOf(now)).filter(step => step !== 'sign' || signs) : []
}

const eventsOf = ({ db }: Context, now: IssueNow) =>
  db.selectFrom('issue_event').selectAll().where('issue_id', '=', now.id).orderBy('seq').execute()

const eventView = (row: Selectable<IssueEventTable>) => ({
  at: Instant.parse(row.at),
  by: row.by_name,
  step: IssueStep.parse(row.step),
  comment: row.comment,
})

async function fileOf({ db }: Context, file: string) {
  const row = await db.selectFrom('file').select('size').where('sm3', '=', file).executeTakeFirstOrThrow()
  return { file, size: Number(row.size) }
}

async function changesFor({ db, actor }: Context, now: IssueNow, look: IssueLook) {
  const row = await db
    .selectFrom('issue_reader')
    .select('seen')
    .where('issue_id', '=', now.id)
    .where('user_id', '=', actor.user ?? '')
    .executeTakeFirst()
  return row === undefined ? null : issueChanges(IssueLook.parse(JSON.parse(row.seen)), look)
}

function assertGathering(now: IssueNow, step: string): void {
  const state = stateOf(now)
  if (state !== 'gathering') throw new Problem('step-not-allowed', { state: ISSUE_STATE_WORDS[state], step })
}

interface Numbers {
  readonly outlet: OutletId
  readonly year: number
  readonly number: number
  readonly totalNumber: number
}

/** The bulletin's row was written before, so that of two at once the second sees the first. */
async function assertNumbers(
  { db }: Context,
  { outlet, year, number, totalNumber }: Numbers,
  own?: IssueId,
): Promise<void> {
  const rows = await db
    .selectFrom('issue')
    .select(['id', 'year', 'number', 'total_number'])
    .where('outlet_id', '=', outlet)
    .where(({ or, and, eb }) =>
      or([and([eb('year', '=', year), eb('number', '=', number)]), eb('total_number', '=', totalNumber)]),
    )
    .execute()
  const other = rows.find(row => row.id !== own)
  if (other === undefined) return
  const isNumber = Number(other.year) === year && Number(other.number) === number
  throw new Problem('duplicate-name', { name: isNumber ? `${year}年第${number}期` : `总第${totalNumber}期` })
}

type Arranged = Checked<'issue.arrange'>['items']

/** Each article is one the office adopted, and in no other issue that is not stopped. */
async function assertFreeArticles(context: Context, now: IssueNow, items: Arranged): Promise<void> {
  if (items.length === 0) return
  const ids = items.map(({ article }) => article)
  const rows = await visibleArticles(context)
    .select(['article_state.article_id', 'article_state.state', 'article.title'])
    .where('article_state.article_id', 'in', ids)
    .execute()
  if (rows.length < ids.length) throw new Problem('not-found')
  const wrong = rows.find(row => row.state !== 'adopted')
  if (wrong !== undefined)
    throw new Problem('step-not-allowed', { state: `《${wrong.title}》不在“已采用”`, step: '编入本期' })
  const elsewhere = await context.db
    .selectFrom('issue_item')
    .innerJoin('issue', 'issue.id', 'issue_item.issue_id')
    .innerJoin('article', 'article.id', 'issue_item.article_id')
    .select(['issue.number', 'article.title'])
    .where('issue_item.article_id', 'in', ids)
    .where('issue.id', '<>', now.id)
    .where('issue.state', '<>', 'stopped')
    .executeTakeFirst()
  if (elsewhere !== undefined)
    throw new Problem('step-not-allowed', {
      state: `《${elsewhere.title}》已编入第${elsewhere.number}期`,
      step: '编入本期',
    })
}

/** Units of the register of the month it will count in, each once an article; looked up once for all of them. */
async function assertCredits({ db, office, today }: Context, now: IssueNow, items: Arranged): Promise<void> {
  const register = await registerAt(
    db,
    office,
    periodOf(now.planned_on === null ? today : LocalDate.parse(now.planned_on)),
  )
  for (const { credits } of items) {
    for (const { unit } of credits) unitIn(register, unit)
    if (new Set(credits.map(({ unit }) => unit)).size < credits.length)
      throw new Problem('invalid-input', { reason: '同一单位只能计入一次' })
  }
}
