import { z } from 'zod'
import type { LocalDate } from './calendar.ts'
import { after, type Life, stepsFrom } from './life.ts'
import { Problem } from './problems.ts'

/**
 * 约稿 at one unit: 已下达 → 已签收 → 办理中 → 已反馈, or 免报. One commission goes to many units and has many replies; what the office does with
 * them together (汇总 → 上报 → 采用) is the commission's own life.
 */
export const AssignmentState = z.enum(['issued', 'signed', 'working', 'replied', 'exempt'])
export type AssignmentState = z.infer<typeof AssignmentState>
export const AssignmentStep = z.enum(['sign', 'start', 'reply', 'reopen', 'exempt'])
export type AssignmentStep = z.infer<typeof AssignmentStep>

const ASSIGNMENT: Life<AssignmentState, AssignmentStep> = {
  sign: { from: ['issued'], to: 'signed' },
  start: { from: ['issued', 'signed'], to: 'working' },
  // A second reply is a new version of the answer, not an error.
  reply: { from: ['issued', 'signed', 'working', 'replied'], to: 'replied' },
  reopen: { from: ['replied', 'exempt'], to: 'working' },
  exempt: { from: ['issued', 'signed', 'working'], to: 'exempt' },
}

export const CommissionState = z.enum(['drafting', 'issued', 'collected', 'sent-up', 'adopted', 'closed'])
export type CommissionState = z.infer<typeof CommissionState>
export const CommissionStep = z.enum(['issue', 'collect', 'send-up', 'adopt', 'close'])
export type CommissionStep = z.infer<typeof CommissionStep>

const COMMISSION: Life<CommissionState, CommissionStep> = {
  issue: { from: ['drafting'], to: 'issued' },
  collect: { from: ['issued'], to: 'collected' },
  'send-up': { from: ['issued', 'collected'], to: 'sent-up' },
  // What is above may adopt several times, and asks nobody here about the order.
  adopt: { from: ['issued', 'collected', 'sent-up', 'adopted'], to: 'adopted' },
  close: { from: ['issued', 'collected', 'sent-up', 'adopted'], to: 'closed' },
}

export const ASSIGNMENT_STATE_WORDS: Readonly<Record<AssignmentState, string>> = {
  issued: '已下达',
  signed: '已签收',
  working: '办理中',
  replied: '已反馈',
  exempt: '免报',
}
export const ASSIGNMENT_STEP_WORDS: Readonly<Record<AssignmentStep, string>> = {
  sign: '签收',
  start: '开始办理',
  reply: '反馈',
  reopen: '重新办理',
  exempt: '免报',
}
export const COMMISSION_STATE_WORDS: Readonly<Record<CommissionState, string>> = {
  drafting: '起草',
  issued: '已下达',
  collected: '已汇总',
  'sent-up': '已上报',
  adopted: '已采用',
  closed: '已办结',
}
export const COMMISSION_STEP_WORDS: Readonly<Record<CommissionStep, string>> = {
  issue: '下达',
  collect: '汇总',
  'send-up': '上报',
  adopt: '登记采用',
  close: '办结',
}

/** The state of a unit's assignment after a step; refuses `step-not-allowed`. */
export const assignmentAfter = (state: AssignmentState, step: AssignmentStep): AssignmentState =>
  after(ASSIGNMENT, state, step, { states: ASSIGNMENT_STATE_WORDS, steps: ASSIGNMENT_STEP_WORDS })

/** The state of the commission after a step; refuses `step-not-allowed`. */
export const commissionAfter = (state: CommissionState, step: CommissionStep): CommissionState =>
  after(COMMISSION, state, step, { states: COMMISSION_STATE_WORDS, steps: COMMISSION_STEP_WORDS })

export const commissionSteps = (state: CommissionState): CommissionStep[] =>
  stepsFrom(COMMISSION, CommissionStep.options, state)

/** A unit owes an answer: it was asked, has neither replied nor been let off, and its day has passed. */
export const isLate = (state: AssignmentState, dueOn: LocalDate | null, today: LocalDate): boolean =>
  dueOn !== null && today > dueOn && awaitsReply(state)

/** What a unit may do next with its assignment; letting it off is the office's. */
export const assignmentSteps = (state: AssignmentState): AssignmentStep[] =>
  stepsFrom(ASSIGNMENT, AssignmentStep.options, state).filter(step => step !== 'exempt')

/** True while units may answer: it was issued and is not settled yet. */
export const isRunning = (state: CommissionState): boolean => state !== 'drafting' && state !== 'closed'

/** True while a unit still owes its answer. */
export const awaitsReply = (state: AssignmentState): boolean => state !== 'replied' && state !== 'exempt'

/** What a reply counts as by its day: 已报送, or 迟报 after the unit's own deadline. Never both, so that rules may pay or fine each. */
export const replyStatus = (dueOn: LocalDate | null, on: LocalDate): 'submitted' | 'late' =>
  dueOn !== null && on > dueOn ? 'late' : 'submitted'

/** Refuses a deadline for units that is later than the one from above: what comes in then cannot go up in time. */
export function assertWithin(dueOn: LocalDate | null, upperDueOn: LocalDate | null): void {
  if (dueOn !== null && upperDueOn !== null && dueOn > upperDueOn)
    throw new Problem('invalid-input', { reason: `给单位的时限不能晚于上级时限 ${upperDueOn}` })
}
