import { describe, expect, it } from 'vitest'
import { richOfText } from '../rich-text.ts'
import { proposeFigures, proposePassages } from './proposals.ts'
import { Decimal } from './quantities.ts'
import { type Remark, remarksOf } from './remarks.ts'
import { type Answers, type FigureSlot, passagesOf, Slot, type SlotAnswer } from './slots.ts'
import { offTopic, topicWords } from './topic.ts'

const figureSlot = (label: string, unit: string, more: Partial<FigureSlot> = {}): FigureSlot => ({
  key: 'a1',
  kind: 'figure',
  label,
  hint: '',
  unit,
  asOf: null,
  summable: true,
  ...more,
})
const text = (...lines: string[]) => passagesOf(richOfText(lines.join('\n')))
const MINES = text(
  '应修复历史遗留矿山14处、1920亩，已完成11处、1530亩，资金到位率82%。某采石场修复后种植苗木260亩，带动38户就业。',
  '问题是后期管护没有资金来源。建议由县级财政按每亩每年80元安排管护资金。',
)

describe('figures proposed from a text', () => {
  const first = (label: string, unit: string, passages = MINES) => proposeFigures(figureSlot(label, unit), passages)[0]

  it.each([
    ['应修复面积', '亩', '1920'],
    ['已修复面积', '亩', '1530'],
    ['资金到位率', '%', '82'],
    ['带动就业户数', '户', '38'],
  ])('are told apart by the words beside them: %s', (label, unit, value) =>
    expect(first(label, unit)).toMatchObject({ value, sure: true }),
  )

  it('come in the unit that was asked for, where that is exact', () => {
    expect(first('应修复面积', '亩', text('应修复矿山9处、96公顷。'))?.value).toBe('1440')
    expect(first('供地面积', '亩', text('上半年供地1.4万亩。'))?.value).toBe('14000')
    expect(first('供地面积', '公顷', text('上半年供地100亩。'))).toBe(undefined)
  })

  it('are none where only the unit fits', () => {
    // What should be done is not what was done.
    expect(first('已修复面积', '亩', text('应修复历史遗留矿山1920亩。'))).toBe(undefined)
    expect(first('报批面积', '亩')).toBe(undefined)
  })
})

it('paragraphs and sentences are proposed by the words of the slot, cases by the way they are told', () => {
  const slot = (written: object) => Slot.parse({ key: 'a1', hint: '', ...written })
  const told = (one: Slot) => (one.kind === 'case' || one.kind === 'text' ? proposePassages(one, MINES) : [])
  expect(told(slot({ kind: 'case', label: '修复后产生效益的矿山', count: 1 }))[0]).toContain('某采石场')
  expect(told(slot({ kind: 'text', label: '对策建议', least: null, most: null }))[0]).toContain('建议由县级财政')
})

describe('what a reply lacks', () => {
  const kinds = (slot: Slot, answer: SlotAnswer | null, passages = MINES): string[] => {
    const answers: Answers = answer === null ? [] : [{ slot: slot.key, answer }]
    const asked = { title: '矿山生态修复进展及问题', requirements: '写清修复面积、资金到位和管护。', slots: [slot] }
    return remarksOf(asked, answers, passages).map((one: Remark) => one.kind)
  }
  const figure = (value: string | null, quote = ''): SlotAnswer => ({
    kind: 'figure',
    value: value === null ? null : Decimal.parse(value),
    quote,
  })
  const area = figureSlot('已修复面积', '亩')

  it.each<[string, SlotAnswer | null, string[]]>([
    ['nothing', null, ['empty']],
    ['a sentence without its number', figure(null, '问题是后期管护没有资金来源。'), ['no-number']],
    ['the number of the text', figure('1530'), []],
    ['a number that stands nowhere', figure('1531'), ['not-in-text']],
    ['a number of another unit', figure('11'), ['wrong-unit']],
    ['a sentence that was changed since', figure('1530', '已完成1530亩。'), ['quote-gone']],
    ['本地无此项', { kind: 'none', reason: '没有历史遗留矿山' }, []],
    ['an answer of another kind', { kind: 'passages', quotes: ['x'] }, ['empty']],
  ])('of a figure: %s', (_, answer, expected) => expect(kinds(area, answer)).toEqual(expected))

  it('says where the number stands in another unit, or is of another day', () => {
    expect(kinds(area, null, text('已修复矿山61处。'))).toEqual(['wrong-unit'])
    const dated = Slot.parse({ ...area, asOf: '2023-06-30' })
    const may = text('截至5月底，已修复1530亩。')
    expect(kinds(dated, figure('1530', '截至5月底，已修复1530亩。'), may)).toEqual(['other-day'])
    const june = text('截至6月底，已修复1530亩。')
    expect(kinds(dated, figure('1530', '截至6月底，已修复1530亩。'), june)).toEqual([])
  })

  it('counts cases and letters, and wants a whole contact', () => {
    const case2 = Slot.parse({ key: 'a1', hint: '', kind: 'case', label: '案例', count: 2 })
    expect(kinds(case2, { kind: 'passages', quotes: ['某采石场修复后种植苗木260亩，带动38户就业。'] })).toEqual([
      'few-cases',
    ])
    const short = Slot.parse({ key: 'a1', hint: '', kind: 'text', label: '建议', least: 100, most: 300 })
    expect(kinds(short, { kind: 'passages', quotes: ['问题是后期管护没有资金来源。'] })).toEqual(['too-short'])
    const long = Slot.parse({ key: 'a1', hint: '', kind: 'text', label: '建议', least: null, most: 5 })
    expect(kinds(long, { kind: 'passages', quotes: ['问题是后期管护没有资金来源。'] })).toEqual(['too-long'])
    const contact = Slot.parse({ key: 'a1', hint: '', kind: 'contact', label: '联系人' })
    expect(kinds(contact, { kind: 'contact', name: '王某', phone: '' })).toEqual(['no-contact'])
  })

  it('lists a paragraph that speaks of something else, with its share, unless a slot is tied to it', () => {
    const stray =
      '7月上旬，班子成员、各科室负责人参加专题学习会，传达学习上级会议精神，会议强调要提高认识、加强领导、狠抓落实。'
    const passages = [...MINES, ...text(stray)]
    expect(kinds(area, figure('1530'), passages)).toEqual(['off-topic'])
    const words = topicWords(['矿山生态修复进展及问题'])
    expect(offTopic(words, passages).map(one => one.text)).toContain(stray)
    expect(offTopic(new Set(), passages)).toEqual([])
    const tied = Slot.parse({ key: 'a1', hint: '', kind: 'text', label: '学习情况', least: null, most: null })
    expect(kinds(tied, { kind: 'passages', quotes: [stray] }, passages)).toEqual([])
  })

  it('is nothing where a commission has no slots', () => {
    expect(remarksOf({ title: '题', requirements: '', slots: [] }, [], MINES)).toEqual([])
  })
})
