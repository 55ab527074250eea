import type { ArticleDetail } from '../../../api/article.ts'
import { type ArticleId, type Entry, type Fact, IssueId } from '../../../domain/model.ts'
import { pointsOfHundredths } from '../../../domain/points.ts'
import { Problem } from '../../../domain/problems.ts'
import { sentenceOf } from '../../../domain/score.ts'
import type { Context } from '../../context.ts'
import { factsById } from '../../facts.ts'
import { openLedger } from '../../months.ts'
import { LATEST, registerAt } from '../../register.ts'

/** What became of an article: where it appeared, to whom it went up, what leaders wrote. All of it is facts that were not taken back. */
export async function placesOf(
  context: Context,
  article: ArticleId,
): Promise<Pick<ArticleDetail, 'appearances' | 'forwardings' | 'instructions'>> {
  const { db, office } = context
  const facts = await standingFacts(context, article)
  const ids = facts.map(fact => fact.id)
  const outlets = await db.selectFrom('outlet').select(['id', 'name']).where('office_id', '=', office).execute()
  const nameOf = new Map<string, string>(outlets.map(row => [row.id, row.name]))
  const issues =
    ids.length === 0
      ? []
      : await db.selectFrom('issue_item').select(['issue_id', 'fact_id']).where('fact_id', 'in', ids).execute()
  const texts =
    ids.length === 0
      ? []
      : await db.selectFrom('instruction').select(['text', 'fact_id']).where('fact_id', 'in', ids).execute()
  return {
    appearances: facts.flatMap(fact => {
      if (fact.type !== 'adoption') return []
      const issue = issues.find(row => row.fact_id === fact.id)?.issue_id
      return [
        {
          issue: issue === undefined ? null : IssueId.parse(issue),
          outlet: nameOf.get(fact.outlet) ?? '',
          level: fact.level,
          number: fact.issue,
          kind: fact.kind,
          on: fact.occurredOn,
        },
      ]
    }),
    forwardings: facts.flatMap(fact =>
      fact.type === 'forwarding' ? [{ to: fact.to, level: fact.level, on: fact.occurredOn }] : [],
    ),
    instructions: facts.flatMap(fact =>
      fact.type === 'instruction'
        ? [
            {
              leader: fact.leader,
              level: fact.level,
              text: texts.find(row => row.fact_id === fact.id)?.text ?? fact.note,
              on: fact.occurredOn,
            },
          ]
        : [],
    ),
  }
}

/** Points an article brought, from the entries that rest on its facts; of an entry over several facts its share of them. */
export async function pointsOf(context: Context, article: ArticleId): Promise<ArticleDetail['points']> {
  const { db, office, scope, actor } = context
  const facts = await standingFacts(context, article)
  const ids = new Set<string>(facts.map(fact => fact.id))
  if (ids.size === 0) return []
  const { units } = await registerAt(db, office, LATEST)
  const nameOf = new Map(units.map(unit => [unit.id, unit.name]))
  const ledger = await openLedger(db, office)
  const found: ArticleDetail['points'] = []
  for (const period of [...new Set(facts.map(fact => fact.posting))].sort()) {
    // An office that has no 计分办法 yet has no points either; its articles are read all the same.
    for (const entry of await ledger.entries(period).catch(unscored)) {
      const own = entry.facts.filter(fact => ids.has(fact)).length
      if (own === 0 || (scope === 'own' && entry.unit !== actor.unit)) continue
      const points = entry.facts.length === own ? entry.points : pointsOfHundredths(own * entry.each)
      found.push({ unit: nameOf.get(entry.unit) ?? '', period, points, sentence: sentenceOf(entry) })
    }
  }
  return found
}

function unscored(error: unknown): readonly Entry[] {
  if (error instanceof Problem && error.code.startsWith('rule-set-')) return []
  throw error
}

async function standingFacts({ db, office }: Context, article: ArticleId): Promise<Fact[]> {
  const rows = await db
    .selectFrom('fact')
    .select('fact.id')
    .where('fact.office_id', '=', office)
    .where('fact.article_id', '=', article)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('fact as retraction').select('retraction.id').whereRef('retraction.of_fact', '=', 'fact.id')),
      ),
    )
    .execute()
  const stored = await factsById(
    db,
    office,
    rows.map(row => row.id),
  )
  return stored.map(({ fact }) => fact)
}
