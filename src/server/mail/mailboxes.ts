import type { Instant } from '../../domain/calendar.ts'
import type { MailboxId } from '../../domain/model.ts'
import { Problem } from '../../domain/problems.ts'
import type { Context } from '../context.ts'
import { MailFailure, testAccount } from './imap.ts'
import { accountOf, type Mailbox } from './poll.ts'

/** MAIL-10: so long without a good poll is an alarm. */
export const SILENT_MS = 15 * 60_000

/** A mailbox of the office; `not-found` for any other (AZ-06). */
export async function mailboxNow({ db, office }: Context, id: MailboxId): Promise<Mailbox> {
  const row = await db
    .selectFrom('mailbox')
    .selectAll()
    .where('office_id', '=', office)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new Problem('not-found')
  return row
}

/** Whether nobody has heard of a mailbox for too long. One that is switched off says nothing, and should not. */
export const isSilent = (
  { active, good_at, created_at }: Pick<Mailbox, 'active' | 'good_at' | 'created_at'>,
  now: Instant,
): boolean => Number(active) === 1 && Date.parse(now) - Date.parse(good_at ?? created_at) > SILENT_MS

/** Tries a mailbox as it is set up → what to tell whoever asked. Changes nothing, here or there. */
export async function tryMailbox(
  read: <T>(work: (context: Context) => Promise<T>) => Promise<T>,
  id: MailboxId,
): Promise<{ ok: boolean; message: string }> {
  const { mailbox, sealer } = await read(async context => ({
    mailbox: await mailboxNow(context, id),
    sealer: context.sealer,
  }))
  try {
    const account = accountOf({ sealer }, mailbox)
    const count = await testAccount(account)
    return { ok: true, message: `连上了：“${account.folder}”里有 ${count} 封信。` }
  } catch (error) {
    if (!(error instanceof MailFailure)) throw error
    return { ok: false, message: `没有连上：${error.message}。` }
  }
}
