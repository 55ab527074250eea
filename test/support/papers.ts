import { juneNotice } from '../../fixtures/notices/lc-2023-06/notice.ts'
import { layout } from '../../src/domain/notice/layout.ts'
import type { Notice, NoticeTable } from '../../src/domain/notice/notice.ts'
import { IssuePaper, issueBlocks, issueMeta } from '../../src/domain/print/issue-paper.ts'
import { noticeMeta } from '../../src/domain/print/meta.ts'
import { PrintProfile } from '../../src/domain/print/profile.ts'
import {
  CommissionSlip,
  commissionSlipBlocks,
  commissionSlipMeta,
  SubmissionSlip,
  submissionSlipBlocks,
  submissionSlipMeta,
} from '../../src/domain/print/slip.ts'
import { writePaper } from '../../src/server/docx/paper.ts'
import { writeDocx } from '../../src/server/docx/write.ts'

/** One of every kind of paper we print, by name, small and large. Made afresh at each call, from the June notice of the fixtures. */
export const PAPERS: Readonly<Record<string, () => Uint8Array>> = {
  'the June notice': () => notice(juneNotice()),
  'a notice under a red head': () =>
    notice(juneNotice(), {
      letterhead: {
        mark: '聊城市自然资源和规划局文件',
        number: '聊自然资规发〔2023〕12号',
        serial: '1',
        urgency: '加急',
      },
      remark: '此件主动公开',
      copyTo: '市政府办公室，省自然资源厅办公室，各县（市、区）人民政府办公室，市直有关部门',
      printing: { office: '聊城市自然资源和规划局办公室', on: '2023-07-31' },
      sealed: false,
      foot: 'table',
      fonts: 'founder-gbk',
    }),
  'a notice with columns too many for upright paper': () => notice(wideNotice(), { fonts: 'windows' }),
  'a notice of 1,000 units': () => notice(largeNotice(1000)),
  'an issue of the bulletin': () => writePaper(issueBlocks(issue(4, 6)), issueMeta(issue(4, 6))),
  'an issue with 40 articles': () => writePaper(issueBlocks(issue(40, 100)), issueMeta(issue(40, 100))),
  'a commission slip': () => commissionSlip(5),
  'a commission slip for 1,000 units': () => commissionSlip(1000),
  'a submission slip': () => submissionSlip(2),
  'a submission slip with a long text': () => submissionSlip(14),
}

const notice = (value: Notice, profile: object = {}): Uint8Array =>
  writeDocx(layout(value), noticeMeta(value), PrintProfile.parse(profile))

/** The June notice with eight more columns. */
export function wideNotice(): Notice {
  const june = juneNotice()
  const tables = june.tables.map((table): NoticeTable => {
    const more = table.columns.slice(1, 5)
    return {
      ...table,
      columns: [
        ...table.columns,
        ...['省厅网站采用信息', '市政府信息采用'].flatMap(head =>
          more.map(({ heads }) => ({ heads: [head, heads.at(-1) ?? ''], measure: 'other' as const })),
        ),
      ],
      rows: table.rows.map(row => ({
        ...row,
        cells: [...row.cells, ...row.cells.slice(1, 5), ...row.cells.slice(1, 5)],
      })),
    }
  })
  return { ...june, tables, lists: june.lists.slice(0, 3) }
}

/** The June notice with its rows and lists, one item each, repeated under numbered names until it has this many units. */
export function largeNotice(units: number): Notice {
  const june = juneNotice()
  const all = june.tables.flatMap(table => table.rows)
  const rows = Array.from({ length: units }, (_, index) => {
    const row = all[index % all.length]
    if (row === undefined) throw new Error('the June notice has rows')
    return { ...row, unit: `${row.unit}${index + 1}` }
  })
  const lists = Array.from({ length: units }, (_, index) => {
    const list = june.lists[index % june.lists.length]
    if (list === undefined) throw new Error('the June notice has lists')
    return {
      ...list,
      items: list.items.slice(0, 1),
      unit: `${list.unit}${index + 1}`,
      section: june.lists[0]?.section ?? '',
    }
  })
  const [first] = june.tables
  if (first === undefined) throw new Error('the June notice has tables')
  return { ...june, tables: [{ ...first, rows }], lists }
}

const titles = (): string[] => juneNotice().lists.flatMap(list => list.items.map(item => item.title))
const prose = (): string[] => juneNotice().body.map(({ text }) => text)

/** An issue with so many articles and briefs. */
export function issue(articles: number, briefs: number): IssuePaper {
  const [titlesOfJune, texts] = [titles(), prose()]
  const title = (index: number): string => titlesOfJune[index % titlesOfJune.length] ?? ''
  return IssuePaper.parse({
    name: '聊城自然资源和规划信息',
    number: 9,
    total: 128,
    office: '聊城市自然资源和规划局办公室',
    issuedOn: '2023-06-30',
    articles: Array.from({ length: articles }, (_, index) => ({
      title: title(index),
      foreword: index === 1 ? '现将有关做法印发，供各单位参考。' : '',
      paragraphs: [...texts.slice(0, 2), `${(texts[2] ?? '').slice(0, 60 + (index % 28))}。`],
      source: '阳谷局',
    })),
    briefs: Array.from({ length: briefs }, (_, index) => ({
      title: title(index + 10),
      text: `${title(index + 10)}。${(texts[1] ?? '').slice(0, 40 + (index % 28))}。`,
      unit: '高新区分局',
    })),
    columns: [{ head: '批示摘要', items: [{ text: '市政府分管领导作出批示，要求总结推广。', unit: '局办公室' }] }],
    circulation: [
      { kind: '报', to: '省自然资源厅办公室，市委办公室，市政府办公室，局领导' },
      { kind: '送', to: '市直有关部门，局属各分局' },
      { kind: '发', to: '各县（市、区）局，机关各科室、局属各分局、各事业单位' },
    ],
    editors: '责任编辑：信息科　电话：8321680',
    copies: 60,
  })
}

function commissionSlip(units: number): Uint8Array {
  const names = largeNotice(units).lists.map(list => list.unit)
  const slip = CommissionSlip.parse({
    number: '约〔2023〕15号',
    source: '市政府办公室',
    title: '加强城乡环境基础设施建设进展情况、面临的问题及建议',
    requirements: '一是介绍总体进展、主要做法和成效；二是分析突出问题及原因；三是提出对策建议。\n字数在2000字以内。',
    evidence: '数据截至2023年5月底，注明来源和口径；典型案例不少于2个，写明时间、地点和做法。',
    units: units > 20 ? [`${names[0]}等${units}个单位`] : names,
    dueOn: '2023-06-15',
    dueAt: '17时前',
    channel: '通过本系统“约稿”栏目报送，同时电话告知。',
    contact: '信息科',
    phone: '8321680',
    issuer: '聊城市自然资源和规划局办公室',
    issuedOn: '2023-06-08',
  })
  return writePaper(commissionSlipBlocks(slip), commissionSlipMeta(slip))
}

function submissionSlip(paragraphs: number): Uint8Array {
  const texts = prose()
  const slip = SubmissionSlip.parse({
    title: titles()[0],
    paragraphs: Array.from({ length: paragraphs }, (_, index) => texts[index % texts.length]),
    unit: '阳谷县自然资源和规划局',
    submittedOn: '2023-06-12',
    category: '动态',
    bulletin: '聊城自然资源和规划信息',
    attachments: ['现场照片说明', '数据表'],
  })
  return writePaper(submissionSlipBlocks(slip), submissionSlipMeta(slip))
}
