import { z } from 'zod'
import { commonRuns, type Run } from './duplicate/common.ts'
import { LETTERS_MAX, LETTERS_MIN } from './duplicate/fingerprint.ts'
import { type Agreement, agreement, figuresOf, namesOf, particularsOf } from './duplicate/particulars.ts'
import { type Letters, lettersOf } from './text/letters.ts'
import { likeness } from './text.ts'

/**
 * 查重. What two articles have in common and what that may mean. `same`: letter for letter. `near`: one was made from the other, or both from one.
 * `series`: alike in wording but about other figures, places or institutions, or alike in part: a question to a person and never a reproach.
 */
export const DuplicateVerdict = z.enum(['same', 'near', 'series', 'different'])
export type DuplicateVerdict = z.infer<typeof DuplicateVerdict>

export const VERDICT_WORDS: Readonly<Record<DuplicateVerdict, string>> = {
  same: '完全相同',
  near: '高度相似',
  series: '只是像',
  different: '不同',
}

export interface Writing {
  readonly title: string
  /** Plain text; '' where only the title is known. */
  readonly body: string
}

/** From and to in UTF-16 units of a text; `to` is not part of it. */
export type Span = readonly [from: number, to: number]

export interface Comparison {
  readonly verdict: DuplicateVerdict
  /** How much of the shorter body stands in the other, 0…100; of the titles their likeness where a body is missing. */
  readonly share: number
  /** How much of the first body stands in the second. */
  readonly shareOfA: number
  /** Likeness of the titles, 0…100. */
  readonly titles: number
  /** What is common, as places in each body, in the order of the first. */
  readonly common: readonly { readonly a: Span; readonly b: Span }[]
  /** How far figures and names agree: what a `series` is told by. */
  readonly particulars: Agreement
}

/** A text of fewer letters says too little to be told from a guess. */
export const LETTERS_TELLING = 100

/** So much of the shorter body in common makes one text of two … */
const NEAR_FROM = 50
/** … when their figures agree to this, and their names; or one of them has too few to say. */
const AGREE_FROM = 50
const FIGURES_MIN = 3
const NAMES_MIN = 2
/** With less in common both are shown as a question. */
const SERIES_FROM = 20
/** Titles: from here up they may tell one story; from the lower one up somebody should look. */
const TITLES_NEAR = 60
const TITLES_LIKE = 33
/** A shorter title that stands in the longer one needs this many letters to mean anything. */
const TITLE_MIN = 8

/** Compares two articles; which of them is first decides only the order of what is common. Texts after 20,000 letters are not looked at. */
export function compare(a: Writing, b: Writing): Comparison {
  const [left, right] = [lettersOf(a.body, LETTERS_MAX), lettersOf(b.body, LETTERS_MAX)]
  const titles = likeness(a.title, b.title)
  if (Math.min(left.row.length, right.row.length) < LETTERS_MIN) {
    const particulars = agreement(particularsOf(a.title), particularsOf(b.title))
    return {
      verdict: byTitles(a.title, b.title, titles),
      share: titles,
      shareOfA: titles,
      titles,
      common: [],
      particulars,
    }
  }
  const runs = commonRuns(left.row, right.row)
  const covered = runs.reduce((sum, run) => sum + run.a[1] - run.a[0], 0)
  const share = Math.floor((100 * covered) / Math.min(left.row.length, right.row.length))
  return {
    verdict: left.row === right.row ? 'same' : byBodies(share, titles, agreeing(a.body, b.body)),
    share,
    shareOfA: Math.floor((100 * covered) / left.row.length),
    titles,
    common: runs.map(run => spansOf(run, left, right)),
    particulars: agreement(particularsOf(a.body), particularsOf(b.body)),
  }
}

function byBodies(share: number, titles: number, agree: boolean): DuplicateVerdict {
  if (share >= NEAR_FROM && agree) return 'near'
  return share >= SERIES_FROM || titles >= TITLES_NEAR ? 'series' : 'different'
}

function agreeing(a: string, b: string): boolean {
  const figures = agreement(figuresOf(a), figuresOf(b))
  const names = agreement(namesOf(a), namesOf(b))
  return (
    (figures.of < FIGURES_MIN || figures.share >= AGREE_FROM) && (names.of < NAMES_MIN || names.share >= AGREE_FROM)
  )
}

/** By titles alone less can be said, and what one names and the other replaces makes a question of it (到甲中心调研, 到乙中心调研). */
function byTitles(a: string, b: string, titles: number): DuplicateVerdict {
  const [left, right] = [lettersOf(a).row, lettersOf(b).row]
  if (left === right) return left === '' ? 'different' : 'same'
  const [short, long] = left.length < right.length ? [left, right] : [right, left]
  const within = short.length >= TITLE_MIN && long.includes(short)
  if ((within || titles >= TITLES_NEAR) && !contradict(a, b)) return 'near'
  return within || titles >= TITLES_LIKE ? 'series' : 'different'
}

/** Each title has a figure that the other lacks; or both name places or institutions, and not the same. */
function contradict(a: string, b: string): boolean {
  const figures = agreement(figuresOf(a), figuresOf(b))
  const names = agreement(namesOf(a), namesOf(b))
  return (
    (figures.onlyA.length > 0 && figures.onlyB.length > 0) ||
    (names.of > 0 && names.onlyA.length + names.onlyB.length > 0)
  )
}

const spansOf = (run: Run, a: Letters, b: Letters) => ({ a: spanOf(run.a, a), b: spanOf(run.b, b) })

const spanOf = ([from, to]: Span, { from: starts, to: ends }: Letters): Span => [starts[from] ?? 0, ends[to - 1] ?? 0]
