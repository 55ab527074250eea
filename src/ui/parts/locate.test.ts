import { expect, it } from 'vitest'
import { smallList, smallNotice, smallTable } from '../../../fixtures/small-notice.ts'
import type { BlockView } from '../../api.ts'
import { piecesOf, spotOf } from './locate.ts'

const line = (number: number, text: string): BlockView => ({ kind: 'paragraph', role: 'text', text, line: number })

it('shows neighbouring lines with tabs as one table and leaves empty lines out', () => {
  const pieces = piecesOf([
    line(1, '通报'),
    line(2, ''),
    line(3, '单位\t分'),
    line(4, '甲局\t5'),
    line(5, ''),
    line(6, '乙局\t4'),
  ])
  expect(
    pieces.map(piece => [piece.kind, piece.line, piece.kind === 'table' ? piece.rows.length : piece.text]),
  ).toEqual([
    ['paragraph', 1, '通报'],
    ['table', 3, 2],
    ['table', 6, 1],
  ])
})

it('keeps the row lines of a table from a .docx', () => {
  const pieces = piecesOf([
    {
      kind: 'table',
      role: 'text',
      headRows: 1,
      rows: [[{ text: '单位' }], [{ text: '甲局' }]],
      line: 4,
      lines: [4, 5],
    },
  ])
  expect(pieces).toEqual([
    {
      kind: 'table',
      line: 4,
      headRows: 1,
      rows: [
        { line: 4, cells: [{ text: '单位' }] },
        { line: 5, cells: [{ text: '甲局' }] },
      ],
    },
  ])
})

const table = smallTable(
  '表1',
  ['submitted', 'monthPoints'],
  [
    ['甲局', 3, 5],
    ['乙局', 2, null],
  ],
)
const [first, second] = table.rows
const notice = smallNotice({
  tables: [
    {
      ...table,
      rows: [first, second].flatMap((row, index) =>
        row === undefined ? [] : [{ ...row, place: { ...row.place, line: 11 + index } }],
      ),
    },
  ],
  lists: [smallList('甲局', ['一事', '两事'])].map(list => ({
    ...list,
    items: list.items.map((item, index) => ({ ...item, place: { ...item.place, line: 21 + index } })),
  })),
})

it('finds the cell of a column, also a blank one, in the row of its unit', () => {
  expect(spotOf({ part: 'table', table: '表1', unit: '乙局', column: 'monthPoints' }, notice)).toEqual({
    line: 12,
    cell: 2,
    quote: '',
  })
})

it('finds an item of a list that has no line of its own', () => {
  expect(spotOf({ part: 'list', unit: '甲局', item: 2 }, notice)).toEqual({ line: 22, cell: null, quote: '' })
})

it('believes a line that is given, and says when a place is about the whole', () => {
  expect(spotOf({ part: 'body', line: 7, quote: '39条' }, notice)).toEqual({ line: 7, cell: null, quote: '39条' })
  expect(spotOf({ part: 'document' }, notice)).toBeNull()
})
