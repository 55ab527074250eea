import { finding } from '../findings.ts'
import type { Claim, Finding, ItemKind, Measure, Place } from '../notice.ts'
import { type Context, cellPlace, listPlace, show, type UnitList, type UnitRow } from './context.ts'

/** Measures that a head sentence and a table may both state, with their Chinese names. */
const SHARED: readonly { readonly measure: Measure; readonly name: string }[] = [
  { measure: 'submitted', name: '报送篇数' },
  { measure: 'upperAdopted', name: '市级以上采用篇数' },
  { measure: 'reports', name: '采用信息篇数' },
  { measure: 'briefs', name: '采用简讯篇数' },
  { measure: 'adoptionPoints', name: '采用记分' },
  { measure: 'commissions', name: '约稿篇数' },
  { measure: 'commissionPoints', name: '约稿记分' },
  { measure: 'forwarded', name: '报省市篇数' },
  { measure: 'basePoints', name: '本月基础分' },
  { measure: 'bonusPoints', name: '加分' },
  { measure: 'deductionPoints', name: '扣分' },
  { measure: 'monthPoints', name: '本月分数' },
  { measure: 'yearPoints', name: '累计分数' },
]

interface Pair {
  readonly row: UnitRow
  readonly list: UnitList
}

/** Every figure that both the table and the head sentence of a unit's list give. */
export function tableAgainstText(context: Context): Finding[] {
  const pairs = context.rows.flatMap((row): Pair[] =>
    row.list && row.list.list.head.length > 0 ? [{ row, list: row.list }] : [],
  )
  return [
    ...SHARED.flatMap(({ measure, name }) => {
      // A figure that no head states (本月分数, say) is not missing from any.
      if (!pairs.some(({ list }) => list.clause(measure))) return []
      return pairs.flatMap(pair => compare(pair, measure, name))
    }),
    ...pairs.flatMap(adoptedCounts),
  ]
}

function compare({ row, list }: Pair, measure: Measure, name: string): Finding[] {
  const inTable = row.value(measure)
  const inText = list.clause(measure)
  if (inTable === undefined) return []
  if ((inTable?.x100 ?? 0) === (inText?.claim.x100 ?? 0)) return []
  const text = inText ? `清单写“${quoteOf(inText.wording, inText.claim, inText.unit)}”` : '清单没有写'
  const table = inTable ? show(inTable.x100) : '空白'
  return [
    finding(
      'table-text',
      inTable ? cellPlace(row, measure) : { ...cellPlace(row, measure), ...lineOf(row.row.place) },
      `${row.row.unit}${name}：表中${inTable ? ` ${table}` : table}，${text}`,
      [inTable, inText?.claim].filter(claim => claim !== null && claim !== undefined),
    ),
  ]
}

const quoteOf = (wording: string, claim: Claim, unit: string): string => `${wording}${show(claim.x100)}${unit}`

const lineOf = (place: Place): Partial<Place> => (place.line === undefined ? {} : { line: place.line })

/** 市局简报采用篇数 = 信息 + 简讯 of the head. */
function adoptedCounts({ row, list }: Pair): Finding[] {
  const measure: Measure = row.value('ownAdopted') !== undefined ? 'ownAdopted' : 'adopted'
  const adopted = row.value(measure)
  if (adopted === undefined || row.value('reports') !== undefined) return []
  const stated = list.clause(measure)
  if (stated) return compare({ row, list }, measure, '采用篇数')
  const [reports, briefs] = [list.clause('reports'), list.clause('briefs')]
  const sum = (reports?.claim.x100 ?? 0) + (briefs?.claim.x100 ?? 0)
  if (sum === (adopted?.x100 ?? 0)) return []
  const parts = [reports && `信息 ${show(reports.claim.x100)}`, briefs && `简讯 ${show(briefs.claim.x100)}`].filter(
    part => part !== undefined,
  )
  const text =
    parts.length === 0 ? '清单没有写采用' : `清单写${parts.join(' + ')}${parts.length > 1 ? ` = ${show(sum)}` : ''}`
  return [
    finding(
      'table-text',
      cellPlace(row, measure),
      `${row.row.unit}采用篇数：表中${adopted ? ` ${show(adopted.x100)}` : '空白'}，${text}`,
      [adopted, reports?.claim, briefs?.claim].filter(claim => claim !== null && claim !== undefined),
    ),
  ]
}

const KINDS: readonly { readonly kind: ItemKind; readonly measure: Measure; readonly name: string }[] = [
  { kind: 'report', measure: 'reports', name: '信息' },
  { kind: 'brief', measure: 'briefs', name: '简讯' },
  { kind: 'commission', measure: 'commissions', name: '约稿' },
]

/** A list's head against the titles below it, by kind. A label without a kind word counts as 信息, the kind that is left unsaid. */
export function headAgainstItems(context: Context): Finding[] {
  const stated = (measure: Measure) => context.lists.some(list => list.clause(measure))
  return context.lists.flatMap(list => {
    if (list.list.head.length === 0 || (list.list.items.length === 0 && !hasItems(context))) return []
    return KINDS.flatMap(({ kind, measure, name }) => {
      if (!stated(measure)) return []
      const clause = list.clause(measure)
      const listed = list.list.items.filter(item => (item.kind ?? 'report') === kind).length
      if ((clause?.claim.x100 ?? 0) === listed * 100) return []
      return [
        finding(
          'head-items',
          listPlace(list, clause?.claim.place ?? list.list.place),
          `${list.unit}${name}：首句${clause ? `写 ${show(clause.claim.x100)} ${clause.unit}` : '没有写'}，所列标题 ${listed} 个`,
          clause ? [clause.claim] : [],
        ),
      ]
    })
  })
}

/** Some notices state figures without listing titles. */
const hasItems = (context: Context): boolean => context.lists.some(list => list.list.items.length > 0)

/** Where lists have no head sentence, the table's counts against the titles. */
export function tableAgainstItems(context: Context): Finding[] {
  return context.rows.flatMap(row => {
    const list = row.list
    if (list === null || list.list.head.length > 0 || !hasItems(context)) return []
    const commissions = list.list.items.filter(item => item.kind === 'commission').length
    const adopted = list.list.items.length - commissions
    const measure: Measure = row.value('ownAdopted') !== undefined ? 'ownAdopted' : 'adopted'
    return [
      { measure, name: '采用', listed: adopted },
      { measure: 'commissions' as const, name: '约稿', listed: commissions },
    ].flatMap(one => {
      const inTable = row.x100(one.measure)
      if (inTable === undefined || inTable === one.listed * 100) return []
      const claim = row.value(one.measure)
      return [
        finding(
          'table-items',
          cellPlace(row, one.measure),
          `${row.row.unit}${one.name}：表中 ${show(inTable)}，所列标题 ${one.listed} 个`,
          claim ? [claim] : [],
        ),
      ]
    })
  })
}
