import { createHash } from 'node:crypto'
import type { Caller } from '../domain/access.ts'
import { type Instant, Instant as InstantSchema, instantOf } from '../domain/calendar.ts'
import { OfficeId, Role, UnitId, UserId } from '../domain/model.ts'
import { isAged, needsFactor } from '../domain/policy.ts'
import { Problem } from '../domain/problems.ts'
import type { Actor, Context, Db } from './context.ts'
import type { Database } from './db/open.ts'
import type { UserAccountTable } from './db/tables.ts'
import type { Log } from './log.ts'
import { policyOf } from './settings.ts'

/** SESS-02. A session ends at whichever limit comes first; `idleAdmin` is for the three administrators. */
export interface SessionLimits {
  readonly minutesIdle: number
  readonly minutesIdleAdmin: number
  readonly hoursAbsolute: number
}

/** Who a request comes from, and in which office. */
export interface Identity {
  readonly actor: Actor
  readonly office: OfficeId | null
}

const MINUTE = 60_000
/** How exactly the time of the last request is kept in the database: not every question should become a write. */
const TOUCH_EVERY = MINUTE

/** What stands in the cookie is never stored: only its SM3 is. */
export const tokenHash = (token: string): string => createHash('sm3').update(token).digest('hex')

/** Somebody without a session. */
export const signedOut = (ip: string): Actor => ({
  user: null,
  name: '',
  callers: ['signed-out'],
  unit: null,
  ip,
  session: '',
})

/**
 * Begins a session with a fresh token (SESS-01): 256 bits, in the cookie of the answer. A session this browser had before ends, and so do those
 * of anybody that are past every limit.
 * @param previousLoginAt what 上次登录 will say
 */
export async function beginSession(context: Context, user: string, previousLoginAt: string | null): Promise<void> {
  const { db, now, actor } = context
  const token = context.newSecret()
  if (actor.session !== '') await db.deleteFrom('session').where('token_hash', '=', actor.session).execute()
  await db
    .insertInto('session')
    .values({
      token_hash: tokenHash(token),
      user_id: user,
      office_id: context.office,
      created_at: now,
      last_seen_at: now,
      ip: actor.ip,
      previous_login_at: previousLoginAt,
      confirmed_at: now,
    })
    .execute()
  await endOldest(context, user, tokenHash(token))
  context.cookie(token)
}

/** AUTH-06: more sessions than the office lets a person have end the oldest. A demo office is many people's under one account. */
async function endOldest({ db, office }: Context, user: string, begun: string): Promise<void> {
  const { demo, settings } = await db
    .selectFrom('office')
    .select(['demo', 'settings'])
    .where('id', '=', office)
    .executeTakeFirstOrThrow()
  if (demo === 1) return
  const held = await db
    .selectFrom('session')
    .select('token_hash')
    .where('user_id', '=', user)
    .where('token_hash', '!=', begun)
    .orderBy('created_at', 'desc')
    .orderBy('last_seen_at', 'desc')
    .execute()
  const over = held.slice(policyOf(settings).sessions - 1).map(row => row.token_hash)
  if (over.length > 0) await db.deleteFrom('session').where('token_hash', 'in', over).execute()
}

/** SESS-03: how long after the password was given something weighty may be done without giving it again. */
const CONFIRMED_MINUTES = 10

/** Until when a session counts as confirmed that was confirmed at that time. */
export const confirmedUntil = (at: Instant): Instant => instantOf(Date.parse(at) + CONFIRMED_MINUTES * MINUTE)

/** Whether the password was given in this session a short while ago. */
async function isConfirmed(db: Db, session: string, now: Instant): Promise<boolean> {
  const row = await db.selectFrom('session').select('confirmed_at').where('token_hash', '=', session).executeTakeFirst()
  return row?.confirmed_at != null && confirmedUntil(InstantSchema.parse(row.confirmed_at)) > now
}

/**
 * SESS-03: refuses with `confirm-needed` an actor whose password was given too long ago. Whoever has no session is no browser somebody may have left
 * open: the command line, and parts of the program itself.
 */
export async function mustBeConfirmed(
  { database, clock }: Pick<World, 'database' | 'clock'>,
  { session }: Actor,
): Promise<void> {
  if (session === '') return
  if (!(await database.read(db => isConfirmed(db, session, instantOf(clock()))))) throw new Problem('confirm-needed')
}

/** Removes sessions and failures that no limit looks at any more. */
export async function sweepSessions(db: Db, now: Instant): Promise<void> {
  const dayBefore = instantOf(Date.parse(now) - 24 * 60 * MINUTE)
  await db.deleteFrom('session').where('created_at', '<', dayBefore).execute()
  await db.deleteFrom('login_failure').where('at', '<', dayBefore).execute()
}

interface World {
  readonly database: Database
  readonly clock: () => number
  /** Milliseconds that only ever grow, whatever happens to the clock of the machine. */
  readonly uptime: () => number
  readonly log: Log
  readonly limits: SessionLimits
}

/**
 * Finds who is behind a token. Age is measured by the clock and by the time this process has run, whichever is stricter: turning the
 * clock back keeps no session alive. Changes of rights end sessions, so nothing of a user is remembered between requests.
 */
export class Sessions {
  readonly #world: World
  /** By hash of the token: when this process first and last saw it, by `uptime`, and when it last wrote that down. */
  readonly #seen = new Map<string, { first: number; last: number; written: number }>()

  constructor(world: World) {
    this.#world = world
  }

  /** The identity behind a token from an address; signed out when the token is unknown, ended, or of a disabled account. */
  async identify(token: string | undefined, ip: string): Promise<Identity> {
    if (token === undefined || token === '') return { actor: signedOut(ip), office: null }
    const hash = tokenHash(token)
    const rows = await this.#world.database.read(db => sessionRows(db, hash))
    const [row] = rows
    if (row === undefined || row.disabled === 1) return { actor: signedOut(ip), office: null }
    const roles = Role.options.filter(role => rows.some(one => one.role === role))
    if (this.#hasEnded(hash, row, roles)) return { actor: signedOut(ip), office: null }
    await this.#touch(hash, row.last_seen_at)
    // Whoever must set a new password or a second factor first can do that and nothing else.
    const callers: Caller[] = isHeldBack(row, roles, this.#world.clock()) ? ['signed-in'] : ['signed-in', ...roles]
    return {
      actor: {
        user: UserId.parse(row.user_id),
        name: row.name,
        callers,
        unit: row.unit_id === null ? null : UnitId.parse(row.unit_id),
        ip,
        session: hash,
      },
      office: OfficeId.parse(row.office_id),
    }
  }

  #hasEnded(hash: string, row: { created_at: string; last_seen_at: string }, roles: readonly Role[]): boolean {
    const { limits, clock, uptime } = this.#world
    const admin = roles.some(role => role.endsWith('-admin'))
    const idle = (admin ? Math.min(limits.minutesIdleAdmin, limits.minutesIdle) : limits.minutesIdle) * MINUTE
    const absolute = limits.hoursAbsolute * 60 * MINUTE
    const now = clock()
    const seen = this.#seen.get(hash)
    return (
      now - Date.parse(row.last_seen_at) > idle ||
      now - Date.parse(row.created_at) > absolute ||
      (seen !== undefined && (uptime() - seen.last > idle || uptime() - seen.first > absolute))
    )
  }

  async #touch(hash: string, lastSeenAt: string): Promise<void> {
    const { clock, uptime, database, log } = this.#world
    const [now, up] = [clock(), uptime()]
    const seen = this.#seen.get(hash)
    const due = now - Date.parse(lastSeenAt) >= TOUCH_EVERY && up - (seen?.written ?? -TOUCH_EVERY) >= TOUCH_EVERY
    this.#seen.set(hash, { first: seen?.first ?? up, last: up, written: due ? up : (seen?.written ?? -TOUCH_EVERY) })
    if (!due) return
    this.#forget(up)
    try {
      await database.write(db =>
        db
          .updateTable('session')
          .set({ last_seen_at: instantOf(now) })
          .where('token_hash', '=', hash)
          .execute(),
      )
    } catch (cause) {
      // Reading goes on when nothing can be written, a full disk for one; the session then ends a little early.
      log.warn('没有记下登录的最近活动时间', { cause })
    }
  }

  #forget(up: number): void {
    const oldest = up - 24 * 60 * MINUTE
    for (const [hash, seen] of this.#seen) if (seen.last < oldest) this.#seen.delete(hash)
  }
}

const isHeldBack = (row: SessionRow, roles: readonly Role[], now: number): boolean => {
  const policy = policyOf(row.settings)
  return (
    row.must_change === 1 ||
    isAged(policy, row.password_changed_at, instantOf(now)) ||
    (row.factor !== 1 && needsFactor(policy, roles))
  )
}

type SessionRow = Pick<UserAccountTable, 'name' | 'unit_id' | 'disabled' | 'must_change' | 'password_changed_at'> & {
  settings: string
  /** 1 with a second factor. */
  factor: number | null
  user_id: string
  office_id: string
  created_at: string
  last_seen_at: string
  role: string | null
}

/** One row for each role of the user, or one without. */
const sessionRows = (db: Db, hash: string): Promise<SessionRow[]> =>
  db
    .selectFrom('session')
    .innerJoin('user_account', 'user_account.id', 'session.user_id')
    .innerJoin('office', 'office.id', 'session.office_id')
    .leftJoin('second_factor', 'second_factor.user_id', 'session.user_id')
    .leftJoin('user_role', 'user_role.user_id', 'session.user_id')
    .select([
      'session.user_id',
      'session.office_id',
      'session.created_at',
      'session.last_seen_at',
      'user_account.name',
      'user_account.unit_id',
      'user_account.disabled',
      'user_account.must_change',
      'user_account.password_changed_at',
      'office.settings',
      'second_factor.confirmed as factor',
      'user_role.role',
    ])
    .where('session.token_hash', '=', hash)
    .execute()
