import { describe, expect, it } from 'vitest'
import { type Leaf, NoticeTableForm } from '../../../domain/notice/composing/table-form.ts'
import { zh } from '../../zh.ts'
import { type Drawn, drawn, faultsOf, headed, inserted, moved, putUnder, removed, takenOut, undrawn } from './tree.ts'

const leaf = (head: string): Leaf => ({ head, feed: { from: 'month' } })
const tree = (): Drawn[] => {
  let keys = 0
  return drawn([leaf('甲'), { head: '乙', columns: [leaf('丙'), leaf('丁')] }, leaf('戊')], () => String(++keys))
}
const look = (nodes: readonly Drawn[]): string =>
  nodes.map(({ head, columns }) => (columns === null ? head : `${head}(${look(columns)})`)).join(' ')

describe('the heads of a table', () => {
  it('are drawn and stored as they were', () => {
    expect(undrawn(tree())).toEqual([leaf('甲'), { head: '乙', columns: [leaf('丙'), leaf('丁')] }, leaf('戊')])
  })

  it('move among their siblings, up to the edge', () => {
    expect(look(moved(tree(), [1, 1], -1)?.tree ?? [])).toBe('甲 乙(丁 丙) 戊')
    expect(moved(tree(), [1, 1], -1)?.path).toEqual([1, 0])
    expect(moved(tree(), [0], -1)).toBeNull()
    expect(moved(tree(), [2], 1)).toBeNull()
  })

  it('go under the head before them and out again', () => {
    const under = putUnder(tree(), [2])
    expect(look(under?.tree ?? [])).toBe('甲 乙(丙 丁 戊)')
    expect(under?.path).toEqual([1, 2])
    expect(look(takenOut(under?.tree ?? [], [1, 2])?.tree ?? [])).toBe('甲 乙(丙 丁) 戊')
    expect(putUnder(tree(), [1])).toBeNull()
    expect(takenOut(tree(), [0])).toBeNull()
  })

  it('take a head with them that has nothing left under it', () => {
    const one = removed(tree(), [1, 0])
    expect(look(one)).toBe('甲 乙(丁) 戊')
    expect(look(removed(one, [1, 0]))).toBe('甲 戊')
    const out = takenOut(one, [1, 0])
    expect({ look: look(out?.tree ?? []), path: out?.path }).toEqual({ look: '甲 丁 戊', path: [1] })
  })

  it('get a head over them, three levels deep and no deeper', () => {
    const two = headed(tree(), [1], { key: 'a', head: '己' }) ?? []
    expect(look(two)).toBe('甲 己(乙(丙 丁)) 戊')
    expect(headed(two, [1], { key: 'b', head: '庚' })).toBeNull()
    expect(headed(two, [1, 0, 0], { key: 'b', head: '庚' })).toBeNull()
    expect(
      putUnder(inserted(two, [2], { key: 'c', head: '辛', feed: null, columns: two[1]?.columns ?? [] }), [2]),
    ).toBe(null)
  })

  it('say what is wrong with them', () => {
    const look = { rank: 'placed', tables: 'by-group', zeroRows: 'shown', totalRow: false, blanks: 'empty' }
    expect(faultsOf(look, tree())).toContain('“甲”的内容另有一栏，同一个数只能列一次')
    const empty = drawn([leaf('')], () => 'a')
    expect(faultsOf(look, empty)).toEqual(['“”：表头不能空着'])
    const unfed = [{ key: 'a', head: '甲', feed: null, columns: null }]
    expect(faultsOf(look, unfed)).toEqual([zh.noticeForm.noFeed('甲')])
    const fine = drawn([leaf('本月分数')], () => 'a')
    expect(faultsOf(look, fine)).toEqual([])
    expect(NoticeTableForm.safeParse({ ...look, columns: undrawn(fine) }).success).toBe(true)
  })
})
