import { App, Input, Modal } from 'antd'
import { useEffect, useState } from 'react'
import type { CommissionDetail } from '../../../api/commission.ts'
import { LocalDate } from '../../../domain/calendar.ts'
import { ArticleId } from '../../../domain/model.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import { Pick } from '../../parts/choice.tsx'
import { Field } from '../../parts/field.tsx'
import { useSession } from '../../session.ts'
import { zh } from '../../zh.ts'

const text = zh.commission

/** What the office is about to do for one unit. */
export interface Asked {
  readonly what: 'extend' | 'exempt' | 'enter' | 'reopen' | 'retract'
  readonly one: CommissionDetail['assignments'][number]
}

interface Props {
  readonly commission: CommissionDetail
  readonly asked: Asked | null
  readonly onClose: () => void
}

const TITLES = {
  extend: (name: string) => text.extendTitle(name),
  exempt: (name: string) => text.exemptTitle(name),
  enter: (name: string) => text.enterTitle(name),
  reopen: () => text.reopen,
  retract: () => text.retractTitle,
}
const DEEDS = {
  extend: text.extend,
  exempt: text.exempt,
  enter: text.enter,
  reopen: text.reopen,
  retract: text.retract,
}

/** 延期, 免报, 登记反馈, 重新办理, 撤销采用: one dialog, since each asks for one or two things. */
export function AssignmentDialog({ commission, asked, onClose }: Props) {
  const { today } = useSession()
  const [dueOn, setDueOn] = useState('')
  const [reason, setReason] = useState('')
  const [article, setArticle] = useState<string>('')
  useEffect(() => {
    setDueOn(asked?.one.dueOn ?? '')
    setReason('')
    setArticle('')
  }, [asked])
  const send = useDeeds(onClose)
  const at = { commission: commission.id, unit: asked?.one.unit ?? '' }
  const adopted = asked?.one.counted.find(({ status }) => status === 'adopted')
  const day = LocalDate.safeParse(dueOn)
  const chosen = ArticleId.safeParse(article)
  const ready = {
    extend: day.success && reason.trim() !== '',
    exempt: reason.trim() !== '',
    enter: chosen.success,
    reopen: true,
    retract: reason.trim() !== '',
  }
  const deeds: Readonly<Record<Asked['what'], () => void>> = {
    extend: () => send.extend.mutate({ ...at, dueOn, reason }),
    exempt: () => send.exempt.mutate({ ...at, reason }),
    enter: () => send.reply.mutate({ ...at, article }),
    reopen: () => send.step.mutate({ ...at, step: 'reopen' }),
    retract: () => {
      if (adopted !== undefined) send.retract.mutate({ fact: adopted.fact, reason })
    },
  }
  return (
    <Modal
      open={asked !== null}
      title={asked === null ? '' : TITLES[asked.what](asked.one.name)}
      okText={asked === null ? '' : DEEDS[asked.what]}
      okButtonProps={{ disabled: asked === null || !ready[asked.what], loading: send.busy }}
      onOk={() => asked !== null && deeds[asked.what]()}
      onCancel={onClose}
      width={480}
      destroyOnHidden
    >
      {asked?.what === 'extend' && (
        <Field label={text.newDue}>
          <Input
            type="date"
            min={today}
            {...(commission.upperDueOn === null ? {} : { max: commission.upperDueOn })}
            value={dueOn}
            onChange={event => setDueOn(event.target.value)}
          />
        </Field>
      )}
      {asked?.what === 'exempt' && <p className="says">{text.exemptSays}</p>}
      {asked?.what === 'retract' && <p className="says">{text.retractSays}</p>}
      {asked?.what === 'enter' && <UnitArticle unit={asked.one.unit} value={article} onChange={setArticle} />}
      {(asked?.what === 'extend' || asked?.what === 'exempt' || asked?.what === 'retract') && (
        <Field label={text.reason}>
          <Input.TextArea rows={2} maxLength={500} value={reason} onChange={event => setReason(event.target.value)} />
        </Field>
      )}
      <ProblemAlert error={send.error} />
    </Modal>
  )
}

function useDeeds(onDone: () => void) {
  const { message } = App.useApp()
  const done = (): void => {
    void message.success(text.saved)
    onDone()
  }
  const extend = useCommand('assignment.extend', done)
  const exempt = useCommand('assignment.exempt', done)
  const reply = useCommand('assignment.reply', done)
  const step = useCommand('assignment.step', done)
  const retract = useCommand('fact.retract', done)
  const all = [extend, exempt, reply, step, retract]
  return {
    extend,
    exempt,
    reply,
    step,
    retract,
    busy: all.some(one => one.isPending),
    error: all.find(one => one.error !== null)?.error ?? null,
  }
}

/** An article of the unit that came in already. */
function UnitArticle({ unit, value, onChange }: { unit: string; value: string; onChange: (id: string) => void }) {
  const articles = useAnswer('article.list', { unit, limit: 100 })
  return (
    <>
      <p className="says">{text.enterSays}</p>
      <Pick
        showLabel
        label={text.own.article}
        value={value}
        options={[
          { value: '', label: '' },
          ...(articles.data?.articles ?? []).map(one => ({ value: one.id, label: one.title })),
        ]}
        onChange={onChange}
      />
    </>
  )
}
