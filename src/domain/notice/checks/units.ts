import { finding } from '../findings.ts'
import type { Finding, Place } from '../notice.ts'
import { type Context, listPlace, nameList, type UnitRow } from './context.ts'
import { grouped } from './grouped.ts'
import { foldName, likeness } from './names.ts'

const rowPlace = ({ table, row }: UnitRow): Place => ({ ...row.place, part: 'table', table: table.id, unit: row.unit })

/** Rows without a list and lists without a row, where the notice has both. */
export function missingUnits(context: Context): Finding[] {
  const { notice, rows, lists } = context
  if (notice.tables.length === 0 || notice.lists.length === 0) return []
  const listed = rows.filter(row => row.list !== null)
  // A table none of whose units has a list belongs to a notice that lists only some groups.
  const tables = new Set(listed.map(row => row.table))
  const noList = rows.filter(row => row.list === null && tables.has(row.table))
  const noRow = listed.length === 0 ? [] : lists.filter(list => !list.hasRow)
  return [
    ...noList.map(row =>
      finding('unit-no-list', rowPlace(row), `${row.row.unit}在${row.table.id}中，后面没有它的采用情况清单`),
    ),
    ...noRow.map(list =>
      finding('unit-no-row', listPlace(list, list.list.place), `${list.unit}有采用情况清单，各表中没有这个单位`),
    ),
  ]
}

/** One unit twice in the tables or lists. */
export function repeatedUnits({ rows, lists }: Context): Finding[] {
  const inTables = [...grouped(rows, row => foldName(row.row.unit)).values()].flatMap(([first, ...again]) =>
    again.map(row =>
      finding(
        'unit-repeated',
        rowPlace(row),
        `${row.row.unit}在表中出现两次（${first?.table.id ?? ''}、${row.table.id}）`,
      ),
    ),
  )
  const inLists = [...grouped(lists, list => foldName(list.list.unit)).values()].flatMap(([, ...again]) =>
    again.map(list => finding('unit-repeated', listPlace(list, list.list.place), `${list.unit}有两段采用情况清单`)),
  )
  return [...inTables, ...inLists]
}

/** The list's spelling against the table's, and other spellings of units in the titles. */
export function unitNames(context: Context): Finding[] {
  const inLists = context.lists.flatMap(list => {
    if (!list.hasRow || foldName(list.unit) === foldName(list.list.unit)) return []
    return [finding('unit-name', listPlace(list, list.list.place), `表中为“${list.unit}”，清单写“${list.list.unit}”`)]
  })
  return [...inLists, ...namesInTitles(context)]
}

/** 市城乡规划设计研究院 is called without 市 inside sentences. */
const coreOf = (name: string): string => (name.length > 5 ? name.replace(/^[市县区省]/, '') : name)

/** Names shorter than this are words of the language as well. */
const CORE_MIN = 6
const BODY = /(?:中心|院|馆|队|所|站|办公室|委员会|公司)$/

function namesInTitles(context: Context): Finding[] {
  const cores = new Map(context.rows.map(row => [coreOf(foldName(row.row.unit)), row.row.unit]))
  const names = [
    ...context.lists.map(list => list.list.unit),
    ...(context.known.units ?? []).flatMap(unit => unit.aliases),
  ]
  // A spelling that stands as a list's head, or as an alias in the register, has been seen to.
  const written = new Set([...cores.keys(), ...names.map(name => coreOf(foldName(name)))])
  const titles = context.lists.flatMap(list =>
    list.list.items
      .filter(item => !context.isRegistered(item.title))
      .map(item => ({ list, item, title: foldName(item.title) })),
  )
  const found = new Map<string, Finding>()
  for (const [core, unit] of cores) {
    if (core.length < CORE_MIN || !BODY.test(core)) continue
    for (const { list, item, title } of titles) {
      const variant = variantIn(title, core)
      if (variant === null || written.has(variant) || found.has(`${core} ${variant}`)) continue
      found.set(
        `${core} ${variant}`,
        finding(
          'unit-name',
          listPlace(list, item.place),
          `${list.unit}第 ${item.number ?? '？'} 条标题写“${variant}”，表中为“${unit}”`,
        ),
      )
    }
  }
  return [...found.values()]
}

/** A stretch of the title that begins and ends like the name and is nearly the same letters, but not the name. */
function variantIn(title: string, core: string): string | null {
  const start = core.slice(0, 2)
  if (!title.includes(start) || title.includes(core)) return null
  for (let at = title.indexOf(start); at !== -1; at = title.indexOf(start, at + 1)) {
    for (let length = core.length + 1; length >= core.length - 2; length -= 1) {
      const stretch = title.slice(at, at + length)
      if (stretch.length === length && stretch.endsWith(core.slice(-1)) && likeness(stretch, core) >= 85) return stretch
    }
  }
  return null
}

/** Units of the tables that the register does not have. */
export function unknownUnits({ rows, known }: Context): Finding[] {
  const { units } = known
  if (units === undefined || units.length === 0) return []
  const names = new Set(units.flatMap(unit => [unit.name, ...unit.aliases]).map(foldName))
  return rows
    .filter(row => !names.has(foldName(row.row.unit)))
    .map(row => finding('unit-unknown', rowPlace(row), `${row.row.unit}没有登记`))
}

const isRegistered = (name: string, { known }: Context): boolean =>
  (known.units ?? []).some(unit => [unit.name, ...unit.aliases].some(one => foldName(one) === foldName(name)))

/** Units named like one class of addressees (分局) but ranked in another's table; silent once the register has them. */
export function groupMembers(context: Context): Finding[] {
  const { recipients, tables } = context.notice
  if (recipients === null) return []
  const classes = [...recipients.text.normalize('NFKC').matchAll(/各([\p{L}]{2,4}?)(?=[,、;:。\s]|$)/gu)].map(
    match => match[1] ?? '',
  )
  return classes.flatMap(name =>
    tables.flatMap(table => {
      const rows = context.rows.filter(
        row => row.table === table && row.row.unit.endsWith(name) && !isRegistered(row.row.unit, context),
      )
      const [first] = rows
      if (first === undefined || foldName(table.title + table.group).includes(name)) return []
      return [
        finding(
          'unit-group',
          rowPlace(first),
          `${nameList(rows.map(row => row.row.unit))}名为“${name}”，主送另有“各${name}”，却在${table.id}“${table.group === '' ? table.title : table.group}”排名`,
        ),
      ]
    }),
  )
}

/** Two units of one place, easily taken for each other; silent once the register has them. */
export function placeTwins(context: Context): Finding[] {
  const placed = context.rows.flatMap(row => {
    const place = /^(\p{L}{1,5}?[县市区])\p{L}*局$/u.exec(row.row.unit)?.[1]
    return place === undefined || place.length < 2 || isRegistered(row.row.unit, context) ? [] : [{ row, place }]
  })
  return [...grouped(placed, one => `${one.row.table.id} ${one.place}`).values()].flatMap(twins => {
    const [first, second] = twins
    if (first === undefined || second === undefined) return []
    return [
      finding(
        'unit-place',
        rowPlace(second.row),
        `${nameList(twins.map(one => one.row.row.unit))}同属${first.place}，各自排名`,
      ),
    ]
  })
}
