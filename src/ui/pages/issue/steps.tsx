import { useQuery } from '@tanstack/react-query'
import { App, Button, Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import type { IssueDetail } from '../../../api/bulletin.ts'
import { chinesePeriod, LocalDate } from '../../../domain/calendar.ts'
import type { IssueStep } from '../../../domain/issue.ts'
import { useCommand } from '../../answers.ts'
import { call } from '../../client.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import { Field } from '../../parts/field.tsx'
import { useSession } from '../../session.ts'
import { zh } from '../../zh.ts'

const text = zh.issue

interface Props {
  readonly issue: IssueDetail
  readonly pages: number
}

/** The steps the reader may take now: one of them is the main one, and each says in numbers what it will do. */
export function Steps({ issue, pages }: Props) {
  const steps = issue.steps
  const has = (step: IssueStep): boolean => steps.includes(step)
  return (
    <>
      {has('send-to-review') && <SendToReview issue={issue} />}
      {has('sign') || (has('send-back') && issue.state === 'in-review') ? (
        <span className="signing-head">
          <Signing issue={issue} pages={pages} />
        </span>
      ) : (
        has('send-back') && <SendBack issue={issue} />
      )}
      {has('print') && <Print issue={issue} />}
      {has('correct') && <Correct issue={issue} />}
      {has('stop') && <Stop issue={issue} />}
    </>
  )
}

/** 签发 and 退回组稿 in reach of the thumb. */
export function SigningBar({ issue, pages }: Props) {
  if (issue.state !== 'in-review' || issue.steps.length === 0) return null
  return (
    <div className="signing">
      <Signing issue={issue} pages={pages} />
    </div>
  )
}

const Signing = ({ issue, pages }: Props) => (
  <>
    {issue.steps.includes('send-back') && <SendBack issue={issue} />}
    {issue.steps.includes('sign') && <Sign issue={issue} pages={pages} />}
  </>
)

/** 信息 3 篇、简讯 5 篇. */
const countsOf = ({ columns, items }: IssueDetail): string =>
  columns
    .map(({ key, name }) => ({ name, count: items.filter(item => item.column === key).length }))
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => text.countOf(name, count))
    .join('、')
const unitsOf = ({ items }: IssueDetail): number =>
  new Set(items.flatMap(item => item.credits.map(({ unit }) => unit))).size
const factsOf = ({ columns, items }: IssueDetail): number =>
  items.filter(item => columns.some(({ key, kind }) => key === item.column && kind !== null)).length

/** A button and the dialog it opens. */
function Deed(props: {
  word: string
  title: string
  look?: 'primary' | 'danger' | 'plain'
  disabled?: boolean
  children: (close: () => void) => ReactNode
}) {
  const [open, setOpen] = useState(false)
  const { look = 'plain' } = props
  return (
    <>
      <Button
        type={look === 'plain' ? 'default' : 'primary'}
        danger={look === 'danger'}
        disabled={props.disabled === true}
        onClick={() => setOpen(true)}
      >
        {props.word}
      </Button>
      <Modal open={open} title={props.title} footer={null} onCancel={() => setOpen(false)} width={480} destroyOnHidden>
        {props.children(() => setOpen(false))}
      </Modal>
    </>
  )
}

function Words({
  label,
  hint,
  value,
  onChange,
}: {
  label: string
  hint?: string
  value: string
  onChange: (value: string) => void
}) {
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })}>
      <Input.TextArea rows={3} maxLength={500} value={value} onChange={event => onChange(event.target.value)} />
    </Field>
  )
}

function SendToReview({ issue }: { issue: IssueDetail }) {
  return (
    <Deed word={text.send.go} title={text.send.title} look="primary" disabled={issue.items.length === 0}>
      {close => <SendForm issue={issue} close={close} />}
    </Deed>
  )
}

function SendForm({ issue, close }: { issue: IssueDetail; close: () => void }) {
  const [comment, setComment] = useState('')
  const { message } = App.useApp()
  const back = useCommand('issue.step', () => {
    message.destroy()
    void message.success(text.send.undone)
  })
  const send = useCommand('issue.step', ({ version }) => {
    close()
    void message.success(
      <>
        {text.send.done}{' '}
        <Button
          size="small"
          onClick={() =>
            back.mutate({ issue: issue.id, version, step: 'send-back', comment: text.send.withdrawn, issuedOn: null })
          }
        >
          {text.send.undo}
        </Button>
      </>,
      10,
    )
  })
  return (
    <>
      <p className="lead">{text.send.says(countsOf(issue), unitsOf(issue))}</p>
      <Words label={text.send.comment} value={comment} onChange={setComment} />
      <ProblemAlert error={send.error} />
      <Button
        type="primary"
        loading={send.isPending}
        onClick={() =>
          send.mutate({ issue: issue.id, version: issue.version, step: 'send-to-review', comment, issuedOn: null })
        }
      >
        {text.send.go}
      </Button>
    </>
  )
}

const SendBack = ({ issue }: { issue: IssueDetail }) => (
  <Deed word={text.back.go} title={text.back.title}>
    {close => <ReasonForm issue={issue} close={close} step="send-back" words={text.back} />}
  </Deed>
)

/** A step that must say why. */
function ReasonForm({
  issue,
  close,
  step,
  words,
  children,
}: {
  issue: IssueDetail
  close: () => void
  step: 'send-back' | 'stop'
  words: { readonly reason: string; readonly hint?: string; readonly go: string; readonly done: string }
  children?: ReactNode
}) {
  const [reason, setReason] = useState('')
  const { message } = App.useApp()
  const taken = useCommand('issue.step', () => {
    close()
    void message.success(words.done)
  })
  return (
    <>
      {children}
      <Words
        label={words.reason}
        {...(words.hint === undefined ? {} : { hint: words.hint })}
        value={reason}
        onChange={setReason}
      />
      <ProblemAlert error={taken.error} />
      <Button
        type="primary"
        danger={step === 'stop'}
        disabled={reason.trim() === ''}
        loading={taken.isPending}
        onClick={() => taken.mutate({ issue: issue.id, version: issue.version, step, comment: reason, issuedOn: null })}
      >
        {words.go}
      </Button>
    </>
  )
}

const Sign = (props: Props) => (
  <Deed word={text.sign.go} title={text.sign.title} look="danger">
    {close => <SignForm {...props} close={close} />}
  </Deed>
)

function SignForm({ issue, pages, close }: Props & { close: () => void }) {
  const [comment, setComment] = useState('')
  const { message } = App.useApp()
  const sign = useCommand('issue.sign', () => {
    close()
    void message.success(text.sign.done)
  })
  return (
    <>
      <p className="lead">{text.sign.says(countsOf(issue), pages)}</p>
      <Words label={text.sign.comment} value={comment} onChange={setComment} />
      <ProblemAlert error={sign.error} />
      <Button
        type="primary"
        danger
        loading={sign.isPending}
        onClick={() => sign.mutate({ issue: issue.id, version: issue.version, pages: issue.pages, comment })}
      >
        {text.sign.go}
      </Button>
    </>
  )
}

const Print = ({ issue }: { issue: IssueDetail }) => (
  <Deed word={text.print.go} title={text.print.title} look="danger">
    {close => <PrintForm issue={issue} close={close} />}
  </Deed>
)

/** Rehearsed as the day is chosen: in which month it will count is said before anything is done. */
function PrintForm({ issue, close }: { issue: IssueDetail; close: () => void }) {
  const { today } = useSession()
  const { message } = App.useApp()
  const planned = issue.plannedOn !== null && issue.plannedOn <= today ? issue.plannedOn : today
  const [day, setDay] = useState<string>(planned)
  const valid = LocalDate.safeParse(day).success
  const order = { issue: issue.id, version: issue.version, step: 'print', comment: '', issuedOn: day } as const
  const print = useCommand('issue.step', ({ posting }) => {
    close()
    void message.success(text.print.done(posting === null ? '' : chinesePeriod(posting)))
  })
  // Once it is printed, trying it again would only be refused.
  const rehearsed = useQuery({
    queryKey: ['rehearsal', order],
    queryFn: () => call('issue.step', order, { dryRun: true }),
    enabled: valid && !print.isPending && !print.isSuccess,
  })
  const counted = rehearsed.data
  return (
    <>
      <p className="lead">{text.print.says(factsOf(issue), unitsOf(issue))}</p>
      <Field label={text.print.day} hint={text.print.dayHint}>
        <Input type="date" required value={day} onChange={event => setDay(event.target.value)} />
      </Field>
      {rehearsed.isFetching && <p className="quiet">{text.print.reckoning}</p>}
      {!rehearsed.isFetching && counted?.posting != null && (
        <p className={counted.late ? 'needs-action' : 'lead'}>
          {(counted.late ? text.print.late : text.print.counts)(chinesePeriod(counted.posting))}
        </p>
      )}
      <ProblemAlert error={print.error ?? rehearsed.error} />
      <Button
        type="primary"
        danger
        disabled={!valid || counted === undefined || rehearsed.isFetching}
        loading={print.isPending}
        onClick={() => print.mutate(order)}
      >
        {text.print.go}
      </Button>
    </>
  )
}

const Stop = ({ issue }: { issue: IssueDetail }) => (
  <Deed word={text.stop.go} title={text.stop.title}>
    {close => (
      <ReasonForm issue={issue} close={close} step="stop" words={text.stop}>
        <p className="lead">{text.stop.says(factsOf(issue))}</p>
      </ReasonForm>
    )}
  </Deed>
)

const Correct = ({ issue }: { issue: IssueDetail }) => (
  <Deed word={text.correct.title} title={text.correct.title}>
    {close => <CorrectForm issue={issue} close={close} />}
  </Deed>
)

function CorrectForm({ issue, close }: { issue: IssueDetail; close: () => void }) {
  const [said, setSaid] = useState('')
  const { message } = App.useApp()
  const correct = useCommand('issue.correct', () => {
    close()
    void message.success(text.correct.done)
  })
  return (
    <>
      <Words label={text.correct.text} hint={text.correct.hint} value={said} onChange={setSaid} />
      <ProblemAlert error={correct.error} />
      <Button
        type="primary"
        disabled={said.trim() === ''}
        loading={correct.isPending}
        onClick={() => correct.mutate({ issue: issue.id, version: issue.version, text: said })}
      >
        {text.correct.go}
      </Button>
    </>
  )
}
