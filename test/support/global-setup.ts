import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestProject } from 'vitest/node'
import { type DemoFolder, makeDemoFolder } from './demo-folder.ts'
import { type Cluster, startCluster } from './postgres-cluster.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Ask this address for the PostgreSQL of this run; the first to ask has it started. */
    postgresDoor: string
    /** Ask this address for a data folder with the demo office, to be copied; the first to ask has it made. */
    demoDoor: string
  }
}

/**
 * One PostgreSQL for the whole run, and none for a run which needs none: all that is opened here is a door on 127.0.0.1. Who
 * knocks (`openPostgres`) gets the connection URL; the server behind it starts at the first knock and ends with the run.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let cluster: Promise<Cluster> | undefined
  let demo: Promise<DemoFolder> | undefined
  const asked = async (path: string | undefined): Promise<string> => {
    if (path === DEMO) {
      demo ??= makeDemoFolder()
      return (await demo).path
    }
    cluster ??= startCluster()
    return (await cluster).url
  }
  const door = createServer(async (request, response) => {
    try {
      response.end(await asked(request.url))
    } catch (error) {
      response.writeHead(500).end(error instanceof Error ? error.message : String(error))
    }
  })
  await new Promise<void>(resolve => door.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${portOf(door.address())}`
  project.provide('postgresDoor', address)
  project.provide('demoDoor', `${address}${DEMO}`)

  return async () => {
    door.closeAllConnections()
    door.close()
    await demo?.then(
      ({ remove }) => remove(),
      () => undefined,
    )
    await cluster?.then(
      ({ stop }) => stop(),
      () => undefined, // It never started; the tests which asked have said so.
    )
  }
}

const DEMO = '/demo'

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The door has no port.')
  return address.port
}
