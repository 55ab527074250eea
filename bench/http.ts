import { DatabaseSync } from 'node:sqlite'
import fastify, { type FastifyInstance } from 'fastify'
import type { Installation } from '../src/server/installation.ts'
import { officeOf } from '../src/server/offices.ts'
import type { Bench } from './compare.ts'
import { many, withServers } from './server.ts'

const ARTICLES = 20_000
const REQUESTS = 400
const CLIENTS = 16
const ROUNDS = 7

/**
 * Requests over HTTP with login, rights, schemas and JSON, against a bare Fastify route that asks the same of the same SQLite file.
 * The clients run in a thread of their own.
 */
export default async function bench({ compare, note }: Bench): Promise<void> {
  await withServers(addArticles, bareServer, async ({ own, plain, enter }) => {
    const cookie = await enter('bianji')
    note(`${ARTICLES} 篇稿件，每轮 ${REQUESTS} 次请求，${CLIENTS} 个并发`)
    const load = { amount: REQUESTS, clients: CLIENTS }
    const ask = (name: string, input: unknown) => () =>
      many(`${own}/api/${name}`, { ...load, cookie, body: JSON.stringify(input) })
    const options = { rounds: ROUNDS }
    await compare('稿件列表 20 条', ask('article.list', { limit: 20 }), () => many(`${plain}/list`, load), options)
    const ranking = ask('standing.list', { period: '2023-06' })
    await compare('积分排名', ranking, () => many(`${plain}/ranking`, load), options)
  })
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
