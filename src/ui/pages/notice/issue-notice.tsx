import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import type { NoticeView } from '../../../api.ts'
import { chinesePeriod, LocalDate } from '../../../domain/calendar.ts'
import { useCommand } from '../../answers.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import { Field } from '../../parts/field.tsx'
import { useRights, useSession } from '../../session.ts'
import { zh } from '../../zh.ts'

/** 印发 of what was signed: says in numbers what becomes final. */
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
        <IssueForm view={view} pages={pages} onDone={() => setOpen(false)} />
      </Modal>
    </>
  )
}

function IssueForm({ view, pages, onDone }: { view: NoticeView; pages: number; onDone: () => void }) {
  const { today } = useSession()
  const { message } = App.useApp()
  const [day, setDay] = useState<string>(
    // A notice taken over bears the day of the old one, which a demo office has not reached yet.
    view.notice.issuedOn === null || view.notice.issuedOn > today ? today : view.notice.issuedOn,
  )
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
