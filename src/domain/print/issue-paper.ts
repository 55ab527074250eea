import { z } from 'zod'
import { LocalDate } from '../calendar.ts'
import type { FootRow, PrintBlock, PrintRole } from './block.ts'
import { type PaperMeta, printedDay } from './meta.ts'

/** 刊物一期 (《…信息》第N期) as it is printed. No national standard covers it: 报头, 要目, 信息, 简讯, 报尾 is what all offices share. */

const LINE_MAX = 120
const TEXT_MAX = 20_000
const ARTICLES_MAX = 200
const PARAGRAPHS_MAX = 500

const line = z.string().trim().max(LINE_MAX)
const text = z.string().trim().min(1).max(TEXT_MAX)

/** 信息: a title, its paragraphs, and the unit that sent it. */
export const PrintedArticle = z.object({
  title: line.min(1),
  /** 按语, before the title; '' for none. */
  foreword: z.string().trim().max(TEXT_MAX).default(''),
  paragraphs: z.array(text).min(1).max(PARAGRAPHS_MAX),
  /** 高新区分局; '' if not named. */
  source: line.default(''),
})
export type PrintedArticle = z.infer<typeof PrintedArticle>

/** 简讯, or an item of another column: one to three sentences. `title` is for the contents only. */
export const PrintedBrief = z.object({ title: line.default(''), text, unit: line.default('') })
export type PrintedBrief = z.infer<typeof PrintedBrief>

/** A column after the 简讯: 【工作动态】, 【批示摘要】 … `head` without brackets. */
export const PrintedColumn = z.object({ head: line.min(1), items: z.array(PrintedBrief).min(1).max(ARTICLES_MAX) })
export type PrintedColumn = z.infer<typeof PrintedColumn>

/** 报 goes up, 送 across, 发 down. */
export const Circulation = z.object({ kind: z.enum(['报', '送', '发']), to: z.string().trim().min(1).max(2000) })
export type Circulation = z.infer<typeof Circulation>

export const IssuePaper = z.object({
  /** 聊城自然资源和规划信息 */
  name: z.string().trim().min(1).max(40),
  /** The line at the top left; '' for none. */
  caution: line.default('内部资料　注意保存'),
  /** 第几期 of the year; of the extras, if it is one (增刊). */
  number: z.number().int().min(1).max(9999),
  isExtra: z.boolean().default(false),
  /** 总期号 */
  total: z.number().int().min(1).max(99_999).nullable().default(null),
  /** 编印单位 */
  office: line.min(1),
  issuedOn: LocalDate,
  /** Print 本期要目. */
  contents: z.boolean().default(true),
  articles: z.array(PrintedArticle).max(ARTICLES_MAX),
  briefs: z.array(PrintedBrief).max(ARTICLES_MAX).default([]),
  columns: z.array(PrintedColumn).max(20).default([]),
  circulation: z.array(Circulation).max(20).default([]),
  /** 责任编辑：…　审核：…　电话：… */
  editors: line.default(''),
  /** 印数 */
  copies: z.number().int().min(1).max(99_999).nullable().default(null),
})
export type IssuePaper = z.infer<typeof IssuePaper>

/** 第9期（总第128期）, 增刊第1期 */
export const issueNumber = ({ number, isExtra, total }: Pick<IssuePaper, 'number' | 'isExtra' | 'total'>): string =>
  `${isExtra ? '增刊' : ''}第${number}期${total === null ? '' : `（总第${total}期）`}`

/** An issue → its printed blocks, head to foot. Adds only what the page adds: 本期要目, 【信息】, ◎, ▲ and brackets around sources. */
export function issueBlocks(paper: IssuePaper): PrintBlock[] {
  return [
    ...(paper.caution === '' ? [] : [paragraph('caution', paper.caution)]),
    paragraph('masthead', paper.name),
    paragraph('number', issueNumber(paper)),
    { kind: 'edges', left: paper.office, right: printedDay(paper.issuedOn) },
    { kind: 'red-rule' },
    ...(paper.contents ? contentsBlocks(paper) : []),
    ...paper.articles.flatMap(articleBlocks),
    ...columnBlocks('简讯', paper.briefs),
    ...paper.columns.flatMap(({ head, items }) => columnBlocks(head, items)),
    { kind: 'foot', groups: footGroups(paper) },
  ]
}

/** The properties of an issue's file. */
export const issueMeta = (paper: IssuePaper): PaperMeta => ({
  title: `${paper.name}${issueNumber(paper)}`,
  issuer: paper.office,
  issuedOn: paper.issuedOn,
  subject: '政务信息刊物',
  keywords: ['政务信息', paper.name, issueNumber(paper)].join(';'),
})

const paragraph = (role: PrintRole, words: string, label = ''): PrintBlock =>
  label === '' ? { kind: 'paragraph', role, text: words } : { kind: 'paragraph', role, text: words, label }

/** What of each column is named in the contents; an item without a title is not. */
function contentsBlocks({ articles, briefs, columns }: IssuePaper): PrintBlock[] {
  const columnsNamed = [
    { head: '信息', titles: articles.map(({ title }) => title) },
    { head: '简讯', titles: briefs.map(({ title }) => title) },
    ...columns.map(({ head, items }) => ({ head, titles: items.map(({ title }) => title) })),
  ].map(({ head, titles }) => ({ head, titles: titles.filter(title => title !== '') }))
  const filled = columnsNamed.filter(({ titles }) => titles.length > 0)
  if (filled.length === 0) return []
  return [
    paragraph('column', '本期要目'),
    ...filled.flatMap(({ head, titles }) => [
      paragraph('contents-head', `【${head}】`),
      ...titles.map(title => paragraph('contents', `◎${title}`)),
    ]),
  ]
}

function articleBlocks({ title, foreword, paragraphs, source }: PrintedArticle): PrintBlock[] {
  const label = source === '' ? '' : `（${source}）`
  return [
    ...(foreword === ''
      ? []
      : [paragraph('foreword', /^(编者)?按[：:]/.test(foreword) ? foreword : `按：${foreword}`)]),
    paragraph('article', title),
    ...paragraphs.map((words, index) =>
      index === paragraphs.length - 1 ? paragraph('text', `${words}${label}`, label) : paragraph('text', words),
    ),
  ]
}

function columnBlocks(head: string, items: readonly PrintedBrief[]): PrintBlock[] {
  if (items.length === 0) return []
  return [
    paragraph('column', `【${head}】`),
    ...items.map(item => {
      const label = item.unit === '' ? '' : `（${item.unit}）`
      return paragraph('text', `▲${item.text}${label}`, label)
    }),
  ]
}

function footGroups({ circulation, editors, copies }: IssuePaper): FootRow[][] {
  const printed = copies === null ? '' : `（共印${copies}份）`
  return [
    circulation.map(({ kind, to }) => ({ kind: 'list', text: `${kind}：${to}` })),
    editors === '' && printed === '' ? [] : [{ kind: 'edges', left: editors, right: printed }],
  ]
}
