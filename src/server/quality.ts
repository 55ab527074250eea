import type { DraftSentence, MonthQuality, QualityView, UnitQuality } from '../api/quality.ts'
import { firstDay, type LocalDate, lastDay, type Period, periodAfter, periodsBetween } from '../domain/calendar.ts'
import type { OfficeId, Unit, UnitId } from '../domain/model.ts'
import { grouped } from '../domain/notice/checks/grouped.ts'
import type { Slot } from '../domain/notice/sentences.ts'
import { type Evidence, evidenceSlots, paragraphOf } from '../domain/quality/paragraph.ts'
import { isInBurst } from '../domain/quality/timing.ts'
import { type HandIn, pastOf, qualityOf, type UnitMonth, unitMonthOf } from '../domain/quality.ts'
import { dayBeforeWorking, type IsWorking, isPublished, monthDays, workingDays } from '../domain/working-day.ts'
import type { Context, Db } from './context.ts'
import { handInsOf } from './hand-ins.ts'
import { registerAt } from './register.ts'
import { readSettings } from './settings.ts'

/** A unit's own past: a year. */
const PAST_MONTHS = 12

/**
 * The office looks at when units handed in only after these working days: each sees its own pattern first and may still mend the month.
 */
const UNIT_FIRST_DAYS = 3

/** A month of some units with the year before it, everything counted. */
export interface Looked {
  readonly period: Period
  readonly until: LocalDate
  readonly isOver: boolean
  readonly published: boolean
  readonly units: readonly UnitQuality[]
  readonly months: readonly MonthQuality[]
  /** Of the month itself. */
  readonly handIns: readonly HandIn[]
  readonly days: QualityView['days']
}

/** @param unit whose rows are meant; null: all */
export async function lookedAt(context: Context, period: Period, unit: UnitId | '' | null): Promise<Looked> {
  const { db, office, scope, today } = context
  const isWorking = await workingDaysOf(db, office)
  const seen = scope === 'own' ? today : dayBeforeWorking(today, UNIT_FIRST_DAYS, isWorking)
  const until = seen < lastDay(period) ? seen : lastDay(period)
  const from = periodAfter(period, -PAST_MONTHS)
  const all = await handInsOf(db, office, { from, to: period, unit })
  const { groups, units } = await registerAt(db, office, period)
  const byUnit = grouped(all, one => one.unit)
  const groupOf = new Map(groups.map(group => [group.id, group.name]))
  const months = new Calendar(isWorking, period, until)
  const shown = units.filter(one => (unit === null || one.id === unit) && (one.active || byUnit.has(one.id)))
  const handIns = all.filter(one => one.period === period)
  return {
    period,
    until,
    isOver: until === lastDay(period),
    published: isPublished(period),
    units: shown.map(one => unitQuality(one, byUnit.get(one.id) ?? [], groupOf.get(one.group) ?? '', months)),
    months: periodsBetween(from, period).flatMap(month => monthQuality(month, all, months)),
    handIns,
    days: months.of(period).days.map(({ day, works }) => ({
      day,
      works,
      handedIn: handIns.reduce((sum, one) => (one.on === day ? sum + one.quantity : sum), 0),
    })),
  }
}

/** The days of each month that is looked at, worked out once. */
class Calendar {
  readonly #known = new Map<Period, ReturnType<typeof monthDays>>()
  readonly #isWorking: IsWorking
  readonly now: Period
  readonly until: LocalDate

  constructor(isWorking: IsWorking, now: Period, until: LocalDate) {
    this.#isWorking = isWorking
    this.now = now
    this.until = until
  }

  of(period: Period): ReturnType<typeof monthDays> {
    const before = this.#known.get(period)
    if (before !== undefined) return before
    const made =
      period === this.now ? monthDays(period, this.#isWorking, this.until) : monthDays(period, this.#isWorking)
    this.#known.set(period, made)
    return made
  }

  month(period: Period, handIns: readonly HandIn[]): UnitMonth {
    return unitMonthOf(handIns, this.of(period), period !== this.now || this.until === lastDay(period))
  }
}

function unitQuality({ id, name }: Unit, handIns: readonly HandIn[], group: string, months: Calendar): UnitQuality {
  const byMonth = grouped(handIns, one => one.period)
  const { quality, timing } = months.month(months.now, byMonth.get(months.now) ?? [])
  const before = [...byMonth].filter(([period]) => period !== months.now)
  return {
    unit: id,
    name,
    group,
    quality,
    timing,
    past: pastOf(before.map(([period, own]) => months.month(period, own))),
  }
}

/** All units of a month together; nothing where nothing was handed in. */
function monthQuality(period: Period, all: readonly HandIn[], months: Calendar): MonthQuality[] {
  const own = all.filter(one => one.period === period)
  if (own.length === 0) return []
  const { quality, timing } = months.month(period, own)
  return [{ period, quality, dated: timing.dated, lastThree: timing.lastThree ?? 0 }]
}

/** Which days are worked at an office. */
export const workingDaysOf = async (db: Db, office: OfficeId): Promise<IsWorking> =>
  workingDays((await readSettings(db, office)).days)

// ── the notice's paragraph on problems ─────────────────────────────────────────────────────────────────────────

/** What a month gives for the paragraph: to the end of the month, whenever it is asked, so that a notice says the same tomorrow. */
async function evidenceOf(db: Db, office: OfficeId, period: Period): Promise<Evidence> {
  const isWorking = await workingDaysOf(db, office)
  const days = monthDays(period, isWorking)
  const handIns = await handInsOf(db, office, { from: period, to: period, unit: null })
  const byUnit = grouped(handIns, one => one.unit)
  const { units } = await registerAt(db, office, period)
  return {
    units: units
      .filter(unit => byUnit.has(unit.id))
      .map(({ id, name }) => ({ unit: id, name, month: unitMonthOf(byUnit.get(id) ?? [], days, true) })),
    handIns,
    slots: days.slots,
  }
}

/** Numbers and names of a month that sentences of its notice may hold. */
export const evidenceSlotsOf = async (db: Db, office: OfficeId, period: Period): Promise<Slot[]> =>
  evidenceSlots(await evidenceOf(db, office, period))

/** Articles shown under one sentence; the page of the month has them all. */
const ARTICLES_MAX = 60

/** The drafted paragraph with the articles behind each sentence. */
export async function draftedParagraph(
  db: Db,
  office: OfficeId,
  period: Period,
): Promise<{ sentences: DraftSentence[]; slots: Slot[] }> {
  const evidence = await evidenceOf(db, office, period)
  const nameOf = new Map(evidence.units.map(({ unit, name }) => [unit, name]))
  return {
    slots: evidenceSlots(evidence),
    sentences: paragraphOf(evidence).map(({ key, template, named, slots, handIns }) => ({
      key,
      template,
      named,
      slots: [...slots],
      articles: handIns
        .flatMap(({ article, title, unit }) =>
          article === null ? [] : [{ article, title, name: nameOf.get(unit) ?? '' }],
        )
        .slice(0, ARTICLES_MAX),
    })),
  }
}

// ── what the page shows ────────────────────────────────────────────────────────────────────────────────────────

/** What is said of the days of a month, for any answer. */
export const monthSaid = ({ period, until, isOver, published }: Looked) => ({ period, until, isOver, published })

/** Some units of a month together. */
export const totalOf = ({ handIns, units }: Looked) => {
  const shown = new Set(units.map(one => one.unit))
  return qualityOf(handIns.filter(one => shown.has(one.unit)))
}

/** The month group by group, in the order of the register. */
export const groupsOf = (looked: Looked) =>
  [...grouped(looked.units, one => one.group)].map(([group, units]) => ({
    group,
    quality: totalOf({ ...looked, units }),
  }))

/** Hand-ins with the name of their unit and when in the month they came, the newest first. */
export function listedHandIns({ period, handIns, units, days, isOver }: Looked) {
  const unitOf = new Map(units.map(one => [one.unit, one]))
  const working = days.filter(one => one.works)
  const firstOfLast = working.at(-3)?.day ?? firstDay(period)
  return handIns.map(one => {
    const unit = unitOf.get(one.unit)
    return {
      ...one,
      reasons: [...one.reasons],
      name: unit?.name ?? '',
      isLast: isOver && one.on !== null && one.on >= firstOfLast,
      isInBurst: unit !== undefined && isInBurst(one.on, unit.timing),
    }
  })
}
