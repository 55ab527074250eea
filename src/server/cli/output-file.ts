import { randomBytes } from 'node:crypto'
import { lstat, open, rename, rm, writeFile } from 'node:fs/promises'
import { Refusal } from './command.ts'

/** What the system says of a file that cannot be written, in words. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: '没有这个目录',
  ENOTDIR: '没有这个目录',
  EISDIR: '这是一个目录',
  EEXIST: '已有这个文件，没有覆盖；请换一个文件名',
  EACCES: '没有写的权限',
  EPERM: '没有写的权限',
  EROFS: '没有写的权限',
  ENOSPC: '磁盘已满，请腾出空间后再试',
}

/**
 * Writes what a command gives into the file a person named. Whole or not at all: a full disk leaves neither half a file nor
 * harms the one that was there. Refuses with the reason in words.
 * @param how `replace` an existing file, or `keep` it and refuse; `mode` of the new file, by default what the system gives
 */
export async function writeOutput(
  path: string,
  bytes: Uint8Array,
  how: { readonly existing: 'replace' | 'keep'; readonly mode?: number },
): Promise<void> {
  try {
    const there = await lstat(path).catch(() => null)
    // What is no plain file (a pipe, a link) cannot be exchanged for another one.
    if (how.existing === 'replace' && there !== null && !there.isFile()) await writeFile(path, bytes)
    else if (how.existing === 'keep') await fresh(path, bytes, how.mode)
    else await beside(path, bytes, how.mode)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw new Refusal(`${path}：写不进去（${REASONS[code] ?? code}）。`)
  }
}

async function beside(path: string, bytes: Uint8Array, mode?: number): Promise<void> {
  const unfinished = `${path}.${randomBytes(6).toString('hex')}.tmp`
  await fresh(unfinished, bytes, mode)
  await rename(unfinished, path).catch(async error => {
    await rm(unfinished, { force: true })
    throw error
  })
}

/** A new file, which goes again where it cannot be written to its end. */
async function fresh(path: string, bytes: Uint8Array, mode?: number): Promise<void> {
  const file = await open(path, 'wx', mode)
  try {
    await file.writeFile(bytes)
    await file.close()
  } catch (error) {
    await file.close()
    await rm(path, { force: true })
    throw error
  }
}
