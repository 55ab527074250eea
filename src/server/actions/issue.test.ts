import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DIALECTS, openDatabases } from '../../../test/support/databases.ts'
import { openWorld, rowOf, type World } from '../../../test/support/world.ts'
import type { IssueDetail } from '../../api/bulletin.ts'
import { localDate, period } from '../../domain/calendar.ts'
import type { AdoptionKind, ArticleId, IssueId, UnitId } from '../../domain/model.ts'
import type { Actor } from '../context.ts'
import { readBeside } from '../pipeline.ts'
import { issueFile } from '../print-issue.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const JULY = period('2023-07')
const body = (...words: string[]) => words.map(text => ({ kind: 'paragraph' as const, runs: [{ text }] }))

describe.each(DIALECTS)('an issue of the bulletin, on %s', dialect => {
  let world: World
  let chief2: Actor
  let yanggu: Actor
  beforeAll(async () => {
    world = await openWorld(databases, dialect)
    world.story.day('2023-07-20')
    chief2 = await world.story.person('chief2', ['chief'])
    yanggu = await world.story.person('yanggu', ['correspondent'], world.unit('阳谷局'))
  })

  /** An article of a unit, entered by the office and adopted. */
  async function adopted(title: string, units: readonly string[], kind: AdoptionKind = 'report'): Promise<ArticleId> {
    const { story, editor, unit } = world
    const entered = await story.call(
      'article.enter',
      {
        title,
        body: body(`${title}，完成 12 处。`, '下一步继续。'),
        units: units.map(unit),
        receivedOn: localDate('2023-07-03'),
        genre: null,
        commission: null,
        contact: { name: '', phone: '' },
        files: [],
      },
      { as: editor },
    )
    const { article, version } = entered
    const decision = { step: 'adopt', kind, reason: null, comment: '' } as const
    await story.call('article.decide', { articles: [{ article, version }], ...decision }, { as: editor })
    return article
  }

  async function open(number: number): Promise<IssueId> {
    const { story, bulletin, editor } = world
    const input = { bulletin, number, totalNumber: 100 + number, plannedOn: localDate('2023-07-21') }
    return (await story.call('issue.create', input, { as: editor })).issue
  }
  const get = (issue: IssueId, as = world.editor): Promise<IssueDetail> =>
    world.story.call('issue.get', { issue }, { as })
  const placed = (article: ArticleId, column: string, ...units: readonly UnitId[]) => ({
    article,
    column,
    credits: units.map(unit => ({ unit, weight: 1 })),
  })
  async function arrange(issue: IssueId, items: readonly ReturnType<typeof placed>[]) {
    const { version } = await get(issue)
    return world.story.call('issue.arrange', { issue, version, items: [...items] }, { as: world.editor })
  }
  async function step(
    issue: IssueId,
    name: 'send-to-review' | 'send-back' | 'print' | 'stop',
    { as = world.editor, comment = '', on = null }: { as?: Actor; comment?: string; on?: string | null } = {},
  ) {
    const { version } = await get(issue)
    const issuedOn = on === null ? null : localDate(on)
    return world.story.call('issue.step', { issue, version, step: name, comment, issuedOn }, { as })
  }
  async function sign(issue: IssueId, as: Actor) {
    const { version, pages } = await get(issue)
    return world.story.call('issue.sign', { issue, version, pages, comment: '' }, { as })
  }
  const stateOf = async (article: ArticleId) =>
    (await world.story.call('article.get', { article }, { as: world.editor })).state
  const facts = (article: ArticleId) =>
    world.story.database.read(db =>
      db
        .selectFrom('fact')
        .select(['type', 'kind', 'issue', 'merged', 'posting', 'occurred_on'])
        .where('article_id', '=', article)
        .where('type', '=', 'adoption')
        .execute(),
    )

  it('begins from what the bulletin already has, without anything to set up first', async () => {
    const { story, editor, bulletin } = world
    const [own] = (await story.call('bulletin.list', {}, { as: editor })).bulletins
    expect(own).toMatchObject({ id: bulletin, version: 0, columns: [{ name: '信息' }, { name: '简讯' }] })
    const issue = await open(20)
    expect(await get(issue)).toMatchObject({ number: 20, totalNumber: 120, year: 2023, state: 'gathering', items: [] })
    const [next] = (await story.call('bulletin.list', {}, { as: editor })).bulletins
    expect(next).toMatchObject({ nextNumber: 21, nextTotalNumber: 121, version: 1 })
  })

  it('is numbered once a year, and once over all years', async () => {
    const { story, editor, bulletin } = world
    const asked = { bulletin, number: 20, totalNumber: 500, plannedOn: null }
    expect(await story.refusal('issue.create', asked, { as: editor })).toBe('duplicate-name')
    const total = { ...asked, number: 30, totalNumber: 120 }
    expect(await story.refusal('issue.create', total, { as: editor })).toBe('duplicate-name')
    const two = await Promise.allSettled([1, 2].map(() => open(40)))
    expect(two.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    const issue = await open(31)
    const renumbered = { issue, version: 1, number: 32, totalNumber: 132, plannedOn: null }
    await story.call('issue.renumber', renumbered, { as: editor })
    expect(await get(issue)).toMatchObject({ number: 32, totalNumber: 132, version: 2, plannedOn: null })
  })

  it('is put together from adopted articles, and printed only after another person signed what was shown', async () => {
    const { story, chief, unit } = world
    const [first, second, brief] = [
      await adopted('扎实开展隐患排查', ['阳谷局']),
      await adopted('推行周末不打烊服务', ['临清局', '开发利用科']),
      await adopted('完成年度自检', ['莘县局'], 'brief'),
    ]
    const issue = await open(21)
    expect((await get(issue)).waiting.map(({ article }) => article)).toEqual(
      expect.arrayContaining([first, second, brief]),
    )
    await arrange(issue, [
      placed(second, 'report', unit('临清局'), unit('开发利用科')),
      placed(first, 'report', unit('阳谷局'), unit('耕地保护监督科')),
      placed(brief, 'brief', unit('莘县局')),
    ])
    const seen = await get(issue)
    expect(seen.items.map(({ title, column }) => [title, column])).toEqual([
      ['推行周末不打烊服务', 'report'],
      ['扎实开展隐患排查', 'report'],
      ['完成年度自检', 'brief'],
    ])
    expect(seen.items[1]?.paragraphs).toEqual(['扎实开展隐患排查，完成 12 处。', '下一步继续。'])
    expect(seen.waiting).not.toContainEqual(expect.objectContaining({ article: first }))

    await step(issue, 'send-to-review', { as: chief })
    expect((await get(issue, chief)).steps).toEqual(['send-back'])
    const { version, pages } = await get(issue)
    const signing = { issue, version, pages, comment: '' }
    expect(await story.refusal('issue.sign', signing, { as: chief })).toBe('four-eyes')
    expect(await story.refusal('issue.sign', signing, { as: world.editor })).toBe('forbidden')
    expect(await story.refusal('issue.sign', { ...signing, pages: '0'.repeat(64) }, { as: chief2 })).toBe(
      'stale-version',
    )
    expect(await facts(first)).toEqual([])
    await sign(issue, chief2)
    expect(await get(issue)).toMatchObject({ state: 'signed', steps: ['send-back', 'print'], file: null })

    const before = await rowOf(world, JULY, '临清局')
    story.day('2023-07-22')
    expect(await step(issue, 'print', { on: '2023-07-22' })).toMatchObject({
      state: 'printed',
      posting: JULY,
      late: false,
    })
    expect(await facts(first)).toMatchObject([
      { kind: 'report', issue: 21, merged: 0, posting: '2023-07', occurred_on: '2023-07-22' },
    ])
    expect(await Promise.all([first, second, brief].map(stateOf))).toEqual(['published', 'published', 'published'])
    const after = await rowOf(world, JULY, '临清局')
    expect(after.month - before.month).toBe(100)
    expect((await rowOf(world, JULY, '耕地保护监督科')).counts.reports).toBeGreaterThan(0)

    const out = await get(issue)
    expect(out).toMatchObject({ issuedOn: '2023-07-22', period: JULY, steps: ['correct', 'stop'] })
    expect(out.file?.name).toMatch(/信息第21期（总第121期）\.docx$/)
    const heard = await story.database.read(db =>
      db
        .selectFrom('message')
        .select('text')
        .where('user_id', '=', yanggu.user ?? '')
        .execute(),
    )
    expect(heard.map(row => row.text)).toContain(
      '《聊城自然资源和规划信息》第21期编发本单位稿件 1 篇：《扎实开展隐患排查》',
    )
  })

  it('is not printed when something in it was changed after it was signed', async () => {
    const { story, editor, chief, unit } = world
    const article = await adopted('签发之后又改的稿件', ['阳谷局'])
    const issue = await open(22)
    await arrange(issue, [placed(article, 'report', unit('阳谷局'))])
    await step(issue, 'send-to-review')
    await sign(issue, chief)
    const { version } = await story.call('article.get', { article }, { as: editor })
    await story.call(
      'article.edit',
      { article, version, title: '签发之后又改的稿件', body: body('改过的。'), note: '' },
      { as: editor },
    )
    const at = (await get(issue)).version
    const printing = { issue, version: at, step: 'print', comment: '', issuedOn: localDate('2023-07-22') } as const
    expect(await story.refusal('issue.step', printing, { as: editor })).toBe('issue-changed')
    expect(await facts(article)).toEqual([])
    expect(await story.refusal('issue.step', { ...printing, step: 'send-back', issuedOn: null }, { as: editor })).toBe(
      'invalid-input',
    )
    await step(issue, 'send-back', { comment: '改过稿' })
    await step(issue, 'send-to-review')
    expect((await get(issue, chief)).changes).toEqual([
      expect.objectContaining({
        kind: 'text',
        before: '签发之后又改的稿件，完成 12 处。\n下一步继续。',
        after: '改过的。',
      }),
    ])
    const { pages } = await get(issue, chief)
    await story.call('issue.look', { issue, pages }, { as: chief })
    expect((await get(issue, chief)).changes).toEqual([])
    await sign(issue, chief)
    await step(issue, 'print', { on: '2023-07-22' })
    expect(await facts(article)).toHaveLength(1)
  })

  it('tells who was slower by a moment, and refuses what does not belong into it', async () => {
    const { story, editor, unit } = world
    const [one, two] = [await adopted('甲的好做法', ['阳谷局']), await adopted('乙的好做法', ['临清局'])]
    const issue = await open(23)
    const items = [placed(one, 'report', unit('阳谷局'))]
    await story.call('issue.arrange', { issue, version: 1, items }, { as: editor })
    const stale = { issue, version: 1, items: [placed(two, 'report', unit('临清局'))] }
    expect(await story.refusal('issue.arrange', stale, { as: editor })).toBe('stale-version')
    const asked = (more: readonly ReturnType<typeof placed>[]) =>
      story.refusal('issue.arrange', { issue, version: 2, items: [...more] }, { as: editor })
    expect(await asked([placed(one, 'nowhere', unit('阳谷局'))])).toBe('invalid-input')
    expect(await asked([...items, ...items])).toBe('invalid-input')
    expect(await asked([placed(one, 'report', unit('阳谷局'), unit('阳谷局'))])).toBe('invalid-input')
    const other = await open(24)
    const taken = { issue: other, version: 1, items }
    expect(await story.refusal('issue.arrange', taken, { as: editor })).toBe('step-not-allowed')
    const empty = { issue: other, version: 1, step: 'send-to-review', comment: '', issuedOn: null } as const
    expect(await story.refusal('issue.step', empty, { as: editor })).toBe('invalid-input')
    expect(await story.refusal('issue.get', { issue }, { as: yanggu })).toBe('forbidden')
  })

  it('credits what was merged to every source, and takes all of it back when it is stopped', async () => {
    const { story, editor, chief, unit } = world
    const sources = [await adopted('林长制一', ['高唐局']), await adopted('林长制二', ['莘县局'])]
    const now = await Promise.all(sources.map(article => story.call('article.get', { article }, { as: editor })))
    // Adopted ones are not merged: the adoption is taken back first.
    for (const { events } of now) {
      const decision = events.find(event => event.step === 'adopt')?.id
      if (decision !== undefined) await story.call('article.undo', { decision }, { as: editor })
    }
    const again = await Promise.all(sources.map(article => story.call('article.get', { article }, { as: editor })))
    const merged = await story.call(
      'article.merge',
      {
        articles: again.map(({ id, version }) => ({ article: id, version })),
        title: '各地推进林长制',
        body: body('两地的做法。'),
        kind: 'report',
      },
      { as: editor },
    )
    const issue = await open(25)
    const waiting = (await get(issue)).waiting.find(one => one.article === merged.article)
    expect(waiting).toMatchObject({ merged: true, units: [{ name: '高唐局' }, { name: '莘县局' }] })
    await arrange(issue, [placed(merged.article, 'report', unit('高唐局'), unit('莘县局'))])
    await step(issue, 'send-to-review')
    await sign(issue, chief)
    await step(issue, 'print', { on: '2023-07-22' })
    expect(await facts(merged.article)).toMatchObject([{ merged: 1 }])
    expect(await Promise.all(sources.map(stateOf))).toEqual(['published', 'published'])
    const points = (await rowOf(world, JULY, '高唐局')).month

    const correct = { issue, version: (await get(issue)).version, text: '第2页“12处”应为“21处”。' }
    await story.call('issue.correct', correct, { as: editor })
    expect(await get(issue)).toMatchObject({ state: 'printed', corrections: [{ text: '第2页“12处”应为“21处”。' }] })
    expect(await step(issue, 'stop', { comment: '内容有误' })).toMatchObject({
      state: 'stopped',
      posting: JULY,
      late: false,
    })
    expect((await rowOf(world, JULY, '高唐局')).month).toBe(points - 100)
    expect([await stateOf(merged.article), ...(await Promise.all(sources.map(stateOf)))]).toEqual([
      'adopted',
      'merged',
      'merged',
    ])
    const next = await open(26)
    await arrange(next, [placed(merged.article, 'report', unit('高唐局'))])
    expect((await get(next)).items).toHaveLength(1)
  })

  it('counts in the oldest open month when its own is closed, and says so', async () => {
    const { chief, unit } = world
    const article = await adopted('补记的稿件', ['阳谷局'])
    const issue = await open(27)
    await arrange(issue, [placed(article, 'report', unit('阳谷局'))])
    await step(issue, 'send-to-review')
    await sign(issue, chief)
    expect(await step(issue, 'print', { on: '2023-06-28' })).toMatchObject({ posting: JULY, late: true })
    expect(await facts(article)).toMatchObject([{ posting: '2023-07', occurred_on: '2023-06-28' }])
  })

  it('is listed by year and bulletin, newest first', async () => {
    const { story, editor, bulletin } = world
    const { issues, total, years } = await story.call('issue.list', { bulletin, year: 2023, limit: 2 }, { as: editor })
    expect([issues.length, years]).toEqual([2, [2023]])
    expect(issues[0]?.number).toBe(40)
    expect(total).toBeGreaterThan(5)
    expect((await story.call('issue.list', { year: 2022 }, { as: editor })).issues).toEqual([])
  })

  it('gives the file that was printed, byte for byte, whatever is changed later', async () => {
    const { story, editor, bulletin } = world
    const { issues } = await story.call('issue.list', {}, { as: editor })
    const printed = issues.find(one => one.number === 21)
    if (printed === undefined) throw new Error('第21期')
    const { file } = await get(printed.id)
    const [own] = (await story.call('bulletin.list', {}, { as: editor })).bulletins
    if (own === undefined) throw new Error('no bulletin')
    const { id: _id, version, ...rest } = own
    const changed = { ...rest, words: { ...own.words, editors: '责任编辑：另一人' } }
    await story.call('bulletin.save', { ...changed, bulletin, version }, { as: editor })
    expect(await story.refusal('bulletin.save', { ...changed, bulletin, version }, { as: editor })).toBe(
      'stale-version',
    )
    expect(
      await story.refusal(
        'bulletin.save',
        { ...changed, bulletin, version: version + 1, columns: rest.columns.slice(1) },
        { as: editor },
      ),
    ).toBe('invalid-input')
    const stored = await story.deps.files.get(file?.file ?? '')
    const asked = { operation: 'issue.get', input: {}, actor: editor, office: story.office, requestId: 'r' } as const
    const given = await readBeside(story.deps, asked, context => issueFile(context, printed.id))
    expect('found' in given && given.found.bytes.equals(stored)).toBe(true)
    expect('found' in given && given.found.name).toBe(file?.name)
  })
})
