import type { ArticleId, Credit, Fact, UnitId } from '../domain/model.ts'
import { Problem } from '../domain/problems.ts'
import { plainOf } from '../domain/rich-text.ts'
import { lastVersion } from './articles.ts'
import type { Context } from './context.ts'
import { factsById } from './facts.ts'
import { LATEST, registerAt } from './register.ts'

/** An article as it can go up: handed in, or recorded as having come by another way. */
export interface UpwardArticle {
  readonly title: string
  /** Lines of the text; empty where only the title is known. */
  readonly lines: readonly string[]
  readonly receivedOn: string
}

/** An article of the office that was handed in, named in the log; drafts and withdrawn ones answer like none. */
export async function upwardArticle(context: Context, id: ArticleId): Promise<UpwardArticle> {
  const row = await context.db
    .selectFrom('article')
    .leftJoin('article_state', 'article_state.article_id', 'article.id')
    .select(['article.title', 'article.body', 'article.received_on'])
    .where('article.office_id', '=', context.office)
    .where('article.id', '=', id)
    .where(({ or, eb }) =>
      or([
        eb('article_state.article_id', 'is', null),
        eb('article_state.submitted_at', 'is not', null).and('article_state.state', '!=', 'withdrawn'),
      ]),
    )
    .executeTakeFirst()
  if (row === undefined) throw new Problem('not-found')
  context.about(row.title)
  const version = await lastVersion(context, id)
  const text = version === null ? row.body : plainOf(version.body)
  return {
    title: version?.title ?? row.title,
    lines: text.split('\n').flatMap(line => (line.trim() === '' ? [] : [line.trim()])),
    receivedOn: row.received_on,
  }
}

/** Names of units by id, as they are called now or will be. */
export async function unitNames({ db, office }: Context): Promise<ReadonlyMap<UnitId, string>> {
  const { units } = await registerAt(db, office, LATEST)
  return new Map(units.map(unit => [unit.id, unit.name]))
}

/** The units of credits with their names, in their order. */
export const unitsOf = (credits: readonly Credit[], names: ReadonlyMap<UnitId, string>) =>
  credits.map(({ unit }) => ({ unit, name: names.get(unit) ?? '' }))

/** Facts of an office by id. */
export async function factMap({ db, office }: Context, ids: readonly string[]): Promise<ReadonlyMap<string, Fact>> {
  const stored = await factsById(db, office, ids)
  return new Map(stored.map(({ fact }) => [fact.id, fact]))
}
