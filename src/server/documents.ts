import { Worker } from 'node:worker_threads'
import type { Block } from '../domain/notice/notice.ts'
import { blocksOfText } from '../domain/notice/source.ts'
import { Problem } from '../domain/problems.ts'
import type { Answer } from './docx/read.worker.ts'

/** Limits of a document handed in from outside (PARSE-01). */
const LIMITS = {
  bytes: 20 * 1024 * 1024,
  lines: 200_000,
  wallMs: 10_000,
  heapMb: 256,
  stackMb: 4,
  threads: 2,
  waiting: 20,
} as const

export interface Document {
  readonly kind: 'docx' | 'text'
  readonly blocks: readonly Block[]
  /** Chinese sentences: what was not read. */
  readonly warnings: readonly string[]
}

/**
 * The bytes of an uploaded notice → its blocks. Decides by content, never by name; `filename` only goes into sentences. A .docx is
 * read in a thread of its own with bounded memory and time. Throws `Problem` for what is empty, too large, of a wrong encoding,
 * no document, damaged or harmful: `file-empty`, `too-large`, `file-encoding`, `file-unreadable` (param `reason`: a sentence), `busy`.
 */
export async function readDocument(bytes: Uint8Array, filename: string): Promise<Document> {
  if (bytes.length === 0) throw new Problem('file-empty', { file: filename })
  if (bytes.length > LIMITS.bytes) throw new Problem('too-large', { file: filename, limit: '20 MiB' })
  const foreign = FOREIGN.find(({ magic }) => startsWith(bytes, magic))
  if (foreign !== undefined) throw new Problem('file-unreadable', { file: filename, reason: foreign.reason(bytes) })
  if (!ZIP.some(magic => startsWith(bytes, magic))) return readText(bytes, filename)
  const answer = await inTurn(() => inThread(bytes))
  if (!answer.ok) {
    const cause = answer.cause === undefined ? {} : { cause: answer.cause }
    throw new Problem('file-unreadable', { file: filename, reason: answer.sentence, ...cause })
  }
  return { kind: 'docx', ...answer.value }
}

// ── what kind it is ────────────────────────────────────────────────────────────────────────────────────────────

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, index) => bytes[index] === byte)

const ascii = (text: string): number[] => Array.from(text, character => character.charCodeAt(0))

const ZIP = [ascii('PK\x03\x04'), ascii('PK\x05\x06')] // an ordinary zip, an empty one

const ADVICE = '请在 Word 或 WPS 中另存为 .docx 后再上传。'

/** Formats people do send and that are not read here, by their first bytes. */
const FOREIGN: readonly { magic: readonly number[]; reason: (bytes: Uint8Array) => string }[] = [
  { magic: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], reason: oldOffice },
  {
    magic: ascii('%PDF'),
    reason: () => `这是 PDF 文件，暂不支持读取。请上传原来的 Word 文档（.docx）或纯文本（.txt）。`,
  },
  { magic: ascii('{\\rtf'), reason: () => `这是 RTF 文件，暂不支持读取。${ADVICE}` },
  { magic: [0x89, ...ascii('PNG')], reason: () => IMAGE },
  { magic: [0xff, 0xd8, 0xff], reason: () => IMAGE },
  { magic: ascii('GIF8'), reason: () => IMAGE },
  { magic: ascii('Rar!'), reason: () => ARCHIVE },
  { magic: [0x37, 0x7a, 0xbc, 0xaf], reason: () => ARCHIVE },
  { magic: [0x1f, 0x8b], reason: () => ARCHIVE },
]
const IMAGE = '这是图片，其中的文字无法读取。请上传通报的 .docx 或 .txt 文件。'
const ARCHIVE = '这是压缩包。请解压后上传其中的 .docx 或 .txt 文件。'

/** The old compound file holds .doc, .wps and .xls, and also .docx under a password. Names in it are UTF-16. */
function oldOffice(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const has = (name: string): boolean => buffer.includes(Buffer.from(name, 'utf16le'))
  if (has('EncryptedPackage')) return '文件设有打开密码，无法读取。请取消密码后另存再上传。'
  if (has('WordDocument')) return `这是旧版 Word 或 WPS 文件（.doc、.wps），暂不支持读取。${ADVICE}`
  return '这是旧版办公软件文件，其中没有可读的 Word 正文。请上传通报的 .docx 或 .txt 文件。'
}

// ── text ───────────────────────────────────────────────────────────────────────────────────────────────────────

function readText(bytes: Uint8Array, filename: string): Document {
  const text = decodeText(bytes, filename)
  if (text.trim() === '') throw new Problem('file-empty', { file: filename })
  const blocks = blocksOfText(text)
  if (blocks.length > LIMITS.lines) throw new Problem('too-large', { file: filename, limit: `${LIMITS.lines} 行` })
  return { kind: 'text', blocks, warnings: [] }
}

/** BOM, then strict UTF-8, then strict GB18030; UTF-16 only with a BOM; never a replacement character (PARSE-03). */
function decodeText(bytes: Uint8Array, filename: string): string {
  const wide = startsWith(bytes, [0xff, 0xfe]) ? 'utf-16le' : startsWith(bytes, [0xfe, 0xff]) ? 'utf-16be' : null
  if (wide === null && bytes.subarray(0, 65_536).includes(0))
    throw new Problem('file-unreadable', { file: filename, reason: BINARY })
  for (const encoding of wide === null ? ['utf-8', 'gb18030'] : [wide]) {
    const text = decode(bytes, encoding)
    if (text === null) continue
    if (BINARY_MARKS.test(text)) throw new Problem('file-unreadable', { file: filename, reason: BINARY })
    return text
  }
  throw new Problem('file-encoding', { file: filename })
}

const BINARY = '这不是文档，而是程序或数据文件。请上传通报的 .docx 或 .txt 文件。'

// Controls that no text editor writes, and the private characters GB18030 gives to bytes that are no text.
const BINARY_MARKS = /(?![\t\n\v\f\r\u0080-\u009f])\p{Cc}|[\ue5e5\uffff]/u

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

// ── .docx, in a thread ─────────────────────────────────────────────────────────────────────────────────────────

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

function inThread(bytes: Uint8Array): Promise<Answer> {
  return new Promise(resolve => {
    const thread = new Worker(new URL('./docx/read.worker.ts', import.meta.url), {
      workerData: bytes,
      resourceLimits: { maxOldGenerationSizeMb: LIMITS.heapMb, stackSizeMb: LIMITS.stackMb },
    })
    const end = (answer: Answer): void => {
      clearTimeout(timer)
      resolve(answer)
      void thread.terminate()
    }
    const timer = setTimeout(() => end({ ok: false, sentence: SLOW }), LIMITS.wallMs)
    thread.once('message', end)
    thread.once('error', error => end({ ok: false, ...causeOf(error) }))
    thread.once('exit', () => end({ ok: false, sentence: BROKE }))
  })
}

/** A thread that ran out of memory met too much; any other error is ours and keeps its cause for the log. */
function causeOf(error: unknown): { sentence: string; cause?: string } {
  if (!(error instanceof Error)) return { sentence: BROKE }
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? { sentence: HEAVY }
    : { sentence: BROKE, cause: error.message }
}
