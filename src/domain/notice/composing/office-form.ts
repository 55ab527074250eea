import { z } from 'zod'
import { type LocalDate, monthNumber, type Period } from '../../calendar.ts'
import { DocumentNumber, FontProfile, PrintProfile } from '../../print/profile.ts'
import { Measure, type NoticeColumn } from '../notice.ts'
import { Variants } from './form.ts'
import { NoticeTableForm } from './table-form.ts'

/** What an office sets for all its notices beside their words: columns, print, and what it has said of columns it did not draw. */

const Line = z.string().trim().max(120)

/** 文号 of a series with one paper a month: `{年}` and `{月}` are filled in. */
const NumberPattern = z
  .string()
  .trim()
  .max(60)
  .refine(
    text => text === '' || DocumentNumber.safeParse(numberOf(text, { year: '2023', month: '6' })).success,
    '发文字号应写作“某局通报〔{年}〕{月}号”的样子',
  )

const numberOf = (pattern: string, { year, month }: { year: string; month: string }): string =>
  pattern.replaceAll('{年}', year).replaceAll('{月}', month)

/** How the notices of an office are printed, as far as offices differ; see `PrintProfile`. Without a mark or a number there is no 版头. */
export const NoticePrint = z
  .strictObject({
    fonts: FontProfile.default('gb2312'),
    ordinal: z.enum(['.', '、']).default('.'),
    sealed: z.boolean().default(true),
    sealLines: z.number().int().min(1).max(3).default(2),
    /** 发文机关标志 */
    mark: Line.default(''),
    number: NumberPattern.default(''),
    /** 附注, without brackets. */
    remark: Line.regex(/^(?:此件[^（）()]{2,30})?$/, '附注写作“此件公开发布”的样子，不加括号').default(''),
    copyTo: z.string().trim().max(300).default(''),
    /** 印发机关; '' prints no last row of 版记. */
    printingOffice: Line.default(''),
  })
  .refine(({ mark, number }) => (mark === '') === (number === ''), {
    message: '发文机关标志和发文字号要么都写，要么都不写',
    path: ['number'],
  })
export type NoticePrint = z.infer<typeof NoticePrint>

/** A column of a document that the office was asked about once. */
export const ExplainedColumn = z.strictObject({
  heads: z.array(z.string().min(1).max(80)).min(1).max(4),
  measure: Measure,
})
export type ExplainedColumn = z.infer<typeof ExplainedColumn>

/** How the composed paragraphs are put in every month, by their key, until an editor writes something else for one month. */
export const Templates = z.record(z.string().max(40), z.string().max(3000))

/** `version` counts the changes, so that two people do not overwrite each other. */
export const OfficeNoticeForm = z.strictObject({
  version: z.number().int().min(1).default(1),
  table: NoticeTableForm.nullable().default(null),
  print: NoticePrint.prefault({}),
  columns: z.array(ExplainedColumn).max(200).default([]),
  variants: Variants.prefault({}),
  templates: Templates.default({}),
})
export type OfficeNoticeForm = z.infer<typeof OfficeNoticeForm>

export const USUAL_NOTICE_FORM: OfficeNoticeForm = OfficeNoticeForm.parse({})

/** The profile of the notice of a month. What bears the day of issue is left out of a draft, which has none. */
export function profileOf(print: NoticePrint, period: Period, issuedOn: LocalDate | null): PrintProfile {
  const { fonts, ordinal, sealed, sealLines, mark, number, remark, copyTo, printingOffice } = print
  const month = { year: period.slice(0, 4), month: String(monthNumber(period)) }
  return PrintProfile.parse({
    fonts,
    ordinal,
    sealed,
    sealLines,
    remark,
    copyTo,
    letterhead: mark === '' ? null : { mark, number: numberOf(number, month) },
    printing: printingOffice === '' || issuedOn === null ? null : { office: printingOffice, on: issuedOn },
  })
}

/** Columns as they were explained, the later word over the earlier. */
export function withExplained(
  before: readonly ExplainedColumn[],
  now: readonly ExplainedColumn[],
  keyOf: (heads: readonly string[]) => string,
): ExplainedColumn[] {
  const all = new Map([...before, ...now].map(column => [keyOf(column.heads), column]))
  return [...all.values()].filter((column: NoticeColumn) => column.measure !== 'other')
}
