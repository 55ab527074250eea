import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import type { Correction, NoticeWork } from '../../../api/office-work.ts'
import type { Period } from '../../../domain/calendar.ts'
import { useCommand } from '../../answers.ts'
import { shortClock } from '../../format.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import { Field } from '../../parts/field.tsx'
import { Section } from '../../parts/page-head.tsx'
import { zh } from '../../zh.ts'

/** How many units have read what is out, and which have not. */
export function Readers({ readers }: Pick<NoticeWork, 'readers'>) {
  return (
    <Section title={zh.notice.readersTitle}>
      <p>{readers.of === 0 ? zh.notice.readersNone : zh.notice.readers(readers.read, readers.of)}</p>
      {readers.unread.length > 0 && <p className="quiet">{zh.notice.unreadUnits(readers.unread.join('、'))}</p>}
    </Section>
  )
}

export function Corrections({ corrections }: { corrections: readonly Correction[] }) {
  if (corrections.length === 0) return null
  return (
    <Section title={zh.notice.correctionsTitle}>
      <ol className="corrections">
        {corrections.map(one => (
          <li key={`${one.at} ${one.text}`}>
            <p>{one.text}</p>
            {one.changes.length > 0 && (
              <ul className="remarks">
                {one.changes.map(change => (
                  <li key={change}>{change}</li>
                ))}
              </ul>
            )}
            <p className="quiet">{zh.notice.correctionLine(one.by, shortClock(one.at))}</p>
          </li>
        ))}
      </ol>
    </Section>
  )
}

/** 更正通报: said beside the notice, which stays as it went out. */
export function CorrectNotice({ period }: { period: Period }) {
  const { message } = App.useApp()
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const correct = useCommand('notice.correct', () => {
    void message.success(zh.notice.corrected)
    setText('')
    setOpen(false)
  })
  return (
    <>
      <Button onClick={() => setOpen(true)}>{zh.notice.correctTitle}</Button>
      <Modal
        open={open}
        title={zh.notice.correctTitle}
        footer={null}
        onCancel={() => setOpen(false)}
        width={520}
        destroyOnHidden
      >
        <form
          onSubmit={event => {
            event.preventDefault()
            correct.mutate({ period, text })
          }}
        >
          <Field label={zh.notice.correctText} hint={zh.notice.correctHint}>
            <Input.TextArea
              required
              rows={4}
              maxLength={3000}
              value={text}
              onChange={event => setText(event.target.value)}
            />
          </Field>
          <ProblemAlert error={correct.error} />
          <Button type="primary" htmlType="submit" loading={correct.isPending} disabled={text.trim() === ''}>
            {zh.notice.correct}
          </Button>
        </form>
      </Modal>
    </>
  )
}
