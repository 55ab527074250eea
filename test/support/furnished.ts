import { localDate, period } from '../../src/domain/calendar.ts'
import type { Db } from '../../src/server/context.ts'
import { furnishedMail } from './mail/furnished.ts'
import type { Ids } from './matrix.ts'
import { AT, insertFact, insertOffice } from './office-rows.ts'
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
  const sent = async (one: typeof article, of: typeof own, words: { title: string; text: string }) => {
    const credits = [{ unit: of, weight: 1 }]
    const up = { article: one.article, to: '市政府', outlet: '今日信息', level: 'city' as const, credits }
    const { forwarding } = await story.call(
      'forwarding.record',
      { ...up, on: localDate('2023-07-18') },
      { as: world.editor },
    )
    const said = { article: one.article, leader: '某副市长', level: 'city' as const, ...words }
    const { instruction } = await story.call(
      'instruction.enter',
      { ...said, on: localDate('2023-07-19'), credits },
      { as: world.editor },
    )
    return { forwarding, instruction }
  }
  const up = [
    await sent(article, own, { title: '阳谷的批示', text: '请阳谷推开' }),
    await sent(others, other, { title: `${MARK.title}批示`, text: MARK.comment }),
  ]
  const { issue } = await story.call(
    'issue.create',
    { bulletin: world.bulletin, number: 10, totalNumber: 126, plannedOn: localDate('2023-07-24') },
    { as: world.editor },
  )
  const users = await story.database.write(async db => {
    await insertOffice(db, 'off_2')
    await insertWork(db, 'off_2')
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
    issue: same('iss', [issue, issue]),
    user: { ...same('usr', [users.get('jia') ?? '', users.get('yi') ?? '']), gone: gones.id },
    fact: same('fct', facts),
    forwarding: same(
      'fwd',
      up.map(one => one.forwarding),
    ),
    instruction: same(
      'ins',
      up.map(one => one.instruction),
    ),
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

/** What the other office works on, under the ids by which strangers ask for it: an issue, 约稿, something sent up, 批示, an objection. */
async function insertWork(db: Db, office: string): Promise<void> {
  const own = { office_id: office }
  const [article, outlet, unit] = [`art_${office}`, `out_${office}`, `unt_${office}_1`]
  const by = { by_id: 'usr_foreign', by_name: '某某' }
  await db
    .insertInto('user_account')
    .values({
      ...{ ...own, id: 'usr_foreign', account: 'foreign', name: MARK.person, unit_id: unit, password_hash: null },
      ...{ password_changed_at: null, must_change: 0, disabled: 0, last_login_at: null, last_login_ip: null },
      ...{ failures: 0, locks: 0, locked_until: null, created_at: AT },
    })
    .execute()
  await insertFact(db, { id: 'fct_foreign', posting: '2023-07', occurred_on: '2023-07-05' }, office)
  await db
    .insertInto('forwarding')
    .values({
      ...{ ...own, ...by, id: 'fwd_foreign', article_id: article, recipient: '市政府', outlet: MARK.title },
      ...{ level: 'city', on_day: '2023-07-18', file_sm3: null, fact_id: 'fct_foreign' },
    })
    .execute()
  await db
    .insertInto('instruction')
    .values({
      ...{ ...own, id: 'ins_foreign', article_id: article, title: MARK.title, leader: '某副市长', level: 'city' },
      ...{ text: MARK.comment, on_day: '2023-07-19', state: 'recorded', version: 1, fact_id: 'fct_foreign' },
    })
    .execute()
  await db
    .insertInto('bulletin')
    .values({ ...own, outlet_id: outlet, words: '{}', columns: '[]', version: 1, next_number: 2, next_total_number: 2 })
    .execute()
  await db
    .insertInto('issue')
    .values({
      ...{ ...own, id: 'iss_foreign', outlet_id: outlet, number: 1, total_number: 1, year: 2023, state: 'arranging' },
      ...{ planned_on: '2023-07-24', issued_on: null, posting: null, prepared_by: null, signed_by: null },
      ...{ file_sm3: null, version: 1, created_at: AT },
    })
    .execute()
  await db
    .insertInto('commission')
    .values({
      ...{ ...own, id: 'com_foreign', title: MARK.title, title_key: 'com', source: '市政府', level: 'city' },
      ...{ due_on: '2023-07-28', created_at: AT, version: 1 },
    })
    .execute()
  await db
    .insertInto('objection')
    .values({
      ...{ ...own, id: 'obj_foreign', unit_id: unit, period: '2023-07', component: '采用', rule: '', sentence: '' },
      ...{ points_x100: 0, reason: MARK.comment, raised_at: AT, raised_by: '某某', state: 'open' },
    })
    .execute()
}
