import { Instant } from '../../domain/calendar.ts'
import { Role, UnitId, UserId } from '../../domain/model.ts'
import type { Policy } from '../../domain/policy.ts'
import { Problem } from '../../domain/problems.ts'
import type { Context, Handlers } from '../context.ts'
import type { UserAccountTable } from '../db/tables.ts'
import { endSessions, isLastActive, newActivation, rolesOf } from '../login.ts'
import { CALLERS } from '../openapi.ts'
import { readSettings, writeSettings } from '../settings.ts'

/** 三员: one person holds at most one of them and then no other role. */
const ADMINISTRATORS: readonly Role[] = ['system-admin', 'security-admin', 'audit-admin']

/** They see the rows of their own unit, so there must be one. */
const OF_A_UNIT: readonly Role[] = ['correspondent', 'reviewer']

/** A policy as the log shows it. */
const policyText = ({ secondFactor, passwordDays, idleDays, sessions }: Policy): string =>
  [
    secondFactor ? '须绑定动态口令' : '不强制动态口令',
    passwordDays === 0 ? '密码不限期' : `密码 ${passwordDays} 天更换`,
    idleDays === 0 ? '不因闲置停用' : `闲置 ${idleDays} 天停用`,
    `同时登录 ${sessions} 处`,
  ].join('；')

/**
 * Accounts in 三员分立 (AZ-03): 系统管理员 makes an account that may do nothing, 安全管理员 gives it roles, never to themselves, and 审计管理员
 * reads about both. Every change of rights ends the sessions of whom it is about.
 */
export const userActions = {
  'user.list': async ({ db, office }) => {
    const users = await db
      .selectFrom('user_account')
      .select(['id', 'account', 'name', 'unit_id', 'disabled', 'last_login_at'])
      .where('office_id', '=', office)
      .orderBy('created_at')
      .orderBy('id')
      .execute()
    const roles = await db
      .selectFrom('user_role')
      .innerJoin('user_account', 'user_account.id', 'user_role.user_id')
      .select(['user_role.user_id', 'user_role.role'])
      .where('user_account.office_id', '=', office)
      .execute()
    const held = new Set(roles.map(row => `${row.user_id} ${row.role}`))
    return {
      users: users.map(user => ({
        id: UserId.parse(user.id),
        account: user.account,
        name: user.name,
        roles: Role.options.filter(role => held.has(`${user.id} ${role}`)),
        unit: user.unit_id === null ? null : UnitId.parse(user.unit_id),
        disabled: user.disabled === 1,
        lastLoginAt: Instant.nullable().parse(user.last_login_at),
      })),
    }
  },

  'user.create': async (context, { account, name, unit }) => {
    const { db, office, now, newId, newSecret, about } = context
    about(`${name}（${account}）`)
    if (unit !== null) await mustExist(context, unit)
    const user = UserId.parse(newId('usr'))
    const made = await db
      .insertInto('user_account')
      .values({
        id: user,
        office_id: office,
        account,
        name,
        unit_id: unit,
        password_hash: null,
        password_changed_at: null,
        must_change: 0,
        disabled: 0,
        last_login_at: null,
        last_login_ip: null,
        failures: 0,
        locks: 0,
        locked_until: null,
        created_at: now,
      })
      .onConflict(conflict => conflict.columns(['office_id', 'account']).doNothing())
      .executeTakeFirst()
    if (Number(made.numInsertedOrUpdatedRows ?? 0) === 0) throw new Problem('duplicate-name', { name: account })
    return { user, activationCode: await newActivation(db, user, { secret: newSecret(), now }) }
  },

  'user.grant': async (context, { user, roles }) => {
    const { db, actor, about } = context
    const row = await locked(context, user)
    about(`${row.name}（${row.account}）：${roles.map(role => CALLERS[role]).join('、') || '不担任角色'}`)
    if (row.id === actor.user) throw new Problem('four-eyes', { reason: '不能改自己的角色，须由另一位安全管理员办理' })
    const wanted = Role.options.filter(role => roles.includes(role))
    if (wanted.length > 1 && wanted.some(role => ADMINISTRATORS.includes(role)))
      throw new Problem('invalid-input', {
        reason: '系统、安全、审计三个管理员角色，一人只能担任一个，也不能兼任其他角色',
      })
    if (row.unit_id === null && wanted.some(role => OF_A_UNIT.includes(role)))
      throw new Problem('invalid-input', { reason: '这个账户没有所属单位，不能担任通讯员或单位审核' })
    const lost = (await rolesOf(db, row.id)).filter(role => !wanted.includes(role))
    await mustNotBeLast(context, row, lost)
    await db.deleteFrom('user_role').where('user_id', '=', row.id).execute()
    for (const role of wanted) await db.insertInto('user_role').values({ user_id: row.id, role }).execute()
    await endSessions(db, row.id)
    return { done: true }
  },

  'user.disable': async (context, { user, disabled }) => {
    const { db, actor, about } = context
    const row = await locked(context, user)
    about(`${disabled ? '停用' : '恢复'}${row.name}（${row.account}）`)
    if (row.id === actor.user)
      throw new Problem('four-eyes', { reason: '不能停用自己的账户，须由另一位安全管理员办理' })
    if (disabled) await mustNotBeLast(context, row, await rolesOf(db, row.id))
    await db
      .updateTable('user_account')
      // Being let in again also ends a lock: this is how 安全管理员 unlocks somebody.
      .set({ disabled: disabled ? 1 : 0, failures: 0, locks: 0, locked_until: null })
      .where('id', '=', row.id)
      .execute()
    await endSessions(db, row.id)
    return { done: true }
  },

  /** To another unit, or to the office: what was granted for the old place is taken back until somebody grants it for the new one. */
  'user.move': async (context, { user, unit }) => {
    const { db, about } = context
    const row = await locked(context, user)
    about(`${row.name}（${row.account}）`)
    if (unit !== null) await mustExist(context, unit)
    if (unit === row.unit_id) return { done: true }
    await ungrant(context, row)
    await db.updateTable('user_account').set({ unit_id: unit }).where('id', '=', row.id).execute()
    return { done: true }
  },

  /** For a forgotten password. Like a new account it takes two: nobody alone can let themselves in under another's name. */
  'user.reset': async (context, { user }) => {
    const { db, now, newSecret, about } = context
    const row = await locked(context, user)
    about(`${row.name}（${row.account}）`)
    await ungrant(context, row)
    await db
      .updateTable('user_account')
      .set({
        password_hash: null,
        must_change: 0,
        disabled: 0,
        failures: 0,
        locks: 0,
        locked_until: null,
        created_at: now,
      })
      .where('id', '=', row.id)
      .execute()
    await db.deleteFrom('second_factor').where('user_id', '=', row.id).execute()
    return { activationCode: await newActivation(db, row.id, { secret: newSecret(), now }) }
  },

  'user.factor-reset': async (context, { user }) => {
    const { db, actor, about } = context
    const row = await locked(context, user)
    about(`${row.name}（${row.account}）`)
    if (row.id === actor.user)
      throw new Problem('four-eyes', { reason: '不能解除自己的动态口令，须由另一位安全管理员办理' })
    await db.deleteFrom('second_factor').where('user_id', '=', row.id).execute()
    await endSessions(db, row.id)
    return { done: true }
  },

  'user.end-sessions': async (context, { user }) => {
    const row = await locked(context, user)
    context.about(`${row.name}（${row.account}）`)
    await endSessions(context.db, row.id)
    return { done: true }
  },

  'policy.get': async ({ db, office }) => (await readSettings(db, office)).policy,

  'policy.set': async ({ db, office, about }, policy) => {
    about(policyText(policy))
    await writeSettings(db, office, { ...(await readSettings(db, office)), policy })
    return { done: true }
  },
} satisfies Pick<
  Handlers,
  | 'user.list'
  | 'user.create'
  | 'user.grant'
  | 'user.disable'
  | 'user.move'
  | 'user.reset'
  | 'user.factor-reset'
  | 'user.end-sessions'
  | 'policy.get'
  | 'policy.set'
>

/** Takes all roles of an account and ends its sessions; the last administrator of a kind keeps them. */
async function ungrant(context: Context, row: UserAccountTable): Promise<void> {
  await mustNotBeLast(context, row, await rolesOf(context.db, row.id))
  await context.db.deleteFrom('user_role').where('user_id', '=', row.id).execute()
  await endSessions(context.db, row.id)
}

/**
 * The account a change is about; of another office it is not there. The office's row is written first, so that of two changes at the same
 * time one waits: both might otherwise leave the other's administrator as the last.
 */
async function locked({ db, office }: Context, user: UserId): Promise<UserAccountTable> {
  await db
    .updateTable('office')
    .set(row => ({ name: row.ref('name') }))
    .where('id', '=', office)
    .execute()
  const row = await db
    .selectFrom('user_account')
    .selectAll()
    .where('office_id', '=', office)
    .where('id', '=', user)
    .executeTakeFirst()
  if (row === undefined) throw new Problem('not-found')
  return row
}

async function mustExist({ db, office }: Context, unit: UnitId): Promise<void> {
  const row = await db
    .selectFrom('unit')
    .select('id')
    .where('office_id', '=', office)
    .where('id', '=', unit)
    .executeTakeFirst()
  if (row === undefined) throw new Problem('not-found')
}

/** Without its last administrator of a kind an office could never have one again. */
async function mustNotBeLast({ db, office }: Context, row: UserAccountTable, losing: readonly Role[]): Promise<void> {
  for (const role of losing.filter(one => ADMINISTRATORS.includes(one)))
    if (await isLastActive(db, { office, user: row.id, role })) throw new Problem('last-administrator')
}
