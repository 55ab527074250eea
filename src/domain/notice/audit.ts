import { basePoints, commissionsForwarded, upperBlank } from './checks/base.ts'
import { yearTotals } from './checks/before.ts'
import { type Check, type Context, columnName, contextOf } from './checks/context.ts'
import { coverCompared, coverParts, coverTotals, percentPairs, periods, scope } from './checks/cover.ts'
import { headAgainstItems, tableAgainstItems, tableAgainstText } from './checks/heads.ts'
import {
  cutTitles,
  issueNumbers,
  itemNumbers,
  missingLabels,
  openBrackets,
  repeatedItems,
  strayEndings,
} from './checks/items.ts'
import type { Known } from './checks/known.ts'
import { leaders } from './checks/leaders.ts'
import { ranks } from './checks/ranks.ts'
import { adoptionPoints, countRates, unverifiable, upperAdoptions, yearWithoutSubmissions } from './checks/rates.ts'
import { adoptedByOutlet, rowSums, totalRows, yearHoldsMonth } from './checks/rows.ts'
import {
  commissionSources,
  commissionWordings,
  headSources,
  kindsOfOneTitle,
  sameStory,
  titleMarks,
} from './checks/stories.ts'
import { groupMembers, missingUnits, placeTwins, repeatedUnits, unitNames, unknownUnits } from './checks/units.ts'
import {
  attachmentTitle,
  clauseWordings,
  columnHeads,
  kindWords,
  measureWords,
  recipients,
  typography,
} from './checks/wording.ts'
import type { Finding, Place, ReadNotice } from './notice.ts'

export type { Known, KnownForm, KnownRules, KnownUnit, PreviousTotals } from './checks/known.ts'

/** Every check there is. A new one is a small function of the context and a line here; its codes go into `findings.ts`. */
const CHECKS: readonly Check[] = [
  rowSums,
  countRates,
  adoptionPoints,
  upperAdoptions,
  adoptedByOutlet,
  unverifiable,
  yearWithoutSubmissions,
  totalRows,
  yearHoldsMonth,
  ranks,
  coverTotals,
  coverParts,
  coverCompared,
  percentPairs,
  leaders,
  periods,
  scope,
  tableAgainstText,
  headAgainstItems,
  tableAgainstItems,
  itemNumbers,
  repeatedItems,
  issueNumbers,
  missingLabels,
  cutTitles,
  openBrackets,
  strayEndings,
  missingUnits,
  repeatedUnits,
  unitNames,
  unknownUnits,
  groupMembers,
  placeTwins,
  commissionSources,
  commissionWordings,
  headSources,
  kindsOfOneTitle,
  sameStory,
  titleMarks,
  basePoints,
  commissionsForwarded,
  upperBlank,
  recipients,
  attachmentTitle,
  columnHeads,
  clauseWordings,
  kindWords,
  measureWords,
  typography,
  yearTotals,
]

/**
 * A notice as it was read → every figure or wording at odds with another, with a rule or with last month, in the order of the page.
 * What `known` does not give is taken from the notice itself, as most of its units have it. Parts that were not read are not
 * findings: callers show `read.unread` as 未检查.
 */
export function audit(read: ReadNotice, known: Known = {}): Finding[] {
  const context = contextOf(read, known)
  const off = new Set<string>(known.conventions ?? [])
  const found = CHECKS.flatMap(check => check(context)).filter(({ code }) => !off.has(code))
  const orderOf = pageOrder(context)
  return found
    .map(one => ({ one, order: orderOf(one.place) }))
    .sort((a, b) => compare(a.order, b.order) || text(a.one, b.one))
    .map(({ one }) => one)
}

const PARTS: readonly Place['part'][] = [
  'document',
  'title',
  'recipients',
  'body',
  'attachment',
  'signature',
  'table',
  'list',
  'note',
  'colophon',
]

/** Places in the order of the page, without relying on line numbers, which a composed notice does not have. */
function pageOrder({ notice, rows, lists }: Context): (place: Place) => number[] {
  const tables = new Map(notice.tables.map((table, index) => [table.id, index]))
  const columns = new Map(notice.tables.map(table => [table.id, table.columns.map(column => columnName(column.heads))]))
  const rowOf = new Map(rows.map((row, index) => [row.row.unit, index]))
  const listOf = new Map(lists.map((list, index) => [list.unit, index]))
  return place => [
    PARTS.indexOf(place.part),
    place.table === undefined ? -1 : (tables.get(place.table) ?? 0),
    place.unit === undefined ? -1 : ((place.part === 'list' ? listOf : rowOf).get(place.unit) ?? -1),
    place.column === undefined ? -1 : (columns.get(place.table ?? '')?.indexOf(place.column) ?? -1),
    place.item ?? -1,
    place.line ?? -1,
  ]
}

function compare(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((value, at) => value !== b[at])
  return index === -1 ? 0 : (a[index] ?? 0) - (b[index] ?? 0)
}

const text = (a: Finding, b: Finding): number => {
  const [left, right] = [a.code + a.message, b.code + b.message]
  return left < right ? -1 : left > right ? 1 : 0
}
