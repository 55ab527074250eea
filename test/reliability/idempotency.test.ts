import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { API } from '../../src/api.ts'
import { can } from '../../src/domain/access.ts'
import { Role } from '../../src/domain/model.ts'
import { operations } from '../../src/server/openapi.ts'
import { DIALECTS, openDatabases } from '../support/databases.ts'
import { furnished } from '../support/furnished.ts'
import { type Ids, inputFor, relationsOf } from '../support/matrix.ts'
import { openServed, type Served } from '../support/served.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const AT_ONCE = 100

/** What a hundred calls under one key came to. */
interface Hammered {
  readonly answers: readonly string[]
  readonly effects: number
  readonly codes: readonly string[]
}

/** T-04: the same intention so many times at once. Effects are counted in the log, which every effect writes in its own transaction. */
async function hammer(
  served: Served,
  name: string,
  input: unknown,
  { cookie, key, times = AT_ONCE }: { cookie: string; key: string; times?: number },
): Promise<Hammered> {
  const count = () =>
    served.world.story.database.read(async db => {
      const rows = await db
        .selectFrom('activity')
        .select('seq')
        .where('operation', '=', name)
        .where('result', '=', 'ok')
        .execute()
      return rows.length
    })
  const before = await count()
  const all = await Promise.all(Array.from({ length: times }, () => served.call(name, input, { cookie, key })))
  return {
    answers: [...new Set(all.map(one => one.body.replace(/"requestId":"[^"]*"/, '').replace(/编号 [0-9a-f]{12}/, '')))],
    effects: (await count()) - before,
    codes: [...new Set(all.map(one => (one.statusCode === 200 ? 'ok' : String(one.json().code))))],
  }
}

describe.each(DIALECTS)('a command that comes a hundred times under one key, on %s', dialect => {
  let served: Served
  let ids: Ids
  const cookies = new Map<Role, string>()
  beforeAll(async () => {
    served = await openServed(databases, dialect)
    ids = await furnished(served)
    for (const role of Role.options) {
      const unit = role === 'correspondent' || role === 'reviewer' ? served.world.unit('阳谷局') : undefined
      cookies.set(role, await served.person(`h-${role}`, [role], unit))
    }
  })

  const commands = operations().filter(
    name => name !== 'file.upload' && API[name].effect === 'command' && API[name].replay !== 'never',
  )

  it('was found for every operation that changes something', () => {
    expect(commands.length).toBeGreaterThan(40)
  })

  /** By somebody who may, so that it reaches its handler; many are refused there, by their state, and then a hundred times alike. */
  it('takes effect once or not at all, and is answered a hundred times alike', async () => {
    const found: string[] = []
    let done = 0
    for (const [at, name] of commands.entries()) {
      const role = Role.options.find(one => can(['signed-in', one], name) !== null)
      const [relation = 'alone'] = relationsOf(name)
      const cookie = cookies.get(role ?? 'editor') ?? ''
      const { answers, effects, codes } = await hammer(served, name, inputFor(name, relation, ids), {
        cookie,
        key: `hammer-${at}`,
        times: 20,
      })
      // While the first is still under way the others may be told so.
      if (
        effects > 1 ||
        (codes.length > 1 && codes.some(code => code !== 'ok' && code !== 'still-running' && code !== 'busy'))
      )
        found.push(`${name}: ${effects} effects, ${codes.join()}`)
      if (answers.length > 1 && !codes.includes('still-running') && !codes.includes('busy'))
        found.push(`${name}: ${answers.length} answers`)
      if (codes.includes('ok')) done += effects
    }
    expect(found).toEqual([])
    expect(done).toBeGreaterThan(8)
  })

  it('makes one draft, gives its number a hundred times, and refuses another text under the same key', async () => {
    const input = {
      title: '只有一篇',
      body: [{ kind: 'paragraph', runs: [{ text: '第 1 段' }] }],
      genre: null,
      outlet: null,
      commission: null,
      units: [],
      contact: { name: '', phone: '' },
      files: [],
    }
    const cookie = cookies.get('correspondent') ?? ''
    const { answers, effects, codes } = await hammer(served, 'article.save-draft', input, { cookie, key: 'one-draft' })
    expect({ answers: answers.length, effects, codes }).toEqual({ answers: 1, effects: 1, codes: ['ok'] })
    const other = await served.call('article.save-draft', { ...input, title: '另一篇' }, { cookie, key: 'one-draft' })
    expect([other.statusCode, other.json().code]).toEqual([422, 'key-reused'])
    const elsewhere = await served.call(
      'article.comment',
      { article: ids.article.own, text: '批注', toUnit: false },
      { cookie, key: 'one-draft' },
    )
    expect(elsewhere.json().code).toBe('key-reused')
  })
})

/** The tooth: a database that forgets its keys must be found out by the same count. */
describe('a hundred calls where keys are forgotten', () => {
  it('are a hundred effects, and the hammer says so', async () => {
    const served = await openServed(databases, 'sqlite')
    await served.world.story.database.write(async db => {
      await sql`create trigger forget after update on idempotency begin delete from idempotency where key = new.key; end`.execute(
        db,
      )
    })
    const cookie = await served.person('zahn', ['editor'])
    const group = (await served.call('unit.list', {}, { cookie })).json().groups[0].id
    const one = { name: '新单位', group, from: '2023-07' }
    const { codes } = await hammer(served, 'unit.create', one, { cookie, key: 'forgotten', times: 20 })
    expect(codes).toContain('duplicate-name')
    const unit = served.world.unit('阳谷局')
    const move = { unit, group, from: '2023-08' }
    expect(
      (await hammer(served, 'unit.move', move, { cookie, key: 'forgotten-2', times: 20 })).effects,
    ).toBeGreaterThan(1)
  })
})
