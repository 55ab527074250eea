import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabases } from '../../test/support/databases.ts'
import { adoption, openWorld, record, type World } from '../../test/support/world.ts'
import { localDate, period } from '../domain/calendar.ts'
import { readArchive, writeArchive } from './archive.ts'
import { mayStayOut, NEEDS, ownedBy } from './archive-months.ts'
import { ORDER } from './db/dump.ts'
import { openFiles } from './files.ts'
import { run } from './pipeline.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const AT = '2024-01-20T01:00:00.000Z'
const year = (number: number) => ({ from: `${number}-01`, to: `${number}-12` })
const textIn = (bytes: Uint8Array, name: string) => strFromU8(unzipSync(bytes)[name] ?? new Uint8Array())

/** Two years of an office; the second prints an article that came in the first. */
describe('one year of an office', () => {
  let world: World
  const house = () => ({ database: world.story.database, files: world.story.deps.files })
  beforeAll(async () => {
    world = await openWorld(databases, 'sqlite')
    const { story, editor } = world
    story.day('2023-07-20')
    const one = await record(world, '七月写的稿件', '阳谷局', localDate('2023-07-05'))
    const two = await record(world, '七月来次年用的稿件', '阳谷局', localDate('2023-07-06'))
    const printed = adoption(world, one, '阳谷局', localDate('2023-07-10'))
    await story.call('article.adopt', printed, { as: editor })
    story.day('2024-01-10')
    const late = { ...adoption(world, two, '阳谷局', localDate('2024-01-09')), issue: 1 }
    await story.call('article.adopt', late, { as: editor })
    await record(world, '次年写的稿件', '临清局', localDate('2024-01-08'))
  })

  const taken = async (months: { from: string; to: string }, dialect: 'sqlite' | 'postgres') => {
    const bytes = await writeArchive(house(), AT, months)
    const database = await databases.open(dialect)
    const other = { database, files: openFiles(databases.folder()) }
    expect((await readArchive(other, bytes)).months).toEqual(months)
    const ask = async (name: 'standing.list' | 'article.list', input: unknown, where = database) => {
      const { story, chief } = world
      const call = {
        operation: name,
        input,
        actor: chief,
        office: story.office,
        key: null,
        dryRun: false,
        requestId: 'r',
      }
      return JSON.parse((await run({ ...story.deps, database: where }, call)).body)
    }
    return { bytes, other, ask }
  }

  it.each(['sqlite', 'postgres'] as const)(
    'is taken in by itself on %s, with the same ranks and titles',
    async dialect => {
      const { bytes, other, ask } = await taken(year(2023), dialect)
      for (const month of ['2023-06', '2023-07'])
        expect(await ask('standing.list', { period: month })).toEqual(
          await ask('standing.list', { period: month }, world.story.database),
        )
      const { articles } = await ask('article.list', { period: '2023-07' })
      expect(articles.map((one: { title: string }) => one.title).sort()).toEqual(
        ['七月写的稿件', '七月来次年用的稿件'].sort(),
      )
      expect(textIn(bytes, 'tables/article.jsonl')).not.toContain('次年写的稿件')
      expect(textIn(bytes, 'tables/unit.jsonl')).toContain('临清局')
      expect(Object.keys(unzipSync(bytes)).filter(name => name.startsWith('files/'))).toHaveLength(1)
      const again = unzipSync(await writeArchive(other, AT, year(2023)))
      for (const [name, member] of Object.entries(unzipSync(bytes)))
        if (!/activity|manifest/.test(name))
          expect({ name, same: Buffer.from(member).equals(Buffer.from(again[name] ?? [])) }).toEqual({
            name,
            same: true,
          })
    },
  )

  it('has of the year before only what its own rows need', async () => {
    const { bytes, ask } = await taken(year(2024), 'sqlite')
    const articles = textIn(bytes, 'tables/article.jsonl')
    expect(articles).toContain('次年写的稿件')
    expect(articles).toContain('七月来次年用的稿件')
    expect(articles).not.toContain('七月写的稿件')
    expect(Object.keys(unzipSync(bytes)).filter(name => name.startsWith('files/'))).toEqual([])
    expect((await ask('standing.list', { period: period('2024-01') })).groups.length).toBeGreaterThan(0)
  })

  /** A table made later either goes whole, or says here whose it is and what it needs. */
  it('knows every reference from one table to another that may stay out', async () => {
    const columns = await world.story.database.read(async db => {
      const { sql } = await import('kysely')
      const found: string[] = []
      for (const table of Object.keys(ORDER)) {
        const { rows } = await sql<{
          from: string
          table: string
        }>`select "from", "table" from pragma_foreign_key_list(${table})`.execute(db)
        for (const row of rows)
          if (mayStayOut(row.table) && ownedBy(table) !== row.from && row.from !== 'office_id')
            found.push(`${table}.${row.from}`)
      }
      return found
    })
    expect(columns.length).toBeGreaterThan(15)
    const named = Object.entries(NEEDS).flatMap(([table, needs]) => needs.map(([column]) => `${table}.${column}`))
    /** Within what has one owner, or never in an archive. */
    const beside = [
      'article_decision.undoes',
      'article_editing.article_id',
      'assignment_reply.unit_id',
      'assignment_sheet.unit_id',
      'issue_credit.article_id',
    ]
    expect(columns.filter(one => !named.includes(one) && !beside.includes(one))).toEqual([])
  })
})
