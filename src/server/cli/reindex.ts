import { openDatabase } from '../db/open.ts'
import { reindexFingerprints } from '../fingerprints.ts'
import { lockFolder } from '../lock.ts'
import { type Called, type Command, EXIT, type Terminal, Usage } from './command.ts'
import { configOf } from './house.ts'

export const command: Command = {
  name: 'reindex',
  summary: '重新建立查重的索引',
  usage: 'reindex [--data 目录]',
  help: `
从全部已报送的稿件重新算出查重用的指纹；稿件本身不动。平时不需要：稿件一报送、一改动就会入索引。
先停止服务再做。

退出码：0 完成；1 拒绝（如服务正在运行），原因在标准错误；2 命令写错`,
  options: {},
  run: reindex,
}

async function reindex(call: Called, terminal: Terminal): Promise<number> {
  if (call.files.length > 0) throw new Usage(`多出了：${call.files.join(' ')}`)
  const { folder, databaseUrl: url } = configOf(call, terminal)
  const lock = lockFolder(folder, 'caifeng reindex')
  try {
    const database = await openDatabase({ url, folder })
    try {
      terminal.out(`已为 ${await reindexFingerprints(database)} 篇稿件重新建立索引。`)
    } finally {
      await database.close()
    }
  } finally {
    lock.release()
  }
  return EXIT.ok
}
