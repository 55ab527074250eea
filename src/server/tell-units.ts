import type { Period } from '../domain/calendar.ts'
import type { Context } from './context.ts'
import { peopleOfUnits, tell } from './messages.ts'
import { openLedger } from './months.ts'

/** Tells the people of all units of a month about its notice. */
export async function tellUnits(context: Context, period: Period, text: string): Promise<void> {
  const { groups } = await (await openLedger(context.db, context.office)).month(period)
  const units = groups.flatMap(group => group.rows.map(row => row.unit))
  await tell(context, await peopleOfUnits(context, units), { text, link: `/notice?period=${period}` })
}
