import { randomBytes } from 'node:crypto'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import type { Role, UnitId } from '../../src/domain/model.ts'
import { buildApp } from '../../src/server/app.ts'
import { readConfig } from '../../src/server/config.ts'
import type { Handlers } from '../../src/server/context.ts'
import { Pages } from '../../src/server/static.ts'
import type { Databases, Dialect } from './databases.ts'
import { cookieOf } from './door.ts'
import { PASSWORD } from './story.ts'
import { openWorld, type World } from './world.ts'

/** The office after June 2023 behind its door: people sign in and ask as browsers do. */
export interface Served {
  readonly world: World
  readonly app: FastifyInstance
  /** Makes an account and signs it in → the cookie. */
  person(account: string, roles: readonly Role[], unit?: UnitId): Promise<string>
  call(
    name: string,
    input: unknown,
    how?: { cookie?: string; key?: string; dryRun?: boolean },
  ): Promise<LightMyRequestResponse>
  get(url: string, cookie?: string): Promise<LightMyRequestResponse>
}

const HOST = { host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000' }

/** @param handlers in place of the real ones: a defect that a test must find */
export async function openServed(
  databases: Databases,
  dialect: Dialect,
  handlers: Partial<Handlers> = {},
): Promise<Served> {
  const world = await openWorld(databases, dialect)
  const { story } = world
  story.day('2023-07-20')
  const app = await buildApp({
    ...story.deps,
    handlers: { ...story.deps.handlers, ...handlers },
    config: readConfig({ CAIFENG_DATA: databases.folder() }),
    uptime: () => 0,
    noticeFile: async (_context, period) => ({ name: `${period} 通报.docx`, bytes: Buffer.from('docx') }),
    pages: new Pages(databases.folder()),
  })
  const served: Served = {
    world,
    app,
    async person(account, roles, unit) {
      await story.person(account, roles, unit)
      const answer = await served.call('session.login', { account, password: PASSWORD })
      if (answer.statusCode !== 200) throw new Error(answer.body)
      return cookieOf(answer)
    },
    async call(name, input, { cookie, key = randomBytes(12).toString('hex'), dryRun = false } = {}) {
      return await app.inject({
        method: 'POST',
        url: `/api/${name}${dryRun ? '?dry-run=1' : ''}`,
        headers: {
          ...HOST,
          'content-type': 'application/json',
          'idempotency-key': key,
          ...(cookie === undefined ? {} : { cookie }),
        },
        payload: JSON.stringify(input),
      })
    },
    async get(url, cookie) {
      return await app.inject({ method: 'GET', url, headers: { ...HOST, ...(cookie === undefined ? {} : { cookie }) } })
    },
  }
  return served
}
