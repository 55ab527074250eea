import { z } from 'zod'
import { LocalDate } from '../calendar.ts'

/**
 * How an office has its papers printed. What GB/T 9704—2012 fixes is no option; this is what offices do differ in. Every part
 * has a default, so `PrintProfile.parse({})` is the plain monthly notice.
 */

const LINE_MAX = 120
const LIST_MAX = 2000

const line = z.string().trim().max(LINE_MAX)

/** Which names the fonts go by: the old names of the trade, Windows' own, or the Founder GBK set that comes with WPS on Linux. */
export const FontProfile = z.enum(['gb2312', 'windows', 'founder-gbk'])
export type FontProfile = z.infer<typeof FontProfile>

/** 机关代字〔年份〕序号号 with the brackets U+3014 and U+3015, a full year, and a number without 第 or leading zero (GB/T 9704 7.2.5). */
export const DocumentNumber = z.string().regex(/^[^\s〔〕[\]【】［］（）()\d]+〔\d{4}〕[1-9]\d{0,4}号$/)

/** 版头, where the notice goes out as a numbered paper (GB/T 9704 7.2). Empty texts are not printed. */
export const Letterhead = z.object({
  /** 发文机关标志: 聊城市自然资源和规划局文件 */
  mark: line.min(1),
  /** 发文字号: 聊自然资规发〔2023〕12号 */
  number: DocumentNumber,
  /** 份号, six digits at most */
  serial: z
    .string()
    .regex(/^\d{0,6}$/)
    .default(''),
  /** 紧急程度: 特急, 加急 */
  urgency: z.enum(['', '特急', '加急']).default(''),
})
export type Letterhead = z.infer<typeof Letterhead>

/** 印发机关 and the day of printing, the last row of the foot (GB/T 9704 7.4.3). */
export const Printing = z.object({ office: line.min(1), on: LocalDate })
export type Printing = z.infer<typeof Printing>

export const PrintProfile = z.object({
  fonts: FontProfile.default('gb2312'),
  /** The mark after an item's number: `1.` (GB/T 15834 附录 B.3), or `1、` where an office keeps to it. */
  ordinal: z.enum(['.', '、']).default('.'),
  /** With a seal over the signature (GB/T 9704 7.3.5.1); false for 7.3.5.2. */
  sealed: z.boolean().default(true),
  /** Empty lines above the signature that the seal reaches into. */
  sealLines: z.number().int().min(1).max(3).default(2),
  letterhead: Letterhead.nullable().default(null),
  /** 附注 under the date, without brackets: 此件主动公开 (GB/T 9704 7.3.6). */
  remark: line.default(''),
  /** 抄送, as printed after the colon, without the full stop (GB/T 9704 7.4.2). */
  copyTo: z.string().trim().max(LIST_MAX).default(''),
  printing: Printing.nullable().default(null),
  /**
   * How the foot (版记) is kept at the lower edge: framed paragraphs, which Word and every LibreOffice place, or a floating
   * table, which is easier to edit by hand but which LibreOffice 7 leaves in the text.
   */
  foot: z.enum(['frame', 'table']).default('frame'),
})
export type PrintProfile = z.infer<typeof PrintProfile>

/** The profile of an office that has chosen nothing. */
export const PLAIN_PROFILE: PrintProfile = PrintProfile.parse({})
