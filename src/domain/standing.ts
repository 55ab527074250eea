import type { Entry, Group, StandingGroup, StandingRow, UnitCounts, UnitId } from './model.ts'
import { addPoints, type Points, zeroPoints } from './points.ts'
import type { RuleSet } from './rules.ts'
import { OPENING } from './score.ts'

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
  { before, counts, previousRanks, ruleSet }: StandingsInput,
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
  const ranks = ranksOf(
    rows.map(row => (ruleSet.ranking.by === 'month' ? row.month : row.yearTotal)),
    ruleSet.ranking.ties,
  )
  return rows.map((row, index) => ({ ...row, rank: ranks[index] ?? 0 })).sort((a, b) => a.rank - b.rank)
}

/**
 * The rank of each total among all of them, highest first. Equal totals share a rank and the next is left out (`skip`: 1, 2, 2, 4) or not
 * (`dense`: 1, 2, 2, 3), or the earlier one comes first (`order`: 1, 2, 3, 4).
 * @param totals in the order of the register
 */
export function ranksOf(totals: readonly Points[], ties: Ties): number[] {
  const places = totals.map((_, index) => index).sort((a, b) => (totals[b] ?? 0) - (totals[a] ?? 0) || a - b)
  const ranks = totals.map(() => 0)
  let rank = 0
  let last: Points | undefined
  for (const [place, index] of places.entries()) {
    const total = totals[index]
    if (ties === 'order' || total !== last) rank = ties === 'dense' ? rank + 1 : place + 1
    ranks[index] = rank
    last = total
  }
  return ranks
}
