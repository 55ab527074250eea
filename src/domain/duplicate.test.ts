import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tallyVariants } from '../../fixtures/duplicates/tally.ts'
import {
  article,
  chance,
  changed,
  lookAlike,
  merged,
  nextMonth,
  reordered,
} from '../../fixtures/duplicates/variants.ts'
import { fingerprintsOf } from './duplicate/fingerprint.ts'
import { compare, type DuplicateVerdict } from './duplicate.ts'

const titles = (a: string, b: string) => compare({ title: a, body: '' }, { title: b, body: '' })
const VISITED = ['土地储备整治中心', '地质矿产调查监测中心', '城乡规划设计院'].map(
  where => `市局党组书记李某到${where}调研指导工作`,
)
const ALL_VISITED =
  '市局党组书记李某先后到土地储备整治中心、不动产登记中心、城乡规划研究设计院、地质矿产调查监测中心调研指导工作'

describe('titles alone', () => {
  it.each<[DuplicateVerdict, string, string]>([
    ['near', '加强城乡环境基础设施建设进展情况、面临的问题及建议', '加强城乡环境基础设施建设进展情况、面临问题及建议'],
    ['near', '端午节到来之际，市局开展“我们的节日·端午节”系列主题活动。', '市局开展了“我们的节日·端午节”系列主题活动'],
    ['near', '市局开展了“我们的节日·端午节”系列主题活动', '市局开展“我们的节日·端午节”系列主题活动'],
    ['same', '“法润自然·绿水青山—普法宣传”东阿专场开播', '“法润自然·绿水青山-普法宣传”东阿专场开播'],
    [
      'near',
      '市自然资源和规划局参赛选手曲某同志在2023年山东省自然资源科普讲解大赛决赛中荣获三等奖',
      '曲某同志在2023年山东省自然资源科普讲解大赛决赛中荣获三等奖',
    ],
    [
      'series',
      '临清市四处工矿废弃地复垦调整利用试点项目复垦区通过市级验收',
      '临清市唐园镇营子村等四处项目复垦区通过市级验收',
    ],
    [
      'near',
      '市林业发展中心开展“2023年山东省‘技能兴鲁’职业技能大赛—国有林场技能竞赛”赛前培',
      '市林业发展中心开展“2023年山东省‘技能兴鲁’职业技能大赛—国有林场技能竞赛”赛前培训',
    ],
    [
      'different',
      '聊城市茌平区国有广平林场王某同志被聘任为“国家林草乡土专家”',
      '国家林业和草原局公布第四批全国林草乡土专家聘任名单',
    ],
    ['different', '！', '？'],
  ])('are %s: %s / %s', (verdict, a, b) => {
    expect([titles(a, b).verdict, titles(b, a).verdict]).toEqual([verdict, verdict])
  })

  it('make a question of one visitor and four institutes, and no more', () => {
    const all = [ALL_VISITED, ...VISITED]
    for (const [index, one] of all.entries())
      for (const other of all.slice(index + 1)) expect(titles(one, other).verdict).toBe('series')
  })
})

describe('texts', () => {
  const next = chance(7)
  const first = article(next, 0)

  it('are the same whatever their punctuation and width', () => {
    const typed = first.body
      .replaceAll('，', ', ')
      .replace(/\d/g, digit => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
    expect(compare(first, { ...first, body: typed }).verdict).toBe('same')
  })

  it('are near when worded anew, reordered or merged with others, and alike only when they are of another place or month', () => {
    for (let topic = 0; topic < 30; topic += 1) {
      const one = article(next, topic)
      const others = [article(next, topic + 1), article(next, topic + 2)]
      expect(compare(one, changed(next, one, 20)).verdict).toBe('near')
      expect(['near', 'same']).toContain(compare(one, reordered(next, one)).verdict)
      expect(compare(one, merged(next, [...others, one])).verdict).toBe('near')
      expect(compare(one, lookAlike(next, topic, one)).verdict).toBe('series')
      expect(compare(one, nextMonth(next, one)).verdict).toBe('series')
      expect(compare(one, article(next, topic + 1)).verdict).toBe('different')
    }
  })

  it('say by which figures and names one of a series is told from the next', () => {
    const { particulars } = compare(
      { title: '', body: '阳谷县自然资源局今年以来办理设施农业用地备案18宗、面积320亩，平均用时缩短到4天。' },
      { title: '', body: '高唐县自然资源局今年以来办理设施农业用地备案26宗、面积415亩，平均用时缩短到5天。' },
    )
    expect(particulars.onlyA).toEqual(['18宗', '320亩', '4天', '阳谷县'])
    expect(particulars.onlyB).toEqual(['26宗', '415亩', '5天', '高唐县'])
  })

  it('are judged alike whichever comes first, and what is marked as common reads alike in both', () => {
    const letters = (text: string) =>
      text
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[^\p{L}\p{M}\p{N}]/gu, '')
    const text = fc
      .array(
        fc.constantFrom(
          '耕地保护',
          '１２宗',
          '，',
          'ＡＢ',
          '\u{20000}',
          '复垦',
          '。\n',
          '县局开展',
          '的',
          '3.5%',
          '林长制',
        ),
        {
          maxLength: 60,
        },
      )
      .map(parts => parts.join(''))
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [there, back] = [
          compare({ title: '甲', body: a }, { title: '乙', body: b }),
          compare({ title: '乙', body: b }, { title: '甲', body: a }),
        ]
        expect(there.verdict === 'same').toBe(back.verdict === 'same')
        let end = 0
        for (const { a: left, b: right } of there.common) {
          expect(left[0]).toBeGreaterThanOrEqual(end)
          end = left[1]
          expect(letters(a.slice(...left))).toBe(letters(b.slice(...right)))
        }
        expect(there.share).toBeLessThanOrEqual(100)
      }),
      { numRuns: 200 },
    )
  })
})

describe('precision and recall', () => {
  it('stay above 98 and 95 of 100 over variants and true look-alikes, and nearly every duplicate is shown', () => {
    const { precision, recall, shown } = tallyVariants({ each: 60, seed: 99 })
    expect(precision).toBeGreaterThan(0.98)
    expect(recall).toBeGreaterThan(0.95)
    expect(shown).toBeGreaterThan(0.99)
  })
})

describe('fingerprints', () => {
  const next = chance(3)

  it('are shared by texts that share passages, and by no others of the office or of another', () => {
    const one = article(next, 4)
    const within = merged(next, [article(next, 5), one, article(next, 6)])
    const own = new Set(fingerprintsOf(one.body, 'off_1'))
    const shared = (body: string, salt = 'off_1') => fingerprintsOf(body, salt).filter(mark => own.has(mark)).length
    expect(shared(changed(next, one, 30).body)).toBeGreaterThanOrEqual(4)
    expect(shared(within.body)).toBeGreaterThanOrEqual(2)
    expect(shared(article(next, 5).body)).toBeLessThanOrEqual(1)
    expect(shared(one.body, 'off_2')).toBe(0)
  })

  it('are few, whole numbers that both databases keep, the same each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), text => {
        const marks = fingerprintsOf(text, 'off_1')
        expect(marks.length).toBeLessThanOrEqual(97)
        expect(marks.every(mark => Number.isSafeInteger(mark) && mark >= 0 && mark < 2 ** 48)).toBe(true)
        expect(fingerprintsOf(`${text} 。`, 'off_1')).toEqual(marks)
      }),
      { numRuns: 100 },
    )
    expect(fingerprintsOf('耕地保护'.repeat(4), 'off_1')).toEqual([])
    expect(fingerprintsOf('甲乙丙丁戊己庚辛'.repeat(4000), 'off_1').length).toBeLessThanOrEqual(97)
  })
})
