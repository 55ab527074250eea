import { connect, type Socket } from 'node:net'
import { createServer } from 'node:tls'
import { selfSigned } from './certificate.ts'

/** Where a line is cut: before the command reaches the server, or after it was carried out and before anything of its answer arrives. */
export type LineCut = 'before' | 'after'

/** A line with TLS to a mail server without, which breaks at the command it was told to. */
export interface MailLine {
  readonly port: number
  /** What clients must believe. */
  readonly ca: string
  /** All commands that came, in order, since the last `watch`. */
  readonly commands: readonly string[]
  /** Forgets the commands so far; from now on the k-th of them, counted from 0, is cut. */
  /** Is told of every command before it goes on; null tells nobody. */
  tell(listener: ((command: string) => void) | null): void
  watch(cut?: { readonly at: number; readonly where: LineCut }): void
  stop(): Promise<void>
}

/** Opens a line to a server on this machine. */
export async function openMailLine(target: () => number): Promise<MailLine> {
  const { key, cert } = selfSigned()
  const lines = new Set<Socket>()
  const state: {
    commands: string[]
    cut: { at: number; where: LineCut } | null
    listener: ((command: string) => void) | null
  } = { commands: [], cut: null, listener: null }
  const server = createServer({ key, cert }, client => {
    const behind = connect(target(), '127.0.0.1')
    let ending = false
    const end = () => {
      client.destroy()
      behind.destroy()
    }
    for (const line of [client, behind]) {
      line.setNoDelay(true)
      lines.add(line)
      line.on('error', end).on('close', () => {
        lines.delete(line)
        end()
      })
    }
    client.on('data', bytes => {
      for (const command of bytes.toString('latin1').split('\r\n')) {
        if (command === '') continue
        const at = state.commands.length
        state.commands.push(command)
        state.listener?.(command)
        if (state.cut === null || state.cut.at !== at) continue
        if (state.cut.where === 'before') return end()
        ending = true
      }
      behind.write(bytes)
    })
    // The server has answered, so the command is done; nobody hears of it.
    behind.on('data', bytes => (ending ? end() : client.write(bytes)))
  })
  server.on('tlsClientError', () => undefined)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The line has no port.')
  return {
    port: address.port,
    ca: cert,
    get commands() {
      return state.commands
    },
    tell(listener) {
      state.listener = listener
    },
    watch(cut) {
      Object.assign(state, { commands: [], cut: cut ?? null })
    },
    async stop() {
      for (const line of lines) line.destroy()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
