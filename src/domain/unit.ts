import type { Period } from './calendar.ts'
import type { Unit } from './model.ts'
import { likeness, matchingKey } from './text.ts'

/** What a written unit name means. `near` are suggestions for a person; nothing ever resolves to the nearest match (SUB-03). */
export type Resolution =
  | { readonly kind: 'known'; readonly unit: Unit }
  | { readonly kind: 'ambiguous'; readonly units: Unit[] }
  | { readonly kind: 'unknown'; readonly near: Unit[] }

/** So many suggestions help; more are a list to search. */
const NEAR_MAX = 5
/** From this share of common characters, in hundredths, a name is worth suggesting. */
const NEAR_FROM = 65

/**
 * A unit name as written → the unit that has this name, or an alias valid in the month `at`, letter for letter but for width, spaces and
 * look-alike radicals. Two units with the name: `ambiguous`, in the order of the register.
 */
export const resolveUnit = (written: string, units: readonly Unit[], at: Period): Resolution =>
  unitResolver(units, at)(written)

/** `resolveUnit` for many names against one register: keys are made once. */
export function unitResolver(units: readonly Unit[], at: Period): (written: string) => Resolution {
  const register = [...units].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
  const valid = new Map<string, Set<Unit>>()
  for (const unit of register) {
    for (const name of validNames(unit, at)) {
      const key = matchingKey(name)
      const holders = valid.get(key)
      if (holders === undefined) valid.set(key, new Set([unit]))
      else holders.add(unit)
    }
  }
  return written => {
    const key = matchingKey(written)
    const holders = key === '' ? [] : [...(valid.get(key) ?? [])]
    const [first, second] = holders
    if (first === undefined) return { kind: 'unknown', near: key === '' ? [] : nearest(key, register) }
    return second === undefined ? { kind: 'known', unit: first } : { kind: 'ambiguous', units: holders }
  }
}

const validNames = (unit: Unit, at: Period): string[] => [
  unit.name,
  ...unit.aliases
    .filter(alias => (alias.from === null || alias.from <= at) && (alias.to === null || at <= alias.to))
    .map(alias => alias.name),
]

/** Units whose name or alias, expired ones too, is cut out of the written name, contains it cut, or shares most characters. Best first. */
function nearest(key: string, register: readonly Unit[]): Unit[] {
  return register
    .map(unit => ({
      unit,
      nearness: Math.max(
        ...[unit.name, ...unit.aliases.map(alias => alias.name)].map(name => nearnessOf(key, matchingKey(name))),
      ),
    }))
    .filter(({ nearness }) => nearness >= NEAR_FROM)
    .sort((a, b) => b.nearness - a.nearness)
    .slice(0, NEAR_MAX)
    .map(({ unit }) => unit)
}

/** 100 and more for one name cut out of the other (利用科 of 开发利用科), else shared characters in hundredths of the mean length. */
function nearnessOf(a: string, b: string): number {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  const shared = sharedCharacters(a, b)
  const cut = short.length >= 2 && isCutFrom(short, long)
  return cut ? 100 + shared : Math.max(shared, likeness(a, b))
}

function isCutFrom(short: string, long: string): boolean {
  let at = 0
  for (const character of long) if (character === short[at]) at += 1
  return at === short.length
}

function sharedCharacters(a: string, b: string): number {
  const left = [...b]
  let shared = 0
  for (const character of a) {
    const index = left.indexOf(character)
    if (index === -1) continue
    left.splice(index, 1)
    shared += 1
  }
  return Math.round((200 * shared) / (a.length + b.length))
}
