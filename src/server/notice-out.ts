import { z } from 'zod'
import type { Correction } from '../api/office-work.ts'
import { chinesePeriod, Instant, type Period } from '../domain/calendar.ts'
import { formatPoints } from '../domain/points.ts'
import type { Context } from './context.ts'
import { openLedger } from './months.ts'

/** The notice of a month as it went out; null before. */
export const issuedNotice = async ({ db, office }: Pick<Context, 'db' | 'office'>, period: Period) =>
  (await db
    .selectFrom('notice')
    .selectAll()
    .where('office_id', '=', office)
    .where('period', '=', period)
    .executeTakeFirst()) ?? null

export type IssuedRow = NonNullable<Awaited<ReturnType<typeof issuedNotice>>>

/** 更正通报 of a month, the oldest first. */
export async function correctionsOf(
  { db, office }: Pick<Context, 'db' | 'office'>,
  period: Period,
): Promise<Correction[]> {
  const rows = await db
    .selectFrom('notice_correction')
    .selectAll()
    .where('office_id', '=', office)
    .where('period', '=', period)
    .orderBy('at')
    .orderBy('id')
    .execute()
  return rows.map(row => ({
    at: Instant.parse(row.at),
    by: row.by_name,
    text: row.text,
    changes: z.array(z.string()).parse(JSON.parse(row.changes)),
  }))
}

/**
 * What the ledger of later months corrected about a month whose notice is out, one sentence a unit and component, as far as no earlier
 * correction has said it already.
 */
export async function correctionsAfter(context: Pick<Context, 'db' | 'office'>, period: Period): Promise<string[]> {
  const ledger = await openLedger(context.db, context.office)
  const said = new Set((await correctionsOf(context, period)).flatMap(one => one.changes))
  const changes: string[] = []
  for (const { period: later } of ledger.periods.filter(row => row.period > period)) {
    const month = await ledger.month(later)
    const names = new Map(month.groups.flatMap(group => group.rows.map(row => [row.unit, row.name])))
    for (const entry of await ledger.entries(later)) {
      if (entry.about !== period || entry.points === 0) continue
      const points = formatPoints(entry.points)
      const sign = entry.points > 0 ? '加' : '减'
      const sentence = `${names.get(entry.unit) ?? entry.unit}${entry.component}${sign} ${points.replace('-', '')} 分，计入${chinesePeriod(later)}（${entry.clause}）。`
      if (!said.has(sentence)) changes.push(sentence)
    }
  }
  return changes
}
