import type { Todo } from '../api/office-work.ts'
import { Instant } from '../domain/calendar.ts'
import { type Asker, isEditor } from './todos-commissions.ts'

/** Letters in a state, how many and since when the first of them. */
const letters = ({ db, office }: Asker, state: 'linked' | 'unclaimed' | 'quarantined') =>
  db
    .selectFrom('letter')
    .select(eb => [eb.fn.countAll<number>().as('count'), eb.fn.min<string | null>('received_at').as('since')])
    .where('office_id', '=', office)
    .where('state', '=', state)

const told = (
  row: { count: number | string; since: string | null } | undefined,
  one: Omit<Todo, 'count' | 'since'>,
): Todo[] =>
  row === undefined || Number(row.count) === 0
    ? []
    : [{ ...one, count: Number(row.count), since: row.since === null ? null : Instant.parse(row.since) }]

/** Letters that are said to be from the own unit and count as nothing until it confirms them. */
export async function lettersOfUnit(asker: Asker): Promise<Todo[]> {
  const { unit } = asker.actor
  if (unit === null || !asker.may('letter.decline')) return []
  const row = await letters(asker, 'linked').where('unit_id', '=', unit).executeTakeFirst()
  return told(row, {
    kind: 'letters',
    text: '邮箱来信待确认，确认后才算报送',
    urgent: true,
    to: '/letter?state=linked',
  })
}

/** Letters nobody has claimed, and those that are kept apart: none may die there unseen (MAIL-12). */
export async function lettersOfOffice(asker: Asker): Promise<Todo[]> {
  if (!isEditor(asker)) return []
  return [
    ...told(await letters(asker, 'unclaimed').executeTakeFirst(), {
      kind: 'unclaimed',
      text: '来信待认领',
      urgent: true,
      to: '/letter?state=unclaimed',
    }),
    ...told(await letters(asker, 'quarantined').executeTakeFirst(), {
      kind: 'quarantined',
      text: '来信被隔离，请看一眼',
      urgent: false,
      to: '/letter?state=quarantined',
    }),
  ]
}

/** After so many failures in a row, which wait longer each time, nothing has come for a quarter of an hour (MAIL-10). */
const ALARM_FAILURES = 5

/** Mailboxes that have been silent for too long, for whoever can set them right and whoever waits for them. */
export async function silentMailboxes({ db, office, may }: Asker): Promise<Todo[]> {
  if (!may('mailbox.poll')) return []
  const rows = await db
    .selectFrom('mailbox')
    .select(['name', 'error', 'good_at'])
    .where('office_id', '=', office)
    .where('active', '=', 1)
    .where('failures', '>=', ALARM_FAILURES)
    .orderBy('id')
    .execute()
  return rows.map(row => ({
    kind: 'mailbox',
    text: `投稿邮箱“${row.name}”收不到信：${row.error}`,
    count: 1,
    since: row.good_at === null ? null : Instant.parse(row.good_at),
    urgent: true,
    to: '/mailbox',
  }))
}
