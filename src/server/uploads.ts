import { Problem } from '../domain/problems.ts'
import type { Context } from './context.ts'
import { recorderOf } from './facts.ts'

/** Puts down that the actor handed in bytes that are stored already, and under what name. */
export async function recordUpload(
  context: Context,
  { name, sm3, size }: { name: string; sm3: string; size: number },
): Promise<void> {
  const { db, office, now } = context
  await recordFile(context, sm3, size)
  await db
    .insertInto('upload')
    .values({ id: context.newId('upl'), office_id: office, user_id: recorderOf(context), sm3, name, created_at: now })
    .execute()
}

/** The row of stored bytes: one for equal contents. */
export async function recordFile({ db, now }: Context, sm3: string, size: number): Promise<void> {
  await db
    .insertInto('file')
    .values({ sm3, size, created_at: now })
    .onConflict(conflict => conflict.column('sm3').doNothing())
    .execute()
}

/**
 * Refuses a file that nobody of this office handed in, like one that is not there (AZ-06); whoever works for a unit may name only what
 * they handed in themselves.
 */
export async function assertUploaded(context: Context, sm3: string): Promise<void> {
  const { db, office, scope } = context
  const query = db.selectFrom('upload').select('id').where('office_id', '=', office).where('sm3', '=', sm3)
  const row = await (scope === 'own' ? query.where('user_id', '=', recorderOf(context)) : query)
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) throw new Problem('not-found')
}
