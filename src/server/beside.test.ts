import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabases } from '../../test/support/databases.ts'
import { type Door, openDoor, said } from '../../test/support/door.ts'
import { contactOf } from '../domain/print/slip.ts'
import { HANDLERS } from './actions/index.ts'
import { readDocument } from './documents.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

describe('papers beside the operations', () => {
  let door: Door
  const cookies = new Map<string, string>()
  let [commission, forwarding] = ['', '']
  beforeAll(async () => {
    door = await openDoor(databases, { handlers: HANDLERS })
    await door.account('editor', ['editor'])
    await door.account('jia', ['correspondent'], { unit: 'unt_off_1_1' })
    await door.account('yi', ['correspondent'], { unit: 'unt_off_1_2' })
    await door.account('shenji', ['audit-admin'])
    for (const who of ['editor', 'jia', 'yi', 'shenji']) cookies.set(who, await door.enter(who))
    commission = await asked(['unt_off_1_1'])
    forwarding = String(
      said(
        await call('forwarding.record', {
          article: await entered(),
          to: '市政府',
          outlet: '',
          level: 'city',
          on: '2023-07-01',
          credits: [{ unit: 'unt_off_1_1', weight: 1 }],
        }),
      ).forwarding,
    )
  })
  const call = (name: string, input: unknown) => door.call(name, input, { cookie: cookies.get('editor') ?? '' })
  async function asked(units: readonly string[]): Promise<string> {
    const saved = said(
      await call('commission.save', {
        title: '要素保障中的困难',
        source: '市政府办公室',
        level: 'city',
        upperDueOn: '2023-07-20',
        dueOn: '2023-07-14',
        requirements: '写困难，提建议。',
        materials: [{ kind: 'figure', text: '报批宗数' }],
        contact: '信息科 0635-1234567',
        units,
      }),
    )
    const step = { ...saved, step: 'issue', on: null, adopted: [], comment: '' }
    const { state: _state, ...input } = Object.fromEntries(Object.entries(step))
    expect((await call('commission.step', input)).statusCode).toBe(200)
    return String(saved.commission)
  }
  async function entered(): Promise<string> {
    const answer = await call('article.enter', {
      title: '甲局提速',
      body: [{ kind: 'paragraph', runs: [{ text: '正文一段。' }] }],
      units: ['unt_off_1_1'],
      receivedOn: '2023-07-01',
      genre: null,
      commission: null,
      contact: { name: '', phone: '' },
      files: [],
    })
    return String(said(answer).article)
  }
  const get = (url: string, who: string) =>
    door.app.inject({ url, headers: { host: '127.0.0.1:3000', cookie: cookies.get(who) ?? '' } })
  const textOf = async (bytes: Buffer) => JSON.stringify((await readDocument(bytes, '约稿通知单.docx')).blocks)

  it('a commission slip has what was asked, by whom and until when', async () => {
    const answer = await get(`/api/commission/${commission}/slip.docx`, 'editor')
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-disposition']).toContain('attachment')
    const text = await textOf(answer.rawPayload)
    for (const words of [
      '约稿通知单',
      '要素保障中的困难',
      '市政府办公室',
      '写困难，提建议。',
      '1.数据：报批宗数',
      '甲局',
    ])
      expect(text).toContain(words)
    for (const words of ['2023年7月14日', '信息科', '0635-1234567']) expect(text).toContain(words)
  })

  it('is the unit’s that was asked and no other’s', async () => {
    expect((await get(`/api/commission/${commission}/slip.docx`, 'jia')).statusCode).toBe(200)
    const foreign = await get(`/api/commission/${commission}/slip.docx`, 'yi')
    const nowhere = await get('/api/commission/com_none/slip.docx', 'yi')
    const strange = await get('/api/commission/x/slip.docx', 'yi')
    for (const answer of [foreign, nowhere, strange])
      expect({ ...said(answer), requestId: '' }).toEqual({ ...said(foreign), requestId: '', code: 'not-found' })
    expect(said(await get(`/api/commission/${commission}/slip.docx`, 'shenji')).code).toBe('forbidden')
    expect(said(await get(`/api/commission/${commission}/slip.docx`, 'nobody')).code).toBe('not-signed-in')
  })

  it('what went up is the office’s to read again, byte for byte', async () => {
    const answer = await get(`/api/forwarding/${forwarding}/paper.docx`, 'editor')
    expect(await textOf(answer.rawPayload)).toContain('正文一段。（甲局）')
    expect(said(await get(`/api/forwarding/${forwarding}/paper.docx`, 'jia')).code).toBe('not-found')
    expect(said(await get('/api/forwarding/fwd_none/paper.docx', 'editor')).code).toBe('not-found')
  })

  it.each([
    ['信息科 0635-1234567', '信息科', '0635-1234567'],
    ['信息科，电话：1234567', '信息科，电话', '1234567'],
    ['信息科', '信息科', ''],
    ['三楼301', '三楼301', ''],
    ['', '', ''],
  ])('parts %j into a name and a telephone', (written, contact, phone) => {
    expect(contactOf(written)).toEqual({ contact, phone })
  })
})
