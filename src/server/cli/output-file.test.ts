import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { writeOutput } from './output-file.ts'

const home = mkdtempSync(join(tmpdir(), 'caifeng-output-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))
const inHome = (name: string): string => join(home, name)
const bytes = Buffer.alloc(60_000, '通报')

/** A file system of 16 KB with a file on it, in a mount of its own; what a program of ours says and leaves there. */
const SMALL_DISK = `
  mount -t tmpfs -o size=16k tmpfs "$1" && printf before > "$1/there.docx" &&
  "$2" --input-type=module -e "
    const { writeOutput } = await import(process.argv[1])
    for (const [name, existing] of [['there.docx', 'replace'], ['new.docx', 'replace'], ['kept.zip', 'keep']])
      await writeOutput(process.argv[2] + '/' + name, Buffer.alloc(60000), { existing }).catch(error => console.log(error.message))
  " "$3" "$1"; ls "$1"; cat "$1/there.docx"`

function canMount(): boolean {
  try {
    execFileSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs -o size=16k tmpfs "$1"', 'sh', home])
    return true
  } catch {
    return false
  }
}

describe('a file that a command writes', () => {
  it('takes the place of the one that was there, and leaves nothing beside', async () => {
    writeFileSync(inHome('a.docx'), 'before')
    await writeOutput(inHome('a.docx'), bytes, { existing: 'replace' })
    expect(readFileSync(inHome('a.docx'))).toEqual(bytes)
    expect(readdirSync(home)).toEqual(['a.docx'])
  })

  it('goes where a link points', async () => {
    writeFileSync(inHome('target.docx'), 'before')
    symlinkSync(inHome('target.docx'), inHome('link.docx'))
    await writeOutput(inHome('link.docx'), bytes, { existing: 'replace' })
    expect(readFileSync(inHome('target.docx'))).toEqual(bytes)
  })

  it('does not take the place of one that is to be kept', async () => {
    writeFileSync(inHome('kept.zip'), 'before')
    const refused = writeOutput(inHome('kept.zip'), bytes, { existing: 'keep' })
    await expect(refused).rejects.toThrow('已有这个文件，没有覆盖')
    expect(readFileSync(inHome('kept.zip'), 'utf8')).toBe('before')
  })

  it('is refused with the reason where there is no such folder', async () => {
    for (const existing of ['replace', 'keep'] as const)
      await expect(writeOutput(inHome('nowhere/a.docx'), bytes, { existing })).rejects.toThrow('没有这个目录')
  })

  it.skipIf(!canMount())('is not there at all on a full disk, and the one before is whole', async () => {
    const call = [
      '-rm',
      'sh',
      '-c',
      SMALL_DISK,
      'sh',
      home,
      process.execPath,
      join(import.meta.dirname, 'output-file.ts'),
    ]
    const { stdout } = await promisify(execFile)('unshare', call)
    const lines = stdout.split('\n')
    expect(lines.filter(line => line.includes('磁盘已满'))).toHaveLength(3)
    expect(lines.slice(3)).toEqual(['there.docx', 'before'])
  })
})
