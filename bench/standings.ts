import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { Instant, period } from '../src/domain/calendar.ts'
import { OfficeId } from '../src/domain/model.ts'
import { migrate } from '../src/server/db/migrate.ts'
import { type Database, openDatabase } from '../src/server/db/open.ts'
import { Memo } from '../src/server/memo.ts'
import { openLedger } from '../src/server/months.ts'
import { insertAll } from '../src/server/rows.ts'
import { installRuleSet, ruleSetOf } from '../src/server/rule-sets.ts'
import { standingsView } from '../src/server/views.ts'
import type { Bench } from './compare.ts'

const OFFICE = OfficeId.parse('off_bench')
const JUNE = period('2023-06')
const AT = Instant.parse('2023-06-30T08:00:00.000Z')

/** The standings page of an open month, on SQLite as it is installed: worked out, and looked at again when nothing changed. */
export async function measureStandings(bench: Bench, size: { units: number; facts: number }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'caifeng-bench-'))
  const database = await openDatabase({ url: null, folder })
  try {
    await migrate(database)
    await furnish(database, size)
    const memo = new Memo()
    const look = (own?: Memo) =>
      database.read(async db => standingsView(await (await openLedger(db, OFFICE, own)).month(JUNE)))
    await look(memo)
    await bench.compare(
      `名次页（${size.units} 个单位、${size.facts} 条事实的未结月），没有变动时再看`,
      () => look(memo),
      () => look(),
      { rounds: 3 },
    )
    bench.note(`其间重算 ${memo.derived} 次，直接取用 ${memo.found} 次`)
    const started = performance.now()
    await database.write(db => recordOne(db, size.facts))
    await look(memo)
    bench.note(`登记一条以后第一次看：${Math.round(performance.now() - started)} ms（重算 ${memo.derived} 次）`)
  } finally {
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

type Db = Parameters<Parameters<Database['write']>[0]>[0]

const plain = {
  office_id: OFFICE,
  recorded_at: AT,
  recorded_by: 'console',
  posting: JUNE,
  quantity: 1,
  note: '',
  outlet_id: 'out_bench',
  level: 'own',
  kind: 'report',
  issue: null,
  merged: 0,
}
const factRow = (index: number) => ({
  ...plain,
  id: `fct_${String(index).padStart(8, '0')}`,
  seq: index + 1,
  type: 'adoption',
  occurred_on: `2023-06-${String(1 + (index % 28)).padStart(2, '0')}`,
})
const unitOf = (index: number): string => `unt_${String(index).padStart(6, '0')}`

async function recordOne(db: Db, index: number): Promise<void> {
  await insertAll(db, 'fact', [factRow(index)])
  await insertAll(db, 'fact_credit', [{ fact_id: factRow(index).id, unit_id: unitOf(0), position: 0, weight: 1 }])
}

async function furnish(database: Database, { units, facts }: { units: number; facts: number }): Promise<void> {
  const numbers = Array.from({ length: units }, (_, index) => index)
  await database.write(async db => {
    await db
      .insertInto('office')
      .values({ id: OFFICE, name: '测量', bulletin: '简报', demo: 0, settings: '{}', created_at: AT })
      .execute()
    const keys = ['county', 'office-a', 'office-b', 'institution']
    await insertAll(
      db,
      'unit_group',
      keys.map((key, position) => ({ id: `grp_${position}`, office_id: OFFICE, key, name: key, kind: key, position })),
    )
    await insertAll(
      db,
      'unit',
      numbers.map(index => ({
        id: unitOf(index),
        office_id: OFFICE,
        name: `单位${index}`,
        position: index,
        active: 1,
        version: 1,
        created_at: AT,
      })),
    )
    await insertAll(
      db,
      'unit_name',
      numbers.map(index => ({
        office_id: OFFICE,
        unit_id: unitOf(index),
        name: `单位${index}`,
        name_key: `单位${index}`,
        kind: 'name' as const,
        from_period: null,
        to_period: null,
      })),
    )
    await insertAll(
      db,
      'unit_membership',
      numbers.map(index => ({
        office_id: OFFICE,
        unit_id: unitOf(index),
        group_id: `grp_${index % 4}`,
        from_period: '2023-01',
      })),
    )
    await db.insertInto('outlet').values({ id: 'out_bench', office_id: OFFICE, name: '简报', level: 'own' }).execute()
    await db.insertInto('period').values({ office_id: OFFICE, period: JUNE, state: 'open', generation: 0 }).execute()
    const source = readFileSync(new URL('../rule-sets/lc-2023.yaml', import.meta.url), 'utf8')
    await installRuleSet(db, OFFICE, ruleSetOf(source), AT)
    const rows = Array.from({ length: facts }, (_, index) => factRow(index))
    await insertAll(db, 'fact', rows)
    await insertAll(
      db,
      'fact_credit',
      rows.map(({ id }, index) => ({ fact_id: id, unit_id: unitOf((index * 7) % units), position: 0, weight: 1 })),
    )
  })
}
