import type { Checked } from '../api.ts'
import type { Operation } from '../domain/access.ts'
import { type Instant, instantOf } from '../domain/calendar.ts'
import type { OfficeId, UserId } from '../domain/model.ts'
import { Problem } from '../domain/problems.ts'
import type { Actor, Db } from './context.ts'
import type { Database } from './db/open.ts'
import { activationHash } from './login.ts'
import { hashPassword, isOutdated, passwordMatches } from './password.ts'

/**
 * What the passwords of an input turned out to be. Hashing takes long, and inside a transaction nothing is waited for but the database
 * (DB-04), so it is done before; the handler then decides with what the database says by then.
 */
export interface Proof {
  /** The stored hash the password was compared with; null for an account that is not there or not activated. */
  readonly against: string | null
  readonly matches: boolean
  /** The new password is one of the last few its owner had (AUTH-02). */
  readonly repeats: boolean
  /** What to store: the hash of a new password, or of the same one where its hash is outdated. */
  readonly fresh: string | null
}

/** Which passwords an input holds. `account`: whose `password` it says to be, null for the actor's own; `next`: one to be set. */
interface Wanted {
  readonly account?: string | null
  readonly password?: string
  /** The activation code that stands for a password. */
  readonly code?: string
  readonly next?: string
}

const WANTED: { readonly [Name in Operation]?: (input: Checked<Name>) => Wanted } = {
  'session.login': ({ account, password }) => ({ account, password }),
  'session.confirm': ({ password }) => ({ account: null, password }),
  'session.activate': ({ account, code, password }) => ({ account, code, next: password }),
  'session.password': ({ current, next }) => ({ account: null, password: current, next }),
  'period.reopen': ({ second }) => ({ account: second.account, password: second.password }),
}

/** Failures in the last quarter of an hour from which on an address, and the whole office, has to wait (AUTH-03). */
export const FAILURE_LIMITS = { minutes: 15, address: 50, office: 500 }

interface World {
  readonly database: Database
  readonly clock: () => number
}
interface Asked {
  readonly operation: Operation
  readonly office: OfficeId
  readonly actor: Actor
}

/**
 * Works out the passwords of a checked input; null for an operation without any. An unknown account costs the same work as a known one.
 * Refuses with `too-many-requests` an address with too many failures, and everybody when the queue of hashes is full.
 */
export async function proofOf(world: World, asked: Asked, input: unknown): Promise<Proof | null> {
  const wanted = wantedOf(asked.operation, input)
  if (wanted === null) return null
  const { stored, earlier } = await world.database.read(async db => {
    await withinLimits(db, asked, instantOf(world.clock()))
    const owner = await ownerOf(db, asked, wanted)
    return {
      stored: wanted.password === undefined ? null : (owner?.password_hash ?? null),
      earlier: wanted.next === undefined || owner === undefined ? [] : await earlierHashes(db, owner, wanted),
    }
  })
  const matches = wanted.password !== undefined && (await passwordMatches(stored, wanted.password))
  const again = matches && stored !== null && isOutdated(stored) ? wanted.password : undefined
  const next = wanted.next ?? again
  // Only for somebody who has shown to be the owner: each takes as long as a login.
  const past = wanted.next !== undefined && (matches || wanted.code !== undefined) ? earlier : []
  return {
    against: stored,
    matches,
    repeats: await isAmong(past, wanted.next ?? ''),
    fresh: next === undefined ? null : await hashPassword(next),
  }
}

/** The input was checked by the schema of the same operation, which the type of the table cannot say. */
function wantedOf(operation: Operation, input: unknown): Wanted | null {
  const wanted: ((input: never) => Wanted) | undefined = WANTED[operation]
  return wanted === undefined ? null : Reflect.apply(wanted, undefined, [input])
}

async function ownerOf(db: Db, { office, actor }: Asked, { account = null }: Wanted) {
  const users = db.selectFrom('user_account').select(['id', 'password_hash']).where('office_id', '=', office)
  const own: UserId | '' = actor.user ?? ''
  return (account === null ? users.where('id', '=', own) : users.where('account', '=', account)).executeTakeFirst()
}

/** How many of one's own passwords may not come again. */
export const HISTORY = 5

/** The last passwords of an owner; with an activation code only when it is the right one, since looking is dear. */
async function earlierHashes(db: Db, owner: { id: string }, { code }: Wanted): Promise<string[]> {
  if (code !== undefined) {
    const right = await db
      .selectFrom('activation')
      .select('user_id')
      .where('user_id', '=', owner.id)
      .where('code_hash', '=', activationHash(code))
      .executeTakeFirst()
    if (right === undefined) return []
  }
  const rows = await db
    .selectFrom('password_history')
    .select('password_hash')
    .where('user_id', '=', owner.id)
    .orderBy('at', 'desc')
    .limit(HISTORY)
    .execute()
  return rows.map(row => row.password_hash)
}

async function isAmong(hashes: readonly string[], password: string): Promise<boolean> {
  for (const hash of hashes) if (await passwordMatches(hash, password)) return true
  return false
}

/**
 * The office as a whole has a limit against guessing from many addresses; addresses from which somebody logged in successfully before are
 * exempt from that one, so that strangers cannot lock the office out.
 */
async function withinLimits(db: Db, { office, actor }: Asked, now: Instant): Promise<void> {
  const since = instantOf(Date.parse(now) - FAILURE_LIMITS.minutes * 60_000)
  const recent = db
    .selectFrom('login_failure')
    .select(count => count.fn.countAll<number>().as('failures'))
    .where('at', '>', since)
  const all = await recent.executeTakeFirstOrThrow()
  if (Number(all.failures) < FAILURE_LIMITS.address) return
  const here = await recent.where('ip', '=', actor.ip).executeTakeFirstOrThrow()
  const seconds = FAILURE_LIMITS.minutes * 60
  if (Number(here.failures) >= FAILURE_LIMITS.address) throw new Problem('too-many-requests', { seconds })
  if (Number(all.failures) < FAILURE_LIMITS.office) return
  const known = await db
    .selectFrom('user_account')
    .select('id')
    .where('office_id', '=', office)
    .where('last_login_ip', '=', actor.ip)
    .executeTakeFirst()
  if (known === undefined) throw new Problem('too-many-requests', { seconds })
}
