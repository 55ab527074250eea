import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely'
import { CannotStart } from '../cannot-start.ts'
import type { Engine, Transaction } from './engine.ts'
import { Pool } from './pool.ts'
import type { Tables } from './tables.ts'

/** Below it SQLite can lose committed pages when two connections write and checkpoint at once (DB-02). */
export const SQLITE_FLOOR = '3.51.3'

/** What every connection is set to, and what it must say when asked (DB-01). With recursive triggers REPLACE fires those of DELETE too. */
export const PRAGMAS = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  busy_timeout: 5000,
  trusted_schema: 0,
  cell_size_check: 1,
  secure_delete: 1,
  recursive_triggers: 1,
} as const

const READERS_MAX = 4
const STATEMENTS_MAX = 300

/** File systems on which locks and shared memory cannot be relied on: NFS, SMB, CIFS, SMB2, AFS, Ceph. */
const NETWORK = [0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f, 0x00c36400]

export interface SqliteConfig {
  readonly folder: string
  /** Opens an existing file for reading only. */
  readonly readOnly: boolean
  /** Called once when the disk failed in a way after which nothing may be acknowledged any more (DB-08). */
  readonly broken: (why: string) => void
}

/**
 * Opens `caifeng.sqlite` in the data folder (made when missing): one connection that writes, in the order of asking, and up to four
 * that read beside it. Refuses with `CannotStart` an old SQLite, a network file system, settings that do not hold and a damaged file.
 */
export function openSqlite(config: SqliteConfig): Engine {
  const file = join(config.folder, 'caifeng.sqlite')
  const version = versionOfSqlite()
  if (!reaches(version, SQLITE_FLOOR))
    throw new CannotStart(`SQLite ${version} 低于 ${SQLITE_FLOOR}，不能保证数据不丢失。`)
  if (config.readOnly && !existsSync(file)) throw new CannotStart(`没有找到数据库文件 ${file}。`)
  if (!config.readOnly) makeFile(config.folder, file)
  refuseNetwork(config.folder)
  const marker = join(config.folder, 'caifeng.check')
  try {
    if (!config.readOnly && existsSync(marker)) checkAgain(file, marker)
    return engineOn(file, config, marker)
  } catch (error) {
    if (kindOfDamage(error) === null) throw error
    throw new CannotStart(`数据库文件 ${file} 已损坏，没有启动。请从备份恢复。`, { cause: error })
  }
}

function engineOn(file: string, config: SqliteConfig, marker: string): Engine {
  const health: Health = {
    stopped: false,
    heed(error) {
      const damage = kindOfDamage(error)
      if (damage === null || health.stopped) return
      health.stopped = true
      if (!config.readOnly) mark(marker)
      config.broken(damage)
    },
  }
  const open = (effect: 'write' | 'read') => () => {
    const database = new CachedDatabase(connect(file, effect), health)
    return new Kysely<Tables>({
      dialect: effect === 'write' ? new ImmediateDialect({ database }) : new SqliteDialect({ database }),
    })
  }
  const end = (kysely: Kysely<Tables>) => kysely.destroy()
  const writers = config.readOnly ? null : new Pool(1, open('write'), end)
  const readers = new Pool(READERS_MAX, open('read'), end)
  writers?.prepare()
  readers.prepare()
  return {
    dialect: 'sqlite',
    warnings: [],
    async begin(effect) {
      if (effect === 'read') return lent(readers)
      if (writers === null) throw new Error('this database was opened for reading only')
      // The same error again, so that the caller's answer is the one about a failed disk.
      if (health.stopped) throw Object.assign(new Error('stopped after a failure of the disk'), { code: 'EIO' })
      return lent(writers)
    },
    copyTo: name => copy(file, join(config.folder, 'backups'), name),
    async close() {
      await readers.close()
      await writers?.close()
    },
  }
}

async function lent(pool: Pool<Kysely<Tables>>): Promise<Transaction> {
  const kysely = await pool.take()
  try {
    const transaction = await kysely.startTransaction().execute()
    let over = false
    const rollBack = async () => {
      if (over) return
      over = true
      await transaction
        .rollback()
        .execute()
        .catch(() => undefined)
      pool.give(kysely)
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
        over = true
        pool.give(kysely)
      },
    }
  } catch (error) {
    pool.give(kysely)
    throw error
  }
}

// ── one connection ─────────────────────────────────────────────────────────────────────────────────────────────

interface Health {
  stopped: boolean
  heed(error: unknown): void
}

function connect(file: string, effect: 'write' | 'read'): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: PRAGMAS.busy_timeout })
  for (const [name, value] of Object.entries(PRAGMAS)) database.exec(`pragma ${name} = ${value}`)
  // `synchronous` may change at the first use of the file, so the settings are read back after it.
  database.prepare('select count(*) from sqlite_schema').get()
  for (const [name, value] of Object.entries(PRAGMAS)) {
    const said = Object.values(database.prepare(`pragma ${name}`).get() ?? {})[0]
    if (said !== value) throw new CannotStart(`数据库设置 ${name} 应为 ${value}，实际为 ${said}，没有启动。`)
  }
  if (effect === 'read') database.exec('pragma query_only = 1')
  return database
}

/** Kysely's SQLite, except that a writing transaction takes its lock at once: a read that later wants to write would fail (DB-03). */
class ImmediateDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig
  constructor(config: SqliteDialectConfig) {
    super(config)
    this.#config = config
  }
  override createDriver(): Driver {
    return new ImmediateDriver(this.#config)
  }
}

const BEGIN = CompiledQuery.raw('begin immediate')

class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(BEGIN)
  }
}

/** A connection as Kysely wants it, which keeps the statements it prepared: the least recently used goes first. */
class CachedDatabase {
  readonly #database: DatabaseSync
  readonly #health: Health
  readonly #statements = new Map<string, CachedStatement>()

  constructor(database: DatabaseSync, health: Health) {
    this.#database = database
    this.#health = health
  }

  prepare(sql: string): SqliteStatement {
    const known = this.#statements.get(sql)
    if (known !== undefined) {
      this.#statements.delete(sql)
      this.#statements.set(sql, known)
      return known
    }
    const made = heeding(this.#health, () => new CachedStatement(this.#database.prepare(sql), this.#health))
    this.#statements.set(sql, made)
    const oldest = this.#statements.keys().next()
    if (this.#statements.size > STATEMENTS_MAX && !oldest.done) this.#statements.delete(oldest.value)
    return made
  }

  close(): void {
    this.#statements.clear()
    this.#database.close()
  }
}

class CachedStatement implements SqliteStatement {
  readonly reader: boolean
  readonly #statement: StatementSync
  readonly #health: Health

  constructor(statement: StatementSync, health: Health) {
    this.#statement = statement
    this.#health = health
    this.reader = statement.columns().length > 0
  }

  all(parameters: readonly unknown[]): unknown[] {
    return heeding(this.#health, () => this.#statement.all(...parameters.filter(bindable)))
  }
  run(parameters: readonly unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint } {
    return heeding(this.#health, () => this.#statement.run(...parameters.filter(bindable)))
  }
  iterate(parameters: readonly unknown[]): IterableIterator<unknown> {
    return this.#statement.iterate(...parameters.filter(bindable))
  }
}

/** Everything a column of ours can hold. A boolean or undefined is a bug of the query, and skipping it would move the others. */
function bindable(value: unknown): value is SQLInputValue {
  const type = typeof value
  if (value === null || type === 'string' || type === 'number' || type === 'bigint' || value instanceof Uint8Array)
    return true
  throw new TypeError(`a query cannot hold a value of type ${type}`)
}

function heeding<T>(health: Health, work: () => T): T {
  try {
    return work()
  } catch (error) {
    health.heed(error)
    throw error
  }
}

// ── the file ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Asked of the library that is really loaded, not of the version Node says it was built with. */
function versionOfSqlite(): string {
  const memory = new DatabaseSync(':memory:')
  const row = memory.prepare('select sqlite_version() as version').get()
  memory.close()
  return String(row?.version)
}

/** Whether a version like 3.53.4 is the floor or above. */
export function reaches(version: string, floor: string): boolean {
  const wanted = floor.split('.').map(Number)
  const parts = version.split('.').map(Number)
  for (const [place, least] of wanted.entries()) {
    const part = parts[place] ?? 0
    if (part !== least) return part > least
  }
  return true
}

function makeFile(folder: string, file: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (existsSync(file)) return
  closeSync(openSync(file, 'a', 0o600))
  syncFolder(folder)
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return // Windows gives no handle of a folder, and keeps its entries itself.
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

function refuseNetwork(folder: string): void {
  if (process.platform === 'win32') return
  if (NETWORK.includes(Number(statfsSync(folder).type)))
    throw new CannotStart(
      `数据目录 ${folder} 在网络文件系统上，不能保证数据不丢失。请换到本机磁盘，或改用 PostgreSQL。`,
    )
}

/** What an error says about the disk: null when it can be answered and forgotten, otherwise why to stop (DB-08). */
function kindOfDamage(error: unknown): string | null {
  const code = error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : 0
  if (code === 1034 || code === 1290) return '数据没有写稳：磁盘同步失败。'
  return [11, 26].includes(code & 0xff) ? '数据库文件已损坏。' : null
}

/** Leaves word for the next start; on a disk that fails it may not succeed, and nothing better is left to do. */
function mark(marker: string): void {
  try {
    writeFileSync(marker, '磁盘出错后停止；下次启动先做完整检查。\n', { mode: 0o600 })
  } catch {}
}

function checkAgain(file: string, marker: string): void {
  const database = connect(file, 'write')
  const said = database
    .prepare('pragma integrity_check(5)')
    .all()
    .map(row => String(Object.values(row)[0]))
  database.close()
  if (said.join() !== 'ok')
    throw new CannotStart(`数据库文件 ${file} 已损坏，没有启动。请从备份恢复。检查结果：${said.join('；')}`)
  rmSync(marker)
}

/** A copy of what is committed, whole and checked, or no copy: it gets its name last. One that has the name already is the older one. */
function copy(file: string, folder: string, name: string): string {
  const target = join(folder, name)
  if (existsSync(target)) return target
  const part = `${target}.part`
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  rmSync(part, { force: true })
  const source = connect(file, 'write')
  try {
    source.prepare('vacuum into ?').run(part)
  } finally {
    source.close()
  }
  verify(file, part)
  renameSync(part, target)
  syncFolder(folder)
  return target
}

function verify(file: string, part: string): void {
  const handle = openSync(part, 'r+')
  fsyncSync(handle)
  closeSync(handle)
  const [before, after] = [file, part].map(each => {
    const database = new DatabaseSync(each, { readOnly: true })
    const said = String(Object.values(database.prepare('pragma integrity_check').get() ?? {})[0])
    const names = database.prepare(`select name from sqlite_schema where type = 'table' order by name`).all()
    const counts = names.map(({ name }) => [name, database.prepare(`select count(*) as n from "${name}"`).get()?.n])
    database.close()
    return JSON.stringify([said, counts])
  })
  if (before !== after) throw new CannotStart(`数据库的备份 ${part} 与原文件不符，没有升级。`)
}
