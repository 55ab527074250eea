import { LocalDate, type Period, periodOf } from '../../../domain/calendar.ts'
import { ArticleId, FactId, OutletId } from '../../../domain/model.ts'
import { Problem } from '../../../domain/problems.ts'
import { type ArticleNow, articleNow, moveArticle, stepArticle } from '../../articles.ts'
import type { Context } from '../../context.ts'
import { factsById } from '../../facts.ts'
import { type IssueNow, type IssuePages, issueName } from '../../issues.ts'
import { peopleOfUnits, tell } from '../../messages.ts'
import { postingFor, recordFact } from '../../posting.ts'
import { registerAt, unitIn } from '../../register.ts'
import { retractFact } from '../../retraction.ts'
import { ruleSetIn } from '../../rule-sets.ts'

type Item = IssuePages['items'][number]

/** In which month it counts, and whether that is later than its own. */
interface Counted {
  readonly posting: Period
  readonly late: boolean
}

/**
 * What printing makes of an issue: an adoption fact for each item of a column that counts, credited to its units, and the end of the way for
 * its articles and for what was merged into them. The rule set says whether the day of issue or of receipt decides the month.
 */
export async function publish(context: Context, now: IssueNow, pages: IssuePages, day: LocalDate): Promise<Counted> {
  const { db, office } = context
  const issue = await postingFor(context, day)
  const register = await registerAt(db, office, issue.posting)
  const byReceipt = (await ruleSetIn(db, office, periodOf(day)))?.ruleSet.counts === 'received-on'
  await assertNotAdopted(context, now, pages)
  let late = issue.late
  for (const item of pages.items) {
    const article = await articleNow(context, item.article)
    for (const { unit } of item.credits) unitIn(register, unit)
    const kind = pages.columns.find(({ key }) => key === item.column)?.kind ?? null
    if (kind !== null) {
      const fact = await recordFact(
        context,
        {
          type: 'adoption',
          article: item.article,
          outlet: OutletId.parse(now.outlet_id),
          level: 'own',
          kind,
          issue: Number(now.number),
          merged: item.merged,
          occurredOn: day,
          quantity: 1,
          note: '',
          credits: item.credits.map(({ unit, weight }) => ({ unit, weight })),
        },
        { day: byReceipt ? LocalDate.parse(article.received_on) : day },
      )
      late ||= fact.late
      await db
        .updateTable('issue_item')
        .set({ fact_id: fact.fact })
        .where('issue_id', '=', now.id)
        .where('article_id', '=', item.article)
        .execute()
    }
    const comment = `编入${issueName(pages.name, now)}`
    await stepArticle(context, article, 'publish', { ...(kind === null ? {} : { kind }), comment })
    for (const source of await sourcesOf(context, item))
      if (source.state === 'merged') await stepArticle(context, source, 'publish', { comment })
  }
  await tellUnits(context, now, pages)
  return { posting: issue.posting, late }
}

/** 停发: its facts are taken back, in the open month where theirs is closed; its articles can go into another issue, merged ones as they were. */
export async function takeBack(context: Context, now: IssueNow, pages: IssuePages, reason: string): Promise<Counted> {
  let counted: Counted = { posting: periodOf(LocalDate.parse(now.issued_on)), late: false }
  for (const fact of await standingFacts(context, now)) {
    const { posting, late } = await retractFact(context, fact, `${issueName(pages.name, now)}停发：${reason}`)
    counted = { posting, late: counted.late || late }
  }
  for (const item of pages.items) {
    for (const source of await sourcesOf(context, item)) await unpublish(context, source, 'merged', reason)
    await unpublish(context, await articleNow(context, item.article), 'adopted', reason)
  }
  return counted
}

async function unpublish(
  context: Context,
  article: ArticleNow,
  to: 'adopted' | 'merged',
  comment: string,
): Promise<void> {
  if (article.state === 'published')
    await moveArticle(context, article, { step: 'unpublish', to, undoes: null, comment })
}

async function sourcesOf(context: Context, item: Item): Promise<ArticleNow[]> {
  if (!item.merged) return []
  const rows = await context.db
    .selectFrom('article_merge')
    .select('source_id')
    .where('merged_id', '=', item.article)
    .where('ended_at', 'is', null)
    .orderBy('position')
    .execute()
  const found: ArticleNow[] = []
  for (const { source_id } of rows) found.push(await articleNow(context, ArticleId.parse(source_id)))
  return found
}

/** Adoptions this issue made that nobody has taken back one by one. */
async function standingFacts({ db, office }: Context, now: IssueNow) {
  const rows = await db
    .selectFrom('issue_item')
    .innerJoin('fact', 'fact.id', 'issue_item.fact_id')
    .select('fact.id')
    .where('issue_item.issue_id', '=', now.id)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('fact as retraction').select('retraction.id').whereRef('retraction.of_fact', '=', 'fact.id')),
      ),
    )
    .execute()
  const stored = await factsById(
    db,
    office,
    rows.map(row => FactId.parse(row.id)),
  )
  return stored.map(({ fact }) => fact)
}

/** What was recorded by hand for the same article and number is not counted again. */
async function assertNotAdopted({ db, office }: Context, now: IssueNow, pages: IssuePages): Promise<void> {
  const row = await db
    .selectFrom('fact')
    .innerJoin('article', 'article.id', 'fact.article_id')
    .select('article.title')
    .where('fact.office_id', '=', office)
    .where('fact.type', '=', 'adoption')
    .where('fact.outlet_id', '=', now.outlet_id)
    .where('fact.issue', '=', now.number)
    .where(
      'fact.article_id',
      'in',
      pages.items.map(({ article }) => article),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('fact as retraction').select('retraction.id').whereRef('retraction.of_fact', '=', 'fact.id')),
      ),
    )
    .executeTakeFirst()
  if (row !== undefined) throw new Problem('already-adopted', { title: row.title, issue: Number(now.number) })
}

const TITLES_SAID = 3

/** Each credited unit hears once what of it was printed. */
async function tellUnits(context: Context, now: IssueNow, pages: IssuePages): Promise<void> {
  const units = new Set(pages.items.flatMap(item => item.credits.map(({ unit }) => unit)))
  for (const unit of units) {
    const titles = pages.items.filter(item => item.credits.some(one => one.unit === unit)).map(({ title }) => title)
    const named = titles.slice(0, TITLES_SAID).map(title => `《${title}》`)
    const text = `${issueName(pages.name, now)}编发本单位稿件 ${titles.length} 篇：${named.join('')}${titles.length > TITLES_SAID ? '等' : ''}`
    await tell(context, await peopleOfUnits(context, [unit]), { text, link: '/my-article' })
  }
}
