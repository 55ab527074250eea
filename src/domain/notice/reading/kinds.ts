import { closedUp } from './fold.ts'

/** What a line of a notice begins, told by its shape alone; all patterns are written for canonical text (see `fold.ts`). */

export type PassageKind =
  | 'text'
  | 'heading' // a line marked as a heading that is nothing of the following
  | 'section' // （一）6月份县（市、区）局政务信息统计
  | 'class' // （A类）
  | 'unit-head' // 阳谷局（6月份报送稿件17篇…
  | 'item' // 1、…
  | 'note' // 注：
  | 'attachment' // 附件：…
  | 'sent-to' // 发：…
  | 'colophon' // 责任编辑：…
  | 'date'
  | 'rule' // ---
  | 'paper' // 版头, 文号, 附注, 印发机关: which paper it is, not what it says

/** The kind of passage that begins with this line; `text` where nothing tells. */
export function kindOf(canon: string): PassageKind {
  if (/^[-—_=*]{3,}$/.test(canon)) return 'rule'
  if (dateIn(canon) !== null) return 'date'
  if (PAPER.test(canon)) return 'paper'
  if (/^(?:备注|注释|附注|注|说明)：/.test(canon)) return 'note'
  if (/^附件\d{0,2}(?:：|$)/.test(canon)) return 'attachment'
  if (/^(?:分送|印发|抄送|抄报|主送|报送|发|送|报|抄)：/.test(canon)) return 'sent-to'
  if (COLOPHON.test(canon)) return 'colophon'
  if (CLASS.test(canon)) return 'class'
  if (headName(canon) !== null) return 'unit-head'
  if (itemStart(canon) !== null) return 'item'
  if (isSection(canon)) return 'section'
  return 'text'
}

/** GB/T 9704 7.2.4, 7.2.5, 7.3.6 and 7.4.3. */
const PAPER =
  /^(?:(?!关于)[^，。；：《》]{2,60}文件|[^〔〕\d，。；：]{1,20}〔\d{4}〕\d{1,5}号|（此件[^（）]{2,30}）|[^，。；：\d]{2,40}\d{4}年\d{1,2}月\d{1,2}日印发)$/

/** What begins a line of the foot: who edited it, where to send. */
export const COLOPHON_LABEL =
  '(?:责任编辑|责编|编辑|主编|审核|审稿|审签|核稿|签发|校对|打字|撰稿|投稿(?:邮箱|信箱)?|(?:联系)?电话|联系人|联系方式|(?:电子)?邮箱|(?:电子)?信箱|传真|地址|邮编|共印)(?:人|员)?'

const COLOPHON = new RegExp(`^${COLOPHON_LABEL}：`)

const CLASS = /^(?:（[A-Za-z甲乙丙丁一二三四]类[^（）]{0,6}）|[A-Z甲乙丙丁]类)$/

const SECTION = /(?:统计|情况|汇总|一览|排名|名次|得分|评分|积分)表?(?:（[^（）]{1,12}）)?$/
const SECTION_MAX = 48

/** What numbers a heading: （一）, 一、, 表1, 附表二：. */
export const HEADING_NUMBER =
  /^(?:（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、|附?表[\d一二三四五六七八九十]{1,2}[：、．]?)/

const isSection = (canon: string): boolean =>
  canon.length <= SECTION_MAX &&
  !/[，。；！？]/.test(canon) &&
  (SECTION.test(canon) ||
    (/^（[一二三四五六七八九十]{1,3}）/.test(canon) && canon.length <= 30 && !canon.includes('：')))

// ── heads of units ─────────────────────────────────────────────────────────────────────────────────────────────

const NAME_MAX = 40
const HEAD_BEGINS = /^(?:\d{4}年)?(?:\d{1,2}月|本月|当月|第?[一二三四]季度|[上下]半年|全年)/
const HEAD_COUNTS = /(?:报送|上报|投稿|采用|录用|约稿|简讯|累计|得分|报省|报市)[^，。；]{0,12}\d/
const HEAD_WORDS = /报送|上报|投稿|采用|录用|约稿|简讯|累计|基础分|报省|报市/

const COLON_HEAD =
  /^(?!各|其中|全)[^，。；：！？“”《》\d]{1,20}(?:局|科|室|处|所|站|队|院|馆|校|办|委|乡|镇|街道|中心|公司|单位)：/

/**
 * `阳谷局（6月份报送稿件17篇…` → where the bracket of the head opens, or the colon stands in `甲科：报送10篇，采用3篇`; null where the
 * line is no head of a unit's list.
 */
export function headName(canon: string): number | null {
  const colon = COLON_HEAD.exec(canon)?.[0].length ?? 0
  if (colon > 0 && HEAD_COUNTS.test(canon.slice(colon, colon + 60))) return colon - 1
  for (let at = canon.indexOf('（'); at !== -1 && at <= NAME_MAX; at = canon.indexOf('（', at + 1)) {
    const name = canon.slice(0, at)
    if (name.length < 2 || /[，。；：！？“”《》]|^\d/.test(name) || itemStart(canon) !== null) return null
    const inside = closedUp(canon.slice(at + 1))
    const told = HEAD_BEGINS.test(inside) || (!isLabel(canon) && HEAD_WORDS.test(inside) && /\d/.test(inside))
    // A bracket that closes in the middle of the line is a remark inside a sentence.
    if (told && closesLast(canon, at)) return at
  }
  return null
}

function closesLast(canon: string, open: number): boolean {
  let depth = 0
  for (let at = open; at < canon.length; at += 1) {
    if (canon[at] === '（') depth += 1
    if (canon[at] === '）') depth -= 1
    if (depth === 0) return /^[。；]?$/.test(canon.slice(at + 1))
  }
  return true
}

// ── items and labels ───────────────────────────────────────────────────────────────────────────────────────────

const MARK = '(?:[-*+•·●○◆■□▪–—] ?)?'
const NUMBER = '\\d(?: ?\\d){0,2}'
const ITEM = new RegExp(`^(${MARK})(?:（(${NUMBER})）|(${NUMBER})(?:[、．）]|\\.(?!\\d)))[、．.]? ?`)
const LOOSE_ITEM = new RegExp(`^(${MARK})(\\d{1,3})\\.(?=\\d)`)
const CIRCLED = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳'

export interface ItemStart {
  readonly number: number
  /** Letters before the title. */
  readonly length: number
  readonly marked: boolean
}

/** `- 1、`, `1.`, `（1）`, `①` → the number and where the title begins. */
export function itemStart(canon: string): ItemStart | null {
  const circled = CIRCLED.indexOf(canon.charAt(0))
  if (canon !== '' && circled !== -1) return { number: circled + 1, length: 1, marked: false }
  const match = ITEM.exec(canon)
  if (match === null) return null
  return { number: Number(closedUp(match[2] ?? match[3] ?? '')), length: match[0].length, marked: match[1] !== '' }
}

/** `1.2023年…`: a number, a stop and more digits. Whether it is an item or a decimal only the lines before can tell. */
export function looseItemStart(canon: string): ItemStart | null {
  const match = LOOSE_ITEM.exec(canon)
  if (match === null) return null
  return { number: Number(match[2]), length: match[0].length, marked: match[1] !== '' }
}

/** `3.5分）`: a number with a word or mark after it, and no title. */
export const isDecimal = (canon: string): boolean =>
  /^\d{1,3}\.\d{1,2}(?:分(?!钟|局|类|析|别)|篇|则|条|件|%|[；，。）])/.test(canon)

const LABEL_WORDS = /第\d+(?:期|号)|\d期$|约稿$|^.{0,12}(?:信息|简讯|简报|专报|动态|要情)$/
const LABEL = /（([^（）]{1,40})）[。；，]?$/

/** The bracket at the end of a title that says where it was used: `（第9期 简讯）` → its inside; null where the last bracket is the title's own. */
export function labelAt(canon: string): { readonly at: number; readonly inside: string } | null {
  const match = LABEL.exec(canon.slice(-44))
  const inside = match?.[1] ?? ''
  if (match === null || !LABEL_WORDS.test(closedUp(inside))) return null
  return { at: Math.max(0, canon.length - 44) + match.index, inside }
}

export const isLabel = (canon: string): boolean => labelAt(canon) !== null

/** `— 3 —`, `第3页 共9页`: what a page break leaves in a text. */
export const isPageNumber = (canon: string): boolean =>
  /^(?:[-–—－·] ?\d{1,4} ?[-–—－·]|第\d{1,4}页(?:[，/]?共\d{1,4}页)?)$/.test(canon)

/** A line that is nothing but a label. */
export const isTag = (canon: string): boolean => labelAt(canon)?.at === 0

// ── days ───────────────────────────────────────────────────────────────────────────────────────────────────────

const HAN_DIGITS = '〇一二三四五六七八九'

/** `2023年7月31日`, `二〇二三年七月三十一日`, alone on a line → [year, month, day]; null else. Whether there is such a day is not asked. */
export function dateIn(canon: string): readonly [number, number, number] | null {
  const plain = /^(?:二[〇○零Oo0]|一九)[〇○零一二三四五六七八九Oo0]{2}年/.test(canon)
    ? inDigits(canon)
    : closedUp(canon)
  const match = /^[（]?(\d{4})年(\d{1,2})月(\d{1,2})日(?:印发)?[）]?$/.exec(plain)
  return match === null ? null : [Number(match[1]), Number(match[2]), Number(match[3])]
}

function inDigits(canon: string): string {
  return canon
    .replace(/[○零Oo0]/g, '〇')
    .replace(/([二三])?十([一二三四五六七八九])?/g, (_, tens: string | undefined, ones: string | undefined) =>
      String(
        (tens === undefined ? 1 : HAN_DIGITS.indexOf(tens)) * 10 + (ones === undefined ? 0 : HAN_DIGITS.indexOf(ones)),
      ),
    )
    .replace(/[〇一二三四五六七八九]/g, digit => String(HAN_DIGITS.indexOf(digit)))
}
