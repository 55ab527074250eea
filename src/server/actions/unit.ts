import { type Unit, UnitId } from '../../domain/model.ts'
import { Problem } from '../../domain/problems.ts'
import { matchingKey } from '../../domain/text.ts'
import type { Context, Handlers } from '../context.ts'
import { LATEST, outletsOf, registerAt, unitIn } from '../register.ts'
import { addUnit, assertChangeable, claimName, setMembership } from '../units.ts'

export const unitActions = {
  'unit.list': async ({ db, office }, { period }) => {
    const { groups, units } = await registerAt(db, office, period ?? LATEST)
    return { groups: [...groups], units: [...units], outlets: await outletsOf(db, office) }
  },

  'unit.create': async (context, { name, group, from }) => {
    context.about(name)
    await assertChangeable(context, from)
    const id = await addUnit(context, { name, group, from })
    return unitAfter(context, id)
  },

  /** From a month on the unit is called otherwise; before, and in closed months, it keeps the name it had (LED-11). */
  'unit.rename': async (context, { unit, name, from }) => {
    const { db, office } = context
    const before = unitIn(await registerAt(db, office, LATEST), unit)
    context.about(`${before.name} → ${name}`)
    if (name === before.name) return before
    await assertChangeable(context, from)
    await claimName(context, { unit, name, from, kind: 'name' })
    await db
      .updateTable('unit')
      .set(eb => ({ name, version: eb('version', '+', 1) }))
      .where('office_id', '=', office)
      .where('id', '=', unit)
      .execute()
    return unitAfter(context, unit)
  },

  'unit.alias': async (context, { unit, name, remove }) => {
    const { db, office } = context
    const before = unitIn(await registerAt(db, office, LATEST), unit)
    context.about(`${before.name}：${remove ? '删除' : '增加'}别名 ${name}`)
    if (!remove) await claimName(context, { unit, name, from: null, kind: 'alias' })
    else {
      const deleted = await db
        .deleteFrom('unit_name')
        .where('office_id', '=', office)
        .where('unit_id', '=', unit)
        .where('name_key', '=', matchingKey(name))
        .where('kind', '=', 'alias')
        .executeTakeFirst()
      // A former name is history: closed notices are read by it.
      if (Number(deleted.numDeletedRows) === 0) throw new Problem('step-not-allowed', { state: '曾用名', step: '删除' })
    }
    return unitAfter(context, unit)
  },

  'unit.move': async (context, { unit, group, from }) => {
    const { name } = unitIn(await registerAt(context.db, context.office, LATEST), unit)
    context.about(name)
    await assertChangeable(context, from)
    await setMembership(context, unit, group, from)
    return unitAfter(context, unit)
  },
} satisfies Pick<Handlers, 'unit.list' | 'unit.create' | 'unit.rename' | 'unit.alias' | 'unit.move'>

const unitAfter = async ({ db, office }: Context, id: UnitId): Promise<Unit> =>
  unitIn(await registerAt(db, office, LATEST), UnitId.parse(id))
