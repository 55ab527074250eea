import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as after } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from '../context.ts'
import type { Engine, Transaction } from './engine.ts'
import { isConflict, isConnectionLoss, isForbiddenWrite } from './errors.ts'
import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'

export interface DatabaseConfig {
  /** `postgres://…`; null: the SQLite file in `folder`. */
  readonly url: string | null
  /** The data folder; with PostgreSQL nothing of the database is in it. */
  readonly folder: string
  /** For looking into an existing database beside a running server: nothing is made, writes are refused. */
  readonly readOnly?: boolean
  /** Told once, in Chinese, when the disk failed so that nothing may be acknowledged any more; the program should end (DB-08). */
  readonly broken?: (why: string) => void
}

export interface WriteOptions<T> {
  /** Gives the result of the work and undoes it: a rehearsal. */
  readonly rollBack?: boolean
  /**
   * Reads what the work left when it took effect, or null when it did not. With it the work may be done again after a conflict or a lost
   * connection, and a commit whose outcome is unknown is looked up first (PG-03).
   */
  readonly outcome?: (db: Db) => Promise<T | null>
}

/** The database as the program has it; handlers see only the `Db` of a transaction. */
export interface Database {
  readonly dialect: 'sqlite' | 'postgres'
  readonly warnings: readonly string[]
  /** One transaction; what is thrown in it undoes it. Refuses, as a bug, to begin inside another transaction. */
  write<T>(work: (db: Db) => Promise<T>, options?: WriteOptions<T>): Promise<T>
  /** One snapshot; a write in it is a bug and refused. */
  read<T>(work: (db: Db) => Promise<T>): Promise<T>
  /** Refuses when the database does not answer. */
  check(): Promise<void>
  /**
   * Writes a verified copy of all committed rows into the folder `backups` and gives its path; one of that name is kept as it is. Null for
   * PostgreSQL, which is backed up by its own means.
   */
  readonly copyTo: ((name: string) => string) | null
  close(): Promise<void>
}

const RETRIES_MAX = 3
const FIRST_PAUSE_MS = 50

/** Opens SQLite or PostgreSQL and checks that it keeps what it acknowledges; refuses with `CannotStart` when it would not. */
export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  const { url, folder, readOnly = false, broken = () => undefined } = config
  const engine = url === null ? openSqlite({ folder, readOnly, broken }) : await openPostgres({ url, readOnly })
  const alone = oneByOne()
  return {
    dialect: engine.dialect,
    warnings: engine.warnings,
    write: (work, options = {}) => alone(() => write(engine, work, options)),
    read: work => alone(() => read(engine, work)),
    check: () => alone(() => read(engine, async db => void (await sql`select 1`.execute(db)))),
    copyTo: engine.copyTo,
    close: () => engine.close(),
  }
}

/** A transaction inside another would wait for itself on SQLite and escape the rollback on PostgreSQL: it fails at once instead. */
function oneByOne(): <T>(work: () => Promise<T>) => Promise<T> {
  // Set for everything that runs because of a transaction, also what it left running; `open` tells whether it still is one.
  const current = new AsyncLocalStorage<{ open: boolean }>()
  return async work => {
    if (current.getStore()?.open) throw new Error('a transaction was begun inside another one')
    const mark = { open: true }
    try {
      return await current.run(mark, work)
    } finally {
      mark.open = false
    }
  }
}

async function write<T>(engine: Engine, work: (db: Db) => Promise<T>, options: WriteOptions<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    const before = await begun(engine, 'write')
    let step: 'work' | 'commit' = 'work'
    try {
      const result = await work(before.db)
      if (options.rollBack) {
        await before.rollBack()
        return result
      }
      step = 'commit'
      await before.commit()
      return result
    } catch (error) {
      await before.rollBack()
      const lost = isConnectionLoss(error)
      if (options.outcome === undefined || attempt >= RETRIES_MAX || !(lost || isConflict(error))) throw error
      await pause(attempt)
      const known = lost && step === 'commit' ? await read(engine, options.outcome) : null
      if (known !== null) return known
    }
  }
}

/** Reading changes nothing, so a read whose connection was lost is simply done again. */
async function read<T>(engine: Engine, work: (db: Db) => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    const transaction = await begun(engine, 'read')
    try {
      return await work(transaction.db)
    } catch (error) {
      if (isForbiddenWrite(error)) throw new Error('a query tried to write', { cause: error })
      if (attempt >= RETRIES_MAX || !isConnectionLoss(error)) throw error
      await pause(attempt)
    } finally {
      await transaction.rollBack()
    }
  }
}

/** Nothing was done yet, so beginning is tried again whatever comes after. */
async function begun(engine: Engine, effect: 'write' | 'read'): Promise<Transaction> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await engine.begin(effect)
    } catch (error) {
      if (attempt >= RETRIES_MAX || !isConnectionLoss(error)) throw error
      await pause(attempt)
    }
  }
}

/** 50…100, 100…200, 200…400 ms: those who failed together shall not come back together. */
const pause = (attempt: number): Promise<void> => after(FIRST_PAUSE_MS * 2 ** attempt * (1 + Math.random()))
