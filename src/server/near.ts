import { marksOf, NEAR_FROM } from '../domain/article/flags.ts'
import { ArticleId } from '../domain/model.ts'
import { likeness, matchingKey } from '../domain/text.ts'
import type { Context } from './context.ts'

/** So many articles with marks in common are compared, and so many are shown. */
const CANDIDATES_MAX = 50
const SHOWN_MAX = 10

export interface Near {
  readonly id: ArticleId
  readonly title: string
  readonly likeness: number
}

/**
 * Articles of the office that are likely the same story, most alike first: those with the same title, and those whose titles share a mark
 * and are alike enough to look at. What was withdrawn, or never handed in, is none of them.
 * @param unit only those this unit has a part in; null for all
 */
export async function nearArticles(
  { db, office }: Context,
  { id, title, unit }: { readonly id: string; readonly title: string; readonly unit: string | null },
): Promise<Near[]> {
  const handedIn = () => {
    const query = db
      .selectFrom('article')
      .leftJoin('article_state', 'article_state.article_id', 'article.id')
      .select(['article.id', 'article.title'])
      .where('article.office_id', '=', office)
      .where('article.id', '!=', id)
      .where(({ or, and, eb }) =>
        or([
          eb('article_state.article_id', 'is', null),
          and([eb('article_state.submitted_at', 'is not', null), eb('article_state.state', '!=', 'withdrawn')]),
        ]),
      )
    return unit === null
      ? query
      : query.where(({ exists, selectFrom }) =>
          exists(
            selectFrom('article_unit')
              .select('article_unit.unit_id')
              .whereRef('article_unit.article_id', '=', 'article.id')
              .where('article_unit.unit_id', '=', unit),
          ),
        )
  }
  const marks = marksOf(title)
  const [alike, same] = [
    marks.length === 0
      ? []
      : await handedIn()
          .innerJoin('article_token', 'article_token.article_id', 'article.id')
          .select(eb => eb.fn.countAll<number>().as('shared'))
          .where('article_token.office_id', '=', office)
          .where('article_token.token', 'in', marks)
          .groupBy(['article.id', 'article.title'])
          .orderBy('shared', 'desc')
          .orderBy('article.id', 'desc')
          .limit(CANDIDATES_MAX)
          .execute(),
    await handedIn()
      .where('article.title_key', '=', matchingKey(title))
      .orderBy('article.id', 'desc')
      .limit(CANDIDATES_MAX)
      .execute(),
  ]
  const found = new Map([...alike, ...same].map(row => [row.id, row.title]))
  return [...found]
    .map(([other, name]) => ({ id: ArticleId.parse(other), title: name, likeness: likeness(title, name) }))
    .filter(one => one.likeness >= NEAR_FROM)
    .sort((a, b) => b.likeness - a.likeness || (a.id < b.id ? 1 : -1))
    .slice(0, SHOWN_MAX)
}
