import type { CommissionStatus, LeaderRank, Level } from '../model.ts'
import { formatPoints, points } from '../points.ts'
import { unreachable } from '../problems.ts'
import type { EffectKind, RuleSet } from './grammar.ts'
import type { AllOf, Condition, Counted, Match, Range, ScoredFact } from './match.ts'

type Vocabulary = Pick<RuleSet, 'kinds' | 'outlets' | 'incidents' | 'windows'>

const UPPER: Readonly<Record<Exclude<Level, 'own'>, string>> = { city: '市级', province: '省级', nation: '国家级' }
const SENT_TO: Readonly<Record<Level, string>> = { own: '上报', city: '报市', province: '报省', nation: '报国家' }
const STATUS: Readonly<Record<CommissionStatus, string>> = {
  submitted: '约稿报送',
  accepted: '约稿采纳',
  adopted: '约稿采用',
  late: '约稿迟报',
  missing: '约稿未报',
}
const RANK: Readonly<Record<LeaderRank, string>> = { chief: '主要领导', other: '其他领导', secretary: '秘书长' }

/** Facts that are counted, in words, where nothing more is said about them. */
export const KIND: Readonly<Record<ScoredFact, string>> = {
  submission: '报送',
  adoption: '采用',
  commission: '约稿采用',
  forwarding: '报省市',
  instruction: '批示',
  incident: '登记事项',
}

export const EFFECT_WORDS: Readonly<Record<EffectKind, string>> = {
  'no-award': '不得评先',
  named: '点名通报',
  'below-standard': '不达标',
  'called-in': '约谈',
  listed: '列入名单',
}

const listOf = <Value>(value: Value | Value[] | undefined): readonly Value[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]

const levelWords = (level: Match['level']): string => {
  const levels = listOf(level)
  const upper = levels.flatMap(one => (one === 'own' ? [] : [UPPER[one]]))
  return levels.length > upper.length && upper.length > 0 ? ['本级', ...upper].join('、') : upper.join('、')
}

const kindWord = (kind: string, { kinds }: Vocabulary): string =>
  kind === 'report' ? '信息' : kind === 'brief' ? '简讯' : (kinds?.[kind]?.name ?? `“${kind}”`)

const outletWords = (outlet: Match['outlet'], { outlets }: Vocabulary): string =>
  listOf(outlet)
    .filter(key => key !== 'own')
    .map(key => outlets?.[key]?.names[0] ?? `“${key}”`)
    .join('、')

/** A kind of fact with what a match says of its level, kind and outlet, and the word it is counted with. */
export function countedWord(on: ScoredFact, when: Match, vocabulary: Vocabulary): { name: string; measure: string } {
  const kinds = listOf(when.kind)
  const [kind, ...moreKinds] = kinds
  const named = kinds.map(one => kindWord(one, vocabulary)).join('、')
  const [level, outlet] = [levelWords(when.level), outletWords(when.outlet, vocabulary)]
  const measure = kind === 'brief' && moreKinds.length === 0 ? '则' : (vocabulary.kinds?.[kind ?? '']?.measure ?? '篇')
  switch (on) {
    case 'submission':
      return { name: `报送${named}`, measure }
    case 'adoption': {
      const merged = when.merged === undefined ? '' : when.merged ? '综合' : '单独'
      return { name: `${level}${outlet}${merged}${named === '' ? '采用' : named}`, measure }
    }
    case 'commission': {
      const statuses = listOf(when.status)
      const name =
        statuses.length === 0 || when.status === 'adopted' ? '约稿' : statuses.map(one => STATUS[one]).join('、')
      return { name: `${level}${name}`, measure: when.status === 'missing' ? '次' : '篇' }
    }
    case 'forwarding': {
      const to = listOf(when.level)
      const where =
        outlet === '' ? (to.length === 0 ? '报省市' : to.map(one => SENT_TO[one]).join('、')) : `报${outlet}`
      return { name: `${where}${named}`, measure }
    }
    case 'instruction':
      return {
        name: `${level}${listOf(when.rank)
          .map(one => RANK[one])
          .join('、')}批示`,
        measure: '次',
      }
    case 'incident': {
      const codes = listOf(when.code)
      const names = codes.map(code => vocabulary.incidents?.[code]?.name ?? `“${code}”`)
      return {
        name: names.length === 0 ? KIND.incident : names.join('、'),
        measure: vocabulary.incidents?.[codes[0] ?? '']?.measure ?? '次',
      }
    }
    default:
      return unreachable(on)
  }
}

/** What a match says beyond level, kind and outlet; '' where nothing. */
export function matchWords(when: Match): string {
  const yes = (value: boolean | undefined, is: string, isNot: string): string[] =>
    value === undefined ? [] : [value ? is : isNot]
  return [
    ...yes(when.alone, '单篇成期', '不单篇成期'),
    ...yes(when.repost, '转载', '非转载'),
    ...yes(when.accepted, '内容合格', '内容不合格'),
    ...yes(when.instructed, '已得到批示', '没有得到批示'),
    ...rangeWords(when.units, '记入单位', '家'),
    ...rangeWords(when.length, '字数', '字'),
    ...rangeWords(when.days, '距事情发生', '天'),
    ...rangeWords(when.hours, '距事情发生', '小时'),
  ].join('，')
}

function rangeWords(range: Range | undefined, name: string, measure: string): string[] {
  if (range === undefined) return []
  const { atLeast, atMost } = range
  return [
    [
      ...(atLeast === undefined ? [] : [`${name}不少于 ${atLeast} ${measure}`]),
      ...(atMost === undefined ? [] : [`${name}不超过 ${atMost} ${measure}`]),
    ].join('，'),
  ]
}

const WINDOWS: Readonly<Record<string, string>> = {
  week: '当周',
  month: '当月',
  'two-months': '当两月',
  quarter: '当季',
  'half-year': '当半年',
  year: '当年',
}

export const windowWord = (per: string, { windows }: Pick<Vocabulary, 'windows'>): string =>
  WINDOWS[per] ?? `当${windows?.[per]?.name ?? per}`

const said = (text: string): string => formatPoints(points(text))

/** A condition in words; `always` has none. */
export function conditionWords(condition: Condition, vocabulary: Vocabulary): string {
  if (condition === 'always') return ''
  const own = allWords(condition, vocabulary)
  const any = condition.anyOf?.map(part => allWords(part, vocabulary)).join('，或者')
  return [own, any].filter(text => text !== undefined && text !== '').join('，并且')
}

function allWords(
  { submission, adoption, commission, forwarding, counts = [], ratio, points: sum }: AllOf,
  vocabulary: Vocabulary,
): string {
  return [
    ...(submission === undefined ? [] : [`报送不少于 ${submission.atLeast} 篇`]),
    ...(adoption === undefined ? [] : [`采用不少于 ${adoption.atLeast} 篇`]),
    ...(commission === undefined ? [] : [`约稿采用不少于 ${commission.atLeast} 篇`]),
    ...(forwarding === undefined ? [] : [`报省市不少于 ${forwarding.atLeast} 篇`]),
    ...counts.map(one => boundsWords(one, countedName(one, vocabulary), vocabulary)),
    ...(ratio === undefined
      ? []
      : [
          `${countedName(ratio.of, vocabulary)}占${countedName(ratio.to, vocabulary)}的比例${ratio.atLeast === undefined ? '' : `不低于 ${percent(ratio.atLeast)}`}${ratio.below === undefined ? '' : `低于 ${percent(ratio.below)}`}`,
        ]),
    ...(sum === undefined
      ? []
      : [
          `“${sum.component}”${sum.atLeast === undefined ? '' : `不少于 ${said(sum.atLeast)} 分`}${sum.below === undefined ? '' : `不足 ${said(sum.below)} 分`}`,
        ]),
  ].join('，并且')
}

const percent = (text: string): string => `${text.slice(0, -1)}%`

/** What is counted, in words. */
export function countedName({ of, when = {} }: Counted, vocabulary: Vocabulary): string {
  const plain = Object.keys(when).length === 0
  const more = matchWords(when)
  const { name } = plain ? { name: KIND[of] } : countedWord(of, when, vocabulary)
  return more === '' ? name : `${name}（${more}）`
}

function boundsWords(one: Counted & Range, name: string, vocabulary: Vocabulary): string {
  const { measure } = countedWord(one.of, one.when ?? {}, vocabulary)
  if (one.atMost === 0) return `没有${name}`
  return [
    ...(one.atLeast === undefined ? [] : [`${name}不少于 ${one.atLeast} ${measure}`]),
    ...(one.atMost === undefined ? [] : [`${name}不超过 ${one.atMost} ${measure}`]),
  ].join('，')
}
