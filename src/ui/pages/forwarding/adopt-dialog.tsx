import { App, Input, Modal } from 'antd'
import { useState } from 'react'
import type { ForwardingView } from '../../../api/upward.ts'
import { chinesePeriod, LocalDate } from '../../../domain/calendar.ts'
import { type AdoptionKind, OutletId, type UnitId } from '../../../domain/model.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import { Choice, Pick } from '../../parts/choice.tsx'
import { Field } from '../../parts/field.tsx'
import { UnitsField } from '../../parts/units-field.tsx'
import { useSession } from '../../session.ts'
import { zh } from '../../zh.ts'
import { UPPER, UPPER_CHOICES, type Upper } from './record-dialog.tsx'
import { Submit } from './submit.tsx'

const text = zh.upward
const words = text.forwarding

/** 登记上级采用: which outlet above took it, as what, on what day, credited to whom. */
export function AdoptDialog({ forwarding, onClose }: { forwarding: ForwardingView | null; onClose: () => void }) {
  return (
    <Modal
      open={forwarding !== null}
      title={forwarding === null ? '' : words.adoptTitle(forwarding.title)}
      footer={null}
      onCancel={onClose}
      width={620}
      destroyOnHidden
    >
      {forwarding !== null && <AdoptForm forwarding={forwarding} onDone={onClose} />}
    </Modal>
  )
}

function AdoptForm({ forwarding, onDone }: { forwarding: ForwardingView; onDone: () => void }) {
  const { today } = useSession()
  const { message } = App.useApp()
  const register = useAnswer('unit.list', {})
  const [level, setLevel] = useState<Upper>(UPPER.find(one => one === forwarding.level) ?? 'city')
  const [asked, setOutlet] = useState<string | null>(null)
  const [name, setName] = useState(forwarding.outlet)
  const [kind, setKind] = useState<AdoptionKind>('report')
  const [on, setOn] = useState<string>(today)
  const [units, setUnits] = useState<readonly UnitId[]>(forwarding.units.map(unit => unit.unit))
  const adopt = useCommand('forwarding.adopt', ({ posting, late }) => {
    void message.success(text.saved(chinesePeriod(posting), late), late ? 8 : 3)
    onDone()
  })
  const day = LocalDate.safeParse(on)
  const known = (register.data?.outlets ?? []).filter(one => one.level === level)
  // Until somebody chooses: the one it was sent for, where it is known.
  const outlet = asked ?? known.find(one => one.name === forwarding.outlet)?.id ?? ''
  const chosen = OutletId.safeParse(outlet)
  const ready = day.success && units.length > 0 && (chosen.success || name.trim() !== '')
  return (
    <form
      className="dialog-form"
      onSubmit={event => {
        event.preventDefault()
        if (!day.success) return
        adopt.mutate({
          forwarding: forwarding.id,
          outlet: chosen.success ? chosen.data : null,
          outletName: chosen.success ? '' : name,
          level,
          kind,
          on: day.data,
          credits: units.map(unit => ({ unit, weight: 1 })),
        })
      }}
    >
      <div className="commission-columns">
        <div className="field">
          <p className="label">{text.level}</p>
          <Choice
            label={text.level}
            value={level}
            options={UPPER_CHOICES}
            onChange={next => {
              setLevel(next)
              setOutlet(null)
            }}
          />
        </div>
        <div className="field">
          <p className="label">{words.kind}</p>
          <Choice
            label={words.kind}
            value={kind}
            options={[
              { value: 'report', label: words.kinds.report },
              { value: 'brief', label: words.kinds.brief },
            ]}
            onChange={setKind}
          />
        </div>
        {known.length > 0 && (
          <div className="field">
            <Pick
              showLabel
              label={words.adoptedBy}
              value={outlet}
              options={[{ value: '', label: words.another }, ...known.map(one => ({ value: one.id, label: one.name }))]}
              onChange={setOutlet}
            />
          </div>
        )}
        {!chosen.success && (
          <Field label={known.length > 0 ? words.outletName : words.adoptedBy}>
            <Input maxLength={80} value={name} onChange={event => setName(event.target.value)} />
          </Field>
        )}
        <Field label={text.day}>
          <Input type="date" min={forwarding.on} max={today} value={on} onChange={event => setOn(event.target.value)} />
        </Field>
      </div>
      {register.data !== undefined && (
        <UnitsField label={text.credits} register={register.data} value={units} onChange={setUnits} />
      )}
      <ProblemAlert error={adopt.error} />
      <Submit label={words.adopt} ready={ready} busy={adopt.isPending} />
    </form>
  )
}
