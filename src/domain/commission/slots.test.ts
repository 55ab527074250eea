import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Instant, localDate } from '../calendar.ts'
import { UnitId } from '../model.ts'
import { plainOf, RichText } from '../rich-text.ts'
import { cellOf, mergedDraft, totalOf, type UnitAnswers } from './collation.ts'
import { hoursUntil, sharesOf } from './deadlines.ts'
import { slotsFrom } from './drawing.ts'
import { readDecimal, sumOf } from './quantities.ts'
import { Answers, Slots, slotWords } from './slots.ts'

const numbered = (index: number): string => `s${index + 1}`
const shown = (requirements: string, materials: Parameters<typeof slotsFrom>[0]['materials']) =>
  slotsFrom({ requirements, materials }, numbered).map(slot => `${slot.kind} ${slotWords(slot)}`)

describe('slots proposed from what is written', () => {
  it('are the indicators of the list with their units, then cases and what the requirements ask for', () => {
    expect(
      shown('围绕建设用地报批，反映具体困难，提出可操作的建议，1500字以内。', [
        { kind: 'figure', text: '今年上半年报批宗数、面积与平均用时' },
        { kind: 'case', text: '两个未能按期开工的项目' },
        { kind: 'other', text: '联系人和电话' },
      ]),
    ).toEqual([
      'figure 报批宗数（宗）',
      'figure 报批面积（亩）',
      'figure 平均用时（天）',
      'case 未能按期开工的项目（2个）',
      'contact 联系人（姓名、电话）',
      'text 对策建议',
      'text 存在的困难和问题',
    ])
    expect(shown('写清资金到位率和验收数量。', [])).toEqual(['figure 资金到位率（%）', 'figure 验收数量（个）'])
  })

  it('are always slots that can be stored, whatever is written', () => {
    const words = fc.string({ unit: fc.constantFrom(...'上半年报批宗数、面积与和，。案例个两12字以内建议\n（') })
    const material = fc.record({
      kind: fc.constantFrom('figure' as const, 'case' as const, 'other' as const),
      text: words,
    })
    fc.assert(
      fc.property(words, fc.array(material, { maxLength: 8 }), (requirements, materials) => {
        const trimmed = materials.filter(one => one.text.trim() !== '')
        expect(Slots.safeParse(slotsFrom({ requirements, materials: trimmed }, numbered)).success).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})

const SLOTS = Slots.parse([
  { key: 'a', kind: 'figure', label: '报批宗数', hint: '', unit: '宗', asOf: '2023-06-30', summable: true },
  { key: 'b', kind: 'figure', label: '平均用时', hint: '', unit: '天', asOf: null, summable: false },
  { key: 'c', kind: 'text', label: '建议', hint: '', least: null, most: null },
  { key: 'd', kind: 'table', label: '项目清单', hint: '' },
])
const value = fc.integer({ min: 0, max: 9_999_999 }).map(n => readDecimal(String(n / 100)) ?? readDecimal('0') ?? null)
const answers = fc
  .record({
    a: fc.oneof(
      value.map(one => ({ kind: 'figure' as const, value: one, quote: '' })),
      fc.constant({ kind: 'none' as const, reason: '没有' }),
      fc.constant(null),
    ),
    b: fc.option(value.map(one => ({ kind: 'figure' as const, value: one, quote: '' }))),
    c: fc.option(fc.constant({ kind: 'passages' as const, quotes: ['建议甲。'] })),
    d: fc.option(
      fc.constant({
        kind: 'table' as const,
        rows: [
          ['项目', '面积'],
          ['甲', ''],
        ],
      }),
    ),
  })
  .map(one =>
    Answers.parse(Object.entries(one).flatMap(([slot, answer]) => (answer === null ? [] : [{ slot, answer }]))),
  )
const units = fc
  .array(fc.option(answers), { minLength: 1, maxLength: 12 })
  .map(some =>
    some.map(
      (one, index): UnitAnswers => ({ unit: UnitId.parse(`unt_${index}`), name: `单位${index + 1}`, answers: one }),
    ),
  )

describe('answers of all units', () => {
  it('are counted once each, and summed exactly where they may be', () => {
    fc.assert(
      fc.property(units, rows => {
        for (const slot of SLOTS) {
          const total = totalOf(slot, rows)
          expect(total.answered + total.none + total.missing).toBe(rows.length)
          const values = rows.flatMap(row => {
            const cell = cellOf(slot, row.answers)
            return cell.kind === 'answered' && cell.value !== null ? [readDecimal(cell.value) ?? readDecimal('0')] : []
          })
          const known = values.flatMap(one => (one === null ? [] : [one]))
          expect(total.sum).toBe(slot.key === 'a' && known.length > 0 ? sumOf(known) : null)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('make a draft that can be stored, names every unit in every figure, and says what is missing', () => {
    fc.assert(
      fc.property(units, rows => {
        const draft = mergedDraft(SLOTS, rows)
        expect(RichText.safeParse(draft).success).toBe(true)
        const [figures = ''] = plainOf(draft).split('\n')
        for (const sentence of figures.split(/；(?=截至|平均)/u))
          for (const { name } of rows) expect(sentence).toContain(name)
        const answered = rows.filter(row => row.answers?.some(one => one.slot === 'c')).length
        expect(plainOf(draft).split('建议甲。（单位').length - 1).toBe(answered)
      }),
      { numRuns: 60 },
    )
  })
})

describe('the time that units get', () => {
  const at = (text: string) => Instant.parse(text)

  it('is counted in whole hours to the end of the day in China', () => {
    expect(hoursUntil(at('2023-07-14T15:00:00.000Z'), localDate('2023-07-14'))).toBe(1)
    expect(hoursUntil(at('2023-07-14T16:00:00.000Z'), localDate('2023-07-14'))).toBe(0)
    expect(hoursUntil(at('2023-07-13T16:00:00.000Z'), localDate('2023-07-14'))).toBe(24)
  })

  it('is tight when it is less than half of what is above', () => {
    const from = at('2023-07-02T16:00:00.000Z')
    expect(sharesOf(from, localDate('2023-07-07'), localDate('2023-07-12'))).toEqual({
      upper: 240,
      units: 120,
      kept: 50,
      tight: false,
    })
    expect(sharesOf(from, localDate('2023-07-06'), localDate('2023-07-12'))).toMatchObject({ kept: 60, tight: true })
    expect(sharesOf(from, localDate('2023-07-06'), null)).toBe(null)
    expect(sharesOf(from, localDate('2023-07-01'), localDate('2023-07-02'))).toBe(null)
  })

  it('is never more than the time from above, and shares add up', () => {
    const day = fc.integer({ min: 1, max: 28 }).map(n => localDate(`2023-07-${String(n).padStart(2, '0')}`))
    fc.assert(
      fc.property(day, day, (due, upper) => {
        const shares = sharesOf(at('2023-07-04T03:00:00.000Z'), due, upper)
        if (shares === null) return
        expect(shares.units).toBeLessThanOrEqual(shares.upper)
        expect(shares.kept).toBe(Math.round((100 * (shares.upper - shares.units)) / shares.upper))
      }),
      { numRuns: 100 },
    )
  })
})
