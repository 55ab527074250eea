import { localDate, period } from '../../src/domain/calendar.ts'
import { furnishedMail } from './mail/furnished.ts'
import type { Ids } from './matrix.ts'
import { insertOffice } from './office-rows.ts'
import type { Served } from './served.ts'
import { record } from './world.ts'

/** Planted where only the other unit, or only the office, may see it. */
export const MARK = { title: '密标题壬', body: '密正文癸', comment: '密批注辛', person: '密人员庚' } as const
/** Rows of two units and of another office, in every relation. */
export async function furnished(served: Served): Promise<Ids> {
  const { world } = served
  const { story, unit } = world
  const [own, other] = [unit('阳谷局'), unit('临清局')]
  const jia = await story.person('jia', ['correspondent'], own)
  const yi = await story.person('yi', ['correspondent'], other)
  await story.database.write(db =>
    db
      .updateTable('user_account')
      .set({ name: MARK.person })
      .where('id', '=', yi.user ?? '')
      .execute(),
  )
  const draft = (title: string, words: string) => ({
    title,
    body: [{ kind: 'paragraph' as const, runs: [{ text: `${words}，完成 12 处。` }] }],
    genre: null,
    outlet: null,
    commission: null,
    units: [],
    contact: { name: '', phone: '' },
    files: [],
  })
  const handed = async (as: typeof jia, title: string, words: string) => {
    const saved = await story.call('article.save-draft', draft(title, words), { as })
    return story.call('article.hand-in', { article: saved.article, version: saved.version }, { as })
  }
  const article = await handed(jia, '阳谷的一篇', '阳谷正文')
  const others = await handed(yi, MARK.title, MARK.body)
  await story.call('article.save-draft', draft(`${MARK.title}草稿`, MARK.body), { as: yi })
  const gone = await handed({ ...jia }, '撤回的一篇', '撤回正文')
  await story.call('article.withdraw', { article: gone.article, version: gone.version, reason: '写错了' }, { as: jia })
  for (const one of [article.article, others.article])
    await story.call('article.comment', { article: one, text: MARK.comment, toUnit: false }, { as: world.editor })
  const decided = async (one: typeof article) => {
    const answer = await story.call(
      'article.decide',
      {
        articles: [{ article: one.article, version: one.version }],
        step: 'receive',
        kind: null,
        reason: null,
        comment: '',
      },
      { as: world.editor },
    )
    return answer.decided[0]?.decision ?? ''
  }
  const decisions = [await decided(article), await decided(others)]
  const factOf = async (name: string) => {
    const id = await record(world, `${name}补录`, name, localDate('2023-07-03'))
    const row = await story.database.read(db =>
      db.selectFrom('fact').select('id').where('article_id', '=', id).executeTakeFirstOrThrow(),
    )
    return row.id
  }
  const facts = [await factOf('阳谷局'), await factOf('临清局')]
  const asked = async (units: (typeof own)[], title: string) => {
    const saved = await story.call(
      'commission.save',
      {
        title,
        source: '市政府',
        level: 'city',
        upperDueOn: null,
        dueOn: localDate('2023-07-28'),
        requirements: '',
        materials: [],
        contact: '',
        units,
      },
      { as: world.editor },
    )
    const step = { ...saved, step: 'issue' as const, on: null, adopted: [], comment: '' }
    const { state: _state, ...issue } = step
    await story.call('commission.step', issue, { as: world.editor })
    return saved.commission
  }
  const commissions = [await asked([own], '约阳谷'), await asked([other], `${MARK.title}约稿`)]
  const objected = async (as: typeof jia, of: typeof own, reason: string) => {
    const said = { unit: of, period: period('2023-07'), component: '采用', rule: '', reason }
    return (await story.call('objection.raise', said, { as })).objection
  }
  const objections = [await objected(jia, own, '少计一篇'), await objected(yi, other, MARK.comment)]
  const users = await story.database.write(async db => {
    await insertOffice(db, 'off_2')
    // The one that was there first is the one of this installation.
    await db.updateTable('office').set({ created_at: '2024-01-01T00:00:00.000Z' }).where('id', '=', 'off_2').execute()
    const rows = await db.selectFrom('user_account').select(['id', 'account']).execute()
    return new Map(rows.map(row => [row.account, row.id]))
  })
  await story.person('fort', ['reader'])
  await story.database.write(db =>
    db.updateTable('user_account').set({ disabled: 1 }).where('account', '=', 'fort').execute(),
  )
  const gones = await story.database.read(db =>
    db.selectFrom('user_account').select('id').where('account', '=', 'fort').executeTakeFirstOrThrow(),
  )
  const nowhere = (prefix: string) => `${prefix}_nowhere`
  const { letters, mailbox, sender } = await furnishedMail(served, own, other)
  const hash = (letter: string) => letter.repeat(64)
  const same = (
    prefix: string,
    [mine = nowhere(prefix), theirs = nowhere(prefix)]: readonly string[],
    foreign = `${prefix}_foreign`,
  ) => ({
    own: mine,
    other: theirs,
    gone: mine,
    foreign,
    nowhere: nowhere(prefix),
  })
  return {
    article: { ...same('art', [article.article, others.article], 'art_off_2'), gone: gone.article },
    unit: same('unt', [own, other], 'unt_off_2_1'),
    commission: same('com', commissions),
    issue: same('iss', []),
    user: { ...same('usr', [users.get('jia') ?? '', users.get('yi') ?? '']), gone: gones.id },
    fact: same('fct', facts),
    forwarding: same('fwd', []),
    instruction: same('ins', []),
    decision: same('dec', decisions),
    objection: same('obj', objections),
    outlet: same('out', [world.bulletin, world.bulletin], 'out_off_2'),
    letter: { ...same('let', letters, 'let_foreign'), gone: letters[2] ?? '' },
    mailbox: same('box', [mailbox, mailbox], 'box_off_2'),
    sender: same('snd', [sender, sender], 'snd_foreign'),
    session: { own: hash('a'), other: hash('b'), gone: hash('c'), foreign: hash('d'), nowhere: hash('e') },
    file: { own: hash('a'), other: hash('b'), gone: hash('c'), foreign: hash('d'), nowhere: hash('e') },
  }
}
