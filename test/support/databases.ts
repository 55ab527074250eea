import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../../src/server/db/migrate.ts'
import { type Database, openDatabase } from '../../src/server/db/open.ts'
import { openPostgres, type Postgres } from './postgres.ts'

export const DIALECTS = ['sqlite', 'postgres'] as const
export type Dialect = (typeof DIALECTS)[number]

/** Real databases for one test file: call `stop` when it ends. */
export interface Databases {
  /** A new database with all tables, and nothing in them. */
  open(dialect: Dialect): Promise<Database>
  /** The same without tables. */
  openBare(dialect: Dialect): Promise<Database>
  /** An empty folder that goes when the file ends. */
  folder(): string
  url(): Promise<string>
  stop(): Promise<void>
}

/** Opens databases as a server would; PostgreSQL is started only for those who ask for it. */
export function openDatabases(): Databases {
  const home = mkdtempSync(join(tmpdir(), 'caifeng-db-'))
  const opened: Database[] = []
  let postgres: Promise<Postgres> | undefined
  const folder = () => mkdtempSync(join(home, 'data-'))
  const url = async () => {
    postgres ??= openPostgres()
    return (await postgres).url('db')
  }
  const openBare = async (dialect: Dialect) => {
    const database = await openDatabase({ url: dialect === 'postgres' ? await url() : null, folder: folder() })
    opened.push(database)
    return database
  }
  return {
    folder,
    url,
    openBare,
    async open(dialect) {
      const database = await openBare(dialect)
      await migrate(database)
      return database
    },
    async stop() {
      for (const database of opened) await database.close()
      await postgres?.then(server => server.stop())
      rmSync(home, { recursive: true, force: true })
    },
  }
}
