import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import autocannon from 'autocannon'
import fastify, { type FastifyInstance } from 'fastify'
import { noticeFile } from '../src/server/actions/notice.ts'
import { buildApp } from '../src/server/app.ts'
import { houseOf } from '../src/server/cli/house.ts'
import { readConfig } from '../src/server/config.ts'
import { makeDemoOffice } from '../src/server/demo-office.ts'
import { type Installation, openInstallation } from '../src/server/installation.ts'
import { openLog } from '../src/server/log.ts'
import { officeOf } from '../src/server/offices.ts'
import { Pages } from '../src/server/static.ts'
import type { Bench } from './compare.ts'

const ARTICLES = 20_000
const REQUESTS = 400
const CLIENTS = 16
const ROUNDS = 7

/**
 * Requests over HTTP with login, rights, schemas and JSON, against a bare Fastify route that asks the same of the same SQLite file.
 * The clients run in a thread of their own.
 */
export default async function bench({ compare, note }: Bench): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'caifeng-bench-'))
  const config = readConfig({ CAIFENG_DATA: folder })
  const log = openLog(
    () => Date.now(),
    () => undefined,
  )
  const installation = await openInstallation(config, { what: 'bench', log })
  try {
    const { password } = await makeDemoOffice(installation, office => houseOf(installation, office))
    await addArticles(installation)
    const pages = new Pages(join(folder, 'no-pages'))
    const app = await buildApp({ ...installation, config, noticeFile, uptime: () => performance.now(), pages })
    const bare = bareServer(join(folder, 'caifeng.sqlite'))
    const [own, plain] = [await listening(app), await listening(bare)]
    const cookie = await enter(own, password)
    note(`${ARTICLES} 篇稿件，每轮 ${REQUESTS} 次请求，${CLIENTS} 个并发`)
    const ask = (name: string, input: unknown) => () => many(`${own}/api/${name}`, JSON.stringify(input), cookie)
    const options = { rounds: ROUNDS }
    await compare('稿件列表 20 条', ask('article.list', { limit: 20 }), () => many(`${plain}/list`, '{}', ''), options)
    await compare(
      '积分排名',
      ask('standing.list', { period: '2023-06' }),
      () => many(`${plain}/ranking`, '{}', ''),
      options,
    )
    await app.close()
    await bare.close()
  } finally {
    await installation.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function addArticles({ database, newId }: Installation): Promise<void> {
  await database.write(async db => {
    const office = (await officeOf(db))?.id ?? ''
    const units = (await db.selectFrom('unit').select('id').execute()).map(row => row.id)
    for (let from = 0; from < ARTICLES; from += 500) {
      const rows = Array.from({ length: 500 }, (_, at) => {
        const number = from + at
        return {
          id: newId('art'),
          office_id: office,
          title: `阳谷县第${number}批耕地保护检查全面完成`,
          title_key: `阳谷县第${number}批耕地保护检查全面完成`,
          body: '',
          received_on: `2023-0${1 + (number % 6)}-1${number % 10}`,
          created_at: '2023-06-01T00:00:00.000Z',
          created_by: 'bench',
          version: 1,
        }
      })
      await db.insertInto('article').values(rows).execute()
      const signed = rows.map((row, at) => ({
        article_id: row.id,
        unit_id: units[at % units.length] ?? '',
        position: 0,
      }))
      await db.insertInto('article_unit').values(signed).execute()
    }
  })
}

/** The same questions with nothing around them: no login, no rights, no schema. */
function bareServer(file: string): FastifyInstance {
  const database = new DatabaseSync(file, { readOnly: true })
  const page = database.prepare(
    'select id, title, received_on from article where office_id = ? order by received_on desc, id desc limit 20',
  )
  const count = database.prepare(
    'select count(*) as total from article where office_id = ? and not exists (select 1 from article_state s where s.article_id = article.id and s.submitted_at is null)',
  )
  const marks = Array.from({ length: 20 }, () => '?').join()
  const units = database.prepare(
    `select a.article_id, u.id, u.name from article_unit a join unit u on u.id = a.unit_id where a.article_id in (${marks}) order by a.position`,
  )
  const adoptions = database.prepare(
    `select f.id, f.article_id, o.name, f.kind, f.issue, f.occurred_on from fact f join outlet o on o.id = f.outlet_id
     where f.office_id = ? and f.type = 'adoption' and f.article_id in (${marks}) and not exists (select 1 from fact r where r.of_fact = f.id) order by f.seq`,
  )
  const ranking = database.prepare(
    `select * from standing where office_id = ? and period = '2023-06' order by rank, unit_position, unit_id`,
  )
  const office = String(database.prepare('select id from office').get()?.id)
  const app = fastify({ logger: false })
  app.post('/list', () => {
    const rows = page.all(office)
    const ids = rows.map(row => String(row.id))
    return {
      articles: rows,
      units: units.all(...ids),
      adoptions: adoptions.all(office, ...ids),
      total: count.get(office),
    }
  })
  app.post('/ranking', () => ({
    rows: ranking.all(office).map(row => ({
      ...row,
      components: JSON.parse(String(row.components_json)),
      counts: JSON.parse(String(row.counts_json)),
    })),
  }))
  app.addHook('onClose', () => database.close())
  return app
}

async function listening(app: FastifyInstance): Promise<string> {
  await app.listen({ host: '127.0.0.1', port: 0 })
  const address: AddressInfo | string | null = app.server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

async function enter(url: string, password: string): Promise<string> {
  const answer = await fetch(`${url}/api/session.login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({ account: 'bianji', password }),
  })
  if (!answer.ok) throw new Error(await answer.text())
  return answer.headers
    .getSetCookie()
    .map(one => one.split(';')[0])
    .join('; ')
}

async function many(url: string, body: string, cookie: string): Promise<number> {
  const result = await autocannon({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie === '' ? {} : { cookie }) },
    body,
    amount: REQUESTS,
    connections: CLIENTS,
    workers: 1,
  })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}：${result.non2xx} 次不是 2xx，${result.errors} 次出错`)
  return result['2xx']
}
