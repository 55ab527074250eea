import { writeSync } from 'node:fs'
import { openDatabase } from '../../../src/server/db/open.ts'
import { openFiles } from '../../../src/server/files.ts'
import { idMaker } from '../../../src/server/ids.ts'
import { fetchMail } from '../../../src/server/jobs.ts'
import { openLog } from '../../../src/server/log.ts'
import { mailWorldOf } from './office.ts'

/** Fetches and reads mail over and over as fast as it can, says so after each round, and waits to be killed. */
const [folder = '', files = '', later = '0'] = process.argv.slice(2)
const clock = () => Date.now() + Number(later) * 60_000
const database = await openDatabase({ url: null, folder })
const log = openLog(clock, () => undefined)
const world = mailWorldOf(
  { database, files: openFiles(files), clock, newId: idMaker(clock), log },
  `process ${process.pid}`,
)
for (;;) {
  await database.write(db => db.updateTable('mailbox').set({ next_at: '' }).execute())
  await fetchMail(world)
  writeSync(1, 'round\n')
}
