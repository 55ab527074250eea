/**
 * A value as JSON text that is the same for equal values: names sorted by code unit, nothing between, `undefined` left out as
 * JSON.stringify does. Digests and the chain of the log are taken of it.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) => (isPlain(part) ? sorted(part) : part)) ?? 'null'
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Entries, not assignment: a name such as `__proto__` is a name like any other. */
const sorted = (value: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
