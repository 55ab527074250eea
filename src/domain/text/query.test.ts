import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { searchTokens } from '../text.ts'
import { excerptOf, marksIn } from './excerpt.ts'
import { phrasesOf } from './query.ts'

/** Whether a text with these tokens holds a phrase, as both databases decide it. */
const isHeld = (text: string, typed: string): boolean => {
  const tokens = searchTokens(text)
  return phrasesOf(typed).every(({ tokens: wanted, prefix }) =>
    tokens.some((_, at) =>
      wanted.every((token, index) => {
        const own = tokens[at + index] ?? ''
        return prefix && index === wanted.length - 1 ? own.startsWith(token) : own === token
      }),
    ),
  )
}

describe('a query', () => {
  it.each([
    ['耕地', [{ tokens: ['耕地'], prefix: false }]],
    ['耕', [{ tokens: ['耕'], prefix: true }]],
    ['耕地保护', [{ tokens: ['耕地', '地保', '保护'], prefix: false }]],
    ['2023年', [{ tokens: ['2023', '年'], prefix: true }]],
    ['GIS', [{ tokens: ['gis'], prefix: true }]],
    [
      '耕地 保护',
      [
        { tokens: ['耕地'], prefix: false },
        { tokens: ['保护'], prefix: false },
      ],
    ],
    ['“ ”', []],
  ])('%s is looked for by its tokens', (typed, phrases) => {
    expect(phrasesOf(typed)).toEqual(phrases)
  })

  const hanzi = fc.stringMatching(/^[一-丂乀-九]{1,6}$/)
  it('of Han characters finds every text that holds them in a row, and no other', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[一丁七万]{0,12}$/), fc.stringMatching(/^[一丁七万]{1,4}$/), (text, typed) => {
        expect(isHeld(text, typed)).toBe(text.includes(typed))
      }),
    )
  })

  it('never throws, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), hanzi, (typed, text) => {
        expect(Array.isArray(phrasesOf(typed))).toBe(true)
        expect(excerptOf(text, typed).excerpt).toBe(text)
      }),
    )
  })
})

describe('an excerpt', () => {
  it('marks each place in the text as it is written', () => {
    expect(marksIn('耕地保护与“耕 地”整治', '耕地')).toEqual([
      [0, 2],
      [6, 9],
    ])
    expect(marksIn('ＧＩＳ系统', 'gis')).toEqual([[0, 3]])
    expect(marksIn('𠀀耕地', '耕地')).toEqual([[2, 4]])
    expect(marksIn('耕地保护', '耕地保 地保护')).toEqual([[0, 4]])
  })

  it('begins a little before the first place and says where it was cut', () => {
    const text = `${'前'.repeat(100)}耕地${'后'.repeat(200)}`
    const { excerpt, marks } = excerptOf(text, '耕地')
    expect(excerpt.startsWith('…前')).toBe(true)
    expect(excerpt.endsWith('后…')).toBe(true)
    expect(marks.map(([from, to]) => excerpt.slice(from, to))).toEqual(['耕地'])
    expect(excerptOf('短文', '无').excerpt).toBe('短文')
  })

  it('has marks that lie within it and never overlap', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[一丁 七，a𠀀]{0,200}$/u),
        fc.stringMatching(/^[一丁七 a𠀀]{1,5}$/u),
        (text, typed) => {
          const { excerpt, marks } = excerptOf(text, typed)
          let end = 0
          for (const [from, to] of marks) {
            expect(from).toBeGreaterThanOrEqual(end)
            expect(to).toBeGreaterThan(from)
            end = to
          }
          expect(end).toBeLessThanOrEqual(excerpt.length)
          expect(excerpt).not.toMatch(/\p{Surrogate}/u)
        },
      ),
    )
  })
})
