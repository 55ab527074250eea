import { Instant } from '../domain/calendar.ts'
import { type Remark, remarksOf } from '../domain/commission/remarks.ts'
import { Answers, passagesOf, Slots } from '../domain/commission/slots.ts'
import { ArticleId, type CommissionId, type UnitId } from '../domain/model.ts'
import { Problem } from '../domain/problems.ts'
import type { RichText } from '../domain/rich-text.ts'
import { storedText } from '../domain/text.ts'
import { stamp } from './articles.ts'
import { assignmentsOf, COMMISSION_COLUMNS, type CommissionNow, commissionOf } from './commissions.ts'
import type { Context } from './context.ts'

/** 填报 of one unit: what is being filled in, and what was sent. Version 0: nothing was kept yet. */
export interface SheetNow {
  readonly answers: Answers
  readonly note: string
  readonly version: number
  readonly savedAt: Instant | null
  readonly sent: {
    readonly answers: Answers
    readonly note: string
    readonly article: ArticleId | null
    readonly at: Instant
  } | null
}

const NOTHING: SheetNow = { answers: [], note: '', version: 0, savedAt: null, sent: null }

/** Answers as they are stored; what this version cannot read is a bug and throws. */
const answersOf = (stored: string): Answers => Answers.parse(JSON.parse(stored))

export const slotsOf = ({ slots }: Pick<CommissionNow, 'slots'>): Slots => Slots.parse(JSON.parse(slots))

/** The sheets of a commission by unit. The caller has checked that the actor may see them all. */
export async function sheetsOf({ db, office }: Context, commission: CommissionId): Promise<Map<string, SheetNow>> {
  const rows = await db
    .selectFrom('assignment_sheet')
    .selectAll()
    .where('office_id', '=', office)
    .where('commission_id', '=', commission)
    .execute()
  return new Map(
    rows.map(row => [
      row.unit_id,
      {
        answers: answersOf(row.answers),
        note: row.note,
        version: row.version,
        savedAt: Instant.parse(row.saved_at),
        sent:
          row.sent === null || row.sent_at === null
            ? null
            : {
                answers: answersOf(row.sent),
                note: row.sent_note,
                article: row.sent_article === null ? null : ArticleId.parse(row.sent_article),
                at: Instant.parse(row.sent_at),
              },
      },
    ]),
  )
}

/** The sheet of one unit, empty where none was kept yet. */
export const sheetOf = async (context: Context, commission: CommissionId, unit: UnitId): Promise<SheetNow> =>
  (await sheetsOf(context, commission)).get(unit) ?? NOTHING

/** Keeps what a unit has filled in, from the version it was begun from and no other (`stale-version`) → the version it has now. */
export async function keepSheet(
  context: Context,
  { commission, unit }: { readonly commission: CommissionId; readonly unit: UnitId },
  { version, answers, note }: { readonly version: number; readonly answers: Answers; readonly note: string },
): Promise<number> {
  const { db, office, now } = context
  const { by_id, by_name } = stamp(context)
  const row = { answers: JSON.stringify(answers), note: storedText(note), saved_at: now, by_id, by_name }
  const result =
    version === 0
      ? await db
          .insertInto('assignment_sheet')
          .values({
            commission_id: commission,
            unit_id: unit,
            office_id: office,
            ...row,
            version: 1,
            sent: null,
            sent_note: '',
            sent_article: null,
            sent_at: null,
          })
          .onConflict(conflict => conflict.columns(['commission_id', 'unit_id']).doNothing())
          .executeTakeFirst()
          .then(done => Number(done.numInsertedOrUpdatedRows))
      : await db
          .updateTable('assignment_sheet')
          .set({ ...row, version: version + 1 })
          .where('commission_id', '=', commission)
          .where('unit_id', '=', unit)
          .where('version', '=', version)
          .executeTakeFirst()
          .then(done => Number(done.numUpdatedRows))
  if (result !== 1) throw new Problem('stale-version')
  return version + 1
}

/** What was filled in goes to the office as it stands. Nothing happens where nothing was. */
export async function sendSheet(
  { db, now }: Context,
  {
    commission,
    unit,
    article,
  }: { readonly commission: CommissionId; readonly unit: UnitId; readonly article: ArticleId | null },
): Promise<void> {
  await db
    .updateTable('assignment_sheet')
    .set(({ ref }) => ({ sent: ref('answers'), sent_note: ref('note'), sent_at: now, sent_article: article }))
    .where('commission_id', '=', commission)
    .where('unit_id', '=', unit)
    .execute()
}

/** What was sent with an article that is no answer any more is the unit's own again. */
export async function takeBackSheets({ db, office }: Context, article: ArticleId): Promise<void> {
  await db
    .updateTable('assignment_sheet')
    .set({ sent: null, sent_note: '', sent_article: null, sent_at: null })
    .where('office_id', '=', office)
    .where('sent_article', '=', article)
    .execute()
}

/**
 * Refuses to let a reply go silently while it lacks something of its 任务书: `slots-open` with how much, unless the unit says why in a note,
 * which is then kept and goes with it. A commission without slots, and one that is not running, asks nothing.
 */
export async function assertNoted(
  context: Context,
  now: CommissionNow,
  { unit, body, note }: { readonly unit: UnitId; readonly body: RichText; readonly note: string | undefined },
): Promise<void> {
  const slots = slotsOf(now)
  if (slots.length === 0) return
  const sheet = await sheetOf(context, now.id, unit)
  const remarks = remarksFor(now, sheet.answers, body)
  const said = (note ?? '').trim()
  if (remarks.length > 0 && said === '') throw new Problem('slots-open', { count: remarks.length })
  // Also when nothing is open any more: then an earlier note says nothing.
  if (said !== sheet.note)
    await keepSheet(
      context,
      { commission: now.id, unit },
      { version: sheet.version, answers: sheet.answers, note: said },
    )
}

/** What a text and its answers lack, by the same list the unit was shown. */
const remarksFor = (now: CommissionNow, answers: Answers, body: RichText): Remark[] =>
  remarksOf({ title: now.title, requirements: now.requirements, slots: slotsOf(now) }, answers, passagesOf(body))

/** The running commission an article names, where its unit was asked and still may answer; null otherwise. */
export async function commissionAnswered(
  context: Context,
  { commission, unit }: { readonly commission: CommissionId; readonly unit: UnitId },
): Promise<CommissionNow | null> {
  const row = await context.db
    .selectFrom('commission')
    .innerJoin('commission_work as work', 'work.commission_id', 'commission.id')
    .select(COMMISSION_COLUMNS)
    .where('commission.office_id', '=', context.office)
    .where('commission.id', '=', commission)
    .where('work.state', 'not in', ['drafting', 'closed'])
    .executeTakeFirst()
  if (row === undefined) return null
  const asked = (await assignmentsOf(context, commission)).find(one => one.unit === unit)
  return asked === undefined || asked.state === 'exempt' ? null : commissionOf(row)
}

/** When units were asked: the day and hour a commission was issued; null before. */
export async function issuedAt({ db }: Context, commission: CommissionId): Promise<Instant | null> {
  const row = await db
    .selectFrom('commission_event')
    .select('at')
    .where('commission_id', '=', commission)
    .where('step', '=', 'issue')
    .executeTakeFirst()
  return row === undefined ? null : Instant.parse(row.at)
}
