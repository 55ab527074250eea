import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import hoodiecrow from 'hoodiecrow-imap'

/** A real IMAP server on this machine with one folder, without TLS: `openMailLine` stands before it. User `bianji`, password `mima`. */
export interface MailServer {
  readonly port: () => number
  /** Puts a letter into the folder, as a delivery does. */
  deliver(raw: Buffer): void
  /** The bytes of letters that the server was told are read. */
  seen(): Buffer[]
  /** The same letters in a folder made anew: another UIDVALIDITY, other UIDs. */
  remake(): Promise<void>
  restart(): Promise<void>
  /** Makes the server fail at one letter's bytes, until what is given back is called. */
  break(uid: number): () => void
  stop(): Promise<void>
}

export const SERVERS = ['npm', 'dovecot'] as const
export type ServerKind = (typeof SERVERS)[number]

/** Why a server cannot be had on this machine; null when it can. */
export function missing(kind: ServerKind): string | null {
  if (kind === 'npm') return null
  const found = DOVECOT.find(path => existsSync(path))
  if (found === undefined)
    return 'dovecot is not on this machine (Debian: apt-get install --no-install-recommends dovecot-imapd); letters are fetched from the server of npm only'
  const version = spawnSync(found, ['--version'], { encoding: 'utf8' }).stdout
  return version.startsWith('2.3.')
    ? null
    : `dovecot here is ${version.trim()}, and only the configuration of 2.3 is known; letters are fetched from the server of npm only`
}

export const openMailServer = (kind: ServerKind): Promise<MailServer> => (kind === 'npm' ? openNpm() : openDovecot())

async function openNpm(): Promise<MailServer> {
  const users = { bianji: { password: 'mima' } }
  const messages: { raw: string; uid: number; flags: string[]; internaldate: Date }[] = []
  const lines = new Set<Socket>()
  let validity = 1
  const start = async () => {
    const made = hoodiecrow({
      storage: { INBOX: { messages: [...messages], uidvalidity: validity, uidnext: messages.length + 1 } },
      users,
      plugins: ['ID', 'UIDPLUS'],
    })
    made.server.on('connection', line => {
      line.setNoDelay(true)
      lines.add(line)
      line.on('close', () => lines.delete(line)).on('error', () => undefined)
    })
    await new Promise<void>(resolve => made.listen(0, '127.0.0.1', resolve))
    return made
  }
  let server = await start()
  /** What the server holds now, by number: it keeps letters in memory of its own. */
  const held = () => server.getMailbox('INBOX').messages
  const close = () => {
    for (const line of lines) line.destroy()
    return new Promise<void>(resolve => server.close(resolve))
  }
  const again = async () => {
    const now = held()
    messages.splice(
      0,
      messages.length,
      ...now.map((one, at) => ({
        raw: one.raw,
        uid: at + 1,
        flags: one.flags,
        internaldate: new Date('2023-07-20T00:00:00Z'),
      })),
    )
    await close()
    server = await start()
  }
  return {
    port: () => portOf(server.server.address()),
    deliver: raw => server.appendMessage('INBOX', [], new Date('2023-07-20T00:00:00Z'), raw.toString('latin1')),
    seen: () =>
      held()
        .filter(one => one.flags.includes('\\Seen'))
        .map(one => Buffer.from(one.raw, 'latin1')),
    async remake() {
      validity += 1
      held().reverse()
      await again()
    },
    restart: again,
    break(uid) {
      server.fetchHandlers['BODY.PEEK'] = (_connection, message) => {
        if (message.uid === uid) throw new Error('The server cannot read it.')
        return message.raw
      }
      return () => {
        delete server.fetchHandlers['BODY.PEEK']
      }
    },
    stop: close,
  }
}

const portOf = (address: unknown): number => {
  if (typeof address === 'object' && address !== null && 'port' in address) return Number(address.port)
  throw new Error('The server has no port.')
}

const DOVECOT = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot', '/opt/homebrew/sbin/dovecot']

/** A dovecot of its own, as whoever runs the test: folder, users and sockets in a folder that goes when it stops. */
async function openDovecot(): Promise<MailServer> {
  const program = DOVECOT.find(path => existsSync(path)) ?? 'dovecot'
  const home = mkdtempSync(join(tmpdir(), 'caifeng-dovecot-'))
  const isRoot = process.getuid?.() === 0
  const [uid, gid] = isRoot ? [65_534, 65_534] : [process.getuid?.() ?? 0, process.getgid?.() ?? 0]
  const name = isRoot ? 'nobody' : String(spawnSync('id', ['-un'], { encoding: 'utf8' }).stdout).trim()
  const group = isRoot ? 'nogroup' : String(spawnSync('id', ['-gn'], { encoding: 'utf8' }).stdout).trim()
  const folder = join(home, 'mail')
  chmodSync(home, 0o755)
  const own = (path: string) => {
    if (isRoot) chownSync(path, uid, gid)
  }
  const make = () => {
    for (const path of [folder, ...['new', 'cur', 'tmp'].map(one => join(folder, one))]) {
      mkdirSync(path, { recursive: true })
      own(path)
    }
  }
  make()
  const port = await freePort()
  writeFileSync(
    join(home, 'dovecot.conf'),
    `base_dir = ${home}/run
state_dir = ${home}/state
log_path = ${home}/log
ssl = no
disable_plaintext_auth = no
protocols = imap
listen = 127.0.0.1
default_internal_user = ${name}
default_internal_group = ${group}
default_login_user = ${name}
mail_location = maildir:${folder}
mail_uid = ${uid}
mail_gid = ${gid}
first_valid_uid = ${uid}
last_valid_uid = ${uid}
passdb {
  driver = static
  args = password=mima
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${home}/home
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
`,
  )
  let running = await startDovecot(program, home, port)
  let delivered = 0
  const letters = () =>
    ['new', 'cur'].flatMap(one => readdirSync(join(folder, one)).map(file => ({ file, path: join(folder, one, file) })))
  const deliver = (raw: Buffer) => {
    const path = join(folder, 'tmp', `16${String(++delivered).padStart(8, '0')}.x`)
    writeFileSync(path, raw)
    own(path)
    renameSync(path, path.replace('/tmp/1', '/new/1'))
  }
  return {
    port: () => port,
    deliver,
    seen: () =>
      letters()
        .filter(({ file }) => /:2,[A-Z]*S/.test(file))
        .map(({ path }) => readFileSync(path)),
    async remake() {
      const kept = letters()
        .map(({ path }) => readFileSync(path))
        .reverse()
      // A UIDVALIDITY is the second in which the folder was made.
      await new Promise(resolve => setTimeout(resolve, 1_100))
      rmSync(folder, { recursive: true })
      make()
      for (const raw of kept) deliver(raw)
    },
    break() {
      throw new Error('Only the server of npm breaks on demand.')
    },
    async restart() {
      await ended(running)
      running = await startDovecot(program, home, port)
    },
    async stop() {
      await ended(running)
      rmSync(home, { recursive: true, force: true })
    },
  }
}

async function startDovecot(program: string, home: string, port: number): Promise<ChildProcess> {
  // It hands its standard streams on to children that outlive it: none of ours may be among them.
  const child = spawn(program, ['-F', '-c', join(home, 'dovecot.conf')], { stdio: 'ignore' })
  for (let tries = 0; tries < 100; tries += 1) {
    if (await answers(port)) return child
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error(
    `dovecot does not listen: ${existsSync(join(home, 'log')) ? readFileSync(join(home, 'log'), 'utf8') : ''}`,
  )
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise(resolve => {
    if (child.exitCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })

const freePort = (): Promise<number> =>
  new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const port = portOf(server.address())
      server.close(() => resolve(port))
    })
  })

function answers(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => resolve(false))
    socket.on('data', () => {
      socket.destroy()
      resolve(true)
    })
  })
}
