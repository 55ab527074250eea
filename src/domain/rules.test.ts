import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { knownRulesOf, type Rule, type RuleSet, readRuleSet, ruleInWords } from './rules.ts'

const shipped = (): Record<string, unknown> => parse(readFileSync('rule-sets/lc-2023.yaml', 'utf8'))

const good = (): RuleSet => {
  const read = readRuleSet(shipped())
  if (!read.ok) throw new Error(JSON.stringify(read.issues))
  return read.ruleSet
}

const issuesOf = (value: unknown): string[] => {
  const read = readRuleSet(value)
  return read.ok ? [] : read.issues.map(({ path, message }) => `${path} ${message}`)
}

/** The shipped rule set with another rule in the place of its first. */
const withRule = (rule: object): string[] => {
  const { rules } = good()
  return issuesOf({ ...shipped(), rules: [{ ...rules[0], ...rule }, ...rules.slice(1)] })
}
const rate = { groups: 'all', component: '采用', clause: '条文', id: 'own-report' } as const

describe('a rule file', () => {
  it.each<[string, unknown, RegExp]>([
    ['that is no table', 'rules', /^ 内容的类型不对/],
    ['that is empty', null, /^ 内容的类型不对/],
    ['without a title', { ...shipped(), title: undefined }, /^title 缺少这一项/],
    ['with a property of its own', { ...shipped(), bonus: 1 }, /^bonus 没有“bonus”这一项/],
    [
      'with an unknown way of ranking',
      { ...shipped(), ranking: { by: 'week', ties: 'skip' } },
      /^ranking\.by 只能写：year-total、month。/,
    ],
    [
      'with an unknown type of rule',
      { ...shipped(), rules: [{ type: 'ratio' }] },
      /^rules\[0\]\.type 没有这一类规则，只能写：rate、/,
    ],
    [
      'with points of three decimals',
      { ...shipped(), rules: [{ ...good().rules[0], points: '0.555' }] },
      /^rules\[0\]\.points 应为最多两位小数的分值/,
    ],
    ['without rules', { ...shipped(), rules: [] }, /^rules 内容太短/],
  ])('%s is refused with the place and what is wrong', (_, value, says) => {
    const issues = issuesOf(value)
    expect(issues.length).toBeGreaterThan(0)
    expect(issues[0]).toMatch(says)
  })

  it('says all that is wrong, not only the first', () => {
    expect(issuesOf({ ...shipped(), title: '', components: 'all', counts: 'never' })).toHaveLength(3)
  })

  it.each<[string, object, string]>([
    ['a component nobody declared', { component: '简报' }, 'rules[0].component 计分项“简报”没有列入 components'],
    ['an id used twice', { id: 'base' }, 'rules[3].id 规则代号“base”用了两次'],
    ['an id of the ledger itself', { id: 'opening' }, 'rules[0].id 代号“opening”由系统自己使用'],
    [
      'a property its facts do not have',
      { when: { status: 'adopted' } },
      'rules[0].when.status 这一类事项没有“status”',
    ],
    ['a kind nobody adopts as', { when: { kind: 'essay' } }, 'rules[0].when.kind 采用的种类只有：report、brief'],
    ['an own outlet above', { when: { outlet: 'own', level: 'city' } }, 'rules[0].when.level 本级刊物不会是上级的'],
    ['parts by order without the order', { credit: 'by-order' }, 'rules[0].order 按次序分摊的，须写明'],
    ['an empty order', { credit: 'by-order', order: [] }, 'rules[0].order 按次序分摊的，须写明'],
    ['an order nobody asks for', { order: [3, 2] }, 'rules[0].order 只有按次序分摊'],
    [
      'the highest place of a commission',
      { on: 'commission', when: {}, stack: 'highest' },
      'rules[0].stack 约稿不在多处刊用',
    ],
    ['points with a sign', { points: '-1' }, 'rules[0].points 分值不写负号'],
    ['a group in capitals', { groups: ['County'] }, 'rules[0].groups[0] 组别代号“County”只能用'],
  ])('names %s', (_, rule, says) => {
    expect(withRule(rule).find(issue => issue.startsWith(says))).toBeDefined()
  })

  it.each<[string, object, string]>([
    [
      'a group spelled in two ways',
      { type: 'base', per: 'month', when: 'always', points: '1', groups: ['countyoffice', 'county-office'] },
      'rules[0].groups[1] 组别“county-office”与前面的“countyoffice”写法不同',
    ],
    [
      'a condition that asks for nothing',
      { type: 'base', per: 'month', when: {}, points: '1' },
      'rules[0].when 没有写条件',
    ],
    [
      'a cap without bounds',
      { type: 'cap', per: 'month', atMost: null, atLeast: null },
      'rules[0].atMost 上限、下限都没有写',
    ],
    [
      'a floor above the ceiling',
      { type: 'cap', per: 'month', atMost: '1', atLeast: '2' },
      'rules[0].atLeast 下限高于上限',
    ],
    [
      'a quota with signs',
      { type: 'quota', per: 'month', of: 'submission', owed: 2, over: '1', short: '-1' },
      'rules[0].short 分值不写负号',
    ],
  ])('names %s', (_, rule, says) => {
    const issues = issuesOf({ ...shipped(), rules: [{ ...rate, ...rule }, ...good().rules.slice(1)] })
    expect(issues.find(issue => issue.startsWith(says))).toBeDefined()
  })

  it.each<[object, string]>([
    [{ group: 'town' }, 'examples[0].group 没有哪条规则提到组别“town”'],
    [{ expect: { 简报: '1' } }, 'examples[0].expect.简报 “简报”不是计分项'],
    [{ given: { 'adoption/essay': 1 } }, 'examples[0].given.adoption/essay 看不懂'],
    [{ given: { adoption: 1 } }, 'examples[0].given.adoption 看不懂'],
    [{ given: { 'forwarding/mars': 1 } }, 'examples[0].given.forwarding/mars 看不懂'],
    [{ given: { opening: 1 } }, 'examples[0].given.opening 看不懂'],
  ])('names an example that says something unknown: %j', (change, says) => {
    const [first] = good().examples
    expect(issuesOf({ ...shipped(), examples: [{ ...first, ...change }] })[0]).toContain(says)
  })

  it('names components that repeat or are the system’s own', () => {
    expect(issuesOf({ ...shipped(), components: ['采用', '约稿', '基础分', '采用', '期初累计'] })).toEqual([
      'components[3] 计分项“采用”写了两遍。',
      'components[4] “期初累计”由系统自己使用，计分项请另取名称。',
    ])
  })
})

const words = (rule: object): string => {
  const read = readRuleSet({ ...shipped(), rules: [{ ...rate, ...rule }], examples: [], components: ['采用'] })
  if (!read.ok) throw new Error(JSON.stringify(read.issues))
  const [first] = read.ruleSet.rules
  return first === undefined ? '' : ruleInWords(first, new Map([['county', '县局']]))
}

describe('a rule in words', () => {
  it.each<[object, string]>([
    [
      {
        type: 'rate',
        on: 'adoption',
        when: { outlet: 'own', kind: 'report' },
        points: '1',
        stack: 'all',
        credit: 'full',
      },
      '本级刊物采用的信息，每篇计 1 分；一稿记入多个单位的，各计全分；同一稿件不止一处的，累加；各组都适用。',
    ],
    [
      {
        type: 'rate',
        on: 'adoption',
        when: { level: 'province', kind: 'brief' },
        points: '2.5',
        stack: 'highest',
        credit: 'equal',
        groups: ['county', 'town'],
      },
      '省级简讯，每则计 2.5 分；一稿记入多个单位的，平均分摊，除不尽的零头归排在前面的；同一稿件不止一处的，只计最高的一处；适用于县局、“town”组。',
    ],
    [
      {
        type: 'rate',
        on: 'commission',
        when: { status: 'adopted' },
        points: '5',
        stack: 'all',
        credit: 'by-order',
        order: [3, 2],
      },
      '采用的约稿，每篇计 5 分；一稿记入多个单位的，按先后以 3∶2 分摊；各组都适用。',
    ],
    [
      { type: 'rate', on: 'forwarding', when: { level: 'city' }, points: '1', stack: 'all', credit: 'first' },
      '报市，每篇计 1 分；一稿记入多个单位的，只计第一个单位；同一稿件不止一处的，累加；各组都适用。',
    ],
    [
      { type: 'bonus', when: { level: 'city' }, points: '10', once: 'level', credit: 'by-weight' },
      '得到市级批示，每次加 10 分；同一稿件同一级批示只加一次；一稿记入多个单位的，按登记的份数分摊；各组都适用。',
    ],
    [{ type: 'base', per: 'month', when: 'always', points: '5' }, '每月计“采用” 5 分，不设条件；各组都适用。'],
    [
      { type: 'base', per: 'month', when: { submission: { atLeast: 3 }, forwarding: { atLeast: 1 } }, points: '5' },
      '当月报送不少于 3 篇，并且报省市不少于 1 篇的，计“采用” 5 分，达不到的不计；各组都适用。',
    ],
    [
      { type: 'quota', per: 'month', of: 'submission', owed: 4, over: '1', short: '0.5' },
      '当月报送任务 4 篇；每超 1 篇加 1 分，每少 1 篇扣 0.5 分；各组都适用。',
    ],
    [
      { type: 'deduction', on: 'commission', when: { status: 'missing' }, points: '2', fromTime: 3 },
      '约稿未报，当月第 3 次起，每次扣 2 分；各组都适用。',
    ],
    [{ type: 'cap', per: 'month', atMost: '10', atLeast: '0' }, '当月“采用”最多计 10 分，最少计 0 分；各组都适用。'],
  ])('%j', (rule, said) => {
    expect(words(rule)).toBe(said)
  })
})

describe('what the auditor may know of a 办法', () => {
  const groups = ['county', 'office-a', 'office-b', 'institution'].map(key => ({ key }))
  const known = (change: (rule: Rule) => Rule[]) =>
    knownRulesOf({ ...good(), rules: good().rules.flatMap(change) }, groups)
  const and = (extra: Rule) => known(rule => (rule.id === 'own-report' ? [rule, extra] : [rule]))

  it('is the points each and the base of each group', () => {
    expect(known(rule => [rule])).toEqual({
      report: 100,
      brief: 50,
      commission: 500,
      bases: [
        { group: 'county', points: 500, forwardedAtLeast: 1 },
        { group: 'office-a', points: 500, forwardedAtLeast: 1 },
        { group: 'office-b', points: 500, forwardedAtLeast: null },
        { group: 'institution', points: 500, forwardedAtLeast: 1 },
      ],
    })
  })

  it('has no points where groups, sharing or a second rule make them several', () => {
    expect(known(rule => (rule.id === 'own-report' ? [{ ...rule, groups: ['county'] }] : [rule])).report).toBeNull()
    expect(
      known(rule => (rule.id === 'own-brief' && rule.type === 'rate' ? [{ ...rule, credit: 'equal' }] : [rule])).brief,
    ).toBeNull()
    expect(known(rule => (rule.id === 'commission' ? [] : [rule])).commission).toBeNull()
    const [first] = good().rules
    expect(first && and({ ...first, id: 'more' }).report).toBeNull()
  })

  it('has no points where a cap may cut them', () => {
    const cap: Rule = {
      id: 'cap',
      type: 'cap',
      component: '采用',
      clause: '条文',
      groups: 'all',
      per: 'month',
      atMost: '5',
      atLeast: null,
    }
    expect(and(cap)).toMatchObject({ report: null, brief: null, commission: 500 })
  })

  it('is not confused by rules for outlets above', () => {
    const [first] = good().rules
    if (first?.type !== 'rate') throw new Error('the first rule is a rate')
    expect(and({ ...first, id: 'city', when: { level: 'city' }, points: '3' }).report).toBe(100)
  })

  it('has no base where it rests on more than 报省市', () => {
    const bases = known(rule =>
      rule.id === 'base' && rule.type === 'base'
        ? [{ ...rule, when: { submission: { atLeast: 3 }, forwarding: { atLeast: 1 } } }]
        : [rule],
    ).bases
    expect(bases.map(base => base.group)).toEqual(['office-b'])
  })
})
