import { finding } from '../findings.ts'
import type { Finding, Notice } from '../notice.ts'
import { type Context, cellPlace, show } from './context.ts'
import type { PreviousTotals } from './known.ts'
import { foldName } from './names.ts'

/** Year totals of last month's notice, or as the ledger gives them. */
function totalsOf(previous: Notice | PreviousTotals): PreviousTotals {
  if (!('tables' in previous)) return previous
  return previous.tables.flatMap(table => {
    const index = table.columns.findIndex(column => column.measure === 'yearPoints')
    return table.rows.flatMap(row => {
      const cell = row.cells[index]
      return cell && 'x100' in cell ? [{ unit: row.unit, yearPoints: cell.x100 }] : []
    })
  })
}

/** 累计 = 上月累计 + 本月, and units that came or went. In the first month of a year 累计 = 本月 is right too. */
export function yearTotals(context: Context): Finding[] {
  const { previous, units } = context.known
  if (previous === undefined) return []
  const totals = totalsOf(previous)
  if (totals.length === 0) return []
  const keyOf = (name: string) => {
    const folded = foldName(name)
    const unit = (units ?? []).find(one => [one.name, ...one.aliases].some(written => foldName(written) === folded))
    return unit ? foldName(unit.name) : folded
  }
  const before = new Map(totals.map(one => [keyOf(one.unit), one.yearPoints]))
  const now = new Set(context.rows.map(row => keyOf(row.row.unit)))
  const newYear = context.rows.every(row => row.x100('yearPoints') === row.x100('monthPoints'))
  const wrong = context.rows.flatMap(row => {
    const last = before.get(keyOf(row.row.unit))
    const [month, year] = [row.x100('monthPoints'), row.x100('yearPoints')]
    if (last === undefined)
      return [
        finding(
          'unit-new',
          { ...row.row.place, part: 'table', table: row.table.id, unit: row.row.unit },
          `${row.row.unit}上月通报中没有`,
        ),
      ]
    if (month === undefined || year === undefined || newYear || last + month === year) return []
    const claims = [row.value('monthPoints'), row.value('yearPoints')].filter(
      claim => claim !== null && claim !== undefined,
    )
    return [
      finding(
        'year-previous',
        cellPlace(row, 'yearPoints'),
        `${row.row.unit}：上月累计 ${show(last)} + 本月 ${show(month)} = ${show(last + month)}，累计分数写 ${show(year)}`,
        claims,
      ),
    ]
  })
  const gone = totals
    .filter(one => !now.has(keyOf(one.unit)))
    .map(one =>
      finding(
        'unit-gone',
        { part: 'document', unit: one.unit },
        `${one.unit}上月通报中有（累计 ${show(one.yearPoints)}），本月没有`,
      ),
    )
  return [...wrong, ...gone]
}
