import { parentPort, workerData } from 'node:worker_threads'
import { assert } from '../../domain/problems.ts'
import { Refusal } from '../docx/refusal.ts'
import { blocksOfFile, readFile } from './read.ts'
import type { Outcome, Task, TaskAnswers } from './thread.ts'

const answer = (outcome: Outcome<Partial<TaskAnswers>>): void => parentPort?.postMessage(outcome)

/** What only some tasks need is loaded by those: a notice is read without the parts that write comments or make articles. */
async function work(task: Task): Promise<Partial<TaskAnswers>> {
  if (task.kind === 'annotate') {
    const { annotateDocx } = await import('../docx/annotate.ts')
    return { annotate: await annotateDocx(task.bytes, task.remarks) }
  }
  const file = await readFile(task.bytes, task.filename)
  if (task.kind === 'article') {
    const { draftOf } = await import('./draft.ts')
    return { article: draftOf(file, task.filename) }
  }
  return { blocks: { kind: file.kind, blocks: blocksOfFile(file), warnings: file.warnings } }
}

/** Only `thread.ts` starts this, with a task of its own making. */
const isTask = (value: unknown): value is Task =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  'bytes' in value &&
  value.bytes instanceof Uint8Array

try {
  assert(isTask(workerData), 'the thread is started with a task')
  answer({ ok: true, value: await work(workerData) })
} catch (error) {
  if (!(error instanceof Refusal)) throw error
  answer({ ok: false, code: error.code, sentence: error.message })
}
