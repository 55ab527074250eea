import { parseArgs } from 'node:util'
import { type Period, Period as PeriodSchema } from '../../domain/calendar.ts'

/** Where a command writes: `out` for what was asked, `err` for what went wrong. */
export interface Terminal {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** One `caifeng …` command. */
export interface Command {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** How it is called, without `caifeng`. */
  readonly usage: string
  /** What it does, its options, its exit codes; in Chinese. */
  readonly help: string
  /** Options besides `--data` and `--help`. */
  readonly options: Readonly<Record<string, { readonly type: 'string' | 'boolean'; readonly short?: string }>>
  /** Gives the exit code; what is thrown as `Usage` is 2, as a refusal 1. */
  readonly run: (call: Called, terminal: Terminal) => Promise<number>
}

/** What was typed after the command, checked. */
export interface Called {
  readonly files: readonly string[]
  /** `--data`, else null: the default is up to the command. */
  readonly data: string | null
  readonly text: (option: string) => string | null
  readonly has: (option: string) => boolean
}

/** The command was called in a way it cannot be: exit 2, and how it is called. */
export class Usage extends Error {}

/** It was understood and refused: exit 1 with this Chinese sentence. */
export class Refusal extends Error {}

export const EXIT = { ok: 0, refused: 1, usage: 2 } as const

/** Arguments of a command → what was asked. Throws `Usage` for options it does not know. */
export function called(command: Command, args: readonly string[]): Called | 'help' {
  const options = {
    data: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
    ...command.options,
  } as const
  const { values, positionals } = parsed(args, options)
  if (values.help === true) return 'help'
  const text = (option: string): string | null => {
    const value = values[option]
    if (value === '') throw new Usage(`选项 --${option} 后面要有内容。`)
    return typeof value === 'string' ? value : null
  }
  return { files: positionals, data: text('data'), text, has: option => values[option] === true }
}

function parsed(args: readonly string[], options: Command['options']) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
    const all: Readonly<Record<string, unknown>> = values
    return { values: all, positionals }
  } catch (error) {
    const name = /'(-[^' ]*)/.exec(error instanceof Error ? error.message : '')?.[1]
    throw new Usage(name === undefined ? '命令的写法不对。' : `不认识或写法不对的选项：${name}`)
  }
}

/** The one argument of a command, or `Usage`. */
export function only(files: readonly string[], what: string): string {
  const [first, ...rest] = files
  if (first === undefined) throw new Usage(`没有写${what}。`)
  if (rest.length > 0) throw new Usage(`${what}只能写一个，多出了：${rest.join(' ')}`)
  return first
}

/** `2023-06` → the month, or `Usage`. */
export function monthOf(text: string): Period {
  const found = PeriodSchema.safeParse(text)
  if (!found.success) throw new Usage(`月份应写作 2023-06 的样子：${text}`)
  return found.data
}
