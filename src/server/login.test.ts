import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabases } from '../../test/support/databases.ts'
import { type Door, openDoor, PASSWORD, said } from '../../test/support/door.ts'
import { instantOf } from '../domain/calendar.ts'
import { newActivation } from './login.ts'
import { FAILURE_LIMITS } from './proof.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const login = (door: Door, account: string, password = PASSWORD, ip = '127.0.0.1') =>
  door.call('session.login', { account, password }, { ip })
const fail = async (door: Door, account: string, times: number, ip?: string) => {
  for (let n = 0; n < times; n += 1) await login(door, account, 'falsch', ip)
}
const stateOf = (door: Door, account: string) =>
  door.database.read(db =>
    db.selectFrom('user_account').selectAll().where('account', '=', account).executeTakeFirstOrThrow(),
  )
const minutesLocked = async (door: Door, account: string): Promise<number> => {
  const { locked_until } = await stateOf(door, account)
  return locked_until === null ? 0 : (Date.parse(locked_until) - door.world.clock()) / 60_000
}

describe.each(['sqlite', 'postgres'] as const)('a login that fails, on %s', dialect => {
  let door: Door
  beforeAll(async () => {
    door = await openDoor(databases, { dialect })
    for (const account of ['da', 'gesperrt', 'weg', 'neu']) await door.account(account, ['editor'])
    await door.database.write(async db => {
      await db.updateTable('user_account').set({ disabled: 1 }).where('account', '=', 'weg').execute()
      await db.updateTable('user_account').set({ password_hash: null }).where('account', '=', 'neu').execute()
    })
    await fail(door, 'gesperrt', 5)
  })

  it('is answered with the same bytes whether unknown, wrong, locked, disabled or not activated', async () => {
    const answers = await Promise.all([
      login(door, 'niemand'),
      login(door, 'da', 'falsch'),
      login(door, 'gesperrt'),
      login(door, 'weg'),
      login(door, 'neu'),
    ])
    const shown = answers.map(answer => ({
      status: answer.statusCode,
      headers: { ...answer.headers, date: '' },
      body: answer.body.replace(/"requestId":"[0-9a-f]{12}"/, ''),
    }))
    expect(shown[0]).toMatchObject({ status: 401, body: expect.stringContaining('"wrong-login"') })
    for (const one of shown) expect(one).toEqual(shown[0])
  })

  it('stands in the operations log, with the account and without the password', async () => {
    await login(door, 'niemand', 'geheim-vertippt')
    const rows = await door.database.read(db => db.selectFrom('activity').selectAll().orderBy('seq').execute())
    expect(rows.at(-1)).toMatchObject({
      operation: 'session.login',
      result: 'wrong-login',
      user_name: '',
      ip: '127.0.0.1',
    })
    expect(rows.at(-1)?.input).toContain('niemand')
    expect(JSON.stringify(rows)).not.toContain('geheim')
  })

  it('counts each of many at once', async () => {
    await door.account('viele', ['editor'])
    await Promise.all(Array.from({ length: 8 }, () => login(door, 'viele', 'falsch')))
    expect(await stateOf(door, 'viele')).toMatchObject({ failures: 8, locks: 1 })
    expect((await login(door, 'viele')).statusCode).toBe(401)
  })
})

describe('an account', () => {
  let door: Door
  beforeAll(async () => {
    door = await openDoor(databases)
    await door.account('sicher', ['security-admin'])
    await door.account('da', ['editor'])
  })

  it('is locked by the fifth failure within a quarter of an hour, for a quarter of an hour', async () => {
    await fail(door, 'da', 4)
    expect(await minutesLocked(door, 'da')).toBe(0)
    await fail(door, 'da', 1)
    expect(await minutesLocked(door, 'da')).toBe(15)
    expect((await login(door, 'da')).statusCode).toBe(401)
    door.pass(16)
    expect((await login(door, 'da')).statusCode).toBe(200)
  })

  it('is not locked by failures that lie far apart', async () => {
    for (let n = 0; n < 12; n += 1) {
      await fail(door, 'da', 1)
      door.pass(5)
    }
    expect(await stateOf(door, 'da')).toMatchObject({ locks: 0, failures: 12 })
    await login(door, 'da')
  })

  it('is locked twice as long each time until four hours, and failures while it is locked do not count', async () => {
    const lengths: number[] = []
    for (let n = 0; n < 6; n += 1) {
      door.pass(300)
      await fail(door, 'da', 5)
      lengths.push(await minutesLocked(door, 'da'))
      await fail(door, 'da', 3)
      expect(await minutesLocked(door, 'da')).toBe(lengths.at(-1))
    }
    expect(lengths).toEqual([15, 30, 60, 120, 240, 240])
    door.pass(241)
    await login(door, 'da')
    expect(await stateOf(door, 'da')).toMatchObject({ failures: 0, locks: 0, locked_until: null })
  })

  it('keeps its running sessions while it is locked', async () => {
    const cookie = await door.enter('da')
    door.pass(1)
    await fail(door, 'da', 5)
    expect(await minutesLocked(door, 'da')).toBe(15)
    expect(said(await door.call('session.current', {}, { cookie })).user).not.toBeNull()
  })

  it('of the only security administrator is never locked for longer than a quarter of an hour', async () => {
    for (let n = 0; n < 4; n += 1) {
      door.pass(20)
      await fail(door, 'sicher', 5)
      expect(await minutesLocked(door, 'sicher')).toBe(15)
    }
  })
})

describe('an address', () => {
  it('has to wait after too many failures, whichever accounts it tried, and others need not', async () => {
    const door = await openDoor(databases)
    await door.account('da', ['editor'])
    const now = instantOf(door.world.clock())
    await door.database.write(async db => {
      for (let n = 0; n < FAILURE_LIMITS.address; n += 1)
        await db
          .insertInto('login_failure')
          .values({ account: `x${n}`, ip: '10.1.1.1', at: now })
          .execute()
    })
    const answer = await login(door, 'da', PASSWORD, '10.1.1.1')
    expect(answer.statusCode).toBe(429)
    expect(answer.headers['retry-after']).toBe('900')
    expect((await login(door, 'da', PASSWORD, '10.1.1.2')).statusCode).toBe(200)
    door.pass(16)
    expect((await login(door, 'da', PASSWORD, '10.1.1.1')).statusCode).toBe(200)
  })

  it('of strangers waits when the whole office is under attack; one that logged in before does not', async () => {
    const door = await openDoor(databases)
    await door.account('da', ['editor'])
    await login(door, 'da', PASSWORD, '10.0.0.7')
    const now = instantOf(door.world.clock())
    await door.database.write(async db => {
      for (let n = 0; n < FAILURE_LIMITS.office; n += 1)
        await db
          .insertInto('login_failure')
          .values({ account: 'x', ip: `10.9.${n % 200}.1`, at: now })
          .execute()
    })
    expect((await login(door, 'da', PASSWORD, '10.0.0.8')).statusCode).toBe(429)
    expect((await login(door, 'da', PASSWORD, '10.0.0.7')).statusCode).toBe(200)
  })
})

describe('an activation code', () => {
  let door: Door
  let code = ''
  const activate = (account: string, typed: string, password = 'Erste-9-Wahl!') =>
    door.call('session.activate', { account, code: typed, password })
  const draw = async (id: string) =>
    door.database.write(db =>
      newActivation(db, id, { secret: door.world.newSecret(), now: instantOf(door.world.clock()) }),
    )
  beforeAll(async () => {
    door = await openDoor(databases)
    code = await draw(await door.account('neu', ['reader']))
    await door.database.write(db => db.updateTable('user_account').set({ password_hash: null }).execute())
  })

  it('is twenty letters, of which only the hash is kept', async () => {
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/)
    const rows = await door.database.read(db => db.selectFrom('activation').selectAll().execute())
    expect(JSON.stringify(rows)).not.toContain(code.replaceAll('-', ''))
  })

  it('is refused in one way, for a wrong code and for an account that is not there', async () => {
    const wrong = await activate('neu', 'ABCD-ABCD-ABCD-ABCD-ABCD')
    const nobody = await activate('niemand', code)
    expect(said(wrong)).toMatchObject({ code: 'activation-invalid' })
    expect({ ...said(wrong), requestId: '' }).toEqual({ ...said(nobody), requestId: '' })
  })

  it('is not used up by a password that is too weak', async () => {
    expect(said(await activate('neu', code, 'kurz'))).toMatchObject({ code: 'password-weak' })
    expect(said(await activate('neu', code, 'Password-123456'))).toMatchObject({ code: 'password-weak' })
  })

  it('lets in once, however it is typed, with the password chosen then', async () => {
    const answer = await activate('neu', ` ${code.toLowerCase().replaceAll('-', '').replaceAll('0', 'o')} `)
    expect(answer.json().user).toMatchObject({ account: 'neu', roles: ['reader'], mustChangePassword: false })
    expect(said(await activate('neu', code))).toMatchObject({ code: 'activation-invalid' })
    await door.enter('neu', 'Erste-9-Wahl!')
  })

  it('is good for a day', async () => {
    const late = await draw(await door.account('spaet', ['reader']))
    door.pass(24 * 60)
    expect(said(await activate('spaet', late))).toMatchObject({ code: 'activation-invalid' })
  })
})

describe('the login page of a demo office', () => {
  it('has the accounts that still have the demo password, and only there, and only before the login', async () => {
    const door = await openDoor(databases)
    await door.account('chief', ['chief'], { name: '主任' })
    const changed = await door.account('editor', ['editor'])
    const current = async (cookie?: string) => (await door.call('session.current', {}, cookie ? { cookie } : {})).json()
    expect(await current()).toMatchObject({ user: null, demoAccounts: null, office: { name: '某局办公室' } })
    await door.database.write(async db => {
      const settings = JSON.stringify({ form: {}, demo: { password: PASSWORD } })
      await db.updateTable('office').set({ demo: 1, settings }).execute()
      await db.updateTable('user_account').set({ password_changed_at: 'x' }).where('id', '=', changed).execute()
    })
    expect((await current()).demoAccounts).toEqual([
      { account: 'chief', password: PASSWORD, name: '主任', role: 'chief' },
    ])
    expect((await current(await door.enter('chief'))).demoAccounts).toBeNull()
  })
})
