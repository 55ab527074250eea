import { expect, it } from 'vitest'
import { SlotTable } from '../../api/commission.ts'
import { SLOT_LIST } from './slot-list.ts'

const TABLE = SlotTable.parse({
  slots: [
    { key: 'a', kind: 'figure', label: '报批面积', hint: '', unit: '亩', asOf: null, summable: true },
    { key: 'b', kind: 'text', label: '建议', hint: '', least: null, most: null },
  ],
  rows: [
    {
      unit: 'unt_1',
      name: '阳谷局',
      state: 'replied',
      with: null,
      sentAt: null,
      note: '待核',
      cells: [
        { kind: 'answered', text: '1360.5', value: '1360.5' },
        { kind: 'none', reason: '没有' },
      ],
      missing: 0,
    },
    {
      unit: 'unt_2',
      name: '临清局',
      state: 'signed',
      with: null,
      sentAt: null,
      note: '',
      cells: [{ kind: 'missing' }, { kind: 'missing' }],
      missing: 2,
    },
    {
      unit: 'unt_3',
      name: '高唐局',
      state: 'exempt',
      with: null,
      sentAt: null,
      note: '',
      cells: [{ kind: 'missing' }, { kind: 'missing' }],
      missing: 2,
    },
  ],
  totals: [
    { answered: 1, none: 0, missing: 1, sum: '12345678901234567.5' },
    { answered: 0, none: 1, missing: 1, sum: null },
  ],
})

it('has a row for each unit and a column for each slot, figures as numbers, and what is missing in words', () => {
  expect(SLOT_LIST.heads(TABLE)).toEqual(['单位', '状态', '报批面积（亩）', '建议', '缺项', '说明'])
  expect(SLOT_LIST.rows(TABLE, new Map())).toEqual([
    ['阳谷局', '已反馈', 1360.5, '本地无此项：没有', 0, '待核'],
    ['临清局', '已签收', '缺', '缺', 2, ''],
    ['高唐局', '免报', null, null, null, ''],
    // More digits than a spreadsheet keeps stay text.
    ['合计', null, '12345678901234567.5', null, null, null],
    ['已答', null, 1, 0, null, null],
  ])
  expect(SLOT_LIST.rows({ ...TABLE, rows: [] }, new Map())).toEqual([])
})
