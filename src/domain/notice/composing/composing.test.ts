import { describe, expect, it } from 'vitest'
import { knownTo } from '../../../../fixtures/known-to.ts'
import { juneNotice } from '../../../../fixtures/notices/lc-2023-06/notice.ts'
import { shippedRuleSet, takenMonth } from '../../../../fixtures/taken-month.ts'
import { UnitId } from '../../model.ts'
import { addPoints, points, sumPoints } from '../../points.ts'
import type { RuleSet } from '../../rules.ts'
import { audit, type Known } from '../audit.ts'
import { type ComposeInput, compose } from '../compose.ts'
import { layout } from '../layout.ts'
import type { Notice } from '../notice.ts'
import { takeOver } from '../opening.ts'

const ruleSet = shippedRuleSet('lc-2023')
const taken = takeOver(juneNotice(), { units: [], groups: [] })
const june = takenMonth(taken, ruleSet).input
const audited = (notice: Notice, known: Known) => audit({ notice, unread: [], remarks: [] }, known)

type Row = ComposeInput['groups'][number]['rows'][number]

const changed = (change: (row: Row) => Partial<Row>): ComposeInput => ({
  ...june,
  groups: june.groups.map(group => ({ ...group, rows: group.rows.map(row => ({ ...row, ...change(row) })) })),
})
const first = june.groups[0]?.rows[0]?.unit ?? UnitId.parse('unt_none')
const cellOf = (notice: Notice, unit: string, column: string): number | null => {
  const table = notice.tables.find(one => one.rows.some(row => row.unit === unit))
  const index = table?.columns.findIndex(one => one.heads.join('·') === column) ?? -1
  const cell = table?.rows.find(row => row.unit === unit)?.cells[index] ?? null
  return cell !== null && 'x100' in cell ? cell.x100 / 100 : null
}
const headsOf = (notice: Notice): string[] => notice.tables[0]?.columns.map(one => one.heads.join('·')) ?? []

describe('other components and points by decision', () => {
  const withBonus: RuleSet = { ...ruleSet, components: [...ruleSet.components, '批示', '其他加减分'] }

  it('have columns of their own before 本月分数, with each row still adding up', () => {
    const input = {
      ...changed(row => {
        const [bonus, other] = row.unit === first ? [points('2'), points('-1')] : [points('0'), points('0.5')]
        const more = sumPoints([bonus, other])
        return {
          components: { ...row.components, 批示: bonus, 其他加减分: other },
          month: addPoints(row.month, more),
          yearTotal: addPoints(row.yearTotal, more),
        }
      }),
      ruleSet: withBonus,
    }
    const { notice } = compose(input)
    expect(headsOf(notice).slice(-7)).toEqual([
      '本月基础分',
      '批示加分',
      '其他加分',
      '其他扣分',
      '本月分数',
      '累计分数',
      '总排名',
    ])
    expect(['批示加分', '其他加分', '其他扣分', '本月分数'].map(head => cellOf(notice, '阳谷局', head))).toEqual([
      2,
      null,
      1,
      30,
    ])
    const found = audited(notice, knownTo(input, taken.units))
    expect(found.map(one => one.code).filter(code => !code.startsWith('rank'))).toEqual([])
  })

  it('are taken out of the component they were decided on, and told in a note', () => {
    const input = {
      ...changed(row =>
        row.unit === first
          ? {
              components: { ...row.components, 采用: points('2.5') },
              month: points('27.5'),
              yearTotal: points('147'),
            }
          : {},
      ),
      decided: [{ unit: first, component: '采用', points: points('-1.5'), words: '一稿多投，局办公会议定' }],
    }
    const { notice } = compose(input)
    expect(cellOf(notice, '阳谷局', '采用信息·记分')).toBe(4)
    expect(cellOf(notice, '阳谷局', '扣分')).toBe(1.5)
    expect(notice.notes.at(-1)?.text).toBe('加减分情况：阳谷局采用扣1.5分（一稿多投，局办公会议定）。')
    const head = layout(notice).find(block => block.kind === 'paragraph' && block.label === '阳谷局')
    expect(head?.kind === 'paragraph' ? head.text : '').toBe(
      '阳谷局（6月份报送稿件17篇，其中市局采用信息3篇、简讯2则，合计4分；上级约稿信息4篇，合计20分；报市4篇，本月基础分5分，扣分1.5分；累计147分）',
    )
    const found = audited(notice, knownTo(input, taken.units))
    expect(found.map(one => one.code)).toEqual([])
  })

  it('leave out what the rules do not score', () => {
    const rules = { ...ruleSet, components: ['采用'], rules: ruleSet.rules.filter(rule => rule.component === '采用') }
    const input = {
      ...changed(row => ({
        components: { 采用: row.components.采用 ?? points('0') },
        month: row.components.采用 ?? points('0'),
        counts: { ...row.counts, commissions: 0 },
      })),
      ruleSet: rules,
      commissions: [],
    }
    expect(headsOf(compose(input).notice)).toEqual([
      '上报篇数',
      '采用信息·市级以上采用篇数',
      '采用信息·市局简报采用篇数',
      '采用信息·记分',
      '报省市',
      '本月分数',
      '累计分数',
      '总排名',
    ])
  })
})

describe('points that no one rate gives', () => {
  it('are no fault where the rules share them among the credited units', () => {
    const rules: RuleSet = {
      ...ruleSet,
      rules: ruleSet.rules.map(rule => (rule.type === 'rate' ? { ...rule, credit: 'equal' } : rule)),
    }
    const { input } = takenMonth(taken, rules)
    const { notice } = compose(input)
    expect(cellOf(notice, '阳谷局', '采用信息·记分')).toBeLessThan(4)
    expect(audited(notice, knownTo(input, taken.units))).toEqual([])
  })
})

describe('what the notice cannot say', () => {
  it('is said to the editor: titles that are not known', () => {
    const input = { ...june, adopted: june.adopted.map((one, index) => (index === 0 ? { ...one, title: '' } : one)) }
    const { notice, remarks } = compose(input)
    expect(remarks[0]).toMatch(/^.+：(信息|简讯) \d 篇，有标题的 \d 篇。清单只列有标题的。$/)
    expect(notice.body[0]?.text).not.toContain('不重复计算')
  })

  it('is said to the editor: adoptions above are told in a note, since lists are of the own bulletin', () => {
    const input = {
      ...changed(row => (row.unit === first ? { counts: { ...row.counts, upperAdopted: 1 } } : {})),
      adopted: [
        ...june.adopted,
        {
          title: '阳谷县国土绿化经验',
          issue: null,
          kind: 'report' as const,
          level: 'province' as const,
          outlet: '全省自然资源简报',
          units: [first],
          order: 999,
        },
      ],
    }
    const { notice } = compose(input)
    expect(notice.notes.at(-1)?.text).toBe('市级以上采用情况：阳谷局“阳谷县国土绿化经验”（全省自然资源简报）。')
    expect(notice.body[0]?.text).toContain('市级以上采用稿件1篇次，上级采用约稿50篇次。')
    expect(notice.lists[0]?.items).toHaveLength(9)
    expect(audited(notice, knownTo(input, taken.units)).map(one => one.code)).toEqual([])
  })

  it('is left out: kinds whose names would be taken for one another', () => {
    const groups = june.groups.map((standing, index) => ({
      ...standing,
      group: {
        ...standing.group,
        name: ['科室', '派驻科室', '直属科室', '中心'][index] ?? '',
        kind: ['科室', '派驻科室', '直属科室', '中心'][index] ?? '',
      },
    }))
    const { notice, remarks } = compose({ ...june, groups })
    expect(notice.body).toHaveLength(1)
    expect(notice.body[0]?.text).toContain('共收到稿件396篇。')
    expect(notice.leaders).toEqual([])
    expect(remarks[0]).toBe('“科室”这一类的名称在句子里说不清，正文没有分类列数和列出前几名；可在正文补充。')
  })

  it('is said plainly: a month without anything', () => {
    const nothing = { submitted: 0, upperAdopted: 0, reports: 0, briefs: 0, commissions: 0, forwarded: 0 }
    const input = {
      ...changed(() => ({
        counts: nothing,
        components: { 采用: points('0'), 约稿: points('0'), 基础分: points('0') },
        month: points('0'),
        yearTotal: points('0'),
        rank: 1,
      })),
      adopted: [],
      commissions: [],
      forwardedTo: [],
    }
    const { notice } = compose(input)
    expect(notice.body.map(({ text }) => text)).toEqual([
      '6月份，市局办公室没有收到稿件。《聊城自然资源和规划信息》没有采用稿件。',
    ])
    expect(notice.tables[0]?.rows[0]?.cells.map(cell => (cell !== null && 'x100' in cell ? cell.x100 : null))).toEqual([
      ...Array.from({ length: 10 }, () => null),
      100,
    ])
  })

  it('names everybody who shares the third place, unless they are too many', () => {
    const shared = (many: number) =>
      compose(
        changed(row => {
          const at = june.groups[0]?.rows.findIndex(one => one.unit === row.unit) ?? -1
          return at < 0 ? {} : { yearTotal: points(at < 2 ? String(200 - at) : at < 2 + many ? '100' : '1') }
        }),
      )
    const county = (notice: Notice) => notice.leaders[0]
    expect(county(shared(3).notice)?.names).toHaveLength(5)
    expect(county(shared(3).notice)?.stated).toBe(3)
    expect(county(shared(8).notice)?.names.map(one => one.name)).toEqual(['阳谷局', '临清局'])
    expect(county(shared(8).notice)?.place.quote).toBe('累计得分前2名的县（市、区）局为阳谷局、临清局')
    expect(shared(8).remarks[0]).toContain('并列的单位多于 6 个')
  })
})
