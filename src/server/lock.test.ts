import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, it } from 'vitest'
import { CannotStart } from './cannot-start.ts'
import { lockFolder } from './lock.ts'

const home = mkdtempSync(join(tmpdir(), 'caifeng-lock-'))
const running: ChildProcess[] = []
afterEach(async () => {
  for (const child of running.splice(0)) await end(child)
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const folder = () => mkdtempSync(join(home, 'data-'))

/** Another process that holds the folder. */
async function held(place: string): Promise<ChildProcess> {
  const script = join(import.meta.dirname, '../../test/support/holding-process.ts')
  const child = spawn(process.execPath, [script, place], { stdio: ['ignore', 'pipe', 'inherit'] })
  running.push(child)
  if (child.stdout) await once(child.stdout, 'data')
  return child
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

const refusal = (place: string): unknown => {
  try {
    lockFolder(place, 'caifeng import').release()
    return null
  } catch (error) {
    return error
  }
}

it('lets one process have a folder, and names it to the next', async () => {
  const place = folder()
  const child = await held(place)
  const refused = refusal(place)
  expect(refused).toBeInstanceOf(CannotStart)
  expect(String(refused)).toContain(`“采风服务”（进程 ${child.pid}，`)
})

it('is free again after kill -9, at once and whatever was left lying', async () => {
  const place = folder()
  await end(await held(place))
  expect(refusal(place)).toBeNull()
})

it('holds against the same process too, until it is released', () => {
  const place = folder()
  const lock = lockFolder(place, '采风服务')
  expect(refusal(place)).toBeInstanceOf(CannotStart)
  lock.release()
  expect(refusal(place)).toBeNull()
})

it('holds folders apart', () => {
  const lock = lockFolder(folder(), '采风服务')
  expect(refusal(folder())).toBeNull()
  lock.release()
})

it('refuses in words also when it cannot be read who has the folder', async () => {
  const place = folder()
  await held(place)
  writeFileSync(join(place, 'caifeng.holder.json'), 'half a car')
  expect(String(refusal(place))).toContain('另一个程序')
})
