import { z } from 'zod'
import { EXPORTED, type ExportName } from '../../api/export.ts'
import { API } from '../../api.ts'
import { dayOf, instantOf } from '../../domain/calendar.ts'
import { Problem } from '../../domain/problems.ts'
import type { Context, Handlers } from '../context.ts'
import { LATEST, registerAt } from '../register.ts'
import { LISTS, type List } from './lists.ts'
import { workbookOf } from './workbook.ts'

/** EXP-02: so many lists may one person take out in so many minutes, with so many rows each. */
export const EXPORT_LIMITS = { minutes: 10, exports: 20, rows: 20_000, page: 200 } as const

/** `article.pool.xlsx` → the list's name, or null. */
export const exportNamed = (file: string): ExportName | null => EXPORTED.find(name => file === `${name}.xlsx`) ?? null

export interface Exported {
  readonly name: string
  readonly bytes: Buffer
}

/**
 * A list as .xlsx: asked of the same handler as on screen, with the same scope, page after page in one snapshot, so that nothing goes out that
 * the person could not see (AZ-09). Says in the log how many rows went out. Refuses with `too-many-requests`.
 */
export async function exportList(
  context: Context,
  handlers: Handlers,
  { name, input }: { name: ExportName; input: unknown },
): Promise<Exported> {
  await withinLimit(context)
  let chain: ReturnType<Context['chainIntact']> | undefined
  // The log is checked as a whole: once is enough for all its pages.
  const once: Context = { ...context, chainIntact: () => (chain ??= context.chainIntact()) }
  const list = LISTS[name]
  const units = new Map((await registerAt(context.db, context.office, LATEST)).units.map(unit => [unit.id, unit.name]))
  let heads: readonly string[] = []
  const rows = []
  for (let offset = 0; offset < EXPORT_LIMITS.rows; offset += EXPORT_LIMITS.page) {
    const answer = await asked(once, handlers, { name, input, offset })
    heads = Reflect.apply(list.heads, undefined, [answer])
    const page: ReturnType<List<never>['rows']> = Reflect.apply(list.rows, undefined, [answer, units])
    rows.push(...page)
    if (!isPaged(name) || page.length < EXPORT_LIMITS.page) break
  }
  const { name: office } = await context.db
    .selectFrom('office')
    .select('name')
    .where('id', '=', context.office)
    .executeTakeFirstOrThrow()
  const at = `${context.today} ${new Date(Date.parse(context.now) + 8 * 3_600_000).toISOString().slice(11, 16)}`
  const mark = `${office} · ${list.title} · ${context.actor.name} 于 ${at} 导出，共 ${rows.length} 行`
  context.about(`${EXPORT_MARK}《${list.title}》${rows.length} 行`)
  return {
    name: `${list.title} ${dayOf(context.now)}.xlsx`,
    bytes: Buffer.from(workbookOf({ title: list.title, mark, heads, rows })),
  }
}

/** How the log tells a list that went out from one that was only looked at: the operation is the same. */
const EXPORT_MARK = '导出'

async function withinLimit({ db, office, actor, now }: Context): Promise<void> {
  const since = instantOf(Date.parse(now) - EXPORT_LIMITS.minutes * 60_000)
  const { count } = await db
    .selectFrom('activity')
    .select(one => one.fn.countAll<number>().as('count'))
    .where('office_id', '=', office)
    .where('at', '>', since)
    .where('user_id', '=', actor.user ?? '')
    .where('subject', 'like', `${EXPORT_MARK}%`)
    .executeTakeFirstOrThrow()
  if (Number(count) >= EXPORT_LIMITS.exports)
    throw new Problem('too-many-requests', { seconds: EXPORT_LIMITS.minutes * 60 })
}

const isPaged = (name: ExportName): boolean => Object.hasOwn(API[name].input.shape, 'offset')

/** One page as the handler answers it; the out schema drops what is not named there, as on the way to the screen. */
async function asked(
  context: Context,
  handlers: Handlers,
  { name, input, offset }: { name: ExportName; input: unknown; offset: number },
): Promise<unknown> {
  const given = z.record(z.string(), z.unknown()).catch({}).parse(input)
  const page = isPaged(name) ? { offset, limit: EXPORT_LIMITS.page } : {}
  const checked = API[name].input.parse({ ...given, ...page })
  return API[name].output.parse(await Reflect.apply(handlers[name], undefined, [context, checked]))
}
