import type { Checked } from '../../../api.ts'
import { ArticleState, STATE_WORDS } from '../../../domain/article.ts'
import { ArticleId, type UnitId } from '../../../domain/model.ts'
import { Problem } from '../../../domain/problems.ts'
import {
  type ArticleNow,
  addVersion,
  articleNow,
  assertVersion,
  changeArticle,
  insertArticle,
  stepArticle,
} from '../../articles.ts'
import type { Context, Handlers } from '../../context.ts'
import { insertAll } from '../../rows.ts'
import { setUnits, unitsOf } from '../../submitting.ts'
import { assertInNoIssue } from './decisions.ts'

export const mergingActions = {
  /**
   * 合稿: several articles become a new one, whose units are those of all its sources in their order, each once; the sources wait in it. With a
   * kind it is adopted at once.
   */
  'article.merge': async (context, { articles, title, body, kind }) => {
    if (new Set(articles.map(one => one.article)).size < articles.length)
      throw new Problem('invalid-input', { reason: '同一篇稿件只能选一次' })
    const sources = await sourcesOf(context, articles)
    const units = await allUnits(context, sources)
    const [unit] = units
    if (unit === undefined) throw new Problem('not-found')
    const id = ArticleId.parse(context.newId('art'))
    const receivedOn = sources.map(source => source.received_on).sort()[0] ?? context.today
    await insertArticle(context, { id, unit, state: 'received', receivedOn })
    await setUnits(context, id, units)
    await addVersion(context, id, { side: 'office', title, body, note: `由 ${sources.length} 篇稿件合成` })
    await insertAll(
      context.db,
      'article_merge',
      sources.map((source, position) => ({
        merged_id: id,
        source_id: source.article_id,
        position,
        at: context.now,
        ended_at: null,
      })),
    )
    for (const source of sources)
      await stepArticle(context, source, 'merge', {
        kind: null,
        reason: null,
        comment: `并入《${title}》`,
        changes: { received_at: source.received_at ?? context.now, decided_at: context.now },
      })
    const made = await articleNow(context, id)
    if (kind !== null) return stepArticle(context, made, 'adopt', { kind, changes: { decided_at: context.now } })
    return { article: id, state: 'received', version: await changeArticle(context, made, {}) }
  },

  /** 解除合并: the sources are back in the pool as they were signed for; what they had become is dissolved, and stays to be read. */
  'article.unmerge': async (context, { article, version }) => {
    const now = await articleNow(context, article)
    assertVersion(now, version)
    await assertInNoIssue(context, now, '解除合并')
    const rows = await context.db
      .selectFrom('article_merge')
      .select('source_id')
      .where('merged_id', '=', article)
      .where('ended_at', 'is', null)
      .orderBy('position')
      .execute()
    if (rows.length === 0)
      throw new Problem('step-not-allowed', { state: STATE_WORDS[ArticleState.parse(now.state)], step: '解除合并' })
    const merged = await stepArticle(context, now, 'dissolve', { kind: null, changes: { decided_at: context.now } })
    await context.db
      .updateTable('article_merge')
      .set({ ended_at: context.now })
      .where('merged_id', '=', article)
      .where('ended_at', 'is', null)
      .execute()
    const back = []
    for (const { source_id } of rows) {
      const source = await articleNow(context, ArticleId.parse(source_id))
      back.push(await stepArticle(context, source, 'unmerge', { changes: { decided_at: null } }))
    }
    context.about(now.title)
    return { articles: [merged, ...back] }
  },
} satisfies Pick<Handlers, 'article.merge' | 'article.unmerge'>

async function sourcesOf(context: Context, articles: Checked<'article.merge'>['articles']): Promise<ArticleNow[]> {
  const found: ArticleNow[] = []
  for (const { article, version } of articles) {
    const now = await articleNow(context, article)
    assertVersion(now, version)
    found.push(now)
  }
  return found
}

async function allUnits(context: Context, sources: readonly ArticleNow[]): Promise<UnitId[]> {
  const units: UnitId[] = []
  for (const source of sources)
    for (const unit of await unitsOf(context, source.article_id)) if (!units.includes(unit)) units.push(unit)
  return units
}
