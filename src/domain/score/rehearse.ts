import { type Period, yearStart } from '../calendar.ts'
import { correctionsOf } from '../ledger.ts'
import type { Entry, Fact, FactId, OutletId, StandingGroup, StandingRow, UnitId } from '../model.ts'
import { addPoints, type Points, subtractPoints, zeroPoints } from '../points.ts'
import type { RuleSet } from '../rules/grammar.ts'
import { countsOf, looksBackTo, type ScoreInput, score } from '../score.ts'
import { componentsByUnit, type RankedUnit, standings } from '../standing.ts'
import { type EffectOn, effectsOf } from './outlook.ts'

/** What there is of a month, whatever 办法 it is counted by: facts as they were posted, and who was there. */
export interface RawMonth {
  readonly period: Period
  readonly facts: readonly Fact[]
  readonly units: readonly (RankedUnit & { readonly names: readonly string[] })[]
}

/** A month as it would have been closed. */
export interface RehearsedMonth {
  readonly period: Period
  readonly ruleSet: RuleSet
  readonly input: ScoreInput
  /** Its own, without what was put right about months before. */
  readonly own: readonly Entry[]
  readonly entries: readonly Entry[]
  readonly groups: readonly StandingGroup[]
  readonly effects: readonly EffectOn[]
}

/**
 * 试算: months one after another as if they had been counted and closed by these rules, corrections of months before included. Nothing is
 * stored anywhere; months must come oldest first and without gaps, best from the start of a year.
 * @param inForce the 办法 of each month
 */
export function rehearse(
  inForce: (period: Period) => RuleSet,
  months: readonly RawMonth[],
  outlets: ReadonlyMap<OutletId, string>,
): RehearsedMonth[] {
  const done: RehearsedMonth[] = []
  for (const month of months) done.push(rehearsed(month, inForce(month.period), done, outlets))
  return done
}

function rehearsed(
  { period, facts, units }: RawMonth,
  ruleSet: RuleSet,
  done: readonly RehearsedMonth[],
  outlets: ReadonlyMap<OutletId, string>,
): RehearsedMonth {
  const corrections = correctionsIn(done, facts, period)
  const input: ScoreInput = {
    ruleSet,
    period,
    facts,
    units: units.map(({ id, group, names }) => ({ id, group: group.key, names })),
    outlets,
    ...earlierOf(done, ruleSet, period, corrections),
  }
  const own = score(input)
  const entries = [...own, ...corrections]
  const year = done.filter(month => yearStart(period, ruleSet.year.starts) <= month.period)
  const last = year.at(-1)?.groups.flatMap(group => group.rows) ?? []
  const groups = standings({
    ruleSet,
    units,
    entries,
    before: new Map(last.map(row => [row.unit, row.yearTotal])),
    counts: countsOf(facts, input.units),
    previousRanks: new Map(last.map(row => [row.unit, row.rank])),
    componentsBefore: componentsByUnit(year.flatMap(month => month.entries)),
  })
  return { period, ruleSet, input, own, entries, groups, effects: effectsOf(input, entries) }
}

function earlierOf(
  done: readonly RehearsedMonth[],
  ruleSet: RuleSet,
  period: Period,
  corrections: readonly Entry[],
): Pick<ScoreInput, 'earlier'> {
  const first = looksBackTo(ruleSet, period)
  if (first === null) return {}
  const seen = done.filter(month => first <= month.period)
  return {
    earlier: {
      entries: [...seen.flatMap(month => month.entries), ...corrections],
      facts: seen.flatMap(month => month.input.facts),
    },
  }
}

/** What was taken back now of months before is put right now, about each month that looked at it, oldest first. */
function correctionsIn(done: readonly RehearsedMonth[], now: readonly Fact[], period: Period): Entry[] {
  const known = new Map(done.flatMap(month => month.input.facts.map(fact => [fact.id, fact.posting] as const)))
  const targets = now.flatMap(fact => (fact.type === 'retraction' ? (known.get(fact.of) ?? []) : []))
  if (targets.length === 0) return []
  const all = [...done.flatMap(month => month.input.facts), ...now]
  const retracted = all.flatMap((fact): FactId[] => (fact.type === 'retraction' ? [fact.of] : []))
  const made: Entry[] = []
  for (const [place, { input, entries }] of done.entries()) {
    const back = looksBackTo(input.ruleSet, input.period) ?? input.period
    if (!targets.some(target => back <= target && target <= input.period)) continue
    const later = done.slice(place + 1).flatMap(month => month.entries)
    // What was corrected about still earlier months since then, also a moment ago, is part of what those months gave.
    const corrected = [...later, ...made].filter(entry => entry.about !== null && entry.about < input.period)
    const { earlier, ...closed } = input
    made.push(
      ...correctionsOf({
        closed: {
          ...closed,
          frozen: entries,
          corrected: later.filter(entry => entry.about === input.period),
          ...(earlier === undefined ? {} : { earlier: { ...earlier, entries: [...earlier.entries, ...corrected] } }),
        },
        retracted,
        posting: period,
      }),
    )
  }
  return made
}

// ── side by side ───────────────────────────────────────────────────────────────────────────────────────────────

/** Months as they are, or as they would be by other rules: what a comparison needs of them. */
export interface ComparedMonth {
  readonly period: Period
  readonly entries: readonly Entry[]
  readonly groups: readonly StandingGroup[]
}

/** A unit under two 办法. `null` where one of them does not have it. */
export interface ComparedUnit {
  readonly unit: UnitId
  readonly name: string
  readonly group: string
  readonly months: readonly { readonly period: Period; readonly before: Points | null; readonly after: Points | null }[]
  readonly year: { readonly before: Points | null; readonly after: Points | null }
  readonly rank: { readonly before: number | null; readonly after: number | null }
  /** What makes the difference, clause by clause over these months, the largest first. */
  readonly why: readonly Difference[]
}

export interface Difference {
  readonly component: string
  readonly clause: string
  readonly before: Points
  readonly after: Points
}

/** Differences of one unit that are shown; the rest is in the entries. */
const WHY_MAX = 12

/**
 * What is in force and what is tried, unit by unit in the order of the trial's groups and ranks at the end.
 * @param shown the months to show, a part of those that were counted
 */
export function compared(
  before: readonly ComparedMonth[],
  after: readonly ComparedMonth[],
  shown: readonly Period[],
): ComparedUnit[] {
  const last = after.at(-1)
  const [were, are] = [before, after].map(months => rowsOf(months))
  const [gaveBefore, givesAfter] = [before, after].map(months =>
    givenOf(months.filter(one => shown.includes(one.period))),
  )
  const lastBefore = before.at(-1)?.period
  return (last?.groups ?? []).flatMap(({ group, rows }) =>
    rows.map((row): ComparedUnit => {
      const [was, is] = [were?.get(`${lastBefore} ${row.unit}`), are?.get(`${last?.period} ${row.unit}`)]
      return {
        unit: row.unit,
        name: row.name,
        group: group.name,
        months: shown.map(period => ({
          period,
          before: were?.get(`${period} ${row.unit}`)?.month ?? null,
          after: are?.get(`${period} ${row.unit}`)?.month ?? null,
        })),
        year: { before: was?.yearTotal ?? null, after: is?.yearTotal ?? null },
        rank: { before: was?.rank ?? null, after: is?.rank ?? null },
        why: differences(gaveBefore?.get(row.unit) ?? new Map(), givesAfter?.get(row.unit) ?? new Map()),
      }
    }),
  )
}

const rowsOf = (months: readonly ComparedMonth[]) =>
  new Map<string, StandingRow>(
    months.flatMap(({ period, groups }) =>
      groups.flatMap(({ rows }) => rows.map(row => [`${period} ${row.unit}`, row] as const)),
    ),
  )

type Given = ReadonlyMap<string, { readonly component: string; readonly clause: string; readonly points: Points }>

/** What each clause gave each unit, by component and clause. */
function givenOf(months: readonly ComparedMonth[]): Map<UnitId, Given> {
  const byUnit = new Map<UnitId, Map<string, { component: string; clause: string; points: Points }>>()
  for (const entry of months.flatMap(month => month.entries)) {
    const own = byUnit.get(entry.unit) ?? new Map<string, { component: string; clause: string; points: Points }>()
    byUnit.set(entry.unit, own)
    const key = JSON.stringify([entry.component, entry.clause])
    const line = own.get(key) ?? { component: entry.component, clause: entry.clause, points: zeroPoints }
    own.set(key, { ...line, points: addPoints(line.points, entry.points) })
  }
  return byUnit
}

function differences(before: Given, after: Given): Difference[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .flatMap((key): Difference[] => {
      const [was, is] = [before.get(key), after.get(key)]
      const line = was ?? is
      const [a, b] = [was?.points ?? zeroPoints, is?.points ?? zeroPoints]
      return line === undefined || a === b
        ? []
        : [{ component: line.component, clause: line.clause, before: a, after: b }]
    })
    .sort((a, b) => sizeOf(b) - sizeOf(a) || (a.clause < b.clause ? -1 : 1))
    .slice(0, WHY_MAX)
}

const sizeOf = ({ before, after }: Difference): number => Math.abs(subtractPoints(after, before))
