import { type Period, yearStart } from '../domain/calendar.ts'
import { correctionsOf } from '../domain/ledger.ts'
import {
  Entry,
  type Fact,
  type Group,
  Group as GroupSchema,
  type OfficeId,
  type PeriodState,
  type StandingGroup,
  StandingRow,
  type UnitId,
} from '../domain/model.ts'
import { grouped } from '../domain/notice/checks/grouped.ts'
import { type Points, zeroPoints } from '../domain/points.ts'
import { assert, Problem } from '../domain/problems.ts'
import { countsOf, type ScoreInput, score } from '../domain/score.ts'
import { type RankedUnit, ranksOf, standings } from '../domain/standing.ts'
import type { Db } from './context.ts'
import { factsById, factsPosted, retractionsOf, type StoredFact } from './facts.ts'
import { type PeriodRow, periodsOf } from './posting.ts'
import { registerAt } from './register.ts'
import { ruleSetAt, ruleSetNamed, type WrittenRuleSet } from './rule-sets.ts'

/** What a month comes to. */
export interface Month {
  readonly period: Period
  readonly state: PeriodState
  readonly rules: WrittenRuleSet
  readonly groups: readonly StandingGroup[]
}

/** A month that is still open, scored at this moment, with all that its numbers rest on. */
export interface OpenMonth extends Month {
  readonly units: readonly RankedUnit[]
  readonly facts: readonly StoredFact[]
  /** Those of its own facts, then corrections of closed months that were posted to it. */
  readonly entries: readonly Entry[]
  /** Year totals at the end of the month before. */
  readonly before: ReadonlyMap<UnitId, Points>
}

/** The months of an office as they stand in this transaction: all numbers of one answer come from one of these (RANK-01). */
export async function openLedger(db: Db, office: OfficeId): Promise<Ledger> {
  return new Ledger(db, office, await periodsOf(db, office))
}

/**
 * Closed months are read as they were frozen; open ones are scored afresh from their facts, each on the year totals of the month before
 * it. Remembers what it has worked out, for the one transaction it lives in.
 */
export class Ledger {
  readonly periods: readonly PeriodRow[]
  readonly #db: Db
  readonly #office: OfficeId
  readonly #open = new Map<Period, Promise<OpenMonth>>()

  constructor(db: Db, office: OfficeId, periods: readonly PeriodRow[]) {
    this.#db = db
    this.#office = office
    this.periods = periods
  }

  /** The row of a month the office keeps; refuses others with `period-unknown`. */
  row(period: Period): PeriodRow {
    const row = this.periods.find(one => one.period === period)
    if (row === undefined) throw new Problem('period-unknown', { period })
    return row
  }

  /** State, rule set and standings of a month. */
  async month(period: Period): Promise<Month> {
    const row = this.row(period)
    if (row.state === 'open') return this.open(period)
    const close = await closeOf(this.#db, this.#office, row)
    return {
      period,
      state: row.state,
      rules: await ruleSetNamed(this.#db, this.#office, close.rule_set),
      groups: await frozenStandings(this.#db, this.#office, row),
    }
  }

  /** 计分明细 of a month, in the order they were made. */
  async entries(period: Period): Promise<readonly Entry[]> {
    const row = this.row(period)
    return row.state === 'open' ? (await this.open(period)).entries : frozenEntries(this.#db, this.#office, row)
  }

  /** An open month, scored; a closed one is a bug. */
  open(period: Period): Promise<OpenMonth> {
    const before = this.#open.get(period)
    if (before !== undefined) return before
    const derived = this.#derive(period)
    this.#open.set(period, derived)
    return derived
  }

  /** The month before in the same year, or null where the year, or the register, begins with this one. */
  previous(period: Period, yearStarts: number): Period | null {
    const before = this.periods[this.periods.findIndex(one => one.period === period) - 1]
    return before === undefined || before.period < yearStart(period, yearStarts) ? null : before.period
  }

  /** Months of the running year up to this one that the office keeps. */
  yearSoFar(period: Period, yearStarts: number): Period[] {
    const first = yearStart(period, yearStarts)
    return this.periods.map(row => row.period).filter(month => first <= month && month <= period)
  }

  async #derive(period: Period): Promise<OpenMonth> {
    const row = this.row(period)
    assert(row.state === 'open', 'a closed month is not scored again')
    const rules = await ruleSetAt(this.#db, this.#office, period)
    const { ruleSet } = rules
    const facts = await factsPosted(this.#db, this.#office, period)
    const credited = new Set(facts.flatMap(({ fact }) => fact.credits.map(({ unit }) => unit)))
    // A unit that has ended still gets what came late for it, and nothing else: no 基础分, no shortfall.
    const everyone = await this.#everyUnit(period)
    const units = everyone.filter(unit => unit.active || credited.has(unit.id))
    const input = {
      ruleSet,
      period,
      facts: facts.map(({ fact }) => fact),
      units: units.map(unit => ({ id: unit.id, group: unit.group.key })),
    }
    const own = score({ ...input, ...(await this.#earlier(input)) })
    const entries = [...own, ...(await this.#corrections(period, facts))]
    const previous = this.previous(period, ruleSet.year.starts)
    const last = previous === null ? [] : (await this.month(previous)).groups.flatMap(group => group.rows)
    const before = new Map(last.map(unit => [unit.unit, unit.yearTotal]))
    const previousRanks =
      previous === null ? openingRanks(units, input.facts, rules) : new Map(last.map(unit => [unit.unit, unit.rank]))
    const counts = countsOf(input.facts, input.units)
    const corrected = new Set(entries.map(entry => entry.unit))
    const ranked = everyone.filter(unit => units.includes(unit) || corrected.has(unit.id))
    const groups = standings({ ruleSet, units: ranked, entries, before, counts, previousRanks })
    return { period, state: 'open', rules, groups, units, facts, entries, before }
  }

  async #everyUnit(period: Period): Promise<(RankedUnit & { readonly active: boolean })[]> {
    const { groups, units } = await registerAt(this.#db, this.#office, period)
    const groupOf = new Map(groups.map(group => [group.id, group]))
    return units.flatMap(({ id, name, group, position, active }) => {
      const own = groupOf.get(group)
      return own === undefined ? [] : [{ id, name, group: own, position, active }]
    })
  }

  /** What earlier months of the year gave for the same stories, where a rule counts each story once in its best place. */
  async #earlier({ ruleSet, period }: Pick<ScoreInput, 'ruleSet' | 'period'>): Promise<Pick<ScoreInput, 'earlier'>> {
    const looksBack = ruleSet.rules.some(
      rule => (rule.type === 'rate' && rule.stack === 'highest') || (rule.type === 'bonus' && rule.once === 'level'),
    )
    if (!looksBack) return {}
    const entries: Entry[] = []
    const facts: Fact[] = []
    for (const month of this.yearSoFar(period, ruleSet.year.starts)) {
      if (month === period) continue
      entries.push(...(await this.entries(month)))
      facts.push(...(await factsPosted(this.#db, this.#office, month)).map(({ fact }) => fact))
    }
    return { earlier: { entries, facts } }
  }

  /**
   * Retractions posted here of facts of earlier months: those months stay as they are, the difference comes here (LED-03). Months are
   * taken oldest first; what was corrected about one before counts with it.
   */
  async #corrections(period: Period, posted: readonly StoredFact[]): Promise<Entry[]> {
    const own = new Set(posted.map(({ fact }) => fact.id))
    const elsewhere = posted.flatMap(({ fact }) => (fact.type === 'retraction' && !own.has(fact.of) ? [fact.of] : []))
    const targets = await factsById(this.#db, this.#office, elsewhere)
    const months = [...new Set(targets.map(({ fact }) => fact.posting))].sort()
    const corrections: Entry[] = []
    for (const about of months) corrections.push(...(await this.#correctionsAbout(about, period, corrections)))
    return corrections
  }

  async #correctionsAbout(about: Period, period: Period, madeNow: readonly Entry[]): Promise<Entry[]> {
    const { rules, groups } = await this.month(about)
    const facts = (await factsPosted(this.#db, this.#office, about)).map(({ fact }) => fact)
    const later: Entry[] = []
    for (const { period: between } of this.periods) {
      if (about < between && between < period) later.push(...(await this.entries(between)))
    }
    const retracted = (await retractionsOf(this.#db, this.#office, about))
      .filter(({ posting }) => posting <= period)
      .map(({ of }) => of)
    const input = { ruleSet: rules.ruleSet, period: about }
    const { earlier } = await this.#earlier(input)
    // What was corrected about still earlier months, also a moment ago, is part of what those months gave.
    const corrections = [...later, ...madeNow].filter(entry => entry.about !== null && entry.about < about)
    return correctionsOf({
      closed: {
        ...input,
        ...(earlier === undefined ? {} : { earlier: { ...earlier, entries: [...earlier.entries, ...corrections] } }),
        facts,
        units: groups.flatMap(({ group, rows }) => rows.map(row => ({ id: row.unit, group: group.key }))),
        frozen: await this.entries(about),
        corrected: later.filter(entry => entry.about === about),
      },
      retracted,
      posting: period,
    })
  }
}

/** Ranks before the first month kept here, by the balances taken over; none where nothing was taken over. */
function openingRanks(
  units: readonly RankedUnit[],
  facts: readonly Fact[],
  { ruleSet }: WrittenRuleSet,
): Map<UnitId, number> {
  const openings = new Map(
    facts.flatMap(fact =>
      fact.type === 'opening' ? fact.credits.map(({ unit }) => [unit, fact.points] as const) : [],
    ),
  )
  const ranks = new Map<UnitId, number>()
  for (const members of grouped(units, unit => unit.group.id).values()) {
    if (!members.some(unit => openings.has(unit.id))) continue
    const inOrder = [...members].sort((a, b) => a.position - b.position)
    const places = ranksOf(
      inOrder.map(unit => openings.get(unit.id) ?? zeroPoints),
      ruleSet.ranking.ties,
    )
    for (const [index, unit] of inOrder.entries()) ranks.set(unit.id, places[index] ?? 0)
  }
  return ranks
}

// ── frozen months ──────────────────────────────────────────────────────────────────────────────────────────────

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

async function frozenStandings(db: Db, office: OfficeId, { period, generation }: PeriodRow): Promise<StandingGroup[]> {
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

async function frozenEntries(db: Db, office: OfficeId, { period, generation }: PeriodRow): Promise<Entry[]> {
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
