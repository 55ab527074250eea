import { Worker } from 'node:worker_threads'
import type { Block } from '../../domain/notice/notice.ts'
import { Problem } from '../../domain/problems.ts'
import type { RefusalCode } from '../docx/refusal.ts'
import type { Remark } from '../docx/remarks.ts'
import type { ArticleDraft } from './draft.ts'
import type { FileKind } from './kinds.ts'

/** Limits of a document handed in from outside (PARSE-01). The threads' own memory has a limit of its own; buffers lie outside of it. */
const LIMITS = {
  bytes: 20 * 1024 * 1024,
  wallMs: 10_000,
  heapMb: 256,
  stackMb: 4,
  growthBytes: 512 * 1024 * 1024,
  threads: 2,
  waiting: 20,
} as const
const WATCH_MS = 100

/** What may be asked of the thread, and what it answers. */
export interface TaskAnswers {
  blocks: { readonly kind: FileKind; readonly blocks: readonly Block[]; readonly warnings: readonly string[] }
  article: ArticleDraft
  annotate: Uint8Array
}
export type Task = { readonly bytes: Uint8Array; readonly filename: string } & (
  | { readonly kind: 'blocks' }
  | { readonly kind: 'article' }
  | { readonly kind: 'annotate'; readonly remarks: readonly Remark[] }
)

/** What comes back: a value, or why there is none. An error of the thread itself comes with its `cause`, for the log. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: RefusalCode; readonly sentence: string; readonly cause?: string }

/**
 * Does a task on bytes of unknown origin in a thread of its own, with bounded memory and time; two at once, twenty waiting. Throws
 * `Problem`: `file-empty`, `too-large`, `file-encoding`, `file-unreadable` (param `reason`: a sentence), `busy`.
 */
export async function inThread<K extends Task['kind']>(kind: K, task: Task & { kind: K }): Promise<TaskAnswers[K]> {
  const file = task.filename
  if (task.bytes.length === 0) throw new Problem('file-empty', { file })
  if (task.bytes.length > LIMITS.bytes) throw new Problem('too-large', { file, limit: '20 MiB' })
  const outcome = await inTurn(() => run(task))
  if (!outcome.ok) throw problemOf(outcome, file)
  const value = outcome.value[kind]
  if (value === undefined) throw new Problem('file-unreadable', { file, reason: BROKE })
  return value
}

function problemOf({ code, sentence, cause }: Outcome<never> & { ok: false }, file: string): Problem {
  if (code === 'file-empty' || code === 'file-encoding') return new Problem(code, { file })
  if (code === 'too-large') return new Problem(code, { file, limit: sentence })
  return new Problem(code, { file, reason: sentence, ...(cause === undefined ? {} : { cause }) })
}

let running = 0
const waiting: (() => void)[] = []

/** At most two documents at once; the others wait their turn, in order; too many are sent away. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= LIMITS.threads) {
    if (waiting.length >= LIMITS.waiting) throw new Problem('busy')
    await new Promise<void>(resolve => waiting.push(resolve))
  } else running += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
}

const SLOW = '读取用时超过 10 秒，已停止。请拆分或简化文件后再试。'
const HEAVY = '读取时超出内存限制，已停止。请拆分或简化文件后再试。'
const BROKE = '读取时程序出错，已停止，原文件未改动。请在 Word 或 WPS 中另存后再试；仍不行请联系系统管理员。'

function run(task: Task): Promise<Outcome<Partial<TaskAnswers>>> {
  return new Promise(resolve => {
    const thread = new Worker(new URL('./read.worker.ts', import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: LIMITS.heapMb, stackSizeMb: LIMITS.stackMb },
      // What a parser of others prints about a broken file is nobody's business here.
      stdout: true,
      stderr: true,
    })
    const before = process.memoryUsage.rss()
    const end = (outcome: Outcome<Partial<TaskAnswers>>): void => {
      clearTimeout(timer)
      clearInterval(watch)
      resolve(outcome)
      void thread.terminate()
    }
    const stop = (sentence: string, cause?: string): void =>
      end({ ok: false, code: 'file-unreadable', sentence, ...(cause === undefined ? {} : { cause }) })
    const timer = setTimeout(() => stop(SLOW), LIMITS.wallMs)
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() - before > LIMITS.growthBytes) stop(HEAVY)
    }, WATCH_MS)
    thread.once('message', end)
    thread.once('error', error => stop(...causeOf(error)))
    thread.once('exit', () => stop(BROKE))
  })
}

/** A thread that ran out of memory met too much; any other error is ours and keeps its cause for the log. */
function causeOf(error: unknown): [sentence: string, cause?: string] {
  if (!(error instanceof Error)) return [BROKE]
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? [HEAVY] : [BROKE, error.message]
}
