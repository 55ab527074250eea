import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DIALECTS, openDatabases } from '../../../test/support/databases.ts'
import { adoption, credit, openWorld, record, rowOf, type World } from '../../../test/support/world.ts'
import type { Input } from '../../api.ts'
import { localDate, period } from '../../domain/calendar.ts'
import type { ArticleId, ForwardingId } from '../../domain/model.ts'
import { richOfText } from '../../domain/rich-text.ts'
import type { Actor } from '../context.ts'
import { readDocument } from '../documents.ts'
import { run } from '../pipeline.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const JULY = period('2023-07')

describe.each(DIALECTS)('what goes up on %s', dialect => {
  let world: World
  let people: Record<'yanggu' | 'linqing' | 'reader', Actor>
  beforeAll(async () => {
    world = await openWorld(databases, dialect)
    const { story, unit } = world
    people = {
      yanggu: await story.person('yanggu', ['correspondent'], unit('阳谷局')),
      linqing: await story.person('linqing', ['correspondent'], unit('临清局')),
      reader: await story.person('reader', ['reader']),
    }
  })
  beforeEach(() => world.story.day('2023-07-20'))

  async function entered(
    title: string,
    body = '第一段，办了 12 件。\n第二段。',
    names = ['阳谷局'],
  ): Promise<ArticleId> {
    const input = {
      title,
      body: richOfText(body),
      units: names.map(world.unit),
      receivedOn: localDate('2023-07-03'),
      genre: null,
      commission: null,
      contact: { name: '', phone: '' },
      files: [],
    }
    return (await world.story.call('article.enter', input, { as: world.editor })).article
  }
  const up = (article: ArticleId, more: Partial<Input<'forwarding.record'>> = {}): Input<'forwarding.record'> => ({
    article,
    to: '市政府办公室',
    outlet: '每日要情',
    level: 'city',
    on: localDate('2023-07-04'),
    credits: [credit(world.unit('阳谷局'))],
    ...more,
  })
  const list = async (as: Actor, text: string) =>
    (await world.story.call('forwarding.list', { text }, { as })).forwardings
  const adopt = (forwarding: ForwardingId, more: Partial<Input<'forwarding.adopt'>> = {}) => ({
    forwarding,
    outlet: null,
    outletName: '聊城信息',
    level: 'city' as const,
    kind: 'report' as const,
    on: localDate('2023-07-10'),
    credits: [credit(world.unit('阳谷局'))],
    ...more,
  })

  it('is a paper with the text, its source and its receiver, kept by its hash, and counts', async () => {
    const { story, editor } = world
    const before = await rowOf(world, JULY, '阳谷局')
    const article = await entered('阳谷县“一窗通办”提速')
    const sent = await story.call('forwarding.record', up(article), { as: editor })
    expect(sent).toMatchObject({ posting: '2023-07', late: false, file: { name: '阳谷县“一窗通办”提速.docx' } })
    const bytes = await story.deps.files.get(sent.file?.file ?? '')
    const { blocks } = await readDocument(bytes, '上报.docx')
    const lines = blocks.flatMap(block => (block.kind === 'paragraph' ? [block.text] : []))
    expect(lines.join('\n')).toContain('第二段。（阳谷局）')
    expect(lines[0]).toBe('阳谷县“一窗通办”提速')
    const after = await rowOf(world, JULY, '阳谷局')
    expect(after.counts.forwarded - before.counts.forwarded).toBe(1)
    const [row] = await list(editor, '一窗通办')
    expect(row).toMatchObject({
      to: '市政府办公室',
      outlet: '每日要情',
      level: 'city',
      on: '2023-07-04',
      by: 'editor君',
    })
    expect(row?.file?.size).toBe(bytes.length)
    const [again] = await list(people.yanggu, '一窗通办')
    expect(again).toMatchObject({ title: row?.title, file: null })
    expect(await list(people.linqing, '一窗通办')).toEqual([])
  })

  it('has no file where only the title is known', async () => {
    const article = await record(world, '只有题目的稿件', '阳谷局', localDate('2023-07-03'))
    expect(await world.story.call('forwarding.record', up(article), { as: world.editor })).toMatchObject({ file: null })
  })

  it('goes to one outlet once, and anew once that was taken back', async () => {
    const { story, editor } = world
    const article = await entered('只报一次的稿件')
    const sent = await story.call('forwarding.record', up(article), { as: editor })
    expect(await story.refusal('forwarding.record', up(article), { as: editor })).toBe('already-forwarded')
    await story.call('forwarding.record', up(article, { outlet: '专报' }), { as: editor })
    await story.call('fact.retract', { fact: sent.fact, reason: '登记错了' }, { as: editor })
    expect((await list(editor, '只报一次')).map(row => row.outlet)).toEqual(['专报'])
    await story.call('forwarding.record', up(article), { as: editor })
  })

  it('does not take up a draft, another’s unit, or a day that is still to come', async () => {
    const { story, editor } = world
    const draft = await story.call(
      'article.save-draft',
      {
        title: '还没交的',
        body: richOfText('x'),
        genre: null,
        outlet: null,
        commission: null,
        units: [],
        contact: { name: '', phone: '' },
        files: [],
      },
      { as: people.yanggu },
    )
    expect(await story.refusal('forwarding.record', up(draft.article), { as: editor })).toBe('not-found')
    const article = await entered('日期不对的')
    expect(await story.refusal('forwarding.record', up(article, { on: localDate('2023-07-21') }), { as: editor })).toBe(
      'day-outside',
    )
    for (const as of [people.reader, people.yanggu])
      expect(await story.refusal('forwarding.record', up(article), { as })).toBe('forbidden')
  })

  it('that came of it above counts by level and kind, in one outlet once', async () => {
    const { story, editor } = world
    const before = await rowOf(world, JULY, '阳谷局')
    const article = await entered('被上级采用的稿件')
    const { forwarding } = await story.call('forwarding.record', up(article), { as: editor })
    const as = { as: editor }
    expect(await story.refusal('forwarding.adopt', adopt(forwarding, { on: localDate('2023-07-03') }), as)).toBe(
      'invalid-input',
    )
    expect(await story.refusal('forwarding.adopt', adopt(forwarding, { outletName: ' ' }), as)).toBe('invalid-input')
    const done = await story.call('forwarding.adopt', adopt(forwarding), as)
    expect(done).toMatchObject({ posting: '2023-07', late: false })
    expect(await story.refusal('forwarding.adopt', adopt(forwarding), as)).toBe('already-adopted')
    const province = { level: 'province', outletName: '山东信息', kind: 'brief' } as const
    await story.call('forwarding.adopt', adopt(forwarding, province), as)
    const [row] = await list(editor, '被上级采用')
    expect(row?.adoptions.map(one => [one.outlet, one.level, one.kind])).toEqual([
      ['聊城信息', 'city', 'report'],
      ['山东信息', 'province', 'brief'],
    ])
    expect((await rowOf(world, JULY, '阳谷局')).counts.upperAdopted - before.counts.upperAdopted).toBe(2)
    await story.call('fact.retract', { fact: done.fact, reason: '登记错了' }, as)
    expect((await list(editor, '被上级采用'))[0]?.adoptions.map(one => one.outlet)).toEqual(['山东信息'])
    await story.call('forwarding.adopt', adopt(forwarding), as)
    const { outlets } = await story.call('unit.list', {})
    expect(outlets.filter(outlet => outlet.name === '聊城信息')).toHaveLength(1)
  })

  it('adopted in a month that is closed counts in the oldest open one, and says so', async () => {
    const { story, editor } = world
    const article = await entered('六月上报的')
    const june = localDate('2023-06-15')
    const sent = await story.call('forwarding.record', up(article, { on: june }), { as: editor })
    expect(sent).toMatchObject({ posting: '2023-07', late: true })
    const done = await story.call('forwarding.adopt', adopt(sent.forwarding, { on: june }), { as: editor })
    expect(done).toMatchObject({ posting: '2023-07', late: true })
  })

  it('is found by month and level', async () => {
    const count = async (input: Input<'forwarding.list'>) =>
      (await world.story.call('forwarding.list', input, { as: world.editor })).total
    const article = await entered('省里的')
    await world.story.call('forwarding.record', up(article, { level: 'province', to: '省厅' }), { as: world.editor })
    expect(await count({ level: 'province' })).toBe(1)
    expect(await count({ period: period('2023-06') })).toBe(1)
    expect(await count({ period: JULY, level: 'nation' })).toBe(0)
  })

  it('is not sent when the text changed while its paper was written', async () => {
    const { story, editor } = world
    const article = await entered('边写边改的')
    const { version } = await story.call('article.get', { article }, { as: editor })
    const files = story.deps.files
    const edit = { article, version, title: '边写边改的', body: richOfText('改过的正文。'), note: '' }
    const slow = {
      ...files,
      put: async (bytes: Uint8Array) => {
        await story.call('article.edit', edit, { as: editor })
        return files.put(bytes)
      },
    }
    const answer = await run(
      { ...story.deps, files: slow },
      {
        operation: 'forwarding.record',
        input: up(article),
        actor: editor,
        office: story.office,
        key: 'while-writing',
        dryRun: false,
        requestId: 'r',
      },
    )
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'stale-version' })
  })

  describe('a leader’s words', () => {
    const words = (more: Partial<Input<'instruction.enter'>> = {}): Input<'instruction.enter'> => ({
      article: null,
      title: '关于隐患排查的专报',
      leader: '市领导',
      level: 'city',
      text: '做法很好，请总结推广。',
      on: localDate('2023-07-12'),
      credits: [credit(world.unit('阳谷局'))],
      ...more,
    })
    const instructions = async (as: Actor, text = '隐患排查') =>
      (await world.story.call('instruction.list', { text }, { as })).instructions

    it('are passed on, answered and settled, each by whom it concerns', async () => {
      const { story, editor } = world
      const { instruction, posting } = await story.call('instruction.enter', words(), { as: editor })
      expect(posting).toBe('2023-07')
      const step = (name: Input<'instruction.step'>['step'], version: number, comment = '') => ({
        instruction,
        version,
        step: name,
        comment,
      })
      const unit = { as: people.yanggu }
      expect((await instructions(people.yanggu))[0]?.steps).toEqual([])
      for (const name of ['pass-on', 'settle'] as const)
        expect(await story.refusal('instruction.step', step(name, 1), unit)).toBe('step-not-allowed')
      expect(await story.refusal('instruction.step', step('answer', 1, '已办'), { as: people.linqing })).toBe(
        'not-found',
      )
      await story.call('instruction.step', step('pass-on', 1), { as: editor })
      expect((await instructions(people.yanggu))[0]?.steps).toEqual(['answer'])
      expect(await story.refusal('instruction.step', step('answer', 2, ' '), unit)).toBe('invalid-input')
      await story.call('instruction.step', step('answer', 2, '已在全县推广。'), unit)
      expect(await story.refusal('instruction.step', step('settle', 2), { as: editor })).toBe('stale-version')
      await story.call('instruction.step', step('settle', 3), { as: editor })
      const [settled] = await instructions(editor)
      expect(settled).toMatchObject({ state: 'settled', steps: [], text: '做法很好，请总结推广。' })
      expect(settled?.events.map(one => [one.step, one.by, one.comment])).toEqual([
        ['record', 'editor君', ''],
        ['pass-on', 'editor君', ''],
        ['answer', 'yanggu君', '已在全县推广。'],
        ['settle', 'editor君', ''],
      ])
      const told = await story.database.read(db => db.selectFrom('message').select(['user_id', 'text']).execute())
      expect(told.filter(row => row.text.includes('隐患排查')).map(row => row.user_id)).toEqual([
        people.yanggu.user,
        editor.user,
      ])
    })

    it('are a fact that rules can score, about an article where there is one', async () => {
      const { story, editor } = world
      const article = await entered('有批示的稿件')
      const { fact } = await story.call('instruction.enter', words({ article, title: '有批示的稿件' }), { as: editor })
      const { facts } = await story.call('fact.list', { period: JULY, limit: 200 }, { as: editor })
      expect(facts.find(one => one.fact.id === fact)?.fact).toMatchObject({
        type: 'instruction',
        article,
        level: 'city',
      })
      const detail = await story.call('article.get', { article }, { as: people.yanggu })
      expect(detail.instructions).toMatchObject([{ leader: '市领导', text: '做法很好，请总结推广。' }])
      await story.call('fact.retract', { fact, reason: '记错了' }, { as: editor })
      expect(await instructions(editor, '有批示的稿件')).toEqual([])
    })
  })

  it('leaves the office’s own adoptions to the issue', async () => {
    const article = await entered('本级采用过的')
    await world.story.call('article.adopt', adoption(world, article, '阳谷局', localDate('2023-07-05')), {
      as: world.editor,
    })
    const { forwarding } = await world.story.call('forwarding.record', up(article), { as: world.editor })
    expect(await world.story.call('forwarding.adopt', adopt(forwarding), { as: world.editor })).toMatchObject({
      posting: '2023-07',
    })
  })
})
