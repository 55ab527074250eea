import type { Instant, LocalDate } from '../../../domain/calendar.ts'
import { hoursUntil, sharesOf } from '../../../domain/commission/deadlines.ts'
import { zh } from '../../zh.ts'

const text = zh.slots.shares

interface Props {
  /** When units were, or would be, asked. */
  readonly from: Instant
  readonly now: Instant
  readonly dueOn: LocalDate | null
  readonly upperDueOn: LocalDate | null
  /** Nobody waits for it any more. */
  readonly done?: boolean
}

/** 层层加码: how the time from above is shared between units and office, in hours, with a bar for the eye. */
export function TimeShares({ from, now, dueOn, upperDueOn, done = false }: Props) {
  const shares = sharesOf(from, dueOn, upperDueOn)
  if (shares === null || dueOn === null || upperDueOn === null) return null
  const { upper, units, kept, tight } = shares
  return (
    <div className="time-shares">
      <p>
        {text.line(upper, units, kept)}{' '}
        {!done && <span className="quiet">{text.left(hoursUntil(now, dueOn), hoursUntil(now, upperDueOn))}</span>}
      </p>
      <div className="bar" aria-hidden="true">
        <span className={tight ? 'bar-tight' : 'bar-units'} style={{ width: `${(100 * units) / upper}%` }} />
      </div>
      {tight && (
        <p className="needs-action" role="status">
          {text.tight}
        </p>
      )}
    </div>
  )
}
