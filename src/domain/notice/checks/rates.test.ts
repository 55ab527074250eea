import { describe, expect, it } from 'vitest'
import { smallNotice, smallTable } from '../../../../fixtures/small-notice.ts'
import { contextOf } from './context.ts'
import { yearWithoutSubmissions } from './rates.ts'

describe('points of a year', () => {
  it('are asked about where nothing was handed in all year, and only there', () => {
    const tables = [
      smallTable(
        '表1',
        ['submittedYear', 'yearPoints'],
        [
          ['甲科', 0, 4],
          ['乙科', null, 3],
          ['丙科', 0, 0],
          ['丁科', 2, 6],
        ],
      ),
    ]
    const found = yearWithoutSubmissions(contextOf({ notice: smallNotice({ tables }), unread: [], remarks: [] }, {}))
    expect(found.map(one => `${one.code} ${one.message}`)).toEqual([
      'points-without-count 甲科：“submittedYear”为 0，“yearPoints”有 4 分',
      'points-without-count 乙科：“submittedYear”为 0，“yearPoints”有 3 分',
    ])
  })
})
