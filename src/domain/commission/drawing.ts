import type { Slot } from './slots.ts'

/**
 * Slots proposed from what an editor wrote already: the lines of 要附的材料 and what the requirements say of figures, cases and length. A
 * start to be corrected, never more than twelve.
 */

const PROPOSED_MAX = 12
const LABEL_MAX = 60

/** How an indicator ends, and the unit it is usually counted in. The first that fits counts. */
const UNITS: readonly (readonly [ending: RegExp, unit: string, summable: boolean])[] = [
  [/(率|比例|比重|占比|增幅|降幅|百分比)$/u, '%', false],
  [/(平均用时|平均时间|办理时限|用时|工期|天数)$/u, '天', false],
  [/面积$/u, '亩', true],
  [/(金额|投资|资金|到位数|总额|收入|价款|补偿款)$/u, '万元', true],
  [/(里程|长度)$/u, '公里', true],
  [/([宗件处户家人次起个项所座场期])数$/u, '', true],
  [/(人员|群众|劳动力)$/u, '人', true],
  [/(数量|任务数|完成数|总数|数)$/u, '个', true],
]

const FIGURE_WORDS = /(数|量|率|面积|金额|比例|用时|增幅|降幅|资金|里程|投资)$/u
const TIMES =
  /^(?:今年|去年|本年|当年)?(?:上半年|下半年|[一二三四]季度|前[一二三四五六七八九十\d]+个?月|\d{1,2}月份?)?(?:以来)?的?/u

interface Material {
  readonly kind: 'figure' | 'case' | 'other'
  readonly text: string
}

/** Requirements and materials of a commission → the slots they seem to ask for, in that order; `keyOf` numbers them. */
export function slotsFrom(
  { requirements, materials }: { readonly requirements: string; readonly materials: readonly Material[] },
  keyOf: (index: number) => string,
): Slot[] {
  const drafts: Draft[] = []
  const add = (draft: Draft): void => {
    if (drafts.every(one => one.label !== draft.label || one.kind !== draft.kind)) drafts.push(draft)
  }
  for (const { kind, text } of materials) {
    if (kind === 'figure') for (const name of indicatorsIn(text)) add(figureOf(name))
    else if (kind === 'case')
      add({ kind: 'case', label: cut(text.replace(/^[一二两三四五\d]+(?:个|处|件)/u, '')), count: countIn(text) })
    else if (/(联系人|电话)/u.test(text)) add({ kind: 'contact', label: '联系人' })
    else add({ kind: 'text', label: cut(text), most: null })
  }
  for (const clause of requirements.split(/[。；\n]/u)) {
    if (materials.every(one => one.kind !== 'figure')) for (const name of asksFigures(clause)) add(figureOf(name))
    const cases = /([一二两三四五\d]+)个[^，。；]{0,12}案例/u.exec(clause)
    if (cases !== null && drafts.every(one => one.kind !== 'case'))
      add({ kind: 'case', label: '典型案例', count: countIn(cases[0]) })
    const most = /(\d{2,5})字(?:以内|左右)/u.exec(clause)
    if (/建议/u.test(clause)) add({ kind: 'text', label: '对策建议', most: null })
    if (/(困难|问题)/u.test(clause)) add({ kind: 'text', label: '存在的困难和问题', most: null })
    if (most !== null && drafts.every(one => one.kind !== 'text'))
      add({ kind: 'text', label: '主要情况', most: Math.min(10_000, Number(most[1])) })
  }
  return drafts.slice(0, PROPOSED_MAX).map((draft, index) => slotOf(draft, keyOf(index)))
}

type Draft =
  | { readonly kind: 'figure'; readonly label: string; readonly unit: string; readonly summable: boolean }
  | { readonly kind: 'case'; readonly label: string; readonly count: number }
  | { readonly kind: 'text'; readonly label: string; readonly most: number | null }
  | { readonly kind: 'contact'; readonly label: string }

function slotOf(draft: Draft, key: string): Slot {
  const head = { key, label: draft.label, hint: '' }
  switch (draft.kind) {
    case 'figure':
      return { kind: 'figure', ...head, unit: draft.unit, asOf: null, summable: draft.summable }
    case 'case':
      return { kind: 'case', ...head, count: draft.count }
    case 'text':
      return { kind: 'text', ...head, least: null, most: draft.most }
    case 'contact':
      return { kind: 'contact', ...head }
  }
}

/** 今年上半年报批宗数、面积与平均用时 → 报批宗数, 报批面积, 平均用时: a bare dimension belongs to the indicator before it. */
function indicatorsIn(text: string): string[] {
  const names: string[] = []
  let subject = ''
  for (const part of text.split(/[、，,；;]|和(?!谐)|与|以及|及/u)) {
    const name = part.trim().replace(TIMES, '')
    if (name === '') continue
    const bare = /^(面积|金额|数量|比例|[宗件处户家人次起个项]数)$/u.test(name)
    names.push(cut(bare && subject !== '' ? `${subject}${name}` : name))
    if (!bare) subject = name.replace(/(?:[宗件处户家人次起个项所座场期]数|数量|面积|金额|总数|数)$/u, '')
  }
  return names
}

/** 写清任务数、完成数、资金到位数和验收情况 → the parts of it that end like an indicator. */
const asksFigures = (clause: string): string[] =>
  indicatorsIn(clause.replace(/^.*?(?:写清|列明|报送|填报|提供|说明|附上?)/u, '')).filter(
    name => FIGURE_WORDS.test(name) && name.length <= 12 && !/(字|要有)/u.test(name),
  )

function figureOf(name: string): Draft {
  const [found, unit = '个', summable = true] = UNITS.find(([ending]) => ending.test(name)) ?? []
  const counted = found?.exec(name)?.[1]
  return {
    kind: 'figure',
    label: name,
    unit: unit === '' ? (counted ?? '个') : unit,
    summable: summable && !/平均/u.test(name),
  }
}

const COUNTS: Readonly<Record<string, number>> = { 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5 }

function countIn(text: string): number {
  const [, written = ''] = /([一二两三四五]|\d{1,2})(?:个|处|件)/u.exec(text) ?? []
  return Math.max(1, Math.min(10, COUNTS[written] ?? (Number(written) || 1)))
}

const cut = (text: string): string => Array.from(text.trim()).slice(0, LABEL_MAX).join('')
