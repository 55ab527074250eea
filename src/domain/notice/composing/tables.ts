import { columnName } from '../checks/context.ts'
import type { Claim, NoticeRow, NoticeTable } from '../notice.ts'
import type { ColumnPlan } from './columns.ts'
import type { Part } from './parts.ts'

/** One group's table: rows in the order of the standing, a blank for every 0 except a rank. */
export function tableOf(part: Part, columns: readonly ColumnPlan[], unitHead: string): NoticeTable {
  const place = { part: 'table', table: part.id } as const
  return {
    id: part.id,
    title: part.title,
    group: part.group,
    unitHead,
    columns: columns.map(({ column }) => column),
    rows: part.standing.rows.map(
      (row): NoticeRow => ({
        unit: row.name,
        cells: columns.map(({ column, x100 }): Claim | null => {
          const value = x100(row)
          if (value === 0 && column.measure !== 'rank') return null
          return { x100: value, place: { ...place, unit: row.name, column: columnName(column.heads) } }
        }),
        place: { ...place, unit: row.name },
      }),
    ),
    total: null,
    repeatedHeads: [],
    place,
  }
}
