import { createTransport } from 'nodemailer'
import { instantOf } from '../domain/calendar.ts'
import { type MailRoute, queueDigests, type Send, sendDue } from './digest-mail.ts'
import type { Installation } from './installation.ts'
import { refreshIndex } from './search-index.ts'

const EVERY_MS = 60_000
/** What a mail server may take before it counts as gone. */
const TIMEOUT_MS = 15_000

/** One loop beside the server: what was written by others is indexed, digests are queued and sent. Gives what ends it. */
export function startJobs(installation: Installation, route: MailRoute | null): () => Promise<void> {
  const send = route === null ? null : sender(route)
  let running: Promise<void> = Promise.resolve()
  const round = async (): Promise<void> => {
    try {
      await once(installation, route, send)
    } catch (cause) {
      // The next round tries again; nothing is lost, since what is due stands in the database.
      installation.log.warn('后台任务这一轮没有做完，下一轮再试', { cause })
    }
  }
  const timer = setInterval(() => {
    running = running.then(round)
  }, EVERY_MS)
  running = round()
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
}

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
