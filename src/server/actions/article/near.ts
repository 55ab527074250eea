import type { ArticleDetail } from '../../../api/article.ts'
import { ArticleState } from '../../../domain/article.ts'
import { LETTERS_TELLING } from '../../../domain/duplicate.ts'
import { Problem } from '../../../domain/problems.ts'
import { plainOf } from '../../../domain/rich-text.ts'
import { lettersOf } from '../../../domain/text/letters.ts'
import { type Alike, alikeArticles, isDuplicate } from '../../alike.ts'
import { articleNow, lastVersion, richOf } from '../../articles.ts'
import type { Context, Handlers } from '../../context.ts'

/** So much of a text must stand in another unit's before its writer is told that there is one. */
const ELSEWHERE_FROM = 50

export const nearActions = {
  /**
   * What a unit is told before it hands in: its own articles that are alike, and whether another unit's is. Of that one it hears nothing else, and only
   * when half of a text of some length stands in it: who has that text already learns no more than that somebody has it too (AZ-02, AZ-09).
   */
  'article.alike': async (context, { article }) => {
    const now = await articleNow(context, article)
    if (now.unit_id !== context.actor.unit) throw new Problem('not-found')
    const text = await textNow(context, article)
    const asked = { id: article, title: text.title, body: text.body }
    const own = await alikeArticles(context, { ...asked, unit: now.unit_id })
    const known = new Set<string>(own.map(one => one.id))
    const telling = lettersOf(text.body, LETTERS_TELLING).row.length >= LETTERS_TELLING
    const all = telling ? await alikeArticles(context, { ...asked, unit: null }) : []
    return {
      own: (await nearOf(context, own)).map(({ units: _units, ...one }) => one),
      elsewhere: all.some(one => !known.has(one.id) && isDuplicate(one) && one.comparison.shareOfA >= ELSEWHERE_FROM),
    }
  },
} satisfies Pick<Handlers, 'article.alike'>

/** What the unit is typing, or else what stands. */
async function textNow(context: Context, article: string): Promise<{ title: string; body: string }> {
  const draft = await context.db
    .selectFrom('article_draft')
    .select(['title', 'body'])
    .where('article_id', '=', article)
    .executeTakeFirst()
  if (draft !== undefined) return { title: draft.title, body: plainOf(richOf(draft.body)) }
  const last = await lastVersion(context, article)
  return { title: last?.title ?? '', body: plainOf(last?.body ?? []) }
}

/** What was found alike, with the names of its units and its state, as it is shown. */
export async function nearOf({ db }: Context, alike: readonly Alike[]): Promise<ArticleDetail['near']> {
  if (alike.length === 0) return []
  const ids = alike.map(one => one.id)
  const units = await db
    .selectFrom('article_unit')
    .innerJoin('unit', 'unit.id', 'article_unit.unit_id')
    .select(['article_unit.article_id', 'unit.name'])
    .where('article_unit.article_id', 'in', ids)
    .orderBy('article_unit.position')
    .execute()
  const states = await db
    .selectFrom('article_state')
    .select(['article_id', 'state'])
    .where('article_id', 'in', ids)
    .execute()
  return alike.map(({ id, title, receivedOn, number, comparison: { verdict, share } }) => ({
    ...{ id, title, receivedOn, number, verdict, share },
    units: units.filter(unit => unit.article_id === id).map(unit => unit.name),
    // One that came with an old notice was printed there.
    state: ArticleState.parse(states.find(row => row.article_id === id)?.state ?? 'published'),
  }))
}
