import { Button } from 'antd'
import { useState } from 'react'
import type { IssueRow } from '../../../api/bulletin.ts'
import { chinesePeriod } from '../../../domain/calendar.ts'
import { IssueId, OutletId } from '../../../domain/model.ts'
import { useAddress } from '../../address.ts'
import { useAnswer } from '../../answers.ts'
import { Answer, Empty } from '../../parts/answer.tsx'
import { Pick } from '../../parts/choice.tsx'
import { ExportButton } from '../../parts/export.tsx'
import { Go } from '../../parts/go.tsx'
import { PageHead } from '../../parts/page-head.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'
import { IssueView } from './issue-view.tsx'
import { NewIssue } from './number-dialog.tsx'

const text = zh.issue.list
const ROWS = 50
const ROWS_MAX = 200

/** 刊物: the issues, and one of them as a board or as its pages. */
export default function IssuePage() {
  const { filters } = useAddress()
  const asked = IssueId.safeParse(filters.issue)
  return asked.success ? <IssueView key={asked.data} id={asked.data} /> : <Issues />
}

function Issues() {
  const { filters } = useAddress()
  const may = useRights()
  const [limit, setLimit] = useState(ROWS)
  const bulletin = OutletId.safeParse(filters.bulletin)
  const year = /^\d{4}$/.test(filters.year ?? '') ? Number(filters.year) : null
  const input = {
    ...(bulletin.success ? { bulletin: bulletin.data } : {}),
    ...(year === null ? {} : { year }),
  }
  const issues = useAnswer('issue.list', { ...input, limit })
  return (
    <>
      <PageHead
        title={text.title}
        aside={issues.data !== undefined && <span className="quiet">{text.count(issues.data.total)}</span>}
      >
        <ExportButton of="issue.list" input={input} name={text.export} />
        {may('issue.create') !== null && <NewIssue />}
      </PageHead>
      <Filters years={issues.data?.years ?? []} />
      <Answer of={issues}>
        {answer =>
          answer.issues.length === 0 ? (
            <Empty title={text.empty} hint={text.emptyHint} />
          ) : (
            <>
              <IssueTable rows={answer.issues} />
              {answer.total > answer.issues.length && limit < ROWS_MAX && (
                <p className="foot">
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

function Filters({ years }: { years: readonly number[] }) {
  const { filters, set } = useAddress()
  const bulletins = useAnswer('bulletin.list', {})
  return (
    <p className="filter">
      <Pick
        label={text.bulletin}
        value={filters.bulletin ?? ''}
        options={[
          { value: '', label: text.anyBulletin },
          ...(bulletins.data?.bulletins ?? []).map(one => ({ value: String(one.id), label: one.name })),
        ]}
        onChange={bulletin => set({ bulletin })}
      />
      <Pick
        label={text.year}
        value={filters.year ?? ''}
        options={[
          { value: '', label: text.anyYear },
          ...years.map(year => ({ value: String(year), label: String(year) })),
        ]}
        onChange={year => set({ year })}
      />
    </p>
  )
}

const IssueTable = ({ rows }: { rows: readonly IssueRow[] }) => (
  <table className="plain cards issue-table">
    <thead>
      <tr>
        <th scope="col">{text.bulletin}</th>
        <th scope="col">{text.heads.number}</th>
        <th scope="col">{text.heads.state}</th>
        <th scope="col">{text.heads.day}</th>
        <th scope="col">{text.heads.period}</th>
        <th scope="col" className="num">
          {text.heads.items}
        </th>
      </tr>
    </thead>
    <tbody>
      {rows.map(row => (
        <tr key={row.id}>
          <td className="quiet">{row.bulletinName}</td>
          <td className="card-title">
            <Go to={`/issue?issue=${row.id}`}>{text.number(row.year, row.number, row.totalNumber)}</Go>
          </td>
          <td>
            <IssueState row={row} />
          </td>
          <td>{row.issuedOn ?? (row.plannedOn === null ? '' : text.planned(row.plannedOn))}</td>
          <td>{row.period === null ? '' : chinesePeriod(row.period)}</td>
          <td className="num">{text.items(row.items)}</td>
        </tr>
      ))}
    </tbody>
  </table>
)

const IssueState = ({ row }: { row: Pick<IssueRow, 'state'> }) => (
  <span className={`badge issue-${row.state}`}>{zh.issue.states[row.state]}</span>
)
