import { describe, expect, it } from 'vitest'
import { mayBeSame, meantBy, pairNames } from './names.ts'

describe('names of one unit', () => {
  it.each([
    ['自然用途管制科', '用途管制科'],
    ['保护地管理科', '自然保护地管理科'],
    ['市城乡规划设计院', '市城乡规划设计研究院'],
    ['城乡规划研究设计院', '城乡规划设计研究院'],
    ['林草科', '林草资源和湿地保护监督科'],
  ])('%s may be %s', (a, b) => {
    expect(mayBeSame(a, b)).toBe(true)
  })

  it.each([
    ['冠县局', '莘县局'],
    ['人事科', '财审科'],
    ['市林业发展中心', '高唐县林业综合服务中心'],
    ['', '阳谷局'],
  ])('%s is not %s', (a, b) => {
    expect(mayBeSame(a, b)).toBe(false)
  })

  it('takes a short name only when one unit can be meant', () => {
    const units = ['开发利用科', '调查监测科', '调查研究科']
    expect(meantBy('利用科', units, [])).toBe('开发利用科')
    expect(meantBy('调查科', units, [])).toBeNull()
    expect(meantBy('调查科', units, [{ name: '调查研究科', aliases: ['调查科'], group: 'office-a' }])).toBe(
      '调查研究科',
    )
    expect(meantBy('综合科', units, [])).toBeNull()
  })

  const named = (name: string, year?: number) => ({ name, year })

  it('pairs by name first, so that a longer name does not take a shorter one’s row', () => {
    expect(pairNames([named('冠县林业局'), named('冠县局')], [named('冠县局'), named('冠县林业局')], [])).toEqual([
      1, 0,
    ])
  })

  it('pairs a renamed unit by position when the year totals agree', () => {
    const rows = [named('甲科', 100), named('乙科', 200), named('丙科', 300)]
    expect(pairNames([named('甲科', 100), named('新设处', 200), named('丙科', 300)], rows, [])).toEqual([0, 1, 2])
    expect(pairNames([named('甲科', 100), named('新设处', 250), named('丙科', 300)], rows, [])).toEqual([0, null, 2])
  })
})
