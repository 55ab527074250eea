import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evenLines, fitsInline, linesOf, titleLines, widthZi } from './measure.ts'
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

describe('lines', () => {
  it('hold 26 characters and then 28', () => {
    expect(linesOf('信'.repeat(60)).map(widthZi)).toEqual([26, 28, 6])
  })
  it.each([
    ['a mark at the start', `${'信'.repeat(26)}，息`, ['信'.repeat(25), '信，息']],
    ['two marks at the start', `${'信'.repeat(25)}》，息`, ['信'.repeat(24), '信》，息']],
    ['an opening bracket at the end', `${'信'.repeat(25)}（息）`, ['信'.repeat(25), '（息）']],
    ['a number parted', `${'信'.repeat(25)}2023年`, ['信'.repeat(25), '2023年']],
    ['a 破折号 parted', `${'信'.repeat(25)}——息`, ['信'.repeat(25), '——息']],
  ])('never have %s', (_name, text, lines) => {
    expect(linesOf(text)).toEqual(lines)
  })
  it('lose nothing of any text', () => {
    const mark = fc.constantFrom(...Array.from('信息（）《》，。“”—…1a %·\u{20000}'))
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 200 }), fc.integer({ min: 4, max: 28 }), (characters, width) => {
        const text = characters.join('')
        expect(linesOf(text, width).join('')).toBe(text)
      }),
    )
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

  it.each([
    ['全市自然资源系统组织开展“全国土地日”主题宣传活动', ['全市自然资源系统组织开展', '“全国土地日”主题宣传活动']],
    ['全市自然资源系统组织开展“庆七一”系列主题活动', ['全市自然资源系统组织开展“庆七一”系列主题活动']],
    [
      '阳谷县自然资源和规划局科学编制村庄规划助力实现乡村振兴',
      ['阳谷县自然资源和规划局科学', '编制村庄规划助力实现乡村振兴'],
    ],
  ])('of an article breaks between words: %s', (title, lines) => {
    expect(evenLines(title, 24)).toEqual(lines)
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
