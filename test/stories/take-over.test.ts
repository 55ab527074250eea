import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { period } from '../../src/domain/calendar.ts'
import type { StandingRow } from '../../src/domain/model.ts'
import { decimalOf } from '../../src/domain/points.ts'
import { dump } from '../../src/server/db/dump.ts'
import { officeOf } from '../../src/server/offices.ts'
import { DIALECTS, openDatabases } from '../support/databases.ts'
import { EXPECTED, openStory, SEED, type Story } from '../support/story.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const JUNE = period('2023-06')
const NAME = '2023年6月通报.txt'

async function rowsOf(story: Story, month = JUNE): Promise<StandingRow[]> {
  return (await story.call('standing.list', { period: month })).groups.flatMap(group => group.rows)
}

/** All rows but those of who called and what was handed in. */
async function ledgerOf(story: Story): Promise<string> {
  const calls = /^(idempotency|activity|activity_head|upload|file|fact_seq) /
  return (await dump(story.database))
    .split('\n')
    .filter(line => !calls.test(line))
    .join('\n')
}

const edited = (from: string | RegExp, to: string): Buffer => Buffer.from(SEED.toString('utf8').replace(from, to))

describe.each(DIALECTS)('the June notice taken over on %s', dialect => {
  let story: Story
  let report: Awaited<ReturnType<Story['take']>>
  beforeAll(async () => {
    story = await openStory(databases, dialect)
    report = await story.take()
  })

  it('gives month, year and rank of all 43 rows as they were printed', async () => {
    expect(report).toMatchObject({ period: JUNE, changed: true, units: 43, groups: 4, adoptions: 118, openings: 43 })
    const rows = new Map((await rowsOf(story)).map(row => [row.name as string, row]))
    expect(rows.size).toBe(43)
    for (const { unit, monthPoints, yearPoints, rank } of EXPECTED.rows) {
      const row = rows.get(unit)
      expect(row && { month: decimalOf(row.month), year: decimalOf(row.yearTotal), rank: row.rank }, unit).toEqual({
        month: monthPoints ?? 0,
        year: yearPoints,
        rank,
      })
    }
    const [month] = (await story.call('period.list', {})).periods
    expect(month).toMatchObject({
      period: JUNE,
      state: 'closed',
      ruleSet: '聊城市自然资源和规划局信息宣传工作考核办法',
    })
    expect(story.logged).toEqual([])
  })

  it('reports the one number that text and table do not share, and which names it took for others', async () => {
    expect(report.differences.map(({ unit, column }) => `${unit} ${column}`)).toEqual(['财审科 报省市'])
    expect(report.aliases).toContainEqual({ written: '保护地管理科', unit: '自然保护地管理科' })
    const { units } = await story.call('unit.list', {})
    const nature = units.find(unit => unit.name === '自然保护地管理科')
    expect(nature?.aliases.map(alias => alias.name)).toEqual(['保护地管理科'])
  })

  it('changes nothing the second time', async () => {
    const before = await ledgerOf(story)
    expect(await story.take()).toEqual({ ...report, changed: false })
    expect(await ledgerOf(story)).toBe(before)
  })

  it('refuses another notice for the same month, and a month out of order', async () => {
    const before = await ledgerOf(story)
    const other = await story.upload(edited('396条', '397条'), '另一份.txt')
    expect(await story.refusal('notice.import', other)).toBe('import-conflict')
    const may = await story.upload(edited(/6 ?月/g, '5月'), '5月.txt')
    expect(await story.refusal('notice.import', may)).toBe('period-order')
    expect(await ledgerOf(story)).toBe(before)
  })
})

describe.each(DIALECTS)('an old notice on %s', dialect => {
  it('takes one of many at the same moment, and tells the others so', async () => {
    const story = await openStory(databases, dialect)
    const { file } = await story.upload(SEED, NAME)
    const reports = await Promise.all(
      Array.from({ length: 4 }, () => story.call('notice.import', { file, name: NAME })),
    )
    expect(reports.filter(report => report.changed)).toHaveLength(1)
    expect(await rowsOf(story)).toHaveLength(43)
  })

  it('writes nothing in a rehearsal and says the same', async () => {
    const story = await openStory(databases, dialect)
    const { file } = await story.upload(SEED, NAME)
    const before = await ledgerOf(story)
    const rehearsed = await story.call('notice.import', { file, name: NAME }, { dryRun: true })
    expect(await ledgerOf(story)).toBe(before)
    expect(await story.call('notice.import', { file, name: NAME })).toEqual(rehearsed)
  })

  it('refuses to guess names when it is told to be strict, and leaves nothing', async () => {
    const story = await openStory(databases, dialect)
    const { file } = await story.upload(SEED, NAME)
    expect(await story.refusal('notice.import', { file, name: NAME, strict: true })).toBe('unit-unknown')
    expect(await story.call('period.list', {})).toEqual({ periods: [] })
  })

  it('chooses no rule set for an office that none was made for, but takes the one it is told', async () => {
    const story = await openStory(databases, dialect)
    const foreign = edited(/聊城市自然资源和规划局/g, '某市自然资源局')
    const sent = await story.upload(foreign, '某市.txt')
    expect(await story.refusal('notice.import', sent)).toBe('rule-set-missing')
    expect(await story.refusal('notice.import', { ...sent, rules: { id: 'none-such' } })).toBe('rule-set-missing')
    expect(await story.refusal('notice.import', { ...sent, rules: { source: 'id: [' } })).toBe('rule-set-invalid')
    const source = readFileSync('rule-sets/lc-2023.yaml', 'utf8')
    expect((await story.call('notice.import', { ...sent, rules: { source } })).changed).toBe(true)
    expect((await story.database.read(officeOf))?.name).toBe('某市自然资源局')
  })

  it('reports rows that the rules do not reproduce and keeps to facts and rules', async () => {
    const story = await openStory(databases, dialect)
    // 阳谷局 states 6 points for 5 adoptions and one point more in the month: the rules give 4 and 29.
    const report = await story.take(
      edited('阳谷局	17		5	4	4	20	4	5	29	148.5	1', '阳谷局	17		5	6	4	20	4	5	31	148.5	1'),
    )
    expect(report.differences.filter(one => one.unit === '阳谷局').map(one => one.column)).toEqual([
      '采用信息·记分',
      '本月分数',
      '累计分数',
      // The head sentence says 4 as well.
      '采用信息·记分',
    ])
    const row = (await rowsOf(story)).find(one => one.name === '阳谷局')
    expect(row && decimalOf(row.month)).toBe(29)
  })

  it('does not show another office what was handed in here', async () => {
    const story = await openStory(databases, dialect)
    expect(await story.refusal('notice.import', { file: 'a'.repeat(64), name: NAME })).toBe('not-found')
    expect(await story.refusal('audit.read', { file: 'a'.repeat(64), name: NAME })).toBe('not-found')
    const { sm3 } = await story.deps.files.put(SEED)
    expect(await story.refusal('audit.read', { file: sm3, name: NAME })).toBe('not-found')
  })
})

describe('what cannot be taken over', () => {
  it.each([
    ['an empty file', '', 'file-empty'],
    ['a text without tables', '关于2023年6月有关工作的通知\n\n请各单位认真落实。\n', 'notice-unreadable'],
    [
      'a table without a month',
      '单位\t上报篇数\t本月分数\t累计分数\n甲局\t3\t5\t10\n乙局\t2\t4\t8\n',
      'notice-no-period',
    ],
    ['bytes that are no document', '\u0000\u0001\u0002\u0003'.repeat(50), 'file-unreadable'],
  ])('is refused as %s', async (_what, text, code) => {
    const story = await openStory(databases, 'sqlite')
    const sent = await story.upload(Buffer.from(text), 'x.txt')
    expect(await story.refusal('notice.import', sent)).toBe(code)
    expect(await story.call('period.list', {})).toEqual({ periods: [] })
  })
})
