import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { CannotStart } from './cannot-start.ts'

/** A data folder that is ours until `release`, or until the process ends, however it ends. */
export interface Lock {
  release(): void
}

/** Who has a folder, for the sentence that refuses the next one. `boot` tells a process id of this run of the machine from an older one. */
const Holder = z.object({ pid: z.number(), what: z.string(), since: z.string(), host: z.string(), boot: z.string() })
type Holder = z.infer<typeof Holder>

/**
 * Takes a data folder (made when missing) for one process that writes (OPS-03). The lock is one of the system's, on a small file: it
 * goes when the process goes, also by kill -9, so none can be left behind. Refuses with `CannotStart`, naming who has it.
 * `what` says what this process is: 采风服务, caifeng import.
 */
export function lockFolder(folder: string, what: string): Lock {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const card = join(folder, 'caifeng.holder.json')
  const database = new DatabaseSync(join(folder, 'caifeng.lock'), { timeout: 0 })
  try {
    // Node has no flock of its own; SQLite's write lock is one, on every system, and other processes get "busy" at once.
    database.exec('begin immediate')
  } catch (error) {
    database.close()
    if (!(error instanceof Error && 'errcode' in error && error.errcode === 5)) throw error
    throw new CannotStart(
      `数据目录 ${folder} 正被${holderOf(card)}使用，一次只能有一个程序写入。请先停止它，再试一次。`,
    )
  }
  const holder: Holder = { pid: process.pid, what, since: new Date().toISOString(), host: hostname(), boot: bootId() }
  writeFileSync(card, JSON.stringify(holder), { mode: 0o600 })
  return {
    release() {
      rmSync(card, { force: true })
      database.close()
    },
  }
}

/** In words; the card is written just after the lock was taken, so it may be that of the one before, or not there yet. */
function holderOf(card: string): string {
  try {
    const { pid, what, since, host, boot } = Holder.parse(JSON.parse(readFileSync(card, 'utf8')))
    if (host !== hostname()) return `计算机 ${host} 上的“${what}”`
    return boot === bootId() ? `“${what}”（进程 ${pid}，${since} 启动）` : '另一个程序'
  } catch {
    return '另一个程序'
  }
}

/** Linux numbers each start of the machine; elsewhere there is no such number, and all processes are taken to be of one. */
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return ''
  }
}
