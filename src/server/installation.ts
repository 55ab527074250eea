import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HANDLERS } from './actions/index.ts'
import { openAnchors } from './anchors.ts'
import { CannotStart } from './cannot-start.ts'
import type { Config } from './config.ts'
import { migrate } from './db/migrate.ts'
import { type Database, openDatabase } from './db/open.ts'
import { openFiles } from './files.ts'
import { idMaker } from './ids.ts'
import { lockFolder } from './lock.ts'
import type { Log } from './log.ts'
import { officeOf } from './offices.ts'
import type { Deps } from './pipeline.ts'
import { readSettings } from './settings.ts'

/** What an installation on this machine works with: its database brought up to date, its files, its keys, its clock. */
export interface Installation extends Deps {
  readonly folder: string
  /** For the demo office, which lives in a month of its own. */
  shiftClock(ms: number): void
  close(): Promise<void>
}

/**
 * Opens the installation of a data folder, making what is missing. Takes the folder for itself: one process writes at a time (OPS-03).
 * Refuses with `CannotStart`.
 * @param what names this process to the one that is refused: 采风服务, caifeng import
 */
export async function openInstallation(
  config: Pick<Config, 'databaseUrl' | 'folder'>,
  { what, log }: { what: string; log: Log },
): Promise<Installation> {
  const lock = lockFolder(config.folder, what)
  try {
    return await opened(config, log, () => lock.release())
  } catch (error) {
    lock.release()
    throw error
  }
}

/**
 * The same beside a running server, for reading: the folder is not taken when somebody has it, who then has brought the database up to
 * date as well.
 */
export async function openBeside(
  config: Pick<Config, 'databaseUrl' | 'folder'>,
  { what, log }: { what: string; log: Log },
): Promise<Installation> {
  try {
    return await openInstallation(config, { what, log })
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error
    return opened(config, log, () => undefined, false)
  }
}

async function opened(
  config: Pick<Config, 'databaseUrl' | 'folder'>,
  log: Log,
  release: () => void,
  alone = true,
): Promise<Installation> {
  const { folder, databaseUrl: url } = config
  const database = await openDatabase({ url, folder, broken: why => stop(log, why) })
  if (alone) await migrate(database)
  for (const warning of database.warnings) log.warn(warning)
  const shift = { ms: await demoShift(database) }
  const clock = (): number => Date.now() + shift.ms
  const logKey = keyOf(folder)
  return {
    folder,
    database,
    handlers: HANDLERS,
    files: openFiles(join(folder, 'files')),
    clock,
    wallClock: () => Date.now(),
    newId: idMaker(clock),
    newSecret: () => randomBytes(32).toString('base64url'),
    logKey,
    anchors: openAnchors(folder, logKey),
    log,
    shiftClock(ms) {
      shift.ms = ms
    },
    async close() {
      await database.close()
      release()
    },
  }
}

async function demoShift(database: Database): Promise<number> {
  return database.read(async db => {
    const office = await officeOf(db)
    return office === null ? 0 : ((await readSettings(db, office.id)).demo?.shiftMs ?? 0)
  })
}

const DISK_FAILED = 74

/** After a failed fsync nothing may be acknowledged any more: whoever runs the program starts it anew, and the start looks at the file (DB-08). */
function stop(log: Log, why: string): void {
  log.error('数据库所在的磁盘出错，程序停止', { cause: why })
  process.exit(DISK_FAILED)
}

/** The key of the log's chain: 256 bits, drawn once for the installation, readable by its user only. */
function keyOf(folder: string): Buffer {
  const keys = join(folder, 'keys')
  mkdirSync(keys, { recursive: true, mode: 0o700 })
  const path = join(keys, 'activity.key')
  try {
    writeFileSync(path, randomBytes(32), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  const key = readFileSync(path)
  if (key.length !== 32)
    throw new CannotStart(`密钥文件 ${path} 已损坏，不能启动。请从备份中恢复它，日志的完整性靠它核对。`)
  return key
}
