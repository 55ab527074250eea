import { Buffer } from 'node:buffer'
import { ImapFlow } from 'imapflow'

/** How a mailbox is reached. Always TLS, its certificate verified (MAIL-10). */
export interface MailAccount {
  readonly host: string
  readonly port: number
  readonly username: string
  readonly password: string
  readonly folder: string
  /** PEM of the only authority that is believed; '' for those of the system. */
  readonly ca: string
}

/** A letter as the server lists it. */
export interface Remote {
  readonly uid: number
  readonly size: number
  /** INTERNALDATE in milliseconds; null where the server does not say. */
  readonly receivedAt: number | null
}

/** An open folder. Every method may throw `MailFailure`; nothing is ever moved or deleted in it. */
export interface MailFolder {
  readonly uidValidity: number
  /** Letters with a UID above `after`, in order. */
  list(after: number): Promise<Remote[]>
  /** What the server says of one letter; null when it is gone. */
  find(uid: number): Promise<Remote | null>
  /** All bytes of a letter, without marking it as read; null when it is gone. */
  fetch(uid: number): Promise<Uint8Array | null>
  /** Only its head. */
  fetchHead(uid: number): Promise<Uint8Array | null>
  /** Tells the server that letters are read: for people who look there, never for us (MAIL-01). */
  flag(uids: readonly number[]): Promise<void>
}

export type MailFailureCode =
  | 'address'
  | 'refused'
  | 'certificate'
  | 'timeout'
  | 'login'
  | 'password'
  | 'folder'
  | 'lost'
  | 'server'

/** What people read of a failure: what is wrong and what to do; what came before is safe in any case. */
export const FAILURE_WORDS: Readonly<Record<MailFailureCode, string>> = {
  address: '找不到收信服务器，请核对服务器地址和本机的网络',
  refused: '收信服务器拒绝连接，请核对地址和端口（一般是 993）',
  certificate: '收信服务器的证书不能确认，没有登录；请核对地址，单位自建的邮件服务器请填上它的根证书',
  timeout: '收信服务器没有回应，稍后自动再试',
  login: '账号或密码（授权码）不对，没有登录；QQ、163 等邮箱要填授权码，并在邮箱设置里开启 IMAP',
  password: '邮箱的密码打不开（换过机器或密钥），请在“设置”里重新填写',
  folder: '邮箱里没有这个文件夹，请核对名称',
  lost: '与收信服务器的连接中断，稍后自动再试',
  server: '收信服务器没有照办，稍后自动再试',
}

/** A poll could not go on. `isGone`: the connection is over, not only the one command. */
export class MailFailure extends Error {
  readonly code: MailFailureCode
  readonly isGone: boolean
  constructor(code: MailFailureCode, isGone: boolean, cause?: unknown) {
    super(FAILURE_WORDS[code], { cause })
    this.code = code
    this.isGone = isGone
  }
}

/** Milliseconds: to connect, to be greeted, of silence in a dialogue, and for one poll as a whole. */
const TIMES = { connect: 15_000, greeting: 15_000, silence: 45_000, whole: 15 * 60_000 } as const
/** Lines a server may send without a literal. */
const LINE_MAX = 1_000_000

/**
 * Opens the folder of an account, does the work and says goodbye. Throws `MailFailure` for whatever the other side or the network does: an end of
 * the connection, a NO, BYE or BAD at any command, silence.
 */
export async function withFolder<T>(
  account: MailAccount,
  work: (folder: MailFolder) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const client = clientFor(account)
  let lost: unknown = null
  // Without a listener the loss of a connection would end the process.
  client.on('error', error => {
    lost ??= error
  })
  const hangUp = () => client.close()
  const late = setTimeout(hangUp, TIMES.whole)
  signal?.addEventListener('abort', hangUp)
  const asked = async <R>(command: () => Promise<R>, code: MailFailureCode): Promise<R> => {
    try {
      return await command()
    } catch (error) {
      throw failureOf(lost ?? error, code, !client.usable)
    }
  }
  try {
    await asked(() => client.connect(), 'lost')
    const lock = await asked(() => client.getMailboxLock(account.folder), 'folder')
    try {
      return await work(folderOf(client, asked))
    } finally {
      lock.release()
    }
  } finally {
    clearTimeout(late)
    signal?.removeEventListener('abort', hangUp)
    // Who does not hear the goodbye is hung up on.
    const hungUp = setTimeout(hangUp, 2_000)
    await client.logout().catch(() => undefined)
    clearTimeout(hungUp)
    client.close()
  }
}

/** Whether an account can be used, down to its folder → how many letters lie there. */
export const testAccount = (account: MailAccount): Promise<number> =>
  withFolder(account, async folder => (await folder.list(0)).length)

const clientFor = ({ host, port, username, password, ca }: MailAccount): ImapFlow =>
  new ImapFlow({
    host,
    port,
    secure: true,
    auth: { user: username, pass: password },
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true, ...(ca === '' ? {} : { ca }) },
    // Some providers let nobody in who does not say what they are (RFC 2971).
    clientInfo: { name: 'caifeng', version: '1', vendor: 'caifeng' },
    logger: false,
    disableAutoIdle: true,
    disableCompression: true,
    disableBinary: true,
    connectionTimeout: TIMES.connect,
    greetingTimeout: TIMES.greeting,
    socketTimeout: TIMES.silence,
    maxLineLength: LINE_MAX,
  })

type Asked = <R>(command: () => Promise<R>, code: MailFailureCode) => Promise<R>

function folderOf(client: ImapFlow, asked: Asked): MailFolder {
  const { mailbox } = client
  if (mailbox === false) throw new MailFailure('folder', !client.usable)
  const one = (uid: number, query: { source?: true; headers?: true; size?: true; internalDate?: true }) =>
    asked(async () => {
      const found = await client.fetchOne(String(uid), { uid: true, ...query }, { uid: true })
      if (found !== false && found !== undefined) return found
      // Nothing of a letter means that it is gone only while the server is still there to say so.
      if (!client.usable) throw new MailFailure('lost', true)
      return null
    }, 'server')
  return {
    uidValidity: Number(mailbox.uidValidity),
    list: after =>
      asked(async () => {
        const found: Remote[] = []
        const range = `${after + 1}:*`
        // `n:*` names the last letter even where its number is below n (RFC 3501, 6.4.8).
        for await (const { uid, size, internalDate } of client.fetch(
          range,
          { uid: true, size: true, internalDate: true },
          { uid: true },
        ))
          if (uid > after) found.push({ uid, size: size ?? 0, receivedAt: timeOf(internalDate) })
        return found.sort((a, b) => a.uid - b.uid)
      }, 'server'),
    async find(uid) {
      const found = await one(uid, { size: true, internalDate: true })
      return found === null ? null : { uid, size: found.size ?? 0, receivedAt: timeOf(found.internalDate) }
    },
    async fetch(uid) {
      const found = await one(uid, { source: true })
      if (found === null) return null
      if (found.source === undefined) throw new MailFailure('server', !client.usable)
      return found.source
    },
    async fetchHead(uid) {
      const found = await one(uid, { headers: true })
      return found === null ? null : (found.headers ?? Buffer.alloc(0))
    },
    async flag(uids) {
      if (uids.length === 0) return
      const told = await asked(() => client.messageFlagsAdd(uids.join(','), ['\\Seen'], { uid: true }), 'server')
      if (!told) throw new MailFailure(client.usable ? 'server' : 'lost', !client.usable)
    },
  }
}

const timeOf = (date: Date | string | undefined): number | null => {
  const time = date === undefined ? Number.NaN : new Date(date).getTime()
  return Number.isFinite(time) ? time : null
}

const BY_CODE: Readonly<Record<string, MailFailureCode>> = {
  ENOTFOUND: 'address',
  EAI_AGAIN: 'address',
  EAI_NODATA: 'address',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  ETIMEDOUT: 'timeout',
  ETIMEOUT: 'timeout',
  CONNECT_TIMEOUT: 'timeout',
  GREETING_TIMEOUT: 'timeout',
  UPGRADE_TIMEOUT: 'timeout',
  ECONNRESET: 'lost',
  EPIPE: 'lost',
  NoConnection: 'lost',
  EConnectionClosed: 'lost',
  ClosedAfterConnectTLS: 'lost',
  ClosedAfterConnectText: 'lost',
}

/** What an error of the client means. */
function failureOf(error: unknown, usual: MailFailureCode, isGone: boolean): MailFailure {
  if (error instanceof MailFailure) return error
  if (!(error instanceof Error)) return new MailFailure(usual, isGone, error)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if ('authenticationFailed' in error && error.authenticationFailed === true)
    return new MailFailure('login', true, error)
  if (/CERT|SIGNED|ALTNAME|ISSUER|ERR_TLS|ERR_SSL/.test(code)) return new MailFailure('certificate', true, error)
  const known = BY_CODE[code]
  if (known !== undefined) return new MailFailure(known, true, error)
  return new MailFailure(isGone && usual === 'server' ? 'lost' : usual, isGone, error)
}
