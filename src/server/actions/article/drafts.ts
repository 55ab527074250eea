import { ArticleState, isWritable, STATE_WORDS } from '../../../domain/article.ts'
import { assertUnclassified } from '../../../domain/checkup/classified.ts'
import { ArticleId, CommissionId, type OutletId, UnitId } from '../../../domain/model.ts'
import { Problem } from '../../../domain/problems.ts'
import { plainOf, type RichText } from '../../../domain/rich-text.ts'
import { matchingKey, storedText } from '../../../domain/text.ts'
import { alikeArticles, assertNotTwice } from '../../alike.ts'
import {
  type ArticleNow,
  addVersion,
  articleNow,
  assertVersion,
  changeArticle,
  insertArticle,
  lastVersion,
  linesOf,
  richOf,
  stepArticle,
} from '../../articles.ts'
import { withdrawAnswers } from '../../commission-replies.ts'
import { assertNoted, commissionAnswered } from '../../commission-sheets.ts'
import type { Context, Handlers } from '../../context.ts'
import { recorderOf } from '../../facts.ts'
import { retractFact } from '../../retraction.ts'
import { assertFilled, hasReview, openDraft, setFiles, setUnits, standingSubmission, submit } from '../../submitting.ts'

/** What a unit does with its own articles, from the first letter to the receipt. */
export const draftActions = {
  /** Keeps what is being typed. Only the unit that wrote an article writes in it, and only before the office has it. */
  'article.save-draft': async (context, { article, version, ...fields }) => {
    const unit = ownUnit(context)
    await assertKnown(context, fields)
    const now = article === undefined ? await begun(context, unit) : await own(context, article)
    if (article !== undefined) {
      if (version === undefined) throw new Problem('invalid-input', { reason: '没有说明是哪一个版本' })
      const state = ArticleState.parse(now.state)
      if (!isWritable(state)) throw new Problem('step-not-allowed', { state: STATE_WORDS[state], step: '修改' })
      assertVersion(now, version)
    }
    const title = storedText(fields.title)
    assertUnclassified(linesOf(title, fields.body))
    const next = await changeArticle(context, now, {
      genre: fields.genre,
      outlet_id: fields.outlet,
      commission_id: fields.commission,
      contact_name: storedText(fields.contact.name),
      contact_phone: storedText(fields.contact.phone),
    })
    const row = {
      title,
      body: JSON.stringify(fields.body),
      saved_at: context.now,
      by_id: recorderOf(context),
      by_name: context.actor.name,
    }
    await context.db
      .insertInto('article_draft')
      .values({ article_id: now.article_id, ...row })
      .onConflict(conflict => conflict.column('article_id').doUpdateSet(row))
      .execute()
    // What the office has read is called as it was then until it is handed in again.
    if (now.submitted_at === null)
      await context.db
        .updateTable('article')
        .set({ title, title_key: matchingKey(title) })
        .where('id', '=', now.article_id)
        .execute()
    await setUnits(context, now.article_id, [unit, ...fields.units])
    await setFiles(context, now.article_id, fields.files)
    context.about(title)
    return {
      article: ArticleId.parse(now.article_id),
      state: ArticleState.parse(now.state),
      version: next,
      savedAt: context.now,
    }
  },

  /**
   * 报送. A new version of the text, and with it the receipt; where the unit has its own review the text waits there first. The same title
   * or the same text from the same unit again must be confirmed (IDEM-03).
   */
  'article.hand-in': async (context, { article, version, confirmedDuplicate, note = '', slotsNote }) => {
    const now = await own(context, article)
    assertVersion(now, version)
    const draft = await draftOf(context, now)
    assertFilled(draft.title, draft.body)
    const alike = await alikeArticles(context, {
      id: article,
      title: draft.title,
      body: plainOf(draft.body),
      unit: now.unit_id,
    })
    if (confirmedDuplicate !== true) assertNotTwice(draft.title, alike)
    await assertSlotsNoted(context, now, { body: draft.body, note: slotsNote })
    const duplicates = alike.map(({ id, title }) => ({ id, title }))
    await addVersion(context, article, { side: 'unit', ...draft, note: storedText(note) })
    await context.db.deleteFrom('article_draft').where('article_id', '=', article).execute()
    const answer = { receivedAt: context.now, duplicates }
    if (!(await hasReview(context, now.unit_id)))
      return { ...(await submit(context, now, { step: 'hand-in', ...draft })), ...answer }
    const stood = await stepArticle(context, now, 'send-to-review', { reason: null })
    return { ...stood, ...answer, receipt: null }
  },

  /** 单位审核: a second person of the unit lets an article go, or gives it back with a word why. */
  'article.release': async (context, { article, version, release, comment }) => {
    const now = await own(context, article)
    assertVersion(now, version)
    const sent = await context.db
      .selectFrom('article_decision')
      .select('by_id')
      .where('article_id', '=', article)
      .where('step', '=', 'send-to-review')
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (now.author_id === context.actor.user || sent?.by_id === context.actor.user)
      throw new Problem('four-eyes', { reason: '自己撰写或送审的稿件，要由本单位另一个人审核' })
    if (release) {
      const last = await lastVersion(context, article)
      if (last === null) throw new Problem('not-found')
      return submit(context, now, { step: 'hand-in', ...last })
    }
    if (comment.trim() === '') throw new Problem('invalid-input', { reason: '退回撰稿人请写明原因' })
    const stood = await stepArticle(context, now, 'send-back', { comment })
    await openDraft(context, now)
    return { ...stood, receipt: null }
  },

  /** 撤回, until the office has signed for it. What was counted as handed in is taken back with it. */
  'article.withdraw': async (context, { article, version, reason }) => {
    const now = await own(context, article)
    assertVersion(now, version)
    const stood = await stepArticle(context, now, 'withdraw', { comment: reason })
    const submission = await standingSubmission(context, article)
    if (submission !== null) await retractFact(context, submission, `撤回：${reason}`)
    await withdrawAnswers(context, article)
    return stood
  },

  'article.resume': async (context, { article, version }) => {
    const now = await own(context, article)
    assertVersion(now, version)
    const stood = await stepArticle(context, now, 'resume', { changes: { submitted_at: null } })
    await openDraft(context, now)
    return stood
  },
} satisfies Pick<
  Handlers,
  'article.save-draft' | 'article.hand-in' | 'article.release' | 'article.withdraw' | 'article.resume'
>

/** The unit somebody writes for; who has none writes nothing. */
function ownUnit({ actor }: Context): UnitId {
  if (actor.unit === null) throw new Problem('forbidden')
  return actor.unit
}

/** An article the own unit wrote. One it only signed with another is not its to change, and answers like none. */
async function own(context: Context, id: ArticleId): Promise<ArticleNow> {
  const now = await articleNow(context, id)
  if (now.unit_id !== ownUnit(context)) throw new Problem('not-found')
  return now
}

async function draftOf({ db }: Context, now: ArticleNow): Promise<{ title: string; body: RichText }> {
  const row = await db
    .selectFrom('article_draft')
    .select(['title', 'body'])
    .where('article_id', '=', now.article_id)
    .executeTakeFirst()
  if (row !== undefined && isWritable(ArticleState.parse(now.state)))
    return { title: row.title, body: richOf(row.body) }
  throw new Problem('step-not-allowed', { state: STATE_WORDS[ArticleState.parse(now.state)], step: '报送' })
}

/** What answers a commission with a 任务书 does not go silently while something of it is open. */
async function assertSlotsNoted(
  context: Context,
  now: ArticleNow,
  { body, note }: { readonly body: RichText; readonly note: string | undefined },
): Promise<void> {
  if (now.commission_id === null) return
  const unit = UnitId.parse(now.unit_id)
  const commission = await commissionAnswered(context, { commission: CommissionId.parse(now.commission_id), unit })
  if (commission !== null) await assertNoted(context, commission, { unit, body, note })
}

/** Outlet and commission are the office's, or nothing is there. */
async function assertKnown(
  { db, office }: Context,
  { outlet, commission }: { readonly outlet: OutletId | null; readonly commission: CommissionId | null },
): Promise<void> {
  for (const [table, id] of [
    ['outlet', outlet],
    ['commission', commission],
  ] as const) {
    if (id === null) continue
    const row = await db
      .selectFrom(table)
      .select('id')
      .where('office_id', '=', office)
      .where('id', '=', id)
      .executeTakeFirst()
    if (row === undefined) throw new Problem('not-found')
  }
}

/** A new article, empty. */
async function begun(context: Context, unit: UnitId): Promise<ArticleNow> {
  const id = ArticleId.parse(context.newId('art'))
  await insertArticle(context, { id, unit, state: 'draft', receivedOn: context.today })
  return articleNow(context, id)
}
