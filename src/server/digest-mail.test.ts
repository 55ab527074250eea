import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DIALECTS, openDatabases } from '../../test/support/databases.ts'
import { openWorld, type World } from '../../test/support/world.ts'
import { instantOf, localDate } from '../domain/calendar.ts'
import type { Actor } from './context.ts'
import { queueDigests, sendDue } from './digest-mail.ts'
import { sender } from './jobs.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

/** A mail server on this machine that keeps what it is sent, and refuses while it is told to. */
const box: { mails: string[]; refusing: boolean } = { mails: [], refusing: false }
const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  onRcptTo: (_address, _session, done) => done(box.refusing ? new Error('451 later') : null),
  onData(stream, _session, done) {
    const parts: Buffer[] = []
    stream.on('data', (part: Buffer) => parts.push(part))
    stream.on('end', () => {
      box.mails.push(Buffer.concat(parts).toString('utf8'))
      done()
    })
  },
})
let url = ''
beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  url = `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
})
afterAll(() => new Promise<void>(resolve => server.close(() => resolve())))

const ROUTE = { from: 'caifeng@office.example', link: 'https://caifeng.example' }
const textOf = (mail: string): string => {
  const [, body = ''] = mail.split('\r\n\r\n')
  return /base64/i.test(mail) ? Buffer.from(body, 'base64').toString('utf8') : body.replace(/=\r\n/g, '')
}

describe.each(DIALECTS)('the digest of the day on %s', dialect => {
  let world: World
  let unit: Actor
  let clock = Date.parse('2023-08-01T00:30:00.000Z')
  beforeAll(async () => {
    world = await openWorld(databases, dialect)
    unit = await world.story.person('yanggu', ['correspondent'], world.unit('阳谷局'))
    box.mails = []
  })
  const queue = () =>
    queueDigests(world.story.database, { now: instantOf(clock), newId: world.story.deps.newId, route: ROUTE })
  const post = (holder = 'one') =>
    sendDue(world.story.database, { clock: () => clock, holder, send: sender({ url, from: ROUTE.from }) })
  const tell = (text: string) =>
    world.story.database.write(db =>
      db
        .insertInto('message')
        .values({
          id: world.story.deps.newId('msg'),
          office_id: world.story.office,
          user_id: unit.user ?? '',
          text,
          link: '/',
          at: instantOf(clock),
          read_at: null,
        })
        .execute(),
    )
  const set = (address: string, digest: boolean) => world.story.call('message.set', { address, digest }, { as: unit })

  it('goes to nobody who has not asked, and to nobody for whom nothing waits', async () => {
    await tell('稿件已采用')
    expect(await queue()).toBe(0)
    await set('yanggu@office.example', false)
    expect(await queue()).toBe(0)
    expect(
      await world.story.refusal('message.set', { address: 'a@b.c\r\nBcc: x@y.z', digest: true }, { as: unit }),
    ).toBe('invalid-input')
    const other = await world.story.person('other', ['correspondent'], world.unit('临清局'))
    await world.story.call('message.set', { address: 'other@office.example', digest: true }, { as: other })
    expect(await queue()).toBe(0)
  })

  it('is one a day, from eight in the morning, with what is new and what waits', async () => {
    await set('yanggu@office.example', true)
    clock = Date.parse('2023-07-31T23:59:00.000Z')
    expect(await queue()).toBe(0)
    clock = Date.parse('2023-08-01T00:00:00.000Z')
    expect([await queue(), await queue()]).toEqual([1, 0])
    expect([await post(), await post()]).toEqual([1, 0])
    expect(box.mails).toHaveLength(1)
    const mail = box.mails[0] ?? ''
    expect(mail).toMatch(/^To: yanggu@office\.example\r$/m)
    expect(mail).toMatch(/^Message-ID: <msg_\d+\.2023-08-01@office\.example>\r$/m)
    expect(textOf(mail)).toContain('稿件已采用')
    expect(textOf(mail)).toContain('https://caifeng.example')
    await tell('又一条')
    expect(await queue()).toBe(0)
  })

  it('says the next day only what is new, and nothing when all was read', async () => {
    clock = Date.parse('2023-08-02T01:00:00.000Z')
    expect(await queue()).toBe(1)
    await post()
    expect(textOf(box.mails[1] ?? '')).toContain('又一条')
    const { messages } = await world.story.call('message.list', {}, { as: unit })
    await world.story.call('message.read', { messages: messages.map(one => one.id) }, { as: unit })
    clock = Date.parse('2023-08-03T01:00:00.000Z')
    expect(await queue()).toBe(0)
  })

  it('is sent again later, under the same name, when the mail server refuses', async () => {
    clock = Date.parse('2023-08-04T01:00:00.000Z')
    await tell('服务器忙')
    expect(await queue()).toBe(1)
    box.refusing = true
    expect(await post()).toBe(0)
    box.refusing = false
    expect(await post()).toBe(0)
    clock += 6 * 60_000
    expect(await post()).toBe(1)
    const row = await world.story.database.read(db =>
      db.selectFrom('outbox').selectAll().where('day', '=', localDate('2023-08-04')).executeTakeFirstOrThrow(),
    )
    expect(row).toMatchObject({ attempts: 2, last_error: '' })
    expect(box.mails.at(-1)).toContain(row.message_id)
  })

  it('is sent by one process at a time', async () => {
    clock = Date.parse('2023-08-05T01:00:00.000Z')
    await tell('两个进程')
    await queue()
    expect([await post('one'), await post('two')]).toEqual([1, 0])
    await tell('再来')
    clock = Date.parse('2023-08-06T01:00:00.000Z')
    await queue()
    expect(await post('two')).toBe(1)
  })
})
