import { z } from 'zod'
import { LocalDate, Period } from '../domain/calendar.ts'
import { ArticleId, UnitId } from '../domain/model.ts'
import { Points } from '../domain/points.ts'
import { HandIn, Past, Quality, Timing } from '../domain/quality.ts'
import { command, query } from './endpoint.ts'

/** A unit in a month beside its own twelve months before. */
const UnitQuality = z.object({
  unit: UnitId,
  name: z.string(),
  group: z.string(),
  quality: Quality,
  timing: Timing,
  past: Past,
})
export type UnitQuality = z.infer<typeof UnitQuality>

const MonthQuality = z.object({
  period: Period,
  quality: Quality,
  dated: z.number().int(),
  lastThree: z.number().int(),
})
export type MonthQuality = z.infer<typeof MonthQuality>

const QualityDay = z.object({ day: LocalDate, works: z.boolean(), handedIn: z.number().int() })

/** What is said of the days of a month whoever is asked about. */
const InMonth = {
  period: Period,
  /** When hand-ins came is looked at up to this day: to today for the unit itself, three working days later for the office. */
  until: LocalDate,
  /** Whether that is to the end of the month. */
  isOver: z.boolean(),
  /** Whether the holidays of the year are known; if not, Monday to Friday are counted. */
  published: z.boolean(),
}

export const QualityView = z.object({
  ...InMonth,
  rows: z.array(UnitQuality),
  total: Quality,
  groups: z.array(z.object({ group: z.string(), quality: Quality })),
  days: z.array(QualityDay),
  /** Up to a year before and this month, the oldest first; months in which nothing was handed in are left out. */
  months: z.array(MonthQuality),
})
export type QualityView = z.infer<typeof QualityView>

const Listed = HandIn.extend({ name: z.string(), isLast: z.boolean(), isInBurst: z.boolean() })
export type ListedHandIn = z.infer<typeof Listed>

const Slot = z.object({ name: z.string(), shown: z.string() })
const DraftSentence = z.object({
  key: z.string(),
  template: z.string(),
  named: z.string().nullable(),
  slots: z.array(Slot),
  articles: z.array(z.object({ article: ArticleId, title: z.string(), name: z.string() })),
})
export type DraftSentence = z.infer<typeof DraftSentence>

const Limited = z.object({
  unit: UnitId,
  name: z.string(),
  group: z.string(),
  handedIn: z.number().int(),
  beyond: z.array(z.object({ article: ArticleId.nullable(), title: z.string(), on: LocalDate, week: LocalDate })),
  months: z.array(z.object({ period: Period, before: Points.nullable(), after: Points.nullable() })),
  year: z.object({ before: Points.nullable(), after: Points.nullable() }),
  rank: z.object({ before: z.number().int().nullable(), after: z.number().int().nullable() }),
})
export type LimitedUnit = z.infer<typeof Limited>

export const QUALITY_API = {
  'quality.list': query(
    '报送质量：各单位报了什么、什么时候报的、结果怎样',
    z.strictObject({ period: Period, group: z.string().max(40).optional() }),
    QualityView,
  ),
  'quality.get': query(
    '报送质量：数字背后的稿件，一家或全部',
    z.strictObject({ period: Period, unit: UnitId.optional() }),
    z.object({
      ...InMonth,
      unit: UnitQuality.nullable(),
      months: z.array(MonthQuality),
      handIns: z.array(Listed),
    }),
  ),
  'quality.rehearse': query(
    '试算“每周至多几篇”：谁会少多少分，什么都不保存',
    z.strictObject({
      from: Period,
      to: Period,
      perWeek: z.number().int().min(1).max(50),
      unit: UnitId.optional(),
    }),
    z.object({
      periods: z.array(Period),
      /** Months that were taken over without days: nothing can be said of their weeks. */
      undated: z.array(Period),
      rows: z.array(Limited),
    }),
  ),
  'quality.paragraph': query(
    '由本月证据起草通报里讲问题的一段',
    z.strictObject({ period: Period }),
    z.object({ sentences: z.array(DraftSentence), slots: z.array(Slot) }),
  ),
  'quality.calendar': query(
    '工作日：已公布的放假安排和本办公室的更正',
    z.strictObject({ year: z.number().int().min(1990).max(2199) }),
    z.object({
      year: z.number().int(),
      /** The paper the holidays stand in; null: not known yet. */
      paper: z.string().nullable(),
      off: z.array(LocalDate),
      work: z.array(LocalDate),
      own: z.object({ off: z.array(LocalDate), work: z.array(LocalDate) }),
    }),
  ),
  'quality.set-day': command(
    '更正一天是不是工作日',
    z.strictObject({ day: LocalDate, works: z.enum(['yes', 'no', 'announced']) }),
    z.object({ day: LocalDate, works: z.boolean() }),
  ),
} as const
