import { COUNT_MAX } from '../../api/endpoint.ts'
import { Instant } from '../../domain/calendar.ts'
import type { Context, Handlers } from '../context.ts'

const PAGE = 50

export const messageActions = {
  /** The own messages, the newest first. */
  'message.list': async ({ db, actor }, { offset = 0, limit = PAGE }) => {
    const user = actor.user ?? ''
    const rows = await db
      .selectFrom('message')
      .selectAll()
      .where('user_id', '=', user)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .offset(offset)
      .execute()
    const counted = await db
      .selectFrom('message')
      .select(eb => [eb.fn.countAll<number>().as('all'), eb.fn.count<number>('read_at').as('read')])
      .where('user_id', '=', user)
      .executeTakeFirst()
    const all = Number(counted?.all ?? 0)
    return {
      messages: rows.map(row => ({
        id: row.id,
        at: Instant.parse(row.at),
        text: row.text,
        to: row.link,
        read: row.read_at !== null,
      })),
      total: Math.min(all, COUNT_MAX),
      more: all > COUNT_MAX,
      unread: all - Number(counted?.read ?? 0),
    }
  },

  /** Messages of others, and none at all, are passed over: whose they are is nobody's to learn. */
  'message.read': async ({ db, actor, now }, { messages }) => {
    await db
      .updateTable('message')
      .set({ read_at: now })
      .where('user_id', '=', actor.user ?? '')
      .where('id', 'in', messages)
      .where('read_at', 'is', null)
      .execute()
    return { done: true as const }
  },

  'message.settings': context => settingsOf(context),

  'message.set': async (context, { address, digest }) => {
    const { db, actor } = context
    const row = { address, digest: digest && address !== '' ? 1 : 0 }
    if (actor.user !== null)
      await db
        .insertInto('user_mail')
        .values({ user_id: actor.user, ...row })
        .onConflict(conflict => conflict.column('user_id').doUpdateSet(row))
        .execute()
    return settingsOf(context)
  },
} satisfies Pick<Handlers, 'message.list' | 'message.read' | 'message.settings' | 'message.set'>

async function settingsOf({ db, actor, sendsMail = false }: Context) {
  const row = await db
    .selectFrom('user_mail')
    .select(['address', 'digest'])
    .where('user_id', '=', actor.user ?? '')
    .executeTakeFirst()
  return { address: row?.address ?? '', digest: row?.digest === 1, available: sendsMail }
}
