import type { Measure, TypographyRemark } from '../notice.ts'
import type { ReadHead } from './clauses.ts'
import { itemStart, labelAt } from './kinds.ts'
import { firstLine, type Passage } from './passages.ts'

/**
 * What the reader folded, counted. One way of typing that is kept throughout is a choice; only where two ways are mixed are the rarer
 * ones counted. Titles of articles are quoted from elsewhere and keep their marks.
 */

interface Count {
  count: number
  line: number | undefined
}

class Tally {
  readonly #counts = new Map<string, Count>()

  add(way: string, line: number, times = 1): void {
    if (times === 0) return
    const count = this.#counts.get(way) ?? { count: 0, line: undefined }
    count.count += times
    count.line ??= line
    this.#counts.set(way, count)
  }

  of(way: string): Count {
    return this.#counts.get(way) ?? { count: 0, line: undefined }
  }

  /** All but the most usual of some ways of doing one thing. */
  rarer(ways: readonly string[]): Count {
    const found = ways.map(way => this.of(way)).sort((a, b) => b.count - a.count)
    return {
      count: found.slice(1).reduce((sum, one) => sum + one.count, 0),
      line: found.slice(1).find(one => one.count > 0)?.line,
    }
  }
}

export interface Typed {
  readonly passages: readonly Passage[]
  readonly heads: readonly { readonly passage: Passage; readonly head: ReadHead }[]
  /** Headings of tables that are marked with `#`, by how many. */
  readonly tableLevels: readonly { readonly level: number; readonly line: number }[]
  readonly repeatedHeads: readonly number[]
}

/** What was typed in several ways → remarks, each with how often and where first. */
export function remarksOf(typed: Typed): TypographyRemark[] {
  const counts: [TypographyRemark['kind'], Count][] = [
    ['width', widths(typed)],
    ['spacing', spacing(typed)],
    ['wrap', wraps(typed)],
    ['separator', separators(typed)],
    ['list-mark', listMarks(typed)],
    ['heading', headings(typed)],
    ['issue-spacing', issueSpacing(typed)],
  ]
  return counts.flatMap(([kind, { count, line }]) =>
    count === 0 ? [] : [{ kind, count, place: { part: 'document', ...(line === undefined ? {} : { line }) } }],
  )
}

const PAIRS = ['(（', ')）', ',，', ';；', ':：'] as const

/** Marks of heads and labels in half and in full width, and digits in both. */
function widths({ passages, heads }: Typed): Count {
  const tally = new Tally()
  const structure = [
    ...heads.map(({ passage }) => ({ text: passage.raw, line: firstLine(passage) })),
    ...passages.flatMap(passage => {
      const label = passage.kind === 'item' ? labelAt(passage.canon) : null
      return label === null ? [] : [{ text: passage.text.slice(label.at), line: firstLine(passage) }]
    }),
    ...passages
      .filter(({ kind }) => kind === 'section' || kind === 'class')
      .map(passage => ({ text: passage.text, line: firstLine(passage) })),
  ]
  for (const { text, line } of structure)
    for (const letter of text) {
      if (PAIRS.some(pair => pair.includes(letter))) tally.add(letter, line)
      if (/[0-9]/.test(letter)) tally.add('half', line)
      if (/[０-９]/.test(letter)) tally.add('full', line)
    }
  const rarer = [...PAIRS.map(pair => tally.rarer([...pair])), tally.rarer(['half', 'full'])]
  const lines = rarer.flatMap(one => (one.line === undefined ? [] : [one.line]))
  return {
    count: rarer.reduce((sum, one) => sum + one.count, 0),
    line: lines.length === 0 ? undefined : Math.min(...lines),
  }
}

/** Letters of a passage that is still looked at for spaces. */
const LOOKED_AT = 2000

const BESIDE_NUMBERS = /\p{Script=Han}[ \u00a0]+\d|\d[ \u00a0]+\p{Script=Han}/u
/** A full-width space is set on purpose: 通　报 on a title page. */
const BESIDE_HANZI = /[^\x20-\x7e][ \u00a0]+[\d\p{Script=Han}]|\d[ \u00a0]+\p{Script=Han}/u

/** Spaces inside titles, headings and heads, and beside numbers; the one between the parts of a source, or before it, is usual. */
function spacing({ passages }: Typed): Count {
  const tally = new Tally()
  for (const passage of passages) {
    if (passage.kind === 'colophon' || passage.kind === 'sent-to' || passage.kind === 'rule') continue
    if (passage.raw.length > LOOKED_AT) continue
    const start = passage.kind === 'item' ? (itemStart(passage.canon)?.length ?? 0) : 0
    const body = passage.raw
      .replace(/[\s\u3000]*[（(][^（()）]*[)）]\s*$/, passage.kind === 'item' ? '' : '$&')
      .slice(start)
      .trim()
    const isProse = passage.kind === 'text' && passage !== passages[0]
    if ((isProse ? BESIDE_NUMBERS : BESIDE_HANZI).test(body)) tally.add('spaced', firstLine(passage))
  }
  return tally.of('spaced')
}

function wraps({ passages }: Typed): Count {
  const tally = new Tally()
  for (const passage of passages) tally.add('wrap', firstLine(passage), passage.wraps)
  return tally.of('wrap')
}

/** The mark between the same two clauses, where most heads have another one. */
function separators({ heads }: Typed): Count {
  const tally = new Tally()
  const ways = new Map<string, Set<string>>()
  for (const { head, passage } of heads)
    for (const [index, clause] of head.clauses.entries()) {
      const before: Measure | undefined = head.clauses[index - 1]?.measure
      if (before === undefined) continue
      const pair = `${before} ${clause.measure}`
      const way = `${pair} ${(head.marks[index] ?? '').trim()}`
      ways.set(pair, (ways.get(pair) ?? new Set()).add(way))
      tally.add(way, firstLine(passage))
    }
  const rarer = [...ways.values()].map(set => tally.rarer([...set]))
  return { count: rarer.reduce((sum, one) => sum + one.count, 0), line: rarer.find(one => one.count > 0)?.line }
}

function listMarks({ passages }: Typed): Count {
  const tally = new Tally()
  for (const passage of passages) {
    const start = passage.kind === 'item' ? itemStart(passage.canon) : null
    if (start !== null && labelAt(passage.canon) !== null)
      tally.add(start.marked ? 'marked' : 'plain', firstLine(passage))
  }
  return tally.rarer(['marked', 'plain'])
}

/** Titles of tables at several levels, and headers that a page break repeated. */
function headings({ tableLevels, repeatedHeads }: Typed): Count {
  const tally = new Tally()
  for (const { level, line } of tableLevels) tally.add(String(level), line)
  const mixed = tableLevels.some(({ level }) => level > 0)
    ? tally.rarer([...new Set(tableLevels.map(({ level }) => String(level)))])
    : { count: 0, line: undefined }
  return { count: mixed.count + repeatedHeads.length, line: mixed.line ?? repeatedHeads[0] }
}

function issueSpacing({ passages }: Typed): Count {
  const tally = new Tally()
  for (const passage of passages) {
    const issue =
      passage.kind === 'item'
        ? /第([ \u3000]*)[\d０-９]+([ \u3000]*)期[^（(]*[)）]\s*$/.exec(passage.raw.slice(-60))
        : null
    if (issue !== null) tally.add(issue[1] === '' && issue[2] === '' ? 'close' : 'apart', firstLine(passage))
  }
  return tally.rarer(['close', 'apart'])
}
