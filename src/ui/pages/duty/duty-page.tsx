import { useState } from 'react'
import type { DutyView } from '../../../api/rule-set.ts'
import type { Output } from '../../../api.ts'
import { chinesePeriod, type Period } from '../../../domain/calendar.ts'
import { formatPoints, pointsOfHundredths } from '../../../domain/points.ts'
import { useAddress } from '../../address.ts'
import { useAnswer } from '../../answers.ts'
import { Answer } from '../../parts/answer.tsx'
import { ExportButton } from '../../parts/export.tsx'
import { PageHead, Section } from '../../parts/page-head.tsx'
import { PeriodPicker, periodIn } from '../../parts/period-picker.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'
import { Objections } from './objections.tsx'

const text = zh.duty

/** 任务与异议: what each unit still owes during the period, what follows by now, and objections to what was counted. */
export default function DutyPage() {
  const periods = useAnswer('period.list', {})
  const { filters, set } = useAddress()
  const may = useRights()
  return (
    <>
      <PageHead title={text.title} />
      <Answer of={periods}>
        {({ periods: kept }) => {
          const open = kept.filter(one => one.state === 'open')
          const period = periodIn(open, filters.period)?.period
          return (
            <>
              {period !== undefined && (
                <>
                  <PeriodPicker periods={open} value={period} onChange={month => set({ period: month })} />
                  <Duties period={period} />
                </>
              )}
              {may('objection.list') !== null && <Objections periods={kept.map(one => one.period)} />}
            </>
          )
        }}
      </Answer>
    </>
  )
}

function Duties({ period }: { period: Period }) {
  const duties = useAnswer('duty.list', { period })
  return (
    <Answer of={duties}>
      {answer => (
        <>
          <Section title={text.duties} note={text.dutiesHint}>
            {answer.duties.length > 0 && (
              <p className="row">
                <ExportButton of="duty.list" input={{ period }} name={`${chinesePeriod(period)}${text.duties}`} />
              </p>
            )}
            <DutyTable duties={answer.duties} />
          </Section>
          {answer.effects.length > 0 && (
            <Section title={text.effects}>
              <ul className="remarks">
                {answer.effects.map(one => (
                  <li key={`${one.unit} ${one.effect} ${one.clause}`}>
                    {one.name} {one.words} <q>{one.clause}</q>
                  </li>
                ))}
              </ul>
            </Section>
          )}
          <Figures answer={answer} />
        </>
      )}
    </Answer>
  )
}

function DutyTable({ duties }: { duties: readonly DutyView[] }) {
  const [openOnly, setOpenOnly] = useState(true)
  if (duties.length === 0) return <p className="quiet">{text.none}</p>
  const shown = openOnly ? duties.filter(duty => duty.left > 0) : duties
  return (
    <>
      <label className="check">
        <input type="checkbox" checked={openOnly} onChange={event => setOpenOnly(event.target.checked)} />{' '}
        {text.onlyOpen}
      </label>
      {shown.length === 0 ? (
        <p role="status">{text.allMet}</p>
      ) : (
        <table className="plain wide">
          <thead>
            <tr>
              <th scope="col">{text.columns.unit}</th>
              <th scope="col">{text.columns.what}</th>
              <th scope="col" className="num">
                {text.columns.has}
              </th>
              <th scope="col" className="num">
                {text.columns.needs}
              </th>
              <th scope="col" className="num">
                {text.columns.left}
              </th>
              <th scope="col">{text.columns.until}</th>
              <th scope="col">{text.columns.clause}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(duty => (
              <tr key={`${duty.unit} ${duty.why} ${duty.clause} ${duty.what} ${duty.from}`}>
                <td>{duty.name}</td>
                <td>
                  {text.why[duty.why]} · {duty.what}
                </td>
                <td className="num">{duty.has}</td>
                <td className="num">{duty.needs}</td>
                <td className="num">{duty.left === 0 ? text.met : duty.left}</td>
                <td>
                  {duty.to} <span className="quiet">{text.daysLeft(duty.daysLeft)}</span>
                </td>
                <td>
                  <q>{duty.clause}</q>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

/** Rates, other assessments and money, where the 办法 has them. */
function Figures({ answer }: { answer: Output<'duty.list'> }) {
  const { metrics, assessments, money } = answer
  return (
    <>
      <Lines
        title={text.metrics}
        lines={metrics.map(one => ({
          unit: one.unitName,
          name: one.name,
          value:
            one.percentX100 === null
              ? '—'
              : `${formatPoints(pointsOfHundredths(one.percentX100))}% ${one.of}/${one.to}`,
        }))}
      />
      <Lines
        title={text.assessments}
        lines={assessments.map(one => ({
          unit: one.unitName,
          name: one.name,
          value: zh.common.points(formatPoints(one.points)),
        }))}
      />
      <Lines
        title={text.money}
        lines={money.map(one => ({
          unit: one.unitName,
          name: '',
          value: text.yuan(formatPoints(pointsOfHundredths(one.x100))),
        }))}
      />
    </>
  )
}

function Lines({ title, lines }: { title: string; lines: readonly { unit: string; name: string; value: string }[] }) {
  if (lines.length === 0) return null
  return (
    <Section title={title}>
      <table className="plain">
        <tbody>
          {lines.map(line => (
            <tr key={`${line.unit} ${line.name}`}>
              <td>{line.unit}</td>
              <td>{line.name}</td>
              <td className="num">{line.value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
