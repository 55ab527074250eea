import { describe, expect, it } from 'vitest'
import { localDate } from '../calendar.ts'
import { USUAL_COLUMNS } from '../issue.ts'
import { IssuePaper, issueBlocks } from '../print/issue-paper.ts'
import { type Gathered, issuePaper, printedSource } from './pages.ts'

const words = { publisher: '某局办公室', reportTo: '', sendTo: '', issueTo: '各科室', editors: '', copies: 0 }
const gathered = (more: Partial<Gathered>): Gathered => ({
  name: '某局信息',
  words,
  columns: [...USUAL_COLUMNS, { key: 'words', name: '批示摘要', kind: null }],
  number: 9,
  totalNumber: 128,
  issuedOn: localDate('2023-07-14'),
  items: [
    { title: '乙题', column: 'brief', paragraphs: ['一句。', '二句。'], sources: ['乙局'] },
    { title: '甲题', column: 'report', paragraphs: ['一段。', '二段。'], sources: ['甲局', '乙局'] },
    { title: '批示', column: 'words', paragraphs: ['作出批示。'], sources: [] },
    { title: '无栏目', column: 'gone', paragraphs: ['不印。'], sources: [] },
  ],
  ...more,
})
const printed = (issue: Gathered) =>
  issueBlocks(issuePaper(issue)).flatMap(block => (block.kind === 'paragraph' ? [`${block.role} ${block.text}`] : []))

describe('an issue before it is laid out', () => {
  it('prints articles whole, briefs and other columns as one paragraph each, under the order of the columns', () => {
    expect(printed(gathered({})).slice(3)).toEqual([
      'column 本期要目',
      'contents-head 【信息】',
      'contents ◎甲题',
      'contents-head 【简讯】',
      'contents ◎乙题',
      'contents-head 【批示摘要】',
      'contents ◎批示',
      'article 甲题',
      'text 一段。',
      'text 二段。（甲局、乙局）',
      'column 【简讯】',
      'text ▲一句。二句。（乙局）',
      'column 【批示摘要】',
      'text ▲作出批示。',
    ])
  })

  it('is a paper that the layout knows, with nothing where nothing was said', () => {
    const paper = issuePaper(gathered({}))
    expect(IssuePaper.parse(paper)).toEqual(paper)
    expect([paper.circulation, paper.copies]).toEqual([[{ kind: '发', to: '各科室' }], null])
  })

  it('prints briefs under the name the office gave them', () => {
    const columns = [{ key: 'brief', name: '工作动态', kind: 'brief' as const }]
    expect(printed(gathered({ columns })).slice(3)).toEqual([
      'column 本期要目',
      'contents-head 【工作动态】',
      'contents ◎乙题',
      'column 【工作动态】',
      'text ▲一句。二句。（乙局）',
    ])
  })

  it('counts units that are too many to be named', () => {
    expect(printedSource(['甲局', '乙局'])).toBe('甲局、乙局')
    expect(printedSource(Array.from({ length: 15 }, () => '某某自然资源局'))).toBe('某某自然资源局等15个单位')
  })
})
