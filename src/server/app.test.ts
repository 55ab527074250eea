import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabases } from '../../test/support/databases.ts'
import { type Door, openDoor, PASSWORD, said } from '../../test/support/door.ts'
import { ErrorView } from '../api.ts'
import { CommissionId } from '../domain/model.ts'
import { buildApp, SERVER_LIMITS } from './app.ts'
import type { Handlers } from './context.ts'
import { Pages } from './static.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

let door: Door
let gate: { opened: Promise<void>; open: () => void }
const shut = () => {
  let open = (): void => undefined
  const opened = new Promise<void>(resolve => {
    open = resolve
  })
  gate = { opened, open }
}
const COMMISSION = {
  title: '约稿',
  source: '市政府',
  level: 'city',
  upperDueOn: null,
  dueOn: null,
  requirements: '',
  materials: [],
  contact: '',
  units: [],
}
const handlers: Partial<Handlers> = {
  'article.record': async () => {
    throw new Error('a bug that knows geheim-im-fehler')
  },
  'period.list': async () => {
    await gate.opened
    return { periods: [] }
  },
  'rule-set.list': async () => {
    // More than the out schema has: it must not leave (HTTP-04).
    const rows = Array.from({ length: 400 }, (_, n) => ({ say: `第 ${n} 例`, holds: true, inner: 'geheim' }))
    return { ruleSets: [], examples: rows, secret: 'geheim' }
  },
  'commission.save': async ({ newId }) => ({
    commission: CommissionId.parse(newId('com')),
    state: 'drafting',
    version: 1,
  }),
}

beforeAll(async () => {
  shut()
  door = await openDoor(databases, { handlers })
  await door.account('wanghong', ['editor'], { name: '王红' })
})

const raw = (options: {
  method?: 'GET' | 'POST' | 'PUT'
  url?: string
  headers?: Record<string, string>
  payload?: string
}) =>
  door.app.inject({
    method: options.method ?? 'POST',
    url: options.url ?? '/api/session.current',
    headers: { host: '127.0.0.1:3000', 'content-type': 'application/json', ...options.headers },
    payload: options.payload ?? '{}',
  })

describe('a request that is not as it must be', () => {
  it.each([
    ['broken JSON', { payload: '{"a":' }, 400, 'invalid-input'],
    ['no body', { payload: '' }, 400, 'invalid-input'],
    ['a body of another kind', { payload: '[]' }, 400, 'invalid-input'],
    ['plain text', { headers: { 'content-type': 'text/plain' } }, 415, 'unsupported-type'],
    [
      'a form',
      { headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'a=1' },
      415,
      'unsupported-type',
    ],
    [
      'multipart where there are no files',
      { headers: { 'content-type': 'multipart/form-data; boundary=x' } },
      415,
      'unsupported-type',
    ],
    ['a malformed type', { headers: { 'content-type': 'json' } }, 415, 'unsupported-type'],
    [
      'another character set',
      { headers: { 'content-type': 'application/json; charset=gb18030' } },
      415,
      'unsupported-type',
    ],
    ['too much', { payload: JSON.stringify({ a: 'x'.repeat(256 * 1024) }) }, 413, 'too-large'],
    ['an unknown operation', { url: '/api/session.nothing' }, 404, 'not-found'],
    ['an operation read with GET', { method: 'GET' }, 404, 'not-found'],
    ['another method', { method: 'PUT' }, 404, 'not-found'],
    ['the bytes of a file as JSON', { url: '/api/file.upload' }, 404, 'not-found'],
    ['an address that is none', { url: '/api/%zz' }, 404, 'not-found'],
    ['an unknown parameter', { url: '/api/session.current?role=admin' }, 400, 'invalid-input'],
    ['a parameter twice', { url: '/api/session.current?dry-run=1&dry-run=1' }, 400, 'invalid-input'],
    ['another value of a parameter', { url: '/api/session.current?dry-run=yes' }, 400, 'invalid-input'],
    ['a strange key', { headers: { 'idempotency-key': 'a b' } }, 400, 'invalid-input'],
    ['another origin', { headers: { origin: 'http://evil.example' } }, 403, 'foreign-origin'],
    ['another site', { headers: { 'sec-fetch-site': 'cross-site' } }, 403, 'foreign-origin'],
    ['another name', { headers: { host: 'evil.example' } }, 421, 'foreign-host'],
    ['another name for a page', { method: 'GET', url: '/', headers: { host: 'evil.example' } }, 421, 'foreign-host'],
    ['no session', { url: '/api/article.list' }, 401, 'not-signed-in'],
    ['a session that never was', { url: '/api/article.list', headers: { cookie: 'sid=x' } }, 401, 'not-signed-in'],
  ] as const)('%s is answered in the one format', async (_name, options, status, code) => {
    const answer = await raw(options)
    expect([answer.statusCode, said(answer).code]).toEqual([status, code])
    const view = ErrorView.strict().parse(answer.json())
    expect(view.requestId).toMatch(/^[0-9a-f]{12}$/)
    expect(view.message).toMatch(/\p{Script=Han}{6}/u)
    expect(answer.body).not.toMatch(/FST_|node_modules|\bat \w|SQLITE|\/src\//)
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("script-src 'self'"),
    })
  })

  it('is told which field nobody asked for, at any depth', async () => {
    const cookie = await door.enter('wanghong')
    const input = {
      article: 'art_1',
      outlet: 'out_1',
      kind: 'report',
      issue: 9,
      issuedOn: '2023-06-05',
      credits: [{ unit: 'unt_1', weight: 1, points: 9_999 }],
      office_id: 'off_2',
      __proto: {},
    }
    const answer = await door.call('article.adopt', input, { cookie })
    expect(answer.statusCode).toBe(400)
    const paths = ErrorView.parse(answer.json()).fields?.map(field => field.path)
    expect(paths?.sort()).toEqual(['__proto', 'credits.0.points', 'office_id'])
  })

  it('names what is wrong with a field in Chinese, and coerces nothing', async () => {
    const cookie = await door.enter('wanghong')
    const answer = await door.call('article.list', { limit: '20', offset: [0], text: 7 }, { cookie })
    const fields = ErrorView.parse(answer.json()).fields ?? []
    expect(fields.map(field => field.path).sort()).toEqual(['limit', 'offset', 'text'])
    for (const field of fields) expect(field.message).toMatch(/\p{Script=Han}/u)
  })

  it('without a key is no command', async () => {
    const cookie = await door.enter('wanghong')
    const answer = await raw({
      url: '/api/commission.save',
      headers: { cookie },
      payload: JSON.stringify(COMMISSION),
    })
    expect(said(answer)).toMatchObject({ code: 'missing-key' })
  })
})

describe('an answer', () => {
  it('holds only what its schema has', async () => {
    const cookie = await door.enter('wanghong')
    const answer = await door.call('rule-set.list', {}, { cookie })
    expect(answer.json()).toEqual({ ruleSets: [] })
  })

  it('to a command is the same bytes when it is asked again, and the effect there once', async () => {
    const cookie = await door.enter('wanghong')
    const input = COMMISSION
    const more = { cookie, headers: { 'idempotency-key': 'one-intention' } }
    const [first, again] = [
      await door.call('commission.save', input, more),
      await door.call('commission.save', input, more),
    ]
    expect([first.statusCode, again.body]).toEqual([200, first.body])
    const other = await door.call('commission.save', { ...input, title: '另一篇' }, more)
    expect(said(other)).toMatchObject({ code: 'key-reused' })
  })

  it('to a bug says only a number that stands in the log', async () => {
    const cookie = await door.enter('wanghong')
    const input = {
      title: '标题',
      body: '正文 geheim-im-text',
      receivedOn: '2023-06-05',
      units: [{ unit: 'unt_1', weight: 1 }],
    }
    const answer = await door.call('article.record', input, { cookie })
    const { requestId, message } = ErrorView.parse(answer.json())
    expect(answer.statusCode).toBe(500)
    expect(message).toContain(requestId)
    expect(answer.body).not.toContain('geheim')
    const line = door.logged.find(one => one.includes(requestId)) ?? ''
    expect(JSON.parse(line)).toMatchObject({ level: 'error', operation: 'article.record', cause: { name: 'Error' } })
  })

  it('about the interface needs no session, and is the document itself', async () => {
    const answer = await raw({ method: 'GET', url: '/api/openapi.json' })
    expect(answer.json()).toMatchObject({ openapi: '3.1.1', paths: { '/api/session.login': {} } })
    expect((await raw({ method: 'GET', url: '/api/docs' })).headers['content-type']).toBe('text/html; charset=utf-8')
  })

  it('is packed where that helps and the other side takes it', async () => {
    const packed = await raw({ method: 'GET', url: '/api/docs', headers: { 'accept-encoding': 'gzip, br' } })
    expect(packed.headers['content-encoding']).toBe('gzip')
    const plain = await raw({ method: 'GET', url: '/api/docs' })
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 3)
  })
})

describe('what is logged', () => {
  it('never has a password, code, token or text in it, neither the log nor the operations log', async () => {
    await door.account('sys', ['system-admin'])
    const secrets = [PASSWORD, 'geheim-falsch-1', 'Geheim-Neu-123', 'geheim-im-text', 'geheim-code']
    await door.call('session.login', { account: 'wanghong', password: 'geheim-falsch-1' })
    await door.call('session.activate', { account: 'wanghong', code: 'geheim-code', password: 'Geheim-Neu-123' })
    const cookie = await door.enter('sys')
    const made = await door.call('user.create', { account: 'neu', name: '新', unit: null }, { cookie })
    secrets.push(String(said(made).activationCode), cookie.slice(4))
    await door.call('session.password', { current: PASSWORD, next: 'Geheim-Neu-123' }, { cookie })
    const rows = await door.database.read(db => db.selectFrom('activity').selectAll().execute())
    const failures = await door.database.read(db => db.selectFrom('login_failure').selectAll().execute())
    expect(rows.map(row => row.operation)).toEqual(
      expect.arrayContaining([
        'session.login',
        'session.activate',
        'session.password',
        'user.create',
        'article.record',
      ]),
    )
    const everything = [JSON.stringify(rows), JSON.stringify(failures), ...door.logged].join('\n')
    for (const secret of secrets) expect(everything).not.toContain(secret)
  })
})

describe('an address of the other side', () => {
  const seen = async (environment: Record<string, string>) => {
    const other = await openDoor(databases, { environment })
    await other.call(
      'session.login',
      { account: 'x', password: 'y' },
      { headers: { 'x-forwarded-for': '203.0.113.9' } },
    )
    const rows = await other.database.read(db => db.selectFrom('activity').select('ip').execute())
    return rows.at(-1)?.ip
  }
  it('is not taken from what anybody may write', async () => {
    expect(await seen({})).toBe('127.0.0.1')
    expect(await seen({ CAIFENG_TRUST_PROXY: '10.0.0.1' })).toBe('127.0.0.1')
  })
  it('is taken from a proxy that is named', async () => {
    expect(await seen({ CAIFENG_TRUST_PROXY: '127.0.0.1' })).toBe('203.0.113.9')
  })
})

describe('too much at once', () => {
  it('is sent away at once and told to come again, while health answers and the first are finished', async () => {
    shut()
    const busy = await openDoor(databases, { handlers, busyFrom: 1 })
    await busy.account('wanghong', ['editor'])
    const cookie = await busy.enter('wanghong')
    const first = busy.call('period.list', {}, { cookie })
    while ((await busy.call('session.current', {})).statusCode === 200)
      await new Promise(resolve => setImmediate(resolve))
    const second = await busy.call('session.current', {})
    expect([second.statusCode, said(second).code, second.headers['retry-after']]).toEqual([503, 'busy', '1'])
    const health = await busy.app.inject({ url: '/api/health' })
    expect(health.json()).toEqual({ status: 'ok' })
    gate.open()
    expect((await first).statusCode).toBe(200)
    expect((await busy.call('session.current', {})).statusCode).toBe(200)
  })
})

describe('the server', () => {
  it('waits for nobody for ever', () => {
    const { server } = door.app
    expect([server.headersTimeout, server.requestTimeout, server.timeout, server.keepAliveTimeout]).toEqual([
      10_000, 30_000, 60_000, 5_000,
    ])
    expect(server.maxConnections).toBe(1_000)
    expect(SERVER_LIMITS.headerBytes).toBe(16_384)
  })

  it('has no GET but those that only read', () => {
    const tree = door.app.printRoutes({ commonPrefix: false })
    const reads = tree.split('\n').filter(line => /\((.*, )?GET/.test(line))
    expect(reads.map(line => /(\/\S*) \(/.exec(line)?.[1]).sort()).toEqual(
      [
        '/api/article/:article/:file',
        '/api/audit/:file/annotated.docx',
        '/api/export/:file',
        '/api/commission/:commission/slip.docx',
        '/api/docs',
        '/api/forwarding/:forwarding/paper.docx',
        '/api/health',
        '/api/letter/:letter/:file',
        '/api/issue/:issue/paper.docx',
        '/api/issue/:issue/paper.pdf',
        '/api/notice/:file',
        '/api/openapi.json',
      ].sort(),
    )
  })

  it('does not begin with an operation that has no handler, nor take a route that is in no list', async () => {
    const { 'entry.list': _missing, ...rest } = door.world.handlers
    const world = { ...door.world, pages: new Pages('nowhere'), handlers: rest }
    await expect(Reflect.apply(buildApp, undefined, [world])).rejects.toThrow('entry.list')
    const app = await buildApp({ ...door.world, pages: new Pages('nowhere') })
    expect(() => app.get('/api/backdoor', async () => 'x')).toThrow('/api/backdoor')
  })

  describe('on a socket', () => {
    let port = 0
    beforeAll(async () => {
      port = Number(new URL(await door.app.listen({ host: '127.0.0.1', port: 0 })).port)
    })
    afterAll(() => door.app.close())
    const exchange = (text: string): Promise<string> =>
      new Promise((resolve, reject) => {
        const socket = connect(port, '127.0.0.1', () => socket.write(text))
        let answer = ''
        socket.on('data', bytes => {
          answer += bytes
        })
        socket.on('close', () => resolve(answer))
        socket.on('error', reject)
      })
    const host = 'Host: 127.0.0.1'

    it.each([
      ['no HTTP', 'HELLO\r\n\r\n', '400'],
      [
        'two lengths',
        `POST /api/session.current HTTP/1.1\r\n${host}\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
        '400',
      ],
      [
        'length and chunks',
        `POST /api/session.current HTTP/1.1\r\n${host}\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}`,
        '400',
      ],
      ['a head that is too large', `GET / HTTP/1.1\r\n${host}\r\nCookie: ${'x'.repeat(20_000)}\r\n\r\n`, '431'],
    ])('%s is answered in the one format and cut', async (_name, text, status) => {
      const answer = await exchange(text)
      expect(answer.slice(0, 12)).toBe(`HTTP/1.1 ${status}`)
      expect(ErrorView.strict().parse(JSON.parse(answer.split('\r\n\r\n')[1] ?? ''))).toMatchObject({
        code: 'invalid-input',
      })
    })

    it('no Host is refused', async () => {
      expect(await exchange('GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1.1 400/)
    })
  })
})
