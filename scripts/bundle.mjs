import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { findNode, ROOT } from './runtime.mjs'
import { setUp, wantedStamp } from './setup.mjs'
import { tarOf } from './tar.mjs'
import { buildUi } from './ui.mjs'

/** What a checkout may hold beside the sources. Hidden files stay at home too, but for .npmrc. */
const NOT_SOURCES = new Set(['node_modules', 'node_modules.previous', 'dist', 'data', 'coverage'])

/**
 * `npm run bundle`: one archive for a machine without network: sources, what the program needs at run time, the built pages and the
 * Node that runs it. Tools for building and testing stay out; the stamp inside says so.
 */
export default async function bundle() {
  await setUp({ tools: true })
  buildUi({ node: findNode() })
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const name = `caifeng-${version}-${process.platform}-${process.arch}`
  const target = join(ROOT, 'dist', `${name}.tar.gz`)
  const home = mkdtempSync(join(tmpdir(), 'caifeng-bundle-'))
  try {
    const stamp = join(home, 'stamp')
    writeFileSync(stamp, JSON.stringify(wantedStamp({ tools: false })))
    const files = [
      ...sources(),
      ...filesBelow('dist/ui').map(asIs),
      asIs('dist/ui.stamp'),
      ...runtimePackages()
        .flatMap(folder => filesBelow(folder, inPackage))
        .map(asIs),
      { path: 'node_modules/.caifeng.json', from: stamp },
    ]
    mkdirSync(join(ROOT, 'dist'), { recursive: true })
    const inside = files.map(({ path, from }) => ({ path: `${name}/${path}`, from }))
    await pipeline(tarOf(inside), createGzip(), createWriteStream(target))
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
  console.log(`已生成 dist/${basename(target)}（${Math.round(statSync(target).size / 1_000_000)} MB）。使用方法：`)
  console.log(`  1. 拷到同类机器（${process.platform}-${process.arch}，装有 Node.js 20 或更新的版本）；`)
  console.log(`  2. tar xzf ${name}.tar.gz`)
  console.log(`  3. cd ${name} && npm start        （不需要网络）`)
  return 0
}

function asIs(path) {
  return { path, from: join(ROOT, path) }
}

function sources() {
  return readdirSync(ROOT)
    .filter(name => name === '.npmrc' || !(name.startsWith('.') || NOT_SOURCES.has(name) || name.endsWith('.log')))
    .sort()
    .flatMap(name => filesBelow(name))
    .map(asIs)
}

/** Folders of the packages which the lock does not mark as tools, as far as they are installed here (others are for other systems). */
function runtimePackages() {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'))
  return Object.entries(packages)
    .filter(([folder, { dev }]) => folder !== '' && !dev && existsSync(join(ROOT, folder)))
    .map(([folder]) => folder)
}

/** Packages below a package are in the lock by themselves. Of Node itself only the program and its licence are needed, not the headers. */
function inPackage(path) {
  return basename(path) !== 'node_modules' && !/^node_modules\/node-[^/]+\/(include|share)$/.test(path)
}

function filesBelow(path, wanted = () => true) {
  if (!statSync(join(ROOT, path)).isDirectory()) return [path]
  return readdirSync(join(ROOT, path))
    .sort()
    .map(name => `${path}/${name}`)
    .filter(wanted)
    .flatMap(each => filesBelow(each, wanted))
}
