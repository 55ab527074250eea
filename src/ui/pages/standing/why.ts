import type { UnitId } from '../../../domain/model.ts'
import type { CountedFact } from '../../parts/why-drawer.tsx'
import { useRights, useSession } from '../../session.ts'
import { zh } from '../../zh.ts'

export const isCounted = (name: string | undefined): name is CountedFact =>
  name !== undefined && Object.hasOwn(zh.standing.factOf, name)

/** Ranks are public inside the office, entries of other units are not: those numbers are shown but open nothing. */
export function useMayAskWhy(): (unit: UnitId) => boolean {
  const { user } = useSession()
  const scope = useRights()('entry.list')
  return unit => scope === 'all' || (scope === 'own' && user.unit === unit)
}
