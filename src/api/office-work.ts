import { z } from 'zod'
import { Instant, LocalDate, Period } from '../domain/calendar.ts'
import { PeriodState, UnitId } from '../domain/model.ts'
import { Points } from '../domain/points.ts'
import { command, done, looking, nothing, page, query, Sm3, total, version } from './endpoint.ts'
import { Finding } from './finding.ts'

/** A unit whose place in its group moves: before, and now with what the month gives. */
export const Move = z.object({
  group: z.string(),
  unit: UnitId,
  name: z.string(),
  before: z.number().int().nullable(),
  now: z.number().int(),
  month: Points,
  year: Points,
})
export type Move = z.infer<typeof Move>

export const Answer = z.enum(['mend', 'true', 'ignore'])
const Answered = z.object({ answer: Answer, note: z.string(), by: z.string(), at: Instant })

export const Correction = z.object({ at: Instant, by: z.string(), text: z.string(), changes: z.array(z.string()) })
export type Correction = z.infer<typeof Correction>

/** 通报: 试算 → 核对 → 送审 → 签发 → 印发 → 封账, beside the composed value of `notice.compose`. */
export const NoticeWork = z.object({
  period: Period,
  stage: z.enum(['rehearsal', 'checking', 'in-review', 'signed', 'issued']),
  version: z.number().int(),
  /** Paragraphs of the prose; numbers are bound as {name} and cannot be typed. */
  sentences: z.array(
    z.object({
      key: z.string(),
      template: z.string(),
      shown: z.string(),
      edited: z.boolean(),
      slots: z.array(z.object({ name: z.string(), shown: z.string() })),
    }),
  ),
  /** Findings with what was answered; an answer holds for the very words it was given to. */
  findings: z.array(Finding.extend({ key: z.string(), answer: Answered.nullable() })),
  /** Keys of findings that have to be mended or answered before the notice goes on. */
  open: z.array(z.string()),
  preparedBy: z.string().nullable(),
  signedBy: z.string().nullable(),
  /** Whether the asker is the one who prepared it, and so cannot sign it. */
  prepared: z.boolean(),
  /** Why it came back from signing, until it is sent there again. */
  returned: z.object({ comment: z.string(), by: z.string(), at: Instant }).nullable(),
  /** The words, names or titles are not those that were signed: it has to go back. */
  changedSinceSigned: z.boolean(),
  /** What changed since the asker looked last; empty at the first look. */
  changes: z.array(z.string()),
  lookedAt: Instant.nullable(),
  /** What is seen now; `notice.seen` says it back. */
  seen: Sm3,
  moves: z.array(Move),
  readers: z.object({ read: z.number().int(), of: z.number().int(), unread: z.array(z.string()) }),
  corrections: z.array(Correction),
  pdf: z.object({ available: z.boolean(), sentence: z.string() }),
})
export type NoticeWork = z.infer<typeof NoticeWork>

const Todo = z.object({
  kind: z.string(),
  text: z.string(),
  count: z.number().int(),
  /** Since when it waits; of 已办, when it was done. */
  since: Instant.nullable(),
  urgent: z.boolean(),
  /** Where it is done, with its filters; '' where there is nothing to go to. */
  to: z.string(),
})
export type Todo = z.infer<typeof Todo>

export const NOTICE_API = {
  'notice.work': query('通报办理：文句、核对答复、送审签发', z.strictObject({ period: Period }), NoticeWork),
  'notice.sentences': command(
    '改通报文句；数字绑定，不能手改',
    z.strictObject({
      period: Period,
      version,
      sentences: z.array(z.strictObject({ key: z.string().max(40), template: z.string().max(3000) })).max(40),
      /** Compose later months in the same words. */
      keep: z.boolean().default(false),
    }),
    NoticeWork,
  ),
  'notice.answer': command(
    '答复一条核对问题',
    z.strictObject({
      period: Period,
      finding: Sm3,
      answer: Answer,
      note: z.string().trim().max(500),
    }),
    NoticeWork,
  ),
  'notice.step': command(
    '送审、退回、签发（须另一人）',
    z.strictObject({
      period: Period,
      version,
      step: z.enum(['send-to-review', 'send-back', 'sign']),
      comment: z.string().trim().max(500),
    }),
    NoticeWork,
  ),
  'notice.seen': looking(
    '已阅：下次看时指出其间的变化',
    z.strictObject({ period: Period, seen: Sm3.optional() }),
    done,
  ),
  'notice.correct': command(
    '更正通报',
    z.strictObject({ period: Period, text: z.string().trim().min(1).max(3000) }),
    NoticeWork,
  ),
} as const

/** One plain address: what a mail program would read otherwise is refused. */
export const MailAddress = z
  .string()
  .trim()
  .max(120)
  .regex(/^$|^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/)

const MailSettings = z.object({
  address: z.string(),
  digest: z.boolean(),
  /** Whether this installation sends mail at all. */
  available: z.boolean(),
})

export const OFFICE_API = {
  'period.rehearse': query(
    '月结试算：谁升谁降、未处理的稿件、逾期约稿、疑似重复',
    z.strictObject({ period: Period }),
    z.object({
      moves: z.array(Move),
      undecided: z.number().int(),
      overdueCommissions: z.number().int(),
      duplicates: z.array(z.object({ titles: z.array(z.string()) })),
      entries: z.number().int(),
    }),
  ),
  'todo.list': query(
    '待办和已办',
    z.strictObject({ done: z.boolean().optional(), ...page }),
    z.object({ todos: z.array(Todo), ...total }),
  ),
  'message.list': query(
    '站内消息',
    z.strictObject({ ...page }),
    z.object({
      messages: z.array(z.object({ id: z.string(), at: Instant, text: z.string(), to: z.string(), read: z.boolean() })),
      ...total,
      unread: z.number().int(),
    }),
  ),
  'message.settings': query('自己的邮件提醒', nothing, MailSettings),
  'message.set': command(
    '改自己的邮件提醒',
    z.strictObject({ address: MailAddress, digest: z.boolean() }),
    MailSettings,
  ),
  'message.read': looking(
    '消息标为已读',
    z.strictObject({ messages: z.array(z.string().max(60)).min(1).max(200) }),
    done,
  ),
  'search.find': query(
    '检索稿件、刊物、约稿、通报',
    z.strictObject({
      text: z.string().trim().min(1).max(80),
      kinds: z.array(z.enum(['article', 'issue', 'commission', 'notice'])).optional(),
      from: LocalDate.optional(),
      to: LocalDate.optional(),
      ...page,
    }),
    z.object({
      hits: z.array(
        z.object({
          kind: z.enum(['article', 'issue', 'commission', 'notice']),
          id: z.string(),
          title: z.string(),
          titleMarks: z.array(z.tuple([z.number().int(), z.number().int()])),
          excerpt: z.string(),
          marks: z.array(z.tuple([z.number().int(), z.number().int()])),
          on: LocalDate.nullable(),
          units: z.array(z.string()),
          to: z.string(),
        }),
      ),
      ...total,
    }),
  ),
  'unit.own': query(
    '本单位本月：分数、名次、缘由、还差什么',
    z.strictObject({ period: Period }),
    z.object({
      period: Period,
      unit: UnitId,
      name: z.string(),
      state: PeriodState,
      month: Points,
      yearTotal: Points,
      rank: z.number().int(),
      before: z.number().int().nullable(),
      of: z.number().int(),
      group: z.string(),
      daysLeft: z.number().int(),
      missing: z.array(z.string()),
      openCommissions: z.array(
        z.object({ id: z.string(), title: z.string(), dueOn: LocalDate.nullable(), late: z.boolean() }),
      ),
    }),
  ),
} as const
