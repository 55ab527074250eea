import { describe, expect, it } from 'vitest'
import { smallList, smallNotice, smallTable } from '../../../fixtures/small-notice.ts'
import { differences } from './differ.ts'
import type { Notice } from './notice.ts'

const notice = (month = 4, titles = ['甲', '乙'], names = ['阳谷局', '临清局']): Notice =>
  smallNotice({
    tables: [
      smallTable(
        '表1',
        ['submitted', 'monthPoints'],
        names.map((name, index) => [name, 3, index === 0 ? month : null]),
      ),
    ],
    lists: [smallList('阳谷局', titles)],
  })

describe('what a reader sees otherwise than was meant', () => {
  it('is nothing where all names, numbers and titles are the same', () => {
    expect(differences(notice(), notice())).toEqual([])
  })

  it.each([
    ['a number', notice(4.5), '表1第1行monthPoints：应为“4”，读出的是“4.5”。'],
    ['a number that got lost', notice(4, ['甲', '乙'], ['阳谷局']), '表1第2行单位：应为“临清局”，读出的是“（无）”。'],
    ['a title', notice(4, ['甲', '丙']), '第1份目录第2条标题：应为“乙”，读出的是“丙”。'],
    ['a title too many', notice(4, ['甲', '乙', '丙']), '第1份目录第3条标题：多出“丙”。'],
    ['a name', notice(4, ['甲', '乙'], ['阳谷局', '临沂局']), '表1第2行单位：应为“临清局”，读出的是“临沂局”。'],
  ])('is named where it is %s', (_what, seen, sentence) => {
    expect(differences(notice(), seen)).toContain(sentence)
  })
})
