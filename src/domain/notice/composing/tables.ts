import type { StandingRow } from '../../model.ts'
import { columnName, total } from '../checks/context.ts'
import type { Claim, NoticeRow, NoticeTable } from '../notice.ts'
import type { ColumnPlan } from './columns.ts'
import type { Part } from './parts.ts'
import type { NoticeTableForm } from './table-form.ts'

type Look = Pick<NoticeTableForm, 'rank' | 'totalRow' | 'blanks'> & { readonly unitHead: string }

const TOTAL = '合计'

/** One table: rows in the order of the standing, a blank or 0 for every 0, and what all rows add up to where it is asked for. */
export function tableOf(part: Part, columns: readonly ColumnPlan[], look: Look): NoticeTable {
  const place = { part: 'table', table: part.id } as const
  const { rows } = part.standing
  const rowOf = (unit: string, cellIn: (plan: ColumnPlan) => number | null): NoticeRow => ({
    unit,
    cells: columns.map((plan): Claim | null => {
      const value = cellIn(plan)
      const { heads, measure } = plan.column
      // A unit that is not ranked has no rank, whatever stands for 0 elsewhere.
      if (value === null || (value === 0 && (measure === 'rank' || look.blanks === 'empty'))) return null
      return { x100: value, place: { ...place, unit, column: columnName(heads) } }
    }),
    place: { ...place, unit },
  })
  const sumOf = ({ column, x100 }: ColumnPlan): number | null =>
    column.measure === 'rank' ? null : total(rows.map(x100))
  return {
    id: part.id,
    title: part.title,
    group: part.group,
    unitHead: look.unitHead,
    ...(look.rank === 'first' ? { unitAt: 1 } : {}),
    columns: columns.map(({ column }) => column),
    rows: rows.map((row: StandingRow) => rowOf(row.name, plan => plan.x100(row))),
    total: look.totalRow ? rowOf(TOTAL, sumOf) : null,
    repeatedHeads: [],
    place,
  }
}
