import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { DIALECTS, openDatabases } from '../../../test/support/databases.ts'
import { insertOffice } from '../../../test/support/office-rows.ts'
import { CannotStart } from '../cannot-start.ts'
import { dump } from './dump.ts'
import { MIGRATIONS, migrate } from './migrate.ts'
import type { Migration } from './migrations/ddl.ts'
import { openDatabase } from './open.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const second: Migration = {
  name: '9999-second',
  statements: () => ['create table later (id text not null primary key)'],
}
const names = MIGRATIONS.map(migration => migration.name)

describe.each(DIALECTS)('migrating %s', dialect => {
  it('takes each step once and says which', async () => {
    const database = await databases.openBare(dialect)
    expect(await migrate(database)).toEqual(names)
    expect(await migrate(database)).toEqual([])
    expect(await migrate(database, [...MIGRATIONS, second])).toEqual(['9999-second'])
  })

  it('is done by one of those who start at the same time', async () => {
    const database = await databases.openBare(dialect)
    const taken = await Promise.all([migrate(database), migrate(database), migrate(database)])
    // Each step is taken once; who takes which may vary.
    expect(taken.flat().toSorted()).toEqual(names)
  })

  it('refuses a database that is newer than the program', async () => {
    const database = await databases.openBare(dialect)
    await migrate(database, [...MIGRATIONS, second])
    const refusal = await migrate(database).catch(error => error)
    expect(refusal).toBeInstanceOf(CannotStart)
    expect(refusal.message).toContain('更新的版本建立（9999-second）')
  })

  it('refuses a step that was made by other statements', async () => {
    const database = await databases.openBare(dialect)
    await migrate(database, [...MIGRATIONS, second])
    const changed = { ...second, statements: () => ['create table later (id text)'] }
    await expect(migrate(database, [...MIGRATIONS, changed])).rejects.toThrow('与本程序的不同')
  })

  it('leaves nothing of a step that fails, and can take it later', async () => {
    const database = await databases.open(dialect)
    await database.write(db => insertOffice(db))
    const before = await dump(database)
    const broken = { ...second, statements: () => [...second.statements(dialect), `insert into nowhere values (1)`] }
    await expect(migrate(database, [...MIGRATIONS, broken])).rejects.toThrow(/nowhere/)
    const gone = database.read(db => sql`select * from later`.execute(db))
    await expect(gone).rejects.toThrow(/later/)
    expect(await dump(database)).toBe(before)
    expect(await migrate(database, [...MIGRATIONS, second])).toEqual(['9999-second'])
  })

  it('makes exactly the tables that stand in the golden', async () => {
    const database = await databases.open(dialect)
    const golden = join(import.meta.dirname, '__golden__', `${dialect}.sql`)
    const made = await schemaOf(database, dialect)
    if (process.env.UPDATE_GOLDEN) {
      mkdirSync(join(import.meta.dirname, '__golden__'), { recursive: true })
      writeFileSync(golden, made)
    }
    expect(made).toBe(readFileSync(golden, 'utf8'))
  })
})

describe('the copy before a step', () => {
  const inUse = async () => {
    const folder = databases.folder()
    const database = await openDatabase({ url: null, folder })
    await migrate(database)
    await database.write(db => insertOffice(db))
    return { folder, database, copy: join(folder, 'backups', 'before-9999-second.sqlite') }
  }

  it('holds every row as it was, and can be opened in its place', async () => {
    const { database, copy } = await inUse()
    const before = await dump(database)
    await migrate(database, [...MIGRATIONS, second])
    await database.close()
    const elsewhere = databases.folder()
    copyFileSync(copy, join(elsewhere, 'caifeng.sqlite'))
    const restored = await openDatabase({ url: null, folder: elsewhere })
    expect(await migrate(restored)).toEqual([])
    expect(await dump(restored)).toBe(before)
    await restored.close()
  })

  it('is that of the first try, when the step is tried again', async () => {
    const { database, copy } = await inUse()
    const broken = { ...second, statements: () => ['insert into nowhere values (1)'] }
    await expect(migrate(database, [...MIGRATIONS, broken])).rejects.toThrow()
    const first = readFileSync(copy)
    await database.write(db => insertOffice(db, 'off_2'))
    await migrate(database, [...MIGRATIONS, second])
    expect(readFileSync(copy).equals(first)).toBe(true)
    await database.close()
  })

  it('is not made of a database with nothing in it', async () => {
    const folder = databases.folder()
    const database = await openDatabase({ url: null, folder })
    await migrate(database)
    expect(existsSync(join(folder, 'backups'))).toBe(false)
    await database.close()
  })

  it('is found wanting when it is not whole: then the step is not taken', async () => {
    const { folder, database } = await inUse()
    await database.close()
    const file = join(folder, 'caifeng.sqlite')
    damage(file, 'article')
    const damaged = await openDatabase({ url: null, folder })
    await expect(migrate(damaged, [...MIGRATIONS, second])).rejects.toThrow()
    await damaged.close()
    expect(existsSync(join(folder, 'backups', 'before-9999-second.sqlite'))).toBe(false)
    const raw = new DatabaseSync(file, { readOnly: true })
    expect(raw.prepare(`select count(*) as n from schema_migration`).get()?.n).toBe(MIGRATIONS.length)
    raw.close()
  })
})

/** Spoils the first page of one table, as a failing disk would. */
function damage(file: string, name: string): void {
  const raw = new DatabaseSync(file)
  const page = raw.prepare('select rootpage as page from sqlite_schema where name = ?').get(name)?.page
  raw.close()
  const bytes = readFileSync(file)
  bytes.fill(0xff, (Number(page) - 1) * 4096, Number(page) * 4096)
  writeFileSync(file, bytes)
}

/** The schema as the database itself tells it. */
async function schemaOf(database: Awaited<ReturnType<typeof openDatabase>>, dialect: string): Promise<string> {
  const query =
    dialect === 'sqlite'
      ? sql<{ text: string }>`select sql || ';' as text from sqlite_schema where sql is not null order by type, name`
      : sql<{ text: string }>`
        select text from (
          select 1 as part, c.relname as name, a.attnum as place, '' as detail, c.relname || '.' || a.attname || ' '
            || format_type(a.atttypid, a.atttypmod) || coalesce(' collate ' || nullif(l.collname, 'default'), '')
            || case when a.attnotnull then ' not null' else '' end as text
          from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
            left join pg_collation l on l.oid = a.attcollation
          where n.nspname = 'public' and c.relkind = 'r' and a.attnum > 0
          union all
          select 2, c.relname, 0, pg_get_constraintdef(k.oid), c.relname || ': ' || pg_get_constraintdef(k.oid)
          from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
          where n.nspname = 'public' and k.contype in ('c', 'f', 'p', 'u')
          union all
          select 3, tablename, 0, indexdef, indexdef from pg_indexes where schemaname = 'public'
          union all
          select 4, c.relname, 0, t.tgname, pg_get_triggerdef(t.oid)
          from pg_trigger t join pg_class c on c.oid = t.tgrelid where not t.tgisinternal
          union all
          select 5, p.proname, 0, '', pg_get_functiondef(p.oid)
          from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public'
        ) as parts order by part, name collate "C", place, detail collate "C"`
  const { rows } = await database.read(db => query.execute(db))
  return rows.map(row => `${row.text.trim()}\n`).join('')
}
