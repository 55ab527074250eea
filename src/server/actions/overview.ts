import type { OverviewView } from '../../api.ts'
import { can } from '../../domain/access.ts'
import { chinesePeriod, daysBetween, lastDay, type Period, periodOf } from '../../domain/calendar.ts'
import type { Fact, UnitId } from '../../domain/model.ts'
import { type Points, zeroPoints } from '../../domain/points.ts'
import type { ScoredFact } from '../../domain/rules.ts'
import { missingFor, standingFacts } from '../../domain/score.ts'
import type { Context, Handlers } from '../context.ts'
import { factsPosted } from '../facts.ts'
import { type Ledger, type Month, openLedger } from '../months.ts'

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
      todo: await todoOf(context, ledger),
    }
  },
} satisfies Pick<Handlers, 'overview.get'>

function countsOf(facts: readonly Fact[]) {
  const quantity = (some: readonly Fact[]): number => some.reduce((total, fact) => total + fact.quantity, 0)
  const credits = (some: readonly Fact[]): number =>
    some.reduce((total, fact) => total + fact.quantity * fact.credits.length, 0)
  const adoptions = facts.filter(fact => fact.type === 'adoption')
  const titled = new Set(adoptions.flatMap(fact => (fact.article === null ? [] : [fact.article])))
  return {
    received: quantity(facts.filter(fact => fact.type === 'submission')),
    adoptedArticles: titled.size + quantity(adoptions.filter(fact => fact.article === null)),
    adoptionCredits: credits(adoptions),
    commissionCredits: credits(facts.filter(fact => fact.type === 'commission' && fact.status === 'adopted')),
    forwarded: credits(facts.filter(fact => fact.type === 'forwarding')),
  }
}

const FACT_WORDS: Readonly<Record<ScoredFact, string>> = {
  submission: '报送',
  adoption: '采用',
  commission: '约稿采用',
  forwarding: '报省市',
  instruction: '批示',
  incident: '登记事项',
}

/** Units whose group has a 基础分 with a condition they do not meet yet. */
function baseMissing({ rules, groups }: Month, facts: readonly Fact[]): OverviewView['baseMissing'] {
  const bases = rules.ruleSet.rules.filter(rule => rule.type === 'base')
  const factsOf = (unit: UnitId): Fact[] => facts.filter(fact => fact.credits.some(credit => credit.unit === unit))
  return groups.flatMap(({ group, rows }) =>
    rows.flatMap(row => {
      const missing = bases
        .filter(rule => rule.groups === 'all' || rule.groups.includes(group.key))
        .flatMap(rule => missingFor(rule.when, factsOf(row.unit)))
      if (missing.length === 0) return []
      const words = missing.map(({ type, has, needs }) => `${FACT_WORDS[type]} ${needs - has} 篇`)
      return [{ unit: row.unit, name: row.name, missing: [...new Set(words)].join('、') }]
    }),
  )
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

/** What waits for the person who asks, the most urgent first; nothing that their role cannot do. */
async function todoOf(context: Context, ledger: Ledger): Promise<OverviewView['todo']> {
  const { actor, today } = context
  const may = (operation: 'period.close' | 'period.preview' | 'notice.issue'): boolean =>
    can(actor.callers, operation) !== null
  const over = ledger.periods.find(row => row.state === 'open' && lastDay(row.period) < today)
  const unissued = await unissuedMonths(context, ledger)
  const overdue = await overdueCommissions(context)
  const todo: OverviewView['todo'] = []
  if (over !== undefined && may('period.preview'))
    todo.push({
      code: 'close',
      text: `${chinesePeriod(over.period)}已过完，${may('period.close') ? '可以月结' : '可以试算，交审核人月结'}`,
      count: 1,
      to: `/standing?period=${over.period}`,
    })
  const [first] = unissued
  if (first !== undefined && may('notice.issue'))
    todo.push({
      code: 'issue',
      text: `${unissued.map(chinesePeriod).join('、')}通报待印发`,
      count: unissued.length,
      to: `/notice?period=${first}`,
    })
  if (overdue > 0 && may('period.preview'))
    todo.push({ code: 'commissions', text: '约稿已到期，还没有登记采用', count: overdue, to: '/' })
  return todo
}

/** Closed months whose notice is still to go out; that of a month taken over went out long ago. */
async function unissuedMonths({ db, office }: Context, ledger: Ledger): Promise<Period[]> {
  const imported = await db.selectFrom('import').select('period').where('office_id', '=', office).execute()
  const known = new Set<string>(imported.map(row => row.period))
  return ledger.periods.filter(row => row.state === 'closed' && !known.has(row.period)).map(row => row.period)
}

async function overdueCommissions({ db, office, today }: Context): Promise<number> {
  const row = await db
    .selectFrom('commission')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('office_id', '=', office)
    .where('due_on', '<', today)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('fact')
            .select('fact.id')
            .whereRef('fact.commission_id', '=', 'commission.id')
            .where('fact.status', '=', 'adopted'),
        ),
      ),
    )
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}
