import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { copyDemoFolder } from '../support/demo-folder.ts'

/** A demo office that is served like any other, on a folder and a port of its own. */
export interface Pages {
  readonly url: string
  /** Of every demo account. */
  readonly password: string
  close(): Promise<void>
}

/** Starts a server on a fresh demo office and waits until it has said its address. The pages are built first when there are none. */
export async function openPages(): Promise<Pages> {
  if (!existsSync('dist/ui/index.html')) buildPages()
  const home = mkdtempSync(join(tmpdir(), 'caifeng-pages-'))
  const data = join(home, 'data')
  const made = await fetch(inject('demoDoor'))
  if (!made.ok) throw new Error(await made.text())
  copyDemoFolder(await made.text(), data)
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, ['bin/caifeng.js', 'serve', '--port', '0', '--data', data], {
    env: { PATH, HOME },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const greeting = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      // The accounts are said in one piece with the address; the last of them is the audit administrator's.
      if (/审计管理员.*\n/.test(said)) resolve(said)
    })
    child.once('exit', () => {
      rmSync(home, { recursive: true, force: true })
      reject(new Error(said))
    })
  })
  const url = /http:\/\/[\d.]+:\d+/.exec(greeting)?.[0]
  const password = /shenji\s+(\S+)/.exec(greeting)?.[1]
  if (url === undefined || password === undefined) throw new Error(greeting)
  return {
    url,
    password,
    async close() {
      child.kill('SIGTERM')
      await ended
      rmSync(home, { recursive: true, force: true })
    },
  }
}

function buildPages(): void {
  const build = `import('./scripts/ui.mjs').then(({ buildUi }) => buildUi())`
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', build], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}
