import type { Todo } from '../api/office-work.ts'
import { can } from '../domain/access.ts'
import { workingDaysBetween } from '../domain/article/flags.ts'
import {
  chinesePeriod,
  dayOf,
  dayStart,
  Instant,
  lastDay,
  type Period,
  periodAfter,
  periodOf,
} from '../domain/calendar.ts'
import { type Ledger, openLedger } from './months.ts'
import { noticeWork } from './notice-words.ts'
import { readSettings } from './settings.ts'
import {
  type Asked,
  type Asker,
  assignmentsOfUnit,
  commissionsOfOffice,
  instructionsOf,
  isEditor,
} from './todos-commissions.ts'
import { lettersOfOffice, lettersOfUnit, silentMailboxes } from './todos-letters.ts'

/** Commands that are no work to be told of. */
export const UNTOLD = ['session.', 'message.', 'article.save-draft', 'file.upload'] as const

type Waiting = (asker: Asker) => Promise<Todo[]>

/** Everything that can wait for somebody. One more is a function and a line here. */
const WAITING: readonly Waiting[] = [
  returned,
  assignmentsOfUnit,
  unsent,
  toRelease,
  unread,
  toReceive,
  toDecide,
  assigned,
  toPlace,
  lettersOfUnit,
  lettersOfOffice,
  silentMailboxes,
  issues,
  commissionsOfOffice,
  instructionsOf,
  months,
  notices,
  ungranted,
]

/** What waits for a person, by all of their roles: urgent first, then the oldest. */
export async function waitingFor(context: Asked): Promise<Todo[]> {
  const asker: Asker = { ...context, may: operation => can(context.actor.callers, operation) !== null }
  const todos: Todo[] = []
  for (const waiting of WAITING) todos.push(...(await waiting(asker)))
  return todos.sort(
    (a, b) => Number(b.urgent) - Number(a.urgent) || order(a.since, b.since) || (a.text < b.text ? -1 : 1),
  )
}

/** What has no beginning comes last. */
const order = (a: string | null, b: string | null): number => ((a ?? '9') < (b ?? '9') ? -1 : a === b ? 0 : 1)

interface Counted {
  readonly count: number
  readonly since: Instant | null
}

const counted = (row: { count: number | string; since: string | null } | undefined): Counted => ({
  count: Number(row?.count ?? 0),
  since: row?.since == null ? null : Instant.parse(row.since),
})

const told = ({ count, since }: Counted, one: Omit<Todo, 'count' | 'since'>): Todo[] =>
  count === 0 ? [] : [{ ...one, count, since }]

/** Articles of the office, how many and since when the first of them. */
const articles = ({ db, office }: Asker, since: 'submitted_at' | 'updated_at' | 'decided_at') =>
  db
    .selectFrom('article_state')
    .select(eb => [eb.fn.countAll<number>().as('count'), eb.fn.min<string | null>(since).as('since')])
    .where('office_id', '=', office)

// ── the unit's side ────────────────────────────────────────────────────────────────────────────────────────────

async function returned(asker: Asker): Promise<Todo[]> {
  const { unit } = asker.actor
  if (unit === null || !asker.may('article.hand-in')) return []
  const row = await articles(asker, 'updated_at')
    .where('unit_id', '=', unit)
    .where('state', '=', 'returned')
    .executeTakeFirst()
  return told(counted(row), {
    kind: 'returned',
    text: '退改的稿件，改后再报',
    urgent: true,
    to: '/my-article?state=returned',
  })
}

async function unsent(asker: Asker): Promise<Todo[]> {
  const { user } = asker.actor
  if (user === null || !asker.may('article.hand-in')) return []
  const row = await articles(asker, 'updated_at')
    .where('author_id', '=', user)
    .where('state', '=', 'draft')
    .executeTakeFirst()
  return told(counted(row), { kind: 'unsent', text: '草稿还没有报送', urgent: false, to: '/my-article?state=draft' })
}

async function toRelease(asker: Asker): Promise<Todo[]> {
  const { unit } = asker.actor
  if (unit === null || !asker.may('article.release')) return []
  const row = await articles(asker, 'updated_at')
    .where('unit_id', '=', unit)
    .where('state', '=', 'in-review')
    .executeTakeFirst()
  return told(counted(row), {
    kind: 'release',
    text: '本单位稿件待审核',
    urgent: true,
    to: '/my-article?state=in-review',
  })
}

/** So many months back a notice is news; older ones are history, for whoever comes new. */
const NEWS_MONTHS = 2

/** Notices that are out and this person of a unit has not opened. */
async function unread(asker: Asker): Promise<Todo[]> {
  const { db, office, actor, may } = asker
  if (actor.user === null || actor.unit === null || !may('notice.seen')) return []
  const user = actor.user
  const rows = await db
    .selectFrom('notice')
    .select(['notice.period', 'notice.issued_at'])
    .where('notice.office_id', '=', office)
    .where('notice.period', '>=', periodAfter(periodOf(asker.today), -NEWS_MONTHS))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('notice_reader')
            .select('notice_reader.user_id')
            .whereRef('notice_reader.office_id', '=', 'notice.office_id')
            .whereRef('notice_reader.period', '=', 'notice.period')
            .where('notice_reader.user_id', '=', user)
            .where('notice_reader.read_at', 'is not', null),
        ),
      ),
    )
    .orderBy('notice.period')
    .execute()
  return rows.map(row => ({
    kind: 'read-notice',
    text: `${month(row.period)}通报，请阅`,
    count: 1,
    since: Instant.parse(row.issued_at),
    urgent: false,
    to: `/notice?period=${row.period}`,
  }))
}

const month = (period: string): string => `${period.slice(0, 4)}年${Number(period.slice(5))}月`

// ── the office's side ──────────────────────────────────────────────────────────────────────────────────────────

/** Whether what waits since then has waited for longer than the office allows itself. */
async function isOverdue({ db, office, today }: Asker, since: Instant | null): Promise<boolean> {
  if (since === null) return false
  const { daysToDecide } = await readSettings(db, office)
  return workingDaysBetween(dayOf(since), today) > daysToDecide
}

async function toReceive(asker: Asker): Promise<Todo[]> {
  if (!isEditor(asker)) return []
  const found = counted(await articles(asker, 'submitted_at').where('state', '=', 'submitted').executeTakeFirst())
  const urgent = await isOverdue(asker, found.since)
  return told(found, {
    kind: 'receive',
    text: urgent ? '稿件待签收，有的已过办理期限' : '稿件待签收',
    urgent,
    to: '/article?state=submitted',
  })
}

async function toDecide(asker: Asker): Promise<Todo[]> {
  if (!isEditor(asker)) return []
  const todos: Todo[] = []
  for (const [state, words] of [
    ['received', '已签收的稿件待处理'],
    ['shortlisted', '预采用的稿件待定'],
    ['kept', '留用的稿件待定'],
  ] as const) {
    const found = counted(await articles(asker, 'submitted_at').where('state', '=', state).executeTakeFirst())
    const urgent = await isOverdue(asker, found.since)
    const text = urgent ? `${words}，有的已过办理期限` : words
    todos.push(...told(found, { kind: state, text, urgent, to: `/article?state=${state}` }))
  }
  return todos
}

async function assigned(asker: Asker): Promise<Todo[]> {
  const { user } = asker.actor
  if (user === null || !asker.may('article.decide')) return []
  const row = await articles(asker, 'submitted_at')
    .where('assignee_id', '=', user)
    .where('state', 'in', ['submitted', 'received', 'shortlisted', 'kept'])
    .executeTakeFirst()
  return told(counted(row), {
    kind: 'assigned',
    text: '转给您办理的稿件',
    urgent: true,
    to: '/article',
  })
}

async function toPlace(asker: Asker): Promise<Todo[]> {
  if (!isEditor(asker)) return []
  const row = await articles(asker, 'decided_at')
    .where('state', '=', 'adopted')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('issue_item')
            .select('issue_item.issue_id')
            .whereRef('issue_item.article_id', '=', 'article_state.article_id'),
        ),
      ),
    )
    .executeTakeFirst()
  return told(counted(row), { kind: 'place', text: '已采用，待编入刊物', urgent: false, to: '/issue' })
}

const ISSUE_STATES = { gathering: '组稿中', 'in-review': '待签发', signed: '待印发' } as const
const isWaitingIssue = (state: string): state is keyof typeof ISSUE_STATES => Object.hasOwn(ISSUE_STATES, state)

/** Each issue waits for whoever can take its next step: editors gather and print, chiefs sign. */
async function issues({ db, office, may, actor, today }: Asker): Promise<Todo[]> {
  if (!may('issue.step')) return []
  const rows = await db
    .selectFrom('issue')
    .innerJoin('outlet', 'outlet.id', 'issue.outlet_id')
    .select(['issue.id', 'issue.number', 'issue.state', 'issue.planned_on', 'issue.created_at', 'outlet.name'])
    .where('issue.office_id', '=', office)
    .where('issue.state', 'in', Object.keys(ISSUE_STATES))
    .orderBy('issue.created_at')
    .limit(20)
    .execute()
  return rows.flatMap((row): Todo[] => {
    if (!isWaitingIssue(row.state)) return []
    const isMine = actor.callers.includes(row.state === 'in-review' ? 'chief' : 'editor')
    if (!isMine) return []
    return [
      {
        kind: `issue-${row.state}`,
        text: `${row.name}第 ${row.number} 期${ISSUE_STATES[row.state]}`,
        count: 1,
        since: Instant.parse(row.created_at),
        urgent: row.state !== 'gathering' || (row.planned_on !== null && row.planned_on <= today),
        to: `/issue?issue=${row.id}`,
      },
    ]
  })
}

/** The first month that is over and not closed. */
async function months(asker: Asker): Promise<Todo[]> {
  if (!asker.may('period.preview')) return []
  const { periods } = await openLedger(asker.db, asker.office)
  const over = periods.find(row => row.state === 'open' && lastDay(row.period) < asker.today)
  if (over === undefined) return []
  const what = asker.may('period.close') ? '可以试算、月结' : '可以试算，交审核人月结'
  return [
    {
      kind: 'close',
      text: `${chinesePeriod(over.period)}已过完，${what}`,
      count: 1,
      since: dayStart(lastDay(over.period)),
      urgent: true,
      to: `/standing?period=${over.period}`,
    },
  ]
}

const STAGES = { checking: '待核对、送审', 'in-review': '待签发', signed: '待印发' } as const

/** Notices of closed months, for whoever can take their next step. That of a month taken over went out long ago. */
async function notices(asker: Asker): Promise<Todo[]> {
  const { db, office, actor, may } = asker
  if (!may('notice.step')) return []
  const todos: Todo[] = []
  for (const period of await unissued(asker, await openLedger(db, office))) {
    const { stage, preparedBy } = await noticeWork(db, office, period)
    const isSigner = actor.callers.includes('chief') && preparedBy !== actor.user
    if (stage === 'in-review' ? !isSigner : !actor.callers.includes('editor')) continue
    todos.push({
      kind: `notice-${stage}`,
      text: `${chinesePeriod(period)}通报${STAGES[stage]}`,
      count: 1,
      since: dayStart(lastDay(period)),
      urgent: stage !== 'checking',
      to: `/notice?period=${period}`,
    })
  }
  return todos
}

async function unissued({ db, office }: Asker, ledger: Ledger): Promise<Period[]> {
  const imported = await db.selectFrom('import').select('period').where('office_id', '=', office).execute()
  const known = new Set<string>(imported.map(row => row.period))
  return ledger.periods.filter(row => row.state === 'closed' && !known.has(row.period)).map(row => row.period)
}

// ── 三员 ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Accounts that somebody made and nobody has given a role yet. */
async function ungranted({ db, office, may }: Asker): Promise<Todo[]> {
  if (!may('user.grant')) return []
  const row = await db
    .selectFrom('user_account')
    .select(eb => [eb.fn.countAll<number>().as('count'), eb.fn.min<string | null>('created_at').as('since')])
    .where('office_id', '=', office)
    .where('disabled', '=', 0)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('user_role').select('user_role.role').whereRef('user_role.user_id', '=', 'user_account.id')),
      ),
    )
    .executeTakeFirst()
  return told(counted(row), { kind: 'grant', text: '新账户待授权', urgent: true, to: '/user' })
}
