import { formatPoints, pointsOfHundredths } from '../../points.ts'
import type {
  Claim,
  Finding,
  HeadClause,
  Measure,
  Notice,
  NoticeList,
  NoticeRow,
  NoticeTable,
  Place,
  ReadNotice,
} from '../notice.ts'
import type { Known } from './known.ts'
import { pairNames } from './names.ts'

/** A row of a table with its cells by measure, and the list that belongs to it. */
export interface UnitRow {
  readonly table: NoticeTable
  readonly row: NoticeRow
  /** The number under a measure; null where blank, undefined where the table has no such column or the cell is no number. */
  readonly value: (measure: Measure) => Claim | null | undefined
  /** As `value`, with a blank as 0; undefined where there is nothing to compare with. */
  readonly x100: (measure: Measure) => number | undefined
  readonly list: UnitList | null
}

/** A list with the name the table uses for its unit. */
export interface UnitList {
  readonly list: NoticeList
  /** The table's name; the list's own where no row belongs to it. */
  readonly unit: string
  readonly clause: (measure: Measure) => HeadClause | undefined
  readonly group: string
  readonly hasRow: boolean
}

/** What every check looks at: the notice, what is known, and which list belongs to which row. */
export interface Context {
  readonly notice: Notice
  readonly remarks: ReadNotice['remarks']
  readonly unread: ReadNotice['unread']
  readonly known: Known
  readonly rows: readonly UnitRow[]
  readonly lists: readonly UnitList[]
  /** Whether a title stands in the office's register exactly so, but for width and spaces, which printing may change. */
  readonly isRegistered: (title: string) => boolean
}

export type Check = (context: Context) => readonly Finding[]

/** ReadNotice and what is known → the context of the checks. */
export function contextOf(read: ReadNotice, known: Known): Context {
  const { notice } = read
  const tableRows = notice.tables.flatMap(table => table.rows.map(row => ({ table, row })))
  const pairs = pairNames(
    notice.lists.map(list => ({ name: list.unit, year: clauseOf(list, 'yearPoints')?.claim.x100 })),
    tableRows.map(({ table, row }) => ({ name: row.unit, year: numberIn(table, row, 'yearPoints') })),
    known.units ?? [],
  )
  const lists = notice.lists.map((list, index): UnitList => {
    const pair = pairs[index]
    const found = pair === undefined || pair === null ? undefined : tableRows[pair]
    return {
      list,
      unit: found?.row.unit ?? list.unit,
      clause: measure => clauseOf(list, measure),
      group: found?.table.group ?? list.section,
      hasRow: found !== undefined,
    }
  })
  const listOf = new Map(pairs.flatMap((row, list) => (row === null ? [] : [[row, lists[list] ?? null] as const])))
  const rows = tableRows.map(
    ({ table, row }, index): UnitRow => ({
      table,
      row,
      value: measure => claimIn(table, row, measure),
      x100: measure => numberIn(table, row, measure),
      list: listOf.get(index) ?? null,
    }),
  )
  const registered = new Set((known.registered ?? []).map(titleKey))
  const isRegistered = (title: string) => registered.has(titleKey(title))
  return { notice, remarks: read.remarks, unread: read.unread, known, rows, lists, isRegistered }
}

const titleKey = (title: string): string => title.normalize('NFKC').replace(/\s/g, '')

const clauseOf = (list: NoticeList, measure: Measure): HeadClause | undefined =>
  list.head.find(clause => clause.measure === measure)

/** The cell of a row under the first column of a measure. */
function claimIn(table: NoticeTable, row: NoticeRow, measure: Measure): Claim | null | undefined {
  const index = table.columns.findIndex(column => column.measure === measure)
  if (index === -1) return undefined
  const cell = row.cells[index]
  if (cell === undefined || cell === null) return null
  return 'x100' in cell ? cell : undefined
}

function numberIn(table: NoticeTable, row: NoticeRow, measure: Measure): number | undefined {
  const claim = claimIn(table, row, measure)
  return claim === undefined ? undefined : (claim?.x100 ?? 0)
}

/** The place of a row's cell, whether it is filled or not. */
export function cellPlace(unitRow: UnitRow, measure: Measure): Place {
  const { table, row } = unitRow
  const claim = claimIn(table, row, measure)
  const column = table.columns.find(one => one.measure === measure)
  return {
    ...row.place,
    part: 'table',
    table: table.id,
    unit: row.unit,
    ...(column ? { column: columnName(column.heads) } : {}),
    ...(claim?.place ?? {}),
  }
}

/** A column's name in sentences: 采用信息·记分. Repeated heads of merged cells are named once. */
export const columnName = (heads: readonly string[]): string =>
  heads.filter((head, index) => head !== '' && head !== heads[index - 1]).join('·')

/** The place of a list's head or item, under the table's name of the unit. */
export const listPlace = (unitList: UnitList, place: Place): Place => ({ ...place, part: 'list', unit: unitList.unit })

/** Hundredths → the number as people print it: 4.5. */
export const show = (x100: number): string => formatPoints(pointsOfHundredths(x100))

/** A few names joined for a sentence; many are cut to the first ones and their number. */
export function nameList(names: readonly string[], atMost = 12): string {
  const shown = names.slice(0, atMost).join('、')
  return names.length > atMost ? `${shown}等${names.length}个` : shown
}

export const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

/** The claims that are there. */
export const claimsOf = (...claims: (Claim | null | undefined)[]): Claim[] =>
  claims.filter(claim => claim !== null && claim !== undefined)

/** More than half: enough to call it the rule of the table, so that what differs is the odd one. */
export const isRule = (fitting: number, of: number): boolean => fitting * 2 > of
