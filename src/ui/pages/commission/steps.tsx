import { App, Button, Checkbox, Input, Modal } from 'antd'
import { useState } from 'react'
import type { CommissionDetail } from '../../../api/commission.ts'
import { chinesePeriod, LocalDate } from '../../../domain/calendar.ts'
import { awaitsReply, type CommissionStep } from '../../../domain/commission.ts'
import type { ArticleId, UnitId } from '../../../domain/model.ts'
import { useCommand } from '../../answers.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import { Field } from '../../parts/field.tsx'
import { useSession } from '../../session.ts'
import { zh } from '../../zh.ts'

const text = zh.commission

/** While units owe their answers, urging them is the main thing to do. */
export const isUrging = (commission: CommissionDetail): boolean =>
  commission.state === 'issued' && commission.assignments.some(one => awaitsReply(one.state))

/** What is usually next from a state: its button is the main one. */
const NEXT: Readonly<Record<CommissionDetail['state'], CommissionStep | null>> = {
  drafting: 'issue',
  issued: 'collect',
  collected: 'send-up',
  'sent-up': 'adopt',
  adopted: 'close',
  closed: null,
}

/** The steps the office may take with a commission; each says in numbers what it will do first. */
export function CommissionSteps({ commission }: { commission: CommissionDetail }) {
  const [asked, setAsked] = useState<CommissionStep | null>(null)
  const main = isUrging(commission) ? null : NEXT[commission.state]
  return (
    <>
      {commission.steps.map(step => (
        <Button key={step} type={step === main ? 'primary' : 'default'} onClick={() => setAsked(step)}>
          {text.steps[step]}
        </Button>
      ))}
      <StepDialog key={asked ?? ''} commission={commission} step={asked} onClose={() => setAsked(null)} />
    </>
  )
}

type Taken = readonly { readonly unit: UnitId; readonly article: ArticleId | null }[]

interface Candidate {
  readonly unit: UnitId
  readonly name: string
  readonly article: ArticleId | null
  readonly title: string
}

function StepDialog({
  commission,
  step,
  onClose,
}: {
  commission: CommissionDetail
  step: CommissionStep | null
  onClose: () => void
}) {
  const { today } = useSession()
  const { message } = App.useApp()
  const [on, setOn] = useState<string>(today)
  const [comment, setComment] = useState('')
  const [taken, setTaken] = useState<Taken>([])
  const [together, setTogether] = useState(false)
  const take = useCommand('commission.step', ({ posting, late }) => {
    if (step !== null)
      void message.success(
        text.posted(text.steps[step], posting === null ? '' : chinesePeriod(posting), late),
        late ? 8 : 3,
      )
    onClose()
  })
  const choosing = step === 'collect' || step === 'send-up' || step === 'adopt'
  const day = LocalDate.safeParse(on)
  const send = (): void => {
    if (step === null) return
    const units = [...new Set(taken.map(one => one.unit))]
    take.mutate({
      commission: commission.id,
      version: commission.version,
      step,
      on: choosing && day.success ? day.data : null,
      adopted: together ? units.map(unit => ({ unit, article: null })) : [...taken],
      comment,
    })
  }
  const ready = !choosing || (day.success && (step !== 'adopt' || taken.length > 0))
  return (
    <Modal
      open={step !== null}
      title={step === null ? '' : titleOf(commission, step)}
      okText={step === null ? '' : text.steps[step]}
      okButtonProps={{ disabled: !ready, loading: take.isPending }}
      onOk={send}
      onCancel={onClose}
      width={560}
      destroyOnHidden
    >
      {step === 'issue' && <p className="says">{text.issueSays(commission.assignments.length)}</p>}
      {step === 'close' && (
        <p className="says">
          {text.closeSays(commission.late)} {text.closeFinal}
        </p>
      )}
      {choosing && (
        <>
          <p className="says">{text.takeSays[step]}</p>
          <Field label={text.takeDay[step]}>
            <Input type="date" max={today} value={on} onChange={event => setOn(event.target.value)} />
          </Field>
          <TakenReplies commission={commission} anyUnit={step === 'adopt'} value={taken} onChange={setTaken} />
          {step === 'adopt' && taken.length > 1 && (
            <p>
              <Checkbox checked={together} onChange={event => setTogether(event.target.checked)}>
                {text.together}
              </Checkbox>
              <span className="hint">{text.togetherHint}</span>
            </p>
          )}
        </>
      )}
      <Field label={text.comment}>
        <Input maxLength={500} value={comment} onChange={event => setComment(event.target.value)} />
      </Field>
      <ProblemAlert error={take.error} />
    </Modal>
  )
}

function titleOf(commission: CommissionDetail, step: CommissionStep): string {
  if (step === 'issue') return text.issueTitle(commission.assignments.length)
  return step === 'close' ? text.closeTitle : text.takeTitles[step]
}

/** The replies to take from; one a unit, since a unit is credited once. */
function TakenReplies({
  commission,
  anyUnit,
  value,
  onChange,
}: {
  commission: CommissionDetail
  anyUnit: boolean
  value: Taken
  onChange: (taken: Taken) => void
}) {
  const rows = commission.assignments
    .filter(one => !one.counted.some(({ status }) => status === 'adopted'))
    .flatMap(({ unit, name, replies }): Candidate[] => {
      const found = replies.map(({ article, title }) => ({ unit, name, article, title }))
      return found.length > 0 || !anyUnit ? found : [{ unit, name, article: null, title: text.withoutReply }]
    })
  return (
    <ul className="taken">
      {rows.map(row => {
        const chosen = value.some(one => one.unit === row.unit && one.article === row.article)
        const rest = value.filter(one => one.unit !== row.unit)
        return (
          <li key={`${row.unit} ${row.article ?? ''}`}>
            <Checkbox
              checked={chosen}
              onChange={() => onChange(chosen ? rest : [...rest, { unit: row.unit, article: row.article }])}
            >
              <strong>{row.name}</strong> {row.title}
            </Checkbox>
          </li>
        )
      })}
    </ul>
  )
}
