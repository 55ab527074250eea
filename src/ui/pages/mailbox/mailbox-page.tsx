import { App, Button } from 'antd'
import { useState } from 'react'
import type { MailboxView } from '../../../api/letter.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { call } from '../../client.ts'
import { clock } from '../../format.ts'
import { Answer, Empty, ProblemAlert } from '../../parts/answer.tsx'
import { PageHead } from '../../parts/page-head.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'
import { MailboxDialog } from './mailbox-dialog.tsx'
import { Senders } from './senders.tsx'

const text = zh.mailbox

/** 投稿邮箱: where mail is fetched, how that goes, and whose addresses are known. */
export default function MailboxPage() {
  const mailboxes = useAnswer('mailbox.list', {})
  const may = useRights()
  const [editing, setEditing] = useState<MailboxView | 'new' | null>(null)
  const maySave = may('mailbox.save') !== null
  return (
    <>
      <PageHead title={text.title}>
        {maySave && (
          <Button type="primary" onClick={() => setEditing('new')}>
            {text.create}
          </Button>
        )}
      </PageHead>
      <Answer of={mailboxes}>
        {answer => (
          <>
            {answer.mailboxes.length === 0 && (
              <Empty title={text.empty} hint={maySave ? text.emptyHint : text.emptyEditor} />
            )}
            {answer.mailboxes.map(mailbox => (
              <Card key={mailbox.id} mailbox={mailbox} onEdit={maySave ? () => setEditing(mailbox) : null} />
            ))}
            <MailboxDialog
              key={editing === null || editing === 'new' ? String(editing) : editing.id}
              mailbox={editing}
              onClose={() => setEditing(null)}
            />
          </>
        )}
      </Answer>
      <Senders />
    </>
  )
}

/** One mailbox: whether letters come, since when not, and what to do about it. */
function Card({ mailbox, onEdit }: { mailbox: MailboxView; onEdit: (() => void) | null }) {
  const { message } = App.useApp()
  const may = useRights()
  const poll = useCommand('mailbox.poll', () => void message.success(text.polling))
  const [trying, setTrying] = useState<{ ok: boolean; message: string } | 'now' | null>(null)
  const [problem, setProblem] = useState<Error | null>(null)
  const attempt = async (): Promise<void> => {
    setTrying('now')
    setProblem(null)
    try {
      setTrying(await call('mailbox.test', { mailbox: mailbox.id }))
    } catch (error) {
      setTrying(null)
      setProblem(error instanceof Error ? error : new Error(String(error)))
    }
  }
  return (
    <section className="mailbox-card" aria-label={mailbox.name}>
      <h2>
        {mailbox.name}
        <span className="quiet">
          <bdi>{mailbox.username}</bdi> · {mailbox.host}:{mailbox.port} · {mailbox.folder}
        </span>
        {!mailbox.active && <span className="badge">{text.off}</span>}
      </h2>
      <p>
        {mailbox.alarm && <span className="mailbox-alarm">{text.alarm} · </span>}
        {mailbox.goodAt === null ? text.never : text.good(clock(mailbox.goodAt))} · {text.received(mailbox.received)}
      </p>
      {mailbox.failures > 0 && (
        <p>
          {text.failed(mailbox.failures, mailbox.error)}{' '}
          <span className="quiet">{text.next(clock(mailbox.nextAt))}</span>
        </p>
      )}
      {mailbox.stuck > 0 && <p className="mailbox-alarm">{text.stuck(mailbox.stuck)}</p>}
      {trying !== null && (
        <p className={trying !== 'now' && !trying.ok ? 'problem' : 'quiet'} role="status">
          {trying === 'now' ? text.testing : trying.message}
        </p>
      )}
      <ProblemAlert error={problem ?? poll.error} />
      <p className="letter-steps">
        {mailbox.active && (
          <Button size="small" loading={poll.isPending} onClick={() => poll.mutate({ mailbox: mailbox.id })}>
            {text.poll}
          </Button>
        )}
        {may('mailbox.test') !== null && (
          <Button size="small" loading={trying === 'now'} onClick={() => void attempt()}>
            {text.test}
          </Button>
        )}
        {onEdit !== null && (
          <Button size="small" onClick={onEdit}>
            {text.edit}
          </Button>
        )}
      </p>
    </section>
  )
}
