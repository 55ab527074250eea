import { existsSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { Output } from '../../api.ts'
import { chinesePeriod } from '../../domain/calendar.ts'
import { NEW_OFFICE } from '../offices.ts'
import { type Called, type Command, EXIT, only, type Terminal } from './command.ts'
import { bytesOf, openOrMakeHouse } from './house.ts'

export const command: Command = {
  name: 'import',
  summary: '接收一份旧通报为历史：单位、稿件、积分、期初累计',
  usage: 'import [--strict] [--rules 办法] [--data 目录] 文件',
  help: `
把一份月度通报接收到 --data 的办公室（没有就新建）：建立单位、组别和别名，登记采用稿件和约稿，结转期初累计，按计分办法月结。
同一份文件再接收一次，什么都不变。通报里的数与计分办法算得的不同时，照实列出，不改动。

选项：
  --strict       单位名称有一处不在名册上就拒绝，不取最接近的
  --rules 办法   该月还没有计分办法时用哪一个：随附办法的代号（如 lc-2023），或一个办法文件（.yaml）

退出码：0 接收了（或早已接收）；1 拒绝，原因在标准错误；2 命令写错`,
  options: { strict: { type: 'boolean' }, rules: { type: 'string' } },
  run: importFile,
}

async function importFile(call: Called, terminal: Terminal): Promise<number> {
  const path = only(call.files, '要接收的文件')
  const bytes = await bytesOf(path)
  const rules = await rulesOf(call.text('rules'))
  const house = await openOrMakeHouse(call, terminal, { what: 'caifeng import', name: NEW_OFFICE })
  try {
    const name = basename(path)
    const { sm3, size } = await house.installation.files.put(bytes)
    await house.call('file.upload', { name, sm3, size })
    const report = await house.call('notice.import', {
      file: sm3,
      name,
      strict: call.has('strict'),
      ...(rules === null ? {} : { rules }),
    })
    terminal.out(
      report.changed ? reportText(report) : `这份文件早已接收过（${chinesePeriod(report.period)}），什么都没有改动。`,
    )
    return EXIT.ok
  } finally {
    await house.close()
  }
}

/** A file if there is one of that name, else the id of a rule set that comes with the program. */
async function rulesOf(text: string | null): Promise<{ id: string } | { source: string } | null> {
  if (text === null) return null
  const isFile = /[./\\]/.test(text) || (existsSync(text) && statSync(text).isFile())
  return isFile ? { source: (await bytesOf(text)).toString('utf8') } : { id: text }
}

function reportText(report: Output<'notice.import'>): string {
  const { units, groups, articles, adoptions, commissions, openings } = report
  return [
    `已接收${chinesePeriod(report.period)}通报：新增单位 ${units} 个、组别 ${groups} 个；稿件 ${articles} 篇，计入 ${adoptions} 次；约稿 ${commissions} 项；期初累计 ${openings} 个单位。该月已月结。`,
    ...section(
      '取作别名（确定无疑的）：',
      report.aliases.map(({ written, unit }) => `${written} → ${unit}`),
    ),
    ...section(
      '通报与计分办法算得的不同（照实保留）：',
      report.differences.map(({ message }) => message),
    ),
    ...section('说明：', report.remarks),
  ].join('\n')
}

const section = (head: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', head, ...lines.map(line => `  ${line}`)]
