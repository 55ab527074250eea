import type { Wording } from '../notice.ts'
import { foldText } from './fold.ts'
import { bareHeading } from './headings.ts'
import { COLOPHON_LABEL, HEADING_NUMBER } from './kinds.ts'
import { type Passage, placeIn } from './passages.ts'

/** What a passage looks like where its first letters do not tell; only where it stands decides what it is. */

const TITLE_MAX = 80
const NAME_MAX = 24
const RECIPIENTS_MAX = 200
/** A line so long is prose, with or without marks. */
const PROSE_MIN = 30

export const isSentence = (canon: string): boolean => /[，。；：！？]/.test(canon)

/** A sentence, or a heading inside the prose. */
export const isProse = (canon: string): boolean =>
  isSentence(canon) || canon.length >= PROSE_MIN || HEADING_NUMBER.test(canon)

/** Words without marks that may stand over a table. */
export const isCaption = (canon: string): boolean => !isSentence(canon) && canon.length <= TITLE_MAX

/** Words that may be one unit's name. */
export const isName = (canon: string): boolean =>
  !isSentence(canon) && !canon.includes('、') && canon.length <= NAME_MAX

/** 续表, over the part of a table on the next page. */
export const isContinued = (canon: string): boolean => /^（?续表?[\d一二三四五]{0,3}）?$/.test(canon)

/** Who may sign. */
export const isOffice = (canon: string): boolean =>
  /(?:局|办公室|委员会|办|府|厅|院|中心|处|党委)(?:（代章）)?$/.test(canon)

/** `各县（市、区）局，机关各科室：` */
export const isAddress = (canon: string): boolean =>
  canon.endsWith('：') && canon.length <= RECIPIENTS_MAX && !/[。；]/.test(canon) && canon.length > 2

export const looksLikeTitle = ({ canon, level }: Passage): boolean =>
  canon.length <= TITLE_MAX &&
  !/[。；！？：]/.test(canon) &&
  (level === 1 || /^关于|通报|通知|公告|公报|情况|统计|排名|评分/.test(canon))

/** A heading's words without its number, canonical. */
export const canonHeading = (passage: Passage): string =>
  passage.canon.slice(passage.canon.length - bareHeading(passage).length)

/** `责 任 编 辑：甲　乙　电话：1` → each by itself, without the spaces in its label; those between names are kept. */
export const colophonTexts = ({ raw, canon }: Passage): string[] =>
  raw.split(NEXT_LABEL).map(part => {
    const at = part.search(/[:：]/)
    return at === -1 ? canon : `${foldText(part.slice(0, at)).replace(/\s/g, '')}：${part.slice(at + 1).trim()}`
  })

const NEXT_LABEL = new RegExp(`[\\s\u3000]+(?=${COLOPHON_LABEL}[:：])`)

/** A note from its words on. */
export const noteOf = (passage: Passage, from: number): Wording => ({
  text: passage.text.slice(from),
  place: placeIn(passage, 'note', from),
})
