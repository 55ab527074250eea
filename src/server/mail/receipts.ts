import type { Selectable } from 'kysely'
import { instantOf } from '../../domain/calendar.ts'
import { senderKey } from '../../domain/mail.ts'
import { assert } from '../../domain/problems.ts'
import type { Db } from '../context.ts'
import type { LetterTable } from '../db/mail-tables.ts'
import type { Database } from '../db/open.ts'
import type { Send } from '../digest-mail.ts'
import { takeLease } from '../leases.ts'
import type { MailWorld } from './world.ts'

/** MAIL-09: receipts to one address within an hour. */
const HOURLY_MAX = 20
const HOUR_MS = 3_600_000
const ATTEMPTS_MAX = 8
const AT_ONCE = 20
const FIRST_WAIT_MS = 5 * 60_000

/**
 * Puts the 回执 of a letter into its outbox, in the commit that says what became of it: at most one a letter, only to the registered address it
 * came from, and no more than twenty an hour there, so that two programs cannot answer each other for ever. Letters of programs and lists never
 * come here, since they are put apart.
 */
export async function queueReceipt(
  { clock, newId }: Pick<MailWorld, 'clock' | 'newId'>,
  db: Db,
  { letter, to }: { readonly letter: Selectable<LetterTable>; readonly to: string },
): Promise<void> {
  assert(senderKey(to) === to, 'a receipt goes to a plain address, in which no line can end')
  const now = clock()
  const mailbox = await db
    .selectFrom('mailbox')
    .select(['receipts', 'username'])
    .where('id', '=', letter.mailbox_id)
    .executeTakeFirstOrThrow()
  if (Number(mailbox.receipts) !== 1 || mailbox.username.toLowerCase() === to.toLowerCase()) return
  const recent = await db
    .selectFrom('letter_receipt')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('to_address', '=', to)
    .where('queued_at', '>', instantOf(now - HOUR_MS))
    .executeTakeFirst()
  if (Number(recent?.count ?? 0) >= HOURLY_MAX) return
  const at = instantOf(now)
  await db
    .insertInto('letter_receipt')
    .values({
      letter_id: letter.id,
      office_id: letter.office_id,
      to_address: to,
      subject: `采风回执：来信第 ${letter.number} 号已收到`,
      body: [
        `您的来信已收到，编号 ${letter.number}。`,
        '',
        '来信还不算报送。请本单位通讯员登录采风，在“来信”里核对标题和正文，点“确认报送”后才进入稿件池。',
        '如果这封信不是您发的，请告诉编辑部，或在“来信”里点“不是本单位发的”。',
        '',
        '此信由系统自动发出，请不要回复。',
      ].join('\n'),
      message_id: `<receipt.${letter.id}.${newId('msg')}@caifeng.invalid>`,
      queued_at: at,
      attempts: 0,
      next_at: at,
      sent_at: null,
      last_error: '',
    })
    .onConflict(conflict => conflict.column('letter_id').doNothing())
    .execute()
}

/** Sends the receipts that are due, one process at a time, at least once, under a Message-ID that stays (IDEM-05). Gives how many went out. */
export async function sendReceipts(
  database: Database,
  { clock, holder, send }: { readonly clock: () => number; readonly holder: string; readonly send: Send },
): Promise<number> {
  const lease = await database.write(db => takeLease(db, 'receipts', { now: clock(), holder }))
  if (lease === null) return 0
  const due = await database.read(db =>
    db
      .selectFrom('letter_receipt')
      .selectAll()
      .where('sent_at', 'is', null)
      .where('attempts', '<', ATTEMPTS_MAX)
      .where('next_at', '<=', instantOf(clock()))
      .orderBy('next_at')
      .limit(AT_ONCE)
      .execute(),
  )
  let sent = 0
  for (const mail of due) {
    const { to_address: to, subject, body: text, message_id: messageId } = mail
    const error = await send({ to, subject, text, messageId }).then(
      () => null,
      (cause: unknown) => (cause instanceof Error ? cause.message : String(cause)),
    )
    const wait = FIRST_WAIT_MS * 2 ** Number(mail.attempts)
    const done = { sent_at: instantOf(clock()), last_error: '' }
    const again = { next_at: instantOf(clock() + wait), last_error: (error ?? '').slice(0, 500) }
    await database.write(db =>
      db
        .updateTable('letter_receipt')
        .set({ attempts: Number(mail.attempts) + 1, ...(error === null ? done : again) })
        .where('letter_id', '=', mail.letter_id)
        .execute(),
    )
    if (error === null) sent += 1
  }
  return sent
}
