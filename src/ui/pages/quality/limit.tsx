import { Button, InputNumber } from 'antd'
import { useState } from 'react'
import type { LimitedUnit, UnitQuality } from '../../../api/quality.ts'
import type { Input, Output } from '../../../api.ts'
import { chinesePeriod, type Period } from '../../../domain/calendar.ts'
import { UnitId } from '../../../domain/model.ts'
import { formatPoints, type Points } from '../../../domain/points.ts'
import { useAnswer } from '../../answers.ts'
import { shortDay } from '../../format.ts'
import { Answer } from '../../parts/answer.tsx'
import { Pick } from '../../parts/choice.tsx'
import { Section } from '../../parts/page-head.tsx'
import { zh } from '../../zh.ts'

const text = zh.quality.limit

/** So many a week is where offices that have such a rule begin. */
const USUAL = 2

/** 试算 of a rule that is not yet: at most n a week. */
export function Limit({ month, rows }: { month: Period; rows: readonly UnitQuality[] }) {
  const periods = useAnswer('period.list', {})
  const known = (periods.data?.periods ?? []).map(one => one.period).sort()
  const [perWeek, setPerWeek] = useState(USUAL)
  const [unit, setUnit] = useState('')
  const [from, setFrom] = useState(month)
  const [to, setTo] = useState(month)
  const [asked, setAsked] = useState<Input<'quality.rehearse'> | null>(null)
  const options = known.map(one => ({ value: one, label: chinesePeriod(one) }))
  const one = UnitId.safeParse(unit)
  return (
    <Section title={text.title} note={text.hint}>
      <div className="row">
        <span className="pick">
          <label htmlFor="per-week">{text.perWeek}</label>{' '}
          <InputNumber
            id="per-week"
            min={1}
            max={50}
            value={perWeek}
            onChange={value => setPerWeek(typeof value === 'number' ? value : USUAL)}
          />{' '}
          {zh.quality.figures.pieces}
        </span>
        <Pick
          label={text.unit}
          showLabel
          value={unit}
          options={[{ value: '', label: text.everyone }, ...rows.map(row => ({ value: row.unit, label: row.name }))]}
          onChange={setUnit}
        />
        <Pick label={text.from} showLabel value={from} options={options} onChange={setFrom} />
        <Pick label={text.to} showLabel value={to} options={options} onChange={setTo} />
        <Button onClick={() => setAsked({ from, to, perWeek, ...(one.success ? { unit: one.data } : {}) })}>
          {text.run}
        </Button>
      </div>
      {asked !== null && <Result asked={asked} />}
    </Section>
  )
}

function Result({ asked }: { asked: Input<'quality.rehearse'> }) {
  const answer = useAnswer('quality.rehearse', asked)
  return (
    <Answer of={answer}>
      {result => (
        <>
          {result.undated.length > 0 && (
            <p className="quiet">{text.undated(result.undated.map(chinesePeriod).join('、'))}</p>
          )}
          <p role="status">{result.rows.length === 0 ? text.none : text.rows(result.rows.length)}</p>
          {result.rows.length > 0 && <Rows result={result} />}
        </>
      )}
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

function Rows({ result }: { result: Output<'quality.rehearse'> }) {
  const { columns } = text
  return (
    <div className="scroll" tabIndex={-1}>
      <table className="plain wide rehearsal">
        <caption className="hidden-label">{text.title}</caption>
        <thead>
          <tr>
            <th scope="col">{columns.unit}</th>
            <th scope="col" className="num">
              {columns.handedIn}
            </th>
            <th scope="col" className="num">
              {columns.beyond}
            </th>
            {result.periods.map(month => (
              <th key={month} scope="col" className="num">
                {chinesePeriod(month)}
              </th>
            ))}
            <th scope="col" className="num">
              {columns.year}
            </th>
            <th scope="col" className="num">
              {columns.rank}
            </th>
            <th scope="col">{columns.which}</th>
          </tr>
        </thead>
        <tbody>
          {result.rows.map(row => (
            <LimitedRow key={row.unit} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function LimitedRow({ row }: { row: LimitedUnit }) {
  return (
    <tr>
      <td>
        {row.name} <span className="quiet">{row.group}</span>
      </td>
      <td className="num">{row.handedIn}</td>
      <td className="num">{row.beyond.length === 0 ? '' : row.beyond.length}</td>
      {row.months.map(month => (
        <td key={month.period} className="num">
          <Two before={said(month.before)} after={said(month.after)} />
        </td>
      ))}
      <td className="num">
        <Two before={said(row.year.before)} after={said(row.year.after)} />
      </td>
      <td className="num">
        <Two before={ranked(row.rank.before)} after={ranked(row.rank.after)} />
      </td>
      <td>
        <ul className="why-list">
          {row.beyond.map(one => (
            <li key={`${one.article} ${one.on}`}>
              <span className="quiet">{shortDay(one.on)}</span> {one.title}
            </li>
          ))}
        </ul>
      </td>
    </tr>
  )
}
