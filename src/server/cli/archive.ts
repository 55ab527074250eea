import { instantOf } from '../../domain/calendar.ts'
import { writeArchive } from '../archive.ts'
import { type Called, type Command, EXIT, only, type Terminal } from './command.ts'
import { openHouse } from './house.ts'
import { writeOutput } from './output-file.ts'

export const command: Command = {
  name: 'archive',
  summary: '把办公室的全部数据和原始文件存成一个存档',
  usage: 'archive 存档文件.zip [--data 目录]',
  help: `
把办公室的全部数据（JSON，一行一条）和原始文件（原样）写进一个压缩包，可以长期保存，也可以用 caifeng restore 恢复到空的目录。
存档里没有密码和动态口令；操作日志只供查阅，恢复时不导入。已有同名文件时不覆盖。

退出码：0 已写出；1 拒绝，原因在标准错误；2 命令写错`,
  options: {},
  run: archive,
}

async function archive(call: Called, terminal: Terminal): Promise<number> {
  const path = only(call.files, '存档文件')
  const house = await openHouse(call, terminal, 'caifeng archive')
  try {
    const { database, files, clock } = house.installation
    const bytes = await writeArchive({ database, files }, instantOf(clock()))
    await writeOutput(path, bytes, { existing: 'keep', mode: 0o600 })
    terminal.out(`已存档：${path}（${Math.ceil(bytes.length / 1024)} KB）。`)
  } finally {
    await house.close()
  }
  return EXIT.ok
}
