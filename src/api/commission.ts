import { z } from 'zod'
import { Instant, LocalDate, Period } from '../domain/calendar.ts'
import { Answers, Slot, Slots } from '../domain/commission/slots.ts'
import { AssignmentState, AssignmentStep, CommissionState, CommissionStep } from '../domain/commission.ts'
import { ArticleId, CommissionId, CommissionStatus, FactId, Level, Name, Reason, UnitId } from '../domain/model.ts'
import { RichText } from '../domain/rich-text.ts'
import { command, page, query, total, UnitRef, version } from './endpoint.ts'

/** What the answer must hold: a figure, a case, a list. */
export const Material = z.strictObject({
  kind: z.enum(['figure', 'case', 'other']),
  text: z.string().trim().min(1).max(200),
})

const Row = z.object({
  id: CommissionId,
  title: z.string(),
  source: z.string(),
  level: Level,
  state: CommissionState,
  upperDueOn: LocalDate.nullable(),
  dueOn: LocalDate.nullable(),
  asked: z.number().int(),
  signed: z.number().int(),
  replied: z.number().int(),
  /** Units whose day has passed without an answer. */
  late: z.number().int(),
  /** How the asker's own unit stands; null for the office, and where it was only credited. */
  own: z.object({ state: AssignmentState, dueOn: LocalDate.nullable(), late: z.boolean() }).nullable(),
  version: z.number().int(),
})
export type CommissionRow = z.infer<typeof Row>

const Assignment = z.object({
  unit: UnitId,
  name: z.string(),
  state: AssignmentState,
  dueOn: LocalDate.nullable(),
  late: z.boolean(),
  signedAt: Instant.nullable(),
  repliedAt: Instant.nullable(),
  urged: z.number().int(),
  reason: z.string(),
  replies: z.array(z.object({ article: ArticleId, title: z.string(), at: Instant, adopted: z.boolean() })),
  /** What it counted as so far, in the order of recording; what was taken back is left out. */
  counted: z.array(z.object({ fact: FactId, status: CommissionStatus, on: LocalDate })),
})
export const CommissionDetail = Row.extend({
  requirements: z.string(),
  materials: z.array(Material),
  /** 任务书: what is asked of each unit one by one. */
  slots: z.array(Slot),
  contact: z.string(),
  /** When units were asked; null before. */
  issuedAt: Instant.nullable(),
  assignments: z.array(Assignment),
  events: z.array(z.object({ at: Instant, by: z.string(), step: z.string(), unit: z.string(), comment: z.string() })),
  steps: z.array(CommissionStep),
  /** What the asker's own unit may do next; empty for the office. */
  ownSteps: z.array(AssignmentStep),
})
export type CommissionDetail = z.infer<typeof CommissionDetail>

const fields = {
  title: z.string().trim().min(1).max(300),
  source: Name,
  level: Level,
  upperDueOn: LocalDate.nullable(),
  dueOn: LocalDate.nullable(),
  requirements: z.string().max(5000),
  materials: z.array(Material).max(50),
  /** Left out: as they are. */
  slots: Slots.optional(),
  contact: z.string().max(200),
  units: z.array(UnitId).max(500),
}
const SlotCell = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('missing') }),
  z.object({ kind: z.literal('none'), reason: z.string() }),
  z.object({ kind: z.literal('answered'), text: z.string(), value: z.string().nullable() }),
])
const SlotTotal = z.object({
  answered: z.number().int(),
  none: z.number().int(),
  missing: z.number().int(),
  sum: z.string().nullable(),
})
/** What every unit sent to each slot; one cell a slot, in the order of the slots. */
export const SlotTable = z.object({
  slots: z.array(Slot),
  rows: z.array(
    z.object({
      unit: UnitId,
      name: z.string(),
      state: AssignmentState,
      /** Its reply is an article it only signed: who wrote it, with whose answers it is. */
      with: z.string().nullable(),
      sentAt: Instant.nullable(),
      note: z.string(),
      cells: z.array(SlotCell),
      missing: z.number().int(),
    }),
  ),
  totals: z.array(SlotTotal),
})
export type SlotTable = z.infer<typeof SlotTable>

const Stood = z.object({ commission: CommissionId, state: CommissionState, version: z.number().int() })
const at = { commission: CommissionId, unit: UnitId }

export const COMMISSION_API = {
  'commission.table': query(
    '约稿一览',
    z.strictObject({
      states: z.array(CommissionState).optional(),
      period: Period.optional(),
      text: z.string().max(80).optional(),
      /** `due`: what is still open first, the earliest deadline on top. */
      sort: z.enum(['due', 'newest']).optional(),
      ...page,
    }),
    z.object({ commissions: z.array(Row), ...total }),
  ),
  'commission.get': query(
    '一次约稿：要求、各单位办理情况、全部反馈',
    z.strictObject({ commission: CommissionId }),
    CommissionDetail,
  ),
  'commission.save': command(
    '起草或修改约稿',
    z.strictObject({ commission: CommissionId.optional(), version: version.optional(), ...fields }),
    Stood,
  ),
  'commission.step': command(
    '下达、汇总、上报、登记采用、办结',
    z.strictObject({
      commission: CommissionId,
      version,
      step: CommissionStep,
      on: LocalDate.nullable(),
      adopted: z.array(z.strictObject({ unit: UnitId, article: ArticleId.nullable() })).max(500),
      comment: z.string().max(500),
    }),
    Stood.extend({ posting: Period.nullable(), late: z.boolean() }),
  ),
  'assignment.step': command(
    '单位签收、开始办理、重新办理',
    z.strictObject({ ...at, step: z.enum(['sign', 'start', 'reopen']) }),
    z.object({ unit: UnitId, state: AssignmentState }),
  ),
  'assignment.reply': command(
    '以一篇稿件反馈约稿',
    z.strictObject({ ...at, article: ArticleId, note: z.string().max(500).optional() }),
    z.object({ unit: UnitId, state: AssignmentState }),
  ),
  'assignment.sheet': query(
    '本单位的任务书填报',
    z.strictObject(at),
    z.object({
      title: z.string(),
      requirements: z.string(),
      slots: z.array(Slot),
      answers: Answers,
      note: z.string(),
      /** 0 before anything was kept. */
      version: z.number().int(),
      savedAt: Instant.nullable(),
      sentAt: Instant.nullable(),
      /** The last reply, whose text the answers are tied to once it was handed in. */
      reply: z.object({ article: ArticleId, title: z.string(), body: RichText }).nullable(),
    }),
  ),
  'assignment.fill': command(
    '填任务书：先存着，或在反馈之后补报',
    z.strictObject({
      ...at,
      version: z.number().int().min(0),
      answers: Answers,
      note: z.string().max(500),
      send: z.boolean(),
    }),
    z.object({ version: z.number().int(), savedAt: Instant, sentAt: Instant.nullable() }),
  ),
  'assignment.exempt': command(
    '免报',
    z.strictObject({ ...at, reason: Reason }),
    z.object({ unit: UnitId, state: AssignmentState }),
  ),
  'assignment.extend': command(
    '延期',
    z.strictObject({ ...at, dueOn: LocalDate, reason: Reason }),
    z.object({ unit: UnitId, dueOn: LocalDate }),
  ),
  'assignment.urge': command(
    '催办：一个、几个或全部未反馈的单位',
    z.strictObject({ commission: CommissionId, units: z.array(UnitId).min(1).max(500) }),
    z.object({ urged: z.number().int() }),
  ),
  'commission.slots': query('各单位任务书汇成一表', z.strictObject({ commission: CommissionId }), SlotTable),
  'commission.draft': query(
    '由任务书汇成一篇合稿的草稿',
    z.strictObject({ commission: CommissionId }),
    z.object({
      title: z.string(),
      body: RichText,
      /** The replies it is made of, as 合稿 takes them. */
      sources: z.array(
        z.object({ article: ArticleId, version: z.number().int(), title: z.string(), units: z.array(z.string()) }),
      ),
      /** Units whose reply cannot go into a 合稿, and why. */
      left: z.array(z.object({ name: z.string(), why: z.string() })),
    }),
  ),
  'commission.replies': query(
    '全部反馈汇成一表',
    z.strictObject({ commission: CommissionId }),
    z.object({
      replies: z.array(z.object({ unit: UnitRef, article: ArticleId, title: z.string(), body: RichText, at: Instant })),
    }),
  ),
} as const
