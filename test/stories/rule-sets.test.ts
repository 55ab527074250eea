import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDate, period } from '../../src/domain/calendar.ts'
import { decimalOf, points } from '../../src/domain/points.ts'
import type { Actor } from '../../src/server/context.ts'
import { dump } from '../../src/server/db/dump.ts'
import { memoOf } from '../../src/server/memo.ts'
import { DIALECTS, openDatabases } from '../support/databases.ts'
import { adoption, openWorld, record, rowOf, type World } from '../support/world.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const [JUNE, JULY, AUGUST] = [period('2023-06'), period('2023-07'), period('2023-08')]
const JUNE_RULES = readFileSync('rule-sets/lc-2023.yaml', 'utf8')

/** The June rules with other numbers, from another month on. */
const revised = (more: (text: string) => string = text => text) =>
  more(
    JUNE_RULES.replace('id: lc-2023', 'id: lc-2023-b')
      .replace('from: 2023-01', 'from: 2023-08')
      .replace(
        "    when: { outlet: own, kind: report }\n    points: '1'",
        "    when: { outlet: own, kind: report }\n    points: '2'",
      )
      .replace(/\nexamples:[\s\S]*$/, '\nexamples: []\n'),
  )

/** What the office adds to the June rules in these stories: an incident, a discretion, a quota, a consequence. */
const withMore = revised(text =>
  text.replace('components: [采用, 约稿, 基础分]', 'components: [采用, 约稿, 基础分, 扣分]').replace(
    '\nrules:\n',
    `
incidents:
  untrue: { name: 信息失实 }
discretions:
  - { id: serious, component: 扣分, clause: 情节严重的扣5至10分, groups: all, sign: deduct, atLeast: '5', atMost: '10' }
effects:
  - { id: zero, clause: 当季零报送的点名通报, groups: all, per: quarter, if: { counts: [{ of: submission, atMost: 0 }] }, effect: named }
rules:
  - { id: untrue, type: deduction, component: 扣分, clause: 信息失实每次扣2分, groups: all, on: incident, when: { code: untrue }, points: '2', fromTime: 1 }
  - { id: quarter, type: quota, component: 采用, clause: 每季报送4篇，每少1篇扣0.5分, groups: all, per: quarter, of: submission, owed: 4, over: '0', short: '0.5' }
  - { id: weekly, type: quota, component: 采用, clause: 每周报送1篇, groups: all, per: week, of: submission, owed: 1, over: '0', short: '0' }
`,
  ),
)

const entriesStored = async ({ story }: World): Promise<string[]> =>
  (await dump(story.database)).split('\n').filter(line => /^(entry|standing|close|rule_set) /.test(line))

describe.each(DIALECTS)('the 办法 of an office on %s', dialect => {
  let world: World
  let unit: Actor
  let other: Actor
  beforeAll(async () => {
    world = await openWorld(databases, dialect)
    unit = await world.story.person('yanggu', ['correspondent'], world.unit('阳谷局'))
    other = await world.story.person('linqing', ['correspondent'], world.unit('临清局'))
    const article = await record(world, '阳谷县开展汛期排查', '阳谷局', localDate('2023-07-03'))
    await world.story.call('article.adopt', adoption(world, article, '阳谷局', localDate('2023-07-10')), {
      as: world.editor,
    })
  })
  const editor = () => ({ as: world.editor })
  const chief = () => ({ as: world.chief })

  it('is checked without keeping anything: line by line where it is wrong, in words where it is right', async () => {
    const before = await entriesStored(world)
    const bad = await world.story.call(
      'rule-set.check',
      { source: JUNE_RULES.replace("points: '5'", 'points: 5') },
      editor(),
    )
    expect(bad.view).toBeNull()
    expect(bad.issues).toEqual([
      { line: 45, path: 'rules[2].points', message: "内容的类型不对，应为文字（数字要加引号，如 '5'）。" },
    ])
    const good = await world.story.call('rule-set.check', { source: withMore }, editor())
    expect(good.issues).toEqual([])
    expect(good.remarks).toEqual([])
    expect(good.view?.words.map(one => one.words)).toContain('信息失实，每次扣 2 分；各组都适用。')
    expect(good.view?.besides.map(one => one.words)).toEqual([
      '“扣分”由人决定扣 5 至 10 分，每次写明理由和决定人。',
      '当季没有报送的，点名通报。',
    ])
    expect(await entriesStored(world)).toEqual(before)
  })

  it('says in words what another version changes', async () => {
    const { changes } = await world.story.call(
      'rule-set.compare',
      { before: { id: 'lc-2023' }, after: { source: revised() } },
      editor(),
    )
    expect(changes.map(change => change.sentence)).toEqual([
      '起始月：由 2023年1月 改为 2023年8月',
      expect.stringMatching(/^条款 own-report：由 .*每篇计 1 分.* 改为 .*每篇计 2 分/),
    ])
  })

  it('is rehearsed over past months beside what is in force, and nothing is kept', async () => {
    const before = await entriesStored(world)
    const view = await world.story.call(
      'rule-set.rehearse',
      { rules: { source: revised() }, from: JUNE, to: JULY, unit: world.unit('阳谷局') },
      editor(),
    )
    const row = view.rows.find(one => one.name === '阳谷局')
    expect(view.against?.ruleSets).toEqual(['lc-2023'])
    // Three reports in June and one in July, a point more for each.
    expect(row?.months.map(month => [month.period, month.before, month.after])).toEqual([
      [JUNE, points('29'), points('32')],
      [JULY, points('1'), points('2')],
    ])
    expect((row?.year.after ?? 0) - (row?.year.before ?? 0)).toBe(400)
    expect(row?.why).toEqual([{ component: '采用', clause: '市局简报采用信息，每篇计1分', before: 400, after: 800 }])
    expect(view.entries.map(entry => entry.sentence)).toContain('信息 3 篇 × 2 分 = 6 分')
    const same = await world.story.call(
      'rule-set.rehearse',
      { rules: { id: 'lc-2023' }, from: JUNE, to: JULY },
      editor(),
    )
    expect(same.rows.flatMap(one => one.why)).toEqual([])
    expect(await entriesStored(world)).toEqual(before)
    const one = { rules: { id: 'lc-2023' }, against: { shipped: 'lianyungang' }, from: JUNE, to: JUNE }
    expect((await world.story.call('rule-set.rehearse', one, editor())).against?.ruleSets).toEqual(['lianyungang'])
  })

  it('is put in force for open months only, and never touches a closed one', async () => {
    const closed = (await entriesStored(world)).filter(line => !line.startsWith('rule_set'))
    const past = revised(text => text.replace('from: 2023-08', 'from: 2023-06'))
    expect(await world.story.refusal('rule-set.install', { source: past }, chief())).toBe('period-closed')
    expect(await world.story.refusal('rule-set.install', { source: 'id: [' }, chief())).toBe('rule-set-invalid')
    expect(await world.story.refusal('rule-set.install', { source: withMore }, editor())).toBe('forbidden')
    expect(await world.story.call('rule-set.install', { source: withMore }, chief())).toMatchObject({
      ruleSet: 'lc-2023-b',
      from: AUGUST,
    })
    const twin = withMore.replace('id: lc-2023-b', 'id: lc-2023-c')
    expect(await world.story.refusal('rule-set.install', { source: twin }, chief())).toBe('rule-set-invalid')
    const { ruleSets } = await world.story.call('rule-set.list', {}, editor())
    expect(ruleSets.map(one => [one.ruleSet.id, one.ruleSet.from, one.until, one.inForce, one.used])).toEqual([
      ['lc-2023-b', AUGUST, null, true, false],
      ['lc-2023', '2023-01', JULY, false, true],
    ])
    expect((await entriesStored(world)).filter(line => !line.startsWith('rule_set'))).toEqual(closed)
    expect(decimalOf((await rowOf(world, JULY, '阳谷局')).month)).toBe(1)
  })

  it('counts incidents it names, and points by decision within its bounds', async () => {
    const said = { unit: world.unit('阳谷局'), occurredOn: localDate('2023-08-01'), article: null, note: '' }
    expect(await world.story.refusal('incident.record', { ...said, code: 'late' }, editor())).toBe('invalid-input')
    expect(await world.story.call('incident.record', { ...said, code: 'untrue' }, editor())).toMatchObject({
      posting: AUGUST,
    })
    const serious = {
      unit: world.unit('阳谷局'),
      component: '扣分',
      reason: '造成影响',
      decider: '分管领导',
      occurredOn: localDate('2023-08-01'),
      document: '会议纪要',
      rule: 'serious',
    }
    for (const [text, rule, component] of [
      ['-3', 'serious', '扣分'],
      ['5', 'serious', '扣分'],
      ['-6', 'none', '扣分'],
      ['-6', 'serious', '采用'],
    ] as const)
      expect(
        await world.story.refusal('adjustment.record', { ...serious, points: points(text), rule, component }, chief()),
      ).toBe('invalid-input')
    await world.story.call('adjustment.record', { ...serious, points: points('-6') }, chief())
    const { entries } = await world.story.call('entry.list', { period: AUGUST, unit: world.unit('阳谷局') }, editor())
    expect(entries.map(entry => [entry.clause, entry.sentence])).toEqual([
      ['情节严重的扣5至10分：造成影响（分管领导）', '扣 6 分'],
      ['信息失实每次扣2分', '信息失实 1 次 × -2 分 = -2 分'],
    ])
    expect((await rowOf(world, AUGUST, '阳谷局')).components.扣分).toBe(-800)
  })

  it('shows each unit during the period what it still owes, and to none another’s', async () => {
    const own = await world.story.call('duty.list', { period: AUGUST }, { as: unit })
    expect(new Set(own.duties.map(duty => duty.name))).toEqual(new Set(['阳谷局']))
    expect(
      own.duties.map(({ why, what, has, needs, left, to, daysLeft }) => ({
        why,
        what,
        has,
        needs,
        left,
        to,
        daysLeft,
      })),
    ).toEqual([
      { why: 'quota', what: '报送', has: 1, needs: 4, left: 3, to: '2023-09-30', daysLeft: 60 },
      // Of the weeks of August only the one that has begun.
      { why: 'quota', what: '报送', has: 0, needs: 1, left: 1, to: '2023-08-06', daysLeft: 5 },
      { why: 'base', what: '报省市', has: 0, needs: 1, left: 1, to: '2023-08-31', daysLeft: 30 },
      { why: 'award', what: '报送', has: 1, needs: 1, left: 0, to: '2023-09-30', daysLeft: 60 },
    ])
    expect(own.effects).toEqual([])
    const all = await world.story.call('duty.list', { period: AUGUST }, editor())
    expect(all.effects.filter(one => one.name === '临清局')).toMatchObject([
      { words: '点名通报', clause: '当季零报送的点名通报' },
    ])
    expect(await world.story.refusal('duty.list', { period: AUGUST, unit: world.unit('阳谷局') }, { as: other })).toBe(
      'not-found',
    )
  })

  it('takes an objection from a unit, answers it, and puts right what is upheld with decider and paper', async () => {
    const said = { unit: world.unit('阳谷局'), period: AUGUST, component: '扣分', rule: 'untrue', reason: '内容属实' }
    expect(await world.story.refusal('objection.raise', said, { as: other })).toBe('not-found')
    const raised = await world.story.call('objection.raise', said, { as: unit })
    expect(raised).toMatchObject({
      state: 'open',
      name: '阳谷局',
      points: -200,
      sentence: '信息失实 1 次 × -2 分 = -2 分',
    })
    const { objection } = raised
    expect((await world.story.call('objection.list', { open: true }, { as: other })).objections).toEqual([])
    expect(await world.story.refusal('objection.withdraw', { objection }, { as: other })).toBe('not-found')
    const answer = { objection, answer: '经核实属实，退回扣分', decider: '分管领导', document: '核查报告' }
    const { facts } = await world.story.call('fact.list', { period: AUGUST, unit: world.unit('阳谷局') }, editor())
    const incident = facts.find(one => one.fact.type === 'incident')?.fact.id
    if (incident === undefined) throw new Error('the incident was recorded')
    const outcome = { kind: 'retract' as const, fact: incident }
    expect(await world.story.refusal('objection.answer', { ...answer, outcome }, editor())).toBe('forbidden')
    const answered = await world.story.call('objection.answer', { ...answer, outcome }, chief())
    expect(answered).toMatchObject({
      state: 'upheld',
      answer: { text: '经核实属实，退回扣分', document: '核查报告', decider: '分管领导' },
    })
    expect((await rowOf(world, AUGUST, '阳谷局')).components.扣分).toBe(-600)
    expect(await world.story.refusal('objection.answer', { ...answer, outcome: { kind: 'reject' } }, chief())).toBe(
      'step-not-allowed',
    )
    const again = await world.story.call('objection.raise', { ...said, rule: '', reason: '扣重了' }, { as: unit })
    const adjust = { kind: 'adjust' as const, points: points('1'), occurredOn: localDate('2023-08-01') }
    await world.story.call('objection.answer', { ...answer, objection: again.objection, outcome: adjust }, chief())
    expect((await rowOf(world, AUGUST, '阳谷局')).components.扣分).toBe(-500)
    const mine = (await world.story.call('objection.list', {}, { as: unit })).objections
    expect(mine.map(one => [one.state, one.answer?.fact === null])).toEqual([
      ['upheld', false],
      ['upheld', false],
    ])
  })

  it('is withdrawn while no month was closed by it, and then the one before counts again', async () => {
    expect(await world.story.refusal('rule-set.withdraw', { id: 'lc-2023' }, chief())).toBe('step-not-allowed')
    await world.story.call('rule-set.withdraw', { id: 'lc-2023-b' }, chief())
    const { ruleSets } = await world.story.call('rule-set.list', {}, editor())
    expect(ruleSets.map(one => [one.ruleSet.id, one.inForce])).toEqual([['lc-2023', true]])
    const { components } = await world.story.call('standing.list', { period: AUGUST }, editor())
    expect(components.slice(0, 3)).toEqual(['采用', '约稿', '基础分'])
  })

  it('is not reckoned again for an open month while nothing changed, and is as soon as something has', async () => {
    const memo = memoOf(world.story.database)
    const look = async () => {
      const before = memo.derived
      const { groups } = await world.story.call('standing.list', { period: JULY }, editor())
      return {
        derived: memo.derived - before,
        month: groups.flatMap(group => group.rows).find(row => row.name === '临清局')?.month,
      }
    }
    await look()
    expect(await look()).toEqual({ derived: 0, month: 0 })
    const article = await record(world, '临清局开展巡查', '临清局', localDate('2023-07-04'))
    const adopt = adoption(world, article, '临清局', localDate('2023-07-12'))
    await world.story.call('article.adopt', adopt, { as: world.editor, dryRun: true })
    expect(await look()).toEqual({ derived: 1, month: 0 })
    await world.story.call('article.adopt', adopt, editor())
    expect(await look()).toEqual({ derived: 1, month: 100 })
    expect(await look()).toEqual({ derived: 0, month: 100 })
    await world.story.call(
      'unit.alias',
      { unit: world.unit('临清局'), name: '临清自然资源局', remove: false },
      editor(),
    )
    expect((await look()).derived).toBe(1)
    await world.story.call(
      'rule-set.install',
      { source: revised(text => text.replace('from: 2023-08', 'from: 2023-07')) },
      chief(),
    )
    expect(await look()).toEqual({ derived: 1, month: 200 })
  })
})
