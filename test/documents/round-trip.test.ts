import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { knownTo } from '../../fixtures/known-to.ts'
import { tallyMutants } from '../../fixtures/mutants.ts'
import { randomMonth } from '../../fixtures/random-month.ts'
import { randomTableForm, withComponents } from '../../fixtures/random-table-form.ts'
import { shippedRuleSet } from '../../fixtures/taken-month.ts'
import { audit } from '../../src/domain/notice/audit.ts'
import { type ComposeInput, compose } from '../../src/domain/notice/compose.ts'
import { knownForm } from '../../src/domain/notice/composing/columns.ts'
import { NoticePrint, profileOf } from '../../src/domain/notice/composing/office-form.ts'
import { differences } from '../../src/domain/notice/differ.ts'
import { layout } from '../../src/domain/notice/layout.ts'
import { readNotice } from '../../src/domain/notice/read.ts'
import { noticeMeta } from '../../src/domain/print/meta.ts'
import { writeDocx } from '../../src/server/docx/write.ts'
import { blocksOfFile, readFile } from '../../src/server/reading/read.ts'

const ruleSet = shippedRuleSet('lc-2023')

/** How an office may have set its paper. */
const print = fc
  .record({
    fonts: fc.constantFrom('gb2312' as const, 'windows' as const, 'founder-gbk' as const),
    ordinal: fc.constantFrom('.' as const, '、' as const),
    sealed: fc.boolean(),
    head: fc.constantFrom(
      {},
      { mark: '某市自然资源和规划局文件', number: '某自然资规通报〔{年}〕{月}号' },
      { remark: '此件公开发布', copyTo: '省厅办公室' },
      { printingOffice: '某市自然资源和规划局办公室' },
    ),
  })
  .map(({ head, ...rest }) => NoticePrint.parse({ ...rest, ...head }))

/** The month as a file, and read from its bytes as any file is. */
async function throughFile(input: ComposeInput, look: NoticePrint) {
  const { notice } = compose(input)
  const profile = profileOf(look, input.period, input.form.issuedOn)
  const bytes = writeDocx(layout(notice, profile), noticeMeta(notice), profile)
  const blocks = blocksOfFile(await readFile(bytes, '通报.docx'))
  const { table } = input.form
  const form = table === null ? undefined : knownForm(table, input.ruleSet)
  const read = readNotice(blocks, form?.columns ?? [])
  const known = { ...knownTo(input), ...(form === undefined ? {} : { form }) }
  return { notice, read, found: audit(read, known).map(({ code, message }) => `${code} ${message}`) }
}

async function expectSame(input: ComposeInput, look: NoticePrint): Promise<void> {
  const { notice, read, found } = await throughFile(input, look)
  expect(differences(notice, read.notice)).toEqual([])
  expect(read.unread).toEqual([])
  expect(found).toEqual([])
}

describe('a month that was printed as .docx', () => {
  it('is read from the file with every number equal and nothing to find', async () => {
    await fc.assert(fc.asyncProperty(randomMonth(ruleSet), print, expectSame), { numRuns: 120 })
  })

  it('is so too with columns an office drew, of any shape', async () => {
    const drawn = fc.tuple(randomMonth(ruleSet), randomTableForm(ruleSet.components), print)
    await fc.assert(
      fc.asyncProperty(drawn, ([input, table, look]) =>
        expectSame({ ...withComponents(input), form: { ...input.form, table } }, look),
      ),
      { numRuns: 80 },
    )
  })
})

describe('a printed notice with one number wrong', () => {
  it('is found out in at least 999 of 1000, and one with none wrong is left in peace', () => {
    const { mutants, found, falseAlarms, missed } = tallyMutants(ruleSet, { wanted: 1500, each: 30, seed: 20_230_630 })
    expect(falseAlarms).toEqual([])
    expect(mutants).toBe(1500)
    // The words of those that were missed, where there are more than there may be.
    expect(found * 1000 >= mutants * 999 ? [] : [...missed]).toEqual([])
  })
})
