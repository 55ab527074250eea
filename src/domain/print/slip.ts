import { z } from 'zod'
import { LocalDate } from '../calendar.ts'
import type { FormRow, PrintBlock } from './block.ts'
import { type PaperMeta, printedDay } from './meta.ts'

/** The two forms that go with texts, one page each: 约稿通知单 goes down to the units, 报送单 comes up with an article. */

const LINE_MAX = 200
const TEXT_MAX = 20_000

const line = z.string().trim().max(LINE_MAX).default('')
const text = z.string().trim().max(TEXT_MAX).default('')

/** 约稿通知单: what is wanted, by whom, of whom, by when, and how to hand it in. Empty fields stay open to be filled by hand. */
export const CommissionSlip = z.object({
  /** 编号; '' for none. */
  number: line,
  /** 来源: 市政府办公室, 省厅 */
  source: line,
  title: z.string().trim().min(1).max(LINE_MAX),
  /** 内容和撰写要求 */
  requirements: text,
  /** 数据与案例要求 */
  evidence: text,
  /** 任务书, one line a slot; none where there is none. */
  slots: z.array(z.string().trim().min(1).max(400)).max(30).default([]),
  /** 承办单位 */
  units: z.array(z.string().trim().min(1).max(60)).max(2000).default([]),
  dueOn: LocalDate,
  /** The hour of the day: 17时前 */
  dueAt: line,
  /** 报送方式 */
  channel: line,
  contact: line,
  phone: line,
  issuer: z.string().trim().min(1).max(LINE_MAX),
  issuedOn: LocalDate,
})
export type CommissionSlip = z.infer<typeof CommissionSlip>

/** 信息类别 a sender may tick. */
export const SubmissionCategory = z.enum(['动态', '经验', '问题', '建议', '约稿'])
export type SubmissionCategory = z.infer<typeof SubmissionCategory>

/** 报送单: who sends which text and who answers for it. Secret matter must not be sent, so there is no field for a 密级. */
export const SubmissionSlip = z.object({
  title: z.string().trim().min(1).max(LINE_MAX),
  paragraphs: z.array(z.string().trim().min(1).max(TEXT_MAX)).max(500),
  unit: z.string().trim().min(1).max(LINE_MAX),
  submittedOn: LocalDate.nullable().default(null),
  /** 报送员 */
  correspondent: line,
  correspondentPhone: line,
  /** 责任编辑 */
  editor: line,
  /** 签发领导 */
  signer: line,
  signerPhone: line,
  category: SubmissionCategory.nullable().default(null),
  /** 预选刊物 */
  bulletin: line,
  /** 对应约稿 */
  commission: line,
  attachments: z.array(z.string().trim().min(1).max(LINE_MAX)).max(50).default([]),
})
export type SubmissionSlip = z.infer<typeof SubmissionSlip>

const one = (label: string, words: string): FormRow => ({ cells: [{ label, text: words }] })
const two = (label: string, words: string, label2: string, words2: string): FormRow => ({
  cells: [
    { label, text: words },
    { label: label2, text: words2 },
  ],
})
const tall = (label: string, words: string): FormRow => ({ ...one(label, words), tall: true })

/** 信息科 0635-1234567 → the name and the telephone that ends it; a name alone has none. */
export function contactOf(written: string): { readonly contact: string; readonly phone: string } {
  const found = /^(.*?)[\s，,：:]*(\d[\d\s－—()（）-]{5,})$/u.exec(written.trim())
  return { contact: found?.[1] ?? written.trim(), phone: found?.[2]?.trim() ?? '' }
}

/** A commission slip → its printed blocks. */
export function commissionSlipBlocks(slip: CommissionSlip): PrintBlock[] {
  return [
    { kind: 'paragraph', role: 'title', text: '约稿通知单' },
    {
      kind: 'edges',
      left: slip.issuer,
      right: slip.number === '' ? printedDay(slip.issuedOn) : `编号：${slip.number}`,
    },
    {
      kind: 'form',
      rows: [
        two('约稿来源', slip.source, '通知日期', printedDay(slip.issuedOn)),
        one('题　　目', slip.title),
        tall('内容和\n撰写要求', slip.requirements),
        ...(slip.slots.length > 0 && slip.evidence === '' ? [] : [tall('数据与\n案例要求', slip.evidence)]),
        ...(slip.slots.length === 0 ? [] : [taskRow(slip.slots)]),
        one('承办单位', slip.units.join('、')),
        one('报送时限', `${printedDay(slip.dueOn)}${slip.dueAt}`),
        one('报送方式', slip.channel),
        two('联 系 人', slip.contact, '电　　话', slip.phone),
      ],
    },
    { kind: 'paragraph', role: 'note', text: `注：请按时限报送；不能按时完成的，请提前与联系人沟通。${NO_SECRETS}` },
  ]
}

/** 任务书 as a numbered list; too long for the form it follows on a page of its own. */
const taskRow = (slots: readonly string[]): FormRow => ({
  ...tall('任 务 书', [...slots.map((words, index) => `${index + 1}.${words}`), NONE_IS_AN_ANSWER].join('\n')),
  overflow: { instead: `（共${slots.length}项，附后）`, title: '约稿任务书' },
})

const NONE_IS_AN_ANSWER = '（请逐项填报；本地没有的，选“本地无此项”并说明。）'

/** A submission slip → its printed blocks. A text too long for the form follows it. */
export function submissionSlipBlocks(slip: SubmissionSlip): PrintBlock[] {
  const body = slip.paragraphs.join('\n')
  const characters = Array.from(body.replace(/\s/g, '')).length
  return [
    { kind: 'paragraph', role: 'title', text: '信息报送单' },
    {
      kind: 'edges',
      left: `报送单位：${slip.unit}`,
      right: slip.submittedOn === null ? '　　年　　月　　日' : printedDay(slip.submittedOn),
    },
    {
      kind: 'form',
      rows: [
        one('标　　题', slip.title),
        { ...tall('正　　文', body), overflow: { instead: `（正文共${characters}字，附后）`, title: slip.title } },
        one('信息类别', ticked(slip.category)),
        two('预选刊物', slip.bulletin, '对应约稿', slip.commission),
        one('附　　件', slip.attachments.map((name, index) => `${index + 1}.${name}`).join('\n')),
        two('报 送 员', slip.correspondent, '电　　话', slip.correspondentPhone),
        one('责任编辑', slip.editor),
        two('签发领导', slip.signer, '电　　话', slip.signerPhone),
      ],
    },
    { kind: 'paragraph', role: 'note', text: `注：${NO_SECRETS}` },
  ]
}

const NO_SECRETS = '严禁录入涉密内容。'

const ticked = (category: SubmissionCategory | null): string =>
  SubmissionCategory.options.map(option => `${option === category ? '☑' : '□'}${option}`).join('　')

/** The properties of a commission slip's file. */
export const commissionSlipMeta = (slip: CommissionSlip): PaperMeta => ({
  title: `约稿通知单：${slip.title}`,
  issuer: slip.issuer,
  issuedOn: slip.issuedOn,
  subject: '约稿通知单',
  keywords: '政务信息;约稿',
})

/** The properties of a submission slip's file. */
export const submissionSlipMeta = (slip: SubmissionSlip): PaperMeta => ({
  title: `信息报送单：${slip.title}`,
  issuer: slip.unit,
  issuedOn: slip.submittedOn,
  subject: '信息报送单',
  keywords: '政务信息;报送',
})
