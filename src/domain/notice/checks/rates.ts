import { type FindingCode, finding } from '../findings.ts'
import type { Claim, Finding, Measure, NoticeTable, Place } from '../notice.ts'
import { type Context, cellPlace, claimsOf, columnName, isRule, show, type UnitRow } from './context.ts'
import { isOwnTable, ownColumn } from './own-form.ts'
import { isComponent } from './rows.ts'

/** Counts and the points they earn. `adoptionPoints` of reports and briefs has its own check. */
const RATED: readonly { readonly count: Measure; readonly points: Measure }[] = [
  { count: 'submitted', points: 'submissionPoints' },
  { count: 'commissions', points: 'commissionPoints' },
  { count: 'adopted', points: 'adoptionPoints' },
  { count: 'ownAdopted', points: 'adoptionPoints' },
]

interface Rated {
  readonly row: UnitRow
  readonly count: number
  readonly points: number
  readonly countClaim: Claim | null
  readonly pointsClaim: Claim | null
  readonly place: Place
  readonly name: string
}

/** The points each that most rows agree on, in hundredths; null when there are fewer than two or no majority. */
export function dominantRate(pairs: readonly { readonly count: number; readonly points: number }[]): number | null {
  const counted = pairs.filter(pair => pair.count > 0)
  const fits = (rate: number) => counted.filter(pair => pair.count * rate === pair.points * 100).length
  let best: number | null = null
  for (const pair of counted) {
    if ((pair.points * 100) % pair.count !== 0) continue
    // Counts are hundredths too, so this is the number of hundredths each.
    const rate = Math.round((pair.points * 100) / pair.count)
    if (best === null || fits(rate) > fits(best)) best = rate
  }
  return best !== null && fits(best) >= 2 && isRule(fits(best), counted.length) ? best : null
}

function nearlyAll(rated: readonly Rated[]): boolean {
  const rate = dominantRate(rated)
  const counted = rated.filter(one => one.count > 0)
  return rate !== null && counted.filter(one => one.count * rate === one.points * 100).length * 5 >= counted.length * 4
}

function ratedRows(rows: readonly UnitRow[], count: Measure, points: Measure): Rated[] {
  return rows.flatMap(row => {
    const [n, p] = [row.x100(count), row.x100(points)]
    if (n === undefined || p === undefined) return []
    return [
      {
        row,
        count: n,
        points: p,
        countClaim: row.value(count) ?? null,
        pointsClaim: row.value(points) ?? null,
        place: cellPlace(row, points),
        name: headOf(row.table, points),
      },
    ]
  })
}

const headOf = (table: NoticeTable, measure: Measure): string =>
  columnName(table.columns.find(column => column.measure === measure)?.heads ?? [])

/** An outlet's points stand in the next points column after its count. */
function outletRows(
  table: NoticeTable,
  rows: readonly UnitRow[],
): { readonly column: NoticeTable['columns'][number]; readonly rated: Rated[] }[] {
  return table.columns.flatMap((column, index) => {
    const next = table.columns[index + 1]
    if (column.measure !== 'outletAdopted' || next?.measure !== 'outletPoints') return []
    const rated = rows
      .filter(row => row.table === table)
      .flatMap((row): Rated[] => {
        const [count, points] = [row.row.cells[index] ?? null, row.row.cells[index + 1] ?? null]
        if ((count !== null && !('x100' in count)) || (points !== null && !('x100' in points))) return []
        const place = {
          ...row.row.place,
          part: 'table' as const,
          table: table.id,
          unit: row.row.unit,
          column: columnName(next.heads),
          ...points?.place,
        }
        return [
          {
            row,
            count: count?.x100 ?? 0,
            points: points?.x100 ?? 0,
            countClaim: count,
            pointsClaim: points,
            place,
            name: columnName(next.heads),
          },
        ]
      })
    return [{ column, rated }]
  })
}

function rateFindings(rated: readonly Rated[], known: number | null): Finding[] {
  const rate = known ?? dominantRate(rated)
  if (rate === null) return []
  return rated.flatMap(one => {
    if (one.count * rate === one.points * 100) return []
    const code: FindingCode = one.count === 0 ? 'points-without-count' : 'count-rate'
    const due = Math.round((one.count * rate) / 100)
    const message =
      one.count === 0
        ? `${one.row.row.unit}：“${one.name}”有 ${show(one.points)} 分，而篇数为空（其余每篇 ${show(rate)} 分）`
        : `${one.row.row.unit}：${show(one.count)} × ${show(rate)} = ${show(due)}，“${one.name}”写 ${show(one.points)}`
    return [finding(code, one.place, message, claimsOf(one.countClaim, one.pointsClaim))]
  })
}

/** Points = count × points each, each from the rules or as most rows have it. */
export function countRates(context: Context): Finding[] {
  const hasKinds =
    context.lists.some(list => list.clause('briefs') || list.list.items.some(item => item.kind === 'brief')) ||
    context.rows.some(row => row.x100('briefs') !== undefined)
  const plain = RATED.flatMap(({ count, points }) => {
    const ruled = context.known.ruleSet
    const known = count === 'commissions' ? (ruled?.commission ?? null) : null
    const hasNone =
      (count === 'commissions' && ruled?.commission === null) || (points === 'adoptionPoints' && ruled?.report === null)
    if (hasNone) return []
    const rows = known === null ? context.rows.filter(row => !isOwnTable(row.table, context.known)) : context.rows
    const rated = ratedRows(rows, count, points)
    // Reports and briefs earn differently, so a single rate only holds where nothing tells them apart and hardly a row differs.
    if (points === 'adoptionPoints' && (hasKinds || !nearlyAll(rated))) return []
    return rateFindings(rated, known)
  })
  const outlets = context.notice.tables.flatMap(table =>
    outletRows(table, context.rows).flatMap(({ column, rated }) => {
      if (!isOwnTable(table, context.known)) return rateFindings(rated, null)
      const each = ownColumn(context.known, column)?.each ?? null
      return each === null ? [] : rateFindings(rated, each)
    }),
  )
  return [...plain, ...outlets]
}

/** Points of the year where nothing was handed in all year. */
export function yearWithoutSubmissions({ rows, known }: Context): Finding[] {
  return rows.flatMap(row => {
    // A year that began elsewhere has points without articles, and commissions need none.
    if (isOwnTable(row.table, known)) return []
    const [submitted, year] = [row.x100('submittedYear'), row.value('yearPoints')]
    if (submitted !== 0 || !year || year.x100 <= 0) return []
    return [
      finding(
        'points-without-count',
        cellPlace(row, 'yearPoints'),
        `${row.row.unit}：“${headOf(row.table, 'submittedYear')}”为 0，“${headOf(row.table, 'yearPoints')}”有 ${show(year.x100)} 分`,
        claimsOf(row.value('submittedYear'), year),
      ),
    ]
  })
}

interface ByKind {
  readonly row: UnitRow
  readonly reports: number
  readonly briefs: number
  readonly points: number
}

/** How many reports and briefs a row's unit has: from its own columns, else its list's head, else the list's titles. */
function kindsOf(row: UnitRow): { reports: number; briefs: number } | null {
  const [reports, briefs] = [row.x100('reports'), row.x100('briefs')]
  if (reports !== undefined && briefs !== undefined) return { reports, briefs }
  const { list } = row
  if (list === null) return null
  if (list.list.head.length > 0) {
    return { reports: list.clause('reports')?.claim.x100 ?? 0, briefs: list.clause('briefs')?.claim.x100 ?? 0 }
  }
  const adopted = list.list.items.filter(item => item.kind !== 'commission')
  const briefItems = adopted.filter(item => item.kind === 'brief').length
  return { reports: (adopted.length - briefItems) * 100, briefs: briefItems * 100 }
}

/** Rows with both kinds known, and the two rates that most of them follow; null when there is no such rule. */
function adoptionRates({ rows, known }: Context): { rows: ByKind[]; report: number; brief: number } | null {
  const byKind = rows.flatMap((row): ByKind[] => {
    const kinds = kindsOf(row)
    const points = row.x100('adoptionPoints') ?? row.list?.clause('adoptionPoints')?.claim.x100
    return kinds === null || points === undefined ? [] : [{ row, ...kinds, points }]
  })
  const ruled = known.ruleSet
  // Rules that fix no one value (shared credits, ceilings) are known to have none: what most rows happen to follow is no rule.
  if (ruled)
    return ruled.report === null || ruled.brief === null
      ? null
      : { rows: byKind, report: ruled.report, brief: ruled.brief }
  const counted = byKind.filter(({ reports, briefs }) => reports + briefs > 0)
  // Both kinds must occur in two rows at least, or a slip in one of them would pass for the rule.
  if (counted.filter(one => one.briefs > 0).length < 2 || counted.filter(one => one.reports > 0).length < 2) return null
  let best = { fits: 0, report: 0, brief: 0 }
  for (let report = 50; report <= 2000; report += 50) {
    for (let brief = 50; brief <= report; brief += 50) {
      const fits = counted.filter(one => one.reports * report + one.briefs * brief === one.points * 100).length
      if (fits > best.fits) best = { fits, report, brief }
    }
  }
  return best.fits >= 3 && isRule(best.fits, counted.length)
    ? { rows: byKind, report: best.report, brief: best.brief }
    : null
}

/** 采用记分 = 信息 × a + 简讯 × b, a and b from the rules or as most units have it. */
export function adoptionPoints(context: Context): Finding[] {
  const rates = adoptionRates(context)
  if (rates === null) return []
  return rates.rows.flatMap(({ row, reports, briefs, points }) => {
    const due = Math.round((reports * rates.report + briefs * rates.brief) / 100)
    if (due === points || (row.x100('upperAdopted') ?? 0) > 0) return []
    const place =
      row.x100('adoptionPoints') === undefined
        ? { ...row.row.place, unit: row.row.unit, ...row.list?.clause('adoptionPoints')?.claim.place }
        : cellPlace(row, 'adoptionPoints')
    const claim = row.value('adoptionPoints') ?? row.list?.clause('adoptionPoints')?.claim
    return [
      finding(
        'adoption-rate',
        place,
        `${row.row.unit}：信息 ${show(reports)} × ${show(rates.report)} + 简讯 ${show(briefs)} × ${show(rates.brief)} = ${show(due)}，采用记分写 ${show(points)}`,
        claimsOf(row.list?.clause('reports')?.claim, row.list?.clause('briefs')?.claim, claim),
      ),
    ]
  })
}

/** A unit with articles adopted above whose points are only enough for the own bulletin's. */
export function upperAdoptions(context: Context): Finding[] {
  const rates = adoptionRates(context)
  if (rates === null || context.known.ruleSet) return []
  return rates.rows.flatMap(({ row, reports, briefs, points }) => {
    const upper = row.value('upperAdopted')
    if (!upper || upper.x100 === 0 || reports * rates.report + briefs * rates.brief !== points * 100) return []
    return [
      finding(
        'upper-no-points',
        cellPlace(row, 'upperAdopted'),
        `${row.row.unit}：市级以上采用 ${show(upper.x100)} 篇，采用记分 ${show(points)} = 信息 ${show(reports)} × ${show(rates.report)} + 简讯 ${show(briefs)} × ${show(rates.brief)}，市级以上采用未见计分`,
        claimsOf(upper, row.value('adoptionPoints')),
      ),
    ]
  })
}

/** A table whose points follow from none of its columns: said once, so that nobody takes them for checked. */
export function unverifiable(context: Context): Finding[] {
  return context.notice.tables.flatMap(table => {
    if (isOwnTable(table, context.known)) return []
    const has = (measure: Measure) => table.columns.some(column => column.measure === measure)
    const countColumns = table.columns.flatMap((column, index) =>
      column.measure === 'outletAdopted' || column.measure === 'adopted' || column.measure === 'ownAdopted'
        ? [index]
        : [],
    )
    // A running total does not follow from this month's counts anyway.
    const scored = has('monthPoints')
      ? 'monthPoints'
      : has('yearPoints') && !headOf(table, 'yearPoints').includes('累计')
        ? 'yearPoints'
        : null
    if (scored === null || countColumns.length === 0 || table.columns.some(column => isComponent(column.measure)))
      return []
    const rows = context.rows
      .filter(row => row.table === table)
      .flatMap(row => {
        const points = row.x100(scored)
        const counts = countColumns
          .map(index => row.row.cells[index] ?? null)
          .map(cell => (cell !== null && 'x100' in cell ? cell.x100 : 0))
        return points === undefined ? [] : [{ points, counts }]
      })
    if (rows.length < 3) return []
    const alone = countColumns.map((_, at) =>
      dominantRate(
        rows
          .filter(row => row.counts.every((count, other) => other === at || count === 0))
          .map(row => ({ count: row.counts[at] ?? 0, points: row.points })),
      ),
    )
    if (alone.some(rate => rate !== null)) return []
    return [
      finding(
        'points-unverifiable',
        { ...table.place, part: 'table', table: table.id, column: headOf(table, scored) },
        `${table.id}“${headOf(table, scored)}”不能由所列篇数按固定分值得出（${rows.length} 个单位），此栏未核对`,
      ),
    ]
  })
}
