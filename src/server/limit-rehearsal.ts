import type { LimitedUnit } from '../api/quality.ts'
import type { Checked, Output } from '../api.ts'
import type { Period } from '../domain/calendar.ts'
import type { UnitId } from '../domain/model.ts'
import { Problem } from '../domain/problems.ts'
import { beyondLimit, factsWithin } from '../domain/quality/limit.ts'
import type { HandIn } from '../domain/quality.ts'
import type { RuleSet } from '../domain/rules.ts'
import { compared, rehearse } from '../domain/score/rehearse.ts'
import { weekOf } from '../domain/working-day.ts'
import type { Context } from './context.ts'
import { handInsOf } from './hand-ins.ts'
import { type Ledger, openLedger } from './months.ts'
import { inForce, monthsFor } from './rehearsal.ts'
import { ruleSetIn } from './rule-sets.ts'

/**
 * 每周至多 n 篇 over past months: the 办法 in force counts the same facts without those of articles beyond the limit, beside what it
 * counts. Reads only. Refuses `period-unknown`, and `rule-set-missing` where nothing was in force.
 */
export async function limitRehearsal(
  context: Context,
  { from, to, perWeek, unit }: Checked<'quality.rehearse'>,
): Promise<Output<'quality.rehearse'>> {
  const { db, office } = context
  const ledger = await openLedger(db, office, context.memo)
  ledger.row(from)
  const rules = await rulesOf(context, ledger)
  const months = monthsFor(ledger, { from, to }, [...rules.values()])
  const shown = months.filter(month => from <= month && month <= to)
  const handIns = await handInsOf(db, office, { from, to, unit: null })
  const beyond = beyondLimit(handIns, { perWeek, unit: unit ?? null })
  const raw: Awaited<ReturnType<Ledger['raw']>>[] = []
  for (const month of months) {
    const { facts, ...rest } = await ledger.raw(month)
    raw.push({ ...rest, facts: factsWithin(facts, beyond) })
  }
  const after = rehearse(period => ruleOf(rules, period), raw, await ledger.outletNames())
  const before = (await inForce(db, office, ledger, months)) ?? []
  return {
    periods: shown,
    undated: shown.filter(month => isUndated(month, handIns)),
    rows: compared(before, after, shown)
      .map((row): LimitedUnit => {
        const { unit: id, name, group, year, rank } = row
        const own = handIns.filter(one => one.unit === id && !one.adoptionOnly)
        return {
          unit: id,
          name,
          group,
          handedIn: own.reduce((sum, one) => sum + one.quantity, 0),
          beyond: beyond.flatMap(one => listed(one, id)),
          months: [...row.months],
          year,
          rank,
        }
      })
      .filter(row => row.beyond.length > 0 || row.rank.before !== row.rank.after),
  }
}

function listed({ unit, article, title, on }: HandIn, asked: UnitId): LimitedUnit['beyond'] {
  return unit !== asked || on === null ? [] : [{ article, title, on, week: weekOf(on) }]
}

const isUndated = (month: Period, handIns: readonly HandIn[]): boolean =>
  handIns.some(one => one.period === month && one.on === null && !one.adoptionOnly)

/** The 办法 of each month that is kept. */
async function rulesOf({ db, office }: Context, ledger: Ledger): Promise<Map<Period, RuleSet>> {
  const found = new Map<Period, RuleSet>()
  for (const { period } of ledger.periods) {
    const written = await ruleSetIn(db, office, period)
    if (written !== null) found.set(period, written.ruleSet)
  }
  return found
}

function ruleOf(rules: ReadonlyMap<Period, RuleSet>, period: Period): RuleSet {
  const ruleSet = rules.get(period)
  if (ruleSet === undefined) throw new Problem('rule-set-missing', { period })
  return ruleSet
}
