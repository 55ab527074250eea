import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { knownTo } from '../../../fixtures/known-to.ts'
import { juneNotice } from '../../../fixtures/notices/lc-2023-06/notice.ts'
import { randomMonth } from '../../../fixtures/random-month.ts'
import { shippedRuleSet, takenMonth } from '../../../fixtures/taken-month.ts'
import { audit, type Known } from './audit.ts'
import { compose, NoticeForm } from './compose.ts'
import { layout } from './layout.ts'
import type { Block, Notice } from './notice.ts'
import { takeOver } from './opening.ts'

const ruleSet = shippedRuleSet('lc-2023')
const taken = takeOver(juneNotice(), { units: [], groups: [] })
const june = takenMonth(taken, ruleSet).input
const composed = compose(june)

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
    const { registered: _, ...known } = knownTo(june, units)
    const found = audited(composed.notice, known)
    expect([...new Set(found.map(one => one.code))].sort()).toEqual([
      'commission-wording',
      'same-story',
      'source-differs',
      'title-cut',
      'title-ending',
      'title-wording',
      'unit-name',
    ])
    expect(codesOf(composed.notice, knownTo(june, units))).toEqual([])
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
        expect(codesOf(compose(input).notice, knownTo(input))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('claims every number of its prose, and no other', () => {
    fc.assert(
      fc.property(randomMonth(ruleSet), input => {
        const { notice } = compose(input)
        const stated = notice.cover.flatMap(({ claim, compared }) => [
          claim.x100 / 100,
          ...(compared === undefined || compared.x100 === 0 ? [] : [Math.abs(compared.x100) / 100]),
        ])
        expect(stated).toEqual(numbersIn(notice.body[0]?.text ?? ''))
        for (const { place, names } of notice.leaders) for (const { name } of names) expect(place.quote).toContain(name)
        const said = notice.body.map(({ text }) => text).join('')
        for (const { claim, compared } of notice.cover) {
          expect(said).toContain(claim.place.quote)
          if (compared !== undefined) expect(said).toContain(compared.place.quote)
        }
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
    expect(codesOf(notice, knownTo(june, taken.units))).toEqual([])
  })

  it('refuses slots nobody fills', () => {
    expect(NoticeForm.safeParse({ issuer: '某局', title: '关于{月}月份{总分}的通报' }).success).toBe(false)
    expect(NoticeForm.safeParse({ issuer: '某局', title: '关于{年}年{月}月份的通报' }).success).toBe(true)
  })
})
