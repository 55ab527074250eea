import { type ArticleFlag, flagsOf } from '../domain/article/flags.ts'
import type { ArticleStep } from '../domain/article.ts'
import { dayOf, Instant, type LocalDate, periodOf } from '../domain/calendar.ts'
import { ArticleId, CommissionId, UnitId } from '../domain/model.ts'
import { Problem } from '../domain/problems.ts'
import { plainOf, type RichText } from '../domain/rich-text.ts'
import { matchingKey } from '../domain/text.ts'
import { alikeArticles, isDuplicate } from './alike.ts'
import { type ArticleNow, lastVersion, stepArticle } from './articles.ts'
import { answerByArticle } from './commission-replies.ts'
import type { Context } from './context.ts'
import { factsById, recorderOf } from './facts.ts'
import { type Recorded, recordFact } from './posting.ts'
import { registerAt, unitIn } from './register.ts'
import { retractFact } from './retraction.ts'
import { insertAll } from './rows.ts'

/**
 * What handing in makes of an article, besides its step: a receipt number and the time of receipt in the same commit (SUB-01), flags for
 * the office, and the submission fact that rules may score. An article that came back and is handed in again keeps number and fact.
 */
export async function submit(
  context: Context,
  now: ArticleNow,
  { step, title, body }: { readonly step: ArticleStep; readonly title: string; readonly body: RichText },
) {
  const id = ArticleId.parse(now.article_id)
  const units = await unitsOf(context, id)
  const came = await cameBy(context, id)
  const receipt = now.receipt ?? (await nextReceipt(context))
  const before = await standingSubmission(context, id)
  if (before !== null && before.credits.map(({ unit }) => unit).join() !== units.join())
    await retractFact(context, before, '联合报送单位有变')
  if (before === null || before.credits.map(({ unit }) => unit).join() !== units.join())
    await recordSubmission(context, id, { ...came, units })
  if (now.submitted_at === null)
    await context.db.updateTable('article').set({ received_on: came.on }).where('id', '=', id).execute()
  const stood = await stepArticle(context, now, step, {
    kind: null,
    reason: null,
    changes: {
      receipt,
      submitted_at: context.now,
      decided_at: null,
      flags: JSON.stringify(await flagsIn(context, { id, title, body })),
    },
  })
  if (now.commission_id !== null)
    await answerByArticle(context, { commission: CommissionId.parse(now.commission_id), article: id, units })
  return { ...stood, receipt }
}

/** All flags of an article, likely duplicates in the whole office among them. */
export async function flagsIn(
  context: Context,
  { id, title, body }: { readonly id: ArticleId; readonly title: string; readonly body: RichText },
): Promise<ArticleFlag[]> {
  const [nearest] = await alikeArticles(context, { id, title, body: plainOf(body), unit: null })
  // One of a series is a question beside the text, and no mark on it.
  const twice = nearest !== undefined && isDuplicate(nearest)
  return [...(twice ? (['duplicate'] as const) : []), ...flagsOf(title, plainOf(body))]
}

export const recordSubmission = (
  context: Context,
  article: ArticleId,
  {
    channel,
    on,
    units,
  }: { readonly channel: 'web' | 'entry' | 'mail'; readonly on: LocalDate; readonly units: readonly UnitId[] },
): Promise<Recorded> =>
  recordFact(context, {
    type: 'submission',
    article,
    channel,
    occurredOn: on,
    quantity: 1,
    note: '',
    credits: units.map(unit => ({ unit, weight: 1 })),
  })

/** How and on which day an article came: the day of the letter it was in (SUB-01), else today by this system. */
export async function cameBy(
  { db, today }: Context,
  article: ArticleId,
): Promise<{ readonly channel: 'web' | 'mail'; readonly on: LocalDate }> {
  const row = await db
    .selectFrom('letter_article')
    .innerJoin('letter', 'letter.id', 'letter_article.letter_id')
    .select('letter.received_at')
    .where('letter_article.article_id', '=', article)
    .executeTakeFirst()
  return row === undefined
    ? { channel: 'web', on: today }
    : { channel: 'mail', on: dayOf(Instant.parse(row.received_at)) }
}

/** Whether what a unit hands in waits for a second person of it first. */
export async function hasReview({ db }: Context, unit: string): Promise<boolean> {
  const row = await db.selectFrom('unit_setting').select('review').where('unit_id', '=', unit).executeTakeFirst()
  return row?.review === 1
}

/** The submission that counts: recorded and not taken back; null where there is none. */
export async function standingSubmission({ db, office }: Context, article: ArticleId) {
  const row = await db
    .selectFrom('fact')
    .select('fact.id')
    .where('fact.office_id', '=', office)
    .where('fact.type', '=', 'submission')
    .where('fact.article_id', '=', article)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('fact as retraction').select('retraction.id').whereRef('retraction.of_fact', '=', 'fact.id')),
      ),
    )
    .executeTakeFirst()
  if (row === undefined) return null
  const [found] = await factsById(db, office, [row.id])
  return found?.fact ?? null
}

/** 收稿第 2023-07-0012 号: counted in each month, without gaps, since the number is drawn in the commit that uses it. */
export async function nextReceipt({ db, office, today }: Context): Promise<string> {
  const period = periodOf(today)
  await db
    .insertInto('receipt_counter')
    .values({ office_id: office, period, next: 1 })
    .onConflict(conflict => conflict.columns(['office_id', 'period']).doNothing())
    .execute()
  const row = await db
    .updateTable('receipt_counter')
    .set(counter => ({ next: counter('next', '+', 1) }))
    .where('office_id', '=', office)
    .where('period', '=', period)
    .returning('next')
    .executeTakeFirstOrThrow()
  return `${period}-${String(Number(row.next) - 1).padStart(4, '0')}`
}

/** The units of an article in order, the one that wrote it first. */
export async function unitsOf({ db }: Context, article: string): Promise<UnitId[]> {
  const rows = await db
    .selectFrom('article_unit')
    .select('unit_id')
    .where('article_id', '=', article)
    .orderBy('position')
    .execute()
  return rows.map(row => UnitId.parse(row.unit_id))
}

/** Writes the units of an article anew; each must stand in the register of today, and once. */
export async function setUnits(context: Context, article: string, units: readonly UnitId[]): Promise<void> {
  const register = await registerAt(context.db, context.office, periodOf(context.today))
  for (const unit of units) unitIn(register, unit)
  if (new Set(units).size < units.length) throw new Problem('invalid-input', { reason: '同一单位只能列一次' })
  await context.db.deleteFrom('article_unit').where('article_id', '=', article).execute()
  await insertAll(
    context.db,
    'article_unit',
    units.map((unit, position) => ({ article_id: article, unit_id: unit, position })),
  )
}

/**
 * Writes the files of an article anew. Each was handed in by the actor, or is the article's already; anybody else's answers like none
 * (AZ-06): knowing the hash of a file gives no right to it.
 */
export async function setFiles(
  context: Context,
  article: string,
  files: readonly { readonly file: string; readonly name: string; readonly original: boolean }[],
): Promise<void> {
  const { db, office } = context
  const before = await db.selectFrom('article_file').select('sm3').where('article_id', '=', article).execute()
  const known = new Set(before.map(row => row.sm3))
  const sizes = new Map<string, number>()
  for (const { file } of files) {
    const stored = db.selectFrom('file').select('size').where('sm3', '=', file)
    const row = await (known.has(file)
      ? stored
      : stored.where(({ exists, selectFrom }) =>
          exists(
            selectFrom('upload')
              .select('upload.id')
              .where('upload.sm3', '=', file)
              .where('upload.office_id', '=', office)
              .where('upload.user_id', '=', recorderOf(context)),
          ),
        )
    ).executeTakeFirst()
    if (row === undefined) throw new Problem('not-found')
    sizes.set(file, Number(row.size))
  }
  await db.deleteFrom('article_file').where('article_id', '=', article).execute()
  await insertAll(
    db,
    'article_file',
    files.map(({ file, name, original }, position) => ({
      article_id: article,
      sm3: file,
      name,
      size: sizes.get(file) ?? 0,
      original: original ? 1 : 0,
      position,
    })),
  )
}

/** Refuses a title or a text without a letter: there is nothing to hand in. */
export function assertFilled(title: string, body: RichText): void {
  if (matchingKey(title) === '') throw new Problem('invalid-input', { reason: '还没有标题' })
  if (matchingKey(plainOf(body)) === '') throw new Problem('invalid-input', { reason: '还没有正文' })
}

/** Puts the text that stands now before the unit again; what it has begun already stays. */
export async function openDraft(context: Context, now: ArticleNow): Promise<void> {
  const last = await lastVersion(context, now.article_id)
  await context.db
    .insertInto('article_draft')
    .values({
      article_id: now.article_id,
      title: last?.title ?? now.title,
      body: JSON.stringify(last?.body ?? []),
      saved_at: context.now,
      by_id: recorderOf(context),
      by_name: context.actor.name,
    })
    .onConflict(conflict => conflict.column('article_id').doNothing())
    .execute()
}
