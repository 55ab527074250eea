import { createHash } from 'node:crypto'
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { problemOf } from './db/errors.ts'
import { openFiles } from './files.ts'

const home = mkdtempSync(join(tmpdir(), 'caifeng-files-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))
const folder = () => mkdtempSync(join(home, 'files-'))
const below = (place: string) => globSync('**/*', { cwd: place }).filter(path => statSync(join(place, path)).isFile())
const refused = (work: Promise<unknown>) =>
  work.then(
    () => null,
    error => problemOf(error)?.code,
  )

describe('files', () => {
  it('gives back any bytes under their SM3, whatever else was put', async () => {
    const files = openFiles(folder())
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), async bytes => {
        const { sm3, size } = await files.put(bytes)
        expect(sm3).toBe(createHash('sm3').update(bytes).digest('hex'))
        expect(size).toBe(bytes.length)
        expect((await files.get(sm3)).equals(bytes)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  it('keep equal bytes once, also when they come many at a time, and leave nothing unfinished', async () => {
    const place = folder()
    const files = openFiles(place)
    const bytes = Buffer.from('同一份附件')
    const kept = await Promise.all(Array.from({ length: 20 }, () => files.put(bytes)))
    const [first] = kept
    expect(new Set(kept.map(({ sm3 }) => sm3)).size).toBe(1)
    expect(below(place)).toEqual([join(first?.sm3.slice(0, 2) ?? '', first?.sm3.slice(2, 4) ?? '', first?.sm3 ?? '')])
  })

  it('say of damaged bytes that they are, and mend them when they are put again', async () => {
    const place = folder()
    const files = openFiles(place)
    const bytes = Buffer.from('原件')
    const { sm3 } = await files.put(bytes)
    const [path = ''] = below(place)
    for (const damage of [Buffer.from('原仵'), Buffer.from(''), Buffer.from('原件 ')]) {
      writeFileSync(join(place, path), damage)
      expect(await refused(files.get(sm3))).toBe('file-damaged')
    }
    await files.put(bytes)
    expect((await files.get(sm3)).equals(bytes)).toBe(true)
  })

  it.each([
    '',
    '..',
    '../../caifeng.sqlite',
    'A'.repeat(64),
    `${'a'.repeat(63)}/`,
    `${'a'.repeat(64)}\n`,
    'unfinished',
    'a'.repeat(64),
  ])('are not found under a name that is none of ours: %j', async name => {
    const place = folder()
    expect(await refused(openFiles(place).get(name))).toBe('not-found')
  })

  it('clear away what a crash left half written, but not what may be in writing', async () => {
    const place = folder()
    mkdirSync(join(place, 'unfinished'))
    for (const name of ['old', 'new']) writeFileSync(join(place, 'unfinished', name), '')
    utimesSync(join(place, 'unfinished', 'old'), 1, 1)
    openFiles(place)
    expect(below(place)).toEqual([join('unfinished', 'new')])
  })

  it('that cannot be kept leave neither a name nor a beginning', async () => {
    const place = folder()
    const files = openFiles(place)
    const bytes = Buffer.from('放不下')
    const sm3 = createHash('sm3').update(bytes).digest('hex')
    writeFileSync(join(place, sm3.slice(0, 2)), 'a file where the folder should be')
    await expect(files.put(bytes)).rejects.toThrow()
    expect(below(place)).toEqual([sm3.slice(0, 2)])
  })

  it.skipIf(process.platform === 'win32')('are for the server alone', async () => {
    const place = folder()
    await openFiles(place).put(Buffer.from('密'))
    const [path = ''] = below(place)
    expect((statSync(join(place, path)).mode & 0o777).toString(8)).toBe('600')
    expect(existsSync(join(place, path))).toBe(true)
    expect(readFileSync(join(place, path), 'utf8')).toBe('密')
  })
})
