import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DIALECTS, openDatabases } from '../../../test/support/databases.ts'
import { adoption, openWorld, record, signNotice, type World } from '../../../test/support/world.ts'
import type { Input } from '../../api.ts'
import { localDate, period } from '../../domain/calendar.ts'
import type { Actor } from '../context.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const JULY = period('2023-07')
const QUERIES = ['耕', '耕地', '地保', '耕地保护', 'gis', 'GI', '2023', '耕地 整治', '保护', '治', '周末不打', '没有']

describe.each(DIALECTS)('searching on %s', dialect => {
  let world: World
  let yanggu: Actor
  let linqing: Actor
  beforeAll(async () => {
    world = await openWorld(databases, dialect)
    yanggu = await world.story.person('yanggu', ['correspondent'], world.unit('阳谷局'))
    linqing = await world.story.person('linqing', ['reviewer'], world.unit('临清局'))
    for (const [title, name, day] of [
      ['扎实推进耕地保护', '阳谷局', '2023-07-03'],
      ['耕地整治见成效', '临清局', '2023-07-05'],
      ['GIS系统助力2023年耕地保护', '临清局', '2023-07-09'],
      ['推行“周末不打烊”服务', '阳谷局', '2023-07-12'],
    ] as const)
      await record(world, title, name, localDate(day))
  })
  const find = (text: string, as: Actor, more: Partial<Input<'search.find'>> = {}) =>
    world.story.call('search.find', { text, kinds: ['article'], from: localDate('2023-07-01'), ...more }, { as })
  const titles = async (text: string, as: Actor = world.editor, more: Partial<Input<'search.find'>> = {}) =>
    (await find(text, as, more)).hits.map(hit => hit.title)

  it.each([
    ['耕', ['GIS系统助力2023年耕地保护', '耕地整治见成效', '扎实推进耕地保护']],
    ['耕地', ['GIS系统助力2023年耕地保护', '耕地整治见成效', '扎实推进耕地保护']],
    ['地保', ['GIS系统助力2023年耕地保护', '扎实推进耕地保护']],
    ['耕地保护', ['GIS系统助力2023年耕地保护', '扎实推进耕地保护']],
    ['保耕', []],
    ['效', ['耕地整治见成效']],
    ['gis', ['GIS系统助力2023年耕地保护']],
    ['ＧＩ', ['GIS系统助力2023年耕地保护']],
    ['2023年', ['GIS系统助力2023年耕地保护']],
    ['023', []],
    ['耕地 整治', ['耕地整治见成效']],
    ['周末不打烊', ['推行“周末不打烊”服务']],
    ['行“周', ['推行“周末不打烊”服务']],
    ["' OR 1=1 --", []],
    ['“”', []],
  ])('finds by %s, the newest first', async (text, expected) => {
    expect(await titles(text)).toEqual(expected)
  })

  it('finds for a unit what is its own, and counts no more', async () => {
    expect(await titles('耕地', yanggu)).toEqual(['扎实推进耕地保护'])
    const { total, hits } = await find('耕地', linqing, { limit: 1 })
    expect([total, hits.map(hit => [hit.title, hit.units, hit.to])]).toEqual([
      2,
      [['GIS系统助力2023年耕地保护', ['临清局'], expect.stringMatching(/^\/my-article\?article=/)]],
    ])
    expect((await find('耕地', linqing, { limit: 1, offset: 1 })).hits.map(hit => hit.title)).toEqual([
      '耕地整治见成效',
    ])
  })

  it('takes kinds and days, and marks what was found', async () => {
    expect(await titles('耕地', world.editor, { to: localDate('2023-07-04') })).toEqual(['扎实推进耕地保护'])
    expect(await titles('耕地', world.editor, { kinds: ['issue', 'notice'] })).toEqual([])
    const [hit] = (await find('耕地', world.editor)).hits
    expect(hit?.titleMarks.map(([from, to]) => hit.title.slice(from, to))).toEqual(['耕地'])
  })

  it('follows a change in the transaction that makes it, and a rehearsal leaves nothing', async () => {
    const { story, editor, unit } = world
    const input = {
      title: '新来的一篇',
      receivedOn: localDate('2023-07-20'),
      units: [{ unit: unit('阳谷局'), weight: 1 }],
    }
    await story.call('article.record', input, { as: editor, dryRun: true })
    expect(await titles('新来')).toEqual([])
    await story.call('article.record', input, { as: editor })
    expect(await titles('新来')).toEqual(['新来的一篇'])
    await story.database.write(db =>
      db.updateTable('article').set({ title: '改过的一篇' }).where('title', '=', '新来的一篇').execute(),
    )
    await record(world, '又一篇', '阳谷局', localDate('2023-07-21'))
    expect([await titles('新来'), await titles('改过')]).toEqual([[], ['改过的一篇']])
    const due = await story.database.read(db => db.selectFrom('search_due').selectAll().execute())
    expect(due).toEqual([])
  })

  it('finds a notice once it is out', async () => {
    const { story, editor, chief } = world
    const article = await record(world, '公开的亮点做法', '阳谷局', localDate('2023-07-22'))
    await story.call('article.adopt', adoption(world, article, '阳谷局', localDate('2023-07-23')), { as: editor })
    await story.call('period.close', { period: JULY }, { as: chief })
    await signNotice(world, JULY)
    const noticed = () => titles('公开的亮点', linqing, { kinds: ['notice'] })
    expect(await noticed()).toEqual([])
    await story.call('notice.issue', { period: JULY, issuedOn: localDate('2023-08-01') }, { as: chief })
    expect(await noticed()).toEqual(['关于7月份政务信息采用情况的通报'])
  })

  it('refuses whoever has no business here', async () => {
    const system = await world.story.person('sys', ['system-admin'])
    expect(await world.story.refusal('search.find', { text: '耕地' }, { as: system })).toBe('forbidden')
  })

  it('answers alike on both databases', async () => {
    const answers = []
    for (const text of QUERIES) answers.push([text, (await find(text, world.editor, {})).hits.length])
    expect(answers).toMatchInlineSnapshot(`
      [
        [
          "耕",
          3,
        ],
        [
          "耕地",
          3,
        ],
        [
          "地保",
          2,
        ],
        [
          "耕地保护",
          2,
        ],
        [
          "gis",
          1,
        ],
        [
          "GI",
          1,
        ],
        [
          "2023",
          1,
        ],
        [
          "耕地 整治",
          1,
        ],
        [
          "保护",
          2,
        ],
        [
          "治",
          1,
        ],
        [
          "周末不打",
          1,
        ],
        [
          "没有",
          0,
        ],
      ]
    `)
  })
})
