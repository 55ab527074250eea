import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { DIALECTS, openDatabases } from '../../../test/support/databases.ts'
import { docxOf, line } from '../../../test/support/documents.ts'
import { letter, plain, withFiles } from '../../../test/support/mail/letters.ts'
import { openMailOffice } from '../../../test/support/mail/office.ts'
import { SPOOFS, VICTIM } from '../../../test/support/mail/spoofs.ts'
import { Doubt } from '../../domain/mail/doubts.ts'
import type { Database } from '../db/open.ts'
import { readArrived } from './read.ts'
import { sendReceipts } from './receipts.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const codesOf = (doubts: string) =>
  z
    .array(Doubt)
    .parse(JSON.parse(doubts))
    .map(one => one.code)

const factsOf = (database: Database) => database.read(db => db.selectFrom('fact').selectAll().execute())

describe.each(DIALECTS)('a letter that came, on %s', dialect => {
  it('lies there as its unit’s claim, with its articles, parts and number, and scores nothing', async () => {
    const { database, mail, take } = await openMailOffice(databases, dialect)
    const docx = Buffer.from(
      docxOf(line('阳谷局治理见效') + line('阳谷局完成 12 处，比上年多 3 处。') + line('报送单位：甲局 联系人：张某')),
    )
    const raw = withFiles([`From: 阳谷局 <${VICTIM}>`, 'Subject: x', 'Message-ID: <1@x>'], '请查收', [
      { name: '治理.docx', bytes: docx },
    ])
    const [row] = await take([raw])
    expect(row).toMatchObject({
      state: 'linked',
      unit_id: 'unt_off_1_1',
      number: '2023-07-0001',
      from_address: VICTIM,
      doubts: '[]',
    })
    const articles = await database.read(db => db.selectFrom('letter_article').selectAll().execute())
    expect(
      articles.map(({ title, contact_name, unit_name, part }) => [title, contact_name, unit_name, Number(part)]),
    ).toEqual([['阳谷局治理见效', '张某', '甲局', 1]])
    const parts = await database.read(db => db.selectFrom('letter_part').selectAll().orderBy('position').execute())
    expect(parts.map(({ role, name }) => [role, name])).toEqual([
      ['body', ''],
      ['file', '治理.docx'],
    ])
    expect((await mail.files.get(parts[1]?.sm3 ?? '')).equals(docx)).toBe(true)
    expect((await mail.files.get(row?.sm3 ?? '')).equals(raw)).toBe(true)
    expect(await factsOf(database)).toEqual([])
  })

  it('is one letter when the same bytes come again, and two when only the Message-ID is the same', async () => {
    const { database, take } = await openMailOffice(databases, dialect)
    const one = plain(`阳谷局 <${VICTIM}>`, '甲', '甲文', ['Message-ID: <1@x>'])
    const other = plain(`阳谷局 <${VICTIM}>`, '甲', '别的内容', ['Message-ID: <1@x>'])
    const rows = await take([one, other, one])
    expect(rows.map(row => row.number)).toEqual(['2023-07-0001', '2023-07-0002', '2023-07-0001'])
    expect(codesOf(rows[1]?.doubts ?? '[]')).toEqual(['id-again'])
    expect(await database.read(db => db.selectFrom('letter').select('id').execute())).toHaveLength(2)
  })

  it('gets at most one receipt, only to the registered address, and no more than twenty an hour go there', async () => {
    const { database, mail, take } = await openMailOffice(databases, dialect)
    await take([
      plain('wai@elsewhere.example.cn', '甲', '甲文'),
      letter([`From: ${VICTIM}`, 'Auto-Submitted: auto-replied'], '甲'),
      ...Array.from({ length: 23 }, (_, at) => plain(VICTIM, `甲 ${at}`, '甲文')),
    ])
    const queued = await database.read(db => db.selectFrom('letter_receipt').selectAll().execute())
    expect(queued).toHaveLength(20)
    expect(new Set(queued.map(row => row.to_address))).toEqual(new Set([VICTIM]))
    expect(queued[0]?.body).toContain('来信还不算报送')
    const sent: { to: string; messageId: string }[] = []
    const refuse = async () => {
      throw new Error('454 later')
    }
    expect(await sendReceipts(database, { clock: mail.clock, holder: 'a', send: refuse })).toBe(0)
    const later = () => mail.clock() + 10 * 60_000
    const send = async (one: { to: string; messageId: string }) => void sent.push(one)
    expect(await sendReceipts(database, { clock: later, holder: 'a', send })).toBe(20)
    expect(await sendReceipts(database, { clock: later, holder: 'a', send })).toBe(0)
    expect(sent.map(one => one.messageId).sort()).toEqual(queued.map(row => row.message_id).sort())
  })
})

describe('letters that pretend', () => {
  it('are sixty, and none of them is more than may be, none scores, and none but what cannot be told apart gets a receipt', async () => {
    const { database, take } = await openMailOffice(databases, 'sqlite')
    expect(SPOOFS).toHaveLength(60)
    const rows = await take(SPOOFS.map(spoof => spoof.raw))
    const order = ['quarantined', 'unclaimed', 'linked']
    const believed = SPOOFS.flatMap((spoof, at) => {
      const row = rows[at]
      return row !== undefined && order.indexOf(row.state) <= order.indexOf(spoof.most) && order.includes(row.state)
        ? []
        : [`${spoof.name}: ${row?.state} ${row?.from_address} ${row?.doubts}`]
    })
    expect(believed).toEqual([])
    expect(await factsOf(database)).toEqual([])
    const receipts = await database.read(db => db.selectFrom('letter_receipt').select('to_address').execute())
    expect(receipts.map(row => row.to_address)).toEqual([VICTIM, VICTIM])
  })
})

describe('a letter that breaks the reading', () => {
  it('keeps no other waiting, and is put apart after the third time', async () => {
    const { database, mail, take } = await openMailOffice(databases, 'sqlite')
    const [good] = await take([plain(VICTIM, '甲', '甲文')])
    await database.write(db =>
      db
        .updateTable('letter')
        .set({ state: 'arrived', attempts: 2 })
        .where('id', '=', good?.id ?? '')
        .execute(),
    )
    await database.write(db => db.deleteFrom('letter_part').execute())
    await database.write(db => db.deleteFrom('letter_article').execute())
    // Its bytes are damaged on the disk, which no reading gets past.
    const broken = { ...mail, files: { ...mail.files, get: async () => Promise.reject(new Error('damaged')) } }
    expect(await readArrived(broken)).toBe(0)
    expect(await readArrived(broken)).toBe(0)
    const [after] = await database.read(db => db.selectFrom('letter').selectAll().execute())
    expect([after?.state, codesOf(after?.doubts ?? '[]')]).toEqual(['quarantined', ['unreadable']])
    const next = await take([plain(VICTIM, '乙', '乙文')])
    expect(next[0]?.state).toBe('linked')
  })
})
