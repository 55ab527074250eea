import { instantOf } from '../../domain/calendar.ts'
import { writeArchive } from '../archive.ts'
import type { Months } from '../archive-months.ts'
import { type Called, type Command, EXIT, monthOf, only, type Terminal, Usage } from './command.ts'
import { openHouse } from './house.ts'
import { writeOutput } from './output-file.ts'

export const command: Command = {
  name: 'archive',
  summary: '把办公室的全部数据和原始文件存成一个存档',
  usage: 'archive 存档文件.zip [--year 年 | --from 月 --to 月] [--data 目录]',
  help: `
把办公室的全部数据（JSON，一行一条）和原始文件（原样）写进一个压缩包，可以长期保存，也可以用 caifeng restore 恢复到空的目录。
--year 2023 只存这一年的稿件、刊物、约稿、通报、台账和它们所需的资料；考核年度跨年的，用 --from 2023-07 --to 2024-06。
单位、人员、计分办法总是全部在内，所以一年的存档也能单独恢复。

存档里没有密码和动态口令；操作日志只供查阅，恢复时不导入。已有同名文件时不覆盖。

退出码：0 已写出；1 拒绝，原因在标准错误；2 命令写错`,
  options: { year: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' } },
  run: archive,
}

async function archive(call: Called, terminal: Terminal): Promise<number> {
  const path = only(call.files, '存档文件')
  const months = monthsOf(call)
  const house = await openHouse(call, terminal, 'caifeng archive')
  try {
    const { database, files, clock } = house.installation
    const bytes = await writeArchive({ database, files }, instantOf(clock()), months)
    await writeOutput(path, bytes, { existing: 'keep', mode: 0o600 })
    terminal.out(`已存档：${path}（${Math.ceil(bytes.length / 1024)} KB）。`)
  } finally {
    await house.close()
  }
  return EXIT.ok
}

/** The months that were asked for; undefined for all. Refuses a year or month that is none, and half a range. */
function monthsOf({ text }: Called): Months | undefined {
  const [year, from, to] = [text('year'), text('from'), text('to')]
  if (year !== null && (from !== null || to !== null)) throw new Usage('--year 和 --from、--to 只能用一种。')
  if (year !== null) {
    if (!/^\d{4}$/.test(year)) throw new Usage(`年份应写作 2023 的样子：${year}`)
    return { from: monthOf(`${year}-01`), to: monthOf(`${year}-12`) }
  }
  if (from === null && to === null) return undefined
  if (from === null || to === null) throw new Usage('--from 和 --to 要一起写。')
  if (monthOf(from) > monthOf(to)) throw new Usage(`--from 在 --to 之后：${from}、${to}`)
  return { from: monthOf(from), to: monthOf(to) }
}
