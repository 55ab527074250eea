import type { Socket } from 'node:net'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { assert, Problem } from '../domain/problems.ts'
import { problemOf } from './db/errors.ts'
import { doorFault, securityHeaders } from './door.ts'
import { addRoutes, isKnownRoute, type World } from './http.ts'
import { JSON_LIMITS, readJson } from './json-body.ts'
import { answerOf, InvalidInput } from './pipeline.ts'
import { newRequestId } from './request-id.ts'
import type { Pages } from './static.ts'

/** HTTP-01: milliseconds, bytes, connections. `checkEvery` is how late Node may notice that a time is over. */
export const SERVER_LIMITS = {
  request: 30_000,
  connection: 60_000,
  headers: 10_000,
  keepAlive: 5_000,
  checkEvery: 2_000,
  headerBytes: 16 * 1024,
  connections: 1_000,
} as const

/** Answers under way at once; one more is sent away at once rather than all of them waiting. Health is answered always. */
const IN_FLIGHT_MAX = 128
const PACK_FROM_BYTES = 4_096

/**
 * The server of an installation, complete but not listening. Refuses to be built with an operation that has no handler, or a route that is
 * not in the lists of http.ts (AZ-01).
 * @param busyFrom answers under way from which on it is too busy
 */
export async function buildApp(
  world: World & { readonly pages: Pages },
  busyFrom = IN_FLIGHT_MAX,
): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    bodyLimit: JSON_LIMITS.bytes,
    requestTimeout: SERVER_LIMITS.request,
    connectionTimeout: SERVER_LIMITS.connection,
    keepAliveTimeout: SERVER_LIMITS.keepAlive,
    http: {
      headersTimeout: SERVER_LIMITS.headers,
      maxHeaderSize: SERVER_LIMITS.headerBytes,
      connectionsCheckingInterval: SERVER_LIMITS.checkEvery,
    },
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    trustProxy: world.config.trustProxy.length === 0 ? false : [...world.config.trustProxy],
    requestIdHeader: false,
    genReqId: newRequestId,
    clientErrorHandler: sayClientError,
    frameworkErrors: (error, request, reply) => void refuse(world, error, request, reply),
  })
  app.server.maxConnections = SERVER_LIMITS.connections
  app.addHook('onRoute', ({ url }) => assert(isKnownRoute(url), `the route ${url} is in a list of http.ts`))
  onlyJson(app)
  guard(app, world, busyFrom)
  app.setErrorHandler((error: FastifyError, request, reply) => refuse(world, error, request, reply))
  app.setNotFoundHandler((request, reply) => page(world.pages, request, reply))
  await app.register(cookie)
  await app.register(compress, {
    globalDecompression: false,
    threshold: PACK_FROM_BYTES,
    encodings: ['gzip', 'identity'],
  })
  addRoutes(app, world)
  return app
}

/** HTTP-02: no other body is read, plain text least of all, since any page may send that. */
function onlyJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) => {
    const charset = /;\s*charset\s*=\s*"?([^";]*)/i.exec(request.headers['content-type'] ?? '')?.[1]
    if (charset !== undefined && charset.trim().toLowerCase() !== 'utf-8') throw new Problem('unsupported-type')
    return readJson(body)
  })
}

/** Headers, names, origins and load, before anything of a request is read. */
function guard(app: FastifyInstance, world: World, busyFrom: number): void {
  const headers = securityHeaders(world.config)
  let underWay = 0
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close')
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers)
    // What is under way is finished; what still comes over an open connection is told to come again (OPS-02).
    if (closing) throw new Problem('busy', { seconds: 5 })
    if (request.url === '/api/health') return
    const fault = doorFault(world.config, request.method, request.headers)
    if (fault !== null) throw new Problem(fault)
    if (underWay >= busyFrom) throw new Problem('busy', { seconds: 1 })
    underWay += 1
    // Also when the other side went away before it got its answer.
    reply.raw.once('close', () => {
      underWay -= 1
    })
  })
}

/** Everything that is not in the lists: a file of the pages, or nothing. */
async function page(pages: Pages, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const path = new URL(request.url, 'http://here').pathname
  const asked = {
    encoding: String(request.headers['accept-encoding'] ?? ''),
    etag: request.headers['if-none-match'] ?? '',
  }
  const found = request.method === 'GET' || request.method === 'HEAD' ? await pages.find(path, asked) : null
  if (found === null) throw new Problem('not-found')
  reply.code(found.status).headers(found.headers)
  await reply.send(found.bytes)
}

/** What Fastify refuses by itself, by its code. */
const BY_FASTIFY: Readonly<Record<string, () => Problem>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => new Problem('unsupported-type'),
  FST_ERR_CTP_BODY_TOO_LARGE: () => new Problem('too-large', { limit: '256 KB' }),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => new InvalidInput([{ path: '', message: '内容的长度和声明的不一致' }]),
  FST_ERR_BAD_URL: () => new Problem('not-found'),
  FST_REQ_FILE_TOO_LARGE: () => new Problem('too-large', { limit: '20 MB' }),
  FST_FILES_LIMIT: () => new InvalidInput([{ path: 'file', message: '一次只能上传一个文件' }]),
  FST_PARTS_LIMIT: () => new InvalidInput([{ path: 'file', message: '一次只能上传一个文件' }]),
  FST_FIELDS_LIMIT: () => new InvalidInput([{ path: 'file', message: '除文件外不能带其他字段' }]),
  FST_INVALID_MULTIPART_CONTENT_TYPE: () => new Problem('unsupported-type'),
}

/** The one error format, whatever went wrong (HTTP-05): nothing of the program inside leaves. */
async function refuse(
  world: World,
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const known =
    problemOf(error) ?? BY_FASTIFY['code' in error ? error.code : '']?.() ?? (isTheirFault(error) ? misread() : null)
  if (known === null)
    world.log.error('未预料的错误', { requestId: request.id, route: request.routeOptions.url, cause: error })
  const problem = known ?? new Problem('internal', { requestId: request.id })
  if (problem.code === 'foreign-host' || problem.code === 'foreign-origin')
    world.log.warn('拒绝了不是从本系统页面来的请求', {
      code_: problem.code,
      ip: request.ip,
      host: request.headers.host,
    })
  const answer = answerOf(problem, request.id)
  // The headers again: an address that cannot be read comes here past all hooks.
  reply
    .code(answer.status)
    .headers(securityHeaders(world.config))
    .headers({ 'cache-control': 'no-store', 'content-type': 'application/json; charset=utf-8' })
  if (answer.retryAfter !== undefined) reply.header('retry-after', answer.retryAfter)
  await reply.send(answer.body)
}

const misread = () => new InvalidInput([{ path: '', message: '请求读不懂' }])
const isTheirFault = (error: FastifyError | Error): boolean =>
  'statusCode' in error && typeof error.statusCode === 'number' && error.statusCode >= 400 && error.statusCode < 500

/** What is no HTTP at all, or came too slowly: there is no request to answer, only a socket. */
function sayClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const [status, reason] =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? ['408 Request Timeout', '请求来得太慢']
      : error.code === 'HPE_HEADER_OVERFLOW'
        ? ['431 Request Header Fields Too Large', '请求头太大']
        : ['400 Bad Request', '不是完整的 HTTP 请求']
  const { body } = answerOf(new InvalidInput([{ path: '', message: reason }]), newRequestId())
  const head = [
    `HTTP/1.1 ${status}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'x-content-type-options: nosniff',
    'cache-control: no-store',
    'connection: close',
  ]
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  socket.destroySoon()
}
