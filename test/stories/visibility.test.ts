import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDate, period } from '../../src/domain/calendar.ts'
import { UnitId } from '../../src/domain/model.ts'
import type { Actor } from '../../src/server/context.ts'
import { DIALECTS, openDatabases } from '../support/databases.ts'
import { Refused } from '../support/story.ts'
import { adoption, openWorld, record, type World } from '../support/world.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const JULY = period('2023-07')

describe.each(DIALECTS)('a correspondent on %s', dialect => {
  let world: World
  let own: Actor
  let homeless: Actor
  beforeAll(async () => {
    world = await openWorld(databases, dialect)
    own = await world.story.person('yanggu', ['correspondent'], world.unit('阳谷局'))
    homeless = await world.story.person('nobody', ['correspondent'])
    for (const name of ['阳谷局', '临清局']) {
      const article = await record(world, `${name}的稿件`, name, localDate('2023-07-05'))
      await world.story.call('article.adopt', adoption(world, article, name, localDate('2023-07-10')), {
        as: world.editor,
      })
    }
  })

  it('sees all ranks, but facts, articles and entries of the own unit only', async () => {
    const { story } = world
    const { groups } = await story.call('standing.list', { period: JULY }, { as: own })
    expect(groups.flatMap(group => group.rows)).toHaveLength(43)
    const { facts, total } = await story.call('fact.list', { period: JULY }, { as: own })
    expect([facts.length, total]).toEqual([2, 2])
    expect(new Set(facts.flatMap(one => one.units))).toEqual(new Set(['阳谷局']))
    const { articles } = await story.call('article.list', { period: JULY }, { as: own })
    expect(articles.map(article => article.title)).toEqual(['阳谷局的稿件'])
    const entries = await story.call('entry.list', { period: JULY, unit: world.unit('阳谷局') }, { as: own })
    expect(entries.entries).toHaveLength(1)
  })

  it('gets the same answer for another unit as for one that does not exist', async () => {
    const { story } = world
    const said = async (unit: UnitId) => {
      const answers: string[] = []
      for (const name of ['entry.list', 'fact.list', 'article.list'] as const)
        await story.call(name, { period: JULY, unit }, { as: own }).catch((error: unknown) => {
          if (!(error instanceof Refused)) throw error
          answers.push(`${error.code} ${error.message}`)
        })
      return answers
    }
    const foreign = await said(world.unit('临清局'))
    expect(foreign).toHaveLength(3)
    expect(foreign).toEqual(await said(UnitId.parse('unt_none')))
  })

  it('sees nothing without a unit', async () => {
    const { story } = world
    const as = { as: homeless }
    expect(await story.call('fact.list', { period: JULY }, as)).toEqual({ facts: [], total: 0 })
    expect(await story.call('article.list', {}, as)).toEqual({ articles: [], total: 0 })
    expect(await story.call('commission.table', {}, as)).toEqual({ commissions: [], total: 0, more: false })
  })

  it('sees of a commission only what the own unit did', async () => {
    const { commissions } = await world.story.call('commission.table', { period: period('2023-06') }, { as: own })
    expect(commissions).toHaveLength(4)
    expect(commissions.map(one => [one.asked, one.state])).toEqual(commissions.map(() => [1, 'closed']))
  })

  it('may not record, close or issue', async () => {
    const { story } = world
    expect(await story.refusal('period.close', { period: JULY }, { as: own })).toBe('forbidden')
    expect(await story.refusal('notice.compose', { period: JULY }, { as: own })).toBe('not-found')
    const input = {
      title: 'x',
      receivedOn: localDate('2023-07-05'),
      units: [{ unit: world.unit('阳谷局'), weight: 1 }],
    }
    expect(await story.refusal('article.record', input, { as: own })).toBe('forbidden')
  })
})
