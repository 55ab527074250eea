import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DIALECTS, openDatabases } from '../../../test/support/databases.ts'
import { openWorld, type World } from '../../../test/support/world.ts'
import { period } from '../../domain/calendar.ts'
import { NoticePrint } from '../../domain/notice/composing/office-form.ts'
import type { NoticeTableForm } from '../../domain/notice/composing/table-form.ts'
import { readDocument } from '../documents.ts'
import { readFor } from '../notices.ts'
import { readBeside } from '../pipeline.ts'
import { noticeFile } from './notice.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const JUNE = period('2023-06')

describe.each(DIALECTS)('the form of an office’s notices on %s', dialect => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(databases, dialect)
  })
  const as = () => ({ as: world.editor })
  const form = () => world.story.call('notice-form.get', {}, as())
  const preview = (table: NoticeTableForm | null) =>
    world.story.call('notice-form.preview', { period: JUNE, table }, as())

  it('begins with the usual columns and those of other offices', async () => {
    const { version, table, usual, components, shipped, periods, print } = await form()
    expect({ version, table, components, periods: periods.includes(JUNE) }).toEqual({
      version: 1,
      table: null,
      components: ['采用', '约稿', '基础分'],
      periods: true,
    })
    expect(usual.columns.map(({ head }) => head).slice(0, 3)).toEqual(['上报篇数', '采用信息', '约稿'])
    expect(shipped.map(({ id }) => id)).toEqual(['huolinguole', 'tongzhou', 'zhalantun'])
    expect(print).toEqual(NoticePrint.parse({}))
  })

  it('shows the tables of a month as they would be, and keeps nothing', async () => {
    const { usual } = await form()
    const before = await preview(null)
    expect(before.tables.map(({ rows, headRows }) => rows.length - headRows)).toEqual([12, 20, 3, 8])
    const one = await preview({ ...usual, rank: 'first', tables: 'together', totalRow: true, blanks: 'zero' })
    expect(one.tables).toHaveLength(1)
    expect(one.tables[0]?.rows[0]?.slice(0, 2).map(({ text }) => text)).toEqual(['总排名', '单位'])
    expect(one.tables[0]?.more).toBe(44 - 40)
    expect((await form()).table).toBeNull()
  })

  it('is saved once, and not over what somebody else saved meanwhile', async () => {
    const { usual, version } = await form()
    const table: NoticeTableForm = {
      ...usual,
      rank: 'first',
      tables: 'together',
      zeroRows: 'named',
      columns: [
        { head: '其一', feed: { from: 'count', count: 'submittedYear' } },
        {
          head: '采用',
          columns: [
            { head: '其二', feed: { from: 'number', component: '采用' } },
            { head: '其三', feed: { from: 'year-points', component: '采用' } },
          ],
        },
        ...usual.columns.slice(1),
      ],
    }
    const print = NoticePrint.parse({
      fonts: 'windows',
      ordinal: '、',
      mark: '某局文件',
      number: '某通报〔{年}〕{月}号',
      remark: '此件公开发布',
      copyTo: '省厅办公室',
      printingOffice: '某局办公室',
    })
    const input = { version, table, print }
    expect((await world.story.call('notice-form.save', input, as())).version).toBe(2)
    expect(await world.story.refusal('notice-form.save', input, as())).toBe('stale-version')
    expect(await form()).toMatchObject({ version: 2, table, print })
  })

  it('gives a notice that is read back as it was meant, with nothing to find', async () => {
    const { story, editor } = world
    const view = await story.call('notice.compose', { period: JUNE }, as())
    expect(view.notice.tables.map(({ columns }) => columns[1]?.heads)).toEqual([['其一']])
    expect(view.findings.filter(({ severity }) => severity !== 'question')).toEqual([])
    const call = { operation: 'notice.compose', input: { period: JUNE }, actor: editor, office: story.office } as const
    const answer = await readBeside(story.deps, { ...call, requestId: 'r' }, context => noticeFile(context, JUNE))
    if (!('found' in answer)) throw new Error(answer.refusal.body)
    const { blocks } = await readDocument(answer.found.bytes, '通报.docx')
    const read = await story.database.read(db => readFor(db, story.office, blocks))
    expect(read.unread).toEqual([])
    expect(read.notice.tables[0]?.rows).toHaveLength(43)
    expect(read.notice.title?.text).toBe(view.notice.title?.text)
  })

  it('explains a column of a document once', async () => {
    const { story } = world
    const bytes = Buffer.from(
      '关于5月份政务信息采用情况的通报\n\n单位\t网评\t本月得分\n阳谷局\t3\t8\n临清局\t1\t2\n莘县局\t2\t3\n',
    )
    const sent = await story.upload(bytes, '五月.txt', as())
    const audited = () => story.call('audit.read', sent, as())
    expect((await audited()).unread.map(({ reason }) => reason)).toEqual(['“网评”栏不知所指，未核对'])
    const columns = [{ heads: ['网评'], measure: 'submitted' as const }]
    expect((await story.call('audit.explain', { columns }, as())).columns).toEqual(columns)
    expect((await audited()).unread).toEqual([])
    await story.call('audit.explain', { columns: [{ heads: ['网评'], measure: 'other' }] }, as())
    expect((await audited()).unread).toHaveLength(1)
  })

  it('is for editors and chiefs only', async () => {
    const reader = await world.story.person(`reader-${dialect}`, ['reader'])
    expect(await world.story.refusal('notice-form.get', {}, { as: reader })).toBe('forbidden')
  })
})
