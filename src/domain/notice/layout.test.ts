import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { juneNotice } from '../../../fixtures/notices/lc-2023-06/notice.ts'
import { layout } from './layout.ts'
import type { Block, Notice, NoticeTable } from './notice.ts'

const june = juneNotice()
const paragraphs = (blocks: readonly Block[], role: string): string[] =>
  blocks.flatMap(block => (block.kind === 'paragraph' && block.role === role ? [block.text] : []))
const tables = (blocks: readonly Block[]) => blocks.flatMap(block => (block.kind === 'table' ? [block] : []))

const withTable = (table: Partial<NoticeTable>): Notice => {
  const [first] = june.tables
  if (first === undefined) throw new Error('the June notice has tables')
  return { ...june, tables: [{ ...first, ...table }] }
}

describe('the order of the page', () => {
  it('numbers several attachments: the tables are the first, the lists the second', () => {
    const text = '1.统计表\n2.采用条目'
    const blocks = layout({ ...june, attachment: { text, place: { part: 'attachment' } } })
    expect(paragraphs(blocks, 'attachments')).toEqual([`附件：${text}`])
    expect(paragraphs(blocks, 'attachment-label')).toEqual(['附件1', '附件2'])
    expect(paragraphs(blocks, 'attachment-title')).toEqual(['统计表', '采用条目'])
    const at = (wanted: string): number =>
      blocks.findIndex(block => block.kind === 'paragraph' && block.text === wanted)
    expect(blocks.findLastIndex(block => block.kind === 'table')).toBeLessThan(at('附件2'))
    expect(at('采用条目')).toBeLessThan(blocks.findIndex(block => block.role === 'unit-head'))
  })

  it('goes from the title to the editors, numbered from 1', () => {
    const blocks = layout(june)
    const roles = blocks.map(block => block.role).filter((role, index, all) => role !== all[index - 1])
    expect(roles.slice(0, 8)).toEqual([
      'title',
      'recipients',
      'body',
      'attachments',
      'issuer',
      'date',
      'attachment-label',
      'attachment-title',
    ])
    expect(roles.slice(-3)).toEqual(['note', 'sent-to', 'editors'])
    expect(blocks.map(block => block.line)).toEqual(blocks.map((_, index) => index + 1))
  })

  it('leaves out what the notice does not have', () => {
    const empty: Notice = {
      ...june,
      title: null,
      issuer: null,
      issuedOn: null,
      recipients: null,
      sentTo: null,
      attachment: null,
      body: [],
      tables: [],
      lists: [],
      notes: [],
      colophon: [],
    }
    expect(layout(empty)).toEqual([])
  })

  it('writes the date without leading zeros and names the attachment twice alike', () => {
    const blocks = layout(june)
    expect(paragraphs(blocks, 'date')).toEqual(['2023年7月31日'])
    expect(paragraphs(blocks, 'attachments')).toEqual([`附件：${paragraphs(blocks, 'attachment-title').join('')}`])
  })
})

describe('tables', () => {
  it('builds a two-level header from the paths of the columns', () => {
    const [county] = tables(layout(june))
    expect(county?.headRows).toBe(2)
    expect(county?.rows[0]).toEqual([
      { text: '单位', rowSpan: 2 },
      { text: '上报篇数', rowSpan: 2 },
      { text: '采用信息', colSpan: 3 },
      { text: '约稿', colSpan: 2 },
      ...['报省市', '本月基础分', '本月分数', '累计分数', '总排名'].map(text => ({ text, rowSpan: 2 })),
    ])
    expect(county?.rows[1]?.map(cell => cell.text)).toEqual([
      '市级以上采用篇数',
      '市局简报采用篇数',
      '记分',
      '篇数',
      '记分',
    ])
  })

  it('builds a three-level header, a path that ends early reaching down', () => {
    const columns = [['采用', '园林动态', '综合'], ['采用', '园林动态', '独立'], ['采用', '条数'], ['得分']]
    const [table] = tables(
      layout(withTable({ columns: columns.map(heads => ({ heads, measure: 'other' })), rows: [] })),
    )
    expect(table?.rows).toEqual([
      [
        { text: '单位', rowSpan: 3 },
        { text: '采用', colSpan: 3 },
        { text: '得分', rowSpan: 3 },
      ],
      [
        { text: '园林动态', colSpan: 2 },
        { text: '条数', rowSpan: 2 },
      ],
      [{ text: '综合' }, { text: '独立' }],
    ])
  })

  it('keeps two neighbouring columns of the same single head apart', () => {
    const [table] = tables(
      layout(withTable({ columns: [['记分'], ['记分']].map(heads => ({ heads, measure: 'other' })), rows: [] })),
    )
    expect(table?.rows).toEqual([[{ text: '单位' }, { text: '记分' }, { text: '记分' }]])
  })

  it('fills every row of every table to the same width', () => {
    for (const table of tables(layout(june))) {
      const covered = Array.from({ length: table.rows.length }, () => 0)
      table.rows.forEach((cells, row) => {
        for (const cell of cells)
          for (let down = 0; down < (cell.rowSpan ?? 1); down += 1)
            covered[row + down] = (covered[row + down] ?? 0) + (cell.colSpan ?? 1)
      })
      expect(covered).toEqual(covered.map(() => 12))
    }
  })

  it('prints blanks as blanks, halves as halves, and keeps a cell that is no number', () => {
    const place = { part: 'table' } as const
    const rows = [
      { unit: '甲', cells: [null, { x100: 450, place }, { x100: 400, place }, { text: '/', place }], place },
    ]
    const columns = ['一', '二', '三', '四'].map(head => ({ heads: [head], measure: 'other' as const }))
    const total = { unit: '合计', cells: [null, null, { x100: 400, place }, null], place }
    const [table] = tables(layout(withTable({ columns, rows, total })))
    expect(table?.rows.slice(1).map(row => row.map(cell => cell.text))).toEqual([
      ['甲', '', '4.5', '4', '/'],
      ['合计', '', '', '4', ''],
    ])
  })

  it('numbers the tables, but not one that continues another, nor a single one', () => {
    expect(paragraphs(layout(june), 'table-title')).toEqual([
      '（一）6月份县（市、区）局政务信息统计',
      '（二）6月份机关各科室政务信息统计（A类）',
      '（B类）',
      '（三）6月份局属事业单位政务信息统计',
    ])
    expect(paragraphs(layout(withTable({ title: '政务信息统计' })), 'table-title')).toEqual(['政务信息统计'])
  })
})

describe('lists', () => {
  const Source = z.object({ rows: z.array(z.object({ detail: z.object({ head: z.string() }) })) })
  const source = new URL('../../../fixtures/notices/lc-2023-06/expected.json', import.meta.url)
  const heads = Source.parse(JSON.parse(readFileSync(source, 'utf8'))).rows.map(row => row.detail.head)

  it('prints the head sentence of each of the 43 units as it was issued, but for two of its marks', () => {
    const issued = heads.map(head =>
      head.replace(/\s/g, '').replaceAll(',', '，').replaceAll(';', '；').replaceAll('(', '（').replaceAll(')', '）'),
    )
    const printed = paragraphs(layout(june), 'unit-head')
    expect(printed).toHaveLength(43)
    expect(printed.filter((head, index) => head !== issued[index])).toEqual([
      '行政许可科（6月份报送稿件4篇，其中市局采用简讯2则，合计1分；报省厅1篇，本月基础分5分；累计24分）',
      '离退休干部科（6月份报送稿件2篇，其中市局采用简讯1则，合计0.5分；本月基础分5分；累计32.5分）',
    ])
  })

  it('heads each group of lists once, classes under it', () => {
    const headings = layout(june).filter(block => block.role === 'section' || block.role === 'subsection')
    expect(headings.map(block => block.kind === 'paragraph' && `${block.role} ${block.text}`)).toEqual([
      'section 各县（市、区）局信息采用情况',
      'section 机关各科室信息采用情况',
      'subsection （A类）',
      'subsection （B类）',
      'section 各事业单位信息采用情况',
    ])
  })

  it('prints number, title and source, the source apart by a full space and kept as label', () => {
    const items = layout(june).filter(block => block.role === 'item')
    expect(items).toHaveLength(168)
    expect(items[3]).toMatchObject({
      text: '4.阳谷县被确定为2023年度全域性季度变更试点县（第9期　简讯）',
      label: '（第9期　简讯）',
    })
    expect(items[5]).toMatchObject({ text: '6.新能源矿产领域投资合作情况（市政府约稿）', label: '（市政府约稿）' })
  })

  it('takes the mark after numbers that the office prefers', () => {
    const [first] = paragraphs(layout(june, { ordinal: '、' }), 'item')
    expect(first?.startsWith('1、')).toBe(true)
  })
})
