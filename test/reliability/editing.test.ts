import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ArticleId } from '../../src/domain/model.ts'
import { HANDLERS } from '../../src/server/actions/index.ts'
import type { Actor, Handlers } from '../../src/server/context.ts'
import { run } from '../../src/server/pipeline.ts'
import { DIALECTS, type Dialect, openDatabases } from '../support/databases.ts'
import { openWorld, type World } from '../support/world.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const draft = (title: string) => ({
  title,
  body: [{ kind: 'paragraph' as const, runs: [{ text: '原稿，完成 12 处。' }] }],
  genre: null,
  outlet: null,
  commission: null,
  units: [],
  contact: { name: '', phone: '' },
  files: [],
})

interface Desk {
  readonly world: World
  readonly editors: readonly Actor[]
  readonly unit: Actor
  readonly handlers: Handlers
}

async function openDesk(dialect: Dialect, handlers: Partial<Handlers> = {}): Promise<Desk> {
  const world = await openWorld(databases, dialect)
  world.story.day('2023-07-20')
  const editors = [world.editor, world.chief]
  for (const name of ['e3', 'e4']) editors.push(await world.story.person(name, ['editor']))
  const unit = await world.story.person('unit', ['correspondent'], world.unit('阳谷局'))
  return { world, editors, unit, handlers: { ...HANDLERS, ...handlers } }
}

let nth = 0
/** One step of somebody: `read` first, `write` later with what was read, whatever happened in between. */
type Step = { readonly who: number; readonly what: 'edit' | 'receive' | 'keep' | 'comment' }

/**
 * T-06: steps of several people on one article in the order of a schedule. What must hold afterwards, as sentences where it does not: of those who
 * began with one version one won, every text that was acknowledged is kept, and nothing else is.
 */
async function interleaved(
  { world, editors, unit, handlers }: Desk,
  steps: readonly Step[],
  s: fc.Scheduler,
): Promise<string[]> {
  const { story } = world
  nth += 1
  const mine = nth
  const saved = await story.call('article.save-draft', draft(`同写的第 ${mine} 篇`), { as: unit })
  const { article } = await story.call(
    'article.hand-in',
    { article: saved.article, version: saved.version },
    { as: unit },
  )
  const won: { from: number; text: string | null }[] = []
  const lost: string[] = []
  const once = async ({ who, what }: Step, at: number) => {
    const as = editors[who % editors.length] ?? world.editor
    await s.schedule(Promise.resolve(), `${at} read`)
    const { version } = await story.call('article.get', { article }, { as })
    await s.schedule(Promise.resolve(), `${at} write`)
    const text = `第 ${at} 位改的稿`
    const order = orderOf(what, { article, version, text })
    const answer = await run(
      { ...story.deps, handlers },
      { ...order, actor: as, office: story.office, key: `k-${mine}-${at}`, dryRun: false, requestId: 'r' },
    )
    const refused = answer.status !== 200 || answer.body.includes('"decided":[]')
    if (what === 'comment') return
    if (refused) lost.push(answer.body)
    else won.push({ from: version, text: what === 'edit' ? text : null })
  }
  const all = Promise.all(steps.map(once))
  await s.waitFor(all)
  const now = await story.call('article.get', { article }, { as: world.editor })
  const kept = now.versions.filter(one => one.side === 'office').map(one => JSON.stringify(one.body))
  const texts = won.flatMap(one => (one.text === null ? [] : [one.text]))
  return [
    ...won
      .filter((one, at) => won.findIndex(other => other.from === one.from) !== at)
      .map(one => `two won version ${one.from}`),
    ...texts.filter(text => kept.filter(body => body.includes(text)).length !== 1).map(text => `lost: ${text}`),
    ...(kept.length === texts.length ? [] : [`${kept.length} kept, ${texts.length} acknowledged`]),
    ...lost.filter(body => !/stale-version|step-not-allowed|已被别人改过|不能/.test(body)),
  ]
}

const orderOf = (
  what: Step['what'],
  { article, version, text }: { article: ArticleId; version: number; text: string },
) => {
  const body = [{ kind: 'paragraph', runs: [{ text }] }]
  if (what === 'edit')
    return { operation: 'article.edit', input: { article, version, title: text, body, note: '' } } as const
  if (what === 'comment') return { operation: 'article.comment', input: { article, text, toUnit: false } } as const
  return {
    operation: 'article.decide',
    input: { articles: [{ article, version }], step: what, kind: null, reason: null, comment: '' },
  } as const
}

const STEPS = fc.array(
  fc.record({
    who: fc.nat(3),
    what: fc.constantFrom('edit' as const, 'edit' as const, 'receive' as const, 'keep' as const, 'comment' as const),
  }),
  { minLength: 2, maxLength: 10 },
)

describe.each(DIALECTS)('people at one article at the same time, on %s', dialect => {
  let desk: Desk
  beforeAll(async () => {
    desk = await openDesk(dialect)
  })

  it('lose no text to each other in any order', async () => {
    const property = fc.asyncProperty(fc.scheduler(), STEPS, async (s, steps) => {
      expect(await interleaved(desk, steps, s)).toEqual([])
    })
    await fc.assert(property, { numRuns: dialect === 'sqlite' ? 120 : 40, endOnFailure: true })
  })
})

/** The tooth: an editor's save that takes whatever version stands now, as if `where version = ?` had been left out. */
describe('a save that looks at no version', () => {
  it('is found out by the same schedules', async () => {
    const desk = await openDesk('sqlite', {
      'article.edit': async (context, input) => {
        const { version } = await context.db
          .selectFrom('article_state')
          .select('version')
          .where('article_id', '=', input.article)
          .executeTakeFirstOrThrow()
        return HANDLERS['article.edit'](context, { ...input, version: Number(version) })
      },
    })
    const found: string[] = []
    const property = fc.asyncProperty(fc.scheduler(), STEPS, async (s, steps) => {
      found.push(...(await interleaved(desk, steps, s)))
    })
    await fc.assert(property, { numRuns: 30 })
    expect(found.some(one => one.startsWith('two won'))).toBe(true)
  })
})
