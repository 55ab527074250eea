import { describe, expect, it } from 'vitest'
import { rulesOf } from '../fixtures/rule-sets.ts'
import { period } from '../src/domain/calendar.ts'
import { GroupId, type StandingGroup, type UnitCounts, UnitId } from '../src/domain/model.ts'
import { audit } from '../src/domain/notice/audit.ts'
import { type ComposeInput, compose, NoticeForm } from '../src/domain/notice/compose.ts'
import { knownForm } from '../src/domain/notice/composing/columns.ts'
import { columnsIn, type ShippedTableForm } from '../src/domain/notice/composing/table-form.ts'
import { layout } from '../src/domain/notice/layout.ts'
import { readNotice } from '../src/domain/notice/read.ts'
import { pointsOfHundredths } from '../src/domain/points.ts'
import { knownRulesOf, type RuleSet } from '../src/domain/rules.ts'
import { ranksOf } from '../src/domain/standing.ts'
import { shippedTableForms } from '../src/server/notice-forms.ts'

const shipped = await shippedTableForms()
const formOf = (id: string): ShippedTableForm => {
  const found = shipped.find(one => one.id === id)
  if (found === undefined) throw new Error(id)
  return found
}

/** A unit's month: counts, points by component, and year totals by component with its whole. */
interface Unit {
  readonly name: string
  readonly counts?: Partial<UnitCounts>
  readonly number?: Readonly<Record<string, number>>
  readonly points?: Readonly<Record<string, number>>
  readonly year?: Readonly<Record<string, number>>
  readonly yearTotal?: number
  readonly submittedYear?: number
}

const NO_COUNTS: UnitCounts = { submitted: 0, upperAdopted: 0, reports: 0, briefs: 0, commissions: 0, forwarded: 0 }
const p = (points: number) => pointsOfHundredths(points * 100)
const sum = (all: Readonly<Record<string, number>> = {}): number =>
  Object.values(all).reduce((total, value) => total + value, 0)

/** A month of these units in one group, ranked by what the rules say. */
function monthOf(ruleSet: RuleSet, units: readonly Unit[], form: ShippedTableForm): ComposeInput {
  const idOf = (index: number) => UnitId.parse(`unt_${index}`)
  const yearOf = (unit: Unit) => unit.yearTotal ?? sum(unit.year)
  const ranks = ranksOf(
    units.map(unit => p(ruleSet.ranking.by === 'month' ? sum(unit.points) : yearOf(unit))),
    ruleSet.ranking.ties,
  )
  const rows = units.map((unit, index) => ({
    unit: idOf(index),
    name: unit.name,
    components: Object.fromEntries(ruleSet.components.map(name => [name, p(unit.points?.[name] ?? 0)])),
    counts: { ...NO_COUNTS, ...unit.counts },
    month: p(sum(unit.points)),
    yearTotal: p(yearOf(unit)),
    rank: ranks[index] ?? 0,
    previousRank: null,
  }))
  const group: StandingGroup['group'] = {
    id: GroupId.parse('grp_1'),
    key: 'units',
    name: '市直部门',
    kind: '市直部门',
    position: 0,
  }
  return {
    period: period('2023-03'),
    ruleSet,
    groups: [{ group, rows: [...rows].sort((a, b) => a.rank - b.rank) }],
    adopted: [],
    commissions: [],
    forwardedTo: [],
    components: units.flatMap((unit, index) =>
      ruleSet.components.map(component => ({
        unit: idOf(index),
        component,
        number: unit.number?.[component] ?? 0,
        yearPoints: p(unit.year?.[component] ?? 0),
      })),
    ),
    submittedYear: units.map((unit, index) => ({ unit: idOf(index), count: unit.submittedYear ?? 0 })),
    form: NoticeForm.parse({ issuer: '某办公室', table: form.table, issuedOn: '2023-04-10' }),
  }
}

/** The rows of the first table as they are printed, merged heads once; and what the auditor says of the notice that was read back. */
function printed(input: ComposeInput, form: ShippedTableForm): { rows: string[]; found: string[]; notes: string[] } {
  const { notice } = compose(input)
  const known = knownForm(form.table, input.ruleSet)
  const block = layout(notice).find(one => one.kind === 'table')
  const read = readNotice(layout(notice), known.columns)
  expect(read.unread).toEqual([])
  const units = input.groups.flatMap(({ group, rows }) =>
    rows.map(({ name }) => ({ name, aliases: [], group: group.key })),
  )
  const ruleSet = knownRulesOf(input.ruleSet, [{ key: 'units' }])
  return {
    rows: block?.kind === 'table' ? block.rows.map(row => row.map(({ text }) => text).join(' ')) : [],
    found: audit(read, { units, ruleSet, form: known }).map(({ code }) => code),
    notes: notice.notes.map(({ text }) => text),
  }
}

const rate = { type: 'rate', on: 'adoption', stack: 'all', credit: 'full' } as const

/** A 办法 whose components and rules each test replaces. */
const PLAIN = rulesOf({ ...rate, when: {}, points: '1' })

it('ships forms of three other offices', () => {
  expect(shipped.map(({ id }) => id)).toEqual(['huolinguole', 'tongzhou', 'zhalantun'])
})

describe('扎兰屯: the rank first, then what each site took and its points', () => {
  const form = formOf('zhalantun')
  const [own, upper] = ['扎兰屯市政府网', '呼伦贝尔市政府网']
  const ruleSet: RuleSet = {
    ...PLAIN,
    components: [own, upper],
    ranking: { by: 'month', ties: 'skip' },
    rules: rulesOf(
      { ...rate, component: '采用', when: { level: 'own' }, points: '5' },
      { ...rate, component: '约稿', when: { level: 'city' }, points: '10' },
    ).rules.map((rule, index) => ({ ...rule, component: index === 0 ? own : upper })),
  }
  const unit = (name: string, first: number, second: number): Unit => ({
    name,
    counts: { submitted: first + second, upperAdopted: second, reports: first },
    number: { [own]: first, [upper]: second },
    points: { [own]: first * 5, [upper]: second * 10 },
  })
  const units = [
    unit('现代农业产业园服务中心', 35, 3),
    unit('水利局', 36, 0),
    unit('市场监督管理局', 27, 1),
    unit('公安局', 25, 1),
    unit('民政局', 26, 0),
  ]

  it('prints the rows of the notice of 2023', () => {
    const { rows } = printed(monthOf(ruleSet, units, form), form)
    expect(rows).toEqual([
      '排名 单位 扎兰屯市政府网采用条数 扎兰屯市政府网得分 呼伦贝尔市政府网采用条数 呼伦贝尔市政府网得分 本月得分',
      '1 现代农业产业园服务中心 35 175 3 30 205',
      '2 水利局 36 180 0 0 180',
      '3 市场监督管理局 27 135 1 10 145',
      '4 公安局 25 125 1 10 135',
      '5 民政局 26 130 0 0 130',
    ])
  })

  it('holds the points of a site against its own rate', () => {
    const input = monthOf(ruleSet, units, form)
    expect(printed(input, form).found).toEqual([])
    const wrong = (input.components ?? []).map(one => (one.number === 27 ? { ...one, number: 28 } : one))
    expect(printed({ ...input, components: wrong }, form).found).toContain('count-rate')
  })
})

describe('通州: three levels of heads and no ranks', () => {
  const form = formOf('tongzhou')
  const ruleSet: RuleSet = {
    ...PLAIN,
    components: ['报送', '采用'],
    rules: rulesOf(
      { ...rate, on: 'submission', component: '约稿', points: '1', when: {} },
      { ...rate, component: '采用', points: '3', when: { outlet: 'own' } },
    ).rules.map((rule, index) => ({ ...rule, component: index === 0 ? '报送' : '采用' })),
  }
  const unit = (name: string, submitted: number, year: number, reports: number, total: number): Unit => ({
    name,
    counts: { submitted, reports },
    points: { 报送: submitted, 采用: reports * 3 },
    submittedYear: year,
    yearTotal: total,
  })

  it('prints the rows of the notice of September 2016', () => {
    const units = [unit('森林公安', 2, 7, 2, 28), unit('工会共青团', 4, 8, 4, 48), unit('林政科', 0, 0, 0, 0)]
    const { rows, found } = printed(monthOf(ruleSet, units, form), form)
    expect(rows).toEqual([
      '单位 本月报送条数 全年累计报送条数 采用情况 报送分数 采用分数 本月分数 累计分数',
      '采用条数 园林动态 上级两办',
      '一句话·综合 独立',
      '工会共青团 4 8 4  4  4 12 16 48',
      '森林公安 2 7 2  2  2 6 8 28',
      '林政科          ',
    ])
    expect(found).toEqual([])
  })
})

describe('霍林郭勒: points of the month and of the year for each class, and who handed in nothing', () => {
  const form = formOf('huolinguole')
  const classes = columnsIn(form.table.columns).flatMap(({ feed }) => (feed.from === 'points' ? [feed.component] : []))
  const ruleSet: RuleSet = { ...PLAIN, components: classes, rules: [] }
  const units: Unit[] = [
    {
      name: '甲局',
      counts: { submitted: 3 },
      points: { 普发: 3, 约稿: 10 },
      year: { 普发: 9, 约稿: 20, 参阅: 5 },
    },
    { name: '乙局', year: { 普发: 6 } },
    { name: '丙局' },
    { name: '丁局' },
  ]

  it('names those who handed in nothing, and leaves out whom no rank needs', () => {
    const { rows, notes, found } = printed(monthOf(ruleSet, units, form), form)
    expect(rows.slice(0, 2)).toEqual([
      '单位 普发 微信公众号 参阅 约稿 上报 本月得分 累计得分 排名',
      '得分 累计 得分 累计 得分 累计 得分 累计 得分 累计',
    ])
    expect(rows.slice(2)).toEqual([
      '甲局 3 9    5 10 20   13 34 1',
      '乙局  6          6 2',
      '合计 3 15    5 10 20   13 40 ',
    ])
    expect(notes.at(-1)).toBe('零报送单位：乙局、丙局、丁局。')
    expect(found).toEqual([])
  })
})
