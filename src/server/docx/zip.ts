import { crc32 } from 'node:zlib'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { Refusal } from './refusal.ts'

/** Limits of an untrusted zip (ZIP-01). What is inflated is counted while it comes out; sizes in headers are not trusted. */
const LIMITS = {
  entries: 2_000,
  totalBytes: 200 * 1024 * 1024,
  partBytes: 64 * 1024 * 1024,
  ratio: 200,
  ratioFrom: 1024 * 1024,
} as const

const SYMLINK = 0o120000
const FILE_TYPE = 0o170000

/** The parts of one zip: names are known, contents are inflated one by one. */
export interface Parts {
  readonly names: ReadonlySet<string>
  /** The size a part declares, in bytes; it is only believed once the part was inflated. 0 for a part that is not there. */
  sizeOf(name: string): number
  /** Inflates a part and hands it over chunk by chunk; false when the zip has no such part. */
  read(name: string, take: (chunk: Uint8Array) => void): Promise<boolean>
}

/**
 * Bytes of a .zip → its parts. Refuses what an honest office program never writes: too many or doubled names, names leading
 * elsewhere, links, encryption, entries that overlap, lying sizes, contents that grow too much.
 */
export async function openParts(bytes: Uint8Array): Promise<Parts> {
  const zip = await open(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  const entries = await listEntries(zip)
  let inflated = 0
  return {
    names: new Set(entries.keys()),
    sizeOf: name => entries.get(name)?.uncompressedSize ?? 0,
    async read(name, take) {
      const entry = entries.get(name)
      if (entry === undefined) return false
      let size = 0
      let sum = 0
      for await (const chunk of await contents(zip, entry)) {
        if (!(chunk instanceof Uint8Array)) continue
        size += chunk.length
        inflated += chunk.length
        checkGrowth(entry, size, inflated)
        sum = crc32(chunk, sum)
        take(chunk)
      }
      if (size !== entry.uncompressedSize || sum !== entry.crc32) throw new Refusal(DAMAGED)
      return true
    },
  }
}

export const DAMAGED =
  '文件已损坏或没有传完整：压缩包结构对不上。原文件未改动；请在 Word、Excel 或 WPS 中打开并另存后再试。'
const UNSAFE =
  '文件的压缩包结构不正常（名称重复、指向别处或互相重叠），为安全起见没有读取。请在 Word 或 WPS 中打开并另存后再试。'
const TOO_BIG = '文件展开后过大，为安全起见没有读取。请删去不需要的图片、附件，另存后再试。'
export const LOCKED = '文件设有打开密码或已加密，无法读取。请取消密码后另存再试。'

function open(buffer: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: true }
    yauzl.fromBuffer(buffer, options, (error, zip) => (error === null ? resolve(zip) : reject(new Refusal(DAMAGED))))
  })
}

function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  return new Promise((resolve, reject) => {
    if (zip.entryCount > LIMITS.entries) reject(new Refusal(TOO_BIG))
    zip.on('error', () => reject(new Refusal(DAMAGED)))
    zip.on('end', () =>
      overlaps([...entries.values()], zip.fileSize) ? reject(new Refusal(UNSAFE)) : resolve(entries),
    )
    zip.on('entry', (entry: Entry) => {
      const why = faultOf(entry, entries)
      if (why !== null) return reject(new Refusal(why))
      entries.set(entry.fileName, entry)
      zip.readEntry()
    })
    zip.readEntry()
  })
}

function faultOf(entry: Entry, before: ReadonlyMap<string, Entry>): string | null {
  if (entry.isEncrypted()) return LOCKED
  if (before.size >= LIMITS.entries || entry.uncompressedSize > LIMITS.partBytes) return TOO_BIG
  if (tooDense(entry.uncompressedSize, entry.compressedSize)) return TOO_BIG
  const isLink = ((entry.externalFileAttributes >>> 16) & FILE_TYPE) === SYMLINK
  return isLink || before.has(entry.fileName) || entry.fileName.includes('\0') ? UNSAFE : null
}

const tooDense = (size: number, packed: number): boolean => size > LIMITS.ratioFrom && size > packed * LIMITS.ratio

function checkGrowth(entry: Entry, size: number, inflated: number): void {
  if (size > LIMITS.partBytes || inflated > LIMITS.totalBytes || tooDense(size, entry.compressedSize))
    throw new Refusal(TOO_BIG)
}

/** Whether the data of two entries share bytes, or lie outside the file: one bomb, many names. */
function overlaps(entries: readonly Entry[], fileSize: number): boolean {
  const ordered = [...entries].sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)
  return ordered.some((entry, index) => {
    const end = entry.relativeOffsetOfLocalHeader + LOCAL_HEADER + entry.fileNameLength + entry.compressedSize
    return end > (ordered[index + 1]?.relativeOffsetOfLocalHeader ?? fileSize)
  })
}

const LOCAL_HEADER = 30

async function contents(zip: ZipFile, entry: Entry): Promise<AsyncIterable<unknown>> {
  const stream = await new Promise<AsyncIterable<unknown>>((resolve, reject) => {
    zip.openReadStream(entry, (error, readable) => (error === null ? resolve(readable) : reject(new Refusal(DAMAGED))))
  })
  return refusing(stream)
}

/** A stream whose failures are refusals: wrong deflate data, sizes that do not hold. */
async function* refusing(stream: AsyncIterable<unknown>): AsyncIterable<unknown> {
  try {
    yield* stream
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(DAMAGED)
  }
}
