import { Input, Modal } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { REASONS, type ReasonCode } from '../../../domain/article.ts'
import { Field } from '../../parts/field.tsx'
import { zh } from '../../zh.ts'
import { type Intended, wordOf } from './deciding.ts'

const text = zh.article.pool

/** Why an article goes back or is not used: a key a reason, Enter to do it; words for the unit where they help. */
export function ReasonDialog({
  asking,
  onSend,
  onCancel,
}: {
  asking: Intended | null
  onSend: (reason: ReasonCode, comment: string) => void
  onCancel: () => void
}) {
  const word = asking === null ? '' : wordOf(asking.step, asking.kind)
  return (
    <Modal
      open={asking !== null}
      title={text.reasonTitle(word, asking?.articles.length ?? 1)}
      footer={null}
      onCancel={onCancel}
      width={480}
      destroyOnHidden
    >
      {asking !== null && <Reasons word={word} onSend={onSend} />}
    </Modal>
  )
}

/** The keys of the reasons in their order: 1…9, 0, and - for the last. */
const KEYS = '1234567890-'

function Reasons({ word, onSend }: { word: string; onSend: (reason: ReasonCode, comment: string) => void }) {
  const [reason, setReason] = useState<ReasonCode>(REASONS[0])
  const [comment, setComment] = useState('')
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector('input')?.focus(), [])
  const pressed = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLTextAreaElement) {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSend(reason, comment)
      return
    }
    const found = REASONS[KEYS.indexOf(event.key)]
    if (event.key.length === 1 && found !== undefined) {
      setReason(found)
      event.preventDefault()
    }
  }
  return (
    <form
      ref={form}
      onKeyDown={pressed}
      onSubmit={event => {
        event.preventDefault()
        onSend(reason, comment)
      }}
    >
      <p className="quiet">{text.reasonHint}</p>
      <fieldset className="reason-list">
        <legend className="hidden-label">{text.reason}</legend>
        {REASONS.map((code, index) => (
          <label key={code}>
            <input type="radio" name="reason" checked={reason === code} onChange={() => setReason(code)} />
            <kbd>{KEYS[index]}</kbd> {zh.article.reasons[code]}
          </label>
        ))}
      </fieldset>
      <Field label={text.explain}>
        <Input.TextArea rows={2} maxLength={1000} value={comment} onChange={event => setComment(event.target.value)} />
      </Field>
      <button type="submit" className="button-link">
        {word}
      </button>
    </form>
  )
}
