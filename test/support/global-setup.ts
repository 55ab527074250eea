import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestProject } from 'vitest/node'
import { type Cluster, startCluster } from './postgres-cluster.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Ask this address for the PostgreSQL of this run; the first to ask has it started. */
    postgresDoor: string
  }
}

/**
 * One PostgreSQL for the whole run, and none for a run which needs none: all that is opened here is a door on 127.0.0.1. Who
 * knocks (`openPostgres`) gets the connection URL; the server behind it starts at the first knock and ends with the run.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let cluster: Promise<Cluster> | undefined
  const door = createServer(async (_request, response) => {
    cluster ??= startCluster()
    try {
      response.end((await cluster).url)
    } catch (error) {
      response.writeHead(500).end(error instanceof Error ? error.message : String(error))
    }
  })
  await new Promise<void>(resolve => door.listen(0, '127.0.0.1', resolve))
  project.provide('postgresDoor', `http://127.0.0.1:${portOf(door.address())}`)

  return async () => {
    door.closeAllConnections()
    door.close()
    await cluster?.then(
      ({ stop }) => stop(),
      () => undefined, // It never started; the tests which asked have said so.
    )
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The door has no port.')
  return address.port
}
