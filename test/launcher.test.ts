import { execFile, spawn } from 'node:child_process'
import {
  chmodSync,
  constants,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import { afterAll, describe, expect, it } from 'vitest'

const ROOT = process.cwd()
const homes: string[] = []
afterAll(() => {
  for (const home of homes) rmSync(home, { recursive: true, force: true })
})

/** A package as a fresh checkout has it: the launcher, the lock, and the few sources the pages hang on; nothing installed. */
function checkout(): string {
  const home = mkdtempSync(join(tmpdir(), 'caifeng-launcher-'))
  homes.push(home)
  for (const part of ['scripts', 'bin', 'package.json', 'package-lock.json', '.npmrc'])
    cpSync(join(ROOT, part), join(home, part), { recursive: true })
  return home
}

interface Ended {
  readonly code: number | null
  readonly said: string
}

function launch(
  home: string,
  args: readonly string[],
  env: Record<string, string> = {},
  node = process.execPath,
): Promise<Ended> {
  return new Promise(resolve => {
    execFile(node, args, { cwd: home, env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === 'number' ? error.code : null) : 0
      resolve({ code, said: stdout + stderr })
    })
  })
}

/** A program in the place of npm: it notes how it was called, then does what `body` says. */
function npmThat(home: string, body: string): Record<string, string> {
  const note = `require('node:fs').appendFileSync(${JSON.stringify(join(home, 'calls'))}, process.argv.slice(2).join(' ') + '\\n');`
  writeFileSync(join(home, 'npm-cli.cjs'), `${note}\n${body}`)
  writeFileSync(join(home, 'calls'), '')
  return { npm_execpath: join(home, 'npm-cli.cjs'), NODE_ENV: 'production', npm_config_omit: 'dev' }
}

const calls = (home: string) => readFileSync(join(home, 'calls'), 'utf8').trim().split('\n')

describe('the launcher', () => {
  it('names its commands when asked for one it does not have', async () => {
    const { code, said } = await launch(checkout(), ['scripts/run.mjs', 'fly'])
    expect(code).toBe(1)
    expect(said).toContain('没有这个命令：fly')
    expect(said).toContain('start、dev、test')
  })

  it('tries three times when the network fails, says what to do, and gives back what was installed before', async () => {
    const home = checkout()
    mkdirSync(join(home, 'node_modules'))
    writeFileSync(join(home, 'node_modules/worked-this-morning'), '')
    const env = npmThat(home, `console.error('npm error code ENOTFOUND'); process.exit(1)`)
    const { code, said } = await launch(home, ['scripts/run.mjs', 'start'], env)
    expect(code).toBe(1)
    expect(calls(home)).toHaveLength(3)
    expect(said).toMatch(/连不上 npm 软件源，试了 3 次[\s\S]*原有的程序和数据都没有动[\s\S]*npm run bundle/)
    expect(existsSync(join(home, 'node_modules/worked-this-morning'))).toBe(true)
  })

  it('installs tools and platform packages whatever NODE_ENV and omit say, and runs no script of a package', async () => {
    const home = checkout()
    const env = npmThat(home, `console.error('npm error code EUSAGE'); process.exit(1)`)
    const { code, said } = await launch(home, ['scripts/run.mjs', 'test'], env)
    expect(code).toBe(1)
    expect(calls(home)).toEqual([expect.stringMatching(/^ci --ignore-scripts --include=dev --include=optional /)])
    expect(said).toContain('package-lock.json 与 package.json 不一致')
  })

  it('installs anew although the Node that runs it is among what is replaced, as in every update', async () => {
    const home = checkout()
    const own = join(home, 'node_modules/node-here/bin/node')
    mkdirSync(dirname(own), { recursive: true })
    copyFileSync(process.execPath, own, constants.COPYFILE_FICLONE)
    const env = npmThat(home, `console.error('npm error code ENOSPC'); process.exit(1)`)
    expect((await launch(home, ['scripts/run.mjs', 'start'], env, own)).said).toContain('磁盘空间不足')
    expect(calls(home)).toHaveLength(1)
    expect(existsSync(own)).toBe(true)
  })

  it('says in Chinese that the disk is full, without trying again', async () => {
    const home = checkout()
    const env = npmThat(home, `console.error('npm error code ENOSPC'); process.exit(1)`)
    expect((await launch(home, ['scripts/run.mjs', 'start'], env)).said).toContain('磁盘空间不足')
    expect(calls(home)).toHaveLength(1)
  })

  it('leaves a prepared folder alone: no npm, and a sentence for what it cannot do', async () => {
    const home = checkout()
    mkdirSync(join(home, 'node_modules'))
    const { wantedStamp } = await import(join(home, 'scripts/setup.mjs'))
    writeFileSync(join(home, 'node_modules/.caifeng.json'), JSON.stringify(wantedStamp({ tools: false })))
    const env = npmThat(home, 'process.exit(1)')
    expect((await launch(home, ['scripts/run.mjs', 'test'], env)).said).toContain('这是离线包')
    writeFileSync(join(home, 'package-lock.json'), '{"packages":{}}')
    expect((await launch(home, ['scripts/run.mjs', 'start'], env)).said).toContain('package-lock.json 被改动过')
    expect(readFileSync(join(home, 'calls'), 'utf8')).toBe('')
  })
})

/** A prepared checkout: Node is the one of this test, the program is `main`, and a stand-in for vite writes what it was told to build. */
async function prepared(main: string): Promise<string> {
  const home = checkout()
  const files = {
    [`node_modules/node-${process.platform}-${process.arch}/bin/node`]: undefined,
    'node_modules/vite/bin/vite.js': VITE,
    'src/server/main.ts': main,
    'src/ui/main.tsx': 'one',
    'src/domain/points.ts': 'two',
    'src/domain/points.test.ts': 'no part of the pages',
    'src/api.ts': 'three',
    'src/api/article.ts': 'three',
    'vite.config.ts': 'four',
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, path)), { recursive: true })
    if (text === undefined) symlinkSync(process.execPath, join(home, path))
    else writeFileSync(join(home, path), text)
  }
  const { wantedStamp } = await import(join(home, 'scripts/setup.mjs'))
  writeFileSync(join(home, 'node_modules/.caifeng.json'), JSON.stringify(wantedStamp({ tools: true })))
  return home
}

const VITE = `
const fs = require('node:fs')
const out = process.argv[process.argv.indexOf('--outDir') + 1]
const source = fs.readFileSync('src/ui/main.tsx', 'utf8')
if (source === 'broken') { console.error('broken: main.tsx:1'); process.exit(1) }
fs.mkdirSync(out, { recursive: true })
fs.writeFileSync(out + '/index.html', source)
`

const TELL = `console.log('served ' + JSON.stringify(process.argv.slice(2))); process.exit(5)`

describe('npm start', () => {
  it('builds the pages when their sources changed and only then, and hands its arguments to the server', async () => {
    const home = await prepared(TELL)
    const start = () => launch(home, ['scripts/run.mjs', 'start', '--empty', '--port', '0'])
    const first = await start()
    expect(first).toEqual({
      code: 5,
      said: expect.stringMatching(/^正在构建界面……\n界面已构建。\nserved \["serve","--empty","--port","0"\]\n$/),
    })
    expect((await start()).said).not.toContain('界面已构建')
    writeFileSync(join(home, 'src/domain/points.test.ts'), 'changed')
    expect((await start()).said).not.toContain('界面已构建')
    for (const path of [
      'src/ui/main.tsx',
      'src/domain/points.ts',
      'src/api.ts',
      'src/api/article.ts',
      'vite.config.ts',
    ]) {
      writeFileSync(join(home, path), 'changed')
      expect((await start()).said).toContain('界面已构建')
    }
    expect(readFileSync(join(home, 'dist/ui/index.html'), 'utf8')).toBe('changed')
  })

  it('keeps the old pages whole when a build fails, and says why', async () => {
    const home = await prepared(TELL)
    await launch(home, ['scripts/run.mjs', 'start'])
    writeFileSync(join(home, 'src/ui/main.tsx'), 'broken')
    const { code, said } = await launch(home, ['scripts/run.mjs', 'start'])
    expect(code).toBe(1)
    expect(said).toMatch(/界面构建失败：[\s\S]*main\.tsx:1/)
    expect(readFileSync(join(home, 'dist/ui/index.html'), 'utf8')).toBe('one')
  })

  it('refuses a Node before 20 in two languages', async () => {
    const old = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'18.20.8'}})`
    const { code, said } = await launch(checkout(), ['--import', old, 'scripts/run.mjs', 'start'])
    expect(code).toBe(1)
    expect(said).toMatch(
      /需要 Node\.js 20 或更新的版本，现在是 18\.20\.8[\s\S]*Node\.js 20 or newer is needed; this is 18\.20\.8/,
    )
  })
})

describe('bin/caifeng.js', () => {
  it('passes arguments, folder and exit code through', async () => {
    const home = await prepared(
      `console.log(JSON.stringify([process.cwd(), ...process.argv.slice(2)])); process.exit(7)`,
    )
    const elsewhere = mkdtempSync(join(tmpdir(), 'caifeng-elsewhere-'))
    homes.push(elsewhere)
    const { code, said } = await launch(elsewhere, [join(home, 'bin/caifeng.js'), 'audit', '通报 一.docx'])
    expect(code).toBe(7)
    expect(JSON.parse(said)).toEqual([elsewhere, 'audit', '通报 一.docx'])
  })

  it('passes SIGTERM on and waits for an orderly end', async () => {
    const home = await prepared(
      `process.on('SIGTERM', () => { console.log('closed in order'); process.exit(0) }); setInterval(() => {}, 1000); console.log('up')`,
    )
    const child = spawn(process.execPath, [join(home, 'bin/caifeng.js')], { stdio: ['ignore', 'pipe', 'inherit'] })
    const said = text(child.stdout)
    await new Promise(resolve => child.stdout.once('data', resolve))
    child.kill('SIGTERM')
    const code = await new Promise(resolve => child.once('exit', resolve))
    expect(code).toBe(0)
    expect(await said).toContain('closed in order')
  })

  it('says what to do when nothing is installed', async () => {
    const home = checkout()
    const { code, said } = await launch(home, ['bin/caifeng.js', '--help'])
    expect(code).toBe(2)
    expect(said).toContain('请在程序目录中运行 npm start')
  })
})

describe('the closing line', () => {
  it('counts a file that did not load, and a run that died without a failed test, as failures', async () => {
    const { countTests, closingLine } = await import(join(ROOT, 'scripts/summary.mjs'))
    const test = (status: string) => ({ status })
    const good = { status: 'passed', assertionResults: [test('passed'), test('passed'), test('pending')] }
    const bad = { status: 'failed', assertionResults: [test('failed'), test('passed')] }
    const unloaded = { status: 'failed', assertionResults: [] }
    expect(closingLine(countTests({ testResults: [good] }, 0))).toBe('2 passed, 0 failed, 1 skipped')
    expect(closingLine(countTests({ testResults: [good, bad, unloaded] }, 1))).toBe('3 passed, 2 failed, 1 skipped')
    expect(closingLine(countTests({ testResults: [bad] }, 1))).toBe('1 passed, 1 failed')
    expect(closingLine(countTests({ testResults: [good] }, 1))).toBe('2 passed, 1 failed, 1 skipped')
    expect(closingLine(countTests(undefined, 137))).toBe('0 passed, 1 failed')
  })
})

describe('the archive', () => {
  it('keeps long and Chinese names, links, the right to execute, and is the same each time', async () => {
    const home = mkdtempSync(join(tmpdir(), 'caifeng-tar-'))
    homes.push(home)
    const long = `${'深'.repeat(40)}/${'x'.repeat(120)}.txt`
    writeFileSync(join(home, 'program'), 'x'.repeat(1_000))
    chmodSync(join(home, 'program'), 0o755)
    symlinkSync('program', join(home, 'link'))
    const { tarOf } = await import(join(ROOT, 'scripts/tar.mjs'))
    const files = [
      { path: 'program', from: join(home, 'program') },
      { path: long, from: join(home, 'program') },
      { path: 'link', from: join(home, 'link') },
    ]
    const bytes = () => buffer(tarOf(files))
    const first = await bytes()
    expect(first.equals(await bytes())).toBe(true)
    expect(first.length % 512).toBe(0)

    writeFileSync(join(home, 'all.tar'), first)
    mkdirSync(join(home, 'out'))
    await new Promise((resolve, reject) => {
      execFile('tar', ['xf', join(home, 'all.tar'), '-C', join(home, 'out')], error =>
        error ? reject(error) : resolve(undefined),
      )
    })
    expect(readFileSync(join(home, 'out', long), 'utf8')).toBe('x'.repeat(1_000))
    expect(readlinkSync(join(home, 'out/link'))).toBe('program')
    expect(statSync(join(home, 'out/program')).mode & 0o111).toBe(0o111)
  })
})
