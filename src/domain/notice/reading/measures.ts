import type { Measure } from '../notice.ts'

/** What columns and clauses count, by the words that stand there. The first line that fits decides; what none fits is `other`. */

const POINTS = /(?:分|记分|计分|得分|分数|分值|积分)(?:（[^（）]*）)?$/
/** A span of time, which says when and not where something was adopted. */
const SPAN = /\d{4}年度?|\d{1,2}(?:[-—–－～至]\d{1,2})?月份?|第?[一二三四1-4]季度|[上下]半年|季度|年度/g
/** Words that every column may have; what is left when they are gone names an outlet. */
const GENERIC =
  /采用|录用|刊用|刊发|信息|稿件|情况|政务|条数|篇数|则数|数量|总数|得分|分数|分值|记分|计分|积分|本月|当月|本期|全年|累计|其中|合计|小计|总|数|篇|条|则|分|量|[（）·、\s]/g

interface ColumnWords {
  readonly all: string
  readonly leaf: string
  readonly outlet: string
  /** What the heads above name, where they name something: 普发 over 累计得分. */
  readonly branch: string
}

type Rule = readonly [measure: Measure, fits: (words: ColumnWords) => boolean]

const POINT_RULES: readonly Rule[] = [
  ['basePoints', ({ all }) => /基础分|基本分/.test(all)],
  ['deductionPoints', ({ all }) => /扣分|减分/.test(all)],
  ['bonusPoints', ({ leaf }) => /加分|奖励/.test(leaf)],
  ['outletYear', ({ leaf, branch }) => /累计|全年|年度|本年/.test(leaf) && branch !== ''],
  ['yearPoints', ({ all }) => /累计|全年|年度|本年/.test(all)],
  ['commissionPoints', ({ all }) => all.includes('约稿')],
  ['monthPoints', ({ leaf }) => /^(?:本月|当月|本期|本季|月度|季度)/.test(leaf)],
  ['monthPoints', ({ leaf }) => leaf.replace(SPAN, '') !== leaf],
  ['submissionPoints', ({ all }) => /报送|上报|投稿/.test(all)],
  ['outletPoints', ({ outlet }) => outlet !== '' && !/^(?:本|市|县|区)局/.test(outlet)],
  ['adoptionPoints', ({ all }) => /采用|录用|刊用|信息/.test(all)],
  ['monthPoints', ({ leaf }) => /^(?:总?得分|总?分数?|总积分|综合得分|合计得?分?|小计)$/.test(leaf)],
]

const COUNT_RULES: readonly Rule[] = [
  ['commissions', ({ all }) => all.includes('约稿')],
  ['forwarded', ({ all }) => /报省|报市|报国|上报(?:省|市厅|部)|转报/.test(all)],
  ['submittedYear', ({ all }) => /(?:累计|全年).*(?:报送|上报|投稿)|(?:报送|上报|投稿).*(?:累计|全年)/.test(all)],
  ['submitted', ({ all }) => /报送|上报|投稿|来稿|供稿/.test(all)],
  ['upperAdopted', ({ all }) => /以上采用|上级采用|以上.*采用/.test(all)],
  ['ownAdopted', ({ leaf }) => /(?:本|市|县|区|省)局.*采用|本级采用/.test(leaf)],
  ['briefs', ({ leaf, outlet }) => /简讯/.test(leaf) && outlet.replace('简讯', '') === ''],
  ['reports', ({ leaf }) => /^(?:采用)?信息(?:篇数|条数|数)?$/.test(leaf)],
  ['outletAdopted', ({ all, outlet }) => outlet !== '' && /采用|录用|刊用|刊发/.test(all)],
  ['adopted', ({ all }) => /采用|录用|刊用/.test(all)],
]

/** Letters of all heads of a column; more is a text and no head. */
const HEADS_MAX = 80

/** A column's header cells from top to bottom, canonical → what it counts. */
export function measureOfColumn(heads: readonly string[]): Measure {
  const all = heads.join('·').replace(/\s/g, '')
  const leaf = (heads.at(-1) ?? '').replace(/\s/g, '')
  if (leaf.length <= HEADS_MAX && (/排名|名次|位次/.test(leaf) || leaf === '排序')) return 'rank'
  if (leaf === '' || all.length > HEADS_MAX) return 'other'
  const named = (text: string): string => text.replace(SPAN, '').replace(GENERIC, '')
  const branch = named(heads.slice(0, -1).join('·').replace(/\s/g, '')).replace(/考核|综合/g, '')
  const words: ColumnWords = { all, leaf, branch, outlet: named(all) }
  const rules = POINTS.test(leaf) ? POINT_RULES : COUNT_RULES
  return rules.find(([, fits]) => fits(words))?.[0] ?? 'other'
}

const HEAD_CELL =
  /^(?:序号|排序|备注|单位|科室|部门|名称|乡镇|街道|姓名)|单位|名称|科室|部门|排名|名次|篇数|条数|则数|数量|得分|分数|记分|计分|积分|分值|总分|采用|录用|报送|上报|约稿|累计|基础分|加分|扣分|报省|报市|合计|小计|简讯/

/** A cell that reads like a column's head. A unit's name may too (综合科), so one alone proves nothing. */
export const isHeadCell = (canon: string): boolean => canon.length <= 24 && HEAD_CELL.test(canon)

const UNIT_HEAD =
  /^(?:(?:报送|被考核|考核)?单\s*位(?:名称)?|科\s*室(?:名称)?|部\s*门(?:名称)?|单位（科室）|县\s*（市、区）|县市区|乡镇(?:（街道）|街道)?|名\s*称|分\s*局)$/

/** 单位, 科室 …: the head over the names. */
export const isUnitHead = (canon: string): boolean => UNIT_HEAD.test(canon)

/** A row that sums the others. */
export const isTotalName = (canon: string): boolean =>
  /^(?:合计|总计|小计|共计|总数|累计合计)[：]?$/.test(canon.replace(/\s/g, ''))

// ── clauses of sentences ───────────────────────────────────────────────────────────────────────────────────────

/**
 * What stands before a number in a unit's head sentence, with the word after it and the clause before → what it counts.
 * 合计 is the points of what was counted last.
 */
export function measureOfClause(wording: string, unit: string, before: Measure | undefined): Measure {
  const isPoints = unit === '分' || /(?:得分|记分|计分|分数|分值|积分)$/.test(wording)
  if (/排名|名次|位次/.test(wording) || (unit === '名' && wording.endsWith('第'))) return 'rank'
  if (/基础分|基本分/.test(wording)) return 'basePoints'
  if (/扣分|减分|扣$/.test(wording)) return 'deductionPoints'
  if (/加分|奖励/.test(wording)) return 'bonusPoints'
  if (isPoints) return pointsOfClause(wording, before)
  if (wording.includes('约稿')) return 'commissions'
  if (/^(?:上?报|转报|推荐|上报至?|报送至?)(?:省|市|国|部|厅|自治区)/.test(wording)) return 'forwarded'
  if (/(?:累计|全年).*(?:报送|上报)/.test(wording)) return 'submittedYear'
  if (/报送|上报|投稿|供稿|提供/.test(wording)) return 'submitted'
  if (/以上采用|上级采用|以上.*采用/.test(wording)) return 'upperAdopted'
  if (wording.includes('简讯')) return 'briefs'
  if (/信息/.test(wording)) return 'reports'
  if (/(?:本|市|县|区|省)局(?:简报)?采用|本级采用/.test(wording)) return 'ownAdopted'
  return /采用|录用|刊用/.test(wording) ? 'adopted' : 'other'
}

function pointsOfClause(wording: string, before: Measure | undefined): Measure {
  if (/累计|全年|年度/.test(wording)) return 'yearPoints'
  if (/本月|当月|总分|总得分|季度|本期|^得分$/.test(wording)) return 'monthPoints'
  if (wording.includes('约稿')) return 'commissionPoints'
  if (/采用|信息|简讯/.test(wording)) return 'adoptionPoints'
  if (/报送|上报/.test(wording)) return 'submissionPoints'
  if (!/^(?:合计|共计|小计|计|得|记分?|共)?$/.test(wording)) return 'other'
  if (before === undefined) return 'other'
  if (before === 'commissions') return 'commissionPoints'
  if (before === 'submitted') return 'submissionPoints'
  return ['reports', 'briefs', 'adopted', 'ownAdopted', 'upperAdopted'].includes(before) ? 'adoptionPoints' : 'other'
}
