import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { firstDay, lastDay, localDate, type Period, period, periodAfter } from '../../src/domain/calendar.ts'
import { type FactId, FactId as FactIdSchema } from '../../src/domain/model.ts'
import { DIALECTS, type Dialect, openDatabases } from '../support/databases.ts'
import { Refused } from '../support/story.ts'
import { adoption, credit, openWorld, type World } from '../support/world.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

/** T-11 in the size of the gate. */
const ROUNDS: Readonly<Record<Dialect, number>> = { sqlite: 8, postgres: 12 }
const CLOSERS = 20
const WRITERS = 40
const UNITS = ['阳谷局', '临清局', '高唐局', '莘县局'] as const

interface Round {
  /** What the closers were told the month was frozen from: closing what is closed gives what stands there. */
  readonly digests: readonly (string | null)[]
  readonly facts: readonly FactId[]
}

/** Everybody at once: some close the month, others record and retract what belongs to it. */
async function fire(world: World, month: Period, round: number): Promise<Round> {
  const { story, unit, editor, chief } = world
  const day = localDate(`${month}-15`)
  const facts: FactId[] = []
  const digests: (string | null)[] = []
  const writer = async (at: number) => {
    const name = UNITS[at % UNITS.length] ?? '阳谷局'
    const input = { title: `第 ${round} 轮第 ${at} 篇`, receivedOn: day, units: [credit(unit(name))] }
    const { article, fact } = await story.call('article.record', input, { as: editor })
    facts.push(FactIdSchema.parse(fact))
    const adopted = await story.call(
      'article.adopt',
      { ...adoption(world, article, name, day), issue: 1000 + round },
      { as: editor },
    )
    facts.push(FactIdSchema.parse(adopted.fact))
    if (at % 5 === 0) {
      const { fact: retraction } = await story.call(
        'fact.retract',
        { fact: adopted.fact, reason: '登记有误' },
        { as: editor },
      )
      facts.push(FactIdSchema.parse(retraction))
    }
  }
  const closer = async () => {
    try {
      digests.push((await story.call('period.close', { period: month }, { as: chief })).digest)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
    }
  }
  const orders = [
    ...Array.from({ length: WRITERS }, (_, at) => () => writer(at)),
    ...Array.from({ length: CLOSERS }, () => closer),
  ]
  // Closers in the midst of the writers, each round elsewhere.
  const mixed = orders
    .map((order, at) => ({ order, at: (at * 7919 + round * 104729) % orders.length }))
    .sort((a, b) => a.at - b.at)
  await Promise.all(mixed.map(({ order }) => order()))
  return { digests, facts }
}

/** What does not hold of a closed month, as sentences. */
async function faults({ story }: World, month: Period, { digests, facts }: Round): Promise<string[]> {
  return story.database.read(async db => {
    const rows = await db.selectFrom('close').selectAll().where('period', '=', month).execute()
    const recorded = await db
      .selectFrom('fact')
      .select(['id', 'type', 'posting', 'of_fact', 'seq'])
      .where('posting', 'in', [month, periodAfter(month)])
      .execute()
    const counted = await db
      .selectFrom('entry_fact')
      .innerJoin('entry', 'entry.id', 'entry_fact.entry_id')
      .select(['entry_fact.fact_id', 'entry.period'])
      .execute()
    const retracted = new Set(recorded.flatMap(row => (row.of_fact === null ? [] : [row.of_fact])))
    const inMonth = counted.filter(row => row.period === month).map(row => row.fact_id)
    const adopted = recorded.filter(row => row.type === 'adoption' && row.posting === month)
    return [
      ...(rows.length === 1 ? [] : [`${rows.length} closes are there`]),
      ...(digests.length > 0 && digests.every(digest => digest === rows[0]?.digest)
        ? []
        : ['closers were told different digests']),
      ...facts
        .filter(id => recorded.filter(row => row.id === id).length !== 1)
        .map(id => `${id} is not in exactly one month`),
      // Frozen with the month, or retracted in the month itself.
      ...adopted
        .filter(row => !retracted.has(row.id) && inMonth.filter(id => id === row.id).length !== 1)
        .map(row => `${row.id} is posted to ${month} and counted ${inMonth.filter(id => id === row.id).length} times`),
      ...inMonth.filter(id => !recorded.some(row => row.id === id)).map(id => `${id} is counted but not there`),
    ]
  })
}

describe.each(DIALECTS)('a month that is closed under fire, on %s', dialect => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(databases, dialect)
  })

  it('is closed once, with every fact in exactly one month, round after round', async () => {
    let month = period('2023-07')
    for (let round = 0; round < ROUNDS[dialect]; round += 1) {
      const next = periodAfter(month)
      world.story.day(firstDay(next))
      const result = await fire(world, month, round)
      expect({ month, faults: await faults(world, month, result) }).toEqual({ month, faults: [] })
      // What came too late is in the next month and moves the total there, none of it lost.
      const { groups } = await world.story.call('standing.list', { period: month })
      const { groups: again } = await world.story.call('standing.list', { period: month })
      expect(again).toEqual(groups)
      month = next
    }
    expect(lastDay(month) > '2023-12').toBe(true)
  })
})

/** The tooth: a fact that slips into the month after it was closed, as a check without its lock would let it. */
describe('a fact that comes into a closed month', () => {
  it('is found out', async () => {
    const world = await openWorld(databases, 'sqlite')
    const month = period('2023-07')
    world.story.day('2023-08-01')
    const result = await fire(world, month, 0)
    expect(await faults(world, month, result)).toEqual([])
    await world.story.database.write(async db => {
      await sql`drop trigger fact_period_open`.execute(db)
      await sql`drop trigger fact_no_update`.execute(db)
      const retracted = db.selectFrom('fact').select('of_fact').where('of_fact', 'is not', null)
      const late = await db
        .selectFrom('fact')
        .select('id')
        .where('type', '=', 'adoption')
        .where('posting', '!=', month)
        .where('id', 'not in', retracted)
        .executeTakeFirstOrThrow()
      await db.updateTable('fact').set({ posting: month }).where('id', '=', late.id).execute()
    })
    expect((await faults(world, month, result)).join()).toContain('counted 0 times')
  })
})
