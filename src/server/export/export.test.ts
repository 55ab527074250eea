import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabases } from '../../../test/support/databases.ts'
import { type Door, openDoor, PASSWORD, said } from '../../../test/support/door.ts'
import { EXPORTED, exportAddress } from '../../api/export.ts'
import { API } from '../../api.ts'
import { ACCESS } from '../../domain/access.ts'
import { HANDLERS } from '../actions/index.ts'
import { operations } from '../openapi.ts'
import { readFile } from '../reading/read.ts'
import { EXPORT_LIMITS } from './export.ts'
import { columnName, workbookOf } from './workbook.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const HOSTILE = [
  '=1+1',
  '+86 635 123',
  '-1',
  '@SUM(A1)',
  '\t=1',
  ' =HYPERLINK("http://x")',
  '＝1+1',
  '－2',
  '＠x',
  '<b>&"quoted"</b>',
  `坏字符\u0000\u0008\ufffe${'\ud800'}完`,
  'https://example.gov.cn',
]
const sheetOf = (bytes: Uint8Array): string =>
  strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml'] ?? new Uint8Array())

describe('a workbook', () => {
  const bytes = workbookOf({
    title: '稿件/池*',
    mark: '某局 & 导出',
    heads: ['题目', '分'],
    rows: [...HOSTILE.map(text => [text, 4.5]), [null, -3]],
  })

  it('has words as words, never a formula or a link, and marks those that begin like one', () => {
    const xml = sheetOf(bytes)
    expect(xml).not.toMatch(/<f[ >]|<hyperlink|t="s"|t="str"/)
    const style = (text: string) =>
      new RegExp(`s="(\\d)" t="inlineStr"><is><t xml:space="preserve">${text}`).exec(xml)?.[1]
    for (const text of ['=1', '\\+86', '-1', '@SUM', '\t=1', ' =HYPER', '＝1', '－2', '＠x'])
      expect(style(text)).toBe('3')
    expect(style('https')).toBe('0')
    expect(xml).toContain('<v>4.5</v>')
    expect(xml).toContain('<v>-3</v>')
    expect(['\u0000', '\u0008', '\ufffe'].filter(mark => xml.includes(mark))).toEqual([])
  })

  it('is read back as it was written', async () => {
    const { content } = await readFile(bytes, '表.xlsx')
    const text = JSON.stringify(content)
    for (const written of ['=1+1', '＝1+1', '题目', '某局 & 导出', '坏字符完', '4.5']) expect(text).toContain(written)
  })

  it('is the same bytes for the same rows', () => {
    const sheet = { title: '表', mark: '', heads: ['a'], rows: [['1']] }
    expect(workbookOf(sheet)).toEqual(workbookOf(sheet))
  })

  it('counts its columns as spreadsheets do', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'])
  })
})

describe('lists that go out', () => {
  let door: Door
  let cookies: Record<string, string> = {}
  beforeAll(async () => {
    door = await openDoor(databases, { handlers: HANDLERS })
    for (const [account, role] of [
      ['system', 'system-admin'],
      ['shenji', 'audit-admin'],
      ['bianji', 'editor'],
    ] as const) {
      await door.account(account, [role], { name: `=${account}` })
      cookies = { ...cookies, [account]: await door.enter(account) }
    }
    await door.account('jiaju', ['correspondent'], { unit: 'unt_off_1_1' })
    cookies = { ...cookies, jiaju: await door.enter('jiaju') }
  })
  const get = (url: string, account?: string) =>
    door.app.inject({
      method: 'GET',
      url,
      headers: { host: '127.0.0.1:3000', ...(account === undefined ? {} : { cookie: cookies[account] ?? '' }) },
    })

  it('are all that have pages, but what is only for the moment', () => {
    const paged = operations().filter(name => 'total' in API[name].output.shape && API[name].effect === 'query')
    const beside = ['todo.list', 'message.list', 'search.find', 'commission.list']
    expect(paged.length).toBeGreaterThan(8)
    expect(paged.filter(name => !EXPORTED.some(one => one === name) && !beside.includes(name))).toEqual([])
    for (const name of EXPORTED) expect(ACCESS).toHaveProperty([name])
  })

  it('carry who took them and when, and stand in the log with their number of rows', async () => {
    const answer = await get(exportAddress('user.list', {}), 'system')
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-disposition']).toContain('attachment')
    const xml = sheetOf(answer.rawPayload)
    expect(xml).toContain('=system 于 2023-07-01 08:00 导出，共 4 行')
    const row = await door.database.read(db =>
      db.selectFrom('activity').selectAll().orderBy('seq', 'desc').limit(1).executeTakeFirstOrThrow(),
    )
    expect(row).toMatchObject({ operation: 'user.list', subject: '导出《用户与角色》4 行', result: 'ok' })
  })

  it('have all pages', async () => {
    await door.database.write(async db => {
      for (let at = 0; at < 450; at += 1)
        await db
          .insertInto('article')
          .values({
            id: `art_x${at}`,
            office_id: 'off_1',
            title: `第 ${at} 篇`,
            title_key: `k${at}`,
            body: '',
            received_on: '2023-06-02',
            created_at: '2023-06-02T00:00:00.000Z',
            created_by: 'usr_1',
            version: 1,
          })
          .execute()
    })
    const xml = sheetOf((await get(exportAddress('article.list', {}), 'bianji')).rawPayload)
    for (const at of [0, 199, 200, 399, 449]) expect(xml).toContain(`第 ${at} 篇<`)
    expect(xml).toContain('共 451 行')
  })

  it('hold for a unit only its own', async () => {
    const xml = sheetOf((await get(exportAddress('article.list', {}), 'jiaju')).rawPayload)
    expect(xml).toContain('共 0 行')
    const other = await get(exportAddress('unit.people', { unit: 'unt_off_1_2' }), 'jiaju')
    const nowhere = await get(exportAddress('unit.people', { unit: 'unt_nowhere' }), 'jiaju')
    expect(said(other)).toMatchObject({ code: 'not-found' })
    expect({ ...said(other), requestId: '' }).toEqual({ ...said(nowhere), requestId: '' })
  })

  it('refuse what the list itself refuses', async () => {
    expect(said(await get(exportAddress('user.list', {})))).toMatchObject({ code: 'not-signed-in' })
    expect(said(await get(exportAddress('user.list', {}), 'bianji'))).toMatchObject({ code: 'forbidden' })
    expect(said(await get('/api/export/user.create.xlsx?input={}', 'system'))).toMatchObject({ code: 'not-found' })
    expect(said(await get('/api/export/user.list.xlsx?input=%7B%22x%22:1%7D', 'system'))).toMatchObject({
      code: 'invalid-input',
    })
    expect(said(await get('/api/export/user.list.xlsx?input=%7B', 'system'))).toMatchObject({ code: 'invalid-input' })
    expect(said(await get('/api/export/user.list.xlsx', 'system'))).toMatchObject({ code: 'invalid-input' })
  })

  it('need the password again for the operations log', async () => {
    const ask = () => get(exportAddress('activity.list', {}), 'shenji')
    expect((await ask()).statusCode).toBe(200)
    door.pass(11)
    expect(said(await ask())).toMatchObject({ code: 'confirm-needed' })
    await door.call('session.confirm', { password: PASSWORD }, { cookie: cookies.shenji ?? '' })
    expect((await ask()).statusCode).toBe(200)
  })

  it('are refused to whoever takes too many', async () => {
    const statuses: number[] = []
    for (let n = 0; n <= EXPORT_LIMITS.exports; n += 1)
      statuses.push((await get(exportAddress('unit.list', {}), 'bianji')).statusCode)
    expect(statuses.filter(status => status === 200).length).toBeLessThanOrEqual(EXPORT_LIMITS.exports)
    expect(statuses.at(-1)).toBe(429)
    door.pass(EXPORT_LIMITS.minutes + 1)
    expect((await get(exportAddress('unit.list', {}), 'bianji')).statusCode).toBe(200)
  })
})
