import { useEffect, useState } from 'react'
import type { Output } from '../../../api.ts'
import { chinesePeriod, type Period } from '../../../domain/calendar.ts'
import type { NoticeTableForm } from '../../../domain/notice/composing/table-form.ts'
import { useAnswer } from '../../answers.ts'
import { Loading, ProblemAlert } from '../../parts/answer.tsx'
import { Pick } from '../../parts/choice.tsx'
import { zh } from '../../zh.ts'

const text = zh.noticeForm
type Shown = Output<'notice-form.preview'>

/** Typing is over when nothing came for this long. */
const STILL_MS = 400

/** What scrolls sideways must be reachable by keyboard. */
const SCROLLED = { tabIndex: 0 } as const

/** The tables of a real month as they would be printed; the last that could be shown stays while the next is made. */
export function TablesPreview({ table, periods }: { table: NoticeTableForm | null; periods: readonly Period[] }) {
  const [period, setPeriod] = useState(periods[0])
  const still = useStill(table)
  const asked = useAnswer(
    'notice-form.preview',
    period === undefined || still === null ? null : { period, table: still },
  )
  const [shown, setShown] = useState<Shown | null>(null)
  useEffect(() => {
    if (asked.data !== undefined) setShown(asked.data)
  }, [asked.data])
  if (period === undefined) return <p className="quiet">{text.previewNone}</p>
  return (
    <>
      <Pick
        showLabel
        label={text.previewMonth}
        value={period}
        options={periods.map(value => ({ value, label: chinesePeriod(value) }))}
        onChange={setPeriod}
      />
      <ProblemAlert error={asked.error} />
      {shown === null ? <Loading text={text.previewLoading} /> : <Tables shown={shown} />}
    </>
  )
}

function useStill(table: NoticeTableForm | null): NoticeTableForm | null {
  const [still, setStill] = useState(table)
  useEffect(() => {
    if (table === null) return
    const timer = setTimeout(() => setStill(table), STILL_MS)
    return () => clearTimeout(timer)
  }, [table])
  return still
}

const Tables = ({ shown }: { shown: Shown }) => (
  <div className="tables-preview">
    {shown.remarks.length > 0 && (
      <ul className="problem">
        {shown.remarks.map(remark => (
          <li key={remark}>{remark}</li>
        ))}
      </ul>
    )}
    {shown.landscape && <p className="quiet">{text.landscape}</p>}
    {shown.tables.map((one, index) => (
      // Tables have no name of their own but their place.
      <section className="table-scroll" aria-label={one.title} {...SCROLLED} key={index}>
        <table className="printed-table">
          <caption>{one.title}</caption>
          <thead>
            {one.rows.slice(0, one.headRows).map((row, at) => (
              <tr key={at}>
                {row.map((cell, column) => (
                  <th key={column} rowSpan={cell.rowSpan ?? 1} colSpan={cell.colSpan ?? 1} scope="col">
                    {cell.text}
                  </th>
                ))}
              </tr>
            ))}
          </thead>
          <tbody>
            {one.rows.slice(one.headRows).map((row, at) => (
              <tr key={at}>
                {row.map((cell, column) => (
                  <td key={column}>{cell.text}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {one.more > 0 && <p className="quiet">{text.more(one.more)}</p>}
      </section>
    ))}
    {shown.notes.length > 0 && (
      <>
        <h3>{text.notes}</h3>
        <ol className="remarks">
          {shown.notes.map(note => (
            <li key={note}>{note}</li>
          ))}
        </ol>
      </>
    )}
  </div>
)
