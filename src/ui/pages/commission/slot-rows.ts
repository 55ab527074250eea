import { LocalDate } from '../../../domain/calendar.ts'
import { SLOTS_MAX, type Slot, type SlotKind } from '../../../domain/commission/slots.ts'
import { newKey } from '../../key.ts'
import { zh } from '../../zh.ts'

/** A slot as it is being drawn: numbers and days as typed, everything a kind may need kept while one changes between kinds. */
export interface SlotRow {
  readonly key: string
  readonly kind: SlotKind
  readonly label: string
  readonly hint: string
  readonly unit: string
  readonly asOf: string
  readonly summable: boolean
  readonly count: string
  readonly least: string
  readonly most: string
}

/** The unit of a figure nobody gave one. */
const PLAIN_UNIT = zh.slots.draw.plainUnit

/** A key for a new slot. */
export const slotKey = (): string => newKey().replaceAll('-', '').slice(0, 12)

export const emptyRow = (kind: SlotKind): SlotRow => ({
  key: slotKey(),
  kind,
  label: '',
  hint: '',
  unit: '',
  asOf: '',
  summable: true,
  count: '1',
  least: '',
  most: '',
})

/** Slots as rows to be changed. */
export const rowsOfSlots = (slots: readonly Slot[]): SlotRow[] =>
  slots.map(slot => {
    const row = { ...emptyRow(slot.kind), key: slot.key, label: slot.label, hint: slot.hint }
    switch (slot.kind) {
      case 'figure':
        return { ...row, unit: slot.unit, asOf: slot.asOf ?? '', summable: slot.summable }
      case 'case':
        return { ...row, count: String(slot.count) }
      case 'text':
        return { ...row, least: lettersText(slot.least), most: lettersText(slot.most) }
      default:
        return row
    }
  })

const lettersText = (letters: number | null): string => (letters === null ? '' : String(letters))

const whole = (typed: string, max: number): number | null =>
  /^[1-9]\d{0,4}$/.test(typed.trim()) ? Math.min(max, Number(typed)) : null

/** Rows as slots: those without a label are left out, bounds that are crossed are put in order. */
export const slotsOfRows = (rows: readonly SlotRow[]): Slot[] =>
  rows
    .filter(row => row.label.trim() !== '')
    .slice(0, SLOTS_MAX)
    .map((row): Slot => {
      const head = { key: row.key, label: row.label.trim().slice(0, 60), hint: row.hint.trim().slice(0, 200) }
      switch (row.kind) {
        case 'figure': {
          const day = LocalDate.safeParse(row.asOf)
          const unit = row.unit.trim().slice(0, 10) || PLAIN_UNIT
          return { kind: 'figure', ...head, unit, asOf: day.success ? day.data : null, summable: row.summable }
        }
        case 'case':
          return { kind: 'case', ...head, count: whole(row.count, 10) ?? 1 }
        case 'text': {
          const [least, most] = [whole(row.least, 10_000), whole(row.most, 10_000)]
          const crossed = least !== null && most !== null && least > most
          return { kind: 'text', ...head, least: crossed ? most : least, most: crossed ? least : most }
        }
        default:
          return { kind: row.kind, ...head }
      }
    })
