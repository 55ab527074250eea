import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { JSON_LIMITS, readJson } from './json-body.ts'
import { InvalidInput } from './pipeline.ts'

const refusal = (body: string | Buffer): string => {
  try {
    readJson(Buffer.from(body))
  } catch (error) {
    if (error instanceof InvalidInput) return error.issues.map(({ path, message }) => `${path}|${message}`).join()
    throw error
  }
  return ''
}
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

describe('a JSON body', () => {
  it('is the value it says', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), value => {
        const text = JSON.stringify(value)
        fc.pre(!/\\u0000|\\ud[89a-f]|__proto__|constructor|prototype/i.test(text))
        expect(readJson(Buffer.from(text))).toEqual(JSON.parse(text))
      }),
    )
  })

  it.each([
    ['', '|内容不是 UTF-8 编码的 JSON'],
    ['{', '|内容不是 UTF-8 编码的 JSON'],
    ['{"a":1}x', '|内容不是 UTF-8 编码的 JSON'],
    ['\ufeff{}', '|内容不是 UTF-8 编码的 JSON'],
    ['{"a":NaN}', '|内容不是 UTF-8 编码的 JSON'],
    ['{"a":{"b":"x\\u0000"}}', 'a.b|含有不能保存的字符'],
    ['["\\ud800"]', '0|含有不能保存的字符'],
    ['{"a":{"__proto__":{"admin":true}}}', 'a|含有不能使用的字段名'],
    ['{"constructor":{"prototype":{}}}', '|含有不能使用的字段名'],
    ['{"a\\u0000":1}', '|含有不能使用的字段名'],
    [nested(JSON_LIMITS.depth), ''],
    [nested(JSON_LIMITS.depth + 1), `${'0.'.repeat(JSON_LIMITS.depth - 1)}0|嵌套超过 32 层`],
    [`[${'1,'.repeat(999)}1]`, ''],
    [`{"a":[${'1,'.repeat(1_000)}1]}`, 'a|超过 1000 项'],
  ])('%j is refused with: %s', (body, expected) => {
    expect(refusal(body)).toBe(expected)
  })

  it('of other bytes than UTF-8 is refused, GB18030 too', () => {
    expect(refusal(Buffer.from([0x22, 0xb2, 0xc9, 0xb7, 0xe7, 0x22]))).toContain('UTF-8')
  })

  it('as deep as it can be is refused without exhausting the stack', () => {
    expect(refusal(nested(JSON_LIMITS.bytes / 2))).toContain('嵌套')
  })
})
