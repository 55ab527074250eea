import { describe, expect, it } from 'vitest'
import { juneNotice } from '../../../fixtures/notices/lc-2023-06/notice.ts'
import { childOf, named, parse, partsOf, xmlFaults } from '../../../test/support/page-checks.ts'
import { layout } from '../../domain/notice/layout.ts'
import type { Block } from '../../domain/notice/notice.ts'
import { noticeMeta } from '../../domain/print/meta.ts'
import { PrintProfile } from '../../domain/print/profile.ts'
import { PAGE } from './page.ts'
import { LANDSCAPE } from './sections.ts'
import { STYLES } from './styles.ts'
import { illegalIn, writeDocx } from './write.ts'

const META = noticeMeta(juneNotice())
const blocks = layout(juneNotice())
const parts = partsOf(writeDocx(blocks, META))
const main = parts['word/document.xml'] ?? ''

/** The body's XML of some blocks under a profile. */
const bodyOf = (some: readonly Block[], profile: object = {}): string =>
  partsOf(writeDocx(some, META, PrintProfile.parse(profile)))['word/document.xml'] ?? ''

/** Style and text of each paragraph outside tables. */
const paragraphs = (xml: string): [string, string][] =>
  named(parse(xml).find(element => element.name === 'w:body')?.children ?? [], 'w:p').map(element => {
    const style = childOf(childOf(element, 'w:pPr'), 'w:pStyle')?.attributes['w:val'] ?? ''
    return [style, element.text]
  })

const say = (role: Block['role'], text: string): Block => ({ kind: 'paragraph', role, text, line: 1 })

describe('the file', () => {
  it('says what it is: title, issuer, month, language, days that are the day of issue', () => {
    const core = parts['docProps/core.xml'] ?? ''
    expect(core).toContain('<dc:title>关于6月份政务信息采用情况的通报</dc:title>')
    expect(core).toContain('<dc:creator>聊城市自然资源和规划局</dc:creator>')
    expect(core).toContain('<cp:keywords>政务信息;通报;2023年6月</cp:keywords>')
    expect(core).toContain('<dc:language>zh-CN</dc:language>')
    expect(core.match(/2023-07-31T00:00:00Z/g)).toHaveLength(2)
  })

  it('names the fonts by the profile, each with another name to look for', () => {
    const fonts = (profile: object): string[] => {
      const table = partsOf(writeDocx(blocks, META, PrintProfile.parse(profile)))['word/fontTable.xml'] ?? ''
      return [...table.matchAll(/<w:font w:name="([^"]+)"><w:altName w:val="([^"]+)"/g)].map(
        ([, name, other]) => `${name}→${other}`,
      )
    }
    expect(fonts({})).toContain('仿宋_GB2312→FangSong')
    expect(fonts({ fonts: 'windows' })).toContain('仿宋→FangSong')
    expect(fonts({ fonts: 'founder-gbk' })).toContain('方正仿宋_GBK→仿宋_GB2312')
  })
})

describe('the page (GB/T 9704)', () => {
  it('is A4 with a type area of 156×225 mm and 22 lines of 28 characters', () => {
    const sections = named(parse(main), 'w:sectPr')
    expect(sections).toHaveLength(2)
    for (const section of sections) {
      const margins = childOf(section, 'w:pgMar')?.attributes
      const width = PAGE.width - Number(margins?.['w:left']) - Number(margins?.['w:right'])
      const height = PAGE.height - Number(margins?.['w:top']) - Number(margins?.['w:bottom'])
      const millimetres = (length: number): number => (length / 1440) * 25.4
      expect(millimetres(width)).toBeCloseTo(156, 0)
      expect(millimetres(height)).toBeCloseTo(225, 0)
      expect(Math.floor(height / PAGE.pitch)).toBe(22)
      expect(Math.floor(width / PAGE.zi)).toBe(28)
      expect(childOf(section, 'w:docGrid')?.attributes).toEqual({ 'w:type': 'lines', 'w:linePitch': '579' })
    }
  })

  it('numbers pages outside: odd right, even left', () => {
    for (const [name, side] of [
      ['word/footer1.xml', 'right'],
      ['word/footer2.xml', 'left'],
    ] as const) {
      const footer = parse(parts[name] ?? '')
      expect(named(footer, 'w:jc')[0]?.attributes['w:val']).toBe(side)
      expect(named(footer, 'w:ind')[0]?.attributes).toEqual({ [`w:${side}`]: '280' })
    }
  })

  it('snaps nothing but the 579 pitch to the grid', () => {
    const styles = parts['word/styles.xml'] ?? ''
    for (const style of STYLES) {
      const xml = new RegExp(`w:styleId="${style.id}".*?</w:style>`).exec(styles)?.[0] ?? ''
      expect(xml.includes('<w:snapToGrid w:val="0"/>'), style.id).toBe(style.line !== PAGE.pitch)
    }
  })

  it('is red in heads of papers only', () => {
    const styles = named(parse(parts['word/styles.xml'] ?? ''), 'w:style').filter(
      style => childOf(childOf(style, 'w:rPr'), 'w:color') !== undefined,
    )
    expect(styles.map(style => style.attributes['w:styleId'])).toEqual(['GwMasthead'])
  })
})

describe('what an office may choose', () => {
  it('heads a numbered paper: 份号, 紧急程度, the red mark fitted to the page, 发文字号, the red rule', () => {
    const letterhead = {
      mark: '聊城市自然资源和规划局文件',
      number: '聊自然资规发〔2023〕12号',
      serial: '1',
      urgency: '加急',
    }
    const xml = bodyOf(blocks, { letterhead })
    const texts = paragraphs(xml)
    const first = texts.findIndex(([style]) => style === 'GwTitle')
    expect(
      texts
        .slice(0, first)
        .filter(([, text]) => text !== '')
        .map(([, text]) => text),
    ).toEqual(['000001', '加急', '聊城市自然资源和规划局文件', '聊自然资规发〔2023〕12号'])
    expect(xml).toContain('<w:sz w:val="68"/>') // 13 characters of 34 pt fill 156 mm
    expect(xml.match(/w:color="FF0000"/g)).toHaveLength(1)
    expect(PrintProfile.safeParse({ letterhead: { ...letterhead, number: '聊自然资规发[2023]012号' } }).success).toBe(
      false,
    )
  })

  it('prints 附注 under the date, 抄送 and 印发 in the foot', () => {
    const texts = paragraphs(
      bodyOf(blocks, {
        remark: '此件主动公开',
        copyTo: '市政府办公室',
        printing: { office: '局办公室', on: '2023-08-01' },
      }),
    ).map(([, text]) => text)
    expect(texts[texts.indexOf('2023年7月31日') + 1]).toBe('（此件主动公开）')
    expect(
      texts.slice(texts.indexOf('发：各县（市、区）局，机关各科室、局属各事业单位')).filter(text => text !== ''),
    ).toEqual([
      '发：各县（市、区）局，机关各科室、局属各事业单位',
      '抄送：市政府办公室。',
      '责任编辑：杨丽　刘天爱',
      '投稿：lcszrzyjxx@lc.shandong.cn',
      '电话：8321680',
      '局办公室2023年8月1日印发',
    ])
  })

  it('keeps the foot at the lower edge by a frame or by a floating table, its outer rules thicker', () => {
    const framed = bodyOf(blocks)
    expect(framed.match(/w:yAlign="bottom"/g)).toHaveLength(7)
    expect([...framed.matchAll(/<w:spacing w:line="(\d+)"[^>]*\/><\/w:pPr><\/w:p>/g)].map(([, line]) => line)).toEqual([
      '20',
      '14',
      '20',
    ])
    const table = bodyOf(blocks, { foot: 'table' })
    expect(table).toContain('w:tblpYSpec="bottom"')
    expect(table).not.toContain('w:framePr')
  })

  it('lists several attachments under each other and starts each on a page of its own', () => {
    const xml = bodyOf([
      say('body', '正文'),
      say('attachments', '附件：1.统计表\n2.采用条目'),
      say('attachment-label', '附件1'),
      say('attachment-title', '统计表'),
      say('attachment-label', '附件2'),
      say('attachment-title', '采用条目'),
    ])
    const rows = named(parse(xml), 'w:p').filter(
      element => childOf(childOf(element, 'w:pPr'), 'w:pStyle')?.attributes['w:val'] === 'GwAttachments',
    )
    const starts = rows.map(row => {
      const indent = childOf(childOf(row, 'w:pPr'), 'w:ind')?.attributes ?? {}
      return Number(indent['w:left']) - Number(indent['w:hanging'])
    })
    expect(starts).toEqual([2 * PAGE.zi, 5 * PAGE.zi]) // 2. stands under 1.
    expect(named(parse(xml), 'w:sectPr')).toHaveLength(3)
  })

  it('sets headings of the text that stand alone in their own type', () => {
    const styles = paragraphs(
      bodyOf([say('body', '一、总体情况'), say('body', '（一）报送情况'), say('body', '一、总体来看，报送有所增加。')]),
    ).map(([style]) => style)
    expect(styles).toEqual(['GwH1', 'GwH2', 'GwBody'])
  })
})

describe('tables', () => {
  it('repeat their two header rows and hold twelve cells of content for each of 43 units', () => {
    const rows = named(parse(main), 'w:tr')
    const isHead = (row: (typeof rows)[number]): boolean => childOf(childOf(row, 'w:trPr'), 'w:tblHeader') !== undefined
    expect(rows.filter(isHead)).toHaveLength(8)
    expect(rows.every(row => childOf(childOf(row, 'w:trPr'), 'w:cantSplit') !== undefined)).toBe(true)
    const content = rows.filter(row => !isHead(row))
    expect(content).toHaveLength(43)
    for (const row of content) expect(named(row.children, 'w:tc')).toHaveLength(12)
  })

  it('tell a screen reader their title and extent', () => {
    expect(main).toContain('<w:tblCaption w:val="（一）6月份县（市、区）局政务信息统计"/>')
    expect(main).toContain('共12栏，表头2行，内容12行。')
  })

  it('stay upright while 小五 type holds the columns, then go across, and always fill the width', () => {
    for (const [count, width] of [
      [1, PAGE.textWidth],
      [10, PAGE.textWidth],
      [40, LANDSCAPE.textWidth],
    ] as const) {
      const cells = Array.from({ length: count }, (_, index) => ({ text: `第${index}栏得分` }))
      const table: Block = { kind: 'table', role: 'text', headRows: 1, rows: [cells, cells], line: 1 }
      const xml = bodyOf([table])
      const widths = named(parse(xml), 'w:gridCol').map(column => Number(column.attributes['w:w']))
      expect(widths).toHaveLength(count)
      expect(widths.reduce((sum, one) => sum + one, 0)).toBe(width)
      expect(Math.min(...widths)).toBeGreaterThan(0)
      expect(xmlFaults(writeDocx([table], META))).toEqual([])
    }
  })
})

describe('text of people', () => {
  const hostile = '1.</w:t></w:r></w:p><w:p>&amp;"\'<\u0000\u0008\uD800\uFFFE题目（第9期）'
  const block: Block = { kind: 'paragraph', role: 'item', text: hostile, line: 7, label: '（第9期）' }

  it('stays text, and what XML cannot hold is left out and named', () => {
    const before = named(parse(bodyOf([{ ...block, text: '题目（第9期）' }])), 'w:p')
    const xml = partsOf(writeDocx([block], { ...META, title: hostile }))
    expect(named(parse(xml['word/document.xml'] ?? ''), 'w:p')).toHaveLength(before.length)
    expect(parse(xml['docProps/core.xml'] ?? '').length).toBe(parse(parts['docProps/core.xml'] ?? '').length)
    expect(illegalIn([block])).toEqual([{ line: 7, characters: ['U+0000', 'U+0008', 'U+D800', 'U+FFFE'] }])
    expect(illegalIn(blocks)).toEqual([])
  })

  it('never breaks a source label: it follows the title, or stands right on a line of its own', () => {
    const items = main.split('<w:p>').filter(xml => xml.includes('w:val="GwItem"'))
    expect(items).toHaveLength(168)
    const own = items.filter(xml => xml.includes('<w:br/><w:tab/>'))
    expect(own.length).toBeGreaterThan(20)
    expect(
      own.every(xml => /<w:br\/><w:tab\/><w:t xml:space="preserve">（[^（]+）<\/w:t><\/w:r><\/w:p>/.test(xml)),
    ).toBe(true)
  })
})
