import { z } from 'zod'
import type { TextGenre } from '../article.ts'
import type { LocalDate } from '../calendar.ts'
import type { GenreFound } from './genre.ts'
import type { Sentence } from './sentence.ts'

/** Each check has one code; an office may switch off any but `classified`. In the order they are shown in the settings. */
export const REMARK_WORDS = {
  classified: '涉密标志',
  meeting: '就会议写会议',
  activity: '就活动写活动',
  genre: '信息类别与内容不符',
  length: '篇幅',
  title: '标题',
  outdated: '时效',
  date: '日期有误',
  elements: '要素不全',
  'no-figures': '缺少数据',
  'no-comparison': '缺少前后对比',
  'no-case': '缺少案例',
  vague: '只说程度、没有数',
  unit: '数字缺单位',
  source: '数据缺来源或时点',
  leader: '领导姓名职务',
  punctuation: '标点（GB/T 15834）',
  numerals: '数字用法（GB/T 15835）',
  repeated: '重复',
  stock: '套话',
  confusion: '易混字词',
  'stray-place': '他地名残留',
} as const
export type RemarkCode = keyof typeof REMARK_WORDS

const CODES = [
  'classified',
  'meeting',
  'activity',
  'genre',
  'length',
  'title',
  'outdated',
  'date',
  'elements',
  'no-figures',
  'no-comparison',
  'no-case',
  'vague',
  'unit',
  'source',
  'leader',
  'punctuation',
  'numerals',
  'repeated',
  'stock',
  'confusion',
  'stray-place',
] as const satisfies readonly RemarkCode[]
export const RemarkCode = z.enum(CODES)

/** Where something stands in an article: paragraph 0 is the title, 1 the first line of the body; `from` and `to` count UTF-16 units. */
export const TextPlace = z.strictObject({
  paragraph: z.number().int().min(0),
  from: z.number().int().min(0),
  to: z.number().int().min(0),
})
export type TextPlace = Readonly<z.infer<typeof TextPlace>>

/** `stop`: may not come into this system. `warning`: better changed before handing in. `hint`: to be looked at. None but `stop` hinders. */
export const Remark = z.strictObject({
  code: RemarkCode,
  weight: z.enum(['stop', 'warning', 'hint']),
  /** Null where it is about the whole text. */
  place: TextPlace.nullable(),
  /** What is wrong, and what would help: Chinese sentences. */
  says: z.string(),
  helps: z.string(),
  /** What the marked letters should be, where there is no doubt: one press puts it there. */
  instead: z.string().nullable(),
})
export type Remark = Readonly<z.infer<typeof Remark>>

/** What an office has set for its check-up. Lengths in characters of the body without blanks; days back from today. */
export const CheckupSettings = z.strictObject({
  lengthMin: z.number().int().min(0).max(5_000).default(120),
  lengthMax: z.number().int().min(100).max(50_000).default(2_000),
  titleMax: z.number().int().min(10).max(100).default(36),
  daysOld: z.number().int().min(1).max(366).default(30),
  off: z
    .array(RemarkCode.exclude(['classified']))
    .max(CODES.length)
    .default([]),
})
export type CheckupSettings = Readonly<z.infer<typeof CheckupSettings>>

export const USUAL_CHECKUP: CheckupSettings = CheckupSettings.parse({})

/**
 * Whether texts may be sent to an address for suggestions: the base of an OpenAI-compatible interface (`http://10.0.0.8:8000/v1`), without user
 * name, query or fragment, since it is joined with a path and stands in the log.
 */
export const isModelAddress = (address: string): boolean => /^https?:\/\/[^\s/?#@\\]+(?:\/[^\s?#@\\]*)?$/u.test(address)

/** A text as the checks see it: read once, for all of them. */
export interface CheckedText {
  readonly title: string
  /** Title and the lines of the body: the index is the paragraph of a place. */
  readonly lines: readonly string[]
  readonly sentences: readonly Sentence[]
  /** What the text shows itself to be, and what the unit says it is. */
  readonly found: GenreFound
  readonly stated: TextGenre | null
  readonly settings: CheckupSettings
  readonly today: LocalDate
  /** Names the office and its units go by. */
  readonly home: readonly string[]
}

export type Check = (text: CheckedText) => readonly Remark[]

/** What was met in a line, as `matchAll` gives it. */
export type Met = Pick<RegExpMatchArray, 0 | 'index'>

/** A remark at a stretch of a line. */
export const remarkAt = (
  paragraph: number,
  match: Met,
  remark: Omit<Remark, 'place' | 'instead'> & { readonly instead?: string },
): Remark => {
  const from = match.index ?? 0
  return { instead: null, ...remark, place: { paragraph, from, to: from + match[0].length } }
}

/** A remark about the whole text. */
export const remarkOn = (remark: Omit<Remark, 'place' | 'instead'>): Remark => ({
  ...remark,
  place: null,
  instead: null,
})
