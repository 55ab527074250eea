import { type LocalDate, localDate, period } from '../../domain/calendar.ts'
import type { OutletId, UnitId } from '../../domain/model.ts'
import type { House } from '../cli/house.ts'
import type { Actor } from '../context.ts'

/** Who acts, on what, and at what hour: what the days of July are told with. */
export interface DemoWorld {
  /** The office at a time of a day, in China. */
  readonly at: (day: LocalDate, hour: number, minute: number) => House
  readonly editor: Actor
  readonly chief: Actor
  /** The correspondent of a unit. */
  readonly writerOf: (unit: string) => Actor
  readonly unitOf: (name: string) => UnitId
  readonly sections: readonly string[]
  readonly bodies: readonly string[]
  readonly bulletin: OutletId
}

/** The day the demo office lives in when it is made: the month is two thirds over. */
export const DEMO_DAY = 20

/** The unit that has 单位审核 switched on. */
export const REVIEWED = '冠县局'

export const july = (day: number): LocalDate => localDate(`${period('2023-07')}-${String(day).padStart(2, '0')}`)
