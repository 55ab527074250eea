import { describe, expect, it } from 'vitest'
import { smallNotice, smallTable } from '../../../../fixtures/small-notice.ts'
import { contextOf } from './context.ts'
import type { KnownRules } from './known.ts'
import { adoptionPoints, countRates, yearWithoutSubmissions } from './rates.ts'

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

describe('points each', () => {
  const tables = [
    smallTable(
      '表1',
      ['reports', 'briefs', 'adoptionPoints', 'commissions', 'commissionPoints'],
      [
        ['甲局', 3, 2, 4, 1, 5],
        ['乙局', 2, 1, 2.5, 2, 10],
        ['丙局', 1, 4, 3, 3, 15],
        ['丁局', 2, 2, 2, 1, 2.5],
      ],
    ),
  ]
  const saidBy = (ruleSet?: KnownRules) => {
    const known = ruleSet === undefined ? {} : { ruleSet }
    const context = contextOf({ notice: smallNotice({ tables }), unread: [], remarks: [] }, known)
    return [...adoptionPoints(context), ...countRates(context)].map(({ code, place }) => `${code} ${place.unit}`)
  }

  it('are what most rows follow, where no rules are known', () => {
    expect(saidBy()).toEqual(['adoption-rate 丁局', 'count-rate 丁局'])
  })

  it('are the known rules’, and none where these fix none', () => {
    expect(saidBy({ report: 100, brief: 50, commission: 500, bases: [] })).toEqual([
      'adoption-rate 丁局',
      'count-rate 丁局',
    ])
    expect(saidBy({ report: null, brief: null, commission: null, bases: [] })).toEqual([])
  })
})
