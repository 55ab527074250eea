import { lazy, Suspense } from 'react'
import type { QualityView } from '../../../api/quality.ts'
import type { PeriodView } from '../../../api.ts'
import { chineseDate, chinesePeriod } from '../../../domain/calendar.ts'
import { useAddress } from '../../address.ts'
import { useAnswer } from '../../answers.ts'
import { Answer, Empty, Loading } from '../../parts/answer.tsx'
import { ExportButton } from '../../parts/export.tsx'
import { PageHead, Section, StateBadge } from '../../parts/page-head.tsx'
import { PeriodPicker, periodIn } from '../../parts/period-picker.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'
import { Behind } from './behind.tsx'
import { OwnDays } from './days.tsx'
import { Limit } from './limit.tsx'
import { QualityTable } from './quality-table.tsx'
import { tenths } from './tenths.ts'

const text = zh.quality
const Charts = lazy(() => import('./charts.tsx'))

/** 报送质量: what was handed in, of what kinds, when, and what came of it; every number opens the articles behind it. */
export default function QualityPage() {
  const { filters, set } = useAddress()
  const periods = useAnswer('period.list', {})
  const month = periods.data === undefined ? undefined : periodIn(periods.data.periods, filters.period)
  const view = useAnswer('quality.list', month === undefined ? null : { period: month.period })
  return (
    <>
      <PageHead
        title={text.title}
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
            of="quality.list"
            input={{ period: month.period }}
            name={text.exportName(chinesePeriod(month.period))}
          />
        )}
      </PageHead>
      <Answer of={periods}>
        {() =>
          month === undefined ? (
            <Empty title={text.empty} hint={text.emptyHint} />
          ) : (
            <Answer of={view}>{shown => <Shown view={shown} month={month} />}</Answer>
          )
        }
      </Answer>
    </>
  )
}

function Shown({ view, month }: { view: QualityView; month: PeriodView }) {
  const may = useRights()
  const { filters, set } = useAddress()
  const isOffice = may('quality.list') === 'all'
  const isEmpty = view.total.handedIn === 0 && view.total.told === 0
  const ask = (unit: string, what: string): void => set({ unit, what })
  const asked = view.rows.find(row => row.unit === filters.unit)
  const own = isOffice ? undefined : view.rows[0]
  return (
    <>
      <p className="quiet lead">
        {text.creditsHint} <Notes view={view} isOffice={isOffice} />
      </p>
      {isEmpty ? (
        <Empty title={text.empty} hint={text.emptyHint} />
      ) : (
        <>
          <Figures view={view} onAsk={what => ask(own?.unit ?? '', what)} />
          <Section title={text.charts.title}>
            <Suspense fallback={<Loading />}>
              <Charts view={view} />
            </Suspense>
          </Section>
          <QualityTable view={view} onAsk={ask} />
        </>
      )}
      {may('quality.rehearse') !== null && <Limit month={month.period} rows={view.rows} />}
      {may('quality.calendar') !== null && <OwnDays year={Number(view.period.slice(0, 4))} />}
      <Behind
        period={view.period}
        unit={filters.unit ?? ''}
        name={asked?.name ?? text.everybody}
        what={filters.what ?? null}
        onClose={() => set({ unit: null, what: null })}
      />
    </>
  )
}

/** What has to be known to read the numbers: how far they go, and on what they rest. */
function Notes({ view, isOffice }: { view: QualityView; isOffice: boolean }) {
  const isDated = view.days.some(day => day.handedIn > 0)
  if (!isDated && view.total.told > 0) return <>{text.undated}</>
  const until = chineseDate(view.until)
  return (
    <>
      {!view.isOver && (isOffice ? text.until(until) : text.untilOwn(until))}{' '}
      {!view.published && text.unpublished(view.period.slice(0, 4))}
    </>
  )
}

function Figures({ view: { total }, onAsk }: { view: QualityView; onAsk: (what: string) => void }) {
  const figures = [
    { what: 'handedIn', label: text.figures.handedIn, value: String(total.handedIn), unit: text.figures.pieces },
    { what: 'adopted', label: text.figures.adopted, value: String(total.adopted), unit: text.figures.pieces },
    { what: 'adopted', label: text.figures.perTen, value: tenths(total.perTenX100), unit: text.figures.pieces },
    { what: 'returned', label: text.figures.returned, value: String(total.returned), unit: text.figures.pieces },
    { what: 'declined', label: text.figures.declined, value: String(total.declined), unit: text.figures.pieces },
    { what: 'upper', label: text.figures.upper, value: String(total.upper), unit: text.figures.times },
  ]
  return (
    <ul className="figures quality-figures">
      {figures.map(figure => (
        <li key={figure.label}>
          <button type="button" className="figure-button" onClick={() => onAsk(figure.what)}>
            <span className="figure-label">{figure.label}</span>
            <span className="figure-value">
              {figure.value}
              <small>{figure.unit}</small>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
