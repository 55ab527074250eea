import { randomBytes } from 'node:crypto'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { z } from 'zod'
import { ACCESS } from '../../src/domain/access.ts'
import { instantOf } from '../../src/domain/calendar.ts'
import { OfficeId, type Role } from '../../src/domain/model.ts'
import { Problem } from '../../src/domain/problems.ts'
import { activityActions } from '../../src/server/actions/activity.ts'
import { sessionFactorActions } from '../../src/server/actions/session/factor.ts'
import { sessionActions } from '../../src/server/actions/session.ts'
import { unitPeopleActions } from '../../src/server/actions/unit/people.ts'
import { userActions } from '../../src/server/actions/user.ts'
import type { Anchors } from '../../src/server/anchors.ts'
import { buildApp } from '../../src/server/app.ts'
import { readConfig } from '../../src/server/config.ts'
import type { Handlers } from '../../src/server/context.ts'
import type { Database } from '../../src/server/db/open.ts'
import { openFiles } from '../../src/server/files.ts'
import type { World } from '../../src/server/http.ts'
import { openLog } from '../../src/server/log.ts'
import { hashPassword } from '../../src/server/password.ts'
import { Pages } from '../../src/server/static.ts'
import type { Databases, Dialect } from './databases.ts'
import { AT, insertOffice } from './office-rows.ts'

const OFFICE = OfficeId.parse('off_1')
const MINUTE = 60_000

/** The password of every account a `Door` makes, unless a test gives another. */
export const PASSWORD = 'Lieber-7-Berge'
const hashes = new Map<string, Promise<string>>()
const hashOf = (password: string): Promise<string> => {
  const made = hashes.get(password) ?? hashPassword(password)
  hashes.set(password, made)
  return made
}

export interface DoorOptions {
  readonly dialect?: Dialect
  readonly environment?: Readonly<Record<string, string>>
  readonly handlers?: Partial<Handlers>
  readonly pages?: string
  readonly busyFrom?: number
  readonly anchors?: Anchors
}

/** A server on a fresh database with one small office: handlers of the door are real, all others refuse. Clock and uptime are set by hand. */
export interface Door {
  readonly app: FastifyInstance
  readonly world: World
  readonly database: Database
  /** What was logged, as the lines that were written. */
  readonly logged: string[]
  /** Turns the clock on; the uptime goes with it unless it is given. */
  pass(minutes: number, uptimeMinutes?: number): void
  /** Makes an activated account → its id. */
  account(
    account: string,
    roles: readonly Role[],
    more?: { name?: string; unit?: string; password?: string },
  ): Promise<string>
  /** Signs in → the cookie to send. */
  enter(account: string, password?: string): Promise<string>
  /** `POST /api/<name>` as a page of ours would. */
  call(
    name: string,
    input: unknown,
    more?: { cookie?: string; headers?: Record<string, string>; ip?: string; query?: string },
  ): Promise<LightMyRequestResponse>
}

export async function openDoor(databases: Databases, options: DoorOptions = {}): Promise<Door> {
  const database = await databases.open(options.dialect ?? 'sqlite')
  await database.write(db => insertOffice(db))
  const time = { clock: Date.parse(AT), uptime: 0, ids: 0 }
  const logged: string[] = []
  const clock = () => time.clock
  const world: World = {
    database,
    handlers: {
      ...refusing(),
      ...sessionActions,
      ...sessionFactorActions,
      ...userActions,
      ...unitPeopleActions,
      ...activityActions,
      ...options.handlers,
    },
    files: openFiles(databases.folder()),
    clock,
    uptime: () => time.uptime,
    newId: prefix => `${prefix}_${++time.ids}`,
    newSecret: () => randomBytes(32).toString('base64url'),
    logKey: Buffer.from('a key for the chain'),
    ...(options.anchors === undefined ? {} : { anchors: options.anchors }),
    log: openLog(clock, line => logged.push(line)),
    config: readConfig({ CAIFENG_DATA: databases.folder(), ...options.environment }),
    noticeFile: async (_context, period) => ({ name: `${period} 通报.docx`, bytes: Buffer.from('docx') }),
  }
  const app = await buildApp({ ...world, pages: new Pages(options.pages ?? databases.folder()) }, options.busyFrom)
  const door: Door = {
    app,
    world,
    database,
    logged,
    pass(minutes, uptimeMinutes = minutes) {
      time.clock += minutes * MINUTE
      time.uptime += uptimeMinutes * MINUTE
    },
    async account(account, roles, { name = `${account}君`, unit, password = PASSWORD } = {}) {
      const id = world.newId('usr')
      const password_hash = await hashOf(password)
      await database.write(async db => {
        await db
          .insertInto('user_account')
          .values({
            id,
            office_id: OFFICE,
            account,
            name,
            unit_id: unit ?? null,
            password_hash,
            password_changed_at: null,
            must_change: 0,
            disabled: 0,
            last_login_at: null,
            last_login_ip: null,
            failures: 0,
            locks: 0,
            locked_until: null,
            created_at: instantOf(time.clock),
          })
          .execute()
        for (const role of roles) await db.insertInto('user_role').values({ user_id: id, role }).execute()
      })
      return id
    },
    async enter(account, password = PASSWORD) {
      const answer = await door.call('session.login', { account, password })
      if (answer.statusCode !== 200) throw new Error(answer.body)
      return cookieOf(answer)
    },
    async call(name, input, { cookie, headers = {}, ip = '127.0.0.1', query = '' } = {}) {
      // Awaited here: by itself it would begin only when somebody waits for it.
      return await app.inject({
        method: 'POST',
        url: `/api/${name}${query}`,
        remoteAddress: ip,
        headers: {
          host: '127.0.0.1:3000',
          origin: 'http://127.0.0.1:3000',
          'content-type': 'application/json',
          'idempotency-key': randomBytes(12).toString('hex'),
          ...(cookie === undefined ? {} : { cookie }),
          ...headers,
        },
        payload: JSON.stringify(input),
      })
    },
  }
  return door
}

/** `name=value` of the session cookie an answer set. */
export function cookieOf(answer: LightMyRequestResponse): string {
  const [line] = [answer.headers['set-cookie'] ?? []].flat()
  return line?.split(';')[0] ?? ''
}

/** What an answer says, as JSON. */
export const said = (answer: LightMyRequestResponse): Record<string, unknown> =>
  z.record(z.string(), z.unknown()).parse(answer.json())

const refusing = (): Handlers =>
  z.custom<Handlers>().parse(
    Object.fromEntries(
      Object.keys(ACCESS).map(name => [
        name,
        async () => {
          throw new Problem('not-found')
        },
      ]),
    ),
  )
