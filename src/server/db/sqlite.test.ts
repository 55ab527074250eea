import { execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { openDatabases } from '../../../test/support/databases.ts'
import { insertFact, insertOffice } from '../../../test/support/office-rows.ts'
import { CannotStart } from '../cannot-start.ts'
import { dump } from './dump.ts'
import { problemOf } from './errors.ts'
import { migrate } from './migrate.ts'
import { openDatabase } from './open.ts'
import { PRAGMAS, reaches, SQLITE_FLOOR } from './sqlite.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const support = (name: string) => join(import.meta.dirname, '../../../test/support', name)

/** A folder with an office in it, closed. */
async function office(): Promise<{ folder: string; file: string }> {
  const folder = databases.folder()
  const database = await openDatabase({ url: null, folder })
  await migrate(database)
  await database.write(db => insertOffice(db))
  await database.close()
  return { folder, file: join(folder, 'caifeng.sqlite') }
}

describe('a SQLite connection', () => {
  it('is set as it must be, for writing and for reading, on a new file and on one that was there', async () => {
    const { folder } = await office()
    for (const database of [await databases.open('sqlite'), await openDatabase({ url: null, folder })]) {
      for (const effect of ['write', 'read'] as const)
        for (const [name, value] of Object.entries(PRAGMAS)) {
          const { rows } = await database[effect](db => sql.raw(`pragma ${name}`).execute(db))
          expect([effect, name, Object.values(rows[0] ?? {})[0]]).toEqual([effect, name, value])
        }
      await database.close()
    }
  })

  it('is told apart by the parts of its version, not by its text', () => {
    const enough = ['3.51.3', '3.51.10', '3.52.0', '3.100.0', '4.0.0', '3.53'].filter(version =>
      reaches(version, SQLITE_FLOOR),
    )
    expect(enough).toEqual(['3.51.3', '3.51.10', '3.52.0', '3.100.0', '4.0.0', '3.53'])
    expect(['3.51.2', '3.50.7', '3.9.9', '2.60.0', '3.51'].filter(version => reaches(version, SQLITE_FLOOR))).toEqual(
      [],
    )
  })

  it.skipIf(process.platform === 'win32')('keeps its file from other users of the machine', async () => {
    const { folder, file } = await office()
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600')
    expect((statSync(folder).mode & 0o077).toString(8)).toBe('0')
  })

  it('refuses values that would shift the others', async () => {
    const database = await databases.open('sqlite')
    const wrong = database.read(db => sql`select ${true}, ${1}`.execute(db))
    await expect(wrong).rejects.toThrow('a value of type boolean')
  })

  it('carries out writes in the order in which they came', async () => {
    const database = await databases.open('sqlite')
    const order: number[] = []
    await Promise.all(Array.from({ length: 20 }, (_, turn) => database.write(async () => void order.push(turn))))
    expect(order).toEqual(Array.from({ length: 20 }, (_, turn) => turn))
  })

  it('lends four readers at once, and lets the fifth wait for its turn', async () => {
    const database = await databases.open('sqlite')
    let inside = 0
    let most = 0
    const read = () =>
      database.read(async db => {
        inside += 1
        most = Math.max(most, inside)
        for (let look = 0; look < 5; look += 1) await sql`select 1`.execute(db)
        inside -= 1
        return 'read'
      })
    const all = await Promise.all(Array.from({ length: 12 }, read))
    expect(all).toEqual(Array.from({ length: 12 }, () => 'read'))
    expect(most).toBe(4)
  })
})

describe('opened for reading only', () => {
  it('refuses where nothing is, and makes nothing', async () => {
    const folder = databases.folder()
    await expect(openDatabase({ url: null, folder, readOnly: true })).rejects.toThrow('没有找到数据库文件')
    expect(existsSync(join(folder, 'caifeng.sqlite'))).toBe(false)
  })

  it('reads beside a server that writes, and writes nothing', async () => {
    const { folder } = await office()
    const server = await openDatabase({ url: null, folder })
    await server.write(db => insertFact(db, { id: 'fct_1' }))
    const looking = await openDatabase({ url: null, folder, readOnly: true })
    expect(await dump(looking)).toBe(await dump(server))
    await expect(looking.write(db => insertFact(db, { id: 'fct_2', issue: 1 }))).rejects.toThrow('for reading only')
    await looking.close()
    await server.close()
  })
})

describe('a damaged file', () => {
  it('is refused at the start, in words', async () => {
    const folder = databases.folder()
    writeFileSync(join(folder, 'caifeng.sqlite'), 'not a database, although it has the name of one'.repeat(100))
    const refusal = await openDatabase({ url: null, folder }).catch(error => error)
    expect(refusal).toBeInstanceOf(CannotStart)
    expect(refusal.message).toContain('已损坏')
  })

  it('stops all writing once it shows, and is checked whole at the next start', async () => {
    const { folder, file } = await office()
    spoil(file, 'article')
    const told: string[] = []
    const database = await openDatabase({ url: null, folder, broken: why => told.push(why) })
    const found = await database.read(db => db.selectFrom('article').selectAll().execute()).catch(error => error)
    expect(problemOf(found)?.code).toBe('storage-failed')
    const next = await database.write(db => insertOffice(db, 'off_2')).catch(error => error)
    expect(problemOf(next)?.code).toBe('storage-failed')
    expect(told).toEqual(['数据库文件已损坏。'])
    await database.close()
    await expect(openDatabase({ url: null, folder })).rejects.toThrow(/检查结果/)
  })

  it('that turns out to be whole is taken into use again', async () => {
    const { folder } = await office()
    writeFileSync(join(folder, 'caifeng.check'), '')
    const database = await openDatabase({ url: null, folder })
    await database.write(db => insertFact(db, { id: 'fct_1' }))
    await database.close()
    expect(existsSync(join(folder, 'caifeng.check'))).toBe(false)
  })
})

describe('a full disk', () => {
  it('refuses a write whole, goes on reading, and takes it again when there is room', async () => {
    const database = await databases.open('sqlite')
    await database.write(db => insertOffice(db))
    const before = await dump(database)
    const pages = (text: string) =>
      database.write(db => sql.raw(`pragma max_page_count = ${text}`).execute(db), { rollBack: true })
    const { rows } = await database.read(db => sql<{ page_count: number }>`pragma page_count`.execute(db))
    await pages(String(rows[0]?.page_count))
    const big = () =>
      database.write(async db => {
        for (const issue of [1, 2, 3]) await insertFact(db, { id: `fct_${issue}`, issue, note: 'x'.repeat(20_000) })
      })
    expect(problemOf(await big().catch(error => error))?.code).toBe('storage-full')
    expect(await dump(database)).toBe(before)
    await pages('1000000')
    await big()
    expect(await database.read(db => db.selectFrom('fact').select('id').execute())).toHaveLength(3)
  })

  const tmpfs = canMount()
  it.skipIf(!tmpfs)('in earnest, five times over, on a file system of 4 MB', async () => {
    const disk = databases.folder()
    const script = `mount -t tmpfs -o size=4m none "$1" && exec "$2" "$3" "$1"`
    const call = ['-rm', 'sh', '-c', script, 'sh', disk, process.execPath, support('full-disk-process.ts')]
    const { stdout } = await promisify(execFile)('unshare', call)
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ rounds: 5, readsFailed: 0, integrity: 'ok', unfinished: 0 })
    expect(report.rows).toBe(report.acknowledged)
    expect(Object.keys(report.refusals)).toEqual(['storage-full'])
    expect(Object.keys(report.filesRefused)).toEqual(['storage-full'])
    expect(report.acknowledged).toBeGreaterThanOrEqual(5)
  })
})

describe('kill -9', () => {
  it('twenty times during writes loses no acknowledged write and leaves no half of one', async () => {
    const { folder, file } = await office()
    const acknowledged: number[] = []
    for (let round = 0; round < 20; round += 1) {
      const first = round * 100_000
      const writer = spawn(process.execPath, [support('writing-process.ts'), folder, String(first)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const ended = once(writer, 'exit')
      const until = 1 + ((round * 37) % 60)
      let said = 0
      for await (const line of createInterface({ input: writer.stdout })) {
        acknowledged.push(Number(line))
        said += 1
        if (said === until) writer.kill('SIGKILL')
      }
      await ended
    }
    const raw = new DatabaseSync(file)
    const column = (query: string) =>
      raw
        .prepare(query)
        .all()
        .map(row => Number(Object.values(row)[0]))
    const one = column('select account from login_failure').sort((a, b) => a - b)
    const other = column('select key from idempotency').sort((a, b) => a - b)
    expect(one).toEqual(other)
    expect(acknowledged.filter(number => !one.includes(number))).toEqual([])
    expect(acknowledged.length).toBeGreaterThan(300)
    expect(raw.prepare('pragma integrity_check').get()?.integrity_check).toBe('ok')
    raw.close()
  })
})

/** Spoils the first page of one table, as a failing disk would. */
function spoil(file: string, name: string): void {
  const raw = new DatabaseSync(file)
  const page = Number(raw.prepare('select rootpage as page from sqlite_schema where name = ?').get(name)?.page)
  raw.close()
  const bytes = readFileSync(file)
  bytes.fill(0xff, (page - 1) * 4096, page * 4096)
  writeFileSync(file, bytes)
}

/** Whether this system lets us make a small file system of our own, as most Linux systems do, root or not. */
function canMount(): boolean {
  const place = join(databases.folder(), 'mount')
  mkdirSync(place)
  return spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', '-o', 'size=1m', 'none', place]).status === 0
}
