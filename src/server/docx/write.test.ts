import { execFileSync } from 'node:child_process'
import { strFromU8, unzipSync } from 'fflate'
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { juneNotice } from '../../../fixtures/notices/lc-2023-06/notice.ts'
import { layout } from '../../domain/notice/layout.ts'
import type { Block } from '../../domain/notice/notice.ts'
import type { DocumentMeta } from './package.ts'
import { PAGE, STYLES } from './styles.ts'
import { illegalIn, writeDocx } from './write.ts'

const META: DocumentMeta = {
  title: '关于6月份政务信息采用情况的通报',
  issuer: '聊城市自然资源和规划局',
  issuedOn: '2023-07-31',
  subject: '政务信息',
  keywords: '政务信息;通报;2023年6月',
}
const blocks = layout(juneNotice())
const partsOf = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]))
const parts = partsOf(writeDocx(blocks, META))
const main = parts['word/document.xml'] ?? ''

/** Every element with its attributes and the names of its children, in order. */
interface Seen {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Seen[]
}
function parse(xml: string): Seen[] {
  const parser = new SaxesParser()
  const root: Seen = { name: '', attributes: {}, children: [] }
  const open = [root]
  const all: Seen[] = []
  parser.on('error', error => {
    throw error
  })
  parser.on('opentag', tag => {
    const seen = { name: tag.name, attributes: { ...tag.attributes }, children: [] }
    open.at(-1)?.children.push(seen)
    open.push(seen)
    all.push(seen)
  })
  parser.on('closetag', () => open.pop())
  parser.write(xml).close()
  return all
}
const named = (seen: readonly Seen[], name: string): Seen[] => seen.filter(element => element.name === name)
const child = (seen: Seen | undefined, name: string): Seen | undefined =>
  seen?.children.find(element => element.name === name)

/** The order the schema wants; Word refuses a file, or ignores the rest, when it is broken. */
const ORDER: Readonly<Record<string, string>> = {
  'w:pPr':
    'pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment outlineLvl rPr sectPr',
  'w:rPr': 'rStyle rFonts b bCs i iCs color spacing w kern position sz szCs highlight u effect lang',
  'w:tblPr':
    'tblStyle tblpPr tblOverlap tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription',
  'w:tcPr': 'tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection vAlign',
  'w:sectPr':
    'headerReference footerReference type pgSz pgMar pgBorders pgNumType cols vAlign titlePg textDirection docGrid',
  'w:style': 'name aliases basedOn next link uiPriority semiHidden unhideWhenUsed qFormat locked pPr rPr tblPr',
  'w:settings': 'zoom defaultTabStop evenAndOddHeaders characterSpacingControl compat themeFontLang',
  'w:font': 'altName panose1 charset family pitch',
}

describe('the file', () => {
  it.each(Object.keys(parts))('has a well-formed %s with children in the order of the schema', name => {
    const seen = parse(parts[name] ?? '')
    expect(seen.length).toBeGreaterThan(1)
    for (const element of seen) {
      const order = ORDER[element.name]?.split(' ')
      if (order === undefined) continue
      const places = element.children.map(part => order.indexOf(part.name.replace('w:', '')))
      expect(places, `${name} ${element.name}`).not.toContain(-1)
      expect(places, `${name} ${element.name}`).toEqual([...places].sort((a, b) => a - b))
    }
  })

  it('is the same bytes again, and in another time zone', () => {
    const bytes = writeDocx(blocks, META)
    expect(Buffer.from(writeDocx(blocks, META)).equals(bytes)).toBe(true)
    const script = `
      import { createHash } from 'node:crypto'
      import { juneNotice } from './fixtures/notices/lc-2023-06/notice.ts'
      import { layout } from './src/domain/notice/layout.ts'
      import { writeDocx } from './src/server/docx/write.ts'
      console.log(createHash('sha256').update(writeDocx(layout(juneNotice()), ${JSON.stringify(META)})).digest('hex'))`
    const root = new URL('../../../', import.meta.url)
    const digests = ['Asia/Shanghai', 'America/St_Johns', 'Pacific/Apia'].map(zone =>
      execFileSync(process.execPath, ['--input-type=module', '-e', script], {
        cwd: root,
        env: { TZ: zone },
        encoding: 'utf8',
      }),
    )
    expect(new Set(digests).size).toBe(1)
  })

  it('says what it is: title, issuer, language, days that are the day of issue', () => {
    const core = parts['docProps/core.xml'] ?? ''
    expect(core).toContain('<dc:title>关于6月份政务信息采用情况的通报</dc:title>')
    expect(core).toContain('<dc:creator>聊城市自然资源和规划局</dc:creator>')
    expect(core).toContain('<dc:language>zh-CN</dc:language>')
    expect(core.match(/2023-07-31T00:00:00Z/g)).toHaveLength(2)
  })

  it('has no macro, no link to elsewhere and no field but the page number', () => {
    const all = Object.values(parts).join('')
    expect(all).not.toMatch(/TargetMode|vbaProject|w:hyperlink|w:altChunk|w:fldSimple/)
    expect([...new Set(all.match(/<w:instrText[^>]*>[^<]*/g))]).toEqual(['<w:instrText xml:space="preserve"> PAGE '])
  })
})

describe('the page (GB/T 9704)', () => {
  const section = named(parse(main), 'w:sectPr')

  it('is A4 with a type area of 156×225 mm and 22 lines of 28 characters', () => {
    expect(section).toHaveLength(1)
    const size = child(section[0], 'w:pgSz')?.attributes
    const margins = child(section[0], 'w:pgMar')?.attributes
    const width = Number(size?.['w:w']) - Number(margins?.['w:left']) - Number(margins?.['w:right'])
    const height = Number(size?.['w:h']) - Number(margins?.['w:top']) - Number(margins?.['w:bottom'])
    const millimetres = (twips: number): number => (twips / 1440) * 25.4
    expect(width).toBe(PAGE.textWidth)
    expect(millimetres(width)).toBeCloseTo(156, 0)
    expect(millimetres(height)).toBeCloseTo(225, 0)
    expect(Math.floor(height / PAGE.pitch)).toBe(22)
    expect(Math.floor(width / PAGE.zi)).toBe(28)
    expect(child(section[0], 'w:docGrid')?.attributes).toEqual({ 'w:type': 'lines', 'w:linePitch': '579' })
  })

  it('numbers pages outside: odd right, even left, each field in runs of its own', () => {
    const references = section[0]?.children.filter(element => element.name === 'w:footerReference') ?? []
    expect(references.map(reference => reference.attributes['w:type'])).toEqual(['default', 'even'])
    expect(parts['word/settings.xml']).toContain('<w:evenAndOddHeaders/>')
    for (const [name, side] of [
      ['word/footer1.xml', 'right'],
      ['word/footer2.xml', 'left'],
    ] as const) {
      const footer = parse(parts[name] ?? '')
      expect(named(footer, 'w:jc')[0]?.attributes['w:val']).toBe(side)
      expect(named(footer, 'w:ind')[0]?.attributes).toEqual({ [`w:${side}`]: '280' })
      expect(named(footer, 'w:r').map(run => run.children.map(part => part.name).join())).toEqual([
        'w:t',
        'w:fldChar',
        'w:instrText',
        'w:fldChar',
        'w:t',
        'w:fldChar',
        'w:t',
      ])
    }
  })

  it('uses only styles it defines, and snaps nothing but the 579 pitch to the grid', () => {
    const styles = parts['word/styles.xml'] ?? ''
    const used = new Set(
      Object.values(parts).flatMap(xml =>
        [...xml.matchAll(/<w:(?:pStyle|rStyle|tblStyle) w:val="([^"]+)"/g)].map(match => match[1]),
      ),
    )
    expect(used.size).toBeGreaterThan(10)
    for (const id of used) expect(styles).toContain(`w:styleId="${id}"`)
    for (const style of STYLES) {
      const xml = new RegExp(`w:styleId="${style.id}".*?</w:style>`).exec(styles)?.[0] ?? ''
      expect(xml.includes('<w:snapToGrid w:val="0"/>'), style.id).toBe(style.line !== PAGE.pitch)
    }
  })
})

describe('tables', () => {
  const seen = parse(main)

  it('are as wide as the type area, each cell with the width of its columns', () => {
    const tables = named(seen, 'w:tbl')
    expect(tables).toHaveLength(4)
    for (const table of tables) {
      const grid = (child(table, 'w:tblGrid')?.children ?? []).map(column => Number(column.attributes['w:w']))
      expect(grid.reduce((sum, width) => sum + width, 0)).toBe(PAGE.textWidth)
      for (const row of table.children.filter(element => element.name === 'w:tr')) {
        const cells = row.children.filter(element => element.name === 'w:tc')
        const widths = cells.map(cell => Number(child(child(cell, 'w:tcPr'), 'w:tcW')?.attributes['w:w']))
        expect(widths.reduce((sum, width) => sum + width, 0)).toBe(PAGE.textWidth)
        for (const cell of cells) expect(cell.children.at(-1)?.name).toBe('w:p')
      }
    }
  })

  it('repeat their two header rows and keep every row whole', () => {
    for (const table of named(seen, 'w:tbl')) {
      const rows = table.children.filter(element => element.name === 'w:tr').map(row => child(row, 'w:trPr'))
      expect(rows.map(row => child(row, 'w:tblHeader') !== undefined)).toEqual(rows.map((_, index) => index < 2))
      expect(rows.every(row => child(row, 'w:cantSplit') !== undefined)).toBe(true)
    }
  })

  it('hold twelve cells of content for each of 43 units', () => {
    const names = blocks.flatMap(block => (block.kind === 'table' ? block.rows.slice(block.headRows) : []))
    expect(names).toHaveLength(43)
    const rows = named(seen, 'w:tr').filter(row => child(child(row, 'w:trPr'), 'w:tblHeader') === undefined)
    expect(rows).toHaveLength(43)
    for (const row of rows) expect(row.children.filter(element => element.name === 'w:tc')).toHaveLength(12)
  })

  it('stay inside the page with forty columns and with one', () => {
    for (const count of [1, 2, 40]) {
      const cells = Array.from({ length: count }, (_, index) => ({ text: `第${index}栏得分` }))
      const table: Block = { kind: 'table', role: 'text', headRows: 1, rows: [cells, cells], line: 1 }
      const xml = partsOf(writeDocx([table], META))['word/document.xml'] ?? ''
      const widths = named(parse(xml), 'w:gridCol').map(column => Number(column.attributes['w:w']))
      expect(widths).toHaveLength(count)
      expect(widths.reduce((sum, width) => sum + width, 0)).toBe(PAGE.textWidth)
      expect(Math.min(...widths)).toBeGreaterThan(0)
    }
  })
})

describe('text of people', () => {
  const hostile = '1.</w:t></w:r></w:p><w:p>&amp;"\'<\u0000\u0008\uD800\uFFFE题目（第9期）'
  const block: Block = { kind: 'paragraph', role: 'item', text: hostile, line: 7, label: '（第9期）' }

  it('stays text, and what XML cannot hold is left out and named', () => {
    const before = named(
      parse(partsOf(writeDocx([{ ...block, text: '题目（第9期）' }], META))['word/document.xml'] ?? ''),
      'w:p',
    )
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
