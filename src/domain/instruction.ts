import { z } from 'zod'
import { after, type Life, stepsFrom } from './life.ts'

/** 批示: 登记 → 转办 → 反馈 → 办结. */
export const InstructionState = z.enum(['recorded', 'passed-on', 'answered', 'settled'])
export type InstructionState = z.infer<typeof InstructionState>
export const InstructionStep = z.enum(['pass-on', 'answer', 'settle'])
export type InstructionStep = z.infer<typeof InstructionStep>

const LIFE: Life<InstructionState, InstructionStep> = {
  'pass-on': { from: ['recorded', 'answered'], to: 'passed-on' },
  answer: { from: ['passed-on'], to: 'answered' },
  settle: { from: ['recorded', 'passed-on', 'answered'], to: 'settled' },
}

export const INSTRUCTION_STATE_WORDS: Readonly<Record<InstructionState, string>> = {
  recorded: '已登记',
  'passed-on': '已转办',
  answered: '已反馈',
  settled: '已办结',
}
export const INSTRUCTION_STEP_WORDS: Readonly<Record<InstructionStep, string>> = {
  'pass-on': '转办',
  answer: '反馈',
  settle: '办结',
}

/** The state after a step; refuses `step-not-allowed`. */
export const instructionAfter = (state: InstructionState, step: InstructionStep): InstructionState =>
  after(LIFE, state, step, { states: INSTRUCTION_STATE_WORDS, steps: INSTRUCTION_STEP_WORDS })

export const instructionSteps = (state: InstructionState): InstructionStep[] =>
  stepsFrom(LIFE, InstructionStep.options, state)
