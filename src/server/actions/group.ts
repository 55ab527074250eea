import { type Group, GroupId } from '../../domain/model.ts'
import { Problem } from '../../domain/problems.ts'
import type { Context, Handlers } from '../context.ts'
import { LATEST, registerAt } from '../register.ts'

/** Groups are never taken away: closed months were ranked in them, and one without units is not shown. */
export const groupActions = {
  'group.create': async (context, { name, kind, key }) => {
    const { db, office } = context
    context.about(name)
    const groups = await groupsOf(context)
    assertFree(groups, name)
    if (groups.some(group => group.key === key))
      throw new Problem('invalid-input', { reason: `代号“${key}”已经是另一组的` })
    const id = GroupId.parse(context.newId('grp'))
    const position = Math.max(0, ...groups.map(group => group.position)) + 1
    await db.insertInto('unit_group').values({ id, office_id: office, key, name, kind, position }).execute()
    return { id, key, name, kind, position }
  },

  /** Closed months keep the name under which they were ranked. */
  'group.rename': async (context, { group, name, kind }) => {
    const { db, office } = context
    const groups = await groupsOf(context)
    const before = groups.find(one => one.id === group)
    if (before === undefined) throw new Problem('not-found')
    context.about(`${before.name} → ${name}`)
    assertFree(
      groups.filter(one => one.id !== group),
      name,
    )
    await db
      .updateTable('unit_group')
      .set({ name, kind })
      .where('office_id', '=', office)
      .where('id', '=', group)
      .execute()
    return { ...before, name, kind }
  },
} satisfies Pick<Handlers, 'group.create' | 'group.rename'>

const groupsOf = async ({ db, office }: Context): Promise<readonly Group[]> =>
  (await registerAt(db, office, LATEST)).groups

function assertFree(groups: readonly Group[], name: string): void {
  if (groups.some(group => group.name === name)) throw new Problem('invalid-input', { reason: `已经有“${name}”这一组` })
}
