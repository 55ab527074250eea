import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDate, period } from '../../src/domain/calendar.ts'
import type { Notice } from '../../src/domain/notice/notice.ts'
import { readNotice } from '../../src/domain/notice/read.ts'
import { decimalOf, pointsOfHundredths } from '../../src/domain/points.ts'
import { noticeFile } from '../../src/server/actions/notice.ts'
import { readDocument } from '../../src/server/documents.ts'
import { readBeside } from '../../src/server/pipeline.ts'
import { DIALECTS, openDatabases } from '../support/databases.ts'
import { EXPECTED, openStory, type Story } from '../support/story.ts'
import { adoption, openWorld, record, rowOf, signNotice, type World } from '../support/world.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const [JUNE, JULY] = [period('2023-06'), period('2023-07')]

/** What the June notice, as it was printed, is asked about its titles. */
const ABOUT_TITLES: readonly string[] = [
  'commission-wording',
  'same-story',
  'source-differs',
  'title-cut',
  'title-ending',
  'title-wording',
]

async function fileOf(story: Story, month = JUNE): Promise<Buffer> {
  const call = {
    operation: 'notice.compose',
    input: {},
    actor: story.console,
    office: story.office,
    requestId: 'r',
  } as const
  const answer = await readBeside(story.deps, call, context => noticeFile(context, month))
  if ('refusal' in answer) throw new Error(answer.refusal.body)
  return answer.found.bytes
}

const readBack = async (bytes: Buffer) => readNotice((await readDocument(bytes, '通报.docx')).blocks)

/** A row's twelve cells as decimals: the name and eleven numbers, null where it is blank. */
const rowsOf = (notice: Notice) =>
  notice.tables.flatMap(table =>
    table.rows.map(row => [
      row.unit,
      ...row.cells.map(cell => (cell !== null && 'x100' in cell ? decimalOf(pointsOfHundredths(cell.x100)) : null)),
    ]),
  )

describe.each(DIALECTS)('the notice of June, composed from the ledger on %s', dialect => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(databases, dialect)
  })

  it('has every cell of the 43 rows and each of the 168 titles as printed, read back from its file', async () => {
    const { notice, unread } = await readBack(await fileOf(world.story))
    expect(unread).toEqual([])
    expect(rowsOf(notice)).toEqual(
      EXPECTED.rows.map(row => [
        row.unit,
        row.submitted,
        row.upperAdopted,
        row.bulletinAdopted,
        row.adoptionPoints,
        row.commissions,
        row.commissionPoints,
        row.forwarded,
        row.basePoints,
        row.monthPoints,
        row.yearPoints,
        row.rank,
      ]),
    )
    const titles = notice.lists.map(list => list.items.map(item => `${item.kind} ${item.title}`).sort())
    expect(titles).toEqual(EXPECTED.rows.map(row => row.detail.items.map(item => `${item.kind} ${item.title}`).sort()))
    expect(titles.flat()).toHaveLength(168)
    expect(notice.issuedOn).toBe('2023-07-31')
  })

  it('is the same bytes each time', async () => {
    expect(await fileOf(world.story)).toEqual(await fileOf(world.story))
  })

  it('has no error, handed in as a file by somebody of the office', async () => {
    const sent = await world.story.upload(await fileOf(world.story), '通报.docx', { as: world.editor })
    const { findings, unread, notice } = await world.story.call('audit.read', sent, { as: world.editor })
    expect(findings.filter(finding => finding.severity === 'error')).toEqual([])
    expect(unread).toEqual([])
    expect(notice.period).toBe(JUNE)
  })

  it('asks nothing about titles of the register, which a paper from elsewhere is asked about', async () => {
    const { story, editor } = world
    const asked = async (bytes: Buffer, name: string) => {
      const { findings } = await story.call('audit.read', await story.upload(bytes, name, { as: editor }), {
        as: editor,
      })
      return [...new Set(findings.map(({ code }) => code))].filter(code => ABOUT_TITLES.includes(code)).sort()
    }
    expect(await asked(await fileOf(story), '通报.docx')).toEqual([])
    expect(await asked(readFileSync('fixtures/notices/lc-2023-06/source.txt'), '通报.txt')).toEqual(ABOUT_TITLES)
  })

  it('goes out once its month is closed, and then neither changes nor is opened again', async () => {
    const { story, chief, editor } = world
    const issue = { period: JULY, issuedOn: localDate('2023-08-01') }
    expect(await story.refusal('notice.issue', issue, { as: chief })).toBe('step-not-allowed')
    const article = await record(world, '七月的稿件', '阳谷局', localDate('2023-07-05'))
    await story.call('article.adopt', adoption(world, article, '阳谷局', localDate('2023-07-10')), { as: editor })
    await story.call('period.close', { period: JULY }, { as: chief })
    expect(await story.refusal('notice.issue', issue, { as: chief })).toBe('step-not-allowed')
    await signNotice(world, JULY)
    expect(await story.refusal('notice.issue', { ...issue, issuedOn: localDate('2023-08-02') }, { as: chief })).toBe(
      'day-outside',
    )
    const draft = await story.call('notice.compose', { period: JULY })
    expect(draft.findings).toEqual([])
    const { sm3 } = await story.call('notice.issue', issue, { as: chief })
    const view = await story.call('notice.compose', { period: JULY })
    expect(view).toMatchObject({ state: 'issued', issued: { by: 'chief君', sm3 }, notice: { issuedOn: '2023-08-01' } })
    expect(view.notice.tables).toEqual(draft.notice.tables)
    const stored = await fileOf(story, JULY)
    expect(stored).toEqual(await story.deps.files.get(sm3))
    const { notice } = await readBack(stored)
    expect(notice.issuedOn).toBe('2023-08-01')
    expect(await story.refusal('notice.issue', issue, { as: chief })).toBe('notice-issued')
    const second = { account: 'chief', password: 'x' }
    expect(await story.refusal('period.reopen', { period: JULY, reason: '更正', second }, { as: chief })).toBe(
      'notice-issued',
    )
    const list = (await story.call('notice.list', {})).notices.map(one => [one.period, one.state])
    expect(list).toEqual([
      ['2023-08', 'open'],
      ['2023-07', 'issued'],
      ['2023-06', 'closed'],
    ])
  })

  it('is history for another office, which carries its totals on and takes no balance twice', async () => {
    const other = await openStory(databases, dialect)
    await other.take()
    const july = await fileOf(world.story, JULY)
    const report = await other.take(july, '7月.docx')
    expect(report).toMatchObject({ period: JULY, openings: 0, units: 0, groups: 0, differences: [] })
    const totals = (groups: { rows: { name: string; yearTotal: number; rank: number }[] }[]) =>
      groups.flatMap(group => group.rows.map(row => [row.name, row.yearTotal, row.rank]))
    expect(totals((await other.call('standing.list', { period: JULY })).groups)).toEqual(
      totals((await world.story.call('standing.list', { period: JULY })).groups),
    )
    const history = await other.call('standing.history', { period: JULY })
    expect(history.periods).toEqual([JUNE, JULY])
    const first = await rowOf({ ...world, story: other }, JULY, '阳谷局')
    expect(history.units.find(unit => unit.name === '阳谷局')).toMatchObject({
      yearTotals: [14850, first.yearTotal],
      ranks: [1, 1],
    })
  })
})
