import { chinesePeriod } from '../calendar.ts'
import type { Entry } from '../model.ts'
import { formatPoints, points, readPoints } from '../points.ts'
import { unreachable } from '../problems.ts'
import type { Owed, Rule, RuleOf, RuleSet } from './grammar.ts'
import { conditionWords, countedWord, KIND, matchWords, windowWord } from './word-parts.ts'

type Vocabulary = Pick<RuleSet, 'kinds' | 'outlets' | 'incidents' | 'windows' | 'tables'>

/**
 * What an entry of a rule counts, and in which measure word; null where it counts nothing. 信息 are counted in 篇, 简讯 in 则. Of a table,
 * the row is named when the entry shows which it was.
 */
export function wordOf(
  rule: Rule,
  { each, clause }: Pick<Entry, 'each' | 'clause'>,
  vocabulary: Vocabulary = {},
): { readonly name: string; readonly measure: string | null } {
  switch (rule.type) {
    case 'rate': {
      const rows = (rule.rows ?? []).filter(
        row => (row.clause ?? rule.clause) === clause && (readPoints(row.points) === each || row.clause !== undefined),
      )
      const [row] = rows
      const when = rows.length === 1 && row !== undefined ? { ...rule.when, ...row.when } : rule.when
      return countedWord(rule.on, when, vocabulary)
    }
    case 'deduction':
      return rule.once === undefined
        ? countedWord(rule.on, rule.when, vocabulary)
        : {
            name: `${windowWord(rule.per ?? 'month', vocabulary)}${conditionWords(rule.if ?? 'always', vocabulary)}，扣`,
            measure: null,
          }
    case 'bonus':
      return countedWord('instruction', rule.when, vocabulary)
    case 'quota': {
      const name = rule.when === undefined ? KIND[rule.of] : countedWord(rule.of, rule.when, vocabulary).name
      if (rule.met !== undefined && readPoints(rule.met) === each) return { name: `${name}完成任务`, measure: null }
      if (rule.missed !== undefined && readPoints(`-${rule.missed}`) === each)
        return { name: `${name}未完成任务，扣`, measure: null }
      return { name: each < 0 ? `${name}未达任务` : `${name}超出任务`, measure: '篇' }
    }
    case 'base':
    case 'cap':
    case 'roll-up':
      return { name: rule.component, measure: null }
    default:
      return unreachable(rule)
  }
}

/**
 * What the system understands by a rule, beside its clause.
 * @param groupNames names of the groups by key; a key without one is shown as it is
 */
export function ruleInWords(
  rule: Rule,
  groupNames: ReadonlyMap<string, string> = new Map(),
  vocabulary: Vocabulary = {},
): string {
  const groups =
    rule.groups === 'all'
      ? '各组都适用'
      : `适用于${rule.groups.map(key => groupNames.get(key) ?? `“${key}”组`).join('、')}`
  return `${[...meaningOf(rule, vocabulary), groups, ...duringWords(rule)].join('；')}。`
}

const said = (text: string): string => formatPoints(points(text))

function duringWords({ during }: Rule): string[] {
  if (during === undefined) return []
  const { from, to } = during
  return [
    `${from === undefined ? '' : `${chinesePeriod(from)}起`}${to === undefined ? '' : `到${chinesePeriod(to)}止`}有效`,
  ]
}

function meaningOf(rule: Rule, vocabulary: Vocabulary): string[] {
  switch (rule.type) {
    case 'rate':
      return rateWords(rule, vocabulary)
    case 'bonus':
      return bonusWords(rule, vocabulary)
    case 'base':
      return baseWords(rule, vocabulary)
    case 'quota':
      return quotaWords(rule, vocabulary)
    case 'deduction': {
      const { name, measure } = countedWord(rule.on, rule.when, vocabulary)
      const window = windowWord(rule.per ?? 'month', vocabulary)
      if (rule.once !== undefined)
        return [
          `${window}${conditionWords(rule.if ?? 'always', vocabulary)}的，扣 ${said(rule.points)} 分，整个周期扣一次`,
        ]
      const from = rule.fromTime === 1 ? '' : `${window}第 ${rule.fromTime} ${measure}起，`
      const condition = rule.if === undefined ? [] : [`${window}${conditionWords(rule.if, vocabulary)}的才扣`]
      return [
        ...condition,
        `${name}，${from}每${measure}扣 ${said(rule.points)} 分`,
        ...exceptWords(rule.except, rule.on, vocabulary),
      ]
    }
    case 'cap':
      return capWords(rule, vocabulary)
    case 'roll-up': {
      const what = rule.of === 'all' ? '全部得分' : rule.of.map(name => `“${name}”`).join('、')
      const share = rule.share === '1' ? '' : `的 ${said(rule.share)} 倍`
      return [`${what}${share}同时计入所属单位的“${rule.component}”`]
    }
    default:
      return unreachable(rule)
  }
}

function rateWords(rule: RuleOf<'rate'>, vocabulary: Vocabulary): string[] {
  const { name, measure } = countedWord(rule.on, rule.when, vocabulary)
  const own = rule.on === 'adoption' && (rule.when.outlet === 'own' || rule.when.level === 'own')
  const adopted = rule.when.status === 'adopted' ? '采用的' : ''
  const subject = own ? `本级刊物采用的${name === '采用' ? '稿件' : name}` : `${adopted}${name}`
  const more = matchWords(rule.when)
  const subjectWithMore = more === '' ? subject : `${subject}（${more}）`
  const stack = rule.on === 'commission' || rule.on === 'incident' ? [] : [stackWords(rule.stack)]
  return [
    ...worthWords(rule, subjectWithMore, measure, vocabulary),
    ...exceptWords(rule.except, rule.on, vocabulary),
    ...timesWords(rule.times, rule.on, vocabulary),
    ...(rule.atMost === undefined ? [] : [`一${measure}最多计 ${said(rule.atMost)} 分`]),
    creditWords(rule),
    ...stack,
  ]
}

function worthWords(rule: RuleOf<'rate'>, subject: string, measure: string, vocabulary: Vocabulary): string[] {
  if (rule.table !== undefined) return [`${subject}，按“${vocabulary.tables?.[rule.table]?.title ?? '另列的标准'}”计分`]
  if (rule.rows === undefined) return [`${subject}，每${measure}计 ${said(rule.points ?? '0')} 分`]
  const rows = rule.rows.map(row => {
    const word = countedWord(rule.on, row.when, vocabulary)
    const more = matchWords(row.when)
    return `${word.name}${more === '' ? '' : `（${more}）`} ${said(row.points)} 分`
  })
  const otherwise =
    rule.otherwise === undefined || rule.otherwise === null ? '其余不计分' : `其余 ${said(rule.otherwise)} 分`
  return [`${subject}，每${measure}：${[...rows, otherwise].join('、')}，几项都符合的按写得最细的一项`]
}

const exceptWords = (
  except: readonly RuleOf<'bonus'>['when'][] | undefined,
  on: Parameters<typeof countedWord>[0],
  vocabulary: Vocabulary,
): string[] =>
  except === undefined
    ? []
    : [
        `${except
          .map(match =>
            [countedWord(on, match, vocabulary).name, matchWords(match)].filter(text => text !== '').join('，'),
          )
          .join('；或')}的不计`,
      ]

const timesWords = (
  times: RuleOf<'rate'>['times'],
  on: Parameters<typeof countedWord>[0],
  vocabulary: Vocabulary,
): string[] =>
  (times ?? []).map(({ when, by }) => {
    const words = [countedWord(on, when, vocabulary).name, matchWords(when)].filter(text => text !== '')
    return `${words.join('，')}的乘 ${said(by)}`
  })

function bonusWords(rule: RuleOf<'bonus'>, vocabulary: Vocabulary): string[] {
  const { name } = countedWord('instruction', rule.when, vocabulary)
  const adopted =
    rule.adopted === undefined
      ? ''
      : `${countedWord('adoption', rule.adopted, vocabulary).name}${bracketed(matchWords(rule.adopted))}的稿件`
  const once = {
    each: [],
    level: ['同一稿件同一级批示只加一次'],
    article: ['同一稿件只加一次'],
  }[rule.once]
  return [
    `${adopted}得到${name}，每次加 ${said(rule.points)} 分`,
    ...(rule.further === undefined
      ? once
      : [`同一${rule.once === 'level' ? '级' : '稿件'}再有的，每次加 ${said(rule.further)} 分`]),
    ...timesWords(rule.times, 'instruction', vocabulary),
    creditWords(rule),
  ]
}

const bracketed = (text: string): string => (text === '' ? '' : `（${text}）`)

function baseWords(rule: RuleOf<'base'>, vocabulary: Vocabulary): string[] {
  const window = windowWord(rule.per, vocabulary)
  const each =
    rule.per === 'month' ? '每月' : `每${window.replace(/^[当本]/, '')}${rule.paid === 'start' ? '开始时' : '末'}`
  if (rule.when === 'always') return [`${each}计“${rule.component}” ${said(rule.points)} 分，不设条件`]
  const less = rule.pay === 'pro-rata' ? '达不到的按完成的比例计' : '达不到的不计'
  return [`${window}${conditionWords(rule.when, vocabulary)}的，计“${rule.component}” ${said(rule.points)} 分，${less}`]
}

function quotaWords(rule: RuleOf<'quota'>, vocabulary: Vocabulary): string[] {
  const window = windowWord(rule.per, vocabulary)
  const what =
    rule.when === undefined
      ? KIND[rule.of]
      : `${countedWord(rule.of, rule.when, vocabulary).name}${bracketed(matchWords(rule.when))}`
  const met = [
    ...(rule.met === undefined ? [] : [`完成的计 ${said(rule.met)} 分`]),
    ...(rule.missed === undefined ? [] : [`没有完成的扣 ${said(rule.missed)} 分`]),
  ]
  return [
    `${window}${what}任务 ${owedWords(rule.owed)}`,
    ...met,
    `每超 1 篇加 ${said(rule.over)} 分，每少 1 篇扣 ${said(rule.short)} 分`,
  ]
}

function owedWords(owed: Owed): string {
  if (typeof owed === 'number') return `${owed} 篇`
  if ('from' in owed) return `${owed.from} 至 ${owed.to} 篇`
  if ('perHead' in owed) return `每人 ${owed.perHead} 篇`
  const named = Object.entries(owed.units).map(([name, count]) => `${name} ${count} 篇`)
  return [...named, owed.otherwise === null ? '其余单位没有任务' : `其余单位 ${owed.otherwise} 篇`].join('、')
}

function capWords(rule: RuleOf<'cap'>, vocabulary: Vocabulary): string[] {
  const window = windowWord(rule.per, vocabulary)
  const of = rule.of ?? 'component'
  const what =
    of === 'all' ? '各计分项合计' : of === 'component' ? `“${rule.component}”` : `“${rule.component}”里有关条款的分`
  const condition = rule.if === undefined ? [] : [`${window}${conditionWords(rule.if, vocabulary)}的`]
  const bounds = [
    ...(rule.atMost === null ? [] : [`最多计 ${said(rule.atMost)} 分`]),
    ...(rule.atLeast === null ? [] : [`最少计 ${said(rule.atLeast)} 分`]),
  ].join('，')
  return [[...condition, `${condition.length === 0 ? window : ''}${what}${bounds}`].join('，')]
}

function creditWords(rule: Pick<RuleOf<'rate'>, 'credit' | 'order' | 'merged' | 'weights' | 'names'>): string {
  const many = '一稿记入多个单位的'
  const names = rule.names === undefined ? '' : `，最多计 ${rule.names} 家`
  switch (rule.credit) {
    case 'full':
      return `${many}，各计全分${names}`
    case 'equal':
      return `${many}，平均分摊，除不尽的零头归排在前面的${names}`
    case 'half':
      return `${many}，各计一半${names}`
    case 'merged':
      return `${many}，每家计 ${said(rule.merged ?? '0')} 分${names}`
    case 'first':
      return `${many}，只计第一个单位${names}`
    case 'by-order':
      return `${many}，按先后以 ${(rule.order ?? []).join('∶')} 分摊${names}`
    case 'by-weight': {
      const bounds = rule.weights === undefined ? '' : `，份数在 ${rule.weights.atLeast} 至 ${rule.weights.atMost} 之间`
      return `${many}，按登记的份数分摊${bounds}${names}`
    }
    default:
      return unreachable(rule.credit)
  }
}

function stackWords(stack: RuleOf<'rate'>['stack']): string {
  const many = '同一稿件不止一处的'
  if (stack === 'all') return `${many}，累加`
  if (stack === 'highest') return `${many}，只计最高的一处`
  const one = { level: '每级只计最高的一处', class: '每类载体只计最高的一处', outlet: '同一载体只计一处', none: '' }[
    stack.oneA
  ]
  const best = stack.best === 'all' ? (one === '' ? '累加' : '') : `计最高的 ${stack.best} 处`
  return [many, ...[one, best].filter(text => text !== '')].join('，')
}
