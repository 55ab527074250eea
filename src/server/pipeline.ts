import { z } from 'zod'
import type { Endpoint } from '../api/endpoint.ts'
import { API, type ErrorView } from '../api.ts'
import { CONFIRMED, can, type Operation, type Scope } from '../domain/access.ts'
import { dayOf, instantOf } from '../domain/calendar.ts'
import type { OfficeId } from '../domain/model.ts'
import { Problem, type ProblemCode } from '../domain/problems.ts'
import { sentence } from '../domain/sentences.ts'
import { appendActivity, chainIntact, redacted } from './activity.ts'
import type { Anchors } from './anchors.ts'
import { canonicalJson } from './canonical.ts'
import type { Actor, Context, Db, Handlers, IdPrefix } from './context.ts'
import { problemOf } from './db/errors.ts'
import type { Database } from './db/open.ts'
import { sm3 } from './digest.ts'
import type { Files } from './files.ts'
import type { Log } from './log.ts'
import { memoOf } from './memo.ts'
import { type Prepared, preparedFor } from './prepared.ts'
import { type Proof, proofOf } from './proof.ts'
import { refreshIndex } from './search-index.ts'
import { sealerOf } from './secret.ts'
import { mustBeConfirmed } from './session.ts'
import { StoredAnswer } from './stored-answer.ts'

// Shortcomings of an input are read by people on the screen.
z.config(z.locales.zhCN())

/** The outside world of the pipeline; tests set clock and ids. */
export interface Deps {
  readonly database: Database
  readonly handlers: Handlers
  readonly files: Files
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** The time as phones have it, where `clock` is another: a demo office lives in its July. */
  readonly wallClock?: () => number
  readonly newId: (prefix: IdPrefix) => string
  readonly newSecret: () => string
  /** Whether this installation sends mail; without it, it does not. */
  readonly sendsMail?: boolean
  /** Keys the chain of the activity log. */
  readonly logKey: Buffer
  /** Ends of the log kept outside the database; none where nothing is kept. */
  readonly anchors?: Anchors
  readonly log: Log
}

type Ordered = Exclude<Endpoint, { effect: 'query' }>

export interface Call {
  readonly operation: Operation
  readonly input: unknown
  readonly actor: Actor
  readonly office: OfficeId
  /** `Idempotency-Key`; null only for queries and for the command line, which makes its own. */
  readonly key: string | null
  readonly dryRun: boolean
  readonly requestId: string
}

/** `body` is JSON text, sent as it is, so that a repeat gets the same bytes. `cookie`: undefined leaves it, null clears it. */
export interface Answer {
  readonly status: number
  readonly body: string
  readonly cookie?: string | null
  readonly retryAfter?: number
}

/**
 * The one way from a call to an effect: validate, may I, transaction with idempotency and activity row, act. A refusal answers with
 * its code and sentence and leaves nothing behind but, for people who are signed in, a row in the log. Never throws.
 */
export async function run(deps: Deps, call: Call): Promise<Answer> {
  try {
    return await answered(deps, call)
  } catch (error) {
    return refused(deps, call, error)
  }
}

async function answered(deps: Deps, call: Call): Promise<Answer> {
  const endpoint = API[call.operation]
  const input = endpoint.input.safeParse(call.input)
  if (!input.success) throw new InvalidInput(issuesOf(input.error))
  const scope = allowed(call)
  if (endpoint.effect === 'query') {
    const attempt = new Attempt(deps, call, scope, input.data, null)
    await attempt.prepare()
    return deps.database.read(db => attempt.ask(db))
  }
  if (call.key === null) throw new Problem('missing-key')
  if (CONFIRMED.includes(call.operation)) await mustBeConfirmed(deps, call.actor)
  const attempt = new Attempt(deps, call, scope, input.data, await proofOf(deps, call, input.data))
  await attempt.prepare()
  return attempt.order(call.key, endpoint)
}

function allowed(call: Pick<Call, 'actor' | 'operation'>): Scope {
  const scope = can(call.actor.callers, call.operation)
  if (scope === null) throw new Problem(call.actor.user === null ? 'not-signed-in' : 'forbidden')
  return scope
}

type Beside<Found> = { readonly found: Found } | { readonly refusal: Answer }
type Reading<Found> = (context: Context) => Promise<Found>

/**
 * What is read beside the table, with the right of a query of it and in its snapshot: bytes that do not go out as JSON. A refusal is answered
 * as `run` answers it.
 */
export async function readBeside<Found>(
  deps: Deps,
  call: Omit<Call, 'key' | 'dryRun'>,
  work: Reading<Found>,
): Promise<Beside<Found>> {
  const whole = { ...call, key: null, dryRun: false }
  try {
    return { found: await read(deps, new Attempt(deps, whole, allowed(call), call.input, null), work) }
  } catch (error) {
    return { refusal: await refused(deps, whole, error) }
  }
}

/**
 * The same for what leaves the house over the network: that it does is written down first (LOG-01).
 * @param confirmed it is only for somebody who has just shown to be themselves (SESS-03)
 */
export async function exportBeside<Found>(
  deps: Deps,
  call: Omit<Call, 'key' | 'dryRun'>,
  work: Reading<Found>,
  confirmed = false,
): Promise<Beside<Found>> {
  const whole = { ...call, key: null, dryRun: false }
  try {
    const input = API[call.operation].input.safeParse(call.input)
    if (!input.success) throw new InvalidInput(issuesOf(input.error))
    if (confirmed && can(call.actor.callers, call.operation) !== null) await mustBeConfirmed(deps, call.actor)
    const attempt = new Attempt(deps, whole, allowed(call), call.input, null)
    const found = await read(deps, attempt, work)
    await deps.database.write(db => attempt.record(db, instantOf(deps.clock()), 'ok'))
    return { found }
  } catch (error) {
    return { refusal: await refused(deps, whole, error) }
  }
}

const read = <Found>(deps: Deps, attempt: Attempt, work: Reading<Found>): Promise<Found> =>
  deps.database.read(db => work(attempt.context(db, instantOf(deps.clock()))))

/** One call on its way: what its handler said on the side, and the ways to carry it out. */
class Attempt {
  readonly #deps: Deps
  readonly #call: Call
  readonly #scope: Scope
  readonly #input: unknown
  readonly #proof: Proof | null
  #prepared: Prepared = {}
  #subject = ''
  #cookie: string | null | undefined
  #whenRefused: ((db: Db) => Promise<void>)[] = []

  constructor(deps: Deps, call: Call, scope: Scope, input: unknown, proof: Proof | null) {
    this.#deps = deps
    this.#call = call
    this.#scope = scope
    this.#input = input
    this.#proof = proof
  }

  /** Fetches what the call needs from outside the database, before the transaction (DB-04). */
  async prepare(): Promise<void> {
    const { database, files, clock } = this.#deps
    const read = <T>(work: (context: Context) => Promise<T>): Promise<T> =>
      database.read(db => work(this.context(db, instantOf(clock()))))
    this.#prepared = await preparedFor({ read, files }, this.#call.operation, this.#input)
  }

  async ask(db: Db): Promise<Answer> {
    return { status: 200, body: await this.#act(db, instantOf(this.#deps.clock())) }
  }

  async order(key: string, { replay, logged }: Pick<Ordered, 'replay' | 'logged'>): Promise<Answer> {
    const stored = replay !== 'never' && !this.#call.dryRun
    const owner = this.#call.actor.user ?? `${this.#call.actor.callers.join()}@${this.#call.actor.ip}`
    const row = { user_id: owner, key, operation: this.#call.operation, body_sm3: sm3(canonicalJson(this.#input)) }
    const answer = new StoredAnswer(row, replay === 'sealed' ? sealerOf(this.#deps.logKey) : null)
    try {
      return await this.#deps.database.write(
        async db => {
          const now = instantOf(this.#deps.clock())
          if (stored) {
            const before = await answer.claim(db, now)
            if (before !== null) return before
          }
          this.#cookie = undefined
          this.#whenRefused = []
          const body = await this.#act(db, now)
          await refreshIndex(db)
          if (logged && !this.#call.dryRun) await this.record(db, now, 'ok')
          if (stored) await answer.settle(db, body)
          // A rehearsed login leaves no session behind, so it gives no cookie either.
          const cookie = this.#call.dryRun ? undefined : this.#cookie
          return { status: 200, body, ...(cookie === undefined ? {} : { cookie }) }
        },
        {
          rollBack: this.#call.dryRun,
          // A commit whose outcome is unknown is looked up under its key before it is tried again (PG-03).
          ...(stored ? { outcome: (db: Db) => answer.find(db) } : {}),
        },
      )
    } catch (error) {
      const effects = this.#whenRefused
      if (effects.length > 0 && !this.#call.dryRun) {
        await this.#deps.database.write(async db => {
          for (const effect of effects) await effect(db)
        })
      }
      throw error
    }
  }

  /** What a handler gets; `cookie`, `about` and `whenRefused` come back here. */
  context(db: Db, now: Context['now']): Context {
    const { deps, call } = { deps: this.#deps, call: this.#call }
    return {
      db,
      office: call.office,
      actor: call.actor,
      scope: this.#scope,
      now,
      today: dayOf(now),
      newId: deps.newId,
      newSecret: deps.newSecret,
      sendsMail: deps.sendsMail ?? false,
      wallTime: () => (deps.wallClock ?? deps.clock)(),
      sealer: () => sealerOf(deps.logKey),
      files: deps.files,
      memo: API[call.operation].effect === 'query' ? memoOf(deps.database) : undefined,
      proof: this.#proof,
      prepared: this.#prepared,
      chainIntact: async () => {
        const chain = await chainIntact(db, deps.logKey, call.office)
        return chain.intact && deps.anchors !== undefined ? deps.anchors.hold(db, call.office) : chain
      },
      about: subject => {
        this.#subject = subject
      },
      cookie: token => {
        this.#cookie = token
      },
      whenRefused: effect => {
        this.#whenRefused.push(effect)
      },
    }
  }

  async #act(db: Db, now: Context['now']): Promise<string> {
    const handler: AnyHandler = this.#deps.handlers[this.#call.operation]
    const result = await callHandler(handler, this.context(db, now), this.#input)
    // The out schema drops what is not in it: a field that is not named there cannot leave (HTTP-04).
    return JSON.stringify(API[this.#call.operation].output.parse(result))
  }

  /** Writes what was done into the operations log, in the transaction that does it. */
  async record(db: Db, now: Context['now'], result: string): Promise<void> {
    await appendActivity(db, this.#deps.logKey, {
      office: this.#call.office,
      at: now,
      actor: this.#call.actor,
      operation: this.#call.operation,
      subject: this.#subject,
      input: redacted(this.#call.operation, this.#input),
      result,
    })
  }
}

/** The input was checked by the schema of the same operation, which the type of the table cannot say. */
type AnyHandler = (context: Context, input: never) => Promise<unknown>
const callHandler = (handler: AnyHandler, context: Context, input: unknown): Promise<unknown> =>
  Reflect.apply(handler, undefined, [context, input])

// ── refusals ───────────────────────────────────────────────────────────────────────────────────────────────────

interface InputIssue {
  /** Names from the outside in, joined by dots; '' is the input itself. */
  readonly path: string
  readonly message: string
}

/** The input does not fit; all shortcomings are named, not only the first. */
export class InvalidInput extends Problem {
  readonly issues: readonly InputIssue[]
  constructor(issues: readonly InputIssue[]) {
    super('invalid-input')
    this.issues = issues
  }
}

/** A field that nobody asked for is named itself (HTTP-03); zod names the object it stands in. */
const issuesOf = (error: z.ZodError): InputIssue[] =>
  error.issues.flatMap(issue => {
    const path = issue.path.map(String)
    if (issue.code !== 'unrecognized_keys') return [{ path: path.join('.'), message: issue.message }]
    return issue.keys.map(key => ({ path: [...path, key].join('.'), message: '没有这个字段' }))
  })

/** Refusals that nobody needs in the log: people who are not signed in yet, and what the machine, not the person, lacked. */
const UNLOGGED: readonly ProblemCode[] = [
  'not-signed-in',
  'invalid-input',
  'missing-key',
  'too-many-requests',
  'storage-full',
  'database-gone',
  'busy',
]

const RETRY_AFTER: Partial<Record<ProblemCode, number>> = {
  'still-running': 1,
  busy: 5,
  'database-gone': 5,
  'storage-full': 60,
}

async function refused(deps: Deps, call: Call, error: unknown): Promise<Answer> {
  const problem = problemOf(error) ?? unexpected(deps, call, error)
  if (!UNLOGGED.includes(problem.code) && !call.dryRun) {
    const now = instantOf(deps.clock())
    await deps.database
      .write(db =>
        appendActivity(db, deps.logKey, {
          office: call.office,
          at: now,
          actor: call.actor,
          operation: call.operation,
          subject: '',
          input: redacted(call.operation, call.input),
          result: problem.code,
        }),
      )
      .catch(cause => deps.log.error('活动日志写入失败', { requestId: call.requestId, cause }))
  }
  return answerOf(problem, call.requestId)
}

function unexpected(deps: Deps, call: Call, error: unknown): Problem {
  deps.log.error('未预料的错误', { requestId: call.requestId, operation: call.operation, cause: error })
  return new Problem('internal', { requestId: call.requestId })
}

/** A refusal as it goes out (HTTP-05): code, sentence and number of the request; fields where an input was wrong. */
export function answerOf(problem: Problem, requestId: string): Answer {
  const view: ErrorView = {
    code: problem.code,
    message: sentence(problem.code, { ...problem.params, requestId }),
    requestId,
    ...(problem instanceof InvalidInput
      ? { fields: problem.issues.map(({ path, message }) => ({ path, message })) }
      : {}),
  }
  const seconds = typeof problem.params.seconds === 'number' ? problem.params.seconds : RETRY_AFTER[problem.code]
  return {
    status: problem.status,
    body: JSON.stringify(view),
    ...(seconds === undefined ? {} : { retryAfter: seconds }),
  }
}
