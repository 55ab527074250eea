import { TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabases } from '../../../../test/support/databases.ts'
import { cookieOf, type Door, openDoor, PASSWORD, said } from '../../../../test/support/door.ts'
import { sealerOf } from '../../secret.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const codeAt = (door: Door, secret: string, steps = 0): string =>
  new TOTP({ secret }).generate({ timestamp: door.world.clock() + steps * 30_000 })
const login = (door: Door, account: string, code?: string) =>
  door.call('session.login', { account, password: PASSWORD, ...(code === undefined ? {} : { code }) })

describe.each(['sqlite', 'postgres'] as const)('a second factor, on %s', dialect => {
  let door: Door
  let cookie = ''
  let secret = ''
  let recovery: string[] = []
  beforeAll(async () => {
    door = await openDoor(databases, { dialect })
    await door.account('wanghong', ['editor'])
    await door.account('anquan', ['security-admin'])
    cookie = await door.enter('wanghong')
  })

  it('is bound in two steps, with a picture for the phone, and only the right code completes it', async () => {
    const begun = await door.call('session.factor-begin', {}, { cookie })
    secret = begun.json().secret
    expect(begun.json().address).toMatch(/^otpauth:\/\/totp\/.*issuer=/)
    expect(begun.json().svg).toContain('<svg')
    expect((await door.call('session.factor', {}, { cookie })).json()).toEqual({
      on: false,
      required: false,
      recoveryLeft: 0,
    })
    // Until it is completed the password alone is enough: nobody is kept out by a code that was never taken over.
    expect((await login(door, 'wanghong')).statusCode).toBe(200)
    expect(said(await door.call('session.factor-confirm', { code: '000000' }, { cookie }))).toMatchObject({
      code: 'second-factor-wrong',
    })
    const done = await door.call('session.factor-confirm', { code: codeAt(door, secret) }, { cookie })
    recovery = done.json().recovery
    expect(new Set(recovery).size).toBe(10)
    // SESS-01: a new token.
    expect((await door.call('session.current', {}, { cookie })).json().user).toBeNull()
    cookie = cookieOf(done)
    expect((await door.call('session.factor', {}, { cookie })).json()).toMatchObject({ on: true, recoveryLeft: 10 })
  })

  it('is asked for after the right password and not after a wrong one', async () => {
    expect(said(await login(door, 'wanghong'))).toMatchObject({ code: 'second-factor-needed' })
    const wrong = await door.call('session.login', { account: 'wanghong', password: 'falsch' })
    expect(said(wrong)).toMatchObject({ code: 'wrong-login' })
  })

  it('takes each code once, one step early or late, and no older one', async () => {
    expect(said(await login(door, 'wanghong', codeAt(door, secret)))).toMatchObject({ code: 'second-factor-wrong' })
    expect((await login(door, 'wanghong', codeAt(door, secret, 1))).statusCode).toBe(200)
    expect(said(await login(door, 'wanghong', codeAt(door, secret, 1)))).toMatchObject({ code: 'second-factor-wrong' })
    door.pass(2)
    expect(said(await login(door, 'wanghong', codeAt(door, secret, -2)))).toMatchObject({ code: 'second-factor-wrong' })
    expect((await login(door, 'wanghong', codeAt(door, secret, -1))).statusCode).toBe(200)
  })

  it('of two with the same code at the same moment lets one in', async () => {
    door.pass(2)
    const code = codeAt(door, secret)
    const answers = await Promise.all([login(door, 'wanghong', code), login(door, 'wanghong', code)])
    expect(answers.map(answer => answer.statusCode).sort()).toEqual([200, 401])
  })

  it('takes each recovery code once', async () => {
    const [first = ''] = recovery
    expect((await login(door, 'wanghong', first.toLowerCase().replace('-', ''))).statusCode).toBe(200)
    expect(said(await login(door, 'wanghong', first))).toMatchObject({ code: 'second-factor-wrong' })
    cookie = cookieOf(await login(door, 'wanghong', recovery[1]))
    expect((await door.call('session.factor', {}, { cookie })).json()).toMatchObject({ recoveryLeft: 8 })
  })

  it('counts wrong codes like wrong passwords', async () => {
    door.pass(1)
    for (let n = 0; n < 5; n += 1) await login(door, 'wanghong', '123123')
    expect(said(await login(door, 'wanghong', recovery[2]))).toMatchObject({ code: 'wrong-login' })
    door.pass(16)
    cookie = cookieOf(await login(door, 'wanghong', recovery[2]))
  })

  it('stands in the database sealed, its recovery codes hashed, and neither in the log', async () => {
    const stored = await door.database.read(db => db.selectFrom('second_factor').selectAll().executeTakeFirstOrThrow())
    expect(JSON.stringify(stored)).not.toContain(secret)
    for (const code of recovery) expect(JSON.stringify(stored)).not.toContain(code)
    const log = await door.database.read(db => db.selectFrom('activity').selectAll().execute())
    expect(JSON.stringify(log)).not.toContain(secret)
    expect(JSON.stringify(log)).not.toContain(recovery[2])
    const sealer = sealerOf(door.world.logKey)
    expect(sealer.unseal(stored.seed, stored.user_id)).toBe(secret)
    expect(() => sealer.unseal(stored.seed, 'usr_other')).toThrow()
    expect(() => sealerOf(Buffer.from('another key')).unseal(stored.seed, stored.user_id)).toThrow()
  })

  it('can be asked of editors and administrators: until they have one they may do nothing else', async () => {
    const admin = await door.enter('anquan')
    const policy = { secondFactor: true, passwordDays: 90, idleDays: 90, sessions: 2 }
    expect(said(await door.call('policy.set', policy, { cookie: admin }))).toEqual({ done: true })
    expect((await door.call('user.list', {}, { cookie: admin })).statusCode).toBe(403)
    const user = (await door.call('session.current', {}, { cookie: admin })).json().user
    expect(user).toMatchObject({ mustSetFactor: true })
    const begun = (await door.call('session.factor-begin', {}, { cookie: admin })).json()
    const done = await door.call('session.factor-confirm', { code: codeAt(door, begun.secret) }, { cookie: admin })
    const now = cookieOf(done)
    expect((await door.call('user.list', {}, { cookie: now })).statusCode).toBe(200)
    expect(said(await door.call('session.factor-end', {}, { cookie: now }))).toMatchObject({ code: 'step-not-allowed' })
    expect((await door.call('policy.set', { ...policy, secondFactor: false }, { cookie: now })).statusCode).toBe(200)
  })

  it('is taken off a lost phone by the security administrator, who cannot do it for themselves', async () => {
    const users = await door.database.read(db => db.selectFrom('user_account').select(['id', 'account']).execute())
    const idOf = (account: string) => users.find(one => one.account === account)?.id
    await door.database.write(db =>
      db
        .deleteFrom('second_factor')
        .where('user_id', '=', idOf('anquan') ?? '')
        .execute(),
    )
    const admin = await door.enter('anquan')
    const reset = (account: string) => door.call('user.factor-reset', { user: idOf(account) }, { cookie: admin })
    expect(said(await reset('anquan'))).toMatchObject({ code: 'four-eyes' })
    expect(said(await reset('wanghong'))).toEqual({ done: true })
    expect((await door.call('session.current', {}, { cookie })).json().user).toBeNull()
    expect((await login(door, 'wanghong')).statusCode).toBe(200)
  })
})

describe('what is weighty', () => {
  it('asks again for the password when it was given a while ago', async () => {
    const door = await openDoor(databases)
    await door.account('anquan', ['security-admin'])
    const other = await door.account('neu', ['reader'])
    const cookie = await door.enter('anquan')
    const grant = () => door.call('user.grant', { user: other, roles: ['editor'] }, { cookie })
    expect((await grant()).statusCode).toBe(200)
    door.pass(11)
    const before = await door.database.read(db => db.selectFrom('user_role').selectAll().orderBy('role').execute())
    expect(said(await grant())).toMatchObject({ code: 'confirm-needed' })
    expect(await door.database.read(db => db.selectFrom('user_role').selectAll().orderBy('role').execute())).toEqual(
      before,
    )
    expect(said(await door.call('session.confirm', { password: 'falsch' }, { cookie }))).toMatchObject({
      code: 'wrong-login',
    })
    const confirmed = await door.call('session.confirm', { password: PASSWORD }, { cookie })
    expect(confirmed.statusCode).toBe(200)
    expect((await grant()).statusCode).toBe(200)
  })
})

describe('sessions', () => {
  it('are shown to their owner, who ends one and no other person’s', async () => {
    const door = await openDoor(databases)
    await door.account('a', ['editor'])
    await door.account('b', ['editor'])
    const [phone, desk, strange] = [await door.enter('a'), await door.enter('a'), await door.enter('b')]
    const list = async (cookie: string) => (await door.call('session.list', {}, { cookie })).json().sessions
    const [mine, other] = [(await list(desk)).find((one: { here: boolean }) => !one.here), (await list(strange))[0]]
    expect(await list(desk)).toHaveLength(2)
    const end = (session: string) => door.call('session.end', { session }, { cookie: desk })
    const [theirs, nowhere] = [said(await end(other.id)), said(await end('0'.repeat(64)))]
    expect(theirs).toMatchObject({ code: 'not-found' })
    expect({ ...theirs, requestId: '' }).toEqual({ ...nowhere, requestId: '' })
    expect(said(await end(mine.id))).toEqual({ done: true })
    expect((await door.call('session.current', {}, { cookie: phone })).json().user).toBeNull()
    expect((await door.call('session.current', {}, { cookie: strange })).json().user).not.toBeNull()
  })

  it('are two at a time; a third ends the oldest', async () => {
    const door = await openDoor(databases)
    await door.account('a', ['editor'])
    const cookies: string[] = []
    for (let n = 0; n < 3; n += 1) {
      cookies.push(await door.enter('a'))
      door.pass(1)
    }
    const inside = await Promise.all(
      cookies.map(async cookie => (await door.call('session.current', {}, { cookie })).json().user !== null),
    )
    expect(inside).toEqual([false, true, true])
  })
})

describe('a password', () => {
  it('is none of the last five, and after ninety days a new one is asked for first', async () => {
    const door = await openDoor(databases)
    await door.account('a', ['editor'])
    const passwords = [
      'Erste-9-Wahl!',
      'Zweite-9-Wahl!',
      'Dritte-9-Wahl!',
      'Vierte-9-Wahl!',
      'Fuenfte-9-Wahl!',
      'Sechste-9-Wahl!',
    ]
    let cookie = await door.enter('a')
    let current = PASSWORD
    const change = async (next: string) => {
      door.pass(1)
      const answer = await door.call('session.password', { current, next }, { cookie })
      if (answer.statusCode === 200) [current, cookie] = [next, cookieOf(answer)]
      return said(answer)
    }
    for (const next of passwords) expect(await change(next)).toEqual({ done: true })
    expect(await change('Zweite-9-Wahl!')).toMatchObject({
      code: 'password-weak',
      message: expect.stringContaining('5'),
    })
    expect(await change('Erste-9-Wahl!')).toEqual({ done: true })
    door.pass(89 * 24 * 60)
    expect((await door.call('article.list', {}, { cookie: await door.enter('a', current) })).statusCode).not.toBe(403)
    door.pass(2 * 24 * 60)
    cookie = await door.enter('a', current)
    expect((await door.call('session.current', {}, { cookie })).json().user.mustChangePassword).toBe(true)
    expect((await door.call('article.list', {}, { cookie })).statusCode).toBe(403)
    expect(await change('Siebte-9-Wahl!')).toEqual({ done: true })
    expect((await door.call('article.list', {}, { cookie })).statusCode).not.toBe(403)
  })

  it('of an account nobody used for ninety days lets nobody in, unless it is the last administrator of its kind', async () => {
    const door = await openDoor(databases)
    await door.account('a', ['editor'])
    await door.account('anquan', ['security-admin'])
    door.pass(91 * 24 * 60)
    expect(said(await login(door, 'a'))).toMatchObject({ code: 'wrong-login' })
    expect((await login(door, 'anquan')).statusCode).toBe(200)
  })
})
