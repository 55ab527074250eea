import { type ControlledTransaction, Kysely, PostgresDialect, sql } from 'kysely'
import { Pool, types } from 'pg'
import { CannotStart } from '../cannot-start.ts'
import type { Engine, Transaction } from './engine.ts'
import type { Tables } from './tables.ts'

export interface PostgresConfig {
  readonly url: string
  readonly readOnly: boolean
}

const CONNECTIONS_MAX = 10
const CONNECT_MS = 5_000
/** The database ends a statement, a wait for a lock and a transaction that does nothing … */
const STATEMENT_MS = 20_000
const LOCK_MS = 10_000
const IDLE_IN_TRANSACTION_MS = 30_000
/** … and when its answer never comes, because the line is dead without a word, we do. */
const ANSWER_MS = 25_000
const VERSION_FLOOR = 130_000

const INT8 = 20
const NUMERIC = 1700

/**
 * Connects to PostgreSQL by at most ten connections. Refuses with `CannotStart` a server that may lose what it acknowledged (PG-02),
 * one that is too old and one that does not store UTF-8; a server that does not answer is an error of the connection.
 */
export async function openPostgres(config: PostgresConfig): Promise<Engine> {
  const pool = new Pool({
    connectionString: config.url,
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    lock_timeout: LOCK_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    query_timeout: ANSWER_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: 'caifeng',
    types: { getTypeParser: (type, format) => (isNumber(type) ? Number : types.getTypeParser(type, format)) },
  })
  // A connection that the server drops emits `error`, idle or not, and an error nobody listens to ends the process (PG-01). What was
  // running on it is refused anyway, and the pool throws it away: there is nothing left to do here.
  pool.on('error', () => undefined)
  pool.on('connect', client => client.on('error', () => undefined))
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  try {
    const warnings = await suitability(kysely)
    return engineOn(kysely, config.readOnly, warnings)
  } catch (error) {
    await kysely.destroy()
    throw error
  }
}

/** Sums of whole numbers come as `numeric`, counts as `int8`, both as text unless told; all of ours are safe integers. */
const isNumber = (type: number): boolean => type === INT8 || type === NUMERIC

function engineOn(kysely: Kysely<Tables>, readOnly: boolean, warnings: readonly string[]): Engine {
  const begin = kysely.startTransaction()
  const writing = begin.setIsolationLevel('read committed')
  const reading = begin.setIsolationLevel('repeatable read').setAccessMode('read only')
  return {
    dialect: 'postgres',
    warnings,
    async begin(effect) {
      if (effect === 'write' && readOnly) throw new Error('this database was opened for reading only')
      return lent(await (effect === 'write' ? writing : reading).execute())
    },
    copyTo: null,
    close: () => kysely.destroy(),
  }
}

function lent(transaction: ControlledTransaction<Tables>): Transaction {
  const rollBack = async () => {
    if (transaction.isCommitted || transaction.isRolledBack) return
    await transaction
      .rollback()
      .execute()
      .catch(() => undefined)
  }
  return {
    db: transaction,
    rollBack,
    async commit() {
      await transaction
        .commit()
        .execute()
        .catch(async error => {
          await rollBack()
          throw error
        })
    },
  }
}

/** Refuses a server we must not rely on; gives what the administrator should know of one we can live with. */
async function suitability(kysely: Kysely<Tables>): Promise<string[]> {
  const setting = (name: string) => sql<string>`current_setting(${name})`
  const { rows } = await sql<Record<'fsync' | 'pages' | 'commit' | 'encoding' | 'version' | 'checksums', string>>`
    select ${setting('fsync')} as fsync, ${setting('full_page_writes')} as pages, ${setting('synchronous_commit')} as commit,
      ${setting('server_encoding')} as encoding, ${setting('server_version_num')} as version, ${setting('data_checksums')} as checksums`.execute(
    kysely,
  )
  const [server] = rows
  if (server === undefined) throw new CannotStart('PostgreSQL 没有答复，没有启动。')
  const faults = [
    server.fsync === 'off' && 'fsync 已关闭',
    server.pages === 'off' && 'full_page_writes 已关闭',
    server.commit === 'off' && 'synchronous_commit 已关闭',
  ].filter(fault => fault !== false)
  if (faults.length > 0)
    throw new CannotStart(`PostgreSQL 的 ${faults.join('、')}，断电时会丢失已确认的数据，没有启动。请打开后再试。`)
  if (server.encoding !== 'UTF8') throw new CannotStart(`PostgreSQL 数据库的编码是 ${server.encoding}，应为 UTF8。`)
  if (Number(server.version) < VERSION_FLOOR) throw new CannotStart('PostgreSQL 版本低于 13，没有启动。')
  return server.checksums === 'off' ? ['PostgreSQL 没有开启数据校验（data checksums），磁盘上的错误可能不被发现。'] : []
}
