import { expect, it } from 'vitest'
import { csvOf } from './csv.ts'

it('writes what Excel and WPS open as Chinese, with quotes doubled', () => {
  expect(
    csvOf([
      ['单位', '累计'],
      ['“甲”"局"', '4.5'],
    ]),
  ).toBe('\uFEFF"单位","累计"\r\n"“甲”""局""","4.5"\r\n')
})

it.each(['=1+1', '+1', '-a', '@x', '\tx', '-1+1'])('does not let %j run as a formula', cell => {
  expect(csvOf([[cell]])).toBe(`\uFEFF"'${cell}"\r\n`)
})

it.each(['-1', '-0.5', '12'])('leaves the number %s a number', cell => {
  expect(csvOf([[cell]])).toBe(`\uFEFF"${cell}"\r\n`)
})
