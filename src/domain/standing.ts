import type { Entry, Group, StandingGroup, StandingRow, UnitCounts, UnitId } from './model.ts'
import { addPoints, type Points, zeroPoints } from './points.ts'
import type { RuleSet } from './rules.ts'
import { OPENING } from './score.ts'
import { matchingKey } from './text.ts'

export type Ties = RuleSet['ranking']['ties']

/** A unit that is ranked: its name as it is to be printed, its group in the month and its place in the register. */
export interface RankedUnit {
  readonly id: UnitId
  readonly name: string
  readonly group: Group
  readonly position: number
}

export interface StandingsInput {
  readonly ruleSet: RuleSet
  readonly units: readonly RankedUnit[]
  /** All entries posted to the month: corrections of closed months and openings included. */
  readonly entries: readonly Entry[]
  /** Year totals at the end of the month before; none at the start of a year. */
  readonly before: ReadonlyMap<UnitId, Points>
  readonly counts: ReadonlyMap<UnitId, UnitCounts>
  /** Ranks at the end of the month before. */
  readonly previousRanks: ReadonlyMap<UnitId, number>
  /** Components of the year at the end of the month before, for a 办法 that ranks by them; see `ranksByComponents`. */
  readonly componentsBefore?: ComponentsOf
}

/** Points of each component, by unit. */
export type ComponentsOf = ReadonlyMap<UnitId, ReadonlyMap<string, Points>>

/** Whether a 办法 ranks by the year's components, so that those of the months before are needed. */
export const ranksByComponents = ({ ranking: { by, tieBreak } }: RuleSet): boolean =>
  (typeof by === 'object' && by.over === 'year') || (by === 'year-total' && tieBreak !== undefined)

/** Components of entries added up by unit; what was taken over has none. */
export function componentsByUnit(entries: readonly Entry[]): ComponentsOf {
  const sums = new Map<UnitId, Map<string, Points>>()
  for (const { unit, component, points } of entries) {
    const own = sums.get(unit) ?? new Map<string, Points>()
    sums.set(unit, own)
    own.set(component, addPoints(own.get(component) ?? zeroPoints, points))
  }
  return sums
}

/**
 * Totals and ranks of a month, per group (LED-04, LED-09). Groups by position, rows by rank and then by place in the register, whatever
 * the order of what comes in. An opening counts into the year's total and into no month; a correction of a closed month counts into
 * the month it is posted to. `components` holds those of the rule set in order and, where a correction is about a month of an older rule
 * set, its components after them, so that they always sum up to the month.
 */
export function standings(input: StandingsInput): StandingGroup[] {
  const sums = sumsOf(input)
  const byGroup = new Map<string, { group: Group; units: RankedUnit[] }>()
  for (const unit of inRegisterOrder(input.units)) {
    const found = byGroup.get(unit.group.id)
    if (found === undefined) byGroup.set(unit.group.id, { group: unit.group, units: [unit] })
    else found.units.push(unit)
  }
  return [...byGroup.values()]
    .sort((a, b) => a.group.position - b.group.position || order(a.group.key, b.group.key))
    .map(({ group, units }) => ({ group, rows: rowsOf(units, sums, input) }))
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const inRegisterOrder = (units: readonly RankedUnit[]): RankedUnit[] =>
  [...units].sort((a, b) => a.position - b.position || order(a.id, b.id))

interface Sums {
  readonly components: Map<string, Points>
  month: Points
  opening: Points
}

function sumsOf({ units, entries, ruleSet }: StandingsInput): Map<UnitId, Sums> {
  const components = componentsOf(entries, ruleSet)
  const sums = new Map<UnitId, Sums>(
    units.map(({ id }) => [
      id,
      { components: new Map(components.map(name => [name, zeroPoints])), month: zeroPoints, opening: zeroPoints },
    ]),
  )
  for (const entry of entries) {
    const own = sums.get(entry.unit)
    if (own === undefined) continue
    if (entry.component === OPENING) own.opening = addPoints(own.opening, entry.points)
    else {
      own.month = addPoints(own.month, entry.points)
      own.components.set(entry.component, addPoints(own.components.get(entry.component) ?? zeroPoints, entry.points))
    }
  }
  return sums
}

const componentsOf = (entries: readonly Entry[], ruleSet: RuleSet): string[] => {
  const others = new Set(entries.map(entry => entry.component))
  for (const component of [...ruleSet.components, OPENING]) others.delete(component)
  return [...ruleSet.components, ...[...others].sort()]
}

const noCounts: UnitCounts = { submitted: 0, upperAdopted: 0, reports: 0, briefs: 0, commissions: 0, forwarded: 0 }

function rowsOf(
  units: readonly RankedUnit[],
  sums: ReadonlyMap<UnitId, Sums>,
  { before, counts, previousRanks, ruleSet, componentsBefore }: StandingsInput,
): StandingRow[] {
  const rows = units.map(unit => {
    const own = sums.get(unit.id)
    const month = own?.month ?? zeroPoints
    return {
      unit: unit.id,
      name: unit.name,
      components: Object.fromEntries(own?.components ?? []),
      counts: counts.get(unit.id) ?? noCounts,
      month,
      yearTotal: addPoints(addPoints(before.get(unit.id) ?? zeroPoints, own?.opening ?? zeroPoints), month),
      previousRank: previousRanks.get(unit.id) ?? null,
    }
  })
  const isRanked = rankedBy(ruleSet)
  const values = rows.map(row => rankedValues(row, ruleSet, componentsBefore))
  const ranked = rows.map((row, index) => isRanked(row, units[index], values[index]?.[0] ?? zeroPoints))
  const ranks = ranksOfAll(
    values.filter((_, index) => ranked[index]),
    ruleSet.ranking.ties,
  )
  const given = rows.map((_, index) => (ranked[index] ? (ranks.shift() ?? 0) : UNRANKED))
  return rows
    .map((row, index) => ({ ...row, rank: given[index] ?? UNRANKED }))
    .sort((a, b) => (a.rank || Number.MAX_SAFE_INTEGER) - (b.rank || Number.MAX_SAFE_INTEGER))
}

/** The rank of a unit that is listed without one; it comes last. */
export const UNRANKED = 0

/** Who is ranked at all: not who the 办法 only watches, nor, where it says so, who has nothing. */
function rankedBy({ ranking: { unranked = [], zero }, units = {} }: RuleSet) {
  const watched = new Set(
    Object.entries(units).flatMap(([name, { ranked }]) => (ranked === false ? [matchingKey(name)] : [])),
  )
  return (row: Pick<StandingRow, 'name'>, unit: RankedUnit | undefined, value: Points): boolean =>
    !unranked.includes(unit?.group.key ?? '') &&
    !watched.has(matchingKey(row.name)) &&
    (zero !== 'unranked' || value !== 0)
}

/** What a row is ranked by, then what parts equals. */
export function rankedValues(
  row: Pick<StandingRow, 'unit' | 'components' | 'month' | 'yearTotal'>,
  { ranking: { by, tieBreak = [] } }: RuleSet,
  componentsBefore: ComponentsOf = new Map(),
): Points[] {
  const ofMonth = (name: string): Points => row.components[name] ?? zeroPoints
  const ofYear = (name: string): Points =>
    addPoints(componentsBefore.get(row.unit)?.get(name) ?? zeroPoints, ofMonth(name))
  const isOfYear = by === 'year-total' || (typeof by === 'object' && by.over === 'year')
  const of = isOfYear ? ofYear : ofMonth
  const first = by === 'month' ? row.month : by === 'year-total' ? row.yearTotal : of(by.component)
  return [first, ...tieBreak.map(of)]
}

/**
 * The rank of each total among all of them, highest first. Equal totals share a rank and the next is left out (`skip`: 1, 2, 2, 4) or not
 * (`dense`: 1, 2, 2, 3), or the earlier one comes first (`order`: 1, 2, 3, 4).
 * @param totals in the order of the register
 */
export const ranksOf = (totals: readonly Points[], ties: Ties): number[] =>
  ranksOfAll(
    totals.map(total => [total]),
    ties,
  )

/** `ranksOf` where the second value parts those whose first is equal, and so on. */
function ranksOfAll(values: readonly (readonly Points[])[], ties: Ties): number[] {
  const places = values.map((_, index) => index).sort((a, b) => descending(values[a], values[b]) || a - b)
  const ranks = values.map(() => 0)
  let rank = 0
  let last: readonly Points[] | undefined
  for (const [place, index] of places.entries()) {
    const own = values[index]
    if (ties === 'order' || last === undefined || descending(own, last) !== 0)
      rank = ties === 'dense' ? rank + 1 : place + 1
    ranks[index] = rank
    last = own
  }
  return ranks
}

function descending(a: readonly Points[] = [], b: readonly Points[] = []): number {
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? zeroPoints
    if (value !== other) return other - value
  }
  return 0
}

/** The first n of ranked rows, and all who are equal with the last of them. */
export function topOf<Row extends { readonly rank: number }>(rows: readonly Row[], n: number): Row[] {
  const ranked = rows.filter(row => row.rank !== UNRANKED).sort((a, b) => a.rank - b.rank)
  const last = ranked[n - 1]
  return last === undefined ? ranked : ranked.filter(row => row.rank <= last.rank)
}
