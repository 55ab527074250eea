import { writeSync } from 'node:fs'
import { openDatabase } from '../../src/server/db/open.ts'
import { AT } from './office-rows.ts'

/** Writes pairs of rows as fast as it can, says the number of each pair once it was acknowledged, and waits to be killed. */
const [folder = '', first = '0'] = process.argv.slice(2)
const database = await openDatabase({ url: null, folder })
for (let number = Number(first); ; number += 1) {
  await database.write(async db => {
    await db
      .insertInto('login_failure')
      .values({ account: String(number), ip: '', at: AT })
      .execute()
    const rest = { operation: 'o', body_sm3: '', status: 200, answer: 'x'.repeat(number % 9000), created_at: AT }
    await db
      .insertInto('idempotency')
      .values({ user_id: 'usr_1', key: String(number), ...rest })
      .execute()
  })
  writeSync(1, `${number}\n`)
}
