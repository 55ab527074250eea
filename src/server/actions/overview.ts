import type { OverviewView } from '../../api.ts'
import { daysBetween, lastDay, periodOf } from '../../domain/calendar.ts'
import type { Fact } from '../../domain/model.ts'
import { type Points, zeroPoints } from '../../domain/points.ts'
import { standingFacts } from '../../domain/score.ts'
import { baseMissing } from '../base-missing.ts'
import type { Handlers } from '../context.ts'
import { factsPosted } from '../facts.ts'
import { type Month, openLedger } from '../months.ts'

const LEADERS = 3

export const overviewActions = {
  /** A month at a glance; without one, the oldest that is still open. Counts name what they count: articles once, credits for each unit. */
  'overview.get': async (context, { period: asked }) => {
    const { db, office, today, memo } = context
    const ledger = await openLedger(db, office, memo)
    const period = asked ?? ledger.periods.find(row => row.state === 'open')?.period ?? periodOf(today)
    const month = await ledger.month(period)
    const facts = standingFacts((await factsPosted(db, office, period)).map(({ fact }) => fact))
    return {
      period,
      state: month.state,
      daysLeft: daysBetween(today, lastDay(period)),
      ...countsOf(facts),
      baseMissing: month.state === 'open' ? baseMissing(month, facts) : [],
      leaders: leadersOf(month),
    }
  },
} satisfies Pick<Handlers, 'overview.get'>

function countsOf(facts: readonly Fact[]) {
  const quantity = (some: readonly Fact[]): number => some.reduce((total, fact) => total + fact.quantity, 0)
  const credits = (some: readonly Fact[]): number =>
    some.reduce((total, fact) => total + fact.quantity * fact.credits.length, 0)
  const adopted = facts.filter(fact => fact.type === 'adoption')
  // 采用 is by the own bulletins, as in the ranking and on the notice; what appeared above is a figure of its own.
  const adoptions = adopted.filter(fact => fact.level === 'own')
  const titled = new Set(adoptions.flatMap(fact => (fact.article === null ? [] : [fact.article])))
  return {
    received: quantity(facts.filter(fact => fact.type === 'submission')),
    adoptedArticles: titled.size + quantity(adoptions.filter(fact => fact.article === null)),
    adoptionCredits: credits(adoptions),
    upperAdopted: credits(adopted.filter(fact => fact.level !== 'own')),
    commissionCredits: credits(facts.filter(fact => fact.type === 'commission' && fact.status === 'adopted')),
    forwarded: credits(facts.filter(fact => fact.type === 'forwarding')),
  }
}

const leadersOf = ({ groups, rules }: Month): OverviewView['leaders'] => {
  const ranked = (row: { month: Points; yearTotal: Points }): Points =>
    rules.ruleSet.ranking.by === 'month' ? row.month : row.yearTotal
  return groups.map(({ group, rows }) => ({
    group: group.name,
    rows: rows
      .filter(row => row.rank <= LEADERS && ranked(row) > zeroPoints)
      .map(({ unit, name, yearTotal, rank }) => ({ unit, name, yearTotal, rank })),
  }))
}
