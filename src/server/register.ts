import { type Period, Period as PeriodSchema } from '../domain/calendar.ts'
import { type Credit, Group, type OfficeId, Outlet, Unit, type UnitAlias, type UnitId } from '../domain/model.ts'
import { grouped } from '../domain/notice/checks/grouped.ts'
import { Problem } from '../domain/problems.ts'
import type { Context, Db } from './context.ts'

/** Units, groups and outlets of an office as they stood in one month. */
export interface Register {
  readonly groups: readonly Group[]
  readonly units: readonly Unit[]
}

/** Later than every month: the register as it will be once all that was entered holds. */
export const LATEST: Period = PeriodSchema.parse('2199-12')

/**
 * The register of a month: each unit under the name it had then and in the group it was in then; other names, with their dates, are its
 * aliases. Units that joined later are not in it (LED-11: names and groups have dates, points stay with the unit's id).
 */
export async function registerAt(db: Db, office: OfficeId, at: Period): Promise<Register> {
  const groups = await db
    .selectFrom('unit_group')
    .selectAll()
    .where('office_id', '=', office)
    .orderBy('position')
    .execute()
  const units = await db.selectFrom('unit').selectAll().where('office_id', '=', office).orderBy('position').execute()
  const names = await db.selectFrom('unit_name').selectAll().where('office_id', '=', office).execute()
  const memberships = await db
    .selectFrom('unit_membership')
    .selectAll()
    .where('office_id', '=', office)
    .where('from_period', '<=', at)
    .orderBy('from_period')
    .execute()
  const ends = await db
    .selectFrom('unit_end')
    .select('unit_id')
    .where('office_id', '=', office)
    .where('last_period', '<', at)
    .execute()
  const ended = new Set(ends.map(row => row.unit_id))
  const groupOf = new Map(memberships.map(row => [row.unit_id, row.group_id]))
  const namesOf = grouped(names, row => row.unit_id)
  return {
    groups: groups.map(row => Group.parse(row)),
    units: units.flatMap(row => {
      const group = groupOf.get(row.id)
      if (group === undefined) return []
      const { name, aliases } = namesAt(namesOf.get(row.id) ?? [], at, row.name)
      const active = row.active === 1 && !ended.has(row.id)
      return [Unit.parse({ id: row.id, name, aliases, group, position: row.position, active })]
    }),
  }
}

interface NameRow {
  readonly name: string
  readonly kind: 'name' | 'alias' | 'former'
  readonly from_period: string | null
  readonly to_period: string | null
}

function namesAt(rows: readonly NameRow[], at: Period, now: string): { name: string; aliases: UnitAlias[] } {
  const own = rows.filter(row => row.kind !== 'alias')
  const name = own.find(row => holdsAt(row, at))?.name ?? now
  return {
    name,
    aliases: rows
      .filter(row => row.name !== name)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(row => ({
        name: row.name,
        from: row.from_period === null ? null : PeriodSchema.parse(row.from_period),
        to: row.to_period === null ? null : PeriodSchema.parse(row.to_period),
      })),
  }
}

const holdsAt = (row: NameRow, at: Period): boolean =>
  (row.from_period === null || row.from_period <= at) && (row.to_period === null || at <= row.to_period)

/** All outlets of an office, its own first. */
export async function outletsOf(db: Db, office: OfficeId): Promise<Outlet[]> {
  const rows = await db.selectFrom('outlet').selectAll().where('office_id', '=', office).orderBy('name').execute()
  const outlets = rows.map(row => Outlet.parse(row))
  return [...outlets.filter(({ level }) => level === 'own'), ...outlets.filter(({ level }) => level !== 'own')]
}

/** A unit of the register of a month; `not-found` where there is none of this office (AZ-06). */
export function unitIn(register: Register, id: UnitId): Unit {
  const unit = register.units.find(one => one.id === id)
  if (unit === undefined) throw new Problem('not-found')
  return unit
}

/** Credits whose units all stand in the register of the month, each once; otherwise `not-found` or `invalid-input`. */
export async function checkCredits(context: Context, credits: readonly Credit[], at: Period): Promise<Credit[]> {
  const register = await registerAt(context.db, context.office, at)
  for (const { unit } of credits) unitIn(register, unit)
  if (new Set(credits.map(({ unit }) => unit)).size < credits.length)
    throw new Problem('invalid-input', { reason: '同一单位只能计入一次' })
  return [...credits]
}

/**
 * The one unit whose rows the actor may see, or null for all. Somebody of `own` scope without a unit sees nothing: the answer is a unit
 * that nobody is (AZ-02).
 * @param asked the unit that was asked for; another one's answers like one that is not there (AZ-06)
 */
export function visibleUnit(context: Context, asked: UnitId | undefined): UnitId | '' | null {
  if (context.scope === 'all') return asked ?? null
  if (asked !== undefined && asked !== context.actor.unit) throw new Problem('not-found')
  return context.actor.unit ?? ''
}
