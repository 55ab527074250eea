import {
  Entry,
  type Group,
  Group as GroupSchema,
  type OfficeId,
  type StandingGroup,
  StandingRow,
} from '../domain/model.ts'
import { grouped } from '../domain/notice/checks/grouped.ts'
import { assert } from '../domain/problems.ts'
import type { Db } from './context.ts'
import type { PeriodRow } from './posting.ts'

/** The close a month rests on: that of its last generation. */
export async function closeOf(db: Db, office: OfficeId, { period, generation }: PeriodRow) {
  const row = await db
    .selectFrom('close')
    .selectAll()
    .where('office_id', '=', office)
    .where('period', '=', period)
    .where('generation', '=', generation)
    .executeTakeFirst()
  assert(row !== undefined, 'a closed month has its close')
  return row
}

/** Standings of a closed month, as they were frozen. */
export async function frozenStandings(
  db: Db,
  office: OfficeId,
  { period, generation }: PeriodRow,
): Promise<StandingGroup[]> {
  const stored = await db
    .selectFrom('standing')
    .selectAll()
    .where('office_id', '=', office)
    .where('period', '=', period)
    .where('generation', '=', generation)
    .orderBy('rank')
    .orderBy('unit_position')
    .orderBy('unit_id')
    .execute()
  const groups = new Map<string, { group: Group; rows: StandingRow[] }>()
  for (const row of stored) {
    const own = groups.get(row.group_id) ?? { group: GroupSchema.parse(JSON.parse(row.group_json)), rows: [] }
    groups.set(row.group_id, own)
    own.rows.push(
      StandingRow.parse({
        unit: row.unit_id,
        name: row.unit_name,
        components: JSON.parse(row.components_json),
        counts: JSON.parse(row.counts_json),
        month: row.month_x100,
        yearTotal: row.year_x100,
        rank: row.rank,
        previousRank: row.previous_rank,
      }),
    )
  }
  return [...groups.values()].sort(
    (a, b) => a.group.position - b.group.position || (a.group.key < b.group.key ? -1 : 1),
  )
}

/** Entries of a closed month, in the order they were made. */
export async function frozenEntries(db: Db, office: OfficeId, { period, generation }: PeriodRow): Promise<Entry[]> {
  const rows = await db
    .selectFrom('entry')
    .selectAll()
    .where('office_id', '=', office)
    .where('period', '=', period)
    .where('generation', '=', generation)
    .orderBy('position')
    .execute()
  const links = await db
    .selectFrom('entry_fact')
    .innerJoin('entry', 'entry.id', 'entry_fact.entry_id')
    .innerJoin('fact', 'fact.id', 'entry_fact.fact_id')
    .select(['entry_fact.entry_id', 'entry_fact.fact_id'])
    .where('entry.office_id', '=', office)
    .where('entry.period', '=', period)
    .where('entry.generation', '=', generation)
    .orderBy('fact.occurred_on')
    .orderBy('fact.id')
    .execute()
  const factsOf = grouped(links, link => link.entry_id)
  return rows.map(row =>
    Entry.parse({
      period: row.period,
      unit: row.unit_id,
      component: row.component,
      points: row.points_x100,
      ruleSet: row.rule_set,
      rule: row.rule,
      clause: row.clause,
      quantity: row.quantity,
      each: row.each_x100,
      facts: (factsOf.get(row.id) ?? []).map(link => link.fact_id),
      about: row.about,
    }),
  )
}
