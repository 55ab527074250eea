import { type LocalDate, lastDay } from '../domain/calendar.ts'
import { ArticleId, CommissionId, type Fact, type Level, OutletId, type UnitId } from '../domain/model.ts'
import { grouped } from '../domain/notice/checks/grouped.ts'
import type { TakeOver } from '../domain/notice/opening.ts'
import { assert } from '../domain/problems.ts'
import { matchingKey, storedText } from '../domain/text.ts'
import type { Context } from './context.ts'
import { type FactDraft, factFrom, recorderOf, writeFacts } from './facts.ts'
import { insertAll } from './rows.ts'

interface How {
  readonly unitOf: ReadonlyMap<string, UnitId>
  /** Whether balances of the months before are taken over. */
  readonly openings: boolean
  /** Name of the file, on which openings rest. */
  readonly document: string
}

/** What was written, as the report counts it; `adoptions` are credits. */
export interface WrittenFacts {
  readonly articles: number
  readonly adoptions: number
  readonly commissions: number
  readonly openings: number
}

/**
 * The facts of a notice that is taken over, all on the last day of its month since it says no days: balances, counts without titles, then
 * articles and commissions in the order of the notice. Adds outlets, articles and commissions as they are needed.
 */
export async function writeTaken(context: Context, taken: TakeOver, how: How): Promise<WrittenFacts> {
  const on = lastDay(taken.period)
  const idOf = (name: string): UnitId => {
    const id = how.unitOf.get(name)
    assert(id !== undefined, `${name} is registered`)
    return id
  }
  const common = { occurredOn: on, quantity: 1, note: '' }
  const openings = how.openings
    ? taken.openings.map(
        ({ unit, points }): FactDraft => ({
          ...common,
          type: 'opening',
          points,
          document: how.document,
          credits: [{ unit: idOf(unit), weight: 1 }],
        }),
      )
    : []
  const untitled = await untitledFacts(context, taken, { idOf, on })
  const adoptions = await adoptionFacts(context, taken, { idOf, on })
  const commissions = await commissionFacts(context, taken, { idOf, on })
  const drafts = [...openings, ...untitled, ...adoptions, ...commissions]
  await writeFacts(
    context,
    drafts.map((draft): Fact => factFrom(context, draft, taken.period)),
  )
  const credits = [...untitled, ...adoptions].filter(draft => draft.type === 'adoption')
  return {
    articles: taken.articles.length,
    adoptions: credits.reduce((count, draft) => count + draft.quantity * draft.credits.length, 0),
    commissions: taken.commissions.length,
    openings: openings.length,
  }
}

interface Taking {
  readonly idOf: (name: string) => UnitId
  readonly on: LocalDate
}

/** Counts that stand beside no title: submissions, what went up, and adoptions of notices that print no lists. */
async function untitledFacts(context: Context, { counts, form }: TakeOver, { idOf, on }: Taking): Promise<FactDraft[]> {
  const bulletin = await ownBulletin(context, form.bulletin ?? null)
  const upper = counts.some(one => one.upperAdopted > 0) ? await outletFor(context, UPPER_OUTLET, 'city') : bulletin
  return counts.flatMap(({ unit, submitted, forwarded, upperAdopted, ...rest }) => {
    const base = { occurredOn: on, note: '通报只列篇数', credits: [{ unit: idOf(unit), weight: 1 }] }
    const adoption = { ...base, type: 'adoption', article: null, issue: null, merged: false } as const
    const all: FactDraft[] = [
      { ...base, type: 'submission', article: null, channel: 'import', quantity: submitted },
      ...forwarded.map(
        ({ level, count }): FactDraft => ({
          ...base,
          type: 'forwarding',
          article: null,
          level,
          to: '',
          quantity: count,
        }),
      ),
      { ...adoption, outlet: upper, level: 'city', kind: 'report', quantity: upperAdopted },
      { ...adoption, outlet: bulletin, level: 'own', kind: 'report', quantity: rest.untitledReports },
      { ...adoption, outlet: bulletin, level: 'own', kind: 'brief', quantity: rest.untitledBriefs },
      {
        ...base,
        type: 'commission',
        commission: null,
        level: 'city',
        status: 'adopted',
        asker: '上级',
        quantity: rest.untitledCommissions,
      },
    ]
    return all.filter(draft => draft.quantity > 0)
  })
}

const OWN_BULLETIN = '本级简报'
const UPPER_OUTLET = '市级以上刊物（通报未列名称）'

/** The bulletin the notice names; where it names none, the one the office has. */
async function ownBulletin(context: Context, name: string | null): Promise<OutletId> {
  if (name !== null) return outletFor(context, name, 'own')
  const own = await context.db
    .selectFrom('outlet')
    .select('id')
    .where('office_id', '=', context.office)
    .where('level', '=', 'own')
    .orderBy('id')
    .executeTakeFirst()
  return own === undefined ? outletFor(context, OWN_BULLETIN, 'own') : OutletId.parse(own.id)
}

/** The outlet of this name, added where it is new. */
async function outletFor({ db, office, newId }: Context, name: string, level: Level): Promise<OutletId> {
  const own = await db
    .selectFrom('outlet')
    .select('id')
    .where('office_id', '=', office)
    .where('name', '=', name)
    .executeTakeFirst()
  if (own !== undefined) return OutletId.parse(own.id)
  const id = OutletId.parse(newId('out'))
  await db.insertInto('outlet').values({ id, office_id: office, name, level }).execute()
  return id
}

/** One exact title in one issue and kind is one article with all its units (docs/decisions/0006). */
async function adoptionFacts(
  context: Context,
  { articles, form }: TakeOver,
  { idOf, on }: Taking,
): Promise<FactDraft[]> {
  const outlet = await ownBulletin(context, form.bulletin ?? null)
  const taken = articles.map(article => ({ ...article, id: ArticleId.parse(context.newId('art')) }))
  await insertAll(
    context.db,
    'article',
    taken.map(({ id, title }) => ({
      id,
      office_id: context.office,
      title: storedText(title),
      title_key: matchingKey(title),
      body: '',
      received_on: on,
      created_at: context.now,
      created_by: recorderOf(context),
      version: 1,
    })),
  )
  await insertAll(
    context.db,
    'article_unit',
    taken.flatMap(({ id, units }) =>
      units.map((unit, position) => ({ article_id: id, unit_id: idOf(unit), position })),
    ),
  )
  return taken.map(({ id, issue, kind, level, units }) => ({
    type: 'adoption',
    article: id,
    outlet,
    level,
    kind,
    issue,
    merged: false,
    occurredOn: on,
    quantity: 1,
    note: '',
    credits: units.map(unit => ({ unit: idOf(unit), weight: 1 })),
  }))
}

/** One exact title is one commission; who asked stands with its units, one fact for each way it came. */
async function commissionFacts(
  context: Context,
  { commissions }: TakeOver,
  { idOf, on }: Taking,
): Promise<FactDraft[]> {
  const drafts: FactDraft[] = []
  for (const { title, source, level, credits } of commissions) {
    const commission = await commissionFor(context, { title: storedText(title), source, level })
    for (const [asker, own] of grouped(credits, credit => credit.asker)) {
      drafts.push({
        type: 'commission',
        commission,
        level,
        status: 'adopted',
        asker,
        occurredOn: on,
        quantity: 1,
        note: '',
        credits: own.map(({ unit }) => ({ unit: idOf(unit), weight: 1 })),
      })
    }
  }
  return drafts
}

async function commissionFor(
  { db, office, newId, now }: Context,
  { title, source, level }: { title: string; source: string; level: Level },
): Promise<CommissionId> {
  const before = await db
    .selectFrom('commission')
    .select('id')
    .where('office_id', '=', office)
    .where('title', '=', title)
    .executeTakeFirst()
  if (before !== undefined) return CommissionId.parse(before.id)
  const id = CommissionId.parse(newId('com'))
  await db
    .insertInto('commission')
    .values({
      id,
      office_id: office,
      title,
      title_key: matchingKey(title),
      source: source === '' ? '上级' : source,
      level,
      due_on: null,
      created_at: now,
      version: 1,
    })
    .execute()
  return id
}
