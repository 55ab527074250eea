import type { Selectable, Updateable } from 'kysely'
import { ArticleState, type ArticleStep, articleAfter, type ReasonCode } from '../domain/article.ts'
import { assertUnclassified } from '../domain/checkup/classified.ts'
import { type AdoptionKind, ArticleId, DecisionId, type UnitId } from '../domain/model.ts'
import { Problem } from '../domain/problems.ts'
import { plainOf, RichText } from '../domain/rich-text.ts'
import { matchingKey, storedText } from '../domain/text.ts'
import type { Context } from './context.ts'
import type { ArticleStateTable } from './db/newsroom-tables.ts'
import { recorderOf } from './facts.ts'

/** What an article is now, as every command on it begins. */
export interface ArticleNow extends Selectable<ArticleStateTable> {
  readonly title: string
  readonly received_on: string
}

export interface Stood {
  readonly article: ArticleId
  readonly state: ArticleState
  readonly version: number
}

/** The articles the actor may see, with their texts. */
export const visibleArticles = (context: Context) =>
  visibleStates(context).innerJoin('article', 'article.id', 'article_state.article_id')

/**
 * The states of the articles the actor may see, with the scope in the query itself (AZ-02). A unit sees what it wrote, and what it signed with
 * others once that was handed in; the office sees what was handed in and nothing before (AZ-09).
 */
export function visibleStates(context: Context) {
  const { db, office, scope, actor } = context
  const query = db.selectFrom('article_state').where('article_state.office_id', '=', office)
  if (scope === 'all') return query.where('article_state.submitted_at', 'is not', null)
  const unit = actor.unit ?? ''
  return query.where(({ or, and, eb, exists, selectFrom }) =>
    or([
      eb('article_state.unit_id', '=', unit),
      and([
        eb('article_state.submitted_at', 'is not', null),
        exists(
          selectFrom('article_unit')
            .select('article_unit.unit_id')
            .whereRef('article_unit.article_id', '=', 'article_state.article_id')
            .where('article_unit.unit_id', '=', unit),
        ),
      ]),
    ]),
  )
}

/** One article the actor may see, named in the log; anything else is `not-found`, whether it is another unit's or none at all (AZ-06). */
export async function articleNow(context: Context, id: ArticleId): Promise<ArticleNow> {
  const row = await visibleArticles(context)
    .selectAll('article_state')
    .select(['article.title', 'article.received_on'])
    .where('article_state.article_id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new Problem('not-found')
  context.about(row.title)
  return row
}

/** Refuses an edit that began from another text than the one that stands now (EDIT-01). */
export function assertVersion(now: ArticleNow, version: number): void {
  if (now.version !== version) throw new Problem('stale-version')
}

export interface Taken {
  readonly kind?: AdoptionKind | null
  readonly reason?: ReasonCode | null
  readonly comment?: string
  /** Further columns that change with the step. */
  readonly changes?: Updateable<ArticleStateTable>
}

/**
 * Takes a step of an article's life and puts down who did so and why. Refuses `step-not-allowed`, and `stale-version` when somebody was
 * faster by a moment (AZ-07).
 */
export const stepArticle = (context: Context, now: ArticleNow, step: ArticleStep, taken: Taken = {}) =>
  moveArticle(context, now, { ...taken, step, to: articleAfter(ArticleState.parse(now.state), step), undoes: null })

/** The same where the state is known already: taking a decision back leads where the article came from. */
export async function moveArticle(
  context: Context,
  now: ArticleNow,
  {
    step,
    to,
    undoes,
    kind,
    reason,
    comment = '',
    changes = {},
  }: Taken & { readonly step: ArticleStep; readonly to: ArticleState; readonly undoes: string | null },
): Promise<Stood & { readonly decision: DecisionId }> {
  const { db, office } = context
  const version = await changeArticle(context, now, {
    ...changes,
    state: to,
    ...(kind === undefined ? {} : { kind }),
    ...(reason === undefined ? {} : { reason }),
  })
  const decision = DecisionId.parse(context.newId('dec'))
  await db
    .insertInto('article_decision')
    .values({
      id: decision,
      office_id: office,
      article_id: now.article_id,
      step,
      from_state: now.state,
      to_state: to,
      kind: kind ?? null,
      reason: reason ?? null,
      comment: storedText(comment),
      ...stamp(context),
      undoes,
      undone: 0,
    })
    .execute()
  return { article: ArticleId.parse(now.article_id), state: to, version, decision }
}

/** Changes what an article is, from the version it was read in and no other → the version it has now. */
export async function changeArticle(
  { db, now: at }: Context,
  now: ArticleNow,
  changes: Updateable<ArticleStateTable>,
): Promise<number> {
  const version = now.version + 1
  const result = await db
    .updateTable('article_state')
    .set({ ...changes, version, updated_at: at })
    .where('article_id', '=', now.article_id)
    .where('version', '=', now.version)
    .executeTakeFirst()
  if (Number(result.numUpdatedRows) !== 1) throw new Problem('stale-version')
  return version
}

/** Who does something now, for rows that tell of it. */
export const stamp = (context: Context) => ({
  at: context.now,
  by_id: recorderOf(context),
  by_name: context.actor.name,
})

/** Title and lines of a text, as checks count them. */
export const linesOf = (title: string, body: RichText): string[] => [title, ...plainOf(body).split('\n')]

/**
 * Adds a version of the text, which is then what is read, printed and found; earlier ones stay (EDIT-04). Refuses one with a mark of secrecy,
 * whatever way it came (`classified-mark`).
 */
export async function addVersion(
  context: Context,
  article: string,
  {
    side,
    title,
    body,
    note,
  }: { readonly side: 'unit' | 'office'; readonly title: string; readonly body: RichText; readonly note: string },
): Promise<void> {
  assertUnclassified(linesOf(title, body))
  const { db } = context
  const last = await db
    .selectFrom('article_version')
    .select(eb => eb.fn.max<number | null>('number').as('number'))
    .where('article_id', '=', article)
    .executeTakeFirst()
  const shown = storedText(title)
  await db
    .insertInto('article_version')
    .values({
      article_id: article,
      number: Number(last?.number ?? 0) + 1,
      side,
      title: shown,
      body: JSON.stringify(body),
      note: storedText(note),
      ...stamp(context),
    })
    .execute()
  await db
    .updateTable('article')
    .set({ title: shown, title_key: matchingKey(shown), body: storedText(plainOf(body)) })
    .where('id', '=', article)
    .execute()
}

/** The text that stands now; null before the first handing in. */
export async function lastVersion({ db }: Context, article: string): Promise<{ title: string; body: RichText } | null> {
  const row = await db
    .selectFrom('article_version')
    .select(['title', 'body'])
    .where('article_id', '=', article)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : { title: row.title, body: richOf(row.body) }
}

/** A stored text as a value; what is not in our shapes does not come out (HTML-01). */
export const richOf = (stored: string): RichText => RichText.parse(JSON.parse(stored))

/** The rows every article written here has. */
export async function insertArticle(
  context: Context,
  {
    id,
    unit,
    state,
    receivedOn,
  }: { readonly id: ArticleId; readonly unit: UnitId; readonly state: ArticleState; readonly receivedOn: string },
): Promise<void> {
  const { db, office } = context
  const by = recorderOf(context)
  await db
    .insertInto('article')
    .values({
      id,
      office_id: office,
      title: '',
      title_key: '',
      body: '',
      received_on: receivedOn,
      created_at: context.now,
      created_by: by,
      version: 1,
    })
    .execute()
  await db
    .insertInto('article_state')
    .values({
      article_id: id,
      office_id: office,
      unit_id: unit,
      author_id: by,
      state,
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
      submitted_at: state === 'draft' ? null : context.now,
      received_at: state === 'draft' ? null : context.now,
      decided_at: null,
      updated_at: context.now,
      flags: '[]',
    })
    .execute()
}

/** A file of an article the actor may see; `not-found` for any other. */
export async function articleFile(context: Context, article: ArticleId, sm3: string): Promise<{ name: string }> {
  await articleNow(context, article)
  const row = await context.db
    .selectFrom('article_file')
    .select('name')
    .where('article_id', '=', article)
    .where('sm3', '=', sm3)
    .executeTakeFirst()
  if (row === undefined) throw new Problem('not-found')
  context.about(row.name)
  return row
}
