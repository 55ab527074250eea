import type { RehearsalView, RuleSetRef } from '../api/rule-set.ts'
import { type Period, yearStart } from '../domain/calendar.ts'
import type { UnitId } from '../domain/model.ts'
import { Problem } from '../domain/problems.ts'
import { EFFECT_WORDS } from '../domain/rules/word-parts.ts'
import type { RuleSet } from '../domain/rules.ts'
import { type ComparedMonth, compared, type RehearsedMonth, rehearse } from '../domain/score/rehearse.ts'
import { looksBackTo, sentenceOf } from '../domain/score.ts'
import type { Context, Db } from './context.ts'
import { type Ledger, openLedger } from './months.ts'
import { ruleSetIn, ruleSetNamed, ruleSetOf, shippedRuleSet, type WrittenRuleSet } from './rule-sets.ts'

/** Months counted in one rehearsal: three years. */
const MONTHS_MAX = 36

/** The rule set that is meant. Refuses `rule-set-missing` and `rule-set-invalid`. */
export async function ruleSetMeant(
  { db, office }: Pick<Context, 'db' | 'office'>,
  ref: RuleSetRef,
): Promise<WrittenRuleSet> {
  if ('source' in ref) return ruleSetOf(ref.source)
  return 'shipped' in ref ? shippedRuleSet(ref.shipped) : ruleSetNamed(db, office, ref.id)
}

export interface Asked {
  readonly rules: RuleSetRef
  readonly against?: RuleSetRef | undefined
  readonly from: Period
  readonly to: Period
  readonly unit?: UnitId | undefined
}

/**
 * Counts months of the office by another rule set and lays what is in force, or a third one, beside it. Reads only. Counting starts with
 * the year of the first month, so that running totals mean something. Refuses `period-unknown` for months that are not kept.
 */
export async function rehearsalOf(context: Context, asked: Asked): Promise<RehearsalView> {
  const { db, office } = context
  const ledger = await openLedger(db, office, context.memo)
  const trial = (await ruleSetMeant(context, asked.rules)).ruleSet
  const other = asked.against === undefined ? null : (await ruleSetMeant(context, asked.against)).ruleSet
  const months = monthsFor(ledger, asked, [trial, ...(other === null ? [] : [other])])
  const after = await rehearsedBy(ledger, trial, months)
  const before = other === null ? await inForce(db, office, ledger, months) : await rehearsedBy(ledger, other, months)
  const shown = months.filter(month => asked.from <= month && month <= asked.to)
  const last = after.at(-1)
  return {
    periods: shown,
    against: before === null ? null : sideOf(other === null ? await governing(context, months) : [other]),
    trial: sideOf([trial]),
    rows: compared(before ?? [], after, shown).map(row => ({
      ...row,
      months: [...row.months],
      why: [...row.why],
      effects: (last?.effects ?? [])
        .filter(effect => effect.unit === row.unit)
        .map(({ effect, clause }) => ({ effect, words: EFFECT_WORDS[effect], clause })),
    })),
    standings: [...(last?.groups ?? [])],
    entries: asked.unit === undefined ? [] : entriesOf(after, asked.unit, shown),
  }
}

/**
 * The months that have to be counted so that those asked about come out right: from the start of the year, or from where the rules look back
 * to. Refuses `period-unknown`, an end before the beginning, and more than three years.
 */
export function monthsFor(
  ledger: Ledger,
  { from, to }: Pick<Asked, 'from' | 'to'>,
  ruleSets: readonly RuleSet[],
): Period[] {
  if (from > to) throw new Problem('invalid-input', { reason: '起始月晚于截止月' })
  for (const month of [from, to]) ledger.row(month)
  const firsts = ruleSets.flatMap(ruleSet => [yearStart(from, ruleSet.year.starts), looksBackTo(ruleSet, from) ?? from])
  const [first = from] = firsts.sort()
  const months = ledger.periods.map(row => row.period).filter(month => first <= month && month <= to)
  if (months.length > MONTHS_MAX) throw new Problem('invalid-input', { reason: `一次最多试算 ${MONTHS_MAX} 个月` })
  return months
}

async function rehearsedBy(ledger: Ledger, ruleSet: RuleSet, months: readonly Period[]): Promise<RehearsedMonth[]> {
  const raw: Awaited<ReturnType<Ledger['raw']>>[] = []
  for (const month of months) raw.push(await ledger.raw(month))
  return rehearse(() => ruleSet, raw, await ledger.outletNames())
}

/** The months as they stand; null where some of them are governed by nothing. */
export async function inForce(
  db: Db,
  office: Context['office'],
  ledger: Ledger,
  months: readonly Period[],
): Promise<ComparedMonth[] | null> {
  const stand: ComparedMonth[] = []
  for (const period of months) {
    if (ledger.row(period).state === 'open' && (await ruleSetIn(db, office, period)) === null) return null
    const { groups } = await ledger.month(period)
    stand.push({ period, groups, entries: await ledger.entries(period) })
  }
  return stand
}

async function governing({ db, office }: Context, months: readonly Period[]): Promise<RuleSet[]> {
  const found = new Map<string, RuleSet>()
  for (const month of months) {
    const written = await ruleSetIn(db, office, month)
    if (written !== null) found.set(written.ruleSet.id, written.ruleSet)
  }
  return [...found.values()]
}

const sideOf = (ruleSets: readonly RuleSet[]): RehearsalView['trial'] => ({
  title: ruleSets.map(one => one.title).join('、'),
  ruleSets: ruleSets.map(one => one.id),
  components: [...new Set(ruleSets.flatMap(one => one.components))],
})

const entriesOf = (
  months: readonly RehearsedMonth[],
  unit: UnitId,
  shown: readonly Period[],
): RehearsalView['entries'] =>
  months
    .filter(month => shown.includes(month.period))
    .flatMap(({ period, entries, ruleSet }) =>
      entries
        .filter(entry => entry.unit === unit)
        .map(entry => ({
          period,
          component: entry.component,
          points: entry.points,
          sentence: sentenceOf(entry, ruleSet),
          clause: entry.clause,
        })),
    )
