import { argon2, createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { Problem } from '../domain/problems.ts'
import { isCommon } from './common-passwords.ts'

/** AUTH-01: argon2id with 19 MiB, 2 passes, 1 lane; stored with each hash as PHC text, so that they can grow later. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 }
const TAG_BYTES = 32
const SALT_BYTES = 16
/** Each hash takes 19 MiB and a core: two at once, and whoever would stand beyond the queue is sent away. */
const AT_ONCE = 2
const QUEUE_MAX = 50

const LENGTH_MIN = 12
const CLASSES_MIN = 3
const DIFFERENT_MIN = 6
/** A password → PHC text to store. Refuses with `too-many-requests` when the queue is full. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const tag = await tagOf(password, salt, COST)
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${base64(salt)}$${base64(tag)}`
}

/**
 * Whether a password is that of a stored hash. `stored` null (nobody of that name, or not activated yet) costs the same work and is false, so that
 * the time of an answer says nothing (AUTH-03). Refuses with `too-many-requests` when the queue is full.
 */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  const known = stored === null ? null : partsOf(stored)
  const tag = await tagOf(password, known?.salt ?? NOBODY, known ?? COST)
  return known !== null && known.tag.length === tag.length && timingSafeEqual(tag, known.tag)
}

/** Whether a stored hash was made with a cost other than today's: to be made anew at the next login. */
export const isOutdated = (stored: string): boolean => {
  const { memory, passes, parallelism } = partsOf(stored)
  return memory !== COST.memory || passes !== COST.passes || parallelism !== COST.parallelism
}

/**
 * What a new password lacks, in words for a person, or null: 12 characters, three of the four classes, not the own account or a name around it in
 * it, nothing that is guessed first. Long ones, spaces and Chinese are fine; nothing is cut or trimmed.
 */
export function passwordFault(password: string, owner: { account: string; names: readonly string[] }): string | null {
  const characters = [...password]
  const lower = password.toLowerCase()
  const classes = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}]/u].filter(one => one.test(password))
  if (characters.length < LENGTH_MIN) return `至少要 ${LENGTH_MIN} 个字符`
  if (classes.length < CLASSES_MIN) return '大写字母、小写字母、数字、符号四类中至少要有三类'
  if (owner.account.length > 1 && lower.includes(owner.account.toLowerCase())) return '不能含有账户名'
  if (owner.names.some(name => name.length > 1 && lower.includes(name.toLowerCase())))
    return '不能含有本人、单位或刊物的名称'
  if (isCommon(password) || new Set(characters).size < DIFFERENT_MIN)
    return '太常见（由常用的词、姓名、年月或数字拼成），容易被猜中；可以用几个不相干的词连起来'
  return null
}

const LOWER = 'abcdefghjkmnpqrstuvwxyz'
const UPPER = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const DIGITS = '23456789'

/** A password for the demo accounts out of 256 random bits: easy to read aloud, and passing the rules for passwords. */
export function readablePassword(secret: string): string {
  const letters = [UPPER, LOWER, DIGITS, LOWER].flatMap((from, group) =>
    picks(`${secret}/${group}`, 4).map(at => from.charAt(at % from.length)),
  )
  return [0, 4, 8, 12].map(at => letters.slice(at, at + 4).join('')).join('-')
}

const picks = (seed: string, count: number): number[] => [...createHash('sm3').update(seed).digest().subarray(0, count)]

type Cost = typeof COST
const NOBODY = randomBytes(SALT_BYTES)
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replaceAll('=', '')

function partsOf(stored: string): Cost & { salt: Buffer; tag: Buffer } {
  const found = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d)\$([\w+/]+)\$([\w+/]+)$/.exec(stored)
  if (found === null) throw new Error('a stored password hash is not of a known kind')
  const [, memory, passes, parallelism, salt = '', tag = ''] = found
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  }
}

let running = 0
const waiting: (() => void)[] = []

async function tagOf(password: string, nonce: Buffer, cost: Cost): Promise<Buffer> {
  if (running >= AT_ONCE) {
    if (waiting.length >= QUEUE_MAX) throw new Problem('too-many-requests', { seconds: 5 })
    // Whoever leaves hands the place on, so `running` stays as it is.
    await new Promise<void>(resolve => waiting.push(resolve))
  } else running += 1
  try {
    return await argon2id(password, nonce, cost)
  } finally {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
}

const argon2id = (password: string, nonce: Buffer, cost: Cost): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const { memory, passes, parallelism } = cost
    // NFC: one character has one form, whichever input method wrote it.
    const message = password.normalize('NFC')
    argon2('argon2id', { message, nonce, memory, passes, parallelism, tagLength: TAG_BYTES }, (error, tag) =>
      error === null ? resolve(tag) : reject(error),
    )
  })
