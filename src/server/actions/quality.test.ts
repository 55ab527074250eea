import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DIALECTS, openDatabases } from '../../../test/support/databases.ts'
import { adoption, openWorld, record, type World } from '../../../test/support/world.ts'
import { localDate, period } from '../../domain/calendar.ts'
import type { Actor } from '../context.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const JUNE = period('2023-06')
const JULY = period('2023-07')

const draft = (title: string, words: string) => ({
  title,
  body: [{ kind: 'paragraph' as const, runs: [{ text: words }] }],
  genre: null,
  outlet: null,
  commission: null,
  units: [],
  contact: { name: '王某', phone: '' },
  files: [],
})

/** July of two units: 阳谷局 hands in nine articles in three days, 临清局 one now and then. */
describe.each(DIALECTS)('报送质量, on %s', dialect => {
  let world: World
  let yanggu: Actor
  let linqing: Actor
  const handIn = async (as: Actor, day: string, title: string, words = '完成整改12处，比去年同期多3处。') => {
    const { story } = world
    story.day(day)
    const saved = await story.call('article.save-draft', draft(title, words), { as })
    const sent = { article: saved.article, version: saved.version, confirmedDuplicate: true }
    return story.call('article.hand-in', sent, { as })
  }
  const decide = (
    { article, version }: { article: Awaited<ReturnType<typeof handIn>>['article']; version: number },
    step: 'adopt' | 'return',
  ) =>
    world.story.call(
      'article.decide',
      {
        articles: [{ article, version }],
        step,
        kind: step === 'adopt' ? 'report' : null,
        reason: step === 'return' ? 'meeting-only' : null,
        comment: '',
      },
      { as: world.editor },
    )
  beforeAll(async () => {
    world = await openWorld(databases, dialect)
    const { story, unit } = world
    yanggu = await story.person('yanggu', ['correspondent'], unit('阳谷局'))
    linqing = await story.person('linqing', ['correspondent'], unit('临清局'))
    const meeting = await handIn(
      yanggu,
      '2023-07-06',
      '阳谷局召开重点工作推进会议',
      '会议传达了精神。会议要求抓好落实。',
    )
    await decide(meeting, 'return')
    const used = await handIn(
      linqing,
      '2023-07-07',
      '基层反映闲置宅基地盘活存在三方面问题',
      '一是权属不清。二是资金缺乏。建议出台标准。',
    )
    await decide(used, 'adopt')
    await handIn(linqing, '2023-07-18', '临清局巡查耕地的做法')
    for (let n = 0; n < 9; n += 1)
      await handIn(yanggu, `2023-07-${26 + (n % 3)}`, `阳谷局第${'一二三四五六七八九'[n]}项业务办理情况`)
  })
  const list = (day: string, as: Actor = world.editor, month = JULY) => {
    world.story.day(day)
    return world.story.call('quality.list', { period: month }, { as })
  }
  const rowOf = (view: Awaited<ReturnType<typeof list>>, name: string) => {
    const row = view.rows.find(one => one.name === name)
    if (row === undefined) throw new Error(name)
    return row
  }

  it('counts what each unit handed in, of what kind and with what end', async () => {
    const view = await list('2023-08-08')
    expect(rowOf(view, '阳谷局').quality).toMatchObject({
      handedIn: 10,
      told: 10,
      returned: 1,
      adopted: 0,
      perTenX100: 0,
      reasons: [{ reason: 'meeting-only', count: 1 }],
    })
    expect(rowOf(view, '临清局').quality).toMatchObject({ handedIn: 2, adopted: 1, perTenX100: 500 })
    expect(rowOf(view, '临清局').quality.classes.problem).toBe(1)
    expect(view.total).toMatchObject({ handedIn: 12, adopted: 1 })
    expect(view.days).toContainEqual({ day: '2023-07-26', works: true, handedIn: 3 })
    expect(rowOf(view, '高唐局').quality.handedIn).toBe(0)
  })

  it('finds the burst and the end of the month once the month is over for the office', async () => {
    const { timing } = rowOf(await list('2023-08-08'), '阳谷局')
    expect(timing).toMatchObject({ dated: 10, lastThree: 6, inBursts: 9 })
    expect(timing.bursts).toEqual([{ first: '2023-07-26', last: '2023-07-30', count: 9 }])
  })

  it('shows it to the unit three working days before the office', async () => {
    const own = await list('2023-07-28', yanggu)
    expect(own.until).toBe('2023-07-28')
    expect(own.rows.map(row => row.name)).toEqual(['阳谷局'])
    expect(own.rows[0]?.timing).toMatchObject({ dated: 10, inBursts: 9, lastThree: null })
    const office = await list('2023-07-28')
    expect(office).toMatchObject({ until: '2023-07-25', isOver: false })
    expect(rowOf(office, '阳谷局').timing).toMatchObject({ dated: 1, inBursts: 0 })
    // What was handed in is no secret; when it came is the unit's first.
    expect(rowOf(office, '阳谷局').quality.handedIn).toBe(10)
  })

  it('says of a month that was taken over what its notice says: counts, and titles that were adopted', async () => {
    const view = await list('2023-08-08', world.editor, JUNE)
    expect(view.total.handedIn).toBe(396)
    expect(view.total.adopted).toBeGreaterThan(90)
    expect(rowOf(view, '阳谷局').timing).toMatchObject({ dated: 0, bursts: [] })
    expect(view.total.told).toBeGreaterThan(90)
    expect(view.total.classes.commission).toBeGreaterThan(0)
    expect(rowOf(await list('2023-08-08'), '阳谷局').past).toMatchObject({ months: 0, handedIn: 17 })
  })

  it('lists the articles behind the numbers, to a unit only its own', async () => {
    world.story.day('2023-08-08')
    const ask = (as: Actor, unit?: ReturnType<World['unit']>) =>
      world.story.call('quality.get', unit === undefined ? { period: JULY } : { period: JULY, unit }, { as })
    const own = await ask(yanggu)
    expect(own.unit?.name).toBe('阳谷局')
    expect(own.handIns).toHaveLength(10)
    expect(own.handIns.filter(one => one.isInBurst)).toHaveLength(9)
    expect(own.handIns.filter(one => one.isLast)).toHaveLength(6)
    expect(own.handIns[0]).toMatchObject({ outcome: 'returned', reasons: ['meeting-only'], genre: 'news' })
    expect((await ask(world.editor)).handIns).toHaveLength(12)
    expect((await ask(world.editor, world.unit('临清局'))).handIns).toHaveLength(2)
    expect(await world.story.refusal('quality.get', { period: JULY, unit: world.unit('临清局') }, { as: yanggu })).toBe(
      'not-found',
    )
    expect(await world.story.refusal('quality.list', { period: period('2020-01') }, { as: yanggu })).toBe(
      'period-unknown',
    )
  })

  it('forgets what was taken back: a withdrawn article, a retracted submission', async () => {
    const { story } = world
    const before = (await list('2023-08-08')).total.handedIn
    const gone = await handIn(linqing, '2023-07-28', '临清局报错的一篇')
    expect((await list('2023-08-08')).total.handedIn).toBe(before + 1)
    await story.call(
      'article.withdraw',
      { article: gone.article, version: gone.version, reason: '报错了' },
      { as: linqing },
    )
    expect((await list('2023-08-08')).total.handedIn).toBe(before)
  })

  it('rehearses a limit by the week: who is over it, and what that costs', async () => {
    const { story, editor } = world
    story.day('2023-08-08')
    const articles = []
    for (const [title, day] of [
      ['高唐局第一篇耕地保护稿件', '2023-07-10'],
      ['高唐局第二篇矿山修复稿件', '2023-07-11'],
      ['高唐局第三篇不动产登记稿件', '2023-07-17'],
    ] as const) {
      const article = await record(world, title, '高唐局', localDate(day))
      articles.push(article)
      await story.call('article.adopt', adoption(world, article, '高唐局', localDate('2023-07-20')), { as: editor })
    }
    const before = await story.call('standing.list', { period: JULY })
    const ask = (perWeek: number) => story.call('quality.rehearse', { from: JULY, to: JULY, perWeek }, { as: editor })
    const tried = await ask(1)
    const row = tried.rows.find(one => one.name === '高唐局')
    expect(row).toMatchObject({
      handedIn: 3,
      beyond: [{ article: articles[1], on: '2023-07-11', week: '2023-07-10' }],
      months: [{ before: 300, after: 200 }],
    })
    expect(tried.undated).toEqual([])
    expect(tried.rows.find(one => one.name === '阳谷局')?.beyond).toHaveLength(8)
    expect((await ask(20)).rows).toEqual([])
    const both = await story.call('quality.rehearse', { from: JUNE, to: JULY, perWeek: 1 }, { as: editor })
    expect(both.undated).toEqual([JUNE])
    expect(await story.call('standing.list', { period: JULY })).toEqual(before)
  })

  it('drafts the paragraph on problems, whose numbers go on being the month’s', async () => {
    const { story, editor } = world
    story.day('2023-08-08')
    const { sentences } = await story.call('quality.paragraph', { period: JULY }, { as: editor })
    expect(sentences.map(one => one.key)).toEqual(
      ['gathering', 'burst', 'end-of-month', 'classes', 'appeal'].filter(key => sentences.some(one => one.key === key)),
    )
    const [gathering] = sentences
    expect(gathering?.articles).toMatchObject([{ title: '阳谷局召开重点工作推进会议', name: '阳谷局' }])
    const work = await story.call('notice.work', { period: JULY }, { as: editor })
    const paragraph = sentences.map(one => one.named ?? one.template).join('')
    const write = (template: string) => ({
      period: JULY,
      version: work.version,
      sentences: [
        ...work.sentences.map(({ key, template: own }) => ({ key, template: own })),
        { key: 'free-9', template },
      ],
    })
    expect(await story.refusal('notice.sentences', write('阳谷局退改3篇。'), { as: editor })).toBe('invalid-input')
    expect(await story.refusal('notice.sentences', write('{质量·没有的数}'), { as: editor })).toBe('invalid-input')
    await story.call('notice.sentences', write(paragraph), { as: editor })
    const { notice, findings, remarks } = await story.call('notice.compose', { period: JULY }, { as: editor })
    expect(notice.body.at(-1)?.text).toContain('阳谷局仍存在就会议写会议、就活动写活动的现象，因此退改或未用的有1篇。')
    expect(notice.body.at(-1)?.text).not.toContain('{')
    expect(remarks.filter(one => one.includes('质量·'))).toEqual([])
    expect(findings.filter(one => one.severity === 'error')).toEqual([])
    const again = await handIn(linqing, '2023-07-28', '临清局召开专题会议', '会议学习了文件。会议要求抓好落实。')
    await decide(again, 'return')
    const later = await story.call('notice.compose', { period: JULY }, { as: editor })
    expect(later.notice.body.at(-1)?.text).toContain('退改或未用的有2篇')
    expect(later.notice.body.at(-1)?.text).toMatch(/阳谷局、临清局仍存在就会议写会议/)
  })

  it('lets the office put a day right', async () => {
    const { story, editor } = world
    const day = localDate('2023-07-28')
    await story.call('quality.set-day', { day, works: 'no' }, { as: editor })
    expect((await list('2023-08-08')).days).toContainEqual(expect.objectContaining({ day, works: false }))
    const calendar = await story.call('quality.calendar', { year: 2023 }, { as: editor })
    expect(calendar).toMatchObject({ paper: '国办发明电〔2022〕16号', own: { off: [day], work: [] } })
    // As announced again: nothing is kept.
    await story.call('quality.set-day', { day, works: 'yes' }, { as: editor })
    expect((await story.call('quality.calendar', { year: 2023 }, { as: editor })).own).toEqual({ off: [], work: [] })
    expect(await story.call('quality.calendar', { year: 2031 }, { as: editor })).toMatchObject({ paper: null, off: [] })
  })
})
