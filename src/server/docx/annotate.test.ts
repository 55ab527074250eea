import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { juneNotice } from '../../../fixtures/notices/lc-2023-06/notice.ts'
import {
  cell,
  documentXml,
  docxOf,
  line,
  paragraph,
  row,
  run,
  table,
  WORD,
  zipped,
} from '../../../test/support/documents.ts'
import { audit } from '../../domain/notice/audit.ts'
import { layout } from '../../domain/notice/layout.ts'
import type { Finding } from '../../domain/notice/notice.ts'
import { readNotice } from '../../domain/notice/read.ts'
import { annotateDocument, readDocument } from '../documents.ts'
import { annotateDocx } from './annotate.ts'
import type { Remark } from './remarks.ts'
import { writeDocx } from './write.ts'

const remark = (over: Partial<Remark>): Remark => ({
  text: '说',
  line: null,
  unit: null,
  column: null,
  quote: null,
  ...over,
})

/** Marks of comments, as Word knows them. */
const MARKS = /<w:commentRange(?:Start|End)[^>]*\/>|<w:r(?: [^>]*)?><w:commentReference[^>]*\/><\/w:r>/g

const mainOf = (bytes: Uint8Array): string => strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array())

/** The text each comment hangs at, by number. */
function hung(bytes: Uint8Array): Record<string, string> {
  const xml = mainOf(bytes)
  return Object.fromEntries(
    [...xml.matchAll(/<w:commentRangeStart[^>]* w:id="(\d+)"\/>/g)].map(({ 1: id = '', index }) => {
      const end = xml.search(new RegExp(`<w:commentRangeEnd[^>]* w:id="${id}"/>`))
      return [id, xml.slice(index, end).replace(/<[^>]*>/g, '')]
    }),
  )
}

const BODY =
  line('关于采用情况的通报') +
  paragraph(run('6月共采用') + run('12', '<w:b/>') + run('篇。约稿3篇。'), '<w:jc w:val="both"/>') +
  table([
    row([cell('单位', '<w:vMerge w:val="restart"/>'), cell('采用信息', '<w:gridSpan w:val="2"/>')]),
    row([cell('', '<w:vMerge/>'), '篇数', '记 分']),
    row(['阳谷局', '3', '４．５']),
    row(['东阿局', '2', '<w:p/>']),
  ])

describe('a remark hangs', () => {
  it.each<[string, Partial<Remark>, string]>([
    ['at the words it quotes', { line: 2, quote: '采用 12 篇' }, '6月共采用12篇。约稿3篇。'],
    ['at the one run that has them', { line: 2, quote: '１２' }, '12'],
    ['at the whole paragraph when its words are not found', { line: 2, quote: '三十篇' }, '6月共采用12篇。约稿3篇。'],
    ['at the cell of a unit and column', { line: 3, unit: '阳谷局', column: '采用信息·记分' }, '４．５'],
    [
      'at the cell that says the number, when the column is not found',
      { line: 3, unit: '东阿局', column: '别的', quote: '2' },
      '2',
    ],
    [
      'at the unit, when the cell has nothing to hang it at',
      { line: 3, unit: '东阿局', column: '采用信息·约稿' },
      '东阿局',
    ],
    ['at the head of a column', { line: 3, column: '采用信息·篇数' }, '篇数'],
    ['at the title, when the place is not found', { line: 99 }, '关于采用情况的通报'],
  ])('%s', async (_, over, text) => {
    expect(hung(await annotateDocx(docxOf(BODY), [remark(over)]))).toEqual({ '0': text })
  })
})

describe('the document', () => {
  const remarks = [
    remark({ line: 2, text: '一\n二 <&>' }),
    remark({ line: 3, unit: '阳谷局' }),
    remark({ line: 2, quote: '12' }),
  ]

  it('is the same but for the marks, and all other parts byte for byte', async () => {
    const parts = {
      'word/styles.xml': `<w:styles xmlns:w="${WORD}"/>`,
      'word/media/a.bin': new Uint8Array([0, 255, 13, 10]),
    }
    const before = docxOf(BODY, { parts })
    const after = unzipSync(await annotateDocx(before, remarks))
    expect(mainOf(await annotateDocx(before, remarks)).replaceAll(MARKS, '')).toBe(documentXml(BODY))
    const changed = Object.entries(unzipSync(before)).filter(
      ([name, bytes]) => Buffer.compare(bytes, after[name] ?? new Uint8Array()) !== 0,
    )
    expect(changed.map(([name]) => name).sort()).toEqual(['[Content_Types].xml', 'word/document.xml'])
    expect(
      Object.keys(after)
        .filter(name => !(name in unzipSync(before)))
        .sort(),
    ).toEqual(['word/_rels/document.xml.rels', 'word/comments.xml'])
  })

  it('says each remark in a comment of its own, line by line', async () => {
    const comments = strFromU8(
      unzipSync(await annotateDocx(docxOf(BODY), remarks))['word/comments.xml'] ?? new Uint8Array(),
    )
    expect(comments.match(/<w:comment /g)).toHaveLength(3)
    expect(comments).toContain(
      '<w:t xml:space="preserve">一</w:t></w:r></w:p><w:p><w:r><w:t xml:space="preserve">二 &lt;&amp;&gt;</w:t>',
    )
  })

  it('gives the same bytes again, and itself when there is nothing to say', async () => {
    const before = docxOf(BODY)
    expect(Buffer.compare(await annotateDocx(before, remarks), await annotateDocx(before, remarks))).toBe(0)
    expect(await annotateDocx(before, [])).toBe(before)
  })

  it('keeps comments that were there, and counts on from them', async () => {
    const body = `${line('题')}<w:p><w:commentRangeStart w:id="7"/>${run('文')}<w:commentRangeEnd w:id="7"/></w:p>`
    const before = docxOf(body, {
      parts: {
        'word/remarks.xml': `<w:comments xmlns:w="${WORD}"><w:comment w:id="9">${line('旧')}</w:comment></w:comments>`,
      },
      relations: [['rId9', 'comments', 'remarks.xml']],
    })
    const after = unzipSync(await annotateDocx(before, [remark({ line: 2, text: '新' })]))
    expect(Object.keys(after)).not.toContain('word/comments.xml')
    expect(strFromU8(after['word/remarks.xml'] ?? new Uint8Array())).toMatch(/w:id="9".*旧.*w:id="10".*新/)
  })

  it('may call the vocabulary of Word by another name, begin with a mark and break its lines', async () => {
    const xml = `\ufeff<?xml version="1.0"?>\r\n<x:document xmlns:x="${WORD}">\r\n<x:body><x:p>\r\n<x:r><x:t>题</x:t></x:r></x:p></x:body></x:document>`
    const after = await annotateDocx(zipped({ 'word/document.xml': xml }), [remark({})])
    const raw = new TextDecoder('utf-8', { ignoreBOM: true }).decode(unzipSync(after)['word/document.xml'])
    expect(raw.replaceAll(MARKS, '')).toBe(xml)
    expect(raw).toContain(`<x:p><w:commentRangeStart xmlns:w="${WORD}" w:id="0"/>\r\n`)
  })
})

describe('an audited notice', () => {
  it('comes back with a comment at each finding, and reads the same as before', async () => {
    const june = juneNotice()
    const meta = { title: '', issuer: '', issuedOn: null, subject: '', keywords: '' }
    const before = writeDocx(layout(june), meta)
    const { blocks } = await readDocument(before, '通报.docx')
    const found: readonly Finding[] = audit(readNotice(blocks))
    expect(found.length).toBeGreaterThan(5)
    const after = await annotateDocument(before, '通报.docx', found)
    expect(Object.keys(hung(after))).toHaveLength(found.length)
    const again = await readDocument(after, '通报.docx')
    expect(again.blocks).toEqual(blocks)
    expect(again.warnings).toHaveLength(1)
  })

  it('of another format is refused', async () => {
    await expect(annotateDocument(new TextEncoder().encode('通报'), '通报.txt', [])).rejects.toMatchObject({
      code: 'file-unreadable',
    })
  })
})
