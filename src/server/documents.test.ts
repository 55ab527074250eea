import { readFileSync } from 'node:fs'
import { strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { juneNotice } from '../../fixtures/notices/lc-2023-06/notice.ts'
import { docxOf, line, pdfOf, sheetData, xlsxOf, zipped } from '../../test/support/documents.ts'
import { layout } from '../domain/notice/layout.ts'
import { Problem } from '../domain/problems.ts'
import { readDocument } from './documents.ts'
import { writeDocx } from './docx/write.ts'

const PLAIN = docxOf(line('正文'))
const SMALL = readFileSync('fixtures/documents/small.doc')

async function refusal(bytes: Uint8Array, filename = '通报.docx'): Promise<{ code: string; reason: string }> {
  const refused = await readDocument(bytes, filename).catch((error: unknown) => error)
  if (!(refused instanceof Problem)) throw new Error(`no refusal: ${refused}`)
  expect(refused.params.file).toBe(filename)
  expect(refused.params.cause).toBeUndefined()
  return { code: refused.code, reason: String(refused.params.reason ?? '') }
}

describe('a document', () => {
  it('of our own is read back block for block', async () => {
    const blocks = layout(juneNotice())
    const meta = { title: '', issuer: '', issuedOn: null, subject: '', keywords: '' }
    const document = await readDocument(writeDocx(blocks, meta), '通报.docx')
    expect(document.kind).toBe('docx')
    expect(document.blocks).toHaveLength(blocks.length)
    expect(document.warnings).toEqual([])
  })

  it.each<[string, Uint8Array, string, string]>([
    ['.docx', PLAIN, '通报.docx', 'docx'],
    ['.xlsx', xlsxOf([{ name: '表', xml: sheetData([['甲', '乙']]) }]), '统计.xlsx', 'xlsx'],
    ['.doc', SMALL, '通报.doc', 'doc'],
    ['.wps', readFileSync('fixtures/documents/small.wps'), '通报.wps', 'wps'],
    ['.pdf', pdfOf([[{ text: '正文', x: 80, y: 700 }]]), '通报.pdf', 'pdf'],
    ['.txt', strToU8('正文'), '通报.txt', 'text'],
  ])('in %s is known by its content', async (_, bytes, filename, kind) => {
    const document = await readDocument(bytes, filename)
    expect(document.kind).toBe(kind)
    expect(document.blocks.length).toBeGreaterThan(0)
    expect(document.warnings.filter(warning => warning.includes('文件名'))).toEqual([])
  })

  it('is read by its content when its name says something else, and that is said', async () => {
    const { kind, warnings } = await readDocument(PLAIN, '通报.txt')
    expect(kind).toBe('docx')
    expect(warnings).toEqual(['文件名以 .txt 结尾，内容却是Word 文档（.docx）；已按内容读取。'])
  })

  it('waits its turn among many, and all are read', async () => {
    const documents = await Promise.all(Array.from({ length: 6 }, () => readDocument(PLAIN, '通报.docx')))
    expect(documents.map(document => document.blocks.length)).toEqual([1, 1, 1, 1, 1, 1])
  })

  it('is sent away when twenty are waiting', async () => {
    const results = await Promise.allSettled(Array.from({ length: 24 }, () => readDocument(PLAIN, '通报.docx')))
    const away = results.flatMap(result => (result.status === 'rejected' ? [result.reason] : []))
    expect(away.map(reason => reason instanceof Problem && reason.code)).toEqual(['busy', 'busy'])
  }, 60_000)
})

describe('text', () => {
  const lines = async (bytes: Uint8Array): Promise<string[]> =>
    (await readDocument(bytes, '通报.txt')).blocks.map(block => (block.kind === 'paragraph' ? block.text : '表'))
  const utf16 = (text: string, little: boolean): Uint8Array => {
    const buffer = Buffer.from(`\ufeff${text}`, 'utf16le')
    return little ? buffer : buffer.swap16()
  }

  it.each<[string, Uint8Array]>([
    ['UTF-8', strToU8('市局采用\n3篇')],
    ['UTF-8 with a mark and Windows line ends', strToU8('\ufeff市局采用\r\n3篇')],
    ['old Mac line ends', strToU8('市局采用\r3篇')],
    ['GB18030', new Uint8Array([0xca, 0xd0, 0xbe, 0xd6, 0xb2, 0xc9, 0xd3, 0xc3, 0x0a, 0x33, 0xc6, 0xaa])],
    ['UTF-16 little-endian with a mark', utf16('市局采用\n3篇', true)],
    ['UTF-16 big-endian with a mark', utf16('市局采用\n3篇', false)],
  ])('is read from %s', async (_, bytes) => {
    expect(await lines(bytes)).toEqual(['市局采用', '3篇'])
  })

  it('reads the four-byte characters of GB18030 that GBK does not have', async () => {
    expect(await lines(new Uint8Array([0xca, 0xd0, 0x95, 0x32, 0x82, 0x36]))).toEqual(['市\u{20000}'])
  })

  it('keeps empty lines and numbers lines as an editor does', async () => {
    const { blocks, kind } = await readDocument(strToU8('甲\n\n乙'), '通报.txt')
    expect(kind).toBe('text')
    expect(blocks.map(block => [block.line, block.kind === 'paragraph' && block.text])).toEqual([
      [1, '甲'],
      [2, ''],
      [3, '乙'],
    ])
  })
})

describe('what is no document', () => {
  it.each<[string, Uint8Array, string, RegExp]>([
    ['nothing at all', new Uint8Array(), 'file-empty', /^$/],
    ['only blanks', strToU8(' \n\u3000\n'), 'file-empty', /^$/],
    ['more than 20 MiB', new Uint8Array(20 * 1024 * 1024 + 1).fill(0x61), 'too-large', /^$/],
    ['a million lines', strToU8(`${'\n'.repeat(1_000_000)}文`), 'too-large', /^$/],
    ['a program', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0]), 'file-unreadable', /程序或数据/],
    ['neither UTF-8 nor GB18030', new Uint8Array([0x93, 0xfa, 0x96, 0x7b, 0xff, 0x20]), 'file-encoding', /^$/],
    [
      'Big5',
      new Uint8Array(Buffer.from('a5aba7bdb1c4a5cea454bd67a141c2d4a6b9b371b3f8a143', 'hex')),
      'file-encoding',
      /^$/,
    ],
    [
      'UTF-8 encoded twice',
      strToU8(Buffer.from('关于6月份政务信息采用情况的通报').toString('latin1')),
      'file-encoding',
      /^$/,
    ],
    ['UTF-16 cut in half', new Uint8Array([0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00]), 'file-encoding', /^$/],
    ['an RTF', strToU8('{\\rtf1}'), 'file-unreadable', /另存为 \.docx/],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d]), 'file-unreadable', /图片/],
    ['slides', zipped({ 'ppt/presentation.xml': '<a/>' }), 'file-unreadable', /演示文稿/],
    ['an ODT', zipped({ mimetype: 'x', 'content.xml': '<a/>' }), 'file-unreadable', /另存为 \.docx/],
    ['an OFD', zipped({ 'OFD.xml': '<a/>' }), 'file-unreadable', /OFD/],
    ['a binary workbook', zipped({ 'xl/workbook.bin': 'x' }), 'file-unreadable', /\.xlsb/],
    ['an archive of other things', zipped({ 'a.txt': '文' }), 'file-unreadable', /解压/],
    ['a .doc in the middle of its way', SMALL.subarray(0, 3000), 'file-unreadable', /损坏/],
    ['a .docx under a password', renamedStream('EncryptedPackage'), 'file-unreadable', /打开密码/],
    ['an old .xls', renamedStream('Workbook'), 'file-unreadable', /\.xls/],
    ['an old file of another program', renamedStream('Contents'), 'file-unreadable', /没有可读的 Word 正文/],
  ])('is refused: %s', async (_, bytes, code, reason) => {
    const answer = await refusal(bytes)
    expect(answer.code).toBe(code)
    expect(answer.reason).toMatch(reason)
  })
})

/** The small .doc with its main stream called something else. */
function renamedStream(name: string): Uint8Array {
  const copy = Buffer.from(SMALL)
  const at = copy.indexOf(Buffer.from('WordDocument', 'utf16le'))
  copy.fill(0, at, at + 64)
  copy.write(name, at, 'utf16le')
  copy.writeUInt16LE(name.length * 2 + 2, at + 64)
  return copy
}
