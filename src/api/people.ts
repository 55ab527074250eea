import { z } from 'zod'
import { Instant, Period } from '../domain/calendar.ts'
import { Name, Reason, Role, Unit, UnitId, UserId } from '../domain/model.ts'
import { Policy } from '../domain/policy.ts'
import { command, done, entering, nothing, query, secretly } from './endpoint.ts'

/** Six digits of the authenticator, or one of the recovery codes. */
export const FactorCode = z.string().min(6).max(40)
const Password = z.string().min(1).max(1000)

const SessionRow = z.object({
  /** SM3 of the token: names the session without opening it. */
  id: z.string(),
  here: z.boolean(),
  beganAt: Instant,
  lastSeenAt: Instant,
  ip: z.string(),
})

export const FactorView = z.object({
  on: z.boolean(),
  /** The office asks it of this person's roles. */
  required: z.boolean(),
  recoveryLeft: z.number().int(),
})

const Person = z.object({
  id: UserId,
  account: z.string(),
  name: z.string(),
  unit: UnitId.nullable(),
  roles: z.array(Role),
  /** Made and not yet granted, waiting for its activation, at work, disabled. */
  state: z.enum(['ungranted', 'unactivated', 'active', 'disabled']),
})

/** People and their rights beyond signing in: second factor, sessions, the office's rules for both, people of units, merging units. */
export const PEOPLE_API = {
  'session.confirm': entering(
    '再次确认是本人：办理重要事项之前',
    z.strictObject({ password: Password, code: FactorCode.optional() }),
    z.object({ until: Instant }),
  ),
  'session.factor': query('自己的动态口令', nothing, FactorView),
  'session.factor-begin': entering(
    '开始绑定动态口令：给出密钥和二维码',
    nothing,
    z.object({ secret: z.string(), address: z.string(), svg: z.string() }),
  ),
  'session.factor-confirm': entering(
    '用第一个动态口令完成绑定：给出恢复码',
    z.strictObject({ code: FactorCode }),
    z.object({ recovery: z.array(z.string()) }),
  ),
  'session.factor-end': command('解除自己的动态口令', nothing, done),
  'session.list': query('自己的登录', nothing, z.object({ sessions: z.array(SessionRow) })),
  'session.end': command('退出自己的一处登录', z.strictObject({ session: z.string().length(64) }), done),

  'user.move': command(
    '账户转到另一单位，角色须重新授予',
    z.strictObject({ user: UserId, unit: UnitId.nullable() }),
    done,
  ),
  'user.reset': secretly(
    '重置账户：发新的激活码，角色须重新授予',
    z.strictObject({ user: UserId }),
    z.object({ activationCode: z.string() }),
  ),
  'user.factor-reset': command('解除他人的动态口令（手机丢失）', z.strictObject({ user: UserId }), done),
  'user.end-sessions': command('退出他人的全部登录', z.strictObject({ user: UserId }), done),
  'policy.get': query('登录与口令的规定', nothing, Policy),
  'policy.set': command('改登录与口令的规定', Policy, done),

  'unit.people': query(
    '单位的人员',
    z.strictObject({ unit: UnitId.optional() }),
    z.object({
      people: z.array(Person),
      /** Units whose texts a second person of the unit releases. */
      reviewed: z.array(UnitId),
    }),
  ),
  'unit.review': command('开启或关闭单位审核', z.strictObject({ unit: UnitId, on: z.boolean() }), done),
  'unit.merge': command(
    '撤并单位：从某月起并入另一单位，以前各月不变',
    z.strictObject({ unit: UnitId, into: UnitId, from: Period, reason: Reason }),
    z.object({
      into: Unit,
      /** Accounts that still belong to the unit that ended: 系统管理员 moves them. */
      people: z.array(z.object({ name: Name, account: z.string() })),
    }),
  ),
} as const
