import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { adopted, rulesWith } from '../../../fixtures/rule-sets.ts'
import { readRuleText } from '../../server/rule-text.ts'
import type { RuleSet } from '../rules.ts'
import { ruleSetWarnings } from './warnings.ts'

const VOCABULARY = {
  components: ['采用'],
  kinds: { survey: { name: '调研' } },
  outlets: { daily: { names: ['每日要情'] } },
}
const used = { ...adopted, when: { level: 'nation', outlet: 'daily', kind: 'survey' }, points: '9' }
const said = (ruleSet: RuleSet): string[] => ruleSetWarnings(ruleSet).map(({ path, message }) => `${path} ${message}`)
const warned = (more: object, ...rules: object[]): string[] =>
  said(rulesWith({ ...VOCABULARY, ...more }, ...rules, used))

it('has nothing to say of the rule sets that are shipped', () => {
  const files = globSync('rule-sets/*.yaml')
  expect(files.length).toBeGreaterThan(17)
  for (const file of files) {
    const read = readRuleText(readFileSync(file, 'utf8'))
    expect([file, read.ok ? said(read.ruleSet) : read.issues]).toEqual([file, []])
  }
})

it.each<[string, object[], string]>([
  [
    'a row that is at odds with its rule',
    [
      {
        ...adopted,
        when: { level: 'own' },
        points: undefined,
        rows: [{ when: { level: 'city' }, points: '1' }],
        otherwise: null,
      },
    ],
    'rules[0].rows[0] 这一行与本条的 when 矛盾',
  ],
  [
    'a row behind an equal one',
    [
      {
        ...adopted,
        when: { level: 'own' },
        points: undefined,
        rows: [
          { when: { kind: 'brief' }, points: '1' },
          { when: { kind: 'brief' }, points: '2' },
        ],
        otherwise: null,
      },
    ],
    'rules[0].rows[1] 与第 1 行的条件相同',
  ],
  [
    'rows of equal detail that may both fit',
    [
      {
        ...adopted,
        when: { level: 'own' },
        points: undefined,
        rows: [
          { when: { kind: 'brief' }, points: '1' },
          { when: { repost: true }, points: '2' },
        ],
        otherwise: null,
      },
    ],
    'rules[0].rows[1] 与第 1 行写得一样细',
  ],
  [
    'a rate that another covers',
    [
      { ...adopted, when: { level: 'own' } },
      { ...adopted, when: { level: 'own', kind: 'brief' } },
    ],
    'rules[1] 与“rule-1”会对同一件事各计一次',
  ],
  [
    'a commission that is counted at two of its stages',
    [
      {
        type: 'rate',
        on: 'commission',
        when: { status: ['submitted', 'adopted'] },
        points: '2',
        stack: 'all',
        credit: 'full',
      },
    ],
    'rules[0].when.status 同一件约稿报到、采纳、采用各成一件事',
  ],
  [
    'two caps of the same',
    [
      { type: 'cap', per: 'month', atMost: '5', atLeast: null },
      { type: 'cap', per: 'month', atMost: '4', atLeast: null },
    ],
    'rules[1] 与“rule-1”限的是同一项、同一周期',
  ],
])('warns of %s', (_, rules, says) => {
  expect(warned({}, ...rules).find(one => one.startsWith(says))).toBeDefined()
})

it.each<[string, object, string]>([
  ['a component into which nothing counts', { components: ['采用', '约稿'] }, 'components[1] 没有哪一条计入“约稿”'],
  [
    'a kind that no rule is about',
    { kinds: { survey: { name: '调研' }, poem: { name: '诗歌' } } },
    'kinds.poem 没有哪一条用到“poem”',
  ],
  [
    'a window that nothing is counted in',
    { windows: { term: { name: '学期', months: 6, from: '02-01' } } },
    'windows.term 没有哪一条用到',
  ],
  [
    'an example that does not come out',
    { examples: [{ say: '一篇', given: { 'adoption/report': 1 }, expect: { 采用: '3' } }] },
    'examples[0] 算例与规则不符：“采用”写的是 3，按规则算出 0。',
  ],
])('warns of %s', (_, more, says) => {
  expect(warned(more).find(one => one.startsWith(says))).toBeDefined()
})

it('says nothing of rates for different groups, months or levels, nor of what one excepts', () => {
  const level = { ...adopted, when: { level: 'own' } }
  expect(warned({}, { ...level, groups: ['county'] }, { ...level, groups: ['town'] })).toEqual([])
  expect(warned({}, { ...level, during: { to: '2023-06' } }, { ...level, during: { from: '2023-07' } })).toEqual([])
  expect(warned({}, level, { ...adopted, when: { level: 'city' } })).toEqual([])
  expect(
    warned({}, { ...level, except: [{ kind: 'brief' }] }, { ...adopted, when: { level: 'own', kind: 'brief' } }),
  ).toEqual([])
})

it('names groups and units that the office does not have', () => {
  const ruleSet = rulesWith({ ...VOCABULARY, units: { 业务股: {} } }, used, {
    type: 'quota',
    per: 'month',
    of: 'submission',
    owed: { units: { 财务股: 1 }, otherwise: null },
    over: '1',
    short: '1',
    groups: ['office'],
  })
  const paths = ruleSetWarnings(ruleSet, { groups: ['county'], units: ['业 务股'] }).map(({ message }) => message)
  expect(paths).toEqual([
    '本单位没有代号为“office”的组别，只对它的条款不起作用。',
    '名册里没有“财务股”，它的任务不起作用。',
  ])
})
