import { finding } from '../findings.ts'
import type { CoverLeaders, Finding, Measure, Place } from '../notice.ts'
import { type Context, nameList, show, type UnitRow } from './context.ts'
import { foldName, meantBy } from './names.ts'
import { tablesOf } from './subjects.ts'

interface Leader {
  readonly written: string
  readonly row: UnitRow | null
}

/** 前N名 lists of the prose against the tables, their scores in brackets, and the short names they use. */
export function leaders(context: Context): Finding[] {
  const found = context.notice.leaders.flatMap(list => {
    const tables = tablesOf(list.subject, context)
    const rows = tables === null ? [] : context.rows.filter(row => tables.includes(row.table))
    return [...tied(list), ...ownPoints(list), ...(rows.length === 0 ? count(list, []) : against(list, rows, context))]
  })
  return [...found, ...shortNames(context)]
}

const at = (list: CoverLeaders, unit?: string): Place => ({ ...list.place, ...(unit === undefined ? {} : { unit }) })

const named = (list: CoverLeaders): string => nameList(list.names.map(one => one.name))

/** Scores in brackets fall from name to name, and a list longer than N ends in a tie. */
function ownPoints(list: CoverLeaders): Finding[] {
  return list.names.flatMap((later, index) => {
    const earlier = list.names[index - 1]
    if (!earlier?.points || !later.points || later.points.x100 <= earlier.points.x100) return []
    return [
      finding(
        'leader-points',
        { ...at(list), ...later.points.place, unit: later.name },
        `${earlier.name} ${show(earlier.points.x100)} 分在前，${later.name} ${show(later.points.x100)} 分在后`,
        [earlier.points, later.points],
      ),
    ]
  })
}

/** More names than the N of 前N名, because those at the end have one score by the prose itself. */
function tied(list: CoverLeaders): Finding[] {
  const last = list.stated === null ? undefined : list.names[list.stated - 1]
  if (list.stated === null || list.names.length <= list.stated || !last?.points) return []
  const beyond = list.names.slice(list.stated)
  if (!beyond.every(one => one.points?.x100 === last.points?.x100)) return []
  return [
    finding(
      'leader-tie',
      at(list),
      `前${list.stated}名列了 ${list.names.length} 个：第 ${list.stated} 名 ${show(last.points.x100)} 分并列（${nameList([last, ...beyond].map(one => one.name))}）`,
      [last, ...beyond].flatMap(one => (one.points ? [one.points] : [])),
    ),
  ]
}

/** The reading that fits best: all tables of the subject together, or its first table alone (A类 for 科室). */
function against(list: CoverLeaders, rows: readonly UnitRow[], context: Context): Finding[] {
  const firstTable = rows.filter(row => row.table === rows[0]?.table)
  const measures: Measure[] =
    list.by === 'monthPoints'
      ? ['monthPoints']
      : list.by === 'yearPoints'
        ? ['yearPoints']
        : ['yearPoints', 'monthPoints']
  const readings = measures.flatMap(measure =>
    [rows, firstTable].flatMap(candidates => {
      const scored = candidates.filter(row => row.x100(measure) !== undefined)
      return scored.length === 0 ? [] : [compare(list, candidates, measure, context)]
    }),
  )
  return (
    readings.reduce<Finding[] | null>((best, one) => (best === null || one.length < best.length ? one : best), null) ??
    []
  )
}

/** Whose total could not be read is known by name, but neither called wrong nor missed. */
function compare(list: CoverLeaders, rows: readonly UnitRow[], measure: Measure, context: Context): Finding[] {
  const points = (row: UnitRow) => row.x100(measure) ?? 0
  const scored = rows.filter(row => row.x100(measure) !== undefined)
  const ranked = [...scored].sort((a, b) => points(b) - points(a))
  const wanted = list.stated ?? list.names.length
  const last = ranked[wanted - 1]
  const limit = last === undefined ? 0 : points(last)
  const due = ranked.filter(row => points(row) >= limit)
  const candidates = rows.map(row => row.row.unit)
  const members = list.names.map(({ name }): Leader => {
    const meant = meantBy(name, candidates, context.known.units ?? [])
    return { written: name, row: rows.find(row => row.row.unit === meant) ?? null }
  })
  const dueText = nameList(due.map(row => `${row.row.unit} ${show(points(row))}`))
  const unknown = members
    .filter(one => one.row === null)
    .map(one =>
      finding(
        'leader-unknown',
        at(list, one.written),
        `名单里的“${one.written}”不是表中单位，也不能唯一地看作哪个单位的简称；表中前${wanted}名：${dueText}`,
      ),
    )
  const wrong = members.flatMap(one => {
    if (one.row === null || !scored.includes(one.row) || points(one.row) >= limit) return []
    return [
      finding(
        'leader-wrong',
        at(list, one.row.row.unit),
        `名单里的${one.written} ${show(points(one.row))} 分，不在前${wanted}名；表中前${wanted}名：${dueText}`,
        claimsOf(one.row, measure),
      ),
    ]
  })
  const listed = members.flatMap(one => (one.row && scored.includes(one.row) ? [one.row] : []))
  const missed = due
    .filter(row => points(row) > limit || due.length === wanted)
    .filter(row => !listed.includes(row) && scored.length === rows.length)
  const found = [...unknown, ...wrong]
  if (found.length === 0) {
    const short = count(
      list,
      due.map(row => row.row.unit),
      missed.map(row => row.row.unit),
    )
    found.push(
      ...(short.length > 0
        ? short
        : missed.map(row =>
            finding(
              'leader-wrong',
              at(list, row.row.unit),
              `${row.row.unit} ${show(points(row))} 分，在前${wanted}名之内，名单没有列；名单：${named(list)}`,
              claimsOf(row, measure),
            ),
          )),
    )
  }
  return [...found, ...misordered(listed, points, list), ...bracketed(list, members, measure)]
}

const claimsOf = (row: UnitRow, measure: Measure) => {
  const claim = row.value(measure)
  return claim ? [claim] : []
}

function misordered(listed: readonly UnitRow[], points: (row: UnitRow) => number, list: CoverLeaders): Finding[] {
  return listed.flatMap((later, index) => {
    const earlier = listed[index - 1]
    if (earlier === undefined || points(later) <= points(earlier)) return []
    return [
      finding(
        'leader-order',
        at(list, later.row.unit),
        `名单里${earlier.row.unit} ${show(points(earlier))} 分在前，${later.row.unit} ${show(points(later))} 分在后`,
      ),
    ]
  })
}

/** As many names as 前N名 says; more where `due`, the units that share the last place, are more. */
function count(list: CoverLeaders, due: readonly string[], missed: readonly string[] = []): Finding[] {
  const { stated: n, names } = list
  if (n === null || names.length === n || (names.length > n && names.length <= due.length)) return []
  // A tie that the prose proves by its own scores has been said already.
  if (
    names.length > n &&
    names.slice(n - 1).every(one => one.points !== null && one.points.x100 === names[n - 1]?.points?.x100)
  )
    return []
  const without = missed.length > 0 ? `，没有${nameList(missed)}` : ''
  return [finding('leader-count', at(list), `写前${n}名，列了 ${names.length} 个：${named(list)}${without}`)]
}

/** Scores in brackets against the table. */
function bracketed(list: CoverLeaders, members: readonly Leader[], measure: Measure): Finding[] {
  return list.names.flatMap(({ points }, index) => {
    const row = members[index]?.row
    const inTable = row?.x100(measure)
    if (points === null || !row || inTable === undefined || inTable === points.x100) return []
    return [
      finding(
        'leader-points',
        { ...at(list), ...points.place, unit: row.row.unit },
        `正文写${row.row.unit} ${show(points.x100)} 分，表中 ${show(inTable)} 分`,
        [points, ...claimsOf(row, measure)],
      ),
    ]
  })
}

/** Short names in the lists of leaders, said once. */
function shortNames(context: Context): Finding[] {
  const short = context.notice.leaders.flatMap(list => {
    const tables = tablesOf(list.subject, context) ?? []
    const candidates = context.rows.filter(row => tables.includes(row.table)).map(row => row.row.unit)
    return list.names.flatMap(({ name }) => {
      const meant = meantBy(name, candidates, context.known.units ?? [])
      return meant === null || foldName(meant) === foldName(name) ? [] : [{ list, says: `${name}＝${meant}` }]
    })
  })
  const first = short[0]
  return first === undefined
    ? []
    : [finding('leader-short', at(first.list), `正文用简称：${nameList(short.map(one => one.says))}`)]
}
