import { readFile } from 'node:fs/promises'
import { dayStart, instantOf, type LocalDate, localDate, period } from '../domain/calendar.ts'
import { type OfficeId, type OutletId, type Role, type UnitId, UserId } from '../domain/model.ts'
import { assert } from '../domain/problems.ts'
import { type House, houseOf as houseAt } from './cli/house.ts'
import type { Actor, Db } from './context.ts'
import type { Installation } from './installation.ts'
import { createOffice, NEW_OFFICE } from './offices.ts'
import { hashPassword, readablePassword } from './password.ts'
import { readSettings, writeSettings } from './settings.ts'

/** An account of the demo office; all have the one password of this installation. */
export interface DemoAccount {
  readonly account: string
  readonly name: string
  readonly role: Role
}

/** One for each role, and a second chief, since 撤销月结 takes two. */
const ACCOUNTS: readonly (DemoAccount & { readonly unit?: string })[] = [
  { account: 'bianji', name: '编辑', role: 'editor' },
  { account: 'shenhe', name: '审核签发', role: 'chief' },
  { account: 'shenhe2', name: '审核签发（二）', role: 'chief' },
  { account: 'yanggu', name: '阳谷局通讯员', role: 'correspondent', unit: '阳谷局' },
  { account: 'lingdao', name: '领导', role: 'reader' },
  { account: 'xitong', name: '系统管理员', role: 'system-admin' },
  { account: 'anquan', name: '安全管理员', role: 'security-admin' },
  { account: 'shenji', name: '审计管理员', role: 'audit-admin' },
]

const NOTICE = new URL('../../fixtures/notices/lc-2023-06/source.txt', import.meta.url)
const HOUR_MS = 3_600_000
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
    await writeSettings(db, id, { ...(await readSettings(db, id)), demo: { password } })
    return id
  })
  const house = houseOf(office)
  const { sm3, size } = await files.put(await readFile(NOTICE))
  await house.call('file.upload', { name: NOTICE_NAME, sm3, size })
  await house.call('notice.import', { file: sm3, name: NOTICE_NAME })
  const { units, outlets } = await house.call('unit.list', {})
  const unitOf = (name: string): UnitId => {
    const unit = units.find(one => one.name === name)
    assert(unit !== undefined, `the demo office has ${name}`)
    return unit.id
  }
  const editor = await database.write(db => addAccounts(db, { office, hash, unitOf, installation }))
  const bulletin = outlets.find(outlet => outlet.level === 'own')
  assert(bulletin !== undefined, 'the demo office has a bulletin')
  const houseOn = (day: LocalDate): House => {
    const morning = Date.parse(dayStart(day)) + 9 * HOUR_MS
    return houseAt({ ...installation, clock: () => morning }, office)
  }
  await beginJuly(house, { editor, unitOf, bulletin: bulletin.id })
  await commissionInJuly(houseOn, { editor, unitOf })
  return { accounts: ACCOUNTS.map(({ account, name, role }) => ({ account, name, role })), password }
}

/** Writes the accounts → the editor, as who July is recorded. */
async function addAccounts(
  db: Db,
  {
    office,
    hash,
    unitOf,
    installation: { newId, clock },
  }: { office: OfficeId; hash: string; unitOf: (name: string) => UnitId; installation: Installation },
): Promise<Actor> {
  let editor: Actor | undefined
  for (const { account, name, role, unit } of ACCOUNTS) {
    const id = UserId.parse(newId('usr'))
    const unit_id = unit === undefined ? null : unitOf(unit)
    await db
      .insertInto('user_account')
      .values({
        id,
        office_id: office,
        account,
        name,
        unit_id,
        password_hash: hash,
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
    if (role === 'editor') editor = { user: id, name, callers: ['signed-in', role], unit: null, ip: '', session: '' }
  }
  assert(editor !== undefined, 'there is an editor')
  return editor
}

// ── the first days of July 2023 ────────────────────────────────────────────────────────────────────────────────

interface JulyArticle {
  readonly title: string
  readonly units: readonly string[]
  readonly day: number
  readonly adopted?: { readonly kind: 'report' | 'brief'; readonly day: number; readonly also?: readonly string[] }
  readonly forwarded?: { readonly level: 'city' | 'province'; readonly to: string; readonly day: number }
}

const JULY: readonly JulyArticle[] = [
  {
    title: '阳谷县扎实开展汛期地质灾害隐患排查',
    units: ['阳谷局'],
    day: 3,
    adopted: { kind: 'report', day: 7 },
    forwarded: { level: 'city', to: '市政府', day: 4 },
  },
  { title: '阳谷县推行不动产登记“周末不打烊”服务', units: ['阳谷局'], day: 5, adopted: { kind: 'brief', day: 7 } },
  {
    title: '临清市“三个到位”推进耕地流出问题整改',
    units: ['临清局'],
    day: 3,
    adopted: { kind: 'report', day: 7, also: ['耕地保护监督科'] },
  },
  { title: '临清市完成年度国土变更调查县级自检', units: ['临清局'], day: 6 },
  {
    title: '开发区分局“拿地即开工”再添两个项目',
    units: ['开发区分局'],
    day: 4,
    adopted: { kind: 'brief', day: 7 },
    forwarded: { level: 'city', to: '市政府', day: 6 },
  },
  { title: '高新区分局组织开展安全生产专题培训', units: ['高新区分局'], day: 5 },
  {
    title: '高唐县建立林长制巡林问题“日清单”',
    units: ['高唐局', '林草资源和湿地保护监督科'],
    day: 5,
    adopted: { kind: 'brief', day: 7 },
  },
  {
    title: '莘县探索设施农业用地“备案即入图”经验做法',
    units: ['莘县局'],
    day: 6,
    forwarded: { level: 'province', to: '省厅', day: 7 },
  },
  {
    title: '上半年全市建设用地供应情况分析及建议',
    units: ['开发利用科'],
    day: 6,
    adopted: { kind: 'report', day: 7 },
    forwarded: { level: 'province', to: '省厅', day: 7 },
  },
  {
    title: '市林业发展中心开展夏季林业有害生物监测',
    units: ['市林业发展中心'],
    day: 4,
    adopted: { kind: 'brief', day: 7 },
  },
  { title: '市不动产登记中心上线“带押过户”线上申请', units: ['市不动产登记中心'], day: 6 },
]

const july = (day: number): LocalDate => localDate(`${period('2023-07')}-${String(day).padStart(2, '0')}`)

/** A week of ordinary work, recorded by the editor: received, adopted, sent up. */
async function beginJuly(
  house: House,
  { editor, unitOf, bulletin }: { editor: Actor; unitOf: (name: string) => UnitId; bulletin: OutletId },
): Promise<void> {
  const credits = (names: readonly string[]) => names.map(name => ({ unit: unitOf(name), weight: 1 }))
  for (const { title, units, day, adopted, forwarded } of JULY) {
    const received = { title, receivedOn: july(day), units: credits(units) }
    const { article } = await house.call('article.record', received, editor)
    if (forwarded !== undefined) {
      const up = { article, level: forwarded.level, to: forwarded.to, outlet: '', on: july(forwarded.day) }
      await house.call('forwarding.record', { ...up, credits: credits(units) }, editor)
    }
    if (adopted !== undefined) {
      const where = { article, outlet: bulletin, kind: adopted.kind, issue: 10, issuedOn: july(adopted.day) }
      await house.call('article.adopt', { ...where, credits: credits([...units, ...(adopted.also ?? [])]) }, editor)
    }
  }
}

const ANSWERS = [
  { unit: '阳谷局', title: '阳谷县反映要素保障中的三个堵点及建议' },
  { unit: '开发利用科', title: '建设用地供应中存在的困难及对策建议' },
] as const

/** A commission of the city: issued on the 3rd to five units, one of which has only signed, one not even that; two answered on the 10th. */
async function commissionInJuly(
  houseOn: (day: LocalDate) => House,
  { editor, unitOf }: { editor: Actor; unitOf: (name: string) => UnitId },
): Promise<void> {
  const begun = houseOn(july(3))
  const asked = {
    title: '当前自然资源要素保障中存在的困难问题及对策建议',
    source: '市政府',
    level: 'city',
    upperDueOn: july(18),
    dueOn: july(14),
    requirements: '围绕建设用地报批、占补平衡、林地手续等环节，反映基层遇到的具体困难，提出可操作的建议，1500字以内。',
    materials: [
      { kind: 'figure', text: '今年上半年报批宗数、面积与平均用时' },
      { kind: 'case', text: '一个因要素不足而未能按期开工的项目' },
    ],
    contact: '办公室信息科',
    units: ['阳谷局', '开发利用科', '临清局', '高唐局', '莘县局'].map(unitOf),
  } as const
  const saved = await begun.call('commission.save', { ...asked, materials: [...asked.materials] }, editor)
  const { commission, version } = saved
  const issued = { commission, version, step: 'issue', on: null, adopted: [], comment: '' } as const
  await begun.call('commission.step', { ...issued, adopted: [] }, editor)
  await houseOn(july(4)).call('assignment.step', { commission, unit: unitOf('临清局'), step: 'sign' }, editor)
  const later = houseOn(july(10))
  for (const { unit, title } of ANSWERS) {
    const received = { title, receivedOn: july(10), units: [{ unit: unitOf(unit), weight: 1 }] }
    const { article } = await later.call('article.record', received, editor)
    await later.call('assignment.reply', { commission, unit: unitOf(unit), article }, editor)
  }
}
