/** Why a document is not read: it says nothing, is too large, is in no encoding we know, or for what the sentence says. */
export type RefusalCode = 'file-unreadable' | 'file-empty' | 'file-encoding' | 'too-large'

/** A document that is not read, with the Chinese sentence that says why and what to do. Never a bug: the bytes are at fault. */
export class Refusal extends Error {
  readonly code: RefusalCode
  constructor(sentence: string, code: RefusalCode = 'file-unreadable') {
    super(sentence)
    this.name = 'Refusal'
    this.code = code
  }
}

/** What is said of a file that is not whole, whatever its format. */
export const BROKEN_FILE =
  '文件已损坏或没有传完整，没有读取。原文件未改动；请在原来的程序中打开并另存，或重新取得文件后再试。'
