import { type Period, periodAfter } from '../domain/calendar.ts'
import { type GroupId, UnitId } from '../domain/model.ts'
import { Problem } from '../domain/problems.ts'
import { matchingKey } from '../domain/text.ts'
import type { Context } from './context.ts'
import { periodsOf } from './posting.ts'
import { LATEST } from './register.ts'

/** Puts a unit at the end of the register, under its name and in its group from a month on. The name must be free. */
export async function addUnit(
  context: Context,
  { name, group, from }: { name: string; group: GroupId; from: Period },
): Promise<UnitId> {
  const { db, office } = context
  const id = UnitId.parse(context.newId('unt'))
  const last = await db
    .selectFrom('unit')
    .select(eb => eb.fn.max<number | null>('position').as('position'))
    .where('office_id', '=', office)
    .executeTakeFirst()
  await assertFree(context, id, name, null)
  await db
    .insertInto('unit')
    .values({
      id,
      office_id: office,
      name,
      position: Number(last?.position ?? 0) + 1,
      active: 1,
      version: 1,
      created_at: context.now,
    })
    .execute()
  await db
    .insertInto('unit_name')
    .values({
      office_id: office,
      unit_id: id,
      name,
      name_key: matchingKey(name),
      kind: 'name',
      from_period: null,
      to_period: null,
    })
    .execute()
  await setMembership(context, id, group, from)
  return id
}

/** The unit is ranked in this group from the month on, until the next membership begins. `not-found` for another office's group. */
export async function setMembership(context: Context, unit: UnitId, group: GroupId, from: Period): Promise<void> {
  const { db, office } = context
  const found = await db
    .selectFrom('unit_group')
    .select('id')
    .where('office_id', '=', office)
    .where('id', '=', group)
    .executeTakeFirst()
  if (found === undefined) throw new Problem('not-found')
  await db
    .deleteFrom('unit_membership')
    .where('office_id', '=', office)
    .where('unit_id', '=', unit)
    .where('from_period', '=', from)
    .execute()
  await db
    .insertInto('unit_membership')
    .values({ office_id: office, unit_id: unit, group_id: group, from_period: from })
    .execute()
}

/**
 * Gives a unit one more name: an `alias` for ever, or a new `name` from a month on, which ends the one before and keeps it as a former
 * name. Refuses `duplicate-name` where another unit is called so in those months, `alias-taken` where it is another's alias.
 */
export async function claimName(
  context: Context,
  { unit, name, from, kind }: { unit: UnitId; name: string; from: Period | null; kind: 'name' | 'alias' },
): Promise<void> {
  const { db, office } = context
  await assertFree(context, unit, name, from)
  const key = matchingKey(name)
  const own = await db
    .selectFrom('unit_name')
    .selectAll()
    .where('office_id', '=', office)
    .where('unit_id', '=', unit)
    .execute()
  if (kind === 'alias') {
    if (own.some(row => row.name_key === key && row.from_period === null && row.to_period === null)) return
  } else {
    await endName(context, unit, from)
    // The unit's own alias becomes its name.
    await db
      .deleteFrom('unit_name')
      .where('office_id', '=', office)
      .where('unit_id', '=', unit)
      .where('name_key', '=', key)
      .where('kind', '=', 'alias')
      .execute()
  }
  await db
    .insertInto('unit_name')
    .values({ office_id: office, unit_id: unit, name, name_key: key, kind, from_period: from, to_period: null })
    .execute()
}

/** The current name ends with the month before; one that had begun in the same month never was. */
async function endName({ db, office }: Context, unit: UnitId, from: Period | null): Promise<void> {
  if (from === null) return
  const own = db
    .deleteFrom('unit_name')
    .where('office_id', '=', office)
    .where('unit_id', '=', unit)
    .where('kind', '=', 'name')
  await own.where('from_period', '>=', from).execute()
  await db
    .updateTable('unit_name')
    .set({ kind: 'former', to_period: periodAfter(from, -1) })
    .where('office_id', '=', office)
    .where('unit_id', '=', unit)
    .where('kind', '=', 'name')
    .execute()
}

/** No other unit has this name, or an alias of the same letters, in any month from `from` on. */
async function assertFree({ db, office }: Context, unit: UnitId, name: string, from: Period | null): Promise<void> {
  const others = await db
    .selectFrom('unit_name')
    .innerJoin('unit', 'unit.id', 'unit_name.unit_id')
    .select(['unit.name as owner', 'unit_name.kind', 'unit_name.to_period'])
    .where('unit_name.office_id', '=', office)
    .where('unit_name.name_key', '=', matchingKey(name))
    .where('unit_name.unit_id', '!=', unit)
    .execute()
  const taken = others.find(row => (row.to_period ?? LATEST) >= (from ?? ''))
  if (taken !== undefined)
    throw new Problem(taken.kind === 'name' ? 'duplicate-name' : 'alias-taken', { name, unit: taken.owner })
}

/** What a closed month looked like stays: changes of the register begin in an open month. */
export async function assertChangeable({ db, office }: Context, from: Period): Promise<void> {
  const closed = (await periodsOf(db, office)).filter(row => row.state !== 'open').at(-1)
  if (closed !== undefined && from <= closed.period)
    throw new Problem('period-closed', { period: from, first: periodAfter(closed.period) })
}

interface Ending {
  readonly unit: UnitId
  readonly into: UnitId
  /** The last month in which the unit is one of its own. */
  readonly last: Period
  readonly reason: string
}

/** Ends a unit with a month; its names are the other unit's aliases afterwards. Months before, and points, stay with the unit's id. */
export async function endUnit({ db, office }: Context, { unit, into, last, reason }: Ending): Promise<void> {
  await db
    .insertInto('unit_end')
    .values({ unit_id: unit, office_id: office, last_period: last, into_id: into, reason })
    .execute()
  const own = () => db.deleteFrom('unit_name').where('office_id', '=', office).where('unit_id', '=', unit)
  const names = await db
    .selectFrom('unit_name')
    .selectAll()
    .where('office_id', '=', office)
    .where('unit_id', '=', unit)
    .execute()
  const lasting = names.filter(row => (row.to_period ?? LATEST) > last)
  for (const row of lasting) {
    await own()
      .where('name_key', '=', row.name_key)
      .where('kind', '=', row.kind)
      .where(
        row.from_period === null ? eb => eb('from_period', 'is', null) : eb => eb('from_period', '=', row.from_period),
      )
      .execute()
    if ((row.from_period ?? '') <= last)
      await db
        .insertInto('unit_name')
        .values({ ...row, kind: row.kind === 'alias' ? 'alias' : 'former', to_period: last })
        .execute()
  }
  for (const { name, name_key } of lasting)
    await db
      .insertInto('unit_name')
      .values({
        office_id: office,
        unit_id: into,
        name,
        name_key,
        kind: 'alias',
        from_period: periodAfter(last),
        to_period: null,
      })
      .execute()
}
