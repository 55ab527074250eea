import type { Context, UnitList, UnitRow } from '../checks/context.ts'
import type { KnownUnit } from '../checks/known.ts'
import { foldName, mayBeSame, meantBy } from '../checks/names.ts'
import { tablesOf } from '../checks/subjects.ts'

/** A name of the notice that is taken for another one. `certain`: there is no other unit it could be. */
export interface NameSuggestion {
  readonly written: string
  readonly unit: string
  /** 表, 清单, 正文. */
  readonly where: string
  readonly certain: boolean
}

/** What stands under a name that is nobody's for certain, and so is not taken over. */
export interface NameRefusal {
  readonly written: string
  readonly where: string
  readonly message: string
}

/** A row that is taken over: under the unit's registered name, or the table's where it is new; with its list. */
export interface NamedRow {
  readonly unit: string
  readonly row: UnitRow
  readonly list: UnitList | null
}

export interface Names {
  readonly rows: readonly NamedRow[]
  readonly suggestions: readonly NameSuggestion[]
  readonly refusals: readonly NameRefusal[]
}

/**
 * Which unit each row, list and name of the prose is. A list belongs to the row the auditor gives it to, but under another name only where
 * nothing else can be meant: one row alone could carry the name, or the year's totals of both agree as well. Nothing is joined on likeness
 * between the table and the register: there a like name is as often a new unit.
 */
export function namesOf(context: Context, units: readonly KnownUnit[]): Names {
  const registered = (written: string): string | null => {
    const name = foldName(written)
    return units.find(unit => [unit.name, ...unit.aliases].some(one => foldName(one) === name))?.name ?? null
  }
  const rows: NamedRow[] = []
  const suggestions: NameSuggestion[] = []
  const refusals: NameRefusal[] = []
  const taken = new Set<string>()
  for (const row of context.rows) {
    const unit = registered(row.row.unit) ?? row.row.unit
    if (taken.has(foldName(unit))) {
      refusals.push({
        written: row.row.unit,
        where: row.table.id,
        message: `${row.table.id}的“${row.row.unit}”与前面的一行是同一个单位，只接收了前面的一行。`,
      })
      continue
    }
    taken.add(foldName(unit))
    const list = row.list === null ? null : listOf(row, row.list, { context, suggestions, refusals, registered, unit })
    rows.push({ unit, row, list })
  }
  for (const list of context.lists)
    if (!list.hasRow)
      refusals.push({
        written: list.list.unit,
        where: '清单',
        message: `清单里的“${list.list.unit}”不是表中的单位，它的 ${list.list.items.length} 条标题没有接收。`,
      })
  const present = new Set(rows.map(({ unit }) => foldName(unit)))
  for (const { unit } of rows) {
    if (registered(unit) !== null) continue
    const near = units.filter(one => !present.has(foldName(one.name)) && mayBeSame(foldName(one.name), foldName(unit)))
    for (const one of near) suggestions.push({ written: unit, unit: one.name, where: '表', certain: false })
  }
  return { rows, suggestions: unique([...suggestions, ...inProse(context, rows, units)]), refusals }
}

interface Taking {
  readonly context: Context
  readonly suggestions: NameSuggestion[]
  readonly refusals: NameRefusal[]
  readonly registered: (written: string) => string | null
  readonly unit: string
}

/** The list of a row, or null where it is not for certain this unit's. */
function listOf(
  row: UnitRow,
  list: UnitList,
  { context, suggestions, refusals, registered, unit }: Taking,
): UnitList | null {
  const written = list.list.unit
  const name = foldName(written)
  if (name === foldName(row.row.unit) || registered(written) === unit) return list
  const candidates = context.rows.filter(one => mayBeSame(name, foldName(one.row.unit)))
  const year = list.clause('yearPoints')?.claim.x100
  const agrees = year !== undefined && year !== 0 && year === row.x100('yearPoints')
  const certain = agrees || (candidates.length === 1 && candidates[0] === row)
  suggestions.push({ written, unit, where: '清单', certain })
  if (certain) return list
  refusals.push({
    written,
    where: '清单',
    message: `清单里的“${written}”可能是“${unit}”，不能确定，它的 ${list.list.items.length} 条标题没有接收，只接收了表中的篇数。`,
  })
  return null
}

/** Short names in the lists of leaders, where one unit of the tables alone can be meant. */
function inProse(context: Context, rows: readonly NamedRow[], units: readonly KnownUnit[]): NameSuggestion[] {
  return context.notice.leaders.flatMap(({ subject, names }) => {
    const tables = tablesOf(subject, context) ?? []
    const candidates = rows.filter(({ row }) => tables.includes(row.table))
    return names.flatMap(({ name }): NameSuggestion[] => {
      const meant = meantBy(
        name,
        candidates.map(({ row }) => row.row.unit),
        units,
      )
      const found = candidates.find(({ row }) => row.row.unit === meant)
      if (found === undefined || isNameOf(name, found, units)) return []
      return [{ written: name, unit: found.unit, where: '正文', certain: true }]
    })
  })
}

const isNameOf = (written: string, { unit, row }: NamedRow, units: readonly KnownUnit[]): boolean =>
  [row.row.unit, unit, ...(units.find(one => one.name === unit)?.aliases ?? [])].some(
    name => foldName(name) === foldName(written),
  )

const unique = (suggestions: readonly NameSuggestion[]): NameSuggestion[] => [
  ...new Map(suggestions.map(one => [`${one.written} ${one.unit}`, one])).values(),
]
