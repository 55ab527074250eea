import { X509Certificate } from 'node:crypto'
import { COUNT_MAX } from '../../api/endpoint.ts'
import type { MailboxView } from '../../api/letter.ts'
import { Instant, periodOf } from '../../domain/calendar.ts'
import { MailboxId, SenderId, UnitId } from '../../domain/model.ts'
import { assert, Problem } from '../../domain/problems.ts'
import type { Context, Handlers } from '../context.ts'
import { addSender } from '../letters.ts'
import { isSilent, mailboxNow } from '../mail/mailboxes.ts'
import { FETCHES_MAX, type Mailbox } from '../mail/poll.ts'
import { registerAt, unitIn } from '../register.ts'

const PAGE = 50

export const mailboxActions = {
  'mailbox.list': async context => {
    const rows = await context.db
      .selectFrom('mailbox')
      .selectAll()
      .where('office_id', '=', context.office)
      .orderBy('created_at')
      .orderBy('id')
      .execute()
    const mailboxes: MailboxView[] = []
    for (const row of rows) mailboxes.push(await viewOf(context, row))
    return { mailboxes }
  },

  /** The password is sealed and never given out; another server or another user needs it anew, so that nobody can have it sent elsewhere. */
  'mailbox.save': async (context, { mailbox, version, password, ...fields }) => {
    const { db, office } = context
    context.about(fields.name)
    assertCertificate(fields.ca)
    const row = {
      name: fields.name,
      host: fields.host.toLowerCase(),
      port: fields.port,
      username: fields.username,
      folder: fields.folder,
      ca: fields.ca.trim(),
      auth_server: fields.authServer.toLowerCase(),
      receipts: fields.receipts ? 1 : 0,
      active: fields.active ? 1 : 0,
      next_at: context.now,
      failures: 0,
      error: '',
    }
    if (mailbox === undefined) {
      if (password === undefined) throw new Problem('invalid-input', { reason: '请填写邮箱的密码或授权码' })
      const id = MailboxId.parse(context.newId('box'))
      const secret = context.sealer().seal(password, id)
      await db
        .insertInto('mailbox')
        .values({
          ...row,
          id,
          office_id: office,
          secret,
          version: 1,
          created_at: context.now,
          asked_at: null,
          polled_at: null,
          good_at: null,
        })
        .execute()
      return { mailbox: id, version: 1 }
    }
    const before = await mailboxNow(context, mailbox)
    if (version === undefined || Number(before.version) !== version) throw new Problem('stale-version')
    const isElsewhere = before.host !== row.host || Number(before.port) !== row.port || before.username !== row.username
    if (password === undefined && (isElsewhere || before.secret === ''))
      throw new Problem('invalid-input', {
        reason: '服务器或账号有变动，或者密码没有随存档带来，请重新填写密码或授权码',
      })
    const secret = password === undefined ? before.secret : context.sealer().seal(password, mailbox)
    const result = await db
      .updateTable('mailbox')
      .set({ ...row, secret, version: version + 1 })
      .where('id', '=', mailbox)
      .where('version', '=', version)
      .executeTakeFirst()
    if (Number(result.numUpdatedRows) !== 1) throw new Problem('stale-version')
    return { mailbox, version: version + 1 }
  },

  'mailbox.test': async context => {
    const { mailTest } = context.prepared
    assert(mailTest !== undefined, 'the mailbox was tried before')
    return mailTest
  },

  /** The next round fetches, within a minute; what did not come so far is asked for again. */
  'mailbox.poll': async (context, { mailbox }) => {
    const { name } = await mailboxNow(context, mailbox)
    context.about(name)
    await context.db.updateTable('mailbox').set({ asked_at: context.now }).where('id', '=', mailbox).execute()
    await context.db
      .updateTable('letter_place')
      .set({ attempts: 0 })
      .where('mailbox_id', '=', mailbox)
      .where('letter_id', 'is', null)
      .execute()
    return { done: true as const }
  },

  'mailbox.senders': async ({ db, office }, { unit, text = '', offset = 0, limit = PAGE }) => {
    let query = db
      .selectFrom('mail_sender')
      .innerJoin('unit', 'unit.id', 'mail_sender.unit_id')
      .where('mail_sender.office_id', '=', office)
      .where('mail_sender.ended_at', 'is', null)
    if (unit !== undefined) query = query.where('mail_sender.unit_id', '=', unit)
    const part = text.trim().replace(/[\\%_]/g, '')
    if (part !== '')
      query = query.where(({ or, eb }) =>
        or([eb('mail_sender.address', 'like', `%${part}%`), eb('unit.name', 'like', `%${part}%`)]),
      )
    const count = await query.select(eb => eb.fn.countAll<number>().as('count')).executeTakeFirst()
    const rows = await query
      .select(['mail_sender.id', 'mail_sender.address', 'mail_sender.at', 'mail_sender.by_name'])
      .select(['unit.id as unit', 'unit.name'])
      .orderBy('unit.position')
      .orderBy('mail_sender.address')
      .limit(limit)
      .offset(offset)
      .execute()
    const total = Number(count?.count ?? 0)
    return {
      senders: rows.map(row => ({
        id: SenderId.parse(row.id),
        address: row.address,
        unit: { unit: UnitId.parse(row.unit), name: row.name },
        at: Instant.parse(row.at),
        by: row.by_name,
      })),
      total: Math.min(total, COUNT_MAX),
      more: total > COUNT_MAX,
    }
  },

  'mailbox.add-sender': async (context, { address, unit }) => {
    const { name } = unitIn(await registerAt(context.db, context.office, periodOf(context.today)), unit)
    context.about(`${address} → ${name}`)
    return { sender: SenderId.parse(await addSender(context, address, unit)) }
  },

  'mailbox.end-sender': async (context, { sender }) => {
    const { db, office } = context
    const row = await db
      .updateTable('mail_sender')
      .set({ ended_at: context.now })
      .where('office_id', '=', office)
      .where('id', '=', sender)
      .where('ended_at', 'is', null)
      .returning('address')
      .executeTakeFirst()
    if (row === undefined) throw new Problem('not-found')
    context.about(row.address)
    return { done: true as const }
  },
} satisfies Pick<
  Handlers,
  | 'mailbox.list'
  | 'mailbox.save'
  | 'mailbox.test'
  | 'mailbox.poll'
  | 'mailbox.senders'
  | 'mailbox.add-sender'
  | 'mailbox.end-sender'
>

async function viewOf(context: Context, row: Mailbox): Promise<MailboxView> {
  const stuck = await context.db
    .selectFrom('letter_place')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('mailbox_id', '=', row.id)
    .where('letter_id', 'is', null)
    .where('attempts', '>=', FETCHES_MAX)
    .executeTakeFirst()
  const received = await context.db
    .selectFrom('letter')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('mailbox_id', '=', row.id)
    .executeTakeFirst()
  const at = (text: string | null) => (text === null ? null : Instant.parse(text))
  return {
    id: MailboxId.parse(row.id),
    name: row.name,
    host: row.host,
    port: Number(row.port),
    username: row.username,
    folder: row.folder,
    ca: row.ca,
    authServer: row.auth_server,
    receipts: Number(row.receipts) === 1,
    active: Number(row.active) === 1,
    version: Number(row.version),
    goodAt: at(row.good_at),
    polledAt: at(row.polled_at),
    nextAt: Instant.parse(row.next_at),
    failures: Number(row.failures),
    error: row.error,
    alarm: isSilent(row, context.now),
    stuck: Number(stuck?.count ?? 0),
    received: Number(received?.count ?? 0),
  }
}

function assertCertificate(pem: string): void {
  if (pem.trim() === '') return
  try {
    new X509Certificate(pem)
  } catch {
    throw new Problem('invalid-input', { reason: '根证书应为 PEM 文本，以“-----BEGIN CERTIFICATE-----”开头' })
  }
}
