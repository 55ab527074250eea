import { readFile } from 'node:fs/promises'
import { instantOf } from '../../domain/calendar.ts'
import { readArchive } from '../archive.ts'
import { openInstallation } from '../installation.ts'
import { newActivation } from '../login.ts'
import { type Called, type Command, EXIT, only, Refusal, type Terminal } from './command.ts'
import { configOf, quietLog } from './house.ts'

export const command: Command = {
  name: 'restore',
  summary: '把存档恢复到一个空的数据目录',
  usage: 'restore 存档文件.zip [--data 目录]',
  help: `
逐个核对存档里的内容，全部相符才恢复；数据目录里已有办公室的，不恢复。存档里没有密码：恢复后显示各位管理员的一次性激活码
（24 小时内有效，只显示这一次），其他人由系统管理员重置账户。

退出码：0 已恢复；1 拒绝，原因在标准错误，什么都没有写入；2 命令写错`,
  options: {},
  run: restore,
}

async function restore(call: Called, terminal: Terminal): Promise<number> {
  const path = only(call.files, '存档文件')
  const bytes = await readFile(path).catch(() => {
    throw new Refusal(`${path}：这个文件打不开。`)
  })
  const installation = await openInstallation(configOf(call, terminal), {
    what: 'caifeng restore',
    log: quietLog(terminal),
  })
  try {
    const { administrators, months } = await readArchive(installation, bytes)
    const now = instantOf(installation.clock())
    const codes = await installation.database.write(async db => {
      const shown: string[] = []
      for (const { id, account } of administrators)
        shown.push(`  ${account.padEnd(12)}${await newActivation(db, id, { secret: installation.newSecret(), now })}`)
      return shown
    })
    if (months !== null) terminal.out(`存档只含 ${months.from} 至 ${months.to} 的内容及其所需的资料。`)
    terminal.out(
      ['已恢复。各位管理员请在登录页选“用激活码启用”，激活码 24 小时内有效，只显示这一次：', '', ...codes].join('\n'),
    )
  } finally {
    await installation.close()
  }
  return EXIT.ok
}
