import { basename } from 'node:path'
import { chinesePeriod } from '../../domain/calendar.ts'
import { audit } from '../../domain/notice/audit.ts'
import { FINDINGS } from '../../domain/notice/findings.ts'
import type { Block, Finding, Notice, Place, ReadNotice } from '../../domain/notice/notice.ts'
import { readNotice } from '../../domain/notice/read.ts'
import { decimalOf, pointsOfHundredths } from '../../domain/points.ts'
import { annotateDocument, readDocument } from '../documents.ts'
import { auditRead, readFor } from '../notices.ts'
import { type Called, type Command, type Terminal, Usage } from './command.ts'
import { bytesOf, type House, openHouse, sentenceOf } from './house.ts'
import { writeOutput } from './output-file.ts'

/** Exit codes of this command alone. */
const EXIT = { clean: 0, errors: 1, unreadable: 2 } as const

export const command: Command = {
  name: 'audit',
  summary: '核对通报：数字、名次、目录、名称前后是否一致',
  usage: 'audit [--json] [--data 目录] [--annotate 文件.docx] 文件…',
  help: `
读入一份或几份通报（.docx、.doc、.wps、.xlsx、有文字的 .pdf、.txt），逐项核对，把前后矛盾之处连同算式列出来。文件不会被改动，也不会存入系统。
不写 --data 时只凭通报本身核对；写了 --data 的，还用该办公室的单位名册、计分办法和上月累计来核对，它说明过的栏也照它的说明读。

选项：
  --json                 每个文件输出一行 JSON：{file, notice, unread, findings}
  --annotate 文件.docx   把这份 .docx 连同批注（每处问题一条）另存为这个文件；一次一份

退出码（几个文件取最重的）：
  0  读懂了，没有错误（疑问和提示不算错误）
  1  发现错误
  2  读不了`,
  options: { json: { type: 'boolean' }, annotate: { type: 'string' } },
  run: auditFiles,
}

async function auditFiles(call: Called, terminal: Terminal): Promise<number> {
  if (call.files.length === 0) throw new Usage('没有写要核对的文件。')
  const annotated = call.text('annotate')
  if (annotated !== null && call.files.length > 1) throw new Usage('--annotate 一次只能用于一个文件。')
  const house = call.data === null ? null : await openHouse(call, terminal, 'caifeng audit')
  try {
    let worst: number = EXIT.clean
    for (const path of call.files)
      worst = Math.max(worst, await auditFile(path, { house, json: call.has('json'), annotated, terminal }))
    return worst
  } finally {
    await house?.close()
  }
}

async function auditFile(
  path: string,
  {
    house,
    json,
    annotated,
    terminal,
  }: { house: House | null; json: boolean; annotated: string | null; terminal: Terminal },
): Promise<number> {
  try {
    const bytes = await bytesOf(path)
    const { blocks, warnings } = await readDocument(bytes, basename(path))
    const { read, findings } = await audited(blocks, house)
    if (annotated !== null) {
      const commented = await annotateDocument(bytes, basename(path), findings)
      await writeOutput(annotated, commented, { existing: 'replace' })
    }
    terminal.out(json ? JSON.stringify(asJson(path, read, findings)) : asText(path, { read, findings, warnings }))
    return findings.some(finding => finding.severity === 'error') ? EXIT.errors : EXIT.clean
  } catch (error) {
    const sentence = sentenceOf(error)
    if (sentence === null) throw error
    if (json) terminal.out(JSON.stringify({ file: path, error: sentence }))
    terminal.err(sentence.includes(path) ? sentence : `${path}：${sentence}`)
    return EXIT.unreadable
  }
}

/** By itself, or by what an office knows. */
async function audited(
  blocks: readonly Block[],
  house: House | null,
): Promise<{ read: ReadNotice; findings: readonly Finding[] }> {
  if (house === null) {
    const read = readNotice(blocks)
    return { read, findings: audit(read) }
  }
  return house.installation.database.read(async db => {
    const read = await readFor(db, house.office, blocks)
    return { read, findings: await auditRead(db, house.office, read) }
  })
}

// ── for programs ───────────────────────────────────────────────────────────────────────────────────────────────

const decimal = (x100: number): number => decimalOf(pointsOfHundredths(x100))

function asJson(file: string, { notice, unread }: ReadNotice, findings: readonly Finding[]) {
  return {
    file,
    notice: {
      period: notice.period,
      title: notice.title?.text ?? null,
      issuer: notice.issuer?.text ?? null,
      ...sizeOf(notice),
    },
    unread: unread.map(({ reason, place }) => ({ reason, place })),
    findings: findings.map(({ code, severity, place, claims, message }) => ({
      code,
      severity,
      place,
      claims: claims.map(claim => ({ value: decimal(claim.x100), place: claim.place })),
      message,
    })),
  }
}

const sizeOf = ({ tables, lists }: Notice): { tables: number; units: number; items: number } => ({
  tables: tables.length,
  units: tables.reduce((count, table) => count + table.rows.length, 0),
  items: lists.reduce((count, list) => count + list.items.length, 0),
})

// ── for people ─────────────────────────────────────────────────────────────────────────────────────────────────

const SEVERITY: Readonly<Record<Finding['severity'], string>> = {
  error: '错误',
  warning: '疑误',
  question: '请核实',
  info: '提示',
}
const PARTS: Readonly<Record<Place['part'], string>> = {
  title: '标题',
  recipients: '主送',
  body: '正文',
  attachment: '附件说明',
  signature: '落款',
  table: '表',
  list: '目录',
  note: '注',
  colophon: '版记',
  document: '全文',
}

function asText(
  path: string,
  { read, findings, warnings }: { read: ReadNotice; findings: readonly Finding[]; warnings: readonly string[] },
): string {
  const { notice, unread } = read
  const { tables, units, items } = sizeOf(notice)
  const lines = [
    `${path}`,
    `  ${notice.title?.text ?? '（没有读到标题）'} · ${notice.period === null ? '月份不明' : chinesePeriod(notice.period)} · 表 ${tables} 张，单位 ${units} 个，目录 ${items} 条`,
    ...warnings.map(warning => `  注意：${warning}`),
  ]
  let place = ''
  for (const finding of findings) {
    const here = wordsOf(finding.place)
    if (here !== place) lines.push('', `  ${here}`)
    place = here
    lines.push(`    ${SEVERITY[finding.severity]}　${saidOnce(titleOf(finding.code), finding.message)}`)
  }
  if (unread.length > 0) {
    lines.push('', '  未检查')
    for (const one of unread) lines.push(`    ${wordsOf(one.place)}：${one.reason}${quoted(one.place)}`)
  }
  return [
    ...lines,
    '',
    `  ${tallyOf(findings, unread.length)}${tables + items === 0 ? '没有读到表格和目录，只核对了正文。' : ''}`,
  ].join('\n')
}

const titles: Readonly<Record<string, { readonly title: string }>> = FINDINGS
const titleOf = (code: string): string => titles[code]?.title ?? code

/** Messages that begin with what they are about need no title before them. */
const saidOnce = (title: string, message: string): string =>
  message.startsWith(title) ? message : `${title}：${message}`

const wordsOf = ({ part, table, unit, column, item, line }: Place): string =>
  [
    table ?? PARTS[part],
    unit,
    column,
    item === undefined ? undefined : `第 ${item} 条`,
    line === undefined ? undefined : `第 ${line} 行`,
  ]
    .filter(word => word !== undefined)
    .join(' · ')

const quoted = ({ quote }: Place): string => (quote === undefined ? '' : `“${quote.slice(0, 60)}”`)

function tallyOf(findings: readonly Finding[], unread: number): string {
  const counts = (['error', 'warning', 'question', 'info'] as const)
    .map(severity => ({ severity, count: findings.filter(finding => finding.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${SEVERITY[severity]} ${count} 处`)
  const found = counts.length === 0 ? '没有发现问题' : counts.join('，')
  return unread === 0 ? `${found}。` : `${found}；另有 ${unread} 处未检查。`
}
