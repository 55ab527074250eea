import { periodAfter } from '../../../domain/calendar.ts'
import { Name, Role, UnitId, UserId } from '../../../domain/model.ts'
import { Problem } from '../../../domain/problems.ts'
import type { Context, Handlers } from '../../context.ts'
import type { UserAccountTable } from '../../db/tables.ts'
import { LATEST, registerAt, unitIn, visibleUnit } from '../../register.ts'
import { assertChangeable, endUnit } from '../../units.ts'

/** 单位的人员、单位审核、撤并: who works for a unit, and what becomes of both when it ends. */
export const unitPeopleActions = {
  'unit.people': async (context, { unit }) => {
    const { db, office } = context
    const only = visibleUnit(context, unit)
    if (unit !== undefined) unitIn(await registerAt(db, office, LATEST), unit)
    const accounts = db.selectFrom('user_account').selectAll().where('office_id', '=', office)
    const rows = await (only === null ? accounts : accounts.where('unit_id', '=', only)).orderBy('account').execute()
    const roles = await db
      .selectFrom('user_role')
      .innerJoin('user_account', 'user_account.id', 'user_role.user_id')
      .select(['user_role.user_id', 'user_role.role'])
      .where('user_account.office_id', '=', office)
      .execute()
    const held = new Set(roles.map(row => `${row.user_id} ${row.role}`))
    const reviewed = db.selectFrom('unit_setting').select('unit_id').where('office_id', '=', office)
    const settings = await (only === null ? reviewed : reviewed.where('unit_id', '=', only))
      .where('review', '=', 1)
      .orderBy('unit_id')
      .execute()
    return {
      people: rows.map(row => {
        const own = Role.options.filter(role => held.has(`${row.id} ${role}`))
        return {
          id: UserId.parse(row.id),
          account: row.account,
          name: row.name,
          unit: UnitId.nullable().parse(row.unit_id),
          roles: own,
          state: stateOf(row, own),
        }
      }),
      reviewed: settings.map(row => UnitId.parse(row.unit_id)),
    }
  },

  'unit.review': async (context, { unit, on }) => {
    const { db, office, about } = context
    const { name } = unitIn(await registerAt(db, office, LATEST), unit)
    about(`${on ? '开启' : '关闭'}${name}的单位审核`)
    if (on && !(await hasReviewer(context, unit)))
      throw new Problem('step-not-allowed', { state: '本单位还没有单位审核人', step: '开启单位审核' })
    const review = on ? 1 : 0
    await db
      .insertInto('unit_setting')
      .values({ unit_id: unit, office_id: office, review })
      .onConflict(conflict => conflict.column('unit_id').doUpdateSet({ review }))
      .execute()
    return { done: true }
  },

  /** From a month on there is only the other unit: under the old name, too, people find it. Points stay where they were made (LED-11). */
  'unit.merge': async (context, { unit, into, from, reason }) => {
    const { db, office, about } = context
    const register = await registerAt(db, office, LATEST)
    const [ending, staying] = [unitIn(register, unit), unitIn(register, into)]
    about(`${ending.name} → ${staying.name}`)
    if (unit === into) throw new Problem('invalid-input', { reason: '单位不能并入自己' })
    for (const one of [ending, staying])
      if (!one.active) throw new Problem('step-not-allowed', { state: `${one.name}已撤并`, step: '再撤并' })
    await assertChangeable(context, from)
    await endUnit(context, { unit, into, last: periodAfter(from, -1), reason })
    const people = await db
      .selectFrom('user_account')
      .select(['name', 'account'])
      .where('office_id', '=', office)
      .where('unit_id', '=', unit)
      .where('disabled', '=', 0)
      .orderBy('account')
      .execute()
    return {
      into: unitIn(await registerAt(db, office, LATEST), into),
      people: people.map(({ name, account }) => ({ name: Name.parse(name), account })),
    }
  },
} satisfies Pick<Handlers, 'unit.people' | 'unit.review' | 'unit.merge'>

function stateOf(row: UserAccountTable, roles: readonly Role[]): 'ungranted' | 'unactivated' | 'active' | 'disabled' {
  if (row.disabled === 1) return 'disabled'
  if (roles.length === 0) return 'ungranted'
  return row.password_hash === null ? 'unactivated' : 'active'
}

/** Without one, what the unit hands in would wait for ever. */
async function hasReviewer({ db, office }: Context, unit: UnitId): Promise<boolean> {
  const found = await db
    .selectFrom('user_account')
    .innerJoin('user_role', 'user_role.user_id', 'user_account.id')
    .select('user_account.id')
    .where('user_account.office_id', '=', office)
    .where('user_account.unit_id', '=', unit)
    .where('user_account.disabled', '=', 0)
    .where('user_role.role', '=', 'reviewer')
    .executeTakeFirst()
  return found !== undefined
}
