import { App, Button, Input } from 'antd'
import { useState } from 'react'
import type { ObjectionView } from '../../../api/rule-set.ts'
import type { Input as InputOf } from '../../../api.ts'
import { LocalDate } from '../../../domain/calendar.ts'
import { readPoints } from '../../../domain/points.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { Answer, ProblemAlert } from '../../parts/answer.tsx'
import { Choice, Pick } from '../../parts/choice.tsx'
import { Field } from '../../parts/field.tsx'
import { useSession } from '../../session.ts'
import { zh } from '../../zh.ts'

const text = zh.duty
type Kind = InputOf<'objection.answer'>['outcome']['kind']
const KINDS: readonly Kind[] = ['reject', 'adjust', 'retract']

/** The office's answer, once: rejected, or upheld and put right in the same step, with decider and paper. */
export function AnswerForm({ objection, onDone }: { objection: ObjectionView; onDone: () => void }) {
  const { message } = App.useApp()
  const { today } = useSession()
  const [kind, setKind] = useState<Kind>('reject')
  const [said, setSaid] = useState({ answer: '', decider: '', document: '', points: '', day: String(today), fact: '' })
  const set = (change: Partial<typeof said>) => setSaid({ ...said, ...change })
  const send = useCommand('objection.answer', () => {
    void message.success(text.answered)
    onDone()
  })
  const outcome = outcomeOf(kind, said)
  const ready = said.answer.trim() !== '' && said.decider.trim() !== '' && outcome !== null
  return (
    <>
      <Choice
        label={text.outcome}
        value={kind}
        options={KINDS.map(value => ({ value, label: text.outcomes[value] }))}
        onChange={setKind}
      />
      {kind === 'adjust' && (
        <>
          <Field label={text.points}>
            <Input value={said.points} onChange={event => set({ points: event.target.value })} />
          </Field>
          <Field label={text.day}>
            <Input type="date" value={said.day} onChange={event => set({ day: event.target.value })} />
          </Field>
        </>
      )}
      {kind === 'retract' && <FactPick objection={objection} value={said.fact} onChange={fact => set({ fact })} />}
      <Field label={text.text}>
        <Input.TextArea
          rows={3}
          maxLength={500}
          value={said.answer}
          onChange={event => set({ answer: event.target.value })}
        />
      </Field>
      <Field label={text.decider}>
        <Input value={said.decider} onChange={event => set({ decider: event.target.value })} />
      </Field>
      <Field label={text.document}>
        <Input value={said.document} onChange={event => set({ document: event.target.value })} />
      </Field>
      <ProblemAlert error={send.error} />
      <Button
        type="primary"
        disabled={!ready}
        loading={send.isPending}
        onClick={() =>
          outcome !== null &&
          send.mutate({
            objection: objection.objection,
            answer: said.answer,
            decider: said.decider,
            document: said.document,
            outcome,
          })
        }
      >
        {text.answer}
      </Button>
    </>
  )
}

function outcomeOf(
  kind: Kind,
  said: { points: string; day: string; fact: string },
): InputOf<'objection.answer'>['outcome'] | null {
  if (kind === 'reject') return { kind }
  if (kind === 'retract') return said.fact === '' ? null : { kind, fact: said.fact }
  const points = readPoints(said.points)
  const day = LocalDate.safeParse(said.day)
  return points === null || points === 0 || !day.success ? null : { kind, points, occurredOn: day.data }
}

function FactPick({
  objection,
  value,
  onChange,
}: {
  objection: ObjectionView
  value: string
  onChange: (fact: string) => void
}) {
  const facts = useAnswer('fact.list', { period: objection.period, unit: objection.unit, limit: 200 })
  return (
    <Answer of={facts}>
      {answer => (
        <Pick
          label={text.fact}
          showLabel
          value={value}
          options={[
            { value: '', label: text.fact },
            ...answer.facts
              .filter(one => !one.retracted && one.fact.type !== 'retraction')
              .map(one => ({ value: String(one.fact.id), label: `${one.fact.occurredOn} ${one.title}` })),
          ]}
          onChange={onChange}
        />
      )}
    </Answer>
  )
}
