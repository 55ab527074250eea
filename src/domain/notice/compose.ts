import { chinesePeriod, monthNumber, type Period, yearStart } from '../calendar.ts'
import type { AdoptionKind, Level, StandingGroup, UnitId } from '../model.ts'
import { formatPoints, type Points } from '../points.ts'
import type { RuleSet } from '../rules.ts'
import { columnsOf, tableFormOf } from './composing/columns.ts'
import { filled, NoticeForm, type Slots } from './composing/form.ts'
import { listsOf, type Titled, titlesOf } from './composing/lists.ts'
import { type Part, partsOf, wholePart } from './composing/parts.ts'
import { proseOf } from './composing/prose.ts'
import { shownOf, together } from './composing/shown.ts'
import { columnsIn, type NoticeTableForm } from './composing/table-form.ts'
import { tableOf } from './composing/tables.ts'
import type { Notice, Place, Wording } from './notice.ts'

export { NoticeForm }

/** Points that no fact of the month earned: 加减分 by decision, and corrections of closed months. `words`: why and by whom. */
export interface DecidedPoints {
  readonly unit: UnitId
  readonly component: string
  readonly points: Points
  readonly words: string
}

export interface ComposeInput {
  readonly period: Period
  readonly ruleSet: RuleSet
  /** Frozen or rehearsed standings; names are those to print. */
  readonly groups: readonly StandingGroup[]
  /** One for each adoption fact of the month. A blank title stands for counts without titles. */
  readonly adopted: readonly {
    readonly title: string
    readonly issue: number | null
    readonly kind: AdoptionKind
    readonly level: Level
    readonly outlet: string
    readonly units: readonly UnitId[]
    readonly order: number
  }[]
  /** One for each adopted commission fact; `asker` as it was said to these units: 市政府, 省厅. */
  readonly commissions: readonly {
    readonly title: string
    readonly asker: string
    readonly units: readonly UnitId[]
    readonly order: number
  }[]
  /** How many articles of a unit went up to which level. */
  readonly forwardedTo: readonly { readonly unit: UnitId; readonly level: Level; readonly count: number }[]
  /** What of the standings is by decision: printed in columns of its own and told in the notes. */
  readonly decided?: readonly DecidedPoints[]
  /** Where the form of the tables asks for it: how many facts earned points of a component, and its points in the year so far. */
  readonly components?: readonly {
    readonly unit: UnitId
    readonly component: string
    readonly number: number
    readonly yearPoints: Points
  }[]
  /** Where the form of the tables asks for it: how much was handed in in the year so far. */
  readonly submittedYear?: readonly { readonly unit: UnitId; readonly count: number }[]
  /** What came before, as far as it is known. */
  readonly past?: Past
  readonly form: NoticeForm
}

/** What the prose may say of earlier months. */
export interface Past {
  /** All units together in the month before; null where nothing is known of it. */
  readonly counts: MonthCounts | null
  /** Units with something adopted in this month and in no earlier one of the year. */
  readonly firstAdopted: readonly UnitId[]
}

/** Credits, as the tables count them. */
export type MonthCounts = Readonly<Record<'submitted' | 'adopted' | 'upperAdopted' | 'commissions', number>>

/** Words about earlier months that fit this one; printed where the form or an editor says so. */
export interface Offer {
  /** As a template names it: 环比·收到. */
  readonly name: string
  /** 较上月增加12篇; 甲局、乙局. */
  readonly shown: string
  /** For a comparison: the figure it follows, and by how much this month has more, in hundredths. */
  readonly compares: { readonly measure: keyof MonthCounts; readonly x100: number } | null
}

export interface Composed {
  readonly notice: Notice
  readonly offers: readonly Offer[]
  /** What cannot be said from the ledger and is left to the editor, in words. */
  readonly remarks: string[]
}

/**
 * A month's standings and facts → its notice, with nothing in it that is not given: sums of counts are the only arithmetic. The same input
 * gives the same notice (NOTE-01). Its audit finds nothing but questions about titles, which are printed as they stand in the register.
 */
export function compose(input: ComposeInput): Composed {
  const { form, period, ruleSet } = input
  const tableForm = tableFormOf(input)
  const slots = slotsOf(period, ruleSet, tableForm)
  const shown = shownOf(input.groups, tableForm, ruleSet)
  const parts = partsOf(shown.groups, form, slots)
  const listed = new Set(parts.flatMap(part => part.standing.rows).map(row => row.unit))
  const inTables =
    tableForm.tables === 'by-group'
      ? parts
      : wholePart(
          parts,
          together(input.groups, ruleSet).filter(row => listed.has(row.unit)),
          filled(form.tableTitle, slots),
        )
  const columns = columnsOf(input, tableForm)
  const titles = titlesOf(input)
  const upper = /^.*?(?:以上|上级)/.exec(form.upperHead)?.[0] ?? '上级'
  const recipients = form.recipients.replace(/[：:]$/, '')
  const withoutProse: Notice = {
    title: say('title', filled(form.title, slots)),
    period,
    span: '',
    issuer: say('signature', form.issuer),
    issuedOn: form.issuedOn,
    recipients: say('recipients', recipients),
    sentTo: say('colophon', form.sentTo ?? recipients),
    attachment: say('attachment', filled(form.attachment, slots)),
    body: [],
    cover: [],
    leaders: [],
    tables: inTables.map(part => tableOf(part, columns, { ...tableForm, unitHead: form.unitHead })),
    lists: parts.flatMap(part => listsOf(part, { input, columns, titles, upper })),
    notes: notesOf(input, { parts, slots, upper, idle: shown.named }).map(text => say('note', text)),
    colophon: form.colophon.map(text => say('colophon', text)),
  }
  const { body, cover, leaders, remarks, offers } = proseOf(input, inTables, { notice: withoutProse, upper })
  return {
    notice: { ...withoutProse, body, cover, leaders },
    offers,
    remarks: [
      ...remarks,
      ...missingTitles(parts, titles),
      ...emptyColumns(input, tableForm),
      ...leftToEditor(input, parts),
    ],
  }
}

const say = (part: Place['part'], text: string): Wording => ({ text, place: { part } })

function slotsOf(period: Period, { title, issued, ranking, year }: RuleSet, { tables }: NoticeTableForm): Slots {
  const named = title.startsWith('《') ? title : `《${title}》`
  const ties = {
    skip: '分数相同的名次并列，其后的名次相应后移',
    dense: '分数相同的名次并列，其后的名次接着排列',
    order: '分数相同的按单位次序排列名次',
  }[ranking.ties]
  return {
    年: period.slice(0, 4),
    月: String(monthNumber(period)),
    组: '',
    办法: issued === '' ? named : `${named}（${issued}印发）`,
    起始月: chinesePeriod(yearStart(period, year.starts)),
    名次: `名次在${tables === 'together' ? '全部单位中' : '组内'}按${ranking.by === 'month' ? '本月分数' : '累计分数'}排定，${ties}`,
  }
}

// ── notes ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** The form's notes; then who handed in nothing, and what the lists have no place for: adoptions above, and points by decision (LED-10). */
function notesOf(
  input: ComposeInput,
  { parts, slots, upper, idle }: { parts: readonly Part[]; slots: Slots; upper: string; idle: readonly string[] },
): string[] {
  const names = new Map(parts.flatMap(part => part.standing.rows).map(row => [row.unit, row.name]))
  const namesOf = (units: readonly UnitId[]) => units.flatMap(unit => names.get(unit) ?? []).join('、')
  const higher = input.adopted
    .filter(one => one.level !== 'own' && one.title.trim() !== '' && namesOf(one.units) !== '')
    .sort((a, b) => a.order - b.order)
    .map(one => `${namesOf(one.units)}“${one.title.trim()}”${one.outlet === '' ? '' : `（${one.outlet}）`}`)
  const decided = (input.decided ?? []).flatMap(({ unit, points, words, component }) => {
    const name = names.get(unit)
    return name === undefined || points === 0
      ? []
      : [`${name}${component}${points > 0 ? '加' : '扣'}${formatPoints(points).replace('-', '')}分（${words}）`]
  })
  return [
    ...input.form.notes.map(pattern => filled(pattern, slots)),
    ...(idle.length === 0 ? [] : [`零报送单位：${idle.join('、')}。`]),
    ...(higher.length === 0 ? [] : [`${upper}采用情况：${higher.join('；')}。`]),
    ...(decided.length === 0 ? [] : [`加减分情况：${decided.join('；')}。`]),
  ]
}

// ── remarks ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Units whose counts are not those of their titles: the list is printed as far as titles are known. */
function missingTitles(parts: readonly Part[], titles: ReadonlyMap<UnitId, readonly Titled[]>): string[] {
  return parts
    .flatMap(part => part.standing.rows)
    .flatMap(({ unit, name, counts }) => {
      const listed = (kind: Titled['kind']) => (titles.get(unit) ?? []).filter(one => one.kind === kind).length
      const differing = [
        { word: '信息', count: counts.reports, titles: listed('report') },
        { word: '简讯', count: counts.briefs, titles: listed('brief') },
        { word: '约稿', count: counts.commissions, titles: listed('commission') },
      ].filter(one => one.count !== one.titles)
      return differing.length === 0
        ? []
        : [
            `${name}：${differing.map(one => `${one.word} ${one.count} 篇，有标题的 ${one.titles} 篇`).join('；')}。清单只列有标题的。`,
          ]
    })
}

/** Columns the office drew that this month's rules have nothing for. */
function emptyColumns({ form, ruleSet }: ComposeInput, { columns, tables }: NoticeTableForm): string[] {
  const names = columnsIn(columns).flatMap(({ feed }) =>
    'component' in feed && !ruleSet.components.includes(feed.component) ? [feed.component] : [],
  )
  return [
    ...[...new Set(names)].map(name => `计分办法里没有“${name}”这个计分项，表里这一栏是空的；请到通报样式里改。`),
    ...(form.table?.tables === 'together' && tables === 'by-group'
      ? ['计分办法不只按总分排名，各组不能合在一张表里重新排名，仍按组分表。']
      : []),
  ]
}

function leftToEditor({ form, adopted, commissions, decided }: ComposeInput, parts: readonly Part[]): string[] {
  const known = new Set(parts.flatMap(part => part.standing.rows).map(row => row.unit))
  const outside = [...adopted, ...commissions].filter(one => one.units.some(unit => !known.has(unit)))
  const isUnexplained = (decided ?? []).some(one => one.words.trim() === '')
  return [
    ...(outside.length === 0
      ? []
      : [
          `有 ${outside.length} 篇稿件记入了不在本月各组里的单位，这些单位没有列入通报：${outside.map(one => `“${one.title}”`).join('、')}。`,
        ]),
    ...(isUnexplained ? ['有的加减分没有写明理由和决定人，请补写。'] : []),
    ...(form.issuedOn === null ? ['成文日期未定，署名下没有日期。'] : []),
    ...(form.bodyAfter.length === 0 ? ['本月报送质量的评价和下一步要求不能从台账得出，请在正文补充。'] : []),
  ]
}
