import { migrate } from '../db/migrate.ts'
import { openDatabase } from '../db/open.ts'
import { lockFolder } from '../lock.ts'
import { type Called, type Command, EXIT, type Terminal, Usage } from './command.ts'
import { configOf } from './house.ts'

export const command: Command = {
  name: 'migrate',
  summary: '把数据库升级到本程序的版本（serve 启动时也会做）',
  usage: 'migrate [--data 目录]',
  help: `
建立或升级数据库的表。升级已有数据的 SQLite 数据库之前，先在数据目录的 backups 里留一份副本。已是最新的，什么都不做。

退出码：0 已是最新；1 拒绝（如数据库比程序新），原因在标准错误；2 命令写错`,
  options: {},
  run: bringUpToDate,
}

async function bringUpToDate(call: Called, terminal: Terminal): Promise<number> {
  if (call.files.length > 0) throw new Usage(`多出了：${call.files.join(' ')}`)
  const { folder, databaseUrl: url } = configOf(call, terminal)
  const lock = lockFolder(folder, 'caifeng migrate')
  try {
    const database = await openDatabase({ url, folder })
    try {
      const taken = await migrate(database)
      terminal.out(taken.length === 0 ? '数据库已是最新。' : `已升级：${taken.join('、')}。`)
    } finally {
      await database.close()
    }
  } finally {
    lock.release()
  }
  return EXIT.ok
}
