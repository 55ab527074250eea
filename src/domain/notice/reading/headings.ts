import { HEADING_NUMBER } from './kinds.ts'
import type { Passage } from './passages.ts'

/** Titles of tables and headings of lists: `（一）6月份县（市、区）局政务信息统计`, `（A类）`, `各县（市、区）局信息采用情况`. */

/** A heading without its number; a numbered one that is nothing else stays. */
export function bareHeading(passage: Passage): string {
  const number = HEADING_NUMBER.exec(passage.canon)?.[0] ?? /^附件\d{0,2}[：、]?/.exec(passage.canon)?.[0] ?? ''
  return number.length === passage.text.length ? passage.text : passage.text.slice(number.length).trimStart()
}

const WHEN = /^(?:\d{4}年)?(?:\d{1,2}(?:[-—–－～至]\d{1,2})?月份?|第?[一二三四1-4]季度|[上下]半年|全年|\d{4}年度?)?/
const WHAT =
  /(?:各类)?(?:政务|工作|门户网站)?(?:信息)?(?:报送|上报)?(?:及|和|、|与)?(?:信息)?(?:采用|采编|录用|得分|综合评分|评分)*(?:积分|统计|情况|汇总|一览|排名|排行|名次)*表?$/
const CLASS = /[（(]?([A-Za-z甲乙丙丁]类)[）)]?$/

/** A table's title, canonical → the group that is ranked in it: a class in brackets, else the words before 政务信息统计. */
export function groupOf(canon: string): string {
  const bare = canon.replace(/\s/g, '')
  const kind = CLASS.exec(bare)?.[1]
  if (kind !== undefined) return kind
  return bare
    .replace(WHEN, '')
    .replace(/（[^（）]*）$/, match => (/局|科|室|单位/.test(match) ? match : ''))
    .replace(WHAT, '')
    .replace(/^(?:各|局属|直属|全局|全市|全县)+/, '')
}

/** A heading over lists → what it adds: a name without 各 and without 信息采用情况, or a class under the name. */
export function sectionOf(canon: string): { readonly name: string; readonly kind: string } {
  const bare = canon.replace(/\s/g, '')
  const kind = CLASS.exec(bare)?.[1] ?? ''
  const name = bare.replace(CLASS, '').replace(WHEN, '').replace(WHAT, '').replace(/^各/, '')
  return { name, kind }
}
