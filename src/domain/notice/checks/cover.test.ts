import { describe, expect, it } from 'vitest'
import { smallList, smallNotice, smallTable } from '../../../../fixtures/small-notice.ts'
import type { CoverFigure, CoverLeaders, Measure, Notice, NoticeTable } from '../notice.ts'
import { contextOf } from './context.ts'
import { coverCompared, coverParts, coverTotals, percentPairs } from './cover.ts'
import type { Known } from './known.ts'
import { leaders } from './leaders.ts'

const contextFor = (parts: Partial<Notice>) => contextOf({ notice: smallNotice(parts), unread: [], remarks: [] }, {})

const figure = (measure: Measure, subject: string, value: number, partOf: number | null = null): CoverFigure => ({
  measure,
  subject,
  claim: { x100: value * 100, place: { part: 'body' } },
  partOf,
})

describe('figures of the prose', () => {
  const county = smallTable(
    '表1',
    ['submitted', 'ownAdopted'],
    [
      ['甲局', 17, 2],
      ['乙局', 34, 1],
    ],
  )
  const classA: NoticeTable = {
    ...smallTable('表2', ['submitted', 'ownAdopted'], [['丙科', 5, 1]]),
    title: '机关各科室政务信息统计（A类）',
    group: 'A类',
  }
  const classB: NoticeTable = {
    ...smallTable('表3', ['submitted', 'ownAdopted'], [['丁科', 2, null]]),
    title: '（B类）',
    group: 'B类',
  }
  const tables = [county, classA, classB]

  it('are sums over all tables of their subject', () => {
    const cover = [
      figure('submitted', '', 58),
      figure('submitted', '各县（市、区）局', 51, 0),
      figure('submitted', '机关各科室', 7, 0),
    ]
    expect(coverTotals(contextFor({ tables, cover }))).toEqual([])
  })

  it.each([
    ['机关各科室', 5, 'cover-total', '表2、表3“submitted”各行相加 7，相差 2'],
    ['', 60, 'cover-reading', '表1、表2、表3“submitted”各行相加 58，相差 2'],
  ])('of %s, %d, is shown as %s', (subject, value, code, words) => {
    const found = coverTotals(contextFor({ tables, cover: [figure('submitted', subject, value)] }))
    expect(found.map(one => one.code)).toEqual([code])
    expect(found[0]?.message).toContain(words)
  })

  describe('compared with the month before', () => {
    const said = (x100: number): CoverFigure => ({
      ...figure('submitted', '', 58),
      compared: { x100, place: { part: 'body' } },
    })
    const found = (x100: number, known: Known) =>
      coverCompared(contextOf({ notice: smallNotice({ tables, cover: [said(x100)] }), unread: [], remarks: [] }, known))
    const before = smallNotice({ cover: [figure('submitted', '', 70)] })

    it.each([
      [-1200, { previous: before }],
      [800, { previousCounts: { submitted: 50 } }],
      [0, { previousCounts: { submitted: 58 }, previous: before }],
      [100, {}],
      [100, { previousCounts: { adopted: 3 } }],
    ])('by %i fit what is known: %j', (x100, known) => {
      expect(found(x100, known)).toEqual([])
    })

    it.each([
      [1200, { previous: before }, '正文写较上月增加 12，本月 58，上月 70，应为较上月减少 12'],
      [700, { previousCounts: { submitted: 50 } }, '正文写较上月增加 7，本月 58，上月 50，应为较上月增加 8'],
      [0, { previousCounts: { submitted: 57 } }, '正文写与上月持平，本月 58，上月 57，应为较上月增加 1'],
    ])('by %i are at odds with %j', (x100, known, words) => {
      expect(found(x100, known).map(({ code, message }) => [code, message])).toEqual([['cover-compared', words]])
    })
  })

  describe('beside tables of which rows are missing', () => {
    const at = (table: NoticeTable, line: number): NoticeTable => ({ ...table, place: { ...table.place, line } })
    const found = (value: number, quote: string) => {
      const notice = smallNotice({ tables: [at(county, 10)], cover: [figure('submitted', '', value)] })
      const unread = [{ reason: '这一处没有读懂，未核对', place: { part: 'document', line: 15, quote } } as const]
      return coverTotals(contextOf({ notice, unread, remarks: [] }, {})).map(one => one.code)
    }

    it.each(['（其余部门略）', '其他单位情况表（略）', '6'])(
      '%s, may be larger than what is left, never smaller',
      quote => {
        expect([found(90, quote), found(51, quote), found(40, quote)]).toEqual([[], [], ['cover-reading']])
      },
    )

    it('are compared where something else was not read', () => {
      expect(found(90, '精选好物 点击领取')).toEqual(['cover-reading'])
    })
  })

  it('are no whole of the tables where a part of them has none', () => {
    const cover = [
      figure('submitted', '', 60),
      figure('submitted', '各县（市、区）局', 51, 0),
      figure('submitted', '驻外机构', 9, 0),
    ]
    expect(coverTotals(contextFor({ tables: [county], cover }))).toEqual([])
  })

  it('are left alone when no table is theirs', () => {
    expect(coverTotals(contextFor({ tables, cover: [figure('submitted', '驻外机构', 9)] }))).toEqual([])
  })

  const lists = [smallList('甲局', ['甲县扎实推进国土绿化', '全市开展宣传']), smallList('乙局', ['全市开展宣传'])]

  it.each([3, 2])('of adopted may count credits or titles: %d', stated => {
    expect(
      coverTotals(contextFor({ tables: [county], lists, cover: [figure('adopted', '县（市、区）局', stated)] })),
    ).toEqual([])
  })

  it('of adopted name column sum, credits and titles when none fits', () => {
    const [found] = coverTotals(
      contextFor({ tables: [county], lists, cover: [figure('adopted', '县（市、区）局', 5)] }),
    )
    expect(found?.message).toBe(
      '正文写采用县（市、区）局 5 条；表1“ownAdopted”相加 3，清单计入 3 次，不同标题 2 个，三个数都对不上',
    )
  })

  it('with 其中 add up, one breakdown after another', () => {
    const whole = figure('adopted', '', 266)
    const parts = [84, 91, 52, 39].map(value => figure('adopted', '甲', value, 0))
    const carriers = [266, 126, 12].map(value => figure('adopted', '乙', value, 0))
    expect(coverParts(contextFor({ cover: [whole, ...parts, ...carriers] }))).toEqual([])
    expect(
      coverParts(contextFor({ cover: [whole, ...parts.slice(1), figure('adopted', '甲', 85, 0)] })).map(
        one => one.message,
      ),
    ).toEqual(['91 + 52 + 39 + 85 = 267，总数写 266（按“其中”各项互不重叠理解）'])
  })

  it('in per cent are rounded half up', () => {
    const body = (text: string) => contextFor({ body: [{ text, place: { part: 'body' } }] })
    expect(percentPairs(body('超额完成的36个，占63.2%；未完成的21个，占36.8%。'))).toEqual([])
    expect(percentPairs(body('超额完成的36个，占63.1%；未完成的21个，占36.9%。')).map(one => one.message)).toEqual([
      '36 ÷ (36 + 21) = 63.2%，正文写 63.1%（按两数合为全部理解）',
      '21 ÷ (36 + 21) = 36.8%，正文写 36.9%（按两数合为全部理解）',
    ])
    expect(percentPairs(body('完成36个，占63.1%；其余占比20%。'))).toEqual([])
  })
})

describe('lists of leaders', () => {
  const table = smallTable(
    '表1',
    ['yearPoints'],
    [
      ['甲乙局', 9],
      ['丙丁局', 8],
      ['戊己局', 7],
      ['庚辛局', 7],
      ['壬癸局', 5],
    ],
  )
  const list = (names: readonly string[], stated: number | null = 3): CoverLeaders => ({
    by: 'yearPoints',
    subject: '县（市、区）局',
    stated,
    names: names.map(name => ({ name, points: null })),
    place: { part: 'body' },
  })
  const said = (names: readonly string[], stated: number | null = 3) =>
    leaders(contextFor({ tables: [table], leaders: [list(names, stated)] })).map(({ code, place }) =>
      `${code} ${place.unit ?? ''}`.trim(),
    )

  it.each([
    [['甲乙局', '丙丁局', '戊己局']],
    [['甲乙局', '丙丁局', '庚辛局']],
    [['甲乙局', '丙丁局', '戊己局', '庚辛局']],
  ])('accept %j, with a tie for the last place', names => {
    expect(said(names)).toEqual([])
  })

  it.each([
    [['甲乙局', '丙丁局', '壬癸局'], ['leader-wrong 壬癸局']],
    [['丙丁局', '甲乙局', '戊己局'], ['leader-order 甲乙局']],
    [['甲乙局', '戊己局', '庚辛局'], ['leader-wrong 丙丁局']],
    [['甲乙局', '丙丁局', '子丑局'], ['leader-unknown 子丑局']],
    [['甲乙局', '丙丁局', '戊己局', '庚辛局', '壬癸局'], ['leader-wrong 壬癸局']],
    [['甲乙局', '丙丁局'], ['leader-count']],
    [['甲局', '丙丁局', '戊己局'], ['leader-short']],
  ])('show %j', (names, expected) => {
    expect(said(names)).toEqual(expected)
  })
})
