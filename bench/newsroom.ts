import { randomUUID } from 'node:crypto'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import fastify, { type FastifyInstance } from 'fastify'
import { marksOf } from '../src/domain/article/flags.ts'
import { searchTokens } from '../src/domain/text.ts'
import type { Bench } from './compare.ts'
import { many, withServers } from './server.ts'

const ARTICLES = 100_000
/** Of them so many are of the open month and count in it. */
const IN_MONTH = 2_000
const CLIENTS = [1, 16, 64] as const
const ROUNDS = 3
/** Every so many articles the rare word stands in one. */
const RARE_EVERY = 5_000
const RARE = '鲟鳇'

/** The newsroom's questions and 报送 over a large office, against bare routes that ask the same of the same SQLite file. */
export default async function bench({ compare, note }: Bench): Promise<void> {
  await withServers(
    (_installation, file) => addArticles(file),
    bareServer,
    async ({ own, plain, enter }) => {
      const [editor, writer] = [await enter('bianji'), await enter('yanggu')]
      note(`${ARTICLES} 篇稿件，其中本月 ${IN_MONTH} 篇`)
      const found = await ask(own, editor, 'article.pool', { limit: 1, sort: 'newest' })
      const article = /"id":"(art_[^"]+)"/.exec(found)?.[1] ?? ''
      const reads = [
        ['列表 20 条', 'article.pool', { limit: 20, sort: 'newest' }, '/list'],
        ['打开一篇', 'article.get', { article }, `/one?article=${article}`],
        ['检索少见的词', 'search.find', { text: RARE }, '/search'],
        ['排名（已结月）', 'standing.list', { period: '2023-06' }, '/ranking'],
        ['排名（未结月）', 'standing.list', { period: '2023-07' }, '/ranking'],
      ] as const
      for (const clients of CLIENTS) {
        const load = { clients, amount: Math.max(20, clients) }
        for (const [name, operation, input, route] of reads) {
          const asked = { ...load, cookie: editor, body: JSON.stringify(input) }
          const subject = () => many(`${own}/api/${operation}`, asked)
          await compare(`${name}，${clients} 个并发`, subject, () => many(`${plain}${route}`, load), { rounds: ROUNDS })
        }
        const saved = () => spread(clients, async () => void (await ask(own, writer, 'article.save-draft', draft())))
        await compare(`存草稿，${clients} 个并发`, saved, () => many(`${plain}/save`, load), { rounds: ROUNDS })
        // A draft is needed to be handed in, on either side, and is no part of what is measured here.
        const handed = () =>
          spread(clients, async () => {
            const { article, version } = JSON.parse(await ask(own, writer, 'article.save-draft', draft()))
            await ask(own, writer, 'article.hand-in', { article, version, confirmedDuplicate: true })
          })
        await compare(`存草稿并报送，${clients} 个并发`, handed, () => many(`${plain}/hand-in`, load), {
          rounds: ROUNDS,
        })
      }
    },
  )
}

const draft = () => ({
  title: `耕地保护${randomUUID()}`,
  body: [{ kind: 'paragraph', runs: [{ text: '本周完成核查12处。' }] }],
  genre: null,
  outlet: null,
  commission: null,
  units: [],
  contact: { name: '', phone: '' },
  files: [],
})

async function ask(url: string, cookie: string, name: string, input: unknown): Promise<string> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID(), cookie }
  const answer = await fetch(`${url}/api/${name}`, { method: 'POST', headers, body: JSON.stringify(input) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return text
}

/** As many pieces of work as `many` asks questions, by so many at once. */
async function spread(clients: number, work: () => Promise<void>): Promise<void> {
  const each = Math.max(20, clients) / clients
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let done = 0; done < each; done += 1) await work()
    }),
  )
}

/** Rows as handing in leaves them, straight into the tables. */
function addArticles(file: string): void {
  const database = new DatabaseSync(file)
  const run = writing(database)
  const office = String(database.prepare('select id from office').get()?.id)
  const units = database
    .prepare('select id from unit order by position')
    .all()
    .map(row => String(row.id))
  database.exec('begin immediate')
  const at = '2023-07-10T01:00:00.000Z'
  for (let number = 0; number < ARTICLES; number += 1) {
    const id = `art_bench_${number}`
    const unit = units[number % units.length] ?? ''
    const current = number < IN_MONTH
    const day = current ? '2023-07-10' : `${2013 + (number % 10)}-0${1 + (number % 9)}-10`
    const title = `第${number}批耕地保护检查完成${number % RARE_EVERY === 0 ? RARE : ''}`
    const rich = JSON.stringify(draft().body)
    run('article', {
      id,
      office_id: office,
      title,
      title_key: title,
      body: '本周完成核查12处。',
      received_on: day,
      created_at: at,
      created_by: 'bench',
      version: 1,
    })
    run('article_state', { article_id: id, ...stateOf(office, unit), submitted_at: `${day}T01:00:00.000Z` })
    run('article_unit', { article_id: id, unit_id: unit, position: 0 })
    run('article_version', {
      article_id: id,
      number: 1,
      side: 'unit',
      title,
      body: rich,
      note: '',
      at,
      by_id: 'bench',
      by_name: '甲',
    })
    for (const token of marksOf(title)) run('article_token', { office_id: office, token, article_id: id })
    run('search_text', {
      seq: 1_000_000 + number,
      office_id: office,
      kind: 'article',
      ref: id,
      title,
      text: '本周完成核查12处。',
      on_day: day,
      units: ` ${unit} `,
      reach: 'own',
    })
    run('search_index', { rowid: 1_000_000 + number, tokens: searchTokens(`${title}\n本周完成核查12处。`).join(' ') })
    if (!current) continue
    const times = { occurred_on: day, recorded_at: at, recorded_by: 'bench', posting: '2023-07' }
    run('fact', {
      id: `fct_bench_${number}`,
      office_id: office,
      type: 'submission',
      ...times,
      quantity: 1,
      note: '',
      article_id: id,
      channel: 'web',
      seq: 1_000_000 + number,
    })
    run('fact_credit', { fact_id: `fct_bench_${number}`, unit_id: unit, position: 0, weight: 1 })
  }
  database.exec('delete from search_due; commit; analyze')
  database.close()
}

const stateOf = (office: string, unit: string) => ({
  office_id: office,
  unit_id: unit,
  author_id: 'bench',
  state: 'submitted',
  version: 2,
  receipt: null,
  contact_name: '',
  contact_phone: '',
  updated_at: '2023-07-10T01:00:00.000Z',
  flags: '[]',
})

/** Inserts rows by the names of their columns; each statement is prepared once. */
function writing(database: DatabaseSync) {
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>()
  return (table: string, row: Readonly<Record<string, SQLInputValue>>): void => {
    const names = Object.keys(row)
    const sql = `insert into ${table} (${names.join()}) values (${names.map(() => '?').join()})`
    const statement = statements.get(sql) ?? database.prepare(sql)
    statements.set(sql, statement)
    statement.run(...Object.values(row))
  }
}

/** The same questions, and the rows that 报送 leaves, with nothing around them: no login, no rights, no schema, no log. */
function bareServer(file: string): FastifyInstance {
  const database = new DatabaseSync(file)
  database.exec('pragma busy_timeout = 10000')
  const get = (sql: string) => database.prepare(sql)
  const office = String(get('select id from office').get()?.id)
  const unit = String(get('select id from unit order by position limit 1').get()?.id)
  const shown =
    'article_state s join article a on a.id = s.article_id where s.office_id = ? and s.submitted_at is not null'
  const list = get(
    `select s.*, a.title, a.received_on from ${shown} order by s.submitted_at desc, s.article_id limit 20`,
  )
  const counts = get(`select s.state, count(*) as count from ${shown} group by s.state`)
  const marks = Array.from({ length: 20 }, () => '?').join()
  const units = get(
    `select x.article_id, u.id, u.name from article_unit x join unit u on u.id = x.unit_id where x.article_id in (${marks})`,
  )
  const one = get(`select s.*, a.title from ${shown} and s.article_id = ?`)
  const versions = get('select * from article_version where article_id = ? order by number')
  const events = get('select * from article_decision where article_id = ? order by seq')
  const search = get(
    'select * from search_text where office_id = ? and seq in (select rowid from search_index where search_index match ?) order by on_day desc, seq desc limit 20',
  )
  const ranking = get(
    "select * from standing where office_id = ? and period = '2023-06' order by rank, unit_position, unit_id",
  )
  const phrase = `"${searchTokens(RARE).join(' ')}"`
  const app = fastify({ logger: false })
  app.post('/list', () => {
    const rows = list.all(office)
    return { rows, counts: counts.all(office), units: units.all(...rows.map(row => String(row.article_id))) }
  })
  app.post<{ Querystring: { article: string } }>('/one', ({ query: { article } }) => ({
    ...one.get(office, article),
    versions: versions.all(article),
    events: events.all(article),
  }))
  app.post('/search', () => ({ hits: search.all(office, phrase) }))
  app.post('/ranking', () => ({ rows: ranking.all(office) }))
  const run = writing(database)
  const write = (handIn: boolean) => () => {
    const id = `art_${randomUUID()}`
    const { title, body } = draft()
    const [at, rich] = ['2023-07-10T01:00:00.000Z', JSON.stringify(body)]
    database.exec('begin immediate')
    run('article', {
      id,
      office_id: office,
      title,
      title_key: title,
      body: '',
      received_on: '2023-07-10',
      created_at: at,
      created_by: 'bench',
      version: 1,
    })
    run('article_state', { article_id: id, ...stateOf(office, unit), submitted_at: handIn ? at : null })
    run('article_unit', { article_id: id, unit_id: unit, position: 0 })
    if (!handIn)
      run('article_draft', { article_id: id, title, body: rich, saved_at: at, by_id: 'bench', by_name: '甲' })
    else {
      run('article_version', {
        article_id: id,
        number: 1,
        side: 'unit',
        title,
        body: rich,
        note: '',
        at,
        by_id: 'bench',
        by_name: '甲',
      })
      for (const token of marksOf(title)) run('article_token', { office_id: office, token, article_id: id })
    }
    database.exec('delete from search_due; commit')
    return { article: id }
  }
  app.post('/save', write(false))
  app.post('/hand-in', write(true))
  app.addHook('onClose', () => database.close())
  return app
}
