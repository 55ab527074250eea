import { randomInt } from 'node:crypto'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import fastify, { type FastifyInstance } from 'fastify'
import { z } from 'zod'
import { marksOf } from '../src/domain/article/flags.ts'
import { searchTokens } from '../src/domain/text.ts'
import { type Clients, openClients } from './clients.ts'
import { type Bench, median } from './compare.ts'
import { type Ran, replayer, statementsOf } from './same-sql.ts'
import { withServers } from './server.ts'
import { strangers } from './strangers.ts'

const ARTICLES = 100_000
/** Of them so many are of the open month and count in it. */
const IN_MONTH = 2_000
const CLIENTS = [1, 16, 64] as const
const ROUNDS = 3
/** So long a round of the bare route takes about; the number of its requests follows from that, the same for both. */
const ROUND_MS = 600
const REQUESTS_MAX = 640
const WARM_UP = 4
/** Longer ones are left out, and said to be: the whole must end within minutes. */
const ROUND_MAX_MS = 15_000
/** Every so many articles the rare word stands in one. */
const RARE_EVERY = 5_000
const RARE = '鲟鳇'
/** An article of another unit than the writer's. */
const THEIRS = 1
/** What the whole way may cost, as the share of the bare route's rate that is left. */
const AIM = { read: 60, create: 40 } as const

/** One thing that is asked of both sides. */
interface Asked {
  readonly name: string
  readonly kind: keyof typeof AIM
  readonly operation: string
  readonly cookie: string
  /** So many inputs of it, for either side: what is made for them beforehand is not measured. */
  readonly inputs: (amount: number) => Promise<readonly string[]>
}

/**
 * The newsroom's questions and 报送 over a large office, through the whole way and by bare routes which carry out the very statements that
 * each of them was seen to carry out, on the same SQLite file.
 */
export default async function bench(whole: Bench): Promise<void> {
  const { note } = whole
  const clients = openClients()
  let bare: Bare | undefined
  await withServers(
    (_installation, file) => addArticles(file),
    file => {
      bare = bareServer(file)
      return bare.app
    },
    async ({ own, plain, enter }) => {
      const [editor, writer] = [await enter('bianji'), await enter('yanggu')]
      note(`${ARTICLES} 篇稿件，其中本月 ${IN_MONTH} 篇；百分数是完整处理的速率占裸路由的多少`)
      const send = async (operation: string, cookie: string, bodies: readonly string[]) =>
        (await clients.send({ url: `${own}/api/${operation}`, cookie, clients: 8, bodies: [...bodies] })).answers
      const drafts = async (amount: number) => Array.from({ length: amount }, () => JSON.stringify(draft()))
      for (const one of await everything({ editor, writer, send, drafts })) {
        const [input = ''] = await one.inputs(1)
        const ran = await statementsOf(() => send(one.operation, one.cookie, [input]))
        const { article } = z.object({ article: z.string().default('') }).parse(JSON.parse(input))
        bare?.recorded.set(one.operation, { ran, effect: one.kind === 'read' ? 'read' : 'write', article })
        note(`${one.name}：${ran.length} 条语句`)
        const routes = { own: `${own}/api/${one.operation}`, plain: `${plain}/${one.operation}` }
        for (const at of CLIENTS) note(`  ${await measured(clients, { ...one, ...routes }, at)}`)
      }
      for (const operation of ['article.get', 'article.withdraw'] as const) {
        const more = operation === 'article.get' ? {} : { version: 2, reason: '写错了' }
        const asked = { url: `${own}/api/${operation}`, cookie: writer, name: operation }
        const inputs = {
          theirs: { article: `art_bench_${THEIRS}`, ...more },
          nobodys: { article: 'art_nowhere', ...more },
        }
        await strangers(whole, asked, inputs)
      }
    },
  )
  await clients.close()
}

interface Hands {
  readonly editor: string
  readonly writer: string
  readonly send: (operation: string, cookie: string, bodies: readonly string[]) => Promise<readonly string[]>
  readonly drafts: (amount: number) => Promise<readonly string[]>
}

async function everything({ editor, writer, send, drafts }: Hands): Promise<readonly Asked[]> {
  const newest = JSON.stringify({ limit: 1, sort: 'newest', states: ['submitted'] })
  const [first = ''] = await send('article.pool', editor, [newest])
  const article = /"id":"(art_[^"]+)"/.exec(first)?.[1] ?? ''
  const query = (name: string, operation: string, input: unknown): Asked => ({
    ...{ name, kind: 'read', operation, cookie: editor },
    inputs: async amount => Array.from({ length: amount }, () => JSON.stringify(input)),
  })
  return [
    query('打开一篇', 'article.get', { article }),
    query('检索少见的词', 'search.find', { text: RARE }),
    query('排名', 'standing.list', { period: '2023-06' }),
    { name: '存草稿', kind: 'create', operation: 'article.save-draft', cookie: writer, inputs: drafts },
    {
      ...{ name: '报送', kind: 'create', operation: 'article.hand-in', cookie: writer },
      inputs: async amount =>
        (await send('article.save-draft', writer, await drafts(amount))).map(answer =>
          JSON.stringify({ ...Draft.parse(JSON.parse(answer)), confirmedDuplicate: true }),
        ),
    },
    query('列表 20 条', 'article.pool', { limit: 20, sort: 'newest' }),
  ]
}

const Draft = z.object({ article: z.string(), version: z.number() })

/** Both sides by turns, and what is left of the bare rate by the medians of both. */
async function measured(
  clients: Clients,
  { kind, own, plain, cookie, inputs }: Asked & { readonly own: string; readonly plain: string },
  at: number,
): Promise<string> {
  const ask = async (url: string, bodies: readonly string[]) =>
    (await clients.send({ url, cookie, clients: at, bodies: [...bodies] })).milliseconds
  await ask(own, await inputs(WARM_UP))
  const each = (await ask(plain, await inputs(WARM_UP))) / WARM_UP
  const amount = Math.min(REQUESTS_MAX, Math.max(WARM_UP, at, Math.round(ROUND_MS / each)))
  if (amount * each > ROUND_MAX_MS) return `${at} 个并发：一次约 ${Math.round(each)} 毫秒，太慢，略去`
  const rounds = amount * each > 2 * ROUND_MS ? 1 : ROUNDS
  const times: { own: number[]; plain: number[] } = { own: [], plain: [] }
  for (let round = 0; round < rounds; round += 1)
    for (const side of round % 2 === 0 ? (['own', 'plain'] as const) : (['plain', 'own'] as const))
      times[side].push(await ask(side === 'own' ? own : plain, await inputs(amount)))
  const rate = (milliseconds: number): number => Math.round((amount * 1000) / milliseconds)
  const [whole, bare] = [median(times.own), median(times.plain)]
  return `${at} 个并发：每秒 ${rate(whole)} 次，裸路由 ${rate(bare)} 次，${Math.round((bare / whole) * 100)}%（目标 ${AIM[kind]}%，${rounds} 轮各 ${amount} 次）`
}

const draft = () => ({
  title: titleOf(randomInt(1_000_000)),
  body: [{ kind: 'paragraph', runs: [{ text: '本周完成核查12处。' }] }],
  genre: null,
  outlet: null,
  commission: null,
  units: [],
  contact: { name: '', phone: '' },
  files: [],
})

const PLACES =
  '安乐 侨润 阿城 七级 张秋 博济桥 狮子楼 石佛 阎楼 郭店屯 大布 西湖 高庙王 金斗营 李台 寿张 十五里园 定水 莘亭 张鲁'.split(
    ' ',
  )
const SUBJECTS =
  '耕地保护 林长巡查 不动产登记 国土绿化 矿山修复 湿地管护 地灾防治 执法监察 规划编制 测绘服务 土地复垦 种苗繁育 防火值守'.split(
    ' ',
  )
const DEEDS =
  '完成季度核查 推行一次办结 建立三项台账 反映三个堵点 提前兑现补偿 开展交叉检查 解决历史遗留 压减办理时限 试行网格包保'.split(
    ' ',
  )

/** A title like others in an office of this size: its parts come again and again, and few have all of them alike. */
const titleOf = (number: number): string => {
  const parts = [PLACES, SUBJECTS, DEEDS].map(
    (words, at) => words[(number * (at + 3) + (number >> (at * 4))) % words.length],
  )
  return `${parts.join('')}${number % 977}件`
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
    const title = `${titleOf(number)}${number % RARE_EVERY === 0 ? RARE : ''}`
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

/** Routes with nothing around them: no login, no rights, no schema, no stored answer, no log. What they carry out is told once they are there. */
interface Bare {
  readonly app: FastifyInstance
  readonly recorded: Map<
    string,
    { readonly ran: readonly Ran[]; readonly effect: 'read' | 'write'; readonly article: string }
  >
}

function bareServer(file: string): Bare {
  const { again, close } = replayer(file)
  const recorded: Bare['recorded'] = new Map()
  const app = fastify({ logger: false })
  app.post<{ Params: { name: string }; Body: { article?: string } }>('/:name', ({ params: { name }, body }) => {
    const work = recorded.get(name)
    if (work === undefined) throw new Error(`${name} was not recorded`)
    const now = new Map(body.article === undefined ? [] : [[work.article, body.article]])
    return { rows: again(work.ran, work.effect, now) }
  })
  app.addHook('onClose', () => close())
  return { app, recorded }
}
