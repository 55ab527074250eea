import type { BulletinColumn } from '../../domain/issue.ts'
import { OutletId } from '../../domain/model.ts'
import { Problem } from '../../domain/problems.ts'
import { bulletinOf, bulletinsOf, putBulletin } from '../bulletins.ts'
import type { Context, Handlers } from '../context.ts'

export const bulletinActions = {
  'bulletin.list': async context => ({ bulletins: await bulletinsOf(context) }),

  /** A column that holds articles of an issue stays; so does what an issue that is printed already was called. */
  'bulletin.save': async (context, { bulletin, version, name, ...more }) => {
    const { db, office } = context
    context.about(name)
    assertColumns(more.columns)
    const before = bulletin === undefined ? null : await bulletinOf(context, bulletin)
    if ((version ?? 0) !== (before?.version ?? 0)) throw new Problem('stale-version')
    await assertFree(context, name, bulletin)
    const id = before?.id ?? OutletId.parse(context.newId('out'))
    if (before === null) await db.insertInto('outlet').values({ id, office_id: office, name, level: 'own' }).execute()
    else {
      await assertColumnsKept(context, before.id, more.columns)
      if (before.name !== name) await db.updateTable('outlet').set({ name }).where('id', '=', id).execute()
    }
    await putBulletin(context, { id, ...more })
    return bulletinOf(context, id)
  },
} satisfies Pick<Handlers, 'bulletin.list' | 'bulletin.save'>

/** Each column once, and one at most that counts as 信息 and as 简讯: an article must have one place to go. */
function assertColumns(columns: readonly BulletinColumn[]): void {
  const twice = (of: (column: BulletinColumn) => string | null) => {
    const known = columns.map(of).filter(value => value !== null)
    return new Set(known).size < known.length
  }
  if (twice(({ key }) => key) || twice(({ name }) => name))
    throw new Problem('invalid-input', { reason: '栏目不能重名' })
  if (twice(({ kind }) => kind))
    throw new Problem('invalid-input', { reason: '计为信息的栏目、计为简讯的栏目各只能有一个' })
}

async function assertColumnsKept({ db }: Context, outlet: OutletId, columns: readonly BulletinColumn[]): Promise<void> {
  const used = await db
    .selectFrom('issue_item')
    .innerJoin('issue', 'issue.id', 'issue_item.issue_id')
    .select('issue_item.column_key')
    .distinct()
    .where('issue.outlet_id', '=', outlet)
    .execute()
  if (used.some(({ column_key }) => !columns.some(({ key }) => key === column_key)))
    throw new Problem('invalid-input', { reason: '有稿件的栏目不能去掉，可以改名' })
}

async function assertFree({ db, office }: Context, name: string, own: OutletId | undefined): Promise<void> {
  const row = await db
    .selectFrom('outlet')
    .select('id')
    .where('office_id', '=', office)
    .where('name', '=', name)
    .executeTakeFirst()
  if (row !== undefined && row.id !== own) throw new Problem('duplicate-name', { name })
}
