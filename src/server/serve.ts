import { join } from 'node:path'
import { SessionView } from '../api.ts'
import { noticeFile } from './actions/notice.ts'
import { buildApp } from './app.ts'
import { CannotStart } from './cannot-start.ts'
import type { Config } from './config.ts'
import { everyHour } from './housekeeping.ts'
import type { Installation } from './installation.ts'
import { startJobs } from './jobs.ts'
import { officeOf } from './offices.ts'
import { CALLERS } from './openapi.ts'
import { run } from './pipeline.ts'
import { signedOut } from './session.ts'
import { Pages } from './static.ts'

/** OPS-02: how long what is under way may take after the order to stop. */
const DRAIN_MS = 10_000
/** What a process says that ended over a bug: EX_SOFTWARE. */
const EXIT_BUG = 70
const PAGES = join(import.meta.dirname, '../../dist/ui')

/**
 * Serves an installation until SIGTERM or SIGINT, then finishes what is under way, closes the installation and returns. Says the address and,
 * in a demo office, its accounts. An error that nobody caught is logged and ends the process with 70: it would go on with broken
 * assumptions. Refuses with `CannotStart` when the address is taken; the installation is closed then too.
 */
export async function serve(config: Config, installation: Installation, say: (text: string) => void): Promise<void> {
  try {
    const pages = new Pages(PAGES)
    const sendsMail = config.mail !== null
    const app = await buildApp({
      ...installation,
      config,
      sendsMail,
      noticeFile,
      uptime: () => performance.now(),
      pages,
    })
    const stopped = orderToStop()
    endOnBugs(installation)
    const address = await app
      .listen({ host: config.host, port: config.port })
      .catch(error => refuseAddress(error, config))
    say(await greeting(installation, config.origin ?? address))
    const stopKeeping = everyHour(installation)
    const stopJobs = startJobs(
      installation,
      config.mail === null ? null : { ...config.mail, link: config.origin ?? '' },
    )
    await stopped
    stopKeeping()
    await stopJobs()
    say('正在停止：办完手上的请求就退出……')
    const late = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS)
    await app.close()
    clearTimeout(late)
  } finally {
    await installation.close()
  }
}

const orderToStop = (): Promise<void> =>
  new Promise(resolve => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve())
  })

function endOnBugs({ log }: Installation): void {
  const end = (cause: unknown) => {
    log.error('程序出现未处理的错误，已停止', { cause: cause instanceof Error ? cause : new Error(String(cause)) })
    process.exit(EXIT_BUG)
  }
  process.on('uncaughtException', end)
  process.on('unhandledRejection', end)
}

function refuseAddress(error: unknown, { host, port }: Config): never {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'EADDRINUSE')
    throw new CannotStart(
      `${host} 的端口 ${port} 已被占用，没有启动。可能已经启动过一次；要用别的端口，请设 CAIFENG_PORT。`,
    )
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL')
    throw new CannotStart(`不能使用地址 ${host}、端口 ${port}，没有启动。请检查 CAIFENG_HOST 和 CAIFENG_PORT。`)
  throw error
}

/** What stands on the console after a start: where it is, and with which accounts a demo office can be tried. */
async function greeting(installation: Installation, address: string): Promise<string> {
  const lines = [`采风已启动：${address}`, '按 Ctrl+C 停止。']
  const office = await installation.database.read(officeOf)
  if (office === null) return lines.join('\n')
  const answer = await run(installation, {
    operation: 'session.current',
    input: {},
    actor: signedOut(''),
    office: office.id,
    key: null,
    dryRun: false,
    requestId: '',
  })
  const view = SessionView.safeParse(JSON.parse(answer.body))
  const accounts = view.success ? (view.data.demoAccounts ?? []) : []
  if (accounts.length === 0) return lines.join('\n')
  const rows = accounts.map(({ account, name, role, password }) => [CALLERS[role], name, account, password])
  return [...lines, '', '演示账户：', ...table([['角色', '姓名', '账户', '密码'], ...rows])].join('\n')
}

/** Rows as columns of equal width; a Chinese character takes the place of two others. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => widthOf(row[column] ?? ''))))
  return rows.map(row =>
    `  ${row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell))).join('  ')}`.trimEnd(),
  )
}

const WIDE = /[\p{Script=Han}\u3000-\u303f\uff00-\uff60]/gu
const widthOf = (text: string): number => [...text].length + (text.match(WIDE)?.length ?? 0)
