import type { Caller } from '../domain/access.ts'
import { dayOf, type Instant, instantOf, type LocalDate } from '../domain/calendar.ts'
import { OfficeId, Role, UnitId, UserId } from '../domain/model.ts'
import type { Actor, Db, IdPrefix } from './context.ts'
import type { Database } from './db/open.ts'
import { takeLease } from './leases.ts'
import { waitingFor } from './todos.ts'

/** Where mail goes out, and what it says of itself. */
export interface MailRoute {
  /** `smtp://user:password@host:587` or `smtps://…`. */
  readonly url: string
  readonly from: string
  /** The address of the pages, for the reader to open; '' where nobody said it. */
  readonly link: string
}

/** Carries one mail; refuses by throwing. */
export type Send = (mail: { to: string; subject: string; text: string; messageId: string }) => Promise<void>

/** Nobody's day begins with a mail of the night: from eight in China on. */
const FROM_HOUR = 8
const SHOWN_MAX = 20
const ATTEMPTS_MAX = 8
const AT_ONCE = 20
const FIRST_WAIT_MS = 5 * 60_000

interface Queueing {
  readonly now: Instant
  readonly newId: (prefix: IdPrefix) => string
  readonly route: Pick<MailRoute, 'from' | 'link'>
}

/**
 * Puts the digests of the day into the outbox: at most one a person and day, only for who asked, and only when something waits or was told since.
 * Gives how many.
 */
export async function queueDigests(database: Database, { now, newId, route }: Queueing): Promise<number> {
  const today = dayOf(now)
  if (Date.parse(now) < dayBegins(today) + FROM_HOUR * 3_600_000) return 0
  return database.write(async db => {
    const people = await db
      .selectFrom('user_mail')
      .innerJoin('user_account', 'user_account.id', 'user_mail.user_id')
      .leftJoin('outbox', join => join.onRef('outbox.user_id', '=', 'user_mail.user_id').on('outbox.day', '=', today))
      .select(['user_account.id', 'user_account.office_id', 'user_account.name', 'user_account.unit_id'])
      .where('user_mail.digest', '=', 1)
      .where('user_mail.address', '!=', '')
      .where('user_account.disabled', '=', 0)
      .where('outbox.id', 'is', null)
      .orderBy('user_account.id')
      .execute()
    let queued = 0
    for (const person of people) {
      const said = await digestOf(db, person, { today, link: route.link })
      if (said === null) continue
      const id = newId('msg')
      await db
        .insertInto('outbox')
        .values({
          id,
          office_id: person.office_id,
          user_id: person.id,
          day: today,
          ...said,
          message_id: `<${id}.${today}@${route.from.slice(route.from.indexOf('@') + 1)}>`,
          attempts: 0,
          next_at: now,
          sent_at: null,
          last_error: '',
        })
        .execute()
      queued += 1
    }
    return queued
  })
}

const dayBegins = (day: LocalDate): number => Date.parse(day) - 8 * 3_600_000

interface Person {
  readonly id: string
  readonly office_id: string
  readonly name: string
  readonly unit_id: string | null
}

/** Subject and text for one person, or null where nothing waits and nothing is new. */
async function digestOf(
  db: Db,
  person: Person,
  { today, link }: { today: LocalDate; link: string },
): Promise<{ subject: string; body: string } | null> {
  const roles = await db.selectFrom('user_role').select('role').where('user_id', '=', person.id).execute()
  const callers: Caller[] = ['signed-in', ...roles.map(row => Role.parse(row.role))]
  const unit = person.unit_id === null ? null : UnitId.parse(person.unit_id)
  const actor: Actor = { user: UserId.parse(person.id), name: person.name, callers, unit, ip: '', session: '' }
  const todos = await waitingFor({ db, office: OfficeId.parse(person.office_id), actor, today })
  const last = await db
    .selectFrom('outbox')
    .select(eb => eb.fn.max<string | null>('day').as('day'))
    .where('user_id', '=', person.id)
    .executeTakeFirst()
  let unread = db.selectFrom('message').select('text').where('user_id', '=', person.id).where('read_at', 'is', null)
  if (last?.day != null) unread = unread.where('at', '>=', last.day)
  const messages = await unread.orderBy('at', 'desc').limit(SHOWN_MAX).execute()
  if (todos.length === 0 && messages.length === 0) return null
  const lines = [
    `${person.name}：`,
    ...(todos.length === 0 ? [] : ['', `待办 ${todos.length} 件：`]),
    ...todos
      .slice(0, SHOWN_MAX)
      .map(one => `  ${one.urgent ? '〔急〕' : ''}${one.text}${one.count > 1 ? `（${one.count}）` : ''}`),
    ...(messages.length === 0 ? [] : ['', `新消息 ${messages.length} 条：`]),
    ...messages.map(one => `  ${one.text}`),
    '',
    link === '' ? '请登录采风办理。' : `请登录办理：${link}`,
    '不想再收到这样的邮件，请在“待办 › 消息 › 邮件提醒”里取消。',
  ]
  return { subject: `采风：待办 ${todos.length} 件，新消息 ${messages.length} 条`, body: lines.join('\n') }
}

interface Sending {
  readonly clock: () => number
  readonly holder: string
  readonly send: Send
}

/**
 * Sends what is due in the outbox, one process at a time: at least once, under a Message-ID that stays. What fails is tried again later, each
 * time after twice as long. Gives how many went out.
 */
export async function sendDue(database: Database, { clock, holder, send }: Sending): Promise<number> {
  if ((await database.write(db => takeLease(db, 'mail', { now: clock(), holder }))) === null) return 0
  const now = instantOf(clock())
  const due = await database.read(db =>
    db
      .selectFrom('outbox')
      .innerJoin('user_mail', 'user_mail.user_id', 'outbox.user_id')
      .select(['outbox.id', 'outbox.subject', 'outbox.body', 'outbox.message_id', 'outbox.attempts'])
      .select('user_mail.address')
      .where('outbox.sent_at', 'is', null)
      .where('outbox.attempts', '<', ATTEMPTS_MAX)
      .where('outbox.next_at', '<=', now)
      .orderBy('outbox.next_at')
      .limit(AT_ONCE)
      .execute(),
  )
  let sent = 0
  for (const mail of due) {
    const error = await send({
      to: mail.address,
      subject: mail.subject,
      text: mail.body,
      messageId: mail.message_id,
    }).then(
      () => null,
      (cause: unknown) => (cause instanceof Error ? cause.message : String(cause)),
    )
    const done = { sent_at: instantOf(clock()), last_error: '' }
    const wait = FIRST_WAIT_MS * 2 ** mail.attempts
    const again = { next_at: instantOf(clock() + wait), last_error: (error ?? '').slice(0, 500) }
    await database.write(db =>
      db
        .updateTable('outbox')
        .set({ attempts: mail.attempts + 1, ...(error === null ? done : again) })
        .where('id', '=', mail.id)
        .execute(),
    )
    if (error === null) sent += 1
  }
  return sent
}
