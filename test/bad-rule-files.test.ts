import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { readRuleText } from '../src/server/rule-text.ts'

/** Files with one fault each: what is wrong is said with line and words, and nothing of the file is taken. */
type Change = (file: Record<string, unknown>) => void
type Bag = Record<string, unknown>

const isBag = (value: unknown): value is Bag => typeof value === 'object' && value !== null && !Array.isArray(value)
const bagAt = (value: unknown, ...path: (string | number)[]): Bag => {
  const found = path.reduce<unknown>(
    (node, key) => (typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined),
    value,
  )
  if (!isBag(found)) throw new Error(`nothing at ${path.join('.')}`)
  return found
}
const listAt = (value: Bag, key: string): unknown[] => {
  const found = value[key]
  return Array.isArray(found) ? found : []
}

/** Puts a value at a path; a function makes it from the file. */
const put =
  (path: readonly (string | number)[], value: unknown): Change =>
  file => {
    const bag = bagAt(file, ...path.slice(0, -1))
    bag[String(path.at(-1))] = typeof value === 'function' ? value(file) : value
  }

const FILES = [
  'lc-2023',
  'model-2024',
  'animal-husbandry',
  'chongqing-liangyi',
  'tiantai-market-2019',
  'huzhou-2018',
] as const
const REQUIRED = [
  'id',
  'title',
  'issued',
  'from',
  'year',
  'counts',
  'ranking',
  'components',
  'choices',
  'rules',
  'examples',
]
const RULE_REQUIRED = ['id', 'component', 'clause', 'groups', 'type']

/** Faults that any file may have. */
const COMMON: readonly [string, Change][] = [
  ...REQUIRED.map((key): [string, Change] => [`without ${key}`, file => delete file[key]]),
  ...REQUIRED.filter(key => key !== 'issued').map((key): [string, Change] => [`a number as ${key}`, put([key], 7)]),
  ...RULE_REQUIRED.map((key): [string, Change] => [
    `a rule without ${key}`,
    file => delete bagAt(file, 'rules', 0)[key],
  ]),
  ['an unknown property', put(['author'], '某人')],
  ['an unknown property of a rule', put(['rules', 0, 'point'], '1')],
  ['a misspelled type of rule', put(['rules', 0, 'type'], 'rates')],
  ['a component nobody declared', put(['rules', 0, 'component'], '不存在的项')],
  ['two rules of one name', put(['rules'], (file: Bag) => [...listAt(file, 'rules'), bagAt(file, 'rules', 0)])],
  ['an id in Chinese', put(['rules', 0, 'id'], '第一条')],
  ['no rules', put(['rules'], [])],
  ['no components', put(['components'], [])],
  [
    'a component twice',
    put(['components'], (file: Bag) => [...listAt(file, 'components'), listAt(file, 'components')[0]]),
  ],
  ['a component of the ledger itself', put(['components'], (file: Bag) => [...listAt(file, 'components'), '合计'])],
  ['a year that starts in month 13', put(['year', 'starts'], 13)],
  ['a month that is none', put(['from'], '2023-13')],
  ['a day as its month', put(['from'], '2023年1月')],
  ['an unknown way of ranking', put(['ranking', 'ties'], 'share')],
  ['a ranking by a component that is not there', put(['ranking', 'by'], { component: '没有', over: 'year' })],
  ['a tie broken by nothing', put(['ranking', 'tieBreak'], ['没有'])],
  ['an example of an unknown fact', put(['examples', 0, 'given'], { 'adoption/诗歌': 1 })],
  ['an example that expects a column that is not there', put(['examples', 0, 'expect'], { 没有: '1' })],
  ['an example that expects a number', put(['examples', 0, 'expect'], { 合计: 1 })],
  ['a group in capitals', put(['rules', 0, 'groups'], ['County'])],
  ['no group', put(['rules', 0, 'groups'], [])],
  ['a kind nobody declared', put(['treat'], [{ on: 'adoption', when: {}, as: 'poem', clause: '条文' }])],
  ['a rate in a month that never comes', put(['rules', 0, 'during'], { from: '2024-05', to: '2024-01' })],
  ['money from a component that is not there', put(['money'], { perPoint: '1', of: ['没有'], clause: '条文' })],
  [
    'a metric of a quota that is not there',
    put(
      ['metrics'],
      [{ id: 'm', name: '率', clause: '条文', per: 'month', of: { of: 'adoption' }, to: { quota: 'none' } }],
    ),
  ],
  [
    'a discretion upside down',
    put(['discretions'], (file: Bag) => [
      {
        id: 'd',
        component: listAt(file, 'components')[0],
        clause: '条文',
        groups: 'all',
        sign: 'add',
        atLeast: '5',
        atMost: '1',
      },
    ]),
  ],
  [
    'an effect of an unknown window',
    put(['effects'], [{ id: 'e', clause: '条文', groups: 'all', per: 'week', if: 'always', effect: 'named' }]),
  ],
  [
    'an effect nobody knows',
    put(['effects'], [{ id: 'e', clause: '条文', groups: 'all', per: 'month', if: 'always', effect: 'fired' }]),
  ],
  ['a window that does not fit the year', put(['windows'], { five: { name: '五月', months: 5, from: '01-01' } })],
  [
    'a window that ends before it begins',
    put(['windows'], { back: { name: '倒', first: '2024-05-01', last: '2024-01-01' } }),
  ],
  ['a window on a day that is none', put(['windows'], { no: { name: '无', first: '2024-02-30', last: '2024-05-01' } })],
  ['a week of its own', put(['windows'], { week: { name: '周', months: 1, from: '01-01' } })],
  [
    'an effect of a week',
    put(
      ['effects'],
      [{ id: 'e', clause: '条文', groups: 'all', per: 'week', if: { adoption: { atLeast: 1 } }, effect: 'named' }],
    ),
  ],
  ['a window of the system', put(['windows'], { month: { name: '月', months: 1, from: '01-01' } })],
  ['two outlets of one name', put(['outlets'], { a: { names: ['日报'] }, b: { names: ['日 报'] } })],
  ['a text where a list belongs', put(['components'], '采用')],
]

/** Faults of a rule that is put in the place of the first. */
const rate = {
  id: 'bad',
  clause: '条文',
  groups: 'all',
  type: 'rate',
  on: 'adoption',
  when: {},
  points: '1',
  stack: 'all',
  credit: 'full',
}
const base = { id: 'bad', clause: '条文', groups: 'all', type: 'base', per: 'month', when: 'always', points: '1' }
const quota = {
  id: 'bad',
  clause: '条文',
  groups: 'all',
  type: 'quota',
  per: 'month',
  of: 'submission',
  owed: 1,
  over: '0',
  short: '0',
}
const deduction = {
  id: 'bad',
  clause: '条文',
  groups: 'all',
  type: 'deduction',
  on: 'commission',
  when: {},
  points: '1',
  fromTime: 1,
}
const cap = { id: 'bad', clause: '条文', groups: 'all', type: 'cap', per: 'month', atMost: '1', atLeast: null }
const bonus = {
  id: 'bad',
  clause: '条文',
  groups: 'all',
  type: 'bonus',
  when: {},
  points: '1',
  once: 'each',
  credit: 'full',
}
const RULES: readonly [string, object][] = [
  ['points as a number', { ...rate, points: 1 }],
  ['points with three decimals', { ...rate, points: '0.555' }],
  ['points in words', { ...rate, points: '一分' }],
  ['points with a sign', { ...rate, points: '-1' }],
  ['no points at all', { ...rate, points: undefined }],
  ['points and rows', { ...rate, rows: [{ when: {}, points: '1' }], otherwise: null }],
  ['rows without the rest', { ...rate, points: undefined, rows: [{ when: {}, points: '1' }] }],
  ['a rest without rows', { ...rate, otherwise: '1' }],
  ['empty rows', { ...rate, points: undefined, rows: [], otherwise: null }],
  ['a row with a sign', { ...rate, points: undefined, rows: [{ when: {}, points: '-2' }], otherwise: null }],
  ['a table that is not there', { ...rate, points: undefined, table: 'none' }],
  ['an unknown fact', { ...rate, on: 'letter' }],
  ['a level that is none', { ...rate, when: { level: 'county' } }],
  ['a status of an adoption', { ...rate, when: { status: 'late' } }],
  ['an outlet nobody declared', { ...rate, when: { outlet: 'gazette' } }],
  ['a range upside down', { ...rate, when: { length: { atLeast: 9, atMost: 3 } } }],
  ['a range of nothing', { ...rate, when: { length: {} } }],
  ['a length as a number', { ...rate, when: { length: 800 } }],
  ['an own outlet above', { ...rate, when: { outlet: 'own', level: 'nation' } }],
  ['a property of no match', { ...rate, when: { colour: 'red' } }],
  ['an unknown stack', { ...rate, stack: 'best' }],
  ['a stack of zero', { ...rate, stack: { best: 0, oneA: 'level' } }],
  ['a stack without its bucket', { ...rate, stack: { best: 2 } }],
  ['a stacked commission', { ...rate, on: 'commission', stack: 'highest' }],
  ['an unknown credit', { ...rate, credit: 'fair' }],
  ['an order that is missing', { ...rate, credit: 'by-order' }],
  ['an order of nobody', { ...rate, order: [1] }],
  ['a share of zero', { ...rate, credit: 'by-order', order: [0] }],
  ['a fixed sum that is missing', { ...rate, credit: 'merged' }],
  ['weights of nobody', { ...rate, weights: { atLeast: 1, atMost: 2 } }],
  ['weights upside down', { ...rate, credit: 'by-weight', weights: { atLeast: 3, atMost: 2 } }],
  ['a factor of zero', { ...rate, times: [{ when: {}, by: '0' }] }],
  ['a code of an adoption', { ...rate, when: { code: 'x' } }],
  ['a negative base', { ...base, points: '-1' }],
  ['a condition of nothing', { ...base, when: {} }],
  ['a condition in words', { ...base, when: '完成任务' }],
  ['a count without bounds', { ...base, when: { counts: [{ of: 'adoption' }] } }],
  ['a count upside down', { ...base, when: { counts: [{ of: 'adoption', atLeast: 3, atMost: 1 }] } }],
  ['a count in text', { ...base, when: { adoption: { atLeast: '3' } } }],
  ['a ratio without bounds', { ...base, when: { ratio: { of: { of: 'adoption' }, to: { of: 'submission' } } } }],
  [
    'a ratio that is no percent',
    { ...base, when: { ratio: { of: { of: 'adoption' }, to: { of: 'submission' }, below: '0.3' } } },
  ],
  ['a base by points', { ...base, when: { points: { component: '合计', below: '1' } } }],
  ['one of one', { ...base, when: { anyOf: [{ adoption: { atLeast: 1 } }] } }],
  ['parts of two counts', { ...base, when: { adoption: { atLeast: 1 }, submission: { atLeast: 1 } }, pay: 'pro-rata' }],
  ['parts of no count', { ...base, pay: 'pro-rata' }],
  ['a start with a condition', { ...base, per: 'year', paid: 'start', when: { adoption: { atLeast: 1 } } }],
  ['a start of a month', { ...base, paid: 'start' }],
  ['a start of a week', { ...base, per: 'week', paid: 'start' }],
  [
    'a cap of a week',
    { id: 'bad', clause: '条文', groups: 'all', type: 'cap', per: 'week', atMost: '1', atLeast: null },
  ],
  ['a deduction by the week', { ...deduction, per: 'week' }],
  ['a window nobody knows', { ...base, per: 'fortnight' }],
  ['a quota below zero', { ...quota, owed: -1 }],
  ['a quota upside down', { ...quota, owed: { from: 3, to: 1 } }],
  ['a quota of a half', { ...quota, owed: 1.5 }],
  ['a quota with a sign', { ...quota, short: '-1' }],
  ['a quota by name without the rest', { ...quota, owed: { units: { 甲: 1 } } }],
  ['a deduction from time zero', { ...deduction, fromTime: 0 }],
  ['a deduction with a sign', { ...deduction, points: '-5' }],
  ['once without a reason', { ...deduction, once: 'window' }],
  ['once from the second on', { ...deduction, once: 'window', fromTime: 2, if: { adoption: { atLeast: 1 } } }],
  ['a cap without bounds', { ...cap, atMost: null }],
  ['a cap upside down', { ...cap, atMost: '1', atLeast: '2' }],
  ['a cap of a rule that is not there', { ...cap, of: { rules: ['none'] } }],
  ['a cap of half the file', { ...cap, of: 'some' }],
  ['a bonus without once', { ...bonus, once: undefined }],
  ['a bonus for a kind', { ...bonus, when: { kind: 'report' } }],
  ['a roll-up into nobody', { id: 'bad', clause: '条文', groups: 'all', type: 'roll-up', of: ['没有'], share: '1' }],
]

/** Faults of the text itself. */
const TEXTS: readonly [string, (text: string) => string][] = [
  ['a tab', text => text.replace('\nrules:\n', '\nrules:\n\t')],
  ['an open bracket', text => text.replace('components: ', 'components: [')],
  ['an open quote', text => text.replace('title: ', `title: '`)],
  ['a key twice', text => `${text}\nid: again\n`],
  ['two documents', text => `${text}\n---\n${text}`],
  ['a tag', text => text.replace('title: ', 'title: !!binary ')],
  ['an unknown alias', text => text.replace(/title: .*/, 'title: *nobody')],
  ['a lost colon', text => text.replace('\nyear:', '\nyear')],
  ['a colon too many', text => text.replace(/title: .*/, 'title: a: b')],
  ['a lost indent', text => text.replace(/\n {2}- id/, '\n- id')],
  ['nothing', () => ''],
  ['a list', () => '- a\n- b\n'],
  ['a sentence', () => '各科室每月报送两条'],
  ['only a comment', () => '# 计分办法\n'],
  ['a rule set of JSON with a comma too many', () => '{"id": "x",, "title": "y"}'],
]

const sources = FILES.map(name => [name, readFileSync(`rule-sets/${name}.yaml`, 'utf8')] as const)

const cases: [string, string][] = sources.flatMap(([name, text], place) => [
  ...COMMON.map(([what, change]): [string, string] => {
    const file = parse(text)
    change(file)
    return [`${name} with ${what}`, stringify(file)]
  }),
  // Rules and texts are broken in two of the files: what is wrong does not depend on the rest.
  ...(place > 1
    ? []
    : RULES.map(([what, rule]): [string, string] => {
        const file = parse(text)
        const { component } = bagAt(file, 'rules', 0)
        file.rules = [{ component, ...rule }, ...file.rules.slice(1)]
        return [`${name} with ${what}`, stringify(file)]
      })),
  ...(place > 1 ? [] : TEXTS.map(([what, change]): [string, string] => [`${name} as ${what}`, change(text)])),
])

describe('a bad rule file', () => {
  it('was made in more than two hundred ways', () => {
    expect(cases.length).toBeGreaterThan(200)
    expect(new Set([...COMMON, ...RULES, ...TEXTS].map(([what]) => what)).size).toBeGreaterThan(110)
  })

  it.each(cases)('%s is refused as a whole, with a line and a Chinese sentence for each fault', (_, source) => {
    const read = readRuleText(source)
    expect(read.ok).toBe(false)
    if (read.ok) return
    expect(read).not.toHaveProperty('ruleSet')
    expect(read.issues.length).toBeGreaterThan(0)
    for (const { line, message } of read.issues) {
      expect(line).toBeGreaterThanOrEqual(1)
      expect(line).toBeLessThanOrEqual(source.split('\n').length + 1)
      expect(message).toMatch(/\p{Script=Han}.*。$/u)
      expect(message).not.toMatch(/undefined|\[object|Invalid|expected|must/i)
    }
  })

  it.each([
    ['adoption', '还要写种类'],
    ['adoption/city', '还要写种类'],
    ['commission', '还要写状态'],
    ['adoption/report/brief', '“brief”又是种类，只能写一个'],
    ['adoption/report/poem', '不认得“poem”'],
    ['report', '没有“report”这一类事'],
  ])('is told which word of an example is not understood: %s', (key, says) => {
    const file = parse(readFileSync('rule-sets/lc-2023.yaml', 'utf8'))
    put(['examples'], [{ say: '某例', given: { [key]: 1 }, expect: {} }])(file)
    const read = readRuleText(stringify(file))
    expect(read.ok ? '' : read.issues.map(one => one.message).join()).toContain(says)
  })

  it('is told the line of the fault itself', () => {
    const text = readFileSync('rule-sets/lc-2023.yaml', 'utf8')
    const line = text.split('\n').findIndex(one => one.includes('完成上级约稿信息'))
    const read = readRuleText(text.replace("points: '5'", "points: '五分'"))
    if (read.ok) throw new Error('it is bad')
    expect(read.issues).toEqual([
      { path: 'rules[2].points', line: line + 5, message: '应为最多两位小数的分值，如 0.5。' },
    ])
  })
})
