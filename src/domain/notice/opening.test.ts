import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { juneNotice } from '../../../fixtures/notices/lc-2023-06/notice.ts'
import { smallList, smallNotice, smallTable } from '../../../fixtures/small-notice.ts'
import { shippedRuleSet, takenMonth } from '../../../fixtures/taken-month.ts'
import { Group, Unit } from '../model.ts'
import { points } from '../points.ts'
import { Problem } from '../problems.ts'
import type { HeadClause, Measure, Notice, NoticeList } from './notice.ts'
import { differencesOf, takeOver } from './opening.ts'
import { commonOrder } from './taking/titles.ts'

const NOBODY = { units: [], groups: [] }
const taken = takeOver(juneNotice(), NOBODY)

const Expected = z.object({
  rows: z.array(
    z.object({
      unit: z.string(),
      monthPoints: z.number().nullable(),
      yearPoints: z.number(),
      rank: z.number(),
      detail: z.object({ items: z.array(z.object({ title: z.string() })) }),
    }),
  ),
})
const expected = Expected.parse(
  JSON.parse(readFileSync(new URL('../../../fixtures/notices/lc-2023-06/expected.json', import.meta.url), 'utf8')),
)

describe('the June notice, taken over', () => {
  const month = takenMonth(taken, shippedRuleSet('lc-2023'))
  const rows = month.standings.flatMap(group => group.rows)

  it('gives the month, the year and the rank of all 43 units again', () => {
    expect(rows.map(row => ({ unit: row.name, month: row.month, year: row.yearTotal, rank: row.rank }))).toEqual(
      expected.rows.map(row => ({
        unit: row.unit,
        month: (row.monthPoints ?? 0) * 100,
        year: row.yearPoints * 100,
        rank: row.rank,
      })),
    )
  })

  it('differs from its own text in one place, which is said and not bent', () => {
    expect(differencesOf(taken, month.standings)).toEqual([
      {
        unit: '财审科',
        column: '报省市',
        stated: points('1'),
        computed: points('0'),
        message: '财审科报省市篇数：表中空白，清单写“报市信息1篇”；按表接收',
      },
    ])
  })

  it('has one article for one title, credited to each unit that lists it', () => {
    expect(taken.articles).toHaveLength(76)
    expect(taken.articles.reduce((sum, one) => sum + one.units.length, 0)).toBe(118)
    const day = taken.articles.filter(one => one.title.includes('全国土地日'))
    expect(day.map(one => [one.issue, one.kind, one.units.length])).toEqual([[9, 'report', 15]])
    expect(taken.counts.filter(one => one.untitledReports + one.untitledBriefs + one.untitledCommissions > 0)).toEqual(
      [],
    )
  })

  it('keeps both wordings of a commission, and who asked whom', () => {
    expect(taken.commissions).toHaveLength(6)
    const about = taken.commissions.filter(one => one.title.startsWith('加强城乡环境基础设施'))
    expect(about.map(one => `${one.source} ${one.level} ${one.credits.length}`).sort()).toEqual([
      '省厅 province 4',
      '省厅 province 8',
    ])
    expect(
      about
        .flatMap(one => one.credits)
        .filter(one => one.asker === '市政府')
        .map(one => one.unit)
        .sort(),
    ).toEqual(['建设工程管理科', '生态修复科', '用途管制科'])
  })

  it('has the groups that the rules name', () => {
    expect(taken.groups.map(({ key, name, kind }) => [key, name, kind])).toEqual([
      ['county', '县（市、区）局', '县（市、区）局'],
      ['office-a', '机关各科室（A类）', '机关各科室'],
      ['office-b', '机关各科室（B类）', '机关各科室'],
      ['institution', '事业单位', '事业单位'],
    ])
    expect(taken.units.map(unit => unit.name)).toEqual(expected.rows.map(row => row.unit))
  })

  it('takes other names of a unit where only one can be meant', () => {
    expect(taken.suggestions.filter(one => one.where === '清单')).toEqual([
      { written: '自然用途管制科', unit: '用途管制科', where: '清单', certain: true },
      { written: '保护地管理科', unit: '自然保护地管理科', where: '清单', certain: true },
      { written: '市城乡规划设计院', unit: '市城乡规划设计研究院', where: '清单', certain: true },
    ])
    expect(taken.refusals).toEqual([])
    expect(taken.units.filter(unit => unit.aliases.length > 0).map(unit => unit.aliases)).toContainEqual([
      '自然用途管制科',
    ])
  })

  it('takes the office’s own words and nothing of the month', () => {
    expect(taken.form).toEqual({
      issuer: '聊城市自然资源和规划局',
      recipients: '各县（市、区）局，机关各科室、局属各分局、各事业单位',
      bulletin: '聊城自然资源和规划信息',
      desk: '市局办公室',
      own: '市局',
      unitHead: '单位',
      ownHead: '市局简报采用篇数',
      upperHead: '市级以上采用篇数',
      colophon: ['责任编辑：杨丽　刘天爱', '投稿：lcszrzyjxx@lc.shandong.cn', '电话：8321680'],
    })
  })

  it('is the same again in an office that has it already', () => {
    const groups = taken.groups.map(group => Group.parse({ ...group, id: `grp_${group.key}` }))
    const units = taken.units.map((unit, index) =>
      Unit.parse({
        id: `unt_${index}`,
        name: unit.name,
        aliases: unit.aliases.map(name => ({ name, from: null, to: null })),
        group: `grp_${unit.group}`,
        position: unit.position,
        active: true,
      }),
    )
    const again = takeOver(juneNotice(), { units, groups })
    expect(again.suggestions).toEqual([])
    expect({ ...again, suggestions: [], units: [] }).toEqual({ ...taken, suggestions: [], units: [] })
    expect(again.units.map(({ name, group }) => [name, group])).toEqual(
      taken.units.map(({ name, group }) => [name, group]),
    )
  })
})

// ── other notices ──────────────────────────────────────────────────────────────────────────────────────────────

const clause = (measure: Measure, wording: string, value: number): HeadClause => ({
  measure,
  wording,
  unit: '篇',
  claim: { x100: value * 100, place: { part: 'list' } },
})
const headed = (list: NoticeList, ...head: HeadClause[]): NoticeList => ({ ...list, head })
const COUNTED: readonly Measure[] = ['submitted', 'ownAdopted', 'commissions', 'forwarded', 'monthPoints', 'yearPoints']
const countsOf = (notice: Notice) => takeOver(notice, NOBODY).counts

describe('a notice that is taken over', () => {
  it.each([
    ['no month', smallNotice({ period: null, tables: [smallTable('表1', COUNTED, [['甲局', 1, 1, 1, 1, 1, 1]])] })],
    [
      'several months',
      smallNotice({ span: '1-3月份', tables: [smallTable('表1', COUNTED, [['甲局', 1, 1, 1, 1, 1, 1]])] }),
    ],
  ])('needs a month of its own: %s is refused', (_, notice) => {
    expect(() => takeOver(notice, NOBODY)).toThrow(new Problem('notice-no-period'))
  })

  it('needs a table of units', () => {
    expect(() => takeOver(smallNotice({}), NOBODY)).toThrow('notice-unreadable')
    const other = smallNotice({ tables: [smallTable('表1', ['other'], [['甲局', 3]])] })
    expect(() => takeOver(other, NOBODY)).toThrow('notice-unreadable')
  })

  it('counts from the table what has no titles', () => {
    const tables = [
      smallTable('表1', COUNTED, [
        ['甲局', 9, 5, 2, 3, 12, 40],
        ['乙局', 4, null, null, null, null, null],
      ]),
    ]
    expect(countsOf(smallNotice({ tables }))).toEqual([
      {
        unit: '甲局',
        submitted: 9,
        upperAdopted: 0,
        forwarded: [{ level: 'city', count: 3 }],
        untitledReports: 5,
        untitledBriefs: 0,
        untitledCommissions: 2,
      },
      {
        unit: '乙局',
        submitted: 4,
        upperAdopted: 0,
        forwarded: [],
        untitledReports: 0,
        untitledBriefs: 0,
        untitledCommissions: 0,
      },
    ])
  })

  it('counts untitled what the table has beyond the titles, briefs as far as the text tells them', () => {
    const tables = [smallTable('表1', COUNTED, [['甲局', 9, 5, 2, 1, 12, 40]])]
    const lists = [
      headed(
        smallList('甲局', ['甲县国土绿化扎实推进', '甲县耕地保护检查完成']),
        clause('reports', '市局采用信息', 3),
        clause('briefs', '简讯', 2),
        clause('forwarded', '报省', 4),
      ),
    ]
    const [counts] = countsOf(smallNotice({ tables, lists }))
    expect(counts).toMatchObject({ untitledReports: 1, untitledBriefs: 2, untitledCommissions: 2 })
    expect(counts?.forwarded).toEqual([{ level: 'province', count: 1 }])
  })

  it('has an opening only where month and year are stated and differ', () => {
    const tables = [
      smallTable(
        '表1',
        ['monthPoints', 'yearPoints'],
        [
          ['甲局', 5, 148.5],
          ['乙局', null, 2],
          ['丙局', 7, 7],
          ['丁局', 7, null],
        ],
      ),
    ]
    expect(takeOver(smallNotice({ tables }), NOBODY).openings).toEqual([
      { unit: '甲局', points: points('143.5') },
      { unit: '乙局', points: points('2') },
    ])
    const onlyYear = [smallTable('表1', ['yearPoints'], [['甲局', 148.5]])]
    expect(takeOver(smallNotice({ tables: onlyYear }), NOBODY).openings).toEqual([])
  })

  it('refuses a list whose unit could be two, and one that is in no table', () => {
    const tables = [
      smallTable('表1', COUNTED, [
        ['调查监测科', 1, 1, 1, 1, 1, 3],
        ['调查研究科', 1, 1, 1, 1, 1, 4],
      ]),
    ]
    const lists = [smallList('调查科', ['国土绿化扎实推进']), smallList('督察室', ['耕地保护检查完成'])]
    const result = takeOver(smallNotice({ tables, lists }), NOBODY)
    expect(result.refusals.map(one => one.written)).toEqual(['调查科', '督察室'])
    expect([result.articles, result.suggestions]).toEqual([[], []])
    expect(result.counts.map(one => one.untitledReports)).toEqual([1, 1])
  })

  it('leaves a list alone that only its position gives to a row', () => {
    const tables = [
      smallTable('表1', COUNTED, [
        ['综合科', 1, 1, 1, 1, 1, 3],
        ['自然用途管制科', 1, 1, 1, 1, 1, 4],
        ['用途管制科', 1, 1, 1, 1, 1, 5],
      ]),
    ]
    const lists = [
      smallList('综合科', ['国土绿化扎实推进']),
      smallList('用地管制科', ['耕地保护检查完成']),
      smallList('用途管制科', ['森林防火演练结束']),
    ]
    const result = takeOver(smallNotice({ tables, lists }), NOBODY)
    expect(result.articles.map(one => one.units)).toEqual([['综合科'], ['用途管制科']])
    expect(result.refusals.map(one => one.written)).toEqual(['用地管制科'])
  })

  it('never takes a new unit of the table for a registered one with a like name', () => {
    const known = {
      groups: [
        Group.parse({ id: 'grp_c', key: 'county', name: '县（市、区）局', kind: '县（市、区）局', position: 1 }),
      ],
      units: [Unit.parse({ id: 'unt_1', name: '冠县局', aliases: [], group: 'grp_c', position: 1, active: true })],
    }
    const notice = smallNotice({ tables: [smallTable('表1', COUNTED, [['冠县林业局', 1, 1, 1, 1, 1, 3]])] })
    const result = takeOver(notice, known)
    expect(result.units.map(({ name, group, aliases }) => [name, group, aliases])).toEqual([
      ['冠县林业局', 'county', []],
    ])
    expect(result.suggestions).toEqual([{ written: '冠县林业局', unit: '冠县局', where: '表', certain: false }])
  })

  it('credits a unit once for a title it lists twice, and keeps the table’s count', () => {
    const tables = [smallTable('表1', COUNTED, [['甲局', 9, 2, null, null, 2, 2]])]
    const lists = [smallList('甲局', ['国土绿化扎实推进', '国土绿化扎实推进'])]
    const result = takeOver(smallNotice({ tables, lists }), NOBODY)
    expect(result.articles.map(one => one.units)).toEqual([['甲局']])
    expect(result.counts[0]?.untitledReports).toBe(1)
  })

  it('numbers groups whose words no rule set knows', () => {
    const tables = ['乡镇街道', '县直部门', '派驻机构'].map((group, index) => ({
      ...smallTable(`表${index + 1}`, COUNTED, [[`${group}甲`, 1, 1, 1, 1, 1, 3]]),
      title: `6月份${group}政务信息统计`,
      group,
    }))
    expect(takeOver(smallNotice({ tables }), NOBODY).groups.map(({ key, name }) => [key, name])).toEqual([
      ['group-1', '乡镇街道'],
      ['group-2', '县直部门'],
      ['group-3', '派驻机构'],
    ])
  })

  it('says what the rules do not give again', () => {
    const notice = juneNotice()
    const changed: Notice = {
      ...notice,
      tables: notice.tables.map(table => ({
        ...table,
        rows: table.rows.map(row =>
          row.unit === '阳谷局'
            ? {
                ...row,
                cells: row.cells.map((cell, index) =>
                  index === 8 && cell !== null ? { x100: 3000, place: row.place } : cell,
                ),
              }
            : row,
        ),
      })),
    }
    const result = takeOver(changed, NOBODY)
    const found = differencesOf(result, takenMonth(result, shippedRuleSet('lc-2023')).standings)
    expect(found.filter(one => one.unit === '阳谷局').map(one => one.message)).toEqual([
      '阳谷局“本月分数”：通报写 30，按接收的稿件和计分办法算得 29',
      '阳谷局“累计分数”：通报写 148.5，按接收的稿件和计分办法算得 147.5',
    ])
  })
})

describe('the common order of lists', () => {
  it('keeps the order of each', () => {
    expect(
      commonOrder([
        ['b', 'c'],
        ['a', 'b'],
        ['c', 'd', 'e'],
        ['d', 'f'],
      ]),
    ).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
  })

  it('goes by first appearance where lists contradict each other or say nothing', () => {
    expect(commonOrder([['a', 'b'], ['b', 'a'], ['c']])).toEqual(['c', 'a', 'b'])
    expect(commonOrder([])).toEqual([])
  })
})
