import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { EXPORTED, exportAddress } from '../src/api/export.ts'
import { API } from '../src/api.ts'
import { type Caller, can, type Operation } from '../src/domain/access.ts'
import { Role } from '../src/domain/model.ts'
import { HANDLERS } from '../src/server/actions/index.ts'
import { dump } from '../src/server/db/dump.ts'
import { openApi, operations } from '../src/server/openapi.ts'
import { openDatabases } from './support/databases.ts'
import { furnished, MARK } from './support/furnished.ts'
import { type Ids, inputFor, RELATIONS, type Relation, relationsOf, strangersIn } from './support/matrix.ts'
import { permissionsText, wordOf } from './support/permissions.ts'
import { openServed, type Served } from './support/served.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const GOLDEN = 'docs/permissions.md'

const callersOf = (who: Role | 'signed-out'): Caller[] => (who === 'signed-out' ? ['signed-out'] : ['signed-in', who])
const PEOPLE: readonly (Role | 'signed-out')[] = ['signed-out', ...Role.options]

/** Every operation by everybody about everything (AZ-01…09, T-07): what the table of rights says, seen from outside. */
describe('the matrix of role, operation and relation', () => {
  // `file.upload` has no JSON route: its bytes come first.
  const asked = operations().filter(name => name !== 'file.upload')
  const cells = new Map<string, { status: number; code: string; body: string }>()
  const keyOf = (operation: Operation, relation: Relation, who: Role | 'signed-out') =>
    `${operation} ${relation} ${who}`
  let served: Served
  let ids: Ids
  let before = ''
  const cookies = new Map<Role | 'signed-out', string>()

  beforeAll(async () => {
    served = await openServed(databases, 'sqlite')
    ids = await furnished(served)
    for (const role of Role.options) {
      const unit = role === 'correspondent' || role === 'reviewer' ? served.world.unit('阳谷局') : undefined
      cookies.set(role, await served.person(`m-${role}`, [role], unit))
    }
    before = await rowsOf(served)
    for (const operation of asked)
      for (const relation of relationsOf(operation))
        for (const who of PEOPLE) {
          const cookie = cookies.get(who)
          const answer = await served.call(operation, inputFor(operation, relation, ids), {
            dryRun: API[operation].effect === 'command',
            ...(cookie === undefined ? {} : { cookie }),
          })
          const code = answer.statusCode === 200 ? 'ok' : z.object({ code: z.string() }).parse(answer.json()).code
          const body = answer.body.replace(/"requestId":"[^"]*"/, '').replace(/编号 [0-9a-f]{12}/, '')
          cells.set(keyOf(operation, relation, who), { status: answer.statusCode, code, body })
        }
  }, 240_000)
  const cell = (operation: Operation, relation: Relation, who: Role | 'signed-out') => {
    const found = cells.get(keyOf(operation, relation, who))
    if (found === undefined) throw new Error(`no cell ${operation} ${relation} ${who}`)
    return found
  }

  it('has every route of the document, and a place for every id in it', () => {
    const document = z.looseObject({ paths: z.record(z.string(), z.unknown()) }).parse(openApi())
    const listed = Object.keys(document.paths).filter(path => /^\/api\/[a-z-]+\.[a-z-]+$/.test(path))
    expect(listed.map(path => path.slice(5)).sort()).toEqual([...asked].sort())
    expect(asked.flatMap(name => strangersIn(name).map(field => `${name}: ${field}`))).toEqual([])
    expect(cells.size).toBeGreaterThan(1_500)
  })

  it('refuses exactly those whom the table of rights does not name', () => {
    const wrong = asked.flatMap(operation =>
      relationsOf(operation).flatMap(relation =>
        PEOPLE.filter(who => {
          const allowed = can(callersOf(who), operation) !== null
          const { code } = cell(operation, relation, who)
          const refused = code === 'forbidden' || code === 'not-signed-in'
          return refused === allowed || (refused && (code === 'not-signed-in') !== (who === 'signed-out'))
        }).map(who => `${operation} ${relation} ${who}: ${cell(operation, relation, who).code}`),
      ),
    )
    expect(wrong).toEqual([])
  })

  it('never answers with a mistake of ours', () => {
    const broken = [...cells].filter(([, { status, code }]) => status >= 500 && code !== 'pdf-unavailable')
    const told = served.world.story.logged.filter(line => line.includes('未预料'))
    expect([...broken.map(([key, { code }]) => `${key}: ${code}`), ...told]).toEqual([])
  })

  it('answers the same for another office’s as for what never was, byte for byte', () => {
    const differ = asked
      .filter(operation => relationsOf(operation).includes('foreign'))
      .flatMap(operation =>
        PEOPLE.filter(who => {
          const [foreign, nowhere] = [cell(operation, 'foreign', who), cell(operation, 'nowhere', who)]
          const same = (body: string) => masked(body, ids)
          return foreign.status !== nowhere.status || same(foreign.body) !== same(nowhere.body)
        }).map(
          who =>
            `${operation} ${who}: ${cell(operation, 'foreign', who).code} / ${cell(operation, 'nowhere', who).code}`,
        ),
      )
    expect(differ).toEqual([])
  })

  it('answers a unit the same for another unit’s as for what never was, byte for byte', () => {
    const differ = asked
      .filter(operation => relationsOf(operation).includes('other'))
      .flatMap(operation =>
        (['correspondent', 'reviewer'] as const)
          .filter(who => can(callersOf(who), operation) === 'own')
          .filter(who => {
            const [other, nowhere] = [cell(operation, 'other', who), cell(operation, 'nowhere', who)]
            return other.status !== nowhere.status || masked(other.body, ids) !== masked(nowhere.body, ids)
          })
          .map(
            who =>
              `${operation} ${who}: ${cell(operation, 'other', who).code} / ${cell(operation, 'nowhere', who).code}`,
          ),
      )
    expect(differ).toEqual([])
  })

  it('leaves the database as it was, whoever was refused', async () => {
    const after = await rowsOf(served)
    const lines = new Set(before.split('\n'))
    expect(
      after
        .split('\n')
        .filter(line => !lines.has(line))
        .slice(0, 5),
    ).toEqual([])
    expect(after.length).toBe(before.length)
  })

  it('stands in docs/permissions.md, every cell of it', () => {
    const text = permissionsText(asked, PEOPLE, (operation, relation, who) =>
      wordOf(cell(operation, relation, who).code),
    )
    if (process.env.UPDATE_GOLDEN) writeFileSync(GOLDEN, text)
    expect(text).toBe(readFileSync(GOLDEN, 'utf8'))
    for (const relation of RELATIONS)
      expect(asked.some(operation => relationsOf(operation).includes(relation))).toBe(true)
  })

  it('shows none of the marks where they do not belong: answers, refusals, lists that go out, log', async () => {
    const unit = [...cells].filter(([key]) => /(correspondent|reviewer|signed-out)$/.test(key))
    const admins = [...cells].filter(([key]) => key.endsWith('-admin'))
    const leaks = (found: typeof unit, marks: readonly string[]) =>
      found.filter(([, { body }]) => marks.some(mark => body.includes(mark))).map(([key]) => key)
    expect(leaks(unit, Object.values(MARK))).toEqual([])
    expect(leaks(admins, [MARK.body, MARK.comment])).toEqual([])
    for (const who of ['correspondent', 'reviewer'] as const)
      for (const name of EXPORTED) {
        const { period } = z.looseObject({ period: z.unknown().optional() }).parse(inputFor(name, 'open', ids))
        for (const input of [{}, ...(period === undefined ? [] : [{ period }]), inputFor(name, 'own', ids)]) {
          const answer = await served.get(
            exportAddress(name, z.record(z.string(), z.unknown()).parse(input)),
            cookies.get(who),
          )
          const text = answer.statusCode === 200 ? await sheetText(answer.rawPayload) : answer.body
          for (const mark of Object.values(MARK))
            expect({ name, who, leaks: text.includes(mark) }).toEqual({ name, who, leaks: false })
        }
      }
    const written = await served.world.story.database.read(db => db.selectFrom('activity').select('input').execute())
    const logged = [...served.world.story.logged, ...written.map(row => row.input)].join('\n')
    expect(logged).not.toContain(MARK.body)
    expect(logged).not.toContain('Lieber-7-Berge')
    // The marks are there to be found: whoever may see them does.
    const seen = [...cells].filter(([key]) => key.endsWith(' editor')).map(([, { body }]) => body)
    for (const mark of [MARK.title, MARK.body, MARK.comment, MARK.person])
      expect(seen.some(body => body.includes(mark))).toBe(true)
  })
})

/** The tooth: without the unit's scope in one query the comparison above must see it. */
describe('a handler that forgets whose rows it may show', () => {
  it('is found out, since another unit’s answers otherwise than what never was', async () => {
    const served = await openServed(databases, 'sqlite', {
      'article.get': (context, input) => HANDLERS['article.get']({ ...context, scope: 'all' }, input),
    })
    const ids = await furnished(served)
    const cookie = await served.person('m-tooth', ['correspondent'], served.world.unit('阳谷局'))
    const ask = async (relation: Relation) =>
      (await served.call('article.get', inputFor('article.get', relation, ids), { cookie })).body
    const same = (body: string) => masked(body.replace(/"requestId":"[^"]*"/, ''), ids)
    expect(same(await ask('other'))).not.toBe(same(await ask('nowhere')))
    expect(await ask('other')).toContain(MARK.body)
  })
})

/** All rows but those of the log, which keeps every refusal. */
const rowsOf = async ({ world }: Served): Promise<string> =>
  (await dump(world.story.database)).replace(/^activity(_head)? .*\n/gm, '')

/** The id that was asked for may come back in a refusal; which one it was is what the asker said. */
const masked = (body: string, ids: Ids): string =>
  Object.values(ids).reduce(
    (text, { other, foreign, nowhere }) => [other, foreign, nowhere].reduce((at, id) => at.replaceAll(id, '…'), text),
    body,
  )

async function sheetText(bytes: Buffer): Promise<string> {
  const { strFromU8, unzipSync } = await import('fflate')
  return strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
}
