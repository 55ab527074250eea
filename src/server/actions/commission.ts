import { LocalDate } from '../../domain/calendar.ts'
import { CommissionId, Level, UnitId } from '../../domain/model.ts'
import { grouped } from '../../domain/notice/checks/grouped.ts'
import { Problem } from '../../domain/problems.ts'
import { matchingKey, storedText } from '../../domain/text.ts'
import type { Context, Handlers } from '../context.ts'
import { factsById } from '../facts.ts'
import { postingFor, recordFact } from '../posting.ts'
import { checkCredits, LATEST, registerAt, unitIn, visibleUnit } from '../register.ts'

const PAGE = 50

export const commissionActions = {
  'commission.list': async (context, { period, offset = 0, limit = PAGE }) => {
    const { db, office } = context
    const only = visibleUnit(context, undefined)
    const credits = await creditsOf(context)
    const rows = await db
      .selectFrom('commission')
      .selectAll()
      .where('office_id', '=', office)
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .execute()
    const { units } = await registerAt(db, office, LATEST)
    const nameOf = new Map<string, string>(units.map(unit => [unit.id, unit.name]))
    const views = rows
      .map(row => ({
        id: CommissionId.parse(row.id),
        title: row.title,
        source: row.source,
        level: Level.parse(row.level),
        dueOn: row.due_on === null ? null : LocalDate.parse(row.due_on),
        created: row.created_at.slice(0, 7),
        credited: (credits.get(row.id) ?? [])
          .filter(one => (period === undefined || one.posting === period) && (only === null || one.unit === only))
          .map(one => ({ ...one, name: nameOf.get(one.unit) ?? '' })),
      }))
      .filter(
        view =>
          (period === undefined || view.credited.length > 0 || view.created === period) &&
          (only === null || view.credited.length > 0),
      )
    return { commissions: views.slice(offset, offset + limit), total: views.length }
  },

  'commission.record': async (context, { title, source, level, dueOn }) => {
    context.about(title)
    const id = CommissionId.parse(context.newId('com'))
    await context.db
      .insertInto('commission')
      .values({
        id,
        office_id: context.office,
        title: storedText(title),
        title_key: matchingKey(title),
        source,
        level,
        due_on: dueOn,
        created_at: context.now,
        version: 1,
      })
      .execute()
    return { commission: id }
  },

  /** Records what became of a commission at units. A unit is credited for an adopted one only once. */
  'commission.credit': async (context, { commission, status, occurredOn, credits }) => {
    const { db, office } = context
    const row = await db
      .selectFrom('commission')
      .select(['title', 'source', 'level'])
      .where('office_id', '=', office)
      .where('id', '=', commission)
      .executeTakeFirst()
    if (row === undefined) throw new Problem('not-found')
    context.about(row.title)
    const { posting } = await postingFor(context, occurredOn)
    const checked = await checkCredits(context, credits, posting)
    const before = (await creditsOf(context)).get(commission) ?? []
    const twice = before.find(one => one.status === status && checked.some(credit => credit.unit === one.unit))
    if (twice !== undefined) {
      const { units } = await registerAt(db, office, LATEST)
      throw new Problem('already-adopted', { unit: unitIn({ units, groups: [] }, twice.unit).name })
    }
    return recordFact(context, {
      type: 'commission',
      commission,
      level: Level.parse(row.level),
      status,
      asker: row.source,
      occurredOn,
      quantity: 1,
      note: '',
      credits: checked,
    })
  },
} satisfies Pick<Handlers, 'commission.list' | 'commission.record' | 'commission.credit'>

/** What units were credited with, by commission; retracted facts are not among them. */
async function creditsOf({ db, office }: Context) {
  const rows = await db
    .selectFrom('fact')
    .select('id')
    .where('office_id', '=', office)
    .where('type', '=', 'commission')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('fact as retraction').select('retraction.id').whereRef('retraction.of_fact', '=', 'fact.id')),
      ),
    )
    .execute()
  const facts = await factsById(
    db,
    office,
    rows.map(row => row.id),
  )
  const credits = facts.flatMap(({ fact }) =>
    fact.type === 'commission' && fact.commission !== null
      ? fact.credits.map(({ unit }) => ({
          commission: fact.commission,
          fact: fact.id,
          unit: UnitId.parse(unit),
          status: fact.status,
          posting: fact.posting,
        }))
      : [],
  )
  return grouped(credits, one => String(one.commission))
}
