import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDate, type Period, period } from '../../src/domain/calendar.ts'
import type { ArticleId } from '../../src/domain/model.ts'
import { decimalOf } from '../../src/domain/points.ts'
import type { Actor } from '../../src/server/context.ts'
import { dump } from '../../src/server/db/dump.ts'
import { DIALECTS, openDatabases } from '../support/databases.ts'
import { openStory, PASSWORD } from '../support/story.ts'
import { adoption, credit, openWorld, record, rowOf, type World } from '../support/world.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const [JUNE, JULY, AUGUST] = [period('2023-06'), period('2023-07'), period('2023-08')]

const stateOf = async ({ story }: World): Promise<Record<string, string>> =>
  Object.fromEntries((await story.call('period.list', {})).periods.map(one => [one.period, one.state]))

/** Rows of a table, as they are stored. */
const stored = async ({ story }: World, table: string): Promise<string[]> =>
  (await dump(story.database)).split('\n').filter(line => line.startsWith(`${table} `))

describe.each(DIALECTS)('July and August 2023 on %s', dialect => {
  let world: World
  let article: ArticleId
  let adopted: Awaited<ReturnType<typeof adopt>>
  const adopt = (one: ArticleId, name: string, on: string) =>
    world.story.call('article.adopt', adoption(world, one, name, localDate(on)), { as: world.editor })

  beforeAll(async () => {
    world = await openWorld(databases, dialect)
  })

  it('count an adoption in its own month while that is open, on top of the year before', async () => {
    article = await record(world, '阳谷县开展汛期排查', '阳谷局', localDate('2023-07-03'))
    adopted = await adopt(article, '阳谷局', '2023-07-10')
    expect(adopted).toMatchObject({ posting: JULY, late: false })
    const row = await rowOf(world, JULY, '阳谷局')
    expect([decimalOf(row.month), decimalOf(row.yearTotal), row.rank, row.previousRank]).toEqual([1, 149.5, 1, 1])
  })

  it('ask before the same title is recorded again, and adopt it in one issue only once', async () => {
    const again = {
      title: '阳谷县开展汛期 排查',
      receivedOn: localDate('2023-07-04'),
      units: [credit(world.unit('阳谷局'))],
    }
    const as = { as: world.editor }
    expect(await world.story.refusal('article.record', again, as)).toBe('likely-duplicate')
    expect(
      await world.story.refusal('article.adopt', adoption(world, article, '临清局', localDate('2023-07-11')), as),
    ).toBe('already-adopted')
  })

  it('refuse days that have not come, and units that are not there', async () => {
    const as = { as: world.editor }
    const future = { title: '未来的稿件', receivedOn: localDate('2023-08-02'), units: [credit(world.unit('阳谷局'))] }
    expect(await world.story.refusal('article.record', future, as)).toBe('day-outside')
    const nobody = {
      title: '别处的稿件',
      receivedOn: localDate('2023-07-03'),
      units: [{ unit: 'unt_none', weight: 1 }],
    }
    expect(await world.story.refusal('article.record', nobody, as)).toBe('not-found')
  })

  it('are not closed out of order, early without a reason, or by the one who alone recorded', async () => {
    const { story, chief } = world
    expect(await story.refusal('period.close', { period: AUGUST }, { as: chief })).toMatch(
      /period-(order|unknown|too-early)/,
    )
    story.day('2023-07-20')
    expect(await story.refusal('period.close', { period: JULY }, { as: chief })).toBe('period-too-early')
    story.day('2023-08-01')
    const both: Actor = { ...world.editor, callers: ['signed-in', 'editor', 'chief'] }
    expect(await story.refusal('period.close', { period: JULY }, { as: both })).toBe('four-eyes')
    expect(await stateOf(world)).toEqual({ [JUNE]: 'closed', [JULY]: 'open' })
  })

  it('are frozen by a close exactly as the rehearsal said', async () => {
    const { story, chief, editor } = world
    const preview = await story.call('period.preview', { period: JULY }, { as: editor })
    expect(preview.remarks.map(remark => remark.code)).toContain('silent')
    const closed = await story.call('period.close', { period: JULY }, { as: chief })
    expect(closed).toMatchObject({ state: 'closed', closedBy: 'chief君' })
    expect(closed.digest).toMatch(/^[0-9a-f]{64}$/)
    const { groups } = await story.call('standing.list', { period: JULY })
    expect(groups).toEqual(preview.standings.groups)
    expect(await stateOf(world)).toMatchObject({ [JULY]: 'closed', [AUGUST]: 'open' })
  })

  it('answer a second close like the first, and add no row', async () => {
    const { story, chief } = world
    const rows = async () => [
      await stored(world, 'close'),
      await stored(world, 'entry'),
      await stored(world, 'standing'),
    ]
    const before = await rows()
    const again = await story.call('period.close', { period: JULY }, { as: chief })
    expect(again).toEqual((await story.call('period.list', {})).periods.find(one => one.period === JULY))
    expect(await rows()).toEqual(before)
  })

  it('take a late fact into August and say so', async () => {
    const late = await record(world, '临清市补报的稿件', '临清局', localDate('2023-07-28'))
    const recorded = await adopt(late, '临清局', '2023-07-31')
    expect(recorded).toMatchObject({ posting: AUGUST, late: true })
    expect(decimalOf((await rowOf(world, AUGUST, '临清局')).month)).toBe(1)
    const { entries } = await world.story.call('entry.list', { period: AUGUST, unit: world.unit('临清局') })
    expect(entries.flatMap(entry => entry.reasons.map(reason => reason.late))).toEqual([true])
  })

  it('leave a closed month as it is when one of its facts is retracted, and make the difference good later', async () => {
    const { story, editor } = world
    const before = await rowOf(world, JULY, '阳谷局')
    const retracted = { fact: adopted.fact, reason: '重复登记' }
    expect(await story.call('fact.retract', retracted, { as: editor })).toMatchObject({ posting: AUGUST, late: true })
    expect(await rowOf(world, JULY, '阳谷局')).toEqual(before)
    const { entries } = await story.call('entry.list', { period: AUGUST, unit: world.unit('阳谷局') })
    expect(entries.map(entry => [entry.about, decimalOf(entry.points)])).toEqual([[JULY, -1]])
    expect(entries[0]?.sentence).toContain('2023年7月')
    const now = await rowOf(world, AUGUST, '阳谷局')
    expect([decimalOf(now.month), decimalOf(now.yearTotal)]).toEqual([-1, 148.5])
    expect(await story.refusal('fact.retract', retracted, { as: editor })).toBe('already-retracted')
  })

  it('let an article be adopted again once its adoption was retracted', async () => {
    const again = await adopt(article, '阳谷局', '2023-08-01')
    expect(again).toMatchObject({ posting: AUGUST, late: false })
    expect(decimalOf((await rowOf(world, AUGUST, '阳谷局')).month)).toBe(0)
  })

  it('are opened again only by a second chief with a reason, and only the last one', async () => {
    const { story, chief, editor } = world
    const second = await story.person('chief2', ['chief'])
    const ask = (month: Period, account: string, password = PASSWORD) =>
      story.refusal('period.reopen', { period: month, reason: '更正', second: { account, password } }, { as: chief })
    expect(await ask(JULY, 'chief')).toBe('four-eyes')
    expect(await ask(JULY, 'editor')).toBe('four-eyes')
    expect(await ask(JULY, 'chief2', 'wrong')).toBe('wrong-login')
    expect(await ask(JUNE, 'chief2')).toBe('period-order')
    expect(await ask(AUGUST, 'chief2')).toBe('step-not-allowed')
    expect(second.user).not.toBe(editor.user)
  })

  it('keep what was frozen when they are opened again, and freeze a new generation', async () => {
    const { story, chief } = world
    const before = await stored(world, 'standing')
    const second = { account: 'chief2', password: PASSWORD }
    const opened = await story.call('period.reopen', { period: JULY, reason: '更正', second }, { as: chief })
    expect(opened.state).toBe('open')
    expect(await stored(world, 'standing')).toEqual(before)
    const row = await rowOf(world, JULY, '阳谷局')
    await story.call('period.close', { period: JULY }, { as: chief })
    expect(await rowOf(world, JULY, '阳谷局')).toEqual(row)
    const after = await stored(world, 'standing')
    expect(after.length).toBe(before.length + 43)
    const [reopened] = (await stored(world, 'close')).filter(line => line.includes('"reopen_reason":"更正"'))
    expect(reopened).toContain('chief君、chief2君')
  })

  it('close early when there is a reason, which is kept', async () => {
    const { story, chief } = world
    story.day('2023-08-30')
    await story.call('period.close', { period: AUGUST, early: '系统切换' }, { as: chief })
    expect((await stored(world, 'close')).some(line => line.includes('"reason":"系统切换"'))).toBe(true)
  })

  it('log every command, refused ones too, in an unbroken chain', async () => {
    const auditor = await world.story.person('auditor', ['audit-admin'])
    const log = await world.story.call('activity.list', { limit: 200 }, { as: auditor })
    expect(log.intact).toBe(true)
    expect(log.activities.map(one => one.operation)).toEqual(expect.arrayContaining(['月结', '撤销月结']))
    expect(world.story.logged).toEqual([])
  })
})

describe.each(DIALECTS)('a fact and a close at the same moment on %s', dialect => {
  it('come wholly one after the other, and the person is told which month it counts in', async () => {
    const world = await openWorld(databases, dialect)
    const { story, chief, editor } = world
    const articles: ArticleId[] = []
    for (const number of [1, 2, 3, 4, 5, 6])
      articles.push(await record(world, `同时登记的稿件之${number}`, '阳谷局', localDate('2023-07-05')))
    const [closed, ...facts] = await Promise.all([
      story.call('period.close', { period: JULY }, { as: chief }),
      ...articles.map(one =>
        story.call('article.adopt', adoption(world, one, '阳谷局', localDate('2023-07-20')), { as: editor }),
      ),
    ])
    expect(closed.state).toBe('closed')
    const inJuly = facts.filter(fact => fact.posting === JULY)
    expect(inJuly.every(fact => !fact.late)).toBe(true)
    expect(facts.filter(fact => fact.posting === AUGUST).every(fact => fact.late)).toBe(true)
    expect(decimalOf((await rowOf(world, JULY, '阳谷局')).month)).toBe(inJuly.length)
    expect(decimalOf((await rowOf(world, AUGUST, '阳谷局')).month)).toBe(facts.length - inJuly.length)
  })
})

describe('a month that nobody keeps', () => {
  it('is said to be unknown', async () => {
    const story = await openStory(databases, 'sqlite')
    for (const name of ['standing.list', 'notice.compose'] as const)
      expect(await story.refusal(name, { period: JUNE })).toBe('period-unknown')
  })
})
