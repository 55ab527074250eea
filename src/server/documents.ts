import type { Block, Finding } from '../domain/notice/notice.ts'
import { remarksOf } from './docx/remarks.ts'
import type { FileKind } from './reading/kinds.ts'
import { inThread } from './reading/thread.ts'

export interface Document {
  readonly kind: FileKind
  readonly blocks: readonly Block[]
  /** Chinese sentences: what was not read, or is unusual. */
  readonly warnings: readonly string[]
}

/**
 * The bytes of an uploaded notice → its blocks: .docx, .xlsx, .doc, .wps, .pdf with text, or plain text in UTF-8, GB18030 or UTF-16.
 * Decides by content, never by name; a name that promises something else is said in a warning. Everything is read in a thread of its
 * own with bounded memory and time. Throws `Problem` for what is empty, too large, of a wrong encoding, no document, damaged or
 * harmful: `file-empty`, `too-large`, `file-encoding`, `file-unreadable` (param `reason`: a sentence), `busy`.
 */
export const readDocument = (bytes: Uint8Array, filename: string): Promise<Document> =>
  inThread('blocks', { kind: 'blocks', bytes, filename })

/**
 * A .docx as it was dropped, with a comment of Word at each finding about it; nothing else in it is changed. The same document and
 * findings give the same bytes. Throws like `readDocument`, and `file-unreadable` for any other format.
 */
export const annotateDocument = (
  bytes: Uint8Array,
  filename: string,
  findings: readonly Finding[],
): Promise<Uint8Array> => inThread('annotate', { kind: 'annotate', bytes, filename, remarks: remarksOf(findings) })
