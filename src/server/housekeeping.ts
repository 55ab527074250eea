import { type Instant, instantOf } from '../domain/calendar.ts'
import { isIdle } from '../domain/policy.ts'
import type { Anchors } from './anchors.ts'
import type { Db } from './context.ts'
import type { Database } from './db/open.ts'
import type { Log } from './log.ts'
import { endSessions, isLastActive, rolesOf } from './login.ts'
import { sweepSessions } from './session.ts'
import { policyOf } from './settings.ts'

const HOUR = 3_600_000
/** IDEM-02: a stored answer is given again for so long at least. */
const ANSWER_HOURS = 72

interface House {
  readonly database: Database
  readonly clock: () => number
  readonly log: Log
  readonly anchors?: Anchors
}

/** What has to be done every hour: old answers and sessions go, accounts nobody uses are disabled, the end of the log is written down. */
export async function keepHouse({ database, clock, anchors }: House): Promise<void> {
  const now = instantOf(clock())
  await database.write(async db => {
    await sweepAnswers(db, now)
    await sweepSessions(db, now)
    await db.deleteFrom('activation').where('expires_at', '<', now).execute()
    await disableIdle(db, now)
  })
  if (anchors !== undefined) await database.read(db => anchors.drop(db, now))
}

/** Keeps house now and every hour until the function it gives is called. What fails is logged and tried again an hour later. */
export function everyHour(house: House): () => void {
  const once = (): void => {
    keepHouse(house).catch(cause => house.log.error('每小时的整理没有做完', { cause }))
  }
  once()
  const timer = setInterval(once, HOUR)
  // It keeps no process alive.
  timer.unref()
  return () => clearInterval(timer)
}

/** Removes stored answers older than 72 hours. */
export async function sweepAnswers(db: Db, now: Instant): Promise<void> {
  const before = instantOf(Date.parse(now) - ANSWER_HOURS * HOUR)
  await db.deleteFrom('idempotency').where('created_at', '<', before).execute()
}

/** AUTH-06. Not in a demo office, and never the last administrator of a kind. */
async function disableIdle(db: Db, now: Instant): Promise<void> {
  const rows = await db
    .selectFrom('user_account')
    .innerJoin('office', 'office.id', 'user_account.office_id')
    .selectAll('user_account')
    .select('office.settings')
    .where('office.demo', '=', 0)
    .where('user_account.disabled', '=', 0)
    .execute()
  for (const row of rows) {
    const used = [row.last_login_at, row.password_changed_at, row.created_at]
    if (!isIdle(policyOf(row.settings), used, now)) continue
    const lasts = await Promise.all(
      (await rolesOf(db, row.id))
        .filter(role => role.endsWith('-admin'))
        .map(role => isLastActive(db, { office: row.office_id, user: row.id, role })),
    )
    if (lasts.includes(true)) continue
    await db.updateTable('user_account').set({ disabled: 1 }).where('id', '=', row.id).execute()
    await endSessions(db, row.id)
  }
}
