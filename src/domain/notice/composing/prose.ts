import type { StandingRow } from '../../model.ts'
import { show, total } from '../checks/context.ts'
import { grouped } from '../checks/grouped.ts'
import { storyKey } from '../checks/stories.ts'
import { tablesOf } from '../checks/subjects.ts'
import type { ComposeInput, MonthCounts, Offer } from '../compose.ts'
import type { CoverFigure, CoverLeaders, Measure, Notice, Place, Wording } from '../notice.ts'
import type { Part } from './parts.ts'

/** The prose with every number in it as a claim, and what could not be said. */
export interface Prose {
  readonly body: Wording[]
  readonly cover: CoverFigure[]
  readonly leaders: CoverLeaders[]
  readonly remarks: string[]
  readonly offers: Offer[]
}

interface Kind {
  readonly name: string
  readonly rows: readonly StandingRow[]
  readonly tables: readonly string[]
}

interface Said {
  readonly input: ComposeInput
  readonly notice: Notice
  readonly kinds: readonly Kind[]
  /** Whether each kind can be told apart in a sentence. */
  readonly areSayable: boolean
  readonly upper: string
  /** Filled as figures are said. */
  readonly offers: Offer[]
}

/** The figures of the month in sentences, from the tables and lists of the notice. */
export function proseOf(
  input: ComposeInput,
  parts: readonly Part[],
  { notice, upper }: { notice: Notice; upper: string },
): Prose {
  const kinds = [...grouped(parts, part => part.standing.group.kind)].map(
    ([name, own]): Kind => ({
      name,
      rows: own.flatMap(part => part.standing.rows),
      tables: own.map(part => part.id),
    }),
  )
  const unsayable = kinds.filter(kind => !isSayable(kind, notice))
  const said: Said = { input, notice, kinds, areSayable: unsayable.length === 0, upper, offers: [] }
  const cover: CoverFigure[] = []
  const first = [received(said, cover), adopted(said, cover), firstAdopted(said), above(said, cover)].join('')
  const { leaders, remarks } = leadersOf(said)
  const second = leaders.length === 0 ? [] : [`${leaders.map(one => one.place.quote ?? '').join('；')}。`]
  const lost = unsayable.map(
    kind => `“${kind.name}”这一类的名称在句子里说不清，正文没有分类列数和列出前几名；可在正文补充。`,
  )
  return {
    body: [first, ...second, ...input.form.bodyAfter].map(text => ({ text, place: { part: 'body' } })),
    cover,
    leaders,
    remarks: [...lost, ...remarks],
    offers: said.offers,
  }
}

/** As long as a reader takes for the name of a kind. */
const SUBJECT_MAX = 24
/** Marks and words at which a sentence would be cut. */
const CUTTING = /[；。：！？“”《》]|，(?![^（]*）)|其中|\d$|^(?:全|我)[局市县区州省]|(?:信息|稿件|简讯|约稿|材料)$/

/**
 * Whether a kind's name can be said so that it is understood: it must not cut the sentence, and must mean its own tables. A name that is
 * part of another kind's (科室 beside 派驻科室) would be taken for both.
 */
function isSayable({ name, tables }: Kind, notice: Notice): boolean {
  const meant = tablesOf(name, { notice })?.map(table => table.id) ?? []
  return name.length <= SUBJECT_MAX && !CUTTING.test(name) && meant.join() === tables.join()
}

/** A number in the prose; its quote is the subject, the number and its measure word. */
function figure(
  cover: CoverFigure[],
  { measure, subject, count, word }: { measure: Measure; subject: string; count: number; word: string },
  partOf: number | null = null,
): string {
  const x100 = count * 100
  const place: Place = { part: 'body', quote: `${subject}${show(x100)}${word}` }
  cover.push({ measure, subject, claim: { x100, place }, partOf })
  return place.quote ?? ''
}

const COMPARABLE = { submitted: '收到', adopted: '采用', upperAdopted: '上级采用', commissions: '约稿' } as const

/** ，较上月增加12篇, about the last figure: said where the form wants it, offered wherever the month before is known. */
function against(
  { input, offers }: Said,
  cover: CoverFigure[],
  { measure, word, count }: { measure: keyof MonthCounts; word: string; count: number },
): string {
  const before = input.past?.counts?.[measure]
  const last = cover.at(-1)
  if (before === undefined || last === undefined) return ''
  const x100 = (count - before) * 100
  const shown = x100 === 0 ? '与上月持平' : `较上月${x100 > 0 ? '增加' : '减少'}${show(Math.abs(x100))}${word}`
  offers.push({ name: `环比·${COMPARABLE[measure]}`, shown, compares: { measure, x100 } })
  if (!input.form.variants.compared) return ''
  cover[cover.length - 1] = { ...last, compared: { x100, place: { part: 'body', quote: shown } } }
  return `，${shown}`
}

/** 本年首次被采用的有甲局、乙局。 Names that a sentence cannot hold are left to the tables. */
function firstAdopted({ input, kinds, offers }: Said): string {
  const first = new Set(input.past?.firstAdopted ?? [])
  const names = kinds.flatMap(kind => kind.rows.filter(row => first.has(row.unit)).map(row => row.name))
  if (names.length === 0 || names.some(name => UNNAMEABLE.test(name))) return ''
  const shown = names.join('、')
  offers.push({ name: '本年首次采用', shown, compares: null })
  return input.form.variants.first ? `本年首次被采用的有${shown}。` : ''
}

/** ，其中甲3篇、乙4篇: the kinds that have any, where that is more than one. They add up to the whole before them. */
function breakdown(
  { kinds, areSayable }: Said,
  cover: CoverFigure[],
  { measure, word, count }: { measure: Measure; word: string; count: (row: StandingRow) => number },
): string {
  const counted = kinds
    .map(kind => ({ subject: kind.name, count: total(kind.rows.map(count)) }))
    .filter(one => one.count > 0)
  if (!areSayable || counted.length < 2) return ''
  const whole = cover.length - 1
  return `，其中${counted.map(one => figure(cover, { ...one, measure, word }, whole)).join('、')}`
}

const allRows = ({ kinds }: Said): StandingRow[] => kinds.flatMap(kind => kind.rows)

function received(said: Said, cover: CoverFigure[]): string {
  const { form, period } = said.input
  const month = `${Number(period.slice(5))}月份，${form.desk}`
  const count = ({ counts }: StandingRow) => counts.submitted
  const all = total(allRows(said).map(count))
  if (all === 0) return `${month}没有收到稿件。`
  const whole = figure(cover, { measure: 'submitted', subject: '', count: all, word: '篇' })
  const change = against(said, cover, { measure: 'submitted', word: '篇', count: all })
  return `${month}共收到稿件${whole}${change}${breakdown(said, cover, { measure: 'submitted', word: '篇', count })}。`
}

/**
 * Adoptions are told as credits (篇次), which is what the tables add up to, and then once more by different titles: the two are different
 * numbers wherever one article is credited to several units, and both are asked for.
 */
function adopted(said: Said, cover: CoverFigure[]): string {
  const { bulletin } = said.input.form
  const count = ({ counts }: StandingRow) => counts.reports + counts.briefs
  const all = total(allRows(said).map(count))
  const where = bulletin === null ? '' : `《${bulletin}》`
  if (all === 0) return `${where}没有采用稿件。`
  const whole = figure(cover, { measure: 'adopted', subject: '', count: all, word: '篇次' })
  const change = against(said, cover, { measure: 'adopted', word: '篇次', count: all })
  const parts = breakdown(said, cover, { measure: 'adopted', word: '篇次', count })
  const items = said.notice.lists.flatMap(list => list.items).filter(item => item.kind !== 'commission')
  const titles = new Set(items.map(item => storyKey(item.title))).size
  // Without all titles nobody knows how many different ones there were.
  const distinct =
    items.length !== all || titles === all
      ? ''
      : `；不重复计算，共采用稿件${figure(cover, { measure: 'adopted', subject: '', count: titles, word: '篇' })}`
  return `${where}按计入单位次数统计，共采用稿件${whole}${change}${parts}${distinct}。`
}

/** What was adopted above, and asked for from above. */
function above(said: Said, cover: CoverFigure[]): string {
  const rows = allRows(said)
  const upper = total(rows.map(row => row.counts.upperAdopted))
  const commissions = total(rows.map(row => row.counts.commissions))
  const clauses = [
    ...(upper === 0
      ? []
      : [
          `${said.upper}采用稿件${figure(cover, { measure: 'upperAdopted', subject: '', count: upper, word: '篇次' })}${against(said, cover, { measure: 'upperAdopted', word: '篇次', count: upper })}`,
        ]),
    ...(commissions === 0
      ? []
      : [
          `上级采用约稿${figure(cover, { measure: 'commissions', subject: '', count: commissions, word: '篇次' })}${against(said, cover, { measure: 'commissions', word: '篇次', count: commissions })}`,
        ]),
  ]
  return clauses.length === 0 ? '' : `${clauses.join('，')}。`
}

const LEADERS = 3
/** A tie that would make the list longer is not named. */
const NAMES_MAX = 6
/** Words that begin a list of leaders. */
const LISTING = /[为是有前]/
/** What the names of a list are parted by, or could be taken for a score. */
const UNNAMEABLE = /[\d、，。；：！？]/

/**
 * The first three of each kind by what the ranking goes by, all groups of the kind together: the sentence speaks of the kind, so it is true
 * of all its units, whichever class they are ranked in. Those who share the third place are all named. Nobody is named without points.
 */
function leadersOf({ input, kinds, areSayable }: Said): { leaders: CoverLeaders[]; remarks: string[] } {
  const isMonth = input.ruleSet.ranking.by === 'month'
  const pointsOf = (row: StandingRow) => (isMonth ? row.month : row.yearTotal)
  if (!areSayable) return { leaders: [], remarks: [] }
  const remarks: string[] = []
  const leaders = kinds.flatMap((kind): CoverLeaders[] => {
    if (kind.rows.length < LEADERS) return []
    const scored = kind.rows.filter(row => pointsOf(row) > 0).sort((a, b) => pointsOf(b) - pointsOf(a))
    const limit = scored[Math.min(LEADERS, scored.length) - 1]
    const within = limit === undefined ? [] : scored.filter(row => pointsOf(row) >= pointsOf(limit))
    const named =
      within.length <= NAMES_MAX || limit === undefined ? within : within.filter(row => pointsOf(row) > pointsOf(limit))
    if (named.length < within.length)
      remarks.push(`${kind.name}并列的单位多于 ${NAMES_MAX} 个，正文没有列出并列的单位；可在正文补充。`)
    if (LISTING.test(kind.name) || named.some(row => UNNAMEABLE.test(row.name))) {
      remarks.push(`${kind.name}前几名的名称里有数字、标点或“为、是、有”，在句子里分不清，正文没有列出；可在正文补充。`)
      return []
    }
    const stated = Math.min(LEADERS, named.length)
    if (stated < 2) return []
    const names = named.map(row => row.name).join('、')
    // Of all units together nothing more is said than that they are the first.
    const top = stated === LEADERS && kind.name !== '' ? '前三' : `前${stated === LEADERS ? '三' : stated}名`
    const quote = `${isMonth ? '本月' : '累计'}得分${top}${kind.name === '' ? '' : `的${kind.name}`}为${names}`
    return [
      {
        by: isMonth ? 'monthPoints' : 'yearPoints',
        subject: kind.name,
        stated,
        names: named.map(row => ({ name: row.name, points: null })),
        place: { part: 'body', quote },
      },
    ]
  })
  return { leaders, remarks }
}
