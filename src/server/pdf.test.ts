import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Problem } from '../domain/problems.ts'
import { FONTS } from './docx/fonts.ts'
import { PdfRefusal, pdfAvailable, pdfOf } from './pdf.ts'
import { fontsConf } from './pdf-fonts.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caifeng-test-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

/** A folder with a program named soffice that does this; scripts find the machine's own programs. */
async function office(script: string): Promise<string> {
  const path = join(folder, 'bin')
  await mkdir(path, { recursive: true })
  await writeFile(join(path, 'soffice'), `#!/bin/sh\n${script}\n`)
  await chmod(join(path, 'soffice'), 0o755)
  return path
}

const refusalOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return ''
  } catch (error) {
    if (error instanceof PdfRefusal) return error.message
    throw error
  }
}

describe('where LibreOffice is not installed', () => {
  it('says so and offers the .docx', async () => {
    const { available, sentence } = await pdfAvailable({ path: folder })
    expect(available).toBe(false)
    expect(sentence).toBe(
      '本机没有安装 LibreOffice，不能直接生成 PDF。请下载 Word 文档（.docx），用 WPS 或 Word 打开后另存为 PDF。也可请系统管理员安装 LibreOffice。',
    )
    expect(await refusalOf(pdfOf(new Uint8Array(1), { path: folder }))).toBe(sentence)
  })
})

// The kinds of answer LibreOffice may give, by programs that give them.
describe.runIf(process.platform !== 'win32')('a job', () => {
  /** Writes what it was asked to make, as LibreOffice does. */
  const MAKES = 'case "$*" in *paper.docx*) cp paper.docx paper.fodt;; *) cp paper.fodt paper.pdf;; esac'

  it('mends between the two runs what LibreOffice reads wrongly', async () => {
    const path = await office(MAKES)
    const text =
      '<a style:text-autospace="ideograph-alpha" style:punctuation-wrap="hanging"/><b style:text-autospace="none"/>'
    const pdf = await pdfOf(Buffer.from(text), { path })
    expect(pdf.toString()).toBe(
      '<a style:text-autospace="none" style:punctuation-wrap="simple"/><b style:text-autospace="none"/>',
    )
  })

  it('gives each run a profile, a home and fonts of its own, and leaves nothing behind', async () => {
    const log = join(folder, 'log')
    const path = await office(
      `echo "$1 $HOME $FONTCONFIG_FILE" >> ${log}; test -s "$FONTCONFIG_FILE" || exit 3\n${MAKES}`,
    )
    await Promise.all([pdfOf(Buffer.from('1'), { path }), pdfOf(Buffer.from('2'), { path })])
    const runs = (await readFile(log, 'utf8')).trimEnd().split('\n')
    expect(runs).toHaveLength(4)
    expect(new Set(runs).size).toBe(2)
    const homes = runs.map(run => run.split(' ')[1] ?? '')
    for (const home of homes) await expect(readdir(home)).rejects.toThrow('ENOENT')
  })

  it('that makes nothing is refused', async () => {
    expect(await refusalOf(pdfOf(new Uint8Array(1), { path: await office('exit 1') }))).toMatch(/没有生成 PDF/)
  })

  it('that takes too long is ended with all it started', async () => {
    const beats = join(folder, 'beats')
    const path = await office(`(while :; do echo beat >> ${beats}; sleep 0.05; done) & wait`)
    expect(await refusalOf(pdfOf(new Uint8Array(1), { path, wallMs: 800 }))).toMatch(/已停止/)
    const before = await readFile(beats, 'utf8')
    await new Promise(resolve => setTimeout(resolve, 500))
    expect(before).not.toBe('')
    expect(await readFile(beats, 'utf8')).toBe(before)
  })

  it('waits while two are at work, and is sent away when fifty wait', async () => {
    const log = join(folder, 'log')
    const path = await office(`echo + >> ${log}; sleep 0.1; echo - >> ${log}\n${MAKES}`)
    const jobs = await Promise.allSettled(Array.from({ length: 60 }, () => pdfOf(Buffer.from('1'), { path })))
    const refused = jobs.flatMap(job => (job.status === 'rejected' ? [job.reason] : []))
    expect(refused).toHaveLength(8)
    expect(refused.every(reason => reason instanceof Problem && reason.code === 'busy')).toBe(true)
    let atWork = 0
    let most = 0
    for (const mark of (await readFile(log, 'utf8')).trim().split('\n')) {
      atWork += mark === '+' ? 1 : -1
      most = Math.max(most, atWork)
    }
    expect(most).toBe(2)
  })

  it('over the limit is refused before anything runs', async () => {
    await expect(pdfOf(new Uint8Array(20 * 1024 * 1024 + 1), { path: folder })).rejects.toThrow('too-large')
  })
})

describe('the fonts of a run', () => {
  it('have a stand-in for every font our papers name', () => {
    const conf = fontsConf()
    for (const { name } of Object.values(FONTS).flatMap(fonts => Object.values(fonts)))
      expect(conf).toContain(`<string>${name}</string></test><edit name="family" mode="append" binding="strong">`)
  })
})
