import { randomBytes } from 'node:crypto'
import { ErrorView, type Output } from '../../api.ts'
import { chinesePeriod, type Period } from '../../domain/calendar.ts'
import { decimalOf, pointsOfHundredths } from '../../domain/points.ts'
import { noticeFile } from '../actions/notice.ts'
import { readBeside } from '../pipeline.ts'
import { type Called, type Command, EXIT, monthOf, only, Refusal, type Terminal, Usage } from './command.ts'
import { CONSOLE, type House, openHouse } from './house.ts'
import { writeOutput } from './output-file.ts'

export const command: Command = {
  name: 'notice',
  summary: '写出某月的通报（.docx），并核对',
  usage: 'notice 月份 -o 文件.docx [--json] [--data 目录]',
  help: `
按台账拟出某月（写作 2023-06）的通报，写成公文版式的 Word 文档。已印发的月份写出印发的那一份。

选项：
  -o 文件.docx   写到哪里（必须写明；已有的文件会被替换）
  --json         输出 JSON：{period, state, file, title, tables, units, items, findings, remarks}

退出码：0 写出了；1 拒绝，原因在标准错误；2 命令写错`,
  options: { output: { type: 'string', short: 'o' }, json: { type: 'boolean' } },
  run: writeNotice,
}

async function writeNotice(call: Called, terminal: Terminal): Promise<number> {
  const period = monthOf(only(call.files, '月份'))
  const path = call.text('output')
  if (path === null) throw new Usage('没有写明写到哪个文件（-o 文件.docx）。')
  const house = await openHouse(call, terminal, 'caifeng notice')
  try {
    const view = await house.call('notice.compose', { period })
    await writeOutput(path, await bytesFor(house, period), { existing: 'replace' })
    terminal.out(call.has('json') ? JSON.stringify(asJson(view, path)) : asText(view, path))
    return EXIT.ok
  } finally {
    await house.close()
  }
}

/** The file goes out as it does on the page: with the right of the query, in one snapshot. */
async function bytesFor({ installation, office }: House, period: Period): Promise<Buffer> {
  const requestId = randomBytes(6).toString('hex')
  const answer = await readBeside(
    installation,
    { operation: 'notice.compose', input: { period }, actor: CONSOLE, office, requestId },
    context => noticeFile(context, period),
  )
  if ('refusal' in answer) throw new Refusal(ErrorView.parse(JSON.parse(answer.refusal.body)).message)
  return answer.found.bytes
}

const sizeOf = ({ notice }: Output<'notice.compose'>) => ({
  tables: notice.tables.length,
  units: notice.tables.reduce((count, table) => count + table.rows.length, 0),
  items: notice.lists.reduce((count, list) => count + list.items.length, 0),
})

const asJson = (view: Output<'notice.compose'>, file: string) => ({
  period: view.period,
  state: view.state,
  file,
  title: view.notice.title?.text ?? null,
  ...sizeOf(view),
  findings: view.findings.map(({ code, severity, place, claims, message }) => ({
    code,
    severity,
    place,
    claims: claims.map(claim => ({ value: decimalOf(pointsOfHundredths(claim.x100)), place: claim.place })),
    message,
  })),
  remarks: view.remarks,
})

const STATES = { open: '未结，数字仍会变', closed: '已月结', issued: '已印发' } as const

function asText(view: Output<'notice.compose'>, file: string): string {
  const { tables, units, items } = sizeOf(view)
  return [
    `已写出 ${file}：${chinesePeriod(view.period)}通报（${STATES[view.state]}），表 ${tables} 张，单位 ${units} 个，目录 ${items} 条。`,
    ...(view.findings.length === 0 ? ['核对：没有发现问题。'] : []),
    ...view.findings.map(finding => `核对：${finding.title}：${finding.message}`),
    ...view.remarks.map(remark => `未写入：${remark}`),
  ].join('\n')
}
