import type { Selectable } from 'kysely'
import { dayOf, Instant, instantOf, periodOf } from '../../domain/calendar.ts'
import { type Doubt, distinct, doubt, quarantines } from '../../domain/mail/doubts.ts'
import { type Proposal, proposalOf, type ReadText } from '../../domain/mail/proposal.ts'
import { judge, type Verdict } from '../../domain/mail.ts'
import { OfficeId, UnitId } from '../../domain/model.ts'
import { plainOf } from '../../domain/rich-text.ts'
import { matchingKey, storedText } from '../../domain/text.ts'
import type { Db } from '../context.ts'
import type { LetterTable } from '../db/mail-tables.ts'
import { endLease, holdLease, type Lease, LeaseLost, takeLease } from '../leases.ts'
import { registerAt } from '../register.ts'
import { insertAll } from '../rows.ts'
import { shownName } from '../shown-name.ts'
import { textsOf } from './drafts.ts'
import { type ReadLetter, readLetter } from './mime/letter.ts'
import { queueReceipt } from './receipts.ts'
import { insertFile } from './receive.ts'
import type { MailWorld } from './world.ts'

/** A letter that broke the reading so often is put apart unread (MAIL-06, PARSE-04). */
const READS_MAX = 3
const AT_ONCE = 20
/** Characters of a letter that are searched. */
const SEARCHED_MAX = 4_000

type LetterRow = Selectable<LetterTable>

/**
 * Reads the letters that are kept and not read yet, oldest first: takes each apart, judges who it is from and what it hands in, and puts that
 * beside it for people to decide. One that cannot be read keeps no other waiting. Gives how many were read.
 */
export async function readArrived(world: MailWorld): Promise<number> {
  const { database, clock, holder } = world
  const lease = await database.write(db => takeLease(db, 'letters', { now: clock(), holder }))
  if (lease === null) return 0
  let read = 0
  try {
    // Each at most once in a round: what failed has its next try when the moment is another.
    for (
      let rows = await arrivedAfter(world, '');
      rows.length > 0;
      rows = await arrivedAfter(world, rows.at(-1)?.id ?? '')
    )
      for (const row of rows) if (await readOne(world, lease, row)) read += 1
  } finally {
    await database.write(db => endLease(db, lease))
  }
  return read
}

const arrivedAfter = ({ database }: MailWorld, id: string): Promise<LetterRow[]> =>
  database.read(db =>
    db
      .selectFrom('letter')
      .selectAll()
      .where('state', '=', 'arrived')
      .where('id', '>', id)
      .orderBy('id')
      .limit(AT_ONCE)
      .execute(),
  )

/** Each try is counted before it is made, so that even one that ends the process counts. */
async function readOne(world: MailWorld, lease: Lease, row: LetterRow): Promise<boolean> {
  const { database, clock } = world
  if (Number(row.attempts) >= READS_MAX) {
    await database.write(async db => {
      await holdLease(db, lease, clock())
      await settle(db, row, { state: 'quarantined', doubts: JSON.stringify([doubt('unreadable')]) })
    })
    return false
  }
  await database.write(async db => {
    await holdLease(db, lease, clock())
    await db
      .updateTable('letter')
      .set(({ eb }) => ({ attempts: eb('attempts', '+', 1) }))
      .where('id', '=', row.id)
      .execute()
  })
  try {
    await readThrough(world, lease, row)
    return true
  } catch (error) {
    if (error instanceof LeaseLost) throw error
    world.log.warn('一封来信没有读成，稍后再试', { letter: row.id, cause: error })
    return false
  }
}

async function readThrough(world: MailWorld, lease: Lease, row: LetterRow): Promise<void> {
  const read = readLetter(await world.files.get(row.sm3))
  const { texts, doubts } = await textsOf(read.body, read.parts)
  const stored: { sm3: string; size: number }[] = []
  for (const part of read.parts) stored.push(await world.files.put(part.bytes))
  await world.database.write(async db => {
    const now = world.clock()
    await holdLease(db, lease, now)
    for (const file of new Map(stored.map(one => [one.sm3, one])).values())
      await insertFile(db, { ...file, at: instantOf(now) })
    await insertAll(
      db,
      'letter_part',
      read.parts.map((part, position) => ({
        letter_id: row.id,
        position,
        path: part.path,
        role: part.role,
        name: part.name === '' ? '' : shownName(part.name),
        type: part.type.replace(/[^\x21-\x7e]/g, '').slice(0, 100),
        size: stored[position]?.size ?? 0,
        sm3: stored[position]?.sm3 ?? row.sm3,
      })),
    )
    const { verdict, proposal, again } = await judged(db, row, { read, texts })
    const all = distinct([
      ...verdict.doubts,
      ...again,
      ...proposal.doubts,
      ...doubts,
      ...(Number(row.head_only) === 1 ? [doubt('too-large')] : []),
    ])
    await insertAll(db, 'letter_article', articleRows(row.id, proposal))
    const state = all.some(quarantines) ? 'quarantined' : verdict.state
    await settle(db, row, {
      ...headRow(read, verdict),
      state,
      doubts: JSON.stringify(all),
      near: JSON.stringify(proposal.near),
      search_key: searchKey(read, verdict, proposal),
    })
    if (state === 'linked' && verdict.from !== null)
      await queueReceipt(world, db, { letter: row, to: verdict.from.address })
  })
}

/** Letters that somebody else read meanwhile stay as they are. */
const settle = (db: Db, row: LetterRow, set: Partial<LetterTable>) =>
  db.updateTable('letter').set(set).where('id', '=', row.id).where('state', '=', 'arrived').execute()

async function judged(db: Db, row: LetterRow, { read, texts }: { read: ReadLetter; texts: readonly ReadText[] }) {
  const at = periodOf(dayOf(Instant.parse(row.received_at)))
  const { units } = await registerAt(db, OfficeId.parse(row.office_id), at)
  const senders = await db
    .selectFrom('mail_sender')
    .select(['address', 'unit_id'])
    .where('office_id', '=', row.office_id)
    .where('ended_at', 'is', null)
    .execute()
  const mailbox = await db
    .selectFrom('mailbox')
    .select('auth_server')
    .where('id', '=', row.mailbox_id)
    .executeTakeFirstOrThrow()
  const verdict = judge(read.letter, {
    senders: new Map(senders.map(one => [one.address, UnitId.parse(one.unit_id)])),
    authServer: mailbox.auth_server,
    units,
  })
  const proposal = proposalOf(texts, { subject: read.letter.subject, unit: verdict.unit, units, at })
  return { verdict, proposal, again: await sameId(db, row, read.letter.messageId) }
}

/** A Message-ID that another letter has too: a hint that one of them was made to hide the other (MAIL-02). Both are kept. */
async function sameId(db: Db, row: LetterRow, messageId: string): Promise<Doubt[]> {
  if (messageId === '') return []
  const other = await db
    .selectFrom('letter')
    .select('id')
    .where('office_id', '=', row.office_id)
    .where('message_id', '=', messageId)
    .where('id', '!=', row.id)
    .limit(1)
    .executeTakeFirst()
  return other === undefined ? [] : [doubt('id-again')]
}

const headRow = ({ letter }: ReadLetter, { unit, from, source }: Verdict) => ({
  unit_id: unit,
  from_address: from?.address ?? letter.from[0]?.addresses[0]?.address.slice(0, 254) ?? '',
  from_name: storedText(from?.name ?? letter.from[0]?.addresses[0]?.name ?? '').slice(0, 200),
  subject: storedText(letter.subject),
  message_id: letter.messageId,
  source,
})

const searchKey = ({ letter, parts }: ReadLetter, { from }: Verdict, { articles }: Proposal): string =>
  matchingKey(
    [
      letter.subject,
      from?.address ?? letter.from.flatMap(field => field.addresses.map(one => one.address)).join(' '),
      from?.name ?? '',
      ...parts.map(part => part.name),
      ...articles.map(article => `${article.title} ${plainOf(article.body)}`),
    ]
      .join(' ')
      .slice(0, SEARCHED_MAX),
  )

const articleRows = (letter: string, { articles }: Proposal) =>
  articles.map(({ title, body, contact, genre, unitName, part }, position) => ({
    letter_id: letter,
    position,
    title,
    body: JSON.stringify(body),
    contact_name: storedText(contact.name),
    contact_phone: storedText(contact.phone),
    genre,
    unit_name: storedText(unitName),
    part,
    article_id: null,
  }))
