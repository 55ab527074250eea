import { createHash, timingSafeEqual } from 'node:crypto'
import { type Instant, instantOf } from '../domain/calendar.ts'
import { Role, type UserId } from '../domain/model.ts'
import { isIdle } from '../domain/policy.ts'
import { Problem } from '../domain/problems.ts'
import type { Context, Db } from './context.ts'
import type { UserAccountTable } from './db/tables.ts'
import { policyOf } from './settings.ts'

/** AUTH-03: five failures within a quarter of an hour lock an account for as long, then twice as long, up to four hours. */
const FAILURES_MAX = 5
const WINDOW_MINUTES = 15
const LOCK_MINUTES = 15
const LOCK_MINUTES_MAX = 240
/** AUTH-05. */
const ACTIVATION_HOURS = 24
/** Without letters and digits that are mistaken for another (Crockford): 20 of 32 are 100 bits. */
const CODE_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_LENGTH = 20

const ms = { minute: 60_000, hour: 3_600_000 }
const after = (now: Instant, milliseconds: number): Instant => instantOf(Date.parse(now) + milliseconds)

/**
 * The account whose password came with the input and was right. For login, one's own password and the second person of 撤销月结. Refuses with the same
 * `wrong-login` whether it is unknown, wrong, locked, disabled or not activated, and counts the failure in a transaction of its own.
 * @param account as it was typed, or the id of the actor
 */
export async function proven(context: Context, account: string | { readonly id: UserId }): Promise<UserAccountTable> {
  const users = context.db.selectFrom('user_account').selectAll().where('office_id', '=', context.office)
  const row = await (typeof account === 'string'
    ? users.where('account', '=', account)
    : users.where('id', '=', account.id)
  ).executeTakeFirst()
  const proof = context.proof
  const good =
    row !== undefined &&
    row.disabled === 0 &&
    !(await isLeftIdle(context, row)) &&
    !isLocked(row, context.now) &&
    proof?.matches === true &&
    row.password_hash !== null &&
    // The password was compared before this transaction began: with the hash that is still there?
    row.password_hash === proof.against
  if (good) return row
  fails(context, typeof account === 'string' ? account : (row?.account ?? ''))
  throw new Problem('wrong-login')
}

/** Counts a failed login of an account, in a transaction of its own once the command is refused. */
export function fails(context: Context, account: string): void {
  const { office, actor, now } = context
  context.whenRefused(db => countFailure(db, { office, account, ip: actor.ip, now }))
}

/** AUTH-06: who was away too long is let in again by an administrator only; in a demo office, and as the last of their kind, by anyone. */
async function isLeftIdle({ db, office, now }: Context, row: UserAccountTable): Promise<boolean> {
  const { demo, settings } = await db
    .selectFrom('office')
    .select(['demo', 'settings'])
    .where('id', '=', office)
    .executeTakeFirstOrThrow()
  const used = [row.last_login_at, row.password_changed_at, row.created_at]
  if (demo === 1 || !isIdle(policyOf(settings), used, now)) return false
  for (const role of await rolesOf(db, row.id))
    if (role.endsWith('-admin') && (await isLastActive(db, { office, user: row.id, role }))) return false
  return true
}

const isLocked = (row: UserAccountTable, now: Instant): boolean => row.locked_until !== null && row.locked_until > now

interface Failure {
  readonly office: string
  readonly account: string
  readonly ip: string
  readonly now: Instant
}

/** Counts a failed login and, at the fifth within the window, locks the account; running sessions go on. */
async function countFailure(db: Db, { office, account, ip, now }: Failure): Promise<void> {
  // First, so that others who fail at the same time wait here and then see this one counted.
  const row = await db
    .updateTable('user_account')
    .set(one => ({ failures: one('failures', '+', 1) }))
    .where('office_id', '=', office)
    .where('account', '=', account)
    .returningAll()
    .executeTakeFirst()
  // Only its hash: people do type their password into the field of the account.
  const key = hashed(account)
  await db.insertInto('login_failure').values({ account: key, ip, at: now }).execute()
  if (row === undefined || isLocked(row, now)) return
  const since = [after(now, -WINDOW_MINUTES * ms.minute), row.locked_until, row.last_login_at]
  const recent = await db
    .selectFrom('login_failure')
    .select(one => one.fn.countAll<number>().as('failures'))
    .where('account', '=', key)
    .where(
      'at',
      '>',
      since.reduce<string>((latest, one) => (one !== null && one > latest ? one : latest), ''),
    )
    .executeTakeFirstOrThrow()
  if (Number(recent.failures) < FAILURES_MAX) return
  const longer = Math.min(LOCK_MINUTES_MAX, LOCK_MINUTES * 2 ** Math.min(row.locks, 8))
  // Whoever alone can unlock others is never kept out for long.
  const minutes = (await isLastActive(db, { office, user: row.id, role: 'security-admin' })) ? LOCK_MINUTES : longer
  await db
    .updateTable('user_account')
    .set({ locked_until: after(now, minutes * ms.minute), locks: row.locks + 1 })
    .where('id', '=', row.id)
    .execute()
}

/** Whether a user is the only one of the office who holds a role and can log in. */
export async function isLastActive(
  db: Db,
  { office, user, role }: { office: string; user: string; role: Role },
): Promise<boolean> {
  const holders = await db
    .selectFrom('user_role')
    .innerJoin('user_account', 'user_account.id', 'user_role.user_id')
    .select('user_account.id')
    .where('user_account.office_id', '=', office)
    .where('user_role.role', '=', role)
    .where('user_account.disabled', '=', 0)
    .where('user_account.password_hash', 'is not', null)
    .execute()
  return holders.length === 1 && holders[0]?.id === user
}

/** The roles of a user, in the order of the list of roles. */
export async function rolesOf(db: Db, user: string): Promise<Role[]> {
  const rows = await db.selectFrom('user_role').select('role').where('user_id', '=', user).execute()
  const held = new Set(rows.map(row => row.role))
  return Role.options.filter(role => held.has(role))
}

/**
 * Draws the activation code of a user, taking the place of an earlier one: twenty letters in groups of four, shown once, stored as SM3,
 * good for 24 hours and one use.
 */
export async function newActivation(
  db: Db,
  user: string,
  { secret, now }: { secret: string; now: Instant },
): Promise<string> {
  const bits = createHash('sm3').update(`activation/${secret}`).digest().subarray(0, CODE_LENGTH)
  const letters = [...bits].map(byte => CODE_LETTERS.charAt(byte % CODE_LETTERS.length)).join('')
  await db.deleteFrom('activation').where('user_id', '=', user).execute()
  await db
    .insertInto('activation')
    .values({ user_id: user, code_hash: hashed(letters), expires_at: after(now, ACTIVATION_HOURS * ms.hour) })
    .execute()
  return (letters.match(/.{4}/g) ?? []).join('-')
}

/** What is stored of an activation code, however it was typed. */
export const activationHash = (code: string): string =>
  hashed(code.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1'))

/** Uses up the activation code of an account. Refuses with `activation-invalid`, the same for an unknown account and a wrong, used or old code. */
export async function activated(context: Context, account: string, code: string): Promise<UserAccountTable> {
  const { db, office, now } = context
  const row = await db
    .selectFrom('user_account')
    .innerJoin('activation', 'activation.user_id', 'user_account.id')
    .selectAll('user_account')
    .select(['activation.code_hash', 'activation.expires_at'])
    .where('office_id', '=', office)
    .where('account', '=', account)
    .executeTakeFirst()
  const typed = activationHash(code)
  const equal = timingSafeEqual(Buffer.from(typed), Buffer.from(row?.code_hash ?? hashed('')))
  if (row === undefined || !equal || row.expires_at <= now || row.disabled === 1) {
    fails(context, account)
    throw new Problem('activation-invalid')
  }
  await db.deleteFrom('activation').where('user_id', '=', row.id).execute()
  const { code_hash: _code, expires_at: _expires, ...user } = row
  return user
}

/** Ends every session of a user: after a new password, new roles, or being disabled (SESS-01). */
export async function endSessions(db: Db, user: string): Promise<void> {
  await db.deleteFrom('session').where('user_id', '=', user).execute()
}

const hashed = (text: string): string => createHash('sm3').update(text).digest('hex')
