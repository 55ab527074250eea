import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { juneRules } from '../../../fixtures/rule-sets.ts'
import { type RuleSet, readRuleSet } from '../rules.ts'
import { changeInWords, ruleSetChanges } from './diff.ts'

const changed = (change: (ruleSet: RuleSet) => object): string[] =>
  ruleSetChanges(juneRules(), read({ ...juneRules(), ...change(juneRules()) })).map(changeInWords)

function read(value: unknown): RuleSet {
  const answer = readRuleSet(value)
  if (!answer.ok) throw new Error(JSON.stringify(answer.issues))
  return answer.ruleSet
}

const withRules = (change: (rules: RuleSet['rules']) => object[]) => changed(one => ({ rules: change(one.rules) }))

describe('the changes between two versions', () => {
  it('are none between a rule set and itself, nor where only the order of rules differs', () => {
    const files = globSync('rule-sets/*.yaml')
    expect(files.length).toBeGreaterThan(17)
    for (const file of files) {
      const ruleSet = read(parse(readFileSync(file, 'utf8')))
      expect(ruleSetChanges(ruleSet, ruleSet)).toEqual([])
      expect(ruleSetChanges(ruleSet, { ...ruleSet, rules: [...ruleSet.rules].reverse() })).toEqual([])
    }
  })

  it('name another value in both its wordings', () => {
    expect(withRules(rules => rules.map(rule => (rule.id === 'own-brief' ? { ...rule, points: '1' } : rule)))).toEqual([
      '条款 own-brief：由 “市局简报采用简讯，每则计0.5分”：本级刊物采用的简讯，每则计 0.5 分；一稿记入多个单位的，各计全分；同一稿件不止一处的，累加；各组都适用。 改为 “市局简报采用简讯，每则计0.5分”：本级刊物采用的简讯，每则计 1 分；一稿记入多个单位的，各计全分；同一稿件不止一处的，累加；各组都适用。',
    ])
  })

  it('name what is new and what is gone', () => {
    const [first, ...others] = juneRules().rules
    expect(withRules(rules => [...rules, { ...first, id: 'again', when: { level: 'city' } }])[0]).toMatch(
      /^新增条款 again：/,
    )
    expect(withRules(() => others)[0]).toMatch(/^删去条款 own-report：/)
  })

  it.each<[object, string]>([
    [{ from: '2024-01' }, '起始月：由 2023年1月 改为 2024年1月'],
    [{ year: { starts: 12 } }, '考核年度：由 从 1 月起 改为 从 12 月起'],
    [
      { ranking: { by: 'month', ties: 'dense' } },
      '排名：由 按累计得分，并列后空出名次 改为 按本月得分，并列后不空名次',
    ],
    [{ components: ['采用', '约稿', '基础分', '其他'] }, '计分项：由 采用、约稿、基础分 改为 采用、约稿、基础分、其他'],
    [{ kinds: { survey: { name: '调研', was: ['research'] } } }, '新增种类 survey：调研，旧代号 research'],
    [{ rounding: { decimals: 1, mode: 'down' } }, '新增取舍：保留 1 位小数，舍去'],
    [
      {
        discretions: [
          {
            id: 'merit',
            component: '采用',
            clause: '可酌情加分',
            groups: 'all',
            sign: 'add',
            atLeast: '1',
            atMost: '5',
          },
        ],
      },
      '新增酌情 merit：“可酌情加分”：“采用”由人决定加 1 至 5 分，每次写明理由和决定人',
    ],
    [
      {
        effects: [
          {
            id: 'zero',
            clause: '零报送通报',
            groups: 'all',
            per: 'quarter',
            if: { counts: [{ of: 'submission', atMost: 0 }] },
            effect: 'named',
          },
        ],
      },
      '新增后果 zero：“零报送通报”：当季没有报送的，点名通报',
    ],
    [{ money: { perPoint: '10', of: 'all', clause: '每分10元' } }, '新增折合金额：各计分项每分折合 10 元'],
  ])('say %j', (change, says) => {
    expect(changed(() => change)).toEqual([says])
  })

  it('say between any two that are shipped, without a word of the machine', () => {
    const files = globSync('rule-sets/*.yaml').slice(0, 6)
    const all = files.map(file => read(parse(readFileSync(file, 'utf8'))))
    for (const one of all)
      for (const other of all) {
        const words = ruleSetChanges(one, other).map(changeInWords)
        if (one !== other) expect(words.length).toBeGreaterThan(3)
        for (const text of words) expect(text).not.toMatch(/undefined|\[object|null/)
      }
  })
})
