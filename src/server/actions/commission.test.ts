import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DIALECTS, openDatabases } from '../../../test/support/databases.ts'
import { openWorld, record, rowOf, type World } from '../../../test/support/world.ts'
import type { Input, Output } from '../../api.ts'
import { localDate, period } from '../../domain/calendar.ts'
import { type ArticleId, CommissionId } from '../../domain/model.ts'
import { richOfText } from '../../domain/rich-text.ts'
import { answerByArticle, withdrawAnswers } from '../commission-replies.ts'
import type { Actor, Context, Handlers } from '../context.ts'
import { run } from '../pipeline.ts'
import { HANDLERS } from './index.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const JULY = period('2023-07')

describe.each(DIALECTS)('a commission on %s', dialect => {
  let world: World
  let people: Record<'yanggu' | 'linqing' | 'gaotang' | 'reader' | 'editor', Actor>
  beforeAll(async () => {
    world = await openWorld(databases, dialect)
    const { story, unit, editor } = world
    story.day('2023-07-03')
    people = {
      yanggu: await story.person('yanggu', ['correspondent'], unit('阳谷局')),
      linqing: await story.person('linqing', ['correspondent'], unit('临清局')),
      gaotang: await story.person('gaotang', ['correspondent'], unit('高唐局')),
      reader: await story.person('reader', ['reader']),
      editor,
    }
  })

  beforeEach(() => world.story.day('2023-07-03'))

  const fields = (title: string, more: Partial<Input<'commission.save'>> = {}): Input<'commission.save'> => ({
    title,
    source: '市政府',
    level: 'city',
    upperDueOn: localDate('2023-07-20'),
    dueOn: localDate('2023-07-14'),
    requirements: '围绕堵点写。',
    materials: [{ kind: 'figure', text: '上半年宗数' }],
    contact: '信息科',
    units: ['阳谷局', '临清局'].map(world.unit),
    ...more,
  })
  const get = (commission: CommissionId, as = people.editor) =>
    world.story.call('commission.get', { commission }, { as })
  async function step(
    commission: CommissionId,
    name: Input<'commission.step'>['step'],
    more: Partial<Input<'commission.step'>> = {},
  ): Promise<Output<'commission.step'>> {
    const { version } = await get(commission)
    const input = { commission, version, step: name, on: null, adopted: [], comment: '', ...more }
    return world.story.call('commission.step', input, { as: people.editor })
  }
  async function issued(title: string, more: Partial<Input<'commission.save'>> = {}): Promise<CommissionId> {
    const { commission } = await world.story.call('commission.save', fields(title, more), { as: people.editor })
    await step(commission, 'issue')
    return commission
  }
  const at = (commission: CommissionId, name: string) => ({ commission, unit: world.unit(name) })
  async function reply(commission: CommissionId, name: string, title: string, as = people.editor): Promise<ArticleId> {
    const article = await record(world, title, name, localDate('2023-07-03'))
    await world.story.call('assignment.reply', { ...at(commission, name), article }, { as })
    return article
  }
  const facts = (commission: CommissionId) =>
    world.story.database.read(db =>
      db
        .selectFrom('fact')
        .innerJoin('fact_credit', 'fact_credit.fact_id', 'fact.id')
        .innerJoin('unit', 'unit.id', 'fact_credit.unit_id')
        .select(['fact.status', 'fact.occurred_on', 'fact.posting', 'fact.asker', 'unit.name'])
        .where('commission_id', '=', commission)
        .orderBy('fact.seq')
        .orderBy('fact_credit.position')
        .execute(),
    )
  const messages = (who: Actor) =>
    world.story.database.read(async db => {
      const rows = await db
        .selectFrom('message')
        .select('text')
        .where('user_id', '=', who.user ?? '')
        .orderBy('at')
        .orderBy('id')
        .execute()
      return rows.map(row => row.text)
    })

  it('is the office’s alone until it is issued, and then of the units that were asked', async () => {
    const { story } = world
    const { commission } = await story.call('commission.save', fields('征集要素保障建议'), { as: people.editor })
    expect(await story.refusal('commission.get', { commission }, { as: people.yanggu })).toBe('not-found')
    expect(
      (await story.call('commission.table', {}, { as: people.yanggu })).commissions.map(one => one.title),
    ).not.toContain('征集要素保障建议')
    await step(commission, 'issue')
    const seen = await get(commission, people.yanggu)
    expect(seen).toMatchObject({
      state: 'issued',
      requirements: '围绕堵点写。',
      asked: 1,
      own: { state: 'issued', dueOn: '2023-07-14', late: false },
      ownSteps: ['sign', 'start', 'reply'],
      steps: [],
    })
    expect(seen.assignments.map(one => one.name)).toEqual(['阳谷局'])
    expect(await story.refusal('commission.get', { commission }, { as: people.gaotang })).toBe('not-found')
    expect(await messages(people.yanggu)).toEqual(['新约稿“征集要素保障建议”，请于2023年7月14日前反馈'])
    expect((await get(commission)).asked).toBe(2)
    expect((await get(commission, people.reader)).steps).toEqual([])
  })

  it('is not issued without units, without a deadline, or with one later than the one from above', async () => {
    const { story } = world
    const save = (more: Partial<Input<'commission.save'>>) =>
      story.call('commission.save', fields('不完整的约稿', more), { as: people.editor })
    for (const more of [{ units: [] }, { dueOn: null }]) {
      const { commission, version } = await save(more)
      const input = { commission, version, step: 'issue', on: null, adopted: [], comment: '' } as const
      expect(await story.refusal('commission.step', { ...input, adopted: [] }, { as: people.editor })).toBe(
        'invalid-input',
      )
    }
    const late = fields('时限太晚', { dueOn: localDate('2023-07-21') })
    expect(await story.refusal('commission.save', late, { as: people.editor })).toBe('invalid-input')
    const twice = fields('同一单位', { units: ['阳谷局', '阳谷局'].map(world.unit) })
    expect(await story.refusal('commission.save', twice, { as: people.editor })).toBe('invalid-input')
  })

  it('is signed for, worked on and answered by as many articles as a unit likes, of which the first counts', async () => {
    const { story } = world
    const commission = await issued('一次约稿多篇反馈')
    const own = { ...at(commission, '阳谷局') }
    const as = { as: people.yanggu }
    expect(await story.call('assignment.step', { ...own, step: 'sign' }, as)).toMatchObject({ state: 'signed' })
    expect(await story.call('assignment.step', { ...own, step: 'start' }, as)).toMatchObject({ state: 'working' })
    expect(await story.refusal('assignment.step', { ...own, step: 'sign' }, as)).toBe('step-not-allowed')
    await reply(commission, '阳谷局', '堵点之一', people.yanggu)
    await reply(commission, '阳谷局', '堵点之二', people.yanggu)
    const seen = await get(commission)
    expect(seen).toMatchObject({ asked: 2, signed: 1, replied: 1 })
    expect(seen.assignments[0]?.replies.map(one => one.title)).toEqual(['堵点之一', '堵点之二'])
    expect(seen.events.map(one => one.step)).toEqual(['issue', 'sign', 'start', 'reply', 'reply'])
    expect(await facts(commission)).toMatchObject([{ status: 'submitted', name: '阳谷局', asker: '市政府' }])
    const { replies } = await story.call('commission.replies', { commission }, { as: people.editor })
    expect(replies.map(one => [one.unit.name, one.title])).toEqual([
      ['阳谷局', '堵点之一'],
      ['阳谷局', '堵点之二'],
    ])
    expect(await story.refusal('commission.replies', { commission }, as)).toBe('forbidden')
  })

  it('takes no answer of another unit, and nothing that was not handed in', async () => {
    const { story } = world
    const commission = await issued('只答自己的')
    const own = await record(world, '阳谷自己的', '阳谷局', localDate('2023-07-03'))
    const foreign = at(commission, '临清局')
    const as = { as: people.yanggu }
    const nowhere = { commission: CommissionId.parse('com_none'), unit: world.unit('阳谷局') }
    for (const where of [foreign, nowhere])
      for (const refusal of [
        await story.refusal('assignment.step', { ...where, step: 'sign' }, as),
        await story.refusal('assignment.reply', { ...where, article: own }, as),
      ])
        expect(refusal).toBe('not-found')
    const others = await record(world, '临清的稿件', '临清局', localDate('2023-07-03'))
    const reply = { ...at(commission, '阳谷局'), article: others }
    expect(await story.refusal('assignment.reply', reply, as)).toBe('not-found')
    const draft = await story.call(
      'article.save-draft',
      {
        title: '还在写',
        body: richOfText('未完'),
        genre: null,
        outlet: null,
        commission: null,
        units: [],
        contact: { name: '', phone: '' },
        files: [],
      },
      as,
    )
    expect(await story.refusal('assignment.reply', { ...reply, article: draft.article }, as)).toBe('step-not-allowed')
    const handed = await story.call('article.hand-in', { article: draft.article, version: draft.version }, as)
    expect(await story.call('assignment.reply', { ...reply, article: handed.article }, as)).toMatchObject({
      state: 'replied',
    })
    const detail = await story.call('article.get', { article: handed.article }, as)
    expect(detail.commission).toEqual({ id: commission, title: '只答自己的' })
  })

  it('counts a late answer as late by the unit’s own deadline, and after an extension no more', async () => {
    const { story } = world
    const commission = await issued('迟报与延期')
    story.day('2023-07-15')
    const editor = { as: people.editor }
    expect(await get(commission)).toMatchObject({ late: 2 })
    const extension = { ...at(commission, '临清局'), dueOn: localDate('2023-07-18'), reason: '数据待核' }
    expect(await story.call('assignment.extend', extension, editor)).toMatchObject({ dueOn: '2023-07-18' })
    const beyond = { ...extension, dueOn: localDate('2023-07-21') }
    expect(await story.refusal('assignment.extend', beyond, editor)).toBe('invalid-input')
    expect(await story.refusal('assignment.extend', { ...extension, dueOn: localDate('2023-07-14') }, editor)).toBe(
      'invalid-input',
    )
    expect(await get(commission)).toMatchObject({ late: 1 })
    const { commissions } = await story.call('commission.table', { text: '迟报与延期' }, { as: people.linqing })
    expect(commissions[0]?.own).toEqual({
      state: 'issued',
      dueOn: '2023-07-18',
      late: false,
    })
    await reply(commission, '阳谷局', '迟到的反馈')
    await reply(commission, '临清局', '延期内的反馈')
    expect((await facts(commission)).map(one => [one.name, one.status])).toEqual([
      ['阳谷局', 'late'],
      ['临清局', 'submitted'],
    ])
  })

  it('urges those who owe an answer, once a day and nobody else', async () => {
    const { story } = world
    const commission = await issued('催办')
    await reply(commission, '阳谷局', '先交的')
    const editor = { as: people.editor }
    const both = { commission, units: ['阳谷局', '临清局'].map(world.unit) }
    expect(await story.call('assignment.urge', both, editor)).toEqual({ urged: 1 })
    expect(await story.refusal('assignment.urge', both, editor)).toBe('step-not-allowed')
    expect((await messages(people.linqing)).filter(text => text.startsWith('催办'))).toEqual([
      '催办：约稿“催办”还没有反馈，时限2023年7月14日',
    ])
    expect((await messages(people.yanggu)).filter(text => text.startsWith('催办'))).toEqual([])
    story.day('2023-07-04')
    expect(await story.call('assignment.urge', both, editor)).toEqual({ urged: 1 })
    expect((await get(commission)).assignments.map(one => one.urged)).toEqual([0, 2])
  })

  it('lets a unit off with a reason, and takes it back in when there is something to say after all', async () => {
    const { story } = world
    const commission = await issued('免报')
    const own = at(commission, '临清局')
    await story.call('assignment.exempt', { ...own, reason: '无此项业务' }, { as: people.editor })
    expect(await get(commission)).toMatchObject({ asked: 1 })
    expect((await get(commission, people.linqing)).assignments[0]).toMatchObject({
      state: 'exempt',
      reason: '无此项业务',
    })
    const article = await record(world, '还是写了', '临清局', localDate('2023-07-03'))
    expect(await story.refusal('assignment.reply', { ...own, article }, { as: people.linqing })).toBe(
      'step-not-allowed',
    )
    await story.call('assignment.step', { ...own, step: 'reopen' }, { as: people.linqing })
    await story.call('assignment.reply', { ...own, article }, { as: people.linqing })
    expect(await get(commission)).toMatchObject({ asked: 2, replied: 1 })
  })

  it('takes back what a reopened answer counted, and counts the next one anew', async () => {
    const { story } = world
    const commission = await issued('重新办理')
    const article = await reply(commission, '阳谷局', '要改的')
    await story.call('assignment.step', { ...at(commission, '阳谷局'), step: 'reopen' }, { as: people.yanggu })
    expect(await get(commission)).toMatchObject({ replied: 0 })
    await story.call('assignment.reply', { ...at(commission, '阳谷局'), article }, { as: people.yanggu })
    expect((await facts(commission)).map(one => one.status)).toEqual(['submitted', 'submitted'])
    const standing = await story.call('fact.list', { period: JULY, unit: world.unit('阳谷局') }, { as: people.editor })
    const about = standing.facts.filter(one => one.title.startsWith('重新办理'))
    expect(about.map(one => one.retracted)).toEqual([true, false])
  })

  it('credits units with what was adopted above, with points by rule and the asker, each once', async () => {
    const { story } = world
    const before = await rowOf(world, JULY, '阳谷局')
    const commission = await issued('被采用的约稿')
    const [one, two] = [
      await reply(commission, '阳谷局', '阳谷的材料'),
      await reply(commission, '临清局', '临清的材料'),
    ]
    await step(commission, 'collect', { adopted: [{ unit: world.unit('阳谷局'), article: one }] })
    await step(commission, 'send-up', { adopted: [{ unit: world.unit('阳谷局'), article: one }] })
    const done = await step(commission, 'adopt', {
      on: localDate('2023-07-02'),
      adopted: [{ unit: world.unit('阳谷局'), article: one }],
    })
    expect(done).toMatchObject({ state: 'adopted', posting: '2023-07', late: false })
    expect((await facts(commission)).map(fact => [fact.name, fact.status, fact.occurred_on])).toEqual([
      ['阳谷局', 'submitted', '2023-07-03'],
      ['临清局', 'submitted', '2023-07-03'],
      ['阳谷局', 'accepted', '2023-07-03'],
      ['阳谷局', 'adopted', '2023-07-02'],
    ])
    const after = await rowOf(world, JULY, '阳谷局')
    expect([after.counts.commissions - before.counts.commissions, after.month - before.month]).toEqual([1, 500])
    const { version } = await get(commission)
    const again = { commission, version, step: 'adopt', on: localDate('2023-07-03'), comment: '' } as const
    const refuse = (adopted: Input<'commission.step'>['adopted']) =>
      story.refusal('commission.step', { ...again, adopted }, { as: people.editor })
    expect(await refuse([{ unit: world.unit('阳谷局'), article: one }])).toBe('already-adopted')
    expect(await refuse([{ unit: world.unit('临清局'), article: one }])).toBe('not-found')
    expect(await refuse([])).toBe('invalid-input')
    await step(commission, 'adopt', {
      on: localDate('2023-07-03'),
      adopted: [{ unit: world.unit('临清局'), article: two }],
    })
    const reopen = { ...at(commission, '阳谷局'), step: 'reopen' } as const
    expect(await story.refusal('assignment.step', reopen, { as: people.yanggu })).toBe('step-not-allowed')
    expect((await get(commission)).assignments.map(unit => unit.replies.map(row => row.adopted))).toEqual([
      [true],
      [true],
    ])
  })

  it('posts an adoption of a closed month to the oldest open one and says so', async () => {
    const commission = await issued('六月的采用')
    const june = localDate('2023-06-20')
    const done = await step(commission, 'adopt', { on: june, adopted: [{ unit: world.unit('阳谷局'), article: null }] })
    expect(done).toMatchObject({ posting: '2023-07', late: true })
    expect(await facts(commission)).toMatchObject([{ status: 'adopted', occurred_on: june, posting: '2023-07' }])
  })

  it('counts an office’s summary of several units as one adoption credited to all of them', async () => {
    const commission = await issued('综合采用')
    await reply(commission, '阳谷局', '综合甲')
    await reply(commission, '临清局', '综合乙')
    const units = ['阳谷局', '临清局'].map(name => ({ unit: world.unit(name), article: null }))
    await step(commission, 'adopt', { adopted: units })
    const rows = await world.story.database.read(db =>
      db
        .selectFrom('fact')
        .select('id')
        .where('commission_id', '=', commission)
        .where('status', '=', 'adopted')
        .execute(),
    )
    expect(rows).toHaveLength(1)
  })

  it('names at its end who never answered, on the day it was due, and nobody whose day is still to come', async () => {
    const { story } = world
    const commission = await issued('未报', { units: ['阳谷局', '临清局', '高唐局'].map(world.unit) })
    await reply(commission, '阳谷局', '按时的')
    story.day('2023-07-16')
    const extension = { ...at(commission, '高唐局'), dueOn: localDate('2023-07-19'), reason: '出差' }
    await story.call('assignment.extend', extension, { as: people.editor })
    expect(await step(commission, 'close')).toMatchObject({ state: 'closed', posting: '2023-07', late: false })
    expect((await facts(commission)).slice(1)).toMatchObject([
      { status: 'missing', name: '临清局', occurred_on: '2023-07-14' },
    ])
    const article = await record(world, '太晚了', '临清局', localDate('2023-07-16'))
    for (const refusal of [
      await story.refusal('assignment.reply', { ...at(commission, '临清局'), article }, { as: people.linqing }),
      await story.refusal('assignment.urge', { commission, units: [world.unit('临清局')] }, { as: people.editor }),
    ])
      expect(refusal).toBe('step-not-allowed')
    expect((await get(commission, people.linqing)).ownSteps).toEqual([])
  })

  it('refuses an edit that began from another version, and drops no unit once it is issued', async () => {
    const { story } = world
    const editor = { as: people.editor }
    const commission = await issued('修改')
    const { version } = await get(commission)
    const edit = (more: Partial<Input<'commission.save'>>) => ({ ...fields('修改', more), commission, version })
    expect(await story.refusal('commission.save', edit({ units: [world.unit('阳谷局')] }), editor)).toBe(
      'invalid-input',
    )
    await reply(commission, '阳谷局', '早交的')
    const units = ['阳谷局', '临清局', '高唐局'].map(world.unit)
    const saved = await story.call('commission.save', edit({ units, dueOn: localDate('2023-07-17') }), editor)
    expect(saved.version).toBe(version + 1)
    expect((await get(commission)).assignments.map(one => [one.name, one.dueOn])).toEqual([
      ['阳谷局', '2023-07-14'],
      ['临清局', '2023-07-17'],
      ['高唐局', '2023-07-17'],
    ])
    expect(await messages(people.gaotang)).toContain('新约稿“修改”，请于2023年7月17日前反馈')
    expect(await story.refusal('commission.save', edit({ units }), editor)).toBe('stale-version')
    const stale = { commission, version, step: 'collect', on: null, adopted: [], comment: '' } as const
    expect(await story.refusal('commission.step', { ...stale, adopted: [] }, editor)).toBe('stale-version')
  })

  it('finds by month, state and words, with what was taken over from old notices as settled', async () => {
    const { story } = world
    const table = (input: Input<'commission.table'>) => story.call('commission.table', input, { as: people.editor })
    const june = await table({ period: period('2023-06') })
    expect(june.commissions.filter(one => one.state === 'closed' && one.asked > 0).length).toBeGreaterThan(5)
    expect((await table({ text: '要素保障建议' })).commissions.map(one => one.title)).toEqual(['征集要素保障建议'])
    const drafts = await table({ states: ['drafting'] })
    expect(drafts.commissions.map(one => one.state)).toEqual(['drafting', 'drafting'])
    expect((await table({ states: ['closed'], limit: 1 })).commissions).toHaveLength(1)
    const settled = (await table({})).commissions.map(one => one.state === 'closed')
    expect(settled).toEqual([...settled].sort())
    const due = (await table({})).commissions.filter(one => one.state !== 'closed').map(one => one.dueOn ?? '9999')
    expect(due).toEqual([...due].sort())
    expect((await table({ sort: 'newest', limit: 1 })).commissions).not.toEqual((await table({ limit: 1 })).commissions)
    expect((await table({ period: period('2024-01') })).total).toBe(0)
  })

  /** Calls what the handing in and the withdrawal of an article call, in a command of its own. */
  async function within(article: ArticleId, work: (context: Context) => Promise<void>): Promise<void> {
    const { story } = world
    const handlers: Handlers = {
      ...HANDLERS,
      'article.comment': async context => {
        await work(context)
        return { done: true }
      },
    }
    const answer = await run(
      { ...story.deps, handlers },
      {
        operation: 'article.comment',
        input: { article, text: '-', toUnit: true },
        actor: people.yanggu,
        office: story.office,
        key: `within-${article}-${++keys}`,
        dryRun: false,
        requestId: 'r',
      },
    )
    expect([answer.status, story.logged]).toEqual([200, []])
  }
  let keys = 0

  it('is answered by an article that names it, and no longer once the last of them was withdrawn', async () => {
    const commission = await issued('随稿反馈')
    const [one, two] = [
      await record(world, '随稿甲', '阳谷局', localDate('2023-07-03')),
      await record(world, '随稿乙', '阳谷局', localDate('2023-07-03')),
    ]
    const units = ['阳谷局', '高唐局'].map(world.unit)
    for (const article of [one, two])
      await within(article, context => answerByArticle(context, { commission, article, units }))
    expect(await get(commission)).toMatchObject({ replied: 1 })
    await within(one, context => withdrawAnswers(context, one))
    expect(await get(commission)).toMatchObject({ replied: 1 })
    const single = await issued('只有一篇')
    await within(one, context => answerByArticle(context, { commission: single, article: one, units }))
    await within(one, context => withdrawAnswers(context, one))
    expect(await get(single)).toMatchObject({ replied: 0 })
    // What is not there, or takes no answers any more, is left alone: the article comes in all the same.
    await step(single, 'close')
    for (const commission of [single, CommissionId.parse('com_none')])
      await within(two, context => answerByArticle(context, { commission, article: two, units }))
    expect(await get(single)).toMatchObject({ replied: 0 })
  })
})
