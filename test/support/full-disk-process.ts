import { appendFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { problemOf } from '../../src/server/db/errors.ts'
import { migrate } from '../../src/server/db/migrate.ts'
import { openDatabase } from '../../src/server/db/open.ts'
import { openFiles } from '../../src/server/files.ts'
import { insertFact, insertOffice } from './office-rows.ts'

/** Works on a small disk that fills up and is freed again, several times over; says on one line of JSON what happened. */
const [disk = ''] = process.argv.slice(2)
const folder = join(disk, 'data')
const database = await openDatabase({ url: null, folder })
await migrate(database)
await database.write(db => insertOffice(db))
const files = openFiles(join(folder, 'files'))
const report = {
  rounds: 0,
  acknowledged: 0,
  refusals: {},
  filesRefused: {},
  readsFailed: 0,
  rows: 0,
  unfinished: 0,
  integrity: '',
}
const [refusals, filesRefused]: Record<string, number>[] = [{}, {}]
const count = (into: Record<string, number> | undefined, error: unknown) => {
  const code = problemOf(error)?.code ?? String(error)
  if (into) into[code] = (into[code] ?? 0) + 1
}
let number = 0
const write = async () => {
  number += 1
  await database.write(async db => {
    await insertFact(db, { id: `fct_${number}`, issue: null, note: 'x'.repeat(9_000) })
    await db
      .insertInto('fact_credit')
      .values({ fact_id: `fct_${number}`, unit_id: 'unt_off_1_1', position: 1, weight: 1 })
      .execute()
  })
  report.acknowledged += 1
}

for (; report.rounds < 5; report.rounds += 1) {
  const ballast = join(disk, 'ballast')
  fill(ballast)
  for (let attempt = 0; attempt < 30; attempt += 1) {
    await write().catch(error => count(refusals, error))
    await files.put(Buffer.from(`${number}`.repeat(50_000))).catch(error => count(filesRefused, error))
    await database
      .read(db => db.selectFrom('fact').select('id').execute())
      .catch(() => {
        report.readsFailed += 1
      })
  }
  rmSync(ballast)
  await write() // It heals by itself as soon as there is room.
}

const rows = await database.read(db =>
  db.selectFrom('fact').innerJoin('fact_credit', 'fact_id', 'fact.id').select('id').execute(),
)
const checked = await database.read(db => sql<{ integrity_check: string }>`pragma integrity_check`.execute(db))
report.rows = rows.length
report.integrity = checked.rows[0]?.integrity_check ?? ''
report.unfinished = readdirSync(join(folder, 'files', 'unfinished')).length
await database.close()
console.log(JSON.stringify({ ...report, refusals, filesRefused }))

function fill(file: string): void {
  for (const size of [65_536, 4_096, 512]) {
    try {
      for (;;) appendFileSync(file, Buffer.alloc(size))
    } catch {}
  }
}
