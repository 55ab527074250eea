import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import type { NoticeView } from '../../../api.ts'
import { chinesePeriod, LocalDate } from '../../../domain/calendar.ts'
import { useCommand } from '../../answers.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import { Field } from '../../parts/field.tsx'
import { Go } from '../../parts/go.tsx'
import { useRights, useSession } from '../../session.ts'
import { zh } from '../../zh.ts'

/** 印发 by the chief: says in numbers what becomes final, and why not where something is in the way. */
export function IssueNotice({ view, pages }: { view: NoticeView; pages: number }) {
  const may = useRights()
  const [open, setOpen] = useState(false)
  if (may('notice.issue') === null || view.state === 'issued') return null
  const month = chinesePeriod(view.period)
  return (
    <>
      <Button type="primary" danger onClick={() => setOpen(true)}>
        {zh.notice.issue}
      </Button>
      <Modal
        open={open}
        title={zh.notice.issueTitle(month)}
        footer={null}
        onCancel={() => setOpen(false)}
        width={480}
        destroyOnHidden
      >
        {view.state === 'open' ? (
          <>
            <p>{zh.notice.issueNotClosed}</p>
            <Go className="button-link" to={`/standing?period=${view.period}`}>
              {zh.notice.issueToClose}
            </Go>
          </>
        ) : view.findings.some(finding => finding.severity === 'error') ? (
          <p className="needs-action">{zh.notice.issueBlocked}</p>
        ) : (
          <IssueForm view={view} pages={pages} onDone={() => setOpen(false)} />
        )}
      </Modal>
    </>
  )
}

function IssueForm({ view, pages, onDone }: { view: NoticeView; pages: number; onDone: () => void }) {
  const { today } = useSession()
  const { message } = App.useApp()
  const [day, setDay] = useState<string>(view.notice.issuedOn ?? today)
  const issue = useCommand('notice.issue', () => {
    void message.success(zh.notice.issued(chinesePeriod(view.period)))
    onDone()
  })
  const units = view.notice.tables.reduce((count, table) => count + table.rows.length, 0)
  const items = view.notice.lists.reduce((count, list) => count + list.items.length, 0)
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        issue.mutate({ period: view.period, issuedOn: day })
      }}
    >
      <p>{zh.notice.issueSays(units, items, pages)}</p>
      <Field label={zh.notice.issuedOn}>
        <Input type="date" required value={day} onChange={event => setDay(event.target.value)} />
      </Field>
      <ProblemAlert error={issue.error} />
      <Button
        type="primary"
        danger
        htmlType="submit"
        loading={issue.isPending}
        disabled={!LocalDate.safeParse(day).success}
      >
        {zh.notice.issue}
      </Button>
    </form>
  )
}
