import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differences, isChanged } from './diff.ts'

const sides = (before: string, after: string) => {
  const found = differences(before, after)
  const of = (left: 'gone' | 'new') => found.flatMap(({ kind, text }) => (kind === left ? [] : [text])).join('')
  return { before: of('new'), after: of('gone'), found }
}

describe('what was changed between two versions', () => {
  it('is shown by letters within a sentence that stayed alike', () => {
    expect(differences('全县完成 12 处隐患排查。效果良好。', '全县完成 15 处隐患排查整治。效果良好。')).toEqual([
      { kind: 'same', text: '全县完成 1' },
      { kind: 'gone', text: '2' },
      { kind: 'new', text: '5' },
      { kind: 'same', text: ' 处隐患排查' },
      { kind: 'new', text: '整治' },
      { kind: 'same', text: '。效果良好。' },
    ])
  })

  it('is shown by whole sentences where one took the place of another', () => {
    expect(differences('甲乙丙丁。结尾。', '天地玄黄宇宙。结尾。')).toEqual([
      { kind: 'gone', text: '甲乙丙丁。' },
      { kind: 'new', text: '天地玄黄宇宙。' },
      { kind: 'same', text: '结尾。' },
    ])
  })

  it('joins to the older and to the newer text, whatever stands in them', () => {
    const text = fc.string({ unit: fc.constantFrom('甲', '乙', '。', '\n', 'a', '1', '𠘨'), maxLength: 60 })
    fc.assert(
      fc.property(text, text, (a, b) => {
        const { before, after, found } = sides(a, b)
        expect([before, after]).toEqual([a, b])
        expect(isChanged(found)).toBe(a !== b)
      }),
    )
  })

  it('gives up on letters, not on the page, where two long texts have nothing in common', () => {
    const [a, b] = ['甲。'.repeat(3_000), '乙。'.repeat(3_000)]
    const { before, after, found } = sides(a, b)
    expect([before, after]).toEqual([a, b])
    expect(found.length).toBeLessThan(10)
  })
})
