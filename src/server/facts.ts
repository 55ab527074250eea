import type { Insertable, Selectable } from 'kysely'
import { z } from 'zod'
import type { Period } from '../domain/calendar.ts'
import { Fact, type FactId, type OfficeId } from '../domain/model.ts'
import { pointsOfHundredths } from '../domain/points.ts'
import { unreachable } from '../domain/problems.ts'
import type { Context, Db } from './context.ts'
import type { FactCreditTable, FactTable } from './db/tables.ts'
import { insertAll } from './rows.ts'

/** The only place that turns rows of `fact` and `fact_credit` into facts and back; zod checks them both ways. */
type FactRow = Selectable<FactTable>
type CreditRow = Selectable<FactCreditTable>

/** A fact as it comes from the database: what happened, in the order it was recorded, and by whom. */
export interface StoredFact {
  readonly fact: Fact
  readonly seq: number
  readonly recordedBy: string
}

/** All facts of an office posted to a month, retractions among them, in the order of recording. */
export async function factsPosted(db: Db, office: OfficeId, period: Period): Promise<StoredFact[]> {
  const rows = await db
    .selectFrom('fact')
    .selectAll()
    .where('office_id', '=', office)
    .where('posting', '=', period)
    .orderBy('seq')
    .execute()
  const credits = await db
    .selectFrom('fact_credit')
    .innerJoin('fact', 'fact.id', 'fact_credit.fact_id')
    .selectAll('fact_credit')
    .where('fact.office_id', '=', office)
    .where('fact.posting', '=', period)
    .execute()
  return stored(rows, credits)
}

/** Ids in one question: beyond that both databases plan badly, and SQLite has a limit. */
const IDS_MAX = 1000

/** Facts of an office by id, in the order of recording; ids that are not there, or not this office's, are left out. */
export async function factsById(db: Db, office: OfficeId, ids: readonly string[]): Promise<StoredFact[]> {
  const found: StoredFact[] = []
  for (let at = 0; at < ids.length; at += IDS_MAX) {
    const some = ids.slice(at, at + IDS_MAX)
    const rows = await db
      .selectFrom('fact')
      .selectAll()
      .where('office_id', '=', office)
      .where('id', 'in', some)
      .execute()
    const credits = await db.selectFrom('fact_credit').selectAll().where('fact_id', 'in', some).execute()
    found.push(...stored(rows, credits))
  }
  return found.sort((a, b) => a.seq - b.seq)
}

/** Retractions of facts of a month, whichever month they count in. */
export async function retractionsOf(
  db: Db,
  office: OfficeId,
  period: Period,
): Promise<{ of: FactId; posting: Period }[]> {
  const rows = await db
    .selectFrom('fact as retraction')
    .innerJoin('fact', 'fact.id', 'retraction.of_fact')
    .selectAll('retraction')
    .where('fact.office_id', '=', office)
    .where('fact.posting', '=', period)
    .orderBy('retraction.seq')
    .execute()
  return stored(rows, []).flatMap(({ fact }) =>
    fact.type === 'retraction' ? [{ of: fact.of, posting: fact.posting }] : [],
  )
}

function stored(rows: readonly FactRow[], credits: readonly CreditRow[]): StoredFact[] {
  const byFact = new Map<string, CreditRow[]>()
  for (const credit of credits) {
    const own = byFact.get(credit.fact_id)
    if (own === undefined) byFact.set(credit.fact_id, [credit])
    else own.push(credit)
  }
  return rows.map(row => ({
    fact: factOf(
      row,
      (byFact.get(row.id) ?? []).sort((a, b) => a.position - b.position),
    ),
    seq: Number(row.seq),
    recordedBy: row.recorded_by,
  }))
}

const factOf = (row: FactRow, credits: readonly CreditRow[]): Fact =>
  Fact.parse({
    id: row.id,
    type: row.type,
    occurredOn: row.occurred_on,
    recordedAt: row.recorded_at,
    posting: row.posting,
    quantity: row.quantity,
    note: row.note,
    credits: credits.map(credit => ({ unit: credit.unit_id, weight: credit.weight })),
    ...ownColumns(row),
    ...(row.attributes === null ? {} : Attributes.parse(JSON.parse(row.attributes))),
  })

function ownColumns(row: FactRow): object {
  switch (row.type) {
    case 'submission':
      return { article: row.article_id, channel: row.channel }
    case 'adoption':
      return {
        article: row.article_id,
        outlet: row.outlet_id,
        level: row.level,
        kind: row.kind,
        issue: row.issue,
        merged: row.merged === 1,
      }
    case 'commission':
      return { commission: row.commission_id, level: row.level, status: row.status, asker: row.asker }
    case 'forwarding':
      return { article: row.article_id, level: row.level, to: row.person }
    case 'instruction':
      return { article: row.article_id, level: row.level, leader: row.person }
    case 'adjustment':
      return {
        component: row.component,
        points: pointsOfHundredths(row.points_x100 ?? 0),
        reason: row.reason,
        decider: row.person,
      }
    case 'opening':
      return { points: pointsOfHundredths(row.points_x100 ?? 0), document: row.document }
    case 'incident':
      return { article: row.article_id, ...(row.level === null ? {} : { level: row.level }) }
    case 'retraction':
      return { of: row.of_fact, reason: row.reason }
    default:
      throw new Error(`不可能的情况：没有这种计分事实 ${row.type}`)
  }
}

// ── writing ────────────────────────────────────────────────────────────────────────────────────────────────────

/** A fact before it has its id, its time and its month. */
export type FactDraft = Fact extends infer One
  ? One extends Fact
    ? Omit<One, 'id' | 'recordedAt' | 'posting'>
    : never
  : never

/** A draft with id, time and month. */
export const factFrom = (context: Context, draft: FactDraft, posting: Period): Fact =>
  Fact.parse({ ...draft, id: context.newId('fct'), recordedAt: context.now, posting })

/** Who stands in `recorded_by` where no person is signed in: the command line. */
export const CONSOLE = 'console'

export const recorderOf = (context: Context): string => context.actor.user ?? CONSOLE

/** Writes facts in the given order; their month must be open, or the database refuses with `period-closed`. */
export async function writeFacts(context: Context, facts: readonly Fact[], document = ''): Promise<void> {
  const by = recorderOf(context)
  await insertAll(
    context.db,
    'fact',
    facts.map(fact => ({ ...rowOf(fact, document), office_id: context.office, recorded_by: by })),
  )
  await insertAll(
    context.db,
    'fact_credit',
    facts.flatMap(fact =>
      fact.credits.map((credit, position) => ({
        fact_id: fact.id,
        unit_id: credit.unit,
        position,
        weight: credit.weight,
      })),
    ),
  )
}

/** What most facts do not have stands together in one column, as it is; null where there is nothing, as in all rows before there was any. */
const ATTRIBUTES = [
  'genre',
  'length',
  'repost',
  'happenedOn',
  'hours',
  'accepted',
  'alone',
  'rank',
  'code',
  'rule',
] as const
const Attributes = z.partialRecord(z.enum(ATTRIBUTES), z.union([z.string(), z.number(), z.boolean()]))

function attributesOf(fact: Fact): string | null {
  const own: unknown[][] = ATTRIBUTES.flatMap(name => {
    const value: unknown = Reflect.get(fact, name)
    return value === undefined ? [] : [[name, value]]
  })
  return own.length === 0 ? null : JSON.stringify(Attributes.parse(Object.fromEntries(own)))
}

type FactColumns = Omit<Insertable<FactTable>, 'office_id' | 'recorded_by' | 'seq'>

function rowOf(fact: Fact, document: string): FactColumns {
  const row: FactColumns = {
    id: fact.id,
    type: fact.type,
    occurred_on: fact.occurredOn,
    recorded_at: fact.recordedAt,
    posting: fact.posting,
    quantity: fact.quantity,
    note: fact.note,
    article_id: null,
    channel: null,
    outlet_id: null,
    level: null,
    kind: null,
    issue: null,
    merged: null,
    commission_id: null,
    status: null,
    asker: null,
    person: null,
    component: null,
    points_x100: null,
    reason: null,
    document: document === '' ? null : document,
    of_fact: null,
    attributes: attributesOf(fact),
  }
  switch (fact.type) {
    case 'submission':
      return { ...row, article_id: fact.article, channel: fact.channel }
    case 'adoption':
      return {
        ...row,
        article_id: fact.article,
        outlet_id: fact.outlet,
        level: fact.level,
        kind: fact.kind,
        issue: fact.issue,
        merged: fact.merged ? 1 : 0,
      }
    case 'commission':
      return { ...row, commission_id: fact.commission, level: fact.level, status: fact.status, asker: fact.asker }
    case 'forwarding':
      return { ...row, article_id: fact.article, level: fact.level, person: fact.to }
    case 'instruction':
      return { ...row, article_id: fact.article, level: fact.level, person: fact.leader }
    case 'adjustment':
      return {
        ...row,
        component: fact.component,
        points_x100: fact.points,
        reason: fact.reason,
        person: fact.decider,
      }
    case 'opening':
      return { ...row, points_x100: fact.points, document: fact.document }
    case 'incident':
      return { ...row, article_id: fact.article, level: fact.level ?? null }
    case 'retraction':
      return { ...row, of_fact: fact.of, reason: fact.reason }
    default:
      return unreachable(fact)
  }
}
