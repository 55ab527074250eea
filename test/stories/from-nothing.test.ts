import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { localDate, period } from '../../src/domain/calendar.ts'
import { DIALECTS, openDatabases } from '../support/databases.ts'
import { openStory } from '../support/story.ts'

const databases = openDatabases()
afterAll(() => databases.stop())

const AUGUST = period('2023-08')

describe.each(DIALECTS)('an office that begins with nothing, on %s', dialect => {
  it('draws its groups and units, takes a 办法, and ranks its first month', async () => {
    const story = await openStory(databases, dialect)
    const editor = await story.person('editor', ['editor'])
    const as = { as: editor }
    const source = readFileSync('rule-sets/lc-2023.yaml', 'utf8').replace(/^from: .*$/m, 'from: 2023-08')
    const chief = await story.person('chief', ['chief'])
    await story.call('rule-set.install', { source }, { as: chief })
    const county = await story.call('group.create', { name: '乡镇', kind: '乡镇', key: 'county' }, as)
    expect(await story.refusal('group.create', { name: '乡镇', kind: '乡镇', key: 'other' }, as)).toBe('invalid-input')
    expect(await story.refusal('group.create', { name: '街道', kind: '街道', key: 'county' }, as)).toBe('invalid-input')
    const renamed = await story.call('group.rename', { group: county.id, name: '乡镇街道', kind: '乡镇街道' }, as)
    expect(renamed).toMatchObject({ key: 'county', name: '乡镇街道', position: county.position })
    const units = []
    for (const name of ['东镇', '西镇'])
      units.push(await story.call('unit.create', { name, group: county.id, from: AUGUST }, as))
    const [first] = units
    if (first === undefined) throw new Error('no unit')
    await story.call(
      'article.record',
      { title: '东镇建立防汛叫应机制', receivedOn: localDate('2023-08-01'), units: [{ unit: first.id, weight: 1 }] },
      as,
    )
    const { groups } = await story.call('standing.list', { period: AUGUST }, as)
    expect(groups.map(({ group, rows }) => [group.name, rows.map(row => [row.name, row.counts.submitted])])).toEqual([
      [
        '乡镇街道',
        [
          ['东镇', 1],
          ['西镇', 0],
        ],
      ],
    ])
  })
})
