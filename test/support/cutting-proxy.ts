import { connect, createServer, type Socket } from 'node:net'

/** Where a connection is cut: before the COMMIT reaches the database, or after it was carried out and before its answer arrives. */
export type Cut = 'before' | 'after'

export interface CuttingProxy {
  /** The URL of the database, through the proxy. */
  readonly url: string
  /** The next COMMIT that passes is cut, so many times. */
  cut(where: Cut, times?: number): void
  /** How many were cut so far. */
  readonly cuts: number
  /** Cuts all connections and takes no new ones, until `up`. */
  down(): void
  up(): void
  stop(): Promise<void>
}

/** The statement as it goes over the line; “read committed” is not one. */
const COMMIT = Buffer.from('commit\0')

/** A line to PostgreSQL that breaks when told to, as a network does; it looks for the text of the statement in what passes. */
export async function openCuttingProxy(target: string): Promise<CuttingProxy> {
  const to = new URL(target)
  const lines = new Set<Socket>()
  const state: { where: Cut; left: number; cuts: number; down: boolean } = {
    where: 'before',
    left: 0,
    cuts: 0,
    down: false,
  }

  const server = createServer(client => {
    if (state.down) return void client.destroy()
    const database = connect(Number(to.port), to.hostname)
    let awaiting = false
    const end = () => {
      client.destroy()
      database.destroy()
    }
    for (const line of [client, database]) {
      lines.add(line)
      line.on('error', end).on('close', () => {
        lines.delete(line)
        end()
      })
    }
    client.on('data', bytes => {
      if (state.left > 0 && bytes.includes(COMMIT)) {
        state.left -= 1
        state.cuts += 1
        if (state.where === 'before') return end()
        awaiting = true
      }
      database.write(bytes)
    })
    // The database has answered, so the COMMIT is done; nobody will ever hear of it.
    database.on('data', bytes => (awaiting ? end() : client.write(bytes)))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.')
  const through = new URL(target)
  through.hostname = '127.0.0.1'
  through.port = String(address.port)

  const cutAll = () => {
    for (const line of lines) line.destroy()
  }
  return {
    url: through.href,
    get cuts() {
      return state.cuts
    },
    cut(where, times = 1) {
      Object.assign(state, { where, left: times })
    },
    down() {
      state.down = true
      cutAll()
    },
    up() {
      state.down = false
    },
    async stop() {
      cutAll()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
