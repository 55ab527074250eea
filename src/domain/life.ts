import { Problem } from './problems.ts'

/** Steps of something that passes through states: for each step, from which states it leads where. */
export type Life<State extends string, Step extends string> = {
  readonly [Name in Step]: { readonly from: readonly State[]; readonly to: State }
}

/**
 * The state after a step. Refuses a step that the state does not allow (`step-not-allowed`, with both in words), so that whoever
 * was slower by a moment is told what happened meanwhile (AZ-07).
 * @param words what state and step are called on screen
 */
export function after<State extends string, Step extends string>(
  life: Life<State, Step>,
  state: State,
  step: Step,
  words: { readonly states: Readonly<Record<State, string>>; readonly steps: Readonly<Record<Step, string>> },
): State {
  const { from, to } = life[step]
  if (!from.includes(state)) {
    throw new Problem('step-not-allowed', { state: words.states[state], step: words.steps[step] })
  }
  return to
}

/** Steps that a state allows, in the order of the table. */
export function stepsFrom<State extends string, Step extends string>(
  life: Life<State, Step>,
  steps: readonly Step[],
  state: State,
): Step[] {
  return steps.filter(step => life[step].from.includes(state))
}
