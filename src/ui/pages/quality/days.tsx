import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { LocalDate } from '../../../domain/calendar.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { shortDay } from '../../format.ts'
import { Answer, ProblemAlert } from '../../parts/answer.tsx'
import { Section } from '../../parts/page-head.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'

const text = zh.quality.days

/** Which days are worked: as announced, and what the office puts right over it. */
export function OwnDays({ year }: { year: number }) {
  const calendar = useAnswer('quality.calendar', { year })
  const may = useRights()
  return (
    <Section title={text.title} note={text.hint}>
      <Answer of={calendar}>
        {({ paper, off, work, own }) => (
          <>
            <p>{paper === null ? text.noPaper : text.paper(paper)}</p>
            <details className="fold">
              <summary>{`${year}`}</summary>
              <dl className="quality-days">
                <dt>{text.off}</dt>
                <dd>{off.map(shortDay).join('、') || '—'}</dd>
                <dt>{text.work}</dt>
                <dd>{work.map(shortDay).join('、') || '—'}</dd>
              </dl>
            </details>
            <OwnList off={own.off} work={own.work} />
            {may('quality.set-day') !== null && <SetDay />}
          </>
        )}
      </Answer>
    </Section>
  )
}

function OwnList({ off, work }: { off: readonly LocalDate[]; work: readonly LocalDate[] }) {
  const may = useRights()
  const put = useCommand('quality.set-day')
  const days = [...off.map(day => ({ day, works: false })), ...work.map(day => ({ day, works: true }))]
  return (
    <>
      <p>
        {text.own} {days.length === 0 && <span className="quiet">{text.none}</span>}
      </p>
      <ul className="inline-list">
        {days.map(({ day, works }) => (
          <li key={day} className="tag">
            {day} {works ? text.isWork : text.isOff}
            {may('quality.set-day') !== null && (
              <button
                type="button"
                aria-label={`${day} ${text.back}`}
                title={text.back}
                onClick={() => put.mutate({ day, works: 'announced' })}
              >
                ×
              </button>
            )}
          </li>
        ))}
      </ul>
      <ProblemAlert error={put.error} />
    </>
  )
}

function SetDay() {
  const { message } = App.useApp()
  const [day, setDay] = useState('')
  const put = useCommand('quality.set-day', answer => {
    void message.success(text.saved(answer.day, answer.works))
    setDay('')
  })
  const chosen = LocalDate.safeParse(day)
  const as = (works: 'yes' | 'no'): void => {
    if (chosen.success) put.mutate({ day: chosen.data, works })
  }
  return (
    <>
      <div className="row">
        <label htmlFor="own-day">{text.day}</label>
        <Input
          id="own-day"
          type="date"
          className="day-input"
          value={day}
          onChange={event => setDay(event.target.value)}
        />
        <Button disabled={!chosen.success} loading={put.isPending} onClick={() => as('no')}>
          {text.makeOff}
        </Button>
        <Button disabled={!chosen.success} loading={put.isPending} onClick={() => as('yes')}>
          {text.makeWork}
        </Button>
      </div>
      <ProblemAlert error={put.error} />
    </>
  )
}
