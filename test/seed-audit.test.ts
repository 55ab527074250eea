import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { audit } from '../src/domain/notice/audit.ts'
import type { Finding } from '../src/domain/notice/notice.ts'
import { readNotice } from '../src/domain/notice/read.ts'
import { blocksOfText } from '../src/domain/notice/source.ts'

const source = readFileSync(new URL('../fixtures/notices/lc-2023-06/source.txt', import.meta.url), 'utf8')
const read = readNotice(blocksOfText(source))
const findings = audit(read)

interface Expected {
  readonly fact: string
  readonly code: string
  readonly severity: Finding['severity']
  readonly place: Partial<Finding['place']>
  /** Words the message must hold: the numbers and names at odds. */
  readonly says: readonly string[]
}

const FACTS: readonly Expected[] = [
  {
    fact: '1 采用 39 条（县）',
    code: 'cover-adopted',
    severity: 'error',
    place: { part: 'body', line: 7 },
    says: ['39', '51', '34'],
  },
  {
    fact: '1 采用 29 条（科室）',
    code: 'cover-adopted',
    severity: 'error',
    place: { part: 'body', line: 7 },
    says: ['机关各科室 29', '34', '32'],
  },
  {
    fact: '1 采用 29 条（事业）',
    code: 'cover-adopted',
    severity: 'error',
    place: { part: 'body', line: 7 },
    says: ['事业单位 29', '33', '25'],
  },
  {
    fact: '2 财审科报市 1 篇，表中空白',
    code: 'table-text',
    severity: 'error',
    place: { part: 'table', table: '表3', unit: '财审科', line: 72 },
    says: ['空白', '报市信息1篇'],
  },
  {
    fact: '3 用途管制科有约稿无报省市',
    code: 'commission-without-forwarding',
    severity: 'question',
    place: { part: 'table', table: '表2', unit: '用途管制科', line: 49 },
    says: ['约稿 2', '报省市空白'],
  },
  {
    fact: '3 B类没有报省市也有基础分',
    code: 'base-group',
    severity: 'info',
    place: { part: 'table', table: '表3', unit: '离退休干部科' },
    says: ['人事科', '财审科'],
  },
  {
    fact: '4 市级以上采用全空',
    code: 'upper-blank',
    severity: 'info',
    place: { part: 'table', table: '表1' },
    says: ['43', '94', '50'],
  },
  {
    fact: '5 通报范围不含约稿',
    code: 'scope',
    severity: 'question',
    place: { part: 'note', line: 603 },
    says: ['530', '250', '第9期'],
  },
  {
    fact: '6 自然用途管制科',
    code: 'unit-name',
    severity: 'warning',
    place: { part: 'list', unit: '用途管制科', line: 387 },
    says: ['自然用途管制科'],
  },
  {
    fact: '7 保护地管理科',
    code: 'unit-name',
    severity: 'warning',
    place: { part: 'list', unit: '自然保护地管理科', line: 413 },
    says: ['“保护地管理科”'],
  },
  {
    fact: '8 市城乡规划设计院',
    code: 'unit-name',
    severity: 'warning',
    place: { part: 'list', unit: '市城乡规划设计研究院', line: 569 },
    says: ['“市城乡规划设计院”'],
  },
  {
    fact: '8 城乡规划研究设计院',
    code: 'unit-name',
    severity: 'warning',
    place: { part: 'list', unit: '市不动产登记中心', item: 2, line: 503 },
    says: ['“城乡规划研究设计院”', '市城乡规划设计研究院'],
  },
  {
    fact: '9 正文用简称',
    code: 'leader-short',
    severity: 'info',
    place: { part: 'body', line: 9 },
    says: ['利用科＝开发利用科', '调查科＝调查监测科', '林草科＝林草资源和湿地保护监督科'],
  },
  {
    fact: '11 局属各分局',
    code: 'recipients',
    severity: 'warning',
    place: { part: 'colophon', line: 607 },
    says: ['局属各分局'],
  },
  {
    fact: '11 四个分局在县组',
    code: 'unit-group',
    severity: 'info',
    place: { part: 'table', table: '表1', unit: '开发区分局' },
    says: ['高新区分局', '度假区分局', '东昌府区分局'],
  },
  {
    fact: '11 冠县两个单位',
    code: 'unit-place',
    severity: 'info',
    place: { part: 'table', table: '表1', unit: '冠县林业局' },
    says: ['冠县局'],
  },
  {
    fact: '12 面临的问题 / 面临问题',
    code: 'commission-wording',
    severity: 'warning',
    place: { part: 'list', unit: '茌平局', item: 6 },
    says: ['8 个单位', '4 个单位', '建设工程管理科'],
  },
  {
    fact: '13 端午节三种写法',
    code: 'same-story',
    severity: 'question',
    place: { part: 'list', unit: '开发区分局', item: 4 },
    says: ['3 个标题', '东昌府区分局、市不动产登记中心'],
  },
  {
    fact: '13 句号',
    code: 'title-ending',
    severity: 'info',
    place: { part: 'list', unit: '开发区分局', item: 4 },
    says: ['“。”'],
  },
  {
    fact: '14 法润自然',
    code: 'title-wording',
    severity: 'info',
    place: { part: 'list', unit: '政策法规科', item: 2 },
    says: ['东阿局'],
  },
  {
    fact: '15 曲艺',
    code: 'same-story',
    severity: 'question',
    place: { part: 'list', unit: '科技和信息化科', item: 4 },
    says: ['市规划展览馆'],
  },
  {
    fact: '16 李其超',
    code: 'same-story',
    severity: 'question',
    place: { part: 'list', unit: '市不动产登记中心', item: 2 },
    says: ['4 个标题', '市土地储备整治中心', '市地质矿产调查监测中心', '市城乡规划设计研究院'],
  },
  {
    fact: '17 复垦区',
    code: 'same-story',
    severity: 'question',
    place: { part: 'list', unit: '临清局', item: 5 },
    says: ['用途管制科'],
  },
  {
    fact: '18 赛前培',
    code: 'title-cut',
    severity: 'warning',
    place: { part: 'list', unit: '市林业发展中心', item: 3, line: 492 },
    says: ['赛前培'],
  },
  ...['生态修复科', '用途管制科', '建设工程管理科'].map(
    (unit): Expected => ({
      fact: `20 ${unit}的市政府约稿`,
      code: 'source-differs',
      severity: 'warning',
      place: { part: 'list', unit },
      says: ['市政府约稿', '9 个单位标为省厅约稿'],
    }),
  ),
  {
    fact: '21 东昌府区分局首句',
    code: 'head-source',
    severity: 'warning',
    place: { part: 'list', unit: '东昌府区分局' },
    says: ['市政府约稿信息', '省厅', '第 7 条'],
  },
  {
    fact: '21 约稿写法',
    code: 'clause-wording',
    severity: 'info',
    place: { part: 'list', unit: '市林业发展中心' },
    says: ['上级约稿信息”17', '上级采用约稿信息', '市政府约稿信息', '东昌府区分局'],
  },
  {
    fact: '22 报省市写法',
    code: 'clause-wording',
    severity: 'info',
    place: { part: 'list', unit: '机关党委' },
    says: ['报市”33', '报省厅', '报市信息', '报市政府', '行政许可科'],
  },
  {
    fact: '23 报送写法',
    code: 'clause-wording',
    severity: 'info',
    place: { part: 'list', unit: '冠县林业局' },
    says: ['报送稿件”38', '报送信息”5', '测绘管理科'],
  },
  {
    fact: '24 标签没有类别',
    code: 'kind-word',
    severity: 'info',
    place: { part: 'list', unit: '阳谷局', item: 1 },
    says: ['26', '16'],
  },
  {
    fact: '25 记分 / 计分',
    code: 'column-head',
    severity: 'info',
    place: { part: 'table', table: '表4' },
    says: ['计分', '记分'],
  },
  {
    fact: '26 条 / 篇 / 则',
    code: 'measure-word',
    severity: 'info',
    place: { part: 'body', line: 7 },
    says: ['条', '篇', '则'],
  },
  { fact: '27—29 排印', code: 'typography', severity: 'info', place: { part: 'document' }, says: ['全角半角', '断行'] },
  {
    fact: '附件名称',
    code: 'attachment-title',
    severity: 'info',
    place: { part: 'attachment' },
    says: ['采用情况', '统计'],
  },
]

const matches = (finding: Finding, expected: Expected): boolean =>
  finding.code === expected.code &&
  finding.severity === expected.severity &&
  Object.entries(expected.place).every(([key, value]) =>
    Object.entries(finding.place).some(([name, one]) => name === key && one === value),
  ) &&
  expected.says.every(words => finding.message.includes(words))

describe('the June 2023 notice', () => {
  it('is read whole', () => {
    expect(read.unread).toEqual([])
  })

  it.each(FACTS)('shows $fact', expected => {
    expect(findings.filter(one => matches(one, expected))).toHaveLength(1)
  })

  it('shows nothing else', () => {
    expect(findings.filter(one => !FACTS.some(expected => matches(one, expected)))).toEqual([])
  })

  it('has no arithmetic error: its errors are two contradictions between text and tables', () => {
    const errors = findings.filter(one => one.severity === 'error').map(one => one.code)
    expect(errors).toEqual(['cover-adopted', 'cover-adopted', 'cover-adopted', 'table-text'])
  })

  it('does not claim what the text cannot tell: other bodies’ names (10) and the 乡土专家 (19)', () => {
    const said = findings
      .filter(one => one.severity !== 'info')
      .map(one => one.message)
      .join('\n')
    for (const words of ['高唐县林业综合服务中心', '国有广平林场', '阳谷县自然资源和规划局', '乡土专家'])
      expect(said).not.toContain(words)
  })

  it('finds the same every time', () => {
    expect(audit(readNotice(blocksOfText(source)))).toEqual(findings)
  })
})
