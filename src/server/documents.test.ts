import { randomBytes } from 'node:crypto'
import { strToU8, type Zippable, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { juneNotice } from '../../fixtures/notices/lc-2023-06/notice.ts'
import { layout } from '../domain/notice/layout.ts'
import { Problem } from '../domain/problems.ts'
import { readDocument } from './documents.ts'
import { writeDocx } from './docx/write.ts'

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const wrap = (body: string, before = ''): Uint8Array =>
  strToU8(`${before}<w:document xmlns:w="${W}"><w:body>${body}</w:body></w:document>`)
const PLAIN = wrap('<w:p><w:r><w:t>正文</w:t></w:r></w:p>')
const docx = (main: Uint8Array, others: Zippable = {}): Uint8Array => zipSync({ 'word/document.xml': main, ...others })
const META = { title: '', issuer: '', issuedOn: null, subject: '', keywords: '' }

/** The refusal of a document: its code and the sentence, and that it came in time. */
async function refusal(bytes: Uint8Array): Promise<{ code: string; reason: string }> {
  const began = performance.now()
  try {
    await readDocument(bytes, '通报.docx')
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    expect(performance.now() - began).toBeLessThan(10_500)
    expect(error.params.file).toBe('通报.docx')
    expect(error.params.cause).toBeUndefined()
    return { code: error.code, reason: String(error.params.reason ?? '') }
  }
  throw new Error('it was read')
}

/** Overwrites a value in every record of a zip that begins with `signature`. */
function patched(bytes: Uint8Array, signature: number, change: (view: DataView, at: number) => void): Uint8Array {
  const copy = bytes.slice()
  const view = new DataView(copy.buffer)
  for (let at = 0; at + 4 <= copy.length; at += 1) if (view.getUint32(at, true) === signature) change(view, at)
  return copy
}
const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50

describe('a .docx', () => {
  it('is told by its content, whatever its name, and read in a thread', async () => {
    const blocks = layout(juneNotice())
    const document = await readDocument(writeDocx(blocks, META), '通报.txt')
    expect(document.kind).toBe('docx')
    expect(document.blocks).toHaveLength(blocks.length)
    expect(document.warnings).toEqual([])
  })

  it('waits its turn among many, and all are read', async () => {
    const documents = await Promise.all(Array.from({ length: 6 }, () => readDocument(docx(PLAIN), '通报.docx')))
    expect(documents.map(document => document.blocks.length)).toEqual([1, 1, 1, 1, 1, 1])
  })

  it('is sent away when twenty are waiting', async () => {
    const results = await Promise.allSettled(Array.from({ length: 24 }, () => readDocument(docx(PLAIN), '通报.docx')))
    const away = results.flatMap(result => (result.status === 'rejected' ? [result.reason] : []))
    expect(away.map(reason => reason instanceof Problem && reason.code)).toEqual(['busy', 'busy'])
  }, 60_000)
})

describe('a hostile .docx gets a sentence', () => {
  const nested = `${'<w:tbl><w:tr><w:tc>'.repeat(20_000)}<w:p/>${'</w:tc></w:tr></w:tbl>'.repeat(20_000)}`
  const entities = `<!DOCTYPE d [<!ENTITY a "${'x'.repeat(100)}"><!ENTITY b SYSTEM "file:///etc/passwd">]>`
  const bomb = new Uint8Array(60 * 1024 * 1024).fill(0x20)
  const attributes = `<w:p ${Array.from({ length: 300 }, (_, index) => `a${index}="1"`).join(' ')}/>`
  const honest = docx(PLAIN, { 'word/styles.xml': strToU8('<a/>') })
  const encrypted = patched(
    patched(honest, LOCAL, (view, at) => view.setUint16(at + 6, 1, true)),
    CENTRAL,
    (view, at) => view.setUint16(at + 8, 1, true),
  )

  it.each<[string, Uint8Array, RegExp]>([
    ['a zip bomb', docx(bomb), /展开后过大/],
    [
      'a bomb that declares a small size',
      patched(
        patched(docx(bomb), LOCAL, (view, at) => view.setUint32(at + 22, 900, true)),
        CENTRAL,
        (view, at) => view.setUint32(at + 24, 900, true),
      ),
      /损坏|过大/,
    ],
    ['a size that is too large', patched(honest, CENTRAL, (view, at) => view.setUint32(at + 24, 400, true)), /损坏/],
    ['a checksum that does not hold', patched(honest, CENTRAL, (view, at) => view.setUint32(at + 16, 1, true)), /损坏/],
    ['a document type declaration', docx(wrap('<w:p/>', entities)), /DOCTYPE/],
    ['an entity nobody declared', docx(wrap('<w:p>&boom;</w:p>')), /XML 有错误/],
    ['tables nested 20,000 deep', docx(wrap(nested)), /嵌套太深/],
    ['three hundred attributes', docx(wrap(attributes)), /嵌套太深或内容太多/],
    ['two million elements', docx(wrap(randomised('<w:p/>', 2_000_001))), /嵌套太深或内容太多|展开后过大/],
    ['XML that breaks off', docx(wrap('').slice(0, -20)), /XML 有错误/],
    ['bytes that are no UTF-8', docx(new Uint8Array([...wrap('<w:p>'), 0xff, 0xfe, 0x80])), /XML 有错误/],
    [
      'the same name twice',
      renamed(docx(PLAIN, { 'word/documenu.xml': PLAIN }), 'word/documenu.xml', 'word/document.xml'),
      /结构不正常/,
    ],
    [
      'a name that leads elsewhere',
      renamed(docx(PLAIN, { '../../x/etc/x.xml': PLAIN }), '../../x/etc/x.xml', '../../x/etc/y.xml'),
      /损坏|结构不正常/,
    ],
    ['an absolute name', docx(PLAIN, { '/etc/passwd': PLAIN }), /损坏|结构不正常/],
    ['a link', docx(PLAIN, { link: [strToU8('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }] }), /结构不正常/],
    [
      'entries that share bytes',
      patched(honest, CENTRAL, (view, at) => view.setUint32(at + 42, 0, true)),
      /损坏|结构不正常/,
    ],
    [
      'three thousand entries',
      docx(PLAIN, Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`x${index}`, new Uint8Array()]))),
      /展开后过大/,
    ],
    ['a password on its entries', encrypted, /密码/],
    ['a file that breaks off', honest.slice(0, honest.length - 30), /损坏/],
    ['only the first bytes of a zip', strToU8('PK\x03\x04'), /损坏/],
    ['a workbook', zipSync({ 'xl/workbook.xml': strToU8('<a/>') }), /Excel/],
    ['slides', zipSync({ 'ppt/presentation.xml': strToU8('<a/>') }), /演示文稿/],
    ['an ODT', zipSync({ mimetype: strToU8('x'), 'content.xml': strToU8('<a/>') }), /另存为 \.docx/],
    ['an archive of other things', zipSync({ 'a.txt': strToU8('文') }), /解压/],
  ])(
    '%s',
    async (_, bytes, sentence) => {
      const { code, reason } = await refusal(bytes)
      expect(code).toBe('file-unreadable')
      expect(reason).toMatch(sentence)
      expect(reason.endsWith('。')).toBe(true)
    },
    20_000,
  )

  it('and five hundred broken copies of a good one are read or refused, never a bug', async () => {
    const good = writeDocx(layout(juneNotice()), META)
    const { readDocx } = await import('./docx/read.ts')
    let refused = 0
    for (let seed = 0; seed < 500; seed += 1) {
      const copy = good.slice()
      for (let hit = 0; hit < 3; hit += 1)
        copy[(seed * 7919 + hit * 104_729) % copy.length] = (seed * 31 + hit * 17) % 256
      try {
        await readDocx(copy)
      } catch (error) {
        refused += 1
        expect(error).toMatchObject({ name: 'Refusal' })
      }
    }
    expect(refused).toBeGreaterThan(100)
  }, 120_000)
})

/** A zip with one name written as another of the same length, everywhere. */
function renamed(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const copy = Buffer.from(bytes)
  for (let at = copy.indexOf(from); at !== -1; at = copy.indexOf(from, at + 1)) copy.write(to, at)
  return copy
}

/** An element many times over, with enough noise between that it does not pack like a bomb. */
function randomised(element: string, times: number): string {
  const noise = randomBytes(64 * 1024)
    .toString('base64')
    .replaceAll(/[^a-zA-Z]/g, '')
  const chunk = 1000
  return Array.from(
    { length: Math.ceil(times / chunk) },
    (_, index) => element.repeat(chunk) + noise.slice(index % 1000, (index % 1000) + 600),
  ).join('')
}

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
    const { blocks, kind } = await readDocument(strToU8('甲\n\n乙'), '通报.docx')
    expect(kind).toBe('text')
    expect(blocks.map(block => [block.line, block.kind === 'paragraph' && block.text])).toEqual([
      [1, '甲'],
      [2, ''],
      [3, '乙'],
    ])
  })

  it.each<[string, Uint8Array, string, RegExp]>([
    ['nothing at all', new Uint8Array(), 'file-empty', /^$/],
    ['only blanks', strToU8(' \n\u3000\n'), 'file-empty', /^$/],
    ['more than 20 MiB', new Uint8Array(20 * 1024 * 1024 + 1).fill(0x61), 'too-large', /^$/],
    ['a hundred MB', new Uint8Array(100 * 1024 * 1024), 'too-large', /^$/],
    ['a million lines', strToU8(`${'\n'.repeat(1_000_000)}文`), 'too-large', /^$/],
    ['a program', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0]), 'file-unreadable', /程序或数据/],
    [
      'an encoding that is neither UTF-8 nor GB18030',
      new Uint8Array([0x93, 0xfa, 0x96, 0x7b, 0xff, 0x20]),
      'file-encoding',
      /^$/,
    ],
    ['UTF-16 cut in half', new Uint8Array([0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00]), 'file-encoding', /^$/],
    ['a PDF', strToU8('%PDF-1.7 ...'), 'file-unreadable', /PDF/],
    ['an RTF', strToU8('{\\rtf1}'), 'file-unreadable', /另存为 \.docx/],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d]), 'file-unreadable', /图片/],
    ['an old .doc', ole('WordDocument'), 'file-unreadable', /旧版 Word/],
    ['a .docx under a password', ole('EncryptedPackage'), 'file-unreadable', /打开密码/],
    ['an old .xls', ole('Workbook'), 'file-unreadable', /没有可读的 Word 正文/],
  ])('refuses %s', async (_, bytes, code, reason) => {
    const answer = await refusal(bytes)
    expect(answer.code).toBe(code)
    expect(answer.reason).toMatch(reason)
  })
})

/** The beginning of an old compound file that names a stream. */
function ole(stream: string): Uint8Array {
  return Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(504),
    Buffer.from(stream, 'utf16le'),
    Buffer.alloc(64),
  ])
}
