import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import type { CommissionDetail } from '../../../api/commission.ts'
import { awaitsReply, isRunning } from '../../../domain/commission.ts'
import type { CommissionId, UnitId } from '../../../domain/model.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { Refusal } from '../../client.ts'
import { shortClock } from '../../format.ts'
import { Answer, ProblemAlert } from '../../parts/answer.tsx'
import { Due } from '../../parts/due.tsx'
import { Field } from '../../parts/field.tsx'
import { Go, useGo } from '../../parts/go.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'
import type { Assignment } from './assignments.tsx'
import { UnitBadge } from './badges.tsx'
import { OwnSheet } from './own-sheet.tsx'

const text = zh.commission.own

/** How the own unit stands with a commission, and the one next thing to do about it. */
export function OwnAssignment({ commission, own }: { commission: CommissionDetail; own: Assignment }) {
  const may = useRights()
  const go = useGo()
  const [choosing, setChoosing] = useState(false)
  const step = useCommand('assignment.step')
  const can = (name: CommissionDetail['ownSteps'][number]): boolean => commission.ownSteps.includes(name)
  const at = { commission: commission.id, unit: own.unit }
  const take = (name: 'sign' | 'start' | 'reopen'): void => step.mutate({ ...at, step: name })
  return (
    <section className="own-assignment" aria-label={text.title}>
      <p className="row">
        <UnitBadge state={own.state} late={own.late} />
        <Due on={own.dueOn} done={!awaitsReply(own.state) || !isRunning(commission.state)} />
        <span className="quiet">{own.counted.map(({ status }) => zh.commission.counted[status]).join('、')}</span>
      </p>
      {own.late && <p className="needs-action">{text.lateSays}</p>}
      {own.state === 'exempt' && <p>{text.exempt(own.reason)}</p>}
      {own.state === 'replied' && isRunning(commission.state) && <p>{text.replied}</p>}
      {commission.state === 'closed' && <p className="quiet">{text.closed}</p>}
      {own.replies.length > 0 && (
        <ul>
          {own.replies.map(reply => (
            <li key={reply.article}>
              <Go to={`/my-article?article=${reply.article}`}>{reply.title}</Go>{' '}
              <span className="when quiet">{shortClock(reply.at)}</span>{' '}
              {reply.adopted && <span className="badge commission-adopted">{zh.commission.adopted}</span>}
            </li>
          ))}
        </ul>
      )}
      <div className="row">
        {can('sign') && (
          <Button type="primary" loading={step.isPending} onClick={() => take('sign')}>
            {text.sign}
          </Button>
        )}
        {can('reply') && may('article.save-draft') !== null && (
          <Button
            {...(can('sign') || own.state === 'replied' ? {} : { type: 'primary' as const })}
            onClick={() => go(`/my-article?write=new&commission=${commission.id}`)}
          >
            {text.write}
          </Button>
        )}
        {can('reply') && <Button onClick={() => setChoosing(true)}>{text.choose}</Button>}
        {can('start') && !can('sign') && <Button onClick={() => take('start')}>{text.start}</Button>}
        {can('reopen') && <Button onClick={() => take('reopen')}>{text.reopen}</Button>}
      </div>
      <ProblemAlert error={step.error} />
      {own.state === 'replied' && isRunning(commission.state) && commission.slots.length > 0 && (
        <OwnSheet commission={commission.id} unit={own.unit} />
      )}
      <ChooseArticle at={choosing ? at : null} onClose={() => setChoosing(false)} />
    </section>
  )
}

/** An article of the own unit that was handed in already answers as well. */
function ChooseArticle({
  at,
  onClose,
}: {
  at: { commission: CommissionId; unit: UnitId } | null
  onClose: () => void
}) {
  const { message } = App.useApp()
  const mine = useAnswer(
    'article.mine',
    at === null
      ? null
      : {
          limit: 100,
          states: ['submitted', 'received', 'shortlisted', 'kept', 'adopted', 'merged', 'published', 'returned'],
        },
  )
  const [note, setNote] = useState('')
  const reply = useCommand('assignment.reply', () => {
    setNote('')
    void message.success(zh.commission.saved)
    onClose()
  })
  return (
    <Modal open={at !== null} title={text.chooseTitle} footer={null} onCancel={onClose} width={560} destroyOnHidden>
      <Answer of={mine}>
        {answer =>
          answer.articles.length === 0 ? (
            <p>{text.noArticles}</p>
          ) : (
            <ul className="choose-article">
              {answer.articles.map(one => (
                <li key={one.id}>
                  <span>{one.title}</span>
                  <Button
                    size="small"
                    loading={reply.isPending}
                    aria-label={`${text.reply}：${one.title}`}
                    onClick={() =>
                      at !== null &&
                      reply.mutate({ ...at, article: one.id, ...(note.trim() === '' ? {} : { note: note.trim() }) })
                    }
                  >
                    {text.reply}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      <ProblemAlert error={reply.error} />
      {reply.error instanceof Refusal && reply.error.code === 'slots-open' && (
        <Field label={zh.slots.remarks.note} hint={zh.slots.remarks.noteHint}>
          <Input maxLength={500} value={note} onChange={event => setNote(event.target.value)} />
        </Field>
      )}
    </Modal>
  )
}
