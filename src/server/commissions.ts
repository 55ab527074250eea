import type { Updateable } from 'kysely'
import { LocalDate } from '../domain/calendar.ts'
import { AssignmentState, COMMISSION_STATE_WORDS, CommissionState, isRunning } from '../domain/commission.ts'
import { CommissionId, Level, UnitId } from '../domain/model.ts'
import { Problem } from '../domain/problems.ts'
import { storedText } from '../domain/text.ts'
import type { Context } from './context.ts'
import type { AssignmentTable } from './db/newsroom-tables.ts'
import { recorderOf } from './facts.ts'

/** A commission as every command on it begins. One taken over from a notice has no work of its own and counts as settled. */
export interface CommissionNow {
  readonly id: CommissionId
  readonly title: string
  readonly source: string
  readonly level: Level
  readonly dueOn: LocalDate | null
  readonly upperDueOn: LocalDate | null
  readonly state: CommissionState
  readonly requirements: string
  readonly materials: string
  /** JSON of `Slots`. */
  readonly slots: string
  readonly contact: string
  readonly version: number
  readonly createdAt: string
}

/**
 * The commissions the actor may see, with the scope in the query itself (AZ-02): a unit sees those it was asked for once they were issued,
 * and those of old notices that it was credited for.
 */
export function visibleCommissions(context: Context) {
  const { db, office, scope, actor } = context
  const query = db
    .selectFrom('commission')
    .leftJoin('commission_work as work', 'work.commission_id', 'commission.id')
    .where('commission.office_id', '=', office)
  if (scope === 'all') return query
  const unit = actor.unit ?? ''
  return query.where(({ or, and, eb, exists, selectFrom }) =>
    or([
      and([
        eb('work.state', '!=', 'drafting'),
        exists(
          selectFrom('assignment')
            .select('assignment.unit_id')
            .whereRef('assignment.commission_id', '=', 'commission.id')
            .where('assignment.unit_id', '=', unit),
        ),
      ]),
      and([
        eb('work.state', 'is', null),
        exists(
          selectFrom('fact')
            .innerJoin('fact_credit', 'fact_credit.fact_id', 'fact.id')
            .select('fact.id')
            .whereRef('fact.commission_id', '=', 'commission.id')
            .where('fact_credit.unit_id', '=', unit),
        ),
      ]),
    ]),
  )
}

/** Columns of `visibleCommissions` that make a `CommissionNow`. */
export const COMMISSION_COLUMNS = [
  'commission.id',
  'commission.title',
  'commission.source',
  'commission.level',
  'commission.due_on',
  'commission.created_at',
  'commission.version as first_version',
  'work.state',
  'work.upper_due_on',
  'work.requirements',
  'work.materials',
  'work.slots',
  'work.contact',
  'work.version',
] as const

interface CommissionRow {
  readonly id: string
  readonly title: string
  readonly source: string
  readonly level: string
  readonly due_on: string | null
  readonly created_at: string
  readonly first_version: number
  readonly state: string | null
  readonly upper_due_on: string | null
  readonly requirements: string | null
  readonly materials: string | null
  readonly slots: string | null
  readonly contact: string | null
  readonly version: number | null
}

/** A row of these columns as a value. */
export const commissionOf = (row: CommissionRow): CommissionNow => ({
  id: CommissionId.parse(row.id),
  title: row.title,
  source: row.source,
  level: Level.parse(row.level),
  dueOn: dayOrNull(row.due_on),
  upperDueOn: dayOrNull(row.upper_due_on),
  state: row.state === null ? 'closed' : CommissionState.parse(row.state),
  requirements: row.requirements ?? '',
  materials: row.materials ?? '[]',
  slots: row.slots ?? '[]',
  contact: row.contact ?? '',
  version: row.version ?? row.first_version,
  createdAt: row.created_at,
})

export const dayOrNull = (stored: string | null): LocalDate | null => (stored === null ? null : LocalDate.parse(stored))

/** One commission the actor may see, named in the log; `not-found` for anything else, whether it is another's or none at all (AZ-06). */
export async function commissionNow(context: Context, id: CommissionId): Promise<CommissionNow> {
  const row = await visibleCommissions(context)
    .select(COMMISSION_COLUMNS)
    .where('commission.id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new Problem('not-found')
  context.about(row.title)
  return commissionOf(row)
}

/** Refuses `step-not-allowed` while units cannot answer: before the commission is issued, and once it is settled. */
export function assertRunning(now: CommissionNow, step: string): void {
  if (!isRunning(now.state)) throw new Problem('step-not-allowed', { state: COMMISSION_STATE_WORDS[now.state], step })
}

export interface AssignmentNow {
  readonly commission: CommissionId
  readonly unit: UnitId
  readonly state: AssignmentState
  readonly dueOn: LocalDate | null
  readonly factId: string | null
  readonly signedAt: string | null
  readonly urgedAt: string | null
  readonly urged: number
}

/** The assignments of a commission, in the order of the register. */
export async function assignmentsOf({ db }: Context, commission: CommissionId): Promise<AssignmentNow[]> {
  const rows = await db
    .selectFrom('assignment')
    .innerJoin('unit', 'unit.id', 'assignment.unit_id')
    .selectAll('assignment')
    .where('commission_id', '=', commission)
    .orderBy('unit.position')
    .execute()
  return rows.map(row => ({
    commission,
    unit: UnitId.parse(row.unit_id),
    state: AssignmentState.parse(row.state),
    dueOn: dayOrNull(row.due_on),
    factId: row.fact_id,
    signedAt: row.signed_at,
    urgedAt: row.urged_at,
    urged: row.urged,
  }))
}

/** The assignment of one unit; `not-found` where it was not asked. */
export async function assignmentNow(context: Context, commission: CommissionId, unit: UnitId): Promise<AssignmentNow> {
  const found = (await assignmentsOf(context, commission)).find(one => one.unit === unit)
  if (found === undefined) throw new Problem('not-found')
  return found
}

/** Changes an assignment from the state it was read in and no other: whoever was slower by a moment is told so (AZ-07). */
export async function changeAssignment(
  { db }: Context,
  { commission, unit, state }: AssignmentNow,
  changes: Updateable<AssignmentTable>,
): Promise<void> {
  const result = await db
    .updateTable('assignment')
    .set(changes)
    .where('commission_id', '=', commission)
    .where('unit_id', '=', unit)
    .where('state', '=', state)
    .executeTakeFirst()
  if (Number(result.numUpdatedRows) !== 1) throw new Problem('stale-version')
}

/** Puts down what was done with a commission, by whom and why; `unit` where it was about one. */
export async function noteEvent(
  context: Context,
  commission: CommissionId,
  {
    unit = null,
    step,
    comment = '',
  }: { readonly unit?: UnitId | null; readonly step: string; readonly comment?: string },
): Promise<void> {
  await context.db
    .insertInto('commission_event')
    .values({
      commission_id: commission,
      unit_id: unit,
      step,
      comment: storedText(comment),
      at: context.now,
      by_id: recorderOf(context),
      by_name: context.actor.name,
    })
    .execute()
}
