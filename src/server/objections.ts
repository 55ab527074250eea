import type { ObjectionView } from '../api/rule-set.ts'
import { Instant, Period } from '../domain/calendar.ts'
import { FactId, type OfficeId, UnitId } from '../domain/model.ts'
import { pointsOfHundredths } from '../domain/points.ts'
import { Problem } from '../domain/problems.ts'
import type { Db } from './context.ts'

interface Wanted {
  /** null for those of every unit; '' for none. */
  readonly unit: UnitId | '' | null
  readonly openOnly: boolean
}

/** Objections with their answers, the newest first. */
export async function objectionsOf(db: Db, office: OfficeId, { unit, openOnly }: Wanted): Promise<ObjectionView[]> {
  let query = rows(db, office)
  if (unit !== null) query = query.where('objection.unit_id', '=', unit)
  if (openOnly) query = query.where('objection.state', '=', 'open')
  return (await query.orderBy('objection.raised_at', 'desc').orderBy('objection.id', 'desc').limit(500).execute()).map(
    viewOf,
  )
}

/**
 * One objection; `not-found` where there is none that may be seen.
 * @param unit the only unit whose objections may be seen, null for all
 */
export async function objectionIn(
  db: Db,
  office: OfficeId,
  id: string,
  unit: UnitId | '' | null,
): Promise<ObjectionView> {
  let query = rows(db, office).where('objection.id', '=', id)
  if (unit !== null) query = query.where('objection.unit_id', '=', unit)
  const row = await query.executeTakeFirst()
  if (row === undefined) throw new Problem('not-found')
  return viewOf(row)
}

const rows = (db: Db, office: OfficeId) =>
  db
    .selectFrom('objection')
    .innerJoin('unit', 'unit.id', 'objection.unit_id')
    .leftJoin('objection_answer', 'objection_answer.objection_id', 'objection.id')
    .selectAll('objection')
    .select([
      'unit.name as unit_name',
      'objection_answer.answer',
      'objection_answer.document',
      'objection_answer.decider',
      'objection_answer.fact_id',
      'objection_answer.answered_at',
      'objection_answer.answered_by',
    ])
    .where('objection.office_id', '=', office)

type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]

const viewOf = (row: Row): ObjectionView => ({
  objection: row.id,
  unit: UnitId.parse(row.unit_id),
  name: row.unit_name,
  period: Period.parse(row.period),
  component: row.component,
  rule: row.rule,
  sentence: row.sentence,
  points: pointsOfHundredths(Number(row.points_x100)),
  reason: row.reason,
  raisedAt: Instant.parse(row.raised_at),
  raisedBy: row.raised_by,
  state: row.state,
  answer:
    row.answer === null || row.answered_at === null
      ? null
      : {
          text: row.answer,
          document: row.document ?? '',
          decider: row.decider ?? '',
          fact: row.fact_id === null ? null : FactId.parse(row.fact_id),
          at: Instant.parse(row.answered_at),
          by: row.answered_by ?? '',
        },
})
