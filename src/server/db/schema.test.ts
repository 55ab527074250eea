import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { DIALECTS, openDatabases } from '../../../test/support/databases.ts'
import { AT, insertArticle, insertFact, insertOffice } from '../../../test/support/office-rows.ts'
import type { Db } from '../context.ts'
import { ORDER } from './dump.ts'
import { problemOf } from './errors.ts'
import { migrate } from './migrate.ts'
import type { Database } from './open.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

describe.each(DIALECTS)('the schema on %s', dialect => {
  /** A database with an office and what a test adds. */
  const opened = async (more: (db: Db) => Promise<unknown> = async () => undefined): Promise<Database> => {
    const database = await databases.open(dialect)
    await database.write(async db => {
      await insertOffice(db)
      await more(db)
    })
    return database
  }
  const refused = (work: Promise<unknown>) =>
    work.then(
      () => 'not refused',
      error => problemOf(error)?.code ?? String(error.message),
    )

  it('refuses to change, replace or delete a row of every append-only table', async () => {
    const database = await opened(filled)
    for (const [name, column] of APPEND_ONLY) {
      const target = sql.table(name)
      const same = sql.ref(column)
      const update = database.write(db => sql`update ${target} set ${same} = ${same}`.execute(db))
      expect([name, await refused(update)]).toEqual([name, `append-only: ${name}`])
      const remove = database.write(db => sql`delete from ${target}`.execute(db))
      expect([name, await refused(remove)]).toEqual([name, `append-only: ${name}`])
      const other =
        dialect === 'sqlite'
          ? database.write(db => sql`insert or replace into ${target} select * from ${target}`.execute(db))
          : database.write(db => sql`truncate ${target} cascade`.execute(db))
      expect(await refused(other)).toMatch(/^append-only/)
    }
  })

  it('takes no fact, credit, entry or standing for a month that is closed, and says which month', async () => {
    const database = await opened(async db => {
      await filled(db)
      await db.updateTable('period').set({ state: 'closed', generation: 1 }).where('period', '=', '2023-06').execute()
    })
    const writes: ((db: Db) => Promise<unknown>)[] = [
      db => insertFact(db, { id: 'fct_2', issue: 10 }),
      db =>
        db
          .insertInto('fact_credit')
          .values({ fact_id: 'fct_1', unit_id: 'unt_off_1_2', position: 2, weight: 1 })
          .execute(),
      db => insertEntry(db, 'ent_2', 2),
      db => insertStanding(db, 'unt_off_1_2'),
      db => insertClose(db, 2),
    ]
    for (const write of writes) {
      const problem = problemOf(await database.write(write).catch(error => error))
      expect([problem?.code, problem?.params]).toEqual(['period-closed', { period: '2023-06' }])
    }
    await database.write(db => insertFact(db, { id: 'fct_3', posting: '2023-07', issue: 10 }))
  })

  it('takes no fact for a month nobody opened', async () => {
    const database = await opened()
    expect(await refused(database.write(db => insertFact(db, { id: 'fct_1', posting: '2024-01' })))).toBe(
      'period-unknown',
    )
  })

  it('lets a close be reopened once and changed in no other way, and no month disappear', async () => {
    const database = await opened(db => insertClose(db, 1))
    const change = (set: Parameters<typeof changeClose>[1]) => database.write(db => changeClose(db, set))
    expect(await refused(change({ digest: 'other' }))).toBe('append-only: close')
    const again = { reopened_at: AT, reopened_by: 'usr_1', reopen_reason: '漏登一篇' }
    expect(await refused(change(again))).toBe('not refused')
    expect(await refused(change(again))).toBe('append-only: close')
    expect(await refused(database.write(db => db.deleteFrom('close').execute()))).toBe('append-only: close')
    expect(await refused(database.write(db => db.deleteFrom('period').where('period', '=', '2023-07').execute()))).toBe(
      'append-only: period',
    )
  })

  it('opens no month again whose notice is out', async () => {
    const database = await opened(db =>
      db.updateTable('period').set({ state: 'issued', generation: 1 }).where('period', '=', '2023-06').execute(),
    )
    const reopen = database.write(db =>
      db.updateTable('period').set({ state: 'open' }).where('period', '=', '2023-06').execute(),
    )
    expect(await refused(reopen)).toBe('notice-issued')
  })

  it('has one adoption of an article as one kind in one issue, until it is retracted, and one retraction of a fact', async () => {
    const database = await opened(db => insertFact(db, { id: 'fct_1' }))
    expect(await refused(database.write(db => insertFact(db, { id: 'fct_2' })))).toBe('already-adopted')
    const retraction = { type: 'retraction', of_fact: 'fct_1', article_id: null, outlet_id: null, issue: null }
    await database.write(db => insertFact(db, { ...retraction, id: 'fct_3' }))
    expect(await refused(database.write(db => insertFact(db, { ...retraction, id: 'fct_4' })))).toBe(
      'already-retracted',
    )
    await database.write(db => insertFact(db, { id: 'fct_5' }))
    await database.write(db => insertFact(db, { id: 'fct_6', issue: null }))
    await database.write(db => insertFact(db, { id: 'fct_7', issue: null }))
  })

  it.each([
    ['without end', null, null, 'alias-taken'],
    ['up to the month in which the other begins', null, '2023-07', 'alias-taken'],
    ['up to the month before', null, '2023-06', 'not refused'],
    ['from the month after the other ends', '2024-01', null, 'not refused'],
    ['from the month in which the other ends', '2023-12', null, 'alias-taken'],
  ])('gives one name to one unit at a time: %s', async (_when, from_period, to_period, result) => {
    const database = await opened()
    const alias = (unit_id: string, from: string | null, to: string | null) =>
      database.write(db =>
        db
          .insertInto('unit_name')
          .values({
            office_id: 'off_1',
            unit_id,
            name: '丙局',
            name_key: '丙局',
            kind: 'alias',
            from_period: from,
            to_period: to,
          })
          .execute(),
      )
    await alias('unt_off_1_1', '2023-07', '2023-12')
    expect(await refused(alias('unt_off_1_2', from_period, to_period))).toBe(result)
    expect(await refused(alias('unt_off_1_1', '2023-08', '2023-09'))).toBe('not refused')
  })

  it('lets no row refer to one of another office', async () => {
    const database = await opened(db => insertOffice(db, 'off_2'))
    expect(await refused(database.write(db => insertFact(db, { id: 'fct_1', article_id: 'art_off_2' })))).toMatch(
      /foreign key/i,
    )
  })

  it('numbers facts without gaps in the order of commits, whatever was rolled back between', async () => {
    const database = await opened()
    await database.write(db => insertFact(db, { id: 'fct_1' }))
    await database.write(db => insertFact(db, { id: 'fct_2', issue: 10 }), { rollBack: true })
    await expect(database.write(db => insertFact(db, { id: 'fct_3' }))).rejects.toThrow()
    await Promise.all(
      [11, 12, 13, 14].map(issue => database.write(db => insertFact(db, { id: `fct_${issue}`, issue }))),
    )
    const rows = await database.read(db => db.selectFrom('fact').select('seq').orderBy('seq').execute())
    expect(rows.map(row => row.seq)).toEqual([1, 2, 3, 4, 5])
  })

  it('orders and compares texts by their bytes', async () => {
    const database = await opened(async db => {
      for (const id of ['a', 'B', '_', '一', '丁', 'é', 'Z', '10', '9', '\u{20000}'])
        await insertArticle(db, 'off_1', id)
    })
    const rows = await database.read(db =>
      db.selectFrom('article').select('id').where('id', '<>', 'art_off_1').orderBy('id').execute(),
    )
    expect(rows.map(row => row.id)).toEqual(['10', '9', 'B', 'Z', '_', 'a', 'é', '一', '丁', '\u{20000}'])
  })

  it('gives counts and sums as numbers', async () => {
    const database = await opened(filled)
    const row = await database.read(db =>
      db
        .selectFrom('entry')
        .select(eb => [eb.fn.countAll<number>().as('count'), eb.fn.sum<number>('points_x100').as('sum')])
        .executeTakeFirst(),
    )
    expect({ ...row }).toEqual({ count: 1, sum: 100 })
  })

  it('refuses points that are not quantity × each, and numbers out of range', async () => {
    const database = await opened()
    expect(await refused(database.write(db => insertEntry(db, 'ent_1', 1, 101)))).toMatch(/check constraint/i)
    expect(await refused(database.write(db => insertFact(db, { id: 'fct_1', points_x100: 2e9 })))).toMatch(
      /check constraint/i,
    )
    expect(await refused(database.write(db => insertFact(db, { id: 'fct_1', quantity: 0 })))).toMatch(
      /check constraint/i,
    )
  })

  it('has a row type in the dump for every table there is', async () => {
    const database = await databases.openBare(dialect)
    await migrate(database)
    const query =
      dialect === 'sqlite'
        ? sql<{ name: string }>`select name from sqlite_schema where type = 'table'`
        : sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'`
    const { rows } = await database.read(db => query.execute(db))
    // The index differs by database, and holds nothing that `search_text` does not say.
    const names = rows.map(row => row.name).filter(name => !/^search_index/.test(name))
    expect(names.sort()).toEqual([...Object.keys(ORDER), 'schema_migration'].sort())
    expect(names.length).toBeLessThan(rows.length)
  })
})

/** One row in each append-only table, all of June. */
async function filled(db: Db): Promise<void> {
  await insertFact(db, { id: 'fct_1', issue: null })
  await db
    .insertInto('fact_credit')
    .values({ fact_id: 'fct_1', unit_id: 'unt_off_1_1', position: 1, weight: 1 })
    .execute()
  await insertEntry(db, 'ent_1', 1)
  await db.insertInto('entry_fact').values({ entry_id: 'ent_1', fact_id: 'fct_1' }).execute()
  await insertStanding(db, 'unt_off_1_1')
  const sm3 = 'a'.repeat(64)
  await db.insertInto('file').values({ sm3, size: 1, created_at: AT }).execute()
  await db
    .insertInto('notice')
    .values({
      office_id: 'off_1',
      period: '2023-06',
      generation: 1,
      title: '通报',
      notice_json: '{}',
      file_sm3: sm3,
      issued_on: '2023-07-01',
      issued_at: AT,
      issued_by: 'usr_1',
    })
    .execute()
  const rest = {
    at: AT,
    user_id: '',
    user_name: '',
    ip: '',
    session: '',
    subject: '',
    input: '{}',
    result: 'ok',
    hash: 'h',
  }
  await db
    .insertInto('activity')
    .values({ office_id: 'off_1', seq: 1, operation: 'fact.list', ...rest })
    .execute()
}

const APPEND_ONLY: readonly (readonly [table: string, column: string])[] = [
  ['entry_fact', 'fact_id'],
  ['fact_credit', 'weight'],
  ['entry', 'clause'],
  ['fact', 'note'],
  ['standing', 'rank'],
  ['notice', 'title'],
  ['activity', 'subject'],
]

const insertEntry = (db: Db, id: string, position: number, points_x100 = 100) =>
  db
    .insertInto('entry')
    .values({
      id,
      office_id: 'off_1',
      period: '2023-06',
      generation: 1,
      position,
      unit_id: 'unt_off_1_1',
      component: '采用',
      points_x100,
      rule_set: 'rules',
      rule: 'own-report',
      clause: '每篇计1分',
      quantity: 1,
      each_x100: 100,
      about: null,
    })
    .execute()

const insertStanding = (db: Db, unit_id: string) =>
  db
    .insertInto('standing')
    .values({
      office_id: 'off_1',
      period: '2023-06',
      generation: 1,
      unit_id,
      unit_name: '甲局',
      unit_position: 1,
      group_id: 'grp_off_1',
      group_json: '{}',
      components_json: '{}',
      counts_json: '{}',
      month_x100: 100,
      year_x100: 100,
      rank: 1,
      previous_rank: null,
    })
    .execute()

const insertClose = (db: Db, generation: number) =>
  db
    .insertInto('close')
    .values({
      office_id: 'off_1',
      period: '2023-06',
      generation,
      rule_set: 'rules',
      digest: 'd',
      closed_at: AT,
      closed_by: 'usr_1',
      reason: '',
      reopened_at: null,
      reopened_by: null,
      reopen_reason: null,
    })
    .execute()

const changeClose = (
  db: Db,
  set: { digest?: string; reopened_at?: string; reopened_by?: string; reopen_reason?: string },
) => db.updateTable('close').set(set).execute()
