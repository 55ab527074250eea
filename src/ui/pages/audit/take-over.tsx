import { useMutation } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import type { AuditView, Output } from '../../../api.ts'
import { chinesePeriod } from '../../../domain/calendar.ts'
import { formatPoints } from '../../../domain/points.ts'
import { useCommand } from '../../answers.ts'
import { call } from '../../client.ts'
import { Loading, ProblemAlert } from '../../parts/answer.tsx'
import { Go } from '../../parts/go.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'

type Report = Output<'notice.import'>

/** 接收为历史: rehearsed first, so the report says what would be written; then written once. */
export function TakeOver({ audit, units, items }: { audit: AuditView; units: number; items: number }) {
  const may = useRights()
  const [open, setOpen] = useState(false)
  const input = { file: audit.file, name: audit.name }
  const rehearsal = useMutation<Report, Error>({ mutationFn: () => call('notice.import', input, { dryRun: true }) })
  const take = useCommand('notice.import')
  if (may('notice.import') === null) return null
  const period = audit.notice.period
  const report = take.data ?? rehearsal.data
  return (
    <>
      <Button
        type="primary"
        onClick={() => {
          setOpen(true)
          take.reset()
          rehearsal.mutate()
        }}
      >
        {zh.audit.take}
      </Button>
      <Modal
        open={open}
        title={take.isSuccess ? zh.audit.taken : zh.audit.takeTitle}
        footer={null}
        onCancel={() => setOpen(false)}
        width={600}
        destroyOnHidden
      >
        {take.isSuccess ? (
          take.data.changed || <p>{zh.audit.unchanged}</p>
        ) : (
          <p>{period !== null && zh.audit.takeSays(chinesePeriod(period), units, items)}</p>
        )}
        {rehearsal.isPending && <Loading text={zh.audit.rehearsing} />}
        <ProblemAlert error={take.error ?? rehearsal.error} />
        {report !== undefined && <ReportView report={report} rehearsed={!take.isSuccess} />}
        <div className="row">
          {take.isSuccess ? (
            <Go className="button-link" to={`/standing?period=${take.data.period}`}>
              {zh.audit.toStandings}
            </Go>
          ) : (
            <Button
              type="primary"
              disabled={rehearsal.data === undefined}
              loading={take.isPending}
              onClick={() => take.mutate(input)}
            >
              {zh.audit.take}
            </Button>
          )}
        </div>
      </Modal>
    </>
  )
}

function ReportView({ report, rehearsed }: { report: Report; rehearsed: boolean }) {
  const counts = [
    [zh.audit.reportUnits, report.units],
    [zh.audit.reportGroups, report.groups],
    [zh.audit.reportArticles, report.articles],
    [zh.audit.reportAdoptions, report.adoptions],
    [zh.audit.reportCommissions, report.commissions],
    [zh.audit.reportOpenings, report.openings],
  ] as const
  return (
    <div className="report">
      {rehearsed && <p className="quiet">{report.changed ? zh.audit.takeRehearsed : zh.audit.unchanged}</p>}
      <dl className="counts">
        {counts.map(([label, count]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
      {report.aliases.length > 0 && (
        <>
          <h3>{zh.audit.aliases}</h3>
          <ul>
            {report.aliases.map(one => (
              <li key={`${one.written} ${one.unit}`}>{zh.audit.aliasOf(one.written, one.unit)}</li>
            ))}
          </ul>
        </>
      )}
      <h3>{zh.audit.differences}</h3>
      {report.differences.length === 0 ? (
        <p className="quiet">{zh.audit.differencesEmpty}</p>
      ) : (
        <Differences report={report} />
      )}
      {report.remarks.length > 0 && (
        <>
          <h3>{zh.audit.importRemarks}</h3>
          <ul>
            {report.remarks.map(remark => (
              <li key={remark}>{remark}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

const Differences = ({ report }: { report: Report }) => (
  <ul>
    {report.differences.map(one => (
      <li key={one.message}>
        <strong>{`${one.unit} · ${one.column}`}</strong>{' '}
        {`${zh.audit.stated} ${formatPoints(one.stated)}  ${zh.audit.computed} ${formatPoints(one.computed)}`}
        <span className="quiet">{one.message}</span>
      </li>
    ))}
  </ul>
)
