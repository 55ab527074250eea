import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import MailComposer from 'nodemailer/lib/mail-composer'
import { describe, expect, it } from 'vitest'
import { gbk, HAN, letter, plain, withFiles, word } from '../../../../test/support/mail/letters.ts'
import { plainOf } from '../../../domain/rich-text.ts'
import { readLetter } from './letter.ts'

const codes = (bytes: Uint8Array) => readLetter(bytes).letter.doubts.map(one => one.code)
const subjectOf = (line: string | Buffer) => readLetter(letter(['From: a@b.cn', line])).letter.subject
const bytesOfLine = (...parts: (string | Buffer)[]) =>
  Buffer.concat(parts.map(part => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)))

describe('a letter', () => {
  it('is read as a plain one with its text', () => {
    const { letter: read, body } = readLetter(plain('某局 <ju@yanggu.example.cn>', '阳谷局治理见效', '完成 12 处。'))
    expect(read.subject).toBe('阳谷局治理见效')
    expect(read.from).toEqual([{ addresses: [{ name: '某局', address: 'ju@yanggu.example.cn' }], fault: null }])
    expect(plainOf(body)).toBe('完成 12 处。')
    expect(read.doubts).toEqual([])
  })

  it('gives every attachment with the name it was sent under, byte for byte', () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, at) => at))
    const { parts } = readLetter(withFiles(['From: a@b.cn'], '见附件', [{ name: '高唐局 信息.docx', bytes }]))
    expect(parts.map(({ path, role, name }) => [path, role, name])).toEqual([
      ['1', 'body', ''],
      ['2', 'file', '高唐局 信息.docx'],
    ])
    expect(Buffer.from(parts[1]?.bytes ?? []).equals(bytes)).toBe(true)
  })

  it('understands names that are sent in GBK: raw, in words, and by RFC 2231 in pieces', () => {
    const name = '附件一.docx'
    const raw = bytesOfLine('Content-Disposition: attachment; filename="', gbk(name), '"')
    const words = `Content-Disposition: attachment; filename="${word('gbk', gbk('附件'))} ${word('gbk', gbk('一.docx'))}"`
    const percent = [...gbk(name)].map(byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
    const pieces = `Content-Disposition: attachment; filename*1*=${percent.slice(9)}; filename*0*=gb2312''${percent.slice(0, 9)}`
    for (const line of [raw, words, pieces]) {
      const { parts } = readLetter(letter(['From: a@b.cn', 'Content-Type: application/msword', line], 'x'))
      expect(parts[0]?.name).toBe(name)
    }
  })

  it('joins encoded words that were cut through a character', () => {
    const bytes = gbk('莘县局')
    const [left, right] = [bytes.subarray(0, 3), bytes.subarray(3)]
    expect(subjectOf(`Subject: ${word('gb2312', left)}\r\n ${word('gb2312', right)}`)).toBe('莘县局')
    expect(subjectOf(`Subject: 转 ${word('utf-8', Buffer.from('东阿'))} x`)).toBe('转 东阿 x')
    expect(subjectOf('Subject: =?utf-8?Q?=E4=B8=9C=E9=98=BF_12?=')).toBe('东阿 12')
  })

  it('takes raw bytes of a head as UTF-8 where that fits, and else as GB18030', () => {
    expect(subjectOf('Subject: 高唐局')).toBe('高唐局')
    expect(subjectOf(bytesOfLine('Subject: ', gbk('高唐局')))).toBe('高唐局')
  })

  it('reads four-byte characters under the name gb2312', () => {
    // 㐀 is 8139EE39 in GB18030 and nowhere in GB2312.
    const bytes = Buffer.from([0x81, 0x39, 0xee, 0x39])
    expect(subjectOf(`Subject: ${word('gb2312', bytes)}`)).toBe('㐀')
    const { body } = readLetter(letter(['From: a@b.cn', 'Content-Type: text/plain; charset=gb2312'], bytes))
    expect(plainOf(body)).toBe('㐀')
  })

  it('refuses UTF-7, and says where bytes and their name disagree', () => {
    const of = (charset: string, body: Buffer) =>
      letter(['From: a@b.cn', `Content-Type: text/plain; charset=${charset}`], body)
    expect(codes(of('utf-7', Buffer.from('+ZeVnLIqe-')))).toEqual(['charset-refused'])
    expect(codes(of('utf-8', gbk('聊城')))).toEqual(['charset-wrong'])
    expect(plainOf(readLetter(of('utf-8', gbk('聊城'))).body)).toBe('聊城')
    expect(codes(of('x-mars', gbk('聊城')))).toEqual(['charset-unknown'])
    expect(codes(of('big5', Buffer.from([0xa4, 0xa4])))).toEqual([])
    expect(plainOf(readLetter(of('big5', Buffer.from([0xa4, 0xa4]))).body)).toBe('中')
  })

  it('takes of two ways to say the same the plain one, and HTML where it has a table', () => {
    const both = (html: string) =>
      letter(
        ['From: a@b.cn', 'Content-Type: multipart/alternative; boundary=b'],
        `--b\nContent-Type: text/plain; charset=utf-8\n\n甲一\n--b\nContent-Type: text/html; charset=utf-8\n\n${html}\n--b--\n`,
      )
    expect(plainOf(readLetter(both('<p>甲二</p>')).body)).toBe('甲一')
    expect(readLetter(both('<table><tr><td>甲<td>乙</table>')).body[0]?.kind).toBe('table')
  })

  it('makes of HTML a value with nothing in it that runs or is fetched', () => {
    const html = '<p onclick=x()>甲<script>alert(1)</script><img src=http://x/y><a href="javascript:x()">乙</a></p>'
    const { body } = readLetter(letter(['From: a@b.cn', 'Content-Type: text/html; charset=utf-8'], html))
    expect(JSON.stringify(body)).not.toMatch(/script|onclick|http/)
    expect(plainOf(body)).toBe('甲乙')
  })

  it('lists a letter inside and what is in that one', () => {
    const inner = withFiles(['From: c@d.cn', 'Subject: 里面'], '里面的话', [
      { name: '文.docx', bytes: Buffer.from('PK') },
    ])
    const outer = letter(
      ['From: a@b.cn', 'Content-Type: multipart/mixed; boundary=o'],
      Buffer.concat([Buffer.from('--o\r\nContent-Type: message/rfc822\r\n\r\n'), inner, Buffer.from('\r\n--o--\r\n')]),
    )
    const read = readLetter(outer)
    expect(read.parts.map(({ path, role, name }) => `${path} ${role} ${name}`)).toEqual([
      '1 letter 里面.eml',
      '1.1.1 other ',
      '1.1.2 file 文.docx',
    ])
    expect(read.letter.doubts.map(one => one.code)).toEqual(['message-inside'])
    expect(read.body).toEqual([])
  })

  it('says what of its form is not as it should be', () => {
    const head = ['From: a@b.cn', 'Content-Type: multipart/mixed; boundary=b']
    expect(codes(letter(head, '--b\n\nx'))).toEqual(['boundary-missing'])
    expect(codes(letter(head, 'x'))).toEqual(['boundary-missing'])
    expect(codes(letter(['From: a@b.cn', 'no field at all'], 'x'))).toEqual(['header-broken'])
    expect(codes(letter(['From: a@b.cn\0', 'Subject: x'], 'x'))).toEqual(['header-broken'])
    expect(codes(letter(['From: a@b.cn', ...Array.from({ length: 300 }, (_, at) => `X-${at}: y`)]))).toEqual([
      'headers-too-many',
    ])
    expect(codes(letter(['From: a@b.cn', `Subject: ${'x'.repeat(70_000)}`]))).toEqual(['headers-too-many'])
    expect(codes(letter([`From: a@b.cn`, `To: ${'a@b.cn,'.repeat(150)}`]))).toEqual(['addresses-too-many'])
    expect(codes(letter(['From: a@b.cn', 'Content-Type: application/ms-tnef; name=winmail.dat'], 'x'))).toEqual([
      'winmail',
    ])
    expect(codes(letter(['From: a@b.cn', 'Content-Transfer-Encoding: base64'], '%%%'))).toEqual(['encoding-wrong'])
  })

  it('ends at its limits and not in a loop: parts in parts, and parts without end', () => {
    let deep: Buffer = letter(['Content-Type: text/plain'], 'x')
    for (let at = 0; at < 60; at += 1)
      deep = letter(
        [`Content-Type: multipart/mixed; boundary=b${at}`],
        Buffer.concat([Buffer.from(`--b${at}\r\n`), deep, Buffer.from(`\r\n--b${at}--\r\n`)]),
      )
    expect(codes(deep)).toContain('too-deep')
    const many = letter(['Content-Type: multipart/mixed; boundary=b'], '--b\n\nx\n'.repeat(500))
    expect(codes(many)).toContain('parts-too-many')
    expect(readLetter(many).parts.length).toBeLessThanOrEqual(201)
  })
})

/** What a charset's name may look like, and how its bytes may be carried. */
const NAMES = [
  'gb2312',
  'GB2312',
  'gbk',
  'GBK',
  'gb18030',
  'cp936',
  'x-gbk',
  'windows-936',
  'gb_2312-80',
  'csGB2312',
] as const
const WAYS = [
  'word-b',
  'word-q',
  'raw',
  'body-8bit',
  'body-base64',
  'body-qp',
  'name-raw',
  'name-word',
  'name-2231',
  'split',
] as const

const percents = (bytes: Buffer) => [...bytes].map(byte => `%${byte.toString(16).padStart(2, '0')}`).join('')
const quoted = (bytes: Buffer) =>
  [...bytes].map(byte => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')

function written(
  way: (typeof WAYS)[number],
  charset: string,
  text: string,
): { bytes: Buffer; read: (from: Buffer) => string } {
  const bytes = gbk(text)
  const subject = (line: string | Buffer) => ({
    bytes: letter(['From: a@b.cn', line]),
    read: (from: Buffer) => readLetter(from).letter.subject,
  })
  const body = (encoding: string, content: Buffer) => ({
    bytes: letter(
      ['From: a@b.cn', `Content-Type: text/plain; charset="${charset}"`, `Content-Transfer-Encoding: ${encoding}`],
      content,
    ),
    read: (from: Buffer) => plainOf(readLetter(from).body),
  })
  const name = (line: string | Buffer) => ({
    bytes: letter(['From: a@b.cn', 'Content-Type: application/octet-stream', line]),
    read: (from: Buffer) => readLetter(from).parts[0]?.name ?? '',
  })
  switch (way) {
    case 'word-b':
      return subject(`Subject: ${word(charset, bytes)}`)
    case 'word-q':
      return subject(`Subject: =?${charset}?Q?${quoted(bytes)}?=`)
    case 'raw':
      return subject(bytesOfLine('Subject: ', bytes))
    case 'split':
      return subject(`Subject: ${word(charset, bytes.subarray(0, 5))}\r\n\t${word(charset, bytes.subarray(5))}`)
    case 'body-8bit':
      return body('8bit', bytes)
    case 'body-base64':
      return body('base64', Buffer.from(bytes.toString('base64')))
    case 'body-qp':
      return body('quoted-printable', Buffer.from(quoted(bytes)))
    case 'name-raw':
      return name(bytesOfLine('Content-Disposition: attachment; filename="', bytes, '"'))
    case 'name-word':
      return name(`Content-Disposition: attachment; filename="${word(charset, bytes)}"`)
    case 'name-2231':
      return name(`Content-Disposition: attachment; filename*=${charset}''${percents(bytes)}`)
  }
}

describe('the table of charsets', () => {
  it('gives the expected text in each of a thousand cases: every name, every way, ten texts', () => {
    const wrong: string[] = []
    let cases = 0
    for (const charset of NAMES)
      for (const way of WAYS)
        for (let at = 0; at < 10; at += 1) {
          // Across all of GBK, also where a second byte is a backslash, a quote's neighbour or an at sign.
          const text = Array.from(
            { length: 7 },
            (_, place) => HAN[(at * 2_003 + place * 331 + cases * 7) % HAN.length],
          ).join('')
          const { bytes, read } = written(way, charset, text)
          const got = read(bytes)
          cases += 1
          if (got !== text) wrong.push(`${charset} ${way}: ${text} → ${got}`)
        }
    expect(cases).toBe(1_000)
    expect(wrong).toEqual([])
  })
})

describe('letters of unknown origin', () => {
  const composed = async (seed: number): Promise<Buffer> =>
    new MailComposer({
      from: '"某局" <ju@yanggu.example.cn>',
      to: 'bianji@liaocheng.example.cn',
      subject: `第 ${seed} 封：治理见效`,
      text: `正文 ${seed}，完成 12 处。`,
      html: `<p>正文 ${seed}，完成 <b>12</b> 处。</p>`,
      attachments: [{ filename: `附件 ${seed}.docx`, content: Buffer.from(`PK ${seed}`) }],
    })
      .compile()
      .build()

  it('are read as another reader reads them, when they are well formed', async () => {
    for (let seed = 0; seed < 10; seed += 1) {
      const raw = await composed(seed)
      const [ours, theirs] = [readLetter(raw), await simpleParser(raw)]
      expect(ours.letter.subject).toBe(theirs.subject)
      expect(ours.letter.messageId).toBe(theirs.messageId)
      expect(plainOf(ours.body)).toBe(theirs.text?.trim())
      expect(ours.parts.at(-1)?.name).toBe(theirs.attachments[0]?.filename)
      expect(
        Buffer.from(ours.parts.at(-1)?.bytes ?? []).equals(theirs.attachments[0]?.content ?? Buffer.alloc(0)),
      ).toBe(true)
    }
  })

  it('crash nothing, whatever was changed, cut out or put in: some thousands of them', async () => {
    const bases = [
      await composed(1),
      plain('某局 <a@b.cn>', '标题', '正文'),
      withFiles(['From: a@b.cn'], '甲', [{ name: '乙.txt', bytes: gbk('丙丁') }]),
    ]
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.nat(40),
      put: fc.uint8Array({ maxLength: 12 }),
    })
    fc.assert(
      fc.property(fc.constantFrom(...bases), fc.array(change, { minLength: 1, maxLength: 6 }), (base, changes) => {
        let raw: Buffer = base
        for (const { at, cut, put } of changes) {
          const place = Math.floor(at * raw.length)
          raw = Buffer.concat([raw.subarray(0, place), put, raw.subarray(place + cut)])
        }
        readLetter(raw)
      }),
      { numRuns: 3_000 },
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), raw => void readLetter(raw)),
      { numRuns: 1_000 },
    )
  })

  it('take time in proportion to their length, whatever they are made of', () => {
    const megabyte = (text: string) => Buffer.from(text.repeat(Math.ceil(1_000_000 / text.length)))
    // Quadratic work on a megabyte, or on a field of 64 KiB, would take longer than a test may.
    for (const text of ['=?', '=?a?b?', '(', '"', '<', '--b\n', '%', "'", ';a*0=', '\r', ': ', '<p', 'a@']) {
      for (const head of [['Content-Type: multipart/mixed; boundary=b'], []]) readLetter(letter(head, megabyte(text)))
      for (const name of ['From', 'Subject', 'Content-Type', 'Authentication-Results'])
        readLetter(
          Buffer.concat([Buffer.from(`${name}: `), megabyte(text).subarray(0, 65_000), Buffer.from('\r\n\r\n')]),
        )
    }
  }, 20_000)
})
