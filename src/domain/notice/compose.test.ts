import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { juneNotice } from '../../../fixtures/notices/lc-2023-06/notice.ts'
import { randomMonth } from '../../../fixtures/random-month.ts'
import { shippedRuleSet, takenMonth } from '../../../fixtures/taken-month.ts'
import { UnitId } from '../model.ts'
import { addPoints, points, sumPoints } from '../points.ts'
import { knownRulesOf, type RuleSet } from '../rules.ts'
import { audit, type Known } from './audit.ts'
import { type ComposeInput, compose, NoticeForm } from './compose.ts'
import { layout } from './layout.ts'
import type { Block, Notice } from './notice.ts'
import { takeOver } from './opening.ts'

const ruleSet = shippedRuleSet('lc-2023')
const taken = takeOver(juneNotice(), { units: [], groups: [] })
const june = takenMonth(taken, ruleSet).input
const composed = compose(june)

const knownTo = (input: ComposeInput, registered?: readonly string[]): Known => ({
  units: input.groups.flatMap(({ group, rows }) =>
    rows.map(row => ({ name: row.name, aliases: [], group: group.key })),
  ),
  ruleSet: knownRulesOf(
    input.ruleSet,
    input.groups.map(({ group }) => group),
  ),
  ties: input.ruleSet.ranking.ties,
  issues: [...new Set(input.adopted.flatMap(one => one.issue ?? []))],
  ...(registered === undefined ? {} : { registered }),
})
const audited = (notice: Notice, known: Known) => audit({ notice, unread: [], remarks: [] }, known)
const codesOf = (notice: Notice, known: Known) => audited(notice, known).map(one => `${one.code} ${one.message}`)

// ── the June notice, from the ledger ───────────────────────────────────────────────────────────────────────────

const COLUMNS = [
  'submitted',
  'upperAdopted',
  'bulletinAdopted',
  'adoptionPoints',
  'commissions',
  'commissionPoints',
  'forwarded',
  'basePoints',
  'monthPoints',
  'yearPoints',
  'rank',
] as const
const Cell = z.number().nullable()
const Expected = z.object({
  rows: z.array(
    z
      .object({
        unit: z.string(),
        ...Object.fromEntries(COLUMNS.map(column => [column, Cell])),
        detail: z.object({
          items: z.array(z.object({ no: z.number(), title: z.string(), tag: z.string(), kind: z.string() })),
        }),
      })
      .catchall(z.unknown()),
  ),
})
const expected = Expected.parse(
  JSON.parse(readFileSync(new URL('../../../fixtures/notices/lc-2023-06/expected.json', import.meta.url), 'utf8')),
)

describe('the June notice, composed from the ledger', () => {
  it('has all 43 rows with their 12 cells', () => {
    const cells = composed.notice.tables.flatMap(table =>
      table.rows.map(row => [
        row.unit,
        ...row.cells.map(cell => (cell !== null && 'x100' in cell ? cell.x100 / 100 : null)),
      ]),
    )
    expect(cells).toHaveLength(43)
    expect(cells).toEqual(expected.rows.map(row => [row.unit, ...COLUMNS.map(column => row[column])]))
  })

  it('lists all 168 titles as they were printed, in their order and with their sources', () => {
    const items = composed.notice.lists.map(list => ({
      unit: list.unit,
      items: list.items.map(item => [item.number, item.title, item.label.replace(' ', ''), item.kind]),
    }))
    expect(items.flatMap(list => list.items)).toHaveLength(168)
    expect(items).toEqual(
      expected.rows.map(row => ({
        unit: row.unit,
        items: row.detail.items.map(item => [
          item.no,
          item.title,
          // Half of the printed labels leave 信息 out; composed ones say it throughout.
          item.kind === 'report' && !item.tag.includes('信息') ? `${item.tag}信息` : item.tag,
          item.kind,
        ]),
      })),
    )
  })

  it('says the month in sentences', () => {
    expect(composed.notice.body.map(({ text }) => text)).toEqual([
      '6月份，市局办公室共收到稿件396篇，其中县（市、区）局196篇、机关各科室119篇、事业单位81篇。《聊城自然资源和规划信息》按计入单位次数统计，共采用稿件118篇次，其中县（市、区）局51篇次、机关各科室34篇次、事业单位33篇次；不重复计算，共采用稿件75篇。上级采用约稿50篇次。',
      '累计得分前三的县（市、区）局为阳谷局、临清局、开发区分局；累计得分前三的机关各科室为开发利用科、调查监测科、林草资源和湿地保护监督科；累计得分前三的事业单位为市林业发展中心、市不动产登记中心、市国土空间开发保护中心。',
    ])
    expect(composed.remarks).toEqual(['本月报送质量的评价和下一步要求不能从台账得出，请在正文补充。'])
  })

  it('has titles, notes and a foot that agree', () => {
    const { title, tables, attachment, notes, recipients, sentTo } = composed.notice
    expect(title?.text).toBe('关于6月份政务信息采用情况的通报')
    expect(tables.map(table => table.title)).toEqual([
      '6月份县（市、区）局政务信息统计',
      '6月份机关各科室政务信息统计（A类）',
      '（B类）',
      '6月份事业单位政务信息统计',
    ])
    expect(attachment?.text).toBe('6月份政务信息统计')
    expect(sentTo?.text).toBe(recipients?.text)
    expect(notes.map(({ text }) => text)).toEqual([
      '计分方式：按照《聊城市自然资源和规划局信息宣传工作考核办法》（2023年1月6日印发）规定的标准计分。',
      '累计分数自2023年1月起逐月累加；名次在组内按累计分数排定，分数相同的名次并列，其后的名次相应后移。',
    ])
  })

  it('leaves an audit nothing but questions about titles', () => {
    const units = taken.units
    const found = audited(composed.notice, { ...knownTo(june), units })
    expect([...new Set(found.map(one => one.code))].sort()).toEqual([
      'commission-wording',
      'same-story',
      'source-differs',
      'title-cut',
      'title-ending',
      'title-wording',
      'unit-name',
    ])
    const titles = [...june.adopted, ...june.commissions].map(one => one.title)
    expect(codesOf(composed.notice, { ...knownTo(june, titles), units })).toEqual([
      'unit-name 市不动产登记中心第 2 条标题写“城乡规划研究设计院”，表中为“市城乡规划设计研究院”',
    ])
  })

  it('is taken over as the same month again', () => {
    const again = takeOver(composed.notice, { units: [], groups: [] })
    expect({ ...again, textDifferences: [], suggestions: [], form: {}, units: [] }).toEqual({
      ...taken,
      textDifferences: [],
      suggestions: [],
      form: {},
      units: [],
    })
  })
})

// ── any month ──────────────────────────────────────────────────────────────────────────────────────────────────

const numbersIn = (text: string): number[] => [...text.matchAll(/\d+(?=篇)/g)].map(match => Number(match[0]))
const textsOf = (blocks: readonly Block[]): string[] =>
  blocks.flatMap(block =>
    block.kind === 'paragraph' ? [block.text] : block.rows.flatMap(row => row.map(cell => cell.text)),
  )

describe('the notice of any month', () => {
  it('has no findings', () => {
    fc.assert(
      fc.property(randomMonth(ruleSet), input => {
        const titles = [...input.adopted, ...input.commissions].map(one => one.title)
        expect(codesOf(compose(input).notice, knownTo(input, titles))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('claims every number of its prose, and no other', () => {
    fc.assert(
      fc.property(randomMonth(ruleSet), input => {
        const { notice } = compose(input)
        expect(notice.cover.map(({ claim }) => claim.x100 / 100)).toEqual(numbersIn(notice.body[0]?.text ?? ''))
        for (const { place, names } of notice.leaders) for (const { name } of names) expect(place.quote).toContain(name)
        const said = notice.body.map(({ text }) => text).join('')
        for (const { claim } of notice.cover) expect(said).toContain(claim.place.quote)
        for (const { place } of notice.leaders) expect(said).toContain(place.quote)
      }),
      { numRuns: 100 },
    )
  })

  it('is the same for the same input, whatever the order of its facts, and prints no gap', () => {
    fc.assert(
      fc.property(randomMonth(ruleSet), input => {
        const { notice } = compose(input)
        const turned = { ...input, adopted: input.adopted.toReversed(), commissions: input.commissions.toReversed() }
        expect(compose(turned).notice).toEqual(notice)
        for (const text of textsOf(layout(notice))) expect(text).not.toMatch(/undefined|null|NaN|\{|\}|\[object/)
      }),
      { numRuns: 100 },
    )
  })
})

// ── what a form and a rule set may change ──────────────────────────────────────────────────────────────────────

describe('the form of a notice', () => {
  it('needs only who issues it', () => {
    const form = NoticeForm.parse({ issuer: '某县人民政府办公室' })
    const { notice } = compose({ ...june, form })
    expect(notice.recipients?.text).toBe('各有关单位')
    expect(notice.issuedOn).toBeNull()
    expect(
      codesOf(notice, {
        ...knownTo(
          june,
          june.adopted.map(one => one.title),
        ),
        units: taken.units,
      }).length,
    ).toBeLessThan(8)
  })

  it('refuses slots nobody fills', () => {
    expect(NoticeForm.safeParse({ issuer: '某局', title: '关于{月}月份{总分}的通报' }).success).toBe(false)
    expect(NoticeForm.safeParse({ issuer: '某局', title: '关于{年}年{月}月份的通报' }).success).toBe(true)
  })
})

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
    const titles = [...input.adopted, ...input.commissions].map(one => one.title)
    const found = audited(notice, { ...knownTo(input, titles), units: taken.units })
    expect(found.map(one => one.code).filter(code => !code.startsWith('rank') && code !== 'unit-name')).toEqual([])
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
    const titles = [...input.adopted, ...input.commissions].map(one => one.title)
    const found = audited(notice, { ...knownTo(input, titles), units: taken.units })
    expect(found.map(one => one.code)).toEqual(['unit-name'])
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
    const titles = [...input.adopted, ...input.commissions].map(one => one.title)
    expect(audited(notice, { ...knownTo(input, titles), units: taken.units }).map(one => one.code)).toEqual([
      'unit-name',
    ])
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
