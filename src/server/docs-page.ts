import { API } from '../api.ts'
import { exampleOf } from './docs-example.ts'
import { type Json, nounOf, openApi, operations } from './openapi.ts'

/** What the parts of the interface are called; the order is that of the page. */
const NOUNS: Readonly<Record<string, string>> = {
  session: '登录',
  overview: '工作台',
  todo: '待办',
  message: '消息',
  letter: '来信',
  mailbox: '投稿邮箱',
  search: '检索',
  period: '考核月',
  standing: '积分排名',
  entry: '计分明细',
  fact: '计分事实',
  article: '稿件',
  checkup: '体检',
  bulletin: '刊物',
  issue: '刊期',
  commission: '约稿',
  assignment: '约稿任务',
  forwarding: '上报',
  instruction: '批示',
  adjustment: '加减分',
  objection: '积分异议',
  duty: '任务完成情况',
  quality: '报送质量',
  incident: '登记事项',
  notice: '通报',
  'notice-form': '通报样式',
  file: '文件',
  audit: '核对',
  group: '组别',
  unit: '单位',
  'rule-set': '计分办法',
  user: '用户',
  policy: '安全策略',
  activity: '操作日志',
}
const DEPTH_MAX = 6

/** The interface as a page to read: complete, in Chinese, without a script. Whoever wants to try something finds an example to copy. */
export function docsPage(): string {
  const paths = members(openApi().paths)
  const nouns = [...new Set(operations().map(nounOf))]
  const toc = nouns.map(noun => `<a href="#${noun}">${escaped(NOUNS[noun] ?? noun)}</a>`).join('')
  const sections = nouns.map(noun => {
    const found = Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(members(item))
        .filter(([, operation]) => tagOf(members(operation)) === noun)
        .map(([method, operation]) => operationCard(method, path, members(operation))),
    )
    return `<section id="${noun}"><h2>${escaped(NOUNS[noun] ?? noun)}</h2>${found.join('')}</section>`
  })
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>接口说明 · 采风</title><style>${STYLE}</style></head><body>
<header><h1>采风接口说明</h1>${INTRODUCTION}<nav aria-label="目录">${toc}</nav></header>
<main>${sections.join('')}</main></body></html>`
}

const INTRODUCTION = `
<p>每个操作是一个 <code>POST /api/名称</code>，内容和回答都是 JSON。供程序读取的同一份说明在 <a href="/api/openapi.json">/api/openapi.json</a>（OpenAPI 3.1）。</p>
<dl class="facts">
<dt>登录</dt><dd>先调用 <code>session.login</code>，以后的请求带上它给的 Cookie <code>sid</code>（经 https 使用时名为 <code>__Host-sid</code>）。</dd>
<dt>查询与办理</dt><dd>查询不改动任何数据。办理须带请求头 <code>Idempotency-Key</code>：一次办理一个编号；结果不明时用同一编号再发一次，不会办两次。</dd>
<dt>试算</dt><dd>办理的地址后加 <code>?dry-run=1</code>：照办一遍，给出结果，但什么也不保存。</dd>
<dt>拒绝</dt><dd>状态码不是 200 时，回答总是 <code>{code, message, requestId}</code>；内容不合要求时另有 <code>fields</code>，逐项说明。</dd>
<dt>数与日期</dt><dd>分值是整数，单位为百分之一分（4.5 分写作 450）。日期写作 2023-06-30，考核月写作 2023-06，时刻是 UTC。</dd>
</dl>`

function operationCard(method: string, path: string, operation: Json): string {
  const name = text(operation.operationId)
  const input = schemaIn(members(operation.requestBody).content)
  const output = schemaIn(members(members(operation.responses)[200]).content)
  const command = text(operation.description).startsWith('办理')
  return `<details id="${escaped(name)}"><summary><code>${escaped(name)}</code> ${escaped(text(operation.summary))}
<span class="${command ? 'command' : 'query'}">${command ? '办理' : '查询'}</span></summary>
<p><strong>${method.toUpperCase()} ${escaped(path)}</strong></p>
<p>${escaped(text(operation.description))}</p>
${input === null ? '' : `<h3>内容</h3>${table(input, '须填')}`}
${output === null ? '' : `<h3>回答</h3>${table(output, '总有')}`}
${example(name, path, command)}</details>`
}

function example(name: string, path: string, command: boolean): string {
  const operation = operations().find(one => one === name)
  if (operation === undefined || operation === 'file.upload') return ''
  const { input } = API[operation]
  const lines = [
    `POST ${path}`,
    'Content-Type: application/json',
    ...(command ? ['Idempotency-Key: 6f1c8a4e-9a43-4c5b-8f0e-2f6f1c2d7b10'] : []),
    '',
    JSON.stringify(exampleOf(input), null, 2),
  ]
  return `<h3>示例</h3><pre>${escaped(lines.join('\n'))}</pre>`
}

function table(schema: Json, always: string): string {
  const rows = rowsOf(schema, 0, true)
  if (rows.length === 0) return '<p class="quiet">没有内容，写作 <code>{}</code>。</p>'
  return `<div class="scroll"><table><thead><tr><th>字段</th><th>类型</th><th>${always}</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`
}

function rowsOf(schema: Json, depth: number, needed: boolean): string[] {
  const inner = partsOf(schema)
  const required = list(inner.required)
  if (depth > DEPTH_MAX) return []
  const own = Object.entries(members(inner.properties)).flatMap(([name, part]) => {
    const must = required.includes(name) && needed
    const row = `<tr><td style="padding-left:${0.6 + depth}em"><code>${escaped(name)}</code></td><td>${escaped(typeOf(members(part)))}</td><td>${must ? '是' : ''}</td></tr>`
    return [row, ...rowsOf(members(part), depth + 1, true)]
  })
  return [...own, ...alternatives(schema).flatMap(one => alternative(one, depth))]
}

/** One of several shapes, headed by what tells it from the others. */
function alternative(schema: Json, depth: number): string[] {
  const rows = rowsOf(schema, depth + 1, true)
  if (rows.length === 0) return []
  const kind = Object.entries(members(schema.properties)).find(([, part]) => 'const' in members(part))
  const head = kind === undefined ? '或者' : `${kind[0]} 为 ${JSON.stringify(members(kind[1]).const)} 时`
  return [`<tr class="quiet"><td style="padding-left:${0.6 + depth}em" colspan="3">${escaped(head)}</td></tr>`, ...rows]
}

/** The object a schema is about: of a list its members, of one that may be null the other. */
function partsOf(schema: Json): Json {
  if ('items' in schema) return partsOf(members(schema.items))
  const [only, ...more] = alternatives(schema)
  return only !== undefined && more.length === 0 && !('properties' in schema) ? partsOf(only) : schema
}

function alternatives(schema: Json): Json[] {
  const all = [...parts(schema.anyOf), ...parts(schema.oneOf)].filter(one => one.type !== 'null')
  if ('items' in schema) return alternatives(members(schema.items))
  return all.length > 1 || !('properties' in schema) ? all.filter(one => all.length > 1 || one !== schema) : []
}

const BASIC: Readonly<Record<string, string>> = {
  string: '文本',
  integer: '整数',
  number: '数',
  boolean: '是否',
  object: '对象',
  array: '列表',
  null: '空',
}

function typeOf(schema: Json): string {
  const choices = [...parts(schema.anyOf), ...parts(schema.oneOf)]
  if (choices.length > 0) return [...new Set(choices.map(typeOf))].join('，或')
  if ('const' in schema) return JSON.stringify(schema.const)
  if (Array.isArray(schema.enum)) return schema.enum.map(one => JSON.stringify(one)).join(' | ')
  if (schema.type === 'array') return `列表：${typeOf(members(schema.items))}`
  const shape = shapeOf(schema)
  if (shape !== null) return shape
  const limits = [
    bound('至少', schema.minLength, '字'),
    bound('至多', schema.maxLength, '字'),
    bound('不小于', schema.minimum, ''),
    bound('不大于', schema.maximum, ''),
  ].filter(limit => limit !== '')
  return `${BASIC[text(schema.type)] ?? '任意'}${limits.length === 0 ? '' : `（${limits.join('，')}）`}`
}

/** What texts of our own forms are called, found by a text that fits. */
const SHAPES: readonly (readonly [sample: string, words: string])[] = [
  ['2023-06', '月份，如 2023-06'],
  ['2023-06-30', '日期，如 2023-06-30'],
  ['2023-06-30T08:00:00.000Z', '时刻，如 2023-06-30T08:00:00.000Z'],
]

function shapeOf({ pattern }: Json): string | null {
  if (typeof pattern !== 'string') return null
  const prefix = /^\^([a-z]{3})_/.exec(pattern)?.[1]
  if (prefix !== undefined) return `编号，${prefix}_ 开头`
  const found = SHAPES.find(([sample]) => /\d/.test(pattern) && new RegExp(pattern, 'u').test(sample))
  return found?.[1] ?? null
}

const bound = (words: string, limit: unknown, unit: string): string =>
  typeof limit === 'number' && Math.abs(limit) < 1e9 ? `${words} ${limit}${unit && ` ${unit}`}` : ''

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const members = (value: unknown): Json => (isJson(value) ? value : {})
const parts = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isJson) : [])
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const tagOf = (operation: Json): string => text(list(operation.tags)[0])
const schemaIn = (content: unknown): Json | null => {
  const [first] = Object.values(members(content))
  const schema = members(first).schema
  return isJson(schema) && schema.format !== 'binary' ? schema : null
}
const escaped = (words: string): string => words.replace(/[&<>"']/g, one => `&#${one.charCodeAt(0)};`)

const STYLE = `
:root{color-scheme:light dark;--ink:#1f2329;--quiet:#646a73;--line:#dee0e3;--paper:#fff;--ground:#f7f8fa;--accent:#1f5ea8;--warm:#a15c00}
@media (prefers-color-scheme:dark){:root{--ink:#e6e8eb;--quiet:#9aa1ab;--line:#3a3f47;--paper:#1e2227;--ground:#16191d;--accent:#7fb2ea;--warm:#e0a75e}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.7 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
header,main{max-width:60rem;margin:0 auto;padding:1rem 1.2rem}
h1{font-size:1.6rem;margin:.6rem 0}h2{font-size:1.2rem;margin:2rem 0 .6rem}h3{font-size:.95rem;margin:1rem 0 .3rem;color:var(--quiet)}
a{color:var(--accent)}a:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
nav{display:flex;flex-wrap:wrap;gap:.3rem 1rem;border-top:1px solid var(--line);padding-top:.8rem}
.facts{display:grid;grid-template-columns:6rem 1fr;gap:.2rem 1rem;margin:1rem 0}.facts dt{color:var(--quiet)}.facts dd{margin:0}
details{background:var(--paper);border:1px solid var(--line);border-radius:6px;margin:.4rem 0;padding:.4rem .9rem}
summary{cursor:pointer;padding:.2rem 0}summary span{float:right;font-size:.85rem}
.command{color:var(--warm)}.query,.quiet{color:var(--quiet)}
code,pre{font-family:ui-monospace,Consolas,"Noto Sans Mono CJK SC",monospace;font-size:.9em}
pre{background:var(--ground);border:1px solid var(--line);border-radius:6px;padding:.8rem;overflow-x:auto}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:left;border-bottom:1px solid var(--line);padding:.25rem .6rem;vertical-align:top}th{color:var(--quiet);font-weight:normal}
@media (max-width:30rem){.facts{grid-template-columns:1fr}.facts dd{margin-bottom:.5rem}summary span{float:none;margin-left:.5rem}}
`
