import type { SessionView } from '../../api.ts'
import { Instant } from '../../domain/calendar.ts'
import { UnitId, UserId } from '../../domain/model.ts'
import { assert, Problem } from '../../domain/problems.ts'
import type { Context, Handlers } from '../context.ts'
import type { UserAccountTable } from '../db/tables.ts'
import { activated, endSessions, proven, rolesOf } from '../login.ts'
import { passwordFault } from '../password.ts'
import { beginSession, sweepSessions } from '../session.ts'
import { settingsOf } from '../settings.ts'

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

  'session.login': async (context, { account }) => {
    const user = await proven(context, account)
    return entered(context, user, context.proof?.fresh ?? null)
  },

  'session.activate': async (context, { account, code, password }) => {
    const user = await activated(context, account, code)
    acceptable(password, user)
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
    acceptable(next, user)
    if (next === current) throw new Problem('password-weak', { reason: '新密码和原来的一样' })
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
} satisfies Pick<
  Handlers,
  'session.current' | 'session.login' | 'session.activate' | 'session.logout' | 'session.password'
>

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

const setPassword = (context: Context, user: string, hash: string) =>
  context.db
    .updateTable('user_account')
    .set({ password_hash: hash, password_changed_at: context.now, must_change: 0 })
    .where('id', '=', user)
    .execute()

function acceptable(password: string, owner: UserAccountTable): void {
  const fault = passwordFault(password, owner)
  if (fault !== null) throw new Problem('password-weak', { reason: `新密码${fault}` })
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
    user: user === null ? null : await userView(context, user),
    now,
    today,
  }
}

async function userView({ db }: Context, user: UserAccountTable): Promise<NonNullable<SessionView['user']>> {
  const unit =
    user.unit_id === null
      ? undefined
      : await db.selectFrom('unit').select('name').where('id', '=', user.unit_id).executeTakeFirst()
  return {
    id: UserId.parse(user.id),
    account: user.account,
    name: user.name,
    roles: await rolesOf(db, user.id),
    unit: user.unit_id === null ? null : UnitId.parse(user.unit_id),
    unitName: unit?.name ?? null,
    lastLoginAt: Instant.nullable().parse(user.last_login_at),
    failedSince: user.failures,
    mustChangePassword: user.must_change === 1,
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
