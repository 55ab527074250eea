import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabases } from '../../test/support/databases.ts'
import { insertOffice } from '../../test/support/office-rows.ts'
import { type Instant, instantOf } from '../domain/calendar.ts'
import { OfficeId } from '../domain/model.ts'
import { appendActivity, chainIntact, redacted } from './activity.ts'
import type { Db } from './context.ts'
import type { Database } from './db/open.ts'
import { signedOut } from './session.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const KEY = Buffer.from('the key of a test')
const OFFICE = OfficeId.parse('off_1')
const at: Instant = instantOf(Date.UTC(2023, 6, 1))
const append = (db: Db, subject: string, office = OFFICE) =>
  appendActivity(db, KEY, {
    office,
    at,
    actor: { ...signedOut('127.0.0.1'), name: '王红' },
    operation: 'article.record',
    subject,
    input: redacted('article.record', { title: subject, body: '正文' }),
    result: 'ok',
  })
const chain = (database: Database, key = KEY) => database.read(db => chainIntact(db, key, OFFICE))

describe.each(['sqlite', 'postgres'] as const)('the operations log, on %s', dialect => {
  let database: Database
  /** What the chain says after somebody with the database in their hands changed it: what refuses changes is taken away first. */
  const tampered = (change: (db: Db) => Promise<unknown>) =>
    database.write(
      async db => {
        if (dialect === 'postgres') await sql`alter table activity disable trigger user`.execute(db)
        else {
          const triggers = sql<{
            name: string
          }>`select name from sqlite_master where type = 'trigger' and tbl_name = 'activity'`
          const { rows } = await triggers.execute(db)
          expect(rows.length).toBeGreaterThan(0)
          for (const { name } of rows) await sql`drop trigger ${sql.id(name)}`.execute(db)
        }
        await change(db)
        return chainIntact(db, KEY, OFFICE)
      },
      { rollBack: true },
    )
  const fill = async (rows: number) => {
    database = await databases.open(dialect)
    await database.write(db => insertOffice(db))
    await database.write(db => insertOffice(db, 'off_2'))
    await database.write(async db => {
      for (let n = 1; n <= rows; n += 1) await append(db, `稿件 ${n}`)
    })
  }
  beforeAll(() => fill(12))

  it('is whole as it was written, and each office has a chain of its own', async () => {
    await database.write(db => append(db, '别处', OfficeId.parse('off_2')))
    expect(await chain(database)).toEqual({ intact: true, firstBad: null })
    const rows = await database.read(db =>
      db.selectFrom('activity').select(['office_id', 'seq']).orderBy('seq').execute(),
    )
    expect(rows.filter(row => row.office_id === 'off_1').map(row => row.seq)).toEqual(
      [...Array(12).keys()].map(n => n + 1),
    )
    expect(rows.filter(row => row.office_id === 'off_2').map(row => row.seq)).toEqual([1])
  })

  it('does not hold with another key', async () => {
    expect(await chain(database, Buffer.from('another key'))).toEqual({ intact: false, firstBad: 1 })
  })

  it('is refused any change by the database itself', async () => {
    const change = (db: Db) => db.updateTable('activity').set({ result: 'ok' }).execute()
    await expect(database.write(change)).rejects.toThrow()
    await expect(database.write(db => db.deleteFrom('activity').execute())).rejects.toThrow()
  })

  it('leaves no gap when a command is undone', async () => {
    await expect(
      database.write(async db => {
        await append(db, '不算')
        throw new Error('undone')
      }),
    ).rejects.toThrow('undone')
    expect(await tampered(db => append(db, '算'))).toEqual({ intact: true, firstBad: null })
  })

  it.each([
    [
      'a changed subject',
      7,
      (db: Db) => db.updateTable('activity').set({ subject: '别的' }).where('seq', '=', 7).execute(),
    ],
    [
      'a changed result',
      1,
      (db: Db) => db.updateTable('activity').set({ result: 'no' }).where('seq', '=', 1).execute(),
    ],
    ['a moved time', 12, (db: Db) => db.updateTable('activity').set({ at: '2024' }).where('seq', '=', 12).execute()],
    ['a row taken out', 5, (db: Db) => db.deleteFrom('activity').where('seq', '=', 5).execute()],
    ['the first taken out', 1, (db: Db) => db.deleteFrom('activity').where('seq', '=', 1).execute()],
    ['the end cut off', 11, (db: Db) => db.deleteFrom('activity').where('seq', '>', 10).execute()],
    ['all of it gone', 1, (db: Db) => db.deleteFrom('activity').execute()],
    [
      'two rows exchanged',
      3,
      async (db: Db) => {
        await db.updateTable('activity').set({ seq: 99 }).where('seq', '=', 3).execute()
        await db.updateTable('activity').set({ seq: 3 }).where('seq', '=', 4).execute()
        await db.updateTable('activity').set({ seq: 4 }).where('seq', '=', 99).execute()
      },
    ],
    [
      'a row of another office put in',
      13,
      // It has one row there, with a hash that is right where it stood.
      (db: Db) =>
        db.updateTable('activity').set({ office_id: 'off_1', seq: 13 }).where('office_id', '=', 'off_2').execute(),
    ],
  ] as const)('shows %s, and where: %i', async (_what, firstBad, change) => {
    expect(await tampered(change)).toEqual({ intact: false, firstBad })
  })

  it('stays one chain when many write at once, even the first', async () => {
    await fill(0)
    await Promise.all(Array.from({ length: 40 }, (_, n) => database.write(db => append(db, `${n}`))))
    const rows = await database.read(db => db.selectFrom('activity').select('seq').orderBy('seq').execute())
    expect(rows.map(row => row.seq)).toEqual([...Array(40).keys()].map(n => n + 1))
    expect(await chain(database)).toEqual({ intact: true, firstBad: null })
  })
})
