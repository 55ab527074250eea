import { COUNT_MAX } from '../../api/endpoint.ts'
import type { ForwardingView } from '../../api/upward.ts'
import { firstDay, LocalDate, lastDay, periodOf } from '../../domain/calendar.ts'
import { AdoptionKind, ArticleId, FactId, ForwardingId, Level, type Outlet, OutletId } from '../../domain/model.ts'
import { grouped } from '../../domain/notice/checks/grouped.ts'
import { Problem } from '../../domain/problems.ts'
import { matchingKey, storedText } from '../../domain/text.ts'
import { canonicalJson } from '../canonical.ts'
import type { Context, Handlers } from '../context.ts'
import { recorderOf } from '../facts.ts'
import { postingFor, recordFact } from '../posting.ts'
import { checkCredits } from '../register.ts'
import { ruleSetIn } from '../rule-sets.ts'
import { recordFile } from '../uploads.ts'
import { factMap, unitNames, unitsOf, upwardArticle } from '../upward.ts'
import { upwardPaperOf } from '../upward-papers.ts'

const PAGE = 50

/** 上报 and what came of it above. */
export const forwardingActions = {
  /** What went up and stands, newest first. A unit sees where its own went; the file that was sent is the office's. */
  'forwarding.list': async (context, { period, level, text, offset = 0, limit = PAGE }) => {
    let query = visibleForwardings(context)
    if (period !== undefined)
      query = query.where('forwarding.on_day', '>=', firstDay(period)).where('forwarding.on_day', '<=', lastDay(period))
    if (level !== undefined) query = query.where('forwarding.level', '=', level)
    const key = matchingKey(text ?? '').replace(/[\\%_]/g, '')
    if (key !== '') query = query.where('article.title_key', 'like', `%${key}%`)
    const counted = await query.select(eb => eb.fn.countAll<number>().as('count')).executeTakeFirst()
    const total = Number(counted?.count ?? 0)
    const rows = await query
      .leftJoin('file', 'file.sm3', 'forwarding.file_sm3')
      .selectAll('forwarding')
      .select(['article.title', 'file.size'])
      .orderBy('forwarding.on_day', 'desc')
      .orderBy('forwarding.id', 'desc')
      .limit(limit)
      .offset(offset)
      .execute()
    const names = await unitNames(context)
    const facts = await factMap(
      context,
      rows.map(row => row.fact_id),
    )
    const adoptions = await adoptionsOf(
      context,
      rows.map(row => row.id),
    )
    return {
      forwardings: rows.map(row => ({
        id: ForwardingId.parse(row.id),
        fact: FactId.parse(row.fact_id),
        article: ArticleId.parse(row.article_id),
        title: row.title,
        units: unitsOf(facts.get(row.fact_id)?.credits ?? [], names),
        to: row.recipient,
        outlet: row.outlet,
        level: Level.parse(row.level),
        on: LocalDate.parse(row.on_day),
        by: row.by_name,
        file:
          row.file_sm3 === null || context.scope === 'own'
            ? null
            : { file: row.file_sm3, name: fileName(row.title), size: Number(row.size ?? 0) },
        adoptions: adoptions.get(row.id) ?? [],
      })),
      total: Math.min(total, COUNT_MAX),
      more: total > COUNT_MAX,
    }
  },

  /** The file that went up is kept by its hash, and is of the text as it stands now. To the same outlet an article goes up once. */
  'forwarding.record': async (context, input) => {
    const { db, office } = context
    const { article, to, outlet, level, on } = input
    const { title } = await upwardArticle(context, article)
    const { posting } = await postingFor(context, on)
    const credits = await checkCredits(context, input.credits, posting)
    await assertFirst(context, { article, title, to, outlet })
    const sent = context.prepared.sentUp ?? null
    if (sent !== null && sent.paper !== canonicalJson(await upwardPaperOf(context, input)))
      throw new Problem('stale-version')
    if (sent !== null) await recordFile(context, sent.sm3, sent.size)
    const recorded = await recordFact(context, {
      type: 'forwarding',
      article,
      level,
      to,
      occurredOn: on,
      quantity: 1,
      note: '',
      credits,
    })
    const id = ForwardingId.parse(context.newId('fwd'))
    await db
      .insertInto('forwarding')
      .values({
        id,
        office_id: office,
        article_id: article,
        recipient: to,
        outlet: storedText(outlet),
        level,
        on_day: on,
        by_id: recorderOf(context),
        by_name: context.actor.name,
        file_sm3: sent?.sm3 ?? null,
        fact_id: recorded.fact,
      })
      .execute()
    const file = sent === null ? null : { file: sent.sm3, name: fileName(title), size: sent.size }
    return { forwarding: id, ...recorded, file }
  },

  /** An adoption above counts by its level and kind, in the month that the rule set says. In one outlet an article is adopted once. */
  'forwarding.adopt': async (context, { forwarding, outlet, outletName, level, kind, on, credits }) => {
    const row = await visibleForwardings(context)
      .select(['forwarding.article_id', 'forwarding.on_day', 'article.title', 'article.received_on'])
      .where('forwarding.id', '=', forwarding)
      .executeTakeFirst()
    if (row === undefined) throw new Problem('not-found')
    context.about(row.title)
    if (on < row.on_day) throw new Problem('invalid-input', { reason: `采用日期不能早于上报日期 ${row.on_day}` })
    const where = await outletOf(context, { outlet, name: outletName, level })
    const rules = await ruleSetIn(context.db, context.office, periodOf(on))
    const day = rules?.ruleSet.counts === 'received-on' ? LocalDate.parse(row.received_on) : on
    const { posting } = await postingFor(context, day)
    const checked = await checkCredits(context, credits, posting)
    await assertNotAdopted(context, { article: row.article_id, title: row.title, outlet: where.id })
    const recorded = await recordFact(
      context,
      {
        type: 'adoption',
        article: ArticleId.parse(row.article_id),
        outlet: where.id,
        level,
        kind,
        issue: null,
        merged: false,
        occurredOn: on,
        quantity: 1,
        note: '',
        credits: checked,
      },
      { day },
    )
    await context.db
      .insertInto('upper_adoption')
      .values({ forwarding_id: forwarding, outlet_id: where.id, level, kind, on_day: on, fact_id: recorded.fact })
      .execute()
    return recorded
  },
} satisfies Pick<Handlers, 'forwarding.list' | 'forwarding.record' | 'forwarding.adopt'>

const fileName = (title: string): string => `${title.replace(/[\\/:*?"<>|]/g, '').slice(0, 80)}.docx`

/** Forwardings whose fact was not taken back; a unit sees those it was credited with (AZ-02). */
function visibleForwardings({ db, office, scope, actor }: Context) {
  const query = db
    .selectFrom('forwarding')
    .innerJoin('article', 'article.id', 'forwarding.article_id')
    .where('forwarding.office_id', '=', office)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('fact as retraction')
            .select('retraction.id')
            .whereRef('retraction.of_fact', '=', 'forwarding.fact_id'),
        ),
      ),
    )
  if (scope === 'all') return query
  return query.where(({ exists, selectFrom }) =>
    exists(
      selectFrom('fact_credit')
        .select('fact_credit.unit_id')
        .whereRef('fact_credit.fact_id', '=', 'forwarding.fact_id')
        .where('fact_credit.unit_id', '=', actor.unit ?? ''),
    ),
  )
}

async function adoptionsOf(
  { db }: Context,
  forwardings: readonly string[],
): Promise<Map<string, ForwardingView['adoptions']>> {
  if (forwardings.length === 0) return new Map()
  const rows = await db
    .selectFrom('upper_adoption')
    .innerJoin('outlet', 'outlet.id', 'upper_adoption.outlet_id')
    .selectAll('upper_adoption')
    .select('outlet.name')
    .where('forwarding_id', 'in', [...forwardings])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('fact as retraction')
            .select('retraction.id')
            .whereRef('retraction.of_fact', '=', 'upper_adoption.fact_id'),
        ),
      ),
    )
    .orderBy('upper_adoption.on_day')
    .orderBy('upper_adoption.fact_id')
    .execute()
  return new Map(
    [...grouped(rows, row => row.forwarding_id)].map(([id, some]) => [
      id,
      some.map(row => ({
        fact: FactId.parse(row.fact_id),
        outlet: row.name,
        level: Level.parse(row.level),
        kind: AdoptionKind.parse(row.kind),
        on: LocalDate.parse(row.on_day),
      })),
    ]),
  )
}

interface Up {
  readonly article: ArticleId
  readonly title: string
  readonly to: string
  readonly outlet: string
}

async function assertFirst(context: Context, { article, title, to, outlet }: Up): Promise<void> {
  const row = await visibleForwardings(context)
    .select('forwarding.id')
    .where('forwarding.article_id', '=', article)
    .where('forwarding.recipient', '=', to)
    .where('forwarding.outlet', '=', storedText(outlet))
    .executeTakeFirst()
  if (row !== undefined) throw new Problem('already-forwarded', { title, to: `${to}${outlet}` })
}

async function assertNotAdopted(
  { db, office }: Context,
  { article, title, outlet }: { readonly article: string; readonly title: string; readonly outlet: string },
): Promise<void> {
  const row = await db
    .selectFrom('fact')
    .select('fact.id')
    .where('fact.office_id', '=', office)
    .where('fact.type', '=', 'adoption')
    .where('fact.article_id', '=', article)
    .where('fact.outlet_id', '=', outlet)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('fact as retraction').select('retraction.id').whereRef('retraction.of_fact', '=', 'fact.id')),
      ),
    )
    .executeTakeFirst()
  if (row !== undefined) throw new Problem('already-adopted', { title })
}

/** The outlet above that was chosen, or the one of this name and level; a new name makes one. */
async function outletOf(
  { db, office, newId }: Context,
  { outlet, name, level }: { readonly outlet: OutletId | null; readonly name: string; readonly level: Outlet['level'] },
): Promise<{ readonly id: OutletId }> {
  const known = db.selectFrom('outlet').select('id').where('office_id', '=', office).where('level', '=', level)
  const written = storedText(name).trim()
  if (outlet === null && written === '') throw new Problem('invalid-input', { reason: '请写明被哪个刊物采用' })
  const row = await (outlet === null
    ? known.where('name', '=', written)
    : known.where('id', '=', outlet)
  ).executeTakeFirst()
  if (row !== undefined) return { id: OutletId.parse(row.id) }
  if (outlet !== null) throw new Problem('not-found')
  const id = OutletId.parse(newId('out'))
  await db.insertInto('outlet').values({ id, office_id: office, name: written, level }).execute()
  return { id }
}
