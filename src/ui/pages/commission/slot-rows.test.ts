import { expect, it } from 'vitest'
import { Slots } from '../../../domain/commission/slots.ts'
import { emptyRow, rowsOfSlots, slotsOfRows } from './slot-rows.ts'

const SLOTS = Slots.parse([
  { key: 'a1', kind: 'figure', label: '报批面积', hint: '', unit: '亩', asOf: '2023-06-30', summable: false },
  { key: 'a2', kind: 'case', label: '案例', hint: '写清效益', count: 3 },
  { key: 'a3', kind: 'text', label: '建议', hint: '', least: 100, most: null },
  { key: 'a4', kind: 'table', label: '清单', hint: '' },
  { key: 'a5', kind: 'contact', label: '联系人', hint: '' },
])

it('gives slots back as they were drawn', () => {
  expect(slotsOfRows(rowsOfSlots(SLOTS))).toEqual(SLOTS)
})

it('leaves out rows without a name, and puts right what was typed crosswise', () => {
  const named = (kind: 'figure' | 'case' | 'text') => ({ ...emptyRow(kind), key: kind, label: ' 名称 ' })
  expect(
    slotsOfRows([
      emptyRow('figure'),
      named('figure'),
      { ...named('case'), count: '99' },
      { ...named('text'), least: '300', most: '100' },
    ]),
  ).toEqual([
    { key: 'figure', kind: 'figure', label: '名称', hint: '', unit: '个', asOf: null, summable: true },
    { key: 'case', kind: 'case', label: '名称', hint: '', count: 10 },
    { key: 'text', kind: 'text', label: '名称', hint: '', least: 100, most: 300 },
  ])
  expect(Slots.safeParse(slotsOfRows([emptyRow('text'), named('text')])).success).toBe(true)
})
