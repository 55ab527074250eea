import { formatPoints, points } from '../points.ts'
import type { Discretion, Effect, RuleSet } from './grammar.ts'
import { conditionWords, countedName, EFFECT_WORDS, windowWord } from './word-parts.ts'

/** What a 办法 says besides its rules, in words beside the clause. */
export interface Beside {
  readonly id: string
  readonly clause: string
  readonly words: string
}

const said = (text: string): string => formatPoints(points(text))

/** 由人决定的幅度. */
export const discretionWords = (one: Discretion): string =>
  `“${one.component}”由人决定${one.sign === 'add' ? '加' : '扣'} ${said(one.atLeast)} 至 ${said(one.atMost)} 分，每次写明理由和决定人`

/** When a consequence holds, and what it is. */
export const effectWords = (one: Effect, ruleSet: RuleSet): string =>
  `${windowWord(one.per, ruleSet)}${conditionWords(one.if, ruleSet)}的，${EFFECT_WORDS[one.effect]}`

/** What a point is worth in 元, null where it is none. */
export const moneyWords = ({ money }: RuleSet): string | null =>
  money === undefined
    ? null
    : `${money.of === 'all' ? '各计分项' : money.of.map(name => `“${name}”`).join('、')}每分折合 ${said(money.perPoint)} 元`

/** All that a 办法 has besides rules, in the order of the file. */
export function besidesInWords(ruleSet: RuleSet): Beside[] {
  const { treat = [], weights = [], discretions = [], effects = [], metrics = [], assessments = [], money } = ruleSet
  return [
    ...treat.map(({ on, when, as, clause }, index) => ({
      id: `treat-${index + 1}`,
      clause,
      words: `${countedName({ of: on, when }, ruleSet)}，先改按“${ruleSet.kinds?.[as]?.name ?? as}”看待，再计分。`,
    })),
    ...weights.map(({ of, when, counts, clause }, index) => ({
      id: `weight-${index + 1}`,
      clause,
      words: `点数时，1 篇${countedName({ of, when }, ruleSet)}折 ${said(counts)} 篇，不足 1 篇的零头不计。`,
    })),
    ...discretions.map(one => ({ id: one.id, clause: one.clause, words: `${discretionWords(one)}。` })),
    ...effects.map(one => ({ id: one.id, clause: one.clause, words: `${effectWords(one, ruleSet)}。` })),
    ...metrics.map(({ id, name, clause, per, of, to }) => ({
      id,
      clause,
      words: `“${name}”：${windowWord(per, ruleSet)}${countedName(of, ruleSet)}除以${'quota' in to ? '任务数' : countedName(to, ruleSet)}。`,
    })),
    ...assessments.map(({ name, clause, target, full, beyond }, index) => ({
      id: `assessment-${index + 1}`,
      clause,
      words: `“${name}”：年度得分 ${said(target)} 分计 ${said(full)} 分，不足的按比例，超过的${beyond === 'no-more' ? '不再增加' : '也按比例'}。`,
    })),
    ...(money === undefined ? [] : [{ id: 'money', clause: money.clause, words: `${moneyWords(ruleSet)}。` }]),
  ]
}
