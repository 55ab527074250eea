/** Letters as bytes, written line by line: what a test says is what is sent. */
const CRLF = '\r\n'

/** The bytes GB18030 has for a text of its two-byte characters and ASCII, found by asking the decoder. */
export function gbk(text: string): Buffer {
  return Buffer.concat(
    [...text].map(character => {
      if (character < '\x80') return Buffer.from(character, 'latin1')
      const bytes = GBK.get(character)
      if (bytes === undefined) throw new Error(`${character} has no two bytes in GBK`)
      return bytes
    }),
  )
}

const GBK: ReadonlyMap<string, Buffer> = (() => {
  const decoder = new TextDecoder('gb18030')
  const found = new Map<string, Buffer>()
  for (let high = 0x81; high <= 0xfe; high += 1)
    for (let low = 0x40; low <= 0xfe; low += 1) {
      if (low === 0x7f) continue
      const bytes = Buffer.from([high, low])
      const text = decoder.decode(bytes)
      if ([...text].length === 1 && !found.has(text)) found.set(text, bytes)
    }
  return found
})()

/** All Han characters of two bytes, in the order of GBK. */
export const HAN = [...GBK.keys()].filter(character => /\p{Script=Han}/u.test(character))

export const word = (charset: string, bytes: Buffer): string => `=?${charset}?B?${bytes.toString('base64')}?=`

/** Head lines and a body → the bytes of a letter. Lines are strings of UTF-8, or bytes as they are. */
export const letter = (head: readonly (string | Buffer)[], body: string | Buffer = ''): Buffer =>
  Buffer.concat([
    ...head.flatMap(line => [typeof line === 'string' ? Buffer.from(line) : line, Buffer.from(CRLF)]),
    Buffer.from(CRLF),
    typeof body === 'string' ? Buffer.from(body.replace(/\r?\n/g, CRLF)) : body,
  ])

/** A plain letter in UTF-8. */
export const plain = (from: string, subject: string, body: string, more: readonly string[] = []): Buffer =>
  letter(
    [
      `From: ${from}`,
      'To: bianji@liaocheng.example.cn',
      `Subject: ${word('utf-8', Buffer.from(subject))}`,
      'Date: Thu, 20 Jul 2023 09:00:00 +0800',
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      ...more,
    ],
    Buffer.from(body)
      .toString('base64')
      .replace(/(.{76})/g, '$1\r\n'),
  )

/** A letter with attachments. */
export const withFiles = (
  head: readonly string[],
  body: string,
  files: readonly { readonly name: string; readonly bytes: Uint8Array; readonly type?: string }[],
): Buffer =>
  letter(
    [...head, 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="=_sheng"'],
    [
      '--=_sheng',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      body,
      ...files.flatMap(({ name, bytes, type = 'application/octet-stream' }) => [
        '--=_sheng',
        `Content-Type: ${type}`,
        `Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent(name)}`,
        'Content-Transfer-Encoding: base64',
        '',
        Buffer.from(bytes)
          .toString('base64')
          .replace(/(.{76})/g, '$1\r\n'),
      ]),
      '--=_sheng--',
      '',
    ].join(CRLF),
  )
