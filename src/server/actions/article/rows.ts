import { z } from 'zod'
import type { ArticleRow } from '../../../api/article.ts'
import { ArticleFlag, workingDaysBetween } from '../../../domain/article/flags.ts'
import { ArticleGenre, ArticleState, awaitsDecision, ReasonCode } from '../../../domain/article.ts'
import { dayOf, daysBetween, Instant } from '../../../domain/calendar.ts'
import { AdoptionKind, ArticleId, CommissionId, UnitId, UserId } from '../../../domain/model.ts'
import type { ArticleNow } from '../../articles.ts'
import type { Context } from '../../context.ts'
import { readSettings } from '../../settings.ts'

/** Rows of a list with the names that go with them, in three questions however many they are. */
export async function rowsOf(context: Context, articles: readonly ArticleNow[]): Promise<ArticleRow[]> {
  if (articles.length === 0) return []
  const { db, office, today, scope } = context
  const ids = articles.map(row => row.article_id)
  const units = await db
    .selectFrom('article_unit')
    .innerJoin('unit', 'unit.id', 'article_unit.unit_id')
    .select(['article_unit.article_id', 'unit.id', 'unit.name'])
    .where('article_unit.article_id', 'in', ids)
    .orderBy('article_unit.position')
    .execute()
  const commissions = await titles(
    context,
    articles.flatMap(row => row.commission_id ?? []),
  )
  const people = await names(
    context,
    articles.flatMap(row => row.assignee_id ?? []),
  )
  const { daysToDecide } = await readSettings(db, office)
  return articles.map(row => {
    const state = ArticleState.parse(row.state)
    const since = row.submitted_at === null || !awaitsDecision(state) ? null : dayOf(Instant.parse(row.submitted_at))
    const commission = row.commission_id === null ? undefined : commissions.get(row.commission_id)
    const flags = z.array(ArticleFlag).parse(JSON.parse(row.flags))
    return {
      id: ArticleId.parse(row.article_id),
      receipt: row.receipt,
      title: row.title,
      units: units
        .filter(unit => unit.article_id === row.article_id)
        .map(unit => ({ unit: UnitId.parse(unit.id), name: unit.name })),
      state,
      genre: nullOr(ArticleGenre, row.genre),
      kind: nullOr(AdoptionKind, row.kind),
      commission: commission === undefined ? null : { id: CommissionId.parse(row.commission_id), title: commission },
      submittedAt: nullOr(Instant, row.submitted_at),
      updatedAt: Instant.parse(row.updated_at),
      waitingDays: since === null ? null : daysBetween(since, today),
      overdue: since !== null && workingDaysBetween(since, today) > daysToDecide,
      // That another unit handed in the same is not for a unit to know (AZ-09); nor is who has it on the desk.
      flags: scope === 'all' ? flags : flags.filter(flag => flag !== 'duplicate'),
      assignee:
        scope !== 'all' || row.assignee_id === null
          ? null
          : { user: UserId.parse(row.assignee_id), name: people.get(row.assignee_id) ?? '' },
      reason: nullOr(ReasonCode, row.reason),
      version: row.version,
    }
  })
}

/** A column that may be empty, read through its schema. */
export const nullOr = <Schema extends z.ZodType>(schema: Schema, stored: string | null): z.output<Schema> | null =>
  stored === null ? null : schema.parse(stored)

async function titles({ db, office }: Context, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('commission')
    .select(['id', 'title'])
    .where('office_id', '=', office)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(row => [row.id, row.title]))
}

async function names({ db, office }: Context, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('user_account')
    .select(['id', 'name'])
    .where('office_id', '=', office)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(row => [row.id, row.name]))
}
