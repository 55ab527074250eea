import { lastDay } from '../../calendar.ts'
import { finding } from '../findings.ts'
import type { CoverFigure, Finding, Measure, Place, Wording } from '../notice.ts'
import { closedUp } from '../reading/fold.ts'
import { type Context, columnName, nameList, show, total } from './context.ts'
import { grouped } from './grouped.ts'
import { isOwnTable } from './own-form.ts'
import { storyKey } from './stories.ts'
import { tablesOf } from './subjects.ts'
import { hasPartOutside, isCutShort } from './whole.ts'

/** What a cover figure may be compared with in a table, the first that is there. */
const COLUMNS: Partial<Record<Measure, readonly Measure[]>> = {
  submitted: ['submitted'],
  submittedYear: ['submittedYear'],
  upperAdopted: ['upperAdopted'],
  ownAdopted: ['ownAdopted', 'adopted'],
  adopted: ['adopted', 'ownAdopted'],
  reports: ['reports'],
  briefs: ['briefs'],
  commissions: ['commissions'],
  forwarded: ['forwarded'],
}

interface ColumnSum {
  readonly x100: number
  /** 表1“上报篇数” */
  readonly says: string
}

/** The sum of a measure's columns over some tables; null when one of them has no such column. */
function columnSum(context: Context, tableIds: readonly string[], measures: readonly Measure[]): ColumnSum | null {
  for (const measure of measures) {
    const tables = context.notice.tables.filter(table => tableIds.includes(table.id))
    const columns = tables.map(table => table.columns.find(column => column.measure === measure))
    if (columns.length === 0 || columns.some(column => column === undefined)) continue
    const rows = context.rows.filter(row => tableIds.includes(row.table.id))
    const head = columnName(columns[0]?.heads.slice(-1) ?? [])
    return { x100: total(rows.map(row => row.x100(measure) ?? 0)), says: `${tableIds.join('、')}“${head}”` }
  }
  return null
}

/**
 * Cover figures against the tables: a subject's against its own tables, the whole's against all of them. Where the page shows that rows
 * or tables are left out, only a sum that is already larger is at odds.
 */
export function coverTotals(context: Context): Finding[] {
  return context.notice.cover.flatMap((figure, index) => {
    const tables = tablesOf(figure.subject, context)
    if (tables === null) return []
    const ids = tables.map(table => table.id)
    const isPartial = isCutShort(context, tables) || (figure.subject === '' && hasPartOutside(context, index))
    const adopted = figure.measure === 'adopted' || figure.measure === 'ownAdopted'
    const sum = columnSum(context, ids, COLUMNS[figure.measure] ?? [])
    if (sum === null)
      return adopted && !tables.every(table => isOwnTable(table, context.known))
        ? outletReading(context, figure, { ids, isPartial })
        : []
    if (sum.x100 === figure.claim.x100 || (isPartial && sum.x100 < figure.claim.x100)) return []
    if (adopted) {
      const found = adoptedThreeWays(context, figure, ids, sum)
      if (found !== null) return found
    }
    const who = figure.subject === '' ? '全部单位' : figure.subject
    const arithmetic = `正文写${who} ${show(figure.claim.x100)}，${sum.says}各行相加 ${show(sum.x100)}，相差 ${show(Math.abs(sum.x100 - figure.claim.x100))}`
    return figure.subject === ''
      ? [finding('cover-reading', figure.claim.place, `${arithmetic}（按所列各表即全部单位理解）`, [figure.claim])]
      : [finding('cover-total', figure.claim.place, arithmetic, [figure.claim])]
  })
}

/** Adopted: the column's sum, the credits in the lists and the different titles. Any of the three would do; null without lists. */
function adoptedThreeWays(
  context: Context,
  figure: CoverFigure,
  ids: readonly string[],
  sum: ColumnSum,
): Finding[] | null {
  const lists = context.rows.flatMap(row => (ids.includes(row.table.id) && row.list ? [row.list] : []))
  const items = lists.flatMap(list => list.list.items.filter(item => item.kind !== 'commission'))
  if (items.length === 0) return null
  const titles = new Set(items.map(item => storyKey(item.title))).size
  if (figure.claim.x100 === items.length * 100 || figure.claim.x100 === titles * 100) return []
  const who = figure.subject === '' ? '全部单位' : figure.subject
  return [
    finding(
      'cover-adopted',
      figure.claim.place,
      `正文写采用${who} ${show(figure.claim.x100)} 条；${sum.says}相加 ${show(sum.x100)}，清单计入 ${items.length} 次，不同标题 ${titles} 个，三个数都对不上`,
      [figure.claim],
    ),
  ]
}

/** Adopted, where the table counts by outlet: fits any outlet's column or all together; else the nearest is named as the reading. */
function outletReading(
  context: Context,
  figure: CoverFigure,
  { ids, isPartial }: { ids: readonly string[]; isPartial: boolean },
): Finding[] {
  const rows = context.rows.filter(row => ids.includes(row.table.id))
  const sums = new Map<string, number>()
  for (const { table, row } of rows) {
    for (const [index, column] of table.columns.entries()) {
      const cell = row.cells[index] ?? null
      if (column.measure !== 'outletAdopted') continue
      const name = columnName(column.heads)
      sums.set(name, (sums.get(name) ?? 0) + (cell !== null && 'x100' in cell ? cell.x100 : 0))
    }
  }
  const stated = figure.claim.x100
  const all = [...sums.values()]
  if (
    all.length === 0 ||
    all.includes(stated) ||
    total(all) === stated ||
    (isPartial && all.every(sum => sum < stated))
  )
    return []
  const [nearest] = [...sums].sort((a, b) => Math.abs(a[1] - stated) - Math.abs(b[1] - stated))
  if (nearest === undefined) return []
  const who = figure.subject === '' ? '全部单位' : figure.subject
  return [
    finding(
      'cover-reading',
      figure.claim.place,
      `正文写采用${who} ${show(stated)}，${ids.join('、')}“${nearest[0]}”各行相加 ${show(nearest[1])}，相差 ${show(Math.abs(nearest[1] - stated))}（按正文指该栏理解）`,
      [figure.claim],
    ),
  ]
}

/** 其中 figures against their whole. One run of them that adds up is enough: a second breakdown may follow the first. */
export function coverParts(context: Context): Finding[] {
  const { cover } = context.notice
  return cover.flatMap((whole, index) => {
    const parts = cover.filter(figure => figure.partOf === index && figure.measure === whole.measure)
    if (parts.length < 2) return []
    const numbers = parts.map(part => part.claim.x100)
    const addsUp = numbers.some((_, from) =>
      numbers.some((_, to) => to > from && total(numbers.slice(from, to + 1)) === whole.claim.x100),
    )
    if (addsUp) return []
    return [
      finding(
        'cover-parts',
        whole.claim.place,
        `${numbers.map(show).join(' + ')} = ${show(total(numbers))}，总数写 ${show(whole.claim.x100)}（按“其中”各项互不重叠理解）`,
        [whole.claim, ...parts.map(part => part.claim)],
      ),
    ]
  })
}

/**
 * 较上月增加12篇 against the month before: what the ledger knows of it, else its notice. A comparison whose own figure is at odds with the
 * tables is judged by the figure as printed, so that one wrong number is one finding.
 */
export function coverCompared(context: Context): Finding[] {
  const { previous, previousCounts } = context.known
  const earlier = previous !== undefined && 'cover' in previous ? previous.cover : []
  return context.notice.cover.flatMap(figure => {
    const { measure, subject, claim, compared } = figure
    if (compared === undefined) return []
    const noticed = earlier.find(one => one.measure === measure && one.subject === subject)?.claim.x100
    const counted = subject === '' && figure.partOf === null ? previousCounts?.[measure] : undefined
    const before = counted === undefined ? noticed : counted * 100
    if (before === undefined || claim.x100 - before === compared.x100) return []
    const due = claim.x100 - before
    return [
      finding(
        'cover-compared',
        compared.place,
        `正文写${saidChange(compared.x100)}，本月 ${show(claim.x100)}，上月 ${show(before)}，应为${saidChange(due)}`,
        [claim, compared],
      ),
    ]
  })
}

const saidChange = (x100: number): string =>
  x100 === 0 ? '与上月持平' : `较上月${x100 > 0 ? '增加' : '减少'} ${show(Math.abs(x100))}`

const SHARE = /(\d+)\s*(?:个|家|篇|条|名|项)[^\d%；;。]{0,16}?(\d+)(?:\.(\d+))?\s*%/g

interface Share {
  readonly count: number
  readonly percent: string
  /** In the last printed decimal. */
  readonly stated: number
  readonly scale: number
}

/** Two counts that make up a whole, with percentages that add to 100: each against its rounding. */
export function percentPairs(context: Context): Finding[] {
  return context.notice.body.flatMap(({ text, place }) => {
    const shares = [...text.normalize('NFKC').matchAll(SHARE)].map((match): Share => {
      const decimals = match[3] ?? ''
      return {
        count: Number(match[1]),
        percent: `${match[2]}${decimals && `.${decimals}`}%`,
        stated: Number(`${match[2]}${decimals}`),
        scale: 10 ** decimals.length,
      }
    })
    return shares.flatMap((first, index) => {
      const second = shares[index + 1]
      if (second === undefined || first.scale !== second.scale || first.stated + second.stated !== 100 * first.scale)
        return []
      const whole = first.count + second.count
      return [first, second].flatMap(share => {
        const due = Math.round((share.count * 100 * share.scale) / whole)
        if (due === share.stated) return []
        const dueText = (due / share.scale).toFixed(String(share.scale).length - 1)
        return [
          finding(
            'percent-pair',
            place,
            `${share.count} ÷ (${first.count} + ${second.count}) = ${dueText}%，正文写 ${share.percent}（按两数合为全部理解）`,
          ),
        ]
      })
    })
  })
}

const MONTH = /(?:^|[^\d\-—~至－])(\d{1,3})\s*月份/

const monthIn = (text: string): number | null => {
  const month = MONTH.exec(closedUp(text.normalize('NFKC')))?.[1]
  return month === undefined ? null : Number(month)
}

/**
 * Months named elsewhere against the notice's own, which its title names even where no year is known. Prose may speak of other months,
 * so only its opening words count.
 */
export function periods(context: Context): Finding[] {
  const { notice } = context
  const own = notice.period === null ? monthIn(notice.title?.text ?? '') : Number(notice.period.slice(5))
  if (own === null || notice.span !== '') return []
  const opening = notice.body.filter(({ text }) => /^\s*\d{1,3}\s*月份/.test(text.normalize('NFKC')))
  const scope = notice.notes.filter(({ text }) => text.includes('范围'))
  const titles = notice.tables.map(
    (table): Wording => ({ text: table.title, place: { ...table.place, part: 'table', table: table.id } }),
  )
  const heads = context.lists.map(
    ({ list, unit }): Wording => ({ text: list.place.quote ?? '', place: { ...list.place, unit } }),
  )
  // A title that names no month there is leaves the month to the prose, and is then at odds with it.
  const wordings = [
    ...(notice.title ? [notice.title] : []),
    ...opening,
    ...(notice.attachment ? [notice.attachment] : []),
    ...titles,
    ...heads,
    ...scope,
  ]
  const found = wordings.flatMap(({ text, place }) => {
    const month = monthIn(text)
    if (month === null || month === own) return []
    return [finding('period-differs', place, `此处写 ${month} 月份，通报为 ${own} 月份`)]
  })
  const { issuedOn, period } = notice
  if (issuedOn === null || period === null || issuedOn >= lastDay(period)) return found
  return [
    ...found,
    finding(
      'issued-early',
      { part: 'signature', ...(notice.issuer ? lineAfter(notice.issuer.place) : {}) },
      `落款日期 ${issuedOn}，通报的月份到 ${lastDay(period)} 才结束`,
    ),
  ]
}

const lineAfter = (place: Place): Partial<Place> => (place.line === undefined ? {} : { line: place.line })

/** 250 of 530 points: said when the scope names a bulletin only, while the points come from commissions too. */
export function scope(context: Context): Finding[] {
  const note = context.notice.notes.find(
    ({ text }) => /通报范围|统计范围/.test(text) && /《[^》]+》/.test(text) && !text.includes('约稿'),
  )
  if (note === undefined) return []
  const sum = (measure: Measure) => total(context.rows.map(row => row.x100(measure) ?? 0))
  const [commission, month] = [sum('commissionPoints'), sum('monthPoints')]
  if (commission === 0) return []
  const name = /《[^》]+》/.exec(note.text)?.[0] ?? ''
  const issues = [
    ...grouped(
      context.notice.lists.flatMap(list => list.items).filter(item => item.issue !== null),
      item => `第${item.issue}期`,
    ).keys(),
  ]
  return [
    finding(
      'scope',
      note.place,
      `注中通报范围只是${name}，本月 ${show(month)} 分里有约稿 ${show(commission)} 分，约稿不在该刊物中${issues.length > 0 ? `（清单只列${nameList(issues)}）` : ''}`,
    ),
  ]
}
