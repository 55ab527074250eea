import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { juneNotice } from '../../../fixtures/notices/lc-2023-06/notice.ts'
import { smallNotice, smallTable } from '../../../fixtures/small-notice.ts'
import { audit, type Known } from './audit.ts'
import type { Claim, HeadClause, Measure, Notice, NoticeItem, NoticeList, NoticeTable, Place } from './notice.ts'

const audited = (notice: Notice, known: Known = {}) => audit({ notice, unread: [], remarks: [] }, known)
const codes = (notice: Notice, known: Known = {}) =>
  audited(notice, known).map(({ code, place }) => `${code} ${place.unit ?? ''}`.trim())

// ── a clean notice of any size ─────────────────────────────────────────────────────────────────────────────────

const PLACES = ['阳谷', '临清', '莘州', '茌山', '高平', '东河', '冠南', '广武', '临泽', '永和', '安丰', '清源']
const WORKS = [
  '国土绿化扎实推进',
  '耕地保护检查全面完成',
  '森林防火演练圆满结束',
  '不动产登记提速增效',
  '矿山治理通过验收',
  '村庄规划编制完成',
  '林长制经验在全市交流',
  '湿地修复工程开工',
  '测绘成果更新到位',
  '古树名木普查结束',
]

interface Work {
  readonly submitted: number
  readonly reports: number
  readonly briefs: number
  readonly commissions: number
  readonly forwarded: number
  readonly opening: number
}

const work = fc
  .record({
    submitted: fc.integer({ min: 0, max: 40 }),
    reports: fc.integer({ min: 0, max: 5 }),
    briefs: fc.integer({ min: 0, max: 5 }),
    commissions: fc.integer({ min: 0, max: 4 }),
    forwarded: fc.integer({ min: 0, max: 3 }),
    opening: fc.integer({ min: 0, max: 200 }),
  })
  .map((one): Work => ({ ...one, forwarded: Math.max(one.forwarded, one.commissions) }))

const COLUMNS: readonly Measure[] = [
  'submitted',
  'ownAdopted',
  'adoptionPoints',
  'commissions',
  'commissionPoints',
  'forwarded',
  'basePoints',
  'monthPoints',
  'yearPoints',
  'rank',
]

interface Counted extends Work {
  readonly unit: string
  readonly month: number
  readonly year: number
}

const counted = (one: Work, unit: string): Counted => {
  const month = one.reports * 100 + one.briefs * 50 + one.commissions * 500 + (one.forwarded > 0 ? 500 : 0)
  return { ...one, unit, month, year: one.opening * 50 + month }
}

const claim = (x100: number, place: Place): Claim => ({ x100, place })
const orBlank = (x100: number, place: Place): Claim | null => (x100 === 0 ? null : claim(x100, place))

function tableOf(id: string, group: string, units: readonly Counted[]): NoticeTable {
  const place: Place = { part: 'table', table: id }
  const rows = [...units].sort((a, b) => b.year - a.year)
  return {
    id,
    title: `6月份${group}政务信息统计`,
    group,
    unitHead: '单位',
    total: null,
    repeatedHeads: [],
    place,
    columns: COLUMNS.map(measure => ({ heads: [measure], measure })),
    rows: rows.map(one => {
      const rank = 1 + rows.filter(other => other.year > one.year).length
      const values = [
        one.submitted * 100,
        (one.reports + one.briefs) * 100,
        one.reports * 100 + one.briefs * 50,
        one.commissions * 100,
        one.commissions * 500,
        one.forwarded * 100,
        one.forwarded > 0 ? 500 : 0,
        one.month,
        one.year,
        rank * 100,
      ]
      return {
        unit: one.unit,
        place: { ...place, unit: one.unit },
        cells: values.map(x100 => orBlank(x100, { ...place, unit: one.unit })),
      }
    }),
  }
}

function listOf(one: Counted, section: string): NoticeList {
  const place: Place = { part: 'list', unit: one.unit }
  const clause = (measure: Measure, wording: string, x100: number, unit: string): HeadClause[] =>
    x100 === 0 && measure !== 'submitted' ? [] : [{ measure, wording, unit, claim: claim(x100, place) }]
  const items = [
    ...Array.from({ length: one.reports }, () => ({
      kind: 'report' as const,
      label: '第9期 信息',
      issue: 9,
      source: '',
    })),
    ...Array.from({ length: one.briefs }, () => ({
      kind: 'brief' as const,
      label: '第9期 简讯',
      issue: 9,
      source: '',
    })),
    ...Array.from({ length: one.commissions }, () => ({
      kind: 'commission' as const,
      label: '市政府约稿',
      issue: null,
      source: '市政府',
    })),
  ]
  return {
    unit: one.unit,
    section,
    place,
    head: [
      ...clause('submitted', '报送稿件', one.submitted * 100, '篇'),
      ...clause('reports', '市局采用信息', one.reports * 100, '篇'),
      ...clause('briefs', one.reports > 0 ? '简讯' : '市局采用简讯', one.briefs * 100, '则'),
      ...clause('adoptionPoints', '合计', one.reports * 100 + one.briefs * 50, '分'),
      ...clause('commissions', '上级约稿信息', one.commissions * 100, '篇'),
      ...clause('commissionPoints', '合计', one.commissions * 500, '分'),
      ...clause('forwarded', '报市', one.forwarded * 100, '篇'),
      ...clause('basePoints', '本月基础分', one.forwarded > 0 ? 500 : 0, '分'),
      ...clause('yearPoints', '累计', one.year, '分'),
    ],
    items: items.map(
      (item, index): NoticeItem => ({
        ...item,
        number: index + 1,
        place: { ...place, item: index + 1 },
        title:
          item.kind === 'commission'
            ? `${WORKS[index % WORKS.length]}情况及建议`
            : `${one.unit}${WORKS[index % WORKS.length]}${index >= WORKS.length ? '再传捷报' : ''}`,
      }),
    ),
  }
}

function cleanNotice(works: readonly (readonly Work[])[]): Notice {
  const groups = works.map((group, index) =>
    group.map((one, at) => counted(one, `${PLACES[at % PLACES.length]}${['局', '科', '中心'][index] ?? '所'}`)),
  )
  const names = ['县（市、区）局', '机关各科室', '事业单位']
  const tables = groups.map((group, index) => tableOf(`表${index + 1}`, names[index] ?? '', group))
  const sums = groups.map(group => group.reduce((total, one) => total + one.submitted * 100, 0))
  const body: Place = { part: 'body' }
  return smallNotice({
    tables,
    lists: tables.flatMap((table, index) =>
      table.rows.map(row =>
        listOf(
          (groups[index] ?? []).find(one => one.unit === row.unit) ?? counted(nothing, row.unit),
          names[index] ?? '',
        ),
      ),
    ),
    cover: [
      {
        measure: 'submitted',
        subject: '',
        claim: claim(
          sums.reduce((a, b) => a + b, 0),
          body,
        ),
        partOf: null,
      },
      ...sums.map((sum, index) => ({
        measure: 'submitted' as const,
        subject: names[index] ?? '',
        claim: claim(sum, body),
        partOf: 0,
      })),
    ],
    leaders: tables.flatMap((table, index) => {
      const limit = table.rows.at(Math.min(3, table.rows.length) - 1)?.cells[8]
      const leading = table.rows.filter(row => points(row.cells[8]) >= points(limit))
      return [
        {
          by: 'yearPoints' as const,
          subject: names[index] ?? '',
          stated: Math.min(3, table.rows.length),
          names: leading.map(row => ({ name: row.unit, points: null })),
          place: body,
        },
      ]
    }),
    recipients: { text: '各县（市、区）局，机关各科室、各事业单位：', place: { part: 'recipients' } },
    sentTo: { text: '各县（市、区）局，机关各科室、局属各事业单位', place: { part: 'colophon' } },
  })
}

const nothing: Work = { submitted: 0, reports: 0, briefs: 0, commissions: 0, forwarded: 0, opening: 0 }
const points = (cell: NoticeTable['rows'][number]['cells'][number] | undefined): number =>
  cell && 'x100' in cell ? cell.x100 : 0

const works = fc.array(fc.array(work, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 3 })

/** Every unit has some of everything, so that each number is stated twice. */
const busyWorks = fc.array(
  fc.array(
    work.map(
      (one): Work => ({
        ...one,
        reports: one.reports + 1,
        briefs: one.briefs + 1,
        commissions: one.commissions + 1,
        forwarded: one.forwarded + 1,
      }),
    ),
    { minLength: 3, maxLength: 12 },
  ),
  { minLength: 1, maxLength: 3 },
)

describe('a clean notice', () => {
  it('has no findings, whatever its size and numbers', () => {
    fc.assert(
      fc.property(works, groups => {
        expect(audited(cleanNotice(groups))).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('has one that names the unit as soon as any number of a table is changed', () => {
    fc.assert(
      fc.property(busyWorks, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 9 }), (groups, at, column, by) => {
        const notice = cleanNotice(groups)
        const rows = notice.tables.flatMap(table => table.rows)
        const row = rows[at % rows.length]
        const index = column % COLUMNS.length
        const changed = {
          ...notice,
          tables: notice.tables.map(table => ({
            ...table,
            rows: table.rows.map(one =>
              one === row
                ? {
                    ...one,
                    cells: one.cells.map((cell, position) =>
                      position === index ? claim(points(cell) + by * 100, one.place) : cell,
                    ),
                  }
                : one,
            ),
          })),
        }
        expect(
          audited(changed).some(one => one.place.unit === row?.unit || one.message.includes(row?.unit ?? '')),
        ).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})

// ── what is known beside the notice ────────────────────────────────────────────────────────────────────────────

const base = smallTable(
  '表1',
  ['forwarded', 'basePoints', 'monthPoints', 'yearPoints'],
  [
    ['甲局', 1, 5, 5, 15],
    ['乙局', null, 5, 5, 5],
  ],
)

describe('what is known beside the notice', () => {
  const units = [
    { name: '甲局', aliases: [], group: 'county' },
    { name: '乙局', aliases: ['乙分局'], group: 'office-b' },
  ]
  const rules = { report: 100, brief: 50, commission: 500 }

  it('judges base points by the rule of the unit’s group', () => {
    const conditional = { group: 'county', points: 500, forwardedAtLeast: 1 }
    const always = { group: 'office-b', points: 500, forwardedAtLeast: null }
    const notice = smallNotice({ tables: [base] })
    expect(codes(notice, { units, ruleSet: { ...rules, bases: [conditional, always] } })).toEqual([])
    expect(
      codes(notice, { units, ruleSet: { ...rules, bases: [conditional, { ...conditional, group: 'office-b' }] } }),
    ).toEqual(['base-rule 乙局'])
  })

  it('carries last month’s totals forward, under any registered name', () => {
    const last = smallNotice({
      tables: [
        smallTable(
          '表1',
          ['yearPoints'],
          [
            ['甲局', 10],
            ['乙分局', 1],
            ['丙局', 3],
          ],
        ),
      ],
    })
    expect(codes(smallNotice({ tables: [base] }), { units, previous: last })).toEqual([
      'unit-gone 丙局',
      'year-previous 乙局',
    ])
  })

  it('does not carry over into a new year', () => {
    const table = smallTable(
      '表1',
      ['monthPoints', 'yearPoints'],
      [
        ['甲局', 5, 5],
        ['乙局', 6, 6],
      ],
    )
    expect(
      codes(smallNotice({ tables: [table] }), {
        previous: [
          { unit: '甲局', yearPoints: 9000 },
          { unit: '乙局', yearPoints: 8000 },
        ],
      }),
    ).toEqual([])
  })

  it('leaves out what the office has switched off', () => {
    const table = smallTable('表1', ['monthPoints', 'yearPoints'], [['甲局', 5, 4]])
    expect(codes(smallNotice({ tables: [table] }))).toEqual(['year-below-month 甲局'])
    expect(codes(smallNotice({ tables: [table] }), { conventions: ['year-below-month'] })).toEqual([])
  })
})

describe('findings', () => {
  it('come in the order of the page and the same for the same notice', () => {
    const found = audited(juneNotice())
    const parts = [
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
    const order = found.map(({ place }) => parts.indexOf(place.part))
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(audited(juneNotice())).toEqual(found)
  })

  it('are none where a notice has nothing to compare', () => {
    expect(audited(smallNotice({}))).toEqual([])
    expect(audited(smallNotice({ tables: [smallTable('表1', ['other'], [['甲局', 3]])] }))).toEqual([])
  })
})
