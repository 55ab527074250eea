import { describe, expect, it } from 'vitest'
import { smallNotice, smallTable } from '../../../../fixtures/small-notice.ts'
import { contextOf } from './context.ts'
import type { Known } from './known.ts'
import { ranks } from './ranks.ts'

/** Units 甲, 乙, 丙 … with year totals and ranks → what the check says, as code and unit. */
function said(rows: readonly (readonly [number, number | null])[], known: Known = {}): string[] {
  const table = smallTable(
    '表1',
    ['yearPoints', 'rank'],
    rows.map(([points, rank], index) => [[...'甲乙丙丁戊己'][index] ?? '', points, rank]),
  )
  return ranks(contextOf({ notice: smallNotice({ tables: [table] }), unread: [], remarks: [] }, known)).map(
    ({ code, place }) => `${code} ${place.unit}`,
  )
}

describe('ranks', () => {
  it.each([
    [
      'plain ranks',
      [
        [9, 1],
        [8, 2],
        [7, 3],
      ],
    ],
    [
      'a tie that skips',
      [
        [9, 1],
        [8, 2],
        [8, 2],
        [7, 4],
      ],
    ],
    [
      'a tie that does not skip',
      [
        [9, 1],
        [8, 2],
        [8, 2],
        [7, 3],
      ],
    ],
    [
      'a tie at the end',
      [
        [9, 1],
        [8, 2],
        [8, 2],
      ],
    ],
    [
      'rows in another order than their ranks',
      [
        [7, 3],
        [9, 1],
        [5, 4],
        [8, 2],
      ],
    ],
    ['a single row', [[9, 1]]],
  ] as const)('accepts %s', (_, rows) => {
    expect(said(rows)).toEqual([])
  })

  it.each([
    [
      'a wrong number',
      [
        [9, 1],
        [8, 2],
        [7, 4],
      ],
      ['rank-number 丙'],
    ],
    [
      'a rank that passes a better unit',
      [
        [9, 1],
        [8, 3],
        [7, 2],
        [6, 4],
      ],
      ['rank-order 丙', 'row-order 丙'],
    ],
    [
      'equal points under different ranks',
      [
        [9, 1],
        [8, 2],
        [8, 3],
      ],
      ['rank-tie 丙'],
    ],
    [
      'one rank for different points',
      [
        [9, 1],
        [8, 2],
        [7, 2],
        [6, 4],
      ],
      ['rank-tie 丙'],
    ],
    [
      'two rows that changed places',
      [
        [9, 1],
        [7, 3],
        [8, 2],
        [6, 4],
      ],
      ['row-order 丙'],
    ],
    [
      'a total far out of line',
      [
        [9, 1],
        [8, 2],
        [7, 3],
        [6, 4],
        [20, 5],
      ],
      ['rank-order 戊'],
    ],
    [
      'a missing rank',
      [
        [9, 1],
        [8, null],
        [7, 3],
      ],
      ['rank-number 乙'],
    ],
  ] as const)('shows %s', (_, rows, expected) => {
    expect(said(rows)).toEqual(expected)
  })

  it('takes the month as the score where the ranks follow it', () => {
    const table = smallTable(
      '表1',
      ['monthPoints', 'yearPoints', 'rank'],
      [
        ['甲', 3, 50, 1],
        ['乙', 2, 90, 2],
        ['丙', 1, 70, 3],
      ],
    )
    expect(ranks(contextOf({ notice: smallNotice({ tables: [table] }), unread: [], remarks: [] }, {}))).toEqual([])
  })

  it('follow one another in a tie where the rules say so, and share a rank otherwise', () => {
    const inTurn = [
      [9, 1],
      [8, 2],
      [8, 3],
      [7, 4],
    ] as const
    expect(said(inTurn)).toEqual(['rank-tie 丙'])
    expect(said(inTurn, { ties: 'order' })).toEqual([])
    const sharing = [
      [9, 1],
      [8, 2],
      [8, 2],
      [7, 4],
    ] as const
    expect(said(sharing, { ties: 'order' })).toEqual(['rank-number 丙'])
  })

  it('are held against the month where that gives these ranks and the year does not', () => {
    const table = smallTable(
      '表1',
      ['monthPoints', 'yearPoints', 'rank'],
      [
        ['甲', null, 25.5, 1],
        ['乙', null, null, 1],
      ],
    )
    expect(ranks(contextOf({ notice: smallNotice({ tables: [table] }), unread: [], remarks: [] }, {}))).toEqual([])
  })
})
