import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { Period, periodOf } from '../../../domain/calendar.ts'
import { type Unit, UnitId } from '../../../domain/model.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { Answer, ProblemAlert } from '../../parts/answer.tsx'
import { Field } from '../../parts/field.tsx'
import { useRights, useSession } from '../../session.ts'
import { zh } from '../../zh.ts'

const text = zh.people.unit

/** Who works for a unit, and whether a second person of it lets its texts go. */
export function People({ unit }: { unit: Unit }) {
  const may = useRights()
  const people = useAnswer('unit.people', may('unit.people') === null ? null : { unit: unit.id })
  if (may('unit.people') === null) return null
  return (
    <div className="part">
      <h3>{text.people}</h3>
      <Answer of={people}>
        {answer => (
          <>
            {answer.people.length === 0 && <p className="quiet">{text.noPeople}</p>}
            <ul className="inline-list">
              {answer.people.map(one => (
                <li key={one.id}>
                  {one.name}
                  <span className="quiet">
                    （{[...one.roles.map(role => zh.common.roles[role]), text.states[one.state]].join('，')}）
                  </span>
                </li>
              ))}
            </ul>
            <Review unit={unit} on={answer.reviewed.includes(unit.id)} />
          </>
        )}
      </Answer>
    </div>
  )
}

function Review({ unit, on }: { unit: Unit; on: boolean }) {
  const may = useRights()
  const { message } = App.useApp()
  const review = useCommand('unit.review', () => void message.success(zh.settings.unit.saved))
  return (
    <>
      <p className="quiet">{on ? text.reviewOn : text.reviewOff}</p>
      <ProblemAlert error={review.error} />
      {may('unit.review') !== null && (
        <Button loading={review.isPending} onClick={() => review.mutate({ unit: unit.id, on: !on })}>
          {on ? text.turnOff : text.turnOn}
        </Button>
      )}
    </>
  )
}

/** 撤并: from a month on there is only the other unit. Folded away, since it is seldom and cannot be taken back. */
export function MergeForm({ unit, units, onDone }: { unit: Unit; units: readonly Unit[]; onDone: () => void }) {
  const may = useRights()
  const { today } = useSession()
  const { message } = App.useApp()
  const [into, setInto] = useState('')
  const [from, setFrom] = useState<string>(periodOf(today))
  const [reason, setReason] = useState('')
  const merge = useCommand('unit.merge', ({ people }) => {
    const names = people.map(one => `${one.name}（${one.account}）`).join('、')
    if (people.length === 0) void message.success(text.merged)
    else void message.warning(text.remain(names), 12)
    onDone()
  })
  if (may('unit.merge') === null) return null
  const chosen = units.find(one => one.id === into)
  return (
    <details className="fold part">
      <summary>{text.merge}</summary>
      <form
        onSubmit={event => {
          event.preventDefault()
          merge.mutate({ unit: unit.id, into: UnitId.parse(into), from, reason })
        }}
      >
        <p className="quiet">{text.mergeHint}</p>
        <Field label={text.into}>
          <select required value={into} onChange={event => setInto(event.target.value)}>
            <option value="">{text.choose}</option>
            {units
              .filter(one => one.active && one.id !== unit.id)
              .map(one => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
          </select>
        </Field>
        <Field label={zh.settings.unit.from}>
          <Input type="month" required value={from} onChange={event => setFrom(event.target.value)} />
        </Field>
        <Field label={text.reason}>
          <Input required maxLength={500} value={reason} onChange={event => setReason(event.target.value)} />
        </Field>
        <ProblemAlert error={merge.error} />
        <Button
          danger
          htmlType="submit"
          loading={merge.isPending}
          disabled={chosen === undefined || !Period.safeParse(from).success}
        >
          {chosen === undefined ? text.merge : text.mergeGo(unit.name, chosen.name)}
        </Button>
      </form>
    </details>
  )
}
