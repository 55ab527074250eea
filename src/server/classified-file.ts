import { assertUnclassified } from '../domain/checkup/classified.ts'
import type { Block } from '../domain/notice/notice.ts'
import { Problem } from '../domain/problems.ts'
import { readDocument } from './documents.ts'

/** What cannot be read says nothing about what is in it: pictures, archives, damaged files. Whoever reads it later looks again. */
const UNREAD = ['file-empty', 'file-unreadable', 'file-encoding', 'too-large']

/**
 * Refuses a file whose name or text carries a mark of secrecy (`classified-mark`), before a byte of it is kept. Reads what `readDocument`
 * reads; `busy` where too many documents are being read.
 */
export async function assertUnclassifiedFile(bytes: Uint8Array, name: string): Promise<void> {
  assertUnclassified([name.replace(/\.[A-Za-z]{2,5}$/u, '')], name)
  assertUnclassified(await linesIn(bytes, name), name)
}

async function linesIn(bytes: Uint8Array, name: string): Promise<string[]> {
  try {
    return (await readDocument(bytes, name)).blocks.flatMap(linesOf)
  } catch (error) {
    if (error instanceof Problem && UNREAD.includes(error.code)) return []
    throw error
  }
}

const linesOf = (block: Block): string[] =>
  block.kind === 'table' ? block.rows.flatMap(row => row.map(cell => cell.text)) : block.text.split('\n')
