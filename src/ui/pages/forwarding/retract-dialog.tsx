import { App, Input, Modal } from 'antd'
import { useState } from 'react'
import type { FactId } from '../../../domain/model.ts'
import { useCommand } from '../../answers.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import { Field } from '../../parts/field.tsx'
import { zh } from '../../zh.ts'

const text = zh.upward

/** Takes back what was recorded by mistake, where it is shown. */
export function RetractDialog({ fact, onClose }: { fact: FactId | null; onClose: () => void }) {
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const close = (): void => {
    setReason('')
    onClose()
  }
  const retract = useCommand('fact.retract', () => {
    void message.success(text.retracted)
    close()
  })
  return (
    <Modal
      open={fact !== null}
      title={text.retractTitle}
      okText={text.retract}
      okButtonProps={{ disabled: reason.trim() === '', loading: retract.isPending }}
      onOk={() => fact !== null && retract.mutate({ fact, reason })}
      onCancel={close}
      width={480}
      destroyOnHidden
    >
      <p className="says">{text.retractSays}</p>
      <Field label={text.reason}>
        <Input.TextArea rows={2} maxLength={500} value={reason} onChange={event => setReason(event.target.value)} />
      </Field>
      <ProblemAlert error={retract.error} />
    </Modal>
  )
}
