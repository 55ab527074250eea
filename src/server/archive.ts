import { createHash } from 'node:crypto'
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Role } from '../domain/model.ts'
import { type Months, type Row, rowsOfMonths } from './archive-months.ts'
import { canonicalJson } from './canonical.ts'
import { Refusal } from './cli/command.ts'
import type { Db } from './context.ts'
import { ORDER } from './db/dump.ts'
import { MIGRATIONS } from './db/migrate.ts'
import type { Database } from './db/open.ts'
import type { Files } from './files.ts'
import { settingsOf } from './settings.ts'

/** What an archive holds is open: JSON a line for each row, and the files as they were handed in. */
const FORMAT = 'caifeng-archive-1'
const Manifest = z.object({
  format: z.literal(FORMAT),
  office: z.string(),
  at: z.string(),
  schema: z.array(z.string()),
  /** Only what belongs to these months; the whole office where it is not said. */
  months: z.object({ from: z.string(), to: z.string() }).optional(),
  /** SM3 of each member. */
  members: z.record(z.string(), z.string()),
})
const StoredRow = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))

/** Of this installation and not of the office's work: sessions, keys, what waits for the post. They begin anew. */
const LEFT_OUT = new Set([
  'session',
  'activation',
  'login_failure',
  'idempotency',
  'second_factor',
  'password_history',
  'article_editing',
  'outbox',
  'letter_receipt',
  'job_lease',
  // The index is made again from the rows that come in.
  'search_text',
  'search_due',
])
/** Goes out to be read, and is not taken in: its chain holds only under the key of the installation that wrote it. */
const READ_ONLY = new Set(['activity', 'activity_head'])

/** What other rows need before them; the rest stands in the order in which the tables were made. */
const FIRST = ['office', 'period', 'file']

interface House {
  readonly database: Database
  readonly files: Files
}

/**
 * The whole of an office as one archive: its rows as JSON, its files byte for byte, and SM3 of everything. No password and no seed is in it. The same
 * office at the same time gives the same bytes. Refuses an installation with more than one office.
 * @param months only what belongs to these, with whatever that needs beside it
 */
export async function writeArchive({ database, files }: House, at: string, months?: Months): Promise<Uint8Array> {
  const whole = await database.read(readTables)
  const tables = months === undefined ? whole : rowsOfMonths(whole, months)
  const members: Record<string, Uint8Array> = {}
  for (const [name, rows] of tables)
    members[`tables/${name}.jsonl`] = strToU8(rows.map(row => `${canonicalJson(row)}\n`).join(''))
  for (const row of tables.get('file') ?? []) {
    const sm3 = String(row.sm3)
    members[`files/${sm3}`] = new Uint8Array(await files.get(sm3))
  }
  const [office] = tables.get('office') ?? []
  const manifest = {
    format: FORMAT,
    office: String(office?.name ?? ''),
    at,
    schema: MIGRATIONS.map(migration => migration.name),
    ...(months === undefined ? {} : { months }),
    members: Object.fromEntries(Object.entries(members).map(([name, bytes]) => [name, sm3Of(bytes)])),
  }
  const zip: Zippable = {}
  for (const [name, bytes] of Object.entries({
    'manifest.json': strToU8(`${JSON.stringify(manifest, null, 2)}\n`),
    ...members,
  }))
    zip[name] = [bytes, { mtime: new Date(1980, 0, 1) }]
  return zipSync(zip, { level: 6 })
}

async function readTables(db: Db): Promise<Map<string, Row[]>> {
  const offices = await db.selectFrom('office').select('id').execute()
  if (offices.length !== 1) throw new Refusal(`存档一次一个办公室；这里有 ${offices.length} 个。`)
  const tables = new Map<string, Row[]>()
  for (const [name, columns] of Object.entries(ORDER)) {
    if (LEFT_OUT.has(name)) continue
    const { rows } = await sql<unknown>`select * from ${sql.table(name)}`.execute(db)
    tables.set(
      name,
      rows.map(row => withoutSecrets(name, StoredRow.parse(row))).toSorted((a, b) => compared(a, b, columns)),
    )
  }
  return tables
}

/** Whoever holds an archive cannot sign in with it: people activate their accounts anew. */
function withoutSecrets(table: string, row: Row): Row {
  if (table === 'user_account')
    return {
      ...row,
      password_hash: null,
      password_changed_at: null,
      failures: 0,
      locks: 0,
      locked_until: null,
      last_login_ip: null,
    }
  // A mailbox is fetched again once somebody has given its password.
  if (table === 'mailbox') return { ...row, secret: '', active: 0, asked_at: null, failures: 0, error: '' }
  if (table !== 'office') return row
  return { ...row, settings: JSON.stringify({ ...settingsOf(String(row.settings)), demo: null }) }
}

function compared(a: Row, b: Row, columns: readonly string[]): number {
  for (const column of columns) {
    const [left, right] = [a[column] ?? '', b[column] ?? '']
    if (left !== right) return left < right ? -1 : 1
  }
  return 0
}

/**
 * Takes an archive in. Only into an empty installation, and only whole: everything is checked by its SM3 first, files are kept before the rows that
 * name them, and all rows are written in one transaction. Gives the accounts of administrators, who activate theirs first. Refuses with
 * `Refusal`.
 */
export async function readArchive(
  { database, files }: House,
  bytes: Uint8Array,
): Promise<{ administrators: { id: string; account: string }[]; months: Months | null }> {
  const { members, months } = opened(bytes)
  const stored = z.array(StoredRow).parse(linesOf(members, 'file'))
  for (const row of stored) {
    const sm3 = String(row.sm3)
    const file = members[`files/${sm3}`]
    if (file === undefined) throw new Refusal(`存档里缺少文件 ${sm3}，没有恢复。`)
    await files.put(file)
  }
  return database.write(async db => {
    const taken = await db.selectFrom('office').select('id').execute()
    if (taken.length > 0) throw new Refusal('数据目录里已有办公室的数据，没有恢复。请用 --data 指定一个空的目录。')
    for (const name of new Set([...FIRST, ...Object.keys(ORDER)])) {
      if (LEFT_OUT.has(name) || READ_ONLY.has(name)) continue
      for (const row of linesOf(members, name))
        await insert(db, name, name === 'period' ? { ...row, state: 'open' } : row)
    }
    // Months take rows only while they are open, so they are closed last.
    for (const { office_id, period, state } of linesOf(members, 'period'))
      await sql`update period set state = ${state} where office_id = ${office_id} and period = ${period}`.execute(db)
    const roles: readonly Role[] = ['system-admin', 'security-admin', 'audit-admin']
    const administrators = await db
      .selectFrom('user_account')
      .innerJoin('user_role', 'user_role.user_id', 'user_account.id')
      .select(['user_account.id', 'user_account.account'])
      .where('user_role.role', 'in', roles)
      .where('user_account.disabled', '=', 0)
      .orderBy('user_account.account')
      .execute()
    return { administrators, months }
  })
}

type Members = Readonly<Record<string, Uint8Array>>

function opened(bytes: Uint8Array): { members: Members; months: Months | null } {
  const members = (() => {
    try {
      return unzipSync(bytes)
    } catch {
      throw new Refusal('这个文件不是采风的存档，或者不完整，没有恢复。')
    }
  })()
  const manifest = Manifest.safeParse(jsonOf(members['manifest.json']))
  if (!manifest.success) throw new Refusal('这个文件不是采风的存档，没有恢复。')
  const known = new Set(MIGRATIONS.map(migration => migration.name))
  const strange = manifest.data.schema.find(name => !known.has(name))
  if (strange !== undefined || manifest.data.schema.length !== known.size)
    throw new Refusal('存档由另一版本的程序写出，没有恢复。请用同一版本恢复，再升级。')
  for (const [name, sm3] of Object.entries(manifest.data.members)) {
    const member = members[name]
    if (member === undefined || sm3Of(member) !== sm3) throw new Refusal(`存档里的 ${name} 已损坏或被改动，没有恢复。`)
  }
  return { members, months: manifest.data.months ?? null }
}

function jsonOf(bytes: Uint8Array | undefined): unknown {
  try {
    return JSON.parse(strFromU8(bytes ?? new Uint8Array()))
  } catch {
    return null
  }
}

const linesOf = (members: Members, table: string): Row[] =>
  strFromU8(members[`tables/${table}.jsonl`] ?? new Uint8Array())
    .split('\n')
    .filter(line => line !== '')
    .map(line => StoredRow.parse(JSON.parse(line)))

async function insert(db: Db, table: string, row: Row): Promise<void> {
  const columns = Object.keys(row)
  const names = sql.join(columns.map(column => sql.ref(column)))
  const values = sql.join(columns.map(column => row[column] ?? null))
  await sql`insert into ${sql.table(table)} (${names}) values (${values})`.execute(db)
}

const sm3Of = (bytes: Uint8Array): string => createHash('sm3').update(bytes).digest('hex')
