import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabases } from '../../test/support/databases.ts'
import { type Door, openDoor, said } from '../../test/support/door.ts'
import { Problem } from '../domain/problems.ts'
import { buildApp } from './app.ts'
import type { Handlers } from './context.ts'
import { attachment } from './http.ts'
import { shownName } from './shown-name.ts'
import { Pages } from './static.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

let door: Door
const cookies = { editor: '', reader: '', audit: '', sys: '' }
const put: { name: string; sm3: string; size: number }[] = []
const handlers: Partial<Handlers> = {
  'file.upload': async (_context, input) => {
    put.push(input)
    return { file: input.sm3, name: input.name, size: input.size }
  },
}
beforeAll(async () => {
  door = await openDoor(databases, { handlers })
  await door.account('editor', ['editor'])
  await door.account('reader', ['reader'])
  await door.account('audit', ['audit-admin'])
  await door.account('sys', ['system-admin'])
  for (const who of ['editor', 'reader', 'audit', 'sys'] as const) cookies[who] = await door.enter(who)
})

const BOUNDARY = '----x'
const part = (name: string, filename: string, bytes: Buffer) =>
  Buffer.concat([
    Buffer.from(
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"; filename="${filename}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    ),
    bytes,
    Buffer.from('\r\n'),
  ])
const field = Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="role"\r\n\r\nadmin\r\n`)
const END = Buffer.from(`--${BOUNDARY}--\r\n`)
const upload = (payload: Buffer, headers: Record<string, string> = {}) =>
  door.app.inject({
    method: 'POST',
    url: '/api/file',
    headers: {
      host: '127.0.0.1:3000',
      origin: 'http://127.0.0.1:3000',
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
      'idempotency-key': randomUUID(),
      cookie: cookies.editor,
      ...headers,
    },
    payload,
  })

describe('an uploaded file', () => {
  it('is kept by its hash, and shown under its name', async () => {
    const bytes = Buffer.from('关于6月份政务信息采用情况的通报')
    const answer = await upload(Buffer.concat([part('file', '6月通报.docx', bytes), END]))
    expect(answer.json()).toEqual({
      file: expect.stringMatching(/^[0-9a-f]{64}$/),
      name: '6月通报.docx',
      size: bytes.length,
    })
    expect(await door.world.files.get(answer.json().file)).toEqual(bytes)
    expect(put).toHaveLength(1)
  })

  it.each([
    [
      'two files',
      Buffer.concat([part('file', 'a', Buffer.from('a')), part('file', 'b', Buffer.from('b')), END]),
      {},
      400,
    ],
    ['a field beside it', Buffer.concat([field, part('file', 'a', Buffer.from('a')), END]), {}, 400],
    ['nothing', END, {}, 400],
    ['half a body', part('file', 'a', Buffer.from('a')), {}, 400],
    ['JSON', Buffer.from('{}'), { 'content-type': 'application/json' }, 415],
    ['no key', END, { 'idempotency-key': '' }, 400],
    ['another origin', END, { origin: 'http://evil.example' }, 403],
    ['no session', END, { cookie: '' }, 401],
    ['no right', END, { cookie: 'reader' }, 403],
    ['too much', Buffer.concat([part('file', 'a', Buffer.alloc(20 * 1024 * 1024 + 1)), END]), {}, 413],
  ])('as %s is refused in the one format', async (_what, payload, headers, status) => {
    const named: Record<string, string> = {
      ...headers,
      ...('cookie' in headers && headers.cookie === 'reader' ? { cookie: cookies.reader } : {}),
    }
    const before = put.length
    const answer = await upload(payload, named)
    expect(answer.statusCode).toBe(status)
    expect(said(answer)).toMatchObject({ code: expect.any(String), message: expect.stringMatching(/\p{Script=Han}/u) })
    expect(put.length).toBe(before)
  })

  it('of somebody without the right is refused before a byte of it came', async () => {
    const address = new URL(await door.app.listen({ host: '127.0.0.1', port: 0 }))
    const answers = await Promise.all(
      ['', cookies.reader, cookies.audit].map(
        cookie =>
          new Promise<string>((resolve, reject) => {
            // The head only, promising ten megabytes: whoever waited for the body would never answer.
            const socket = connect(Number(address.port), '127.0.0.1', () =>
              socket.write(
                `POST /api/file HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ${cookie}\r\nIdempotency-Key: upload-0002\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 10000000\r\n\r\n`,
              ),
            )
            socket.once('data', bytes => {
              resolve(String(bytes).slice(9, 12))
              socket.destroy()
            })
            socket.on('error', reject)
          }),
      ),
    )
    expect(answers).toEqual(['401', '403', '403'])
    await door.app.close()
  })

  it.each([
    ['C:\\Users\\wang\\通报.docx', '通报.docx'],
    ['../../etc/passwd', 'passwd'],
    ['a\u202excod.exe', 'axcod.exe'],
    ['a\r\nSet-Cookie: x', 'aSet-Cookie: x'],
    ['', '未命名文件'],
    ['..', '..'],
    ['长'.repeat(300), '长'.repeat(255)],
  ])('named %j is shown as %j', (written, shown) => {
    expect(shownName(written)).toBe(shown)
  })
})

describe('the notice of a month', () => {
  let other: Door
  beforeAll(async () => {
    other = await openDoor(databases)
    await other.account('chief', ['chief'])
    await other.account('sys', ['system-admin'])
  })
  const get = (path: string, cookie?: string) =>
    other.app.inject({ url: `/api/notice/${path}`, headers: { host: 'localhost', ...(cookie ? { cookie } : {}) } })

  it('is a download under its name, and that it left is written down', async () => {
    const answer = await get('2023-06.docx', await other.enter('chief'))
    expect(answer.statusCode).toBe(200)
    expect(answer.headers).toMatchObject({
      'content-type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'content-disposition': `attachment; filename="2023-06_.docx"; filename*=UTF-8''2023-06%20%E9%80%9A%E6%8A%A5.docx`,
      'cache-control': 'no-store',
    })
    const rows = await other.database.read(db => db.selectFrom('activity').selectAll().orderBy('seq', 'desc').execute())
    expect(rows[0]).toMatchObject({
      operation: 'notice.compose',
      subject: '2023-06 通报.docx',
      user_name: 'chief君',
      result: 'ok',
    })
  })

  it('is refused without a session, without the right, and for what is no month', async () => {
    expect(said(await get('2023-06.docx'))).toMatchObject({ code: 'not-signed-in' })
    expect(said(await get('2023-06.docx', await other.enter('sys')))).toMatchObject({ code: 'forbidden' })
    const cookie = await other.enter('chief')
    for (const path of ['2023-13.docx', '2023-06.xlsx', '2023-06', '..%2f..%2fetc.docx'])
      expect(said(await get(path, cookie))).toMatchObject({ code: 'not-found' })
  })

  it('that cannot be made is refused like any other question', async () => {
    const broken = await openDoor(databases)
    await broken.account('chief', ['chief'])
    const app = await buildApp({
      ...broken.world,
      pages: new Pages('nowhere'),
      noticeFile: async (_context, period) => {
        throw new Problem('period-unknown', { period })
      },
    })
    const answer = await app.inject({
      url: '/api/notice/2023-06.docx',
      headers: { host: 'localhost', cookie: await broken.enter('chief') },
    })
    expect(said(answer)).toMatchObject({ code: 'period-unknown', message: expect.stringContaining('2023年6月') })
  })
})

describe('the name of a download', () => {
  it('cannot end its header or carry quotes', () => {
    const header = attachment('通报"\r\nX: y\' (1).docx')
    expect(header).not.toMatch(/[\r\n]/)
    expect(header).toBe(
      `attachment; filename="_X_y_1_.docx"; filename*=UTF-8''%E9%80%9A%E6%8A%A5%22%0D%0AX%3A%20y%27%20%281%29.docx`,
    )
  })
})
