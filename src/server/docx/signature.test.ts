import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { laidOut } from '../../../test/support/laid-out.ts'
import type { Block } from '../../domain/notice/notice.ts'
import { PrintProfile } from '../../domain/print/profile.ts'
import { fitSignature, signatureIndents } from './signature.ts'
import { writeDocx } from './write.ts'

describe('the signature (GB/T 9704 7.3.5)', () => {
  it('centres the name on a date four in from the right, under a seal', () => {
    expect(signatureIndents('聊城市自然资源和规划局', '2023年7月31日', true)).toEqual({ issuer: 1.75, date: 4 })
  })
  it('moves both when a long name would leave the page', () => {
    const indents = signatureIndents('聊城市自然资源和规划局政务信息工作办公室', '2023年7月31日', true)
    expect(indents.issuer).toBe(0)
    expect(indents.date + 6.5 / 2).toBe(20 / 2)
  })
  it('starts the date two to the right of the name, without a seal', () => {
    expect(signatureIndents('聊城市自然资源和规划局', '2023年7月31日', false)).toEqual({ issuer: 2, date: 4.5 })
    expect(signatureIndents('市局', '2023年12月31日', false)).toEqual({ issuer: 9, date: 2 })
  })
})

const META = { title: '通报', issuer: '市局', issuedOn: null, subject: '', keywords: '' }
const say = (role: Block['role'], text: string): Block => ({ kind: 'paragraph', role, text, line: 1 })

/** A cover with so many lines of text, laid out. */
function cover(lines: readonly number[], attachments: number, profile: object) {
  const names = Array.from({ length: attachments }, (_, index) => `${index + 1}.统计表`)
  return laidOut(
    writeDocx(
      [
        say('title', '关于6月份政务信息采用情况的通报'),
        say('recipients', '各县（市、区）局：'),
        ...lines.map(count => say('body', '信'.repeat(26 + 28 * (count - 1)))),
        ...(attachments === 0 ? [] : [say('attachments', `附件：${names.join('\n')}`)]),
        say('issuer', '聊城市自然资源和规划局'),
        say('date', '2023年7月31日'),
      ],
      META,
      PrintProfile.parse(profile),
    ),
  )
}

describe('the page of the signature', () => {
  const letterhead = { mark: '聊城市自然资源和规划局文件', number: '聊自然资规发〔2023〕12号' }

  it('carries text, however long the text is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 4, maxLength: 12 }),
        fc.integer({ min: 0, max: 4 }),
        fc.constantFrom(
          {},
          { sealed: false },
          { sealLines: 3 },
          { letterhead },
          { letterhead, remark: '此件主动公开' },
        ),
        (lines, attachments, profile) => {
          const pages = cover(lines, attachments, profile)
          const page = pages.find(one =>
            one.lines.some(line => line.text === '聊城市自然资源和规划局' && line.style === 'GwSign'),
          )
          const styles = page?.lines.map(line => line.style) ?? []
          expect(styles.slice(0, styles.indexOf('GwSign'))).toContain('GwBody')
          expect(page?.lines.some(line => line.text === '2023年7月31日')).toBe(true)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('is spaced as wished where that does', () => {
    const wished = { linesAboveTitle: 2, sealLines: 2, pitch: 579 }
    const plain = {
      headHeight: 0,
      title: '关于6月份政务信息采用情况的通报',
      recipients: '各县（市、区）局：',
      attachmentLines: 1,
      signatureLines: 2,
    }
    const bodyOf = (lines: number): string[] => Array.from({ length: lines }, () => '信'.repeat(26))
    expect(fitSignature({ ...plain, body: bodyOf(5) }, wished)).toEqual(wished)
    // Sixteen lines over the first page and 19 on the second leave three for six.
    expect(fitSignature({ ...plain, body: bodyOf(15) }, wished)).not.toEqual(wished)
  })
})
