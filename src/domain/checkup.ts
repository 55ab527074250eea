import type { ArticleGenre } from './article.ts'
import type { LocalDate } from './calendar.ts'
import { classified } from './checkup/classified.ts'
import { CONTENT_CHECKS } from './checkup/content-checks.ts'
import { FACT_CHECKS } from './checkup/fact-checks.ts'
import { type GenreFound, genreOf } from './checkup/genre.ts'
import type { Check, CheckupSettings, Remark } from './checkup/remark.ts'
import { sentencesOf } from './checkup/sentence.ts'
import { strayPlace } from './checkup/stray-place.ts'
import { WRITING_CHECKS } from './checkup/writing-checks.ts'

/** Everything that is looked at before an article is handed in, one visible list; a new check is added here. */
const CHECKS: readonly Check[] = [classified, ...CONTENT_CHECKS, ...FACT_CHECKS, ...WRITING_CHECKS, strayPlace]

/** So many remarks of one text are shown: whoever has more begins with these. */
export const REMARKS_MAX = 200

export interface CheckedUp {
  readonly found: GenreFound
  /** About the whole first, then in the order of the text. */
  readonly remarks: readonly Remark[]
}

/**
 * 交稿前体检: title and body (one paragraph a line, `plainOf`) → what the text is and remarks, each with its place, what is wrong and what
 * would help. `home`: names the office and its units go by. `genre` is the unit's own word; a 约稿 is whatever was asked for and is not held against one. Refuses nothing: remarks of weight `stop` are for `assertUnclassified` to refuse.
 */
export function checkUp(
  { title, body, genre }: { readonly title: string; readonly body: string; readonly genre: ArticleGenre | null },
  {
    settings,
    today,
    home = [],
  }: { readonly settings: CheckupSettings; readonly today: LocalDate; readonly home?: readonly string[] },
): CheckedUp {
  const found = genreOf(title, body)
  const stated = genre === 'commission' ? null : genre
  const lines = [title, ...body.split('\n')]
  const text = { title, lines, sentences: sentencesOf(body), found, stated, settings, today, home }
  const off = new Set<string>(settings.off)
  const remarks = CHECKS.flatMap(check => check(text)).filter(({ code }) => !off.has(code))
  return { found, remarks: remarks.toSorted(inOrder).slice(0, REMARKS_MAX) }
}

const WEIGHTS = ['stop', 'warning', 'hint']
const KIND_OF_TEXT = ['meeting', 'activity', 'genre']

/** What stops first, then what kind of text it is, the whole, and the rest as one reads. */
const rankOf = ({ weight, code, place }: Remark): number => {
  if (weight === 'stop') return 0
  if (KIND_OF_TEXT.includes(code)) return 1
  return place === null ? 2 : 3
}

const inOrder = (a: Remark, b: Remark): number =>
  rankOf(a) - rankOf(b) ||
  (a.place?.paragraph ?? 0) - (b.place?.paragraph ?? 0) ||
  (a.place?.from ?? 0) - (b.place?.from ?? 0) ||
  WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight)
