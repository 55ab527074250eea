import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { openDatabases } from '../../../test/support/databases.ts'
import { plain } from '../../../test/support/mail/letters.ts'
import { openMailLine } from '../../../test/support/mail/line.ts'
import { insertMailbox, insertSender } from '../../../test/support/mail/office.ts'
import { openMailServer } from '../../../test/support/mail/servers.ts'
import { VICTIM } from '../../../test/support/mail/spoofs.ts'
import { insertOffice } from '../../../test/support/office-rows.ts'
import { migrate } from '../db/migrate.ts'
import { openDatabase } from '../db/open.ts'
import { openFiles } from '../files.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const sm3 = (bytes: Uint8Array) => createHash('sm3').update(bytes).digest('hex')

/** At which command a process is killed, counted among those of its kind, and how many milliseconds after it. */
const KILLS = [
  { at: 2, command: /BODY.PEEK/, after: 0 },
  { at: 5, command: /BODY.PEEK/, after: 20 },
  { at: 1, command: /STORE/, after: 15 },
] as const

describe('a process that fetches mail', () => {
  it('is killed in the middle of it, again and again, and every letter is kept once, byte for byte, and read', async () => {
    const server = await openMailServer('npm')
    const line = await openMailLine(() => server.port())
    const [folder, files] = [databases.folder(), databases.folder()]
    const opened = async <T>(work: (database: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>): Promise<T> => {
      const database = await openDatabase({ url: null, folder })
      try {
        return await work(database)
      } finally {
        await database.close()
      }
    }
    await opened(async database => {
      await migrate(database)
      await database.write(async db => {
        await insertOffice(db)
        await insertSender(db, 'off_1', VICTIM, 'unt_off_1_1')
        await insertMailbox(db, 'off_1', { port: line.port, ca: line.ca })
      })
    })
    const delivered: string[] = []
    const deliver = (count: number) => {
      for (let at = 0; at < count; at += 1) {
        const raw = plain(VICTIM, `第 ${delivered.length} 封`, `正文 ${delivered.length}`)
        server.deliver(raw)
        delivered.push(sm3(raw))
      }
    }
    const kept = () =>
      opened(database => database.read(db => db.selectFrom('letter').select(['sm3', 'state']).orderBy('sm3').execute()))
    const process_ = (generation: number) =>
      // What a dead process held is free after a while: for the next one that while has passed.
      spawn(process.execPath, ['test/support/mail/fetching-process.ts', folder, files, String(generation * 6)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
    for (const [generation, { at, command, after }] of KILLS.entries()) {
      deliver(8)
      const child = process_(generation)
      const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
      let seen = 0
      line.tell(said => {
        if (command.test(said) && ++seen === at) setTimeout(() => child.kill('SIGKILL'), after)
      })
      await ended
      line.tell(null)
      const rows = new Set((await kept()).map(row => row.sm3))
      expect(
        server
          .seen()
          .map(sm3)
          .filter(one => !rows.has(one)),
      ).toEqual([])
    }
    const last = process_(KILLS.length)
    let rounds = 0
    await new Promise<void>(resolve => {
      last.stdout.on('data', () => {
        rounds += 1
        if (rounds === 2) resolve()
      })
    })
    last.kill('SIGKILL')
    const rows = await kept()
    expect(rows.map(row => row.sm3)).toEqual(delivered.toSorted())
    expect(new Set(rows.map(row => row.state))).toEqual(new Set(['linked']))
    const store = openFiles(files)
    for (const row of rows) expect(sm3(await store.get(row.sm3))).toBe(row.sm3)
    await line.stop()
    await server.stop()
  }, 120_000)
})
