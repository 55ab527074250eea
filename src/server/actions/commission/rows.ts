import type { CommissionRow } from '../../../api/commission.ts'
import { AssignmentState, isLate, isRunning } from '../../../domain/commission.ts'
import { type CommissionNow, dayOrNull } from '../../commissions.ts'
import type { Context } from '../../context.ts'

type Counts = Pick<CommissionRow, 'asked' | 'signed' | 'replied' | 'late'>
const NONE: Counts = { asked: 0, signed: 0, replied: 0, late: 0 }

/** A row nobody was asked in yet. */
export const emptyRow = (now: CommissionNow): CommissionRow => ({
  id: now.id,
  title: now.title,
  source: now.source,
  level: now.level,
  state: now.state,
  upperDueOn: now.upperDueOn,
  dueOn: now.dueOn,
  ...NONE,
  own: null,
  version: now.version,
})

/** Rows of a list with how far the units are, in three questions however many they are. A unit's own rows count itself only. */
export async function rowsOf(context: Context, commissions: readonly CommissionNow[]): Promise<CommissionRow[]> {
  if (commissions.length === 0) return []
  const ids = commissions.map(one => one.id)
  const counts = await countsOf(context, ids)
  const taken = await creditedOf(context, ids)
  const own = await ownOf(context, ids)
  return commissions.map(now => {
    const counted = counts.get(now.id) ?? taken.get(now.id) ?? NONE
    return {
      ...emptyRow(now),
      ...counted,
      late: isRunning(now.state) ? counted.late : 0,
      own: own.get(now.id) ?? null,
    }
  })
}

async function countsOf({ db, scope, actor, today }: Context, ids: readonly string[]): Promise<Map<string, Counts>> {
  const rows = await db
    .selectFrom('assignment')
    .select(({ fn, eb }) => [
      'commission_id',
      fn.countAll<number>().as('asked'),
      fn.count<number>('signed_at').as('signed'),
      fn.count<number>('replied_at').as('replied'),
      fn
        .sum<number>(
          eb
            .case()
            .when(eb.and([eb('due_on', '<', today), eb('state', '!=', 'replied')]))
            .then(1)
            .else(0)
            .end(),
        )
        .as('late'),
    ])
    .where('commission_id', 'in', [...ids])
    .where('state', '!=', 'exempt')
    .$if(scope === 'own', query => query.where('unit_id', '=', actor.unit ?? ''))
    .groupBy('commission_id')
    .execute()
  return new Map(
    rows.map(row => [
      row.commission_id,
      { asked: Number(row.asked), signed: Number(row.signed), replied: Number(row.replied), late: Number(row.late) },
    ]),
  )
}

/** A commission of an old notice was asked of those it names, and they all answered. */
async function creditedOf({ db, scope, actor }: Context, ids: readonly string[]): Promise<Map<string, Counts>> {
  const rows = await db
    .selectFrom('fact')
    .innerJoin('fact_credit', 'fact_credit.fact_id', 'fact.id')
    .select(eb => ['fact.commission_id', eb.fn.count<number>('fact_credit.unit_id').distinct().as('units')])
    .where('fact.commission_id', 'in', [...ids])
    .$if(scope === 'own', query => query.where('fact_credit.unit_id', '=', actor.unit ?? ''))
    .groupBy('fact.commission_id')
    .execute()
  return new Map(
    rows.map(row => {
      const units = Number(row.units)
      return [row.commission_id ?? '', { asked: units, signed: units, replied: units, late: 0 }]
    }),
  )
}

async function ownOf({ db, scope, actor, today }: Context, ids: readonly string[]) {
  if (scope === 'all') return new Map<string, CommissionRow['own']>()
  const rows = await db
    .selectFrom('assignment')
    .select(['commission_id', 'state', 'due_on'])
    .where('commission_id', 'in', [...ids])
    .where('unit_id', '=', actor.unit ?? '')
    .execute()
  return new Map<string, CommissionRow['own']>(
    rows.map(row => {
      const state = AssignmentState.parse(row.state)
      const dueOn = dayOrNull(row.due_on)
      return [row.commission_id, { state, dueOn, late: isLate(state, dueOn, today) }]
    }),
  )
}
