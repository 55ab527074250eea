import { describe, expect, it } from 'vitest'
import { pdfOf, pdfOfObjects } from '../../../test/support/documents.ts'
import { Refusal } from '../docx/refusal.ts'
import { cellText, textOf } from './content.ts'
import { readPdf } from './pdf.ts'

const linesOf = async (bytes: Uint8Array) =>
  (await readPdf(bytes)).lines.map(each =>
    each.kind === 'paragraph'
      ? textOf(each)
      : each.rows.map(row =>
          row.cells.map(({ content, rowSpan, colSpan }) => [cellText(content), rowSpan, colSpan].join(' ')),
        ),
  )
const at = (x: number, y: number, text: string) => ({ x, y, text })

describe('a PDF', () => {
  it('is read line by line, whatever the order of its pieces', async () => {
    const pages = [[at(80, 700, '共采用3篇。'), at(80, 760, '各县局：'), at(80, 730, '6月份')]]
    expect(await linesOf(pdfOf(pages))).toEqual(['各县局：', '6月份', '共采用3篇。'])
  })

  it('has its tables as rows of cells, with blanks where nothing stands', async () => {
    const rows = [
      [at(80, 700, '单位'), at(180, 700, '采用'), at(280, 700, '约稿'), at(380, 700, '累计')],
      [at(80, 680, '阳谷局'), at(185, 680, '3'), at(285, 680, '1'), at(385, 680, '29')],
      [at(80, 661, '东阿局'), at(285, 660, '2'), at(385, 660, '12')],
      [at(80, 640, '合计'), at(185, 640, '3'), at(285, 640, '3'), at(385, 640, '41')],
    ]
    const { content } = await readPdf(pdfOf([rows.flat()]))
    expect(await linesOf(pdfOf([rows.flat()]))).toEqual([
      '单位\t采用\t约稿\t累计',
      '阳谷局\t3\t1\t29',
      '东阿局\t\t2\t12',
      '合计\t3\t3\t41',
    ])
    expect(content.map(each => each.kind)).toEqual(['table'])
  })

  it('has tables drawn with rules as tables: merged where a rule is missing, with two lines in a cell, words close to a rule', async () => {
    const line = (x1: number, y1: number, x2: number, y2: number): string => `${x1} ${y1} m ${x2} ${y2} l S`
    const box = (x: number, y: number, width: number, height: number): string => `${x} ${y} ${width} ${height} re f`
    const rules = [
      ...[720, 660, 630].map(y => line(80, y, 380, y)),
      // Word draws edges as thin boxes, one for each cell.
      ...[180, 280].map(x => box(x, 689.5, 100, 1)),
      ...[80, 180, 380].map(x => line(x, 630, x, 720)),
      box(279.5, 630, 1, 60),
    ]
    const words = [
      at(110, 690, '单位'),
      at(240, 700, '采用信息'),
      at(215, 670, '篇数'),
      at(300, 670, '记分'),
      at(85, 648, '林草资源和'),
      at(85, 636, '湿地科'),
      at(250, 640, '29 148.5'),
      at(80, 600, '注：表下。'),
    ]
    expect(await linesOf(pdfOf([words], [rules.join('\n')]))).toEqual([
      [
        ['单位 2 1', '采用信息 1 2'],
        ['篇数 1 1', '记分 1 1'],
        ['林草资源和湿地科 1 1', '29 1 1', '148.5 1 1'],
      ],
      '注：表下。',
    ])
  })

  it('has a table without edges at its sides end where its rules end', async () => {
    const rules = ['80 700 m 280 700 l S', '80 680 m 280 680 l S', '180 660 m 180 720 l S']
    const words = [
      at(90, 706, '单位'),
      at(190, 706, '篇数'),
      at(90, 686, '甲局'),
      at(190, 686, '3'),
      at(90, 666, '合计'),
      at(190, 666, '5'),
    ]
    expect(await linesOf(pdfOf([words], [rules.join('\n')]))).toEqual([
      [
        ['单位 1 1', '篇数 1 1'],
        ['甲局 1 1', '3 1 1'],
        ['合计 1 1', '5 1 1'],
      ],
    ])
  })

  it('with a box around its text has no table', async () => {
    const box = ['80 600 m 300 600 l 300 720 l 80 720 l h S']
    expect(await linesOf(pdfOf([[at(100, 700, '框内一'), at(100, 650, '框内二')]], box))).toEqual(['框内一', '框内二'])
  })

  it('keeps an ordinal with its title and letters set apart together, and parts what is far apart', async () => {
    const lines = await linesOf(
      pdfOf([
        [
          at(80, 700, '一、'),
          at(115, 700, '工作提速'),
          at(240, 660, '通'),
          at(265, 660, '报'),
          at(80, 640, '编辑：某'),
          at(300, 640, '电话：1'),
        ],
      ]),
    )
    expect(lines).toEqual(['一、工作提速', '通报', '编辑：某\t电话：1'])
  })

  it('joins wrapped lines to paragraphs, but knows a title and a new paragraph', async () => {
    const { content } = await readPdf(
      pdfOf([
        [
          at(260, 780, '工作通报要点'),
          at(100, 740, '首段文字写到这一行的最右边为止所以换行接着'),
          at(80, 720, '写完。'),
          at(100, 700, '次段。'),
          at(290, 40, '— 1 —'),
        ],
        [at(80, 780, '页二。')],
      ]),
    )
    expect(content.map(each => each.kind === 'paragraph' && [textOf(each), each.centred])).toEqual([
      ['工作通报要点', true],
      ['首段文字写到这一行的最右边为止所以换行接着写完。', false],
      ['次段。', false],
      ['页二。', false],
    ])
  })

  it.each<[string, Uint8Array, RegExp]>([
    ['without text, as a scan is', pdfOf([[]]), /扫描件/],
    ['of marks for private use', pdfOf([[at(80, 700, '\ue001\ue002\ue003\ue004')]]), /乱码/],
    ['that is no PDF after its first letters', new TextEncoder().encode('%PDF-1.7 nothing'), /损坏/],
    ['with five hundred and one pages', pdfOf(Array.from({ length: 501 }, () => [])), /过长/],
    ['without pages', pdfOfObjects(['<< /Type /Catalog >>']), /损坏/],
  ])('%s is refused with a sentence', async (_, bytes, sentence) => {
    const refused = await readPdf(bytes).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Refusal)
    expect(refused instanceof Refusal && refused.message).toMatch(sentence)
  })
})
