import { dayOf, type Instant, instantOf, periodOf } from '../../domain/calendar.ts'
import type { Db } from '../context.ts'
import { holdLease, type Lease } from '../leases.ts'
import type { Remote } from './imap.ts'
import type { MailWorld } from './world.ts'

/** Where a letter lies on the server. */
export interface Place {
  readonly mailbox: string
  readonly folder: string
  readonly uidValidity: number
  readonly uid: number
}

export interface Received {
  readonly place: Place
  readonly remote: Remote
  readonly bytes: Uint8Array
  readonly headOnly: boolean
}

/**
 * Keeps a letter: its bytes first, then in one commit the row that names them, where it lay, and how far the folder was read (MAIL-01, FILE-01).
 * Equal bytes are one letter, wherever they lay (MAIL-02). Commits nothing when the lease is another's by now (IDEM-04).
 */
export async function receive(world: MailWorld, office: string, lease: Lease, letter: Received): Promise<void> {
  const { sm3, size } = await world.files.put(letter.bytes)
  await world.database.write(async db => {
    const now = world.clock()
    await holdLease(db, lease, now)
    await insertFile(db, { sm3, size, at: instantOf(now) })
    const known = await db
      .selectFrom('letter')
      .select('id')
      .where('office_id', '=', office)
      .where('sm3', '=', sm3)
      .executeTakeFirst()
    const id = known?.id ?? (await insertLetter(world, db, { office, sm3, size, letter, now }))
    await putPlace(db, letter.place, { letter_id: id, attempts: 0, error: '' })
    await passed(db, letter.place)
  })
}

/** The row of bytes that are stored already: one for equal contents. */
export const insertFile = (db: Db, { sm3, size, at }: { sm3: string; size: number; at: Instant }) =>
  db
    .insertInto('file')
    .values({ sm3, size, created_at: at })
    .onConflict(conflict => conflict.column('sm3').doNothing())
    .execute()

async function insertLetter(
  world: MailWorld,
  db: Db,
  { office, sm3, size, letter, now }: { office: string; sm3: string; size: number; letter: Received; now: number },
): Promise<string> {
  const id = world.newId('let')
  // A server's clock may be wrong, and nobody receives what is not there yet (SUB-01).
  const received = instantOf(Math.min(letter.remote.receivedAt ?? now, now))
  await db
    .insertInto('letter')
    .values({
      id,
      office_id: office,
      mailbox_id: letter.place.mailbox,
      number: await nextNumber(db, office, received),
      sm3,
      size,
      head_only: letter.headOnly ? 1 : 0,
      received_at: received,
      fetched_at: instantOf(now),
      state: 'arrived',
      version: 1,
      attempts: 0,
      unit_id: null,
      from_address: '',
      from_name: '',
      subject: '',
      message_id: '',
      source: 'unverified',
      doubts: '[]',
      near: '[]',
      search_key: '',
      settled_at: null,
    })
    .execute()
  return id
}

/** 来信第 2023-07-0012 号: counted in each month, drawn in the commit that uses it. */
async function nextNumber(db: Db, office: string, received: Instant): Promise<string> {
  const period = periodOf(dayOf(received))
  await db
    .insertInto('letter_counter')
    .values({ office_id: office, period, next: 1 })
    .onConflict(conflict => conflict.columns(['office_id', 'period']).doNothing())
    .execute()
  const row = await db
    .updateTable('letter_counter')
    .set(({ eb }) => ({ next: eb('next', '+', 1) }))
    .where('office_id', '=', office)
    .where('period', '=', period)
    .returning('next')
    .executeTakeFirstOrThrow()
  return `${period}-${String(Number(row.next) - 1).padStart(4, '0')}`
}

/** Puts down what is known of a place; whether the server was told stays as it is. */
export async function putPlace(
  db: Db,
  { mailbox, folder, uidValidity, uid }: Place,
  what: { readonly letter_id: string | null; readonly attempts: number; readonly error: string },
): Promise<void> {
  await db
    .insertInto('letter_place')
    .values({ mailbox_id: mailbox, folder, uid_validity: uidValidity, uid, flagged: 0, ...what })
    .onConflict(conflict => conflict.columns(['mailbox_id', 'folder', 'uid_validity', 'uid']).doUpdateSet(what))
    .execute()
}

/** The folder was read up to this place; going back to an earlier one changes nothing. */
export async function passed(db: Db, { mailbox, folder, uidValidity, uid }: Place): Promise<void> {
  await db
    .updateTable('mailbox_folder')
    .set({ last_uid: uid })
    .where('mailbox_id', '=', mailbox)
    .where('folder', '=', folder)
    .where('uid_validity', '=', uidValidity)
    .where('last_uid', '<', uid)
    .execute()
}
