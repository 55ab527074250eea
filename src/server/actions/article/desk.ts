import { ArticleState, awaitsDecision, STATE_WORDS } from '../../../domain/article.ts'
import { instantOf, periodOf } from '../../../domain/calendar.ts'
import { ArticleId } from '../../../domain/model.ts'
import { Problem } from '../../../domain/problems.ts'
import { plainOf } from '../../../domain/rich-text.ts'
import { storedText } from '../../../domain/text.ts'
import { alikeArticles, assertNotTwice } from '../../alike.ts'
import {
  addVersion,
  articleNow,
  assertVersion,
  changeArticle,
  insertArticle,
  lastVersion,
  stamp,
} from '../../articles.ts'
import { answerByArticle } from '../../commission-replies.ts'
import type { Handlers } from '../../context.ts'
import { recorderOf } from '../../facts.ts'
import { registerAt, unitIn } from '../../register.ts'
import { assertFilled, flagsIn, nextReceipt, recordSubmission, setFiles, setUnits } from '../../submitting.ts'
import { tellEditor, tellUnits } from './telling.ts'

/** A hint that somebody edits lives so long without being renewed. */
const EDITING_MS = 90_000

/** What the office does with a text at its desk: edit it, say something about it, enter one that came another way. */
export const deskActions = {
  /** A new version by the office; what the unit wrote stays as it is. */
  'article.edit': async (context, { article, version, title, body, note }) => {
    const now = await articleNow(context, article)
    assertVersion(now, version)
    const state = ArticleState.parse(now.state)
    if (!awaitsDecision(state) && state !== 'adopted')
      throw new Problem('step-not-allowed', { state: STATE_WORDS[state], step: '改稿' })
    assertFilled(title, body)
    const last = await lastVersion(context, article)
    if (last !== null && last.title === storedText(title) && JSON.stringify(last.body) === JSON.stringify(body))
      return { article, state, version: now.version }
    await addVersion(context, article, { side: 'office', title, body, note })
    return { article, state, version: await changeArticle(context, now, {}) }
  },

  /** 批注. What a unit writes is always for both sides. */
  'article.comment': async (context, { article, text, toUnit }) => {
    const now = await articleNow(context, article)
    await context.db
      .insertInto('article_comment')
      .values({
        id: context.newId('cmt'),
        office_id: context.office,
        article_id: now.article_id,
        text: storedText(text),
        to_unit: toUnit || context.scope === 'own' ? 1 : 0,
        ...stamp(context),
      })
      .execute()
    if (context.scope === 'all' && toUnit) await tellUnits(context, now, `办公室对《${now.title}》有批注`)
    if (context.scope === 'own' && now.assignee_id !== null)
      await tellEditor(context, now, now.assignee_id, `报送单位对《${now.title}》有批注`)
    return { done: true }
  },

  /** 某某正在编辑: a hint with a time, never a lock (EDIT-03). */
  'article.editing': async (context, { article, editing }) => {
    const { db, actor, now: at } = context
    const now = await articleNow(context, article)
    const user = recorderOf(context)
    await db
      .deleteFrom('article_editing')
      .where('article_id', '=', now.article_id)
      .where('user_id', '=', user)
      .execute()
    if (editing)
      await db
        .insertInto('article_editing')
        .values({ article_id: now.article_id, user_id: user, name: actor.name, at })
        .execute()
    return { others: await editingNow(context, now.article_id) }
  },

  /**
   * 补录: an article that came on paper or by telephone, for the unit it came from. It is in the pool at once, with a receipt number, and counts as
   * handed in on the day it came. The same title again must be confirmed (IDEM-03).
   */
  'article.enter': async (
    context,
    { title, body, units, receivedOn, genre, commission, contact, files, confirmedDuplicate },
  ) => {
    const id = ArticleId.parse(context.newId('art'))
    context.about(title)
    assertFilled(title, body)
    const alike = await alikeArticles(context, { id, title, body: plainOf(body), unit: null })
    if (confirmedDuplicate !== true) assertNotTwice(title, alike)
    const [unit] = units
    if (unit === undefined) throw new Problem('invalid-input', { reason: '请选择报送单位' })
    const register = await registerAt(context.db, context.office, periodOf(context.today))
    for (const one of units) unitIn(register, one)
    await insertArticle(context, { id, unit, state: 'received', receivedOn })
    await setUnits(context, id, units)
    await addVersion(context, id, { side: 'unit', title, body, note: '补录' })
    await setFiles(context, id, files)
    const { posting, late } = await recordSubmission(context, id, { channel: 'entry', on: receivedOn, units })
    const receipt = await nextReceipt(context)
    const version = await changeArticle(context, await articleNow(context, id), {
      receipt,
      genre,
      commission_id: commission,
      contact_name: storedText(contact.name),
      contact_phone: storedText(contact.phone),
      flags: JSON.stringify(await flagsIn(context, { id, title, body })),
    })
    if (commission !== null) await answerByArticle(context, { commission, article: id, units })
    await context.db
      .insertInto('article_decision')
      .values({
        id: context.newId('dec'),
        office_id: context.office,
        article_id: id,
        step: 'receive',
        from_state: 'submitted',
        to_state: 'received',
        kind: null,
        reason: null,
        comment: `补录，${receivedOn} 收到`,
        ...stamp(context),
        undoes: null,
        undone: 0,
      })
      .execute()
    return { article: id, state: 'received', version, receipt, posting, late }
  },
} satisfies Pick<Handlers, 'article.edit' | 'article.comment' | 'article.editing' | 'article.enter'>

/** Names of the others who have an article open for editing. */
export async function editingNow(context: Parameters<typeof articleNow>[0], article: string): Promise<string[]> {
  const rows = await context.db
    .selectFrom('article_editing')
    .select('name')
    .where('article_id', '=', article)
    .where('user_id', '!=', recorderOf(context))
    .where('at', '>', instantOf(Date.parse(context.now) - EDITING_MS))
    .orderBy('name')
    .execute()
  return rows.map(row => row.name)
}
