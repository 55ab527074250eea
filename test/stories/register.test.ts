import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDate, period } from '../../src/domain/calendar.ts'
import { decimalOf } from '../../src/domain/points.ts'
import { DIALECTS, openDatabases } from '../support/databases.ts'
import { adoption, openWorld, record, rowOf, type World } from '../support/world.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const [JUNE, JULY, AUGUST] = [period('2023-06'), period('2023-07'), period('2023-08')]

describe.each(DIALECTS)('the register on %s', dialect => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(databases, dialect)
  })

  it('keeps points with a unit that is renamed, and the old name where it was printed', async () => {
    const { story, editor } = world
    const unit = world.unit('用途管制科')
    const renamed = await story.call('unit.rename', { unit, name: '国土空间用途管制科', from: JULY }, { as: editor })
    expect(renamed.name).toBe('国土空间用途管制科')
    expect(renamed.aliases).toContainEqual({ name: '用途管制科', from: null, to: JUNE })
    const [before, after] = [await rowOf(world, JUNE, '用途管制科'), await rowOf(world, JULY, '国土空间用途管制科')]
    expect([before.unit, before.yearTotal]).toEqual([after.unit, after.yearTotal])
    const { units } = await story.call('unit.list', { period: JUNE })
    expect(units.find(one => one.id === unit)?.name).toBe('用途管制科')
  })

  it('refuses a name or alias that is another unit’s, however it is typed', async () => {
    const { story, editor } = world
    const unit = world.unit('临清局')
    expect(await story.refusal('unit.alias', { unit, name: '阳 谷局', remove: false }, { as: editor })).toBe(
      'duplicate-name',
    )
    expect(await story.refusal('unit.alias', { unit, name: '保护地管理科', remove: false }, { as: editor })).toBe(
      'alias-taken',
    )
    const group = (await story.call('unit.list', {})).groups[0]
    if (group === undefined) throw new Error('no group')
    expect(await story.refusal('unit.create', { name: '阳谷局', group: group.id, from: JULY }, { as: editor })).toBe(
      'duplicate-name',
    )
  })

  it('adds and removes an alias, but no former name', async () => {
    const { story, editor } = world
    const unit = world.unit('临清局')
    const with_ = await story.call('unit.alias', { unit, name: '临清市局', remove: false }, { as: editor })
    expect(with_.aliases.map(alias => alias.name)).toEqual(['临清市局'])
    const without = await story.call('unit.alias', { unit, name: '临清市局', remove: true }, { as: editor })
    expect(without.aliases).toEqual([])
    const former = { unit: world.unit('用途管制科'), name: '用途管制科', remove: true }
    expect(await story.refusal('unit.alias', former, { as: editor })).toBe('step-not-allowed')
  })

  it('moves a unit to another group from an open month on; closed months stay', async () => {
    const { story, editor } = world
    const { groups } = await story.call('unit.list', {})
    const to = groups.find(group => group.name.includes('B类'))
    if (to === undefined) throw new Error('no B类')
    const unit = world.unit('综合科')
    expect(await story.refusal('unit.move', { unit, group: to.id, from: JUNE }, { as: editor })).toBe('period-closed')
    expect((await story.call('unit.move', { unit, group: to.id, from: JULY }, { as: editor })).group).toBe(to.id)
    const groupIn = async (month: typeof JUNE) =>
      (await story.call('standing.list', { period: month })).groups.find(one => one.rows.some(row => row.unit === unit))
        ?.group.name
    expect(await groupIn(JUNE)).toContain('A类')
    expect(await groupIn(JULY)).toContain('B类')
    // B类 gives its 基础分 without a condition; the unit's earlier points came along.
    const row = await rowOf(world, JULY, '综合科')
    expect([decimalOf(row.month), decimalOf(row.yearTotal)]).toEqual([5, 61.5])
  })

  it('counts a unit from the month on in which it joined', async () => {
    const { story, editor } = world
    const group = (await story.call('unit.list', {})).groups[0]
    if (group === undefined) throw new Error('no group')
    const unit = await story.call('unit.create', { name: '新设分局', group: group.id, from: AUGUST }, { as: editor })
    const names = async (month: typeof JUNE) =>
      (await story.call('unit.list', { period: month })).units.map(one => one.name)
    expect(await names(JULY)).not.toContain('新设分局')
    expect(await names(AUGUST)).toContain('新设分局')
    const early = { title: '早了', receivedOn: localDate('2023-07-05'), units: [{ unit: unit.id, weight: 1 }] }
    expect(await story.refusal('article.record', early, { as: editor })).toBe('not-found')
  })

  it('shows the month at a glance: what waits, who leads, who lacks what', async () => {
    const { story, chief, editor } = world
    const article = await record(world, '一篇稿件', '阳谷局', localDate('2023-07-05'))
    await story.call('article.adopt', adoption(world, article, '阳谷局', localDate('2023-07-10')), { as: editor })
    const view = await story.call('overview.get', {}, { as: chief })
    expect(view).toMatchObject({
      period: JULY,
      state: 'open',
      daysLeft: -1,
      received: 1,
      adoptedArticles: 1,
      adoptionCredits: 1,
    })
    const { todos } = await story.call('todo.list', {}, { as: chief })
    expect(todos.map(one => one.kind)).toEqual(['close'])
    expect(view.leaders[0]?.rows[0]).toMatchObject({ name: '阳谷局', rank: 1 })
    expect(view.baseMissing.find(one => one.name === '临清局')?.missing).toBe('报省市 1 篇')
    const { ruleSets } = await story.call('rule-set.list', {})
    expect(ruleSets.flatMap(one => one.examples.map(example => example.holds))).not.toContain(false)
  })
})
