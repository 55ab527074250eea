import { firstDay, instantOf, localDate, periodOf, periodsBetween } from '../calendar.ts'
import { type Entry, Fact, OutletId, UnitId } from '../model.ts'
import { formatPoints, points, readPoints, sumPoints } from '../points.ts'
import { FLAGS, isPlainKind, readWords } from '../rules/given.ts'
import { type Example, type ExampleFact, groupsNamed, type RuleSet, TOTAL } from '../rules/grammar.ts'
import { score } from '../score.ts'
import type { ScoredUnit } from './month.ts'
import { effectsOf } from './outlook.ts'

/** What an example came to: each component and 合计 as decimals, and the consequences. */
export interface Tried {
  readonly holds: boolean
  readonly got: Record<string, string>
  readonly effects: readonly string[]
}

const UNIT = UnitId.parse('unt_example')

/**
 * Scores an example of a 办法 by its rules, from its first month to `through`. It holds when all that is expected came out. An example
 * that says something unknown does not hold.
 */
export function exampleHolds(ruleSet: RuleSet, example: Example): Tried {
  const facts = factsOf(ruleSet, example)
  const known = facts.flatMap(fact => fact ?? [])
  const { entries, effects } = run(ruleSet, example, known)
  const own = entries.filter(entry => entry.unit === UNIT)
  const got = Object.fromEntries([
    ...ruleSet.components.map(component => [component, sumOf(own.filter(entry => entry.component === component))]),
    [TOTAL, sumOf(own)],
  ])
  const sums = Object.entries(example.expect).every(([key, text]) => got[key] === formatPoints(points(text)))
  const wanted = example.effects === undefined || sameWords(example.effects, effects)
  return { holds: sums && wanted && !facts.includes(null), got, effects }
}

const sumOf = (entries: readonly Entry[]): string => formatPoints(sumPoints(entries.map(entry => entry.points)))

const sameWords = (a: readonly string[], b: readonly string[]): boolean =>
  [...new Set(a)].sort().join() === [...new Set(b)].sort().join()

function run(ruleSet: RuleSet, example: Example, facts: readonly Fact[]) {
  const [first = ruleSet.from, ...others] = facts.map(fact => fact.posting).sort()
  const last = [first, ...others, example.through ?? first].sort().at(-1) ?? first
  const units = unitsOf(ruleSet, example)
  const outlets = new Map<OutletId, string>(
    Object.entries(ruleSet.outlets ?? {}).map(([key, { names }]) => [outletId(key), names[0] ?? key] as const),
  )
  const entries: Entry[] = []
  const earlier: Fact[] = []
  let effects: string[] = []
  for (const period of periodsBetween(first, last)) {
    const now = facts.filter(fact => fact.posting === period)
    const input = {
      ruleSet,
      period,
      facts: now,
      units,
      outlets,
      earlier: { entries: [...entries], facts: [...earlier] },
    }
    const made = score(input)
    effects = effectsOf(input, made).flatMap(one => (one.unit === UNIT ? [one.effect] : []))
    entries.push(...made)
    earlier.push(...now)
  }
  return { entries, effects }
}

/** The unit of the example, those that share with it, and those that the 办法 says more about by name. */
function unitsOf(ruleSet: RuleSet, { group, unit }: Example): ScoredUnit[] {
  const own = group ?? groupsNamed(ruleSet)[0] ?? 'all'
  const into = unit === undefined ? undefined : ruleSet.units?.[unit]?.into
  const names = Object.keys(ruleSet.units ?? {}).filter(name => name !== unit && name !== into)
  return [
    { id: UNIT, group: own, names: unit === undefined ? [] : [unit] },
    ...names.map((name, index) => ({ id: otherUnit(100 + index), group: own, names: [name] })),
    ...(into === undefined ? [] : [{ id: otherUnit(99), group: own, names: [into] }]),
  ]
}

const otherUnit = (place: number): UnitId => UnitId.parse(`unt_other${place}`)
const outletId = (key: string): OutletId => OutletId.parse(`out_${key}`)

function factsOf(ruleSet: RuleSet, example: Example): (Fact | null)[] {
  const { given, facts = [] } = example
  const counted = Object.entries(given).map(([is, times]): ExampleFact => ({ is, times }))
  return [...counted, ...facts]
    .filter(fact => fact.times !== 0)
    .map((fact, index) => factOfExample(ruleSet, example, fact, index))
}

function factOfExample(ruleSet: RuleSet, example: Example, said: ExampleFact, index: number): Fact | null {
  const read = readWords(ruleSet, said.is)
  const value = said.points === undefined ? null : readPoints(said.points)
  if (read === null || (read.type === 'adjustment' && value === null)) return null
  const day = said.on === undefined ? firstDay(ruleSet.from) : localDate(said.on)
  const isPlain = read.kind === undefined || (read.type === 'adoption' && isPlainKind(read.kind))
  const discretion = ruleSet.discretions?.find(one => one.id === read.rule)
  const made = Fact.safeParse({
    id: `fct_${String(index).padStart(6, '0')}`,
    type: read.type,
    occurredOn: day,
    recordedAt: instantOf(0),
    posting: periodOf(day),
    credits: creditsOf(said, ruleSet, example),
    quantity: said.times ?? 1,
    note: '',
    level: read.level ?? (read.type === 'adoption' ? 'own' : read.type === 'incident' ? undefined : 'city'),
    article: `art_${said.article ?? index}`,
    outlet: outletId(read.outlet ?? 'example'),
    to: read.outlet === undefined ? '' : (ruleSet.outlets?.[read.outlet]?.names[0] ?? ''),
    kind: isPlain ? (read.kind ?? 'report') : 'report',
    ...(isPlain ? {} : { genre: read.kind }),
    status: read.status,
    rank: read.rank,
    code: read.code,
    ...Object.fromEntries(FLAGS.map(flag => [flag, read.flags.includes(flag)])),
    length: said.length,
    hours: said.hours,
    happenedOn: said.happenedOn,
    issue: null,
    commission: `com_${index}`,
    channel: 'entry',
    asker: '',
    leader: '',
    rule: read.rule,
    component: discretion?.component,
    points: value === null ? undefined : value,
    reason: '算例',
    decider: '算例',
  })
  return made.success ? made.data : null
}

/** The unit in its place among those that are credited. */
function creditsOf(said: ExampleFact, ruleSet: RuleSet, example: Example): { unit: UnitId; weight: number }[] {
  const other = unitsOf(ruleSet, example).find(unit => said.by !== undefined && unit.names?.includes(said.by))
  return other === undefined ? ownCredits(said) : [{ unit: other.id, weight: 1 }]
}

function ownCredits({ units = 1, place = 1, weights = [] }: ExampleFact): { unit: UnitId; weight: number }[] {
  const many = Math.max(units, place, weights.length)
  return Array.from({ length: many }, (_, index) => ({
    unit: index + 1 === place ? UNIT : otherUnit(index + 1),
    weight: weights[index] ?? 1,
  }))
}
