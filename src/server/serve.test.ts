import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { table } from './serve.ts'

const home = mkdtempSync(join(tmpdir(), 'caifeng-serve-'))
const started: ChildProcess[] = []
afterAll(() => {
  for (const child of started) child.kill('SIGKILL')
  rmSync(home, { recursive: true, force: true })
})

interface Running {
  readonly child: ChildProcess
  readonly port: number
  /** Everything it said so far, on both outputs. */
  readonly said: () => string
  readonly ended: Promise<number | null>
}

/** A server as a process of its own, on an empty office; `args` go to Node. Resolves when it says its address, or has ended. */
function start(args: readonly string[], environment: Record<string, string> = {}): Promise<Running> {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...environment }, stdio: 'pipe' })
  started.push(child)
  let said = ''
  const ended = new Promise<number | null>(resolve => child.on('close', resolve))
  return new Promise(resolve => {
    const hear = (bytes: Buffer): void => {
      said += bytes
      const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1]
      if (port !== undefined) resolve({ child, port: Number(port), said: () => said, ended })
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    void ended.then(() => resolve({ child, port: 0, said: () => said, ended }))
  })
}
const MAIN = join(import.meta.dirname, 'main.ts')
const serveEmpty = (name: string, port = 0) =>
  start([MAIN, 'serve', '--empty', '--data', join(home, name), '--port', String(port)])

describe('a server', () => {
  it('says where it is, and ends with 0 when told to', async () => {
    const server = await serveEmpty('one')
    expect(server.said()).toContain('采风已启动')
    const health = await fetch(`http://127.0.0.1:${server.port}/api/health`)
    expect(await health.json()).toEqual({ status: 'ok' })
    server.child.kill('SIGTERM')
    expect(await server.ended).toBe(0)
    const again = await serveEmpty('one')
    expect(again.said()).toContain('采风已启动')
    again.child.kill('SIGINT')
    expect(await again.ended).toBe(0)
  })

  it('finishes a request that is under way before it ends', async () => {
    const server = await serveEmpty('two')
    const body = JSON.stringify({})
    const answer = await new Promise<string>((resolve, reject) => {
      let heard = ''
      const socket = connect(server.port, '127.0.0.1', () => {
        socket.write(
          `POST /api/session.current HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`,
        )
        // The head has arrived once a second connection was answered after it.
        void fetch(`http://127.0.0.1:${server.port}/api/health`).then(() => {
          server.child.kill('SIGTERM')
          server.child.stdout?.once('data', () => socket.write(body))
        })
      })
      socket.on('data', bytes => {
        heard += bytes
      })
      socket.on('close', () => resolve(heard))
      socket.on('error', reject)
    })
    expect(answer).toMatch(/^HTTP\/1.1 200 /)
    expect(answer).toContain('"office"')
    expect(await server.ended).toBe(0)
  })

  it('says in a sentence that the port is taken', async () => {
    const first = await serveEmpty('three')
    const second = await serveEmpty('four', first.port)
    expect(await second.ended).toBe(1)
    expect(second.said()).toContain(`端口 ${first.port} 已被占用`)
    first.child.kill('SIGTERM')
    await first.ended
  })

  it('ends with 70 over an error that nobody caught, and says it in the log', async () => {
    const script = `
      import { readConfig } from './src/server/config.ts'
      import { openInstallation } from './src/server/installation.ts'
      import { openLog } from './src/server/log.ts'
      import { createOffice } from './src/server/offices.ts'
      import { serve } from './src/server/serve.ts'
      const config = readConfig({ CAIFENG_DATA: process.env.WHERE, CAIFENG_PORT: '0' })
      const log = openLog(() => Date.now(), line => process.stderr.write(line))
      const installation = await openInstallation(config, { what: 'test', log })
      await installation.database.write(db => createOffice(db, { name: '办公室', newId: installation.newId, now: '2023-07-01T00:00:00.000Z' }))
      process.once('SIGUSR2', () => Promise.reject(new Error('nobody caught this')))
      await serve(config, installation, text => console.log(text))`
    const server = await start(['--input-type=module', '-e', script], { WHERE: join(home, 'five') })
    server.child.kill('SIGUSR2')
    expect(await server.ended).toBe(70)
    expect(server.said()).toContain('nobody caught this')
  })
})

describe('the table on the console', () => {
  it('has straight columns, whatever the words', () => {
    expect(
      table([
        ['角色', '账户'],
        ['审核签发', 'chief'],
        ['x', '信息员'],
      ]),
    ).toEqual(['  角色      账户', '  审核签发  chief', '  x         信息员'])
  })
})
