import { describe, expect, it } from 'vitest'
import { audit, type Known } from '../audit.ts'
import { readNotice } from '../read.ts'
import { blocksOfText } from '../source.ts'

const found = (text: string, known: Known): string[] =>
  audit(readNotice(blocksOfText(text)), known).map(({ code, message }) => `${code} ${message}`)

const listed =
  '关于2023年6月份信息采用情况的通报\n\n甲局（6月份市局采用信息1篇，合计1分）\n\n1、甲地完成造林（第9期 信息）\n'
const table = (rank: number): string => `关于2023年6月份信息采用情况的通报\n\n单位\t本月分数\t名次\n甲局\t3\t${rank}\n`

describe('what the office has on record', () => {
  it('tells in which issue a title stands', () => {
    const title = '甲地完成造林'
    expect(found(listed, { issuedIn: [{ title, issue: 9 }] })).toEqual([])
    expect(found(listed, { issuedIn: [{ title: '乙地完成造林', issue: 10 }] })).toEqual([])
    expect(found(listed, { issuedIn: [{ title, issue: 10 }] })).toEqual([
      'issue-differs 甲局第 1 条写第9期，登记采用在第10期',
    ])
  })

  it('tells that a unit alone in its table is the first, where all units are known', () => {
    const units = [{ name: '甲局', aliases: [], group: 'a' }]
    expect(found(table(1), { units })).toEqual([])
    expect(found(table(4), { units })).toEqual(['rank-number 甲局写第 4 名，表中只有这一个单位'])
    // An excerpt of somebody else's table may begin anywhere.
    expect(found(table(4), {})).toEqual([])
  })

  it('says nothing of ranks that go by more than the totals', () => {
    const units = [{ name: '甲局', aliases: [], group: 'a' }]
    expect(found(table(4), { units, ranksByMore: true })).toEqual([])
  })

  it('counts after ties as the rules say', () => {
    const rows = ['甲局\t3\t1', '乙局\t3\t1', '丙局\t2\t2'].join('\n')
    const text = `关于2023年6月份信息采用情况的通报\n\n单位\t本月分数\t名次\n${rows}\n`
    expect(found(text, { ties: 'dense' })).toEqual([])
    expect(found(text, { ties: 'skip' }).map(one => one.split(' ')[0])).toEqual(['rank-number'])
  })
})

it('sees a title whose month is none', () => {
  const text = '关于16月份信息采用情况的通报\n\n6月份，共收到稿件3篇。\n\n某局\n\n2023年7月15日\n'
  expect(found(text, {})).toEqual(['period-differs 此处写 16 月份，通报为 6 月份'])
})
