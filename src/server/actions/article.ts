import type { ArticleView } from '../../api.ts'
import { firstDay, LocalDate, lastDay, periodOf } from '../../domain/calendar.ts'
import { assertUnclassified } from '../../domain/checkup/classified.ts'
import { AdoptionKind, ArticleId, FactId, Outlet, UnitId } from '../../domain/model.ts'
import { Problem } from '../../domain/problems.ts'
import { matchingKey, storedText } from '../../domain/text.ts'
import type { Context, Handlers } from '../context.ts'
import { recorderOf } from '../facts.ts'
import { postingFor, recordFact } from '../posting.ts'
import { checkCredits, visibleUnit } from '../register.ts'
import { insertAll } from '../rows.ts'
import { ruleSetIn } from '../rule-sets.ts'

const PAGE = 50
/** Articles that are shown as likely duplicates of a new one. */
const DUPLICATES_MAX = 20

export const articleActions = {
  'article.list': async (context, { period, unit, text, offset = 0, limit = PAGE }) => {
    const { db, office } = context
    const only = visibleUnit(context, unit)
    // What a unit has not handed in yet is its own (AZ-09); the unit finds it among its own articles.
    let query = db
      .selectFrom('article')
      .where('office_id', '=', office)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('article_state')
              .select('article_state.article_id')
              .whereRef('article_state.article_id', '=', 'article.id')
              .where('article_state.submitted_at', 'is', null),
          ),
        ),
      )
    if (period !== undefined)
      query = query.where('received_on', '>=', firstDay(period)).where('received_on', '<=', lastDay(period))
    if (text !== undefined && matchingKey(text) !== '')
      query = query.where('title_key', 'like', `%${matchingKey(text).replace(/[\\%_]/g, '')}%`)
    if (only !== null)
      query = query.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('article_unit')
            .select('article_unit.unit_id')
            .whereRef('article_unit.article_id', '=', 'article.id')
            .where('article_unit.unit_id', '=', only),
        ),
      )
    const total = await query.select(eb => eb.fn.countAll<number>().as('count')).executeTakeFirst()
    const rows = await query
      .select(['id', 'title', 'received_on'])
      .orderBy('received_on', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .offset(offset)
      .execute()
    return { articles: await viewsOf(context, rows), total: Number(total?.count ?? 0) }
  },

  /**
   * Records an article that came by another way than this system, and its submission. The same title again is refused until it is
   * confirmed (IDEM-03): `likely-duplicate`. A rehearsal names the articles in question.
   */
  'article.record': async (context, { title, body, receivedOn, units, confirmedDuplicate }) => {
    const { db, office } = context
    context.about(title)
    assertUnclassified([title, ...(body ?? '').split('\n')])
    const duplicates = await articlesTitled(context, title)
    if (duplicates.length > 0 && confirmedDuplicate !== true)
      throw new Problem('likely-duplicate', { title, count: duplicates.length })
    const { posting } = await postingFor(context, receivedOn)
    const credits = await checkCredits(context, units, posting)
    const id = ArticleId.parse(context.newId('art'))
    await db
      .insertInto('article')
      .values({
        id,
        office_id: office,
        title: storedText(title),
        title_key: matchingKey(title),
        body: storedText(body ?? ''),
        received_on: receivedOn,
        created_at: context.now,
        created_by: recorderOf(context),
        version: 1,
      })
      .execute()
    await insertAll(
      db,
      'article_unit',
      credits.map(({ unit }, position) => ({ article_id: id, unit_id: unit, position })),
    )
    const recorded = await recordFact(context, {
      type: 'submission',
      article: id,
      channel: 'entry',
      occurredOn: receivedOn,
      quantity: 1,
      note: '',
      credits,
    })
    return { article: id, ...recorded, duplicates }
  },

  /** An article appears in an outlet; in one issue of it only once (IDEM-03). The rule set says which day decides the month. */
  'article.adopt': async (context, { article, outlet, kind, issue, issuedOn, credits, merged, attributes }) => {
    const { db, office } = context
    const row = await articleOf(context, article)
    const where = await db
      .selectFrom('outlet')
      .selectAll()
      .where('office_id', '=', office)
      .where('id', '=', outlet)
      .executeTakeFirst()
    if (where === undefined) throw new Problem('not-found')
    const rules = await ruleSetIn(db, office, periodOf(issuedOn))
    const day = rules?.ruleSet.counts === 'received-on' ? LocalDate.parse(row.received_on) : issuedOn
    const { posting } = await postingFor(context, day)
    const checked = await checkCredits(context, credits, posting)
    if (await isAdopted(context, article, outlet, issue))
      throw new Problem('already-adopted', { title: row.title, ...(issue === null ? {} : { issue }) })
    return recordFact(
      context,
      {
        type: 'adoption',
        article,
        outlet,
        level: Outlet.parse(where).level,
        kind,
        issue,
        merged: merged ?? false,
        occurredOn: issuedOn,
        quantity: 1,
        note: '',
        credits: checked,
        ...attributes,
      },
      { day },
    )
  },
} satisfies Pick<Handlers, 'article.list' | 'article.record' | 'article.adopt'>

/** An article of the office, named in the log; `not-found` otherwise. */
async function articleOf(context: Context, id: ArticleId) {
  const row = await context.db
    .selectFrom('article')
    .select(['title', 'received_on'])
    .where('office_id', '=', context.office)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new Problem('not-found')
  context.about(row.title)
  return row
}

async function articlesTitled({ db, office }: Context, title: string): Promise<ArticleId[]> {
  const rows = await db
    .selectFrom('article')
    .select('id')
    .where('office_id', '=', office)
    .where('title_key', '=', matchingKey(title))
    .orderBy('id')
    .limit(DUPLICATES_MAX)
    .execute()
  return rows.map(row => ArticleId.parse(row.id))
}

/** Adoptions of an article, without those that were retracted. */
const standingAdoptions = ({ db, office }: Context) =>
  db
    .selectFrom('fact')
    .where('fact.office_id', '=', office)
    .where('fact.type', '=', 'adoption')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('fact as retraction').select('retraction.id').whereRef('retraction.of_fact', '=', 'fact.id')),
      ),
    )

async function isAdopted(context: Context, article: ArticleId, outlet: string, issue: number | null): Promise<boolean> {
  const row = await standingAdoptions(context)
    .select('fact.id')
    .where('fact.article_id', '=', article)
    .where('fact.outlet_id', '=', outlet)
    .where('fact.issue', issue === null ? 'is' : '=', issue)
    .executeTakeFirst()
  return row !== undefined
}

async function viewsOf(
  context: Context,
  rows: readonly { id: string; title: string; received_on: string }[],
): Promise<ArticleView[]> {
  if (rows.length === 0) return []
  const ids = rows.map(row => row.id)
  const units = await context.db
    .selectFrom('article_unit')
    .innerJoin('unit', 'unit.id', 'article_unit.unit_id')
    .select(['article_unit.article_id', 'unit.id', 'unit.name'])
    .where('article_unit.article_id', 'in', ids)
    .orderBy('article_unit.position')
    .execute()
  const adoptions = await standingAdoptions(context)
    .innerJoin('outlet', 'outlet.id', 'fact.outlet_id')
    .select(['fact.id', 'fact.article_id', 'outlet.name', 'fact.kind', 'fact.issue', 'fact.occurred_on'])
    .where('fact.article_id', 'in', ids)
    .orderBy('fact.seq')
    .execute()
  return rows.map(row => ({
    id: ArticleId.parse(row.id),
    title: row.title,
    units: units
      .filter(unit => unit.article_id === row.id)
      .map(unit => ({ unit: UnitId.parse(unit.id), name: unit.name })),
    receivedOn: LocalDate.parse(row.received_on),
    adoptions: adoptions
      .filter(adoption => adoption.article_id === row.id)
      .map(adoption => ({
        fact: FactId.parse(adoption.id),
        outlet: adoption.name,
        kind: AdoptionKind.parse(adoption.kind),
        issue: adoption.issue,
        on: LocalDate.parse(adoption.occurred_on),
      })),
  }))
}
