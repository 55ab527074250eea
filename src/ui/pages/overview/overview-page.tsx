import type { OverviewView } from '../../../api.ts'
import { chinesePeriod } from '../../../domain/calendar.ts'
import { formatPoints } from '../../../domain/points.ts'
import { useAddress } from '../../address.ts'
import { useAnswer } from '../../answers.ts'
import { Answer, Empty } from '../../parts/answer.tsx'
import { Go } from '../../parts/go.tsx'
import { PageHead, Section, StateBadge } from '../../parts/page-head.tsx'
import { PeriodPicker, periodIn } from '../../parts/period-picker.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'

/** 工作台: what waits first, then the month at a glance. */
export default function OverviewPage() {
  const { filters, set } = useAddress()
  const periods = useAnswer('period.list', {})
  const month = periods.data === undefined ? undefined : periodIn(periods.data.periods, filters.period)
  const overview = useAnswer('overview.get', month === undefined ? null : { period: month.period })
  const head = (
    <PageHead
      title={zh.overview.title}
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
      {overview.data !== undefined && overview.data.state === 'open' && (
        <span className="quiet">{zh.overview.daysLeft(overview.data.daysLeft)}</span>
      )}
    </PageHead>
  )
  return (
    <>
      {head}
      <Answer of={periods}>
        {() =>
          month === undefined ? <NothingYet /> : <Answer of={overview}>{shown => <Month overview={shown} />}</Answer>
        }
      </Answer>
    </>
  )
}

function NothingYet() {
  const may = useRights()
  return (
    <Empty title={zh.overview.emptyTitle} {...(may('audit.read') === null ? {} : { hint: zh.overview.emptyHint })}>
      {may('audit.read') !== null && (
        <Go className="button-link" to="/audit">
          {zh.overview.emptyAction}
        </Go>
      )}
    </Empty>
  )
}

function Month({ overview }: { overview: OverviewView }) {
  return (
    <div className="overview">
      <Section title={zh.overview.todo} note={overview.todo.length > 0 ? String(overview.todo.length) : undefined}>
        <Todo todo={overview.todo} />
      </Section>
      <Section
        id="base"
        title={zh.overview.baseMissing}
        note={zh.overview.baseMissingCount(overview.baseMissing.length)}
      >
        <BaseMissing overview={overview} />
      </Section>
      <Section id="month" title={chinesePeriod(overview.period)}>
        <Figures overview={overview} />
      </Section>
      <Section
        id="leaders"
        title={zh.overview.leaders}
        note={<Go to={`/standing?period=${overview.period}`}>{zh.overview.toStandings}</Go>}
      >
        <Leaders overview={overview} />
      </Section>
    </div>
  )
}

function Todo({ todo }: Pick<OverviewView, 'todo'>) {
  if (todo.length === 0) return <p className="quiet">{zh.overview.todoEmpty}</p>
  return (
    <ul className="todo">
      {todo.map(one => (
        <li key={one.code}>
          <Go to={one.to}>
            <span className="todo-count">{one.count}</span>
            <span>{one.text}</span>
            <span aria-hidden="true" className="go">
              ›
            </span>
          </Go>
        </li>
      ))}
    </ul>
  )
}

function Figures({ overview }: { overview: OverviewView }) {
  const standing = `/standing?period=${overview.period}`
  const figures = [
    { label: zh.overview.received, value: overview.received, unit: zh.overview.piece, hint: '' },
    {
      label: zh.overview.adoptedArticles,
      value: overview.adoptedArticles,
      unit: zh.overview.piece,
      hint: zh.overview.adoptedHint,
    },
    {
      label: zh.overview.adoptionCredits,
      value: overview.adoptionCredits,
      unit: zh.overview.unitTimes,
      hint: zh.overview.creditsHint,
    },
    {
      label: zh.overview.commissionCredits,
      value: overview.commissionCredits,
      unit: zh.overview.unitTimes,
      hint: zh.overview.creditsHint,
    },
    { label: zh.overview.forwarded, value: overview.forwarded, unit: zh.overview.piece, hint: '' },
  ]
  return (
    <ul className="figures">
      {figures.map(figure => (
        <li key={figure.label}>
          <Go to={standing}>
            <span className="figure-label">{figure.label}</span>
            <span className="figure-value">
              {figure.value}
              <small>{figure.unit}</small>
            </span>
            <span className="quiet">{figure.hint}</span>
          </Go>
        </li>
      ))}
    </ul>
  )
}

function Leaders({ overview }: { overview: OverviewView }) {
  if (overview.leaders.length === 0) return <p className="quiet">{zh.overview.leadersEmpty}</p>
  return (
    <div className="leaders">
      {overview.leaders.map(leaders => (
        <table key={leaders.group} className="plain">
          <caption>{leaders.group}</caption>
          <tbody>
            {leaders.rows.map(row => (
              <tr key={row.unit}>
                <td className="num rank">{row.rank}</td>
                <td>{row.name}</td>
                <td className="num">
                  <Go to={`/standing?period=${overview.period}&unit=${row.unit}&span=year`}>
                    {formatPoints(row.yearTotal)}
                  </Go>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  )
}

function BaseMissing({ overview }: { overview: OverviewView }) {
  if (overview.baseMissing.length === 0) return <p className="quiet">{zh.overview.baseMissingEmpty}</p>
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">{zh.overview.unit}</th>
          <th scope="col">{zh.overview.missing}</th>
        </tr>
      </thead>
      <tbody>
        {overview.baseMissing.map(one => (
          <tr key={one.unit}>
            <td>
              <Go to={`/standing?period=${overview.period}&unit=${one.unit}&span=month`}>{one.name}</Go>
            </td>
            <td>{one.missing}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
