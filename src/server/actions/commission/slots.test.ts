import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DIALECTS, openDatabases } from '../../../../test/support/databases.ts'
import { openWorld, record, type World } from '../../../../test/support/world.ts'
import type { Input } from '../../../api.ts'
import { localDate } from '../../../domain/calendar.ts'
import { Slots } from '../../../domain/commission/slots.ts'
import type { CommissionId } from '../../../domain/model.ts'
import { plainOf, richOfText } from '../../../domain/rich-text.ts'
import type { Actor } from '../../context.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const SLOTS = Slots.parse([
  { key: 'zong', kind: 'figure', label: '报批宗数', hint: '', unit: '宗', asOf: '2023-06-30', summable: true },
  { key: 'mian', kind: 'figure', label: '报批面积', hint: '', unit: '亩', asOf: null, summable: true },
  { key: 'shi', kind: 'figure', label: '平均用时', hint: '', unit: '天', asOf: null, summable: false },
  { key: 'anli', kind: 'case', label: '未能按期开工的项目', hint: '', count: 1 },
])
const TEXT = '截至6月底，报批建设用地21宗、1360亩，平均用时74天。\n某农产品加工项目因占补平衡指标不足，开工推迟46天。'
const CASE = '某农产品加工项目因占补平衡指标不足，开工推迟46天。'
const figure = (slot: string, value: string, quote = '') => ({
  slot,
  answer: { kind: 'figure' as const, value, quote },
})
const FULL: Input<'assignment.fill'>['answers'] = [
  figure('zong', '21', '截至6月底，报批建设用地21宗、1360亩，平均用时74天。'),
  figure('mian', '1360'),
  figure('shi', '74'),
  { slot: 'anli', answer: { kind: 'passages', quotes: [CASE] } },
]

describe.each(DIALECTS)('the slots of a commission on %s', dialect => {
  let world: World
  let people: Record<'yanggu' | 'linqing' | 'gaotang' | 'editor', Actor>
  beforeAll(async () => {
    world = await openWorld(databases, dialect)
    const { story, unit, editor } = world
    story.day('2023-07-03')
    people = {
      yanggu: await story.person('yanggu', ['correspondent'], unit('阳谷局')),
      linqing: await story.person('linqing', ['correspondent'], unit('临清局')),
      gaotang: await story.person('gaotang', ['correspondent'], unit('高唐局')),
      editor,
    }
  })
  beforeEach(() => world.story.day('2023-07-03'))

  const UNITS = ['阳谷局', '临清局', '高唐局']
  async function issued(title: string, slots: Slots = SLOTS): Promise<CommissionId> {
    const as = { as: people.editor }
    const fields = {
      title,
      source: '市政府',
      level: 'city' as const,
      upperDueOn: localDate('2023-07-20'),
      dueOn: localDate('2023-07-14'),
      requirements: '反映用地报批、占补平衡中的困难。',
      materials: [],
      contact: '',
      units: UNITS.map(world.unit),
    }
    const { commission, version } = await world.story.call('commission.save', { ...fields, slots }, as)
    const step = { commission, version, step: 'issue' as const, on: null, comment: '' }
    await world.story.call('commission.step', { ...step, adopted: [] }, as)
    return commission
  }
  const at = (commission: CommissionId, name: string) => ({ commission, unit: world.unit(name) })
  const fill = (
    commission: CommissionId,
    [name, as]: readonly [string, Actor],
    answers: Input<'assignment.fill'>['answers'],
    more: Partial<Input<'assignment.fill'>> = {},
  ) =>
    world.story.call(
      'assignment.fill',
      { ...at(commission, name), version: 0, answers, note: '', send: false, ...more },
      { as },
    )
  async function draft(commission: CommissionId, as: Actor, title: string, text = TEXT, units: string[] = []) {
    const fields = { title, body: richOfText(text), genre: null, outlet: null, commission, files: [] }
    const more = { units: units.map(world.unit), contact: { name: '', phone: '' } }
    return world.story.call('article.save-draft', { ...fields, ...more }, { as })
  }
  async function handIn(
    commission: CommissionId,
    as: Actor,
    title: string,
    more: { text?: string; note?: string } = {},
  ) {
    const { article, version } = await draft(commission, as, title, more.text)
    const note = more.note === undefined ? {} : { slotsNote: more.note }
    // The same text answers several commissions here.
    return world.story.call('article.hand-in', { article, version, confirmedDuplicate: true, ...note }, { as })
  }
  const table = (commission: CommissionId) =>
    world.story.call('commission.slots', { commission }, { as: people.editor })
  const yanggu = (): readonly [string, Actor] => ['阳谷局', people.yanggu]
  const linqing = (): readonly [string, Actor] => ['临清局', people.linqing]

  it('are drawn with the commission, kept when a later change leaves them out, and read by who was asked', async () => {
    const { story } = world
    const commission = await issued('任务书')
    const { version, assignments, ...found } = await story.call('commission.get', { commission }, { as: people.editor })
    expect(found.slots).toEqual(SLOTS)
    const changed = {
      commission,
      version,
      title: '任务书改题',
      source: found.source,
      level: found.level,
      upperDueOn: found.upperDueOn,
      dueOn: found.dueOn,
      requirements: '',
      materials: [],
      contact: '',
      units: assignments.map(one => one.unit),
    }
    await story.call('commission.save', changed, { as: people.editor })
    const sheet = await story.call('assignment.sheet', at(commission, '阳谷局'), { as: people.yanggu })
    expect(sheet).toMatchObject({
      title: '任务书改题',
      slots: SLOTS,
      answers: [],
      version: 0,
      sentAt: null,
      reply: null,
    })
    expect(await story.refusal('assignment.sheet', at(commission, '临清局'), { as: people.yanggu })).toBe('not-found')
    expect(await story.refusal('commission.slots', { commission }, { as: people.yanggu })).toBe('forbidden')
    const twice = { ...changed, version: version + 1, slots: [...SLOTS, ...SLOTS] }
    expect(await story.refusal('commission.save', twice, { as: people.editor })).toBe('invalid-input')
  })

  it('stay the unit’s own until it replies, and are the office’s as they stood then', async () => {
    const commission = await issued('先填后报')
    await fill(commission, yanggu(), FULL)
    expect((await table(commission)).rows.map(row => [row.name, row.missing])).toEqual(UNITS.map(name => [name, 4]))
    await handIn(commission, people.yanggu, '阳谷的反馈')
    await fill(commission, yanggu(), [], { version: 1 })
    const { rows, totals } = await table(commission)
    expect(rows[0]).toMatchObject({ name: '阳谷局', state: 'replied', missing: 0, note: '' })
    expect(rows[0]?.cells.map(cell => (cell.kind === 'answered' ? cell.text : cell.kind))).toEqual([
      '21',
      '1360',
      '74',
      CASE,
    ])
    expect(totals[0]).toEqual({ answered: 1, none: 0, missing: 2, sum: '21' })
    expect(totals[2]?.sum).toBe(null)
  })

  it('do not let a reply go silently while something is open, and keep the note that lets it', async () => {
    const { story } = world
    const commission = await issued('缺数')
    const none = { slot: 'anli', answer: { kind: 'none' as const, reason: '没有这样的项目' } }
    await fill(commission, yanggu(), [figure('zong', '21'), figure('mian', '1400'), none])
    const { article, version } = await draft(commission, people.yanggu, '缺数的反馈')
    const sent = { article, version, confirmedDuplicate: true }
    expect(await story.refusal('article.hand-in', sent, { as: people.yanggu })).toBe('slots-open')
    expect(await story.refusal('article.hand-in', { ...sent, slotsNote: ' ' }, { as: people.yanggu })).toBe(
      'slots-open',
    )
    const note = '面积待核，用时下周补'
    await story.call('article.hand-in', { ...sent, slotsNote: note }, { as: people.yanggu })
    const [row] = (await table(commission)).rows
    expect(row).toMatchObject({ note, missing: 1 })
    expect(row?.cells.map(cell => cell.kind)).toEqual(['answered', 'answered', 'missing', 'none'])
    // What is missing can follow, and again not silently.
    const more = [figure('zong', '21'), figure('mian', '1360'), none]
    const again = { version: 2, send: true }
    const refused = { ...at(commission, '阳谷局'), answers: more, note: '', ...again }
    expect(await story.refusal('assignment.fill', refused, { as: people.yanggu })).toBe('slots-open')
    await fill(commission, yanggu(), [...more, figure('shi', '74')], again)
    expect((await table(commission)).rows[0]).toMatchObject({ note: '', missing: 0 })
    const { events } = await story.call('commission.get', { commission }, { as: people.editor })
    expect(events.map(event => event.step)).toEqual(['issue', 'reply', 'fill'])
  })

  it('ask nothing of an article that answers no commission, of one without slots, and of what the office enters', async () => {
    const { story } = world
    const plain = await issued('没有任务书', [])
    await handIn(plain, people.linqing, '没有任务书的反馈')
    const commission = await issued('办公室登记')
    const article = await record(world, '邮件交来的反馈', '临清局', localDate('2023-07-03'))
    const reply = { ...at(commission, '临清局'), article }
    expect(await story.refusal('assignment.reply', reply, { as: people.linqing })).toBe('slots-open')
    await story.call('assignment.reply', reply, { as: people.editor })
    expect((await table(commission)).rows[1]).toMatchObject({ state: 'replied', missing: 4, sentAt: null })
    await fill(commission, linqing(), [figure('zong', '3')], { note: '只有宗数', send: true })
    expect((await table(commission)).rows[1]).toMatchObject({ missing: 3, note: '只有宗数' })
  })

  it('refuse who was slower, and what is sent without a reply', async () => {
    const { story } = world
    const commission = await issued('两人同填')
    await fill(commission, yanggu(), [figure('zong', '1')])
    const late = { ...at(commission, '阳谷局'), version: 0, answers: [], note: '', send: false }
    expect(await story.refusal('assignment.fill', late, { as: people.yanggu })).toBe('stale-version')
    const send = { ...late, version: 1, send: true }
    expect(await story.refusal('assignment.fill', send, { as: people.yanggu })).toBe('step-not-allowed')
    expect(
      await story.refusal('assignment.fill', { ...late, ...at(commission, '临清局') }, { as: people.yanggu }),
    ).toBe('not-found')
    await story.call('assignment.exempt', { ...at(commission, '高唐局'), reason: '无此项' }, { as: people.editor })
    expect(
      await story.refusal('assignment.fill', { ...late, ...at(commission, '高唐局') }, { as: people.gaotang }),
    ).toBe('step-not-allowed')
    const { rows, totals } = await table(commission)
    expect(rows.find(row => row.name === '高唐局')?.state).toBe('exempt')
    expect(totals[0]?.missing).toBe(2)
  })

  it('are the unit’s own again when their article is withdrawn, and stand with the writer’s where units signed together', async () => {
    const { story } = world
    const commission = await issued('撤回与联合')
    await fill(commission, yanggu(), FULL)
    const handed = await handIn(commission, people.yanggu, '要撤回的反馈')
    const withdrawn = { article: handed.article, version: handed.version, reason: '重写' }
    await story.call('article.withdraw', withdrawn, { as: people.yanggu })
    expect((await table(commission)).rows[0]).toMatchObject({ state: 'working', missing: 4 })
    await fill(commission, linqing(), [figure('zong', '5')])
    const { article, version } = await draft(commission, people.yanggu, '联合的反馈', TEXT, ['临清局'])
    await story.call('article.hand-in', { article, version, confirmedDuplicate: true }, { as: people.yanggu })
    const { rows, totals } = await table(commission)
    expect(rows.map(row => [row.name, row.with, row.missing])).toEqual([
      ['阳谷局', null, 0],
      ['临清局', '阳谷局', 4],
      ['高唐局', null, 4],
    ])
    expect(totals[0]).toMatchObject({ answered: 1, missing: 1, sum: '21' })
  })

  it('become one draft from all units, made into an article that credits each of them', async () => {
    const { story } = world
    const commission = await issued('合成一稿')
    await fill(commission, yanggu(), FULL)
    await handIn(commission, people.yanggu, '阳谷要素保障中的堵点')
    const none = { slot: 'mian', answer: { kind: 'none' as const, reason: '没有报批' } }
    await fill(commission, linqing(), [figure('zong', '0.5'), none])
    await handIn(commission, people.linqing, '临清用地报批情况', { text: '报批0.5宗。', note: '其余没有' })
    const drafted = await story.call('commission.draft', { commission }, { as: people.editor })
    const text = plainOf(drafted.body)
    expect(text).toContain('报批宗数合计21.5宗（阳谷局21宗、临清局0.5宗；高唐局未报）')
    expect(text).toContain('报批面积合计1360亩（阳谷局1360亩；临清局无此项；高唐局未报）')
    expect(text).toContain('平均用时：阳谷局74天；临清局、高唐局未报。')
    expect(text).toContain(`${CASE}（阳谷局）`)
    expect(drafted.sources.map(one => [one.title, one.units])).toEqual([
      ['阳谷要素保障中的堵点', ['阳谷局']],
      ['临清用地报批情况', ['临清局']],
    ])
    const articles = drafted.sources.map(({ article, version }) => ({ article, version }))
    const merged = { articles, title: drafted.title, body: drafted.body, kind: null }
    const { article } = await story.call('article.merge', merged, { as: people.editor })
    const found = await story.call('article.get', { article }, { as: people.editor })
    expect(found.units.map(one => one.name)).toEqual(['阳谷局', '临清局'])
    const after = await story.call('commission.draft', { commission }, { as: people.editor })
    expect([after.sources, after.left.map(one => one.name)]).toEqual([[], ['阳谷局', '临清局']])
  })
})
