import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import { lastDay, localDate, type Period, period } from '../../src/domain/calendar.ts'
import type { ArticleId, FactId } from '../../src/domain/model.ts'
import { OPENING, score } from '../../src/domain/score.ts'
import { digestOf } from '../../src/server/close.ts'
import { factsPosted } from '../../src/server/facts.ts'
import { closeOf, openLedger } from '../../src/server/months.ts'
import { openDatabases } from '../support/databases.ts'
import { Refused } from '../support/story.ts'
import { adoption, credit, openWorld, record, type World } from '../support/world.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const MONTHS = ['2023-07', '2023-08', '2023-09'].map(period)
const UNITS = ['阳谷局', '临清局', '人事科', '财审科', '测绘管理科', '市林业发展中心']

/** Things people do, in any order; a refusal is an answer like another. */
const Step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('record' as const),
      unit: fc.constantFrom(...UNITS),
      month: fc.nat(2),
      day: fc.integer({ min: 1, max: 28 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('adopt' as const),
      which: fc.nat(20),
      unit: fc.constantFrom(...UNITS),
      month: fc.nat(2),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('forward' as const),
      which: fc.nat(20),
      unit: fc.constantFrom(...UNITS),
      month: fc.nat(2),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('retract' as const), which: fc.nat(30) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('adjust' as const),
      unit: fc.constantFrom(...UNITS),
      points: fc.integer({ min: -300, max: 300 }),
      month: fc.nat(2),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'close' as const }) },
)
type Step = typeof Step extends fc.Arbitrary<infer T> ? T : never

interface Past {
  readonly articles: ArticleId[]
  readonly facts: FactId[]
  number: number
}

const at = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)]
const day = (month: number, of = 15) => localDate(`${MONTHS[month]}-${String(of).padStart(2, '0')}`)

async function take(world: World, past: Past, step: Step): Promise<void> {
  const { story, editor, chief, unit } = world
  const as = { as: editor }
  switch (step.kind) {
    case 'record':
      past.articles.push(await record(world, `稿件之${++past.number}`, step.unit, day(step.month, step.day)))
      return
    case 'adopt': {
      const article = at(past.articles, step.which)
      if (article !== undefined)
        past.facts.push(
          (await story.call('article.adopt', adoption(world, article, step.unit, day(step.month)), as)).fact,
        )
      return
    }
    case 'forward': {
      const article = at(past.articles, step.which)
      if (article === undefined) return
      const up = { article, level: 'city', to: '市政府', outlet: `第${past.number}种`, on: day(step.month) } as const
      past.facts.push((await story.call('forwarding.record', { ...up, credits: [credit(unit(step.unit))] }, as)).fact)
      return
    }
    case 'retract': {
      const fact = at(past.facts, step.which)
      if (fact !== undefined) await story.call('fact.retract', { fact, reason: '误登' }, as)
      return
    }
    case 'adjust': {
      const why = { component: '采用', reason: '奖惩', decider: '局领导', document: '' }
      const input = { ...why, unit: unit(step.unit), points: step.points, occurredOn: day(step.month) }
      past.facts.push((await story.call('adjustment.record', input, { as: chief })).fact)
      return
    }
    default: {
      const open = (await story.call('period.list', {})).periods.find(one => one.state === 'open')
      if (open !== undefined) await story.call('period.close', { period: open.period }, { as: chief })
    }
  }
}

/** LED-04, 05, 12, 13, 14, of every month. */
async function assertLedger({ story }: World): Promise<void> {
  await story.database.read(async db => {
    const ledger = await openLedger(db, story.office)
    let before = new Map<string, number>()
    for (const row of ledger.periods) {
      const month = await ledger.month(row.period)
      const entries = await ledger.entries(row.period)
      const facts = (await factsPosted(db, story.office, row.period)).map(({ fact }) => fact)
      const totals = new Map<string, number>()
      for (const { group, rows } of month.groups) {
        for (const unit of rows) {
          const own = entries.filter(entry => entry.unit === unit.unit)
          const sum = (some: typeof own) => some.reduce((total, entry) => total + entry.points, 0)
          expect(sum(own.filter(entry => entry.component !== OPENING))).toBe(unit.month)
          expect(unit.yearTotal).toBe((before.get(unit.unit) ?? 0) + sum(own))
          expect(unit.rank).toBe(1 + rows.filter(other => other.yearTotal > unit.yearTotal).length)
          totals.set(unit.unit, unit.yearTotal)
        }
        expect(rows.length, group.name).toBeGreaterThan(0)
      }
      // What a closed month was frozen from still gives it, in whatever order it is read.
      const units = month.groups.flatMap(({ group, rows }) => rows.map(({ unit }) => ({ id: unit, group: group.key })))
      const again = score({ ruleSet: month.rules.ruleSet, period: row.period, facts: [...facts].reverse(), units })
      expect(entries.filter(entry => entry.about === null)).toEqual(again)
      before = totals
    }
  })
}

/** Every retraction nets to zero over all months: what is left is what the facts that stand give. */
async function assertNet({ story }: World): Promise<void> {
  await story.database.read(async db => {
    const ledger = await openLedger(db, story.office)
    const all = []
    for (const row of ledger.periods)
      all.push(...(await factsPosted(db, story.office, row.period)).map(({ fact }) => fact))
    const gone = new Set(all.flatMap(fact => (fact.type === 'retraction' ? [fact.of] : [])))
    const due = new Map<string, number>()
    const got = new Map<string, number>()
    const add = (sums: Map<string, number>, unit: string, points: number) =>
      sums.set(unit, (sums.get(unit) ?? 0) + points)
    for (const row of ledger.periods) {
      const month = await ledger.month(row.period)
      const units = month.groups.flatMap(({ group, rows }) => rows.map(({ unit }) => ({ id: unit, group: group.key })))
      const facts = all.filter(fact => fact.posting === row.period && !gone.has(fact.id))
      for (const entry of score({ ruleSet: month.rules.ruleSet, period: row.period, facts, units }))
        add(due, entry.unit, entry.points)
      for (const entry of await ledger.entries(row.period)) add(got, entry.unit, entry.points)
    }
    for (const [unit, points] of due) expect(got.get(unit) ?? 0).toBe(points)
  })
}

it('a ledger balances after any history, and closed months can be worked out again from their facts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(Step, { minLength: 8, maxLength: 30 }), async steps => {
      const world = await openWorld(databases, 'sqlite')
      world.story.day('2023-10-08')
      const past: Past = { articles: [], facts: [], number: 0 }
      for (const step of steps) {
        await take(world, past, step).catch((error: unknown) => {
          if (!(error instanceof Refused)) throw error
        })
      }
      await assertLedger(world)
      await assertNet(world)
      expect(world.story.logged).toEqual([])
    }),
    { numRuns: 12 },
  )
})

it('a closed month keeps the fingerprint of its facts and rules', async () => {
  const world = await openWorld(databases, 'sqlite')
  const { story, chief } = world
  const july: Period = period('2023-07')
  const article = await record(world, '一篇', '阳谷局', lastDay(july))
  await story.call('article.adopt', adoption(world, article, '阳谷局', lastDay(july)), { as: world.editor })
  const before = await story.database.read(async db => digestOf(await (await openLedger(db, story.office)).open(july)))
  await story.call('period.close', { period: july }, { as: chief })
  const digest = await story.database.read(async db => {
    const ledger = await openLedger(db, story.office)
    return (await closeOf(db, story.office, ledger.row(july))).digest
  })
  expect(digest).toBe(before)
})
