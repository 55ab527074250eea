import type { Checked } from '../../../api.ts'
import type { LocalDate } from '../../../domain/calendar.ts'
import type { UnitId } from '../../../domain/model.ts'
import { grouped } from '../../../domain/notice/checks/grouped.ts'
import { Problem } from '../../../domain/problems.ts'
import { creditedUnits, recordAnswered } from '../../commission-replies.ts'
import type { AssignmentNow, CommissionNow } from '../../commissions.ts'
import type { Context } from '../../context.ts'
import { postingFor, type Recorded } from '../../posting.ts'
import { checkCredits } from '../../register.ts'

interface Credited {
  readonly status: 'accepted' | 'adopted'
  readonly on: LocalDate
  readonly adopted: Checked<'commission.step'>['adopted']
  readonly assignments: readonly AssignmentNow[]
}

/**
 * Credits units with what was taken of their replies: one fact for each article, with all units it came from, so that rules may share it;
 * entries without an article are the office's own summary and one fact together. A unit is credited with each status once in a commission:
 * 采用 again is refused (`already-adopted`), 采纳 again changes nothing.
 */
export async function creditUnits(
  context: Context,
  now: CommissionNow,
  { status, on, adopted, assignments }: Credited,
): Promise<Recorded[]> {
  await assertReplies(context, now, adopted, assignments)
  const before = await creditedUnits(context, now.id, status)
  const twice = adopted.find(({ unit }) => before.has(unit))
  if (twice !== undefined && status === 'adopted')
    throw new Problem('already-adopted', { title: `${await nameOf(context, twice.unit)}的这次约稿` })
  const fresh = adopted.filter(({ unit }) => !before.has(unit))
  const units = [...new Set(fresh.map(({ unit }) => unit))]
  if (units.length < fresh.length) throw new Problem('invalid-input', { reason: '同一单位只能计入一次' })
  if (fresh.length > 0) {
    const { posting } = await postingFor(context, on)
    await checkCredits(
      context,
      units.map(unit => ({ unit, weight: 1 })),
      posting,
    )
  }
  const recorded: Recorded[] = []
  for (const part of grouped(fresh, one => one.article ?? '').values()) {
    const credits = part.map(({ unit }) => ({ unit, weight: 1 }))
    recorded.push(await recordAnswered(context, now, { status, on, credits }))
  }
  if (status === 'adopted') await markAdopted(context, now, fresh)
  return recorded
}

/** Only units that were asked, and only replies that are theirs; anything else answers like what is not there (AZ-06). */
async function assertReplies(
  { db }: Context,
  now: CommissionNow,
  adopted: Credited['adopted'],
  assignments: readonly AssignmentNow[],
): Promise<void> {
  const rows = await db
    .selectFrom('assignment_reply')
    .select(['unit_id', 'article_id'])
    .where('commission_id', '=', now.id)
    .execute()
  for (const { unit, article } of adopted) {
    const asked = assignments.some(one => one.unit === unit)
    const replied = article === null || rows.some(row => row.unit_id === unit && row.article_id === article)
    if (!asked || !replied) throw new Problem('not-found')
  }
}

async function markAdopted({ db }: Context, now: CommissionNow, adopted: Credited['adopted']): Promise<void> {
  for (const { unit, article } of adopted) {
    const query = db
      .updateTable('assignment_reply')
      .set({ adopted: 1 })
      .where('commission_id', '=', now.id)
      .where('unit_id', '=', unit)
    await (article === null ? query : query.where('article_id', '=', article)).execute()
  }
}

async function nameOf({ db }: Context, unit: UnitId): Promise<string> {
  const row = await db.selectFrom('unit').select('name').where('id', '=', unit).executeTakeFirst()
  return row?.name ?? ''
}
