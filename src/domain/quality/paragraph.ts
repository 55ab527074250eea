import type { ReasonCode } from '../article.ts'
import type { UnitId } from '../model.ts'
import type { Slot } from '../notice/sentences.ts'
import { classOf, type HandIn, percentOf, type UnitMonth } from '../quality.ts'
import { isInBurst } from './timing.ts'

/** A month at all units, as the paragraph on problems is drafted from it. */
export interface Evidence {
  readonly units: readonly { readonly unit: UnitId; readonly name: string; readonly month: UnitMonth }[]
  readonly handIns: readonly HandIn[]
  /** Working days of the month. */
  readonly slots: number
}

/** One sentence that the evidence bears out, to be taken or left; numbers and names stand in it as slots. */
export interface DraftSentence {
  readonly key: string
  readonly template: string
  /** The same with the units named; null where nobody would be. */
  readonly named: string | null
  readonly slots: readonly Slot[]
  readonly handIns: readonly HandIn[]
}

/** Slots of this paragraph are told from those of the ledger by their first letters. */
export const EVIDENCE = '质量·'

/** Units named in one sentence; the others are `等`. */
const NAMES_MAX = 6

interface Finding {
  readonly handIns: readonly HandIn[]
  readonly slots: readonly Slot[]
}

interface Sentence {
  readonly key: string
  readonly find: (evidence: Evidence) => Finding
  /** Whether there is enough for the sentence to be true. */
  readonly holds: (evidence: Evidence, found: Finding) => boolean
  /** `who`: 个别单位, or the slot of the names. */
  readonly say: (who: string, isNamed: boolean) => string
  /** Its slot of names; none where the sentence names nobody. */
  readonly names?: string
}

/** A sentence about articles that came back or were not used for some reasons. */
function about(
  key: string,
  name: string,
  { reasons, of, say }: { reasons: readonly ReasonCode[]; of?: (one: HandIn) => boolean; say: Sentence['say'] },
): Sentence {
  return {
    key,
    say,
    names: `${EVIDENCE}${name}单位`,
    find: ({ handIns }) => {
      const found = handIns.filter(
        one => one.reasons.some(reason => reasons.includes(reason)) && (of === undefined || of(one)),
      )
      return { handIns: found, slots: [{ name: `${EVIDENCE}${name}篇数`, shown: `${found.length}篇` }] }
    },
    holds: (_, { handIns }) => handIns.length > 0,
  }
}

const isCommission = ({ genre }: HandIn): boolean => genre === 'commission'

/**
 * What a notice of the trade says of problems, in its order and much in its words (the paragraph of the June 2023 notice), each borne out
 * by the month's own hand-ins or not said at all.
 */
const SENTENCES: readonly Sentence[] = [
  about('gathering', '会议活动', {
    reasons: ['meeting-only', 'activity-only'],
    say: who => `${who}仍存在就会议写会议、就活动写活动的现象，因此退改或未用的有{${EVIDENCE}会议活动篇数}。`,
  }),
  about('commission', '约稿', {
    reasons: ['off-topic', 'no-data', 'no-case'],
    of: isCommission,
    say: who =>
      `${who}撰写约稿没有按照要求提供材料，文不对题或者缺少具体数据、案例支撑，因此退改或未用的有{${EVIDENCE}约稿篇数}。`,
  }),
  about('bare', '缺数据案例', {
    reasons: ['no-data', 'no-case'],
    of: one => !isCommission(one),
    say: who => `${who}的稿件缺少具体数据或者案例支撑，因此退改或未用的有{${EVIDENCE}缺数据案例篇数}。`,
  }),
  about('late', '重复过时', {
    reasons: ['duplicate', 'outdated'],
    say: who => `${who}的稿件与已有稿件重复或者已过时效，因此退改或未用的有{${EVIDENCE}重复过时篇数}。`,
  }),
  about('form', '要素不全', {
    reasons: ['form', 'facts'],
    say: who => `${who}的稿件要素不全或者事实需要再核实，因此退改或未用的有{${EVIDENCE}要素不全篇数}。`,
  }),
  {
    key: 'burst',
    names: `${EVIDENCE}集中报送单位`,
    find: ({ units, handIns }) => {
      const bursting = new Map(units.flatMap(({ unit, month }) => (month.timing.inBursts > 0 ? [[unit, month]] : [])))
      return {
        handIns: handIns.filter(one => {
          const month = bursting.get(one.unit)
          return month !== undefined && isInBurst(one.on, month.timing)
        }),
        slots: [{ name: `${EVIDENCE}集中报送家数`, shown: `${bursting.size}家单位` }],
      }
    },
    holds: (_, { handIns }) => handIns.length > 0,
    say: (who, isNamed) =>
      isNamed ? `${who}存在为完成任务突击发稿的情况。` : `还有{${EVIDENCE}集中报送家数}存在为完成任务突击发稿的情况。`,
  },
  {
    key: 'end-of-month',
    find: ({ units }) => {
      const [last, dated] = [
        units.reduce((sum, { month }) => sum + (month.timing.lastThree ?? 0), 0),
        units.reduce((sum, { month }) => sum + month.timing.dated, 0),
      ]
      const percent = percentOf(last, dated)
      return { handIns: [], slots: percent === null ? [] : [{ name: `${EVIDENCE}月末占比`, shown: `${percent}%` }] }
    },
    holds: ({ units, slots }) => {
      const sum = (of: (month: UnitMonth) => number): number => units.reduce((all, { month }) => all + of(month), 0)
      // Twice what an even month would have there.
      return sum(({ timing }) => timing.lastThree ?? 0) * slots >= 6 * sum(({ timing }) => timing.dated)
    },
    say: () => `全月来稿有{${EVIDENCE}月末占比}集中在最后三个工作日。`,
  },
  {
    key: 'classes',
    find: ({ handIns }) => {
      const told = handIns.filter(one => one.genre !== null)
      const shares = (['problem', 'experience', 'news'] as const).map(wanted =>
        percentOf(told.filter(({ genre }) => genre !== null && classOf(genre) === wanted).length, told.length),
      )
      return {
        handIns: [],
        slots: ['问题类占比', '经验类占比', '动态类占比'].flatMap((name, at) => {
          const share = shares[at] ?? null
          return share === null ? [] : [{ name: `${EVIDENCE}${name}`, shown: `${share}%` }]
        }),
      }
    },
    holds: ({ units }) => {
      const sum = (of: (month: UnitMonth) => number): number => units.reduce((all, { month }) => all + of(month), 0)
      const [news, others] = [
        sum(({ quality }) => quality.classes.news),
        sum(({ quality }) => quality.classes.problem + quality.classes.experience),
      ]
      return news > others
    },
    say: () =>
      `从结构看，动态类占{${EVIDENCE}动态类占比}，问题建议类占{${EVIDENCE}问题类占比}，经验类占{${EVIDENCE}经验类占比}，问题分析、经验总结仍然偏少。`,
  },
  {
    key: 'appeal',
    find: () => ({ handIns: [], slots: [] }),
    holds: () => true,
    say: () => '请各单位在下一步的工作中多挖掘问题分析类、经验总结类信息，写清数据和案例，早写早报。',
  },
]

/** The sentences that a month bears out, in the order of the trade. */
export function paragraphOf(evidence: Evidence): DraftSentence[] {
  return SENTENCES.flatMap(({ key, find, holds, say, names }): DraftSentence[] => {
    const found = find(evidence)
    if (!holds(evidence, found)) return []
    const units = unitsOf(found.handIns)
    return [
      {
        key,
        template: say(amountOf(units.length, evidence), false),
        named: names === undefined || units.length === 0 ? null : say(`{${names}}`, true),
        slots: [...found.slots, ...namesSlot(names, units, evidence)],
        handIns: found.handIns,
      },
    ]
  })
}

/** Every number and name the paragraph may hold, whether its sentence is borne out or not: what was written once finds its number later too. */
export function evidenceSlots(evidence: Evidence): Slot[] {
  return SENTENCES.flatMap(({ find, names }) => {
    const found = find(evidence)
    return [...found.slots, ...namesSlot(names, unitsOf(found.handIns), evidence)]
  })
}

/** Units by how many of these they handed in, the most first. */
function unitsOf(handIns: readonly HandIn[]): UnitId[] {
  const counts = new Map<UnitId, number>()
  for (const { unit } of handIns) counts.set(unit, (counts.get(unit) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a).map(([unit]) => unit)
}

function namesSlot(name: string | undefined, units: readonly UnitId[], evidence: Evidence): Slot[] {
  if (name === undefined) return []
  const names = units.flatMap(unit => evidence.units.find(one => one.unit === unit)?.name ?? [])
  const rest = names.length > NAMES_MAX ? `等${names.length}家单位` : ''
  return [{ name, shown: names.length === 0 ? '个别单位' : `${names.slice(0, NAMES_MAX).join('、')}${rest}` }]
}

/** 个别: one or two; 部分: up to a third of those that handed in; 不少: more. */
function amountOf(units: number, { units: all }: Evidence): string {
  if (units <= 2) return '个别单位'
  return units * 3 <= all.filter(({ month }) => month.quality.handedIn > 0).length ? '部分单位' : '不少单位'
}
