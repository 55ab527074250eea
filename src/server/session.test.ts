import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabases } from '../../test/support/databases.ts'
import { cookieOf, type Door, openDoor, PASSWORD, said } from '../../test/support/door.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

describe.each(['sqlite', 'postgres'] as const)('logging in, on %s', dialect => {
  let door: Door
  beforeAll(async () => {
    door = await openDoor(databases, { dialect })
    await door.account('wanghong', ['editor'], { name: '王红' })
    await door.account('audit', ['audit-admin'])
  })

  it('gives a new session in a cookie no script can read, and only its hash is kept', async () => {
    const answer = await door.call('session.login', { account: 'wanghong', password: PASSWORD })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['set-cookie']).toMatch(/^sid=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    expect(answer.json()).toMatchObject({
      office: { name: '某局办公室', demo: false },
      demoAccounts: null,
      user: { account: 'wanghong', name: '王红', roles: ['editor'], lastLoginAt: null, failedSince: 0 },
    })
    const token = cookieOf(answer).slice(4)
    const rows = await door.database.read(db => db.selectFrom('session').selectAll().execute())
    expect(JSON.stringify(rows)).not.toContain(token)
    const current = await door.call('session.current', {}, { cookie: `sid=${token}` })
    expect(current.json().user).toMatchObject({ account: 'wanghong' })
  })

  it('never takes a token from outside: a browser that brings one gets another', async () => {
    const planted = 'sid=planted-by-somebody-else-0123456789abcdefgh'
    const answer = await door.call('session.login', { account: 'wanghong', password: PASSWORD }, { cookie: planted })
    expect(cookieOf(answer)).not.toBe(planted)
    const before = await door.enter('wanghong')
    const again = await door.call('session.login', { account: 'wanghong', password: PASSWORD }, { cookie: before })
    expect(cookieOf(again)).not.toBe(before)
    expect((await door.call('session.current', {}, { cookie: before })).json().user).toBeNull()
  })

  it('ends with logout, which clears the cookie and what the browser kept', async () => {
    const cookie = await door.enter('wanghong')
    const answer = await door.call('session.logout', {}, { cookie })
    expect(answer.json()).toEqual({ done: true })
    expect(answer.headers['clear-site-data']).toContain('"cookies"')
    expect(answer.headers['set-cookie']).toMatch(/^sid=; Max-Age=0;/)
    expect((await door.call('session.logout', {}, { cookie })).json()).toMatchObject({ code: 'not-signed-in' })
  })

  it('tells at the next login when the last one was and how often somebody tried', async () => {
    const first = await door.enter('wanghong')
    door.pass(1)
    for (const password of ['falsch-1', 'falsch-2'])
      expect((await door.call('session.login', { account: 'wanghong', password })).statusCode).toBe(401)
    const current = await door.call('session.current', {}, { cookie: first })
    expect(current.json().user.failedSince).toBe(2)
    const next = await door.call('session.login', { account: 'wanghong', password: PASSWORD })
    expect(next.json().user).toMatchObject({ failedSince: 2, lastLoginAt: '2023-07-01T00:00:00.000Z' })
    const after = await door.call('session.current', {}, { cookie: cookieOf(next) })
    expect(after.json().user).toMatchObject({ failedSince: 0, lastLoginAt: '2023-07-01T00:00:00.000Z' })
  })
})

describe('a session', () => {
  let door: Door
  beforeAll(async () => {
    door = await openDoor(databases)
    await door.account('wanghong', ['editor'])
    await door.account('audit', ['audit-admin'])
  })
  const alive = async (cookie: string) => said(await door.call('session.current', {}, { cookie })).user !== null

  it('ends after half an hour without a request, and lives on while there are some', async () => {
    const cookie = await door.enter('wanghong')
    for (let n = 0; n < 4; n += 1) {
      door.pass(29)
      expect(await alive(cookie)).toBe(true)
    }
    door.pass(31)
    expect(await alive(cookie)).toBe(false)
  })

  it('of an administrator ends after a quarter of an hour', async () => {
    const cookie = await door.enter('audit')
    door.pass(14)
    expect(await alive(cookie)).toBe(true)
    door.pass(16)
    expect(await alive(cookie)).toBe(false)
  })

  it('ends after twelve hours whatever happens', async () => {
    const cookie = await door.enter('wanghong')
    for (let n = 0; n < 28; n += 1) {
      door.pass(25)
      expect(await alive(cookie)).toBe(true)
    }
    door.pass(25)
    expect(await alive(cookie)).toBe(false)
  })

  it('is not kept alive by turning the clock back', async () => {
    const cookie = await door.enter('wanghong')
    expect(await alive(cookie)).toBe(true)
    door.pass(-60, 40)
    expect(await alive(cookie)).toBe(false)
    door.pass(60)
  })

  it('of somebody who must set a new password has no rights until then', async () => {
    const id = await door.account('neu', ['audit-admin'])
    await door.database.write(db =>
      db.updateTable('user_account').set({ must_change: 1 }).where('id', '=', id).execute(),
    )
    const cookie = await door.enter('neu')
    expect((await door.call('activity.list', {}, { cookie })).statusCode).toBe(403)
    const next = 'Andere-8-Berge'
    const changed = await door.call('session.password', { current: PASSWORD, next }, { cookie })
    expect(changed.statusCode).toBe(200)
    expect((await door.call('activity.list', {}, { cookie: cookieOf(changed) })).statusCode).toBe(200)
  })

  it('ends elsewhere when the password is changed, and goes on here under a new token', async () => {
    await door.account('zwei', ['reader'])
    const [elsewhere, here] = [await door.enter('zwei'), await door.enter('zwei')]
    const wrong = await door.call('session.password', { current: 'falsch', next: 'Andere-8-Berge' }, { cookie: here })
    expect(said(wrong)).toMatchObject({ code: 'wrong-login' })
    const weak = await door.call('session.password', { current: PASSWORD, next: 'kurz' }, { cookie: here })
    expect(said(weak)).toMatchObject({ code: 'password-weak', message: expect.stringContaining('12 个字符') })
    const same = await door.call('session.password', { current: PASSWORD, next: PASSWORD }, { cookie: here })
    expect(said(same)).toMatchObject({ code: 'password-weak' })
    expect(await alive(elsewhere)).toBe(true)
    const changed = await door.call('session.password', { current: PASSWORD, next: 'Andere-8-Berge' }, { cookie: here })
    expect(changed.statusCode).toBe(200)
    expect([await alive(elsewhere), await alive(here), await alive(cookieOf(changed))]).toEqual([false, false, true])
    await door.enter('zwei', 'Andere-8-Berge')
  })

  it('is not begun by a rehearsal of a login', async () => {
    const answer = await door.call(
      'session.login',
      { account: 'wanghong', password: PASSWORD },
      { query: '?dry-run=1' },
    )
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['set-cookie']).toBeUndefined()
  })
})

describe('behind a proxy with TLS', () => {
  it('the cookie is for this host and TLS only', async () => {
    const door = await openDoor(databases, { environment: { CAIFENG_ORIGIN: 'https://caifeng.example.gov.cn' } })
    await door.account('wanghong', ['editor'])
    const answer = await door.call(
      'session.login',
      { account: 'wanghong', password: PASSWORD },
      {
        headers: { host: 'caifeng.example.gov.cn', origin: 'https://caifeng.example.gov.cn' },
      },
    )
    expect(answer.headers['set-cookie']).toMatch(/^__Host-sid=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000')
  })
})
