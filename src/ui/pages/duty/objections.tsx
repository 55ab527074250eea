import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import type { ObjectionView } from '../../../api/rule-set.ts'
import { chinesePeriod, type Period } from '../../../domain/calendar.ts'
import type { UnitId } from '../../../domain/model.ts'
import { formatPoints } from '../../../domain/points.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { Answer, ProblemAlert } from '../../parts/answer.tsx'
import { Pick } from '../../parts/choice.tsx'
import { ExportButton } from '../../parts/export.tsx'
import { Field } from '../../parts/field.tsx'
import { Section } from '../../parts/page-head.tsx'
import { useRights, useSession } from '../../session.ts'
import { zh } from '../../zh.ts'
import { AnswerForm } from './answer-form.tsx'

const text = zh.duty

/** Objections of a unit, or of all to the office: what was seen, why it is wrong, what was answered. */
export function Objections({ periods }: { periods: readonly Period[] }) {
  const objections = useAnswer('objection.list', {})
  const may = useRights()
  const unit = useSession().user?.unit ?? null
  return (
    <Section title={text.objections}>
      {may('objection.raise') !== null && unit !== null && <Raise unit={unit} periods={periods} />}
      <Answer of={objections}>
        {({ objections: all }) =>
          all.length === 0 ? (
            <p className="quiet">{text.objectionsNone}</p>
          ) : (
            <>
              <p className="row">
                <ExportButton of="objection.list" input={{}} name={text.objections} />
              </p>
              <ul className="objections">
                {all.map(one => (
                  <li key={one.objection}>
                    <Shown objection={one} />
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Answer>
    </Section>
  )
}

function Shown({ objection }: { objection: ObjectionView }) {
  const { name, period, component, points, sentence, reason, state, answer, raisedBy, raisedAt } = objection
  return (
    <>
      <p>
        <strong>{name}</strong> {chinesePeriod(period)} {component} {zh.common.points(formatPoints(points))}{' '}
        <span className="badge">{text.states[state]}</span>
      </p>
      {sentence !== '' && (
        <p className="quiet">
          {text.saw} {sentence}
        </p>
      )}
      <p>
        {reason} <span className="quiet">{text.by(raisedBy, raisedAt.slice(0, 10))}</span>
      </p>
      {answer !== null && (
        <p>
          {text.answer} {answer.text}{' '}
          <span className="quiet">
            {answer.decider} {answer.document} {text.by(answer.by, answer.at.slice(0, 10))}
          </span>
        </p>
      )}
      {state === 'open' && <Acts objection={objection} />}
    </>
  )
}

function Acts({ objection }: { objection: ObjectionView }) {
  const may = useRights()
  const [open, setOpen] = useState(false)
  const withdraw = useCommand('objection.withdraw')
  return (
    <p className="actions">
      {may('objection.withdraw') !== null && (
        <Button
          size="small"
          loading={withdraw.isPending}
          onClick={() => withdraw.mutate({ objection: objection.objection })}
        >
          {text.withdraw}
        </Button>
      )}
      {may('objection.answer') !== null && (
        <Button size="small" type="primary" onClick={() => setOpen(true)}>
          {text.answer}
        </Button>
      )}
      <ProblemAlert error={withdraw.error} />
      <Modal
        open={open}
        title={text.answerTitle(objection.name)}
        footer={null}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <AnswerForm objection={objection} onDone={() => setOpen(false)} />
      </Modal>
    </p>
  )
}

function Raise({ unit, periods }: { unit: UnitId; periods: readonly Period[] }) {
  const { message } = App.useApp()
  const months = [...periods].sort().reverse()
  const [period, setPeriod] = useState(months[0])
  const [component, setComponent] = useState('')
  const [reason, setReason] = useState('')
  const standings = useAnswer('standing.list', period === undefined ? null : { period })
  const raise = useCommand('objection.raise', () => {
    setReason('')
    void message.success(text.raised)
  })
  if (period === undefined) return null
  const components = standings.data?.components ?? []
  const chosen = components.includes(component) ? component : (components[0] ?? '')
  return (
    <details>
      <summary>{text.raise}</summary>
      <p className="quiet">{text.raiseHint}</p>
      <Pick
        label={text.period}
        showLabel
        value={period}
        options={months.map(month => ({ value: month, label: chinesePeriod(month) }))}
        onChange={setPeriod}
      />
      <Pick
        label={text.component}
        showLabel
        value={chosen}
        options={components.map(name => ({ value: name, label: name }))}
        onChange={setComponent}
      />
      <Field label={text.reason}>
        <Input.TextArea rows={3} maxLength={500} value={reason} onChange={event => setReason(event.target.value)} />
      </Field>
      <ProblemAlert error={raise.error} />
      <Button
        type="primary"
        disabled={reason.trim() === '' || chosen === ''}
        loading={raise.isPending}
        onClick={() => raise.mutate({ unit, period, component: chosen, rule: '', reason })}
      >
        {text.send}
      </Button>
    </details>
  )
}
