/**
 * Refusals of commands. Each code stands once with its HTTP status; the Chinese sentence of a code is in `src/ui/zh.ts`
 * and, for the command line and the API, in `src/domain/sentences.ts`.
 */
export const PROBLEMS = {
  'invalid-input': 400,
  'missing-key': 400,
  'not-signed-in': 401,
  'wrong-login': 401,
  'second-factor-needed': 401,
  'second-factor-wrong': 401,
  'confirm-needed': 403,
  'not-granted': 403,
  forbidden: 403,
  'not-found': 404,
  'foreign-origin': 403,
  'foreign-host': 421,
  'unsupported-type': 415,
  'too-large': 413,
  'stale-version': 409,
  'still-running': 409,
  'key-reused': 422,
  'too-many-requests': 429,
  'storage-full': 507,
  'storage-failed': 503,
  'database-gone': 503,
  busy: 503,
  internal: 500,
  'period-closed': 409,
  'period-not-open': 409,
  'period-order': 409,
  'period-too-early': 409,
  'period-unknown': 404,
  'step-not-allowed': 409,
  'day-outside': 400,
  'likely-duplicate': 409,
  'slots-open': 409,
  'four-eyes': 403,
  'notice-issued': 409,
  'notice-findings': 409,
  'duplicate-name': 409,
  'alias-taken': 409,
  'issue-changed': 409,
  'pdf-unavailable': 503,
  'already-adopted': 409,
  'already-forwarded': 409,
  'already-retracted': 409,
  'unit-unknown': 404,
  'unit-ambiguous': 409,
  'rule-set-missing': 409,
  'rule-set-invalid': 400,
  'points-overflow': 409,
  'file-damaged': 409,
  'file-unreadable': 422,
  'file-empty': 422,
  'file-encoding': 422,
  'notice-unreadable': 422,
  'notice-no-period': 422,
  'import-conflict': 409,
  'last-administrator': 409,
  'password-weak': 400,
  'activation-invalid': 400,
  'classified-mark': 422,
  'model-off': 409,
  'model-failed': 502,
} as const

export type ProblemCode = keyof typeof PROBLEMS
export type ProblemParams = Readonly<Record<string, string | number>>

/** A refusal: thrown by a decision or a handler, answered once by the pipeline. Nothing has been written when it is thrown. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly params: ProblemParams
  constructor(code: ProblemCode, params: ProblemParams = {}) {
    super(code)
    this.code = code
    this.params = params
  }
  get status(): number {
    return PROBLEMS[this.code]
  }
}

/** A bug, not a refusal: `condition` cannot be false. */
export function assert(condition: unknown, why: string): asserts condition {
  if (!condition) throw new Error(`不可能的情况：${why}`)
}

/** Ends a switch over a union: the compiler refuses a missing case. */
export function unreachable(value: never): never {
  throw new Error(`不可能的取值：${JSON.stringify(value)}`)
}
