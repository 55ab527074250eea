import { randomBytes } from 'node:crypto'
import type { UnitId } from '../../../src/domain/model.ts'
import type { Db } from '../../../src/server/context.ts'
import type { Database } from '../../../src/server/db/open.ts'
import { openFiles } from '../../../src/server/files.ts'
import { takeLease } from '../../../src/server/leases.ts'
import { openLog } from '../../../src/server/log.ts'
import { readArrived } from '../../../src/server/mail/read.ts'
import { receive } from '../../../src/server/mail/receive.ts'
import type { MailWorld } from '../../../src/server/mail/world.ts'
import { type Sealer, sealerOf } from '../../../src/server/secret.ts'
import type { Databases, Dialect } from '../databases.ts'
import { insertOffice } from '../office-rows.ts'
import { VICTIM } from './spoofs.ts'

/** A small office with a mailbox, where `VICTIM` writes for 甲局; clock and ids are under control. */
export async function openMailOffice(databases: Databases, dialect: Dialect) {
  const database = await databases.open(dialect)
  const time = { clock: Date.parse('2023-07-20T01:00:00.000Z'), ids: 0 }
  const logged: string[] = []
  const clock = () => time.clock
  const mailbox = await database.write(async db => {
    await insertOffice(db)
    await insertSender(db, OFFICE, VICTIM, 'unt_off_1_1')
    return insertMailbox(db, OFFICE, { authServer: 'mx.liaocheng.example.cn' })
  })
  const folder = databases.folder()
  const mail = mailWorldOf({
    database,
    files: openFiles(folder),
    clock,
    newId: prefix => `${prefix}_${String(++time.ids).padStart(8, '0')}`,
    log: openLog(clock, text => logged.push(text)),
  })
  return {
    database,
    mail,
    mailbox,
    logged,
    pass: (minutes: number) => {
      time.clock += minutes * 60_000
    },
    take: (raws: readonly Buffer[]) => letters(mail, OFFICE, mailbox, raws),
  }
}

const OFFICE = 'off_1'

/** The key under which the passwords of mailboxes are sealed in tests. */
export const SEALER: Sealer = sealerOf(Buffer.from('a key for the chain'))

/** Puts a mailbox into an office, as it stands after somebody set it up. */
export async function insertMailbox(
  db: Db,
  office: string,
  more: {
    readonly id?: string
    readonly port?: number
    readonly ca?: string
    readonly authServer?: string
    readonly receipts?: number
  } = {},
): Promise<string> {
  const id = more.id ?? 'box_1'
  await db
    .insertInto('mailbox')
    .values({
      id,
      office_id: office,
      name: '投稿邮箱',
      host: '127.0.0.1',
      port: more.port ?? 1,
      username: 'bianji',
      secret: SEALER.seal('mima', id),
      folder: 'INBOX',
      ca: more.ca ?? '',
      auth_server: more.authServer ?? '',
      receipts: more.receipts ?? 1,
      active: 1,
      version: 1,
      created_at: '2023-07-01T00:00:00.000Z',
      asked_at: null,
      polled_at: null,
      good_at: null,
      failures: 0,
      error: '',
      next_at: '2023-07-01T00:00:00.000Z',
    })
    .execute()
  return id
}

/** Registers an address for a unit. */
export const insertSender = (db: Db, office: string, address: string, unit: UnitId | string) =>
  db
    .insertInto('mail_sender')
    .values({
      id: `snd_${randomBytes(8).toString('hex')}`,
      office_id: office,
      address,
      unit_id: unit,
      at: '2023-07-01T00:00:00.000Z',
      by_id: 'usr_1',
      by_name: '编辑',
      ended_at: null,
    })
    .execute()

/** Keeps letters as if they had come from the server, one UID after the other, and reads them → their rows in that order. */
export async function letters(world: MailWorld, office: string, mailbox: string, raws: readonly Buffer[]) {
  const lease = await world.database.write(db => takeLease(db, 'test', { now: world.clock(), holder: world.holder }))
  if (lease === null) throw new Error('the lease is another’s')
  const first = await nextUid(world.database, mailbox)
  for (const [at, bytes] of raws.entries()) {
    const uid = first + at
    const remote = { uid, size: bytes.length, receivedAt: world.clock() }
    const place = { mailbox, folder: 'INBOX', uidValidity: 1, uid }
    await receive(world, office, lease, { place, remote, bytes, headOnly: false })
  }
  await readArrived(world)
  return world.database.read(db =>
    db
      .selectFrom('letter_place')
      .innerJoin('letter', 'letter.id', 'letter_place.letter_id')
      .selectAll('letter')
      .where('letter_place.mailbox_id', '=', mailbox)
      .where('letter_place.uid', '>=', first)
      .orderBy('letter_place.uid')
      .execute(),
  )
}

async function nextUid(database: Database, mailbox: string): Promise<number> {
  const row = await database.read(db =>
    db
      .selectFrom('letter_place')
      .select(eb => eb.fn.max<number | null>('uid').as('uid'))
      .where('mailbox_id', '=', mailbox)
      .executeTakeFirst(),
  )
  return Number(row?.uid ?? 0) + 1
}

/** The world of mail beside an office of a test. */
export const mailWorldOf = (
  deps: Pick<MailWorld, 'database' | 'files' | 'clock' | 'newId' | 'log'>,
  holder = 'test',
): MailWorld => ({ ...deps, sealer: () => SEALER, holder })
