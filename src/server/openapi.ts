import { z } from 'zod'
import { EXPORTED } from '../api/export.ts'
import { API, ErrorView, FILE_ROUTES } from '../api.ts'
import { ACCESS, type Caller, type Operation } from '../domain/access.ts'
import { PROBLEMS } from '../domain/problems.ts'
import { BESIDE } from './beside.ts'

/** A part of the document: JSON. */
export type Json = { readonly [name: string]: unknown }

/** Whom a caller of the table of rights is called, in the order of the roles. */
export const CALLERS: Readonly<Record<Caller, string>> = {
  'signed-out': '未登录的人',
  'signed-in': '登录的人',
  correspondent: '通讯员',
  reviewer: '单位审核',
  editor: '编辑',
  chief: '审核签发',
  reader: '领导',
  'system-admin': '系统管理员',
  'security-admin': '安全管理员',
  'audit-admin': '审计管理员',
  console: '本机命令行',
}
const isCaller = (name: string): name is Caller => Object.hasOwn(CALLERS, name)

/** Who may call an operation, in words: `通讯员（本单位）、编辑、审核签发`. */
export function whoMay(operation: Operation): string {
  const rights: Readonly<Partial<Record<Caller, 'own' | 'all'>>> = ACCESS[operation]
  const callers = Object.keys(CALLERS).filter(isCaller)
  if (rights['signed-out'] !== undefined) return '任何人，不用登录'
  const own = /^(session|todo|message)\./.test(operation) ? '本人' : '本单位'
  return callers
    .filter(caller => rights[caller] !== undefined && caller !== 'console')
    .map(caller => `${CALLERS[caller]}${rights[caller] === 'own' ? `（${own}）` : ''}`)
    .join('、')
}

/** The operations, in the order of the table. */
export const operations = (): Operation[] =>
  Object.keys(API).filter((name): name is Operation => Object.hasOwn(ACCESS, name))

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _version, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}
const json = (schema: Json): Json => ({ 'application/json': { schema } })

/** The whole interface as OpenAPI 3.1, made from the table of endpoints: there is nothing to keep in step. */
export function openApi(): Json {
  const commands = operations().filter(operation => operation !== 'file.upload')
  return {
    openapi: '3.1.1',
    info: {
      title: '采风 Caifeng',
      version: '1',
      description:
        '每个操作是一个 POST /api/<名称>，内容和回答都是 JSON。查询不改动任何数据；办理须带 Idempotency-Key，同一编号重复提交只办一次，加 ?dry-run=1 只试算不保存。分值一律是整数，单位为百分之一分；日期是文本。',
    },
    tags: [...new Set(operations().map(nounOf))].map(name => ({ name })),
    security: [{ session: [] }],
    paths: {
      ...Object.fromEntries(commands.map(operation => [`/api/${operation}`, { post: operationOf(operation) }])),
      ...plainRoutes(),
    },
    components: {
      schemas: { Error: jsonSchema(ErrorView, 'output') },
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'sid',
          description: '由 session.login 发给。经 https 使用时名称是 __Host-sid。',
        },
      },
      parameters: {
        Key: {
          name: 'Idempotency-Key',
          in: 'header',
          required: true,
          description: '一次办理一个编号，例如 UUID。结果不明时用同一编号再发一次，不会办两次。',
          schema: { type: 'string', pattern: '^[\\w-]{8,100}$' },
        },
        DryRun: {
          name: 'dry-run',
          in: 'query',
          description: '写 1 表示试算：照办一遍，给出结果，但什么也不保存。',
          schema: { const: '1' },
        },
      },
      responses: {
        Refused: {
          description: `没有办理。code 是下列之一：${Object.keys(PROBLEMS).join('、')}`,
          headers: {
            'Retry-After': { schema: { type: 'integer' }, description: '过多少秒可以再试（429、503、507 时）' },
          },
          content: json({ $ref: '#/components/schemas/Error' }),
        },
      },
    },
  }
}

const REFUSED = { $ref: '#/components/responses/Refused' }
/** The noun an operation is about, 稿件 for `article.list`: the part before the point. */
export const nounOf = (operation: string): string => operation.slice(0, operation.indexOf('.'))

function operationOf(operation: Operation): Json {
  const { effect, summary, input, output } = API[operation]
  const open = Object.hasOwn(ACCESS[operation], 'signed-out')
  return {
    operationId: operation,
    summary,
    description: `${effect === 'query' ? '查询' : '办理'}。可用者：${whoMay(operation)}。`,
    tags: [nounOf(operation)],
    ...(open ? { security: [] } : {}),
    ...(effect === 'command'
      ? { parameters: [{ $ref: '#/components/parameters/Key' }, { $ref: '#/components/parameters/DryRun' }] }
      : {}),
    requestBody: { required: true, content: json(jsonSchema(input, 'input')) },
    responses: { 200: { description: '结果', content: json(jsonSchema(output, 'output')) }, default: REFUSED },
  }
}

function plainRoutes(): Json {
  const binary = { schema: { type: 'string', format: 'binary' } }
  const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  const upload = API['file.upload']
  return {
    [FILE_ROUTES.upload]: {
      post: {
        operationId: 'file.upload',
        summary: '上传文件，供核对或接收',
        description: `办理。可用者：${whoMay('file.upload')}。一次一个文件，不超过 20 MB。`,
        tags: ['file'],
        parameters: [{ $ref: '#/components/parameters/Key' }],
        requestBody: {
          required: true,
          content: {
            'multipart/form-data': {
              schema: {
                type: 'object',
                properties: { file: { type: 'string', format: 'binary' } },
                required: ['file'],
                additionalProperties: false,
              },
            },
          },
        },
        responses: {
          200: { description: '结果', content: json(jsonSchema(upload.output, 'output')) },
          default: REFUSED,
        },
      },
    },
    '/api/audit/{file}/annotated.docx': {
      get: {
        operationId: 'audit.annotated',
        summary: '下载带批注的文档：每处核对结果一条批注，其余不变',
        description: `查询。可用者：${whoMay('audit.read')}。只有 .docx 能带批注。`,
        tags: ['audit'],
        parameters: [
          { name: 'file', in: 'path', required: true, schema: { type: 'string', pattern: '^[0-9a-f]{64}$' } },
          { name: 'name', in: 'query', description: '文件名', schema: { type: 'string', maxLength: 255 } },
        ],
        responses: { 200: { description: '文件', content: { [docx]: binary } }, default: REFUSED },
      },
    },
    '/api/notice/{period}.docx': {
      get: {
        operationId: 'notice.file',
        summary: '下载通报',
        description: `查询。可用者：${whoMay('notice.compose')}。`,
        tags: ['notice'],
        parameters: [
          {
            name: 'period',
            in: 'path',
            required: true,
            schema: { type: 'string', pattern: '^\\d{4}-(0[1-9]|1[0-2])$' },
          },
        ],
        responses: { 200: { description: '文件', content: { [docx]: binary } }, default: REFUSED },
      },
    },
    '/api/notice/{period}.pdf': {
      get: {
        operationId: 'notice.pdf',
        summary: '下载通报的 PDF；本机不能生成的，答复说明原因',
        description: `查询。可用者：${whoMay('notice.compose')}。`,
        tags: ['notice'],
        parameters: [
          {
            name: 'period',
            in: 'path',
            required: true,
            schema: { type: 'string', pattern: '^\\d{4}-(0[1-9]|1[0-2])$' },
          },
        ],
        responses: { 200: { description: '文件', content: { 'application/pdf': binary } }, default: REFUSED },
      },
    },
    '/api/export/{list}.xlsx': {
      get: {
        operationId: 'list.export',
        summary: '导出一份列表（.xlsx）',
        description: '查询。可用者：与所导出的查询相同；导出操作日志前须再次确认本人。每人 10 分钟内不超过 20 次。',
        tags: ['list'],
        parameters: [
          { name: 'list', in: 'path', required: true, schema: { enum: EXPORTED } },
          { name: 'input', in: 'query', required: true, schema: { type: 'string', maxLength: 4000 } },
        ],
        responses: { 200: { description: '文件', content: { [xlsx]: binary } }, default: REFUSED },
      },
    },
    '/api/article/{article}/{file}': {
      get: {
        operationId: 'article.file',
        summary: '下载稿件的附件',
        description: `查询。可用者：${whoMay('article.get')}。`,
        tags: ['article'],
        parameters: [
          { name: 'article', in: 'path', required: true, schema: { type: 'string', pattern: '^art_' } },
          { name: 'file', in: 'path', required: true, schema: { type: 'string', pattern: '^[0-9a-f]{64}$' } },
        ],
        responses: { 200: { description: '文件', content: { '*/*': binary } }, default: REFUSED },
      },
    },
    '/api/letter/{letter}/{file}': {
      get: {
        operationId: 'letter.file',
        summary: '下载来信的原文（.eml）或附件',
        description: `查询。可用者：${whoMay('letter.get')}。`,
        tags: ['letter'],
        parameters: [
          { name: 'letter', in: 'path', required: true, schema: { type: 'string', pattern: '^let_' } },
          { name: 'file', in: 'path', required: true, schema: { type: 'string', pattern: '^[0-9a-f]{64}$' } },
        ],
        responses: { 200: { description: '文件', content: { '*/*': binary } }, default: REFUSED },
      },
    },
    ...Object.fromEntries(
      BESIDE.map(({ noun, name, summary, operation, prefix, kind }) => [
        `/api/${noun}/{${noun}}/${name}.${kind}`,
        {
          get: {
            operationId: kind === 'docx' ? `${noun}.${name}` : `${noun}.${name}-${kind}`,
            summary,
            description: `查询。可用者：${whoMay(operation)}。`,
            tags: [noun],
            parameters: [
              { name: noun, in: 'path', required: true, schema: { type: 'string', pattern: `^${prefix}_` } },
            ],
            responses: {
              200: { description: '文件', content: { [kind === 'docx' ? docx : 'application/pdf']: binary } },
              default: REFUSED,
            },
          },
        },
      ]),
    ),
    '/api/health': {
      get: {
        operationId: 'health',
        summary: '是否正常运行',
        description: '查询。可用者：任何人，不用登录。',
        tags: ['health'],
        security: [],
        responses: {
          200: {
            description: '正常',
            content: json({ type: 'object', properties: { status: { const: 'ok' } }, required: ['status'] }),
          },
          default: REFUSED,
        },
      },
    },
  }
}
