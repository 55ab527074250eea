import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainOf, type RichText } from '../rich-text.ts'
import { amended } from './amend.ts'

const BODY: RichText = [
  { kind: 'paragraph', runs: [{ text: '截' }, { text: '止6月底', strong: true }, { text: '\n建立台帐' }] },
  {
    kind: 'list',
    ordered: true,
    items: [
      { level: 0, runs: [{ text: '一项' }] },
      { level: 0, runs: [{ text: '部份村' }] },
    ],
  },
  { kind: 'table', rows: [[{ paragraphs: [[{ text: '台帐' }]] }]] },
]
const TEXT = { title: '题目。', body: BODY }

describe('letters are changed where a remark stands', () => {
  it.each([
    [{ paragraph: 0, from: 2, to: 3 }, '。', '', '题目'],
    [{ paragraph: 1, from: 0, to: 2 }, '截止', '截至', '题目。\n截至6月底'],
    [{ paragraph: 2, from: 2, to: 4 }, '台帐', '台账', '建立台账'],
    [{ paragraph: 4, from: 0, to: 2 }, '部份', '部分', '部分村'],
  ])('%o', (place, before, instead, expected) => {
    const { title, body } = amended(TEXT, place, { before, instead })
    expect(`${title}\n${plainOf(body)}`).toContain(expected)
  })

  it('keeps the looks of what stood there', () => {
    const { body } = amended(TEXT, { paragraph: 1, from: 0, to: 2 }, { before: '截止', instead: '截至' })
    expect(body[0]).toEqual({
      kind: 'paragraph',
      runs: [{ text: '截至' }, { text: '6月底', strong: true }, { text: '\n建立台帐' }],
    })
  })

  it('leaves alone what has moved since, and tables', () => {
    const moved = amended(TEXT, { paragraph: 1, from: 1, to: 3 }, { before: '截止', instead: '截至' })
    expect(moved).toEqual(TEXT)
    const table = amended(TEXT, { paragraph: 5, from: 0, to: 2 }, { before: '台帐', instead: '台账' })
    expect(table).toEqual(TEXT)
  })

  it('touches nothing else of any text', () => {
    const words = fc.string({ unit: fc.constantFrom('甲', '乙', '丙'), minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(fc.array(fc.array(words, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }), lines => {
        const body: RichText = lines.map(runs => ({ kind: 'paragraph', runs: runs.map(text => ({ text })) }))
        lines.forEach((runs, index) => {
          const line = runs.join('')
          const place = { paragraph: index + 1, from: 1, to: line.length }
          const changed = amended({ title: '', body }, place, { before: line.slice(1), instead: '丁' })
          const expected = lines.map((one, at) =>
            at === index && line.length > 1 ? `${line.slice(0, 1)}丁` : one.join(''),
          )
          expect(plainOf(changed.body)).toBe(expected.join('\n'))
        })
      }),
    )
  })
})
