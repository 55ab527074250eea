import { describe, expect, it } from 'vitest'
import { fitsInline, signatureIndents, titleLines, widthZi } from './measure.ts'
import { headLines } from './table.ts'

describe('widths in characters', () => {
  it.each([
    ['聊城市自然资源和规划局', 11],
    ['2023年7月31日', 6.5],
    ['“庆七一”', 5],
    ['端午·节', 4],
  ])('measures %s as %d', (text, width) => {
    expect(widthZi(text)).toBe(width)
  })

  it('lets a source label stay on the line only when it fits whole', () => {
    const title = (characters: number): string => `1.${'题'.repeat(characters)}`
    const label = '（第9期）' // 4.5 characters, behind an indent of 2 and a number of 1
    expect(fitsInline(title(20), label)).toBe(true)
    expect(fitsInline(title(21), label)).toBe(false)
    expect(fitsInline(title(25), label)).toBe(false)
    expect(fitsInline(title(26), label)).toBe(true) // the title itself goes over to a second line
  })
})

describe('the signature (GB/T 9704 7.3.5)', () => {
  it('centres the name on a date four in from the right, under a seal', () => {
    expect(signatureIndents('聊城市自然资源和规划局', '2023年7月31日', true)).toEqual({ issuer: 1.75, date: 4 })
  })
  it('moves both when a long name would leave the page', () => {
    const indents = signatureIndents('聊城市自然资源和规划局政务信息工作办公室', '2023年7月31日', true)
    expect(indents.issuer).toBe(0)
    expect(indents.date + 6.5 / 2).toBe(20 / 2)
  })
  it('starts the date two to the right of the name, without a seal', () => {
    expect(signatureIndents('聊城市自然资源和规划局', '2023年7月31日', false)).toEqual({ issuer: 2, date: 4.5 })
    expect(signatureIndents('市局', '2023年12月31日', false)).toEqual({ issuer: 9, date: 2 })
  })
})

describe('titles', () => {
  it.each([
    ['关于6月份政务信息采用情况的通报', ['关于6月份政务信息采用情况的', '通　报']],
    ['政务信息通报', ['政务信息通报']],
    ['6月份政务信息采用情况', ['6月份政务信息采用情况']],
    [
      '聊城市自然资源和规划局关于2023年上半年政务信息、新闻宣传采用情况的通报',
      ['聊城市自然资源和规划局', '关于2023年上半年', '政务信息、新闻宣传采用情况的', '通　报'],
    ],
    [
      '关于2023年上半年全市自然资源系统政务信息报送和采用情况的通报',
      ['关于2023年上半年全市自然资源系统', '政务信息报送和采用情况的', '通　报'],
    ],
  ])('breaks %s', (title, lines) => {
    expect(titleLines(title)).toEqual(lines)
  })

  it('loses nothing of any title, however long', () => {
    for (let length = 1; length < 200; length += 7) {
      const title = `关于${'12年度、的信息》'.repeat(length)}的通报`
      expect(titleLines(title).join('').replace('　', '')).toBe(title)
    }
  })
})

describe('heads of columns', () => {
  it.each([
    ['报省市', 3, ['报省市']],
    ['上报篇数', 3, ['上报', '篇数']],
    ['本月基础分', 3, ['本月', '基础分']],
    ['市级以上采用篇数', 2, ['市级以上', '采用篇数']],
    ['呼伦贝尔市政府网采用条数', 3, ['呼伦贝尔', '市政府网', '采用条数']],
  ])('breaks %s at words', (head, most, lines) => {
    expect(headLines(head, most)).toEqual(lines)
  })
})
