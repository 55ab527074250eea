import { createTransport } from 'nodemailer'
import { instantOf } from '../domain/calendar.ts'
import { type MailRoute, queueDigests, type Send, sendDue } from './digest-mail.ts'
import type { Installation } from './installation.ts'
import { pollDue } from './mail/poll.ts'
import { readArrived } from './mail/read.ts'
import { sendReceipts } from './mail/receipts.ts'
import type { MailWorld } from './mail/world.ts'
import { refreshIndex } from './search-index.ts'
import { sealerOf } from './secret.ts'

const EVERY_MS = 60_000
/** What a mail server may take before it counts as gone. */
const TIMEOUT_MS = 15_000

/**
 * Two loops beside the server: what was written by others is indexed, digests and receipts are sent; and mailboxes are fetched and read, which may
 * take as long as their servers do. Gives what ends both.
 */
export function startJobs(installation: Installation, route: MailRoute | null): () => Promise<void> {
  const send = route === null ? null : sender(route)
  const stopping = new AbortController()
  const loops = [
    loop(installation, () => once(installation, route, send)),
    loop(installation, () => fetchMail(mailWorld(installation, stopping.signal))),
  ]
  return async () => {
    stopping.abort()
    for (const stop of loops) await stop()
  }
}

/** Does a work now and every minute, unless it is still at it. Gives what ends it. */
function loop({ log }: Installation, work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  const round = () => {
    running ??= work()
      .catch(cause => {
        // The next round tries again; nothing is lost, since what is due stands in the database.
        log.warn('后台任务这一轮没有做完，下一轮再试', { cause })
      })
      .finally(() => {
        running = null
      })
  }
  const timer = setInterval(round, EVERY_MS)
  round()
  return async () => {
    clearInterval(timer)
    await running
  }
}

async function once(
  { database, clock, newId }: Installation,
  route: MailRoute | null,
  send: Send | null,
): Promise<void> {
  while ((await database.read(db => db.selectFrom('search_due').select('ref').limit(1).execute())).length > 0)
    if ((await database.write(refreshIndex)) === 0) break
  if (route === null || send === null) return
  await queueDigests(database, { now: instantOf(clock()), newId, route })
  await sendDue(database, { clock, holder: String(process.pid), send })
  await sendReceipts(database, { clock, holder: String(process.pid), send })
}

/** Fetches what is new in the mailboxes, then reads it: two steps, so that what came is safe before anything is understood of it. */
export async function fetchMail(world: MailWorld): Promise<void> {
  await pollDue(world)
  await readArrived(world)
}

const mailWorld = ({ database, files, clock, newId, log, logKey }: Installation, signal: AbortSignal): MailWorld => ({
  database,
  files,
  clock,
  newId,
  log,
  sealer: () => sealerOf(logKey),
  holder: String(process.pid),
  signal,
})

/** Mail over SMTP. Subjects and texts are ours; addresses were checked when they were entered. */
export function sender({ url, from }: Pick<MailRoute, 'url' | 'from'>): Send {
  const transport = createTransport(url, { from })
  return async ({ to, subject, text, messageId }) => {
    await Promise.race([
      transport.sendMail({ to, subject, text, messageId, headers: { 'Auto-Submitted': 'auto-generated' } }),
      new Promise((_, reject) => {
        setTimeout(() => reject(new Error('发信服务器没有回应')), TIMEOUT_MS).unref()
      }),
    ])
  }
}
