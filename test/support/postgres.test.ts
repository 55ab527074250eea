import { Client } from 'pg'
import { afterAll, expect, it } from 'vitest'
import { openPostgres } from './postgres.ts'

const postgres = await openPostgres()
afterAll(() => postgres.stop())

it('gives each caller a database of its own, in UTF-8, with durability on', async () => {
  const urls = [await postgres.url('same name'), await postgres.url('same name')]
  expect(new Set(urls).size).toBe(2)
  const client = new Client({ connectionString: urls[0] })
  await client.connect()
  const settings = ['server_encoding', 'fsync', 'full_page_writes', 'synchronous_commit', 'listen_addresses']
  const shown: Record<string, unknown> = {}
  for (const setting of settings) {
    const { rows } = await client.query('select current_setting($1) as value', [setting])
    shown[setting] = rows[0]?.value
  }
  await client.end()
  expect(shown).toEqual({
    server_encoding: 'UTF8',
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    listen_addresses: '127.0.0.1',
  })
})
