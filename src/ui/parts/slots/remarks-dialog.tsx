import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import type { Remark } from '../../../domain/commission/remarks.ts'
import { zh } from '../../zh.ts'
import { Field } from '../field.tsx'

const text = zh.slots.remarks

/** What is open before a reply is sent: one goes back and mends it, or says why and sends it so. */
export function RemarksDialog({
  remarks,
  busy,
  onBack,
  onGo,
}: {
  remarks: readonly Remark[] | null
  busy: boolean
  onBack: () => void
  onGo: (note: string) => void
}) {
  const [note, setNote] = useState('')
  // What was written stays for the next try.
  const open = remarks !== null
  return (
    <Modal
      open={open}
      title={text.title(remarks?.length ?? 0)}
      footer={null}
      onCancel={onBack}
      width={560}
      destroyOnHidden
    >
      <ul className="remark-list">
        {(remarks ?? []).map(one => {
          const words = zh.slots.remark(one)
          return <li key={words}>{words}</li>
        })}
      </ul>
      <p className="says">{text.says}</p>
      <Field label={text.note} hint={text.noteHint}>
        <Input maxLength={500} value={note} onChange={event => setNote(event.target.value)} />
      </Field>
      <p className="row">
        <Button type="primary" onClick={onBack}>
          {text.back}
        </Button>
        <Button disabled={note.trim() === ''} loading={busy} onClick={() => onGo(note.trim())}>
          {text.go}
        </Button>
      </p>
    </Modal>
  )
}
