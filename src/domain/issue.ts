import { z } from 'zod'
import { after, type Life, stepsFrom } from './life.ts'

/** 刊物一期: 组稿 → 送审 → 签发 → 已印发 → 更正 or 停发. Who signs is another person than who sent it. */
export const IssueState = z.enum(['gathering', 'in-review', 'signed', 'printed', 'stopped'])
export type IssueState = z.infer<typeof IssueState>
export const IssueStep = z.enum(['send-to-review', 'send-back', 'sign', 'print', 'correct', 'stop'])
export type IssueStep = z.infer<typeof IssueStep>

const LIFE: Life<IssueState, IssueStep> = {
  'send-to-review': { from: ['gathering'], to: 'in-review' },
  'send-back': { from: ['in-review', 'signed'], to: 'gathering' },
  sign: { from: ['in-review'], to: 'signed' },
  print: { from: ['signed'], to: 'printed' },
  // A correction leaves the printed issue printed: it is a note of its own, with what was wrong and what is right.
  correct: { from: ['printed'], to: 'printed' },
  stop: { from: ['printed'], to: 'stopped' },
}

export const ISSUE_STATE_WORDS: Readonly<Record<IssueState, string>> = {
  gathering: '组稿',
  'in-review': '送审',
  signed: '已签发',
  printed: '已印发',
  stopped: '已停发',
}
export const ISSUE_STEP_WORDS: Readonly<Record<IssueStep, string>> = {
  'send-to-review': '送审',
  'send-back': '退回组稿',
  sign: '签发',
  print: '印发',
  correct: '更正',
  stop: '停发',
}

/** The state after a step; refuses `step-not-allowed` with both in words. */
export const issueAfter = (state: IssueState, step: IssueStep): IssueState =>
  after(LIFE, state, step, { states: ISSUE_STATE_WORDS, steps: ISSUE_STEP_WORDS })

export const issueSteps = (state: IssueState): IssueStep[] => stepsFrom(LIFE, IssueStep.options, state)

/** A column of a bulletin and the kind its items count as; an office may add columns that count as neither. */
export const BulletinColumn = z.strictObject({
  key: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: z.string().trim().min(1).max(20),
  kind: z.enum(['report', 'brief']).nullable(),
})
export type BulletinColumn = z.infer<typeof BulletinColumn>

/** 信息 and 【简讯】: what a new bulletin starts with. */
export const USUAL_COLUMNS: readonly BulletinColumn[] = [
  { key: 'report', name: '信息', kind: 'report' },
  { key: 'brief', name: '简讯', kind: 'brief' },
]
