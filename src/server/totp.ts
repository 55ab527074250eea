import { createHash } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { Problem } from '../domain/problems.ts'
import type { Context } from './context.ts'
import { fails } from './login.ts'

/** RFC 6238 as every authenticator speaks it: SHA-1, six digits, thirty seconds; one step early or late is taken (AUTH-04). */
const STEP_MS = 30_000
const WINDOW = 1
const SEED_BYTES = 20
const RECOVERY_CODES = 10
const RECOVERY_LENGTH = 10
/** Without letters and digits that are mistaken for another. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A fresh seed out of 256 random bits, as authenticators take it: base32. */
export const seedFrom = (secret: string): string =>
  new Secret({
    buffer: new Uint8Array(createHash('sm3').update(`seed/${secret}`).digest().subarray(0, SEED_BYTES)).buffer,
  }).base32

/** What the code for the phone holds: the seed, and under which name it stands there. */
export const addressOf = (seed: string, { account, office }: { account: string; office: string }): string =>
  new TOTP({ issuer: `采风 ${office}`, label: account, secret: seed }).toString()

/** The step a code belongs to, or null: wrong, or not later than `after`, since a step is good for one use only. */
export function stepOf(seed: string, code: string, { at, after }: { at: number; after: number }): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const delta = new TOTP({ secret: seed }).validate({ token: code, timestamp: at, window: WINDOW })
  if (delta === null) return null
  const step = Math.floor(at / STEP_MS) + delta
  return step > after ? step : null
}

/** Codes for the day the phone is lost, each good for one use. */
export function recoveryFrom(secret: string): string[] {
  return Array.from({ length: RECOVERY_CODES }, (_, at) => {
    const bits = createHash('sm3').update(`recovery/${at}/${secret}`).digest().subarray(0, RECOVERY_LENGTH)
    const letters = [...bits].map(byte => LETTERS.charAt(byte % LETTERS.length)).join('')
    return `${letters.slice(0, 5)}-${letters.slice(5)}`
  })
}

/** What is stored of recovery codes. */
export const recoveryHash = (code: string): string =>
  createHash('sm3')
    .update(code.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1'))
    .digest('hex')

/** The confirmed second factor of a user, or undefined. */
export const factorOf = ({ db }: Pick<Context, 'db'>, user: string) =>
  db.selectFrom('second_factor').selectAll().where('user_id', '=', user).where('confirmed', '=', 1).executeTakeFirst()

/**
 * Passes whoever has no second factor, and whoever gives a code of it, which is used up by that. Refuses with `second-factor-needed` where
 * none was given, with `second-factor-wrong` otherwise; that counts as a failed login.
 */
export async function passFactor(
  context: Context,
  user: { readonly id: string; readonly account: string },
  code: string | undefined,
): Promise<void> {
  const factor = await factorOf(context, user.id)
  if (factor === undefined) return
  if (code === undefined) throw new Problem('second-factor-needed')
  const typed = code.trim()
  const seed = context.sealer().unseal(factor.seed, user.id)
  const step = stepOf(seed, typed, { at: context.wallTime(), after: Number(factor.last_step) })
  const left: unknown = JSON.parse(factor.recovery)
  const codes = Array.isArray(left) ? left.map(String) : []
  const used = recoveryHash(typed)
  if (step === null && !codes.includes(used)) {
    fails(context, user.account)
    throw new Problem('second-factor-wrong')
  }
  // Also conditions: of two at the same moment with one code, one comes too late.
  const changed = await context.db
    .updateTable('second_factor')
    .set(step === null ? { recovery: JSON.stringify(codes.filter(one => one !== used)) } : { last_step: step })
    .where('user_id', '=', user.id)
    .where('last_step', '=', factor.last_step)
    .where('recovery', '=', factor.recovery)
    .executeTakeFirst()
  if (Number(changed.numUpdatedRows) === 0) throw new Problem('second-factor-wrong')
}
