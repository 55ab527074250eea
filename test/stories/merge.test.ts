import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDate, period } from '../../src/domain/calendar.ts'
import { dump } from '../../src/server/db/dump.ts'
import { DIALECTS, openDatabases } from '../support/databases.ts'
import { openWorld, record, rowOf, type World } from '../support/world.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const [june, july, august] = [period('2023-06'), period('2023-07'), period('2023-08')]

/** LED-11: a unit that ends keeps its months and its points; only its name leads elsewhere. */
describe.each(DIALECTS)('a unit that goes into another, on %s', dialect => {
  let world: World
  const merge = (more: object = {}) =>
    world.story.call(
      'unit.merge',
      {
        unit: world.unit('临清局'),
        into: world.unit('阳谷局'),
        from: august,
        reason: '机构改革',
        ...more,
      },
      { as: world.editor },
    )
  beforeAll(async () => {
    world = await openWorld(databases, dialect)
    await world.story.person('linqing', ['correspondent'], world.unit('临清局'))
    await record(world, '七月的一篇', '临清局', localDate('2023-07-05'))
  })

  it('cannot begin in a closed month, nor into itself', async () => {
    const before = await dump(world.story.database)
    const input = { unit: world.unit('临清局'), into: world.unit('阳谷局'), reason: '机构改革' }
    const as = { as: world.editor }
    expect(await world.story.refusal('unit.merge', { ...input, from: june }, as)).toBe('period-closed')
    expect(await world.story.refusal('unit.merge', { ...input, into: input.unit, from: august }, as)).toBe(
      'invalid-input',
    )
    const nowhere = { ...input, into: input.unit.replace(/.$/, 'x'), from: august }
    expect(await world.story.refusal('unit.merge', nowhere, as)).toBe('not-found')
    expect((await dump(world.story.database)).replace(/^activity.*\n/gm, '')).toBe(
      before.replace(/^activity.*\n/gm, ''),
    )
  })

  it('is named among the other’s aliases from then on, and says whose accounts remain', async () => {
    const answer = await merge()
    expect(answer.people).toEqual([{ name: 'linqing君', account: 'linqing' }])
    expect(answer.into.aliases).toContainEqual({ name: '临清局', from: august, to: null })
    const again = merge()
    await expect(again).rejects.toMatchObject({ code: 'step-not-allowed' })
  })

  it('is ranked in the months before with the points it had, and not afterwards', async () => {
    const before = await rowOf(world, july, '临清局')
    expect(before.yearTotal).toBeGreaterThan(0)
    expect((await rowOf(world, june, '临清局')).yearTotal).toBeGreaterThan(0)
    world.story.day('2023-08-20')
    await record(world, '八月的一篇', '阳谷局', localDate('2023-08-02'))
    const { groups } = await world.story.call('standing.list', { period: august })
    const names = groups.flatMap(group => group.rows).map(row => row.name)
    expect(names).toContain('阳谷局')
    expect(names).not.toContain('临清局')
  })

  it('gives the other none of its points', async () => {
    const [then, now] = [await rowOf(world, july, '阳谷局'), await rowOf(world, august, '阳谷局')]
    expect(now.yearTotal).toBe(then.yearTotal + now.month)
  })

  it('still gets what comes late for it', async () => {
    await record(world, '补记的一篇', '临清局', localDate('2023-08-03'))
    const { groups } = await world.story.call('standing.list', { period: august })
    expect(groups.flatMap(group => group.rows).map(row => row.name)).toContain('临清局')
  })

  it('leaves its name free for nobody else in the months it had it', async () => {
    const group = (await world.story.call('unit.list', {})).groups[0]?.id
    if (group === undefined) throw new Error('a group')
    const create = { name: '临清局', group, from: august }
    expect(await world.story.refusal('unit.create', create, { as: world.editor })).toMatch(/alias-taken|duplicate-name/)
  })
})
