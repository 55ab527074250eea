import type { UnitId } from '../../../src/domain/model.ts'
import { MARK } from '../furnished.ts'
import type { Served } from '../served.ts'
import { plain } from './letters.ts'
import { insertMailbox, insertSender, letters, mailWorldOf } from './office.ts'

/** Letters of two units and one set aside, as they came and were read; a mailbox of each office. */
export async function furnishedMail({ world }: Served, own: UnitId, other: UnitId) {
  const { story } = world
  const mailbox = await story.database.write(async db => {
    await insertMailbox(db, 'off_2', { id: 'box_off_2' })
    await insertSender(db, story.office, 'jia@yanggu.example.cn', own)
    await insertSender(db, story.office, 'yi@linqing.example.cn', other)
    return insertMailbox(db, story.office)
  })
  const rows = await letters(mailWorldOf(story.deps), story.office, mailbox, [
    plain('jia@yanggu.example.cn', '阳谷来信', '阳谷来信的正文。'),
    plain(`${MARK.person} <yi@linqing.example.cn>`, MARK.title, `${MARK.title}\n${MARK.body}。`),
    plain('wai@elsewhere.example.cn', '广告', '广告的正文。'),
  ])
  const aside = rows[2]?.id ?? ''
  await story.call('letter.set-aside', { letter: aside, version: 1, reason: MARK.comment }, { as: world.editor })
  const sender = await story.database.read(db =>
    db
      .selectFrom('mail_sender')
      .select('id')
      .where('office_id', '=', story.office)
      .orderBy('id')
      .executeTakeFirstOrThrow(),
  )
  return { letters: rows.map(row => row.id), mailbox, sender: sender.id }
}
