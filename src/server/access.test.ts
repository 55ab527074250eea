import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabases } from '../../test/support/databases.ts'
import { type Door, openDoor, said } from '../../test/support/door.ts'
import { API } from '../api.ts'
import { can } from '../domain/access.ts'
import { Role } from '../domain/model.ts'
import { exampleOf } from './docs-example.ts'
import { operations } from './openapi.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

/** Every operation by everybody, through the door: what is not written in the table of rights is refused (AZ-01). */
describe('what each role may ask for over HTTP', () => {
  const asked = operations().filter(operation => operation !== 'file.upload' && !operation.startsWith('session.'))
  let door: Door
  const cookies = new Map<Role, string>()
  beforeAll(async () => {
    door = await openDoor(databases)
    for (const role of Role.options) {
      await door.account(role, [role], { unit: 'unt_off_1_1' })
      cookies.set(role, await door.enter(role))
    }
  })
  const codeOf = async (operation: (typeof asked)[number], cookie?: string) => {
    const answer = await door.call(operation, exampleOf(API[operation].input), cookie === undefined ? {} : { cookie })
    return answer.statusCode === 200 ? 'ok' : said(answer).code
  }

  it('was tried for every operation and role', () => {
    expect(asked.length).toBeGreaterThan(30)
    expect(cookies.size).toBe(Role.options.length)
  })

  it.each(asked)('%s is for nobody without a session', async operation => {
    expect(await codeOf(operation)).toBe('not-signed-in')
  })

  it.each(asked)('%s is for the roles of the table and no others', async operation => {
    for (const [role, cookie] of cookies) {
      const code = await codeOf(operation, cookie)
      const allowed = can(['signed-in', role], operation) !== null
      expect({ role, refused: code === 'forbidden' || code === 'not-signed-in' }).toEqual({ role, refused: !allowed })
    }
  })

  it('leaves a refusal of somebody known in the operations log, and of strangers none', async () => {
    const count = () =>
      door.database.read(db => db.selectFrom('activity').select('seq').where('result', '=', 'forbidden').execute())
    const before = (await count()).length
    expect(before).toBeGreaterThan(50)
    await codeOf('period.close')
    expect((await count()).length).toBe(before)
    await codeOf('period.close', cookies.get('reader'))
    expect((await count()).length).toBe(before + 1)
  })
})
