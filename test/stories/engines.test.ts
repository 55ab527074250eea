import { afterAll, expect, it } from 'vitest'
import { localDate, period } from '../../src/domain/calendar.ts'
import { dump } from '../../src/server/db/dump.ts'
import { openDatabases } from '../support/databases.ts'
import { PASSWORD } from '../support/story.ts'
import { adoption, credit, openWorld, record } from '../support/world.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const JULY = period('2023-07')

/** A month of ordinary work, with its slips, told with the same clock, ids and keys. */
async function told(dialect: 'sqlite' | 'postgres'): Promise<string> {
  const world = await openWorld(databases, dialect)
  const { story, chief, editor, unit } = world
  let keys = 0
  const as = (who: typeof chief) => ({ as: who, key: `key-${++keys}` })
  const articles = []
  for (const [title, name] of [
    ['甲篇', '阳谷局'],
    ['乙篇', '市林业发展中心'],
    ['丙篇', '测绘管理科'],
  ] as const)
    articles.push(await record(world, title, name, localDate('2023-07-05')))
  const [first, second, third] = articles
  if (first === undefined || second === undefined || third === undefined) throw new Error('three articles')
  const one = await story.call('article.adopt', adoption(world, first, '阳谷局', localDate('2023-07-10')), as(editor))
  await story.call('article.adopt', adoption(world, second, '市林业发展中心', localDate('2023-07-10')), as(editor))
  await story.refusal('article.adopt', adoption(world, second, '市林业发展中心', localDate('2023-07-11')), as(editor))
  const up = { article: third, level: 'province', to: '省厅', outlet: '', on: localDate('2023-07-12') } as const
  await story.call('forwarding.record', { ...up, credits: [credit(unit('测绘管理科'))] }, as(editor))
  const asked = { title: '一项约稿', source: '市政府', level: 'city', dueOn: localDate('2023-07-20') } as const
  const more = { upperDueOn: null, requirements: '要求', materials: [], contact: '' }
  const units = ['临清局', '综合科', '阳谷局'].map(unit)
  const begun = await story.call('commission.save', { ...asked, ...more, units }, as(editor))
  const { commission } = begun
  const step = { commission, on: localDate('2023-07-21'), adopted: [], comment: '' }
  const issued = await story.call('commission.step', { ...step, version: begun.version, step: 'issue' }, as(editor))
  await story.call('assignment.reply', { commission, unit: unit('阳谷局'), article: first }, as(editor))
  await story.call('assignment.exempt', { commission, unit: unit('综合科'), reason: '无此业务' }, as(editor))
  const adopted = [unit('临清局'), unit('阳谷局')].map(one => ({ unit: one, article: null }))
  await story.call('commission.step', { ...step, version: issued.version, step: 'adopt', adopted }, as(editor))
  const points = { unit: unit('东阿局'), component: '采用', reason: '表彰', decider: '局领导', document: '2023年12号' }
  await story.call('adjustment.record', { ...points, points: 150, occurredOn: localDate('2023-07-25') }, as(chief))
  const said = {
    article: first,
    level: 'city',
    leader: '市领导',
    on: localDate('2023-07-26'),
    title: '甲篇',
    text: '很好',
  } as const
  await story.call('instruction.enter', { ...said, credits: [credit(unit('阳谷局'))] }, as(editor))
  await story.call('unit.rename', { unit: unit('综合科'), name: '办公室', from: JULY }, as(editor))
  await story.call('period.close', { period: JULY }, as(chief))
  await story.call('fact.retract', { fact: one.fact, reason: '误登' }, as(editor))
  await story.person('chief2', ['chief'])
  const second2 = { account: 'chief2', password: PASSWORD }
  await story.call('period.reopen', { period: JULY, reason: '补登', second: second2 }, as(chief))
  await story.call('period.close', { period: JULY }, as(chief))
  const work = await story.call('notice.work', { period: JULY }, as(editor))
  for (const [who, step] of [
    [editor, 'send-to-review'],
    [chief, 'sign'],
  ] as const) {
    const version = work.version + (step === 'sign' ? 1 : 0)
    await story.call('notice.step', { period: JULY, version, step, comment: '' }, as(who))
  }
  await story.call('notice.issue', { period: JULY, issuedOn: localDate('2023-08-01') }, as(chief))
  // Salts of passwords and keys of the helpers that record are drawn by chance.
  return (await dump(story.database))
    .replace(/"password_hash":"[^"]*"/g, '"password_hash":""')
    .replace(/^idempotency .*"key":"(?!key-).*\n/gm, '')
}

it('a month told on SQLite and on PostgreSQL leaves the same rows, to the letter', async () => {
  const [sqlite, postgres] = [await told('sqlite'), await told('postgres')]
  expect(sqlite.split('\n').length).toBeGreaterThan(700)
  expect(postgres).toBe(sqlite)
})
