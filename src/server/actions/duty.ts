import type { Output } from '../../api.ts'
import { daysBetween } from '../../domain/calendar.ts'
import { Problem } from '../../domain/problems.ts'
import { countedName, EFFECT_WORDS } from '../../domain/rules/word-parts.ts'
import { assessedAs, dutiesOf, effectsOf, metricsOf, moneyFor } from '../../domain/score/outlook.ts'
import type { Handlers } from '../context.ts'
import { openLedger } from '../months.ts'
import { visibleUnit } from '../register.ts'

export const dutyActions = {
  /**
   * What units owe in the windows that an open month is part of, and how far they are: during the period, not after it. With the
   * consequences that hold by now, the rates the 办法 names, what the total is worth elsewhere and in money.
   */
  'duty.list': async (context, { period, unit: asked }): Promise<Output<'duty.list'>> => {
    const { db, office, today, memo } = context
    const only = visibleUnit(context, asked)
    const ledger = await openLedger(db, office, memo)
    if (ledger.row(period).state !== 'open') throw new Problem('period-closed', { period })
    const { input, entries, groups } = await ledger.open(period)
    const { ruleSet } = input
    const rows = new Map(groups.flatMap(({ group, rows: own }) => own.map(row => [row.unit, { row, group }] as const)))
    const isShown = <Of extends { readonly unit: string }>(of: Of): boolean => only === null || of.unit === only
    const nameOf = (unit: Parameters<typeof rows.get>[0]): string => rows.get(unit)?.row.name ?? ''
    const shown = [...rows.values()].filter(({ row }) => isShown(row))
    return {
      duties: dutiesOf(input)
        .filter(isShown)
        // Of weeks, those to come are not owed yet.
        .filter(({ from, to }) => from <= today || daysBetween(from, to) >= 7)
        .map(({ unit, why, clause, counted, has, needs, from, to }) => ({
          unit,
          name: nameOf(unit),
          why,
          clause,
          what: countedName(counted, ruleSet),
          has,
          needs,
          left: Math.max(0, needs - has),
          from,
          to,
          daysLeft: daysBetween(today, to),
        })),
      effects: effectsOf(input, entries)
        .filter(isShown)
        .map(({ unit, effect, clause }) => ({ unit, name: nameOf(unit), effect, words: EFFECT_WORDS[effect], clause })),
      metrics: metricsOf(input)
        .filter(isShown)
        .map(({ unit, metric, of, to, percentX100 }) => ({
          unit,
          unitName: nameOf(unit),
          name: ruleSet.metrics?.find(one => one.id === metric)?.name ?? metric,
          of,
          to,
          percentX100,
        })),
      assessments: shown.flatMap(({ row, group }) =>
        assessedAs(row.yearTotal, group.key, ruleSet).map(({ name, points }) => ({
          unit: row.unit,
          unitName: row.name,
          name,
          points,
        })),
      ),
      money: shown.flatMap(({ row }) => {
        const x100 = moneyFor(row.components, ruleSet)
        return x100 === null ? [] : [{ unit: row.unit, unitName: row.name, x100 }]
      }),
    }
  },
} satisfies Pick<Handlers, 'duty.list'>
