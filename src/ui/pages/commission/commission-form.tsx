import { App, Button, Input } from 'antd'
import { useState } from 'react'
import type { CommissionDetail } from '../../../api/commission.ts'
import type { Input as ApiInput, Output } from '../../../api.ts'
import { daysBetween, type Instant, LocalDate } from '../../../domain/calendar.ts'
import { type CommissionId, Level, type UnitId } from '../../../domain/model.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { Refusal } from '../../client.ts'
import { Answer, ProblemAlert } from '../../parts/answer.tsx'
import { Pick } from '../../parts/choice.tsx'
import { Field } from '../../parts/field.tsx'
import { PageHead } from '../../parts/page-head.tsx'
import { UnitsField } from '../../parts/units-field.tsx'
import { useSession } from '../../session.ts'
import { zh } from '../../zh.ts'
import { materialsOf, wordsOf } from './materials.ts'
import { TimeShares } from './shares.tsx'
import { rowsOfSlots, type SlotRow, slotsOfRows } from './slot-rows.ts'
import { SlotsField } from './slots-field.tsx'

const text = zh.commission.form

interface Props {
  readonly id: CommissionId | null
  /** To the commission that was saved, or the one that was left as it was. */
  readonly onLeave: (to: CommissionId | null) => void
}

/** Writing a commission, or changing one: what stands now is asked first. */
export function CommissionForm({ id, onLeave }: Props) {
  const detail = useAnswer('commission.get', id === null ? null : { commission: id })
  const register = useAnswer('unit.list', {})
  if (id === null)
    return <Answer of={register}>{units => <Form before={null} register={units} onLeave={onLeave} />}</Answer>
  return (
    <Answer of={register}>
      {units => (
        <Answer of={detail}>
          {found => <Loaded found={found} register={units} onLeave={onLeave} onStale={() => void detail.refetch()} />}
        </Answer>
      )}
    </Answer>
  )
}

/** Keeps the text that was begun from, so that a newer one does not overwrite what is typed. */
function Loaded(props: {
  found: CommissionDetail
  register: Output<'unit.list'>
  onLeave: Props['onLeave']
  onStale: () => void
}) {
  const [before, setBefore] = useState(props.found)
  return (
    <Form
      key={before.version}
      before={before}
      now={props.found}
      register={props.register}
      onLeave={props.onLeave}
      onTake={() => setBefore(props.found)}
      onStale={props.onStale}
    />
  )
}

interface Written {
  readonly title: string
  readonly source: string
  readonly level: Level
  readonly upperDueOn: string
  readonly dueOn: string
  readonly requirements: string
  readonly materials: string
  readonly slots: readonly SlotRow[]
  readonly contact: string
  readonly units: readonly UnitId[]
}

const NOTHING: Written = {
  title: '',
  source: '',
  level: 'city',
  upperDueOn: '',
  dueOn: '',
  requirements: '',
  materials: '',
  slots: [],
  contact: '',
  units: [],
}

const writtenOf = (found: CommissionDetail): Written => ({
  title: found.title,
  source: found.source,
  level: found.level,
  upperDueOn: found.upperDueOn ?? '',
  dueOn: found.dueOn ?? '',
  requirements: found.requirements,
  materials: wordsOf(found.materials),
  slots: rowsOfSlots(found.slots),
  contact: found.contact,
  units: found.assignments.map(one => one.unit),
})

const dayOrNull = (written: string): LocalDate | null => {
  const day = LocalDate.safeParse(written)
  return day.success ? day.data : null
}

const inputOf = (
  written: Written,
  before: { id: CommissionId; version: number } | null,
): ApiInput<'commission.save'> => ({
  ...(before === null ? {} : { commission: before.id, version: before.version }),
  title: written.title,
  source: written.source,
  level: written.level,
  upperDueOn: dayOrNull(written.upperDueOn),
  dueOn: dayOrNull(written.dueOn),
  requirements: written.requirements,
  materials: materialsOf(written.materials),
  slots: slotsOfRows(written.slots),
  contact: written.contact,
  units: [...written.units],
})

interface FormProps {
  readonly before: CommissionDetail | null
  readonly now?: CommissionDetail
  readonly register: Output<'unit.list'>
  readonly onLeave: Props['onLeave']
  readonly onTake?: () => void
  readonly onStale?: () => void
}

function Form({ before, now, register, onLeave, onTake, onStale }: FormProps) {
  const { message } = App.useApp()
  const [written, setWritten] = useState(before === null ? NOTHING : writtenOf(before))
  const [leaving, setLeaving] = useState(false)
  const change = (changes: Partial<Written>): void => setWritten({ ...written, ...changes })
  const save = useCommand('commission.save')
  const step = useCommand('commission.step')
  const issued = before !== null && before.state !== 'drafting'
  const { error } = save
  const stale = error instanceof Refusal && error.code === 'stale-version' && now !== undefined
  const send = async (issue: boolean, from: CommissionDetail | null): Promise<void> => {
    setLeaving(issue)
    try {
      const { commission, version } = await save.mutateAsync(inputOf(written, from))
      if (issue) {
        const order = { commission, version, step: 'issue', on: null, adopted: [], comment: '' } as const
        await step.mutateAsync({ ...order, adopted: [] }).then(
          () => message.success(zh.commission.posted(zh.commission.steps.issue, '', false)),
          // It is saved: where it stands now, issuing can be tried again.
          (refusal: Error) => message.error(refusal.message, 8),
        )
      } else void message.success(text.saved)
      onLeave(commission)
    } catch (refusal) {
      // Shown below; what was typed stays, and what stands now is asked for to lay it beside.
      if (!(refusal instanceof Refusal)) throw refusal
      if (refusal.code === 'stale-version') onStale?.()
    }
  }
  const complete = written.title.trim() !== '' && written.source.trim() !== ''
  const issuable = complete && written.dueOn !== '' && written.units.length > 0
  const busy = save.isPending || step.isPending
  return (
    <>
      <PageHead title={before === null ? text.create : text.edit}>
        <Button onClick={() => onLeave(before?.id ?? null)}>{zh.common.cancel}</Button>
        <Button
          {...(issued ? { type: 'primary' as const } : {})}
          disabled={!complete}
          loading={busy && !leaving}
          onClick={() => void send(false, before)}
        >
          {issued ? text.saveIssued : text.save}
        </Button>
        {!issued && (
          <Button type="primary" disabled={!issuable} loading={busy && leaving} onClick={() => void send(true, before)}>
            {text.issue}
          </Button>
        )}
      </PageHead>
      {stale ? (
        <Stale now={now} onKeep={() => void send(false, now)} onTake={onTake ?? (() => undefined)} />
      ) : (
        <ProblemAlert error={error} />
      )}
      <div className="commission-form">
        <Fields written={written} change={change} from={before?.issuedAt ?? null} />
        <SlotsField
          rows={written.slots}
          requirements={written.requirements}
          materials={written.materials}
          issued={issued}
          onChange={slots => change({ slots })}
        />
        <UnitsField
          label={text.units}
          register={register}
          value={written.units}
          fixed={issued ? before.assignments.map(one => one.unit) : []}
          onChange={units => change({ units })}
        />
      </div>
    </>
  )
}

function Fields({
  written,
  change,
  from,
}: {
  written: Written
  change: (changes: Partial<Written>) => void
  from: Instant | null
}) {
  const { now } = useSession()
  const [due, upper] = [dayOrNull(written.dueOn), dayOrNull(written.upperDueOn)]
  const spare = due === null || upper === null ? null : daysBetween(due, upper)
  const hint = spare === null ? undefined : spare < 0 ? text.dueLate : text.dueHint(spare)
  return (
    <>
      <Field label={text.title}>
        <Input
          required
          maxLength={300}
          value={written.title}
          onChange={event => change({ title: event.target.value })}
        />
      </Field>
      <div className="commission-columns">
        <Field label={text.source} hint={text.sourceHint}>
          <Input
            required
            maxLength={80}
            value={written.source}
            onChange={event => change({ source: event.target.value })}
          />
        </Field>
        <div className="field">
          <Pick
            showLabel
            label={text.level}
            value={written.level}
            options={Level.options.map(value => ({ value, label: zh.settings.levels[value] }))}
            onChange={level => change({ level })}
          />
        </div>
        <Field label={text.upperDue}>
          <Input
            type="date"
            value={written.upperDueOn}
            onChange={event => change({ upperDueOn: event.target.value })}
          />
        </Field>
        <Field label={text.due} {...(hint === undefined ? {} : { hint })}>
          <Input type="date" value={written.dueOn} onChange={event => change({ dueOn: event.target.value })} />
        </Field>
      </div>
      <TimeShares from={from ?? now} now={now} dueOn={due} upperDueOn={upper} />
      <Field label={text.requirements}>
        <Input.TextArea
          autoSize={{ minRows: 4, maxRows: 14 }}
          maxLength={5000}
          value={written.requirements}
          onChange={event => change({ requirements: event.target.value })}
        />
      </Field>
      <Field label={text.materials} hint={text.materialsHint}>
        <Input.TextArea
          autoSize={{ minRows: 2, maxRows: 10 }}
          maxLength={5000}
          value={written.materials}
          onChange={event => change({ materials: event.target.value })}
        />
      </Field>
      <Field label={text.contact}>
        <Input maxLength={200} value={written.contact} onChange={event => change({ contact: event.target.value })} />
      </Field>
    </>
  )
}

/** Somebody changed it meanwhile: what stands now beside what was typed, and both ways on (EDIT-01). */
const Stale = ({ now, onKeep, onTake }: { now: CommissionDetail; onKeep: () => void; onTake: () => void }) => (
  <div className="problem" role="alert">
    <p>{text.stale}</p>
    <blockquote className="requirements">
      <strong>{now.title}</strong>
      {`\n${now.requirements}`}
    </blockquote>
    <p className="row">
      <Button onClick={onTake}>{text.takeTheirs}</Button>
      <Button onClick={onKeep}>{text.keepMine}</Button>
    </p>
  </div>
)
