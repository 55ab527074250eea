import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabases } from '../../../test/support/databases.ts'
import { type Door, openDoor, said } from '../../../test/support/door.ts'
import { insertArticle, insertFact, insertOffice } from '../../../test/support/office-rows.ts'
import type { Output } from '../../api.ts'
import { USUAL_CHECKUP } from '../../domain/checkup/remark.ts'
import { HANDLERS } from './index.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const body = (...lines: string[]) => lines.map(text => ({ kind: 'paragraph', runs: [{ text }] }))
const draft = (title: string, lines: string[]) => ({
  title,
  body: body(...lines),
  genre: null,
  outlet: null,
  commission: null,
  units: [],
  contact: { name: '', phone: '' },
  files: [],
})
const MEETING = {
  title: '阳谷县召开设施农业用地推进会',
  lines: [
    '7月20日，县局召开推进会，各所负责人参加会议。',
    '会议强调，要提高认识，狠抓落实。',
    '针对备案材料多的问题，县局把踏勘、审核并为一次办理。',
  ],
}

/** A stand-in for the model of an office: says what it was asked, or misbehaves as told. */
interface StandIn {
  readonly server: Server
  readonly address: string
  readonly asked: { readonly path: string; readonly authorization: string | undefined; readonly body: string }[]
  behaves: 'well' | 'moves' | 'floods' | 'fails' | 'babbles'
}

async function openStandIn(): Promise<StandIn> {
  const asked: StandIn['asked'] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    request.on('end', () => {
      asked.push({ path: request.url ?? '', authorization: request.headers.authorization, body: text })
      if (stand.behaves === 'moves') response.writeHead(302, { location: `${stand.address}/elsewhere` }).end()
      else if (stand.behaves === 'fails') response.writeHead(500).end()
      else if (stand.behaves === 'babbles') response.end('<html>')
      else {
        const content = stand.behaves === 'floods' ? '长'.repeat(400_000) : '备案材料由12项减到6项。'
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] }))
      }
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const at = server.address()
  const port = typeof at === 'object' && at !== null ? at.port : 0
  const stand: StandIn = { server, address: `http://127.0.0.1:${port}/v1`, asked, behaves: 'well' }
  return stand
}

describe.each(['sqlite', 'postgres'] as const)('the check-up, on %s', dialect => {
  let door: Door
  let model: StandIn
  const cookies = { writer: '', editor: '', admin: '' }
  type Who = keyof typeof cookies
  beforeAll(async () => {
    model = await openStandIn()
    door = await openDoor(databases, { dialect, handlers: HANDLERS })
    await door.account('writer', ['correspondent'], { unit: 'unt_off_1_1' })
    await door.account('editor', ['editor'])
    await door.account('admin', ['system-admin'])
    for (const who of ['writer', 'editor', 'admin'] as const) cookies[who] = await door.enter(who)
  })
  afterAll(() => model.server.close())
  const call = (name: string, input: unknown, who: Who) => door.call(name, input, { cookie: cookies[who] })
  async function ok<Answer = Record<string, unknown>>(name: string, input: unknown, who: Who): Promise<Answer> {
    const answer = await call(name, input, who)
    expect(answer.body).not.toContain('"code":"in')
    expect(answer.statusCode).toBe(200)
    return answer.json()
  }
  const refused = async (name: string, input: unknown, who: Who) => said(await call(name, input, who))
  const run = (settings: { title: string; lines: string[] }) =>
    ok<Output<'checkup.run'>>(
      'checkup.run',
      { title: settings.title, body: body(...settings.lines), genre: null },
      'writer',
    )
  const suggest = { title: MEETING.title, body: body(...MEETING.lines), question: 'figures' }

  it('says what a meeting report is, and keeps nothing', async () => {
    const articles = async () =>
      (await door.database.read(db => db.selectFrom('article').select('id').execute())).length
    const before = await articles()
    const found = await run(MEETING)
    expect(found).toMatchObject({ genre: 'news', newsOf: 'meeting', outline: 'experience', suggests: false })
    expect(found.remarks[0]).toMatchObject({ code: 'meeting', place: { paragraph: 0 } })
    expect(await articles()).toBe(before)
  })

  it('follows what the office has set', async () => {
    const settings = { ...USUAL_CHECKUP, titleMax: 10, off: ['meeting' as const] }
    expect(await refused('checkup.set', { settings }, 'writer')).toMatchObject({ code: 'forbidden' })
    await ok('checkup.set', { settings }, 'editor')
    const codes = (await run(MEETING)).remarks.map(one => one.code)
    expect(codes).toContain('title')
    expect(codes).not.toContain('meeting')
    expect(
      await refused('checkup.set', { settings: { ...settings, lengthMin: 2_000, lengthMax: 2_000 } }, 'editor'),
    ).toMatchObject({ code: 'invalid-input' })
    await ok('checkup.set', { settings: USUAL_CHECKUP }, 'editor')
  })

  it('lets no text and no file with a mark of secrecy in, by any way', async () => {
    const marked = ['机密★1年', '完成 12 处。']
    const count = () =>
      door.database.read(db =>
        db
          .selectFrom('article_draft')
          .select(eb => eb.fn.countAll<number>().as('count'))
          .executeTakeFirst(),
      )
    const before = await count()
    expect(await refused('article.save-draft', draft('题目', marked), 'writer')).toMatchObject({
      code: 'classified-mark',
    })
    expect(await count()).toEqual(before)
    const entered = {
      title: '题目',
      body: body(...marked),
      units: ['unt_off_1_1'],
      receivedOn: '2023-07-10',
      genre: null,
      commission: null,
      contact: { name: '', phone: '' },
      files: [],
    }
    expect(await refused('article.enter', entered, 'editor')).toMatchObject({ code: 'classified-mark' })
    const upload = (name: string, text: string) => {
      const edge = 'edge'
      const head = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/plain\r\n\r\n`
      return door.app.inject({
        method: 'POST',
        url: '/api/file',
        headers: {
          host: '127.0.0.1:3000',
          origin: 'http://127.0.0.1:3000',
          cookie: cookies.writer,
          'idempotency-key': `mark-${name.length}-${text.length}`,
          'content-type': `multipart/form-data; boundary=${edge}`,
        },
        payload: `${head}${text}\r\n--${edge}--\r\n`,
      })
    }
    const stopped = await upload('come.txt', '内部资料 严禁外传\n完成 12 处。')
    expect(said(stopped)).toMatchObject({ code: 'classified-mark' })
    expect(stopped.body).toContain('没有收下')
    expect((await upload('open.txt', '县局开展保守国家秘密宣传月活动。')).statusCode).toBe(200)
  })

  it('hands in with a note, for the editor to read beside the text', async () => {
    const saved = await ok<Output<'article.save-draft'>>(
      'article.save-draft',
      draft(MEETING.title, MEETING.lines),
      'writer',
    )
    const { article, version } = saved
    await ok('article.hand-in', { article, version, note: '会议议定事项已在办，数据下周补报' }, 'writer')
    const { versions, flags } = await ok<Output<'article.get'>>('article.get', { article }, 'editor')
    expect(versions.at(-1)?.note).toBe('会议议定事项已在办，数据下周补报')
    expect(flags).toContain('meeting')
    const { example } = await ok<Output<'checkup.example'>>('checkup.example', { article }, 'writer')
    expect(example).toBeNull()
  })

  it('lays an adopted article of its kind beside one that was not used', async () => {
    const printed = async (id: string, title: string, office = 'off_1', level = 'own') =>
      door.database.write(async db => {
        await insertArticle(db, office, id)
        await db.updateTable('article').set({ title }).where('id', '=', id).execute()
        await insertFact(db, { id: `fct_${id}`, article_id: id, office_id: office, outlet_id: `out_${office}`, level })
      })
    await door.database.write(db => insertOffice(db, 'off_8'))
    await printed('art_meeting', '阳谷县召开设施农业用地推进会议')
    await printed('art_far', '县局完成地质灾害隐患点核查 12 处')
    await printed('art_near', '县局完成设施农业用地备案 36 宗')
    await printed('art_foreign', '外地完成设施农业用地推进备案 9 宗', 'off_8')
    const { articles } = await ok<Output<'article.mine'>>('article.mine', {}, 'writer')
    const article = articles[0]?.id
    const { example, newsOf } = await ok<Output<'checkup.example'>>('checkup.example', { article }, 'writer')
    expect(newsOf).toBe('meeting')
    expect(example).toMatchObject({
      title: '县局完成设施农业用地备案 36 宗',
      outlet: '某局信息',
      number: 9,
      genre: 'news',
    })
  })

  it('asks no model while none is connected', async () => {
    expect(await refused('checkup.suggest', suggest, 'writer')).toMatchObject({ code: 'model-off' })
    expect(model.asked).toEqual([])
  })

  it('asks the connected model at its address and nowhere else, and shows its secret to nobody', async () => {
    const connect = { on: true, address: model.address, name: 'local', secret: 'sk-very-secret' }
    expect(await refused('checkup.connect', connect, 'editor')).toMatchObject({ code: 'forbidden' })
    expect(await refused('checkup.connect', { ...connect, address: 'ftp://x' }, 'admin')).toMatchObject({
      code: 'invalid-input',
    })
    await ok('checkup.connect', connect, 'admin')
    const shown = await call('checkup.settings', {}, 'admin')
    expect(shown.json()).toMatchObject({ model: { on: true, address: model.address, name: 'local', hasSecret: true } })
    expect(shown.body).not.toContain('sk-very-secret')
    const stored = await door.database.read(async db =>
      JSON.stringify([
        await db.selectFrom('office').selectAll().execute(),
        await db.selectFrom('activity').selectAll().execute(),
        await db.selectFrom('idempotency').selectAll().execute(),
      ]),
    )
    expect(stored).not.toContain('sk-very-secret')

    const { suggestion } = await ok<Output<'checkup.suggest'>>('checkup.suggest', suggest, 'writer')
    expect(suggestion).toBe('备案材料由12项减到6项。')
    expect(model.asked).toMatchObject([{ path: '/v1/chat/completions', authorization: 'Bearer sk-very-secret' }])
    expect(model.asked[0]?.body).toContain('踏勘、审核并为一次')
    expect((await run(MEETING)).suggests).toBe(true)

    const marked = { ...suggest, body: body('秘密★长期') }
    expect(await refused('checkup.suggest', marked, 'writer')).toMatchObject({ code: 'classified-mark' })
    expect(model.asked.length).toBe(1)
  })

  it.each([
    ['moves', '连接不上'],
    ['floods', '答复太长'],
    ['fails', '对方答复 500'],
    ['babbles', '连接不上'],
  ] as const)('says so when the model %s', async (behaves, words) => {
    model.behaves = behaves
    const answer = await call('checkup.suggest', suggest, 'writer')
    model.behaves = 'well'
    expect(said(answer)).toMatchObject({ code: 'model-failed' })
    expect(answer.body).toContain(words)
    expect(model.asked.every(({ path }) => path === '/v1/chat/completions')).toBe(true)
  })

  it('sends a stored secret to no other address', async () => {
    const elsewhere = { on: true, address: model.address.replace('/v1', '/v2'), name: 'local', secret: null }
    await ok('checkup.connect', elsewhere, 'admin')
    await ok('checkup.suggest', suggest, 'writer')
    expect(model.asked.at(-1)).toMatchObject({ path: '/v2/chat/completions', authorization: undefined })
    await ok('checkup.connect', { ...elsewhere, on: false }, 'admin')
    expect(await refused('checkup.suggest', suggest, 'writer')).toMatchObject({ code: 'model-off' })
  })
})
