import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import type { NoticeWork } from '../../../api/office-work.ts'
import type { NoticeView } from '../../../api.ts'
import { useCommand } from '../../answers.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import { Field } from '../../parts/field.tsx'
import { Go } from '../../parts/go.tsx'
import { useSession } from '../../session.ts'
import { zh } from '../../zh.ts'

const STAGES = ['rehearsal', 'checking', 'in-review', 'signed', 'issued'] as const

/** Where the notice is on its way, who had it in hand, and what keeps it there. */
export function Stages({ work }: { work: NoticeWork }) {
  const lines = [
    ...(work.stage === 'rehearsal' ? [zh.notice.rehearsalHint] : []),
    ...(work.returned === null ? [] : [zh.notice.returnedLine(work.returned.by, work.returned.comment)]),
    ...(work.stage === 'in-review' ? [zh.notice.waitingSign(work.preparedBy ?? '')] : []),
    ...(work.stage === 'in-review' && work.prepared ? [zh.notice.ownWork] : []),
    ...(work.stage === 'signed' ? [zh.notice.signedBy(work.signedBy ?? '')] : []),
    ...(work.stage === 'checking' && work.open.length > 0 ? [zh.notice.toReviewBlocked(work.open.length)] : []),
  ]
  return (
    <div className="stages">
      <ol aria-label={zh.notice.stagesLabel}>
        {STAGES.map(stage => (
          <li
            key={stage}
            className={STAGES.indexOf(stage) < STAGES.indexOf(work.stage) ? 'passed' : ''}
            {...(stage === work.stage ? { 'aria-current': 'step' as const } : {})}
          >
            {zh.notice.stages[stage]}
          </li>
        ))}
      </ol>
      {lines.map(line => (
        <p key={line} className="quiet">
          {line}
        </p>
      ))}
      {work.changedSinceSigned && <p className="needs-action">{zh.notice.changedSinceSigned}</p>}
    </div>
  )
}

/** 送审 by who prepared it; 签发 and 退回 by the chief; the way to 月结 before. */
export function StageDeeds({ work, view, pages }: { work: NoticeWork; view: NoticeView; pages: number }) {
  const { user } = useSession()
  const { message } = App.useApp()
  const { period, version, stage } = work
  const step = useCommand('notice.step', after => {
    void message.success(after.stage === 'in-review' ? zh.notice.sent : zh.notice.signedOk)
  })
  const take = (name: 'send-to-review' | 'sign') => step.mutate({ period, version, step: name, comment: '' })
  const isChief = user.roles.includes('chief')
  const units = view.notice.tables.reduce((count, table) => count + table.rows.length, 0)
  if (stage === 'rehearsal')
    return (
      <Go className="button-link" to={`/standing?period=${period}`}>
        {zh.notice.issueToClose}
      </Go>
    )
  return (
    <>
      <ProblemAlert error={step.error} />
      {(stage === 'in-review' || stage === 'signed') && isChief && <SendBack work={work} />}
      {stage === 'checking' && (
        <Button
          type="primary"
          disabled={work.open.length > 0}
          loading={step.isPending}
          onClick={() => take('send-to-review')}
        >
          {zh.notice.toReview}
        </Button>
      )}
      {stage === 'in-review' && isChief && !work.prepared && (
        <Button
          type="primary"
          danger
          loading={step.isPending}
          title={zh.notice.signHint(units, pages)}
          onClick={() => take('sign')}
        >
          {zh.notice.sign}
        </Button>
      )}
    </>
  )
}

function SendBack({ work }: { work: NoticeWork }) {
  const { message } = App.useApp()
  const [open, setOpen] = useState(false)
  const [comment, setComment] = useState('')
  const step = useCommand('notice.step', () => {
    void message.success(zh.notice.sentBack)
    setOpen(false)
  })
  return (
    <>
      <Button onClick={() => setOpen(true)}>{zh.notice.sendBack}</Button>
      <Modal
        open={open}
        title={zh.notice.sendBack}
        footer={null}
        onCancel={() => setOpen(false)}
        width={480}
        destroyOnHidden
      >
        <form
          onSubmit={event => {
            event.preventDefault()
            step.mutate({ period: work.period, version: work.version, step: 'send-back', comment })
          }}
        >
          <Field label={zh.notice.sendBackWhy}>
            <Input.TextArea
              required
              rows={3}
              maxLength={500}
              value={comment}
              onChange={event => setComment(event.target.value)}
            />
          </Field>
          <ProblemAlert error={step.error} />
          <Button type="primary" htmlType="submit" loading={step.isPending} disabled={comment.trim() === ''}>
            {zh.notice.sendBack}
          </Button>
        </form>
      </Modal>
    </>
  )
}
