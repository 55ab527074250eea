import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabases } from '../../../test/support/databases.ts'
import { type Door, openDoor, said } from '../../../test/support/door.ts'
import { insertOffice } from '../../../test/support/office-rows.ts'
import type { ArticleDetail, ArticleRow } from '../../api/article.ts'
import type { Output } from '../../api.ts'
import { HANDLERS } from './index.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const text = (words: string) => [{ kind: 'paragraph', runs: [{ text: words }] }]
const draft = (title: string, words = `${title}，完成 12 处。`) => ({
  title,
  body: text(words),
  genre: 'news',
  outlet: null,
  commission: null,
  units: [],
  contact: { name: '王某', phone: '0635-1234567' },
  files: [],
})
const JIA = 'unt_off_1_1'
const YI = 'unt_off_1_2'

describe.each(['sqlite', 'postgres'] as const)('the life of an article, on %s', dialect => {
  let door: Door
  let leader = ''
  const cookies = { jia: '', jia2: '', jia3: '', yi: '', editor: '', editor2: '', leader: '' }
  type Who = keyof typeof cookies
  beforeAll(async () => {
    door = await openDoor(databases, { dialect, handlers: HANDLERS })
    await door.account('jia', ['correspondent'], { unit: JIA })
    await door.account('jia2', ['reviewer'], { unit: JIA })
    await door.account('jia3', ['correspondent', 'reviewer'], { unit: JIA })
    await door.account('yi', ['correspondent'], { unit: YI })
    await door.account('editor', ['editor'])
    await door.account('editor2', ['chief'])
    leader = await door.account('leader', ['reader'])
    for (const who of ['jia', 'jia2', 'jia3', 'yi', 'editor', 'editor2', 'leader'] as const)
      cookies[who] = await door.enter(who)
  })
  const call = (name: string, input: unknown, who: Who) => door.call(name, input, { cookie: cookies[who] })
  async function ok<Answer = Record<string, unknown>>(name: string, input: unknown, who: Who): Promise<Answer> {
    const answer = await call(name, input, who)
    expect(answer.body).not.toContain('"code"')
    return answer.json()
  }
  const refused = async (name: string, input: unknown, who: Who) => said(await call(name, input, who))
  const detail = (article: string, who: Who = 'editor') => ok<ArticleDetail>('article.get', { article }, who)
  const version = async (article: string, who: Who = 'editor') => (await detail(article, who)).version

  const save = (input: object, who: Who = 'jia') => ok<Output<'article.save-draft'>>('article.save-draft', input, who)
  async function handIn(title: string, more: object = {}, who: Who = 'jia') {
    const saved = await save({ ...draft(title), ...more }, who)
    return ok<Output<'article.hand-in'>>('article.hand-in', { article: saved.article, version: saved.version }, who)
  }
  const decide = (article: string, at: number, step: string, more: object = {}) => ({
    articles: [{ article, version: at }],
    step,
    kind: null,
    reason: null,
    comment: '',
    ...more,
  })
  const facts = (article: string) =>
    door.database.read(db =>
      db.selectFrom('fact').select(['type', 'posting', 'of_fact']).where('article_id', '=', article).execute(),
    )

  it('begins as a draft that only its unit knows', async () => {
    const saved = await save(draft('推行“周末不打烊”服务'))
    expect(saved).toMatchObject({ state: 'draft', version: 2 })
    const again = await save({ ...draft('推行“周末不打烊”服务'), article: saved.article, version: 2, units: [YI] })
    expect(again.version).toBe(3)
    expect(await detail(saved.article, 'jia')).toMatchObject({
      own: true,
      draft: { title: '推行“周末不打烊”服务' },
      steps: ['hand-in'],
    })
    const nowhere = await refused('article.get', { article: 'art_999' }, 'editor')
    for (const who of ['yi', 'editor', 'leader'] as const)
      expect({ ...(await refused('article.get', { article: saved.article }, who)), requestId: '' }).toEqual({
        ...nowhere,
        requestId: '',
      })
    for (const name of ['article.pool', 'article.list'])
      expect((await call(name, {}, 'editor')).body).not.toContain('周末不打烊')
    expect(
      await refused('article.save-draft', { ...draft('x'), article: saved.article, version: 3 }, 'yi'),
    ).toMatchObject({ code: 'not-found' })
  })

  it('keeps a stale draft from writing over a newer one', async () => {
    const { article } = await save(draft('两个人同时写'))
    await save({ ...draft('两个人同时写', '先写的，1 处。'), article, version: 2 })
    expect(
      await refused('article.save-draft', { ...draft('两个人同时写', '后写的'), article, version: 2 }, 'jia3'),
    ).toMatchObject({ code: 'stale-version' })
    expect((await detail(article, 'jia')).draft?.body).toEqual(text('先写的，1 处。'))
  })

  it('is handed in with a receipt, a version and a fact that counts', async () => {
    const answer = await handIn('扎实开展隐患排查', { units: [YI] })
    expect(answer).toMatchObject({ state: 'submitted', receipt: '2023-07-0001', duplicates: [] })
    expect(await facts(answer.article)).toMatchObject([{ type: 'submission', posting: '2023-07' }])
    const credits = await door.database.read(db =>
      db.selectFrom('fact_credit').select('unit_id').orderBy('position').execute(),
    )
    expect(credits.map(row => row.unit_id)).toEqual([JIA, YI])
    const seen = await detail(answer.article)
    expect(seen).toMatchObject({
      title: '扎实开展隐患排查',
      receipt: '2023-07-0001',
      flags: [],
      waitingDays: 0,
      draft: null,
      own: false,
    })
    expect(seen.versions).toHaveLength(1)
    // The unit that signed with it reads it and cannot change it.
    expect(await detail(answer.article, 'yi')).toMatchObject({ own: false, steps: [] })
    expect(
      await refused('article.withdraw', { article: answer.article, version: seen.version, reason: '误报' }, 'yi'),
    ).toMatchObject({ code: 'not-found' })
  })

  it('draws receipt numbers without a gap, whatever was refused between', async () => {
    const saved = await save({ ...draft(''), body: [] })
    expect(await refused('article.hand-in', saved, 'jia')).toMatchObject({ code: 'invalid-input' })
    const empty = { article: saved.article, version: saved.version }
    expect(await refused('article.hand-in', empty, 'jia')).toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('还没有标题'),
    })
    const [one, two] = [await handIn('第一篇稿件'), await handIn('第二件事情')]
    expect([one.receipt, two.receipt]).toEqual(['2023-07-0002', '2023-07-0003'])
  })

  it('asks before the same title is handed in twice, and shows the office what is alike', async () => {
    const first = await handIn('科学编制村庄规划助力乡村振兴')
    const saved = await save(draft('科学编制村庄规划 助力乡村振兴'))
    const asked = { article: saved.article, version: saved.version }
    expect(await refused('article.hand-in', asked, 'jia')).toMatchObject({ code: 'likely-duplicate' })
    const second = await ok<Output<'article.hand-in'>>('article.hand-in', { ...asked, confirmedDuplicate: true }, 'jia')
    expect(second.duplicates).toEqual([{ id: first.article, title: '科学编制村庄规划助力乡村振兴' }])
    const other = await handIn('乙局科学编制村庄规划助力乡村振兴', {}, 'yi')
    // Another unit's article is no duplicate that this unit may hear of.
    expect(other.duplicates).toEqual([])
    expect((await detail(other.article, 'yi')).flags).toEqual([])
    const seen = await detail(other.article)
    expect(seen.flags).toEqual(['duplicate'])
    expect(seen.near.map(one => [one.id, one.units])).toEqual([
      [second.article, ['甲局']],
      [first.article, ['甲局']],
    ])
  })

  it('is taken back by its unit, and what was counted with it, until the office signs for it', async () => {
    const { article, version: at } = await handIn('先报后撤的稿件')
    await ok('article.withdraw', { article, version: at, reason: '数据有误' }, 'jia')
    expect((await facts(article)).map(fact => fact.type)).toEqual(['submission'])
    expect(await detail(article)).toMatchObject({ state: 'withdrawn', steps: [] })
    const resumed = await ok<Output<'article.resume'>>('article.resume', { article, version: at + 1 }, 'jia')
    expect(resumed.state).toBe('draft')
    expect(await refused('article.get', { article }, 'editor')).toMatchObject({ code: 'not-found' })
    const again = await ok<Output<'article.hand-in'>>('article.hand-in', { article, version: resumed.version }, 'jia')
    expect(again.receipt).toBe((await detail(article)).receipt)
    expect((await facts(article)).filter(fact => fact.type === 'submission')).toHaveLength(2)
    await ok('article.decide', decide(article, again.version, 'receive'), 'editor')
    expect(
      await refused('article.withdraw', { article, version: again.version + 1, reason: 'x' }, 'jia'),
    ).toMatchObject({
      code: 'step-not-allowed',
      message: expect.stringContaining('已签收'),
    })
  })

  it('goes back with a reason, comes again as the same article, and its fact counts once', async () => {
    const { article, version: at, receipt } = await handIn('缺少数据的稿件', { body: text('各项工作扎实推进。') })
    expect((await detail(article)).flags).toEqual(['no-data'])
    expect(await refused('article.decide', decide(article, at, 'return'), 'editor')).toMatchObject({
      code: 'invalid-input',
    })
    await ok('article.decide', decide(article, at, 'return', { reason: 'no-data', comment: '请补数据' }), 'editor')
    const back = await detail(article, 'jia')
    expect(back).toMatchObject({
      state: 'returned',
      reason: 'no-data',
      steps: ['hand-in'],
      draft: { title: '缺少数据的稿件' },
    })
    const saved = await save({ ...draft('补了数据的稿件'), article, version: back.version })
    // What the office read is called as it was until it comes again.
    expect(await detail(article)).toMatchObject({ title: '缺少数据的稿件', draft: null })
    const again = await ok<Output<'article.hand-in'>>('article.hand-in', { article, version: saved.version }, 'jia')
    expect(again).toMatchObject({ receipt, state: 'submitted' })
    const seen = await detail(article)
    expect(seen).toMatchObject({ title: '补了数据的稿件', flags: [], reason: null })
    expect(seen.versions.map(one => [one.number, one.side, one.title])).toEqual([
      [1, 'unit', '缺少数据的稿件'],
      [2, 'unit', '补了数据的稿件'],
    ])
    expect(await facts(article)).toHaveLength(1)
  })

  it('waits for a second person of the unit where that is switched on', async () => {
    const review = (on: number) =>
      door.database.write(db =>
        db.insertInto('unit_setting').values({ unit_id: JIA, office_id: 'off_1', review: on }).execute(),
      )
    await review(1)
    const sent = await handIn('先由单位审核的稿件', {}, 'jia3')
    expect(sent).toMatchObject({ state: 'in-review', receipt: null })
    expect(await facts(sent.article)).toEqual([])
    expect(await refused('article.get', { article: sent.article }, 'editor')).toMatchObject({ code: 'not-found' })
    const input = { article: sent.article, version: sent.version, release: true, comment: '' }
    expect(await refused('article.release', input, 'jia')).toMatchObject({ code: 'forbidden' })
    expect(await refused('article.release', input, 'jia3')).toMatchObject({ code: 'four-eyes' })
    await ok('article.release', { ...input, release: false, comment: '请核实' }, 'jia2')
    expect(await detail(sent.article, 'jia3')).toMatchObject({ state: 'draft', draft: { title: '先由单位审核的稿件' } })
    const at = await version(sent.article, 'jia3')
    const second = await ok<Output<'article.hand-in'>>(
      'article.hand-in',
      { article: sent.article, version: at },
      'jia3',
    )
    const released = await ok<Output<'article.release'>>(
      'article.release',
      { ...input, version: second.version },
      'jia2',
    )
    expect(released).toMatchObject({ state: 'submitted', receipt: expect.stringMatching(/^2023-07-/) })
    expect(await facts(sent.article)).toHaveLength(1)
    await door.database.write(db => db.deleteFrom('unit_setting').execute())
  })

  it('is decided, and every decision can be taken back where it was made', async () => {
    const { article, version: at } = await handIn('采用又撤销的稿件')
    const one = await ok<Output<'article.decide'>>(
      'article.decide',
      decide(article, at, 'adopt', { kind: 'report' }),
      'editor',
    )
    const [first] = one.decided
    expect(await detail(article)).toMatchObject({ state: 'adopted', kind: 'report' })
    expect(await facts(article)).toHaveLength(1)
    await ok('article.undo', { decision: first?.decision }, 'editor2')
    expect(await detail(article)).toMatchObject({ state: 'submitted', kind: null, waitingDays: 0 })
    expect(await refused('article.undo', { decision: first?.decision }, 'editor')).toMatchObject({
      code: 'step-not-allowed',
    })
    const kept = await ok<Output<'article.decide'>>('article.decide', decide(article, at + 2, 'keep'), 'editor')
    const left = await ok<Output<'article.decide'>>(
      'article.decide',
      decide(article, at + 3, 'leave-unused', { reason: 'outdated' }),
      'editor',
    )
    expect(await refused('article.undo', { decision: kept.decided[0]?.decision }, 'editor')).toMatchObject({
      code: 'step-not-allowed',
    })
    await ok('article.undo', { decision: left.decided[0]?.decision }, 'editor')
    expect(await detail(article)).toMatchObject({ state: 'kept', reason: null })
    const { events } = await detail(article)
    expect(events.map(event => [event.step, event.state, event.undone, event.undoes])).toEqual([
      ['hand-in', 'submitted', false, false],
      ['adopt', 'adopted', true, false],
      ['adopt', 'submitted', false, true],
      ['keep', 'kept', false, false],
      ['leave-unused', 'unused', true, false],
      ['leave-unused', 'kept', false, true],
    ])
    expect(events.filter(event => event.undoable).map(event => event.step)).toEqual(['keep'])
  })

  it('is decided with others at once; what somebody else was faster with is named and stands', async () => {
    const [one, two, three] = [
      await handIn('批量处理之一事项'),
      await handIn('批量处理之二工程'),
      await handIn('批量处理之三活动'),
    ]
    await ok('article.decide', decide(two.article, two.version, 'keep'), 'editor2')
    const answer = await ok<Output<'article.decide'>>(
      'article.decide',
      {
        ...decide('', 0, 'adopt', { kind: 'brief' }),
        articles: [one, two, three].map(({ article, version }) => ({ article, version })),
      },
      'editor',
    )
    expect(answer.decided.map(each => each.article)).toEqual([one.article, three.article])
    expect(answer.refused).toEqual([{ article: two.article, message: expect.stringContaining('已被别人改过') }])
    expect((await detail(two.article)).state).toBe('kept')
    expect(
      await refused('article.decide', decide(two.article, two.version, 'adopt', { kind: 'brief' }), 'editor'),
    ).toMatchObject({ code: 'stale-version' })
  })

  it('of two editors who decide at the same moment one is refused', async () => {
    const { article, version: at } = await handIn('两位编辑同时处理')
    const answers = await Promise.all([
      call('article.decide', decide(article, at, 'adopt', { kind: 'report' }), 'editor'),
      call('article.decide', decide(article, at, 'keep'), 'editor2'),
    ])
    expect(answers.map(answer => answer.statusCode).sort()).toEqual([200, 409])
    expect((await detail(article)).version).toBe(at + 1)
  })

  it('is edited in versions beside the original, and nobody writes over anybody', async () => {
    const { article, version: at } = await handIn('改稿的稿件')
    const edit = { article, version: at, title: '改过的题目', body: text('改过的正文，15 处。'), note: '压缩' }
    const edited = await ok<Output<'article.edit'>>('article.edit', edit, 'editor')
    expect(edited.version).toBe(at + 1)
    expect(await refused('article.edit', { ...edit, title: '另一个题目' }, 'editor2')).toMatchObject({
      code: 'stale-version',
    })
    expect(await ok('article.edit', { ...edit, version: at + 1 }, 'editor')).toEqual(edited)
    const seen = await detail(article, 'jia')
    expect(seen.versions.map(one => [one.side, one.title, one.note])).toEqual([
      ['unit', '改稿的稿件', ''],
      ['office', '改过的题目', '压缩'],
    ])
    const html = [{ kind: 'paragraph', runs: [{ text: 'x', href: 'javascript:alert(1)' }] }]
    expect(await refused('article.edit', { ...edit, version: at + 1, body: html }, 'editor')).toMatchObject({
      code: 'invalid-input',
    })
  })

  it('is spoken about inside the office, and with the unit where that is meant', async () => {
    const { article } = await handIn('有批注的稿件')
    await ok('article.comment', { article, text: '内部意见', toUnit: false }, 'editor')
    await ok('article.comment', { article, text: '请补充案例', toUnit: true }, 'editor')
    await ok('article.comment', { article, text: '已补充', toUnit: false }, 'jia')
    expect((await detail(article)).comments.map(one => one.text)).toEqual(['内部意见', '请补充案例', '已补充'])
    expect((await detail(article, 'jia')).comments.map(one => one.text)).toEqual(['请补充案例', '已补充'])
    expect(await refused('article.comment', { article, text: 'x', toUnit: true }, 'yi')).toMatchObject({
      code: 'not-found',
    })
    expect((await call('article.get', { article }, 'jia')).body).not.toContain('内部意见')
  })

  it('is given to an editor, and says who has it open', async () => {
    const { article, version: at } = await handIn('转办的稿件')
    const { editors } = await ok<Output<'article.editors'>>('article.editors', {}, 'editor')
    expect(editors.map(one => one.name)).toEqual(['editor2君', 'editor君'])
    await ok('article.assign', { article, version: at, to: editors[0]?.user }, 'editor')
    expect((await detail(article)).assignee?.name).toBe('editor2君')
    expect((await detail(article, 'jia')).assignee).toBeNull()
    expect(await refused('article.assign', { article, version: at + 1, to: 'usr_999' }, 'editor')).toMatchObject({
      code: 'not-found',
    })
    const written = () => door.database.read(db => db.selectFrom('activity').select('seq').execute())
    const before = (await written()).length
    await ok('article.editing', { article, editing: true }, 'editor')
    expect(await ok('article.editing', { article, editing: true }, 'editor2')).toEqual({ others: ['editor君'] })
    // To be there is no act: the log, which is read by people, says nothing of it.
    expect((await written()).length).toBe(before)
    expect((await detail(article)).editing).toEqual(['editor2君'])
    door.pass(2)
    expect((await detail(article)).editing).toEqual([])
  })

  it('becomes one with others, whose units all stand in it, and comes apart again', async () => {
    const [one, two] = [await handIn('合稿来源之一'), await handIn('合稿另一来源', { units: [JIA] }, 'yi')]
    const articles = [one, two].map(({ article, version }) => ({ article, version }))
    const made = await ok<Output<'article.merge'>>(
      'article.merge',
      { articles, title: '两局合稿', body: text('合起来 2 篇。'), kind: 'report' },
      'editor',
    )
    expect(made.state).toBe('adopted')
    const seen = await detail(made.article)
    expect(seen.units.map(each => each.unit)).toEqual([JIA, YI])
    expect(seen.merged.from.map(each => each.title)).toEqual(['合稿来源之一', '合稿另一来源'])
    expect(await detail(one.article)).toMatchObject({ state: 'merged', merged: { into: { title: '两局合稿' } } })
    expect((await detail(made.article, 'jia')).merged.from).toEqual([])
    expect(await facts(made.article)).toEqual([])
    const apart = await ok<Output<'article.unmerge'>>(
      'article.unmerge',
      { article: made.article, version: made.version },
      'editor',
    )
    expect(apart.articles.map(each => each.state)).toEqual(['unused', 'received', 'received'])
    expect(
      await refused('article.unmerge', { article: made.article, version: made.version + 1 }, 'editor'),
    ).toMatchObject({ code: 'step-not-allowed' })
  })

  it('is entered for a unit whose article came another way', async () => {
    const input = { ...draft('电话补录的稿件'), units: [YI, JIA], receivedOn: '2023-06-20' }
    const { outlet, ...entered } = input
    expect(outlet).toBeNull()
    const answer = await ok<Output<'article.enter'>>('article.enter', entered, 'editor')
    expect(answer).toMatchObject({ state: 'received', posting: '2023-06', late: false })
    expect(await refused('article.enter', entered, 'editor')).toMatchObject({ code: 'likely-duplicate' })
    expect(
      await refused('article.enter', { ...entered, receivedOn: '2024-01-01', confirmedDuplicate: true }, 'editor'),
    ).toMatchObject({ code: 'day-outside' })
    expect(await detail(answer.article, 'yi')).toMatchObject({ state: 'received', own: true })
  })

  it('is in lists with counts, oldest first, filtered and overdue after the days of the office', async () => {
    const { article } = await handIn('召开防汛工作会议', {}, 'yi')
    const pool = (input: object) =>
      ok<{ articles: ArticleRow[]; total: number; byState: Record<string, number> }>('article.pool', input, 'editor')
    const all = await pool({ limit: 200 })
    const waits = all.articles.map(row => row.submittedAt ?? '')
    expect(waits).toEqual([...waits].sort())
    expect(all.total).toBe(all.articles.length)
    expect(Object.values(all.byState).reduce((sum, count) => sum + count, 0)).toBe(all.total)
    expect((await pool({ flag: 'meeting' })).articles.map(row => row.id)).toEqual([article])
    expect((await pool({ text: '防汛' })).articles.map(row => row.id)).toEqual([article])
    expect((await pool({ text: '%' })).total).toBe(all.total)
    expect((await pool({ states: ['submitted'] })).articles.every(row => row.state === 'submitted')).toBe(true)
    expect((await pool({ unit: YI, sort: 'unit' })).articles.some(row => row.id === article)).toBe(true)
    expect((await pool({ period: '2023-06' })).articles.map(row => row.title)).toEqual(['电话补录的稿件'])
    expect(await refused('article.pool', {}, 'jia')).toMatchObject({ code: 'forbidden' })
    const mine = await ok<{ articles: ArticleRow[] }>('article.mine', { limit: 200 }, 'yi')
    expect(mine.articles.every(row => row.units.some(unit => unit.unit === YI))).toBe(true)
    expect(mine.articles.every(row => row.state !== 'draft' || row.units[0]?.unit === YI)).toBe(true)
    expect((await detail(article)).overdue).toBe(false)
    door.pass(16 * 24 * 60, 0)
    cookies.editor = await door.enter('editor')
    expect(await detail(article)).toMatchObject({ overdue: true, waitingDays: 16 })
  })

  it('carries only files its writer handed in', async () => {
    for (const who of ['jia', 'yi'] as const) cookies[who] = await door.enter(who)
    const words = '标题\n正文 3 处。'
    const [sm3, size] = [createHash('sm3').update(words).digest('hex'), Buffer.byteLength(words)]
    const part = `--b\r\ncontent-disposition: form-data; name="file"; filename="来稿.txt"\r\n\r\n${words}\r\n--b--\r\n`
    const sent = await door.app.inject({
      method: 'POST',
      url: '/api/file',
      remoteAddress: '127.0.0.1',
      headers: {
        host: '127.0.0.1:3000',
        origin: 'http://127.0.0.1:3000',
        'content-type': 'multipart/form-data; boundary=b',
        'idempotency-key': 'one-upload',
        cookie: cookies.jia,
      },
      payload: part,
    })
    expect(sent.json()).toEqual({ file: sm3, name: '来稿.txt', size })
    const files = [{ file: sm3, name: '来稿.txt', original: true }]
    const { article } = await save({ ...draft('带附件的稿件'), files })
    expect((await detail(article, 'jia')).files).toEqual([{ file: sm3, name: '来稿.txt', size, original: true }])
    const bytes = (who: Who) =>
      door.app.inject({
        url: `/api/article/${article}/${sm3}`,
        headers: { host: '127.0.0.1:3000', cookie: cookies[who] },
      })
    const [own, others] = [await bytes('jia'), await bytes('yi')]
    expect([own.body, own.headers['content-type']]).toEqual([words, 'application/octet-stream'])
    expect(own.headers['content-disposition']).toMatch(/^attachment/)
    expect(others.statusCode).toBe(404)
    expect(await refused('article.save-draft', { ...draft('偷看'), files }, 'yi')).toMatchObject({ code: 'not-found' })
    expect(await refused('article.read-file', { file: sm3, name: '来稿.txt' }, 'yi')).toMatchObject({
      code: 'not-found',
    })
    const read = await ok<Output<'article.read-file'>>('article.read-file', { file: sm3, name: '来稿.txt' }, 'jia')
    expect(read).toMatchObject({ title: '标题', unit: JIA })
  })

  it('answers the commission it names, until it is taken back', async () => {
    const commission = 'com_1'
    await door.database.write(async db => {
      const own = { office_id: 'off_1' }
      const asked = { title: '要情约稿', title_key: '要情约稿', source: '市政府', level: 'city', due_on: null }
      await db
        .insertInto('commission')
        .values({ ...own, ...asked, id: commission, created_at: '2023-07-01T00:00:00.000Z', version: 1 })
        .execute()
      const work = { state: 'issued', upper_due_on: null, requirements: '', materials: '[]', contact: '', version: 1 }
      await db
        .insertInto('commission_work')
        .values({ ...own, ...work, commission_id: commission, updated_at: '2023-07-01T00:00:00.000Z' })
        .execute()
      const unasked = { due_on: null, signed_at: null, replied_at: null, urged: 0, urged_at: null, fact_id: null }
      await db
        .insertInto('assignment')
        .values({ ...own, ...unasked, commission_id: commission, unit_id: JIA, state: 'issued', reason: '' })
        .execute()
    })
    const state = () =>
      door.database
        .read(db => db.selectFrom('assignment').select('state').executeTakeFirstOrThrow())
        .then(row => row.state)
    const { article, version: at } = await handIn('应约报送的稿件', { commission })
    expect(await state()).toBe('replied')
    expect((await detail(article)).commission).toEqual({ id: commission, title: '要情约稿' })
    await ok('article.withdraw', { article, version: at, reason: '补充数据' }, 'jia')
    expect(await state()).toBe('working')
    expect(await refused('article.save-draft', { ...draft('x'), commission: 'com_9' }, 'jia')).toMatchObject({
      code: 'not-found',
    })
  })

  it('tells the people of its units what was decided, and nobody what they did themselves', async () => {
    const { article, version: at } = await handIn('有回音的稿件', { units: [YI] })
    const told = () =>
      door.database.read(db =>
        db
          .selectFrom('message')
          .innerJoin('user_account', 'user_account.id', 'message.user_id')
          .select(['user_account.account', 'message.text'])
          .where('message.link', 'like', `%${article}`)
          .orderBy('message.id')
          .execute(),
      )
    await ok('article.decide', decide(article, at, 'receive'), 'editor')
    expect(await told()).toEqual([])
    const { decided } = await ok<Output<'article.decide'>>(
      'article.decide',
      decide(article, at + 1, 'adopt', { kind: 'brief' }),
      'editor',
    )
    expect((await told()).map(one => one.account)).toEqual(['jia', 'jia2', 'jia3', 'yi'])
    expect(new Set((await told()).map(one => one.text))).toEqual(new Set(['《有回音的稿件》已采用为简讯']))
    await ok('article.undo', { decision: decided[0]?.decision }, 'editor')
    expect((await told()).at(-1)?.text).toBe('《有回音的稿件》的处理已撤销，现为“已签收”')
    const { editors } = await ok<Output<'article.editors'>>('article.editors', {}, 'editor')
    const editor2 = editors.find(one => one.name === 'editor2君')?.user
    await ok('article.assign', { article, version: at + 3, to: editor2 }, 'editor')
    await ok('article.comment', { article, text: '请看', toUnit: true }, 'jia')
    expect((await told()).slice(-2).map(one => one.account)).toEqual(['editor2', 'editor2'])
  })

  it('of another office is as little there as none', async () => {
    const { article } = await handIn('别的办公室看不见', {}, 'jia')
    cookies.leader = await door.enter('leader')
    expect((await detail(article, 'leader')).title).toBe('别的办公室看不见')
    await door.database.write(async db => {
      await insertOffice(db, 'off_2')
      const session = await db.selectFrom('session').selectAll().where('user_id', '=', leader).executeTakeFirstOrThrow()
      await db.deleteFrom('session').where('user_id', '=', leader).execute()
      await db.updateTable('user_account').set({ office_id: 'off_2' }).where('id', '=', leader).execute()
      await db
        .insertInto('session')
        .values({ ...session, office_id: 'off_2' })
        .execute()
    })
    const [there, nowhere] = [
      await refused('article.get', { article }, 'leader'),
      await refused('article.get', { article: 'art_999' }, 'leader'),
    ]
    expect({ ...there, requestId: '' }).toEqual({ ...nowhere, requestId: '' })
  })
})
