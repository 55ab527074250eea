import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { DIALECTS, openDatabases } from '../../../test/support/databases.ts'
import { docxOf, line } from '../../../test/support/documents.ts'
import { plain, withFiles } from '../../../test/support/mail/letters.ts'
import { insertMailbox, insertSender, letters, mailWorldOf } from '../../../test/support/mail/office.ts'
import { openWorld, type World } from '../../../test/support/world.ts'
import { localDate, period } from '../../domain/calendar.ts'
import { LetterId, type UnitId } from '../../domain/model.ts'
import type { Actor } from '../context.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const ADDRESS = 'ju@yanggu.example.cn'
const july = period('2023-07')

describe.each(DIALECTS)('a letter in the office, on %s', dialect => {
  let world: World
  let unit: UnitId
  let jia: Actor
  let yi: Actor
  let admin: Actor
  let take: (...raws: Buffer[]) => Promise<LetterId[]>
  beforeAll(async () => {
    world = await openWorld(databases, dialect)
    const { story } = world
    story.day('2023-07-20')
    unit = world.unit('阳谷局')
    jia = await story.person('jia', ['correspondent'], unit)
    await story.person('shen', ['reviewer'], unit)
    yi = await story.person('yi', ['correspondent'], world.unit('临清局'))
    admin = await story.person('sys', ['system-admin'])
    const mailbox = await story.database.write(async db => {
      await insertSender(db, story.office, ADDRESS, unit)
      return insertMailbox(db, story.office)
    })
    const mail = mailWorldOf(story.deps)
    take = async (...raws) => (await letters(mail, story.office, mailbox, raws)).map(row => LetterId.parse(row.id))
  }, 60_000)
  const facts = async () => (await world.story.call('fact.list', { period: july }, { as: world.editor })).facts
  const one = async (raw: Buffer, as: Actor) => {
    const [letter] = await take(raw)
    if (letter === undefined) throw new Error('no letter')
    return world.story.call('letter.get', { letter }, { as })
  }
  const proposed = ({ articles }: Awaited<ReturnType<typeof one>>) =>
    articles.map(({ position, title, body, genre, contact }) => ({ position, title, body, genre, contact }))

  it('scores nothing until the unit confirms it, and then on the day it came, by mail, with its file', async () => {
    const { story } = world
    const docx = docxOf(line('阳谷局治理见效') + line('阳谷局完成 12 处，比上年多 3 处。') + line('联系人：张某'))
    story.day('2023-07-10')
    const letter = await one(
      withFiles([`From: ${ADDRESS}`, 'Subject: x'], '请查收', [{ name: '治理.docx', bytes: docx }]),
      jia,
    )
    expect(letter).toMatchObject({ state: 'linked', steps: ['confirm', 'decline'], doubts: [] })
    expect(await facts()).toEqual([])
    story.day('2023-07-20')
    const todos = await story.call('todo.list', {}, { as: jia })
    expect(todos.todos.map(todo => todo.kind)).toContain('letters')
    const answer = await story.call(
      'letter.confirm',
      { letter: letter.id, version: 1, articles: proposed(letter) },
      { as: jia },
    )
    expect(answer).toMatchObject({
      state: 'stored',
      articles: [{ title: '阳谷局治理见效', state: 'submitted', receipt: '2023-07-0001' }],
    })
    expect((await facts()).map(({ fact }) => [fact.type, fact.occurredOn])).toEqual([['submission', '2023-07-10']])
    const [made] = answer.articles
    const article = await story.call('article.get', { article: made?.article ?? '' }, { as: world.editor })
    expect(article.files).toMatchObject([{ name: '治理.docx', original: true, size: docx.length }])
    expect(article.contact.name).toBe('张某')
    const row = await story.database.read(db =>
      db.selectFrom('fact').select('channel').where('article_id', '=', article.id).executeTakeFirst(),
    )
    expect(row?.channel).toBe('mail')
    expect(
      await story.refusal('letter.confirm', { letter: letter.id, version: 2, articles: proposed(letter) }, { as: jia }),
    ).toBe('step-not-allowed')
  })

  it('of an unknown address is claimed with a reason, and the address is the unit’s from then on where that was ticked', async () => {
    const { story, editor } = world
    const letter = await one(plain('xin@yanggu.example.cn', '新地址的信', '新地址的正文。'), editor)
    expect(letter.state).toBe('unclaimed')
    const before = (await facts()).length
    expect(await story.refusal('letter.get', { letter: letter.id }, { as: jia })).toBe('not-found')
    await story.call(
      'letter.claim',
      { letter: letter.id, version: 1, unit, reason: '电话核实过', trust: true },
      { as: editor },
    )
    expect((await story.call('letter.get', { letter: letter.id }, { as: jia })).state).toBe('linked')
    expect(await story.refusal('letter.get', { letter: letter.id }, { as: yi })).toBe('not-found')
    expect(await facts()).toHaveLength(before)
    const next = await one(plain('xin@yanggu.example.cn', '第二封', '第二封的正文。'), jia)
    expect(next.state).toBe('linked')
    const { senders } = await story.call('mailbox.senders', { text: 'xin' }, { as: editor })
    expect(senders.map(sender => [sender.address, sender.unit.name])).toEqual([['xin@yanggu.example.cn', '阳谷局']])
    expect(
      await story.refusal(
        'mailbox.add-sender',
        { address: 'xin@yanggu.example.cn', unit: world.unit('临清局') },
        { as: editor },
      ),
    ).toBe('alias-taken')
  })

  it('is confirmed in the unit’s place only by an editor who says why', async () => {
    const { story, editor } = world
    const letter = await one(plain('wai@elsewhere.example.cn', '外来的信', '外来的正文。'), editor)
    const input = { letter: letter.id, version: 1, articles: proposed(letter) }
    expect(await story.refusal('letter.confirm', { ...input, unit }, { as: editor })).toBe('invalid-input')
    expect(await story.refusal('letter.confirm', { ...input, reason: '传真件' }, { as: editor })).toBe('invalid-input')
    const answer = await story.call('letter.confirm', { ...input, unit, reason: '传真件已核对' }, { as: editor })
    expect(answer.articles).toMatchObject([{ title: '外来的信', state: 'submitted' }])
    const detail = await story.call('letter.get', { letter: letter.id }, { as: editor })
    expect(detail.events).toMatchObject([{ step: 'confirm', reason: '传真件已核对', unit: '阳谷局', by: 'editor君' }])
  })

  it('that the unit did not send is kept apart, released by the office, and set aside', async () => {
    const { story, editor } = world
    const letter = await one(plain(ADDRESS, '假的信', '假的正文。'), jia)
    const reason = '不是我们发的'
    await story.call('letter.decline', { letter: letter.id, version: 1, reason }, { as: jia })
    expect(await story.refusal('letter.get', { letter: letter.id }, { as: jia })).toBe('not-found')
    expect((await story.call('letter.get', { letter: letter.id }, { as: editor })).state).toBe('quarantined')
    expect(
      await story.refusal(
        'letter.claim',
        { letter: letter.id, version: 2, unit, reason, trust: false },
        { as: editor },
      ),
    ).toBe('step-not-allowed')
    await story.call('letter.release', { letter: letter.id, version: 2, reason: '核实后放行' }, { as: editor })
    expect(await story.refusal('letter.set-aside', { letter: letter.id, version: 1, reason }, { as: editor })).toBe(
      'stale-version',
    )
    await story.call('letter.set-aside', { letter: letter.id, version: 3, reason: '广告' }, { as: editor })
    const { days, byState } = await story.call('letter.list', {}, { as: editor })
    for (const { received, byState: places } of days)
      expect(Object.values(places).reduce((sum, count) => sum + count, 0)).toBe(received)
    expect(byState.aside).toBe(1)
  })

  it('is refused as a likely duplicate until that is said to be meant, and waits for the unit’s own review where it has one', async () => {
    const { story } = world
    await story.call('unit.review', { unit, on: true }, { as: admin })
    const letter = await one(plain(ADDRESS, '阳谷局治理见效', '又一次的正文。'), jia)
    const input = { letter: letter.id, version: 1, articles: proposed(letter) }
    expect(await story.refusal('letter.confirm', input, { as: jia })).toBe('likely-duplicate')
    const answer = await story.call('letter.confirm', { ...input, confirmedDuplicate: true }, { as: jia })
    expect(answer.articles).toMatchObject([{ state: 'in-review', receipt: null }])
    await story.call('unit.review', { unit, on: false }, { as: admin })
  })

  it('is found by what stands in it, and lists go out as they are on screen', async () => {
    const { story, editor } = world
    const found = await story.call('letter.list', { text: '外来的正文' }, { as: editor })
    expect(found.letters.map(row => row.subject)).toEqual(['外来的信'])
    expect(
      (await story.call('letter.list', { states: ['stored'] }, { as: jia })).letters.every(
        row => row.unit?.unit === unit,
      ),
    ).toBe(true)
    expect((await story.call('letter.list', { day: localDate('2023-07-10') }, { as: editor })).total).toBe(1)
  })

  it('comes from a mailbox whose password nobody reads again, and which another server does not get', async () => {
    const { story } = world
    const fields = {
      name: '第二邮箱',
      host: 'imap.example.cn',
      port: 993,
      username: 'tougao',
      folder: 'INBOX',
      ca: '',
      authServer: '',
      receipts: false,
      active: false,
    }
    expect(await story.refusal('mailbox.save', fields, { as: admin })).toBe('invalid-input')
    const { mailbox } = await story.call('mailbox.save', { ...fields, password: 'hen-mi-mi' }, { as: admin })
    const rows = await story.database.read(db =>
      db.selectFrom('mailbox').selectAll().where('id', '=', mailbox).execute(),
    )
    const log = await story.database.read(db => db.selectFrom('activity').select('input').execute())
    expect(JSON.stringify([rows, log, await story.call('mailbox.list', {}, { as: admin })])).not.toContain('hen-mi-mi')
    const moved = { ...fields, mailbox, version: 1, host: 'imap.evil.example.cn' }
    expect(await story.refusal('mailbox.save', moved, { as: admin })).toBe('invalid-input')
    expect(
      (await story.call('mailbox.save', { ...fields, mailbox, version: 1, name: '投稿' }, { as: admin })).version,
    ).toBe(2)
    const { ok, message } = z
      .object({ ok: z.boolean(), message: z.string() })
      .parse(
        await story.call(
          'mailbox.test',
          { mailbox: (await story.call('mailbox.list', {}, { as: admin })).mailboxes[0]?.id ?? mailbox },
          { as: admin },
        ),
      )
    expect([ok, message]).toEqual([false, '没有连上：收信服务器拒绝连接，请核对地址和端口（一般是 993）。'])
    await story.call('mailbox.poll', { mailbox }, { as: admin })
  })
})
