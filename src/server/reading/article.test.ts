import { strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { docxOf, line, paragraph, row, run, table } from '../../../test/support/documents.ts'
import { plainOf } from '../../domain/rich-text.ts'
import { readArticle } from './article.ts'
import { labelsOf, signatureOf } from './labels.ts'

const centred = (text: string): string => paragraph(run(text, '<w:b/>'), '<w:jc w:val="center"/>')

describe('an article', () => {
  it('is read from a .docx: title over two lines, who sent it, bold and tables', async () => {
    const body = [
      centred('阳谷局推行“一窗受理”'),
      centred('群众办事提速'),
      line('报送单位：阳谷局　　报送员：某甲　　电话：0635-1234567'),
      paragraph(run('一是', '<w:b/>') + run('减材料。')),
      table([row(['事项', '天数']), row(['登记', '1'])]),
      line('审核：某乙  签发：某丙'),
    ].join('')
    const parts = { 'word/media/image1.png': new Uint8Array(12) }
    const draft = await readArticle(docxOf(body, { parts }), '稿件.docx')
    expect(draft.title).toBe('阳谷局推行“一窗受理”群众办事提速')
    expect(draft.unitName).toBe('阳谷局')
    expect(draft.contact).toEqual({ name: '某甲', phone: '0635-1234567' })
    expect(draft.approvals).toEqual([
      { label: '审核', name: '某乙' },
      { label: '签发', name: '某丙' },
    ])
    expect(draft.taken).toEqual(['报送单位：阳谷局　　报送员：某甲　　电话：0635-1234567', '审核：某乙  签发：某丙'])
    expect(draft.body).toEqual([
      { kind: 'paragraph', runs: [{ text: '一是', strong: true }, { text: '减材料。' }] },
      {
        kind: 'table',
        rows: [
          [{ paragraphs: [[{ text: '事项' }]] }, { paragraphs: [[{ text: '天数' }]] }],
          [{ paragraphs: [[{ text: '登记' }]] }, { paragraphs: [[{ text: '1' }]] }],
        ],
      },
    ])
    expect(draft.pictures).toEqual([{ name: 'image1.png', bytes: 12 }])
  })

  it('is read from a text: the signature at its end names the unit', async () => {
    const text = '东阿局林草巡查见成效\n\n　　今年以来，东阿局巡查三次。\n　　（东阿县自然资源局　某丁）'
    const draft = await readArticle(strToU8(text), '稿.txt')
    expect([draft.title, draft.unitName, draft.contact.name]).toEqual([
      '东阿局林草巡查见成效',
      '东阿县自然资源局',
      '某丁',
    ])
    expect(plainOf(draft.body)).toBe('今年以来，东阿局巡查三次。')
  })

  it('without a title is called like its file, and keeps its first sentence', async () => {
    const draft = await readArticle(strToU8('今年以来，茌平局共巡查三次，整改问题九个。'), 'C:\\稿件\\茌平局巡查.txt')
    expect(draft.title).toBe('茌平局巡查')
    expect(plainOf(draft.body)).toBe('今年以来，茌平局共巡查三次，整改问题九个。')
  })

  it('keeps in its body a sentence that only begins like a label', async () => {
    const draft = await readArticle(strToU8('标题\n电话：他们打了三次。问题解决了。\n正文'), '稿.txt')
    expect(plainOf(draft.body)).toBe('电话：他们打了三次。问题解决了。\n正文')
    expect(draft.taken).toEqual([])
  })

  it('of nothing but blank lines is empty', async () => {
    await expect(readArticle(docxOf(line(' ')), '空.docx')).rejects.toMatchObject({ code: 'file-empty' })
  })
})

describe('a line of labels', () => {
  it.each([
    ['联系人：某甲 13512345678', { person: '某甲', phone: '13512345678' }],
    ['（供稿：某甲）', { person: '某甲' }],
    ['单　位：阳谷局', { unit: '阳谷局' }],
    ['审　核：某乙', { approvals: [{ label: '审核', name: '某乙' }] }],
    ['信息员：某甲；联系电话：8321234', { person: '某甲', phone: '8321234' }],
    ['电话：', { phone: '' }],
  ])('%s', (text, said) => {
    expect(labelsOf(text)).toMatchObject(said)
  })

  it.each(['他说：联系人：某甲', '共有单位3个', `单位：${'长'.repeat(200)}`, ''])('%s is none', text => {
    expect(labelsOf(text)).toBeNull()
  })

  it('at the very end may be a name in brackets', () => {
    expect(signatureOf('（阳谷局 某甲 0635-1234567）')).toMatchObject({
      unit: '阳谷局',
      person: '某甲',
      phone: '0635-1234567',
    })
    expect(signatureOf('（第9期　简讯）')).toBeNull()
    expect(signatureOf('（完）')).toBeNull()
  })
})
