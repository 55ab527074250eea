import { instantOf } from '../domain/calendar.ts'
import type { Db } from './context.ts'

/** A right to do what must not be done twice at once: until when, and the number it was given under. */
export interface Lease {
  readonly name: string
  readonly holder: string
  readonly fence: number
}

/** Who works longer without renewing may be taken for dead. */
const LEASE_MS = 5 * 60_000

/** Another process has the lease by now: nothing of what was done may be committed. */
export class LeaseLost extends Error {}

/** Takes or renews a lease; null while another process holds it. A holder that comes back after its time gets a new fence, like anybody. */
export async function takeLease(
  db: Db,
  name: string,
  { now, holder }: { readonly now: number; readonly holder: string },
): Promise<Lease | null> {
  const at = instantOf(now)
  const until = instantOf(now + LEASE_MS)
  await db
    .insertInto('job_lease')
    .values({ name, holder: '', until: '', fence: 0 })
    .onConflict(conflict => conflict.column('name').doNothing())
    .execute()
  const row = await db
    .updateTable('job_lease')
    .set(({ eb }) => ({ holder, until, fence: eb('fence', '+', 1) }))
    .where('name', '=', name)
    .where(({ or, eb }) => or([eb('holder', '=', holder), eb('until', '<', at)]))
    .returning('fence')
    .executeTakeFirst()
  return row === undefined ? null : { name, holder, fence: Number(row.fence) }
}

/**
 * Renews a lease inside the transaction that rests on it, and so makes sure that it is still held: throws `LeaseLost` where its time is over or
 * somebody else was given a later fence. The row stays locked until the commit.
 */
export async function holdLease(db: Db, { name, holder, fence }: Lease, now: number): Promise<void> {
  const result = await db
    .updateTable('job_lease')
    .set({ until: instantOf(now + LEASE_MS) })
    .where('name', '=', name)
    .where('holder', '=', holder)
    .where('fence', '=', fence)
    .where('until', '>=', instantOf(now))
    .executeTakeFirst()
  if (Number(result.numUpdatedRows) !== 1) throw new LeaseLost(`lease ${name} is another's by now`)
}

/** Gives a lease back, so that the next one need not wait for its end. */
export async function endLease(db: Db, { name, holder, fence }: Lease): Promise<void> {
  await db
    .updateTable('job_lease')
    .set({ until: '' })
    .where('name', '=', name)
    .where('holder', '=', holder)
    .where('fence', '=', fence)
    .execute()
}
