import type { Selectable } from 'kysely'
import { instantOf } from '../../domain/calendar.ts'
import type { MailboxTable } from '../db/mail-tables.ts'
import { endLease, holdLease, type Lease, takeLease } from '../leases.ts'
import { type MailAccount, MailFailure, type MailFolder, type Remote, withFolder } from './imap.ts'
import { type Place, passed, putPlace, receive } from './receive.ts'
import type { MailWorld } from './world.ts'

/** MAIL-06: bytes of a letter; of a larger one only the head is fetched. */
const LETTER_BYTES_MAX = 30 * 1024 * 1024
/** MAIL-06: so often a letter that does not come is asked for, then the others go on without it until somebody asks again. */
export const FETCHES_MAX = 3
/** Milliseconds from one good poll to the next, and after failures at most. */
const EVERY_MS = 60_000
const WAIT_MAX_MS = 15 * 60_000
const FLAGS_AT_ONCE = 200

export type Mailbox = Selectable<MailboxTable>

/** What came of a poll: letters kept, or what it failed of. `busy`: another process is at it. */
export type Polled =
  | { readonly kind: 'good'; readonly received: number }
  | { readonly kind: 'failed'; readonly failure: MailFailure }
  | { readonly kind: 'busy' }

/** Polls all mailboxes that are due, one after the other. One that fails does not keep the others waiting. */
export async function pollDue(world: MailWorld): Promise<void> {
  const now = instantOf(world.clock())
  const due = await world.database.read(db =>
    db
      .selectFrom('mailbox')
      .selectAll()
      .where('active', '=', 1)
      .where(({ or, eb }) => or([eb('next_at', '<=', now), eb('asked_at', 'is not', null)]))
      .orderBy('next_at')
      .execute(),
  )
  for (const mailbox of due) if (world.signal?.aborted !== true) await pollMailbox(world, mailbox)
}

/**
 * Fetches what is new in a mailbox and keeps it; marks it as read on the server after that, and never before. What the network or the server
 * does is put down beside the mailbox; the next poll goes on where this one ended. Errors of our own database and disk are thrown.
 */
export async function pollMailbox(world: MailWorld, mailbox: Mailbox): Promise<Polled> {
  const { database, clock, holder } = world
  const lease = await database.write(db => takeLease(db, `mailbox ${mailbox.id}`, { now: clock(), holder }))
  if (lease === null) return { kind: 'busy' }
  const begun = instantOf(clock())
  try {
    const account = accountOf(world, mailbox)
    const received = await withFolder(account, folder => fetchNew(world, mailbox, { lease, folder }), world.signal)
    await noteGood(world, mailbox, { lease, begun })
    return { kind: 'good', received }
  } catch (error) {
    if (!(error instanceof MailFailure)) throw error
    await noteFailure(world, mailbox, { lease, begun, failure: error })
    return { kind: 'failed', failure: error }
  } finally {
    await database.write(db => endLease(db, lease))
  }
}

/** How a mailbox is reached, its password opened. Throws `MailFailure` where that cannot be. */
export function accountOf({ sealer }: Pick<MailWorld, 'sealer'>, mailbox: Mailbox): MailAccount {
  const { host, port, username, folder, ca } = mailbox
  try {
    return { host, port: Number(port), username, folder, ca, password: sealer().unseal(mailbox.secret, mailbox.id) }
  } catch (cause) {
    // Sealed under the key of another installation, or not there: only whoever knows it can give it again.
    throw new MailFailure('password', true, cause)
  }
}

interface Fetching {
  readonly lease: Lease
  readonly folder: MailFolder
}

async function fetchNew(world: MailWorld, mailbox: Mailbox, { lease, folder }: Fetching): Promise<number> {
  const at = { mailbox: mailbox.id, folder: mailbox.folder, uidValidity: folder.uidValidity }
  const { lastUid, again } = await begin(world, lease, at)
  const remotes: Remote[] = []
  for (const uid of again) {
    const found = await folder.find(uid)
    // What was deleted meanwhile by somebody else cannot come any more.
    if (found !== null) remotes.push(found)
  }
  remotes.push(...(await folder.list(lastUid)))
  let received = 0
  for (const remote of remotes) {
    if (await take(world, mailbox, { lease, folder, place: { ...at, uid: remote.uid }, remote })) received += 1
    if (received % FLAGS_AT_ONCE === FLAGS_AT_ONCE - 1) await flagKept(world, at, { lease, folder })
  }
  await flagKept(world, at, { lease, folder })
  return received
}

type FolderAt = Omit<Place, 'uid'>

/** How far the folder was read, and what of that did not come yet. A UIDVALIDITY never seen begins at nothing (MAIL-02). */
async function begin(world: MailWorld, lease: Lease, { mailbox, folder, uidValidity }: FolderAt) {
  return world.database.write(async db => {
    const now = world.clock()
    await holdLease(db, lease, now)
    await db
      .insertInto('mailbox_folder')
      .values({ mailbox_id: mailbox, folder, uid_validity: uidValidity, last_uid: 0, since: instantOf(now) })
      .onConflict(conflict => conflict.columns(['mailbox_id', 'folder', 'uid_validity']).doNothing())
      .execute()
    const row = await db
      .selectFrom('mailbox_folder')
      .select('last_uid')
      .where('mailbox_id', '=', mailbox)
      .where('folder', '=', folder)
      .where('uid_validity', '=', uidValidity)
      .executeTakeFirstOrThrow()
    const open = await db
      .selectFrom('letter_place')
      .select('uid')
      .where('mailbox_id', '=', mailbox)
      .where('folder', '=', folder)
      .where('uid_validity', '=', uidValidity)
      .where('letter_id', 'is', null)
      .where('attempts', '<', FETCHES_MAX)
      .orderBy('uid')
      .execute()
    return { lastUid: Number(row.last_uid), again: open.map(one => Number(one.uid)) }
  })
}

/** Fetches one letter and keeps it; what does not come is counted against it alone, and the next letter's turn comes. */
async function take(
  world: MailWorld,
  mailbox: Mailbox,
  { lease, folder, place, remote }: Fetching & { readonly place: Place; readonly remote: Remote },
): Promise<boolean> {
  const headOnly = remote.size > LETTER_BYTES_MAX
  try {
    const bytes = await (headOnly ? folder.fetchHead(place.uid) : folder.fetch(place.uid))
    if (bytes !== null) {
      await receive(world, mailbox.office_id, lease, { place, remote, bytes, headOnly })
      return true
    }
    await world.database.write(async db => {
      await holdLease(db, lease, world.clock())
      await passed(db, place)
    })
    return false
  } catch (error) {
    if (!(error instanceof MailFailure)) throw error
    await countAgainst(world, { lease, place, failure: error })
    if (error.isGone) throw error
    return false
  }
}

/** A letter did not come. After the third time the folder is read on without it; it stays listed, and can be asked for again. */
async function countAgainst(
  world: MailWorld,
  { lease, place, failure }: { readonly lease: Lease; readonly place: Place; readonly failure: MailFailure },
): Promise<void> {
  await world.database.write(async db => {
    await holdLease(db, lease, world.clock())
    const row = await db
      .selectFrom('letter_place')
      .select('attempts')
      .where('mailbox_id', '=', place.mailbox)
      .where('folder', '=', place.folder)
      .where('uid_validity', '=', place.uidValidity)
      .where('uid', '=', place.uid)
      .executeTakeFirst()
    await putPlace(db, place, {
      letter_id: null,
      attempts: Number(row?.attempts ?? 0) + 1,
      error: failure.message.slice(0, 500),
    })
    await passed(db, place)
  })
}

/** Tells the server which of the kept letters it has not been told of. */
async function flagKept(
  world: MailWorld,
  { mailbox, folder: name, uidValidity }: FolderAt,
  { lease, folder }: Fetching,
): Promise<void> {
  const kept = () =>
    world.database.read(db =>
      db
        .selectFrom('letter_place')
        .select('uid')
        .where('mailbox_id', '=', mailbox)
        .where('folder', '=', name)
        .where('uid_validity', '=', uidValidity)
        .where('letter_id', 'is not', null)
        .where('flagged', '=', 0)
        .orderBy('uid')
        .limit(FLAGS_AT_ONCE)
        .execute(),
    )
  for (let rows = await kept(); rows.length > 0; rows = await kept()) {
    const uids = rows.map(row => Number(row.uid))
    await folder.flag(uids)
    await world.database.write(async db => {
      await holdLease(db, lease, world.clock())
      await db
        .updateTable('letter_place')
        .set({ flagged: 1 })
        .where('mailbox_id', '=', mailbox)
        .where('folder', '=', name)
        .where('uid_validity', '=', uidValidity)
        .where('uid', 'in', uids)
        .execute()
    })
  }
}

interface Noted {
  readonly lease: Lease
  readonly begun: string
}

async function noteGood(world: MailWorld, mailbox: Mailbox, { lease, begun }: Noted): Promise<void> {
  await world.database.write(async db => {
    const now = world.clock()
    await holdLease(db, lease, now)
    const at = instantOf(now)
    await db
      .updateTable('mailbox')
      .set({ polled_at: at, good_at: at, failures: 0, error: '', next_at: instantOf(now + EVERY_MS) })
      .where('id', '=', mailbox.id)
      .execute()
    await answered(db, mailbox, begun)
  })
}

async function noteFailure(
  world: MailWorld,
  mailbox: Mailbox,
  { begun, failure }: Noted & { readonly failure: MailFailure },
): Promise<void> {
  await world.database.write(async db => {
    const now = world.clock()
    const row = await db.selectFrom('mailbox').select('failures').where('id', '=', mailbox.id).executeTakeFirstOrThrow()
    const failures = Number(row.failures) + 1
    const wait = Math.min(EVERY_MS * 2 ** Math.min(failures - 1, 10), WAIT_MAX_MS)
    await db
      .updateTable('mailbox')
      .set({ polled_at: instantOf(now), failures, error: failure.message, next_at: instantOf(now + wait) })
      .where('id', '=', mailbox.id)
      .execute()
    await answered(db, mailbox, begun)
  })
}

/** Whoever asked before this poll began has been answered by it. */
const answered = (db: Parameters<typeof holdLease>[0], { id }: Mailbox, begun: string) =>
  db.updateTable('mailbox').set({ asked_at: null }).where('id', '=', id).where('asked_at', '<=', begun).execute()
