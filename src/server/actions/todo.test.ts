import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DIALECTS, openDatabases } from '../../../test/support/databases.ts'
import { adoption, openWorld, record, type World } from '../../../test/support/world.ts'
import { localDate, period } from '../../domain/calendar.ts'
import type { Actor } from '../context.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const JULY = period('2023-07')
const text = (words: string) => [{ kind: 'paragraph' as const, runs: [{ text: words }] }]

describe.each(DIALECTS)('what waits for whom, on %s', dialect => {
  let world: World
  let unit: Actor
  let other: Actor
  beforeAll(async () => {
    world = await openWorld(databases, dialect)
    world.story.day('2023-07-10')
    unit = await world.story.person('yanggu', ['correspondent'], world.unit('阳谷局'))
    other = await world.story.person('linqing', ['correspondent'], world.unit('临清局'))
  })
  const waiting = async (as: Actor) => (await world.story.call('todo.list', {}, { as })).todos
  const kinds = async (as: Actor) => (await waiting(as)).map(one => `${one.kind} ${one.count}`)

  const draft = (title: string) => ({
    title,
    body: text(`${title}，完成 12 处。`),
    genre: 'news' as const,
    outlet: null,
    commission: null,
    units: [],
    contact: { name: '王某', phone: '0635-1234567' },
    files: [],
  })

  it('is a draft of the own, then an article at the office, then one that came back', async () => {
    const { story, editor } = world
    const saved = await story.call('article.save-draft', draft('推行周末不打烊服务'), { as: unit })
    expect([await kinds(unit), await kinds(other), await kinds(editor)]).toEqual([['unsent 1'], [], []])
    const sent = await story.call('article.hand-in', { article: saved.article, version: saved.version }, { as: unit })
    expect([await kinds(unit), await kinds(editor)]).toEqual([[], ['receive 1']])
    expect((await waiting(editor))[0]).toMatchObject({ urgent: false, to: '/article?state=submitted' })
    story.day('2023-07-31')
    expect((await waiting(editor))[0]).toMatchObject({ urgent: true, text: '稿件待签收，有的已过办理期限' })
    const { version } = await story.call('article.get', { article: sent.article }, { as: editor })
    await story.call(
      'article.decide',
      {
        articles: [{ article: sent.article, version }],
        step: 'return',
        kind: null,
        reason: 'no-data',
        comment: '补数据',
      },
      { as: editor },
    )
    expect([await kinds(unit), await kinds(other), await kinds(editor)]).toEqual([['returned 1'], [], []])
    expect((await waiting(unit))[0]).toMatchObject({ urgent: true, to: '/my-article?state=returned' })
  })

  it('is a 约稿 with its day for the unit asked, and whoever is late for the office', async () => {
    const { story, editor, unit: named } = world
    const asked = { title: '防汛约稿', source: '市政府', level: 'city', dueOn: localDate('2023-08-02') } as const
    const more = { upperDueOn: localDate('2023-08-03'), requirements: '', materials: [], contact: '' }
    const begun = await story.call('commission.save', { ...asked, ...more, units: [named('临清局')] }, { as: editor })
    expect(await kinds(other)).toEqual([])
    const step = {
      commission: begun.commission,
      version: begun.version,
      on: localDate('2023-07-31'),
      adopted: [],
      comment: '',
    }
    await story.call('commission.step', { ...step, step: 'issue' }, { as: editor })
    expect(await waiting(other)).toMatchObject([
      {
        kind: 'assignment',
        text: '约稿“防汛约稿”，08-02 前反馈',
        urgent: true,
        to: `/commission?id=${begun.commission}`,
      },
    ])
    const own = await story.call('unit.own', { period: JULY }, { as: other })
    expect(own).toMatchObject({ name: '临清局', daysLeft: 0, missing: ['报省市 1 篇'], of: 12 })
    expect(own.openCommissions).toMatchObject([{ title: '防汛约稿', late: false }])
    expect(await story.refusal('unit.own', { period: JULY }, { as: editor })).toBe('forbidden')
    story.day('2023-08-04')
    expect(await kinds(editor)).toEqual(['close 1', 'send-up 1', 'urge 1'])
    expect((await story.call('unit.own', { period: JULY }, { as: other })).openCommissions[0]?.late).toBe(true)
  })

  it('is rehearsed before the month is closed', async () => {
    const { story, editor } = world
    const twins = ['关于科学编制村庄规划助力乡村振兴的做法', '科学编制村庄规划助力乡村振兴的做法']
    for (const title of twins) {
      const saved = await story.call('article.save-draft', draft(title), { as: title === twins[0] ? unit : other })
      await story.call(
        'article.hand-in',
        { article: saved.article, version: saved.version, confirmedDuplicate: true },
        { as: title === twins[0] ? unit : other },
      )
    }
    const august = await story.call('period.rehearse', { period: period('2023-08') }, { as: editor })
    expect(august.duplicates.map(one => one.titles.toSorted())).toEqual([twins.toSorted()])
    expect(august).toMatchObject({ undecided: 2, overdueCommissions: 1 })
    const article = await record(world, '七月的一篇稿件', '高唐局', localDate('2023-07-05'))
    await story.call('article.adopt', adoption(world, article, '高唐局', localDate('2023-07-10')), { as: editor })
    const july = await story.call('period.rehearse', { period: JULY }, { as: editor })
    expect(july).toMatchObject({ undecided: 0, duplicates: [], entries: 4 })
    expect(await story.refusal('period.rehearse', { period: period('2023-06') }, { as: editor })).toBe('period-closed')
  })

  it('is the notice for whoever takes its next step, and at last for the units', async () => {
    const { story, editor, chief } = world
    await story.call('period.close', { period: JULY }, { as: chief })
    expect(await kinds(editor)).toContain('notice-checking 1')
    expect(await kinds(chief)).toEqual([])
    const { version, open } = await story.call('notice.work', { period: JULY }, { as: editor })
    expect(open).toEqual([])
    const step = { period: JULY, comment: '' }
    await story.call('notice.step', { ...step, version, step: 'send-to-review' }, { as: editor })
    expect([await kinds(chief), (await kinds(editor)).filter(one => one.startsWith('notice'))]).toEqual([
      ['notice-in-review 1'],
      [],
    ])
    await story.call('notice.step', { ...step, version: version + 1, step: 'sign' }, { as: chief })
    expect(await kinds(editor)).toContain('notice-signed 1')
    await story.call('notice.issue', { period: JULY, issuedOn: localDate('2023-08-04') }, { as: editor })
    expect(await kinds(unit)).toContain('read-notice 1')
    await story.call('notice.seen', { period: JULY }, { as: unit })
    expect(await kinds(unit)).not.toContain('read-notice 1')
  })

  it('is afterwards among what was done, by the person who did it', async () => {
    const { story, editor } = world
    const done = await story.call('todo.list', { done: true }, { as: editor })
    expect(done.todos[0]).toMatchObject({ text: '印发通报：2023-07', to: '' })
    expect(done.total).toBeGreaterThan(done.todos.length - 1)
    const own = await story.call('todo.list', { done: true }, { as: other })
    expect(new Set(own.todos.map(one => one.kind))).toEqual(new Set(['article.hand-in']))
  })

  it('is told in messages, which are one’s own', async () => {
    const { story } = world
    const { messages, unread, total } = await story.call('message.list', {}, { as: unit })
    expect(messages[0]).toMatchObject({ text: '2023年7月通报已印发，请阅', read: false })
    expect(unread).toBe(total)
    const ids = messages.map(one => one.id)
    await story.call('message.read', { messages: ids }, { as: other })
    expect((await story.call('message.list', {}, { as: unit })).unread).toBe(total)
    await story.call('message.read', { messages: ids.slice(0, 1) }, { as: unit })
    expect((await story.call('message.list', {}, { as: unit })).unread).toBe(total - 1)
  })

  it('is an account without a role for the security administrator', async () => {
    const security = await world.story.person('sec', ['security-admin'])
    await world.story.person('fresh', [])
    expect(await kinds(security)).toEqual(['grant 1'])
  })
})
