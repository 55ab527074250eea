import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { article, chance, changed, merged, nextMonth } from '../../fixtures/duplicates/variants.ts'
import { openDatabases } from '../../test/support/databases.ts'
import { type Door, openDoor, said } from '../../test/support/door.ts'
import type { ArticleDetail } from '../api/article.ts'
import type { Output } from '../api.ts'
import { richOfText } from '../domain/rich-text.ts'
import { HANDLERS } from './actions/index.ts'
import { reindexFingerprints } from './fingerprints.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const JIA = 'unt_off_1_1'
const YI = 'unt_off_1_2'

describe.each(['sqlite', 'postgres'] as const)('duplicates, on %s', dialect => {
  let door: Door
  const cookies = { jia: '', yi: '', editor: '' }
  type Who = keyof typeof cookies
  const next = chance(1)
  beforeAll(async () => {
    door = await openDoor(databases, { dialect, handlers: HANDLERS })
    await door.account('jia', ['correspondent'], { unit: JIA })
    await door.account('yi', ['correspondent'], { unit: YI })
    await door.account('editor', ['editor'])
    for (const who of ['jia', 'yi', 'editor'] as const) cookies[who] = await door.enter(who)
  })
  async function ok<Answer>(name: string, input: unknown, who: Who): Promise<Answer> {
    const answer = await door.call(name, input, { cookie: cookies[who] })
    expect(answer.body).not.toContain('"code"')
    return answer.json()
  }
  const draft = (made: { title: string; body: string }, who: Who) =>
    ok<Output<'article.save-draft'>>(
      'article.save-draft',
      {
        ...{ title: made.title, body: richOfText(made.body), genre: 'news', outlet: null, commission: null, units: [] },
        ...{ contact: { name: '', phone: '' }, files: [] },
      },
      who,
    )
  const send = async (made: { title: string; body: string }, who: Who): Promise<Output<'article.hand-in'>> => {
    const { article: id, version } = await draft(made, who)
    return ok('article.hand-in', { article: id, version, confirmedDuplicate: true, note: '已看过' }, who)
  }
  const alike = (id: string, who: Who) => ok<Output<'article.alike'>>('article.alike', { article: id }, who)
  const detail = (id: string) => ok<ArticleDetail>('article.get', { article: id }, 'editor')

  it('are found under another title, reordered or merged with others, and marked for the office', async () => {
    const [one, other] = [article(next, 0), article(next, 1)]
    const { article: first } = await send(one, 'jia')
    const worded = await send({ title: '另一个说法', body: changed(next, one, 30).body }, 'yi')
    const both = await send({ title: '两件事合在一起写', body: merged(next, [other, one]).body }, 'yi')
    for (const id of [worded.article, both.article]) {
      const { near, flags } = await detail(id)
      expect(near.find(found => found.id === first)).toMatchObject({ verdict: 'near', units: ['甲局'], number: 1 })
      expect(flags).toContain('duplicate')
    }
  })

  it('of a series are a question and no mark', async () => {
    const one = article(next, 2)
    const { article: first } = await send(one, 'jia')
    const { article: second } = await send(nextMonth(next, one), 'jia')
    const { near, flags } = await detail(second)
    expect(near.find(found => found.id === first)?.verdict).toBe('series')
    expect(flags).not.toContain('duplicate')
  })

  it('of the own unit are named before handing in; of another it is told that there is one, and nothing else', async () => {
    const one = article(next, 3)
    const { article: first } = await send(one, 'jia')
    const mine = await draft({ title: '换个题目再报', body: changed(next, one, 10).body }, 'jia')
    const told = await alike(mine.article, 'jia')
    expect(told).toMatchObject({ own: [{ id: first, verdict: 'near' }], elsewhere: false })
    const theirs = await draft({ title: '别的单位也写', body: changed(next, one, 10).body }, 'yi')
    expect(await alike(theirs.article, 'yi')).toEqual({ own: [], elsewhere: true })
    const answer = await door.call('article.alike', { article: theirs.article }, { cookie: cookies.yi })
    for (const secret of [first, one.title, '甲局', String(told.own[0]?.share)])
      expect(answer.body).not.toContain(secret)
    expect(said(await door.call('article.alike', { article: theirs.article }, { cookie: cookies.jia }))).toMatchObject({
      code: 'not-found',
    })
  })

  it('cannot be asked for with a phrase: who has no text of some length learns nothing', async () => {
    const one = article(next, 4)
    await send(one, 'jia')
    const probe = await draft({ title: one.title, body: one.body.slice(0, 60) }, 'yi')
    expect(await alike(probe.article, 'yi')).toEqual({ own: [], elsewhere: false })
  })

  it('letter for letter the same must be confirmed, whatever they are called', async () => {
    const one = article(next, 5)
    await send(one, 'jia')
    const { article: id, version } = await draft({ title: '题目全变了', body: one.body.replaceAll('，', ', ') }, 'jia')
    const refusal = said(
      await door.call('article.hand-in', { article: id, version, note: '已看过' }, { cookie: cookies.jia }),
    )
    expect(refusal).toMatchObject({ code: 'likely-duplicate', message: expect.stringContaining('正文相同') })
    await ok('article.hand-in', { article: id, version, confirmedDuplicate: true, note: '已看过' }, 'jia')
  })

  it('are not found among drafts and what was withdrawn, and are again when it is handed in once more', async () => {
    const one = article(next, 6)
    const { article: first, version } = await send(one, 'jia')
    const theirs = await draft({ title: '同一件事', body: one.body }, 'yi')
    expect((await alike(theirs.article, 'yi')).elsewhere).toBe(true)
    const back = await ok<{ version: number }>('article.withdraw', { article: first, version, reason: '误报' }, 'jia')
    expect((await alike(theirs.article, 'yi')).elsewhere).toBe(false)
    const resumed = await ok<{ version: number }>('article.resume', { article: first, version: back.version }, 'jia')
    expect((await alike(theirs.article, 'yi')).elsewhere).toBe(false)
    const again = { article: first, version: resumed.version, confirmedDuplicate: true, note: '已看过' }
    await ok('article.hand-in', again, 'jia')
    expect((await alike(theirs.article, 'yi')).elsewhere).toBe(true)
  })

  it('are found by what the unit wrote as well as by what the office made of it', async () => {
    const [one, edited] = [article(next, 7), article(next, 8)]
    const { article: first, version } = await send(one, 'jia')
    const { title, body } = edited
    await ok('article.edit', { article: first, version, title, body: richOfText(body), note: '' }, 'editor')
    const [unit, office] = [
      await send({ title: '甲甲', body: one.body }, 'yi'),
      await send({ title: '乙乙', body }, 'yi'),
    ]
    expect((await detail(unit.article)).near.find(found => found.id === first)).toMatchObject({ number: 1 })
    expect((await detail(office.article)).near.find(found => found.id === first)).toMatchObject({ number: 2 })
  })

  it('are the same after the index was made anew', async () => {
    const marks = () =>
      door.database.read(db =>
        db
          .selectFrom('fingerprint')
          .innerJoin('fingerprint_text', 'fingerprint_text.seq', 'fingerprint.seq')
          .select(['article_id', 'number', 'mark'])
          .orderBy('article_id')
          .orderBy('number')
          .orderBy('mark')
          .execute(),
      )
    const before = await marks()
    expect(before.length).toBeGreaterThan(200)
    await door.database.write(db => db.deleteFrom('fingerprint').execute())
    expect(await reindexFingerprints(door.database)).toBeGreaterThan(5)
    expect(await marks()).toEqual(before)
  })
})
