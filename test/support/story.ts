import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { API, ErrorView, type Input, type Output } from '../../src/api.ts'
import type { Operation } from '../../src/domain/access.ts'
import { instantOf } from '../../src/domain/calendar.ts'
import { type OfficeId, type Role, type UnitId, UserId } from '../../src/domain/model.ts'
import { HANDLERS } from '../../src/server/actions/index.ts'
import type { Actor } from '../../src/server/context.ts'
import type { Database } from '../../src/server/db/open.ts'
import { openFiles } from '../../src/server/files.ts'
import { openLog } from '../../src/server/log.ts'
import { createOffice, NEW_OFFICE } from '../../src/server/offices.ts'
import { hashPassword } from '../../src/server/password.ts'
import { type Deps, run } from '../../src/server/pipeline.ts'
import type { Databases, Dialect } from './databases.ts'

/** The June notice as the office printed it. */
export const SEED = readFileSync('fixtures/notices/lc-2023-06/source.txt')

/** The same month as numbers, 43 rows of it. */
const Row = z.object({
  unit: z.string(),
  submitted: z.number().nullable(),
  upperAdopted: z.number().nullable(),
  bulletinAdopted: z.number().nullable(),
  adoptionPoints: z.number().nullable(),
  commissions: z.number().nullable(),
  commissionPoints: z.number().nullable(),
  forwarded: z.number().nullable(),
  basePoints: z.number().nullable(),
  monthPoints: z.number().nullable(),
  yearPoints: z.number(),
  rank: z.number(),
  detail: z.object({ items: z.array(z.object({ title: z.string(), kind: z.string() })) }),
})
export const EXPECTED = z
  .object({ rows: z.array(Row).length(43) })
  .parse(JSON.parse(readFileSync('fixtures/notices/lc-2023-06/expected.json', 'utf8')))

export const PASSWORD = 'Lieber-7-Berge'

/** A refusal as a caller sees it. */
export class Refused extends Error {
  readonly code: string
  constructor({ code, message }: ErrorView) {
    super(message)
    this.code = code
  }
}

interface How {
  readonly as?: Actor
  readonly key?: string
  readonly dryRun?: boolean
}

/** An office on a fresh database, driven through the pipeline as a person would; clock and ids are under control. */
export interface Story {
  readonly database: Database
  readonly deps: Deps
  readonly office: OfficeId
  readonly logged: string[]
  /** Sets the clock to a day, at nine in China. */
  day(day: string): void
  /** Who does what nobody else is named for: the command line. */
  readonly console: Actor
  person(account: string, roles: readonly Role[], unit?: UnitId): Promise<Actor>
  call<Name extends Operation>(name: Name, input: Input<Name>, how?: How): Promise<Output<Name>>
  /** The code of the refusal; an answer instead is a failure. */
  refusal<Name extends Operation>(name: Name, input: Input<Name>, how?: How): Promise<string>
  upload(bytes: Uint8Array, name: string, how?: How): Promise<{ file: string; name: string }>
  take(bytes?: Uint8Array, name?: string, more?: Partial<Input<'notice.import'>>): Promise<Output<'notice.import'>>
}

/** Opens a story on 2023-08-01. */
export async function openStory(databases: Databases, dialect: Dialect): Promise<Story> {
  const database = await databases.open(dialect)
  const time = { clock: 0, ids: 0 }
  const logged: string[] = []
  const clock = () => time.clock
  const deps: Deps = {
    database,
    handlers: HANDLERS,
    files: openFiles(databases.folder()),
    clock,
    // As the server makes them: sortable by time of making.
    newId: prefix => `${prefix}_${String(++time.ids).padStart(8, '0')}`,
    newSecret: () => randomBytes(32).toString('base64url'),
    logKey: Buffer.from('a key for the chain'),
    log: openLog(clock, line => logged.push(line)),
  }
  const day = (text: string) => {
    time.clock = Date.parse(`${text}T01:00:00.000Z`)
  }
  day('2023-08-01')
  const office = await database.write(db =>
    createOffice(db, { name: NEW_OFFICE, newId: deps.newId, now: instantOf(time.clock) }),
  )
  const local: Actor = { user: null, name: '本机命令行', callers: ['console'], unit: null, ip: '', session: '' }
  const story: Story = {
    database,
    deps,
    office,
    logged,
    day,
    console: local,
    async person(account, roles, unit) {
      const id = UserId.parse(deps.newId('usr'))
      const row = {
        id,
        office_id: office,
        account,
        name: `${account}君`,
        unit_id: unit ?? null,
        created_at: instantOf(clock()),
      }
      const unset = { password_changed_at: null, must_change: 0, disabled: 0, last_login_at: null, last_login_ip: null }
      const locks = { failures: 0, locks: 0, locked_until: null }
      const password_hash = await hashPassword(PASSWORD)
      await database.write(async db => {
        await db
          .insertInto('user_account')
          .values({ ...row, ...unset, ...locks, password_hash })
          .execute()
        for (const role of roles) await db.insertInto('user_role').values({ user_id: id, role }).execute()
      })
      const callers = ['signed-in', ...roles] as const
      return { user: id, name: row.name, callers, unit: unit ?? null, ip: '127.0.0.1', session: '' }
    },
    async call(name, input, { as = local, key = randomBytes(12).toString('hex'), dryRun = false } = {}) {
      const answer = await run(deps, { operation: name, input, actor: as, office, key, dryRun, requestId: 'r' })
      const body: unknown = JSON.parse(answer.body)
      if (answer.status !== 200) throw new Refused(ErrorView.parse(body))
      return outputOf(name, body)
    },
    async refusal(name, input, how) {
      try {
        await story.call(name, input, how)
      } catch (error) {
        if (error instanceof Refused) return error.code
        throw error
      }
      throw new Error(`${name} was not refused`)
    },
    async upload(bytes, name, how) {
      const { sm3, size } = await deps.files.put(bytes)
      const { file } = await story.call('file.upload', { name, sm3, size }, how)
      return { file, name }
    },
    async take(bytes = SEED, name = '2023年6月通报.txt', more = {}) {
      const { file } = await story.upload(bytes, name)
      return story.call('notice.import', { file, name, ...more })
    },
  }
  return story
}

const outputOf = <Name extends Operation>(name: Name, body: unknown): Output<Name> =>
  Reflect.apply(API[name].output.parse, API[name].output, [body])
