import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { type CuttingProxy, openCuttingProxy } from '../../../test/support/cutting-proxy.ts'
import { openDatabases } from '../../../test/support/databases.ts'
import { AT, insertFact, insertOffice } from '../../../test/support/office-rows.ts'
import { CannotStart } from '../cannot-start.ts'
import type { Db } from '../context.ts'
import { problemOf } from './errors.ts'
import { migrate } from './migrate.ts'
import { type Database, openDatabase } from './open.ts'

const databases = openDatabases()
const closing: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of closing) await close()
  await databases.stop()
})

/** A database with an office, reached through a line that can be cut, and directly. */
async function opened(): Promise<{ database: Database; direct: Database; line: CuttingProxy }> {
  const url = await databases.url()
  const line = await openCuttingProxy(url)
  const direct = await openDatabase({ url, folder: databases.folder() })
  await migrate(direct)
  await direct.write(db => insertOffice(db))
  const database = await openDatabase({ url: line.url, folder: databases.folder() })
  closing.push(async () => {
    await database.close()
    await direct.close()
    await line.stop()
  })
  return { database, direct, line }
}

/** A command as the pipeline does it: effect and answer in one transaction, the answer found again by its key. */
const command = (database: Database, key: string, during: (db: Db) => Promise<unknown> = async () => undefined) =>
  database.write<string>(
    async db => {
      const row = {
        user_id: 'usr_1',
        key,
        operation: 'o',
        body_sm3: '',
        status: 200,
        answer: `answer of ${key}`,
        created_at: AT,
      }
      await db.insertInto('idempotency').values(row).execute()
      await insertFact(db, { id: `fct_${key}`, issue: null })
      await during(db)
      return row.answer
    },
    { outcome: db => answerOf(db, key) },
  )

const answerOf = async (db: Db, key: string): Promise<string | null> =>
  (await db.selectFrom('idempotency').select('answer').where('key', '=', key).executeTakeFirst())?.answer ?? null

const facts = (database: Database) =>
  database.read(async db => (await db.selectFrom('fact').select('id').orderBy('seq').execute()).map(row => row.id))

/** Ends connections of the server from inside, those of one database, but not the one that asks. */
const terminate = (db: Db, which: 'idle' | 'idle in transaction') =>
  sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and state = ${which}`.execute(db)

describe('a connection that PostgreSQL drops', () => {
  it('in the middle of a transaction is answered in words, and the next write goes through', async () => {
    const { database, direct } = await opened()
    const dropped = database.write(async db => {
      await insertFact(db, { id: 'fct_1' })
      await direct.write(other => terminate(other, 'idle in transaction')).catch(() => undefined)
      await insertFact(db, { id: 'fct_2', issue: 10 })
    })
    expect(problemOf(await dropped.catch(error => error))?.code).toBe('database-gone')
    await database.write(db => insertFact(db, { id: 'fct_3' }))
    expect(await facts(direct)).toEqual(['fct_3'])
  })

  it('is done again for a command that can be found again, with one effect', async () => {
    const { database, direct } = await opened()
    let tries = 0
    const answer = await command(database, 'k1', async db => {
      tries += 1
      if (tries === 1) await sql`select pg_terminate_backend(pg_backend_pid())`.execute(db)
    })
    expect([answer, tries]).toEqual(['answer of k1', 2])
    expect(await facts(direct)).toEqual(['fct_k1'])
  })

  it('while it is idle, disturbs nobody', async () => {
    const { database, direct } = await opened()
    await Promise.all([1, 2, 3, 4].map(() => database.check()))
    await direct.write(db => terminate(db, 'idle'))
    await database.write(db => insertFact(db, { id: 'fct_1' }))
    await expect(database.check()).resolves.toBeUndefined()
  })
})

describe('a COMMIT that nobody confirmed', () => {
  it.each(['before', 'after'] as const)(
    'has one effect and its answer, when the line was cut %s it was carried out',
    async where => {
      const { database, direct, line } = await opened()
      for (let round = 0; round < 10; round += 1) {
        line.cut(where)
        expect(await command(database, `${round}`)).toBe(`answer of ${round}`)
      }
      expect(line.cuts).toBe(10)
      expect(await facts(direct)).toEqual(Array.from({ length: 10 }, (_, round) => `fct_${round}`))
    },
  )

  it('is carried out at most four times, then given up', async () => {
    const { database, direct, line } = await opened()
    line.cut('before', 100)
    const error = await command(database, 'k1').catch(cause => cause)
    expect(problemOf(error)?.code).toBe('database-gone')
    expect(line.cuts).toBe(4)
    expect(await facts(direct)).toEqual([])
  })

  it('is never repeated for a write that could not be found again', async () => {
    const { database, direct, line } = await opened()
    line.cut('after')
    const error = await database.write(db => insertFact(db, { id: 'fct_1', issue: null })).catch(cause => cause)
    expect(problemOf(error)?.code).toBe('database-gone')
    expect(await facts(direct)).toEqual(['fct_1'])
  })

  it('among eight clients under fire loses nothing and doubles nothing', async () => {
    const { database, direct, line } = await opened()
    const keys = Array.from({ length: 80 }, (_, number) => `k${number}`)
    const waiting = [...keys]
    const answers: string[] = []
    const client = async (number: number) => {
      for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) {
        if (number === 0) line.cut(answers.length % 2 === 0 ? 'before' : 'after')
        // What a person does after 暂时连不上数据库: once more, with the same key.
        const again = key
        answers.push(
          await command(database, again).catch(() => command(database, again).catch(() => stored(direct, again))),
        )
      }
    }
    await Promise.all(Array.from({ length: 8 }, (_, number) => client(number)))
    expect(answers.sort()).toEqual(keys.map(key => `answer of ${key}`).sort())
    expect((await facts(direct)).sort()).toEqual(keys.map(key => `fct_${key}`).sort())
  })
})

const stored = (database: Database, key: string) => database.read(async db => (await answerOf(db, key)) ?? 'lost')

describe('a PostgreSQL that is gone', () => {
  it('is said in words, and is used again as soon as it is back', async () => {
    const { database, line } = await opened()
    line.down()
    for (const work of [() => database.check(), () => command(database, 'k1')])
      expect(problemOf(await work().catch(error => error))?.code).toBe('database-gone')
    line.up()
    expect(await command(database, 'k2')).toBe('answer of k2')
  })
})

describe('transactions in each other’s way', () => {
  it('are done again after a deadlock when they can be found again', async () => {
    const { database, direct } = await opened()
    const inOrder = (key: string, first: string, second: string, ready: Promise<unknown>, done: () => void) => {
      let tries = 0
      return database.write<string>(
        async db => {
          tries += 1
          await db.updateTable('unit').set({ position: 1 }).where('id', '=', first).execute()
          done()
          if (tries === 1) await ready
          await db.updateTable('unit').set({ position: 2 }).where('id', '=', second).execute()
          return key
        },
        { outcome: async () => null },
      )
    }
    const [one, other] = [signal(), signal()]
    const both = await Promise.all([
      inOrder('a', 'unt_off_1_1', 'unt_off_1_2', other.given, one.give),
      inOrder('b', 'unt_off_1_2', 'unt_off_1_1', one.given, other.give),
    ])
    expect(both).toEqual(['a', 'b'])
    await direct.check()
  })

  it('answer “busy” when a lock or a statement takes too long', async () => {
    const { database } = await opened()
    const slow = database.write(db =>
      sql`set local statement_timeout = 20`.execute(db).then(() => sql`select pg_sleep(5)`.execute(db)),
    )
    expect(problemOf(await slow.catch(error => error))?.code).toBe('busy')
    await expect(database.check()).resolves.toBeUndefined()
  })
})

describe('opening PostgreSQL', () => {
  it('sets limits on every connection', async () => {
    const { database } = await opened()
    const names = [
      'statement_timeout',
      'lock_timeout',
      'idle_in_transaction_session_timeout',
      'application_name',
      'transaction_isolation',
    ]
    const shown = await database.write(async db => {
      const { rows } = await sql<{
        name: string
        setting: string
      }>`select name, setting from pg_settings where name = any(${names})`.execute(db)
      return Object.fromEntries(rows.map(row => [row.name, row.setting]))
    })
    expect(shown).toEqual({
      statement_timeout: '20000',
      lock_timeout: '10000',
      idle_in_transaction_session_timeout: '30000',
      application_name: 'caifeng',
      transaction_isolation: 'read committed',
    })
  })

  it.each([['synchronous_commit', 'off']])(
    'refuses a server with %s %s, which loses what it acknowledged',
    async (name, value) => {
      const url = new URL(await databases.url())
      url.searchParams.set('options', `-c ${name}=${value}`)
      const refusal = await openDatabase({ url: url.href, folder: databases.folder() }).catch(error => error)
      expect(refusal).toBeInstanceOf(CannotStart)
      expect(refusal.message).toContain(name)
    },
  )

  it('says which server it did not reach as a database that is gone', async () => {
    const error = await openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none', folder: databases.folder() }).catch(
      cause => cause,
    )
    expect(problemOf(error)?.code).toBe('database-gone')
  })

  it('reads from it only, when told so', async () => {
    const { direct } = await opened()
    const url = await databases.url()
    const looking = await openDatabase({ url, folder: databases.folder(), readOnly: true })
    closing.push(() => looking.close())
    await expect(looking.write(async () => 1)).rejects.toThrow('for reading only')
    await expect(looking.check()).resolves.toBeUndefined()
    await direct.check()
  })
})

function signal(): { readonly given: Promise<void>; readonly give: () => void } {
  let give = (): void => undefined
  const given = new Promise<void>(resolve => {
    give = resolve
  })
  return { given, give: () => give() }
}
