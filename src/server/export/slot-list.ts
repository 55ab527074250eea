import type { SlotTable } from '../../api/commission.ts'
import { ASSIGNMENT_STATE_WORDS } from '../../domain/commission.ts'
import type { List } from './lists.ts'
import type { Cell } from './workbook.ts'

/** 任务书汇总: one row a unit, one column a slot, with the unit of measure in its head; under them how many answered, and the sums. */
export const SLOT_LIST: List<SlotTable> = {
  title: '任务书汇总',
  heads: ({ slots }) => [
    '单位',
    '状态',
    ...slots.map(slot => (slot.kind === 'figure' ? `${slot.label}（${slot.unit}）` : slot.label)),
    '缺项',
    '说明',
  ],
  rows: ({ slots, rows, totals }) => {
    const units = rows.map((row): Cell[] => [
      row.name,
      row.with === null ? ASSIGNMENT_STATE_WORDS[row.state] : `见${row.with}`,
      ...row.cells.map((cell): Cell => {
        if (cell.kind === 'missing') return row.state === 'exempt' || row.with !== null ? null : '缺'
        if (cell.kind === 'none') return `本地无此项：${cell.reason}`
        return cell.value === null ? cell.text : numberOf(cell.value)
      }),
      row.state === 'exempt' || row.with !== null ? null : row.missing,
      row.note,
    ])
    if (slots.length === 0 || rows.length === 0) return units
    return [
      ...units,
      ['合计', null, ...totals.map(({ sum }): Cell => (sum === null ? null : numberOf(sum))), null, null],
      ['已答', null, ...totals.map(({ answered }): Cell => answered), null, null],
    ]
  },
}

/** As a number where a spreadsheet keeps every digit of it, otherwise as it is written. */
const numberOf = (written: string): Cell => (String(Number(written)) === written ? Number(written) : written)
