import { describe, expect, it } from 'vitest'
import { isCommon } from './common-passwords.ts'

/** As people make them when they are told twelve characters and three classes. */
function guesses(): string[] {
  const words = [
    'Beijing',
    'Shandong',
    'Jinan',
    'Zhangwei',
    'Wangfang',
    'Liming',
    'Xinxi',
    'Tongbao',
    'Bangong',
    'Xiaoming',
    'Zhongguo',
    'Henan',
    'Password',
    'Welcome',
    'Shengri',
    'Jiayou',
  ]
  const tails = ['2023', '2024', '1985', '19850102', '1314', '520', '888', '666', '1234', '13812345678']
  const signs = ['!', '@', '#', '!!', '!@#', '@2', '.', '*', '__', '#1']
  const made = words.flatMap(word =>
    tails.flatMap(tail =>
      signs.flatMap(sign => [
        `${word}${tail}${sign}`,
        `${word}${sign}${tail}`,
        `${tail}${sign}${word}`,
        `${sign}${word}${tail}`,
        `${word.toUpperCase()}${tail}${sign}`,
        `${word.toLowerCase()}${sign}A${tail}`,
        `${word}${word}${tail}${sign}`,
        `${word.replace('a', '@').replace('o', '0')}${tail}${sign}`,
        `${word}${sign}${tail}${sign}`,
        `${word}${tail}${tail}${sign}`,
      ]),
    ),
  )
  return [...new Set(made)].filter(one => one.length >= 12)
}

describe('passwords that are tried first', () => {
  it('are more than ten thousand of those that pass the rules of length and classes', () => {
    const made = guesses()
    expect(made.length).toBeGreaterThan(10_000)
    expect(made.filter(one => !isCommon(one))).toEqual([])
  })

  it.each(['Woaini5201314!', 'P@ssw0rd-2024', '1qaz2wsx#EDC4', 'Qwert-54321!!', 'ZhengWu@2023.06', 'W0AiNi@2008!!'])(
    'include %s',
    password => {
      expect(isCommon(password)).toBe(true)
    },
  )

  it.each([
    'Lieber-7-Berge',
    '白日依山尽Huang-He-5',
    'vier-Kamele-am-Brunnen',
    'tR7#kQ9!vB2$xM',
    'Gelbe-Tasse-3-Teller',
  ])('do not include %s', password => {
    expect(isCommon(password)).toBe(false)
  })
})
