import type { Selectable, Updateable } from 'kysely'
import type { IssueItem, WaitingArticle } from '../api/bulletin.ts'
import { LocalDate } from '../domain/calendar.ts'
import type { IssueLook } from '../domain/issue/look.ts'
import { type Gathered, issuePaper } from '../domain/issue/pages.ts'
import { type BulletinColumn, type IssueState, type IssueStep, IssueState as States } from '../domain/issue.ts'
import { AdoptionKind, ArticleId, IssueId, OutletId, UnitId } from '../domain/model.ts'
import { grouped } from '../domain/notice/checks/grouped.ts'
import { Problem } from '../domain/problems.ts'
import { plainOf } from '../domain/rich-text.ts'
import { storedText } from '../domain/text.ts'
import { richOf, stamp, visibleArticles } from './articles.ts'
import { bulletinOf } from './bulletins.ts'
import { canonicalJson } from './canonical.ts'
import type { Context } from './context.ts'
import type { IssueTable } from './db/newsroom-tables.ts'
import { sm3 } from './digest.ts'

/** What an issue is now, as every command on it begins. */
export type IssueNow = Selectable<IssueTable>

/** One issue of the office; `not-found` for any other (AZ-06). */
export async function issueNow(context: Context, id: IssueId): Promise<IssueNow> {
  const row = await context.db
    .selectFrom('issue')
    .selectAll()
    .where('office_id', '=', context.office)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new Problem('not-found')
  return row
}

export const stateOf = (now: IssueNow): IssueState => States.parse(now.state)

/** 《某局信息》第9期: as people call it. */
export const issueName = (bulletin: string, now: Pick<IssueNow, 'number'>): string => `《${bulletin}》第${now.number}期`

/** Refuses an edit that began from another arrangement than the one that stands now (EDIT-01). */
export function assertIssueVersion(now: IssueNow, version: number): void {
  if (Number(now.version) !== version) throw new Problem('stale-version')
}

export interface IssueStood {
  readonly issue: IssueId
  readonly state: IssueState
  readonly version: number
}

/** Changes an issue from the version it was read in and no other. */
export async function changeIssue(
  { db }: Context,
  now: IssueNow,
  changes: Updateable<IssueTable>,
): Promise<IssueStood> {
  const version = Number(now.version) + 1
  const result = await db
    .updateTable('issue')
    .set({ ...changes, version })
    .where('id', '=', now.id)
    .where('version', '=', now.version)
    .executeTakeFirst()
  if (Number(result.numUpdatedRows) !== 1) throw new Problem('stale-version')
  return { issue: IssueId.parse(now.id), state: States.parse(changes.state ?? now.state), version }
}

/** Puts down who took a step and what they said. */
export async function recordIssueStep(
  context: Context,
  now: IssueNow,
  step: IssueStep,
  comment: string,
): Promise<void> {
  await context.db
    .insertInto('issue_event')
    .values({ issue_id: now.id, step, comment: storedText(comment), ...stamp(context) })
    .execute()
}

// ── what stands in it ──────────────────────────────────────────────────────────────────────────────────────────

/** The items of an issue as they are printed, with the text that stands now and the units each is credited to. */
export async function itemsOf(context: Context, issue: string): Promise<IssueItem[]> {
  const { db } = context
  const rows = await db
    .selectFrom('issue_item')
    .innerJoin('article', 'article.id', 'issue_item.article_id')
    .innerJoin('article_state', 'article_state.article_id', 'issue_item.article_id')
    .select([
      'issue_item.article_id',
      'issue_item.column_key',
      'issue_item.position',
      'article.title',
      'article_state.state',
      'article_state.kind',
    ])
    .where('issue_item.issue_id', '=', issue)
    .orderBy('issue_item.position')
    .execute()
  const ids = rows.map(row => row.article_id)
  const [texts, units, merged] = [
    await textsOf(context, ids),
    await unitsByArticle(context, ids),
    await mergedAmong(context, ids),
  ]
  const credits = grouped(
    await db
      .selectFrom('issue_credit')
      .innerJoin('unit', 'unit.id', 'issue_credit.unit_id')
      .select(['issue_credit.article_id', 'issue_credit.unit_id', 'issue_credit.weight', 'unit.name'])
      .where('issue_credit.issue_id', '=', issue)
      .orderBy('issue_credit.position')
      .execute(),
    row => row.article_id,
  )
  return rows.map(row => {
    const paragraphs = texts.get(row.article_id) ?? []
    return {
      article: ArticleId.parse(row.article_id),
      title: row.title,
      column: row.column_key,
      position: Number(row.position),
      characters: paragraphs.join('').length,
      paragraphs,
      units: units(row.article_id),
      credits: (credits.get(row.article_id) ?? []).map(({ unit_id, name, weight }) => ({
        unit: UnitId.parse(unit_id),
        name,
        weight: Number(weight),
      })),
      merged: merged.has(row.article_id),
      kind: row.kind === null ? null : AdoptionKind.parse(row.kind),
      ready: row.state === 'adopted' || row.state === 'published',
    }
  })
}

/** Adopted articles that stand in no issue; one that was stopped holds them no longer. Longest adopted first. */
export async function waitingArticles(context: Context): Promise<WaitingArticle[]> {
  const rows = await visibleArticles(context)
    .select(['article_state.article_id', 'article.title', 'article_state.kind'])
    .select(eb => eb.fn<number>('length', ['article.body']).as('characters'))
    .where('article_state.state', '=', 'adopted')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('issue_item')
            .innerJoin('issue', 'issue.id', 'issue_item.issue_id')
            .select('issue.id')
            .whereRef('issue_item.article_id', '=', 'article_state.article_id')
            .where('issue.state', '<>', 'stopped'),
        ),
      ),
    )
    .orderBy('article_state.decided_at')
    .orderBy('article_state.article_id')
    .limit(WAITING_MAX)
    .execute()
  const ids = rows.map(row => row.article_id)
  const [units, merged] = [await unitsByArticle(context, ids), await mergedAmong(context, ids)]
  return rows.map(row => ({
    article: ArticleId.parse(row.article_id),
    title: row.title,
    characters: Number(row.characters),
    units: units(row.article_id),
    merged: merged.has(row.article_id),
    kind: row.kind === null ? null : AdoptionKind.parse(row.kind),
  }))
}

/** No issue takes more; who is further back comes up as others are placed. */
const WAITING_MAX = 500

async function textsOf({ db }: Context, ids: readonly string[]): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('article_version')
    .select(['article_id', 'body'])
    .where('article_id', 'in', ids)
    .where(({ eb, selectFrom }) =>
      eb(
        'number',
        '=',
        selectFrom('article_version as last')
          .select(last => last.fn.max<number>('last.number').as('number'))
          .whereRef('last.article_id', '=', 'article_version.article_id'),
      ),
    )
    .execute()
  return new Map(
    rows.map(row => [
      row.article_id,
      plainOf(richOf(row.body))
        .split('\n')
        .map(line => line.trim())
        .filter(line => line !== ''),
    ]),
  )
}

async function unitsByArticle({ db }: Context, ids: readonly string[]) {
  const rows =
    ids.length === 0
      ? []
      : await db
          .selectFrom('article_unit')
          .innerJoin('unit', 'unit.id', 'article_unit.unit_id')
          .select(['article_unit.article_id', 'article_unit.unit_id', 'unit.name'])
          .where('article_unit.article_id', 'in', ids)
          .orderBy('article_unit.position')
          .execute()
  const byArticle = grouped(rows, row => row.article_id)
  return (article: string) =>
    (byArticle.get(article) ?? []).map(({ unit_id, name }) => ({ unit: UnitId.parse(unit_id), name }))
}

async function mergedAmong({ db }: Context, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('article_merge')
    .select('merged_id')
    .distinct()
    .where('merged_id', 'in', ids)
    .where('ended_at', 'is', null)
    .execute()
  return new Set(rows.map(row => row.merged_id))
}

// ── its pages ──────────────────────────────────────────────────────────────────────────────────────────────────

/** An issue as it is gathered, with all that is known of its items. */
export interface IssuePages extends Omit<Gathered, 'items'> {
  readonly items: readonly (IssueItem & { readonly sources: string[] })[]
}

/** An issue with its items, as a value that is laid out, shown and printed. It bears `issuedOn`, else the day it is planned for. */
export async function gathered(
  context: Context,
  now: IssueNow,
  issuedOn: LocalDate = LocalDate.parse(now.issued_on ?? now.planned_on ?? context.today),
): Promise<IssuePages> {
  const bulletin = await bulletinOf(context, OutletId.parse(now.outlet_id))
  const items = await itemsOf(context, now.id)
  return {
    name: bulletin.name,
    words: bulletin.words,
    columns: bulletin.columns,
    number: Number(now.number),
    totalNumber: Number(now.total_number),
    issuedOn,
    items: items.map(item => ({ ...item, sources: item.credits.map(({ name }) => name) })),
  }
}

/** Names what is printed, but for the day it bears: two issues with one name have the same pages. */
export const pagesDigest = (issue: Gathered): string => sm3(canonicalJson({ ...issuePaper(issue), issuedOn: null }))

/** What somebody who reads the pages now has seen. */
export const lookOf = (issue: IssuePages): IssueLook => ({
  number: issue.number,
  totalNumber: issue.totalNumber,
  items: [...issue.items]
    .sort((a, b) => columnAt(issue.columns, a.column) - columnAt(issue.columns, b.column) || a.position - b.position)
    .map(item => ({
      article: item.article,
      title: item.title,
      column: issue.columns.find(column => column.key === item.column)?.name ?? item.column,
      text: item.paragraphs.join('\n'),
      credits: item.sources,
    })),
})

const columnAt = (columns: readonly BulletinColumn[], key: string): number =>
  columns.findIndex(column => column.key === key)

/** Keeps what the actor has now seen of an issue; nothing where nobody is signed in. */
export async function recordLook(context: Context, now: IssueNow, look: IssueLook): Promise<void> {
  const user = context.actor.user
  if (user === null) return
  const row = { seen: JSON.stringify(look), seen_at: context.now }
  await context.db
    .insertInto('issue_reader')
    .values({ issue_id: now.id, user_id: user, ...row })
    .onConflict(conflict => conflict.columns(['issue_id', 'user_id']).doUpdateSet(row))
    .execute()
}
