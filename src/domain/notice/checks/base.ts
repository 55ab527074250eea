import { finding } from '../findings.ts'
import type { Claim, Finding, Measure } from '../notice.ts'
import { type Context, cellPlace, nameList, show, total, type UnitRow } from './context.ts'
import { grouped } from './grouped.ts'
import type { KnownRules } from './known.ts'
import { foldName } from './names.ts'

interface BaseRow {
  readonly row: UnitRow
  readonly base: number
  readonly forwarded: number
}

const baseRows = ({ rows }: Context): BaseRow[] =>
  rows.flatMap(row => {
    const [base, forwarded] = [row.x100('basePoints'), row.x100('forwarded')]
    return base === undefined || forwarded === undefined ? [] : [{ row, base, forwarded }]
  })

const claims = (row: UnitRow, ...measures: Measure[]): Claim[] =>
  measures.flatMap(measure => {
    const claim = row.value(measure)
    return claim ? [claim] : []
  })

/** 基础分 against the rules where they are known, else against what most units have. */
export function basePoints(context: Context): Finding[] {
  const rows = baseRows(context)
  const { ruleSet } = context.known
  return ruleSet ? rows.flatMap(row => againstRule(row, ruleSet, context)) : inferred(rows)
}

function againstRule({ row, base, forwarded }: BaseRow, ruleSet: KnownRules, context: Context): Finding[] {
  const name = foldName(row.row.unit)
  const unit = (context.known.units ?? []).find(one =>
    [one.name, ...one.aliases].some(written => foldName(written) === name),
  )
  const rule = ruleSet.bases.find(one => one.group === (unit?.group ?? row.table.group))
  if (rule === undefined) return []
  const due = rule.forwardedAtLeast === null || forwarded >= rule.forwardedAtLeast * 100 ? rule.points : 0
  if (due === base) return []
  const condition = rule.forwardedAtLeast === null ? '每月计' : `报省市不少于 ${rule.forwardedAtLeast} 篇计`
  return [
    finding(
      'base-rule',
      cellPlace(row, 'basePoints'),
      `${row.row.unit}：报省市 ${show(forwarded)} 篇，按办法（${condition} ${show(rule.points)} 分）应为 ${show(due)}，表中 ${show(base)}`,
      claims(row, 'forwarded', 'basePoints'),
    ),
  ]
}

/** Enough units with forwarding and base to call it a rule. */
const RULE_MIN = 3

function inferred(rows: readonly BaseRow[]): Finding[] {
  const given = rows.filter(row => row.base > 0)
  const withBoth = rows.filter(row => row.base > 0 && row.forwarded > 0).length
  const [usual] = [...grouped(given, row => String(row.base)).values()].sort((a, b) => b.length - a.length)
  const amounts =
    usual === undefined || usual.length * 2 <= given.length
      ? []
      : given
          .filter(row => row.base !== usual[0]?.base)
          .map(({ row, base }) =>
            finding(
              'base-amount',
              cellPlace(row, 'basePoints'),
              `${row.row.unit}基础分 ${show(base)}，其余 ${usual.length} 个单位都是 ${show(usual[0]?.base ?? 0)}`,
              claims(row, 'basePoints'),
            ),
          )
  if (withBoth < RULE_MIN) return amounts
  return [
    ...amounts,
    ...[...grouped(rows, row => row.row.table.id).values()].flatMap(group => conditionOf(group, rows)),
  ]
}

/** One group: all of its units without 报省市 have 基础分 (a rule of its own), or single ones differ from the rest. */
function conditionOf(group: readonly BaseRow[], all: readonly BaseRow[]): Finding[] {
  const unforwarded = group.filter(row => row.forwarded === 0)
  const freely = unforwarded.filter(row => row.base > 0)
  const missing = group.filter(row => row.forwarded > 0 && row.base === 0)
  const holds = all.filter(row => row.forwarded > 0 === row.base > 0).length
  const first = freely[0]
  if (first !== undefined && freely.length >= 2 && freely.length === unforwarded.length && missing.length === 0) {
    const table = first.row.table
    return [
      finding(
        'base-group',
        cellPlace(first.row, 'basePoints'),
        `${table.group === '' ? table.id : table.group}的${nameList(freely.map(one => one.row.row.unit))}没有报省市，都有基础分 ${show(first.base)}；其余各组有报省市才计基础分`,
        freely.flatMap(one => claims(one.row, 'basePoints')),
      ),
    ]
  }
  if (holds * 4 < all.length * 3) return []
  return [
    ...missing.map(({ row, forwarded }) =>
      finding(
        'base-missing',
        cellPlace(row, 'basePoints'),
        `${row.row.unit}报省市 ${show(forwarded)} 篇而没有基础分，其余有报省市的单位都有`,
        claims(row, 'forwarded'),
      ),
    ),
    ...freely.map(({ row, base }) =>
      finding(
        'base-without-forwarding',
        cellPlace(row, 'basePoints'),
        `${row.row.unit}没有报省市而有基础分 ${show(base)}`,
        claims(row, 'basePoints'),
      ),
    ),
  ]
}

/** 约稿 beyond 报省市 at single units, where everywhere else a commission counts as forwarded. A suspicion only. */
export function commissionsForwarded(context: Context): Finding[] {
  if (context.known.ruleSet) return []
  const rows = context.rows.flatMap(row => {
    const [commissions, forwarded] = [row.x100('commissions'), row.x100('forwarded')]
    return !commissions || forwarded === undefined ? [] : [{ row, commissions, forwarded }]
  })
  const odd = rows.filter(row => row.forwarded < row.commissions)
  const holding = rows.length - odd.length
  if (holding < RULE_MIN || odd.length * 5 > rows.length) return []
  return odd.map(({ row, commissions, forwarded }) =>
    finding(
      'commission-without-forwarding',
      cellPlace(row, 'forwarded'),
      `${row.row.unit}约稿 ${show(commissions)} 篇而报省市${forwarded === 0 ? '空白' : ` ${show(forwarded)} 篇`}，其余 ${holding} 个有约稿的单位报省市都不少于约稿`,
      claims(row, 'commissions', 'forwarded'),
    ),
  )
}

/** 市级以上采用 blank everywhere although articles went up. With the records at hand a blank is what they say. */
export function upperBlank(context: Context): Finding[] {
  if (context.known.ruleSet) return []
  const tables = context.notice.tables.filter(table => table.columns.some(column => column.measure === 'upperAdopted'))
  const rows = context.rows.filter(row => tables.includes(row.table))
  if (rows.length < 2 || rows.some(row => row.x100('upperAdopted') !== 0 || row.value('upperAdopted') !== null))
    return []
  const sum = (measure: Measure) => total(rows.map(row => row.x100(measure) ?? 0))
  const [forwarded, commissions] = [sum('forwarded'), sum('commissions')]
  const [first] = rows
  if (first === undefined || forwarded + commissions === 0) return []
  const place = cellPlace(first, 'upperAdopted')
  return [
    finding(
      'upper-blank',
      {
        part: 'table',
        table: first.table.id,
        ...(place.column === undefined ? {} : { column: place.column }),
        ...(first.table.place.line === undefined ? {} : { line: first.table.place.line }),
      },
      `${rows.length} 个单位“${place.column ?? '市级以上采用'}”全部空白，而报省市合计 ${show(forwarded)} 篇、约稿合计 ${show(commissions)} 篇`,
    ),
  ]
}
