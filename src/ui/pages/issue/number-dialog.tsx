import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import type { BulletinView, IssueDetail } from '../../../api/bulletin.ts'
import { LocalDate } from '../../../domain/calendar.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { Answer, ProblemAlert } from '../../parts/answer.tsx'
import { Field } from '../../parts/field.tsx'
import { useGo } from '../../parts/go.tsx'
import { zh } from '../../zh.ts'

const text = zh.issue.create

interface Numbers {
  readonly number: string
  readonly total: string
  readonly planned: string
}

const wholeOf = (written: string): number | null => (/^[1-9]\d{0,4}$/.test(written.trim()) ? Number(written) : null)

/** 新开一期: proposes the next number and the next total number of the bulletin. */
export function NewIssue() {
  const [open, setOpen] = useState(false)
  const bulletins = useAnswer('bulletin.list', open ? {} : null)
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {text.open}
      </Button>
      <Modal open={open} title={text.title} footer={null} onCancel={() => setOpen(false)} width={440} destroyOnHidden>
        <Answer of={bulletins}>{answer => <NewForm bulletins={answer.bulletins} />}</Answer>
      </Modal>
    </>
  )
}

function NewForm({ bulletins }: { bulletins: readonly BulletinView[] }) {
  const go = useGo()
  const [first] = bulletins
  const [chosen, setChosen] = useState(first)
  const [numbers, setNumbers] = useState<Numbers>(proposed(first))
  const create = useCommand('issue.create', ({ issue }) => go(`/issue?issue=${issue}`))
  return (
    <NumberForm
      numbers={numbers}
      onChange={setNumbers}
      save={text.save}
      error={create.error}
      busy={create.isPending}
      onSave={more => chosen !== undefined && create.mutate({ bulletin: chosen.id, ...more })}
    >
      {bulletins.length > 1 && (
        <Field label={text.bulletin}>
          <select
            value={chosen?.id ?? ''}
            onChange={event => {
              const next = bulletins.find(one => one.id === event.target.value)
              setChosen(next)
              setNumbers(proposed(next))
            }}
          >
            {bulletins.map(one => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </Field>
      )}
    </NumberForm>
  )
}

const proposed = (bulletin: BulletinView | undefined): Numbers => ({
  number: String(bulletin?.nextNumber ?? 1),
  total: String(bulletin?.nextTotalNumber ?? 1),
  planned: '',
})

/** 改期号, while the issue is put together. */
export function Renumber({ issue }: { issue: IssueDetail }) {
  const [open, setOpen] = useState(false)
  const [numbers, setNumbers] = useState<Numbers>({ number: '', total: '', planned: '' })
  const renumber = useCommand('issue.renumber', () => setOpen(false))
  return (
    <>
      <Button
        size="small"
        onClick={() => {
          const { number, totalNumber, plannedOn } = issue
          setNumbers({ number: String(number), total: String(totalNumber), planned: plannedOn ?? '' })
          setOpen(true)
        }}
      >
        {text.renumber}
      </Button>
      <Modal
        open={open}
        title={text.renumberTitle}
        footer={null}
        onCancel={() => setOpen(false)}
        width={440}
        destroyOnHidden
      >
        <NumberForm
          numbers={numbers}
          onChange={setNumbers}
          save={text.renumberSave}
          error={renumber.error}
          busy={renumber.isPending}
          onSave={more => renumber.mutate({ issue: issue.id, version: issue.version, ...more })}
        />
      </Modal>
    </>
  )
}

function NumberForm(props: {
  numbers: Numbers
  onChange: (numbers: Numbers) => void
  save: string
  error: Error | null
  busy: boolean
  onSave: (more: { number: number; totalNumber: number; plannedOn: string | null }) => void
  children?: React.ReactNode
}) {
  const { numbers, onChange } = props
  const [number, totalNumber] = [wholeOf(numbers.number), wholeOf(numbers.total)]
  const planned = numbers.planned === '' ? null : LocalDate.safeParse(numbers.planned)
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (number === null || totalNumber === null || planned?.success === false) return
        props.onSave({ number, totalNumber, plannedOn: planned === null ? null : planned.data })
      }}
    >
      {props.children}
      <div className="form-columns">
        <Field label={text.number}>
          <Input
            inputMode="numeric"
            value={numbers.number}
            onChange={event => onChange({ ...numbers, number: event.target.value })}
          />
        </Field>
        <Field label={text.total}>
          <Input
            inputMode="numeric"
            value={numbers.total}
            onChange={event => onChange({ ...numbers, total: event.target.value })}
          />
        </Field>
      </div>
      <Field label={text.planned} hint={text.plannedHint}>
        <Input
          type="date"
          value={numbers.planned}
          onChange={event => onChange({ ...numbers, planned: event.target.value })}
        />
      </Field>
      <ProblemAlert error={props.error} />
      <Button
        type="primary"
        htmlType="submit"
        loading={props.busy}
        disabled={number === null || totalNumber === null || planned?.success === false}
      >
        {props.save}
      </Button>
    </form>
  )
}
