import { afterAll, describe, expect, it } from 'vitest'
import { DIALECTS, openDatabases } from '../../test/support/databases.ts'
import { endLease, holdLease, LeaseLost, takeLease } from './leases.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const NOW = Date.parse('2023-07-20T01:00:00.000Z')
const LATER = NOW + 6 * 60_000

describe.each(DIALECTS)('a lease, on %s', dialect => {
  it('is one process’s at a time, and lets nobody commit who wakes after its time', async () => {
    const database = await databases.open(dialect)
    const take = (holder: string, now: number) => database.write(db => takeLease(db, 'mail', { now, holder }))
    const first = await take('a', NOW)
    expect(first?.fence).toBe(1)
    expect(await take('b', NOW)).toBeNull()
    const second = await take('b', LATER)
    expect(second?.fence).toBe(2)
    if (first === null || second === null) throw new Error('not taken')
    const late = database.write(async db => {
      await db
        .insertInto('search_due')
        .values({ kind: 'x', ref: 'late', office_id: 'off_1' })
        .execute()
        .catch(() => undefined)
      await holdLease(db, first, LATER)
    })
    await expect(late).rejects.toThrow()
    expect(await database.read(db => db.selectFrom('search_due').selectAll().execute())).toEqual([])
    await database.write(db => holdLease(db, second, LATER + 60_000))
    await expect(database.write(db => holdLease(db, second, LATER + 60 * 60_000))).rejects.toThrow(LeaseLost)
  })

  it('is given back, and taken again by the same process under another fence', async () => {
    const database = await databases.open(dialect)
    const take = (holder: string) => database.write(db => takeLease(db, 'mail', { now: NOW, holder }))
    const first = await take('a')
    const again = await take('a')
    expect([first?.fence, again?.fence]).toEqual([1, 2])
    if (again === null) throw new Error('not taken')
    await database.write(db => endLease(db, again))
    expect((await take('b'))?.fence).toBe(3)
  })
})
