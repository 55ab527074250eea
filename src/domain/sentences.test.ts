import { describe, expect, it } from 'vitest'
import { PROBLEMS, type ProblemCode } from './problems.ts'
import { sentence } from './sentences.ts'

const isCode = (text: string): text is ProblemCode => text in PROBLEMS
const codes = Object.keys(PROBLEMS).filter(isCode)

/** Names that a person needs as they are: of formats, of programs, of a header for whoever writes a caller, of a setting. */
const ALLOWED = /Idempotency-Key|CAIFENG_HOSTS|JSON|UTF-8|Word|WPS|PDF|\.docx/g

describe('a sentence', () => {
  it.each(codes)('for %s is Chinese, ends with a full stop and needs no parameter', code => {
    const text = sentence(code, {})
    expect(text).toMatch(/^[\p{Script=Han}“].*。$/su)
    expect(text.replace(ALLOWED, '')).not.toMatch(/[A-Za-z]{2,}|undefined|“”|：。|。。/)
    expect(text.length).toBeGreaterThan(20)
    expect(text.length).toBeLessThan(140)
  })

  it('is another one for each code', () => {
    expect(new Set(codes.map(code => sentence(code, {}))).size).toBe(codes.length)
  })

  it('names what the refusal was about', () => {
    expect(sentence('period-closed', { period: '2023-06' })).toContain('2023年6月已月结')
    expect(sentence('period-order', { period: '2023-08', before: '2023-07' })).toMatch(/2023年7月还没有结，2023年8月/)
    expect(sentence('unit-unknown', { name: '高堂局', near: '高唐局' })).toMatch(/“高堂局”，相近的有：高唐局/)
    expect(sentence('step-not-allowed', { state: '已编发', step: '退稿' })).toContain('“已编发”，不能“退稿”')
    expect(sentence('file-unreadable', { file: '六月.docx', reason: '文件被加密。' })).toContain(
      '“六月.docx”读不出来：文件被加密。没有',
    )
    expect(sentence('too-many-requests', { seconds: 30 })).toContain('30 秒')
    expect(sentence('internal', { requestId: 'r-1' })).toContain('r-1')
  })

  it('says a month that is none as it came', () => {
    expect(sentence('period-unknown', { period: '六月' })).toContain('六月')
  })
})
