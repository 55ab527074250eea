import { localDate } from '../../domain/calendar.ts'
import { PUBLISHED } from '../../domain/working-day/published.ts'
import { publishedAs, weekday, withOwnDay } from '../../domain/working-day.ts'
import type { Handlers } from '../context.ts'
import { limitRehearsal } from '../limit-rehearsal.ts'
import { openLedger } from '../months.ts'
import { draftedParagraph, groupsOf, listedHandIns, lookedAt, monthSaid, totalOf } from '../quality.ts'
import { registerAt, unitIn, visibleUnit } from '../register.ts'
import { lockedSettings, readSettings, writeSettings } from '../settings.ts'

/** 报送质量: what units hand in and when, the numbers and what is behind them; a limit tried; the notice's paragraph; working days. */
export const qualityActions = {
  'quality.list': async (context, { period, group }) => {
    const ledger = await openLedger(context.db, context.office)
    ledger.row(period)
    const looked = await lookedAt(context, period, visibleUnit(context, undefined))
    const units = group === undefined ? looked.units : looked.units.filter(one => one.group === group)
    return {
      ...monthSaid(looked),
      rows: [...units],
      total: totalOf({ ...looked, units }),
      groups: groupsOf(looked),
      days: [...looked.days],
      months: [...looked.months],
    }
  },

  'quality.get': async (context, { period, unit }) => {
    const ledger = await openLedger(context.db, context.office)
    ledger.row(period)
    const meant = visibleUnit(context, unit)
    if (meant !== null && meant !== '') unitIn(await registerAt(context.db, context.office, period), meant)
    const looked = await lookedAt(context, period, meant)
    return {
      ...monthSaid(looked),
      unit: meant === null ? null : (looked.units[0] ?? null),
      months: [...looked.months],
      handIns: listedHandIns(looked),
    }
  },

  'quality.rehearse': async (context, input) => {
    if (input.unit !== undefined) unitIn(await registerAt(context.db, context.office, input.to), input.unit)
    return limitRehearsal(context, input)
  },

  'quality.paragraph': async ({ db, office }, { period }) => {
    const ledger = await openLedger(db, office)
    ledger.row(period)
    return draftedParagraph(db, office, period)
  },

  'quality.calendar': async ({ db, office }, { year }) => {
    const { days } = await readSettings(db, office)
    const published = PUBLISHED.get(year)
    const within = (some: readonly string[]) => some.filter(day => day.startsWith(`${year}-`)).map(localDate)
    return {
      year,
      paper: published?.paper ?? null,
      off: [...(published?.off ?? [])],
      work: [...(published?.work ?? [])],
      own: { off: within(days.off), work: within(days.work) },
    }
  },

  /** One day at a time, over what was announced; what is as announced again is not kept. */
  'quality.set-day': async ({ db, office, about }, { day, works }) => {
    about(day)
    const settings = await lockedSettings(db, office)
    const usual = publishedAs(day) ?? weekday(day) <= 5
    const meant = works === 'announced' ? usual : works === 'yes'
    await writeSettings(db, office, {
      ...settings,
      days: withOwnDay(settings.days, day, meant === usual ? null : meant),
    })
    return { day, works: meant }
  },
} satisfies Pick<
  Handlers,
  'quality.list' | 'quality.get' | 'quality.rehearse' | 'quality.paragraph' | 'quality.calendar' | 'quality.set-day'
>
