import { type RuleSet, TOTAL } from './grammar.ts'
import type { RuleIssue } from './issues.ts'
import { type AllOf, BUILT_IN_NAMES, type Condition, WEEK, type Window } from './match.ts'
import { conditionsIn } from './matches.ts'

type Check = (ruleSet: RuleSet) => RuleIssue[]

const conditions: Check = ruleSet =>
  conditionsIn(ruleSet).flatMap(({ path, condition, of }) =>
    condition === 'always' ? [] : conditionIssues(path, condition, of, ruleSet),
  )

function conditionIssues(
  path: string,
  condition: Exclude<Condition, 'always'>,
  of: string,
  ruleSet: RuleSet,
): RuleIssue[] {
  const parts = [condition, ...(condition.anyOf ?? [])]
  return parts.flatMap((part, place) => {
    const at = place === 0 ? path : `${path}.anyOf[${place - 1}]`
    const isEmpty = Object.entries(part).every(([, value]) => value === undefined)
    return [
      ...(isEmpty ? [{ path: at, message: '没有写条件；不设条件的请写 always。' }] : []),
      ...partIssues(at, part, of, ruleSet),
    ]
  })
}

function partIssues(at: string, part: AllOf, of: string, { components }: RuleSet): RuleIssue[] {
  const { counts = [], ratio, points } = part
  return [
    ...counts.flatMap(({ atLeast, atMost }, index) => {
      const path = `${at}.counts[${index}]`
      if (atLeast === undefined && atMost === undefined)
        return [{ path, message: '须写 atLeast（不少于）或 atMost（不超过）。' }]
      return (atLeast ?? 0) > (atMost ?? Number.MAX_SAFE_INTEGER)
        ? [{ path: `${path}.atLeast`, message: '下限高于上限。' }]
        : []
    }),
    ...(ratio !== undefined && ratio.atLeast === undefined && ratio.below === undefined
      ? [{ path: `${at}.ratio`, message: '须写 atLeast（不低于）或 below（低于），如 30%。' }]
      : []),
    ...(points === undefined
      ? []
      : [
          ...(of === 'cap' || of === 'effect'
            ? []
            : [
                {
                  path: `${at}.points`,
                  message: '按分数的条件只用在上下限（cap）和后果（effects）里，那时分数才算完。',
                },
              ]),
          ...(components.includes(points.component) || points.component === TOTAL
            ? []
            : [{ path: `${at}.points.component`, message: `“${points.component}”不是计分项，也不是“${TOTAL}”。` }]),
          ...(points.atLeast === undefined && points.below === undefined
            ? [{ path: `${at}.points`, message: '须写 atLeast（不少于）或 below（不足）。' }]
            : []),
        ]),
  ]
}

/** Windows: which there are, that they fit, and that rules about entries, which have a month and no day, name whole months. */
const windows: Check = ruleSet => {
  const used = [
    ...ruleSet.rules.flatMap((rule, index) =>
      'per' in rule && rule.per !== undefined ? [{ path: `rules[${index}].per`, per: rule.per, type: rule.type }] : [],
    ),
    ...(ruleSet.effects ?? []).map(({ per }, index) => ({ path: `effects[${index}].per`, per, type: 'effect' })),
    ...(ruleSet.metrics ?? []).map(({ per }, index) => ({ path: `metrics[${index}].per`, per, type: 'metric' })),
  ]
  const known = [...BUILT_IN_NAMES, ...Object.keys(ruleSet.windows ?? {})]
  return [
    ...used.flatMap(({ path, per, type }) => {
      if (!known.includes(per)) return [{ path, message: `没有周期“${per}”，只有：${known.join('、')}。` }]
      if (per === WEEK && type !== 'quota' && type !== 'base')
        return [
          { path, message: '按周（week）的只用在任务（quota）和基础分（base）里，这一条请写 month 或更长的周期。' },
        ]
      const inMonths = type === 'cap' || type === 'deduction' || usesPoints(ruleSet, path)
      const own = ruleSet.windows?.[per]
      return inMonths && own !== undefined && !hasWholeMonths(own)
        ? [{ path, message: '这一条按整月计算，周期须从 1 日起、到月末止。' }]
        : []
    }),
    ...Object.entries(ruleSet.windows ?? {}).flatMap(([name, window]) => windowIssues(name, window)),
  ]
}

const usesPoints = (ruleSet: RuleSet, path: string): boolean =>
  conditionsIn(ruleSet).some(
    ({ path: at, condition }) =>
      at.replace(/\.\w+$/, '') === path.replace(/\.per$/, '') &&
      condition !== 'always' &&
      [condition, ...(condition.anyOf ?? [])].some(part => part.points !== undefined),
  )

const hasWholeMonths = (window: Window): boolean =>
  'months' in window ? window.from.endsWith('-01') : window.first.endsWith('-01') && /-(28|29|30|31)$/.test(window.last)

function windowIssues(name: string, window: Window): RuleIssue[] {
  const path = `windows.${name}`
  if (BUILT_IN_NAMES.includes(name)) return [{ path, message: `“${name}”由系统自己使用，请另取代号。` }]
  if ('months' in window)
    return 12 % window.months === 0
      ? []
      : [{ path: `${path}.months`, message: '周期的月数须能整除 12：1、2、3、4、6、12。' }]
  const wrong = [window.first, window.last].filter(day => !isDay(day))
  if (wrong.length > 0) return [{ path, message: `没有这一天：${wrong.join('、')}。` }]
  return window.first < window.last ? [] : [{ path: `${path}.last`, message: '截止日不晚于起始日。' }]
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) && /^(19|20|21)/.test(text)
}

/** 基础分: what is paid in parts names one count, and only long windows have a start and an end. */
const bases: Check = ({ rules }) =>
  rules.flatMap((rule, index) => {
    if (rule.type !== 'base') return []
    const path = `rules[${index}]`
    const issues: RuleIssue[] = []
    if (rule.pay === 'pro-rata' && !isOneCount(rule.when))
      issues.push({
        path: `${path}.pay`,
        message: '按比例计（pro-rata）的，条件须是一项数量不少于几，如 { adoption: { atLeast: 6 } }。',
      })
    if (rule.paid === 'start' && rule.when !== 'always')
      issues.push({
        path: `${path}.paid`,
        message: '周期开始时给的基础分还看不到条件，when 须写 always，再用扣分扣回。',
      })
    if (rule.paid !== undefined && (rule.per === 'month' || rule.per === WEEK))
      issues.push({ path: `${path}.paid`, message: '按月、按周的基础分不分开始和末了，请删去。' })
    return issues
  })

function isOneCount(condition: Condition): boolean {
  if (condition === 'always' || condition.anyOf !== undefined || condition.ratio !== undefined) return false
  const { submission, adoption, commission, forwarding, counts = [] } = condition
  const bounds = [submission, adoption, commission, forwarding, ...counts].filter(one => one !== undefined)
  return bounds.length === 1 && (bounds[0]?.atLeast ?? 0) > 0
}

/** What is charged once for a window needs to know when. */
const onces: Check = ({ rules }) =>
  rules.flatMap((rule, index) => {
    if (rule.type !== 'deduction' || rule.once === undefined) return []
    const path = `rules[${index}]`
    return [
      ...(rule.if === undefined || rule.if === 'always'
        ? [{ path: `${path}.if`, message: '整个周期扣一次（once: window）的，须用 if 写明什么情形下扣。' }]
        : []),
      ...(rule.fromTime === 1 ? [] : [{ path: `${path}.fromTime`, message: '整个周期只扣一次的，fromTime 应为 1。' }]),
    ]
  })

export const conditionChecks: readonly Check[] = [conditions, windows, bases, onces]
