import type { ArticleDetail } from '../../../api/article.ts'
import {
  ArticleState,
  type ArticleStep,
  articleSteps,
  awaitsDecision,
  DECISIONS,
  isUndoable,
  isWritable,
  ReasonCode,
  ArticleStep as Step,
} from '../../../domain/article.ts'
import { Instant } from '../../../domain/calendar.ts'
import { AdoptionKind, ArticleId, DecisionId, OutletId } from '../../../domain/model.ts'
import { Problem } from '../../../domain/problems.ts'
import { plainOf, richOfText } from '../../../domain/rich-text.ts'
import { alikeArticles } from '../../alike.ts'
import { type ArticleNow, articleNow, richOf } from '../../articles.ts'
import type { Context, Handlers } from '../../context.ts'
import { editingNow } from './desk.ts'
import { nearOf } from './near.ts'
import { nullOr, rowsOf } from './rows.ts'
import { placesOf, pointsOf } from './yield.ts'

export const detailActions = {
  /** Everything about one article that the asker may see. What the office says among itself stays in the office. */
  'article.get': async (context, { article }): Promise<ArticleDetail> => {
    const now = await articleOrImported(context, article)
    const [row] = await rowsOf(context, [now])
    if (row === undefined) throw new Problem('not-found')
    const inside = context.scope === 'all'
    const own = !inside && now.unit_id === context.actor.unit
    const state = ArticleState.parse(now.state)
    const versions = await versionsOf(context, now)
    const decides = context.actor.callers.some(caller => caller === 'editor' || caller === 'chief')
    const body = versions.at(-1)?.body ?? []
    const asked = { id: article, title: now.title, body: plainOf(body), unit: null }
    const alike = inside && decides ? await alikeArticles(context, asked) : []
    return {
      ...row,
      body,
      own,
      draft: own && isWritable(state) ? await draftOf(context, now) : null,
      contact: { name: now.contact_name, phone: now.contact_phone },
      outlet: await outletOf(context, now.outlet_id),
      versions,
      events: await eventsOf(context, now),
      comments: await commentsOf(context, now),
      files: await filesOf(context, now),
      steps: stepsFor(context, state, own),
      merged: await mergedOf(context, now),
      near: await nearOf(context, alike),
      ...(await placesOf(context, article)),
      points: awaitsDecision(state) || isWritable(state) ? [] : await pointsOf(context, article),
      editing: inside ? await editingNow(context, article) : [],
    }
  },
} satisfies Pick<Handlers, 'article.get'>

/** An article written here, or one that came with an old notice: that one counts as published and has no life to tell of. */
async function articleOrImported(context: Context, id: ArticleId): Promise<ArticleNow> {
  const { db, office, scope, actor } = context
  let query = db
    .selectFrom('article')
    .leftJoin('article_state', 'article_state.article_id', 'article.id')
    .select(['article.title', 'article.received_on', 'article.created_at', 'article.created_by'])
    .where('article.office_id', '=', office)
    .where('article.id', '=', id)
    .where('article_state.article_id', 'is', null)
  if (scope === 'own')
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('article_unit')
          .select('article_unit.unit_id')
          .whereRef('article_unit.article_id', '=', 'article.id')
          .where('article_unit.unit_id', '=', actor.unit ?? ''),
      ),
    )
  const imported = await query.executeTakeFirst()
  if (imported === undefined) return articleNow(context, id)
  return {
    title: imported.title,
    received_on: imported.received_on,
    article_id: id,
    office_id: office,
    unit_id: '',
    author_id: imported.created_by,
    state: 'published',
    version: 1,
    receipt: null,
    genre: null,
    outlet_id: null,
    commission_id: null,
    contact_name: '',
    contact_phone: '',
    kind: null,
    reason: null,
    assignee_id: null,
    submitted_at: null,
    received_at: null,
    decided_at: null,
    updated_at: imported.created_at,
    flags: '[]',
  }
}

async function versionsOf({ db }: Context, now: ArticleNow): Promise<ArticleDetail['versions']> {
  const rows = await db
    .selectFrom('article_version')
    .selectAll()
    .where('article_id', '=', now.article_id)
    .orderBy('number')
    .execute()
  if (rows.length === 0) {
    const article = await db
      .selectFrom('article')
      .select(['title', 'body', 'created_at'])
      .where('id', '=', now.article_id)
      .executeTakeFirst()
    if (article === undefined || article.body === '') return []
    const at = Instant.parse(article.created_at)
    return [{ number: 1, side: 'unit', title: article.title, body: richOfText(article.body), at, by: '', note: '' }]
  }
  return rows.map(row => ({
    number: row.number,
    side: row.side === 'office' ? 'office' : 'unit',
    title: row.title,
    body: richOf(row.body),
    at: Instant.parse(row.at),
    by: row.by_name,
    note: row.note,
  }))
}

async function draftOf({ db }: Context, now: ArticleNow): Promise<ArticleDetail['draft']> {
  const row = await db
    .selectFrom('article_draft')
    .selectAll()
    .where('article_id', '=', now.article_id)
    .executeTakeFirst()
  if (row === undefined) return null
  return { title: row.title, body: richOf(row.body), savedAt: Instant.parse(row.saved_at), by: row.by_name }
}

async function eventsOf({ db, scope }: Context, now: ArticleNow): Promise<ArticleDetail['events']> {
  const rows = await db
    .selectFrom('article_decision')
    .selectAll()
    .where('article_id', '=', now.article_id)
    .orderBy('seq')
    .execute()
  const last = rows.findLast(row => row.undone === 0 && row.undoes === null)
  return rows.map(row => {
    const step = Step.parse(row.step)
    return {
      id: DecisionId.parse(row.id),
      at: Instant.parse(row.at),
      by: row.by_name,
      step,
      state: ArticleState.parse(row.to_state),
      reason: nullOr(ReasonCode, row.reason),
      comment: row.comment,
      kind: nullOr(AdoptionKind, row.kind),
      undone: row.undone === 1,
      undoes: row.undoes !== null,
      undoable: scope === 'all' && row.id === last?.id && isUndoable(step) && row.to_state === now.state,
    }
  })
}

async function commentsOf({ db, scope }: Context, now: ArticleNow): Promise<ArticleDetail['comments']> {
  let query = db.selectFrom('article_comment').selectAll().where('article_id', '=', now.article_id)
  if (scope === 'own') query = query.where('to_unit', '=', 1)
  const rows = await query.orderBy('at').orderBy('id').execute()
  return rows.map(row => ({
    at: Instant.parse(row.at),
    by: row.by_name,
    text: row.text,
    toUnit: row.to_unit === 1,
  }))
}

async function filesOf({ db }: Context, now: ArticleNow): Promise<ArticleDetail['files']> {
  const rows = await db
    .selectFrom('article_file')
    .selectAll()
    .where('article_id', '=', now.article_id)
    .orderBy('position')
    .execute()
  return rows.map(row => ({ file: row.sm3, name: row.name, size: Number(row.size), original: row.original === 1 }))
}

const UNIT_STEPS: readonly ArticleStep[] = ['hand-in', 'withdraw', 'resume']
const OFFICE_STEPS: readonly ArticleStep[] = [...DECISIONS, 'merge', 'dissolve']

/** What the asker may do next. Where the unit has its own review, handing in leads there; for the person that is the same step. */
function stepsFor({ actor, scope }: Context, state: ArticleState, own: boolean): ArticleStep[] {
  const may = (role: string): boolean => actor.callers.some(caller => caller === role)
  const possible = articleSteps(state)
  if (scope === 'all') return may('editor') || may('chief') ? possible.filter(step => OFFICE_STEPS.includes(step)) : []
  if (!own) return []
  const reviews = state === 'in-review' && may('reviewer') ? (['hand-in', 'send-back'] as const) : []
  const writes = may('correspondent')
    ? possible.filter(step => UNIT_STEPS.includes(step) && !(state === 'in-review' && step === 'hand-in'))
    : []
  return [...reviews, ...writes]
}

async function outletOf({ db }: Context, id: string | null): Promise<ArticleDetail['outlet']> {
  if (id === null) return null
  const row = await db.selectFrom('outlet').select(['id', 'name']).where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : { id: OutletId.parse(row.id), name: row.name }
}

async function mergedOf(context: Context, now: ArticleNow): Promise<ArticleDetail['merged']> {
  const { db } = context
  const pairs = (mine: 'source_id' | 'merged_id', other: 'source_id' | 'merged_id') =>
    db
      .selectFrom('article_merge')
      .innerJoin('article', 'article.id', `article_merge.${other}`)
      .select(['article.id', 'article.title'])
      .where(`article_merge.${mine}`, '=', now.article_id)
      .where('article_merge.ended_at', 'is', null)
      .orderBy('article_merge.position')
      .execute()
  const of = (row: { id: string; title: string }) => ({ id: ArticleId.parse(row.id), title: row.title })
  const [into] = await pairs('source_id', 'merged_id')
  // Which other units' articles went into the same is the office's to know.
  const from = context.scope === 'all' ? await pairs('merged_id', 'source_id') : []
  return { into: into === undefined ? null : of(into), from: from.map(of) }
}
