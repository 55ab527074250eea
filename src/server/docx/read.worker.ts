import { parentPort, workerData } from 'node:worker_threads'
import { type ReadDocument, readDocx } from './read.ts'
import { Refusal } from './refusal.ts'

/** What the thread answers: the document, or why it was not read. An error of the thread itself comes with its `cause`. */
export type Answer =
  | { readonly ok: true; readonly value: ReadDocument }
  | { readonly ok: false; readonly sentence: string; readonly cause?: string }

const answer = (value: Answer): void => parentPort?.postMessage(value)

try {
  if (!(workerData instanceof Uint8Array)) throw new TypeError('the thread was started without a document')
  answer({ ok: true, value: await readDocx(workerData) })
} catch (error) {
  if (!(error instanceof Refusal)) throw error
  answer({ ok: false, sentence: error.message })
}
