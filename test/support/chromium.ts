import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { inflate } from '@sparticuz/chromium'
import { type BrowserContextOptions, chromium, type LaunchOptions, type Page } from 'playwright-core'

/** A real browser, and what went wrong in any of its pages. */
export interface TestBrowser {
  /** A page in a profile of its own: no cookies, Chinese, Shanghai time; 1280 × 800 unless told. Further options are Playwright's. */
  page(options?: BrowserContextOptions): Promise<Page>
  /** Uncaught errors and `console.error` of all pages so far, in order. */
  readonly problems: readonly string[]
  close(): Promise<void>
}

const run = promisify(execFile)

const HOME = fileURLToPath(new URL('../../node_modules/.cache/chromium', import.meta.url))

/**
 * Opens the Chromium that lies in an npm package: no download, no system package, no root needed, and root is no obstacle.
 * `CAIFENG_CHROMIUM` names another one; on systems the package is not made for, an installed Chrome is used.
 */
export async function openBrowser(): Promise<TestBrowser> {
  const browser = await chromium.launch(await launchOptions())
  const problems: string[] = []
  return {
    problems,
    async page(options = {}) {
      const size = { width: 1280, height: 800 }
      const context = await browser.newContext({
        viewport: size,
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        ...options,
      })
      const page = await context.newPage()
      page.on('pageerror', error => problems.push(error.message))
      page.on('console', message => {
        if (message.type() === 'error') problems.push(message.text())
      })
      return page
    },
    async close() {
      await browser.close()
    },
  }
}

async function launchOptions(): Promise<LaunchOptions> {
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--font-render-hinting=none',
    '--hide-scrollbars',
  ]
  const own = process.env.CAIFENG_CHROMIUM
  if (own) return { executablePath: own, args }
  if (process.platform !== 'linux' || process.arch !== 'x64') return { channel: 'chrome', args }
  const home = await unpacked()
  const executablePath = join(home, 'chromium')
  return { executablePath, args, env: await surroundings(executablePath, home) }
}

/** The folder with the unpacked browser. Two workers may unpack at once: each beside, and the first to finish gives the folder. */
async function unpacked(): Promise<string> {
  if (existsSync(HOME)) return HOME
  await mkdir(dirname(HOME), { recursive: true })
  const beside = await mkdtemp(`${HOME}-`)
  const packed = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../bin')
  // The package unpacks into the temporary folder of the moment.
  const before = process.env.TMPDIR
  process.env.TMPDIR = beside
  try {
    for (const name of ['chromium.br', 'al2023.tar.br', 'fonts.tar.br']) await inflate(join(packed, name))
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
  await chmod(join(beside, 'chromium'), 0o755)
  await writeFile(join(beside, 'fonts.conf'), fontsConfig(HOME))
  await rename(beside, HOME).catch(() => rm(beside, { recursive: true, force: true }))
  return HOME
}

/** A bare machine lacks some libraries, or every font: then, and only then, those of the package are used. */
async function surroundings(executable: string, home: string): Promise<Record<string, string>> {
  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value
  env.HOME ??= home
  if (!existsSync('/etc/fonts/fonts.conf')) env.FONTCONFIG_FILE = join(home, 'fonts.conf')
  if (await runs(executable, env)) return env
  const libraries = join(home, 'al2023/lib')
  env.LD_LIBRARY_PATH = env.LD_LIBRARY_PATH ? `${libraries}:${env.LD_LIBRARY_PATH}` : libraries
  return env
}

async function runs(executable: string, env: Record<string, string>): Promise<boolean> {
  return run(executable, ['--version'], { env }).then(
    () => true,
    () => false,
  )
}

function fontsConfig(home: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${home}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${home}/font-cache</cachedir></fontconfig>
`
}
