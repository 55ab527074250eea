import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabases } from '../../../test/support/databases.ts'
import { cookieOf, type Door, openDoor, said } from '../../../test/support/door.ts'
import { insertOffice } from '../../../test/support/office-rows.ts'
import { OfficeId, UserId } from '../../domain/model.ts'
import { dump } from '../db/dump.ts'
import { run } from '../pipeline.ts'
import { signedOut } from '../session.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

describe.each(['sqlite', 'postgres'] as const)('accounts in the hands of three administrators, on %s', dialect => {
  let door: Door
  const cookies = { system: '', security: '', audit: '', editor: '' }
  let security = ''
  let editor = ''
  beforeAll(async () => {
    door = await openDoor(databases, { dialect })
    await door.account('system', ['system-admin'])
    security = await door.account('security', ['security-admin'])
    await door.account('audit', ['audit-admin'])
    editor = await door.account('editor', ['editor'])
    cookies.system = await door.enter('system')
    cookies.security = await door.enter('security')
    cookies.audit = await door.enter('audit')
    cookies.editor = await door.enter('editor')
  })
  const grant = async (user: string, roles: readonly string[], cookie = cookies.security) =>
    said(await door.call('user.grant', { user, roles }, { cookie }))
  const list = async () => (await door.call('user.list', {}, { cookie: cookies.system })).json().users
  const find = async (id: string) => (await list()).find((user: { id: string }) => user.id === id)
  const inside = async (cookie: string) => (await door.call('session.current', {}, { cookie })).json().user !== null

  it('one makes it, another gives it roles, and only then it may do something', async () => {
    const made = await door.call(
      'user.create',
      { account: 'neu', name: '新人', unit: 'unt_off_1_1' },
      { cookie: cookies.system },
    )
    const { user, activationCode } = made.json()
    expect(await find(user)).toMatchObject({
      account: 'neu',
      name: '新人',
      roles: [],
      unit: 'unt_off_1_1',
      disabled: false,
    })
    const input = { account: 'neu', code: activationCode, password: 'Erste-9-Wahl!' }
    // Nobody comes in on the word of one administrator; the code is not used up by trying.
    expect(said(await door.call('session.activate', input))).toMatchObject({ code: 'not-granted' })
    expect(await grant(user, ['editor', 'correspondent'])).toEqual({ done: true })
    expect((await find(user)).roles).toEqual(['correspondent', 'editor'])
    const cookie = cookieOf(await door.call('session.activate', input))
    expect(await inside(cookie)).toBe(true)
    expect(await grant(user, [])).toEqual({ done: true })
    expect(await inside(cookie)).toBe(false)
    const again = await door.call('session.login', { account: 'neu', password: input.password })
    expect(said(again)).toMatchObject({ code: 'not-granted' })
  })

  it('the code for a new account is given again under its key, and stands nowhere in the database', async () => {
    const input = { account: 'geheim', name: '新人', unit: null }
    const more = { cookie: cookies.system, headers: { 'idempotency-key': 'one-new-account' } }
    const first = await door.call('user.create', input, more)
    const { user, activationCode } = first.json()
    expect((await door.call('user.create', input, more)).body).toBe(first.body)
    const reset = { cookie: cookies.system, headers: { 'idempotency-key': 'one-reset' } }
    const again = await door.call('user.reset', { user }, reset)
    expect((await door.call('user.reset', { user }, reset)).body).toBe(again.body)
    const rows = await dump(door.database)
    for (const code of [activationCode, again.json().activationCode]) {
      expect(code.length).toBeGreaterThan(20)
      expect(rows).not.toContain(code)
    }
    expect(rows).toContain('one-new-account')
  })

  it.each([
    ['user.create', 'security', { account: 'x1', name: 'x', unit: null }],
    ['user.create', 'audit', { account: 'x1', name: 'x', unit: null }],
    ['user.create', 'editor', { account: 'x1', name: 'x', unit: null }],
    ['user.grant', 'system', { user: 'usr_1', roles: ['chief'] }],
    ['user.grant', 'audit', { user: 'usr_1', roles: ['chief'] }],
    ['user.disable', 'system', { user: 'usr_1', disabled: true }],
    ['user.list', 'audit', {}],
    ['activity.list', 'system', {}],
    ['activity.list', 'security', {}],
    ['article.list', 'system', {}],
    ['article.list', 'security', {}],
    ['article.list', 'audit', {}],
  ] as const)('%s is not for the %s administrator', async (name, who, input) => {
    expect(said(await door.call(name, input, { cookie: cookies[who] }))).toMatchObject({ code: 'forbidden' })
  })

  it('stands in the log in words', async () => {
    await grant(editor, ['editor', 'chief'])
    await grant(editor, ['editor'])
    const policy = { secondFactor: false, passwordDays: 0, idleDays: 90, sessions: 2 }
    await door.call('policy.set', policy, { cookie: cookies.security })
    const { activities } = (await door.call('activity.list', { limit: 3 }, { cookie: cookies.audit })).json()
    expect(activities.map((one: { subject: string }) => one.subject)).toEqual([
      '不强制动态口令；密码不限期；闲置 90 天停用；同时登录 2 处',
      expect.stringMatching(/：编辑$/),
      expect.stringMatching(/：编辑、审核签发$/),
    ])
  })

  it('nobody gives roles to themselves, nor takes themselves out', async () => {
    expect(await grant(security, ['security-admin', 'chief'])).toMatchObject({ code: 'four-eyes' })
    const answer = await door.call('user.disable', { user: security, disabled: true }, { cookie: cookies.security })
    expect(said(answer)).toMatchObject({ code: 'four-eyes', message: expect.stringContaining('另一位安全管理员') })
  })

  it.each([[['system-admin', 'security-admin']], [['audit-admin', 'editor']], [['security-admin', 'reader', 'chief']]])(
    'one person cannot hold %j',
    async roles => {
      const answer = await grant(editor, roles)
      expect(answer).toMatchObject({ code: 'invalid-input', message: expect.stringContaining('一人只能担任一个') })
    },
  )

  it('a correspondent or reviewer belongs to a unit', async () => {
    expect(await grant(editor, ['correspondent'])).toMatchObject({ code: 'invalid-input' })
    expect(await grant(editor, ['reviewer'])).toMatchObject({ code: 'invalid-input' })
  })

  it('the last administrator of a kind stays, until there is another who can log in', async () => {
    const [system] = (await list()).filter((user: { account: string }) => user.account === 'system')
    expect(await grant(system.id, [])).toMatchObject({ code: 'last-administrator' })
    const off = () => door.call('user.disable', { user: system.id, disabled: true }, { cookie: cookies.security })
    expect(said(await off())).toMatchObject({ code: 'last-administrator' })
    const second = await door.account('system2', [])
    expect(await grant(second, ['system-admin'])).toEqual({ done: true })
    expect(said(await off())).toEqual({ done: true })
    expect(await inside(cookies.system)).toBe(false)
    await door.call('user.disable', { user: system.id, disabled: false }, { cookie: cookies.security })
    cookies.system = await door.enter('system')
  })

  it('of two that would each leave the other as the last, one waits and is refused', async () => {
    const other = await door.account('security2', ['security-admin'])
    const disable = (actor: string, user: string) =>
      run(door.world, {
        operation: 'user.disable',
        input: { user, disabled: true },
        // Both are let in before either began: what their sessions would say no longer matters.
        actor: { ...signedOut('127.0.0.1'), user: UserId.parse(actor), callers: ['signed-in', 'security-admin'] },
        office: OfficeId.parse('off_1'),
        key: `disable-${user}`,
        dryRun: false,
        requestId: '',
      })
    const answers = await Promise.all([disable(other, security), disable(security, other)])
    expect(answers.map(answer => answer.status).sort()).toEqual([200, 409])
    await door.database.write(db => db.updateTable('user_account').set({ disabled: 0 }).execute())
    cookies.security = await door.enter('security')
  })

  it('a disabled account is out at once, and comes back with its roles', async () => {
    const id = await door.account('kurz', ['reader'])
    const cookie = await door.enter('kurz')
    await door.call('user.disable', { user: id, disabled: true }, { cookie: cookies.security })
    expect(await inside(cookie)).toBe(false)
    expect((await door.call('session.login', { account: 'kurz', password: 'Lieber-7-Berge' })).statusCode).toBe(401)
    await door.call('user.disable', { user: id, disabled: false }, { cookie: cookies.security })
    await door.enter('kurz')
  })

  it('an account of another office is as little there as none', async () => {
    await door.database.write(async db => {
      await insertOffice(db, 'off_2')
      await db.deleteFrom('session').execute()
      await db.updateTable('user_account').set({ office_id: 'off_2' }).where('account', '=', 'kurz').execute()
    })
    cookies.security = await door.enter('security')
    cookies.system = await door.enter('system')
    const foreign = await door.database.read(db =>
      db.selectFrom('user_account').select('id').where('account', '=', 'kurz').executeTakeFirstOrThrow(),
    )
    const [there, nowhere] = [await grant(foreign.id, ['chief']), await grant('usr_999', ['chief'])]
    expect(there).toMatchObject({ code: 'not-found' })
    expect({ ...there, requestId: '' }).toEqual({ ...nowhere, requestId: '' })
    expect(await find(foreign.id)).toBeUndefined()
    const create = await door.call(
      'user.create',
      { account: 'x2', name: 'x', unit: 'unt_off_2_1' },
      { cookie: cookies.system },
    )
    expect(said(create)).toMatchObject({ code: 'not-found' })
  })

  it('the same account name is refused by name, and what was made before stays', async () => {
    const input = { account: 'editor', name: '另一人', unit: null }
    const answer = said(await door.call('user.create', input, { cookie: cookies.system }))
    expect(answer).toMatchObject({ code: 'duplicate-name', message: expect.stringContaining('editor') })
    expect((await find(editor)).name).toBe('editor君')
  })
})
