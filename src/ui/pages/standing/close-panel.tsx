import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import type { Output, PeriodView } from '../../../api.ts'
import { chinesePeriod, lastDay, type Period } from '../../../domain/calendar.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { Answer, ProblemAlert } from '../../parts/answer.tsx'
import { Field } from '../../parts/field.tsx'
import { Go } from '../../parts/go.tsx'
import { Moves } from '../../parts/moves.tsx'
import { useRights, useSession } from '../../session.ts'
import { zh } from '../../zh.ts'

/** 月结试算 for the editors, 月结 by the chief; a closed month can be opened again by two persons until its notice is out. */
export function ClosePanel({ month }: { month: PeriodView }) {
  const may = useRights()
  const [open, setOpen] = useState(false)
  if (month.state === 'open' && may('period.preview') !== null) {
    return (
      <>
        <Button type="primary" onClick={() => setOpen(true)}>
          {zh.standing.preview}
        </Button>
        <Modal
          open={open}
          title={zh.standing.previewTitle(chinesePeriod(month.period))}
          footer={null}
          onCancel={() => setOpen(false)}
          width={560}
          destroyOnHidden
        >
          <Preview month={month} onDone={() => setOpen(false)} />
        </Modal>
      </>
    )
  }
  if (month.state === 'closed' && may('period.reopen') !== null) {
    return (
      <>
        <Button onClick={() => setOpen(true)}>{zh.standing.reopen}</Button>
        <Modal
          open={open}
          title={`${zh.standing.reopen} · ${chinesePeriod(month.period)}`}
          footer={null}
          onCancel={() => setOpen(false)}
          width={480}
          destroyOnHidden
        >
          <ReopenForm month={month} onDone={() => setOpen(false)} />
        </Modal>
      </>
    )
  }
  return null
}

function Preview({ month, onDone }: { month: PeriodView; onDone: () => void }) {
  const preview = useAnswer('period.preview', { period: month.period })
  const may = useRights()
  return (
    <Answer of={preview}>
      {answer => (
        <>
          <p>{zh.standing.previewHint(answer.entries)}</p>
          <h3>{zh.standing.remarks}</h3>
          <Remarks remarks={answer.remarks} />
          <Rehearsal period={month.period} />
          {may('period.close') !== null && <CloseForm month={month} preview={answer} onDone={onDone} />}
        </>
      )}
    </Answer>
  )
}

/** Who would move, what nobody decided on, who is late, and what looks handed in twice. */
function Rehearsal({ period }: { period: Period }) {
  const rehearsal = useAnswer('period.rehearse', { period })
  return (
    <Answer of={rehearsal}>
      {answer => (
        <>
          <ul className="remarks">
            {answer.undecided > 0 && (
              <li>
                <Go to="/article">{zh.standing.undecided(answer.undecided)}</Go>
              </li>
            )}
            {answer.overdueCommissions > 0 && (
              <li>
                <Go to="/commission">{zh.standing.overdue(answer.overdueCommissions)}</Go>
              </li>
            )}
            {answer.duplicates.map(({ titles }) => (
              <li key={titles.join()}>{zh.standing.twins(titles)}</li>
            ))}
          </ul>
          <h3>{zh.notice.movesTitle}</h3>
          <Moves moves={answer.moves} />
        </>
      )}
    </Answer>
  )
}

function Remarks({ remarks }: Pick<Output<'period.preview'>, 'remarks'>) {
  if (remarks.length === 0) return <p className="quiet">{zh.standing.remarksEmpty}</p>
  return (
    <ul className="remarks">
      {remarks.map(remark => (
        <li key={remark.code}>{remark.message}</li>
      ))}
    </ul>
  )
}

function CloseForm({
  month,
  preview,
  onDone,
}: {
  month: PeriodView
  preview: Output<'period.preview'>
  onDone: () => void
}) {
  const { today } = useSession()
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const close = useCommand('period.close', () => {
    void message.success(zh.standing.closed(chinesePeriod(month.period)))
    onDone()
  })
  const early = today <= lastDay(month.period)
  const units = preview.standings.groups.reduce((count, group) => count + group.rows.length, 0)
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        close.mutate(early ? { period: month.period, early: reason } : { period: month.period })
      }}
    >
      {early && (
        <Field label={zh.standing.earlyReason} hint={zh.standing.early}>
          <Input.TextArea
            required
            rows={2}
            maxLength={500}
            value={reason}
            onChange={event => setReason(event.target.value)}
          />
        </Field>
      )}
      <ProblemAlert error={close.error} />
      <Button
        type="primary"
        danger
        htmlType="submit"
        loading={close.isPending}
        disabled={early && reason.trim() === ''}
      >
        {zh.standing.closeConfirm(chinesePeriod(month.period), units, preview.entries)}
      </Button>
    </form>
  )
}

function ReopenForm({ month, onDone }: { month: PeriodView; onDone: () => void }) {
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const [account, setAccount] = useState('')
  const [password, setPassword] = useState('')
  const reopen = useCommand('period.reopen', () => {
    void message.success(zh.standing.reopened)
    onDone()
  })
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        reopen.mutate({ period: month.period, reason, second: { account, password } })
      }}
    >
      <p>{zh.standing.reopenHint}</p>
      <Field label={zh.standing.reopenReason}>
        <Input.TextArea
          required
          rows={2}
          maxLength={500}
          value={reason}
          onChange={event => setReason(event.target.value)}
        />
      </Field>
      <Field label={zh.standing.secondAccount}>
        <Input required autoComplete="off" value={account} onChange={event => setAccount(event.target.value.trim())} />
      </Field>
      <Field label={zh.standing.secondPassword}>
        <Input.Password
          required
          autoComplete="off"
          value={password}
          onChange={event => setPassword(event.target.value)}
        />
      </Field>
      <ProblemAlert error={reopen.error} />
      <div className="row">
        <Button type="primary" danger htmlType="submit" loading={reopen.isPending}>
          {zh.standing.reopen}
        </Button>
        <Go to={`/notice?period=${month.period}`}>{zh.shell.places.notice}</Go>
      </div>
    </form>
  )
}
