import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the package. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** The server is TypeScript which this Node runs as it is. */
const NEEDED_NODE = 24

/** `node:sqlite` still announces itself as young at every start; whoever runs an office has no use for that line. */
const NODE_FLAGS = ['--disable-warning=ExperimentalWarning']

/** Thrown with a sentence for the person at the keyboard; anything else that is thrown is a bug and shows its stack. */
export class Refusal extends Error {}

/**
 * The Node that runs the programs: the one npm brought as a platform package, else the one running now, else the one on the PATH.
 * Each is asked for its version, since a binary for another libc is there but does not run. Refuses when none is
 * new enough, or nothing is installed yet.
 */
export function findNode(root = ROOT) {
  if (!existsSync(join(root, 'node_modules'))) {
    throw new Refusal('还没有安装依赖（没有 node_modules 目录）。请在程序目录中运行 npm start，它会自动安装。')
  }
  const windows = process.platform === 'win32'
  const home = join(root, 'node_modules', `node-${windows ? 'win' : process.platform}-${process.arch}`, 'bin')
  const candidates = [join(home, windows ? 'node.exe' : 'node'), process.execPath, 'node']
  const seen = []
  for (const path of candidates) {
    const version = path === process.execPath ? process.versions.node : versionOf(path)
    if (version && Number(version.split('.')[0]) >= NEEDED_NODE) return path
    if (version) seen.push(version)
  }
  throw new Refusal(
    `需要 Node.js ${NEEDED_NODE}：随包提供的版本不能在这台机器（${process.platform}-${process.arch}）上运行，` +
      `已有的版本是 ${seen.join('、') || '无'}。请安装 Node.js ${NEEDED_NODE} 或更新的版本，再运行同一条命令。`,
  )
}

function versionOf(path) {
  const ask = () => spawnSync(path, ['--version'], { encoding: 'utf8' })
  let answer = ask()
  if (answer.error?.code === 'EACCES') {
    // Some ways of copying a folder lose the right to execute.
    try {
      chmodSync(path, 0o755)
      answer = ask()
    } catch {
      return undefined
    }
  }
  return answer.status === 0 ? answer.stdout.trim().replace(/^v/, '') : undefined
}

/**
 * Runs a program of ours on the right Node, with this terminal, and gives its exit code (128 + number when a signal ended it).
 * Signals sent to us are passed on, so that stopping the launcher stops the server in order.
 */
export function runNode(args, { node = findNode(), cwd = ROOT, env = process.env } = {}) {
  const quick = { NODE_COMPILE_CACHE: COMPILED, ...env }
  return follow(spawn(node, [...NODE_FLAGS, ...args], { cwd, env: quick, stdio: 'inherit' }))
}

/** Node keeps compiled code here, which takes a third off each start; where it may not write, it does without. */
const COMPILED = join(ROOT, 'node_modules/.cache/compiled')

function follow(child) {
  // Ctrl-C in a terminal reaches the child by itself; a second one would look like impatience and cut its shutdown short.
  const pass = signal => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, pass)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      for (const each of signals) process.off(each, pass)
      resolve(code ?? 128 + (SIGNAL_NUMBERS[signal] ?? 0))
    })
  })
}

const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 }
