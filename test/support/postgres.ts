import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { inject } from 'vitest'

/** The PostgreSQL of this test run, as one test file sees it. */
export interface Postgres {
  /** Creates an empty database and gives the URL to connect to it. The name is only a beginning: no two files can collide. */
  url(databaseName: string): Promise<string>
  /** Drops the databases this file created; whoever is still connected to them is cut off. The server itself ends with the run. */
  stop(): Promise<void>
}

/**
 * Opens the PostgreSQL shared by the whole run (started at the first call, see `global-setup.ts`); `TEST_PG_URL`, a URL of a user who
 * may create databases, takes its place. Refuses with the log of the server when it cannot start.
 */
export async function openPostgres(): Promise<Postgres> {
  const server = process.env.TEST_PG_URL ?? (await knock())
  const created: string[] = []
  return {
    async url(databaseName) {
      const name = `${databaseName.toLowerCase().replace(/[^a-z0-9]+/g, '_')}_${randomBytes(5).toString('hex')}`
      await order(server, `create database ${name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`)
      created.push(name)
      const url = new URL(server)
      url.pathname = `/${name}`
      return url.href
    },
    async stop() {
      for (const name of created.splice(0)) await order(server, `drop database if exists ${name} with (force)`)
    },
  }
}

async function knock(): Promise<string> {
  const answer = await fetch(inject('postgresDoor'))
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return text
}

async function order(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
