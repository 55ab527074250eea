import type { z } from 'zod'
import type { Instant } from '../domain/calendar.ts'
import { OfficeId } from '../domain/model.ts'
import type { NoticeForm } from '../domain/notice/compose.ts'
import type { Context, Db, IdPrefix } from './context.ts'
import { NO_SETTINGS, readSettings, writeSettings } from './settings.ts'

/** What an office is called until somebody says otherwise. */
export const NEW_OFFICE = '采风办公室'

/** The office of this installation, or null before there is one. */
export async function officeOf(db: Db): Promise<{ id: OfficeId; name: string } | null> {
  const row = await db
    .selectFrom('office')
    .select(['id', 'name'])
    .orderBy('created_at')
    .orderBy('id')
    .executeTakeFirst()
  return row === undefined ? null : { id: OfficeId.parse(row.id), name: row.name }
}

/** Adds an office without units, months, rules or people. */
export async function createOffice(
  db: Db,
  { name, newId, now }: { name: string; newId: (prefix: IdPrefix) => string; now: Instant },
): Promise<OfficeId> {
  const id = OfficeId.parse(newId('off'))
  await db
    .insertInto('office')
    .values({ id, name, bulletin: '', demo: 0, settings: JSON.stringify(NO_SETTINGS), created_at: now })
    .execute()
  return id
}

/** The first notice an office takes over gives it the words for its own, and its name where it still has none. */
export async function adoptTakenOffice(
  { db, office }: Context,
  form: Partial<z.input<typeof NoticeForm>>,
): Promise<void> {
  const settings = await readSettings(db, office)
  if (Object.keys(settings.form).length > 0) return
  await writeSettings(db, office, { ...settings, form: JSON.parse(JSON.stringify(form)) })
  const row = await db
    .selectFrom('office')
    .select(['name', 'bulletin'])
    .where('id', '=', office)
    .executeTakeFirstOrThrow()
  await db
    .updateTable('office')
    .set({
      name: row.name === NEW_OFFICE ? (form.issuer ?? row.name) : row.name,
      bulletin: row.bulletin === '' ? (form.bulletin ?? '') : row.bulletin,
    })
    .where('id', '=', office)
    .execute()
}
