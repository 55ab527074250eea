import { z } from 'zod'
import { ArticleGenre, type ArticleState, ReasonCode } from './article.ts'
import { LocalDate, Period } from './calendar.ts'
import { ArticleId, FactId, UnitId } from './model.ts'
import { timingOf } from './quality/timing.ts'
import type { MonthDays } from './working-day.ts'

/**
 * 报送质量: what units hand in, of what kinds, when in the month, and what became of it. All of it is derived from hand-ins, which are the
 * submissions on record with what is known of their articles; every number is a number of hand-ins that can be listed.
 */

/** What became of a hand-in by now. `unknown`: a notice that was taken over counts it and says no more. */
export const Outcome = z.enum(['waiting', 'adopted', 'returned', 'declined', 'unknown'])
export type Outcome = z.infer<typeof Outcome>
export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  waiting: '待处理',
  adopted: '采用',
  returned: '退改',
  declined: '未采用',
  unknown: '未列明',
}

/** 问题类 takes in suggestions, which are problems with a way out: the trade asks for both in one word (问题建议类). */
export const QualityClass = z.enum(['problem', 'experience', 'news', 'commission'])
export type QualityClass = z.infer<typeof QualityClass>
export const CLASS_WORDS: Readonly<Record<QualityClass, string>> = {
  problem: '问题建议类',
  experience: '经验类',
  news: '动态类',
  commission: '约稿',
}

export const classOf = (genre: ArticleGenre): QualityClass => (genre === 'suggestion' ? 'problem' : genre)

/** One article handed in by one unit; what several units sign is handed in by each. */
export const HandIn = z.object({
  /** The submission, or, of what a notice lists without one, the adoption. */
  fact: FactId,
  unit: UnitId,
  /** null: counted, without its title. */
  article: ArticleId.nullable(),
  title: z.string(),
  /** The month it was handed in, and its day; null where only the month is known. */
  period: Period,
  on: LocalDate.nullable(),
  quantity: z.number().int().min(1),
  genre: ArticleGenre.nullable(),
  outcome: Outcome,
  /** Why it came back or was not used, each time. */
  reasons: z.array(ReasonCode),
  /** How often it was adopted above. */
  upper: z.number().int(),
  /** Only its adoption is on record (a notice that was taken over): it is no hand-in more, the notice counts it among those without titles. */
  adoptionOnly: z.boolean(),
  /** It was written here and can be opened; what was taken over or recorded is only a title. */
  opens: z.boolean(),
})
export type HandIn = z.infer<typeof HandIn>

/** What the state of an article means for whoever handed it in. */
export function outcomeOf(state: ArticleState): Outcome {
  if (state === 'adopted' || state === 'merged' || state === 'published') return 'adopted'
  if (state === 'returned') return 'returned'
  return state === 'rejected' || state === 'unused' ? 'declined' : 'waiting'
}

const Counts = z.object({
  problem: z.number().int(),
  experience: z.number().int(),
  news: z.number().int(),
  commission: z.number().int(),
})

/** Hand-ins of some units in some months, counted. */
export const Quality = z.object({
  handedIn: z.number().int(),
  /** How many of them, or of the adopted where no more is on record, have a title or text to tell the kind by. */
  told: z.number().int(),
  classes: Counts,
  adopted: z.number().int(),
  /** Of ten handed in so many are adopted, in hundredths; null where nothing was handed in. */
  perTenX100: z.number().int().nullable(),
  returned: z.number().int(),
  declined: z.number().int(),
  waiting: z.number().int(),
  reasons: z.array(z.object({ reason: ReasonCode, count: z.number().int() })),
  upper: z.number().int(),
})
export type Quality = z.infer<typeof Quality>

/** Counts hand-ins. Reasons come with the most frequent first; an article that came back twice for one reason counts once for it. */
export function qualityOf(handIns: readonly HandIn[]): Quality {
  const sum = (some: readonly HandIn[]): number => some.reduce((total, { quantity }) => total + quantity, 0)
  const handed = handIns.filter(one => !one.adoptionOnly)
  const told = handIns.filter(one => one.genre !== null)
  const inClass = (wanted: QualityClass): number =>
    sum(told.filter(({ genre }) => genre !== null && classOf(genre) === wanted))
  const ended = (outcome: Outcome): number => sum(handed.filter(one => one.outcome === outcome))
  const [handedIn, adopted] = [sum(handed), sum(handIns.filter(one => one.outcome === 'adopted'))]
  return {
    handedIn,
    told: sum(told),
    classes: {
      problem: inClass('problem'),
      experience: inClass('experience'),
      news: inClass('news'),
      commission: inClass('commission'),
    },
    adopted,
    perTenX100: handedIn === 0 ? null : Math.round((adopted * 1000) / handedIn),
    returned: ended('returned'),
    declined: ended('declined'),
    waiting: ended('waiting'),
    reasons: reasonsOf(handIns),
    upper: handIns.reduce((total, one) => total + one.upper, 0),
  }
}

function reasonsOf(handIns: readonly HandIn[]): Quality['reasons'] {
  const counts = new Map<ReasonCode, number>()
  for (const { reasons } of handIns)
    for (const reason of new Set(reasons)) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return ReasonCode.options
    .flatMap(reason => ({ reason, count: counts.get(reason) ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
}

/** When in a month a unit handed in: of those whose day is known. */
export const Timing = z.object({
  dated: z.number().int(),
  /** On the last three working days and the days off after them; null while the month is not over. */
  lastThree: z.number().int().nullable(),
  /** From so many in three working days on it is out of the ordinary for this unit in this month. */
  from: z.number().int(),
  bursts: z.array(z.object({ first: LocalDate, last: LocalDate, count: z.number().int() })),
  inBursts: z.number().int(),
})
export type Timing = z.infer<typeof Timing>

/** A unit in a month: what it handed in and when. */
export interface UnitMonth {
  readonly quality: Quality
  readonly timing: Timing
}

/**
 * @param handIns those of one unit and one month
 * @param month the days of the month as far as they are looked at
 * @param isOver whether that is to its end
 */
export const unitMonthOf = (handIns: readonly HandIn[], month: MonthDays, isOver: boolean): UnitMonth => ({
  quality: qualityOf(handIns),
  timing: timingOf(handIns, month, isOver),
})

/** A share of a unit's own past: what it had in the months before this one, taken together. */
export const Past = z.object({
  months: z.number().int(),
  dated: z.number().int(),
  lastThree: z.number().int(),
  inBursts: z.number().int(),
  handedIn: z.number().int(),
  adopted: z.number().int(),
})
export type Past = z.infer<typeof Past>

/** Months before, together; for shares only months whose days are known count. */
export function pastOf(months: readonly UnitMonth[]): Past {
  const dated = months.filter(({ timing }) => timing.dated > 0)
  const total = (some: readonly UnitMonth[], of: (month: UnitMonth) => number): number =>
    some.reduce((sum, month) => sum + of(month), 0)
  return {
    months: dated.length,
    dated: total(dated, ({ timing }) => timing.dated),
    lastThree: total(dated, ({ timing }) => timing.lastThree ?? 0),
    inBursts: total(dated, ({ timing }) => timing.inBursts),
    handedIn: total(months, ({ quality }) => quality.handedIn),
    adopted: total(months, ({ quality }) => quality.adopted),
  }
}

/** A share in whole percent; null where there is nothing to divide by. */
export const percentOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part * 100) / whole)
