import { describe, expect, it } from 'vitest'
import { localDate } from '../calendar.ts'
import { likeness } from '../text.ts'
import { flagsOf, marksOf, NEAR_FROM, workingDaysBetween } from './flags.ts'

describe('what is worth a look at an article', () => {
  it.each([
    ['阳谷县召开汛期地质灾害防治工作会议', true],
    ['市局组织收看全省视频会', true],
    ['临清市耕地保护工作推进会', true],
    ['举办不动产登记业务培训班', true],
    ['阳谷县抢抓机会发展林下经济', false],
    ['社会组织参与湿地保护', false],
    ['高唐县建立林长制巡林问题“日清单”', false],
  ])('%s: a gathering is %s', (title, is) => {
    expect(flagsOf(title, '完成 12 处').includes('meeting')).toBe(is)
  })

  it('tells an activity from a meeting', () => {
    expect(flagsOf('全市自然资源系统组织开展“庆七一”系列主题活动', '完成 12 处')).toEqual(['activity'])
  })

  it.each([
    ['2023年7月3日，我局扎实推进各项工作。', true],
    ['排查隐患１２处。', false],
    ['整改率达百分之百。', false],
    ['', true],
  ])('%s: without a figure is %s', (plain, is) => {
    expect(flagsOf('题目', plain).includes('no-data')).toBe(is)
  })
})

describe('marks of a title', () => {
  it('are shared by titles that tell the same story in other words', () => {
    const [one, other] = [
      '阳谷县自然资源和规划局科学编制村庄规划助力实现乡村振兴',
      '阳谷局科学编制村庄规划，助力实现乡村振兴',
    ]
    expect(likeness(one, other)).toBeGreaterThan(NEAR_FROM)
    const marks = new Set(marksOf(one))
    expect(marksOf(other).some(mark => marks.has(mark))).toBe(true)
  })

  it('do not depend on width, blanks and punctuation', () => {
    expect(marksOf('推行“三个 到位”')).toEqual(marksOf('推行「三个到位」'))
    expect(marksOf('！')).toEqual([])
    expect(marksOf('两字')).toEqual(['两字'])
  })
})

it.each([
  ['2023-07-03', '2023-07-03', 0],
  ['2023-07-03', '2023-07-07', 4],
  ['2023-07-07', '2023-07-10', 1],
  ['2023-07-08', '2023-07-09', 0],
  ['2023-07-03', '2023-07-17', 10],
])('from %s to %s there are %i working days', (from, to, days) => {
  expect(workingDaysBetween(localDate(from), localDate(to))).toBe(days)
})
