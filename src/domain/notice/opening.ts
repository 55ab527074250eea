import type { LocalDate, Period } from '../calendar.ts'
import { type Group, type Level, Name, type StandingGroup, type StandingRow, type Unit } from '../model.ts'
import { Points, pointsOfHundredths, subtractPoints, zeroPoints } from '../points.ts'
import { Problem } from '../problems.ts'
import { type Context, columnName, contextOf, show } from './checks/context.ts'
import { tableAgainstText } from './checks/heads.ts'
import type { KnownUnit } from './checks/known.ts'
import type { Measure, Notice, NoticeTable } from './notice.ts'
import { formOf, type TakenForm } from './taking/form.ts'
import { groupsOf, type TakenGroup } from './taking/groups.ts'
import { type NamedRow, type NameRefusal, type NameSuggestion, namesOf } from './taking/names.ts'
import {
  articlesOf,
  commissionsOf,
  kindOfItem,
  levelOf,
  type TakenArticle,
  type TakenCommission,
  titlesOf,
} from './taking/titles.ts'

/** A unit as it is to be registered: under `group`'s key, with the names that are certainly its own. */
export interface TakenUnit {
  readonly name: string
  readonly group: string
  /** Place in the register, from 1: the order of the tables, which decides inside a tie. */
  readonly position: number
  readonly aliases: readonly string[]
}

/** What a unit's month counts without titles. */
export interface TakenCounts {
  readonly unit: string
  readonly submitted: number
  readonly upperAdopted: number
  readonly forwarded: readonly { readonly level: Level; readonly count: number }[]
  readonly untitledReports: number
  readonly untitledBriefs: number
  readonly untitledCommissions: number
}

/** A number of the tables that facts and rules should give again. `points` are hundredths of whatever the column counts. */
export interface StatedNumber {
  readonly unit: string
  readonly column: string
  readonly measure: Measure
  readonly points: Points
}

/** A claim that facts and rules do not reproduce. */
export interface Difference {
  readonly unit: string
  readonly column: string
  readonly stated: Points
  readonly computed: Points
  readonly message: string
}

/** An old notice as the register and the ledger of an office; units are named as they are registered or to be registered. */
export interface TakeOver {
  readonly period: Period
  readonly issuedOn: LocalDate | null
  readonly form: TakenForm
  readonly groups: readonly TakenGroup[]
  readonly units: readonly TakenUnit[]
  readonly articles: readonly TakenArticle[]
  readonly commissions: readonly TakenCommission[]
  readonly counts: readonly TakenCounts[]
  /** 期初累计: the year's total without this month, where the notice states both and they differ. */
  readonly openings: readonly { readonly unit: string; readonly points: Points }[]
  readonly stated: readonly StatedNumber[]
  /** Where the text says another number than the table, which is what was taken. */
  readonly textDifferences: readonly Difference[]
  readonly suggestions: readonly NameSuggestion[]
  readonly refusals: readonly NameRefusal[]
  /** Columns with numbers that no fact stands for, in words: what several outlets adopted, 加分 and whatever was not understood. */
  readonly leftOut: readonly string[]
}

/**
 * A notice → what an office takes over of it. Points rest on the tables: where the text says another number the table's is taken and the
 * difference is kept. Nothing is joined but names of units (see `namesOf`); titles stay as printed. Refuses with `notice-no-period` what is
 * not about one month, and with `notice-unreadable` what has no table of units or numbers in it that cannot be meant.
 */
export function takeOver(
  notice: Notice,
  known: { readonly units: readonly Unit[]; readonly groups: readonly Group[] },
): TakeOver {
  const { period } = notice
  if (period === null || notice.span !== '') throw new Problem('notice-no-period')
  const units = known.units.map(
    (unit): KnownUnit => ({
      name: unit.name,
      aliases: unit.aliases.map(alias => alias.name),
      group: known.groups.find(group => group.id === unit.group)?.key ?? '',
    }),
  )
  const context = contextOf({ notice, unread: [], remarks: [] }, { units })
  const { rows, suggestions, refusals } = namesOf(context, units)
  if (!rows.some(({ row }) => SCORED.some(measure => row.x100(measure) !== undefined)))
    throw new Problem('notice-unreadable', { reason: '没有读到列有各单位篇数或分数的表' })
  for (const row of rows) refuseNonsense(row)
  const { groups, keyOf } = groupsOf(
    notice.tables,
    notice.tables.map(table => sectionOver(table.id, rows)),
    known.groups,
  )
  return {
    period,
    issuedOn: notice.issuedOn,
    form: formOf(notice),
    groups: groups.filter(group => rows.some(({ row }) => keyOf.get(row.table.id) === group.key)),
    units: rows.map(({ unit, row }, index) => ({
      name: unit,
      group: keyOf.get(row.table.id) ?? '',
      position: index + 1,
      aliases: suggestions.filter(one => one.certain && one.unit === unit).map(one => one.written),
    })),
    articles: articlesOf(rows),
    commissions: commissionsOf(rows),
    counts: rows.map(countsOf),
    openings: rows.flatMap(openingOf),
    stated: rows.flatMap(statedOf),
    textDifferences: textDifferences(context, rows),
    suggestions,
    refusals,
    leftOut: notice.tables.flatMap(leftOutOf),
  }
}

/** Columns that make a table one of units' work. */
const SCORED: readonly Measure[] = [
  'submitted',
  'ownAdopted',
  'adopted',
  'outletAdopted',
  'commissions',
  'monthPoints',
  'yearPoints',
]

/** Where a table counts by outlet, nobody knows which are of what level, so its adoptions are not taken for those of the own bulletin. */
const countsByOutlet = (table: NoticeTable): boolean => table.columns.some(({ measure }) => measure === 'outletAdopted')

function leftOutOf(table: NoticeTable): string[] {
  const columns = table.columns.filter(({ heads, measure }, index) => {
    const taken = TAKEN.includes(measure) && !(measure === 'adopted' && countsByOutlet(table))
    const isFilled = table.rows.some(row => {
      const cell = row.cells[index] ?? null
      return cell !== null && 'x100' in cell && cell.x100 !== 0
    })
    return !taken && isFilled && !/^(?:序号|排序)$/.test(columnName(heads))
  })
  const names = columns.map(({ heads }) => `“${columnName(heads)}”`).join('')
  return names === '' ? [] : [`${table.id}的${names}没有接收：这些数字不能确定对应哪些计分事实。`]
}

/** What stands over the lists of a table's units. */
const sectionOver = (table: string, rows: readonly NamedRow[]): string =>
  rows.find(({ row, list }) => row.table.id === table && list !== null)?.list?.list.section ?? ''

/** Numbers that the ledger gives again. */
const COMPARED: readonly Measure[] = [
  'submitted',
  'upperAdopted',
  'ownAdopted',
  'adopted',
  'adoptionPoints',
  'commissions',
  'commissionPoints',
  'forwarded',
  'basePoints',
  'monthPoints',
  'yearPoints',
  'rank',
]

/** Columns that become facts, openings, or are compared with what facts and rules give. */
const TAKEN: readonly Measure[] = [...COMPARED, 'reports', 'briefs']

/** The table's number, a blank being 0; without such a column the text's; null where neither has one. In whole things. */
function counted({ row, list }: NamedRow, measure: Measure): number | null {
  const x100 = row.x100(measure) ?? list?.clause(measure)?.claim.x100
  return x100 === undefined ? null : wholeOf(Math.min(x100, COUNT_MAX * 100))
}

/** A count in hundredths → things; halves of articles do not exist and are cut. */
const wholeOf = (x100: number): number => (x100 - (x100 % 100)) / 100

/** So many of anything no unit has in a month; a larger number was misread, and so was a negative one. */
const COUNT_MAX = 100_000

function refuseNonsense({ unit, row }: NamedRow): void {
  const refuse = (reason: string): never => {
    throw new Problem('notice-unreadable', { reason })
  }
  if (!Name.safeParse(unit).success) refuse(`“${unit.slice(0, 20)}…”不像单位名称`)
  for (const { heads, measure } of row.table.columns) {
    const x100 = COUNTED.includes(measure) ? (row.x100(measure) ?? 0) : 0
    if (x100 < 0 || x100 > COUNT_MAX * 100) refuse(`${unit}的“${columnName(heads)}”写 ${show(x100)}，不像篇数`)
  }
  const [month, year] = [row.x100('monthPoints') ?? 0, row.x100('yearPoints') ?? 0]
  if (!Points.safeParse(year - month).success)
    refuse(`${unit}的本月分数 ${show(month)}、累计分数 ${show(year)}，不像分数`)
}

const COUNTED: readonly Measure[] = [
  'submitted',
  'upperAdopted',
  'ownAdopted',
  'adopted',
  'reports',
  'briefs',
  'commissions',
  'forwarded',
]

function countsOf(named: NamedRow): TakenCounts {
  const titles = titlesOf(named)
  const listed = (kind: string) => titles.filter(item => kindOfItem(item) === kind).length
  const missing = (stated: number | null, kind: string) => Math.max(0, (stated ?? 0) - listed(kind))
  const forwarded = counted(named, 'forwarded') ?? 0
  const briefs = counted(named, 'briefs')
  const all = counted(named, 'ownAdopted') ?? (countsByOutlet(named.row.table) ? 0 : counted(named, 'adopted'))
  // Where only the sum is stated, what has no title and no kind counts as 信息.
  const reports = counted(named, 'reports') ?? (all === null ? null : all - Math.max(briefs ?? 0, listed('brief')))
  const titled = listed('report') + listed('brief')
  const untitledBriefs = missing(briefs, 'brief')
  const untitled = all === null ? null : Math.max(0, all - titled - untitledBriefs)
  const untitledReports = missing(reports, 'report')
  return {
    unit: named.unit,
    submitted: counted(named, 'submitted') ?? 0,
    upperAdopted: counted(named, 'upperAdopted') ?? 0,
    forwarded:
      forwarded === 0 ? [] : [{ level: levelOf(named.list?.clause('forwarded')?.wording ?? ''), count: forwarded }],
    // The table's sum is what points rest on, whatever the text says of its parts.
    untitledReports: untitled === null ? untitledReports : untitled,
    untitledBriefs:
      untitled === null || all === null ? untitledBriefs : Math.min(untitledBriefs, Math.max(0, all - titled)),
    untitledCommissions: missing(counted(named, 'commissions'), 'commission'),
  }
}

function openingOf({ unit, row }: NamedRow): { unit: string; points: Points }[] {
  const [month, year] = [row.x100('monthPoints'), row.x100('yearPoints')]
  // A blank total beside points of the month was not counted, rather than 0.
  if (month === undefined || year === undefined || (row.value('yearPoints') === null && month !== 0)) return []
  const points = subtractPoints(pointsOfHundredths(year), pointsOfHundredths(month))
  return points === 0 ? [] : [{ unit, points }]
}

function statedOf({ unit, row }: NamedRow): StatedNumber[] {
  return COMPARED.flatMap(measure => {
    const x100 = row.x100(measure)
    const column = row.table.columns.find(one => one.measure === measure)
    if (x100 === undefined || column === undefined || (measure === 'rank' && row.value('rank') === null)) return []
    return [{ unit, column: columnName(column.heads), measure, points: pointsOfHundredths(x100) }]
  })
}

/** Head sentences that differ from their row. */
function textDifferences(context: Context, rows: readonly NamedRow[]): Difference[] {
  return tableAgainstText(context).flatMap(({ place, claims, message }): Difference[] => {
    const named = rows.find(({ row }) => row.row.unit === place.unit)
    if (named === undefined || named.list === null) return []
    const sum = (part: string) =>
      claims.filter(claim => claim.place.part === part).reduce((all, claim) => all + claim.x100, 0)
    return [
      {
        unit: named.unit,
        column: place.column ?? '',
        stated: pointsOfHundredths(sum('list')),
        computed: pointsOfHundredths(sum('table')),
        message: `${message}；按表接收`,
      },
    ]
  })
}

// ── comparing with what the ledger makes of it ─────────────────────────────────────────────────────────────────

/**
 * What the notice states and facts and rules do not give again, in the order of the tables, then where its text and tables differ.
 * @param standings of the month that was taken over, scored by the office's rules
 */
export function differencesOf(taken: TakeOver, standings: readonly StandingGroup[]): Difference[] {
  const rows = new Map(standings.flatMap(group => group.rows).map(row => [row.name, row]))
  const differing = taken.stated.flatMap(({ unit, column, measure, points }): Difference[] => {
    const row = rows.get(unit)
    const computed = row === undefined ? zeroPoints : computedOf(row, measure)
    if (computed === null || computed === points) return []
    const message = `${unit}“${column}”：通报写 ${show(points)}，按接收的稿件和计分办法算得 ${show(computed)}`
    return [{ unit, column, stated: points, computed, message }]
  })
  return [...differing, ...taken.textDifferences]
}

/** The same number in the ledger; null where the rules know no such component. */
function computedOf({ counts, components, month, yearTotal, rank }: StandingRow, measure: Measure): Points | null {
  const count = (things: number) => pointsOfHundredths(things * 100)
  const component = (word: string): Points | null => {
    const name =
      Object.keys(components).find(one => one === word) ?? Object.keys(components).find(one => one.includes(word))
    return name === undefined ? null : (components[name] ?? zeroPoints)
  }
  switch (measure) {
    case 'submitted':
      return count(counts.submitted)
    case 'upperAdopted':
      return count(counts.upperAdopted)
    case 'ownAdopted':
    case 'adopted':
      return count(counts.reports + counts.briefs)
    case 'commissions':
      return count(counts.commissions)
    case 'forwarded':
      return count(counts.forwarded)
    case 'adoptionPoints':
      return component('采用')
    case 'commissionPoints':
      return component('约稿')
    case 'basePoints':
      return component('基础分')
    case 'monthPoints':
      return month
    case 'yearPoints':
      return yearTotal
    case 'rank':
      return count(rank)
    default:
      return null
  }
}
