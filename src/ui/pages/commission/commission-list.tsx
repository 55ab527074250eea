import { Button, Input } from 'antd'
import { useState } from 'react'
import type { CommissionRow } from '../../../api/commission.ts'
import { chinesePeriod } from '../../../domain/calendar.ts'
import { CommissionState, isRunning } from '../../../domain/commission.ts'
import { useAddress } from '../../address.ts'
import { useAnswer } from '../../answers.ts'
import { Answer, Empty } from '../../parts/answer.tsx'
import { Pick } from '../../parts/choice.tsx'
import { Due } from '../../parts/due.tsx'
import { ExportButton } from '../../parts/export.tsx'
import { Go } from '../../parts/go.tsx'
import { PageHead } from '../../parts/page-head.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'
import { CommissionBadge, UnitBadge } from './badges.tsx'

const text = zh.commission
const ROWS = 50
const ROWS_MAX = 200

/** Every commission one may see: for the office how far the units are, for a unit how it stands itself. */
export function CommissionList({ onCreate }: { onCreate: () => void }) {
  const { filters, set } = useAddress()
  const may = useRights()
  const [limit, setLimit] = useState(ROWS)
  const office = may('commission.table') === 'all'
  const periods = useAnswer('period.list', {})
  const state = CommissionState.options.find(one => one === filters.state)
  const period = periods.data?.periods.find(one => one.period === filters.period)?.period
  const sort: 'due' | 'newest' = filters.sort === 'newest' ? 'newest' : 'due'
  const asked = {
    ...(state === undefined ? {} : { states: [state] }),
    ...(period === undefined ? {} : { period }),
    ...(filters.text === undefined ? {} : { text: filters.text }),
    sort,
  }
  const table = useAnswer('commission.table', { limit, ...asked })
  const filtered = state !== undefined || period !== undefined || filters.text !== undefined
  return (
    <>
      <PageHead
        title={text.title}
        aside={
          table.data !== undefined && <span className="quiet">{text.count(table.data.total, table.data.more)}</span>
        }
      >
        <ExportButton of="commission.table" input={asked} name={text.title} />
        {may('commission.save') !== null && (
          <Button type="primary" onClick={onCreate}>
            {text.create}
          </Button>
        )}
      </PageHead>
      <p className="filter">
        <Input
          type="search"
          allowClear
          aria-label={text.search}
          placeholder={text.search}
          value={filters.text ?? ''}
          onChange={event => set({ text: event.target.value })}
        />
        <Pick
          label={text.state}
          value={state ?? ''}
          options={[
            { value: '', label: text.allStates },
            ...CommissionState.options
              .filter(one => office || one !== 'drafting')
              .map(one => ({ value: one, label: text.states[one] })),
          ]}
          onChange={value => set({ state: value })}
        />
        <Pick
          label={text.month}
          value={period ?? ''}
          options={[
            { value: '', label: text.allMonths },
            ...[...(periods.data?.periods ?? [])]
              .reverse()
              .map(one => ({ value: one.period, label: chinesePeriod(one.period) })),
          ]}
          onChange={value => set({ period: value })}
        />
        <Pick
          label={text.sort}
          value={sort}
          options={[
            { value: 'due', label: text.sorts.due },
            { value: 'newest', label: text.sorts.newest },
          ]}
          onChange={value => set({ sort: value === 'due' ? null : value })}
        />
      </p>
      <Answer of={table}>
        {answer =>
          answer.commissions.length === 0 ? (
            <Empty {...emptyWords(filtered, office)} />
          ) : (
            <>
              {office ? <OfficeRows rows={answer.commissions} /> : <OwnRows rows={answer.commissions} />}
              {answer.total > answer.commissions.length && limit < ROWS_MAX && (
                <p className="row">
                  <Button onClick={() => setLimit(ROWS_MAX)}>{text.more}</Button>
                </p>
              )}
            </>
          )
        }
      </Answer>
    </>
  )
}

function emptyWords(filtered: boolean, office: boolean): { title: string; hint?: string } {
  if (filtered) return { title: text.noMatch }
  return office ? { title: text.empty, hint: text.emptyHint } : { title: text.emptyOwn, hint: text.emptyOwnHint }
}

const OfficeRows = ({ rows }: { rows: readonly CommissionRow[] }) => (
  <table className="plain cards commissions">
    <thead>
      <tr>
        <th scope="col">{text.columns.title}</th>
        <th scope="col">{text.columns.source}</th>
        <th scope="col">{text.columns.state}</th>
        <th scope="col">{text.columns.due}</th>
        <th scope="col">{text.columns.upper}</th>
        <th scope="col" className="num">
          {text.columns.signed}
        </th>
        <th scope="col" className="num">
          {text.columns.replied}
        </th>
        <th scope="col" className="num">
          {text.columns.late}
        </th>
      </tr>
    </thead>
    <tbody>
      {rows.map(row => {
        const done = !isRunning(row.state)
        return (
          <tr key={row.id}>
            <td className="card-title">
              <Go to={`/commission?id=${row.id}`}>{row.title}</Go>
            </td>
            <td>{row.source}</td>
            <td>
              <CommissionBadge state={row.state} />
            </td>
            <td data-label={text.columns.due}>
              <Due on={row.dueOn} done={done || row.replied >= row.asked} />
            </td>
            <td data-label={text.columns.upper}>
              <Due on={row.upperDueOn} done={done || row.state === 'sent-up' || row.state === 'adopted'} />
            </td>
            <td className="num" data-label={text.columns.signed}>
              {text.of(row.signed, row.asked)}
            </td>
            <td className="num" data-label={text.columns.replied}>
              {text.of(row.replied, row.asked)}
            </td>
            <td className="num needs-action">{row.late > 0 && text.lateCount(row.late)}</td>
          </tr>
        )
      })}
    </tbody>
  </table>
)

const OwnRows = ({ rows }: { rows: readonly CommissionRow[] }) => (
  <table className="plain cards commissions">
    <thead>
      <tr>
        <th scope="col">{text.columns.title}</th>
        <th scope="col">{text.columns.source}</th>
        <th scope="col">{text.columns.own}</th>
        <th scope="col">{text.columns.due}</th>
        <th scope="col">{text.columns.state}</th>
      </tr>
    </thead>
    <tbody>
      {rows.map(row => (
        <tr key={row.id}>
          <td className="card-title">
            <Go to={`/commission?id=${row.id}`}>{row.title}</Go>
          </td>
          <td>{row.source}</td>
          <td>{row.own !== null && <UnitBadge state={row.own.state} late={isRunning(row.state) && row.own.late} />}</td>
          <td data-label={text.columns.due}>
            <Due
              on={row.own?.dueOn ?? row.dueOn}
              done={!isRunning(row.state) || row.own?.state === 'replied' || row.own?.state === 'exempt'}
            />
          </td>
          <td>
            <CommissionBadge state={row.state} />
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)
