import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabases } from '../../../test/support/databases.ts'
import { gbk, letter, plain } from '../../../test/support/mail/letters.ts'
import { type MailLine, openMailLine } from '../../../test/support/mail/line.ts'
import { openMailOffice } from '../../../test/support/mail/office.ts'
import { type MailServer, missing, openMailServer, SERVERS } from '../../../test/support/mail/servers.ts'
import { takeLease } from '../leases.ts'
import { withFolder } from './imap.ts'
import { accountOf, pollDue, pollMailbox } from './poll.ts'
import { readArrived } from './read.ts'
import { receive } from './receive.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const sm3 = (bytes: Uint8Array) => createHash('sm3').update(bytes).digest('hex')
/** No two tests deliver the same bytes: what one has kept would hide what another has lost. */
let made = 0
const next = () => ++made
const some = (at: number): Buffer =>
  at % 3 === 0
    ? letter(
        [`From: ju@yanggu.example.cn`, Buffer.concat([Buffer.from('Subject: '), gbk(`第${at}封`)])],
        gbk(`正文${at}`),
      )
    : plain('甲局 <ju@yanggu.example.cn>', `第 ${at} 封`, `正文 ${at}`, [`Message-ID: <${at % 5}@x>`])

for (const kind of SERVERS) {
  const why = missing(kind)
  if (why !== null) console.log(why)
  describe.skipIf(why !== null)(`a mailbox on the server of ${kind}${why === null ? '' : `: ${why}`}`, () => {
    let server: MailServer
    let line: MailLine
    beforeAll(async () => {
      server = await openMailServer(kind)
      line = await openMailLine(() => server.port())
    }, 60_000)
    afterAll(async () => {
      await line?.stop()
      await server?.stop()
    })

    async function opened() {
      const office = await openMailOffice(databases, 'sqlite')
      const { database, mail, mailbox } = office
      await database.write(db => db.updateTable('mailbox').set({ port: line.port, ca: line.ca }).execute())
      const row = () => database.read(db => db.selectFrom('mailbox').selectAll().executeTakeFirstOrThrow())
      const stored = async () => {
        const rows = await database.read(db => db.selectFrom('letter').select(['sm3', 'state']).execute())
        return rows.map(one => one.sm3)
      }
      const delivered: string[] = []
      return {
        ...office,
        row,
        stored,
        delivered,
        poll: async () => pollMailbox(mail, await row()),
        deliver(raw: Buffer) {
          server.deliver(raw)
          delivered.push(sm3(raw))
        },
        /** Letters that the server was told are read and that are not kept: each of them is lost to whoever only looks at what is new. */
        lost: async () => {
          const kept = new Set(await stored())
          return server
            .seen()
            .map(sm3)
            .filter(one => delivered.includes(one) && !kept.has(one))
        },
        /** Every letter once, byte for byte as it was delivered. */
        whole: async () => {
          const kept = (await stored()).filter(one => delivered.includes(one))
          expect(kept.toSorted()).toEqual(delivered.toSorted())
          for (const one of kept) expect(sm3(await mail.files.get(one))).toBe(one)
        },
        mailbox,
      }
    }

    it('gives each letter once, byte for byte, and hears only then that it is read', async () => {
      const office = await opened()
      for (let at = 0; at < 20; at += 1) office.deliver(some(next()))
      line.watch()
      expect(await office.poll()).toEqual({ kind: 'good', received: 20 })
      await office.whole()
      expect(server.seen()).toHaveLength(20)
      expect(line.commands.filter(command => /BODY\[/.test(command))).toEqual([])
      expect(await office.poll()).toEqual({ kind: 'good', received: 0 })
      expect(await office.row()).toMatchObject({ failures: 0, error: '', good_at: '2023-07-20T01:00:00.000Z' })
    }, 60_000)

    /** Polls that are cut at the k-th command, for every k, before and after it. One more letter comes each time. */
    const sweep = async (
      office: Awaited<ReturnType<typeof opened>>,
      poll: () => Promise<unknown>,
    ): Promise<{ cuts: number; lost: string[] }> => {
      const lost: string[] = []
      let cuts = 0
      for (const where of ['before', 'after'] as const)
        for (let at = 0; at < 40; at += 1) {
          office.deliver(some(next()))
          line.watch({ at, where })
          await poll()
          lost.push(...(await office.lost()))
          if (line.commands.length <= at) break
          cuts += 1
        }
      line.watch()
      return { cuts, lost }
    }

    it('loses nothing and doubles nothing, wherever the line is cut', async () => {
      const office = await opened()
      await office.poll()
      const { cuts, lost } = await sweep(office, office.poll)
      expect(cuts).toBeGreaterThan(20)
      expect(lost).toEqual([])
      await office.poll()
      await office.whole()
    }, 120_000)

    it('would be caught losing letters, if they were marked as read before they are kept', async () => {
      const office = await opened()
      await office.poll()
      // The same steps in the wrong order: what the requirement forbids.
      const wrong = async () => {
        const row = await office.row()
        const lease = await office.database.write(db =>
          takeLease(db, 'wrong', { now: office.mail.clock(), holder: 'a' }),
        )
        if (lease === null) throw new Error('busy')
        await withFolder(accountOf(office.mail, row), async folder => {
          for (const remote of (await folder.list(0)).slice(-2)) {
            await folder.flag([remote.uid])
            const bytes = await folder.fetch(remote.uid)
            const place = { mailbox: row.id, folder: 'INBOX', uidValidity: folder.uidValidity, uid: remote.uid }
            if (bytes !== null) await receive(office.mail, 'off_1', lease, { place, remote, bytes, headOnly: false })
          }
        }).catch(() => undefined)
      }
      expect((await sweep(office, wrong)).lost).not.toEqual([])
    }, 120_000)

    it('knows letters by their bytes when the folder is made anew or the server begins again', async () => {
      const office = await opened()
      await office.poll()
      for (let round = 0; round < (kind === 'npm' ? 9 : 3); round += 1) {
        office.deliver(some(next()))
        if (round % 2 === 0) await office.poll()
        await (round % 3 === 0 ? server.restart() : server.remake())
        await office.poll()
      }
      await office.poll()
      await office.whole()
      const validities = await office.database.read(db =>
        db.selectFrom('mailbox_folder').select('uid_validity').execute(),
      )
      expect(validities.length).toBeGreaterThan(1)
    }, 120_000)
  })
}

describe('a mailbox', () => {
  it('goes on past a letter that does not come, and asks again when somebody wants it; of one too large it keeps the head', async () => {
    const office = await openMailOffice(databases, 'sqlite')
    const { database, mail } = office
    const server = await openMailServer('npm')
    const line = await openMailLine(() => server.port())
    await database.write(db => db.updateTable('mailbox').set({ port: line.port, ca: line.ca }).execute())
    const poll = async () =>
      pollMailbox(mail, await database.read(db => db.selectFrom('mailbox').selectAll().executeTakeFirstOrThrow()))
    const places = () => database.read(db => db.selectFrom('letter_place').selectAll().orderBy('uid').execute())
    for (let at = 0; at < 3; at += 1) server.deliver(plain('a@b.example.cn', `信 ${at}`, `正文 ${at}`))
    const heal = server.break(2)
    for (let time = 0; time < 4; time += 1) await poll()
    expect(
      (await places()).map(place => [Number(place.uid), place.letter_id !== null, Number(place.attempts)]),
    ).toEqual([
      [1, true, 0],
      [2, false, 3],
      [3, true, 0],
    ])
    heal()
    await poll()
    expect((await places())[1]?.letter_id).toBeNull()
    await database.write(db =>
      db.updateTable('letter_place').set({ attempts: 0 }).where('letter_id', 'is', null).execute(),
    )
    expect(await poll()).toEqual({ kind: 'good', received: 1 })
    server.deliver(Buffer.concat([plain('a@b.example.cn', '大信', ''), Buffer.alloc(31 * 1024 * 1024, 'x')]))
    await poll()
    await readArrived(mail)
    const large = await database.read(db =>
      db.selectFrom('letter').selectAll().where('head_only', '=', 1).executeTakeFirstOrThrow(),
    )
    expect([large.state, large.subject, Number(large.size) < 1_000]).toEqual(['quarantined', '大信', true])
    expect(large.doubts).toContain('too-large')
    await line.stop()
    await server.stop()
  }, 60_000)

  it('waits longer after each failure, says what was wrong, and does not keep another waiting', async () => {
    const office = await openMailOffice(databases, 'sqlite')
    const row = () => office.database.read(db => db.selectFrom('mailbox').selectAll().executeTakeFirstOrThrow())
    const waits: number[] = []
    for (let time = 0; time < 6; time += 1) {
      await pollDue(office.mail)
      const { failures, error, next_at, good_at } = await row()
      expect([Number(failures), error, good_at]).toEqual([
        time + 1,
        '收信服务器拒绝连接，请核对地址和端口（一般是 993）',
        null,
      ])
      waits.push((Date.parse(next_at) - office.mail.clock()) / 60_000)
      office.pass(waits.at(-1) ?? 0)
    }
    expect(waits).toEqual([1, 2, 4, 8, 15, 15])
    await pollDue({ ...office.mail, clock: () => office.mail.clock() - 60_000 })
    expect(Number((await row()).failures)).toBe(6)
  }, 60_000)
})
