import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabases } from '../../test/support/databases.ts'
import { type Door, openDoor, said } from '../../test/support/door.ts'
import { HANDLERS } from './actions/index.ts'
import { pdfAvailable } from './pdf.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

describe('the file of an issue', () => {
  let door: Door
  const cookies = { editor: '', jia: '', leader: '' }
  let issue = ''
  beforeAll(async () => {
    door = await openDoor(databases, { handlers: HANDLERS })
    await door.account('editor', ['editor'])
    await door.account('leader', ['reader'])
    await door.account('jia', ['correspondent'], { unit: 'unt_off_1_1' })
    for (const who of ['editor', 'jia', 'leader'] as const) cookies[who] = await door.enter(who)
    const begun = { bulletin: 'out_off_1', number: 10, totalNumber: 129, plannedOn: '2023-07-14' }
    issue = String(said(await door.call('issue.create', begun, { cookie: cookies.editor })).issue)
  })
  const get = (kind: 'docx' | 'pdf', who: keyof typeof cookies, id = issue) =>
    door.app.inject({
      method: 'GET',
      url: `/api/issue/${id}/paper.${kind}`,
      headers: { host: '127.0.0.1:3000', cookie: cookies[who] },
    })

  it('comes down as a Word file under its name, for whoever may read the issue', async () => {
    const answer = await get('docx', 'leader')
    expect(answer.rawPayload.subarray(0, 2).toString()).toBe('PK')
    expect(decodeURIComponent(String(answer.headers['content-disposition']))).toContain(
      '某局信息第10期（总第129期）.docx',
    )
    expect((await get('docx', 'jia')).statusCode).toBe(403)
    expect((await get('docx', 'editor', 'iss_999')).statusCode).toBe(404)
    expect((await get('docx', 'editor', 'art_1')).statusCode).toBe(404)
  })

  it('comes as a PDF, or with a sentence that says why not', async () => {
    const answer = await get('pdf', 'editor')
    if ((await pdfAvailable()).available) expect(answer.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
    else expect(said(answer)).toMatchObject({ code: 'pdf-unavailable', message: expect.stringContaining('.docx') })
  })
})
