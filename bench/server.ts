import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import type { FastifyInstance } from 'fastify'
import { noticeFile } from '../src/server/actions/notice.ts'
import { buildApp } from '../src/server/app.ts'
import { houseOf } from '../src/server/cli/house.ts'
import { readConfig } from '../src/server/config.ts'
import { makeDemoOffice } from '../src/server/demo-office.ts'
import { type Installation, openInstallation } from '../src/server/installation.ts'
import { openLog } from '../src/server/log.ts'
import { Pages } from '../src/server/static.ts'

/** A demo office behind the whole server on 127.0.0.1, and beside it a bare one over the same SQLite file. */
export interface BenchServers {
  readonly own: string
  readonly plain: string
  /** Signs in and gives the cookie. */
  enter(account: string): Promise<string>
}

/**
 * Makes a demo office in a folder that goes afterwards, fills it and runs the work between both servers.
 * @param bareServer gets the path of the SQLite file, once it is filled
 */
export async function withServers(
  fill: (installation: Installation, file: string) => Promise<void> | void,
  bareServer: (file: string) => FastifyInstance,
  work: (servers: BenchServers) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'caifeng-bench-'))
  const file = join(folder, 'caifeng.sqlite')
  const config = readConfig({ CAIFENG_DATA: folder })
  const log = openLog(
    () => Date.now(),
    () => undefined,
  )
  const installation = await openInstallation(config, { what: 'bench', log })
  try {
    const { password } = await makeDemoOffice(installation, office => houseOf(installation, office))
    await fill(installation, file)
    const pages = new Pages(join(folder, 'no-pages'))
    const app = await buildApp({ ...installation, config, noticeFile, uptime: () => performance.now(), pages })
    const bare = bareServer(file)
    const [own, plain] = [await listening(app), await listening(bare)]
    await work({ own, plain, enter: account => enter(own, account, password) })
    await app.close()
    await bare.close()
  } finally {
    await installation.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function listening(app: FastifyInstance): Promise<string> {
  await app.listen({ host: '127.0.0.1', port: 0 })
  const address: AddressInfo | string | null = app.server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

async function enter(url: string, account: string, password: string): Promise<string> {
  const answer = await fetch(`${url}/api/session.login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({ account, password }),
  })
  if (!answer.ok) throw new Error(await answer.text())
  return answer.headers
    .getSetCookie()
    .map(one => one.split(';')[0])
    .join('; ')
}

/** So many times the same question, from clients in a thread of their own; refuses an answer that is no 2xx. */
export async function many(
  url: string,
  { body = '{}', cookie = '', amount, clients }: { body?: string; cookie?: string; amount: number; clients: number },
): Promise<number> {
  const result = await autocannon({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie === '' ? {} : { cookie }) },
    body,
    amount,
    connections: clients,
    workers: 1,
  })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}：${result.non2xx} 次不是 2xx，${result.errors} 次出错`)
  return result['2xx']
}
