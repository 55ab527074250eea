import { AsyncResource } from 'node:async_hooks'
import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { DIALECTS, openDatabases } from '../../../test/support/databases.ts'
import { AT, insertFact, insertOffice } from '../../../test/support/office-rows.ts'
import type { Db } from '../context.ts'
import { dump } from './dump.ts'
import { problemOf } from './errors.ts'
import type { Database } from './open.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const opened = async (dialect: (typeof DIALECTS)[number]): Promise<Database> => {
  const database = await databases.open(dialect)
  await database.write(db => insertOffice(db))
  return database
}

const facts = (database: Database) =>
  database.read(async db => (await db.selectFrom('fact').select('id').orderBy('seq').execute()).map(row => row.id))

describe.each(DIALECTS)('a database on %s', dialect => {
  it('answers when it is asked whether it does', async () => {
    await expect((await opened(dialect)).check()).resolves.toBeUndefined()
  })

  it('keeps nothing of a write that throws', async () => {
    const database = await opened(dialect)
    const before = await dump(database)
    const broken = database.write(async db => {
      await insertFact(db, { id: 'fct_1' })
      throw new Error('changed my mind')
    })
    await expect(broken).rejects.toThrow('changed my mind')
    expect(await dump(database)).toBe(before)
  })

  it('gives the result of a rehearsal and keeps nothing of it', async () => {
    const database = await opened(dialect)
    const before = await dump(database)
    const seen = await database.write(
      async db => {
        await insertFact(db, { id: 'fct_1' })
        return db.selectFrom('fact').select('id').execute()
      },
      { rollBack: true },
    )
    expect(seen.map(row => row.id)).toEqual(['fct_1'])
    expect(await dump(database)).toBe(before)
  })

  it.each(['write', 'read'] as const)('fails at once when a transaction is begun inside a %s', async outer => {
    const database = await opened(dialect)
    for (const inner of ['write', 'read'] as const) {
      const nested = database[outer](() => database[inner](async db => db.selectFrom('office').selectAll().execute()))
      await expect(nested).rejects.toThrow('inside another')
    }
    const nested = database[outer](db => db.transaction().execute(async () => 1))
    await expect(nested).rejects.toThrow()
    expect(await facts(database)).toEqual([])
  })

  it('lets a later transaction begin in what an earlier one left running', async () => {
    const database = await opened(dialect)
    let later: Promise<string[]> = Promise.resolve([])
    let goOn = (): void => undefined
    await database.write(async db => {
      await insertFact(db, { id: 'fct_1' })
      later = new Promise<void>(resolve => {
        goOn = resolve
      }).then(() => facts(database))
    })
    goOn()
    expect(await later).toEqual(['fct_1'])
  })

  it('refuses a write in a read as a bug, not as a failed disk', async () => {
    const database = await opened(dialect)
    const error = await database.read(db => insertFact(db, { id: 'fct_1' })).catch(cause => cause)
    expect(error.message).toBe('a query tried to write')
    expect(problemOf(error)).toBeNull()
    expect(await facts(database)).toEqual([])
  })

  it('shows a read the same rows from its first look to its last, while others write', async () => {
    const database = await opened(dialect)
    const count = async (db: Db) => (await db.selectFrom('fact').select('id').execute()).length
    const [early, late] = await database.read(async db => {
      const first = await count(db)
      await apart(() => database.write(inner => insertFact(inner, { id: 'fct_1' })))
      return [first, await count(db)]
    })
    expect([early, late]).toEqual([0, 0])
    expect(await facts(database)).toEqual(['fct_1'])
  })

  it('lets reads go on while a write is under way', async () => {
    const database = await opened(dialect)
    const seen = await database.write(async db => {
      await insertFact(db, { id: 'fct_1' })
      return apart(() => facts(database))
    })
    expect(seen).toEqual([])
  })

  it('carries out one of a hundred equal commands that come at once, and answers all of them alike', async () => {
    const database = await opened(dialect)
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, caller) => database.write(db => command(db, 'key-1', `fct_${caller}`))),
    )
    expect(new Set(answers).size).toBe(1)
    expect(await facts(database)).toEqual([...new Set(answers)])
  })

  it('makes one of two wait where both check before they write, and the second sees what the first did', async () => {
    const database = await opened(dialect)
    const record = (id: string) => () =>
      database.write(
        async db => {
          const there = await db.selectFrom('outlet').select('id').where('name', '=', '市信息').executeTakeFirst()
          if (there !== undefined) return 'was there'
          await db.insertInto('outlet').values({ id, office_id: 'off_1', name: '市信息', level: 'city' }).execute()
          return 'made'
        },
        { outcome: async () => null },
      )
    const answers = await Promise.all([record('out_a')(), record('out_b')(), record('out_c')()])
    expect(answers.sort()).toEqual(['made', 'was there', 'was there'])
  })

  it('lets a fact that comes during a close wait for it, and then be refused', async () => {
    const database = await opened(dialect)
    await database.write(db => insertFact(db, { id: 'fct_1' }))
    let late: Promise<string | undefined> = Promise.resolve('never began')
    const counted = await database.write(async db => {
      await lockJune(db)
      const found = await db.selectFrom('fact').select('id').execute()
      late = apart(() => database.write(inner => insertFact(inner, { id: 'fct_2', issue: 10 }))).then(
        () => 'was taken',
        error => problemOf(error)?.code,
      )
      if (dialect === 'postgres') await somebodyWaits(db, late)
      await closeJune(db)
      return found.map(row => row.id)
    })
    expect(await late).toBe('period-closed')
    expect(await facts(database)).toEqual(counted)
  })

  it('counts in a close every fact that came before it, and refuses all others', async () => {
    const database = await opened(dialect)
    const record = (issue: number) =>
      database
        .write(db => insertFact(db, { id: `fct_${issue}`, issue }))
        .then(
          () => `fct_${issue}`,
          error => problemOf(error)?.code,
        )
    const early = Array.from({ length: 10 }, (_, number) => record(number + 1))
    const close = database.write(async db => {
      await lockJune(db)
      const found = await db.selectFrom('fact').select('id').execute()
      await closeJune(db)
      return found.map(row => row.id)
    })
    const outcomes = await Promise.all([...early, ...Array.from({ length: 10 }, (_, number) => record(number + 11))])
    const counted = (await close).sort()
    expect(outcomes.filter(outcome => outcome !== 'period-closed').sort()).toEqual(counted)
    expect((await facts(database)).sort()).toEqual(counted)
  })

  it('refuses everything after it was closed', async () => {
    const database = await databases.open(dialect)
    await database.close()
    await expect(database.read(async () => 1)).rejects.toThrow()
    await expect(database.write(async () => 1)).rejects.toThrow()
  })
})

it('tells the same story in the same bytes on both databases', async () => {
  const told = await Promise.all(
    DIALECTS.map(async dialect => {
      const database = await opened(dialect)
      await database.write(db => insertOffice(db, 'off_2'))
      await database.write(db => command(db, 'key-1', 'fct_1'))
      await database.write(db => insertFact(db, { id: 'fct_gone', issue: 1 }), { rollBack: true })
      await database.write(db => command(db, 'key-1', 'fct_2'))
      await database.write(db =>
        insertFact(db, { id: 'fct_3', issue: null, note: '“引号”\n换行 \u{20000}', points_x100: -50 }),
      )
      for (const account of ['a', 'b'])
        await database.write(db => db.insertInto('login_failure').values({ account, ip: '::1', at: AT }).execute())
      return dump(database)
    }),
  )
  expect(told[0]).toBe(told[1])
  expect(told[0]).toContain('"seq":2')
})

const lockJune = (db: Db) =>
  db
    .updateTable('period')
    .set(row => ({ state: row.ref('state') }))
    .where('period', '=', '2023-06')
    .execute()

const closeJune = (db: Db) =>
  db.updateTable('period').set({ state: 'closed', generation: 1 }).where('period', '=', '2023-06').execute()

/** Until PostgreSQL has somebody waiting for us, or whoever should wait did not. */
async function somebodyWaits(db: Db, work: Promise<unknown>): Promise<void> {
  let over = false
  void work.then(() => {
    over = true
  })
  for (let waiting = false; !waiting && !over; ) {
    const { rows } = await sql`select 1 from pg_locks where not granted`.execute(db)
    waiting = rows.length > 0
  }
}

/** The pattern of every command: take the key, do it once, keep the answer. */
async function command(db: Db, key: string, fact: string): Promise<string> {
  const row = { user_id: 'usr_1', key }
  const taken = await db
    .insertInto('idempotency')
    .values({ ...row, operation: 'o', body_sm3: 'b', status: 0, answer: '', created_at: AT })
    .onConflict(conflict => conflict.columns(['user_id', 'key']).doNothing())
    .executeTakeFirst()
  if (taken.numInsertedOrUpdatedRows === 1n) {
    await insertFact(db, { id: fact })
    await db.updateTable('idempotency').set({ status: 200, answer: fact }).where('key', '=', key).execute()
  }
  const kept = await db.selectFrom('idempotency').select('answer').where('key', '=', key).executeTakeFirstOrThrow()
  return kept.answer
}

/** Runs work as another request would: outside the transaction that is under way here. */
const outside = new AsyncResource('another request')
const apart = <T>(work: () => Promise<T>): Promise<T> => outside.runInAsyncScope(work)
