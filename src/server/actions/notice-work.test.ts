import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DIALECTS, openDatabases } from '../../../test/support/databases.ts'
import { adoption, openWorld, record, signNotice, type World } from '../../../test/support/world.ts'
import type { NoticeWork } from '../../api/office-work.ts'
import { localDate, period } from '../../domain/calendar.ts'
import type { Actor } from '../context.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const JULY = period('2023-07')
const ISSUE = { period: JULY, issuedOn: localDate('2023-08-01') }

describe.each(DIALECTS)('a notice on its way, on %s', dialect => {
  let world: World
  let unit: Actor
  let second: Actor
  beforeAll(async () => {
    world = await openWorld(databases, dialect)
    unit = await world.story.person('yanggu', ['correspondent'], world.unit('阳谷局'))
    second = await world.story.person('second', ['chief', 'editor'])
    for (const [name, title] of [
      ['阳谷局', '推行周末不打烊服务便利群众办事'],
      ['临清局', '扎实开展地质灾害隐患排查整治'],
    ] as const) {
      const article = await record(world, title, name, localDate('2023-07-05'))
      await world.story.call('article.adopt', adoption(world, article, name, localDate('2023-07-10')), {
        as: world.editor,
      })
    }
  })
  const work = (as: Actor = world.editor) => world.story.call('notice.work', { period: JULY }, { as })
  const write = ({ version, sentences }: NoticeWork, key: string, template: string) => ({
    period: JULY,
    version,
    sentences: sentences.map(one => ({ key: one.key, template: one.key === key ? template : one.template })),
  })
  const step = (name: 'send-to-review' | 'send-back' | 'sign', version: number, comment = '') => ({
    period: JULY,
    version,
    step: name,
    comment,
  })
  const messages = async (as: Actor) =>
    world.story.database.read(db =>
      db
        .selectFrom('message')
        .select(['text', 'link'])
        .where('user_id', '=', as.user ?? '')
        .orderBy('id')
        .execute(),
    )

  it('is worded while its month is open, with numbers that follow the ledger', async () => {
    const { story, editor } = world
    const before = await work()
    expect(before).toMatchObject({ stage: 'rehearsal', version: 1, lookedAt: null, changes: [] })
    const figures = before.sentences.find(one => one.key === 'figures')
    expect(figures?.template).toContain('共收到稿件{收到}')
    expect(figures?.shown).toContain('共收到稿件2篇')
    const after = await story.call(
      'notice.sentences',
      write(before, 'figures', '7月份，各单位踊跃报送，共收到稿件{收到}。按计入单位次数统计，共采用稿件{采用}。'),
      { as: editor },
    )
    expect(after.version).toBe(2)
    const { notice } = await story.call('notice.compose', { period: JULY }, { as: editor })
    expect(notice.body[0]?.text).toBe('7月份，各单位踊跃报送，共收到稿件2篇。按计入单位次数统计，共采用稿件2篇次。')
    await record(world, '七月里又来的一篇关于耕地保护的稿件', '高唐局', localDate('2023-07-20'))
    const later = await story.call('notice.compose', { period: JULY }, { as: editor })
    expect(later.notice.body[0]?.text).toContain('共收到稿件3篇')
  })

  it('may be set against the month before, for good if the editor says so', async () => {
    const { story, editor } = world
    const before = await work()
    const june = (await story.call('standing.list', { period: period('2023-06') }, { as: editor })).groups
    const received = june.flatMap(group => group.rows).reduce((sum, row) => sum + row.counts.submitted, 0)
    const slot = before.sentences[0]?.slots.find(({ name }) => name === '环比·收到')
    expect(slot?.shown).toBe(`较上月减少${received - 3}篇`)
    const template = '7月份，各单位踊跃报送，共收到稿件{收到}，{环比·收到}。按计入单位次数统计，共采用稿件{采用}。'
    await story.call('notice.sentences', { ...write(before, 'figures', template), keep: true }, { as: editor })
    const { notice } = await story.call('notice.compose', { period: JULY }, { as: editor })
    expect(notice.cover[0]?.compared?.x100).toBe((3 - received) * 100)
    const form = await story.call('notice-form.get', {}, { as: editor })
    expect(form.templates.figures).toBe(template)
    const { version, table, print } = form
    await story.call(
      'notice-form.save',
      { version, table, print, templates: {}, variants: { compared: true, first: true } },
      { as: editor },
    )
    const own = await work()
    await story.call('notice.sentences', write(own, 'figures', ''), { as: editor })
    expect((await story.call('notice.compose', { period: JULY }, { as: editor })).notice.cover).toEqual([])
    await story.call('notice.sentences', write(await work(), 'figures', template), { as: editor })
    const usual = { version: form.version + 1, table, print, variants: { compared: false, first: false } }
    await story.call('notice-form.save', usual, { as: editor })
  })

  it('keeps a typed number, a misleading sentence and a stale text out', async () => {
    const { story, editor } = world
    const now = await work()
    const refused = (template: string, version = now.version) =>
      story.refusal('notice.sentences', { ...write(now, 'figures', template), version }, { as: editor })
    expect(await refused('共收到稿件300篇。')).toBe('invalid-input')
    expect(await refused('{收到}{没有这个数}')).toBe('invalid-input')
    expect(await refused('共收到稿件{收到}。', 1)).toBe('stale-version')
    expect(await story.refusal('notice.sentences', write(now, 'figures', ''), { as: unit })).toBe('forbidden')
    expect((await work()).version).toBe(now.version)
  })

  it('says what changed since a person looked last, to that person', async () => {
    const { story, editor, chief } = world
    const { seen } = await work(chief)
    await story.call('notice.seen', { period: JULY, seen }, { as: chief })
    expect((await work(chief)).changes).toEqual([])
    const before = await work()
    await story.call('notice.sentences', write(before, 'free-1', ''), { as: editor })
    await record(world, '关于不动产登记一窗办理的又一篇稿件', '高唐局', localDate('2023-07-21'))
    const { changes, lookedAt } = await work(chief)
    expect(lookedAt).not.toBeNull()
    expect(changes).toContainEqual(expect.stringMatching(/^正文第1段：由“.*3篇.*”改为“.*4篇/))
    expect(changes).toContainEqual(expect.stringMatching(/^表1第\d+行上报篇数：由“1”改为“2”/))
    // Somebody who saw something older hides nothing.
    await story.call('notice.seen', { period: JULY, seen }, { as: chief })
    expect((await work(chief)).changes).toEqual(changes)
  })

  it('is shown to units only once it is out, and then without the office’s answers', async () => {
    const { story } = world
    expect(await story.refusal('notice.compose', { period: JULY }, { as: unit })).toBe('not-found')
    expect(await story.refusal('notice.seen', { period: JULY }, { as: unit })).toBe('not-found')
    expect(await story.refusal('notice.work', { period: JULY }, { as: unit })).toBe('forbidden')
  })

  it('goes to signing when every finding was answered by name', async () => {
    const { story, editor, chief } = world
    expect(await story.refusal('notice.step', step('send-to-review', (await work()).version), { as: editor })).toBe(
      'step-not-allowed',
    )
    const before = await work()
    const slip = { key: 'free-1', template: '6月份，各单位报送质量有所提高。' }
    const sentences = [...before.sentences.map(({ key, template }) => ({ key, template })), slip]
    await story.call('notice.sentences', { period: JULY, version: before.version, sentences }, { as: editor })
    await story.call('period.close', { period: JULY }, { as: chief })
    const now = await work()
    expect(now.stage).toBe('checking')
    expect(now.open.length).toBeGreaterThan(0)
    expect(await story.refusal('notice.step', step('send-to-review', now.version), { as: editor })).toBe(
      'notice-findings',
    )
    const [first] = now.open
    if (first === undefined) throw new Error('no finding')
    const answer = { period: JULY, finding: first, note: '待查' }
    const mended = await story.call('notice.answer', { ...answer, answer: 'mend' }, { as: editor })
    expect(mended.open).toContain(first)
    const told = await story.call('notice.answer', { ...answer, answer: 'true', note: '两篇不同' }, { as: editor })
    expect(told.open).not.toContain(first)
    expect(told.findings.find(one => one.key === first)?.answer).toMatchObject({ answer: 'true', by: 'editor君' })
    expect(
      await story.refusal('notice.answer', { ...answer, finding: '0'.repeat(64), answer: 'true' }, { as: editor }),
    ).toBe('not-found')
    for (const finding of told.open)
      await story.call('notice.answer', { period: JULY, finding, answer: 'ignore', note: '' }, { as: editor })
    const sent = await story.call('notice.step', step('send-to-review', now.version), { as: second })
    expect(sent).toMatchObject({ stage: 'in-review', preparedBy: 'second君', prepared: true, open: [] })
    expect(await messages(chief)).toContainEqual({
      text: '2023年7月通报已送审，请签发',
      link: '/notice?period=2023-07',
    })
  })

  it('is signed by a chief who did not prepare it, and comes back with a reason', async () => {
    const { story, editor, chief } = world
    const { version } = await work()
    expect(await story.refusal('notice.step', step('sign', version), { as: second })).toBe('four-eyes')
    expect(await story.refusal('notice.step', step('sign', version), { as: editor })).toBe('four-eyes')
    expect(await story.refusal('notice.sentences', write(await work(), 'leaders', ''), { as: editor })).toBe(
      'step-not-allowed',
    )
    const back = await story.call('notice.step', step('send-back', version, '补写下月要求'), { as: chief })
    expect(back).toMatchObject({ stage: 'checking', returned: { comment: '补写下月要求', by: 'chief君' } })
    expect(await messages(second)).toContainEqual(
      expect.objectContaining({ text: '2023年7月通报被退回：补写下月要求' }),
    )
    const more = await story.call(
      'notice.sentences',
      {
        period: JULY,
        version: back.version,
        sentences: [
          ...back.sentences.map(({ key, template }) => ({ key, template })),
          { key: 'free-9', template: '请各单位围绕耕地保护，于8月25日前报送重点信息。' },
        ],
      },
      { as: editor },
    )
    await story.call('notice.step', step('send-to-review', more.version), { as: editor })
    expect(await story.refusal('notice.issue', ISSUE, { as: chief })).toBe('step-not-allowed')
    const signed = await story.call('notice.step', step('sign', more.version + 1), { as: chief })
    expect(signed).toMatchObject({ stage: 'signed', signedBy: 'chief君', changedSinceSigned: false, returned: null })
  })

  it('is signed as it stands: a title changed afterwards has to be signed again', async () => {
    const { story, editor, chief } = world
    const rename = (title: string) =>
      story.database.write(db =>
        db.updateTable('article').set({ title }).where('title', 'like', '扎实开展地质灾害%').execute(),
      )
    await rename('扎实开展地质灾害隐患排查')
    expect((await work()).changedSinceSigned).toBe(true)
    expect(await story.refusal('notice.issue', ISSUE, { as: editor })).toBe('step-not-allowed')
    await rename('扎实开展地质灾害隐患排查整治')
    await story.call('notice.issue', ISSUE, { as: editor })
    const out = await story.call('notice.compose', { period: JULY }, { as: chief })
    expect(out.notice.body.at(-1)?.text).toContain('8月25日前')
    expect(await messages(unit)).toEqual([{ text: '2023年7月通报已印发，请阅', link: '/notice?period=2023-07' }])
  })

  it('is read by the units, and counted by unit', async () => {
    const { story } = world
    expect((await work()).readers).toEqual({ read: 0, of: 1, unread: ['阳谷局'] })
    const view = await story.call('notice.compose', { period: JULY }, { as: unit })
    expect([view.findings, view.issued?.by]).toEqual([[], 'editor君'])
    await story.call('notice.seen', { period: JULY }, { as: unit })
    expect((await work()).readers).toEqual({ read: 1, of: 1, unread: [] })
  })

  it('is corrected beside itself, with what the ledger took back since', async () => {
    const { story, editor } = world
    const { facts } = await story.call('fact.list', { period: JULY, unit: world.unit('临清局') }, { as: editor })
    const adopted = facts.find(one => one.fact.type === 'adoption')
    if (adopted === undefined) throw new Error('no adoption')
    await story.call('fact.retract', { fact: adopted.fact.id, reason: '不是本单位的稿件' }, { as: editor })
    const text = '临清局一篇采用有误，特此更正。'
    const { corrections } = await story.call('notice.correct', { period: JULY, text }, { as: editor })
    expect(corrections).toHaveLength(1)
    expect(corrections[0]?.changes).toContainEqual(expect.stringMatching(/^临清局采用减 1 分，计入2023年8月/))
    const again = await story.call('notice.correct', { period: JULY, text: '又及。' }, { as: editor })
    expect(again.corrections.map(one => one.changes.length > 0)).toEqual([true, false])
    const seen = await story.call('notice.compose', { period: JULY }, { as: unit })
    expect(seen.corrections.map(one => one.text)).toEqual([text, '又及。'])
    expect(await story.refusal('notice.correct', { period: period('2023-06'), text }, { as: editor })).toBe(
      'step-not-allowed',
    )
  })
})

it('loses its signature when its month is opened again', async () => {
  const world = await openWorld(databases, 'sqlite')
  const { story, chief, editor } = world
  await story.person('other', ['chief'])
  const article = await record(world, '七月的稿件', '阳谷局', localDate('2023-07-05'))
  await story.call('article.adopt', adoption(world, article, '阳谷局', localDate('2023-07-10')), { as: editor })
  await story.call('period.close', { period: JULY }, { as: chief })
  await signNotice(world, JULY)
  const second = { account: 'other', password: 'Lieber-7-Berge' }
  await story.call('period.reopen', { period: JULY, reason: '漏登一篇', second }, { as: chief })
  const now = await story.call('notice.work', { period: JULY }, { as: editor })
  expect(now).toMatchObject({ stage: 'rehearsal', signedBy: null })
  await story.call('period.close', { period: JULY }, { as: chief })
  expect(await story.refusal('notice.issue', ISSUE, { as: chief })).toBe('step-not-allowed')
})
