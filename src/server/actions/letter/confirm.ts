import type { Checked } from '../../../api.ts'
import { dayOf, Instant, periodOf } from '../../../domain/calendar.ts'
import { ArticleId, type UnitId } from '../../../domain/model.ts'
import { Problem } from '../../../domain/problems.ts'
import { plainOf } from '../../../domain/rich-text.ts'
import { storedText } from '../../../domain/text.ts'
import { alikeArticles, assertNotTwice } from '../../alike.ts'
import { addVersion, articleNow, changeArticle, insertArticle, stepArticle } from '../../articles.ts'
import type { Context, Handlers } from '../../context.ts'
import { type LetterNow, letterNow, stepLetter } from '../../letters.ts'
import { registerAt, unitIn } from '../../register.ts'
import { insertAll } from '../../rows.ts'
import { assertFilled, hasReview, setUnits, submit } from '../../submitting.ts'

type Confirmed = Checked<'letter.confirm'>
type Proposed = Confirmed['articles'][number]

/** FILE-05: files of one article. */
const FILES_MAX = 10

export const confirmActions = {
  /**
   * 确认报送: the articles of a letter are handed in, by the channel mail, on the day the letter came. By the unit it is said to be from; or by an
   * editor, who names the unit and why (MAIL-05). This is the only way from a letter to a fact.
   */
  'letter.confirm': async (context, { letter, version, unit: named, reason = '', articles, confirmedDuplicate }) => {
    const now = await letterNow(context, letter)
    const unit = confirmedFor(context, now, { named, reason })
    unitIn(await registerAt(context.db, context.office, periodOf(context.today)), unit)
    const stood = await stepLetter(context, now, version, { step: 'confirm', reason, unit, changes: { unit_id: unit } })
    const { proposed, parts } = await proposedBy(context, now)
    if (new Set(articles.map(one => one.position)).size < articles.length)
      throw new Problem('invalid-input', { reason: '同一篇只能确认一次' })
    // Whoever confirms does so in the unit's place: its articles, its review, its points.
    const acting: Context = { ...context, scope: 'own', actor: { ...context.actor, unit } }
    const handed = []
    for (const article of articles)
      handed.push(
        await handIn(acting, {
          now,
          unit,
          article,
          from: proposed.get(article.position) ?? null,
          parts,
          sure: confirmedDuplicate === true,
          review: context.scope === 'own' && (await hasReview(context, unit)),
        }),
      )
    return { ...stood, articles: handed }
  },
} satisfies Pick<Handlers, 'letter.confirm'>

/** Whose articles they become. A unit confirms only for itself, and an editor only with a reason. */
function confirmedFor(
  { scope, actor }: Context,
  now: LetterNow,
  { named, reason }: { named: UnitId | undefined; reason: string },
): UnitId {
  if (scope === 'own') {
    if (actor.unit === null || (named !== undefined && named !== actor.unit)) throw new Problem('not-found')
    return actor.unit
  }
  if (reason === '') throw new Problem('invalid-input', { reason: '代单位确认须写明理由' })
  if (named === undefined) throw new Problem('invalid-input', { reason: '请选择报送单位' })
  if (now.state === 'linked' && now.unit_id !== named)
    throw new Problem('invalid-input', { reason: '这封信已归到另一个单位；要改的请先重新认领' })
  return named
}

async function proposedBy({ db }: Context, now: LetterNow) {
  const rows = await db.selectFrom('letter_article').selectAll().where('letter_id', '=', now.id).execute()
  const parts = await db
    .selectFrom('letter_part')
    .selectAll()
    .where('letter_id', '=', now.id)
    .where('role', 'in', ['file', 'inline', 'letter'])
    .orderBy('position')
    .execute()
  return { proposed: new Map(rows.map(row => [Number(row.position), row])), parts }
}

type Parts = Awaited<ReturnType<typeof proposedBy>>

interface HandedIn {
  readonly now: LetterNow
  readonly unit: UnitId
  readonly article: Proposed
  readonly from: { readonly part: number | null } | null
  readonly parts: Parts['parts']
  readonly sure: boolean
  readonly review: boolean
}

/** One article of a letter, from nothing to the pool, or to the unit's own review where it has one. */
async function handIn(context: Context, { now, unit, article, from, parts, sure, review }: HandedIn) {
  const id = ArticleId.parse(context.newId('art'))
  const { title, body, genre, contact, position } = article
  assertFilled(title, body)
  if (!sure) assertNotTwice(title, await alikeArticles(context, { id, title, body: plainOf(body), unit }))
  await insertArticle(context, { id, unit, state: 'draft', receivedOn: dayOf(Instant.parse(now.received_at)) })
  await linkTo(context, now, { position, id, article })
  await setUnits(context, id, [unit])
  await addVersion(context, id, { side: 'unit', title, body, note: `来信第 ${now.number} 号` })
  await changeArticle(context, await articleNow(context, id), {
    genre,
    contact_name: storedText(contact.name),
    contact_phone: storedText(contact.phone),
  })
  await attach(context, id, { own: from?.part ?? null, parts })
  const written = await articleNow(context, id)
  if (review) {
    const stood = await stepArticle(context, written, 'send-to-review', { reason: null })
    return { article: id, title: storedText(title), state: stood.state, receipt: null }
  }
  const stood = await submit(context, written, { step: 'hand-in', title, body })
  return { article: id, title: storedText(title), state: stood.state, receipt: stood.receipt }
}

/** Puts down which article a proposal became; one that a person added has a row of its own from now on. */
async function linkTo(
  { db }: Context,
  now: LetterNow,
  { position, id, article }: { readonly position: number; readonly id: string; readonly article: Proposed },
): Promise<void> {
  await db
    .insertInto('letter_article')
    .values({
      letter_id: now.id,
      position,
      title: storedText(article.title),
      body: JSON.stringify(article.body),
      contact_name: storedText(article.contact.name),
      contact_phone: storedText(article.contact.phone),
      genre: article.genre,
      unit_name: '',
      part: null,
      article_id: id,
    })
    .onConflict(conflict => conflict.columns(['letter_id', 'position']).doUpdateSet({ article_id: id }))
    .execute()
}

/** The file it was read from as its original, and what else lay beside; files that other articles were read from are theirs. */
async function attach(
  { db }: Context,
  article: string,
  { own, parts }: { readonly own: number | null; readonly parts: Parts['parts'] },
): Promise<void> {
  const read = await db.selectFrom('letter_article').select('part').where('article_id', '=', article).executeTakeFirst()
  const mine = own ?? (read?.part == null ? null : Number(read.part))
  const kept = parts.filter(part => Number(part.position) === mine || !isDocument(part.name))
  const chosen = mine === null ? parts : kept
  await insertAll(
    db,
    'article_file',
    chosen.slice(0, FILES_MAX).map((part, position) => ({
      article_id: article,
      sm3: part.sm3,
      name: part.name === '' ? `附件 ${part.path}` : part.name,
      size: Number(part.size),
      original: Number(part.position) === mine ? 1 : 0,
      position,
    })),
  )
}

const isDocument = (name: string): boolean => /\.(docx?|wps|pdf|txt)$/i.test(name)
