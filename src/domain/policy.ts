import { z } from 'zod'
import type { Role } from './model.ts'

/**
 * What an office asks of those who sign in (AUTH-02, AUTH-04, AUTH-06). Days: 0 is never. `sessions` is how many a person may have at
 * once; the oldest ends when one more begins.
 */
export const Policy = z.strictObject({
  secondFactor: z.boolean(),
  passwordDays: z.number().int().min(0).max(365),
  idleDays: z.number().int().min(0).max(365),
  sessions: z.number().int().min(1).max(3),
})
export type Policy = z.infer<typeof Policy>

/** Two sessions: the desk and the phone. */
export const USUAL_POLICY: Policy = { secondFactor: false, passwordDays: 90, idleDays: 90, sessions: 2 }

const WITH_FACTOR: readonly Role[] = ['editor', 'chief', 'system-admin', 'security-admin', 'audit-admin']

/** Whether somebody of these roles must have a second factor before doing anything else: editors, chiefs and 三员 where the office asks it. */
export const needsFactor = (policy: Policy, roles: readonly Role[]): boolean =>
  policy.secondFactor && roles.some(role => WITH_FACTOR.includes(role))

const DAY = 86_400_000

/** Whether a password set at that time is past its days; one that was never chosen by its owner does not age. */
export const isAged = ({ passwordDays }: Policy, setAt: string | null, now: string): boolean =>
  passwordDays > 0 && setAt !== null && Date.parse(now) - Date.parse(setAt) > passwordDays * DAY

/** Whether an account was not used for too long: `used` are the times it was made, activated and last signed in with. */
export function isIdle({ idleDays }: Policy, used: readonly (string | null)[], now: string): boolean {
  const last = Math.max(...used.flatMap(at => (at === null ? [] : [Date.parse(at)])))
  return idleDays > 0 && Date.parse(now) - last > idleDays * DAY
}
