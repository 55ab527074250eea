import { PROBLEMS, Problem, type ProblemCode, type ProblemParams } from '../../domain/problems.ts'

/**
 * What an error of database or disk means to the person who asked: a `Problem` to answer with, or null for what is a bug of ours. A
 * trigger refuses by a message `caifeng:<code>`, or `caifeng:<code> {"period":"2023-06"}` with the parameters of the sentence.
 */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof Problem) return error
  if (!(error instanceof Error)) return null
  const said = refusal(error.message)
  if (said !== null) return said
  const code = codeOf(error)
  return code === null ? null : new Problem(code)
}

/** The connection ended, or could not be made: nobody knows whether what was sent arrived. */
export function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = textCode(error)
  return (
    /^(08...|57P0[1-5])$/.test(code) ||
    NETWORK_CODES.includes(code) ||
    LOSS.some(words => error.message.startsWith(words))
  )
}

/** The database itself rolled the transaction back so that another one could go on: the same again may well succeed. */
export function isConflict(error: unknown): boolean {
  // 23505 also: two that checked before either wrote. Done again, the later one sees the row and refuses in its own words.
  return error instanceof Error && ['40001', '40P01', '23505'].includes(textCode(error))
}

/** A write where only reading is allowed: a bug of a query, whatever else the same code may mean. */
export function isForbiddenWrite(error: unknown): boolean {
  return error instanceof Error && (textCode(error) === '25006' || (sqliteCode(error) ?? 0) % 256 === 8)
}

function refusal(message: string): Problem | null {
  const [, code, json] = /^caifeng:([a-z-]+)(?: (\{.*\}))?$/s.exec(message) ?? []
  return code !== undefined && isProblemCode(code) ? new Problem(code, paramsOf(json)) : null
}

const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(PROBLEMS, code)

function paramsOf(json: string | undefined): ProblemParams {
  const params: Record<string, string | number> = {}
  if (json === undefined) return params
  for (const [name, value] of Object.entries(JSON.parse(json)))
    if (typeof value === 'string' || typeof value === 'number') params[name] = value
  return params
}

function codeOf(error: Error): ProblemCode | null {
  const number = sqliteCode(error)
  if (number !== null) return SQLITE_CODES[number] ?? SQLITE_CODES[number % 256] ?? null
  if (isConnectionLoss(error)) return 'database-gone'
  const code = textCode(error)
  return PLAIN_CODES[code] ?? (error.message === POOL_EMPTY ? 'busy' : null)
}

const textCode = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '')
const sqliteCode = (error: Error): number | null =>
  textCode(error) === 'ERR_SQLITE_ERROR' && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode
    : null

/** Result codes of SQLite, extended ones first: https://sqlite.org/rescode.html. */
const SQLITE_CODES: Readonly<Record<number, ProblemCode>> = {
  // Its shared memory could not grow, which happens when the disk is full.
  4874: 'storage-full',
  13: 'storage-full',
  5: 'busy',
  6: 'busy',
  8: 'storage-failed',
  10: 'storage-failed',
  11: 'storage-failed',
  14: 'storage-failed',
  26: 'storage-failed',
}

/** SQLSTATEs of PostgreSQL and codes of the system. */
const PLAIN_CODES: Readonly<Record<string, ProblemCode>> = {
  '53100': 'storage-full',
  '53200': 'busy',
  '53300': 'busy',
  '55P03': 'busy',
  '57014': 'busy',
  '25P03': 'busy',
  '40001': 'busy',
  '40P01': 'busy',
  '25006': 'storage-failed',
  '58030': 'storage-failed',
  XX001: 'storage-failed',
  XX002: 'storage-failed',
  ENOSPC: 'storage-full',
  EDQUOT: 'storage-full',
  EIO: 'storage-failed',
  EROFS: 'storage-failed',
  EFBIG: 'storage-failed',
  EACCES: 'storage-failed',
  EMFILE: 'busy',
  ENFILE: 'busy',
}

const NETWORK_CODES = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]

/** Sentences of the driver which have no code. */
const LOSS = [
  'Connection terminated',
  'Query read timeout',
  'Client has encountered a connection error',
  'Postgres connection has been discarded',
]
const POOL_EMPTY = 'timeout exceeded when trying to connect'
