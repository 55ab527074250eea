import { readFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabases } from '../../test/support/databases.ts'
import { type Door, openDoor, said } from '../../test/support/door.ts'
import { FILE_ROUTES } from '../api.ts'
import { layout } from '../domain/notice/layout.ts'
import { readNotice } from '../domain/notice/read.ts'
import { blocksOfText } from '../domain/notice/source.ts'
import { fileActions } from './actions/file.ts'
import { writeDocx } from './docx/write.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

/** The June notice with one number of 阳谷局 made wrong. */
function wrongNotice(): Uint8Array {
  const text = readFileSync('fixtures/notices/lc-2023-06/source.txt', 'utf8')
  const blocks = layout(readNotice(blocksOfText(text)).notice)
  const wrong = blocks.map(block =>
    block.kind === 'table'
      ? {
          ...block,
          rows: block.rows.map(row =>
            row[0]?.text === '阳谷局' ? row.map((cell, at) => (at === 9 ? { ...cell, text: '33' } : cell)) : row,
          ),
        }
      : block,
  )
  return writeDocx(wrong, { title: '', issuer: '', issuedOn: null, subject: '', keywords: '' })
}

describe('the document that was dropped, with its comments', () => {
  let door: Door
  let editor = ''
  let reader = ''
  let file = ''
  const bytes = wrongNotice()
  const upload = async (content: Uint8Array, name: string): Promise<string> => {
    const edge = 'edge-of-the-form'
    const head = `--${edge}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`
    const answer = await door.app.inject({
      method: 'POST',
      url: FILE_ROUTES.upload,
      headers: {
        host: '127.0.0.1:3000',
        origin: 'http://127.0.0.1:3000',
        'content-type': `multipart/form-data; boundary=${edge}`,
        'idempotency-key': `upload-${name.length}-${content.length}`,
        cookie: editor,
      },
      payload: Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${edge}--\r\n`)]),
    })
    return String(said(answer).file)
  }
  const get = (url: string, cookie: string) =>
    door.app.inject({ method: 'GET', url, headers: { host: '127.0.0.1:3000', cookie } })

  beforeAll(async () => {
    door = await openDoor(databases, { handlers: fileActions })
    const source = readFileSync('rule-sets/lc-2023.yaml', 'utf8')
    await door.database.write(db => db.updateTable('rule_set').set({ source }).execute())
    await door.account('editor', ['editor'])
    await door.account('reader', ['reader'])
    ;[editor, reader] = [await door.enter('editor'), await door.enter('reader')]
    file = await upload(bytes, '六月.docx')
  })

  it('says in a comment what is at odds, and is otherwise as it was', async () => {
    const answer = await get(FILE_ROUTES.annotated(file, '六月.docx'), editor)
    expect(answer.statusCode).toBe(200)
    expect(decodeURIComponent(String(answer.headers['content-disposition']))).toContain('六月（批注）.docx')
    const parts = unzipSync(answer.rawPayload)
    expect(strFromU8(parts['word/comments.xml'] ?? new Uint8Array())).toContain('阳谷局')
    const before = unzipSync(bytes)
    for (const name of ['word/styles.xml', 'word/settings.xml']) expect(parts[name]).toEqual(before[name])
  })

  it('is for whoever may have it checked, and for nobody else', async () => {
    const answer = await get(FILE_ROUTES.annotated(file, '六月.docx'), reader)
    expect(said(answer).code).toBe('forbidden')
    expect(said(await get(FILE_ROUTES.annotated(file, '六月.docx'), '')).code).toBe('not-signed-in')
  })

  it('is not there for a file nobody handed in, and says so of what is no .docx', async () => {
    expect(said(await get(FILE_ROUTES.annotated('0'.repeat(64), 'a.docx'), editor)).code).toBe('not-found')
    const text = await upload(Buffer.from('关于6月份政务信息采用情况的通报'), '六月.txt')
    const answer = said(await get(FILE_ROUTES.annotated(text, '六月.txt'), editor))
    expect(answer.code).toBe('file-unreadable')
    expect(answer.message).toContain('另存为 .docx')
  })
})
