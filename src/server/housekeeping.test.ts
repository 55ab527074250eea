import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabases } from '../../test/support/databases.ts'
import { type Door, openDoor, said } from '../../test/support/door.ts'
import { OfficeId } from '../domain/model.ts'
import { chainIntact } from './activity.ts'
import { type Anchors, openAnchors } from './anchors.ts'
import { keepHouse } from './housekeeping.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

describe('a stored answer', () => {
  it('is given again for 72 hours, and no trace of it is left afterwards', async () => {
    const door = await openDoor(databases)
    await door.account('system', ['system-admin'])
    const make = async () =>
      said(
        await door.call(
          'user.create',
          { account: 'neu', name: '新人', unit: null },
          { cookie: await door.enter('system'), headers: { 'idempotency-key': 'one-intention' } },
        ),
      )
    const first = await make()
    expect(first).toHaveProperty('activationCode')
    door.pass(71 * 60)
    await keepHouse(door.world)
    expect(await make()).toEqual(first)
    door.pass(2 * 60)
    await keepHouse(door.world)
    expect(await make()).toMatchObject({ code: 'duplicate-name' })
    const left = await door.database.read(db => db.selectFrom('idempotency').selectAll().execute())
    expect(JSON.stringify(left)).not.toContain(String(first.activationCode))
  })
})

describe('an account nobody uses', () => {
  it('is disabled after ninety days, but not the last administrator', async () => {
    const door = await openDoor(databases)
    await door.account('weg', ['editor'])
    await door.account('da', ['editor'])
    await door.account('anquan', ['security-admin'])
    door.pass(60 * 24 * 60)
    await door.enter('da')
    door.pass(31 * 24 * 60)
    await keepHouse(door.world)
    const rows = await door.database.read(db =>
      db.selectFrom('user_account').select(['account', 'disabled']).orderBy('account').execute(),
    )
    expect(rows).toEqual([
      { account: 'anquan', disabled: 0 },
      { account: 'da', disabled: 0 },
      { account: 'weg', disabled: 1 },
    ])
  })
})

describe('the end of the log', () => {
  let door: Door
  let anchors: Anchors
  let folder = ''
  let cookie = ''
  const path = () => join(folder, 'anchors', 'activity.jsonl')
  const intact = async () => (await door.call('activity.list', {}, { cookie })).json().intact
  beforeAll(async () => {
    folder = databases.folder()
    anchors = openAnchors(folder, Buffer.from('a key for the chain'))
    door = await openDoor(databases, { anchors })
    await door.account('shenji', ['audit-admin'])
    for (let n = 0; n < 5; n += 1) cookie = await door.enter('shenji')
    await keepHouse({ ...door.world, anchors })
  })

  it('is written down once for each news', async () => {
    await keepHouse({ ...door.world, anchors })
    expect(readFileSync(path(), 'utf8').trim().split('\n')).toHaveLength(1)
    cookie = await door.enter('shenji')
    await keepHouse({ ...door.world, anchors })
    expect(readFileSync(path(), 'utf8').trim().split('\n')).toHaveLength(2)
    expect(await intact()).toBe(true)
  })

  it('survives half a line of a power cut', async () => {
    appendFileSync(path(), '{"at":"2023-')
    cookie = await door.enter('shenji')
    await keepHouse({ ...door.world, anchors })
    expect(await intact()).toBe(true)
    expect(readFileSync(path(), 'utf8').trim().split('\n')).toHaveLength(4)
  })

  it('shows that the log was cut off, head and all, which the chain alone does not', async () => {
    await door.database.write(async db => {
      await sql`drop trigger activity_no_delete`.execute(db)
      await sql`delete from activity where seq > 2`.execute(db)
      await sql`update activity_head set seq = 2, hash = (select hash from activity where seq = 2)`.execute(db)
    })
    expect(await intact()).toBe(false)
    const alone = await door.database.read(db => chainIntact(db, door.world.logKey, OfficeId.parse('off_1')))
    expect(alone).toEqual({ intact: true, firstBad: null })
  })

  it('cannot be written by somebody without the key', async () => {
    const lines = readFileSync(path(), 'utf8').trim().split('\n')
    writeFileSync(path(), `${lines[0]?.replace(/"seq":\d+/, '"seq":1')}\n`)
    expect(await intact()).toBe(false)
  })
})
