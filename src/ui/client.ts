import type { Api, ErrorView, Input, Output } from '../api.ts'
import type { Operation } from '../domain/access.ts'
import { newKey } from './key.ts'
import { zh } from './zh.ts'

type NamesOf<Effect> = { [Name in Operation]: Api[Name]['effect'] extends Effect ? Name : never }[Operation]
export type QueryName = NamesOf<'query'>
export type CommandName = NamesOf<'command'>

/** A command was not carried out, or a question not answered. `message` is a sentence for the screen. */
export class Refusal extends Error {
  readonly code: string
  readonly requestId: string
  readonly fields: NonNullable<ErrorView['fields']>
  /** It is not known whether the command arrived: trying again with the same key is safe. */
  readonly unknownOutcome: boolean
  constructor(error: ErrorView, unknownOutcome = false) {
    super(error.message)
    this.code = error.code
    this.requestId = error.requestId
    this.fields = error.fields ?? []
    this.unknownOutcome = unknownOutcome
  }
}

export interface Intent {
  /** One key for one intention of a person; a repeat under the same key takes effect once (IDEM-01). */
  readonly key?: string
  /** Rehearse: the server does everything and rolls back. */
  readonly dryRun?: boolean
  readonly signal?: AbortSignal
}

/** Asks or orders by the table of `api.ts`. Refuses with `Refusal`; a session that ended is opened again over the page first. */
export async function call<Name extends Operation>(
  name: Name,
  input: Input<Name>,
  intent: Intent = {},
): Promise<Output<Name>> {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'idempotency-key': intent.key ?? newKey(),
  }
  const request: RequestInit = {
    method: 'POST',
    headers,
    body: JSON.stringify(input),
    ...(intent.signal ? { signal: intent.signal } : {}),
  }
  return answered(`/api/${name}${intent.dryRun === true ? '?dry-run=1' : ''}`, request, !name.startsWith('session.'))
}

/** Sends the bytes of a file; the answer names it for `audit.read` and `notice.import`. */
export async function upload(file: File, key: string): Promise<Output<'file.upload'>> {
  const form = new FormData()
  form.append('file', file, file.name)
  return answered('/api/file', { method: 'POST', headers: { 'idempotency-key': key }, body: form }, true)
}

/** The bytes behind a plain address, such as a notice as .docx. */
export async function download(address: string): Promise<Blob> {
  const response = await guarded(address, { method: 'GET' }, true)
  return response.blob()
}

async function answered<Answer>(address: string, request: RequestInit, renew: boolean): Promise<Answer> {
  const response = await guarded(address, request, renew)
  const answer: Answer = await response.json()
  return answer
}

async function guarded(address: string, request: RequestInit, renew: boolean): Promise<Response> {
  const response = await reached(address, request)
  if (response.ok) return response
  const error = await errorOf(response)
  if (error.code === 'not-signed-in' && renew && (await gate.open())) return guarded(address, request, false)
  if (error.code === 'confirm-needed' && (await confirmation.open())) return guarded(address, request, false)
  throw new Refusal(error)
}

async function reached(address: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(address, { credentials: 'same-origin', ...request })
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new Refusal({ code: 'unreachable', message: zh.client.unreachable, requestId: '' }, true)
  }
}

async function errorOf(response: Response): Promise<ErrorView> {
  const known = response.headers.get('content-type')?.includes('json') === true
  if (!known) return { code: 'internal', message: zh.client.unexpected(response.status), requestId: '' }
  const error: ErrorView = await response.json()
  return error
}

/**
 * Where an ended session is opened again (UI-03): calls wait here while the person signs in over the page, then go on with the
 * same key. The dialog sets `ask`; without it calls are refused.
 */
export const gate = openedByAsking()

/** The same for what is weighty: calls wait here while the person shows to be themselves (SESS-03). */
export const confirmation = openedByAsking()

interface Asked {
  ask: () => Promise<boolean>
  open: () => Promise<boolean>
}

/** All who wait at the same time wait for one question. */
function openedByAsking(): Asked {
  let waiting: Promise<boolean> | null = null
  const asked: Asked = {
    ask: () => Promise.resolve(false),
    async open() {
      waiting ??= asked.ask()
      try {
        return await waiting
      } finally {
        waiting = null
      }
    },
  }
  return asked
}
