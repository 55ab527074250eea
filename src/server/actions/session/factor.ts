import { toString as qrCode } from 'qrcode'
import { needsFactor } from '../../../domain/policy.ts'
import { assert, Problem } from '../../../domain/problems.ts'
import type { Context, Handlers } from '../../context.ts'
import { endSessions, fails, rolesOf } from '../../login.ts'
import { beginSession } from '../../session.ts'
import { readSettings } from '../../settings.ts'
import { addressOf, factorOf, recoveryFrom, recoveryHash, seedFrom, stepOf } from '../../totp.ts'

/** 动态口令 of one's own: bound in two steps, so that nobody is kept out by a code that was never taken over. */
export const sessionFactorActions = {
  'session.factor': async context => {
    const { id } = ownOf(context)
    const factor = await factorOf(context, id)
    return { on: factor !== undefined, required: await isRequired(context), recoveryLeft: leftOf(factor?.recovery) }
  },

  'session.factor-begin': async context => {
    const { db, newSecret, sealer } = context
    const own = ownOf(context)
    if ((await factorOf(context, own.id)) !== undefined)
      throw new Problem('step-not-allowed', { state: '已绑定', step: '再绑定一个' })
    const row = await db
      .selectFrom('user_account')
      .innerJoin('office', 'office.id', 'user_account.office_id')
      .select(['user_account.account', 'office.name as office'])
      .where('user_account.id', '=', own.id)
      .executeTakeFirstOrThrow()
    const secret = seedFrom(newSecret())
    const seed = sealer().seal(secret, own.id)
    await db
      .insertInto('second_factor')
      .values({ user_id: own.id, seed, confirmed: 0, last_step: 0, recovery: '[]' })
      .onConflict(conflict => conflict.column('user_id').doUpdateSet({ seed, last_step: 0 }))
      .execute()
    const address = addressOf(secret, row)
    return { secret, address, svg: await qrCode(address, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 }) }
  },

  'session.factor-confirm': async (context, { code }) => {
    const { db, newSecret, sealer, wallTime } = context
    const own = ownOf(context)
    const row = await db
      .selectFrom('second_factor')
      .innerJoin('user_account', 'user_account.id', 'second_factor.user_id')
      .select(['second_factor.seed', 'user_account.account'])
      .where('user_id', '=', own.id)
      .where('confirmed', '=', 0)
      .executeTakeFirst()
    if (row === undefined) throw new Problem('step-not-allowed', { state: '没有待绑定的口令', step: '完成绑定' })
    const step = stepOf(sealer().unseal(row.seed, own.id), code.trim(), { at: wallTime(), after: 0 })
    if (step === null) {
      fails(context, row.account)
      throw new Problem('second-factor-wrong')
    }
    const recovery = recoveryFrom(newSecret())
    await db
      .updateTable('second_factor')
      .set({ confirmed: 1, last_step: step, recovery: JSON.stringify(recovery.map(recoveryHash)) })
      .where('user_id', '=', own.id)
      .execute()
    const session = await db
      .selectFrom('session')
      .select('previous_login_at')
      .where('token_hash', '=', context.actor.session)
      .executeTakeFirst()
    // SESS-01: whoever is elsewhere under this name has to show the new factor too.
    await endSessions(db, own.id)
    await beginSession(context, own.id, session?.previous_login_at ?? null)
    return { recovery }
  },

  'session.factor-end': async context => {
    const own = ownOf(context)
    if (await isRequired(context)) throw new Problem('step-not-allowed', { state: '本单位要求动态口令', step: '解除' })
    await context.db.deleteFrom('second_factor').where('user_id', '=', own.id).execute()
    return { done: true }
  },
} satisfies Pick<Handlers, 'session.factor' | 'session.factor-begin' | 'session.factor-confirm' | 'session.factor-end'>

function ownOf({ actor }: Context): { id: string } {
  assert(actor.user !== null, 'whoever is signed in is somebody')
  return { id: actor.user }
}

async function isRequired(context: Context): Promise<boolean> {
  const { policy } = await readSettings(context.db, context.office)
  return needsFactor(policy, await rolesOf(context.db, ownOf(context).id))
}

function leftOf(recovery: string | undefined): number {
  const codes: unknown = JSON.parse(recovery ?? '[]')
  return Array.isArray(codes) ? codes.length : 0
}
