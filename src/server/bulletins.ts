import { z } from 'zod'
import type { BulletinView } from '../api/bulletin.ts'
import type { BulletinWords } from '../domain/issue/pages.ts'
import { BulletinColumn, USUAL_COLUMNS } from '../domain/issue.ts'
import { OutletId } from '../domain/model.ts'
import { Problem } from '../domain/problems.ts'
import type { Context } from './context.ts'

const StoredWords = z.object({
  publisher: z.string(),
  reportTo: z.string(),
  sendTo: z.string(),
  issueTo: z.string(),
  editors: z.string(),
  copies: z.number().int(),
})

/**
 * The bulletins of an office: its own outlets. One that nobody has set up yet is there all the same, with the usual columns, the office as its
 * publisher and the number after the last that was counted, so that the first issue can be begun at once; its `version` is 0.
 */
export async function bulletinsOf(context: Context, only?: OutletId): Promise<BulletinView[]> {
  const { db, office } = context
  const query = db
    .selectFrom('outlet')
    .leftJoin('bulletin', 'bulletin.outlet_id', 'outlet.id')
    .select([
      'outlet.id',
      'outlet.name',
      'bulletin.words',
      'bulletin.columns',
      'bulletin.next_number',
      'bulletin.next_total_number',
      'bulletin.version',
    ])
    .where('outlet.office_id', '=', office)
    .where('outlet.level', '=', 'own')
  const rows = await (only === undefined ? query : query.where('outlet.id', '=', only)).orderBy('outlet.name').execute()
  const views: BulletinView[] = []
  for (const { id, name, words, columns, next_number, next_total_number, version } of rows) {
    const outlet = OutletId.parse(id)
    if (words === null || columns === null) {
      const next = await firstNumber(context, outlet)
      views.push({
        id: outlet,
        name,
        words: await usualWords(context),
        columns: [...USUAL_COLUMNS],
        nextNumber: next,
        nextTotalNumber: next,
        version: 0,
      })
    } else
      views.push({
        id: outlet,
        name,
        words: StoredWords.parse(JSON.parse(words)),
        columns: z.array(BulletinColumn).parse(JSON.parse(columns)),
        nextNumber: await nextNumber(context, outlet, Number(next_number)),
        nextTotalNumber: Number(next_total_number),
        version: Number(version),
      })
  }
  return views
}

/** One bulletin of the office, named in the log; `not-found` for any other. */
export async function bulletinOf(context: Context, id: OutletId): Promise<BulletinView> {
  const [bulletin] = await bulletinsOf(context, id)
  if (bulletin === undefined) throw new Problem('not-found')
  context.about(bulletin.name)
  return bulletin
}

/** Writes a bulletin, or sets it up for the first time. The caller has compared versions. */
export async function putBulletin(context: Context, bulletin: Omit<BulletinView, 'version' | 'name'>): Promise<void> {
  const { db, office } = context
  const row = {
    words: JSON.stringify(bulletin.words),
    columns: JSON.stringify(bulletin.columns),
    next_number: bulletin.nextNumber,
    next_total_number: bulletin.nextTotalNumber,
  }
  await db
    .insertInto('bulletin')
    .values({ outlet_id: bulletin.id, office_id: office, ...row, version: 1 })
    .onConflict(conflict =>
      conflict.column('outlet_id').doUpdateSet(eb => ({ ...row, version: eb('bulletin.version', '+', 1) })),
    )
    .execute()
}

async function usualWords({ db, office }: Context): Promise<BulletinWords> {
  const row = await db.selectFrom('office').select('name').where('id', '=', office).executeTakeFirstOrThrow()
  return { publisher: row.name, reportTo: '', sendTo: '', issueTo: '', editors: '', copies: 0 }
}

/** The number after the last one that an adoption of this year was recorded in, by import or by hand; 1 where there is none. */
async function firstNumber({ db, office, today }: Context, outlet: OutletId): Promise<number> {
  const row = await db
    .selectFrom('fact')
    .select(eb => eb.fn.max<number | null>('issue').as('issue'))
    .where('office_id', '=', office)
    .where('type', '=', 'adoption')
    .where('outlet_id', '=', outlet)
    .where('occurred_on', '>=', `${today.slice(0, 4)}-01-01`)
    .executeTakeFirst()
  return Math.min(Number(row?.issue ?? 0) + 1, 9999)
}

/** Numbers begin again with each year; within one the next is what was said last. */
async function nextNumber({ db, today }: Context, outlet: OutletId, kept: number): Promise<number> {
  const row = await db
    .selectFrom('issue')
    .select(eb => eb.fn.max<number | null>('year').as('year'))
    .where('outlet_id', '=', outlet)
    .executeTakeFirst()
  const last = row?.year ?? null
  return last !== null && Number(last) < Number(today.slice(0, 4)) ? 1 : kept
}
