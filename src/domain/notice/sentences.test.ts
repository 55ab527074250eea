import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Problem } from '../problems.ts'
import type { Offer } from './compose.ts'
import { differences } from './differ.ts'
import { layout } from './layout.ts'
import { Notice } from './notice.ts'
import { readNotice } from './read.ts'
import { typedNumber, UNWRITTEN, worded, written } from './sentences.ts'

/** A composed notice, with the office's own last paragraph. */
const figure = (
  measure: 'submitted' | 'adopted',
  subject: string,
  quote: string,
  x100: number,
  partOf: number | null,
) => ({ measure, subject, claim: { x100, place: { part: 'body', quote } }, partOf }) as const
const NOTICE: Notice = {
  title: { text: '关于6月份政务信息采用情况的通报', place: { part: 'title' } },
  period: null,
  span: '',
  issuer: { text: '某局办公室', place: { part: 'signature' } },
  issuedOn: null,
  recipients: { text: '各有关单位', place: { part: 'recipients' } },
  sentTo: null,
  attachment: null,
  body: [
    {
      text: '6月份，市局办公室共收到稿件7篇，其中县局4篇、科室3篇。共采用稿件5篇次；不重复计算，共采用稿件4篇。',
      place: { part: 'body' },
    },
    { text: '累计得分前三的县局为甲局、乙局、丙局。', place: { part: 'body' } },
    { text: '请各单位于7月5日前报送下月要点。', place: { part: 'body' } },
  ],
  cover: [
    figure('submitted', '', '7篇', 700, null),
    figure('submitted', '县局', '县局4篇', 400, 0),
    figure('submitted', '科室', '科室3篇', 300, 0),
    figure('adopted', '', '5篇次', 500, null),
    figure('adopted', '', '4篇', 400, null),
  ],
  leaders: [
    {
      by: 'yearPoints',
      subject: '县局',
      stated: 3,
      names: ['甲局', '乙局', '丙局'].map(name => ({ name, points: null })),
      place: { part: 'body', quote: '累计得分前三的县局为甲局、乙局、丙局' },
    },
  ],
  tables: [],
  lists: [],
  notes: [],
  colophon: [],
}
const composed = worded(NOTICE, 1, { written: UNWRITTEN })
const saved = (changes: Readonly<Record<string, string>>) =>
  written(
    composed.sentences,
    composed.sentences.map(({ key, template }) => ({ key, template: changes[key] ?? template })),
  )

describe('the prose of a notice', () => {
  it('is bound number by number, and says the same when nobody touched it', () => {
    expect(composed.notice).toEqual(NOTICE)
    expect(composed.sentences.map(({ key, template, edited }) => [key, template, edited])).toEqual([
      [
        'figures',
        '6月份，市局办公室共收到稿件{收到}，其中{收到·县局}、{收到·科室}。共采用稿件{采用}；不重复计算，共采用稿件{采用·不重复}。',
        false,
      ],
      ['leaders', '{前列·县局}。', false],
      ['free-1', '请各单位于7月5日前报送下月要点。', false],
    ])
    expect(worded(NOTICE, 1, { written: saved({}) }).notice).toEqual(NOTICE)
  })

  describe('about earlier months', () => {
    const offers: Offer[] = [
      { name: '环比·收到', shown: '较上月减少3篇', compares: { measure: 'submitted', x100: -300 } },
      { name: '环比·采用', shown: '与上月持平', compares: { measure: 'adopted', x100: 0 } },
      { name: '本年首次采用', shown: '甲局、丙局', compares: null },
    ]
    const offered = worded(NOTICE, 1, { written: UNWRITTEN, offers })
    const put = (figures: string) =>
      worded(NOTICE, 1, { written: written(offered.sentences, [{ key: 'figures', template: figures }]), offers }).notice

    it('is offered and not said unless somebody puts it in', () => {
      expect(offered.notice).toEqual(NOTICE)
      expect(offered.sentences[0]?.slots.map(({ name }) => name)).toEqual([
        '收到',
        '收到·县局',
        '收到·科室',
        '采用',
        '采用·不重复',
        '环比·收到',
        '环比·采用',
        '本年首次采用',
      ])
    })

    it('is claimed of the figure it follows, and read back so', () => {
      const notice = put('共收到稿件{收到}，{环比·收到}，共采用稿件{采用}{环比·采用}。首次被采用的有{本年首次采用}。')
      expect(notice.body[0]?.text).toBe(
        '共收到稿件7篇，较上月减少3篇，共采用稿件5篇次与上月持平。首次被采用的有甲局、丙局。',
      )
      expect(notice.cover.map(({ measure, compared }) => [measure, compared?.x100])).toEqual([
        ['submitted', -300],
        ['adopted', 0],
      ])
      expect(differences(notice, readNotice(layout(notice)).notice)).toEqual([])
      const read = readNotice(layout(notice)).notice.cover.map(({ compared }) => compared?.x100)
      expect(read).toEqual([-300, 0])
    })

    it('is no claim where it follows something else', () => {
      const notice = put('情况{环比·收到}，共收到稿件{收到}。')
      expect(notice.cover.map(({ compared }) => compared)).toEqual([undefined])
    })
  })

  it('claims numbers in their new order, and none that were left out', () => {
    const { notice, sentences } = worded(NOTICE, 1, {
      written: saved({
        figures: '6月份共采用稿件{采用}，共收到稿件{收到}，其中{收到·科室}、{收到·县局}。',
        'free-1': '',
      }),
    })
    expect(notice.body.map(({ text }) => text)).toEqual([
      '6月份共采用稿件5篇次，共收到稿件7篇，其中科室3篇、县局4篇。',
      '累计得分前三的县局为甲局、乙局、丙局。',
    ])
    expect(notice.cover.map(({ subject, claim, partOf }) => [subject, claim.x100, partOf])).toEqual([
      ['', 500, null],
      ['', 700, null],
      ['科室', 300, 1],
      ['县局', 400, 1],
    ])
    expect(sentences.map(one => one.edited)).toEqual([true, false])
  })

  it('takes further paragraphs, and a number in them', () => {
    const more = written(composed.sentences, [
      { key: 'figures', template: '6月份情况如下。' },
      { key: 'leaders', template: '' },
      { key: 'free-1', template: '市局办公室共收到稿件{收到}。' },
      { key: 'free-2', template: '每一篇稿件都要核实。' },
    ])
    const { notice } = worded(NOTICE, 1, { written: more })
    expect(notice.body.map(({ text }) => text)).toEqual([
      '6月份情况如下。',
      '市局办公室共收到稿件7篇。',
      '每一篇稿件都要核实。',
    ])
    expect([notice.cover.length, notice.leaders]).toEqual([1, []])
  })

  it('fills in the numbers of the day, and says which are no more', () => {
    const words = saved({ figures: '共收到稿件{收到}，其中{收到·科室}。' })
    const later: Notice = { ...NOTICE, cover: NOTICE.cover.slice(0, 2) }
    const { notice, remarks } = worded(later, 1, { written: words })
    expect(notice.body[0]?.text).toBe('共收到稿件7篇，其中。')
    expect(remarks).toEqual(['文句里的“{收到·科室}”本月没有对应的数字，印出来是空的；请改写这一句。'])
  })

  it.each([
    ['共收到稿件8篇。', '共收到稿件8篇'],
    ['共收到稿件８篇。', '共收到稿件8篇'],
    ['共收到三百余篇稿件。', '三百余篇'],
    ['采用率达到80%。', '采用率达到80%'],
    ['比上月多2.5分', '比上月多2.5分'],
  ])('lets nobody type a number: %s', (template, typed) => {
    expect(typedNumber(template)).toBe(typed)
    expect(() => saved({ figures: template })).toThrow(Problem)
  })

  it.each(['7月份，请于2023年7月25日前、8:30前报送。', '按某办〔2023〕12号执行。', '每一篇都要核实，第二季度总结。'])(
    'lets days and such be typed: %s',
    template => expect(typedNumber(template)).toBeNull(),
  )

  it.each([
    ['a number this month does not have', { figures: '{转发}。' }],
    ['a number said twice', { figures: '{收到}和{收到}。' }],
    ['a number said in two paragraphs', { leaders: '{收到}。' }],
  ])('refuses %s', (_what, changes) => {
    expect(() => saved(changes)).toThrow(Problem)
  })

  it('refuses a paragraph that is none', () => {
    expect(() => written(composed.sentences, [{ key: 'title', template: '' }])).toThrow(Problem)
  })

  it('is read back as it was worded', () => {
    const golden = Notice.parse(JSON.parse(readFileSync('fixtures/notices/lc-2023-06/notice.golden.json', 'utf8')))
    const figures = '6月份，共采用稿件{采用}。共收到稿件{收到}，其中{收到·县局}、{收到·科室}。'
    const { notice: own } = worded(NOTICE, 1, { written: saved({ figures }) })
    const notice = { ...own, tables: golden.tables, lists: golden.lists }
    const back = readNotice(layout(notice)).notice
    expect(differences(notice, back).filter(one => one.startsWith('正文'))).toEqual([])
  })
})
