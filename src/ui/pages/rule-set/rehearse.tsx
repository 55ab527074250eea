import { Button } from 'antd'
import { useState } from 'react'
import type { InstalledRuleSet, RehearsalView } from '../../../api/rule-set.ts'
import type { Input } from '../../../api.ts'
import { chinesePeriod, type Period } from '../../../domain/calendar.ts'
import { formatPoints, type Points, subtractPoints } from '../../../domain/points.ts'
import { useAnswer } from '../../answers.ts'
import { Answer } from '../../parts/answer.tsx'
import { Pick } from '../../parts/choice.tsx'
import { zh } from '../../zh.ts'
import { firstChoice, RuleSetPick, refOf } from './chosen.tsx'

const text = zh.ruleSet

/** 试算: any 办法 over past months, side by side with what is in force. */
export function Rehearse({ versions, draft }: { versions: readonly InstalledRuleSet[]; draft: string }) {
  const periods = useAnswer('period.list', {})
  return (
    <Answer of={periods}>
      {({ periods: kept }) => <Asked months={kept.map(one => one.period)} versions={versions} draft={draft} />}
    </Answer>
  )
}

function Asked({
  months,
  versions,
  draft,
}: {
  months: readonly Period[]
  versions: readonly InstalledRuleSet[]
  draft: string
}) {
  const known = [...months].sort()
  const [trial, setTrial] = useState(firstChoice(versions, draft))
  const [against, setAgainst] = useState('')
  const [to, setTo] = useState(known.at(-1))
  const [from, setFrom] = useState(known.at(-1))
  const [asked, setAsked] = useState<Input<'rule-set.rehearse'> | null>(null)
  const rules = refOf(trial, draft)
  const other = refOf(against, draft)
  const options = known.map(month => ({ value: month, label: chinesePeriod(month) }))
  if (from === undefined || to === undefined) return null
  return (
    <>
      <p className="rule-bar">
        <RuleSetPick label={text.trial} value={trial} onChange={setTrial} versions={versions} draft={draft} />
        <RuleSetPick
          label={text.against}
          value={against}
          onChange={setAgainst}
          versions={versions}
          draft={draft}
          inForce
        />
        <Pick label={text.from} showLabel value={from} options={options} onChange={setFrom} />
        <Pick label={text.to} showLabel value={to} options={options} onChange={setTo} />
        <Button
          type="primary"
          disabled={rules === null}
          onClick={() => rules !== null && setAsked({ rules, ...(other === null ? {} : { against: other }), from, to })}
        >
          {text.run}
        </Button>
        <span className="quiet">{text.nothingKept}</span>
      </p>
      {asked !== null && <Result asked={asked} />}
    </>
  )
}

function Result({ asked }: { asked: Input<'rule-set.rehearse'> }) {
  const rehearsal = useAnswer('rule-set.rehearse', asked)
  const [movedOnly, setMovedOnly] = useState(false)
  return (
    <Answer of={rehearsal}>
      {view => {
        const moved = view.rows.filter(row => row.why.length > 0 || row.effects.length > 0)
        return (
          <>
            {moved.length === 0 && <p role="status">{text.noChange}</p>}
            <label className="check">
              <input type="checkbox" checked={movedOnly} onChange={event => setMovedOnly(event.target.checked)} />{' '}
              {text.movedOnly}
            </label>
            <Rows view={view} rows={movedOnly ? moved : view.rows} />
          </>
        )
      }}
    </Answer>
  )
}

const said = (value: Points | null): string => (value === null ? '—' : formatPoints(value))
const ranked = (rank: number | null): string => (rank === null || rank === 0 ? '—' : String(rank))

function Two({ before, after }: { before: string; after: string }) {
  if (before === after) return <>{after}</>
  return (
    <>
      <span className="quiet">{before}</span> → <strong>{after}</strong>
    </>
  )
}

function Rows({ view, rows }: { view: RehearsalView; rows: RehearsalView['rows'] }) {
  return (
    <div className="scroll">
      <table className="plain wide rehearsal">
        <thead>
          <tr>
            <th scope="col">{text.columns.group}</th>
            <th scope="col" className="num">
              {text.columns.rank}
            </th>
            <th scope="col">{text.columns.unit}</th>
            {view.periods.map(month => (
              <th key={month} scope="col" className="num">
                {chinesePeriod(month)}
              </th>
            ))}
            <th scope="col" className="num">
              {text.columns.year}
            </th>
            <th scope="col">{text.columns.why}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.unit}>
              <td className="quiet">{row.group}</td>
              <td className="num">
                <Two before={ranked(row.rank.before)} after={ranked(row.rank.after)} />
              </td>
              <td>{row.name}</td>
              {row.months.map(month => (
                <td key={month.period} className="num">
                  <Two before={said(month.before)} after={said(month.after)} />
                </td>
              ))}
              <td className="num">
                <Two before={said(row.year.before)} after={said(row.year.after)} />
              </td>
              <td>
                <Why row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Why({ row }: { row: RehearsalView['rows'][number] }) {
  return (
    <ul className="why-list">
      {row.why.map(one => (
        <li key={`${one.component} ${one.clause}`}>
          {one.component} {signed(subtractPoints(one.after, one.before))} <q>{one.clause}</q>
        </li>
      ))}
      {row.effects.map(one => (
        <li key={`${one.effect} ${one.clause}`}>
          {one.words} <q>{one.clause}</q>
        </li>
      ))}
    </ul>
  )
}

const signed = (value: Points): string => `${value > 0 ? '+' : ''}${formatPoints(value)}`
