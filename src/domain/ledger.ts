import { type LocalDate, type Period, periodAfter, periodOf } from './calendar.ts'
import type { Entry, Fact, FactId, PeriodState, StandingGroup, StandingRow, UnitCounts, UnitId } from './model.ts'
import { addPoints, type Points, subtractPoints, sumPoints, timesPoints, zeroPoints } from './points.ts'
import type { RuleSet } from './rules.ts'
import { countsOf, OPENING, type ScoredUnit, type ScoreInput, score, standingFacts } from './score.ts'
import { type ComponentsOf, rankedValues, UNRANKED } from './standing.ts'

/**
 * The month a fact counts in: its own, or where the months up to its own are closed already, the first one that is still open, and then
 * `late` says so. Months are closed in order, so a month before a closed one counts as closed, even when nobody kept it here.
 * @param periods the months of the office so far, in any order
 */
export function postingOf(
  occurredOn: LocalDate,
  periods: readonly { readonly period: Period; readonly state: PeriodState }[],
): { posting: Period; late: boolean } {
  const own = periodOf(occurredOn)
  const closed = periods.flatMap(({ period, state }) => (state === 'open' ? [] : [period])).sort()
  const last = closed.at(-1)
  return last === undefined || own > last ? { posting: own, late: false } : { posting: periodAfter(last), late: true }
}

/** Facts → one JSON text for digests: the same whatever the order of the facts and of their properties. Order of credits is kept: it counts. */
export const canonicalFacts = (facts: readonly Fact[]): string => canonicalList(facts)

/** Entries → one JSON text for digests: the same whatever the order of the entries, of their facts and of their properties. */
export const canonicalEntries = (entries: readonly Entry[]): string =>
  canonicalList(entries.map(entry => ({ ...entry, facts: [...entry.facts].sort() })))

const canonicalList = (values: readonly unknown[]): string => `[${values.map(canonical).sort().join(',\n')}]`

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{${Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`)
    .join(',')}}`
}

/** A closed month as it was frozen, and what was corrected about it since. */
export interface ClosedMonth {
  readonly period: Period
  readonly ruleSet: RuleSet
  readonly facts: readonly Fact[]
  readonly units: readonly ScoredUnit[]
  /** Its own entries; corrections of other months among them are left aside. */
  readonly frozen: readonly Entry[]
  /** Entries of later months; those about this month count. */
  readonly corrected: readonly Entry[]
  /** As for `score`: with the corrections of earlier months, those being made now included. */
  readonly earlier?: Earlier
  readonly outlets?: NonNullable<ScoreInput['outlets']>
}

type Earlier = NonNullable<ScoreInput['earlier']>

/** What was withdrawn of earlier months is out of the windows of this one too. */
const withoutFacts = ({ entries, facts }: Earlier, retracted: ReadonlySet<FactId>): Earlier => ({
  entries,
  facts: facts.filter(fact => !retracted.has(fact.id)),
})

/**
 * Entries of the open month `posting` that put a closed month right without touching it (LED-03): it is scored again by its own rules
 * without the retracted facts, and per unit, rule and points each the difference to what it stands at is given; a quantity below zero
 * takes back. Nothing where there is no difference. To correct a year, go through its closed months in order.
 * @param retracted all facts taken out by now, whenever that was, those of earlier corrections included
 */
export function correctionsOf(input: {
  readonly closed: ClosedMonth
  readonly retracted: readonly FactId[]
  readonly posting: Period
}): Entry[] {
  const { closed, posting } = input
  const retracted = new Set(input.retracted)
  const due = score({
    ruleSet: closed.ruleSet,
    period: closed.period,
    facts: closed.facts.filter(fact => !retracted.has(fact.id)),
    units: closed.units,
    ...(closed.outlets === undefined ? {} : { outlets: closed.outlets }),
    ...(closed.earlier === undefined ? {} : { earlier: withoutFacts(closed.earlier, retracted) }),
  })
  const stands = [
    ...closed.frozen.filter(entry => entry.about === null),
    ...closed.corrected.filter(entry => entry.about === closed.period),
  ]
  const balances = new Map<string, Balance>()
  for (const entry of stands) balanceOf(balances, entry).take(entry)
  for (const entry of due) balanceOf(balances, entry).owe(entry)
  return [...balances.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, balance]) => balance.correction(closed.period, posting))
}

/** One line of a closed month: what stands, and what is due. Adjustments have no rule of their own, so the clause tells them apart. */
class Balance {
  readonly #line: Entry
  #quantity = 0
  readonly #stand = new Set<FactId>()
  readonly #due = new Set<FactId>()

  constructor(line: Entry) {
    this.#line = line
  }

  take({ quantity, facts }: Entry): void {
    this.#quantity -= quantity
    for (const fact of facts) {
      if (quantity > 0) this.#stand.add(fact)
      else this.#stand.delete(fact)
    }
  }

  owe({ quantity, facts }: Entry): void {
    this.#quantity += quantity
    for (const fact of facts) this.#due.add(fact)
  }

  correction(about: Period, posting: Period): Entry[] {
    const quantity = this.#quantity
    if (quantity === 0) return []
    const [from, to] = quantity < 0 ? [this.#stand, this.#due] : [this.#due, this.#stand]
    const changed = [...from].filter(fact => !to.has(fact)).sort()
    const line = this.#line
    return [{ ...line, period: posting, points: timesPoints(quantity, line.each), quantity, facts: changed, about }]
  }
}

function balanceOf(balances: Map<string, Balance>, entry: Entry): Balance {
  const key = JSON.stringify([entry.rule, entry.unit, entry.component, entry.clause, entry.each])
  const balance = balances.get(key) ?? new Balance(entry)
  balances.set(key, balance)
  return balance
}

export interface CloseInput {
  readonly ruleSet: RuleSet
  readonly period: Period
  readonly units: readonly ScoredUnit[]
  readonly facts: readonly Fact[]
  readonly entries: readonly Entry[]
  readonly standings: readonly StandingGroup[]
  /** Year totals at the end of the month before. */
  readonly before: ReadonlyMap<UnitId, Points>
  /** Facts of earlier months that windows of this one look back at. */
  readonly earlier?: readonly Fact[]
  /** As for `standings`. */
  readonly componentsBefore?: ComponentsOf
}

/**
 * What must hold of a month before it is frozen (LED-01, 02, 04, 09, 12, 14), reckoned another way than `score` and `standings` do it.
 * Sentences for the log, empty when all is well: anything else is a bug, and the month must not be closed.
 */
export const closeFaults = (input: CloseInput): string[] => CHECKS.flatMap(check => check(input))

type Check = (input: CloseInput) => string[]

const rowsOf = ({ standings }: CloseInput): StandingRow[] => standings.flatMap(({ rows }) => rows)

/** Each entry: of this month, a known component and rule set, points = quantity × each, one line once. */
const lines: Check = ({ entries, period, ruleSet }) => {
  const seen = new Set<string>()
  return entries.flatMap(entry => {
    const name = `${entry.unit} 的“${entry.component}”（${entry.rule}）`
    const line = JSON.stringify([
      entry.unit,
      entry.rule,
      entry.component,
      entry.clause,
      entry.each,
      entry.about,
      entry.facts,
    ])
    const twice = seen.has(line)
    seen.add(line)
    return [
      ...(entry.points === entry.quantity * entry.each ? [] : [`${name}：分值不等于数量乘每篇分值`]),
      ...(entry.period === period ? [] : [`${name}：属于 ${entry.period}，不属于 ${period}`]),
      ...(twice ? [`${name}：同一笔出现两次`] : []),
      ...(entry.about !== null || [...ruleSet.components, OPENING].includes(entry.component)
        ? []
        : [`${name}：办法里没有这个计分项`]),
      ...(entry.about !== null || entry.ruleSet === ruleSet.id ? [] : [`${name}：不是按 ${ruleSet.id} 计的`]),
      ...(entry.about === null || entry.about < period ? [] : [`${name}：更正的不是以前的月份`]),
    ]
  })
}

/**
 * No entry rests on a fact that was withdrawn, is not of the month (or of a window the month looks back at), or does not credit the unit
 * (LED-12); points that go on to another unit rest on that one's.
 */
const reasons: Check = ({ entries, facts, earlier = [], ruleSet }) => {
  const stand = new Map(
    standingFacts([...earlier, ...facts]).map(fact => [fact.id, new Set(fact.credits.map(credit => credit.unit))]),
  )
  const passing = new Set(ruleSet.rules.flatMap(rule => (rule.type === 'roll-up' ? [rule.id] : [])))
  return entries
    .filter(entry => entry.about === null)
    .flatMap(entry =>
      entry.facts
        .filter(fact => (passing.has(entry.rule) ? !stand.has(fact) : !stand.get(fact)?.has(entry.unit)))
        .map(fact => `${entry.unit} 的“${entry.component}”依据 ${fact}，而它已撤销、不在本月或没有记入该单位`),
    )
}

/** One row for each unit; its components, its month and its year are what the entries and the month before come to (LED-04). */
const sums: Check = input => {
  const rows = rowsOf(input)
  const byUnit = new Map<UnitId, Entry[]>()
  for (const entry of input.entries) {
    const own = byUnit.get(entry.unit)
    if (own === undefined) byUnit.set(entry.unit, [entry])
    else own.push(entry)
  }
  const ids = new Set(rows.map(row => row.unit))
  return [
    ...(ids.size === rows.length ? [] : ['有单位在名次里出现两次']),
    ...input.units.filter(unit => !ids.has(unit.id)).map(unit => `${unit.id} 没有名次`),
    ...[...byUnit.keys()]
      // What is put right about a unit that is ranked no longer belongs to nobody's total; it stays in the ledger.
      .filter(id => !ids.has(id) && byUnit.get(id)?.some(entry => entry.about === null))
      .map(id => `${id} 有积分而没有名次`),
    ...rows.flatMap(row => rowFaults(row, byUnit.get(row.unit) ?? [], input.before.get(row.unit) ?? zeroPoints)),
  ]
}

function rowFaults(row: StandingRow, own: readonly Entry[], before: Points): string[] {
  const [openings, month] = [own.filter(isOpening), own.filter(entry => !isOpening(entry))].map(entries =>
    sumPoints(entries.map(entry => entry.points)),
  )
  const components = Object.entries(row.components)
  return [
    ...(row.month === month ? [] : [`${row.name}：本月分数不等于各笔之和`]),
    ...(sumPoints(components.map(([, points]) => points)) === row.month
      ? []
      : [`${row.name}：各计分项之和不等于本月分数`]),
    ...components.flatMap(([name, points]) =>
      points === sumPoints(own.filter(entry => entry.component === name).map(entry => entry.points))
        ? []
        : [`${row.name}：“${name}”不等于各笔之和`],
    ),
    ...(subtractPoints(row.yearTotal, addPoints(row.month, openings ?? zeroPoints)) === before
      ? []
      : [`${row.name}：累计分数不等于上月累计加本月`]),
  ]
}

const isOpening = (entry: Entry): boolean => entry.component === OPENING

/** What the units have of each kind is what the facts credit (LED-07, LED-14). */
const counts: Check = input => {
  const expected = countsOf(input.facts, input.units)
  return rowsOf(input).flatMap(row =>
    COUNTED.filter(measure => row.counts[measure] !== (expected.get(row.unit)?.[measure] ?? 0)).map(
      measure => `${row.name}：${measure} 的篇数与计分事实不符`,
    ),
  )
}

const COUNTED = [
  'submitted',
  'upperAdopted',
  'reports',
  'briefs',
  'commissions',
  'forwarded',
] as const satisfies readonly (keyof UnitCounts)[]

/** A rank is one more than there are better units, or better totals, or units before it (LED-09); who has none comes last. */
const ranks: Check = ({ ruleSet, standings, componentsBefore }) =>
  standings.flatMap(({ rows }) => {
    const ranked = rows.filter(row => row.rank !== UNRANKED)
    const totals = ranked.map(row => rankedValues(row, ruleSet, componentsBefore))
    const distinct = [...new Map(totals.map(total => [total.join(), total])).values()]
    return [
      ...ranked.flatMap((row, index) => {
        const own = totals[index] ?? []
        const better = (ruleSet.ranking.ties === 'dense' ? distinct : totals).filter(total =>
          isBetter(total, own),
        ).length
        const due = ruleSet.ranking.ties === 'order' ? index : better
        const sorted = index === 0 || !isBetter(own, totals[index - 1] ?? own)
        return row.rank === due + 1 && sorted ? [] : [`${row.name}：名次 ${row.rank} 与分数不符`]
      }),
      ...rows.flatMap((row, index) =>
        row.rank === UNRANKED && index < ranked.length ? [`${row.name}：没有名次而排在前面`] : [],
      ),
    ]
  })

/** By the first value in which two differ. */
function isBetter(a: readonly number[], b: readonly number[]): boolean {
  const place = a.findIndex((value, index) => value !== b[index])
  return place >= 0 && (a[place] ?? 0) > (b[place] ?? 0)
}

const CHECKS: readonly Check[] = [lines, reasons, sums, counts, ranks]
