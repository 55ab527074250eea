import type { Period } from '../../domain/calendar.ts'
import type { Unit } from '../../domain/model.ts'
import { Problem } from '../../domain/problems.ts'
import { resolveUnit } from '../../domain/unit.ts'
import type { House } from './house.ts'

/** The unit that is meant, by its name or an alias of that month and nothing like it (SUB-03). */
export async function unitMeant(house: House, period: Period, written: string): Promise<Unit> {
  const { units } = await house.call('unit.list', { period })
  const found = resolveUnit(written, units, period)
  if (found.kind === 'ambiguous')
    throw new Problem('unit-ambiguous', { name: written, units: found.units.map(unit => unit.name).join('、') })
  if (found.kind === 'unknown')
    throw new Problem('unit-unknown', { name: written, near: found.near.map(unit => unit.name).join('、') })
  return found.unit
}
