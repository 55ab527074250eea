import { expect, it } from 'vitest'
import { materialsOf, wordsOf } from './materials.ts'

it('reads one item a line, its kind before a colon of either width', () => {
  expect(materialsOf('数据：上半年宗数\n\n 案例: 一个项目 \n其余的')).toEqual([
    { kind: 'figure', text: '上半年宗数' },
    { kind: 'case', text: '一个项目' },
    { kind: 'other', text: '其余的' },
  ])
  expect(materialsOf('')).toEqual([])
})

it('gives the lines back as they can be typed', () => {
  const materials = materialsOf('数据：甲\n案例：乙\n丙')
  expect(wordsOf(materials)).toBe('数据：甲\n案例：乙\n丙')
  expect(materialsOf(wordsOf(materials))).toEqual(materials)
})

it('keeps a line that is only a kind, and cuts what is too long', () => {
  expect(materialsOf('数据：')).toEqual([{ kind: 'figure', text: '数据：' }])
  expect(materialsOf('长'.repeat(300))[0]?.text).toHaveLength(200)
})
