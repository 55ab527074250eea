import { ArticleState, ReasonCode } from '../domain/article.ts'
import { LocalDate, type Period, periodOf } from '../domain/calendar.ts'
import { ArticleId, FactId, type OfficeId, UnitId } from '../domain/model.ts'
import { type HandIn, outcomeOf } from '../domain/quality.ts'
import { retractedIds } from '../domain/score/standing-facts.ts'
import type { Db } from './context.ts'
import { factsById } from './facts.ts'
import { genresOf } from './genres.ts'

export interface AskedHandIns {
  readonly from: Period
  readonly to: Period
  /** Only this unit's; null: every unit's. */
  readonly unit: UnitId | '' | null
}

/**
 * What units handed in in some months, in the order of recording, with what is known of it now: its kind by its own text, what became of
 * it, why it came back. Months that were taken over have counts without titles and, beside them, the titles that were adopted.
 */
export async function handInsOf(db: Db, office: OfficeId, asked: AskedHandIns): Promise<HandIn[]> {
  const rows = await recordedRows(db, office, asked)
  const retracted = await retractedSince(db, office, asked.from)
  const standing = rows.filter(row => !retracted.has(FactId.parse(row.id)))
  const within = (row: Row): boolean => {
    const month = periodOf(LocalDate.parse(row.occurred_on))
    return asked.from <= month && month <= asked.to
  }
  const submitted = standing.filter(row => row.type === 'submission' && within(row))
  const adoptions = standing.filter(row => row.type === 'adoption')
  const listed = new Set(submitted.map(keyOf))
  const answered = new Set(submitted.map(row => `${row.answers} ${row.unit_id}`))
  const alone = standing.filter(
    row =>
      within(row) &&
      (row.type === 'adoption'
        ? row.article_id === null || !listed.has(keyOf(row))
        : row.type === 'commission' && !answered.has(`${row.commission_id} ${row.unit_id}`)),
  )
  const genres = await genresOf(db, [...submitted, ...alone].flatMap(articleIn))
  const reasons = await reasonsSince(db, office, asked)
  const upper = countsOf(adoptions.filter(row => row.level !== 'own'))
  const own = countsOf(adoptions.filter(row => row.level === 'own'))
  const genreOf = (row: Row) => (row.article_id === null ? null : (genres.get(row.article_id) ?? null))
  return [
    ...submitted.map(
      (row): HandIn => ({
        ...common(row),
        on: row.article_id === null ? null : LocalDate.parse(row.occurred_on),
        genre: genreOf(row),
        outcome: endOf(row, own.has(keyOf(row))),
        reasons: reasons.get(row.article_id ?? '') ?? [],
        upper: row.article_id === null ? 0 : (upper.get(keyOf(row)) ?? 0),
        adoptionOnly: false,
      }),
    ),
    ...onceEach(alone).map(
      (row): HandIn => ({
        ...common(row),
        on: null,
        genre: row.type === 'commission' ? 'commission' : genreOf(row),
        outcome: row.type === 'adoption' && hasOwn(row, own) ? 'adopted' : 'unknown',
        reasons: [],
        upper: row.type === 'commission' ? 0 : row.article_id === null ? upperOf(row) : (upper.get(keyOf(row)) ?? 0),
        adoptionOnly: true,
      }),
    ),
  ]
}

type Row = Awaited<ReturnType<typeof recordedRows>>[number]

/** Submissions, adoptions and adopted 约稿 with their units and what is known of their articles; the scope is in the query itself. */
async function recordedRows(db: Db, office: OfficeId, { from, unit }: AskedHandIns) {
  let query = db
    .selectFrom('fact')
    .innerJoin('fact_credit', 'fact_credit.fact_id', 'fact.id')
    .leftJoin('article', 'article.id', 'fact.article_id')
    .leftJoin('article_state', 'article_state.article_id', 'fact.article_id')
    .leftJoin('commission', 'commission.id', 'fact.commission_id')
    .select([
      'fact.id',
      'fact.type',
      'fact.occurred_on',
      'fact.quantity',
      'fact.article_id',
      'fact.commission_id',
      'fact.level',
      'fact_credit.unit_id',
      'article.title',
      'article_state.state',
      'article_state.version',
      'article_state.commission_id as answers',
      'commission.title as asked',
    ])
    .where('fact.office_id', '=', office)
    .where('fact.posting', '>=', from)
    .where(({ or, and, eb }) =>
      or([
        eb('fact.type', 'in', ['submission', 'adoption']),
        and([eb('fact.type', '=', 'commission'), eb('fact.status', '=', 'adopted')]),
      ]),
    )
  if (unit !== null) query = query.where('fact_credit.unit_id', '=', unit)
  return query.orderBy('fact.seq').orderBy('fact_credit.position').execute()
}

async function retractedSince(db: Db, office: OfficeId, from: Period): Promise<ReadonlySet<FactId>> {
  const rows = await db
    .selectFrom('fact')
    .select('id')
    .where('office_id', '=', office)
    .where('posting', '>=', from)
    .where('type', '=', 'retraction')
    .execute()
  const ids = rows.map(row => row.id)
  return retractedIds((await factsById(db, office, ids)).map(({ fact }) => fact))
}

/** Why articles came back or were not used, each decision that was not taken back. */
async function reasonsSince(
  db: Db,
  office: OfficeId,
  { from, unit }: AskedHandIns,
): Promise<Map<string, ReasonCode[]>> {
  let query = db
    .selectFrom('article_decision')
    .select(['article_decision.article_id', 'article_decision.reason'])
    .where('article_decision.office_id', '=', office)
    .where('article_decision.at', '>=', `${from}-01`)
    .where('article_decision.step', 'in', ['return', 'reject', 'leave-unused'])
    .where('article_decision.reason', 'is not', null)
    .where('article_decision.undone', '=', 0)
    .where('article_decision.undoes', 'is', null)
  if (unit !== null)
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('article_unit')
          .select('article_unit.unit_id')
          .whereRef('article_unit.article_id', '=', 'article_decision.article_id')
          .where('article_unit.unit_id', '=', unit),
      ),
    )
  const found = new Map<string, ReasonCode[]>()
  for (const row of await query.orderBy('article_decision.seq').execute())
    found.set(row.article_id, [...(found.get(row.article_id) ?? []), ReasonCode.parse(row.reason)])
  return found
}

const keyOf = (row: Row): string => `${row.article_id} ${row.unit_id}`

const articleIn = (row: Row) =>
  row.article_id === null
    ? []
    : [{ id: row.article_id, title: row.title ?? '', version: row.version ?? 0, answers: row.answers !== null }]

const common = (row: Row) => ({
  fact: FactId.parse(row.id),
  unit: UnitId.parse(row.unit_id),
  article: row.article_id === null ? null : ArticleId.parse(row.article_id),
  title: row.title ?? row.asked ?? '',
  period: periodOf(LocalDate.parse(row.occurred_on)),
  quantity: row.quantity,
  opens: row.state !== null,
})

function endOf(row: Row, isAdopted: boolean): HandIn['outcome'] {
  if (row.article_id === null) return 'unknown'
  if (row.state !== null) return outcomeOf(ArticleState.parse(row.state))
  return isAdopted ? 'adopted' : 'waiting'
}

/** Adoptions of one article by one unit, each as often as it says. */
function countsOf(rows: readonly Row[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const row of rows)
    if (row.article_id !== null) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + row.quantity)
  return counts
}

const upperOf = (row: Row): number => (row.level === 'own' ? 0 : row.quantity)

const hasOwn = (row: Row, own: ReadonlyMap<string, number>): boolean =>
  row.article_id === null ? row.level === 'own' : own.has(keyOf(row))

/** An article that was adopted here and above stands in two facts and is one article. */
function onceEach(rows: readonly Row[]): Row[] {
  const seen = new Set<string>()
  return rows.filter(row => {
    if (row.article_id === null) return true
    const isFirst = !seen.has(keyOf(row))
    seen.add(keyOf(row))
    return isFirst
  })
}
