import { lazy, Suspense } from 'react'
import type { PeriodView, StandingsView } from '../../../api.ts'
import { chinesePeriod } from '../../../domain/calendar.ts'
import { useAddress } from '../../address.ts'
import { useAnswer } from '../../answers.ts'
import { clock } from '../../format.ts'
import { Answer, Empty, Loading } from '../../parts/answer.tsx'
import { Choice } from '../../parts/choice.tsx'
import { ExportButton } from '../../parts/export.tsx'
import { PageHead, Section, StateBadge } from '../../parts/page-head.tsx'
import { PeriodPicker, periodIn } from '../../parts/period-picker.tsx'
import { type Why, WhyDrawer } from '../../parts/why-drawer.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'
import { ClosePanel } from './close-panel.tsx'
import { StandingTable } from './standing-table.tsx'
import { isCounted, useMayAskWhy } from './why.ts'

const HistoryChart = lazy(() => import('./history-chart.tsx'))

/** 积分排名: month, year to date and rank of each unit within its group; any number opens the entries behind it. */
export default function StandingPage() {
  const { filters, set } = useAddress()
  const periods = useAnswer('period.list', {})
  const month = periods.data === undefined ? undefined : periodIn(periods.data.periods, filters.period)
  const standings = useAnswer('standing.list', month === undefined ? null : { period: month.period })
  return (
    <>
      <PageHead
        title={zh.standing.title}
        aside={
          month !== undefined && (
            <>
              <PeriodPicker
                periods={periods.data?.periods ?? []}
                value={month.period}
                onChange={period => set({ period })}
              />
              <StateBadge state={month.state} />
            </>
          )
        }
      >
        {month !== undefined && (
          <ExportButton
            of="standing.list"
            input={{ period: month.period }}
            name={`${chinesePeriod(month.period)}${zh.standing.title}`}
          />
        )}
        {month !== undefined && <ClosePanel month={month} />}
      </PageHead>
      <Answer of={periods}>
        {() =>
          month === undefined ? (
            <Empty title={zh.standing.empty} hint={zh.standing.emptyHint} />
          ) : (
            <Answer of={standings}>
              {shown => <Standings standings={shown} month={month} filters={filters} set={set} />}
            </Answer>
          )
        }
      </Answer>
    </>
  )
}

interface Shown extends ReturnType<typeof useAddress> {
  readonly standings: StandingsView
  readonly month: PeriodView
}

function Standings({ standings, month, filters, set }: Shown) {
  const may = useRights()
  const mayAsk = useMayAskWhy()
  const known = standings.groups.map(one => one.group.key)
  const chosen = known.find(key => key === filters.group) ?? ''
  const shown = standings.groups.filter(one => chosen === '' || one.group.key === chosen)
  if (standings.groups.every(one => one.rows.length === 0))
    return <Empty title={zh.standing.empty} hint={zh.standing.emptyHint} />
  const ask = (asked: Omit<Why, 'period' | 'name'>): void =>
    set({ unit: asked.unit, span: asked.span, component: asked.component ?? null, facts: asked.facts ?? null })
  const why = whyOf(standings, filters)
  return (
    <>
      <Choice
        label={zh.standing.groups}
        value={chosen}
        options={[
          { value: '', label: zh.standing.allGroups },
          ...standings.groups.map(one => ({ value: one.group.key, label: one.group.name })),
        ]}
        onChange={group => set({ group })}
      />
      <div className="standing-columns">
        <div>
          {shown.map(group => (
            <StandingTable key={group.group.id} group={group} standings={standings} onAsk={ask} mayAsk={mayAsk} />
          ))}
        </div>
        {may('standing.history') !== null && (
          <aside>
            <Section title={zh.standing.chart}>
              <Suspense fallback={<Loading />}>
                <HistoryChart period={standings.period} groups={shown.map(one => one.group)} />
              </Suspense>
            </Section>
          </aside>
        )}
      </div>
      <p className="quiet foot">
        {zh.standing.underRules(standings.ruleSet)}
        {month.closedAt !== null && ` · ${zh.standing.closedBy(month.closedBy ?? '', clock(month.closedAt))}`}
        {month.digest !== null && ` · ${zh.standing.digest} ${month.digest.slice(0, 12)}`}
      </p>
      <WhyDrawer
        why={why !== null && mayAsk(why.unit) ? why : null}
        onClose={() => set({ unit: null, span: null, component: null, facts: null })}
      />
    </>
  )
}

/** The asked number stands in the address, so an explanation can be sent to somebody. */
function whyOf(standings: StandingsView, filters: Readonly<Record<string, string>>): Why | null {
  const row = standings.groups.flatMap(one => one.rows).find(one => one.unit === filters.unit)
  if (row === undefined) return null
  const component = standings.components.find(one => one === filters.component)
  const facts = filters.facts
  return {
    unit: row.unit,
    name: row.name,
    period: standings.period,
    span: filters.span === 'year' ? 'year' : 'month',
    ...(component === undefined ? {} : { component }),
    ...(isCounted(facts) ? { facts } : {}),
  }
}
