import { AdoptionKind } from '../model.ts'
import { readPoints } from '../points.ts'
import { matchingKey } from '../text.ts'
import type { RuleSet } from './grammar.ts'
import type { RuleIssue } from './issues.ts'

type Check = (ruleSet: RuleSet) => RuleIssue[]

/** What multiplies or divides needs to know how to round; nothing is rounded silently. */
const rounding: Check = ruleSet => {
  if (ruleSet.rounding !== undefined) return []
  const [first] = divisionsIn(ruleSet)
  return first === undefined
    ? []
    : [{ path: 'rounding', message: `${first} 要乘或除，请写明取舍，如 rounding: { decimals: 2, mode: nearest }。` }]
}

const divisionsIn = ({ rules, metrics = [], assessments = [] }: RuleSet): string[] => [
  ...rules.flatMap((rule, index) => {
    const divides =
      ((rule.type === 'rate' || rule.type === 'bonus') && (rule.times !== undefined || rule.credit === 'half')) ||
      (rule.type === 'base' && rule.pay === 'pro-rata') ||
      (rule.type === 'roll-up' && readPoints(rule.share) !== 100)
    return divides ? [`rules[${index}]`] : []
  }),
  ...metrics.map((_, index) => `metrics[${index}]`),
  ...assessments.map((_, index) => `assessments[${index}]`),
]

const kinds: Check = ({ kinds: own = {}, treat = [] }) => {
  const keys = [...AdoptionKind.options, ...Object.keys(own)]
  const old = new Map<string, string>()
  return [
    ...Object.entries(own).flatMap(([key, { was = [] }]) =>
      was.flatMap((before, place) => {
        const path = `kinds.${key}.was[${place}]`
        const other = old.get(before)
        old.set(before, key)
        if (keys.includes(before)) return [{ path, message: `“${before}”还在使用，不能又算作“${key}”。` }]
        return other === undefined ? [] : [{ path, message: `“${before}”已经算作“${other}”。` }]
      }),
    ),
    ...AdoptionKind.options
      .filter(kind => own[kind] !== undefined)
      .map(kind => ({ path: `kinds.${kind}`, message: `“${kind}”由系统自己使用，请另取代号。` })),
    ...treat.flatMap(({ as, on }, index) => [
      ...(keys.includes(as)
        ? []
        : [{ path: `treat[${index}].as`, message: `没有种类“${as}”，只有：${keys.join('、')}。` }]),
      ...(on === 'adoption' || on === 'submission' || on === 'forwarding'
        ? []
        : [{ path: `treat[${index}].on`, message: '只有报送、采用、上报有种类。' }]),
    ]),
  ]
}

/** One name means one outlet. */
const outlets: Check = ({ outlets: own = {} }) => {
  const first = new Map<string, string>()
  return Object.entries(own).flatMap(([key, { names }]) => [
    ...(key === 'own' ? [{ path: 'outlets.own', message: '“own”指任何本级刊物，由系统自己使用，请另取代号。' }] : []),
    ...names.flatMap((name, place) => {
      const other = first.get(matchingKey(name))
      first.set(matchingKey(name), key)
      return other === undefined
        ? []
        : [{ path: `outlets.${key}.names[${place}]`, message: `“${name}”已经是“${other}”的名称。` }]
    }),
  ])
}

const tables: Check = ({ tables: own = {} }) =>
  Object.entries(own).flatMap(([key, { versions }]) =>
    versions.flatMap(({ from, rows, otherwise }, place) => {
      const path = `tables.${key}.versions[${place}]`
      return [
        ...(versions.slice(0, place).some(version => version.from >= from)
          ? [{ path: `${path}.from`, message: '各版的起始月须由早到晚，不重复。' }]
          : []),
        ...rows.flatMap((row, index) =>
          (readPoints(row.points) ?? 0) < 0
            ? [{ path: `${path}.rows[${index}].points`, message: '分值不写负号。' }]
            : [],
        ),
        ...((readPoints(otherwise ?? '0') ?? 0) < 0 ? [{ path: `${path}.otherwise`, message: '分值不写负号。' }] : []),
      ]
    }),
  )

const discretions: Check = ({ discretions: own = [], components }) =>
  own.flatMap(({ component, atLeast, atMost }, index) => {
    const [least, most] = [readPoints(atLeast) ?? 0, readPoints(atMost) ?? 0]
    return [
      ...(components.includes(component)
        ? []
        : [{ path: `discretions[${index}].component`, message: `计分项“${component}”没有列入 components。` }]),
      ...(least < 0
        ? [{ path: `discretions[${index}].atLeast`, message: '分值不写负号：加还是扣由 sign 决定。' }]
        : []),
      ...(least > most ? [{ path: `discretions[${index}].atLeast`, message: '下限高于上限。' }] : []),
    ]
  })

const ranking: Check = ({ ranking: { by, tieBreak = [], unranked = [] }, components }) => {
  const unknown = (name: string): string => `计分项“${name}”没有列入 components（${components.join('、')}）。`
  return [
    ...(typeof by === 'string' || components.includes(by.component)
      ? []
      : [{ path: 'ranking.by.component', message: unknown(by.component) }]),
    ...tieBreak.flatMap((name, index) =>
      components.includes(name) ? [] : [{ path: `ranking.tieBreak[${index}]`, message: unknown(name) }],
    ),
    ...unranked.flatMap((key, index) =>
      unranked.indexOf(key) < index ? [{ path: `ranking.unranked[${index}]`, message: '写了两遍。' }] : [],
    ),
  ]
}

const references: Check = ({ metrics = [], money, components, rules, units = {} }) => [
  ...metrics.flatMap(({ to }, index) =>
    'quota' in to && !rules.some(rule => rule.id === to.quota && rule.type === 'quota')
      ? [{ path: `metrics[${index}].to.quota`, message: `没有代号为“${to.quota}”的任务规则（quota）。` }]
      : [],
  ),
  ...(money === undefined || money.of === 'all'
    ? []
    : money.of.flatMap((name, index) =>
        components.includes(name)
          ? []
          : [{ path: `money.of[${index}]`, message: `计分项“${name}”没有列入 components。` }],
      )),
  ...Object.entries(units).flatMap(([name, { into }]) =>
    into !== undefined && (into === name || units[into]?.into !== undefined)
      ? [{ path: `units.${name}.into`, message: '只能并入一家自己不再并入别家的单位。' }]
      : [],
  ),
]

export const vocabularyChecks: readonly Check[] = [rounding, kinds, outlets, tables, discretions, ranking, references]
