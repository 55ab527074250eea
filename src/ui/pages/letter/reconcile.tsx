import type { LetterDay } from '../../../api/letter.ts'
import type { LocalDate } from '../../../domain/calendar.ts'
import type { LetterState } from '../../../domain/letter.ts'
import { countOrBlank, shortDay } from '../../format.ts'
import { zh } from '../../zh.ts'

const text = zh.letter.reconcile
const STATES = [
  'stored',
  'linked',
  'unclaimed',
  'quarantined',
  'aside',
  'arrived',
] as const satisfies readonly LetterState[]

/** 每日对账: what came on a day is somewhere, and the sum says so. */
export function Reconcile({
  days,
  today,
  onDay,
}: {
  days: readonly LetterDay[]
  today: LocalDate
  onDay: (day: LocalDate) => void
}) {
  const now = days.find(one => one.day === today)
  const parts = STATES.filter(state => (now?.byState[state] ?? 0) > 0)
    .map(state => `${zh.letter.states[state]} ${now?.byState[state]}`)
    .join(' + ')
  return (
    <details className="reconcile">
      <summary>
        <strong>{text.title}</strong>{' '}
        <span>
          {text.today(now?.received ?? 0)}
          {parts !== '' && text.equals(parts)}
        </span>
      </summary>
      <p className="quiet">{text.hint}</p>
      {days.length === 0 ? (
        <p className="quiet">{text.none}</p>
      ) : (
        <div className="scroll">
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{text.day}</th>
                <th scope="col" className="tally">
                  {text.received}
                </th>
                {STATES.map(state => (
                  <th key={state} scope="col" className="tally">
                    {zh.letter.states[state]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {days.map(({ day, received, byState }) => (
                <tr key={day}>
                  <td>
                    <button type="button" className="plain-link" onClick={() => onDay(day)}>
                      {shortDay(day)}
                    </button>
                  </td>
                  <td className="tally">{received}</td>
                  {STATES.map(state => (
                    <td key={state} className="tally">
                      {countOrBlank(byState[state])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  )
}
