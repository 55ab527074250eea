import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { constants } from 'node:fs'
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Problem } from '../domain/problems.ts'
import { fontsConf } from './pdf-fonts.ts'

/** Limits of making PDFs: LibreOffice takes 200 MB and two seconds a run, and each job is two runs. */
const LIMITS = {
  bytes: 20 * 1024 * 1024,
  wallMs: 120_000,
  atOnce: 2,
  waiting: 50,
} as const

/** A PDF that was not made, with the Chinese sentence that says why and what to do. */
export class PdfRefusal extends Error {
  constructor(sentence: string) {
    super(sentence)
    this.name = 'PdfRefusal'
  }
}

const ADVICE = '请下载 Word 文档（.docx），用 WPS 或 Word 打开后另存为 PDF。'
const ABSENT = `本机没有安装 LibreOffice，不能直接生成 PDF。${ADVICE}也可请系统管理员安装 LibreOffice。`
const FONTLESS = `本机没有安装中文字体，生成的 PDF 会缺字。${ADVICE}也可请系统管理员安装中文字体。`
const FAILED = `LibreOffice 没有生成 PDF。${ADVICE}`
const SLOW = `生成 PDF 用时超过 ${LIMITS.wallMs / 1000} 秒，已停止。${ADVICE}`

/** Where PDFs come from: `path` is what the programs are looked for on, given in tests only. */
export interface PdfPlace {
  readonly path?: string
  readonly wallMs?: number
}

/** Whether PDFs can be made on this machine, and the sentence that says so on the page. */
export async function pdfAvailable(place: PdfPlace = {}): Promise<{ available: boolean; sentence: string }> {
  if ((await findOffice(place)) === null) return { available: false, sentence: ABSENT }
  if (!(await hasChineseFont(place))) return { available: false, sentence: FONTLESS }
  return { available: true, sentence: '可以直接生成 PDF。' }
}

/**
 * The bytes of one of our .docx → its PDF (PDF/A-2b, tagged), through LibreOffice. At most two at once, the others wait in order; the
 * programs of a job run in a process group of their own, which is killed when the time is up. Throws `PdfRefusal` where LibreOffice
 * is missing, fails or is too slow, `Problem` `busy` when too many wait and `too-large` for a file over the limit.
 */
export async function pdfOf(docx: Uint8Array, place: PdfPlace = {}): Promise<Buffer> {
  if (docx.length > LIMITS.bytes) throw new Problem('too-large', { file: '文档', limit: '20 MiB' })
  const office = await findOffice(place)
  if (office === null) throw new PdfRefusal(ABSENT)
  return inTurn(() => inFolder(folder => convert(docx, { office, folder, wallMs: place.wallMs ?? LIMITS.wallMs })))
}

// ── the programs ───────────────────────────────────────────────────────────────────────────────────────────────

const PLACES =
  process.platform === 'win32'
    ? ['C:\\Program Files\\LibreOffice\\program', 'C:\\Program Files (x86)\\LibreOffice\\program']
    : ['/usr/bin', '/usr/local/bin', '/opt/libreoffice/program', '/Applications/LibreOffice.app/Contents/MacOS']

async function findOffice({ path }: PdfPlace): Promise<string | null> {
  const names = process.platform === 'win32' ? ['soffice.com', 'soffice.exe'] : ['soffice', 'libreoffice']
  const folders = path === undefined ? [...(process.env.PATH ?? '').split(delimiter), ...PLACES] : path.split(delimiter)
  for (const folder of folders.filter(one => one !== ''))
    for (const name of names) {
      const program = join(folder, name)
      if (
        await access(program, constants.X_OK).then(
          () => true,
          () => false,
        )
      )
        return program
    }
  return null
}

/** Only fontconfig can be asked; where there is none (Windows), the system brings Chinese fonts. */
async function hasChineseFont({ path }: PdfPlace): Promise<boolean> {
  const asked = await finished(
    spawn('fc-list', [':lang=zh-cn', 'family'], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, ...(path === undefined ? {} : { PATH: path }) },
    }),
  )
  return asked === null || asked.output.trim() !== ''
}

/** What a program said and its exit code; null when it could not be started. */
function finished(child: ChildProcess): Promise<{ code: number | null; output: string } | null> {
  return new Promise(resolve => {
    let output = ''
    child.stdout?.on('data', chunk => {
      if (output.length < 10_000) output += String(chunk)
    })
    child.once('error', () => resolve(null))
    child.once('close', code => resolve({ code, output }))
  })
}

// ── one job ────────────────────────────────────────────────────────────────────────────────────────────────────

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'caifeng-pdf-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

interface Job {
  readonly office: string
  readonly folder: string
  readonly wallMs: number
}

const PDF_FILTER = `pdf:writer_pdf_Export:${JSON.stringify({
  UseTaggedPDF: { type: 'boolean', value: 'true' },
  PDFUACompliance: { type: 'boolean', value: 'true' },
  SelectPdfVersion: { type: 'long', value: '2' },
})}`

/** .docx → .fodt → mended → .pdf. */
async function convert(docx: Uint8Array, job: Job): Promise<Buffer> {
  const until = Date.now() + job.wallMs
  await writeFile(join(job.folder, 'fonts.conf'), fontsConf())
  await writeFile(join(job.folder, 'paper.docx'), docx)
  await runOffice(job, ['--convert-to', 'fodt', 'paper.docx'], until)
  const flat = await made(job, 'paper.fodt')
  await writeFile(join(job.folder, 'paper.fodt'), mended(flat.toString('utf8')))
  await runOffice(job, ['--convert-to', PDF_FILTER, 'paper.fodt'], until)
  return made(job, 'paper.pdf')
}

/**
 * LibreOffice ignores that no space belongs between hanzi and digits, and reads the switch for marks in the margin the wrong way
 * round: both would move every line end.
 */
const mended = (fodt: string): string =>
  fodt
    .replaceAll('style:text-autospace="ideograph-alpha"', 'style:text-autospace="none"')
    .replaceAll('style:punctuation-wrap="hanging"', 'style:punctuation-wrap="simple"')

async function made({ folder }: Job, name: string): Promise<Buffer> {
  try {
    return await readFile(join(folder, name))
  } catch {
    throw new PdfRefusal(FAILED)
  }
}

async function runOffice({ office, folder }: Job, args: readonly string[], until: number): Promise<void> {
  const profile = pathToFileURL(join(folder, 'profile')).href
  const child = spawn(
    office,
    [`-env:UserInstallation=${profile}`, '--headless', '--norestore', '--nolockcheck', '--nologo', ...args],
    {
      cwd: folder,
      // A group of its own, so that all it starts can be ended with it and nothing else is.
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'ignore', 'ignore'],
      env: {
        ...process.env,
        HOME: folder,
        TMPDIR: folder,
        FONTCONFIG_FILE: join(folder, 'fonts.conf'),
        LC_ALL: 'C.UTF-8',
      },
    },
  )
  let isLate = false
  const timer = setTimeout(
    () => {
      isLate = true
      endGroup(child)
    },
    Math.max(0, until - Date.now()),
  )
  const end = (): void => endGroup(child)
  process.once('exit', end)
  const answer = await finished(child)
  clearTimeout(timer)
  process.removeListener('exit', end)
  if (isLate) throw new PdfRefusal(SLOW)
  if (answer === null) throw new PdfRefusal(FAILED)
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'])
    return
  }
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    child.kill('SIGKILL') // the group is gone already
  }
}

// ── the queue ──────────────────────────────────────────────────────────────────────────────────────────────────

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= LIMITS.atOnce) {
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
