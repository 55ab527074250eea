import { CannotStart } from './cannot-start.ts'
import { type Command, called, EXIT, type Terminal, Usage } from './cli/command.ts'
import { ConfigError } from './config.ts'

/** Every command there is, in the order of the help. Each is loaded when it is called: auditing a file needs no server. */
const COMMANDS: Readonly<Record<string, () => Promise<{ readonly command: Command }>>> = {
  serve: () => import('./cli/serve.ts'),
  audit: () => import('./cli/audit.ts'),
  import: () => import('./cli/import.ts'),
  standings: () => import('./cli/standings.ts'),
  score: () => import('./cli/score.ts'),
  notice: () => import('./cli/notice.ts'),
  demo: () => import('./cli/demo.ts'),
  migrate: () => import('./cli/migrate.ts'),
  reindex: () => import('./cli/reindex.ts'),
  archive: () => import('./cli/archive.ts'),
  restore: () => import('./cli/restore.ts'),
}

/** `caifeng <command> …` → the exit code: 0 done, 1 refused (a sentence on standard error), 2 called wrongly. `audit` has its own. */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    terminal.out(await overview())
    return name === undefined ? EXIT.usage : EXIT.ok
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (load === undefined) {
    terminal.err(`没有这个命令：${name}。可用的命令：${Object.keys(COMMANDS).join('、')}。`)
    return EXIT.usage
  }
  const { command } = await load()
  try {
    const call = called(command, rest)
    if (call !== 'help') return await command.run(call, terminal)
    terminal.out(helpOf(command))
    return EXIT.ok
  } catch (error) {
    if (error instanceof Usage) {
      terminal.err(`${error.message}\n用法：caifeng ${command.usage}\n详细说明：caifeng ${command.name} --help`)
      return EXIT.usage
    }
    terminal.err(await saidOf(error))
    return EXIT.refused
  }
}

/** The sentence of a refusal; a bug is thrown on, with its stack. */
async function saidOf(error: unknown): Promise<string> {
  if (error instanceof CannotStart || error instanceof ConfigError) return error.message
  const { sentenceOf } = await import('./cli/house.ts')
  const { problemOf } = await import('./db/errors.ts')
  const sentence = sentenceOf(problemOf(error) ?? error)
  if (sentence === null) throw error
  return sentence
}

const helpOf = ({ usage, help }: Command): string =>
  [`用法：caifeng ${usage}`, '', help.trim(), '', DATA_HELP].join('\n')

const DATA_HELP = `公共选项：
  --data 目录   数据目录，默认是当前目录下的 data；也可用环境变量 CAIFENG_DATA 指定。
                设了 CAIFENG_DATABASE_URL（postgres://…）的，数据库用 PostgreSQL，目录里只放文件和密钥。
  --help        显示这份说明。`

async function overview(): Promise<string> {
  const commands: Command[] = []
  for (const load of Object.values(COMMANDS)) commands.push((await load()).command)
  return [
    '采风：政务信息的报送、采用、计分、排名、通报和核对',
    '',
    '用法：caifeng 命令 [选项]',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(10)}  ${summary}`),
    '',
    DATA_HELP,
    '',
    '每个命令的用法：caifeng 命令 --help',
  ].join('\n')
}

if (import.meta.main) {
  // Whoever reads what is said may stop early (`| head`); then nobody is left to tell, and the work goes on.
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', error => {
      if (!('code' in error) || error.code !== 'EPIPE') throw error
    })
  process.exitCode = await main(process.argv.slice(2), {
    out: text => process.stdout.write(`${text}\n`),
    err: text => process.stderr.write(`${text}\n`),
    environment: process.env,
  })
}
