import { Button, Input } from 'antd'
import { useState } from 'react'
import type { NoticeWork } from '../../../api/office-work.ts'
import { useCommand } from '../../answers.ts'
import { shortClock } from '../../format.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import { Field } from '../../parts/field.tsx'
import { placeWords } from '../../parts/finding-list.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'

type Finding = NoticeWork['findings'][number]
const ANSWERS = ['true', 'ignore', 'mend'] as const

/** The findings, those that hold the notice back first, each with its answer or the three there are. */
export function Answers({ work }: { work: NoticeWork }) {
  const may = useRights()
  if (work.findings.length === 0) return <p className="all-well">{zh.notice.findingsNone}</p>
  const isOpen = (finding: Finding): boolean => work.open.includes(finding.key)
  const sorted = work.findings.toSorted((a, b) => Number(isOpen(b)) - Number(isOpen(a)))
  const answerable = work.stage !== 'issued' && work.stage !== 'signed' && may('notice.answer') !== null
  return (
    <ul className="answers">
      {sorted.map(finding => (
        <li key={finding.key} className={isOpen(finding) ? 'open' : ''}>
          <p>
            <span className={`severity severity-${finding.severity}`}>{zh.audit.severities[finding.severity]}</span>{' '}
            {finding.message}
          </p>
          <p className="quiet place">{placeWords(finding.place)}</p>
          {finding.answer !== null && (
            <p className="quiet">
              {zh.notice.answered(
                zh.notice.answers[finding.answer.answer],
                finding.answer.by,
                shortClock(finding.answer.at),
              )}
              {finding.answer.note !== '' && ` · ${finding.answer.note}`}
            </p>
          )}
          {answerable && finding.severity !== 'info' && <AnswerForm work={work} finding={finding} />}
        </li>
      ))}
    </ul>
  )
}

function AnswerForm({ work, finding }: { work: NoticeWork; finding: Finding }) {
  const [open, setOpen] = useState(false)
  const [note, setNote] = useState('')
  const answer = useCommand('notice.answer', () => setOpen(false))
  if (!open)
    return (
      <Button size="small" onClick={() => setOpen(true)} aria-label={`${zh.notice.answer}：${finding.title}`}>
        {zh.notice.answer}
      </Button>
    )
  const given = finding.severity === 'error' ? (['mend'] as const) : ANSWERS
  return (
    <div className="answer-form">
      <Field label={zh.notice.answerNote}>
        <Input value={note} maxLength={500} onChange={event => setNote(event.target.value)} />
      </Field>
      <ProblemAlert error={answer.error} />
      <div className="row">
        {given.map(one => (
          <Button
            key={one}
            size="small"
            title={zh.notice.answerMeans[one]}
            loading={answer.isPending && answer.variables?.answer === one}
            onClick={() => answer.mutate({ period: work.period, finding: finding.key, answer: one, note })}
          >
            {zh.notice.answers[one]}
          </Button>
        ))}
        <Button size="small" type="text" onClick={() => setOpen(false)}>
          {zh.common.cancel}
        </Button>
      </div>
    </div>
  )
}
