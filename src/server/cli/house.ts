import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { API, ErrorView, type Input, type Output } from '../../api.ts'
import type { Operation } from '../../domain/access.ts'
import { instantOf } from '../../domain/calendar.ts'
import type { OfficeId } from '../../domain/model.ts'
import { Problem } from '../../domain/problems.ts'
import { sentence } from '../../domain/sentences.ts'
import { type Config, readConfig } from '../config.ts'
import type { Actor } from '../context.ts'
import { type Installation, openBeside, openInstallation } from '../installation.ts'
import { type Log, openLog } from '../log.ts'
import { createOffice, officeOf } from '../offices.ts'
import { run } from '../pipeline.ts'
import { type Called, Refusal, type Terminal } from './command.ts'

/** The command line on the machine itself: it has rights of its own in `access.ts` and no others. */
export const CONSOLE: Actor = { user: null, name: '本机命令行', callers: ['console'], unit: null, ip: '', session: '' }

/** An office as the command line works with it: every call goes the way all calls go. */
export interface House {
  readonly installation: Installation
  readonly office: OfficeId
  call<Name extends Operation>(name: Name, input: Input<Name>, actor?: Actor): Promise<Output<Name>>
  close(): Promise<void>
}

/** The configuration of this call: environment, and `--data` over it. */
export const configOf = (called: Pick<Called, 'data'>, { environment }: Terminal): Config =>
  readConfig({ ...environment, ...(called.data === null ? {} : { CAIFENG_DATA: called.data }) })

/** What goes wrong inside is said on standard error, one JSON line each; nothing else of the log is shown here. */
export const quietLog = ({ err }: Terminal): Log =>
  openLog(
    () => Date.now(),
    line => err(line.trimEnd()),
  )

/** Whether there is anything in a data folder, without making it. */
export const isThere = ({ databaseUrl, folder }: Config): boolean =>
  databaseUrl !== null || existsSync(join(folder, 'caifeng.sqlite'))

/** Opens the office of the data folder for reading; refuses where there is none. */
export async function openHouse(called: Called, terminal: Terminal, what: string): Promise<House> {
  const config = configOf(called, terminal)
  if (!isThere(config)) throw new Refusal(nothingIn(config.folder))
  const installation = await openBeside(config, { what, log: quietLog(terminal) })
  const office = await installation.database.read(officeOf)
  if (office === null) {
    await installation.close()
    throw new Refusal(nothingIn(config.folder))
  }
  return houseOf(installation, office.id)
}

const nothingIn = (folder: string): string =>
  `${folder} 里还没有办公室的数据。请用 caifeng import 接收一份通报，或用 --data 指明数据目录。`

/** Opens the office of the data folder for writing, making it when the folder is empty. */
export async function openOrMakeHouse(
  called: Called,
  terminal: Terminal,
  { what, name }: { what: string; name: string },
): Promise<House> {
  const installation = await openInstallation(configOf(called, terminal), { what, log: quietLog(terminal) })
  try {
    return houseOf(installation, await officeIn(installation, name))
  } catch (error) {
    await installation.close()
    throw error
  }
}

/** The office of an installation, made under this name when there is none. */
export const officeIn = ({ database, newId, clock }: Installation, name: string): Promise<OfficeId> =>
  database.write(
    async db => (await officeOf(db))?.id ?? (await createOffice(db, { name, newId, now: instantOf(clock()) })),
  )

export function houseOf(installation: Installation, office: OfficeId): House {
  return {
    installation,
    office,
    close: () => installation.close(),
    async call(name, input, actor = CONSOLE) {
      const answer = await run(installation, {
        operation: name,
        input,
        actor,
        office,
        key: randomBytes(16).toString('hex'),
        dryRun: false,
        requestId: randomBytes(6).toString('hex'),
      })
      const body: unknown = JSON.parse(answer.body)
      if (answer.status !== 200) throw refusalOf(ErrorView.parse(body))
      return outputOf(name, body)
    },
  }
}

const refusalOf = ({ message, fields = [] }: ErrorView): Refusal =>
  new Refusal([message, ...fields.map(field => `  ${field.path}：${field.message}`)].join('\n'))

/** The body was made by the out schema of the same operation, which the type of the table cannot say. */
const outputOf = <Name extends Operation>(name: Name, body: unknown): Output<Name> =>
  Reflect.apply(API[name].output.parse, API[name].output, [body])

/** Bytes of a file somebody named; no more of a huge one is read than it takes to refuse it. */
const BYTES_MAX = 20 * 1024 * 1024

/** Reads a file that was named on the command line; `Problem` `too-large`, `Refusal` for what cannot be opened. */
export async function bytesOf(path: string): Promise<Buffer> {
  try {
    const handle = await open(path, 'r')
    try {
      const { size } = await handle.stat()
      if (size > BYTES_MAX) throw new Problem('too-large', { file: basename(path), limit: '20 MiB' })
      return await handle.readFile()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (error instanceof Problem) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw new Refusal(`${path}：${REASONS[code] ?? '这个文件打不开'}。`)
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: '没有这个文件',
  EISDIR: '这是一个目录，不是文件',
  EACCES: '没有读取这个文件的权限',
}

/** What a thrown refusal says; null for a bug. */
export function sentenceOf(error: unknown): string | null {
  if (error instanceof Refusal) return error.message
  return error instanceof Problem ? sentence(error.code, error.params) : null
}
