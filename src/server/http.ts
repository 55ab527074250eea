import type { Buffer } from 'node:buffer'
import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Sm3 } from '../api/endpoint.ts'
import { API, FILE_ROUTES } from '../api.ts'
import { ACCESS, can, type Operation } from '../domain/access.ts'
import { Period } from '../domain/calendar.ts'
import { ArticleId, LetterId, OfficeId } from '../domain/model.ts'
import { assert, Problem } from '../domain/problems.ts'
import { annotatedFile } from './annotated.ts'
import { articleFile } from './articles.ts'
import { BESIDE, type Beside } from './beside.ts'
import { assertUnclassifiedFile } from './classified-file.ts'
import type { Config } from './config.ts'
import type { Context } from './context.ts'
import { docsPage } from './docs-page.ts'
import { cookieName } from './door.ts'
import { exportList, exportNamed } from './export/export.ts'
import { letterFile } from './letters.ts'
import { openApi } from './openapi.ts'
import { PdfRefusal, pdfOf } from './pdf.ts'
import { type Answer, type Deps, exportBeside, InvalidInput, run } from './pipeline.ts'
import { type Identity, Sessions } from './session.ts'
import { NAME_MAX, shownName } from './shown-name.ts'

/** Everything the door needs of the installation behind it. */
export interface World extends Deps {
  readonly config: Config
  /** Milliseconds that only ever grow. */
  readonly uptime: () => number
  /** The .docx of a month's notice. */
  readonly noticeFile: (context: Context, period: Period) => Promise<{ name: string; bytes: Buffer }>
}

/** FILE-05: bytes of one uploaded file. The rest of its request is a few lines. */
const FILE_BYTES_MAX = 20 * 1024 * 1024
const UPLOADS_AT_ONCE = 4
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const PDF = 'application/pdf'

const NOTICE_ROUTE = '/api/notice/:file'
const ARTICLE_FILE_ROUTE = '/api/article/:article/:file'
const LETTER_FILE_ROUTE = '/api/letter/:letter/:file'
const addressBeside = ({ noun, name, kind }: Beside): string => `/api/${noun}/:${noun}/${name}.${kind}`
const ANNOTATED_ROUTE = '/api/audit/:file/annotated.docx'
const EXPORT_ROUTE = '/api/export/:file'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** Routes beside the operations: files in and out, health, and how to talk to it. */
export const PLAIN_ROUTES: readonly string[] = [
  '/api/health',
  '/api/openapi.json',
  '/api/docs',
  FILE_ROUTES.upload,
  NOTICE_ROUTE,
  ARTICLE_FILE_ROUTE,
  LETTER_FILE_ROUTE,
  EXPORT_ROUTE,
  ANNOTATED_ROUTE,
  ...BESIDE.map(addressBeside),
]
const isOperation = (name: string): name is Operation => Object.hasOwn(ACCESS, name)
const OPERATIONS = Object.keys(ACCESS).filter(isOperation)
/** Its bytes come first, by a route of their own. */
const BY_BYTES: Operation = 'file.upload'
const addressOf = (operation: Operation): string => `/api/${operation}`

/** Whether a route is one of the operations or of the plain ones beside them. */
export const isKnownRoute = (url: string): boolean =>
  PLAIN_ROUTES.includes(url) || OPERATIONS.some(operation => addressOf(operation) === url)

/**
 * Puts `POST /api/<name>` for each operation and the plain routes onto the server. Refuses when an operation has no endpoint or handler: the types say
 * so already, but a server that begins without must not be possible (AZ-01).
 */
export function addRoutes(app: FastifyInstance, world: World): void {
  for (const operation of OPERATIONS) {
    assert(Object.hasOwn(API, operation), `${operation} has an endpoint`)
    assert(typeof world.handlers[operation] === 'function', `${operation} has a handler`)
  }
  for (const name of Object.keys(API)) assert(isOperation(name), `${name} has a right`)
  const who = identifier(world)
  for (const operation of OPERATIONS) if (operation !== BY_BYTES) addOperation(app, world, { operation, who })
  addUpload(app, world, who)
  addNotice(app, world, who)
  addKeptFiles(app, world, who)
  addExport(app, world, who)
  addAnnotated(app, world, who)
  for (const beside of BESIDE) addBeside(app, world, { beside, who })
  addReading(app, world)
}

type Who = (request: FastifyRequest) => Promise<Required<Identity> & { office: OfficeId }>

/** Who asks: by the cookie, in the office of the session, or in the office of this installation. */
function identifier(world: World): Who {
  const limits = world.config
  const sessions = new Sessions({ ...world, limits })
  const name = cookieName(world.config)
  let home: OfficeId | null = null
  return async request => {
    const { actor, office } = await sessions.identify(request.cookies[name], request.ip)
    if (office !== null) return { actor, office }
    home ??= await world.database.read(async db => {
      const row = await db.selectFrom('office').select('id').orderBy('created_at').orderBy('id').executeTakeFirst()
      assert(row !== undefined, 'an installation that is served has an office')
      return OfficeId.parse(row.id)
    })
    return { actor, office: home }
  }
}

function addOperation(
  app: FastifyInstance,
  world: World,
  { operation, who }: { operation: Operation; who: Who },
): void {
  app.post(addressOf(operation), async (request, reply) => {
    const call = { operation, input: request.body, ...(await who(request)), requestId: request.id }
    const answer = await run(world, { ...call, key: keyOf(request), dryRun: isDryRun(request) })
    return say(world, reply, answer)
  })
}

/** One intention of a person (IDEM-01): letters, digits, `-` and `_`, as of a UUID; null without. */
function keyOf(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key']
  if (key === undefined) return null
  if (typeof key === 'string' && /^[\w-]{8,100}$/.test(key)) return key
  throw new InvalidInput([{ path: 'Idempotency-Key', message: '应为 8 到 100 个字母、数字、下划线或短横' }])
}

const Query = z.strictObject({ 'dry-run': z.literal('1').optional() })

/** The only parameter there is; any other, and one given twice, is named (HTTP-03). */
function isDryRun(request: FastifyRequest): boolean {
  const query = Query.safeParse(request.query)
  if (query.success) return query.data['dry-run'] === '1'
  const names = Object.keys(z.record(z.string(), z.unknown()).parse(request.query))
  throw new InvalidInput(
    names.map(name => ({ path: `?${name}`, message: name === 'dry-run' ? '只能写一次，值为 1' : '没有这个参数' })),
  )
}

async function say(world: World, reply: FastifyReply, answer: Answer): Promise<FastifyReply> {
  reply.code(answer.status).headers({ 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  if (answer.retryAfter !== undefined) reply.header('retry-after', answer.retryAfter)
  if (answer.cookie !== undefined) {
    const flags = { path: '/', httpOnly: true, secure: world.config.origin !== null, sameSite: 'strict' } as const
    reply.setCookie(
      cookieName(world.config),
      answer.cookie ?? '',
      answer.cookie === null ? { ...flags, maxAge: 0 } : flags,
    )
    // SESS-02. Not "storage": there stand only the looks a person chose for this browser.
    if (answer.cookie === null) reply.header('clear-site-data', '"cache", "cookies"')
  }
  return reply.send(answer.body)
}

/**
 * `POST /api/file`: one file as multipart. Whether the person may is asked before a byte of it is read (AZ-08); the bytes are kept by their hash, then
 * `file.upload` runs like any other command.
 */
function addUpload(app: FastifyInstance, world: World, who: Who): void {
  const allowed = new WeakMap<FastifyRequest, Awaited<ReturnType<Who>> & { key: string }>()
  let running = 0
  app.register(async scope => {
    await scope.register(multipart, {
      limits: { fileSize: FILE_BYTES_MAX, files: 1, fields: 0, parts: 1, headerPairs: 50 },
    })
    const onRequest = async (request: FastifyRequest) => {
      isDryRun(request)
      const identity = await who(request)
      if (can(identity.actor.callers, BY_BYTES) === null)
        throw new Problem(identity.actor.user === null ? 'not-signed-in' : 'forbidden')
      const key = keyOf(request)
      if (key === null) throw new Problem('missing-key')
      if (!/^multipart\/form-data\s*;/i.test(request.headers['content-type'] ?? ''))
        throw new Problem('unsupported-type')
      if (Number(request.headers['content-length'] ?? 0) > FILE_BYTES_MAX + 10_000)
        throw new Problem('too-large', { limit: '20 MB' })
      if (running >= UPLOADS_AT_ONCE) throw new Problem('busy', { seconds: 2 })
      allowed.set(request, { ...identity, key })
    }
    scope.post(FILE_ROUTES.upload, { onRequest }, async (request, reply) => {
      const identity = allowed.get(request)
      assert(identity !== undefined, 'whoever is not allowed was refused')
      running += 1
      try {
        const file = await onlyFile(request)
        const name = shownName(file.name)
        await assertUnclassifiedFile(file.bytes, name)
        const input = { name, ...(await world.files.put(file.bytes)) }
        const { key, ...call } = identity
        return await say(
          world,
          reply,
          await run(world, { ...call, operation: BY_BYTES, input, key, dryRun: false, requestId: request.id }),
        )
      } finally {
        running -= 1
      }
    })
  })
}

/** The one file of a form, read to the end of the form: what comes after it might be a second one. */
async function onlyFile(request: FastifyRequest): Promise<{ name: string; bytes: Buffer }> {
  const files: { name: string; bytes: Buffer }[] = []
  try {
    for await (const part of request.files()) files.push({ name: part.filename, bytes: await part.toBuffer() })
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('FST_')) throw error
    throw new InvalidInput([{ path: 'file', message: '上传的内容不完整' }])
  }
  const [file] = files
  if (file === undefined) throw new InvalidInput([{ path: 'file', message: '没有文件' }])
  return file
}

/** `GET /api/notice/2023-06.docx` or `.pdf`: always as a download, never shown in the page. */
function addNotice(app: FastifyInstance, world: World, who: Who): void {
  app.get(NOTICE_ROUTE, async (request, reply) => {
    const { file } = z.object({ file: z.string() }).parse(request.params)
    const [, month, kind] = /^(.*)\.(docx|pdf)$/.exec(file) ?? []
    const period = Period.safeParse(month)
    if (!period.success) throw new Problem('not-found')
    const call = { operation: 'notice.compose', input: { period: period.data }, ...(await who(request)) } as const
    const read = await exportBeside(world, { ...call, requestId: request.id }, async context => {
      const file = await world.noticeFile(context, period.data)
      context.about(file.name)
      return file
    })
    if ('refusal' in read) return say(world, reply, read.refusal)
    const { name, bytes } = read.found
    const [type, sent] = kind === 'pdf' ? [PDF, await pdfFrom(bytes)] : [DOCX, bytes]
    return reply
      .headers({
        'content-type': type,
        'content-disposition': attachment(kind === 'pdf' ? name.replace(/\.docx$/, '.pdf') : name),
        'cache-control': 'no-store',
      })
      .send(sent)
  })
}

/** The PDF of a .docx of ours; where this machine cannot make one the sentence says why and what to do instead. */
async function pdfFrom(bytes: Buffer): Promise<Buffer> {
  try {
    return await pdfOf(bytes)
  } catch (error) {
    if (error instanceof PdfRefusal) throw new Problem('pdf-unavailable', { reason: error.message })
    throw error
  }
}

/** `GET /api/article/art_1/<sm3>`: the bytes of a file as it was handed in, for whoever may read the article it belongs to; of a letter likewise. */
function addKeptFiles(app: FastifyInstance, world: World, who: Who): void {
  const add = (route: string, fileOf: (params: unknown) => KeptFile | null): void => {
    app.get(route, async (request, reply) => {
      const { file } = z.object({ file: z.string() }).parse(request.params)
      const kept = /^[0-9a-f]{64}$/.test(file) ? fileOf(request.params) : null
      if (kept === null) throw new Problem('not-found')
      const call = { operation: kept.operation, input: kept.input, ...(await who(request)) }
      const read = await exportBeside(world, { ...call, requestId: request.id }, async context => {
        const { name } = await kept.find(context, file)
        return { name, bytes: await world.files.get(file) }
      })
      if ('refusal' in read) return say(world, reply, read.refusal)
      return reply
        .headers({
          'content-type': 'application/octet-stream',
          'content-disposition': attachment(read.found.name),
          'cache-control': 'no-store',
        })
        .send(read.found.bytes)
    })
  }
  add(ARTICLE_FILE_ROUTE, params => {
    const { success, data: input } = z.object({ article: ArticleId }).safeParse(params)
    if (!success) return null
    return { operation: 'article.get', input, find: (context, file) => articleFile(context, input.article, file) }
  })
  add(LETTER_FILE_ROUTE, params => {
    const { success, data: input } = z.object({ letter: LetterId }).safeParse(params)
    if (!success) return null
    return { operation: 'letter.get', input, find: (context, file) => letterFile(context, input.letter, file) }
  })
}

interface KeptFile {
  readonly operation: Operation
  readonly input: object
  readonly find: (context: Context, sm3: string) => Promise<{ readonly name: string }>
}

/** `GET /api/export/article.pool.xlsx?input={…}`: a list as on screen, by the same right and the same check of its input. */
function addExport(app: FastifyInstance, world: World, who: Who): void {
  app.get(EXPORT_ROUTE, async (request, reply) => {
    const name = exportNamed(z.object({ file: z.string() }).parse(request.params).file)
    if (name === null) throw new Problem('not-found')
    const input = exportInput(request.query)
    const call = { operation: name, input, ...(await who(request)), requestId: request.id }
    const work = (context: Context) => exportList(context, world.handlers, { name, input })
    // The log leaves only with somebody who has just shown to be themselves (SESS-03).
    const read = await exportBeside(world, call, work, name === 'activity.list')
    if ('refusal' in read) return say(world, reply, read.refusal)
    return reply
      .headers({
        'content-type': XLSX,
        'content-disposition': attachment(read.found.name),
        'cache-control': 'no-store',
      })
      .send(read.found.bytes)
  })
}

function exportInput(query: unknown): unknown {
  const asked = z.strictObject({ input: z.string().max(4_000) }).safeParse(query)
  if (!asked.success) throw new InvalidInput([{ path: '?input', message: '应为查询条件的 JSON，只写一次' }])
  try {
    return JSON.parse(asked.data.input)
  } catch {
    throw new InvalidInput([{ path: '?input', message: '不是 JSON' }])
  }
}

/** Papers of commissions and of what went up: always as a download. */
const Annotated = z.strictObject({ file: Sm3, name: z.string().min(1).max(NAME_MAX).default('通报.docx') })

function addAnnotated(app: FastifyInstance, world: World, who: Who): void {
  app.get(ANNOTATED_ROUTE, async (request, reply) => {
    const query = z.record(z.string(), z.unknown()).parse(request.query)
    const asked = Annotated.safeParse({ ...query, ...z.record(z.string(), z.unknown()).parse(request.params) })
    if (!asked.success) throw new Problem('not-found')
    const call = { ...(await who(request)), requestId: request.id }
    const read = await annotatedFile(world, call, { ...asked.data, name: shownName(asked.data.name) })
    if ('refusal' in read) return say(world, reply, read.refusal)
    const { name, bytes } = read.found
    return reply
      .headers({ 'content-type': DOCX, 'content-disposition': attachment(name), 'cache-control': 'no-store' })
      .send(bytes)
  })
}

function addBeside(app: FastifyInstance, world: World, { beside, who }: { beside: Beside; who: Who }): void {
  app.get(addressBeside(beside), async (request, reply) => {
    const id = z.record(z.string(), z.string()).parse(request.params)[beside.noun] ?? ''
    const input = beside.inputOf(id)
    if (input === null) throw new Problem('not-found')
    const call = { operation: beside.operation, input, ...(await who(request)) }
    const read = await exportBeside(world, { ...call, requestId: request.id }, context => beside.file(context, id))
    if ('refusal' in read) return say(world, reply, read.refusal)
    const { name, bytes, type } = await sentAs(read.found, beside.kind)
    return reply
      .headers({ 'content-type': type, 'content-disposition': attachment(name), 'cache-control': 'no-store' })
      .send(bytes)
  })
}

/** A .docx of ours as it goes out: itself or its PDF, each under its name. */
const sentAs = async ({ name, bytes }: { name: string; bytes: Buffer }, kind: 'docx' | 'pdf') =>
  kind === 'docx'
    ? { name, bytes, type: DOCX }
    : { name: name.replace(/\.docx$/, '.pdf'), bytes: await pdfFrom(bytes), type: PDF }

/** RFC 6266: a plain name for old programs, the real one in UTF-8. */
export function attachment(name: string): string {
  const plain = name.replace(/[^\w.-]+/g, '_')
  const real = encodeURIComponent(name).replace(/['()*]/g, one => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${real}`
}

/** What needs no session: whether it lives, and how to talk to it. Both documents are made when somebody asks, and kept. */
function addReading(app: FastifyInstance, world: World): void {
  let document: string | null = null
  let html: string | null = null
  app.get('/api/health', async (_request, reply) => {
    await world.database.check()
    return reply.headers({ 'cache-control': 'no-store' }).send({ status: 'ok' })
  })
  app.get('/api/openapi.json', async (_request, reply) => {
    document ??= JSON.stringify(openApi())
    return reply
      .headers({ 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-cache' })
      .send(document)
  })
  app.get('/api/docs', async (_request, reply) => {
    html ??= docsPage()
    return reply.headers({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' }).send(html)
  })
}
