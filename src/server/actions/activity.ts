import { API } from '../../api.ts'
import { ACCESS, type Operation } from '../../domain/access.ts'
import { Instant } from '../../domain/calendar.ts'
import type { Handlers } from '../context.ts'

const PAGE_SIZE = 50

/** What a result is called in the list; the code itself stands in the database. */
const RESULTS: Readonly<Record<string, string>> = {
  ok: '已办理',
  forbidden: '被拒绝：无权限',
  'wrong-login': '被拒绝：账户或密码不对',
  'activation-invalid': '被拒绝：激活码无效',
  'password-weak': '被拒绝：密码太简单',
  'four-eyes': '被拒绝：须由另一人办理',
  'last-administrator': '被拒绝：最后一名管理员',
  'not-found': '被拒绝：没有这一对象',
  'stale-version': '被拒绝：已被别人改过',
  'duplicate-name': '被拒绝：重名',
  'period-closed': '被拒绝：已月结',
  internal: '出错，未办理',
  'storage-failed': '磁盘出错，未办理',
}

/** 操作日志: newest first, with whether its chain holds. Only 审计管理员 reads it, and nobody changes it. */
export const activityActions = {
  'activity.list': async ({ db, office, chainIntact }, { offset = 0, limit = PAGE_SIZE }) => {
    const rows = await db
      .selectFrom('activity')
      .select(['seq', 'at', 'user_name', 'operation', 'subject', 'result', 'ip'])
      .where('office_id', '=', office)
      .orderBy('seq', 'desc')
      .offset(offset)
      .limit(limit)
      .execute()
    const { total } = await db
      .selectFrom('activity')
      .select(one => one.fn.countAll<number>().as('total'))
      .where('office_id', '=', office)
      .executeTakeFirstOrThrow()
    return {
      activities: rows.map(row => ({
        seq: row.seq,
        at: Instant.parse(row.at),
        user: row.user_name === '' ? '未登录' : row.user_name,
        operation: isOperation(row.operation) ? API[row.operation].summary : row.operation,
        subject: row.subject,
        result: RESULTS[row.result] ?? '被拒绝',
        ip: row.ip,
      })),
      total: Number(total),
      intact: (await chainIntact()).intact,
    }
  },
} satisfies Pick<Handlers, 'activity.list'>

const isOperation = (name: string): name is Operation => Object.hasOwn(ACCESS, name)
