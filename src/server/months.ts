import { type Period, yearStart } from '../domain/calendar.ts'
import { correctionsOf } from '../domain/ledger.ts'
import type { Entry, Fact, FactId, OfficeId, OutletId, PeriodState, StandingGroup, UnitId } from '../domain/model.ts'
import { grouped } from '../domain/notice/checks/grouped.ts'
import { type Points, zeroPoints } from '../domain/points.ts'
import { assert, Problem } from '../domain/problems.ts'
import type { RuleSet } from '../domain/rules.ts'
import type { RawMonth } from '../domain/score/rehearse.ts'
import { countsOf, looksBackTo, type ScoredUnit, type ScoreInput, score } from '../domain/score.ts'
import {
  type ComponentsOf,
  componentsByUnit,
  type RankedUnit,
  ranksByComponents,
  ranksOf,
  standings,
} from '../domain/standing.ts'
import type { Db } from './context.ts'
import { factsById, factsPosted, retractionsOf, type StoredFact } from './facts.ts'
import { closeOf, frozenEntries, frozenStandings } from './frozen.ts'
import type { Memo } from './memo.ts'
import { type PeriodRow, periodsOf } from './posting.ts'
import { outletsOf, registerAt } from './register.ts'
import { ruleSetAt, ruleSetNamed, type WrittenRuleSet } from './rule-sets.ts'

export { closeOf } from './frozen.ts'

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
  /** What it was scored from, for whoever asks the 办法 for more than points. */
  readonly input: ScoreInput
  readonly componentsBefore: ComponentsOf
}

/** The months of an office as they stand in this transaction: all numbers of one answer come from one of these (RANK-01). */
export async function openLedger(db: Db, office: OfficeId, memo?: Memo): Promise<Ledger> {
  return new Ledger(db, office, await periodsOf(db, office), memo)
}

/**
 * Closed months are read as they were frozen; open ones are scored afresh from their facts, each on the year totals of the month before
 * it. Remembers what it has worked out, for the one transaction it lives in; a memo also from one to the next, while nothing changes.
 * Only queries may have one: what a command writes and takes back again must not be remembered.
 */
export class Ledger {
  readonly periods: readonly PeriodRow[]
  readonly #db: Db
  readonly #office: OfficeId
  readonly #memo: Memo | undefined
  readonly #open = new Map<Period, Promise<OpenMonth>>()
  #outlets: Promise<ReadonlyMap<OutletId, string>> | null = null

  constructor(db: Db, office: OfficeId, periods: readonly PeriodRow[], memo?: Memo) {
    this.#db = db
    this.#memo = memo
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

  /** A month as it was recorded, whatever rules it is counted by: for a rehearsal. */
  async raw(period: Period): Promise<RawMonth> {
    this.row(period)
    const facts = (await factsPosted(this.#db, this.#office, period)).map(({ fact }) => fact)
    const credited = new Set(facts.flatMap(fact => fact.credits.map(({ unit }) => unit)))
    const units = (await this.#everyUnit(period)).filter(unit => unit.active || credited.has(unit.id))
    return { period, facts, units }
  }

  /** Names of outlets by id, as they are now. */
  outletNames(): Promise<ReadonlyMap<OutletId, string>> {
    this.#outlets ??= outletsOf(this.#db, this.#office).then(
      outlets => new Map(outlets.map(outlet => [outlet.id, outlet.name])),
    )
    return this.#outlets
  }

  /** An open month, scored; a closed one is a bug. */
  open(period: Period): Promise<OpenMonth> {
    const before = this.#open.get(period)
    if (before !== undefined) return before
    const derived = this.#remembered(period)
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

  #remembered(period: Period): Promise<OpenMonth> {
    const derive = () => this.#derive(period)
    return this.#memo === undefined
      ? derive()
      : this.#memo.month({ db: this.#db, office: this.#office, period, periods: this.periods }, derive)
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
    const corrections = await this.#corrections(period, facts)
    const earlier = await this.#earlier({ ruleSet, period })
    const input: ScoreInput = {
      ruleSet,
      period,
      facts: facts.map(({ fact }) => fact),
      units: units.map(({ id, group, names }) => ({ id, group: group.key, names })),
      outlets: await this.outletNames(),
      // What was just put right about those months is part of what they gave.
      ...(earlier === null ? {} : { earlier: { ...earlier, entries: [...earlier.entries, ...corrections] } }),
    }
    const entries = [...score(input), ...corrections]
    const previous = this.previous(period, ruleSet.year.starts)
    const last = previous === null ? [] : (await this.month(previous)).groups.flatMap(group => group.rows)
    const before = new Map(last.map(unit => [unit.unit, unit.yearTotal]))
    const previousRanks =
      previous === null ? openingRanks(units, input.facts, rules) : new Map(last.map(unit => [unit.unit, unit.rank]))
    const counts = countsOf(input.facts, input.units)
    const corrected = new Set(entries.map(entry => entry.unit))
    const ranked = everyone.filter(unit => units.includes(unit) || corrected.has(unit.id))
    const componentsBefore = await this.#componentsBefore(ruleSet, period)
    const groups = standings({ ruleSet, units: ranked, entries, before, counts, previousRanks, componentsBefore })
    return { period, state: 'open', rules, groups, units, facts, entries, before, input, componentsBefore }
  }

  /** Components of the year so far, where the 办法 ranks by them. */
  async #componentsBefore(ruleSet: RuleSet, period: Period): Promise<ComponentsOf> {
    if (!ranksByComponents(ruleSet)) return new Map()
    const entries: Entry[] = []
    for (const month of this.yearSoFar(period, ruleSet.year.starts))
      if (month !== period) entries.push(...(await this.entries(month)))
    return componentsByUnit(entries)
  }

  async #everyUnit(period: Period): Promise<RegisteredUnit[]> {
    const { groups, units } = await registerAt(this.#db, this.#office, period)
    const groupOf = new Map(groups.map(group => [group.id, group]))
    return units.flatMap(({ id, name, aliases, group, position, active }) => {
      const own = groupOf.get(group)
      const names = [name, ...aliases.map(alias => alias.name)]
      return own === undefined ? [] : [{ id, name, names, group: own, position, active }]
    })
  }

  /** What the months gave that the rules look back to, and from which facts; null where a month stands by itself. */
  async #earlier({
    ruleSet,
    period,
  }: Pick<ScoreInput, 'ruleSet' | 'period'>): Promise<NonNullable<ScoreInput['earlier']> | null> {
    const first = looksBackTo(ruleSet, period)
    if (first === null) return null
    const entries: Entry[] = []
    const facts: Fact[] = []
    for (const { period: month } of this.periods) {
      if (month < first || month >= period) continue
      entries.push(...(await this.entries(month)))
      facts.push(...(await factsPosted(this.#db, this.#office, month)).map(({ fact }) => fact))
    }
    return { entries, facts }
  }

  /**
   * Retractions posted here of facts of earlier months: those months stay as they are, the difference comes here (LED-03). Each month
   * that looked at such a fact is taken, oldest first; what was corrected about one before counts with it.
   */
  async #corrections(period: Period, posted: readonly StoredFact[]): Promise<Entry[]> {
    const own = new Set(posted.map(({ fact }) => fact.id))
    const elsewhere = posted.flatMap(({ fact }) => (fact.type === 'retraction' && !own.has(fact.of) ? [fact.of] : []))
    const targets = (await factsById(this.#db, this.#office, elsewhere)).map(({ fact }) => fact.posting)
    const [oldest] = [...targets].sort()
    const corrections: Entry[] = []
    for (const { period: about } of this.periods) {
      if (oldest === undefined || about < oldest || about >= period) continue
      const { ruleSet } = (await this.month(about)).rules
      const back = looksBackTo(ruleSet, about) ?? about
      if (targets.some(target => back <= target && target <= about))
        corrections.push(...(await this.#correctionsAbout(about, period, corrections)))
    }
    return corrections
  }

  async #correctionsAbout(about: Period, period: Period, madeNow: readonly Entry[]): Promise<Entry[]> {
    const { rules, groups } = await this.month(about)
    const facts = (await factsPosted(this.#db, this.#office, about)).map(({ fact }) => fact)
    const later: Entry[] = []
    for (const { period: between } of this.periods) {
      if (about < between && between < period) later.push(...(await this.entries(between)))
    }
    const input = { ruleSet: rules.ruleSet, period: about }
    const earlier = await this.#earlier(input)
    // What was corrected about still earlier months, also a moment ago, is part of what those months gave.
    const corrections = [...later, ...madeNow].filter(entry => entry.about !== null && entry.about < about)
    return correctionsOf({
      closed: {
        ...input,
        ...(earlier === null ? {} : { earlier: { ...earlier, entries: [...earlier.entries, ...corrections] } }),
        facts,
        units: await this.#unitsOf(about, groups),
        outlets: await this.outletNames(),
        frozen: await this.entries(about),
        corrected: later.filter(entry => entry.about === about),
      },
      retracted: await this.#retractedBy(period, looksBackTo(rules.ruleSet, about) ?? about, about),
      posting: period,
    })
  }

  /** The units of a month that was closed, in the groups they had then. */
  async #unitsOf(about: Period, groups: readonly StandingGroup[]): Promise<ScoredUnit[]> {
    const namesOf = new Map((await this.#everyUnit(about)).map(unit => [unit.id, unit.names]))
    return groups.flatMap(({ group, rows }) =>
      rows.map(row => ({ id: row.unit, group: group.key, names: [row.name, ...(namesOf.get(row.unit) ?? [])] })),
    )
  }

  /** Facts of some months that are taken out by the end of another. */
  async #retractedBy(period: Period, first: Period, last: Period): Promise<FactId[]> {
    const retracted: FactId[] = []
    for (const { period: month } of this.periods) {
      if (month < first || last < month) continue
      for (const { of, posting } of await retractionsOf(this.#db, this.#office, month))
        if (posting <= period) retracted.push(of)
    }
    return retracted
  }
}

interface RegisteredUnit extends RankedUnit {
  readonly names: readonly string[]
  readonly active: boolean
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
