import { randomBytes } from 'node:crypto'
import { API, type Input, type Output } from '../../src/api.ts'
import type { Operation } from '../../src/domain/access.ts'
import { instantOf, localDate, period } from '../../src/domain/calendar.ts'
import type { ArticleId, CommissionId, UnitId } from '../../src/domain/model.ts'
import { richOfText } from '../../src/domain/rich-text.ts'
import { tokenHash } from '../../src/server/session.ts'
import type { Databases, Dialect } from './databases.ts'
import { cookieOf } from './door.ts'
import { openServed, type Served } from './served.ts'
import { SmallMonth } from './small-month.ts'
import { EXPECTED, PASSWORD } from './story.ts'

const JULY = period('2023-07')
const WRITERS = 40

/** The same numbers in every run: a month that fails can be walked through again. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

type Fate =
  | 'report'
  | 'brief'
  | 'second-try'
  | 'undone'
  | 'keep'
  | 'sent-back'
  | 'reject'
  | 'unused'
  | 'merge'
  | 'withdraw'
/** Of a hundred articles so many come to this. */
const FATES: readonly (readonly [Fate, number])[] = [
  ['report', 28],
  ['brief', 20],
  ['second-try', 5],
  ['undone', 4],
  ['keep', 6],
  ['sent-back', 3],
  ['reject', 11],
  ['unused', 12],
  ['merge', 7],
  ['withdraw', 4],
]
export const fates = FATES.flatMap(([fate, times]) => Array.from({ length: times }, () => fate))

export interface Written {
  readonly article: ArticleId
  readonly units: readonly UnitId[]
  readonly fate: Fate
  version: number
}
/** What waits to be printed, and as what. */
interface Ready {
  readonly article: ArticleId
  readonly kind: 'report' | 'brief'
  readonly units: readonly UnitId[]
}

/** The people of the office and of forty units behind its door, with the small count beside them. */
export class Month {
  readonly served: Served
  readonly small: SmallMonth
  readonly units: readonly UnitId[]
  readonly random = randomFrom(20_230_701)
  readonly written: Written[] = []
  readonly ready: Ready[] = []
  readonly names: ReadonlyMap<string, string>
  readonly #cookies: ReadonlyMap<string, string>

  constructor(
    served: Served,
    { small, units, names, cookies }: Pick<Month, 'small' | 'units' | 'names'> & { cookies: Map<string, string> },
  ) {
    this.served = served
    this.small = small
    this.units = units
    this.names = names
    this.#cookies = cookies
  }

  async ask<Name extends Operation>(who: string, name: Name, input: Input<Name>): Promise<Output<Name>> {
    const answer = await this.served.call(name, input, { cookie: this.#cookies.get(who) ?? '' })
    if (answer.statusCode !== 200) throw new Error(`${name} by ${who}: ${answer.body}`)
    return Reflect.apply(API[name].output.parse, API[name].output, [answer.json()])
  }

  /** The next day begins; everybody stays signed in over night. */
  async day(day: string): Promise<void> {
    const { story } = this.served.world
    story.day(day)
    const now = instantOf(story.deps.clock())
    await story.database.write(db => db.updateTable('session').set({ created_at: now, last_seen_at: now }).execute())
  }

  /** One article from its unit, now and then with a second unit → what was handed in. */
  async handIn(unit: UnitId, fate: Fate, commission: CommissionId | null = null): Promise<Written> {
    const number = this.written.length
    const second = this.units[this.random(this.units.length)]
    const others =
      this.random(10) === 0 && commission === null && second !== unit && second !== undefined ? [second] : []
    const word = (from: string) => Array.from({ length: 6 }, () => from[this.random(from.length)] ?? '').join('')
    const draft = {
      title: `${word('耕林矿海测登征绿湿湖山田土地水草')}工作第${number}号`,
      body: richOfText(`本单位办结${number + 1}件。`),
      genre: null,
      outlet: null,
      commission,
      units: others,
      contact: { name: '', phone: '' },
      files: [],
    }
    const { article, version } = await this.ask(unit, 'article.save-draft', draft)
    const handed = await this.ask(unit, 'article.hand-in', { article, version, confirmedDuplicate: true })
    const written = { article, units: [unit, ...others], fate, version: handed.version }
    this.written.push(written)
    this.small.handIn(article, written.units)
    return written
  }

  /** The office decides on many at once. → decisions, by article */
  async decide(
    articles: readonly Written[],
    step: Input<'article.decide'>['step'],
    kind: 'report' | 'brief' | null = null,
  ): Promise<Map<ArticleId, Output<'article.decide'>['decided'][number]['decision']>> {
    const decisions = new Map<ArticleId, Output<'article.decide'>['decided'][number]['decision']>()
    for (let from = 0; from < articles.length; from += 100) {
      const part = articles.slice(from, from + 100)
      const reason = ['return', 'reject', 'leave-unused'].includes(step) ? ('no-data' as const) : null
      const { decided, refused } = await this.ask('editor', 'article.decide', {
        articles: part.map(({ article, version }) => ({ article, version })),
        step,
        kind,
        reason,
        comment: '',
      })
      if (refused.length > 0) throw new Error(JSON.stringify(refused))
      for (const [index, { version, decision }] of decided.entries()) {
        const own = part[index]
        if (own === undefined) throw new Error('more was decided than asked')
        own.version = version
        decisions.set(own.article, decision)
      }
    }
    if (kind !== null) this.ready.push(...articles.map(({ article, units }) => ({ article, kind, units })))
    return decisions
  }

  fated(fate: Fate): Written[] {
    return this.written.filter(one => one.fate === fate)
  }

  /** An issue from board to print: put together by the editor, signed by the chief. */
  async printed(number: number, day: string, items: readonly Ready[]) {
    const [bulletin] = (await this.ask('editor', 'bulletin.list', {})).bulletins
    if (bulletin === undefined) throw new Error('no bulletin')
    const head = { bulletin: bulletin.id, number, totalNumber: 200 + number, plannedOn: localDate(day) }
    const { issue, version } = await this.ask('editor', 'issue.create', head)
    // Columns stand one after the other on the page, whatever the order on the board was.
    const placed = items.map(({ article, kind, units }) => ({
      article,
      column: kind,
      credits: units.map(unit => ({ unit, weight: 1 })),
    }))
    const arranged = await this.ask('editor', 'issue.arrange', { issue, version, items: placed })
    const plain = { issue, comment: '', issuedOn: null }
    await this.ask('editor', 'issue.step', { ...plain, version: arranged.version, step: 'send-to-review' })
    const shown = await this.ask('chief', 'issue.get', { issue })
    await this.ask('chief', 'issue.sign', { issue, version: shown.version, pages: shown.pages, comment: '' })
    const printing = { ...plain, version: shown.version + 1, step: 'print', issuedOn: localDate(day) } as const
    const out = await this.ask('editor', 'issue.step', printing)
    if (out.posting !== JULY || out.late) throw new Error(`issue ${number} counted in ${out.posting}`)
    for (const item of items) this.small.print(number, item)
    return { issue, version: out.version }
  }
}

/** The office after June at 2023-07-01, its editor, its chief and forty writers signed in. */
export async function openMonth(databases: Databases, dialect: Dialect): Promise<Month> {
  const served = await openServed(databases, dialect)
  const { story } = served.world
  story.day('2023-07-01')
  const { units, groups } = await story.call('unit.list', { period: JULY })
  const cookies = new Map<string, string>()
  // The chief and the editor were there before; both sign in as anybody does.
  for (const account of ['editor', 'chief']) {
    const answer = await served.call('session.login', { account, password: PASSWORD })
    cookies.set(account, cookieOf(answer))
  }
  const [name] = (cookies.get('editor') ?? '').split('=')
  const writers = units.slice(0, WRITERS).map(({ id }) => id)
  const first = writers[0]
  if (first === undefined) throw new Error('no unit')
  cookies.set(first, await served.person('first', ['correspondent'], first))
  const now = instantOf(story.deps.clock())
  await story.database.write(async db => {
    const like = await db
      .selectFrom('user_account')
      .selectAll()
      .where('account', '=', 'first')
      .executeTakeFirstOrThrow()
    for (const [index, unit] of writers.entries()) {
      if (index === 0) continue
      const id = `usr_writer_${index}`
      const token = randomBytes(32).toString('base64url')
      await db
        .insertInto('user_account')
        .values({ ...like, id, account: `writer${index}`, name: `通讯员${index}`, unit_id: unit })
        .execute()
      await db.insertInto('user_role').values({ user_id: id, role: 'correspondent' }).execute()
      const times = { created_at: now, last_seen_at: now, previous_login_at: null, confirmed_at: null }
      await db
        .insertInto('session')
        .values({ token_hash: tokenHash(token), user_id: id, office_id: story.office, ip: '127.0.0.1', ...times })
        .execute()
      cookies.set(unit, `${name}=${token}`)
    }
  })
  const small = new SmallMonth(
    units.map(unit => {
      const before = EXPECTED.rows.find(row => row.unit === unit.name)?.yearPoints
      const group = groups.find(one => one.id === unit.group)?.key
      if (before === undefined || group === undefined) throw new Error(unit.name)
      return { unit: unit.id, group, before: Math.round(before * 100), baseAlways: group === 'office-b' }
    }),
  )
  const names = new Map<string, string>(units.map(unit => [unit.id, unit.name]))
  return new Month(served, { small, units: writers, names, cookies })
}
