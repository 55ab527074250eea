import { z } from 'zod'
import { after, type Life, stepsFrom } from './life.ts'

/**
 * The life of a letter (来信): what came by mail until a person decides what it is. Only `stored` has articles; a letter by itself never
 * scores (MAIL-05). `arrived` is kept and not read yet.
 */
export const LetterState = z.enum(['arrived', 'linked', 'unclaimed', 'quarantined', 'stored', 'aside'])
export type LetterState = z.infer<typeof LetterState>

/** What reading a letter makes of it; everything else is decided by people. */
export const LetterVerdict = LetterState.extract(['linked', 'unclaimed', 'quarantined'])
export type LetterVerdict = z.infer<typeof LetterVerdict>

export const LetterStep = z.enum(['claim', 'confirm', 'decline', 'release', 'set-aside'])
export type LetterStep = z.infer<typeof LetterStep>

const LIFE: Life<LetterState, LetterStep> = {
  // Also from one unit to another, as long as neither has confirmed.
  claim: { from: ['unclaimed', 'linked'], to: 'linked' },
  confirm: { from: ['linked', 'unclaimed'], to: 'stored' },
  // The unit says that it did not send this: somebody wrote in its name.
  decline: { from: ['linked'], to: 'quarantined' },
  release: { from: ['quarantined', 'aside'], to: 'unclaimed' },
  'set-aside': { from: ['unclaimed', 'linked', 'quarantined'], to: 'aside' },
}

export const LETTER_STATE_WORDS: Readonly<Record<LetterState, string>> = {
  arrived: '待读取',
  linked: '待确认',
  unclaimed: '待认领',
  quarantined: '隔离',
  stored: '已入库',
  aside: '已搁置',
}

export const LETTER_STEP_WORDS: Readonly<Record<LetterStep, string>> = {
  claim: '认领',
  confirm: '确认入库',
  decline: '否认',
  release: '解除隔离',
  'set-aside': '搁置',
}

/** The state after a step; refuses `step-not-allowed` with both in words. */
export const letterAfter = (state: LetterState, step: LetterStep): LetterState =>
  after(LIFE, state, step, { states: LETTER_STATE_WORDS, steps: LETTER_STEP_WORDS })

/** What may be done next with a letter in a state, whoever does it. */
export const letterSteps = (state: LetterState): LetterStep[] => stepsFrom(LIFE, LetterStep.options, state)
