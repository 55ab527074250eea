import type { OverviewView } from '../../../api.ts'
import { chinesePeriod } from '../../../domain/calendar.ts'
import { formatPoints } from '../../../domain/points.ts'
import { useAddress } from '../../address.ts'
import { useAnswer } from '../../answers.ts'
import { Answer, Empty } from '../../parts/answer.tsx'
import { Go } from '../../parts/go.tsx'
import { PageHead, Section, StateBadge } from '../../parts/page-head.tsx'
import { PeriodPicker, periodIn } from '../../parts/period-picker.tsx'
import { TodoList } from '../../parts/todo-list.tsx'
import { useRights, useSession } from '../../session.ts'
import { zh } from '../../zh.ts'
import { OwnPace } from './own-pace.tsx'
import { OwnUnit } from './own-unit.tsx'

/** So many of what waits stand on the first page. */
const SHOWN = 8

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
    <>
      <Waiting />
      <Empty title={zh.overview.emptyTitle} {...(may('audit.read') === null ? {} : { hint: zh.overview.emptyHint })}>
        {may('audit.read') !== null && (
          <Go className="button-link" to="/audit">
            {zh.overview.emptyAction}
          </Go>
        )}
      </Empty>
    </>
  )
}

function Month({ overview }: { overview: OverviewView }) {
  const may = useRights()
  const { user } = useSession()
  const ownUnit = may('unit.own') !== null && user.unit !== null
  return (
    <div className="overview">
      <Waiting />
      {ownUnit && <OwnUnit period={overview.period} />}
      {ownUnit && <OwnPace period={overview.period} daysLeft={overview.daysLeft} />}
      {!ownUnit && (
        <Section
          id="base"
          title={zh.overview.baseMissing}
          note={zh.overview.baseMissingCount(overview.baseMissing.length)}
        >
          <BaseMissing overview={overview} />
        </Section>
      )}
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

/** What waits first: the most urgent few, and the way to all of it. */
function Waiting() {
  const todos = useAnswer('todo.list', { limit: SHOWN })
  const messages = useAnswer('message.list', { limit: 1 })
  return (
    <Section
      title={zh.overview.todo}
      note={
        <>
          {todos.data !== undefined && todos.data.total > 0 && `${zh.todo.count(todos.data.total)} · `}
          <Go to="/todo?tab=message">{zh.todo.messages(messages.data?.unread ?? 0)}</Go>
        </>
      }
    >
      <Answer of={todos}>
        {answer =>
          answer.todos.length === 0 ? (
            <p className="quiet">{zh.todo.empty}</p>
          ) : (
            <>
              <TodoList todos={answer.todos} />
              {answer.total > answer.todos.length && (
                <Go className="todo-all" to="/todo">
                  {zh.todo.all}
                </Go>
              )}
            </>
          )
        }
      </Answer>
    </Section>
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
    {
      label: zh.overview.upperAdopted,
      value: overview.upperAdopted,
      unit: zh.overview.unitTimes,
      hint: zh.overview.creditsHint,
    },
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
