import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A data folder with the demo office, made once for a run: whoever needs one of their own takes a copy. */
export interface DemoFolder {
  readonly path: string
  readonly remove: () => void
}

/** Makes it as `caifeng demo` does; fails with what was said where that does not end well. */
export async function makeDemoFolder(): Promise<DemoFolder> {
  const home = mkdtempSync(join(tmpdir(), 'caifeng-demo-'))
  const path = join(home, 'data')
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, ['bin/caifeng.js', 'demo', '--data', path], {
    env: { PATH, HOME },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const code = await new Promise(resolve => child.once('close', resolve))
  const remove = () => rmSync(home, { recursive: true, force: true })
  if (code === 0) return { path, remove }
  remove()
  throw new Error(said)
}

/** Copies it to where nothing is yet. */
export const copyDemoFolder = (from: string, to: string): void => cpSync(from, to, { recursive: true })
