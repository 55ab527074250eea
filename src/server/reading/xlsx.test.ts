import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { relationships, sheetData, xlsxOf } from '../../../test/support/documents.ts'
import { Refusal } from '../docx/refusal.ts'
import { openParts } from '../docx/zip.ts'
import { blocksOf } from './content.ts'
import { formatOf, shown } from './number-formats.ts'
import { readXlsx } from './xlsx.ts'

const read = async (bytes: Uint8Array) => {
  const { content, warnings } = await readXlsx(await openParts(bytes), 'xl/workbook.xml')
  return { blocks: blocksOf(content), warnings }
}
const tableRows = async (bytes: Uint8Array) =>
  (await read(bytes)).blocks.flatMap(block => (block.kind === 'table' ? [block.rows] : []))
const said = async (bytes: Uint8Array) =>
  (await read(bytes)).blocks.map(block =>
    block.kind === 'paragraph' ? block.text : block.rows.map(row => row.map(cell => cell.text)),
  )

describe('a workbook', () => {
  it('is the name of each sheet and its tables, with titles and notes as lines', async () => {
    const data = sheetData([
      ['6月份信息统计'],
      ['单位', '采用', '累计'],
      ['阳谷局', 3, 29.5],
      ['东阿局', null, 12],
      ['注：累计含上年结转'],
      [],
      ['组别', '篇数'],
      ['A类', 5],
    ])
    expect(
      await said(
        xlsxOf([
          { name: '六月', xml: data },
          { name: '空表', xml: '<sheetData/>' },
        ]),
      ),
    ).toEqual([
      '六月',
      '6月份信息统计',
      [
        ['单位', '采用', '累计'],
        ['阳谷局', '3', '29.5'],
        ['东阿局', '', '12'],
      ],
      '注：累计含上年结转',
      [
        ['组别', '篇数'],
        ['A类', '5'],
      ],
    ])
  })

  it('keeps merged cells as rectangles, cut to what is used', async () => {
    const data = sheetData([
      ['单位', '采用', null, '累计'],
      [null, '篇数', '记分', null],
      ['阳谷局', 3, 4.5, 29],
    ])
    const merges = ['A1:A2', 'B1:C1', 'D1:D2'].map(ref => `<mergeCell ref="${ref}"/>`).join('')
    const [rows] = await tableRows(xlsxOf([{ name: '表', xml: `${data}<mergeCells>${merges}</mergeCells>` }]))
    expect(rows).toEqual([
      [
        { text: '单位', rowSpan: 2 },
        { text: '采用', colSpan: 2 },
        { text: '累计', rowSpan: 2 },
      ],
      [{ text: '篇数' }, { text: '记分' }],
      [{ text: '阳谷局' }, { text: '3' }, { text: '4.5' }, { text: '29' }],
    ])
  })

  it('does not expand a merge over the whole sheet, nor believe one that crosses another', async () => {
    const data = sheetData([
      ['甲', '乙'],
      ['丙', '丁'],
    ])
    const merges = '<mergeCell ref="A1:XFD1048576"/><mergeCell ref="B1:B2"/>'
    expect(await tableRows(xlsxOf([{ name: '表', xml: `${data}<mergeCells>${merges}</mergeCells>` }]))).toEqual([
      [[{ text: '甲', rowSpan: 2, colSpan: 2 }], []],
    ])
  })

  it('reads shared strings with their runs but without reading aids, and inline ones', async () => {
    const strings = [
      '<r><t>采</t></r><r><t xml:space="preserve">用 </t></r><rPh sb="0" eb="1"><t>cai</t></rPh>',
      '换_x000A_行',
    ]
    const xml =
      '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>7</v></c><c r="B2" t="inlineStr"><is><t>内</t></is></c></row></sheetData>'
    const { blocks, warnings } = await read(xlsxOf([{ name: '表', xml }], { strings }))
    expect(blocks[1]?.kind === 'table' && blocks[1].rows).toEqual([[{ text: '采用' }, { text: '换行' }]])
    expect(blocks[2]?.kind === 'paragraph' && blocks[2].text).toBe('内')
    expect(warnings).toEqual(['有 1 个单元格指向不存在的文字，按空白读取。'])
  })

  it('shows numbers as their cells do', async () => {
    const formats = ['General', '0.0', '0.00%', '0"篇"', 31, 'yyyy"年"m"月"', '#,##0', ';;;', '@']
    const values = [0.30000000000000004, 4.45, 0.63158, 12, 45_107, 45_107, 1234.5, 5, 7]
    const cells = values
      .map((value, at) => `<c r="${String.fromCharCode(65 + at)}1" s="${at}"><v>${value}</v></c>`)
      .join('')
    const xml = `<sheetData><row r="1">${cells}<c r="J1" t="inlineStr"><is><t>完</t></is></c></row></sheetData>`
    expect(await said(xlsxOf([{ name: '表', xml }], { formats }))).toEqual([
      '表',
      [['0.3', '4.5', '63.16%', '12篇', '2023年6月30日', '2023年6月', '1235', '7', '完']],
    ])
  })

  it('counts days from 1904 when the workbook does', async () => {
    const xml = '<sheetData><row r="1"><c r="A1" s="0"><v>43645</v></c><c r="B1" s="1"><v>1</v></c></row></sheetData>'
    const book = '<workbookPr date1904="1"/>'
    expect(await said(xlsxOf([{ name: '表', xml }], { formats: [14, 'General'], book }))).toEqual([
      '表',
      [['2023年6月30日', '1']],
    ])
  })

  it('takes formulas by their saved values, and says what is hidden, unsaved or elsewhere', async () => {
    const xml =
      '<cols><col min="3" max="3" hidden="1"/></cols><sheetData><row r="1"><c r="A1"><f>SUM(B1:B9)</f><v>12</v></c><c r="B1"><f>NOW()</f></c><c r="C1"><v>99</v></c><c r="D1"><v>5</v></c></row>' +
      '<row r="2" hidden="1"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row><row r="3"><c r="A3"><v>3</v></c><c r="D3" t="e"><v>#REF!</v></c></row></sheetData>'
    const bytes = xlsxOf(
      [
        { name: '表', xml },
        { name: '底稿', xml: '<sheetData/>', state: 'veryHidden' },
      ],
      {
        parts: { 'xl/vbaProject.bin': 'x', 'xl/comments1.xml': '<a/>', 'xl/media/image1.png': 'x' },
      },
    )
    const { blocks, warnings } = await read(bytes)
    expect(blocks.map(block => block.kind === 'table' && block.rows.map(row => row.map(cell => cell.text)))).toEqual([
      false,
      [['12', '5']],
      [['3', '#REF!']],
    ])
    expect(warnings).toEqual([
      '有 2 个单元格是公式，没有重算，按文件中保存的结果读取。',
      '有 1 个公式没有保存结果，按空白读取。',
      '隐藏的工作表没有读取：底稿。',
      '有 1 行、1 列是隐藏的，没有读取。',
      '有 1 幅图片或图表，没有读取。',
      '单元格有批注，没有读取。',
      '文件带有宏；宏没有读取，也不会运行。',
    ])
  })

  it('says which workbooks elsewhere it would ask', async () => {
    const bytes = xlsxOf([{ name: '表', xml: sheetData([['甲', '乙']]) }], {
      parts: {
        'xl/_rels/workbook.xml.rels': relationships([
          ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
          ['rId2', 'externalLink', 'externalLinks/externalLink1.xml'],
        ]),
        'xl/externalLinks/_rels/externalLink1.xml.rels': relationships([
          ['rId1', 'externalLinkPath', 'file:///d:/a.xlsx', true],
        ]),
      },
    })
    expect((await read(bytes)).warnings).toEqual(['文件引用了 1 处外部资源（file:///d:/a.xlsx），没有访问。'])
  })

  it.each<[string, Uint8Array, RegExp]>([
    ['without sheets', xlsxOf([]), /没有可读的工作表/],
    [
      'with 101 sheets',
      xlsxOf(Array.from({ length: 101 }, (_, at) => ({ name: `${at}`, xml: '<sheetData/>' }))),
      /超过 100 张/,
    ],
    [
      'with 200,001 cells',
      xlsxOf([{ name: '表', xml: `<sheetData><row r="1">${'<c/>'.repeat(200_001)}</row></sheetData>` }]),
      /过大/,
    ],
    [
      'with cells scattered over a million rows and columns',
      xlsxOf([{ name: '表', xml: sheetScattered(1000) }]),
      /过大/,
    ],
    [
      'with too many merges',
      xlsxOf([{ name: '表', xml: `<mergeCells>${'<mergeCell ref="A1:B2"/>'.repeat(20_001)}</mergeCells>` }]),
      /合并单元格过多/,
    ],
  ])('%s is refused with a sentence', async (_, bytes, sentence) => {
    const refused = await read(bytes).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Refusal)
    expect(refused instanceof Refusal && refused.message).toMatch(sentence)
  })
})

/** Cells on a diagonal, all in one stretch of rows: as drawn, a million places. */
function sheetScattered(count: number): string {
  const name = (column: number): string =>
    column < 26
      ? String.fromCharCode(65 + column)
      : name(Math.floor(column / 26) - 1) + String.fromCharCode(65 + (column % 26))
  const rows = Array.from(
    { length: count },
    (_, at) => `<row r="${at + 1}"><c r="A${at + 1}"><v>1</v></c><c r="${name(at + 1)}${at + 1}"><v>1</v></c></row>`,
  )
  return `<sheetData>${rows.join('')}</sheetData>`
}

describe('a number in a cell', () => {
  it.each<[number | string, string, string]>([
    ['0.00', '2.675', '2.68'],
    ['0.0', '-0.04', '0.0'],
    ['0.0#', '4.50', '4.5'],
    ['0', '2.5', '3'],
    ['0.0_ ;[Red]-0.0 ', '1.25', '1.3'],
    ['第0名', '2', '第2名'],
    ['￥#,##0.00', '3', '￥3.00'],
    ['# ?/?', '0.5', '0.5'],
    ['0.00E+00', '1200', '1200'],
    [9, '0.365', '37%'],
    [14, '59', '1900年2月28日'],
    [14, '61', '1900年3月1日'],
    [22, '45107.5', '2023年6月30日 12:00'],
    ['h:mm', '0.25', '6:00'],
    ['m"月"d"日"', '45107', '6月30日'],
    [0, '1e21', '1e+21'],
    [0, '文', '文'],
  ])('with the format %s: %s is %s', (format, value, text) => {
    const codes = typeof format === 'string' ? new Map([[200, format]]) : new Map<number, string>()
    expect(shown(value, formatOf(typeof format === 'string' ? 200 : format, codes), false)).toBe(text)
  })

  it('never fails, whatever the format says', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0#?.,%"\\[];_*@ymdhs年E+-/ 文') }),
        fc.double(),
        (code, number) => {
          expect(typeof shown(String(number), formatOf(200, new Map([[200, code]])), false)).toBe('string')
        },
      ),
      { numRuns: 2_000 },
    )
  })
})
