import { grouped } from './grouped.ts'
import type { KnownUnit } from './known.ts'

/** A name without width, spaces and brackets, for comparing. */
export const foldName = (name: string): string => name.normalize('NFKC').replace(/[\s()【】[\]·]/g, '')

/** All characters of `short` stand in `long` in the same order: 林草科 in 林草资源和湿地保护监督科. */
export function isSubsequence(short: string, long: string): boolean {
  let at = 0
  for (const character of long) if (character === short[at]) at += 1
  return at === short.length
}

/** Shared characters of two names in hundredths of their mean length, whatever their order. */
export function likeness(a: string, b: string): number {
  const left = [...b]
  let shared = 0
  for (const character of a) {
    const index = left.indexOf(character)
    if (index === -1) continue
    left.splice(index, 1)
    shared += 1
  }
  return a.length + b.length === 0 ? 0 : Math.round((200 * shared) / (a.length + b.length))
}

/** Two names may be one unit's: one is cut out of the other and both end alike, or they are nearly the same letters. */
export function mayBeSame(a: string, b: string): boolean {
  if (a === '' || b === '') return false
  if (a === b) return true
  if (a.at(-1) !== b.at(-1)) return false
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  return (short.length >= 2 && isSubsequence(short, long)) || likeness(a, b) >= 85
}

/** The only candidate a short name can mean, or null: the exact one, else the only one it may be the same as. */
export function meantBy(written: string, candidates: readonly string[], units: readonly KnownUnit[]): string | null {
  const name = foldName(written)
  const exact = candidates.filter(candidate => foldName(candidate) === name)
  if (exact.length > 0) return exact[0] ?? null
  const registered = candidates.filter(candidate => isOneUnit(name, foldName(candidate), units))
  if (registered.length === 1) return registered[0] ?? null
  const possible = candidates.filter(candidate => mayBeSame(name, foldName(candidate)))
  return possible.length === 1 ? (possible[0] ?? null) : null
}

const isOneUnit = (a: string, b: string, units: readonly KnownUnit[]): boolean =>
  units.some(unit => {
    const names = [unit.name, ...unit.aliases].map(foldName)
    return names.includes(a) && names.includes(b)
  })

interface Named {
  readonly name: string
  readonly year: number | undefined
}

/**
 * Which row each list belongs to: first by the same name, then by a registered alias or a name cut out of the other, last by position
 * where both neighbours are known and the year totals agree. → for each list the index of its row, or null.
 */
export function pairNames(
  lists: readonly Named[],
  rows: readonly Named[],
  units: readonly KnownUnit[],
): (number | null)[] {
  const pairs: (number | null)[] = lists.map(() => null)
  const free = new Set(rows.keys())
  const [listNames, rowNames] = [lists.map(list => foldName(list.name)), rows.map(row => foldName(row.name))]
  const pair = (list: number, row: number) => {
    pairs[list] = row
    free.delete(row)
  }
  const rowsOf = grouped(rowNames.keys(), row => rowNames[row] ?? '')
  for (const [list, name] of listNames.entries()) {
    const row = rowsOf.get(name)?.find(one => free.has(one))
    if (row !== undefined) pair(list, row)
  }
  for (const matches of [(a: string, b: string) => isOneUnit(a, b, units), mayBeSame]) {
    for (const [list, name] of listNames.entries()) {
      if (pairs[list] !== null) continue
      const [row, second] = [...free].filter(one => matches(name, rowNames[one] ?? ''))
      if (row !== undefined && second === undefined) pair(list, row)
    }
  }
  for (const [list, { year }] of lists.entries()) {
    if (pairs[list] !== null) continue
    const before = list === 0 ? -1 : pairs[list - 1]
    const after = list === lists.length - 1 ? rows.length : pairs[list + 1]
    if (before === null || before === undefined || after !== before + 2 || !free.has(before + 1)) continue
    if (year !== undefined && year === rows[before + 1]?.year) pair(list, before + 1)
  }
  return pairs
}
