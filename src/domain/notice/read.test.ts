import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { juneNotice } from '../../../fixtures/notices/lc-2023-06/notice.ts'
import { anyNotice } from '../../../test/support/notices.ts'
import { audit } from './audit.ts'
import { layout } from './layout.ts'
import type { Block, Notice, ReadNotice } from './notice.ts'
import { readNotice } from './read.ts'
import { blocksOfText } from './source.ts'

/** A value without places, which differ between a document and what was composed. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).flatMap(([key, one]) => (key === 'place' ? [] : [[key, bare(one)]])))
}

/** Blocks as a .docx gives them back: nothing is known but texts and cells. */
const unmarked = (blocks: readonly Block[]): Block[] =>
  blocks.map(block =>
    block.kind === 'table'
      ? { ...block, role: 'text' }
      : { kind: 'paragraph', role: 'text', text: block.text, line: block.line },
  )

const printedAndRead = (notice: Notice, ordinal: '.' | '、'): ReadNotice =>
  readNotice(unmarked(layout(notice, { ordinal })))

describe('what layout prints', () => {
  it('is read as the same notice, with nothing left over and nothing to say of its typing', () => {
    fc.assert(
      fc.property(anyNotice, fc.constantFrom('.' as const, '、' as const), (notice, ordinal) => {
        const read = printedAndRead(notice, ordinal)
        expect(bare(read.notice)).toEqual(bare(notice))
        expect(read.remarks).toEqual([])
        const words = notice.tables.flatMap(table => [...table.rows.flatMap(row => row.cells)])
        if (!words.some(cell => cell !== null && 'text' in cell) && !notice.tables.some(hasRemarks))
          expect(read.unread).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('is read alike with roles and without', () => {
    fc.assert(
      fc.property(anyNotice, notice => {
        const blocks = layout(notice)
        expect(readNotice(blocks)).toEqual(readNotice(unmarked(blocks)))
      }),
      { numRuns: 30 },
    )
  })
})

const hasRemarks = (table: Notice['tables'][number]): boolean =>
  table.columns.some(column => column.measure === 'other')

// ── the June notice, number by number ──────────────────────────────────────────────────────────────────────────

const folder = new URL('../../../fixtures/notices/lc-2023-06/', import.meta.url)
const source = readFileSync(new URL('source.txt', folder), 'utf8')
const maybe = z.number().nullable()
const Expected = z.object({
  narrative: z.object({
    received: z.number(),
    receivedByKind: z.array(z.number()),
    adoptedByKind: z.array(z.number()),
    topThree: z.array(z.array(z.string())),
  }),
  rows: z.array(
    z.object({
      line: z.number(),
      unit: z.string(),
      submitted: maybe,
      upperAdopted: maybe,
      bulletinAdopted: maybe,
      adoptionPoints: maybe,
      commissions: maybe,
      commissionPoints: maybe,
      forwarded: maybe,
      basePoints: maybe,
      monthPoints: maybe,
      yearPoints: maybe,
      rank: maybe,
      detail: z.object({
        unitAsPrinted: z.string(),
        items: z.array(z.object({ no: z.number(), title: z.string(), tag: z.string(), kind: z.string() })),
      }),
    }),
  ),
})
const expected = Expected.parse(JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')))
const june = readNotice(blocksOfText(source)).notice
const x100 = (cell: Notice['tables'][number]['rows'][number]['cells'][number]): number | null | string =>
  cell === null ? null : 'x100' in cell ? cell.x100 : cell.text
const hundred = (value: number | null): number | null => (value === null ? null : Math.round(value * 100))

describe('the June 2023 notice', () => {
  it('has its 43 rows with 11 cells each, every one at its line', () => {
    const rows = june.tables.flatMap(table => table.rows)
    expect(rows.map(row => [row.unit, row.place.line, ...row.cells.map(x100)])).toEqual(
      expected.rows.map(row => [
        row.unit,
        row.line,
        ...[
          row.submitted,
          row.upperAdopted,
          row.bulletinAdopted,
          row.adoptionPoints,
          row.commissions,
          row.commissionPoints,
          row.forwarded,
          row.basePoints,
          row.monthPoints,
          row.yearPoints,
          row.rank,
        ].map(hundred),
      ]),
    )
  })

  it('has its four groups, the second of two parts with a header each', () => {
    expect(june.tables.map(table => [table.id, table.title, table.group, table.rows.length])).toEqual([
      ['表1', '6月份县（市、区）局政务信息统计', '县（市、区）局', 12],
      ['表2', '6月份机关各科室政务信息统计（A类）', 'A类', 20],
      ['表3', '（B类）', 'B类', 3],
      ['表4', '6月份局属事业单位政务信息统计', '事业单位', 8],
    ])
    expect(june.tables.map(table => table.repeatedHeads.length)).toEqual([0, 1, 0, 0])
  })

  it('has its 168 titles under 43 names, with number, source and kind', () => {
    const said = june.lists.map(list => ({
      unit: list.unit,
      items: list.items.map(item => [item.number, item.title, item.label.replace(' ', ''), item.kind ?? 'report']),
    }))
    expect(said).toEqual(
      expected.rows.map(row => ({
        unit: row.detail.unitAsPrinted,
        items: row.detail.items.map(item => [item.no, item.title, item.tag, item.kind]),
      })),
    )
    expect(said.flatMap(list => list.items)).toHaveLength(168)
  })

  it('has the figures of every head sentence, as the notice made by hand has them', () => {
    const clauses = (notice: Notice) =>
      notice.lists.map(list => [
        list.unit,
        list.section,
        ...list.head.map(clause => [clause.measure, clause.wording, clause.claim.x100, clause.unit]),
      ])
    expect(clauses(june)).toEqual(clauses(juneNotice()))
  })

  it('has the figures and leaders of its prose', () => {
    const { received, receivedByKind, adoptedByKind, topThree } = expected.narrative
    expect(june.cover.map(figure => figure.claim.x100)).toEqual(
      [received, ...receivedByKind, ...adoptedByKind].map(value => value * 100),
    )
    expect(june.cover.map(figure => figure.partOf)).toEqual([null, 0, 0, 0, null, null, null])
    expect(june.leaders.map(list => list.names.map(one => one.name))).toEqual(topThree)
    expect(june.leaders.map(list => [list.by, list.stated])).toEqual([
      ['yearPoints', 3],
      ['unknown', 3],
      ['unknown', 3],
    ])
  })

  it('agrees in its other parts with the notice made by hand', () => {
    const other = ({ tables, lists, cover, leaders, colophon, ...rest }: Notice) => bare(rest)
    expect(other(june)).toEqual(other(juneNotice()))
  })

  it('is a clean page once it is printed anew: nothing is left to say of typing', () => {
    const again = readNotice(unmarked(layout(june)))
    expect(again.unread).toEqual([])
    expect(again.remarks).toEqual([])
    const codes = (read: ReadNotice) => audit(read).map(one => one.code)
    const before = codes(readNotice(blocksOfText(source))).filter(code => code !== 'typography')
    expect(codes(again).sort()).toEqual([...before].sort())
  })
})

const rewrapped = (width: number): string =>
  source
    .split('\n')
    .flatMap(line => (line.includes('\t') ? [line] : (line.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [''])))
    .join('\n')

describe('the June 2023 notice typed otherwise', () => {
  it.each([
    ['without blank lines', source.replace(/\n\s*\n/g, '\n')],
    ['double spaced', source.replaceAll('\n', '\n\n')],
    ['broken at 30 letters', rewrapped(30)],
    ['broken at 38 letters', rewrapped(38)],
    ['broken at 60 letters', rewrapped(60)],
    ['with 1. for numbers', source.replace(/^((?:- )?\d+)、/gm, '$1.')],
    ['with full-width 1．', source.replace(/^((?:- )?\d+)、/gm, '$1．')],
    ['with （1）', source.replace(/^(?:- )?(\d+)、/gm, '（$1）')],
    ['with pipes', source.replace(/^.*\t.*$/gm, line => `|${line.split('\t').join('|')}|`)],
    ['indented', source.replace(/^(?=[^\t\n]+$)/gm, '\u3000\u3000')],
    ['with no-break spaces before numbers', source.replace(/(?<=\p{Script=Han})(\d)/gu, '\u00a0$1')],
    ['with spaces inside brackets', source.replace(/^(\p{L}+)[（(]\s*6\s*/gmu, '$1( 6 ')],
    ['with numbers of pages', source.replace(/(?<=政)\n(?=\n务信息)|\n(?=## 各县)/g, '\n— 3 —\n')],
    ['with names in bold', source.replace(/^(\p{Script=Han}+(?:局|科|中心))(?=[（(]6)/gmu, '**$1**')],
  ])('%s, is the same notice', (_, text) => {
    expect(text).not.toBe(source)
    const read = readNotice(blocksOfText(text))
    expect(bare(read.notice)).toEqual(bare(june))
    expect(read.unread).toEqual([])
  })
})

// ── tables, however they come ──────────────────────────────────────────────────────────────────────────────────

const HEAD = ['单位', '上报篇数', '采用条数', '本月分数', '累计分数']
const ROWS = [
  ['阳谷局', '17', '5', '29', '148.5'],
  ['临清局', '34', '', '29.5', '135.5'],
  ['莘县局', '10', '4', '0', '85'],
]
const page = (table: string): string =>
  `关于6月份政务信息采用情况的通报\n\n政务信息统计\n\n${table}\n\n注：按办法计分。\n`
const cellsIn = (text: string) => {
  const { notice, unread } = readNotice(blocksOfText(text))
  expect(unread).toEqual([])
  return notice.tables.map(table => ({
    heads: table.columns.map(column => column.heads),
    rows: table.rows.map(row => [row.unit, ...row.cells.map(x100)]),
  }))
}
const AS_TABLE = [
  {
    heads: HEAD.slice(1).map(head => [head]),
    rows: [
      ['阳谷局', 1700, 500, 2900, 14850],
      ['临清局', 3400, null, 2950, 13550],
      ['莘县局', 1000, 400, 0, 8500],
    ],
  },
]
const lines = [HEAD, ...ROWS]

describe('a table', () => {
  it.each([
    ['tabs', lines.map(cells => cells.join('\t')).join('\n')],
    ['tabs, double spaced', lines.map(cells => cells.join('\t')).join('\n\n')],
    ['pipes', lines.map(cells => `|${cells.join('|')}|`).join('\n')],
    ['a Markdown rule', [HEAD, HEAD.map(() => ':---:'), ...ROWS].map(cells => `| ${cells.join(' | ')} |`).join('\n')],
    ['one cell a line', lines.flat().join('\n')],
    ['one cell a line, double spaced', lines.flat().join('\n\n')],
    ['everything in one line', lines.flat().join('\t')],
    ['spaces, dashes for blanks', lines.map(cells => cells.map(cell => cell || '—').join('  ')).join('\n')],
    [
      'everything in one line with spaces',
      lines
        .flat()
        .map(cell => cell || '－')
        .join(' '),
    ],
    ['a row broken at its empty cell', lines.map(cells => cells.join('\t').replace('\t\t', '\n')).join('\n')],
    [
      'full-width digits',
      lines
        .map(cells => cells.join('\t'))
        .join('\n')
        .replace(/\d/g, digit => '０１２３４５６７８９'[Number(digit)] ?? ''),
    ],
    [
      'spaces inside numbers',
      lines
        .map(cells => cells.join('\t'))
        .join('\n')
        .replace('148.5', '14 8 .5'),
    ],
    [
      'a page break that repeats the header',
      [HEAD, ...ROWS.slice(0, 2)].map(cells => cells.join('\t')).join('\n') +
        `\n\n${ROWS.slice(2)
          .map(cells => cells.join('\t'))
          .join('\n')}`,
    ],
  ])('with %s', (_, table) => {
    expect(cellsIn(page(table))).toEqual(AS_TABLE)
  })

  it('keeps a row which is too short for its header apart instead of guessing which cell is blank', () => {
    const text = page(['单位 上报篇数 采用条数 得分', '阳谷局 17 5 29', '临清局 34 7 30', '莘县局 10 8'].join('\n'))
    const { notice, unread } = readNotice(blocksOfText(text))
    expect(notice.tables.flatMap(table => table.rows.map(row => row.unit))).toEqual(['阳谷局', '临清局'])
    expect(unread.map(one => one.place.line)).toEqual([8])
  })

  it('finds the sum of a table that counts its rows, and heads of lists after a colon', () => {
    const text = page(
      '序号\t单位\t报送数\n1\t甲科\t10\n2\t乙科\t8\n合计\t\t18\n\n甲科：报送10篇，采用3篇\n乙科：报送8篇',
    )
    const { notice, unread } = readNotice(blocksOfText(text))
    expect(unread).toEqual([])
    const [table] = notice.tables
    expect(table?.rows.map(row => row.unit)).toEqual(['甲科', '乙科'])
    expect(table?.total?.cells.map(x100)).toEqual(['合计', 1800])
    expect(
      notice.lists.map(list => [list.unit, ...list.head.map(clause => [clause.measure, clause.claim.x100])]),
    ).toEqual([
      ['甲科', ['submitted', 1000], ['adopted', 300]],
      ['乙科', ['submitted', 800]],
    ])
  })

  it('shows a column it does not know, and cells which are no numbers', () => {
    const text = page('单位\t上报篇数\t办文质量\n阳谷局\t十七\t优\n临清局\t3\t良')
    const { unread } = readNotice(blocksOfText(text))
    expect(unread.map(one => one.reason)).toEqual(['“办文质量”栏不知所指，未核对', '这一格不是数字，未核对：十七'])
  })
})

// ── whatever is thrown at it ───────────────────────────────────────────────────────────────────────────────────

it('keeps the sign of a month that ended below nothing', () => {
  const { notice, unread } = readNotice(
    blocksOfText('关于6月份政务信息采用情况的通报\n\n阳谷局（6月份报送稿件2篇，合计-1分；累计-3.5分）'),
  )
  expect(notice.lists[0]?.head.map(({ wording, claim }) => [wording, claim.x100])).toEqual([
    ['报送稿件', 200],
    ['合计', -100],
    ['累计', -350],
  ])
  expect(unread).toEqual([])
})

const textLines = source.split('\n')
const mutated = fc
  .array(
    fc.record({
      at: fc.nat(textLines.length - 1),
      to: fc.nat(textLines.length - 1),
      cut: fc.nat(40),
      how: fc.constantFrom('drop', 'swap', 'cut', 'twice', 'join', 'noise'),
      noise: fc.string({ unit: fc.constantFrom(...'（）()、，。：；|\t#-1234567890第期信息约稿单位合计附件注：\n ') }),
    }),
    { maxLength: 30 },
  )
  .map(changes => {
    const changed = [...textLines]
    for (const { at, to, cut, how, noise } of changes) {
      const line = changed[at] ?? ''
      if (how === 'drop') changed[at] = ''
      else if (how === 'swap') [changed[at], changed[to]] = [changed[to] ?? '', line]
      else if (how === 'cut') changed[at] = line.slice(cut)
      else if (how === 'twice') changed[at] = `${line}\n${line}`
      else if (how === 'join') changed[at] = line + (changed[at + 1] ?? '')
      else changed[at] = line.slice(0, cut) + noise + line.slice(cut)
    }
    return changed.join('\n')
  })

/** All words the reader gives back. */
const wordsOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(wordsOf)
      : []

describe('any text', () => {
  it('is read without an error, and audited', () => {
    fc.assert(
      fc.property(mutated, text => {
        const read = readNotice(blocksOfText(text))
        expect(Array.isArray(audit(read))).toBe(true)
      }),
      { numRuns: 100 },
    )
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), text => void readNotice(blocksOfText(text))))
  })

  it('loses no line: a strange one is somewhere in the notice or among what was not read', () => {
    fc.assert(
      fc.property(
        fc.nat(textLines.length),
        fc.constantFrom('甲乙丙', '甲乙丙，丁。', '甲乙丙：', '甲乙丙 7', '# 甲乙丙'),
        (at, strange) => {
          const text = [...textLines.slice(0, at), strange, ...textLines.slice(at)].join('\n')
          const read = readNotice(blocksOfText(text))
          expect(wordsOf([read.notice, read.unread]).some(words => words.includes('甲乙丙'))).toBe(true)
        },
      ),
    )
  })

  it('of 100,000 lines, or of one line as long, is read to the end', () => {
    const many = (line: string, times: number): string => `${line}\n`.repeat(times)
    const long = (piece: string): string => `关于6月份情况的通报\n${piece.repeat(50_000)}`
    const texts = [
      many('甲、乙，丙', 100_000),
      many('阳谷局\t17\t4', 100_000),
      ...['单位', '单位\t得分', '甲局（6月份', '1、题目', '1', '（一）', '注：甲', '| |'].map(line =>
        many(line, 10_000),
      ),
      ...['（', '1 ', '第1期', '信息', '，', '甲（6月份', '采用1条', '\t', '| ', '其中', '前三为'].map(long),
    ]
    for (const text of texts) {
      const { notice, unread } = readNotice(blocksOfText(text))
      expect(wordsOf([notice, unread]).length).toBeGreaterThan(0)
    }
  }, 60_000)
})
