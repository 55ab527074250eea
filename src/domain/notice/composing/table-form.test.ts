import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { knownTo } from '../../../../fixtures/known-to.ts'
import { randomMonth } from '../../../../fixtures/random-month.ts'
import { randomTableForm, withComponents } from '../../../../fixtures/random-table-form.ts'
import { shippedRuleSet } from '../../../../fixtures/taken-month.ts'
import { audit } from '../audit.ts'
import { type ComposeInput, compose } from '../compose.ts'
import { layout } from '../layout.ts'
import type { Notice } from '../notice.ts'
import { readNotice } from '../read.ts'
import { knownForm, usualTable } from './columns.ts'
import { columnsIn, NoticeTableForm } from './table-form.ts'

const ruleSet = shippedRuleSet('lc-2023')
const said = (notice: Notice): unknown =>
  JSON.parse(JSON.stringify(notice, (key, value: unknown) => (key === 'place' ? undefined : value)))

const drawn: fc.Arbitrary<{ input: ComposeInput; table: NoticeTableForm }> = fc
  .tuple(randomMonth(ruleSet), randomTableForm(ruleSet.components))
  .map(([input, table]) => ({ input: { ...withComponents(input), form: { ...input.form, table } }, table }))

const known = ({ input, table }: { input: ComposeInput; table: NoticeTableForm }) => ({
  ...knownTo(input),
  form: knownForm(table, input.ruleSet),
})

describe('a notice with the columns an office drew', () => {
  it('is read as the same notice, whatever its heads are called', () => {
    fc.assert(
      fc.property(drawn, one => {
        const { notice } = compose(one.input)
        const read = readNotice(layout(notice), knownForm(one.table, one.input.ruleSet).columns)
        expect(read.unread).toEqual([])
        expect(said(read.notice)).toEqual(said(notice))
      }),
      { numRuns: 100 },
    )
  })

  it('leaves nothing to find, composed and read again', () => {
    fc.assert(
      fc.property(drawn, one => {
        const { notice } = compose(one.input)
        const read = readNotice(layout(notice), knownForm(one.table, one.input.ruleSet).columns)
        for (const each of [{ notice, unread: [], remarks: [] }, read])
          expect(audit(each, known(one)).map(({ code, message }) => `${code} ${message}`)).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  it('is the one it always was where the usual columns are drawn', () => {
    fc.assert(
      fc.property(randomMonth(ruleSet), input => {
        const hasCommissions = input.groups.some(group => group.rows.some(row => row.counts.commissions > 0))
        const table = NoticeTableForm.parse(usualTable(input.form, input.ruleSet, hasCommissions))
        expect(compose({ ...input, form: { ...input.form, table } })).toEqual(compose(input))
      }),
      { numRuns: 50 },
    )
  })
})

describe('a form of tables', () => {
  const leaf = (head: string, from: 'month' | 'year' | 'rank') => ({ head, feed: { from } })
  const faults = (columns: unknown, more: object = {}): string[] => {
    const read = NoticeTableForm.safeParse({ columns, ...more })
    return read.success ? [] : read.error.issues.map(({ message }) => message)
  }

  it('has the columns of its leaves, from left to right', () => {
    const { columns } = NoticeTableForm.parse(
      usualTable({ upperHead: '市级以上采用篇数', ownHead: '本级采用篇数' }, ruleSet),
    )
    expect(columnsIn(columns).map(({ heads }) => heads.join('·'))).toEqual([
      '上报篇数',
      '采用信息·市级以上采用篇数',
      '采用信息·本级采用篇数',
      '采用信息·记分',
      '约稿·篇数',
      '约稿·记分',
      '报省市',
      '本月基础分',
      '本月分数',
      '累计分数',
      '总排名',
    ])
  })

  it.each([
    [[leaf('分数', 'month'), leaf('分数', 'year')], '并排的两个表头都叫“分数”'],
    [[{ head: '分数', columns: [leaf('分数', 'month')] }], '“分数”下面的表头不能还叫“分数”'],
    [[leaf('本月', 'month'), leaf('当月', 'month')], '“本月”的内容另有一栏，同一个数只能列一次'],
    [[leaf('排名', 'rank')], '除名次外至少要有一栏'],
    [
      [leaf('分数', 'month'), { head: '位次', columns: [leaf('名次', 'rank')] }],
      '名次要单独成栏，不能放在别的表头下面',
    ],
    [[leaf('单位', 'month')], '这是单位名称栏或合计行的叫法，不能作别的表头'],
    [[leaf('本 月', 'month')], '表头里不要有空格、换行或全角数字'],
    [[leaf('12', 'month')], '表头不能只是数字或横线'],
  ])('refuses %j: %s', (columns, message) => {
    expect(faults(columns)).toContain(message)
  })

  it('has no rank to put first where there is no column for it', () => {
    expect(faults([leaf('分数', 'month')], { rank: 'first' })).toEqual(['表头里没有名次一栏，不能排在最前'])
  })
})
