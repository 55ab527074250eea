import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DIVISIONS } from './places.ts'
import { strayPlaces } from './stray-places.ts'

const CITY = ['聊城市自然资源和规划局', '阳谷局', '临清局', '茌平局', '莘县局', '财审科']
const COUNTY = ['阳谷县政府办公室']
const names = (text: string, home = CITY) => strayPlaces(text, home).map(one => one.name)

describe('places elsewhere that were left standing', () => {
  it.each([
    ['金山区积极推进设施农业用地备案，办理18宗。', ['金山区']],
    ['近日，浙江省安吉县深化林长制改革。我县同步推进。', ['浙江省', '安吉县']],
    ['一是浙江各乡镇摸底到位。', ['浙江']],
    ['平原县把踏勘、审核并为一次。', ['平原县']],
  ])('are found: %s', (text, found) => {
    expect(names(text)).toEqual(found)
  })

  it.each([
    '阳谷县、临清市和茌平区完成整改，高唐县正在整改，全省居前。',
    '山东省聊城市东昌府区开展排查。',
    '县局组织8人赴浙江省安吉县考察学习。',
    '借鉴浙江“千万工程”经验，推进村庄规划。',
    '引进来自深圳市的企业3家。',
    '与金山区签订协作协议。',
    '落实《浙江省土地管理条例》的做法。',
    '简单县级备案材料，东方市场成交2宗，各县域联动。',
    '在济南市召开的座谈会上作交流发言。',
  ])('are not what the sentence accounts for: %s', text => {
    expect(names(text)).toEqual([])
  })

  it('are those of other counties too for the office of a county, and unknown where home is', () => {
    expect(names('高唐县推进整改。', COUNTY)).toEqual(['高唐县'])
    expect(names('聊城市、山东省居前，阳谷县推进整改。', COUNTY)).toEqual([])
    expect(names('高唐县推进整改。', ['办公室'])).toEqual([])
  })

  it('are at their place, whatever the text', () => {
    const parts = fc.constantFrom('金山区', '阳谷县', '浙江', '推进', '。', '到', '市', '县', '\u{20000}', '\n', '《')
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 30 }), made => {
        const text = made.join('')
        for (const { name, from, to } of strayPlaces(text, CITY)) expect(text.slice(from, to)).toBe(name)
      }),
    )
  })

  it('come from a list of all provinces, some three thousand counties and no development zone', () => {
    const counties = DIVISIONS.flatMap(([, prefectures]) =>
      prefectures.split('|').flatMap(row => row.split(' ').slice(1)),
    )
    expect(DIVISIONS).toHaveLength(34)
    expect(counties.length).toBeGreaterThan(2_700)
    expect(counties.filter(name => /开发|园区|高新|新区$/.test(name))).toEqual(['滨海新区', '浦东新区'])
    expect(counties.filter(name => !/[县市区旗]$/u.test(name))).toEqual([])
  })
})
