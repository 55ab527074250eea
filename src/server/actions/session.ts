import type { SessionView } from '../../api.ts'
import { Instant } from '../../domain/calendar.ts'
import { UnitId, UserId } from '../../domain/model.ts'
import { isAged, needsFactor } from '../../domain/policy.ts'
import { assert, Problem } from '../../domain/problems.ts'
import type { Context, Handlers } from '../context.ts'
import type { UserAccountTable } from '../db/tables.ts'
import { activated, endSessions, proven, rolesOf } from '../login.ts'
import { passwordFault } from '../password.ts'
import { HISTORY } from '../proof.ts'
import { beginSession, confirmedUntil, sweepSessions } from '../session.ts'
import { policyOf, settingsOf } from '../settings.ts'
import { factorOf, passFactor } from '../totp.ts'

/** 登录、退出、启用账户、修改密码. */
export const sessionActions = {
  'session.current': async context => {
    const user = context.actor.user === null ? null : await ownRow(context)
    if (user === null) return viewOf(context, null)
    const session = await context.db
      .selectFrom('session')
      .select('previous_login_at')
      .where('token_hash', '=', context.actor.session)
      .executeTakeFirst()
    return viewOf(context, { ...user, last_login_at: session?.previous_login_at ?? null })
  },

  'session.login': async (context, { account, code }) => {
    const user = await proven(context, account)
    await passFactor(context, user, code)
    await mustBeGranted(context, user)
    return entered(context, user, context.proof?.fresh ?? null)
  },

  'session.activate': async (context, { account, code, password }) => {
    const user = await activated(context, account, code)
    await mustBeGranted(context, user)
    await acceptable(context, password, user)
    return entered(context, { ...user, must_change: 0 }, freshOf(context), true)
  },

  'session.logout': async context => {
    await context.db.deleteFrom('session').where('token_hash', '=', context.actor.session).execute()
    context.cookie(null)
    return { done: true }
  },

  'session.password': async (context, { next, current }) => {
    const own = context.actor.user
    assert(own !== null, 'whoever is signed in is somebody')
    const user = await proven(context, { id: own })
    if (next === current) throw new Problem('password-weak', { reason: '新密码和原来的一样' })
    await acceptable(context, next, user)
    await setPassword(context, user.id, freshOf(context))
    const session = await context.db
      .selectFrom('session')
      .select('previous_login_at')
      .where('token_hash', '=', context.actor.session)
      .executeTakeFirst()
    await endSessions(context.db, user.id)
    await beginSession(context, user.id, session?.previous_login_at ?? null)
    context.about(user.name)
    return { done: true }
  },

  /** SESS-03. */
  'session.confirm': async (context, { code }) => {
    const own = context.actor.user
    assert(own !== null, 'whoever is signed in is somebody')
    await passFactor(context, await proven(context, { id: own }), code)
    await context.db
      .updateTable('session')
      .set({ confirmed_at: context.now })
      .where('token_hash', '=', context.actor.session)
      .execute()
    return { until: confirmedUntil(context.now) }
  },

  'session.list': async ({ db, actor }) => {
    const rows = await db
      .selectFrom('session')
      .selectAll()
      .where('user_id', '=', actor.user ?? '')
      .orderBy('last_seen_at', 'desc')
      .execute()
    return {
      sessions: rows.map(row => ({
        id: row.token_hash,
        here: row.token_hash === actor.session,
        beganAt: Instant.parse(row.created_at),
        lastSeenAt: Instant.parse(row.last_seen_at),
        ip: row.ip,
      })),
    }
  },

  'session.end': async ({ db, actor, about }, { session }) => {
    const ended = await db
      .deleteFrom('session')
      .where('user_id', '=', actor.user ?? '')
      .where('token_hash', '=', session)
      .returning('ip')
      .executeTakeFirst()
    if (ended === undefined) throw new Problem('not-found')
    about(`来自 ${ended.ip} 的登录`)
    return { done: true }
  },
} satisfies Pick<
  Handlers,
  | 'session.current'
  | 'session.login'
  | 'session.activate'
  | 'session.logout'
  | 'session.password'
  | 'session.confirm'
  | 'session.list'
  | 'session.end'
>

/** AZ-03: an account takes two administrators. Until the second has given it a role nobody is let in; what was typed is not used up. */
async function mustBeGranted({ db }: Context, user: UserAccountTable): Promise<void> {
  if ((await rolesOf(db, user.id)).length === 0) throw new Problem('not-granted')
}

/** Somebody is let in: counters go back, a session begins, and what is shown is how it was before. */
async function entered(
  context: Context,
  user: UserAccountTable,
  freshHash: string | null,
  chosen = false,
): Promise<SessionView> {
  const { db, now, actor } = context
  await sweepSessions(db, now)
  if (freshHash !== null && chosen) await setPassword(context, user.id, freshHash)
  else if (freshHash !== null) await setHash(context, user.id, freshHash)
  await db
    .updateTable('user_account')
    .set({ failures: 0, locks: 0, locked_until: null, last_login_at: now, last_login_ip: actor.ip })
    .where('id', '=', user.id)
    .execute()
  await beginSession(context, user.id, user.last_login_at)
  context.about(`${user.name}（${user.account}）`)
  return viewOf(context, user)
}

const setHash = (context: Context, user: string, hash: string) =>
  context.db.updateTable('user_account').set({ password_hash: hash }).where('id', '=', user).execute()

async function setPassword({ db, now }: Context, user: string, hash: string): Promise<void> {
  await db
    .updateTable('user_account')
    .set({ password_hash: hash, password_changed_at: now, must_change: 0 })
    .where('id', '=', user)
    .execute()
  await db
    .insertInto('password_history')
    .values({ user_id: user, password_hash: hash, at: now })
    .onConflict(conflict => conflict.columns(['user_id', 'at']).doUpdateSet({ password_hash: hash }))
    .execute()
  const old = await db
    .selectFrom('password_history')
    .select('at')
    .where('user_id', '=', user)
    .orderBy('at', 'desc')
    .offset(HISTORY)
    .limit(100)
    .execute()
  if (old.length > 0)
    await db
      .deleteFrom('password_history')
      .where('user_id', '=', user)
      .where(
        'at',
        'in',
        old.map(row => row.at),
      )
      .execute()
}

async function acceptable(context: Context, password: string, owner: UserAccountTable): Promise<void> {
  const fault = passwordFault(password, { account: owner.account, names: await namesAround(context, owner) })
  if (fault !== null) throw new Problem('password-weak', { reason: `新密码${fault}` })
  if (context.proof?.repeats === true)
    throw new Problem('password-weak', { reason: `新密码是最近 ${HISTORY} 次用过的` })
}

/** Names that whoever knows the owner would try: their own, the office's and its bulletin's, the unit's with its short forms. */
async function namesAround({ db, office }: Context, owner: UserAccountTable): Promise<string[]> {
  const own = await db
    .selectFrom('office')
    .select(['name', 'bulletin'])
    .where('id', '=', office)
    .executeTakeFirstOrThrow()
  const unit = await db
    .selectFrom('unit_name')
    .select('name')
    .where('unit_id', '=', owner.unit_id ?? '')
    .execute()
  return [owner.name, own.name, own.bulletin, ...unit.map(row => row.name)]
}

function freshOf(context: Context): string {
  const fresh = context.proof?.fresh
  assert(typeof fresh === 'string', 'a new password was hashed before the transaction')
  return fresh
}

async function ownRow({ db, office, actor }: Context): Promise<UserAccountTable | null> {
  const row = await db
    .selectFrom('user_account')
    .selectAll()
    .where('office_id', '=', office)
    .where('id', '=', actor.user ?? '')
    .executeTakeFirst()
  return row ?? null
}

async function viewOf(context: Context, user: UserAccountTable | null): Promise<SessionView> {
  const { db, office, now, today } = context
  const row = await db.selectFrom('office').selectAll().where('id', '=', office).executeTakeFirstOrThrow()
  return {
    office: { name: row.name, bulletin: row.bulletin, demo: row.demo === 1 },
    demoAccounts:
      row.demo === 1 && user === null
        ? await demoAccounts(context, settingsOf(row.settings).demo?.password ?? null)
        : null,
    user: user === null ? null : await userView(context, user, row.settings),
    now,
    today,
  }
}

async function userView(
  { db, now }: Context,
  user: UserAccountTable,
  settings: string,
): Promise<NonNullable<SessionView['user']>> {
  const policy = policyOf(settings)
  const roles = await rolesOf(db, user.id)
  const unit =
    user.unit_id === null
      ? undefined
      : await db.selectFrom('unit').select('name').where('id', '=', user.unit_id).executeTakeFirst()
  return {
    id: UserId.parse(user.id),
    account: user.account,
    name: user.name,
    roles,
    unit: user.unit_id === null ? null : UnitId.parse(user.unit_id),
    unitName: unit?.name ?? null,
    lastLoginAt: Instant.nullable().parse(user.last_login_at),
    failedSince: user.failures,
    mustChangePassword: user.must_change === 1 || isAged(policy, user.password_changed_at, now),
    mustSetFactor: needsFactor(policy, roles) && (await factorOf({ db }, user.id)) === undefined,
  }
}

/** The accounts of the demo office that still have its password; whoever chose one of their own is no longer shown. */
async function demoAccounts({ db, office }: Context, password: string | null) {
  if (password === null) return []
  const users = await db
    .selectFrom('user_account')
    .select(['id', 'account', 'name'])
    .where('office_id', '=', office)
    .where('disabled', '=', 0)
    .where('password_hash', 'is not', null)
    .where('password_changed_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const shown = []
  for (const { id, account, name } of users) {
    const [role] = await rolesOf(db, id)
    if (role !== undefined) shown.push({ account, password, name, role })
  }
  return shown
}
