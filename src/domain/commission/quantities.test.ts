import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { converted, Decimal, measureOf, quantitiesIn, readDecimal, sumOf } from './quantities.ts'

const decimal = (text: string): Decimal => Decimal.parse(text)
/** A figure and the ten-thousandths it is. */
const figures = fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }).map(size => {
  const digits = String(size < 0n ? -size : size).padStart(5, '0')
  return { size, value: readDecimal(`${size < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`) }
})

describe('a figure', () => {
  it.each([
    ['1,360', '1360'],
    ['１３６０．５０', '1360.5'],
    ['007', '7'],
    ['-0.0', '0'],
    ['0.8200', '0.82'],
  ])('is read as people write it: %s', (written, read) => expect(readDecimal(written)).toBe(read))

  it.each(['', '1,36', '1.23456', '1e3', '十二', '9'.repeat(16), '1 360'])('is not read from %s', written =>
    expect(readDecimal(written)).toBe(null),
  )

  it('is exact in sums, in any order', () => {
    fc.assert(
      fc.property(fc.array(figures, { maxLength: 30 }), some => {
        const values = some.flatMap(({ value }) => (value === null ? [] : [value]))
        expect(values).toHaveLength(some.length)
        const sum = sumOf(values)
        expect(sumOf([...values].reverse())).toBe(sum)
        const back = readDecimal(sum)
        const size = some.reduce((all, one) => all + one.size, 0n)
        const again = figuresSize(back ?? decimal('0'))
        expect(again).toBe(size)
      }),
      { numRuns: 60 },
    )
    expect(sumOf([decimal('0.1'), decimal('0.2')])).toBe('0.3')
  })

  it('is converted exactly or not at all, and back to what it was', () => {
    const units = ['亩', '公顷', '万亩', '平方公里', '元', '万元', '亿元', '宗']
    fc.assert(
      fc.property(figures, fc.constantFrom(...units), fc.constantFrom(...units), ({ value }, one, other) => {
        const [from, to] = [measureOf(one), measureOf(other)]
        const there = value === null ? null : converted(value, from, to)
        if (from.base !== to.base) expect(there).toBe(null)
        if (there !== null) expect(converted(there, to, from)).toBe(value)
      }),
      { numRuns: 100 },
    )
    expect(converted(decimal('96.5'), measureOf('公顷'), measureOf('亩'))).toBe('1447.5')
    expect(converted(decimal('1'), measureOf('亩'), measureOf('公顷'))).toBe(null)
    expect(converted(decimal('1.4'), measureOf('万亩'), measureOf('亩'))).toBe('14000')
  })
})

function figuresSize(value: Decimal): bigint {
  const [whole = '0', places = ''] = value.replace('-', '').split('.')
  const size = BigInt(whole) * 10_000n + BigInt(places.padEnd(4, '0'))
  return value.startsWith('-') ? -size : size
}

describe('numbers of a sentence', () => {
  const found = (sentence: string, unit: string) =>
    quantitiesIn(sentence, unit).map(({ written, inUnit }) => `${written}=${inUnit ?? '?'}`)

  it('are found with their units, those of another unit as they are', () => {
    expect(found('报批21宗、1,360亩，合1.4万余亩，占９０．５％', '亩')).toEqual([
      '21宗=?',
      '1,360亩=1360',
      '1.4万余亩=14000',
      '９０．５％=?',
    ])
    expect(found('同比下降9.6%、提高2.3个百分点', '百分点')).toEqual(['9.6%=?', '2.3个百分点=2.3'])
  })

  it('are none where they name a day, a year or an issue', () => {
    expect(found('2023年7月14日第9期载，3个月内用时14天', '天')).toEqual(['3个=?', '14天=14'])
  })

  it('tell a unit from the longer word it begins', () => {
    expect(found('转移36人、0.3万人次', '人')).toEqual(['36人=36', '0.3万人次=?'])
  })

  it('take any text, and give places that are in it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'12,.万亩宗％%年月日第 ，0') }),
        fc.constantFrom('亩', '%', '天', '('),
        (text, unit) => {
          for (const { at, end, written } of quantitiesIn(text, unit)) expect(text.slice(at, end)).toBe(written)
        },
      ),
      { numRuns: 200 },
    )
  })
})
