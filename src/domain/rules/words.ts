import type { CommissionStatus, Level } from '../model.ts'
import { formatPoints, points } from '../points.ts'
import { unreachable } from '../problems.ts'
import type { Condition, Match, Rule, ScoredFact } from '../rules.ts'

const UPPER: Readonly<Record<Exclude<Level, 'own'>, string>> = { city: '市级', province: '省级', nation: '国家级' }
const SENT_TO: Readonly<Record<Level, string>> = { own: '上报', city: '报市', province: '报省', nation: '报国家' }
const STATUS: Readonly<Record<CommissionStatus, string>> = {
  submitted: '约稿报送',
  accepted: '约稿采纳',
  adopted: '约稿采用',
  late: '约稿迟报',
  missing: '约稿未报',
}

const levelWord = (level: Level | undefined): string => (level === undefined || level === 'own' ? '' : UPPER[level])

/** What entries of a rule count, and in which measure word; null where they count nothing. 信息 are counted in 篇, 简讯 in 则. */
export function wordOf(rule: Rule, each: number): { readonly name: string; readonly measure: string | null } {
  switch (rule.type) {
    case 'rate':
    case 'deduction':
      return countedWord(rule.on, rule.when)
    case 'bonus':
      return countedWord('instruction', rule.when)
    case 'quota':
      return { name: each < 0 ? `${KIND[rule.of]}未达任务` : `${KIND[rule.of]}超出任务`, measure: '篇' }
    case 'base':
    case 'cap':
      return { name: rule.component, measure: null }
    default:
      return unreachable(rule)
  }
}

const KIND: Readonly<Record<ScoredFact, string>> = {
  submission: '报送',
  adoption: '采用',
  commission: '约稿采用',
  forwarding: '报省市',
  instruction: '批示',
}

function countedWord(on: ScoredFact, when: Match): { name: string; measure: string } {
  switch (on) {
    case 'submission':
      return { name: '报送', measure: '篇' }
    case 'adoption': {
      const kind = when.kind === 'report' ? '信息' : when.kind === 'brief' ? '简讯' : '采用'
      const merged = when.merged === undefined ? '' : when.merged ? '综合' : '单独'
      return { name: `${levelWord(when.level)}${merged}${kind}`, measure: when.kind === 'brief' ? '则' : '篇' }
    }
    case 'commission': {
      const name = when.status === undefined || when.status === 'adopted' ? '约稿' : STATUS[when.status]
      return { name: `${levelWord(when.level)}${name}`, measure: when.status === 'missing' ? '次' : '篇' }
    }
    case 'forwarding':
      return { name: when.level === undefined ? '报省市' : SENT_TO[when.level], measure: '篇' }
    case 'instruction':
      return { name: `${levelWord(when.level)}批示`, measure: '次' }
    default:
      return unreachable(on)
  }
}

/**
 * What the system understands by a rule, beside its clause.
 * @param groupNames names of the groups by key; a key without one is shown as it is
 */
export function ruleInWords(rule: Rule, groupNames: ReadonlyMap<string, string> = new Map()): string {
  const groups =
    rule.groups === 'all'
      ? '各组都适用'
      : `适用于${rule.groups.map(key => groupNames.get(key) ?? `“${key}”组`).join('、')}`
  return `${[...meaningOf(rule), groups].join('；')}。`
}

const said = (text: string): string => formatPoints(points(text))

function meaningOf(rule: Rule): string[] {
  switch (rule.type) {
    case 'rate': {
      const { name, measure } = countedWord(rule.on, rule.when)
      const own = rule.on === 'adoption' && (rule.when.outlet === 'own' || rule.when.level === 'own')
      const adopted = rule.when.status === 'adopted' ? '采用的' : ''
      const subject = own ? `本级刊物采用的${name === '采用' ? '稿件' : name}` : `${adopted}${name}`
      const stack = rule.on === 'commission' ? [] : [stackWords(rule.stack)]
      return [`${subject}，每${measure}计 ${said(rule.points)} 分`, creditWords(rule), ...stack]
    }
    case 'bonus':
      return [
        `得到${levelWord(rule.when.level)}批示，每次加 ${said(rule.points)} 分`,
        ...(rule.once === 'level' ? ['同一稿件同一级批示只加一次'] : []),
        creditWords(rule),
      ]
    case 'base':
      return rule.when === 'always'
        ? [`每月计“${rule.component}” ${said(rule.points)} 分，不设条件`]
        : [`当月${conditionWords(rule.when)}的，计“${rule.component}” ${said(rule.points)} 分，达不到的不计`]
    case 'quota':
      return [
        `当月${KIND[rule.of]}任务 ${rule.owed} 篇`,
        `每超 1 篇加 ${said(rule.over)} 分，每少 1 篇扣 ${said(rule.short)} 分`,
      ]
    case 'deduction': {
      const { name, measure } = countedWord(rule.on, rule.when)
      const from = rule.fromTime === 1 ? '' : `当月第 ${rule.fromTime} ${measure}起，`
      return [`${name}，${from}每${measure}扣 ${said(rule.points)} 分`]
    }
    case 'cap':
      return [
        `当月“${rule.component}”`.concat(
          [
            ...(rule.atMost === null ? [] : [`最多计 ${said(rule.atMost)} 分`]),
            ...(rule.atLeast === null ? [] : [`最少计 ${said(rule.atLeast)} 分`]),
          ].join('，'),
        ),
      ]
    default:
      return unreachable(rule)
  }
}

function conditionWords(condition: Exclude<Condition, 'always'>): string {
  const { submission, adoption, commission, forwarding } = condition
  return [
    ...(submission === undefined ? [] : [`报送不少于 ${submission.atLeast} 篇`]),
    ...(adoption === undefined ? [] : [`采用不少于 ${adoption.atLeast} 篇`]),
    ...(commission === undefined ? [] : [`约稿采用不少于 ${commission.atLeast} 篇`]),
    ...(forwarding === undefined ? [] : [`报省市不少于 ${forwarding.atLeast} 篇`]),
  ].join('，并且')
}

function creditWords({ credit, order }: Pick<Extract<Rule, { type: 'rate' }>, 'credit' | 'order'>): string {
  switch (credit) {
    case 'full':
      return '一稿记入多个单位的，各计全分'
    case 'equal':
      return '一稿记入多个单位的，平均分摊，除不尽的零头归排在前面的'
    case 'first':
      return '一稿记入多个单位的，只计第一个单位'
    case 'by-order':
      return `一稿记入多个单位的，按先后以 ${(order ?? []).join('∶')} 分摊`
    case 'by-weight':
      return '一稿记入多个单位的，按登记的份数分摊'
    default:
      return unreachable(credit)
  }
}

const stackWords = (stack: 'all' | 'highest'): string =>
  stack === 'all' ? '同一稿件不止一处的，累加' : '同一稿件不止一处的，只计最高的一处'
