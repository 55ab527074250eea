import type { ArticleId } from '../domain/model.ts'
import { matchesIn } from '../domain/rules/matches.ts'
import type { RuleSet } from '../domain/rules.ts'
import type { Context } from './context.ts'
import type { FactDraft } from './facts.ts'

/**
 * What the 办法 of the month wants to know of a text and the article itself says: its genre, where the 办法 has a kind of that name, and
 * its length. Nothing where no rule asks, so that facts carry no more than they are asked for; what was entered by hand stays.
 */
export async function textAttributes(context: Context, draft: FactDraft, ruleSet: RuleSet | null): Promise<object> {
  if (draft.type !== 'adoption' && draft.type !== 'submission' && draft.type !== 'forwarding') return {}
  if (ruleSet === null || draft.article === null) return {}
  const kinds = Object.entries(ruleSet.kinds ?? {}).flatMap(([key, { was = [] }]) => [key, ...was])
  const asksLength = matchesIn(ruleSet).some(({ match }) => match.length !== undefined)
  if (kinds.length === 0 && !asksLength) return {}
  const { genre, length } = await textOf(context, draft.article)
  return {
    ...(draft.genre === undefined && genre !== null && kinds.includes(genre) ? { genre } : {}),
    ...(asksLength && draft.type !== 'forwarding' && draft.length === undefined ? { length } : {}),
  }
}

async function textOf({ db, office }: Context, article: ArticleId): Promise<{ genre: string | null; length: number }> {
  const row = await db
    .selectFrom('article')
    .leftJoin('article_state', 'article_state.article_id', 'article.id')
    .select(['article.body', 'article_state.genre'])
    .where('article.office_id', '=', office)
    .where('article.id', '=', article)
    .executeTakeFirst()
  return { genre: row?.genre ?? null, length: [...(row?.body ?? '').replaceAll(/\s/g, '')].length }
}
