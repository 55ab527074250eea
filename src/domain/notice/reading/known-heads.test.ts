import { describe, expect, it } from 'vitest'
import type { Block, Measure } from '../notice.ts'
import { readNotice } from '../read.ts'
import { knownHeads } from './known-heads.ts'

const table = (...rows: readonly (readonly string[])[]): Block => ({
  kind: 'table',
  role: 'text',
  headRows: 1,
  line: 1,
  rows: rows.map(cells => cells.map(text => ({ text }))),
})

const ROWS = [
  ['名次', '单位', '网评', '本月得分'],
  ['1', '甲局', '3', '8'],
  ['2', '乙局', '1', '2'],
] as const

describe('heads an office was asked about', () => {
  it('are unknown before, and what the office said from then on', () => {
    const before = readNotice([table(...ROWS)])
    expect(before.unread.map(({ reason }) => reason)).toEqual(['“网评”栏不知所指，未核对'])
    const after = readNotice([table(...ROWS)], [{ heads: ['网评'], measure: 'submitted' }])
    expect(after.unread).toEqual([])
    expect(after.notice.tables[0]?.columns.map(({ measure }) => measure)).toEqual(['rank', 'submitted', 'monthPoints'])
  })

  it('make a header of a row that nobody would take for one', () => {
    const rows = [['甲乙', '其一', '其二'], ...ROWS.slice(1).map(([, unit, first, second]) => [unit, first, second])]
    const heads: { heads: string[]; measure: Measure }[] = [
      { heads: ['其一'], measure: 'submitted' },
      { heads: ['其二'], measure: 'monthPoints' },
    ]
    expect(readNotice([table(...rows)]).notice.tables[0]?.columns[0]?.heads).not.toEqual(['其一'])
    expect(readNotice([table(...rows)], heads).notice.tables[0]?.columns).toEqual(heads)
  })

  it('are the same whatever their width and spaces', () => {
    const known = knownHeads([{ heads: ['采用（篇）', '网 评'], measure: 'submitted' }])
    expect(known.measureOf(['采用(篇)', '网评'])).toBe('submitted')
    expect(known.measureOf(['网评'])).toBe('other')
  })
})

describe('a table whose names are not in its first column', () => {
  it('keeps where they stand', () => {
    const [read] = readNotice([table(...ROWS)]).notice.tables
    expect(read?.unitAt).toBe(1)
    expect(read?.rows.map(({ unit }) => unit)).toEqual(['甲局', '乙局'])
  })
})

describe('points of the year under a head of their own', () => {
  it.each<[string[], Measure]>([
    [['普发', '累计得分'], 'outletYear'],
    [['约稿', '累计分数'], 'outletYear'],
    [['得分', '全年累计得分'], 'yearPoints'],
    [['累计分数'], 'yearPoints'],
    [['普发', '得分'], 'outletPoints'],
  ])('%j are %s', (heads, measure) => {
    expect(knownHeads([]).measureOf(heads)).toBe(measure)
  })
})
