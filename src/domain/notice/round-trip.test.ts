import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { knownTo } from '../../../fixtures/known-to.ts'
import { juneNotice } from '../../../fixtures/notices/lc-2023-06/notice.ts'
import { randomMonth } from '../../../fixtures/random-month.ts'
import { shippedRuleSet, takenMonth } from '../../../fixtures/taken-month.ts'
import { Problem } from '../problems.ts'
import { audit } from './audit.ts'
import { type ComposeInput, compose } from './compose.ts'
import { layout } from './layout.ts'
import type { Notice } from './notice.ts'
import { type TakeOver, takeOver } from './opening.ts'
import { readNotice } from './read.ts'
import { blocksOfText } from './source.ts'

/** A notice without the places of what it says. */
function said(notice: Notice): unknown {
  return JSON.parse(JSON.stringify(notice, (key, value: unknown) => (key === 'place' ? undefined : value)))
}

const printedAgain = (notice: Notice) => readNotice(layout(notice))

const auditedAgain = (input: ComposeInput) =>
  audit(printedAgain(compose(input).notice), knownTo(input)).map(one => `${one.code} ${one.message}`)

const ruleSet = shippedRuleSet('lc-2023')
const NOBODY = { units: [], groups: [] }

describe('a composed notice that was printed', () => {
  it('is read as the same notice', () => {
    fc.assert(
      fc.property(randomMonth(ruleSet), input => {
        const { notice } = compose(input)
        const read = printedAgain(notice)
        expect(read.unread).toEqual([])
        expect(said(read.notice)).toEqual(said(notice))
      }),
      { numRuns: 200 },
    )
  })

  it('leaves nothing to find', () => {
    fc.assert(
      fc.property(randomMonth(ruleSet), input => {
        expect(auditedAgain(input)).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('of June is read as the same notice', () => {
    const { notice } = compose(takenMonth(takeOver(juneNotice(), NOBODY), ruleSet).input)
    const read = printedAgain(notice)
    expect(read.unread).toEqual([])
    expect(said(read.notice)).toEqual(said(notice))
  })
})

/** Month, groups and units; quarters and years have no month to take over. */
const OUTCOMES = {
  'tongzhou-2016-09':
    '2016-09 1 11 表1的“全年累计报送条数”“采用情况·采用条数”“采用情况·园林动态·独立”“报送分数”没有接收：这些数字不能确定对应哪些计分事实。',
  'zhalantun-2023-q1': 'notice-no-period',
  'dazhou-2010': 'notice-no-period',
  'wenxian-2023-q3': 'notice-no-period',
  'guizhou-2014-q1': 'notice-no-period',
} as const

describe('a published notice', () => {
  const source = readFileSync(new URL('../../../fixtures/notices/lc-2023-06/source.txt', import.meta.url), 'utf8')

  it('of June is taken over as its value is', () => {
    const { notice } = readNotice(blocksOfText(source))
    // One table heads a column 计分 where the others have 记分; spaces of the foot are folded.
    const alike = ({ stated, form, ...rest }: TakeOver) => ({
      ...rest,
      stated: stated.map(one => ({ ...one, column: one.column.replace('计分', '记分') })),
      form: { ...form, colophon: form.colophon?.map(text => text.replace(/\s/g, '')) },
    })
    const value: Notice = { ...juneNotice(), leaders: notice.leaders }
    expect(alike(takeOver(notice, NOBODY))).toEqual(alike(takeOver(value, NOBODY)))
  })

  it('that lost or gained anything is taken over or refused in words', () => {
    const lines = source.split('\n')
    const mutated = fc.array(
      fc.tuple(fc.nat(lines.length - 1), fc.constantFrom('', '9999999', '-3', '\t', '甲'.repeat(90), '（', '3.25')),
      { minLength: 1, maxLength: 12 },
    )
    fc.assert(
      fc.property(mutated, changes => {
        const text = [...lines]
        for (const [at, piece] of changes) text[at] = piece === '' ? '' : `${text[at] ?? ''}${piece}`
        const { notice } = readNotice(blocksOfText(text.join('\n')))
        try {
          const taken = takeOver(notice, NOBODY)
          expect(taken.units.every(({ group }) => taken.groups.some(({ key }) => key === group))).toBe(true)
          takenMonth(taken, ruleSet)
        } catch (error) {
          if (!(error instanceof Problem)) throw error
          expect(['notice-no-period', 'notice-unreadable']).toContain(error.code)
        }
      }),
      { numRuns: 60 },
    )
  })

  it.each(Object.entries(OUTCOMES))('of another office is taken over or refused: %s', (slug, expected) => {
    const path = new URL(`../../../fixtures/notices/${slug}/source.txt`, import.meta.url)
    const { notice } = readNotice(blocksOfText(readFileSync(path, 'utf8')))
    let outcome = ''
    try {
      const taken = takeOver(notice, NOBODY)
      outcome = `${taken.period} ${taken.groups.length} ${taken.units.length} ${taken.leftOut.join('')}`
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      outcome = error.code
    }
    expect(outcome).toBe(expected)
  })
})
