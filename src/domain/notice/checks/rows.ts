import { finding } from '../findings.ts'
import type { Claim, Finding, Measure } from '../notice.ts'
import { type Context, cellPlace, claimsOf, columnName, isRule, show, total, type UnitRow } from './context.ts'
import { grouped } from './grouped.ts'

/** Columns that add up to 本月分数; 扣分 counts against. */
const COMPONENTS = [
  'submissionPoints',
  'adoptionPoints',
  'outletPoints',
  'commissionPoints',
  'basePoints',
  'bonusPoints',
  'deductionPoints',
] as const

/** A column of points that goes into 本月分数. */
export const isComponent = (measure: Measure): boolean => COMPONENTS.some(component => component === measure)

interface Part {
  readonly text: string
  readonly x100: number
  readonly claim: Claim | null
}

/** The component cells of a row, in the order of the columns; null when one of them is no number. */
function partsOf({ table, row }: UnitRow): Part[] | null {
  const parts: Part[] = []
  for (const [index, column] of table.columns.entries()) {
    if (!isComponent(column.measure)) continue
    const cell = row.cells[index] ?? null
    if (cell !== null && !('x100' in cell)) return null
    const x100 = cell?.x100 ?? 0
    // A deduction may be printed with or without its sign.
    const signed = column.measure === 'deductionPoints' ? 0 - Math.abs(x100) : x100
    parts.push({ text: show(signed), x100: signed, claim: cell })
  }
  return parts
}

const sumText = (parts: readonly { readonly text: string }[]): string =>
  parts
    .map((part, index) =>
      index === 0 ? part.text : part.text.startsWith('-') ? ` - ${part.text.slice(1)}` : ` + ${part.text}`,
    )
    .join('')

interface Sum {
  readonly row: UnitRow
  readonly parts: readonly Part[]
  readonly month: number
  readonly sum: number
}

/** 本月分数 = 各项得分之和, where that is how most rows with the same columns add up. */
export function rowSums({ rows }: Context): Finding[] {
  const sums = rows.flatMap((row): Sum[] => {
    const parts = partsOf(row)
    const month = row.x100('monthPoints')
    return parts === null || parts.length < 2 || month === undefined
      ? []
      : [{ row, parts, month, sum: total(parts.map(part => part.x100)) }]
  })
  const columnsOf = ({ row }: Sum) =>
    row.table.columns
      .map(column => column.measure)
      .filter(isComponent)
      .join(' ')
  return [...grouped(sums, columnsOf).values()].flatMap(alike => {
    const wrong = alike.filter(({ sum, month }) => sum !== month)
    return isRule(alike.length - wrong.length, alike.length) ? wrong.map(wrongSum) : []
  })
}

function wrongSum({ row, parts, month, sum }: Sum): Finding {
  const filled = parts.filter(part => part.x100 !== 0)
  const left =
    filled.length === 0
      ? '各项得分均空'
      : filled.length === 1
        ? `各项得分只有 ${show(sum)}`
        : `${sumText(filled)} = ${show(sum)}`
  const place = cellPlace(row, 'monthPoints')
  return finding(
    'row-sum',
    place,
    `${row.row.unit}：${left}，本月分数写 ${show(month)}`,
    claimsOf(...filled.map(part => part.claim), row.value('monthPoints')),
  )
}

/** 采用条数 = the outlets' counts, where most rows of the table have it so. */
export function adoptedByOutlet(context: Context): Finding[] {
  return context.notice.tables.flatMap(table => {
    const outlets = table.columns.flatMap((column, index) => (column.measure === 'outletAdopted' ? [index] : []))
    if (outlets.length === 0) return []
    const sums = context.rows
      .filter(row => row.table === table)
      .flatMap(row => {
        const adopted = row.x100('adopted')
        const cells = outlets.map(index => row.row.cells[index] ?? null)
        if (adopted === undefined) return []
        return [{ row, adopted, sum: total(cells.map(cell => (cell !== null && 'x100' in cell ? cell.x100 : 0))) }]
      })
    const counted = sums.filter(({ adopted, sum }) => adopted + sum > 0)
    const wrong = counted.filter(({ adopted, sum }) => adopted !== sum)
    if (!isRule(counted.length - wrong.length, counted.length)) return []
    return wrong.map(({ row, adopted, sum }) =>
      finding(
        'kinds-sum',
        cellPlace(row, 'adopted'),
        `${row.row.unit}：采用 ${show(adopted)} 条，各载体相加 ${show(sum)} 条`,
        claimsOf(row.value('adopted')),
      ),
    )
  })
}

/** A 合计 row against the sums of its columns. */
export function totalRows(context: Context): Finding[] {
  return context.notice.tables.flatMap(table => {
    const totalRow = table.total
    if (totalRow === null) return []
    return table.columns.flatMap((column, index) => {
      if (column.measure === 'rank') return []
      const stated = totalRow.cells[index] ?? null
      if (stated === null || !('x100' in stated)) return []
      const sum = total(
        table.rows.map(row => row.cells[index] ?? null).map(cell => (cell !== null && 'x100' in cell ? cell.x100 : 0)),
      )
      if (sum === stated.x100) return []
      const name = columnName(column.heads)
      return [
        finding(
          'column-sum',
          { ...totalRow.place, ...stated.place, part: 'table', table: table.id, column: name },
          `${table.id}“${name}”各行相加 ${show(sum)}，合计写 ${show(stated.x100)}`,
          [stated],
        ),
      ]
    })
  })
}

/** 累计 holds 本月 in it. */
export function yearHoldsMonth(context: Context): Finding[] {
  return context.rows.flatMap(row => {
    const [month, year] = [row.value('monthPoints'), row.value('yearPoints')]
    if (!month || !year || month.x100 < 0 || year.x100 >= month.x100) return []
    return [
      finding(
        'year-below-month',
        cellPlace(row, 'yearPoints'),
        `${row.row.unit}：累计分数 ${show(year.x100)} 小于本月分数 ${show(month.x100)}`,
        [month, year],
      ),
    ]
  })
}
