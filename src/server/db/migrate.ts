import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { CannotStart } from '../cannot-start.ts'
import type { Db } from '../context.ts'
import { first } from './migrations/0001-first.ts'
import { newsroom } from './migrations/0002-newsroom.ts'
import { issueReader } from './migrations/0003-issue-reader.ts'
import { people } from './migrations/0004-people.ts'
import { rules } from './migrations/0005-rules.ts'
import { search } from './migrations/0006-search.ts'
import { duplicates } from './migrations/0007-duplicates.ts'
import { mail } from './migrations/0008-mail.ts'
import { slots } from './migrations/0009-slots.ts'
import type { Migration } from './migrations/ddl.ts'
import type { Database } from './open.ts'
import type { Tables } from './tables.ts'

/** All steps of the schema, in order. They only go forward. */
export const MIGRATIONS: readonly Migration[] = [
  first,
  newsroom,
  issueReader,
  people,
  rules,
  search,
  duplicates,
  mail,
  slots,
]

/** Which steps a database has taken; `checksum` is SM3 of the statements as they were. It is not part of the dump: it differs by database. */
type Bookkeeping = { schema_migration: { name: string; checksum: string } }

/**
 * Brings a database to the schema of this program; gives the names of the steps it took. Each step is one transaction that also records
 * it (DB-10): a step that fails leaves nothing behind. A SQLite file in use is copied first, to `backups/before-<step>.sqlite`.
 * Refuses with `CannotStart` a database that is newer than the program, or that was made by other statements.
 */
export async function migrate(database: Database, migrations: readonly Migration[] = MIGRATIONS): Promise<string[]> {
  const before = await database.read(db => recorded(db, database.dialect))
  refuseForeign(before, migrations, database.dialect)
  const taken: string[] = []
  for (const migration of migrations.filter(each => !before.has(each.name))) {
    // What this run itself has just made holds nothing worth a copy.
    if (before.size > 0) database.copyTo?.(`before-${migration.name}.sqlite`)
    if (await database.write(db => take(db, database.dialect, migration))) taken.push(migration.name)
  }
  return taken
}

/** False when somebody else, who started at the same time, has taken the step meanwhile. */
async function take(db: Db, dialect: Database['dialect'], migration: Migration): Promise<boolean> {
  const statements = migration.statements(dialect)
  if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(hashtext('schema_migration'))`.execute(db)
  await sql
    .raw(`create table if not exists schema_migration (name text not null primary key, checksum text not null)`)
    .execute(db)
  if ((await recorded(db, dialect)).has(migration.name)) return false
  // PostgreSQL takes them all at one go; SQLite one by one.
  const goes = dialect === 'postgres' ? [statements.join(';\n')] : statements
  for (const go of goes) await sql.raw(go).execute(db)
  await db
    .withTables<Bookkeeping>()
    .insertInto('schema_migration')
    .values({ name: migration.name, checksum: checksum(statements) })
    .execute()
  return true
}

/** Names and checksums of the steps taken; none in a database nobody has used. */
async function recorded(db: Kysely<Tables>, dialect: Database['dialect']): Promise<ReadonlyMap<string, string>> {
  const catalogue =
    dialect === 'sqlite'
      ? sql`select 1 from sqlite_schema where type = 'table' and name = 'schema_migration'`
      : sql`select 1 where to_regclass('schema_migration') is not null`
  if ((await catalogue.execute(db)).rows.length === 0) return new Map()
  const rows = await db.withTables<Bookkeeping>().selectFrom('schema_migration').selectAll().orderBy('name').execute()
  return new Map(rows.map(row => [row.name, row.checksum]))
}

function refuseForeign(
  recordedSteps: ReadonlyMap<string, string>,
  migrations: readonly Migration[],
  dialect: Database['dialect'],
): void {
  const known = new Map(migrations.map(migration => [migration.name, migration]))
  for (const [name, was] of recordedSteps) {
    const migration = known.get(name)
    if (migration === undefined)
      throw new CannotStart(`数据库由更新的版本建立（${name}），本程序不认识它，没有启动。请改用新版本的程序。`)
    if (checksum(migration.statements(dialect)) !== was)
      throw new CannotStart(`数据库的结构（${name}）与本程序的不同，没有启动。请改用建立它的那个版本的程序。`)
  }
}

const checksum = (statements: readonly string[]): string =>
  createHash('sm3').update(statements.join('\n;\n')).digest('hex')
