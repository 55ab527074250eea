import { describe, expect, it } from 'vitest'
import { pdfOf, pdfOfObjects } from '../../../test/support/documents.ts'
import { Refusal } from '../docx/refusal.ts'
import { textOf } from './content.ts'
import { readPdf } from './pdf.ts'

const at = (x: number, y: number, text: string) => ({ x, y, text })

describe('a PDF', () => {
  it('is read line by line, whatever the order of its pieces', async () => {
    const { text } = await readPdf(pdfOf([[at(80, 700, '共采用3篇。'), at(80, 760, '各县局：'), at(80, 730, '6月份')]]))
    expect(text).toBe('各县局：\n6月份\n共采用3篇。')
  })

  it('has its tables as rows of cells, with blanks where nothing stands', async () => {
    const rows = [
      [at(80, 700, '单位'), at(180, 700, '采用'), at(280, 700, '约稿'), at(380, 700, '累计')],
      [at(80, 680, '阳谷局'), at(185, 680, '3'), at(285, 680, '1'), at(385, 680, '29')],
      [at(80, 661, '东阿局'), at(285, 660, '2'), at(385, 660, '12')],
      [at(80, 640, '合计'), at(185, 640, '3'), at(285, 640, '3'), at(385, 640, '41')],
    ]
    const { text, content } = await readPdf(pdfOf([rows.flat()]))
    expect(text.split('\n')).toEqual([
      '单位\t采用\t约稿\t累计',
      '阳谷局\t3\t1\t29',
      '东阿局\t\t2\t12',
      '合计\t3\t3\t41',
    ])
    expect(content.map(each => each.kind)).toEqual(['table'])
  })

  it('keeps an ordinal with its title and letters set apart together, and parts what is far apart', async () => {
    const { text } = await readPdf(
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
    expect(text).toBe('一、工作提速\n通报\n编辑：某\t电话：1')
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
