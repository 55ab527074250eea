import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { instantOf } from '../../domain/calendar.ts'
import { type OfficeId, type Role, UserId } from '../../domain/model.ts'
import type { Config } from '../config.ts'
import type { Db } from '../context.ts'
import { isHalfMade, makeDemoOffice } from '../demo-office.ts'
import { type Installation, openInstallation } from '../installation.ts'
import { newActivation } from '../login.ts'
import { createOffice, NEW_OFFICE, officeOf } from '../offices.ts'
import { installRuleSet, ruleSetOf, shippedRuleSets } from '../rule-sets.ts'
import { serve } from '../serve.ts'
import { type Called, type Command, EXIT, Refusal, type Terminal, Usage } from './command.ts'
import { bytesOf, configOf, houseOf, quietLog } from './house.ts'

export const command: Command = {
  name: 'serve',
  summary: '启动服务；数据目录为空时先建立演示办公室',
  usage: 'serve [--port 端口] [--empty [--name 名称] [--rules 办法]] [--data 目录]',
  help: `
启动服务，浏览器打开显示的网址即可使用，按 Ctrl+C 停止。数据目录为空时先建立演示办公室，并显示演示账户。

选项：
  --port 端口    默认 3000
  --empty        不要演示数据：新建一个空的办公室，显示三位管理员的一次性激活码（24 小时内有效，只显示这一次）
  --name 名称    新办公室的名称，默认“${NEW_OFFICE}”
  --rules 办法   新办公室的计分办法：随附办法的代号（如 lc-2023），或一个办法文件（.yaml）

环境变量：CAIFENG_PORT、CAIFENG_HOST、CAIFENG_ORIGIN、CAIFENG_HOSTS、CAIFENG_TRUST_PROXY、CAIFENG_DATABASE_URL。

退出码：0 正常停止；1 没有启动，原因在标准错误；2 命令写错`,
  options: {
    port: { type: 'string' },
    empty: { type: 'boolean' },
    name: { type: 'string' },
    rules: { type: 'string' },
  },
  run: startServer,
}

async function startServer(call: Called, terminal: Terminal): Promise<number> {
  if (call.files.length > 0) throw new Usage(`多出了：${call.files.join(' ')}`)
  const port = call.text('port')
  const environment = { ...terminal.environment, ...(port === null ? {} : { CAIFENG_PORT: port }) }
  const config = configOf(call, { ...terminal, environment })
  const installation = await openWhole(config, terminal)
  try {
    const office = await installation.database.read(officeOf)
    if (office !== null) {
      if (call.has('empty')) terminal.out('数据目录里已有办公室，照常启动。')
      await appointWhereNobodyIs(installation, office.id, terminal)
    } else if (call.has('empty')) await makeEmptyOffice(installation, call, terminal)
    else {
      terminal.out('数据目录是空的，正在建立演示办公室…')
      await makeDemoOffice(installation, made => houseOf(installation, made))
    }
  } catch (error) {
    await installation.close()
    throw error
  }
  await serve(config, installation, terminal.out)
  return EXIT.ok
}

/** The installation of a data folder. A demo office whose making was broken off is taken away first: it would lack accounts or half of its July. */
async function openWhole(config: Config, terminal: Terminal): Promise<Installation> {
  const open = () => openInstallation(config, { what: '采风服务', log: quietLog(terminal) })
  const installation = await open()
  const cutOff = await isHalfMade(installation.database)
  if (!cutOff) return installation
  await installation.close()
  if (config.databaseUrl !== null)
    throw new Refusal('上次建立演示办公室时中断了，里面只有半份演示数据。请换一个空的数据库，再运行同一条命令。')
  terminal.out('上次建立演示办公室时中断了，现在重新建立。')
  for (const name of ['caifeng.sqlite', 'caifeng.sqlite-wal', 'caifeng.sqlite-shm', 'files', 'anchors'])
    await rm(join(config.folder, name), { recursive: true, force: true })
  return open()
}

/** 三员 of a new office: they make all other accounts. No password exists until each has activated the own account. */
const ADMINISTRATORS: readonly { readonly account: string; readonly name: string; readonly role: Role }[] = [
  { account: 'sysadmin', name: '系统管理员', role: 'system-admin' },
  { account: 'secadmin', name: '安全管理员', role: 'security-admin' },
  { account: 'auditadmin', name: '审计管理员', role: 'audit-admin' },
]

async function makeEmptyOffice(installation: Installation, call: Called, terminal: Terminal): Promise<void> {
  const { database, newId, clock } = installation
  const rules = await rulesOf(call.text('rules'))
  const now = instantOf(clock())
  const codes = await database.write(async db => {
    const office = await createOffice(db, { name: call.text('name') ?? NEW_OFFICE, newId, now })
    if (rules !== null) await installRuleSet(db, office, rules, now)
    return appoint(db, office, installation)
  })
  terminal.out(['已新建空的办公室。', ...wordsFor(codes)].join('\n'))
}

/** An office that `caifeng import` has made has no account yet: the three administrators get theirs when it is first served. */
async function appointWhereNobodyIs(installation: Installation, office: OfficeId, terminal: Terminal): Promise<void> {
  const anybody = (db: Db) =>
    db.selectFrom('user_account').select('id').where('office_id', '=', office).limit(1).executeTakeFirst()
  if ((await installation.database.read(anybody)) !== undefined) return
  const codes = await installation.database.write(db => appoint(db, office, installation))
  terminal.out(['这个办公室还没有账户。', ...wordsFor(codes)].join('\n'))
}

const wordsFor = (codes: readonly string[]): string[] => [
  '三位管理员请在登录页选“用激活码启用”，各自设定密码。',
  '激活码 24 小时内有效，每个只能用一次，只在这里显示这一次：',
  '',
  ...codes,
  '',
]

/** Writes the accounts of the three administrators → a line with the activation code of each. */
async function appoint(db: Db, office: OfficeId, { newId, newSecret, clock }: Installation): Promise<string[]> {
  const now = instantOf(clock())
  const shown: string[] = []
  for (const { account, name, role } of ADMINISTRATORS) {
    const id = UserId.parse(newId('usr'))
    await db
      .insertInto('user_account')
      .values({
        id,
        office_id: office,
        account,
        name,
        unit_id: null,
        password_hash: null,
        password_changed_at: null,
        must_change: 0,
        disabled: 0,
        last_login_at: null,
        last_login_ip: null,
        failures: 0,
        locks: 0,
        locked_until: null,
        created_at: now,
      })
      .execute()
    await db.insertInto('user_role').values({ user_id: id, role }).execute()
    shown.push(`  ${account.padEnd(12)}${await newActivation(db, id, { secret: newSecret(), now })}  ${name}`)
  }
  return shown
}

async function rulesOf(text: string | null) {
  if (text === null) return null
  if (/[./\\]/.test(text)) return ruleSetOf((await bytesOf(text)).toString('utf8'))
  const shipped = await shippedRuleSets()
  const found = shipped.find(({ ruleSet }) => ruleSet.id === text)
  if (found === undefined)
    throw new Refusal(`没有随附的计分办法“${text}”。可用的有：${shipped.map(({ ruleSet }) => ruleSet.id).join('、')}。`)
  return found
}
