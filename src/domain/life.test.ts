import { describe, expect, it } from 'vitest'
import {
  ArticleState,
  ArticleStep,
  articleAfter,
  articleSteps,
  awaitsDecision,
  isEnded,
  isWritable,
  NEEDS_REASON,
  STATE_WORDS,
  STEP_WORDS,
} from './article.ts'
import { localDate } from './calendar.ts'
import {
  AssignmentStep,
  assignmentAfter,
  CommissionState,
  CommissionStep,
  commissionAfter,
  isLate,
} from './commission.ts'
import { InstructionState, instructionAfter, instructionSteps } from './instruction.ts'
import { IssueState, IssueStep, issueAfter, issueSteps } from './issue.ts'
import { Problem } from './problems.ts'

/** Every step from every state: where it leads, or 'no'. What a life allows is read here and nowhere else. */
function grid<State extends string, Step extends string>(
  states: readonly State[],
  steps: readonly Step[],
  next: (state: State, step: Step) => State,
): Record<string, string> {
  return Object.fromEntries(
    states.map(state => [
      state,
      steps
        .flatMap(step => {
          try {
            return [`${step}→${next(state, step)}`]
          } catch (error) {
            if (!(error instanceof Problem) || error.code !== 'step-not-allowed') throw error
            return []
          }
        })
        .join(' '),
    ]),
  )
}

describe('the life of an article', () => {
  it('allows these steps and no others', () => {
    expect(grid(ArticleState.options, ArticleStep.options, articleAfter)).toEqual({
      draft: 'hand-in→submitted send-to-review→in-review',
      'in-review': 'hand-in→submitted send-back→draft withdraw→withdrawn',
      submitted:
        'withdraw→withdrawn receive→received shortlist→shortlisted keep→kept adopt→adopted merge→merged return→returned reject→rejected leave-unused→unused',
      received:
        'shortlist→shortlisted keep→kept adopt→adopted merge→merged return→returned reject→rejected leave-unused→unused dissolve→unused',
      shortlisted:
        'keep→kept adopt→adopted merge→merged return→returned reject→rejected leave-unused→unused dissolve→unused',
      kept: 'shortlist→shortlisted adopt→adopted merge→merged return→returned reject→rejected leave-unused→unused dissolve→unused',
      adopted: 'dissolve→unused publish→published',
      merged: 'unmerge→received publish→published',
      published: 'unpublish→adopted',
      returned: 'hand-in→submitted send-to-review→in-review',
      withdrawn: 'resume→draft',
      rejected: '',
      unused: 'adopt→adopted merge→merged',
    })
  })

  it('tells in words what was not possible', () => {
    expect(() => articleAfter('rejected', 'adopt')).toThrow(
      expect.objectContaining({ code: 'step-not-allowed', params: { state: '退稿', step: '采用' } }),
    )
  })

  it('lists for a state just what it allows', () => {
    for (const state of ArticleState.options) {
      for (const step of articleSteps(state)) expect(() => articleAfter(state, step)).not.toThrow()
    }
    expect(articleSteps('withdrawn')).toEqual(['resume'])
  })

  it('lets a unit write only before the office has it, and calls no state both waiting and ended', () => {
    expect(ArticleState.options.filter(isWritable)).toEqual(['draft', 'returned'])
    expect(ArticleState.options.filter(state => awaitsDecision(state) && isEnded(state))).toEqual([])
  })

  it('has a word for every state and step, and a reason for what goes against a unit', () => {
    expect(new Set(Object.values(STATE_WORDS)).size).toBe(ArticleState.options.length)
    expect(new Set(Object.values(STEP_WORDS)).size).toBe(ArticleStep.options.length)
    expect(NEEDS_REASON).toContain('return')
  })
})

it('leads an issue from gathering to print, and never prints what was not signed', () => {
  expect(grid(IssueState.options, IssueStep.options, issueAfter)).toEqual({
    gathering: 'send-to-review→in-review',
    'in-review': 'send-back→gathering sign→signed',
    signed: 'send-back→gathering print→printed',
    printed: 'correct→printed stop→stopped',
    stopped: '',
  })
  expect(issueSteps('signed')).toEqual(['send-back', 'print'])
})

it('leads a commission and its assignments, each with a life of its own', () => {
  expect(grid(CommissionState.options, CommissionStep.options, commissionAfter)).toEqual({
    drafting: 'issue→issued',
    issued: 'collect→collected send-up→sent-up adopt→adopted close→closed',
    collected: 'send-up→sent-up adopt→adopted close→closed',
    'sent-up': 'adopt→adopted close→closed',
    adopted: 'adopt→adopted close→closed',
    closed: '',
  })
  expect(AssignmentStep.options.filter(step => canStep(() => assignmentAfter('replied', step)))).toEqual([
    'reply',
    'reopen',
  ])
})

it.each([
  ['issued', '2023-07-10', '2023-07-10', false],
  ['issued', '2023-07-10', '2023-07-11', true],
  ['replied', '2023-07-10', '2023-07-11', false],
  ['exempt', '2023-07-10', '2023-07-11', false],
  ['working', null, '2023-07-11', false],
] as const)('calls %s due on %s late on %s: %s', (state, due, today, late) => {
  expect(isLate(state, due === null ? null : localDate(due), localDate(today))).toBe(late)
})

it('follows an instruction until it is settled', () => {
  expect(InstructionState.options.map(instructionSteps)).toEqual([
    ['pass-on', 'settle'],
    ['answer', 'settle'],
    ['pass-on', 'settle'],
    [],
  ])
  expect(instructionAfter('answered', 'settle')).toBe('settled')
})

function canStep(step: () => unknown): boolean {
  try {
    step()
    return true
  } catch {
    return false
  }
}
