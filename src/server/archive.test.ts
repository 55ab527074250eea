import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabases } from '../../test/support/databases.ts'
import { furnished } from '../../test/support/furnished.ts'
import { openServed, type Served } from '../../test/support/served.ts'
import { readArchive, writeArchive } from './archive.ts'
import { dump } from './db/dump.ts'
import { openFiles } from './files.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const AT = '2023-07-20T01:00:00.000Z'
const LEFT_OUT =
  /^(session|activation|login_failure|idempotency|second_factor|password_history|article_editing|outbox|letter_receipt|mailbox|search_text|search_due|activity|activity_head|user_account|office) .*\n/gm

describe('an office as an archive', () => {
  let served: Served
  let bytes: Uint8Array
  const house = () => ({ database: served.world.story.database, files: served.world.story.deps.files })
  beforeAll(async () => {
    served = await openServed(databases, 'sqlite')
    await furnished(served)
  })

  it('refuses two offices in one archive', async () => {
    await expect(writeArchive(house(), AT)).rejects.toThrow('一次一个办公室')
  })

  describe.each(['sqlite', 'postgres'] as const)('is taken in on %s', dialect => {
    it('with every row and every file as it was, and gives the same archive again', async () => {
      const alone = await openServed(databases, 'sqlite')
      const own = { database: alone.world.story.database, files: alone.world.story.deps.files }
      bytes = await writeArchive(own, AT)
      expect(Buffer.from(await writeArchive(own, AT)).equals(Buffer.from(bytes))).toBe(true)
      const other = { database: await databases.open(dialect), files: openFiles(databases.folder()) }
      await readArchive(other, bytes)
      const [before, after] = [await dump(own.database), await dump(other.database)]
      expect(after.replace(LEFT_OUT, '')).toBe(before.replace(LEFT_OUT, ''))
      const again = unzipSync(await writeArchive(other, AT))
      const first = unzipSync(bytes)
      for (const name of Object.keys(first).filter(one => !/activity|manifest/.test(one)))
        expect({ name, same: Buffer.from(first[name] ?? []).equals(Buffer.from(again[name] ?? [])) }).toEqual({
          name,
          same: true,
        })
      await expect(readArchive(other, bytes)).rejects.toThrow('已有办公室')
    })
  })

  it('holds no password and no hash of one', () => {
    const text = Object.values(unzipSync(bytes))
      .map(member => strFromU8(member, true))
      .join('')
    expect(text).not.toContain('argon2')
    expect(text).not.toContain('Lieber-7-Berge')
  })

  it.each([
    ['a row that was changed', 'tables/unit.jsonl'],
    ['a file that was changed', 'files/'],
  ])('is refused with %s, and nothing is written', async (_what, prefix) => {
    const members = unzipSync(bytes)
    const name = Object.keys(members).find(one => one.startsWith(prefix)) ?? ''
    const changed = Buffer.from(members[name] ?? [])
    changed.writeUInt8(changed.readUInt8(10) ^ 1, 10)
    const other = { database: await databases.open('sqlite'), files: openFiles(databases.folder()) }
    const before = await dump(other.database)
    await expect(readArchive(other, zipSync({ ...members, [name]: changed }))).rejects.toThrow(name)
    expect(await dump(other.database)).toBe(before)
  })

  it('is refused when it is none', async () => {
    const other = { database: await databases.open('sqlite'), files: openFiles(databases.folder()) }
    await expect(readArchive(other, strToU8('no zip'))).rejects.toThrow('不是采风的存档')
    await expect(readArchive(other, zipSync({ a: strToU8('a') }))).rejects.toThrow('不是采风的存档')
  })
})
