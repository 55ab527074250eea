/** A figure with what it counts, a day or a month. */
const FIGURE = /\d+(?:\.\d+)?(?:%|‰|\p{Script=Han})?/gu
/** The end of a name of a place or an institution, with the two letters before it: enough to tell 高唐县 from 阳谷县. */
const NAME = /\p{Script=Han}{2}(?:中心|研究院|设计院|局|院|县|市|区|镇|乡|村|站|所|林场)/gu

const plainly = (text: string): string => text.normalize('NFKC').replace(/\s/gu, '')

/** Figures, days and months of a text, each once. */
export const figuresOf = (text: string): Set<string> => new Set(plainly(text).match(FIGURE) ?? [])

/** Names of places and institutions of a text, cut to their ends, each once. */
export const namesOf = (text: string): Set<string> => new Set(plainly(text).match(NAME) ?? [])

/**
 * What makes a text the report of this and no other thing: its figures, days and names of places and institutions, each once. A text that was only
 * worded anew keeps them; the next of a series, or another unit's by the same pattern, has others.
 */
export const particularsOf = (text: string): Set<string> => new Set([...figuresOf(text), ...namesOf(text)])

export interface Agreement {
  /** Share of what the text with fewer particulars names that the other names too, 0…100; 100 where nothing is named. */
  readonly share: number
  /** How many that one names. */
  readonly of: number
  /** A few that stand in one only. */
  readonly onlyA: readonly string[]
  readonly onlyB: readonly string[]
}

const SHOWN_MAX = 6

/** How far the particulars of two texts agree. */
export function agreement(a: ReadonlySet<string>, b: ReadonlySet<string>): Agreement {
  const only = (one: ReadonlySet<string>, other: ReadonlySet<string>) => [...one].filter(each => !other.has(each))
  const [onlyA, onlyB] = [only(a, b), only(b, a)]
  const of = Math.min(a.size, b.size)
  const common = a.size - onlyA.length
  return {
    share: of === 0 ? 100 : Math.round((100 * common) / of),
    of,
    onlyA: onlyA.slice(0, SHOWN_MAX),
    onlyB: onlyB.slice(0, SHOWN_MAX),
  }
}
