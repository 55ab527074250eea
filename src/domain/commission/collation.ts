import { chineseDate } from '../calendar.ts'
import type { UnitId } from '../model.ts'
import type { RichBlock, RichText } from '../rich-text.ts'
import { sumOf } from './quantities.ts'
import { type Answers, answerTo, type FigureSlot, type Slot, type SlotAnswer } from './slots.ts'

/** The answers of all units as one table, and as the draft of one article. */

/** What a unit has sent, as far as it has. */
export interface UnitAnswers {
  readonly unit: UnitId
  readonly name: string
  /** Null where nothing was sent: not answered yet, or answered without the 任务书. */
  readonly answers: Answers | null
}

export type Cell =
  | { readonly kind: 'missing' }
  | { readonly kind: 'none'; readonly reason: string }
  /** `value` only of a figure with a number. */
  | { readonly kind: 'answered'; readonly text: string; readonly value: string | null }

/** The cell of one unit and slot. */
export function cellOf(slot: Slot, answers: Answers | null): Cell {
  const answer = answers === null ? null : answerTo(slot, answers)
  if (answer === null) return { kind: 'missing' }
  if (answer.kind === 'none') return { kind: 'none', reason: answer.reason }
  if (answer.kind === 'figure' && answer.value === null) return { kind: 'missing' }
  return { kind: 'answered', text: textOf(answer), value: answer.kind === 'figure' ? answer.value : null }
}

function textOf(answer: Exclude<SlotAnswer, { kind: 'none' }>): string {
  switch (answer.kind) {
    case 'figure':
      return answer.value ?? ''
    case 'passages':
      return answer.quotes.join('\n')
    case 'table':
      return answer.rows.map(row => row.join('　')).join('\n')
    case 'contact':
      return `${answer.name} ${answer.phone}`.trim()
  }
}

export interface Total {
  readonly answered: number
  readonly none: number
  readonly missing: number
  /** Exact, in the slot's unit; null where figures may not be added, or there is none. */
  readonly sum: string | null
}

/** The foot of a column: how many units have answered, and the sum where the slot's figures may be added. */
export function totalOf(slot: Slot, rows: readonly UnitAnswers[]): Total {
  const cells = rows.map(row => cellOf(slot, row.answers))
  const of = (kind: Cell['kind']): number => cells.filter(cell => cell.kind === kind).length
  const values = rows.flatMap(({ answers }) => {
    const answer = answers === null ? null : answerTo(slot, answers)
    return answer?.kind === 'figure' && answer.value !== null ? [answer.value] : []
  })
  const adds = slot.kind === 'figure' && slot.summable && values.length > 0
  return { answered: of('answered'), none: of('none'), missing: of('missing'), sum: adds ? sumOf(values) : null }
}

/**
 * The draft of one article from all answers: what can be added is added and broken down by unit, other figures stand unit by unit, then
 * paragraphs and tables slot by slot, each with the unit it is from. What is missing is said, never filled in.
 */
export function mergedDraft(slots: readonly Slot[], rows: readonly UnitAnswers[]): RichText {
  const figures = slots.filter(slot => slot.kind === 'figure')
  return [
    ...(figures.length === 0 ? [] : [line(`${figures.map(slot => figureSentence(slot, rows)).join('；')}。`)]),
    ...slots.flatMap(slot => (slot.kind === 'figure' || slot.kind === 'contact' ? [] : section(slot, rows))),
  ]
}

const line = (text: string, strong = false): RichBlock => ({
  kind: 'paragraph',
  runs: [{ text, ...(strong ? { strong: true as const } : {}) }],
})

function figureSentence(slot: FigureSlot, rows: readonly UnitAnswers[]): string {
  const cells = rows.map(row => ({ name: row.name, cell: cellOf(slot, row.answers) }))
  const own = cells.flatMap(({ name, cell }) =>
    cell.kind === 'answered' ? [`${name}${cell.value ?? ''}${slot.unit}`] : [],
  )
  const none = cells.flatMap(({ name, cell }) => (cell.kind === 'none' ? [name] : []))
  const missing = cells.flatMap(({ name, cell }) => (cell.kind === 'missing' ? [name] : []))
  const { sum } = totalOf(slot, rows)
  const rest = [
    ...(none.length === 0 ? [] : [`${none.join('、')}无此项`]),
    ...(missing.length === 0 ? [] : [`${missing.join('、')}未报`]),
  ]
  const asOf = slot.asOf === null ? '' : `截至${chineseDate(slot.asOf)}，`
  const parts = [...(own.length === 0 ? [] : [own.join('、')]), ...rest].join('；')
  return sum === null ? `${asOf}${slot.label}：${parts}` : `${asOf}${slot.label}合计${sum}${slot.unit}（${parts}）`
}

function section(slot: Slot, rows: readonly UnitAnswers[]): RichBlock[] {
  const blocks = rows.flatMap(({ name, answers }): RichBlock[] => {
    const answer = answers === null ? null : answerTo(slot, answers)
    if (answer?.kind === 'passages') return answer.quotes.map(quote => line(`${quote}（${name}）`))
    if (answer?.kind !== 'table') return []
    const cells = answer.rows.map(row => row.map(cell => ({ paragraphs: cell === '' ? [] : [[{ text: cell }]] })))
    return [line(`${name}：`), { kind: 'table', rows: cells }]
  })
  return blocks.length === 0 ? [] : [line(slot.label, true), ...blocks]
}
