import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findNode, Refusal, ROOT } from './runtime.mjs'
import { hasTools } from './setup.mjs'

/** All that the built pages are made of. A change in any of it makes them stale. */
const SOURCES = ['src/ui', 'src/domain', 'src/api.ts', 'src/api', 'vite.config.ts', 'package-lock.json']

const BUILT = join(ROOT, 'dist/ui')
const STAMP = join(ROOT, 'dist/ui.stamp')

/** Builds the pages when they are not those of the present sources. Returns what there was to do; refuses with the log of the build. */
export function buildUi({ node = findNode() } = {}) {
  const wanted = hashOfSources()
  if (existsSync(join(BUILT, 'index.html')) && readStamp() === wanted) return 'fresh'
  if (!hasTools()) {
    if (!existsSync(join(BUILT, 'index.html'))) throw new Refusal('离线包里没有界面文件（dist/ui）。请重新解开离线包。')
    console.log('界面源码有改动，但离线包里没有构建工具，继续使用原有界面。')
    return 'kept'
  }
  console.log('正在构建界面……')
  // Built beside and then swapped: an interrupted build leaves the old pages whole.
  const next = join(ROOT, 'dist/ui.next')
  rmSync(next, { recursive: true, force: true })
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js')
  const { status, stdout, stderr } = spawnSync(node, [vite, 'build', '--outDir', next, '--emptyOutDir'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (status !== 0) throw new Refusal(`界面构建失败：\n${stdout}${stderr}`)
  rmSync(STAMP, { force: true })
  rmSync(BUILT, { recursive: true, force: true })
  renameSync(next, BUILT)
  mkdirSync(join(ROOT, 'dist'), { recursive: true })
  writeFileSync(STAMP, wanted)
  return 'built'
}

/** Says that the pages have to be built again, whatever the sources are. */
export function forgetUi() {
  rmSync(STAMP, { force: true })
}

function readStamp() {
  return existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : undefined
}

function hashOfSources() {
  const hash = createHash('sha256')
  for (const path of SOURCES.flatMap(filesBelow)) {
    hash.update(`${path}\0`)
    hash.update(readFileSync(join(ROOT, path)))
  }
  return hash.digest('hex')
}

function filesBelow(path) {
  if (statSync(join(ROOT, path)).isFile()) return /\.test\.tsx?$/.test(path) ? [] : [path]
  return readdirSync(join(ROOT, path))
    .sort()
    .flatMap(name => filesBelow(`${path}/${name}`))
}
