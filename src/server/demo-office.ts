import { readFile } from 'node:fs/promises'
import { dayStart, instantOf, type LocalDate } from '../domain/calendar.ts'
import { type OfficeId, type Role, type Unit, type UnitId, UserId } from '../domain/model.ts'
import { assert } from '../domain/problems.ts'
import { type House, houseOf as houseAt } from './cli/house.ts'
import type { Actor, Db } from './context.ts'
import type { Database } from './db/open.ts'
import { liveThroughJuly } from './demo/july.ts'
import { lettersInJuly } from './demo/july-letters.ts'
import { DEMO_DAY, july, REVIEWED } from './demo/world.ts'
import type { Installation } from './installation.ts'
import { createOffice, NEW_OFFICE, officeOf } from './offices.ts'
import { hashPassword, readablePassword } from './password.ts'
import { readSettings, writeSettings } from './settings.ts'

/** An account of the demo office; all have the one password of this installation. */
export interface DemoAccount {
  readonly account: string
  readonly name: string
  readonly role: Role
}

/** One for each role, a second chief, since 撤销月结 takes two, and a unit of two people, where the second lets go what the first writes. */
const ACCOUNTS: readonly (DemoAccount & { readonly unit?: string })[] = [
  { account: 'bianji', name: '编辑', role: 'editor' },
  { account: 'shenhe', name: '审核签发', role: 'chief' },
  { account: 'shenhe2', name: '审核签发（二）', role: 'chief' },
  { account: 'yanggu', name: '阳谷局通讯员', role: 'correspondent', unit: '阳谷局' },
  { account: 'guanxian', name: `${REVIEWED}通讯员`, role: 'correspondent', unit: REVIEWED },
  { account: 'guanxian2', name: `${REVIEWED}单位审核`, role: 'reviewer', unit: REVIEWED },
  { account: 'lingdao', name: '领导', role: 'reader' },
  { account: 'xitong', name: '系统管理员', role: 'system-admin' },
  { account: 'anquan', name: '安全管理员', role: 'security-admin' },
  { account: 'shenji', name: '审计管理员', role: 'audit-admin' },
]

const NOTICE = new URL('../../fixtures/notices/lc-2023-06/source.txt', import.meta.url)
const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const NOTICE_NAME = '2023年6月政务信息采用情况通报.txt'

/**
 * The demo office: June 2023 taken over from the printed notice and closed, July begun, an account for each role. Its one password is drawn
 * for this installation and kept in its settings, where the login page finds it.
 */
export async function makeDemoOffice(
  installation: Installation,
  houseOf: (office: OfficeId) => House,
): Promise<{ accounts: readonly DemoAccount[]; password: string }> {
  const { database, newId, newSecret, clock, files } = installation
  const password = readablePassword(newSecret())
  const hash = await hashPassword(password)
  const office = await database.write(async db => {
    const id = await createOffice(db, { name: NEW_OFFICE, newId, now: instantOf(clock()) })
    await db.updateTable('office').set({ demo: 1 }).where('id', '=', id).execute()
    await writeSettings(db, id, { ...(await readSettings(db, id)), demo: { password, shiftMs: 0, made: false } })
    return id
  })
  const house = houseOf(office)
  const { sm3, size } = await files.put(await readFile(NOTICE))
  await house.call('file.upload', { name: NOTICE_NAME, sm3, size })
  await house.call('notice.import', { file: sm3, name: NOTICE_NAME })
  const { groups, units, outlets } = await house.call('unit.list', {})
  const unitOf = (name: string): UnitId => {
    const unit = units.find(one => one.name === name)
    assert(unit !== undefined, `the demo office has ${name}`)
    return unit.id
  }
  const bulletin = outlets.find(outlet => outlet.level === 'own')
  assert(bulletin !== undefined, 'the demo office has a bulletin')
  const people = await database.write(db => addAccounts(db, { office, hash, units, installation }))
  const atTime = (day: LocalDate, hour: number, minute: number): number =>
    Date.parse(dayStart(day)) + hour * HOUR_MS + minute * MINUTE_MS
  const namesIn = (key: string): string[] => {
    const group = groups.find(one => one.key === key)
    return units.filter(unit => unit.group === group?.id).map(unit => unit.name)
  }
  await liveThroughJuly({
    at: (day, hour, minute) => houseAt({ ...installation, clock: () => atTime(day, hour, minute) }, office),
    editor: personOf(people, 'bianji'),
    chief: personOf(people, 'shenhe'),
    writerOf: unit => personOf(people, unit),
    unitOf,
    sections: [...namesIn('office-a'), ...namesIn('office-b')],
    bodies: namesIn('institution'),
    bulletin: bulletin.id,
  })
  await lettersInJuly(installation, office, { unitOf, editor: personOf(people, 'bianji') })
  await startDemoClock(installation, office, { password, shiftMs: atTime(july(DEMO_DAY), 10, 0) - Date.now() })
  return { accounts: ACCOUNTS.map(({ account, name, role }) => ({ account, name, role })), password }
}

/** Whether the office in a database is a demo office whose making was broken off: nobody has ever worked in it. */
export async function isHalfMade(database: Database): Promise<boolean> {
  return database.read(async db => {
    const office = await officeOf(db)
    return office !== null && (await readSettings(db, office.id)).demo?.made === false
  })
}

/** Writes the accounts → who acts, by account and, for correspondents, by the name of their unit. */
async function addAccounts(
  db: Db,
  {
    office,
    hash,
    units,
    installation: { newId, clock },
  }: { office: OfficeId; hash: string; units: readonly Unit[]; installation: Installation },
): Promise<ReadonlyMap<string, Actor>> {
  const people = new Map<string, Actor>()
  const known = new Set(ACCOUNTS.map(one => one.unit))
  // Correspondents of the other units write too, but nobody needs forty more buttons on the login page: they have no password yet.
  const others = units
    .filter(unit => !known.has(unit.name))
    .map((unit, index): DemoAccount & { unit: string } => ({
      account: `danwei${String(index + 1).padStart(2, '0')}`,
      name: `${unit.name}通讯员`,
      role: 'correspondent',
      unit: unit.name,
    }))
  for (const { account, name, role, unit } of [...ACCOUNTS, ...others]) {
    const id = UserId.parse(newId('usr'))
    const own = units.find(one => one.name === unit)?.id ?? null
    await db
      .insertInto('user_account')
      .values({
        id,
        office_id: office,
        account,
        name,
        unit_id: own,
        password_hash: account.startsWith('danwei') ? null : hash,
        password_changed_at: null,
        must_change: 0,
        disabled: 0,
        last_login_at: null,
        last_login_ip: null,
        failures: 0,
        locks: 0,
        locked_until: null,
        created_at: instantOf(clock()),
      })
      .execute()
    await db.insertInto('user_role').values({ user_id: id, role }).execute()
    const actor: Actor = { user: id, name, callers: ['signed-in', role], unit: own, ip: '', session: '' }
    people.set(account, actor)
    if (unit !== undefined && role === 'correspondent') people.set(unit, actor)
  }
  return people
}

function personOf(people: ReadonlyMap<string, Actor>, who: string): Actor {
  const actor = people.get(who)
  assert(actor !== undefined, `the demo office has somebody for ${who}`)
  return actor
}

/** From now on the office lives in its July: the clock stands on the demo's day and goes on from there, at every later start too. */
async function startDemoClock(
  installation: Installation,
  office: OfficeId,
  demo: { readonly password: string; readonly shiftMs: number },
): Promise<void> {
  await installation.database.write(async db => {
    await writeSettings(db, office, { ...(await readSettings(db, office)), demo: { ...demo, made: true } })
  })
  installation.shiftClock(demo.shiftMs)
}
