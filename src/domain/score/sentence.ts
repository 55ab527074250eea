import { chinesePeriod } from '../calendar.ts'
import type { Entry } from '../model.ts'
import { formatPoints } from '../points.ts'
import type { Rule, RuleSet } from '../rules/grammar.ts'
import { wordOf } from '../rules/words.ts'

/**
 * The arithmetic of an entry in words: `信息 3 篇 × 1 分 = 3 分`.
 * @param ruleSet the one the entry was scored by, for the words; without it the component's name stands in
 */
export function sentenceOf(entry: Entry, ruleSet: RuleSet | null = null): string {
  const about = entry.about === null ? '' : `更正${chinesePeriod(entry.about)}：`
  const rule = ruleSet?.rules.find(one => one.id === entry.rule)
  return `${about}${ruleSet === null || rule === undefined ? plain(entry) : arithmeticOf(entry, rule, ruleSet)}`
}

const sumOf = (entry: Entry): string =>
  `${entry.quantity} × ${formatPoints(entry.each)} 分 = ${formatPoints(entry.points)} 分`

const sizeOf = (entry: Entry): string => `${formatPoints(entry.points).replace('-', '')} 分`

function arithmeticOf(entry: Entry, rule: Rule, ruleSet: RuleSet): string {
  const { name, measure } = wordOf(rule, entry, ruleSet)
  if (rule.type === 'rate' && entry.each < 0) return `${name}，同一稿件不止一处刊用，多计的减 ${sizeOf(entry)}`
  if (measure !== null) return `${name} ${sumOf(entry).replace(' × ', ` ${measure} × `)}`
  if (entry.quantity !== 1) return `${entry.component} ${sumOf(entry)}`
  if (rule.type === 'cap') return `${entry.points < 0 ? '超过上限，减' : '不足下限，补'} ${sizeOf(entry)}`
  if (rule.type === 'roll-up') return `并入所属单位的分，${entry.points < 0 ? '减' : '计'} ${sizeOf(entry)}`
  return `${name} ${sizeOf(entry)}`
}

function plain(entry: Entry): string {
  if (entry.quantity !== 1) return `${entry.component} ${sumOf(entry)}`
  if (entry.rule === 'adjustment') return `${entry.points < 0 ? '扣' : '加'} ${sizeOf(entry)}`
  return `${entry.component} ${formatPoints(entry.points)} 分`
}
