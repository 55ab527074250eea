import { App, Button, Checkbox, Input, Modal } from 'antd'
import { useState } from 'react'
import type { LetterDetail } from '../../../api/letter.ts'
import type { UnitId } from '../../../domain/model.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import { Field } from '../../parts/field.tsx'
import { zh } from '../../zh.ts'

const text = zh.letter.steps

type Asked = 'decline' | 'release' | 'set-aside'
const ASKED: readonly Asked[] = ['decline', 'release', 'set-aside']
const WORDS: Readonly<Record<Asked, { readonly says: string; readonly hint: string }>> = {
  decline: { says: text.decline, hint: text.declineHint },
  release: { says: text.release, hint: text.reasonHint },
  'set-aside': { says: text.aside, hint: text.asideHint },
}

/** What may be done with a letter besides confirming it: hand it to a unit, refuse it, put it back, set it aside; each with a reason. */
export function Steps({
  letter,
  unit = null,
  reason = '',
}: {
  letter: LetterDetail
  unit?: UnitId | null
  reason?: string
}) {
  const { message } = App.useApp()
  const [asking, setAsking] = useState<Asked | null>(null)
  const [trust, setTrust] = useState(false)
  const claim = useCommand('letter.claim', () => void message.success(text.claimed))
  const isReady = unit !== null && reason.trim() !== ''
  return (
    <>
      {letter.steps.includes('claim') && (
        <>
          <Button
            disabled={!isReady}
            loading={claim.isPending}
            onClick={() =>
              unit !== null && claim.mutate({ letter: letter.id, version: letter.version, unit, reason, trust })
            }
          >
            {text.claim}
          </Button>
          {letter.state === 'unclaimed' && letter.from.address !== '' && (
            <Checkbox checked={trust} onChange={event => setTrust(event.target.checked)}>
              {text.trust}
            </Checkbox>
          )}
        </>
      )}
      {ASKED.filter(step => letter.steps.includes(step)).map(step => (
        <Button key={step} onClick={() => setAsking(step)}>
          {WORDS[step].says}
        </Button>
      ))}
      <ProblemAlert error={claim.error} />
      <Modal
        open={asking !== null}
        title={asking === null ? '' : WORDS[asking].says}
        footer={null}
        onCancel={() => setAsking(null)}
        width={460}
        destroyOnHidden
      >
        {asking !== null && <ReasonForm letter={letter} step={asking} onDone={() => setAsking(null)} />}
      </Modal>
    </>
  )
}

function ReasonForm({ letter, step, onDone }: { letter: LetterDetail; step: Asked; onDone: () => void }) {
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const said = (words: string) => () => {
    void message.success(words)
    onDone()
  }
  const commands = {
    decline: useCommand('letter.decline', said(text.declined)),
    release: useCommand('letter.release', said(text.released)),
    'set-aside': useCommand('letter.set-aside', said(text.setAside)),
  }
  const command = commands[step]
  return (
    <form
      className="dialog-form"
      onSubmit={event => {
        event.preventDefault()
        command.mutate({ letter: letter.id, version: letter.version, reason })
      }}
    >
      <Field label={text.reason} hint={WORDS[step].hint}>
        <Input.TextArea rows={3} maxLength={500} value={reason} onChange={event => setReason(event.target.value)} />
      </Field>
      <ProblemAlert error={command.error} />
      <Button type="primary" htmlType="submit" disabled={reason.trim() === ''} loading={command.isPending}>
        {WORDS[step].says}
      </Button>
    </form>
  )
}

/** Whose a letter is, and how that was made sure: asked of the office before anything comes of it. */
export function UnitAndReason({
  letter,
  unit,
  onUnit,
  reason,
  onReason,
}: {
  letter: LetterDetail
  unit: UnitId | null
  onUnit: (unit: UnitId | null) => void
  reason: string
  onReason: (reason: string) => void
}) {
  const units = useAnswer('unit.list', {})
  const active = (units.data?.units ?? []).filter(one => one.active)
  return (
    <>
      <Field label={text.unit}>
        <select
          value={unit ?? ''}
          onChange={event => onUnit(active.find(one => one.id === event.target.value)?.id ?? null)}
        >
          <option value="">{text.noUnit}</option>
          {active.map(one => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </Field>
      {letter.near.length > 0 && (
        <p className="letter-near">
          <span className="quiet">{text.near}</span>
          {letter.near.map(one => (
            <Button key={one.unit} size="small" onClick={() => onUnit(one.unit)}>
              {one.name}
            </Button>
          ))}
        </p>
      )}
      <Field label={text.reason} hint={text.reasonHint}>
        <Input.TextArea rows={2} maxLength={500} value={reason} onChange={event => onReason(event.target.value)} />
      </Field>
    </>
  )
}
