import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, statSync, unlinkSync } from 'node:fs'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Problem } from '../domain/problems.ts'

/** Bytes kept by their SM3: equal contents are one file. Names people gave live in rows, never on the disk (FILE-02). */
export interface Files {
  /** Keeps bytes; when it resolves they survive a power cut, so the row that names them may be committed (FILE-01). */
  put(bytes: Uint8Array): Promise<{ sm3: string; size: number }>
  /** Gives bytes back after checking that they are still the same (FILE-03). Refuses what is no hash or not there, and what is damaged. */
  get(sm3: string): Promise<Buffer>
}

/** What a crash left half written is cleared away once nobody can be writing it any more. */
const STALE_MS = 3_600_000

/**
 * Opens the folder of files (made when missing): `aa/bb/<sm3>`, below it `unfinished` for what is being written.
 * Bytes are written beside, synced, renamed, and their folder synced: a name never stands for half a file.
 */
export function openFiles(folder: string): Files {
  const unfinished = join(folder, 'unfinished')
  mkdirSync(unfinished, { recursive: true, mode: 0o700 })
  clearStale(unfinished)
  const pathOf = (sm3: string) => join(folder, sm3.slice(0, 2), sm3.slice(2, 4), sm3)

  return {
    async put(bytes) {
      const sm3 = digest(bytes)
      const path = pathOf(sm3)
      if (!(await holds(path, sm3))) {
        const beside = join(unfinished, randomBytes(16).toString('hex'))
        try {
          await mkdir(dirname(path), { recursive: true, mode: 0o700 })
          await written(beside, bytes)
          await rename(beside, path)
        } catch (error) {
          await rm(beside, { force: true })
          throw error
        }
      }
      // Also for a file that was there: whoever put it may not have come this far yet.
      for (const each of [dirname(path), dirname(dirname(path)), folder]) await syncFolder(each)
      return { sm3, size: bytes.length }
    },
    async get(sm3) {
      if (!/^[0-9a-f]{64}$/.test(sm3)) throw new Problem('not-found')
      const bytes = await readFile(pathOf(sm3)).catch(missing)
      if (digest(bytes) !== sm3) throw new Problem('file-damaged')
      return bytes
    },
  }
}

const digest = (bytes: Uint8Array): string => createHash('sm3').update(bytes).digest('hex')

/** Whether the bytes are there and whole; a damaged file is written anew. */
async function holds(path: string, sm3: string): Promise<boolean> {
  return readFile(path).then(
    bytes => digest(bytes) === sm3,
    () => false,
  )
}

async function written(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return // Windows gives no handle of a folder, and keeps its entries itself.
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function missing(error: unknown): never {
  throw error instanceof Error && 'code' in error && error.code === 'ENOENT' ? new Problem('not-found') : error
}

function clearStale(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (Date.now() - statSync(path).mtimeMs > STALE_MS) unlinkSync(path)
  }
}
